package postgres

import (
	"fmt"
	"strings"

	"github.com/onrecord/onrecord/store/keep"
)

// secondMark begins the lexemes of an index's second column. No term begins with it.
const secondMark = "~"

// hasTwo says which indexes have two columns.
var hasTwo = map[string]bool{"text_index": true, "title_index": true}

// indexTable is how the entries of an index are kept.
type indexTable struct {
	name   string
	insert string
	placed bool // with the places of words; then a long entry is kept in parts
	parts  bool // in parts, though words have no places
}

var indexTables = [keep.Indexes]indexTable{
	keep.TextIndex:  {"text_index", "INSERT INTO text_index (rowid, part, text_index, posted) SELECT r, p, w, true" + fromParts, true, true},
	keep.TitleIndex: {"title_index", inParts("title_index"), true, true},
	keep.FormIndex:  {"form_index", inParts("form_index"), false, true},
	keep.FactIndex:  {"fact_index", inOne("fact_index"), false, false},
	keep.NameIndex:  {"name_index", inOne("name_index"), false, false},
}

// inParts and inOne are the statements that add entries, many at once: with all arrays as long.
func inParts(index string) string {
	return "INSERT INTO " + index + " (rowid, part, " + index + ") SELECT r, p, w" + fromParts
}

const fromParts = " FROM unnest($1::bigint[], $2::bigint[], $3::tsvector[]) AS e (r, p, w)"

func inOne(index string) string {
	return "INSERT INTO " + index + " (rowid, " + index + ") SELECT r, w FROM unnest($1::bigint[], $2::tsvector[]) AS e (r, w)"
}

// entries are those of one index that gather.
type entries struct {
	index        keep.Index
	rowid, parts []int64
	vectors      vectors
	postings     *newPostings // that gather beside them; nil where the index has none
}

// add adds an entry, and returns how many bytes that is.
func (e *entries) add(rowid int64, first, second string) (size int) {
	table := &indexTables[e.index]
	before := len(e.vectors.encoded)
	columns := [2][][]string{table.cut(strings.Fields(plain(first))), table.cut(strings.Fields(plain(second)))}
	if e.postings != nil {
		e.postings.add(rowid, columns[0])
	}
	for part := 0; part == 0 || part < max(len(columns[0]), len(columns[1])); part++ {
		v := e.vectors.begin()
		for i, mark := range []string{"", secondMark} {
			if part < len(columns[i]) {
				v.add(mark, columns[i][part], table.placed)
			}
		}
		v.end()
		e.rowid, e.parts = append(e.rowid, rowid), append(e.parts, int64(part))
	}
	return len(e.vectors.encoded) - before
}

// statement is what inserts them.
func (e *entries) statement() (sql string, args []any) {
	if table := &indexTables[e.index]; table.parts {
		return table.insert, []any{e.rowid, e.parts, e.vectors.array()}
	}
	return indexTables[e.index].insert, []any{e.rowid, e.vectors.array()}
}

// PostgreSQL counts the places of words up to 16,383, keeps no more than 256 places of a
// word, and no more than a megabyte of words. A part of a text keeps clear of all three.
const (
	mostWords  = 10_000
	mostPlaces = 250
	// overlap is how many words the next part begins with again, so that no phrase falls between
	// them: a query has at most 64 words.
	overlap = 64
)

// cut parts words into lists that a tsvector can hold.
func (t *indexTable) cut(words []string) (parts [][]string) {
	if !t.parts {
		return [][]string{words[:min(len(words), 4*mostWords)]} // of a fact: each once, and far fewer
	}
	from, places := 0, map[string]int{}
	for i := 0; i < len(words); i++ {
		places[words[i]]++
		if i-from < mostWords && places[words[i]] <= mostPlaces {
			continue
		}
		parts = append(parts, words[from:i])
		from = i
		if t.placed {
			from = max(from-overlap, 0)
		}
		i = from - 1
		clear(places)
	}
	if from < len(words) || len(parts) == 0 {
		parts = append(parts, words[from:])
	}
	return parts
}

// escapes are what stands for the characters that end a lexeme or escape another.
var escapes = strings.NewReplacer(`\`, `\\`, `'`, `''`)

// quoted is a lexeme as PostgreSQL reads it in a tsvector or a tsquery.
func quoted(lexeme string) string {
	if lexeme = plain(lexeme); strings.ContainsAny(lexeme, `\'`) {
		lexeme = escapes.Replace(lexeme)
	}
	return "'" + lexeme + "'"
}

// matching is what an index must hold, as a tsquery.
func matching(w keep.Words, two bool) string {
	switch v := w.(type) {
	case keep.Phrase:
		return phrase(v, two)
	case keep.AllOf:
		return joined(v, " & ", two)
	case keep.AnyOf:
		return joined(v, " | ", two)
	}
	panic(fmt.Sprintf("postgres: cannot match a %T", w))
}

func joined(list []keep.Words, with string, two bool) string {
	parts := make([]string, len(list))
	for i, w := range list {
		parts[i] = matching(w, two)
	}
	return "(" + strings.Join(parts, with) + ")"
}

func phrase(p keep.Phrase, two bool) string {
	inColumn := func(mark string) string {
		parts := make([]string, len(p.Words))
		for i, w := range p.Words {
			parts[i] = quoted(mark + w)
		}
		if p.Prefix {
			parts[len(parts)-1] += ":*"
		}
		return "(" + strings.Join(parts, " <-> ") + ")"
	}
	switch {
	case p.Column == keep.PairColumn || p.Column == keep.FoldedColumn:
		return inColumn(secondMark)
	case p.Column == keep.AnyColumn && two:
		return "(" + inColumn("") + " | " + inColumn(secondMark) + ")"
	}
	return inColumn("")
}
