// Command scale measures how onrecord bears size: it imports archives of invented
// releases with the program itself, imports some more, links all anew, searches at rest and while
// importing, and asks for pages; beside it other programs index and search the same texts. All of it side by side for
// several sizes and engines in one run. It prints tables in Markdown, and keeps what it measured.
// docs/performance.md holds the last.
//
//	go run ./bench/scale -releases 1000,10000
//	go run ./bench/scale -releases 10000 -store sqlite,postgres -peers fts5,postgres,bleve,tantivy
//	go run ./bench/scale -releases 700000 -keep /some/folder -part 100000 -stages import   # in steps
//	go run ./bench/scale -releases 700000 -keep /some/folder -stages search,pages           # of what is kept
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/bench"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/store/sqlite"
)

// options are what was asked for.
type options struct {
	sizes  []int
	stores []string
	stages []string
	peers  []string
	keep   string
	more   int
	part   int
	itself bool
	pages  asking
	asked  int
}

// allStages are the stages in their order.
var allStages = []string{"import", "more", "relink", "search", "pages", "peers"}

func main() {
	var o options
	sizes := flag.String("releases", "1000,10000", "how many releases the records hold, one or more numbers with commas between")
	stores := flag.String("store", "sqlite", `engines, with commas between: sqlite, postgres (a server of its own), or the address of one ("postgres://…") on which databases may be made`)
	stages := flag.String("stages", strings.Join(allStages, ","), "what is measured, with commas between; of the others what was kept is printed")
	peers := flag.String("peers", "", "other programs to measure beside, with commas between: fts5, postgres, bleve, tantivy")
	flag.IntVar(&o.more, "more", 100, "how many releases are imported on top")
	flag.IntVar(&o.part, "part", 0, "import in runs of so many releases, each measured; 0 is all in one")
	flag.BoolVar(&o.itself, "itself", false, "work on the records themselves, which keep what stages add, where a disk has no room for copies")
	flag.IntVar(&o.pages.turns, "turns", 40, "how often each kind of page is asked for")
	flag.StringVar(&o.pages.only, "only", "", "a regular expression: only these kinds of page")
	flag.StringVar(&o.pages.profile, "profile", "", "a file for a processor profile of the pages")
	flag.StringVar(&o.pages.digests, "digests", "", "a file for the SHA-256 of each page that was asked for, so that two builds can be compared: nothing is written in between")
	record := flag.String("record", "", "the file of a record: only its pages are asked for; releases are saved into it")
	flag.IntVar(&o.asked, "asked", 200, "how often each kind of query is asked")
	flag.StringVar(&o.keep, "keep", "", "a folder to keep archives, records and what was measured in; what is there is not made again")
	flag.Parse()
	o.stores, o.stages, o.peers = listed(*stores), listed(*stages), listed(*peers)
	err := o.check(*sizes)
	if err == nil {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		if *record != "" {
			err = pagesAlone(ctx, *record, o.pages)
		} else {
			err = run(ctx, o)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

func listed(list string) (out []string) {
	for one := range strings.SplitSeq(list, ",") {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

func (o *options) check(sizes string) error {
	for _, s := range listed(sizes) {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no number of releases", s)
		}
		o.sizes = append(o.sizes, n)
	}
	for _, s := range o.stages {
		if !slices.Contains(allStages, s) {
			return fmt.Errorf("there is no stage %q; there are %s", s, strings.Join(allStages, ", "))
		}
	}
	for _, p := range o.peers {
		if peerNamed[p] == nil {
			return fmt.Errorf("no program %q is known to measure beside", p)
		}
	}
	for _, s := range o.stores {
		if s != "sqlite" && s != "postgres" && !strings.HasPrefix(s, "postgres://") {
			return fmt.Errorf("%q is no engine: sqlite, postgres or an address", s)
		}
	}
	return nil
}

func (o *options) wants(stage string) bool { return slices.Contains(o.stages, stage) }

// pagesAlone measures the pages of a record that is there.
func pagesAlone(ctx context.Context, file string, of asking) error {
	s, err := sqlite.Open(ctx, file, sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	if err != nil {
		return err
	}
	defer s.Close()
	c := &column{Name: file}
	if c.Pages, err = pages(ctx, s, of); err == nil {
		_, err = fmt.Print(tableOfPages([]*column{c}))
	}
	return err
}

func run(ctx context.Context, o options) (err error) {
	folder := o.keep
	if folder == "" {
		if folder, err = os.MkdirTemp("", "onrecord-scale-*"); err != nil {
			return err
		}
		defer os.RemoveAll(folder)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	_ = os.Chmod(folder, 0o755) // a PostgreSQL of its own runs as another user
	program := filepath.Join(folder, "onrecord")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "github.com/onrecord/onrecord/cmd/onrecord")
	if said, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build onrecord: %w: %s", err, said)
	}
	var columns []*column
	for _, n := range o.sizes {
		a := &archive{releases: n, folder: filepath.Join(folder, strconv.Itoa(n))}
		for _, s := range o.stores {
			c, err := measureRecord(ctx, o, program, folder, s, a)
			if err != nil {
				return fmt.Errorf("%d releases, %s: %w", n, s, err)
			}
			columns = append(columns, c)
		}
		for _, p := range o.peers {
			c, err := measurePeer(ctx, o, folder, p, a)
			if err != nil {
				return fmt.Errorf("%d releases, %s: %w", n, p, err)
			}
			columns = append(columns, c)
		}
	}
	_, err = fmt.Print(table(columns))
	return err
}

// measureRecord takes one record through the stages that were asked for.
func measureRecord(ctx context.Context, o options, program, folder, engine string, a *archive) (*column, error) {
	r, err := newRecord(ctx, folder, engine, a.releases)
	if err != nil {
		return nil, err
	}
	defer r.close()
	r.program, r.itself = program, o.itself
	name := engine
	if r.server != nil || engine != "sqlite" {
		name = "postgres"
	}
	c, err := kept(filepath.Join(a.folder, name+".json"), a.releases, name)
	if err != nil {
		return nil, err
	}
	for _, stage := range allStages[:5] {
		if !o.wants(stage) {
			continue
		}
		do := map[string]func(context.Context, options, *record, *archive) error{
			"import": c.importAll, "more": c.importMore, "relink": c.relinkAll, "search": c.searchAll, "pages": c.askPages}[stage]
		if err := do(ctx, o, r, a); err != nil {
			return nil, fmt.Errorf("%s: %w", stage, err)
		}
		if err := c.keep(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// archive is the releases of a record of some size.
type archive struct {
	releases int
	folder   string
}

// write makes the archive of that name, unless it is there, and returns its folder.
func (a *archive) write(name string, n int, seed uint64) (string, error) {
	folder := filepath.Join(a.folder, name)
	if _, err := os.Stat(folder); err == nil {
		return folder, nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	made, err := bench.NewArchive(a.releases, seed)
	switch {
	case err != nil:
	case name == "edited":
		err = made.WriteEdited(folder, n)
	default:
		err = made.Write(folder, n)
	}
	if err != nil {
		err = errors.Join(err, os.RemoveAll(folder))
	}
	return folder, err
}

// pages returns the files of an archive, in order.
func (a *archive) pages(name string, n int, seed uint64) ([]string, error) {
	folder, err := a.write(name, n, seed)
	if err != nil {
		return nil, err
	}
	return filepath.Glob(filepath.Join(folder, "*.txt"))
}
