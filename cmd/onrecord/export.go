package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/feed/followthemoney"
	"github.com/onrecord/onrecord/feed/popolo"
	"github.com/onrecord/onrecord/feed/table"
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
		Short: "Write the record, or what a query finds, as a file for other programs",
		Long: `export writes every release, or those that a query finds, with what is read from
them and what people said of them.

  jsonl        the whole record format, one release a line with all its versions, then
               what people said. "onrecord import FILE" makes the same record of it
  csv          tables for a spreadsheet: one (--table), or all into a folder (--out).
               Cells that a spreadsheet would take for a formula begin with an apostrophe
  parquet      the same tables with typed columns, for DuckDB, pandas and the like
  sqlite       the same tables as one file, with keys and views, for Datasette and SQL.
               "onrecord import FILE" makes the same record of it
  datapackage  the CSV tables with a description of every column (a Frictionless data
               package), into a folder
  popolo       people, bodies, posts and who was seen to hold them, as one Popolo JSON file
  ftm          releases, people, bodies, posts and mentions as FollowTheMoney entities,
               one a line, for OpenAleph
  ftm-statements
               the same as FollowTheMoney statements, one value of one property a line
  warc, wacz   the captures themselves, every version, byte for byte as they were kept,
               for web archives. A WARC file is compressed unless its name ends in ".warc"

A file appears under its name when it is whole: until then there is a folder whose
name ends in ".partial". An export that was stopped goes on when the same command is
given again, as long as the record is the same; of popolo, warc and wacz it begins
again. Nothing is ever written over.`,
		Example: `  onrecord export > record.jsonl
  onrecord export --format csv --table commitments 'issuer:"Home Office"' > due.csv
  onrecord export --format csv --out tables/
  onrecord export --format sqlite --out record.sqlite
  onrecord export --format parquet --table figures 'kind:money' --out money.parquet
  onrecord export --format datapackage --out package/`,
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := parseQuery(strings.Join(args, " "))
			if err != nil {
				return err
			}
			if e.out == "-" { // as other programs have it
				e.out = ""
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
			return p.atOneMoment(cmd.Context(), s, q, write)
		},
	}
	f := cmd.Flags()
	f.StringVar(&e.format, "format", "jsonl", listed(exportFormats))
	f.StringVar(&e.table, "table", "", "the one table to write as CSV or Parquet: "+tableNames())
	f.StringVar(&e.out, "out", "", "write to this new file, or for several tables to this new folder, instead of standard output")
	offers(cmd, "format", exportFormats...)
	offers(cmd, "table", strings.Split(tableNames(), ", ")...)
	return cmd
}

var exportFormats = []string{"jsonl", "csv", "parquet", "sqlite", "datapackage", "popolo", "ftm", "ftm-statements", "warc", "wacz"}

// listed returns "a, b or c".
func listed(words []string) string {
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

func tableNames() string {
	names := make([]string, len(table.All))
	for i, t := range table.All {
		names[i] = t.Name
	}
	return strings.Join(names, ", ")
}

type exportWriter func(ctx context.Context, s store.Reader, q search.Node) error

// exportWriter returns what writes the wanted format, or a usage error, before the
// record is opened.
func (p *program) exportWriter(e exporting) (exportWriter, error) {
	tabular := e.format == "csv" || e.format == "parquet"
	switch {
	case !tabular && e.table != "":
		return nil, usagef("--table goes with --format csv or parquet")
	case tabular && e.table != "":
		t, err := table.Find(e.table)
		if err != nil {
			return nil, usagef("--table knows %s, not %q", tableNames(), e.table)
		}
		return p.oneTable(e, t), nil
	case tabular && e.out == "":
		return nil, usagef("%s is one table at a time: name one with --table (%s), or a folder for all with --out", e.format, tableNames())
	case tabular:
		return p.allTables(e), nil
	}
	switch e.format {
	case "jsonl":
		return p.exportFile(e, "Writing releases", feed.JSONLines), nil
	case "popolo":
		return p.exportAtOnce(e, "Writing people", popolo.Write), nil
	case "ftm":
		return p.exportFile(e, "Writing entities", followthemoney.Write), nil
	case "ftm-statements":
		return p.exportFile(e, "Writing statements", followthemoney.WriteStatements), nil
	case "datapackage":
		return p.dataPackage(e)
	case "sqlite":
		return p.sqliteFile(e)
	case "warc":
		return p.webArchive(e, webarchive.WARC), nil
	case "wacz":
		return p.webArchive(e, webarchive.WACZ), nil
	}
	return nil, usagef("--format knows %s, not %q", listed(exportFormats), e.format)
}

// atOneMoment writes an export, and says where the record did not stay as it was meanwhile: the export reads it part by part.
func (p *program) atOneMoment(ctx context.Context, s store.Reader, q search.Node, write exportWriter) error {
	before, err := table.StateOf(ctx, s)
	if err != nil {
		return err
	}
	if err := write(ctx, s, q); err != nil {
		return err
	}
	if after, err := table.StateOf(ctx, s); err != nil || after != before {
		fmt.Fprintln(p.stderr, "onrecord: the record was written to meanwhile: some parts of this export are older than others. Export again for one that is of one moment.")
	}
	return nil
}

type streamWriter func(context.Context, io.Writer, store.Reader, search.Node, table.Options) error

// exportFile writes a stream that can be gone on with.
func (p *program) exportFile(e exporting, what string, write streamWriter) exportWriter {
	return func(ctx context.Context, s store.Reader, q search.Node) error {
		of, err := p.asked(ctx, s, q, e)
		if err != nil {
			return err
		}
		o, done := p.telling(ctx, s, q, e, what)
		defer done()
		return p.into(e.out, of, func(w io.Writer, b *begun) error {
			o.Checkpoints = b.checkpoints()
			return write(ctx, w, s, q, o)
		})
	}
}

// exportAtOnce writes a stream that is made at its end.
func (p *program) exportAtOnce(e exporting, what string, write streamWriter) exportWriter {
	return func(ctx context.Context, s store.Reader, q search.Node) error {
		o, done := p.telling(ctx, s, q, e, what)
		defer done()
		return p.into(e.out, nil, func(w io.Writer, _ *begun) error { return write(ctx, w, s, q, o) })
	}
}

// asked says what an export is of; nil where it goes to standard output, which nobody can go on with.
func (p *program) asked(ctx context.Context, s store.Reader, q search.Node, e exporting) (*asked, error) {
	if e.out == "" {
		return nil, nil
	}
	of := &asked{Format: e.format, Table: e.table, Query: search.String(q), Software: built()}
	var err error
	of.State, err = table.StateOf(ctx, s)
	return of, err
}

func (p *program) oneTable(e exporting, t *table.Table) exportWriter {
	only := []*table.Table{t}
	if e.format == "parquet" {
		return p.oneParquet(e, t)
	}
	return p.exportFile(e, "Writing "+t.Name, func(ctx context.Context, w io.Writer, s store.Reader, q search.Node, o table.Options) error {
		long, err := table.WriteCSV(ctx, s, q, only, o, func(*table.Table) (io.Writer, error) { return w, nil })
		p.tellLong(long)
		return err
	})
}

// oneParquet writes one table, to standard output as a stream.
func (p *program) oneParquet(e exporting, t *table.Table) exportWriter {
	only := []*table.Table{t}
	if e.out == "" {
		return p.exportFile(e, "Writing "+t.Name, func(ctx context.Context, w io.Writer, s store.Reader, q search.Node, o table.Options) error {
			return table.WriteParquet(ctx, s, q, only, o, func(*table.Table) (io.Writer, error) { return w, nil })
		})
	}
	return p.exportFolder(e, "Writing "+t.Name, func(ctx context.Context, b *begun, s store.Reader, q search.Node, o table.Options) error {
		if err := table.WriteParquetFiles(ctx, b.out, s, q, only, o); err != nil {
			return err
		}
		b.out = filepath.Join(b.out, t.Name+".parquet")
		return nil
	})
}

// allTables writes every table into the folder.
func (p *program) allTables(e exporting) exportWriter {
	return p.exportFolder(e, "Writing tables", func(ctx context.Context, b *begun, s store.Reader, q search.Node, o table.Options) error {
		if e.format == "parquet" {
			return table.WriteParquetFiles(ctx, b.out, s, q, table.All, o)
		}
		long, err := table.WriteCSV(ctx, s, q, table.All, o, func(t *table.Table) (io.Writer, error) { return b.create(t.Name + ".csv") })
		p.tellLong(long)
		return err
	})
}

func (p *program) dataPackage(e exporting) (exportWriter, error) {
	if e.out == "" {
		return nil, usagef("a data package is a folder of files: name it with --out")
	}
	return p.exportFolder(e, "Writing tables", func(ctx context.Context, b *begun, s store.Reader, q search.Node, o table.Options) error {
		long, err := table.WriteDataPackage(ctx, s, q, time.Now(), o, b.create)
		p.tellLong(long)
		return err
	}), nil
}

// exportFolder writes files into a folder.
func (p *program) exportFolder(e exporting, what string, write func(context.Context, *begun, store.Reader, search.Node, table.Options) error) exportWriter {
	return func(ctx context.Context, s store.Reader, q search.Node) error {
		of, err := p.asked(ctx, s, q, e)
		if err != nil {
			return err
		}
		o, done := p.telling(ctx, s, q, e, what)
		defer done()
		return p.intoFolder(e.out, of, func(b *begun) error {
			o.Checkpoints = b.checkpoints()
			return write(ctx, b, s, q, o)
		})
	}
}

func (p *program) sqliteFile(e exporting) (exportWriter, error) {
	if e.out == "" {
		return nil, usagef("a SQLite file can't be written to standard output: name it with --out")
	}
	return func(ctx context.Context, s store.Reader, q search.Node) error {
		of, err := p.asked(ctx, s, q, e)
		if err != nil {
			return err
		}
		o, done := p.telling(ctx, s, q, e, "Writing tables")
		defer done()
		return p.whole(e.out, of, func(b *begun) error {
			o.Checkpoints = b.checkpoints()
			return table.WriteSQLite(ctx, b.out, s, q, o)
		})
	}, nil
}

// tellLong says that a spreadsheet will not show all of a text.
func (p *program) tellLong(cells int) {
	if cells > 0 {
		fmt.Fprintf(p.stderr, "onrecord: %s longer than the 32,767 characters that Excel shows of one: the file holds them whole\n", countAre(cells, "cell"))
	}
}

func countAre(n int, noun string) string {
	if n == 1 {
		return count(n, noun) + " is"
	}
	return count(n, noun) + " are"
}

// telling returns options that draw a progress bar over releases where the export
// goes into a file, and what ends it.
func (p *program) telling(ctx context.Context, s store.Reader, q search.Node, e exporting, what string) (table.Options, func()) {
	if e.out == "" || !p.terminal(p.stderr) {
		return table.Options{}, func() {}
	}
	total := int64(-1)
	if found, err := s.Search(ctx, store.Request{Query: q, Limit: 1}); err == nil {
		total = int64(found.Total)
	}
	bar := p.newBar(what, total, progressbar.OptionShowCount())
	return table.Options{Progress: func(releases int) { bar.set(int64(releases)) }}, bar.done
}

// webArchive writes captures, with a progress bar where they go into a file.
func (p *program) webArchive(e exporting, write func(context.Context, io.Writer, store.Reader, search.Node, webarchive.Options) error) exportWriter {
	return func(ctx context.Context, s store.Reader, q search.Node) error {
		o := webarchive.Options{Software: "onrecord " + built(), At: time.Now(), Compressed: !strings.HasSuffix(e.out, ".warc")}
		if e.out != "" {
			bar := p.newBar("Writing captures", capturesOf(ctx, s, q), progressbar.OptionShowCount())
			defer bar.done()
			o.Progress = func(int) { bar.add(1) }
		}
		return p.into(e.out, nil, func(w io.Writer, _ *begun) error { return write(ctx, w, s, q, o) })
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
