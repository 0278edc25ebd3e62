package feed

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// MediaTypeCSV is what CSV writes.
const MediaTypeCSV = "text/csv; charset=utf-8; header=present"

// Table names one CSV file: the releases, or the facts of one kind.
type Table string

// The tables.
const (
	Releases    Table = "releases"
	Quotes      Table = "quotes"
	Dates       Table = "dates"
	Figures     Table = "figures"
	Commitments Table = "commitments"
	Names       Table = "names"
	Relations   Table = "relations"
)

// Tables lists all tables in the order of the record format.
var Tables = []Table{Releases, Quotes, Dates, Figures, Commitments, Names, Relations}

// ParseTable returns the table of that name. The error wraps ErrInvalid.
func ParseTable(name string) (Table, error) {
	for _, t := range Tables {
		if string(t) == name {
			return t, nil
		}
	}
	return "", fmt.Errorf("%w: there is no table %q: choose one of %v", onrecord.ErrInvalid, name, Tables)
}

// CSV writes one table of the newest versions of the releases that match q
// (nil: all): a line of column names, then one line per release or fact,
// newest release first, facts in the order of the text. Columns are added at
// the end, never renamed.
func CSV(ctx context.Context, w io.Writer, r store.Reader, q search.Node, t Table) error {
	return CSVFiles(ctx, r, q, []Table{t}, func(Table) (io.Writer, error) { return w, nil })
}

// CSVFiles writes several tables in one pass over the record. open is called
// once for each, in order, before anything is written.
func CSVFiles(ctx context.Context, r store.Reader, q search.Node, tables []Table, open func(Table) (io.Writer, error)) error {
	out := make([]*lineWriter, len(tables))
	for i, t := range tables {
		w, err := open(t)
		if err != nil {
			return err
		}
		out[i] = newLineWriter(w)
		if err := out[i].write(t.columns()); err != nil {
			return err
		}
	}
	return r.Records(ctx, q, func(rec onrecord.Record) error {
		for i, t := range tables {
			for _, row := range t.rows(&rec) {
				if err := out[i].write(row); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// lineWriter writes records as RFC 4180 has them, each ended by CRLF.
// csv.Writer's UseCRLF would also change line ends inside a text.
type lineWriter struct {
	w    io.Writer
	line bytes.Buffer
	csv  *csv.Writer
}

func newLineWriter(w io.Writer) *lineWriter {
	l := &lineWriter{w: w}
	l.csv = csv.NewWriter(&l.line)
	return l
}

func (l *lineWriter) write(row []string) error {
	l.line.Reset()
	if err := l.csv.Write(row); err != nil {
		return err
	}
	l.csv.Flush()
	l.line.Truncate(l.line.Len() - 1)
	l.line.WriteString("\r\n")
	_, err := l.w.Write(l.line.Bytes())
	return err
}

// safe puts an apostrophe before a text that a spreadsheet could take for a
// formula, and before one that begins with an apostrophe, so that taking one
// off always gives the text back.
func safe(s string) string {
	if s == "" {
		return s
	}
	for _, risky := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, risky) {
			return "'" + s
		}
	}
	return s
}

// Exact gives back the text of a CSV cell as it was in the record.
func Exact(cell string) string { return strings.TrimPrefix(cell, "'") }

func safeList(list []string) string { return safe(strings.Join(list, "; ")) }

var (
	releaseColumns = []string{"release_id", "version", "path", "title", "issued_on", "issued_by", "tags", "url", "language", "source_kind", "source_location", "source_sha256", "captured_at", "withdrawn", "quotes", "dates", "figures", "commitments", "names", "relations", "text"}
	factColumns    = []string{"fact_id", "release_id", "version", "path", "release_title", "issued_on", "issued_by", "start", "end", "text"}
	kindColumns    = map[Table][]string{
		Quotes:      {"speaker", "role", "cue_start", "cue_end", "post", "body"},
		Dates:       {"from", "to", "bound", "note"},
		Figures:     {"kind", "value", "value_to", "unit", "qualifier", "change", "was", "of", "part_of", "per", "period_text", "period_from", "period_to", "place"},
		Commitments: {"actor", "action", "strength", "due_text", "due_from", "due_to", "lacks"},
		Names:       {"kind", "aliases", "spans", "roles"},
		Relations:   {"type", "from", "to", "amount"},
	}
	// reviewColumns end the tables of facts: its state, and who said so and why.
	reviewColumns = []string{"review", "review_by", "review_at", "review_note"}
)

func (t Table) columns() []string {
	if t == Releases {
		return releaseColumns
	}
	return slices.Concat(factColumns, kindColumns[t], reviewColumns)
}

func (t Table) rows(rec *onrecord.Record) [][]string {
	switch t {
	case Releases:
		return [][]string{releaseRow(rec)}
	case Quotes:
		return rowsOf(rec, rec.Quotes, func(f onrecord.Quote) (onrecord.Head, []string) {
			start, end := "", ""
			if f.Cue != nil {
				start, end = strconv.Itoa(f.Cue.Start), strconv.Itoa(f.Cue.End)
			}
			return f.Head, []string{safe(f.Speaker), safe(f.Role), start, end, safe(f.Post), safe(f.Body)}
		})
	case Dates:
		return rowsOf(rec, rec.Dates, func(f onrecord.DateFact) (onrecord.Head, []string) {
			return f.Head, []string{f.From.String(), f.To.String(), string(f.Bound), safe(f.Note)}
		})
	case Figures:
		return rowsOf(rec, rec.Figures, figureRow)
	case Commitments:
		return rowsOf(rec, rec.Commitments, commitmentRow)
	case Names:
		return rowsOf(rec, rec.Names, nameRow)
	case Relations:
		return rowsOf(rec, rec.Relations, func(f onrecord.Relation) (onrecord.Head, []string) {
			return f.Head, []string{string(f.Type), safeList(f.From), safe(f.To), optional(f.Amount)}
		})
	}
	return nil
}

func rowsOf[F any](rec *onrecord.Record, facts []F, row func(F) (onrecord.Head, []string)) [][]string {
	out := make([][]string, 0, len(facts))
	for _, f := range facts {
		head, cells := row(f)
		out = append(out, append([]string{
			head.ID, rec.ID, strconv.Itoa(rec.Version), "/facts/" + head.ID, safe(rec.Title), rec.IssuedOn.String(), safeList(rec.IssuedBy),
			strconv.Itoa(head.Start), strconv.Itoa(head.End), safe(head.Text),
		}, append(cells, reviewCells(head.Review)...)...))
	}
	return out
}

func reviewCells(r *onrecord.Review) []string {
	if r == nil {
		return []string{string(onrecord.ReviewFound), "", "", ""}
	}
	return []string{string(r.State), safe(r.By), r.At.UTC().Format(time.RFC3339), safe(r.Note)}
}

func releaseRow(rec *onrecord.Record) []string {
	url, captured := "", ""
	if rec.URL != nil {
		url = *rec.URL
	}
	if !rec.CapturedAt.IsZero() {
		captured = rec.CapturedAt.UTC().Format("2006-01-02T15:04:05Z")
	}
	row := []string{rec.ID, strconv.Itoa(rec.Version), "/releases/" + rec.ID, safe(rec.Title), rec.IssuedOn.String(), safeList(rec.IssuedBy), safeList(rec.Tags), safe(url), safe(rec.Language), string(rec.Source.Kind), safe(rec.Source.Location), rec.Source.SHA256, captured, safe(rec.Withdrawn)}
	standing := rec.Facts.Standing()
	for _, n := range []int{len(standing.Quotes), len(standing.Dates), len(standing.Figures), len(standing.Commitments), len(standing.Names), len(standing.Relations)} {
		row = append(row, strconv.Itoa(n))
	}
	return append(row, safe(rec.Text))
}

func figureRow(f onrecord.Figure) (onrecord.Head, []string) {
	var period onrecord.Period
	if f.Period != nil {
		period = *f.Period
	}
	return f.Head, []string{string(f.Kind), decimal(f.Value), optional(f.ValueTo), safe(f.Unit), string(f.Qualifier), f.Change, optional(f.Was), safe(f.Of), optional(f.PartOf), safe(f.Per), safe(period.Text), period.From.String(), period.To.String(), safe(f.Place)}
}

func commitmentRow(f onrecord.Commitment) (onrecord.Head, []string) {
	row := []string{safe(f.Actor), safe(f.Action), string(f.Strength), "", "", "", ""}
	if f.Due != nil {
		row[3], row[4], row[5] = safe(f.Due.Text), f.Due.From.String(), f.Due.To.String()
	}
	lacks := make([]string, len(f.Lacks))
	for i, l := range f.Lacks {
		lacks[i] = string(l)
	}
	row[6] = strings.Join(lacks, "; ")
	return f.Head, row
}

// nameRow gives a name the offsets of its first span; all of them stand in
// the column spans as "start-end", parted by spaces.
func nameRow(f onrecord.Name) (onrecord.Head, []string) {
	head := onrecord.Head{ID: f.ID, Text: f.Text, Review: f.Review}
	spans := make([]string, len(f.Spans))
	for i, s := range f.Spans {
		spans[i] = fmt.Sprintf("%d-%d", s.Start, s.End)
	}
	if len(f.Spans) > 0 {
		head.Span = onrecord.Span(f.Spans[0])
	}
	return head, []string{string(f.Kind), safeList(f.Aliases), strings.Join(spans, " "), safeList(f.Roles)}
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

func optional(v *float64) string {
	if v == nil {
		return ""
	}
	return decimal(*v)
}
