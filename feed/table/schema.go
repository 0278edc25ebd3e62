package table

import (
	"context"
	"encoding/json"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// schema is a Table Schema (https://datapackage.org/standard/table-schema/).
type schema struct {
	Fields     []schemaField `json:"fields"`
	PrimaryKey []string      `json:"primaryKey"`
	Foreign    []foreignKey  `json:"foreignKeys,omitempty"`
}

type schemaField struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Format      string       `json:"format,omitempty"`
	Description string       `json:"description"`
	Constraints *constraints `json:"constraints,omitempty"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Choices  []string `json:"enum,omitempty"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

// schema describes the table as it stands in CSV.
func (t *Table) schema() schema {
	s := schema{PrimaryKey: t.Key}
	for _, c := range t.Columns {
		f := schemaField{Name: c.Name, Type: string(c.Type), Description: c.About}
		switch c.Type {
		case List:
			// The standard's own lists came in its second version, which few programs read.
			f.Type, f.Description = string(String), c.About+`. Several are parted by "; "`
		case JSON:
			f.Type, f.Description = string(String), c.About+". As JSON"
		}
		if c.Known || len(c.Choices) > 0 {
			f.Constraints = &constraints{c.Known, c.Choices}
		}
		s.Fields = append(s.Fields, f)
		if table, column, found := strings.Cut(c.Of, "."); found {
			s.Foreign = append(s.Foreign, foreignKey{[]string{c.Name}, reference{table, []string{column}}})
		}
	}
	return s
}

// dataPackage is a Data Package (https://datapackage.org/standard/data-package/).
type dataPackage struct {
	Profile     string     `json:"profile"`
	Name        string     `json:"name"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Created     time.Time  `json:"created"`
	Resources   []resource `json:"resources"`
}

type resource struct {
	Profile     string `json:"profile"`
	Name        string `json:"name"`
	Path        string `json:"path"`
	Description string `json:"description"`
	Format      string `json:"format"`
	MediaType   string `json:"mediatype"`
	Encoding    string `json:"encoding"`
	Schema      schema `json:"schema"`
}

const packageWords = `Official announcements as a record: who said what, what was promised and by when, which sums and figures were given. Every fact stands with the exact words it was read from. Facts are read by rules and may be wrong: the column review says what people said of them. A text that a spreadsheet could take for a formula, or that begins with an apostrophe, has one apostrophe more in front: take one off to have the exact text.`

// WriteDataPackage writes all tables as CSV files and datapackage.json, which
// describes them after Data Package 1.0: each column's type, what it holds, and which
// other table it refers to. open is called once for each file's name before it is
// written. It returns how many cells are longer than a spreadsheet holds.
func WriteDataPackage(ctx context.Context, r store.Reader, q search.Node, at time.Time, o Options, open func(name string) (io.Writer, error)) (long int, err error) {
	d := dataPackage{Profile: "tabular-data-package", Name: "onrecord", Title: "A record of official announcements", Description: packageWords, Created: at.UTC().Truncate(time.Second)}
	for _, t := range All {
		d.Resources = append(d.Resources, resource{"tabular-data-resource", t.Name, t.Name + ".csv", t.About, "csv", "text/csv", "utf-8", t.schema()})
	}
	w, err := open("datapackage.json")
	if err != nil {
		return 0, err
	}
	if !o.begun() {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(d); err != nil {
			return 0, err
		}
	}
	return WriteCSV(ctx, r, q, All, o, func(t *Table) (io.Writer, error) { return open(t.Name + ".csv") })
}
