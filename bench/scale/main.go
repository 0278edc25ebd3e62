// Command scale measures how onrecord bears size: it imports archives of invented
// releases with the program itself, imports some more, links all anew, and
// asks for pages, side by side for several sizes in one run. It prints a table in
// Markdown. docs/performance.md holds the last.
//
//	go run ./bench/scale -releases 1000,10000
//	go run ./bench/scale -releases 100000 -keep /some/folder   # keeps the records, to measure again
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/bench"
)

func main() {
	sizes := flag.String("releases", "1000,10000", "how many releases the records hold, one or more numbers with commas between")
	more := flag.Int("more", 100, "how many releases are imported on top")
	turns := flag.Int("turns", 40, "how often each kind of page is asked for")
	anew := flag.Bool("relink", true, "make all links anew, and measure it")
	var of asking
	flag.StringVar(&of.only, "only", "", "a regular expression: only these kinds of page")
	flag.StringVar(&of.profile, "profile", "", "a file for a processor profile of the pages")
	record := flag.String("record", "", "the file of a record: only its pages are asked for; releases are saved into it")
	keep := flag.String("keep", "", "a folder to keep archives and records in; what is there is not made again")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	of.turns = *turns
	err := error(nil)
	if *record != "" {
		err = pagesAlone(ctx, os.Stdout, *record, of)
	} else {
		err = run(ctx, os.Stdout, *sizes, *keep, *more, of, *anew)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

// size is a record of so many releases, and what was measured of it.
type size struct {
	releases           int
	folder             string
	grown, added, done stage
	links              int
	bytes              int64
	pages              []timing
}

// pagesAlone measures the pages of a record that is there.
func pagesAlone(ctx context.Context, out io.Writer, record string, of asking) error {
	measured, err := pages(ctx, record, of)
	if err == nil {
		_, err = io.WriteString(out, tableOfPages([]*size{{pages: measured}}, func(*size) string { return record }))
	}
	return err
}

func run(ctx context.Context, out io.Writer, list, keep string, more int, of asking, anew bool) error {
	var sizes []*size
	for s := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no number of releases", s)
		}
		sizes = append(sizes, &size{releases: n})
	}
	folder := keep
	if folder == "" {
		var err error
		if folder, err = os.MkdirTemp("", "onrecord-scale-*"); err != nil {
			return err
		}
		defer os.RemoveAll(folder)
	}
	program := filepath.Join(folder, "onrecord")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, "github.com/onrecord/onrecord/cmd/onrecord")
	if said, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build onrecord: %w: %s", err, said)
	}
	for _, s := range sizes {
		s.folder = filepath.Join(folder, strconv.Itoa(s.releases))
		if err := s.measure(ctx, program, more, of, anew); err != nil {
			return fmt.Errorf("%d releases: %w", s.releases, err)
		}
	}
	_, err := io.WriteString(out, table(sizes, more))
	return err
}

// measure takes one record through all stages. A record that is kept is taken up
// as it was after its import.
func (s *size) measure(ctx context.Context, program string, more int, of asking, anew bool) error {
	first, work := filepath.Join(s.folder, "first"), filepath.Join(s.folder, "work")
	if err := s.write("archive", s.releases, 1); err != nil {
		return err
	}
	if err := s.write("more", more, 2); err != nil {
		return err
	}
	if err := s.write("edited", min(mostEdited, s.releases/editedShare), 1); err != nil {
		return err
	}
	var err error
	if _, absent := os.Stat(filepath.Join(first, database)); absent != nil {
		if s.grown, _, err = execute(ctx, program, "import", "--data", first, filepath.Join(s.folder, "archive")); err != nil {
			return err
		}
	}
	if err := copyRecord(first, work); err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if s.added, _, err = execute(ctx, program, "import", "--data", work, filepath.Join(s.folder, "more")); err != nil {
		return err
	}
	if s.bytes, err = fileSize(filepath.Join(work, database)); err != nil {
		return err
	}
	if anew {
		if s.done, s.links, err = relink(ctx, program, work); err != nil {
			return err
		}
	}
	// Pages are asked of a record with some edits.
	if _, _, err = execute(ctx, program, "import", "--data", work, filepath.Join(s.folder, "edited")); err == nil {
		s.pages, err = pages(ctx, filepath.Join(work, database), of)
	}
	return err
}

// So many releases have a second version: one in editedShare, mostEdited at most.
const (
	editedShare = 50
	mostEdited  = 1000
)

// write makes the archive of that name, unless it is there.
func (s *size) write(name string, n int, seed uint64) error {
	folder := filepath.Join(s.folder, name)
	if _, err := os.Stat(folder); err == nil {
		return nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	archive, err := bench.NewArchive(s.releases, seed)
	switch {
	case err != nil:
	case name == "edited":
		err = archive.WriteEdited(folder, n)
	default:
		err = archive.Write(folder, n)
	}
	if err != nil {
		err = errors.Join(err, os.RemoveAll(folder))
	}
	return err
}

// table prints what was measured, a column a size.
func table(sizes []*size, more int) string {
	var b strings.Builder
	row := rowsOf(&b, sizes)
	fmt.Fprintf(&b, "%s/%s, %d processors, %s\n\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())
	row("", func(s *size) string { return fmt.Sprintf("%d releases", s.releases) })
	row("---", func(*size) string { return "---" })
	row("import, releases a second", func(s *size) string { return s.grown.rate(s.releases) })
	row("import, processor time a release, ms", func(s *size) string { return s.grown.each(s.releases) })
	row("import, most memory, MB", func(s *size) string { return s.grown.memory() })
	row(fmt.Sprintf("import of %d more, s", more), func(s *size) string { return s.added.seconds() })
	row(fmt.Sprintf("import of %d more, processor time, s", more), func(s *size) string { return s.added.busySeconds() })
	row("the record, kB a release", func(s *size) string { return strconv.FormatInt(s.bytes/1024/int64(s.releases+more), 10) })
	row("relink, s", func(s *size) string { return s.done.seconds() })
	row("relink, processor time, s", func(s *size) string { return s.done.busySeconds() })
	row("relink, most memory, MB", func(s *size) string { return s.done.memory() })
	row("links a release", func(s *size) string { return fmt.Sprintf("%.2f", float64(s.links)/float64(s.releases+more)) })
	b.WriteString(tableOfPages(sizes, func(s *size) string { return fmt.Sprintf("%d releases", s.releases) }))
	return b.String()
}

// rowsOf returns what writes a row of a table, a cell a record.
func rowsOf(b *strings.Builder, sizes []*size) func(name string, cell func(*size) string) {
	return func(name string, cell func(*size) string) {
		b.WriteString("| " + name)
		for _, s := range sizes {
			b.WriteString(" | " + cell(s))
		}
		b.WriteString(" |\n")
	}
}

// tableOfPages prints what was measured of pages, a column a record.
func tableOfPages(sizes []*size, head func(*size) string) string {
	b := strings.Builder{}
	row := rowsOf(&b, sizes)
	b.WriteString("\nPages: p50 and p95 in ms to the last byte; processor time of server and reader in ms; kB as sent; the processor time, and the longest by the clock, where a release was saved and linked before each:\n\n")
	row("", head)
	row("---", func(*size) string { return "---" })
	for i := range sizes[0].pages {
		row(sizes[0].pages[i].name, func(s *size) string { return s.pages[i].String() })
	}
	return b.String()
}
