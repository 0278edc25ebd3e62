package exported

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/onrecord/onrecord"
)

// ApplicationID is what a SQLite export has as its application_id
// (https://www.sqlite.org/fileformat2.html), so that it can be told from other SQLite files: "onrx".
const ApplicationID = 0x6f6e7278

// IsSQLite reports whether a file that begins so is a SQLite file.
func IsSQLite(head []byte) bool { return bytes.HasPrefix(head, []byte("SQLite format 3\x00")) }

// Tables calls yield for what the tables of a SQLite export hold: the versions of
// each announcement by number, then what people said, oldest first. It stops at the
// first error of yield or of ctx. The error wraps ErrUnsupported for a SQLite file that is no export of a
// record, and ErrDamaged for one that can't be read to its end.
func Tables(ctx context.Context, file string, limit int64, yield func(Entry) error) (err error) {
	conn, err := sqlite.OpenConn(alone(file), sqlite.OpenReadOnly, sqlite.OpenURI)
	if err != nil {
		return fmt.Errorf("%w: %v", onrecord.ErrDamaged, err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetInterrupt(ctx.Done())
	conn.Limit(sqlite.LimitLength, int32(min(limit, 1<<30)))
	if err := sqlitex.ExecuteTransient(conn, "PRAGMA trusted_schema = OFF", nil); err != nil {
		return damaged(ctx, err)
	}
	if err := isExport(ctx, conn); err != nil {
		return err
	}
	if err := rows(ctx, conn, "versions", versionColumns, "rowid", version, yield); err != nil {
		return err
	}
	return rows(ctx, conn, "statements", statementColumns, `"at", statement_id`, statements{}.row, yield)
}

// alone is the address of a file that is read by itself: nothing is made beside it, as
// would be for one in WAL mode, and no journal that somebody put beside it is played.
func alone(file string) string {
	if full, err := filepath.Abs(file); err == nil {
		file = full
	}
	file = filepath.ToSlash(file)
	if !strings.HasPrefix(file, "/") {
		file = "/" + file // C:/…
	}
	return (&url.URL{Scheme: "file", Path: file, RawQuery: "immutable=1"}).String()
}

// isExport looks at the file's mark, and whether the tables are tables of plain columns: a view or
// a column that is worked out could run whatever its writer wanted.
func isExport(ctx context.Context, conn *sqlite.Conn) error {
	none := fmt.Errorf("%w: a SQLite file that is no export of a record; \"onrecord export --format sqlite\" makes one", onrecord.ErrUnsupported)
	id, err := sqlitex.ResultInt(conn.Prep("PRAGMA application_id"))
	if err != nil {
		return damaged(ctx, err)
	}
	if id != ApplicationID {
		return none
	}
	n, err := sqlitex.ResultInt(conn.Prep("SELECT count(*) FROM sqlite_schema WHERE name IN ('versions', 'statements') AND type = 'table' AND sql NOT LIKE '%VIRTUAL%'"))
	if err != nil {
		return damaged(ctx, err)
	}
	if n != 2 {
		return none
	}
	n, err = sqlitex.ResultInt(conn.Prep("SELECT (SELECT count(*) FROM pragma_table_xinfo('versions') WHERE hidden) + (SELECT count(*) FROM pragma_table_xinfo('statements') WHERE hidden)"))
	if err != nil {
		return damaged(ctx, err)
	}
	if n != 0 {
		return none
	}
	return nil
}

func damaged(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%w: %v", onrecord.ErrDamaged, err)
}

// stop is an error of yield, which ends the reading as it is.
type stop struct{ error }

func rows(ctx context.Context, conn *sqlite.Conn, table string, columns []string, order string, entry func(*sqlite.Stmt) Entry, yield func(Entry) error) error {
	sql := fmt.Sprintf(`SELECT "%s" FROM %s ORDER BY %s`, strings.Join(columns, `", "`), table, order)
	number := 0
	err := sqlitex.ExecuteTransient(conn, sql, &sqlitex.ExecOptions{ResultFunc: func(stmt *sqlite.Stmt) error {
		number++
		e := entry(stmt)
		e.Place = fmt.Sprintf("row %d of %s", number, table)
		if err := yield(e); err != nil {
			return stop{err}
		}
		return nil
	}})
	var own stop
	if errors.As(err, &own) {
		return own.error
	}
	if err != nil {
		return damaged(ctx, err)
	}
	return nil
}

var versionColumns = []string{
	"release_id", "version", "title", "issued_on", "issued_by", "tags", "url", "language", "source_kind", "source_location", "source_sha256", "source_from",
	"captured_at", "changes", "withdrawn", "excerpt", "text", "blocks", "updated_at", "publisher_links",
}

// version makes a line of the record format of a row.
func version(stmt *sqlite.Stmt) Entry {
	r := onrecord.Release{
		ID: stmt.GetText("release_id"), Version: int(stmt.GetInt64("version")), Title: stmt.GetText("title"), Language: stmt.GetText("language"),
		Withdrawn: stmt.GetText("withdrawn"), Excerpt: stmt.GetInt64("excerpt") != 0, Text: stmt.GetText("text"),
		Source: onrecord.SourceRef{Kind: onrecord.SourceKind(stmt.GetText("source_kind")), Location: stmt.GetText("source_location"), SHA256: stmt.GetText("source_sha256")},
	}
	if u := stmt.GetText("url"); u != "" {
		r.URL = &u
	}
	c := cells{stmt: stmt}
	c.json("issued_by", &r.IssuedBy)
	c.json("tags", &r.Tags)
	c.json("source_from", &r.Source.From)
	c.json("changes", &r.Changes)
	c.json("blocks", &r.Blocks)
	c.json("publisher_links", &r.PublisherLinks)
	r.CapturedAt, r.UpdatedAt = c.time("captured_at"), c.time("updated_at")
	if s := stmt.GetText("issued_on"); s != "" {
		day, err := onrecord.ParseDate(s)
		r.IssuedOn = day
		c.err = errors.Join(c.err, err)
	}
	if !onrecord.IsID(r.ID) {
		c.err = errors.Join(c.err, fmt.Errorf("%.40q is no id of a release", r.ID))
	}
	line, err := json.Marshal(&r)
	if err := errors.Join(c.err, err); err != nil {
		return failed("%v", err)[0]
	}
	return Entry{Version: &Version{Release: r.ID, Number: r.Version, At: r.CapturedAt, Line: line}}
}

var statementColumns = []string{"statement_id", "kind", "subject", "object", "words", "scale", "evidence", "corrections", "rule", "note", "by", "at"}

func (said statements) row(stmt *sqlite.Stmt) Entry {
	s := onrecord.Statement{
		ID: stmt.GetText("statement_id"), Kind: onrecord.StatementKind(stmt.GetText("kind")), Subject: stmt.GetText("subject"), Object: stmt.GetText("object"),
		Words: stmt.GetText("words"), Scale: onrecord.Scale(stmt.GetText("scale")), Rule: stmt.GetText("rule"), Note: stmt.GetText("note"), By: stmt.GetText("by"),
	}
	c := cells{stmt: stmt}
	c.json("evidence", &s.Evidence)
	c.json("corrections", &s.Corrections)
	s.At = c.time("at")
	if c.err != nil {
		return failed("%v", c.err)[0]
	}
	return said.made(s)
}

// cells reads cells that hold more than a word, and keeps what was wrong with them.
type cells struct {
	stmt *sqlite.Stmt
	err  error
}

func (c *cells) json(column string, into any) {
	if s := c.stmt.GetText(column); s != "" {
		if err := json.Unmarshal([]byte(s), into); err != nil {
			c.err = errors.Join(c.err, fmt.Errorf("the cell %s: %v", column, err))
		}
	}
}

func (c *cells) time(column string) time.Time {
	s := c.stmt.GetText(column)
	if s == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		c.err = errors.Join(c.err, fmt.Errorf("the cell %s: %v", column, err))
	}
	return at.UTC()
}
