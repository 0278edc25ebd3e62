package table

import (
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
)

// Type is of which type the values of a column are.
type Type string

// The types, each with the Go type of a cell. A cell that is nil is one that is not known.
const (
	String  Type = "string"   // string
	Integer Type = "integer"  // int
	Number  Type = "number"   // float64
	Boolean Type = "boolean"  // bool
	Date    Type = "date"     // onrecord.Date, never the zero one
	Time    Type = "datetime" // time.Time in UTC, never the zero one
	// List is a []string, never empty. In CSV its parts are parted by "; ", in
	// SQLite it is a JSON array.
	List Type = "list"
	// JSON is a string that holds one JSON value.
	JSON Type = "json"
)

// Column is one column of a table.
type Column struct {
	Name string
	Type Type
	// About says what is in it, as a sentence without a full stop.
	About string
	// Known says that no cell of it is empty.
	Known bool
	// Of names the table and column that its values are found in, "table.column", or "".
	Of string
	// Choices are the values that there are, nil where any will do.
	Choices []string
}

// Table is one table: what it is called and what its columns are. Its rows come
// from Walk.
type Table struct {
	Name string
	// About says what a row is, in one or two sentences.
	About   string
	Columns []Column
	// Key names the columns by which a row is told from all others.
	Key []string
}

// Row is the cells of a row, in the order of the table's columns.
type Row []any

// All lists all tables, those that others refer to first.
var All = []*Table{Releases, Versions, Places, Quotes, Dates, Figures, Commitments, Names, Relations, Things, Posts, Links, Statements, Changes, Captures}

// Find returns the table of that name. The error wraps ErrInvalid.
func Find(name string) (*Table, error) {
	for _, t := range All {
		if t.Name == name {
			return t, nil
		}
	}
	return nil, fmt.Errorf("%w: there is no table %q", onrecord.ErrInvalid, name)
}

// Head returns the names of the columns.
func (t *Table) Head() []string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	return names
}

// Cell returns a row's cell of the column, nil where it is empty. It panics where
// there is no such column.
func (t *Table) Cell(row Row, column string) any {
	return row[slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == column })]
}

// Text returns a row's cell of a column of texts or days, "" where it is empty.
func (t *Table) Text(row Row, column string) string { return cellText(t.Cell(row, column)) }

// Texts returns a row's cell of a column of lists, nil where it is empty.
func (t *Table) Texts(row Row, column string) []string {
	list, _ := t.Cell(row, column).([]string)
	return list
}

func cellText(cell any) string {
	switch v := cell.(type) {
	case string:
		return v
	case onrecord.Date:
		return v.String()
	}
	return ""
}

// The columns that several tables have are made by these.

func id(name, about string) Column {
	return Column{Name: name, Type: String, Known: true, About: about}
}

func words(name, about string) Column { return Column{Name: name, Type: String, About: about} }

func count(name, about string) Column {
	return Column{Name: name, Type: Integer, Known: true, About: about}
}

func day(name, about string) Column { return Column{Name: name, Type: Date, About: about} }

func moment(name, about string) Column { return Column{Name: name, Type: Time, About: about} }

func list(name, about string) Column { return Column{Name: name, Type: List, About: about} }

func number(name, about string) Column { return Column{Name: name, Type: Number, About: about} }

func yes(name, about string) Column {
	return Column{Name: name, Type: Boolean, Known: true, About: about}
}

func choice[S ~string](name, about string, choices []S) Column {
	c := Column{Name: name, Type: String, About: about}
	for _, s := range choices {
		if s != "" {
			c.Choices = append(c.Choices, string(s))
		}
	}
	return c
}

func (c Column) of(where string) Column {
	c.Of = where
	return c
}

func (c Column) known() Column {
	c.Known = true
	return c
}
