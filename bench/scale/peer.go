package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// peerNamed are the other programs that can be measured beside, with how each indexes an archive and is asked.
// All are given the same texts in the same order and asked the same queries, for a page of 20 hits with their texts and
// how many there are in all.
var peerNamed = map[string]func(ctx context.Context, c *column, p *peering) error{
	"fts5":     plainFTS5,
	"postgres": postgresRank,
	"bleve":    bleve,
	"tantivy":  tantivy,
}

// peering is what a program is measured with.
type peering struct {
	archive *archive
	queries []query
	folder  string   // its own
	common  string   // where a PostgreSQL of its own is
	stores  []string // as asked for
}

func measurePeer(ctx context.Context, o options, folder, name string, a *archive) (*column, error) {
	c, err := kept(filepath.Join(a.folder, "peer-"+name+".json"), a.releases, "peer "+name)
	if err != nil || !o.wants("peers") {
		return c, err
	}
	p := &peering{archive: a, folder: filepath.Join(a.folder, "peer-"+name), common: folder, stores: o.stores}
	if p.queries, err = a.queries(o.asked); err != nil {
		return nil, err
	}
	if err := os.RemoveAll(p.folder); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(p.folder, 0o755); err != nil {
		return nil, err
	}
	defer os.RemoveAll(p.folder)
	if err := peerNamed[name](ctx, c, p); err != nil {
		return nil, err
	}
	return c, c.keep()
}

// texts calls each with the releases of the archive, as they come in.
func (p *peering) texts(each func(t *text) error) error {
	files, err := p.archive.pages("archive", p.archive.releases, 1)
	if err != nil {
		return err
	}
	order := map[int]int64{} // how many there are of a day
	for _, file := range files {
		texts, err := textsOf(file)
		if err != nil {
			return err
		}
		for i := range texts {
			t := &texts[i]
			t.Number = int64(t.Day)<<20 | order[t.Day]
			order[t.Day]++
			if err := each(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// built measures how a program in this process indexes the archive.
func (c *column) built(p *peering, index func() error) error {
	start, used := time.Now(), processorTime()
	if err := index(); err != nil {
		return err
	}
	c.Parts = []stage{{Releases: p.archive.releases, phase: phase{time.Since(start), processorTime() - used}, Load: load()}}
	return nil
}

// askedOf measures a program in this process.
func (c *column) askedOf(ctx context.Context, p *peering, do asker) error {
	var warm, rest tally
	if err := warm.ask(ctx, p.queries[:min(len(p.queries), 20)], do); err != nil {
		return err
	}
	if err := rest.ask(ctx, p.queries, do); err != nil {
		return err
	}
	c.Rest, c.RestLoad = rest.asked(), load()
	return nil
}

// outcome is what a program of its own prints: of the building of its index, then of each query in order.
type outcome struct {
	BuildSeconds, BuildProcessorSeconds float64
	BuildMemory, Memory, Bytes          int64 // in bytes
	TookNanoseconds                     []int64
	Found                               []int
}

// foreign runs a program that is given the files of texts and queries and a folder for its index.
func (c *column) foreign(ctx context.Context, p *peering, program string, args ...string) error {
	texts, queries := filepath.Join(p.folder, "texts.jsonl"), filepath.Join(p.folder, "queries.json")
	if err := p.writeTexts(texts); err != nil {
		return err
	}
	if err := writeQueries(queries, p.queries); err != nil {
		return err
	}
	_, printed, err := execute(ctx, program, append(args, texts, queries, filepath.Join(p.folder, "index"))...)
	if err != nil {
		return err
	}
	var o outcome
	if err := json.Unmarshal([]byte(printed), &o); err != nil {
		return fmt.Errorf("what %s printed: %w", c.Name, err)
	}
	if len(o.TookNanoseconds) != len(p.queries) || len(o.Found) != len(p.queries) {
		return fmt.Errorf("%s answered %d of %d queries", c.Name, len(o.TookNanoseconds), len(p.queries))
	}
	seconds := func(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
	c.Parts = []stage{{Releases: p.archive.releases, phase: phase{seconds(o.BuildSeconds), seconds(o.BuildProcessorSeconds)}, Peak: o.BuildMemory, Load: load()}}
	c.Bytes, c.Memory, c.RestLoad = o.Bytes, o.Memory, load()
	t := tally{took: map[string][]time.Duration{}, found: map[string][]int{}}
	for i := range p.queries {
		class := p.queries[i].Class
		if t.took[class] == nil {
			t.classes = append(t.classes, class)
		}
		t.took[class], t.found[class] = append(t.took[class], time.Duration(o.TookNanoseconds[i])), append(t.found[class], o.Found[i])
	}
	c.Rest = t.asked()
	return nil
}

func (p *peering) writeTexts(file string) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	out := bufio.NewWriterSize(f, 1<<20)
	lines := json.NewEncoder(out)
	if err := p.texts(func(t *text) error { return lines.Encode(t) }); err != nil {
		return err
	}
	return out.Flush()
}

// here is the folder of this command's source.
func here(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-f", "{{.Dir}}", "github.com/onrecord/onrecord/bench/scale").Output()
	return strings.TrimSpace(string(out)), err
}

// bleve measures Bleve, a library in Go, which has a module of its own beside this command.
func bleve(ctx context.Context, c *column, p *peering) error {
	source, err := here(ctx)
	if err != nil {
		return err
	}
	program := filepath.Join(p.common, "bleve")
	build := exec.CommandContext(ctx, "go", "build", "-C", filepath.Join(source, "bleve"), "-o", program, ".")
	if said, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w: %s", err, said)
	}
	return c.foreign(ctx, p, program)
}

// tantivy measures Tantivy, a library in Rust, through its package for Python, which pip installs into a folder of its own.
func tantivy(ctx context.Context, c *column, p *peering) error {
	source, err := here(ctx)
	if err != nil {
		return err
	}
	home := filepath.Join(p.common, "python")
	python := filepath.Join(home, "bin", "python3")
	if _, err := os.Stat(python); err != nil {
		for _, step := range [][]string{{"python3", "-m", "venv", home}, {python, "-m", "pip", "install", "-r", filepath.Join(source, "tantivy", "requirements.txt")}} {
			if said, err := exec.CommandContext(ctx, step[0], step[1:]...).CombinedOutput(); err != nil {
				_ = os.RemoveAll(home)
				return fmt.Errorf("%s: %w: %s", strings.Join(step, " "), err, said)
			}
		}
	}
	return c.foreign(ctx, p, python, filepath.Join(source, "tantivy", "peer.py"))
}
