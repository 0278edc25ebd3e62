package table

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// MediaTypeCSV is what a CSV writes.
const MediaTypeCSV = "text/csv; charset=utf-8; header=present"

// Lists are parted by this in a cell of CSV.
const listBorder = "; "

// CSV writes lines as RFC 4180 has them, in UTF-8 without a mark before it, each
// ended by CRLF; line ends inside a text stay as they are. It must not be used by
// two goroutines at once.
type CSV struct {
	w    io.Writer
	line bytes.Buffer
	csv  *csv.Writer
	row  []string
	// Long counts the cells that are longer than SpreadsheetCell.
	Long int
}

// NewCSV writes the head, the names of the columns, and returns what writes the
// lines below it.
func NewCSV(w io.Writer, head []string) (*CSV, error) { return newCSV(w, head, true) }

func newCSV(w io.Writer, head []string, withHead bool) (*CSV, error) {
	c := &CSV{w: w}
	// csv.Writer's UseCRLF would also change line ends inside a text.
	c.csv = csv.NewWriter(&c.line)
	if !withHead {
		return c, nil
	}
	return c, c.write(head)
}

// Write writes one line. A cell is of one of the types that Type lists, and nil
// where it is empty; the zero Date and Time are empty too. Texts are made safe: see Exact.
// The error wraps ErrInvalid for a cell of another type.
func (c *CSV) Write(row ...any) error {
	c.row = c.row[:0]
	for _, cell := range row {
		s, err := csvCell(cell)
		if err != nil {
			return err
		}
		if len(s) > SpreadsheetCell && characters(s) > SpreadsheetCell {
			c.Long++
		}
		c.row = append(c.row, s)
	}
	return c.write(c.row)
}

func (c *CSV) write(row []string) error {
	c.line.Reset()
	if err := c.csv.Write(row); err != nil {
		return err
	}
	c.csv.Flush()
	c.line.Truncate(c.line.Len() - 1)
	c.line.WriteString("\r\n")
	_, err := c.w.Write(c.line.Bytes())
	return err
}

func csvCell(cell any) (string, error) {
	switch v := cell.(type) {
	case nil:
		return "", nil
	case string:
		return safe(v), nil
	case []string:
		return safe(strings.Join(v, listBorder)), nil
	case int:
		return strconv.Itoa(v), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case bool:
		return strconv.FormatBool(v), nil
	case onrecord.Date:
		return v.String(), nil
	case time.Time:
		if v.IsZero() {
			return "", nil
		}
		return v.UTC().Format(time.RFC3339Nano), nil
	}
	return "", fmt.Errorf("%w: a table's cell of type %T", onrecord.ErrInvalid, cell)
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

// WriteCSV writes tables in one pass over the record, each with its head. open
// is called once for each, in order, before anything is written; where an earlier run was stopped, what
// it gives is written behind what that wrote. It returns how many cells are longer than a
// spreadsheet holds: see SpreadsheetCell.
func WriteCSV(ctx context.Context, r store.Reader, q search.Node, tables []*Table, o Options, open func(*Table) (io.Writer, error)) (long int, err error) {
	out := &csvFiles{Checkpoints: o.Checkpoints, files: map[*Table]*CSV{}, before: o.last().Long}
	for _, t := range tables {
		w, err := open(t)
		if err != nil {
			return 0, err
		}
		if out.files[t], err = newCSV(w, t.Head(), !o.begun()); err != nil {
			return 0, err
		}
	}
	if o.Checkpoints != nil {
		o.Checkpoints = out
	}
	err = Walk(ctx, r, q, tables, o, func(t *Table, row Row) error { return out.files[t].Write(row...) })
	return out.long(), err
}

// csvFiles are the files of WriteCSV; a Mark says how many of their cells are long.
type csvFiles struct {
	Checkpoints
	files  map[*Table]*CSV
	before int
}

func (f *csvFiles) long() int {
	n := f.before
	for _, c := range f.files {
		n += c.Long
	}
	return n
}

// Keep implements Checkpoints.
func (f *csvFiles) Keep(m Mark) error {
	m.Long = f.long()
	return f.Checkpoints.Keep(m)
}
