package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// run measures everything and prints the table.
func run() error {
	runtime.GOMAXPROCS(1) // one core, as the others have
	if err := install(); err != nil {
		return err
	}
	fmt.Print(heading)
	for _, g := range []struct {
		name string
		read func() ([]marked, error)
	}{{"A real archive of 2025", realArchive}, {"The sample", invented}} {
		releases, err := g.read()
		if err != nil {
			return err
		}
		results, err := measure(releases)
		if err != nil {
			return err
		}
		table(g.name, releases, results)
	}
	return nil
}

const heading = `# Side by side with other programs

Made by ` + "`go run ./bench/peers > docs/peers.md`" + `: every program reads the same releases on the same machine in one run, on one core,
a second time after warming up. A fact counts as right where its words overlap the gold's by half and its reading agrees
leniently: of an open interval only the given end is compared, of figures only the value, of names only whether it is a person,
a place or a body, of quotations only the place. Numbers inside dates are counted for nobody. A dash: the program does not read that kind.
Read ratios, not megabytes: machines differ.
`

// install fetches the other programs.
func install() error {
	for _, c := range []struct {
		folder string
		args   []string
	}{{"bench/peers/node", []string{"npm", "ci", "--silent"}}, {"bench/peers/godates", []string{"go", "build", "-o", os.DevNull, "."}}} {
		cmd := exec.Command(c.args[0], c.args[1:]...)
		cmd.Dir, cmd.Stderr = c.folder, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%s in %s: %w", strings.Join(c.args, " "), c.folder, err)
		}
	}
	return nil
}

// result is one program on one kind.
type result struct {
	Peer, Kind string
	Seconds    float64
	Bytes      bool // offsets count bytes, not UTF-16 units
	Facts      [][]json.RawMessage
	tally      tally
}

// measure runs all programs on the releases.
func measure(releases []marked) ([]result, error) {
	var input bytes.Buffer
	for _, m := range releases {
		line := map[string]any{"issued": m.record.IssuedOn, "dayFirst": true, "blocks": blocks(m.record)}
		if err := json.NewEncoder(&input).Encode(line); err != nil {
			return nil, err
		}
	}
	results := ours(releases)
	for _, c := range [][]string{{"bench/peers/node", "node", "peers.mjs"}, {"bench/peers/godates", "go", "run", "."}} {
		cmd := exec.Command(c[1], c[2:]...)
		cmd.Dir, cmd.Stdin, cmd.Stderr = c[0], bytes.NewReader(input.Bytes()), os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Join(c[0], c[1]), err)
		}
		for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
			var r result
			if err := d.Decode(&r); err != nil {
				return nil, err
			}
			if err := r.count(releases); err != nil {
				return nil, err
			}
			results = append(results, r)
		}
	}
	return results, nil
}

func blocks(r onrecord.Record) []string {
	out := []string{}
	for _, b := range r.Blocks {
		out = append(out, b.Of(r.Text))
	}
	return out
}

// kinds are those that another program reads too.
var kinds = []string{"dates", "figures", "names", "quotes"}

// ours reads all kinds together, and counts each.
func ours(releases []marked) []result {
	read := func() []onrecord.Facts {
		out := make([]onrecord.Facts, len(releases))
		for i := range releases {
			out[i] = fact.Read(&releases[i].record.Release)
		}
		return out
	}
	read()
	start := time.Now()
	facts := read()
	took := time.Since(start).Seconds()
	var out []result
	for _, kind := range kinds {
		r := result{Peer: "onrecord", Kind: kind, Seconds: took}
		for i, m := range releases {
			r.tally.add(hold(m, kind, factsOf(&facts[i], m.record.Text, kind)), agreements[kind])
		}
		out = append(out, r)
	}
	return out
}

// hold puts what was found in a release beside its gold.
func hold(m marked, kind string, found []passage) held {
	h := held{gold: factsOf(&m.gold.Facts, m.record.Text, kind), found: found}
	if kind == "figures" {
		for _, d := range m.gold.Dates {
			h.passedOver = append(h.passedOver, d.Span)
		}
	}
	return h
}

// factsOf returns the facts of a kind as they are compared.
func factsOf(f *onrecord.Facts, text, kind string) []passage {
	var out []passage
	switch kind {
	case "dates":
		for _, d := range f.Dates {
			out = append(out, passage{d.Span, []reading{{from: day(d.From), to: day(d.To)}}})
		}
	case "figures":
		for _, x := range f.Figures {
			out = append(out, passage{x.Span, []reading{{value: x.Value}}})
		}
	case "names":
		for _, n := range f.Names {
			switch n.Kind {
			case onrecord.NamePerson, onrecord.NamePlace, onrecord.NameBody:
				if at := strings.Index(text, n.Text); at >= 0 {
					out = append(out, passage{onrecord.Span{Start: at, End: at + len(n.Text)}, []reading{{name: string(n.Kind)}}})
				}
			}
		}
	case "quotes":
		for _, q := range f.Quotes {
			out = append(out, passage{q.Span, []reading{{}}})
		}
	}
	return out
}

func day(d onrecord.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// count takes another program's facts: [text, block, start, end, reading…].
func (r *result) count(releases []marked) error {
	found := make([][]passage, len(releases))
	seen := map[string]bool{} // a name counts once a release
	for _, raw := range r.Facts {
		var at [4]int
		for i := range at {
			if err := json.Unmarshal(raw[i], &at[i]); err != nil {
				return err
			}
		}
		m := releases[at[0]]
		block := m.record.Blocks[at[1]]
		start, end := at[2], at[3]
		if !r.Bytes {
			start, end = utf8Offset(block.Of(m.record.Text), start), utf8Offset(block.Of(m.record.Text), end)
		}
		f := passage{Span: onrecord.Span{Start: block.Start + start, End: block.Start + end}}
		for _, x := range raw[4:] {
			var v struct {
				From, To, Last, Name string
				Value                float64
			}
			if err := json.Unmarshal(x, &v); err != nil {
				return err
			}
			f.readings = append(f.readings, reading{v.From, v.To, v.Value, v.Name}, reading{v.From, v.Last, v.Value, v.Name})
		}
		if r.Kind == "names" {
			key := fmt.Sprint(at[0], strings.ToLower(f.Of(m.record.Text)))
			if seen[key] {
				continue
			}
			seen[key] = true
		}
		found[at[0]] = append(found[at[0]], f)
	}
	for i, m := range releases {
		r.tally.add(hold(m, r.Kind, found[i]), agreements[r.Kind])
	}
	return nil
}

// utf8Offset turns an offset in UTF-16 units into one in bytes.
func utf8Offset(s string, units int) int {
	for i, c := range s {
		if units <= 0 {
			return i
		}
		units -= utf16.RuneLen(c)
	}
	return len(s)
}

// table prints the results: a row a program.
func table(name string, releases []marked, results []result) {
	size := 0
	for _, m := range releases {
		size += len(m.record.Text)
	}
	fmt.Printf("\n## %s\n\n%d releases, %d KB.\n\n| program | dates F1 | figures F1 | names F1 | quotes F1 | MB/s |\n| --- | --- | --- | --- | --- | --- |\n", name, len(releases), size>>10)
	var programs []string
	cells := map[string]string{}
	speeds := map[string][]string{}
	for _, r := range results {
		if len(speeds[r.Peer]) == 0 {
			programs = append(programs, r.Peer)
		}
		cells[r.Peer+r.Kind] = fmt.Sprintf("%.2f", r.tally.f1())
		speeds[r.Peer] = append(speeds[r.Peer], fmt.Sprintf("%s %.2f", r.Kind, float64(size)/1e6/r.Seconds))
	}
	for _, p := range programs {
		speed := strings.Join(speeds[p], ", ")
		if p == "onrecord" {
			speed = strings.TrimPrefix(speeds[p][0], kinds[0]+" ") + ", all six kinds together"
		}
		fmt.Printf("| %s |", p)
		for _, k := range kinds {
			cell := cells[p+k]
			if cell == "" {
				cell = "–"
			}
			fmt.Printf(" %s |", cell)
		}
		fmt.Printf(" %s |\n", speed)
	}
}
