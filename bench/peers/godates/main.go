// Command godates runs Go's date libraries on texts, in the format of
// ../node/peers.mjs except that start and end count bytes. It is a module of
// its own, so that onrecord does not depend on what it is measured beside.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	dps "github.com/markusmobius/go-dateparser"
	"github.com/olebedev/when"
	"github.com/olebedev/when/rules/common"
	"github.com/olebedev/when/rules/en"
)

type text struct {
	Issued   string
	DayFirst bool
	Blocks   []string
	day      time.Time
}

// found is one date: where it stands in its block, and its day.
type found struct {
	start, end int
	day        time.Time
}

func main() {
	var texts []text
	d := json.NewDecoder(bufio.NewReader(os.Stdin))
	for d.More() {
		var t text
		check(d.Decode(&t))
		day, err := time.Parse(time.DateOnly, t.Issued)
		check(err)
		t.day = day.Add(9 * time.Hour)
		texts = append(texts, t)
	}
	run("when", texts, newWhen())
	run("go-dateparser", texts, dateparser)
}

// newWhen returns a reader that asks for one date after the other: the
// library gives the first of a text.
func newWhen() func(string, *text) []found {
	w := when.New(nil)
	w.Add(en.All...)
	w.Add(common.All...)
	return func(block string, t *text) []found {
		var out []found
		for at := 0; at < len(block); {
			r, err := w.Parse(block[at:], t.day)
			if err != nil || r == nil || r.Text == "" {
				break
			}
			out = append(out, found{at + r.Index, at + r.Index + len(r.Text), r.Time})
			at += r.Index + len(r.Text)
		}
		return out
	}
}

func dateparser(block string, t *text) []found {
	order := dps.DMY
	if !t.DayFirst {
		order = dps.MDY
	}
	config := &dps.Configuration{CurrentTime: t.day, DateOrder: order, Languages: []string{"en"}}
	_, results, err := dps.Search(config, block)
	if err != nil {
		return nil
	}
	var out []found
	at := 0
	for _, r := range results {
		i := index(block, r.Text, at)
		if i < 0 || r.Date.IsZero() {
			continue
		}
		at = i + len(r.Text)
		out = append(out, found{i, at, r.Date.Time})
	}
	return out
}

// index finds the words at or after a byte offset.
func index(s, words string, from int) int {
	for i := from; i+len(words) <= len(s); i++ {
		if s[i:i+len(words)] == words {
			return i
		}
	}
	return -1
}

// run reads all texts twice, the first time to warm up, and times the second.
func run(peer string, texts []text, read func(string, *text) []found) {
	all := func() [][]any {
		facts := [][]any{}
		for t := range texts {
			for b, block := range texts[t].Blocks {
				for _, f := range read(block, &texts[t]) {
					day := f.day.Format(time.DateOnly)
					facts = append(facts, []any{t, b, f.start, f.end, map[string]string{"from": day, "to": day}})
				}
			}
		}
		return facts
	}
	all()
	start := time.Now()
	facts := all()
	out := map[string]any{"peer": peer, "kind": "dates", "seconds": time.Since(start).Seconds(), "bytes": true, "facts": facts}
	check(json.NewEncoder(os.Stdout).Encode(out))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "godates:", err)
		os.Exit(1)
	}
}
