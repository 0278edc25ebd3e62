package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/feed/webarchive"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// exporting is what export's flags say.
type exporting struct{ format, table, out string }

func (p *program) export() *cobra.Command {
	var e exporting
	cmd := &cobra.Command{
		Use:   "export [QUERY…]",
		Short: "Write the record, or what a query finds, as JSON Lines, CSV or a web archive",
		Long: `export writes the newest version of every release, or of those that a query
finds. JSON Lines is the whole record format, one release a line. CSV is one table
at a time (--table), or all of them into a folder (--out FOLDER). Cells that a
spreadsheet would take for a formula begin with an apostrophe.

WARC and WACZ are the captures themselves, every version, byte for byte as they
were kept, for web archives and their tools. A WARC file is compressed unless its
name ends in ".warc".`,
		Example: `  onrecord export > record.jsonl
  onrecord export --format csv --table commitments 'issuer:"Home Office"' > due.csv
  onrecord export --format csv --out tables/
  onrecord export --format wacz --out record.wacz`,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := parseQuery(strings.Join(args, " "))
			if err != nil {
				return err
			}
			write, err := p.exportWriter(e)
			if err != nil {
				return err
			}
			s, err := p.openExisting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			return write(cmd.Context(), s, q, p.stdout)
		},
	}
	f := cmd.Flags()
	f.StringVar(&e.format, "format", "jsonl", "jsonl, csv, warc or wacz")
	f.StringVar(&e.table, "table", "", "the CSV table: "+tableNames())
	f.StringVar(&e.out, "out", "", "write to this new file, or for all CSV tables to this folder, instead of standard output")
	return cmd
}

func tableNames() string {
	names := make([]string, len(feed.Tables))
	for i, t := range feed.Tables {
		names[i] = string(t)
	}
	return strings.Join(names, ", ")
}

type exportWriter func(ctx context.Context, s store.Reader, q search.Node, stdout io.Writer) error

// exportWriter returns what writes the wanted format, or a usage error, before the
// record is opened.
func (p *program) exportWriter(e exporting) (exportWriter, error) {
	switch {
	case e.format != "csv" && e.table != "":
		return nil, usagef("--table goes with --format csv")
	case e.format == "warc":
		return p.webArchive(e, webarchive.WARC), nil
	case e.format == "wacz":
		return p.webArchive(e, webarchive.WACZ), nil
	case e.format == "jsonl":
		return func(ctx context.Context, s store.Reader, q search.Node, stdout io.Writer) error {
			return into(e.out, stdout, func(w io.Writer) error { return feed.JSONLines(ctx, w, s, q) })
		}, nil
	case e.format != "csv":
		return nil, usagef("--format knows jsonl, csv, warc and wacz, not %q", e.format)
	case e.table != "":
		table, err := feed.ParseTable(e.table)
		if err != nil {
			return nil, usagef("--table knows %s, not %q", tableNames(), e.table)
		}
		return func(ctx context.Context, s store.Reader, q search.Node, stdout io.Writer) error {
			return into(e.out, stdout, func(w io.Writer) error { return feed.CSV(ctx, w, s, q, table) })
		}, nil
	case e.out != "":
		return e.allTables, nil
	}
	return nil, usagef("CSV is one table at a time: name one with --table (%s), or a folder for all with --out", tableNames())
}

// webArchive writes captures, with a progress bar where they go into a file.
func (p *program) webArchive(e exporting, write func(context.Context, io.Writer, store.Reader, search.Node, webarchive.Options) error) exportWriter {
	return func(ctx context.Context, s store.Reader, q search.Node, stdout io.Writer) error {
		o := webarchive.Options{Software: "onrecord " + built(), At: time.Now(), Compressed: !strings.HasSuffix(e.out, ".warc")}
		if e.out != "" {
			bar := p.newBar("Writing captures", capturesOf(ctx, s, q), progressbar.OptionShowCount())
			defer bar.done()
			o.Progress = func(int) { bar.add(1) }
		}
		return into(e.out, stdout, func(w io.Writer) error {
			buffer := bufio.NewWriterSize(w, 1<<20)
			return errors.Join(write(ctx, buffer, s, q, o), buffer.Flush())
		})
	}
}

// capturesOf is how many captures there are to write, -1 where only writing
// them tells.
func capturesOf(ctx context.Context, s store.Reader, q search.Node) int64 {
	overview, err := s.Overview(ctx)
	if err != nil || q != nil {
		return -1
	}
	return int64(overview.Captures)
}

// allTables writes every table into the folder, made where it is not there.
func (e exporting) allTables(ctx context.Context, s store.Reader, q search.Node, _ io.Writer) (err error) {
	if err := os.MkdirAll(e.out, 0o755); err != nil {
		return err
	}
	var files []*os.File
	defer func() {
		for _, f := range files {
			err = errors.Join(err, f.Close())
		}
		if err != nil {
			for _, f := range files {
				_ = os.Remove(f.Name()) // half an export is none, and would stand in the way of the next
			}
		}
	}()
	return feed.CSVFiles(ctx, s, q, feed.Tables, func(t feed.Table) (io.Writer, error) {
		f, err := create(filepath.Join(e.out, string(t)+".csv"))
		if err == nil {
			files = append(files, f)
		}
		return f, err
	})
}

// into writes to the named new file, or to standard output where name is "".
func into(name string, stdout io.Writer, write func(io.Writer) error) (err error) {
	if name == "" {
		return write(stdout)
	}
	f, err := create(name)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, f.Close()); err != nil {
			_ = os.Remove(name) // half an export is none, and would stand in the way of the next
		}
	}()
	return write(f)
}

// create makes a new file; one that is there is never written over.
func create(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return nil, fmt.Errorf("%w: %s is there already: export never writes over a file", onrecord.ErrInvalid, name)
	}
	return f, err
}
