package table

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// groupRows is how many rows are held in memory before they are written as one
// row group.
const groupRows = 20_000

// WriteParquet writes tables as Parquet files in one pass over the record, their
// columns compressed with zstd. Days are dates, times are timestamps in UTC to the
// microsecond, lists are lists of strings. The table's schema, with what each column
// holds in words, stands in the file's metadata under the key "table_schema" as a Table
// Schema (https://datapackage.org/standard/table-schema/). open is called once for each
// table, in order, before anything is written. What it writes cannot be gone on with: see
// WriteParquetFiles.
func WriteParquet(ctx context.Context, r store.Reader, q search.Node, tables []*Table, o Options, open func(*Table) (io.Writer, error)) error {
	out := map[*Table]*parquetFile{}
	for _, t := range tables {
		w, err := open(t)
		if err != nil {
			return err
		}
		if out[t], err = newParquetFile(w, t); err != nil {
			return err
		}
	}
	err := Walk(ctx, r, q, tables, o, func(t *Table, row Row) error { return out[t].put(row) })
	for _, t := range tables {
		if err == nil {
			err = out[t].close()
		}
	}
	return err
}

type parquetFile struct {
	table *Table
	w     *parquet.GenericWriter[any]
}

func newParquetFile(w io.Writer, t *Table) (*parquetFile, error) {
	schema, err := json.Marshal(t.schema())
	if err != nil {
		return nil, err
	}
	return &parquetFile{table: t, w: parquet.NewGenericWriter[any](w, parquetSchema(t),
		parquet.Compression(&parquet.Zstd), parquet.MaxRowsPerRowGroup(groupRows), parquet.CreatedBy("onrecord", "", ""), parquet.KeyValueMetadata("table_schema", string(schema)))}, nil
}

// inOrder is a group whose fields stand in the order of the table's columns: of
// itself a group's stand by name.
type inOrder struct {
	parquet.Group
	fields []parquet.Field
}

func (g inOrder) Fields() []parquet.Field { return g.fields }

func parquetSchema(t *Table) *parquet.Schema {
	g := inOrder{Group: parquet.Group{}}
	for _, c := range t.Columns {
		node := parquetNode(c.Type)
		if !c.Known && c.Type != List {
			node = parquet.Optional(node)
		}
		g.Group[c.Name] = node
	}
	byName := g.Group.Fields()
	for _, c := range t.Columns {
		i := slices.IndexFunc(byName, func(f parquet.Field) bool { return f.Name() == c.Name })
		g.fields = append(g.fields, byName[i])
	}
	return parquet.NewSchema(t.Name, g)
}

func parquetNode(t Type) parquet.Node {
	switch t {
	case Integer:
		return parquet.Int(64)
	case Number:
		return parquet.Leaf(parquet.DoubleType)
	case Boolean:
		return parquet.Leaf(parquet.BooleanType)
	case Date:
		return parquet.Date()
	case Time:
		return parquet.Timestamp(parquet.Microsecond)
	case List:
		return parquet.List(parquet.String())
	}
	return parquet.String()
}

func (f *parquetFile) put(row Row) error {
	var out parquet.Row
	for i, c := range f.table.Columns {
		values, err := parquetValues(c, row[i])
		if err != nil {
			return fmt.Errorf("%s.%s: %w", f.table.Name, c.Name, err)
		}
		for repeated, v := range values {
			defined := 0
			if !v.IsNull() && (!c.Known || c.Type == List) {
				defined = 1
			}
			out = append(out, v.Level(min(repeated, 1), defined, i))
		}
	}
	_, err := f.w.WriteRows([]parquet.Row{out})
	return err
}

func (f *parquetFile) close() error { return f.w.Close() }

// parquetValues returns the values of a cell: one, or those of a list.
func parquetValues(c Column, cell any) ([]parquet.Value, error) {
	switch v := cell.(type) {
	case nil:
		if c.Known {
			return nil, fmt.Errorf("%w: a cell that is always known is not", onrecord.ErrDamaged)
		}
		return []parquet.Value{parquet.NullValue()}, nil
	case onrecord.Date:
		return []parquet.Value{parquet.Int32Value(int32(v.Time().Unix() / int64((24 * time.Hour).Seconds())))}, nil
	case time.Time:
		return []parquet.Value{parquet.Int64Value(v.UnixMicro())}, nil
	case int:
		return []parquet.Value{parquet.Int64Value(int64(v))}, nil
	case []string:
		out := make([]parquet.Value, len(v))
		for i, s := range v {
			out[i] = parquet.ValueOf(s)
		}
		return out, nil
	}
	return []parquet.Value{parquet.ValueOf(cell)}, nil
}
