package table

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/source/exported"
	"github.com/onrecord/onrecord/store"
)

// batchRows is how many rows are written in one transaction.
const batchRows = 10_000

// WriteSQLite writes all tables as plain tables of a new SQLite file, with keys,
// indexes on what is asked for most, and the views of views.sql. Days and times are
// texts as ISO 8601 has them, lists and JSON are JSON texts. The table columns says what each
// column holds. The file must be empty or not there; it is half a file until the function
// returns nil.
func WriteSQLite(ctx context.Context, file string, r store.Reader, q search.Node, o Options) (err error) {
	conn, err := sqlite.OpenConn(file, sqlite.OpenReadWrite|sqlite.OpenCreate)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetInterrupt(ctx.Done())
	// Nobody else reads the file yet, and where nothing is kept a half one is thrown away.
	safety := []string{"journal_mode = OFF", "synchronous = OFF"}
	if o.Checkpoints != nil {
		safety = []string{"journal_mode = DELETE", "synchronous = NORMAL"}
	}
	for _, pragma := range append(safety, fmt.Sprintf("application_id = %d", exported.ApplicationID)) {
		if err := sqlitex.ExecuteTransient(conn, "PRAGMA "+pragma, nil); err != nil {
			return err
		}
	}
	db := &sqliteFile{conn: conn, inserts: map[*Table]string{}, Checkpoints: o.Checkpoints}
	if err := db.create(!o.begun()); err != nil {
		return err
	}
	if err := db.begin(); err != nil {
		return err
	}
	if o.Checkpoints != nil {
		o.Checkpoints = db
	}
	if err := Walk(ctx, r, q, All, o, db.put); err != nil {
		return err
	}
	for _, sql := range []string{"COMMIT", indexes, views, "ANALYZE"} {
		if err := sqlitex.ExecuteScript(conn, sql, nil); err != nil {
			return err
		}
	}
	return nil
}

// sqliteFile is the file on its way. A Mark is kept when all before it is committed; rows that
// were committed after the last one are passed over when they come again.
type sqliteFile struct {
	Checkpoints
	conn    *sqlite.Conn
	inserts map[*Table]string
	rows    int
}

func (db *sqliteFile) begin() error { return sqlitex.ExecuteTransient(db.conn, "BEGIN", nil) }

// commit ends a transaction and begins the next.
func (db *sqliteFile) commit() error {
	if err := sqlitex.ExecuteTransient(db.conn, "COMMIT", nil); err != nil {
		return err
	}
	return db.begin()
}

// Keep implements Checkpoints.
func (db *sqliteFile) Keep(m Mark) error {
	if err := db.commit(); err != nil {
		return err
	}
	return db.Checkpoints.Keep(m)
}

// create prepares the inserts; of a new file it makes the tables and says in the table columns
// what is in them.
func (db *sqliteFile) create(anew bool) error {
	for _, t := range All {
		// A row that is saved anew while the export runs may come twice. Nothing else is passed over.
		db.inserts[t] = fmt.Sprintf("INSERT INTO %s VALUES (?%s) ON CONFLICT (%s) DO NOTHING", quoted(t.Name), strings.Repeat(", ?", len(t.Columns)-1), keyOf(t))
	}
	if !anew {
		return nil
	}
	about := `CREATE TABLE columns ("table" TEXT NOT NULL, "column" TEXT NOT NULL, type TEXT NOT NULL, about TEXT NOT NULL, PRIMARY KEY ("table", "column")) WITHOUT ROWID`
	if err := sqlitex.ExecuteTransient(db.conn, about, nil); err != nil {
		return err
	}
	for _, t := range All {
		if err := sqlitex.ExecuteTransient(db.conn, createTable(t), nil); err != nil {
			return err
		}
		for _, c := range t.Columns {
			err := sqlitex.Execute(db.conn, "INSERT INTO columns VALUES (?, ?, ?, ?)", &sqlitex.ExecOptions{Args: []any{t.Name, c.Name, string(c.Type), c.About}})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func createTable(t *Table) string {
	var lines []string
	for _, c := range t.Columns {
		line := quoted(c.Name) + " " + sqliteTypes[c.Type]
		if c.Known {
			line += " NOT NULL"
		}
		if table, column, found := strings.Cut(c.Of, "."); found {
			line += fmt.Sprintf(" REFERENCES %s (%s)", quoted(table), quoted(column))
		}
		lines = append(lines, line)
	}
	lines = append(lines, "PRIMARY KEY ("+keyOf(t)+")")
	return fmt.Sprintf("CREATE TABLE %s (\n  %s\n)", quoted(t.Name), strings.Join(lines, ",\n  "))
}

// keyOf lists the columns of a table's key as SQL has them.
func keyOf(t *Table) string {
	key := make([]string, len(t.Key))
	for i, k := range t.Key {
		key[i] = quoted(k)
	}
	return strings.Join(key, ", ")
}

var sqliteTypes = map[Type]string{String: "TEXT", Integer: "INTEGER", Number: "REAL", Boolean: "INTEGER", Date: "TEXT", Time: "TEXT", List: "TEXT", JSON: "TEXT"}

// sortableTime orders as the times do, whatever their fraction.
const sortableTime = "2006-01-02T15:04:05.000000Z"

// quoted is a name as SQL has it; some are words of its own.
func quoted(name string) string { return `"` + name + `"` }

func (db *sqliteFile) put(t *Table, row Row) error {
	args := make([]any, len(row))
	for i, cell := range row {
		v, err := sqliteValue(cell)
		if err != nil {
			return err
		}
		args[i] = v
	}
	if err := sqlitex.Execute(db.conn, db.inserts[t], &sqlitex.ExecOptions{Args: args}); err != nil {
		return fmt.Errorf("the table %s: %w", t.Name, err)
	}
	if db.rows++; db.rows%batchRows != 0 {
		return nil
	}
	return db.commit()
}

func sqliteValue(cell any) (any, error) {
	switch v := cell.(type) {
	case onrecord.Date:
		return v.String(), nil
	case time.Time:
		return v.UTC().Format(sortableTime), nil
	case []string:
		b, err := json.Marshal(v)
		return string(b), err
	}
	return cell, nil
}
