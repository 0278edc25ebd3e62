package keep

import "strings"

// Table is a table of the record as Copy carries it: all but the indexes of words, which are made
// anew, and what says to programs that have a record open what to read again.
type Table struct {
	Name string
	// Columns are all columns that every engine has; a type stands after a colon, and is otherwise an integer.
	columns string
	// key orders the rows. It is the primary key, or the columns that an index begins with, then enough to
	// tell all rows apart.
	key string
	// page is how many rows are carried in one transaction, at most.
	page int
}

// The pages of rows that are small, and of those that hold texts.
const (
	smallRows = 2000
	largeRows = 50
)

// Tables are the tables of a record: each stands after those that it refers to.
var Tables = []Table{
	{"blob", "number hash:text size compression:text body:bytes", "number", largeRows},
	{"capture", "number blob location:text root:text media_type:text kind:text at", "number", smallRows},
	{"statement", "number id kind:text subject object words:text scale:text evidence:text corrections:text rule:text note:text by:text at", "number", smallRows},
	{"undone", "statement", "statement", smallRows},
	{"editor", "name:text password:text since", "name", smallRows},
	{"session", "key:text editor:text started until", "key", smallRows},
	{"token", "id:text key:text name:text scopes:text since", "id", smallRows},
	{"source", "number spec:text name:text local every paused added cursor:text looked succeeded next failures fault:text", "number", smallRows},
	{"item", "number location:text title:text visited status etag:text last_modified:text hash:text found:text unchanged failures withheld next", "number", smallRows},
	{"listed", "source item mark:text visit:text at", "source item", smallRows},
	{"subscription", "number id:text token:text past body:text secret:text every bundled paused", "number", smallRows},
	{"event", "number release:text change:text", "number", smallRows},
	{"alert", "number id:text subscription:text delivery:text body:text", "number", smallRows},
	{"delivery", "number id:text subscription:text state:text attempts reason:text made next sent", "number", smallRows},
	{"release", "number id:text position newest issued", "number", smallRows},
	{"review", "id release kind:text state:text statement rule:text number", "id", smallRows},
	{"reading", "capture rules:text releases", "capture", smallRows},
	{"release_key", "key:text release", "release key", smallRows},
	{"version", "number release version at rules:text hash:bytes head:bytes counts:bytes body:bytes facts:bytes", "number", largeRows},
	{"place", "capture release version", "release capture version", smallRows},
	{"change", "number id release before after at declaration:text rank:text score former body:bytes", "number", largeRows},
	{"change_mark", "field:text value:text change", "change field value", smallRows},
	{"fact", "number figure:text unit:text value:real due thread again", "number", smallRows},
	{"thread", "number first members releases", "number", smallRows},
	{"former_fact", "id release version", "id", smallRows},
	{"member", "pack keys body:bytes digest", "pack", smallRows},
	{"key_run", "run digest entries releases:bytes starts:bytes filter:bytes", "run", largeRows},
	{"key_block", "block body:bytes", "block", smallRows},
	{"link", "a b kind:text why:text weight:real", "a b kind", smallRows},
	{"unlinked", "position", "position", smallRows},
	{"name", "number id kind:text words:text block:text releases same rule:text why:text fits:text thing of of_rule:text of_why:text together", "number", smallRows},
	{"name_form", "number name form:text short:text releases", "number", smallRows},
	{"release_name", "position names:bytes", "position", smallRows},
	{"post", "number id post:text body:text past", "number", smallRows},
	{"held", "name position post role:text", "name position post role", smallRows},
	{"renaming", "position old new", "position old new", smallRows},
	{"problem", "number stage:text location:text root:text place:text span:text reason:text at", "number", smallRows},
	{"release_column", "release changed columns:bytes", "release", smallRows},
	{"value", "number field:text text:text", "number", smallRows},
	{"frequency", "position stems:bytes", "position", smallRows},
}

// column is a column of a table and how it is read.
type column struct{ name, kind string }

func (t *Table) list() (out []column) {
	for _, c := range strings.Fields(t.columns) {
		name, kind, _ := strings.Cut(c, ":")
		out = append(out, column{name, kind})
	}
	return out
}

// Columns are the names of a table's columns, in order.
func (t *Table) Columns() (names []string) {
	for _, c := range t.list() {
		names = append(names, c.name)
	}
	return names
}

// keyColumns are the columns of the key, as they stand in Columns.
func (t *Table) keyColumns() (names []string, places []int) {
	names = strings.Fields(t.key)
	for _, k := range names {
		for i, c := range t.list() {
			if c.name == k {
				places = append(places, i)
			}
		}
	}
	return names, places
}

// selected is the statement that reads a page: the rows after a key, or all where there is none yet.
func (t *Table) selected(after bool) string {
	key, _ := t.keyColumns()
	text := "SELECT " + strings.Join(t.Columns(), ", ") + " FROM " + t.Name
	if after {
		text += " WHERE (" + strings.Join(key, ", ") + ") > (" + marks(len(key)) + ")"
	}
	return text + " ORDER BY " + strings.Join(key, ", ") + " LIMIT ?"
}

// lastKey is the statement that reads the last key.
func (t *Table) lastKey() string {
	key, _ := t.keyColumns()
	return "SELECT " + strings.Join(t.Columns(), ", ") + " FROM " + t.Name + " ORDER BY " + strings.Join(key, " DESC, ") + " DESC LIMIT 1"
}

func (t *Table) insert() string {
	columns := t.Columns()
	return "INSERT INTO " + t.Name + " (" + strings.Join(columns, ", ") + ") VALUES (" + marks(len(columns)) + ")"
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// values reads a row of the table, as arguments of insert.
func (t *Table) values(stmt Stmt) []any {
	out := make([]any, 0, stmt.ColumnCount())
	for i, c := range t.list() {
		var v any
		switch {
		case stmt.ColumnIsNull(i):
		case c.kind == "text":
			v = stmt.ColumnText(i)
		case c.kind == "bytes":
			v = bytesOf(stmt, i)
		case c.kind == "real":
			v = stmt.ColumnFloat(i)
		default:
			v = stmt.ColumnInt64(i)
		}
		out = append(out, v)
	}
	return out
}
