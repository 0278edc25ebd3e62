package table_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/internal/sampletest"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

type rows map[*table.Table][]table.Row

func read(t *testing.T, s *sqlite.Store, query string, tables ...*table.Table) rows {
	t.Helper()
	q, err := search.Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	out := rows{}
	if err := table.Walk(t.Context(), s, q, tables, table.Options{}, func(of *table.Table, r table.Row) error {
		out[of] = append(out[of], slices.Clone(r))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

func column(of *table.Table, name string) int {
	return slices.IndexFunc(of.Columns, func(c table.Column) bool { return c.Name == name })
}

// TestCellsAreWhatTheirColumnsSay holds every cell of the sample's tables against the
// definition: its type, whether it may be empty, what it may be, and where it leads.
func TestCellsAreWhatTheirColumnsSay(t *testing.T) {
	all := read(t, sampletest.Open(t), "", table.All...)
	known := map[string]map[any]bool{}
	for of, list := range all {
		for i, c := range of.Columns {
			values := map[any]bool{}
			for _, r := range list {
				if len(r) != len(of.Columns) {
					t.Fatalf("%s: a row of %d cells, %d columns", of.Name, len(r), len(of.Columns))
				}
				checkCell(t, of, c, r[i])
				if s, ok := r[i].(string); ok {
					values[s] = true
				}
			}
			known[of.Name+"."+c.Name] = values
		}
		checkKey(t, of, list)
	}
	for _, of := range table.All {
		if len(all[of]) == 0 && of != table.Statements {
			t.Errorf("%s is empty", of.Name)
		}
		for i, c := range of.Columns {
			if c.Of == "" {
				continue
			}
			for _, r := range all[of] {
				if r[i] != nil && !known[c.Of][r[i]] {
					t.Errorf("%s.%s leads to %v, which is not in %s", of.Name, c.Name, r[i], c.Of)
				}
			}
		}
	}
}

func checkCell(t *testing.T, of *table.Table, c table.Column, cell any) {
	t.Helper()
	if cell == nil {
		if c.Known {
			t.Errorf("%s.%s is empty", of.Name, c.Name)
		}
		return
	}
	right := false
	switch v := cell.(type) {
	case string:
		right = (c.Type == table.String || c.Type == table.JSON) && v != "" && (c.Choices == nil || slices.Contains(c.Choices, v))
	case int:
		right = c.Type == table.Integer
	case float64:
		right = c.Type == table.Number
	case bool:
		right = c.Type == table.Boolean
	case onrecord.Date:
		right = c.Type == table.Date && !v.IsZero()
	case time.Time:
		right = c.Type == table.Time && !v.IsZero()
	case []string:
		right = c.Type == table.List && len(v) > 0
	}
	if !right {
		t.Errorf("%s.%s is %#v, which is no %s", of.Name, c.Name, cell, c.Type)
	}
}

func checkKey(t *testing.T, of *table.Table, list []table.Row) {
	t.Helper()
	seen := map[string]bool{}
	for _, r := range list {
		var key strings.Builder
		for _, k := range of.Key {
			switch v := r[column(of, k)].(type) {
			case string:
				key.WriteString(v)
			case int:
				key.WriteString(strings.Repeat("i", v))
			case bool:
				if v {
					key.WriteString("yes")
				}
			}
			key.WriteByte(0)
		}
		if seen[key.String()] {
			t.Errorf("%s has two rows of the key %q", of.Name, key.String())
		}
		seen[key.String()] = true
	}
}

// TestAQueryNarrowsEveryTable: what is written is of the releases that match.
func TestAQueryNarrowsEveryTable(t *testing.T) {
	s := sampletest.Open(t)
	all, some := read(t, s, "", table.All...), read(t, s, "lighthouse OR homes", table.All...)
	ids := map[any]bool{}
	for _, r := range some[table.Releases] {
		ids[r[0]] = true
	}
	if len(ids) == 0 || len(ids) == len(all[table.Releases]) {
		t.Fatalf("%d of %d releases match", len(ids), len(all[table.Releases]))
	}
	for _, of := range []*table.Table{table.Versions, table.Places, table.Quotes, table.Figures, table.Names, table.Changes} {
		i := column(of, "release_id")
		want := 0
		for _, r := range all[of] {
			if ids[r[i]] {
				want++
			}
		}
		for _, r := range some[of] {
			if !ids[r[i]] {
				t.Errorf("%s has a row of %v, which does not match", of.Name, r[i])
			}
		}
		if len(some[of]) != want {
			t.Errorf("%s has %d rows, want %d", of.Name, len(some[of]), want)
		}
	}
	if n := len(some[table.Things]); n == 0 || n >= len(all[table.Things]) {
		t.Errorf("%d things of %d", n, len(all[table.Things]))
	}
	if n := len(some[table.Captures]); n == 0 || n >= len(all[table.Captures]) {
		t.Errorf("%d captures of %d", n, len(all[table.Captures]))
	}
}

// TestARejectedNameStandsForNothing: a name that people rejected where it stands leads to
// no thing, and alone makes no thing of what is written.
func TestARejectedNameStandsForNothing(t *testing.T) {
	const query = "lighthouse OR homes"
	s := sampletest.Open(t)
	thing, id := column(table.Names, "thing_id"), column(table.Names, "fact_id")
	all, some := map[any]int{}, map[any][]table.Row{}
	for _, r := range read(t, s, "", table.Names)[table.Names] {
		all[r[thing]]++
	}
	for _, r := range read(t, s, query, table.Names)[table.Names] {
		some[r[thing]] = append(some[r[thing]], r)
	}
	var of any
	for named, rows := range some {
		if named != nil && len(rows) == 1 && all[named] > 1 {
			of = named
		}
	}
	if of == nil {
		t.Fatal("nothing is named by one release that matches and by another that does not")
	}
	rejected := some[of][0][id]
	if _, err := s.State(t.Context(), onrecord.Statement{Kind: onrecord.StatementReject, Subject: rejected.(string), By: "Ida Reed", At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"", query} {
		got := read(t, s, q, table.Names, table.Things)
		for _, r := range got[table.Names] {
			if r[id] == rejected && r[thing] != nil {
				t.Errorf("of %q: the rejected name leads to %v", q, r[thing])
			}
		}
		there := slices.ContainsFunc(got[table.Things], func(r table.Row) bool { return r[0] == of })
		if there != (q == "") {
			t.Errorf("of %q: the thing is written: %v", q, there)
		}
	}
}

// holed is a store whose figures have lost what they count in.
type holed struct{ store.Reader }

func (h holed) Records(ctx context.Context, q search.Node, visit func(onrecord.Record) error) error {
	return h.Reader.Records(ctx, q, func(rec onrecord.Record) error {
		for i := range rec.Figures {
			rec.Figures[i].Kind = ""
		}
		return visit(rec)
	})
}

// TestNoRowIsPassedOver: what does not fit its table ends an export, and is not left
// out without a word.
func TestNoRowIsPassedOver(t *testing.T) {
	err := table.WriteSQLite(t.Context(), filepath.Join(t.TempDir(), "a.sqlite"), holed{sampletest.Open(t)}, nil, table.Options{})
	if err == nil || !strings.Contains(err.Error(), "figures.kind") {
		t.Errorf("the error is %v", err)
	}
}
