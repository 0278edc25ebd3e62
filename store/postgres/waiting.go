package postgres

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"

	"github.com/onrecord/onrecord/store/keep"
)

// waiting is what a transaction writes and nobody has asked for yet. Rows for one table gather, whatever was written between
// them, and are inserted by one statement: a row's own statement would cost the server several times the row. Where a
// statement asks for rows, only those that wait for a table that it names go before it. Of tables that wait, those go first that others
// refer to; any statement but an insertion waits behind all that came before it, and all that comes after it waits behind it.
type waiting struct {
	items []*item
	size  int // in bytes, about
	// postings are those of the texts that were indexed, which are written once the transaction ends.
	postings newPostings
}

// mostWaiting bounds the bytes that wait.
const mostWaiting = 2 << 20

// item is what is done by one statement: rows that are inserted, or another statement.
type item struct {
	table string // that the rows are for; "" of another statement
	sql   string
	args  []any
	rows  *gathered // that may still be joined
	words *entries  // of an index of words, the same
	size  int
}

// mostGathered bounds the rows, mostEntryBytes the lexemes, of one statement.
const (
	mostGathered   = 1 << 12
	mostEntryBytes = 1 << 20
)

// add has a statement wait, and returns the rows that it joined, or nil.
func (w *waiting) add(text string, args []any) *item {
	insertion := insertionOf(text)
	if insertion == nil || !slices.ContainsFunc(args, func(arg any) bool { return arg != nil }) {
		sql, bound := translated(text, args)
		own(bound)
		w.put(&item{sql: sql, args: bound}, sizeOf(bound))
		return nil
	}
	bound, types := make([]any, len(args)), make([]byte, len(args))
	for i, arg := range args {
		types[i], bound[i] = argument(arg)
	}
	own(bound)
	size := sizeOf(bound)
	for _, it := range w.open() {
		if it.rows != nil && it.rows.insertion == insertion && it.rows.n < mostGathered && it.rows.add(types, bound) {
			it.size += size
			w.size += size
			return it
		}
	}
	it := &item{table: insertion.table, rows: &gathered{insertion: insertion}}
	it.rows.add(types, bound)
	w.put(it, size)
	return it
}

// index has an entry of an index wait.
func (w *waiting) index(index keep.Index, rowid int64, first, second string) {
	for _, it := range w.open() {
		if it.words != nil && it.words.index == index && it.size < mostEntryBytes {
			size := it.words.add(rowid, first, second)
			it.size += size
			w.size += size
			return
		}
	}
	it := &item{table: indexTables[index].name, words: &entries{index: index}}
	if index == keep.TextIndex {
		it.words.postings = &w.postings
	}
	w.put(it, it.words.add(rowid, first, second))
}

func (w *waiting) put(it *item, size int) {
	it.size = size
	w.items = append(w.items, it)
	w.size += size
}

// own copies what the caller may change while it waits.
func own(args []any) {
	for i, arg := range args {
		if b, ok := arg.([]byte); ok {
			args[i] = slices.Clone(b)
		}
	}
}

// sizeOf is about how many bytes a row takes.
func sizeOf(args []any) int {
	size := 0
	for _, arg := range args {
		switch v := arg.(type) {
		case string:
			size += len(v)
		case []byte:
			size += len(v)
		}
		size += 16
	}
	return size
}

// open are the rows that may still be joined: those after the last other statement.
func (w *waiting) open() []*item {
	for i := len(w.items); i > 0; i-- {
		if w.items[i-1].table == "" {
			return w.items[i:]
		}
	}
	return w.items
}

// all takes everything off, in order.
func (w *waiting) all() []*item {
	items := w.items
	w.items, w.size = nil, 0
	for from := 0; from < len(items); from++ {
		to := from
		for to < len(items) && items[to].table != "" {
			to++
		}
		slices.SortStableFunc(items[from:to], inOrder)
		from = to
	}
	return items
}

// before takes off, in order, what must be done before a statement that asks for rows.
func (w *waiting) before(text string) []*item {
	if len(w.open()) < len(w.items) {
		return w.all()
	}
	asked, writes := namesIn(text), !strings.HasPrefix(text, "SELECT")
	finds := func(it *item) bool { return asked[it.table] || writes && it.rows != nil && it.rows.insertion.asks }
	last := -1
	for _, it := range w.items {
		if finds(it) {
			last = max(last, placeOf(it.table))
		}
	}
	var before, after []*item
	for _, it := range w.items {
		if finds(it) || referred[it.table] && placeOf(it.table) < last {
			before = append(before, it)
			w.size -= it.size
		} else {
			after = append(after, it)
		}
	}
	w.items = after
	slices.SortStableFunc(before, inOrder)
	return before
}

// referred are the tables that rows of others refer to.
var referred = map[string]bool{"blob": true, "capture": true, "editor": true, "source": true, "item": true, "release": true, "name": true}

// places are the tables' in keep.Tables: each after those that it refers to.
var places = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for i := range keep.Tables {
		m[keep.Tables[i].Name] = i
	}
	return m
})

// placeOf is a table's place; that of one which no other refers to and which refers to none comes last.
func placeOf(table string) int {
	if place, known := places()[table]; known {
		return place
	}
	return len(keep.Tables)
}

func inOrder(a, b *item) int { return cmp.Compare(placeOf(a.table), placeOf(b.table)) }

// batchOf is the statements that items stand for.
func batchOf(items []*item) *pgx.Batch {
	batch := &pgx.Batch{}
	for _, it := range items {
		switch {
		case it.rows != nil:
			it.sql, it.args = it.rows.statement()
		case it.words != nil:
			it.sql, it.args = it.words.statement()
		}
		batch.Queue(it.sql, it.args...)
	}
	return batch
}

// takeLast takes the row off that was added last, and joined the others of an item.
func (w *waiting) takeLast(it *item) *item {
	types, row := it.rows.pop()
	last := &item{table: it.table, rows: &gathered{insertion: it.rows.insertion}, size: sizeOf(row)}
	last.rows.add(types, row)
	it.size -= last.size
	w.size -= last.size
	if it.rows.n == 0 {
		w.items = slices.DeleteFunc(w.items, func(other *item) bool { return other == it })
	}
	return last
}

// named remembers the words of statements.
var named sync.Map

var aWord = regexp.MustCompile(`\.?\w+`)

// namesIn are the words of a statement, and so the tables that it asks; a view counts as what it shows.
func namesIn(text string) map[string]bool {
	if known, ok := named.Load(text); ok {
		return known.(map[string]bool)
	}
	words := map[string]bool{}
	for _, word := range aWord.FindAllString(text, -1) {
		words[strings.TrimSuffix(word, "_docsize")] = true // a column after its table's name stays with its dot
	}
	named.Store(text, words)
	return words
}
