package sqlite

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/store/keep"
)

// insertInto are the statements that add an entry to an index.
var insertInto = [keep.Indexes]string{
	keep.TextIndex:  "INSERT INTO text_index (rowid, text, pair) VALUES (?, ?, ?)",
	keep.TitleIndex: "INSERT INTO title_index (rowid, stem, folded) VALUES (?, ?, ?)",
	keep.FormIndex:  "INSERT INTO form_index (rowid, form) VALUES (?, ?)",
	keep.FactIndex:  "INSERT INTO fact_index (rowid, word) VALUES (?, ?)",
	keep.NameIndex:  "INSERT INTO name_index (rowid, word) VALUES (?, ?)",
}

// Index implements keep.Conn.
func (c connection) Index(index keep.Index, rowid int64, first, second string) error {
	if index == keep.TextIndex || index == keep.TitleIndex {
		return query(c.Conn, insertInto[index], nil, rowid, first, second)
	}
	return query(c.Conn, insertInto[index], nil, rowid, first)
}

// match are the statements that ask an index.
var match = [keep.Indexes]string{
	keep.TextIndex:  "SELECT rowid FROM text_index WHERE text_index MATCH ? ORDER BY rowid",
	keep.TitleIndex: "SELECT rowid FROM title_index WHERE title_index MATCH ? ORDER BY rowid",
	keep.FormIndex:  "SELECT rowid FROM form_index WHERE form_index MATCH ? ORDER BY rowid",
	keep.FactIndex:  "SELECT rowid FROM fact_index WHERE fact_index MATCH ? ORDER BY rowid",
	keep.NameIndex:  "SELECT rowid FROM name_index WHERE name_index MATCH ? ORDER BY rowid",
}

// Match implements keep.Conn.
func (c connection) Match(index keep.Index, words keep.Words, found func(rowid int64)) error {
	return query(c.Conn, match[index], func(s keep.Stmt) error {
		found(s.ColumnInt64(0))
		return nil
	}, words)
}

// matching is what an index must hold, in the language of FTS5.
func matching(w keep.Words) string {
	switch v := w.(type) {
	case keep.Phrase:
		return phrase(v)
	case keep.AllOf:
		return joined(v, " AND ")
	case keep.AnyOf:
		return joined(v, " OR ")
	}
	panic(fmt.Sprintf("sqlite: cannot match a %T", w))
}

func joined(list []keep.Words, with string) string {
	parts := make([]string, len(list))
	for i, w := range list {
		parts[i] = matching(w)
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return "(" + strings.Join(parts, with) + ")"
}

func phrase(p keep.Phrase) string {
	out := `"` + strings.ReplaceAll(strings.Join(p.Words, " "), `"`, `""`) + `"`
	if p.Prefix {
		out += " *"
	}
	if p.Column != keep.AnyColumn {
		out = "{" + string(p.Column) + "} : " + out
	}
	return out
}
