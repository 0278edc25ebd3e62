package keep

import "context"

// Engine is a database that keeps a record: the few things in which engines differ.
// Everything else is in this room, as SQL that they share; see the package comment.
type Engine interface {
	// Read runs do in one read transaction: all its statements see one state, and wait for
	// no writer.
	Read(ctx context.Context, do func(Conn) error) error
	// Write runs do in one write transaction, all of which is kept, or nothing. There is
	// one at a time for a record, in whatever process: the next sees what the last has kept.
	Write(ctx context.Context, do func(Conn) error) error
	// KindOf returns what an error of the engine's own means to whoever asked, and its
	// kind (errors.go); nil where it has none.
	KindOf(err error) (reason string, kind error)
	// Verify runs the engine's own checks of what it stores and calls fault with each thing that is
	// wrong. progress counts its steps.
	Verify(ctx context.Context, fault func(reason string), progress func(done, total int)) error
	// Numbered is called in a transaction that wrote rows with numbers of their own: the database
	// is to number new rows after them.
	Numbered(conn Conn) error
	// Backup writes a whole, consistent copy to the file, which must not exist.
	Backup(ctx context.Context, file string) error
	// Address is where the record is, as people may read it: without a password.
	Address() string
	// Folder is where rows may be sorted on the disk; "" is the system's own for such files.
	Folder() string
	Close() error
}

// Conn is a connection in a transaction. It is good for one goroutine, until the transaction ends.
type Conn interface {
	// Query runs one statement and calls row for every row; row may be nil, and
	// may ask the connection other things. Arguments are int, int64, string, []byte, float64,
	// bool (kept as 0 or 1), Words or nil; they stand for ?, or for ?1, ?2 and so on.
	Query(text string, row func(Stmt) error, args ...any) error
	// Stream is Query where there may be many rows: row must not use the connection.
	Stream(text string, row func(Stmt) error, args ...any) error
	// Match calls found with the rowid of each entry of an index that holds the words, in no order, of some more than
	// once; a rowid that no entry has may come as well.
	Match(index Index, words Words, found func(rowid int64)) error
	// Changes is how many rows the last statement inserted, changed or removed.
	Changes() int
	// Index adds an entry to an index of words. Second is "" where the index has one column.
	Index(index Index, rowid int64, first, second string) error
}

// Stmt is a statement at one of its rows. Columns count from 0; what a column holds
// is converted as SQLite converts it, and NULL is zero. It is good until row returns.
type Stmt interface {
	ColumnCount() int
	ColumnIsNull(column int) bool
	ColumnInt(column int) int
	ColumnInt64(column int) int64
	ColumnFloat(column int) float64
	ColumnBool(column int) bool
	ColumnText(column int) string
	// ColumnLen is the length in bytes of what ColumnBytes copies.
	ColumnLen(column int) int
	ColumnBytes(column int, into []byte) int
}

// Index is one of the indexes of words: a table with a column rowid that MATCH searches
// by the table's own name.
type Index int

// The indexes, and what their rowids are.
const (
	TextIndex  Index = iota // positions; stems of the text, then pairs of common ones
	TitleIndex              // positions; stems, then folded forms
	FormIndex               // positions; forms and tokens, each once
	FactIndex               // facts' numbers; stems and tokens, each once: what earlier schemas indexed, to which nothing is added
	NameIndex               // name_form's numbers; folded words, each once
	Indexes                 // how many there are
)

// Words is what an entry of an index must hold, as MATCH takes it: Phrase, AllOf or AnyOf.
type Words interface{ words() }

// Phrase is words that stand side by side in one column.
type Phrase struct {
	Column Column
	Words  []string // never empty
	Prefix bool     // the last is the beginning of a word
}

// AllOf and AnyOf join words; they are never empty.
type (
	AllOf []Words
	AnyOf []Words
)

func (Phrase) words() {}
func (AllOf) words()  {}
func (AnyOf) words()  {}

// Column is in which column of an index words must stand.
type Column string

// The columns of the indexes that have two, in their order; the others have one.
const (
	AnyColumn    Column = ""
	TextColumn   Column = "text" // of TextIndex
	PairColumn   Column = "pair"
	StemColumn   Column = "stem" // of TitleIndex
	FoldedColumn Column = "folded"
)
