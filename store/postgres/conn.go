package postgres

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/onrecord/onrecord/store/keep"
)

// connection is a connection in a transaction. What gives no rows waits (see waiting), and goes to the server
// together: most of a Save is such, and each would else be a journey of its own. An error is then told of by what comes next.
type connection struct {
	ctx      context.Context
	engine   *engine
	tx       pgx.Tx
	waiting  waiting
	last     *item // that the last statement joined, nil where it was run
	changes  int
	underway chan error // what the server is doing meanwhile; nil where it does nothing
	failed   error      // of the first statement that waited and failed: the transaction is over
}

// Query implements keep.Conn. All rows are read before the first is given, for row
// may use the connection.
func (c *connection) Query(text string, row func(keep.Stmt) error, args ...any) error {
	if row == nil {
		return c.later(text, args)
	}
	var read stmt
	var all [][][]byte
	err := c.rows(text, args, func(s *stmt) error {
		if read.fields == nil {
			read.fields = slices.Clone(s.fields) // the connection uses them again
		}
		all = append(all, copied(s.values))
		return nil
	})
	for i := 0; i < len(all) && err == nil; i++ {
		read.values = all[i]
		err = row(&read)
	}
	return err
}

// Stream implements keep.Conn.
func (c *connection) Stream(text string, row func(keep.Stmt) error, args ...any) error {
	return c.rows(text, args, func(s *stmt) error { return row(s) })
}

// rows runs a statement and calls row with each row while the server sends the next. What waits and the statement would
// find goes before it, in the same journey.
func (c *connection) rows(text string, args []any, row func(*stmt) error) error {
	if err := c.settle(); err != nil {
		return err
	}
	c.last = nil
	sql, bound := translated(text, args)
	before := c.waiting.before(text)
	if len(before) == 0 {
		rows, err := c.tx.Query(c.ctx, sql, bound...)
		if err != nil {
			return err
		}
		return c.each(rows, row)
	}
	batch := batchOf(before)
	batch.Queue(sql, bound...)
	results := c.tx.SendBatch(c.ctx, batch)
	defer results.Close() // says again what failed, if anything
	if c.failed = c.done(results, len(before)); c.failed != nil {
		return c.failed
	}
	rows, err := results.Query()
	if err != nil {
		return err
	}
	return c.each(rows, row)
}

// each calls row with each row.
func (c *connection) each(rows pgx.Rows, row func(*stmt) error) error {
	defer rows.Close()
	s := stmt{fields: rows.FieldDescriptions()}
	for rows.Next() {
		s.values = rows.RawValues()
		if err := row(&s); err != nil {
			return err
		}
	}
	rows.Close()
	c.count(rows.CommandTag())
	return rows.Err()
}

// copied copies a row out of the connection's memory.
func copied(values [][]byte) [][]byte {
	size := 0
	for _, v := range values {
		size += len(v)
	}
	memory, out := make([]byte, 0, size), make([][]byte, len(values))
	for i, v := range values {
		if v == nil {
			continue
		}
		start := len(memory)
		memory = append(memory, v...)
		out[i] = memory[start:len(memory):len(memory)]
	}
	return out
}

// later has a statement wait.
func (c *connection) later(text string, args []any) error {
	if c.failed != nil {
		return c.failed
	}
	if err := c.flushWhenMuch(); err != nil {
		return err
	}
	c.last = c.waiting.add(text, args)
	return nil
}

// Index implements keep.Conn.
func (c *connection) Index(index keep.Index, rowid int64, first, second string) error {
	c.last = nil
	if err := c.flushWhenMuch(); err != nil {
		return err
	}
	c.waiting.index(index, rowid, first, second)
	if len(c.waiting.postings.list) < mostNewPostings {
		return nil
	}
	return c.writePostings()
}

// flushWhenMuch has the server do what waits, once that is much. The program goes on meanwhile.
func (c *connection) flushWhenMuch() error {
	if c.waiting.size < mostWaiting {
		return nil
	}
	if err := c.settle(); err != nil {
		return err
	}
	items, done := c.waiting.all(), make(chan error, 1)
	c.underway = done
	go func() { done <- c.send(items) }()
	return nil
}

// settle waits for what the server is doing, and says what has failed until now. Nothing else may use the transaction before.
func (c *connection) settle() error {
	if c.underway != nil {
		c.failed = <-c.underway
		c.underway = nil
	}
	return c.failed
}

// flush runs all that waits. Where a statement has failed it says so, however often it is called.
func (c *connection) flush() error {
	if err := c.settle(); err != nil {
		return err
	}
	if items := c.waiting.all(); len(items) > 0 {
		c.failed = c.send(items)
	}
	return c.failed
}

// send runs what waited.
func (c *connection) send(items []*item) error {
	results := c.tx.SendBatch(c.ctx, batchOf(items))
	if err := c.done(results, len(items)); err != nil {
		_ = results.Close() // says the same again
		return err
	}
	if err := results.Close(); err != nil {
		return err
	}
	return c.learn()
}

// done waits until the first statements of a batch are done.
func (c *connection) done(results pgx.BatchResults, n int) error {
	for range n {
		tag, err := results.Exec()
		if err != nil {
			return err
		}
		c.count(tag)
	}
	return nil
}

// learnAfter is after how many written rows it is looked whether the planner knows the tables.
const learnAfter = 5000

// learn has the server count the tables that grew from nothing and that it has not come to yet: it does so by itself within
// a minute or two, and until then takes every table to be small and every name to be one of two hundred, so that
// an import into an empty record would take several times as long.
func (c *connection) learn() error {
	if c.engine.written.Load() < learnAfter {
		return nil
	}
	c.engine.written.Store(0)
	rows, err := c.tx.Query(c.ctx, `SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
		AND reltuples < 0 AND pg_has_role(relowner, 'USAGE') AND pg_relation_size(oid) > 65536`)
	if err != nil {
		return err
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(tables) == 0 {
		return err
	}
	_, err = c.tx.Exec(c.ctx, "ANALYZE "+strings.Join(tables, ", "))
	return err
}

func (c *connection) count(tag pgconn.CommandTag) {
	if tag.Insert() || tag.Update() || tag.Delete() {
		c.changes = int(tag.RowsAffected())
		c.engine.written.Add(tag.RowsAffected())
	}
}

// Changes implements keep.Conn. Where the statement has failed it is 0, and the transaction ends with that
// statement's error, whatever its caller makes of the 0.
func (c *connection) Changes() int {
	if c.last != nil { // it may have joined others, and goes after all that waited before it
		last := c.waiting.takeLast(c.last)
		c.last = nil
		if err := c.flush(); err != nil {
			return 0
		}
		c.waiting.put(last, last.size)
	}
	if err := c.flush(); err != nil {
		return 0
	}
	return c.changes
}

// stmt is a row as the server sends it. It implements keep.Stmt.
type stmt struct {
	fields []pgconn.FieldDescription
	values [][]byte
}

func (s *stmt) ColumnCount() int             { return len(s.values) }
func (s *stmt) ColumnIsNull(column int) bool { return s.values[column] == nil }
func (s *stmt) ColumnInt(column int) int     { return int(s.ColumnInt64(column)) }
func (s *stmt) ColumnBool(column int) bool   { return s.ColumnInt64(column) != 0 }
func (s *stmt) ColumnText(column int) string { return string(s.values[column]) }
func (s *stmt) ColumnLen(column int) int     { return len(s.values[column]) }

func (s *stmt) ColumnBytes(column int, into []byte) int { return copy(into, s.values[column]) }

func (s *stmt) ColumnInt64(column int) int64 {
	b := s.values[column]
	if b == nil {
		return 0
	}
	switch s.fields[column].DataTypeOID {
	case pgtype.Int8OID:
		return int64(binary.BigEndian.Uint64(b))
	case pgtype.Int4OID:
		return int64(int32(binary.BigEndian.Uint32(b)))
	case pgtype.Int2OID:
		return int64(int16(binary.BigEndian.Uint16(b)))
	case pgtype.BoolOID:
		return int64(b[0])
	case pgtype.TextOID:
		n, _ := strconv.ParseInt(string(b), 10, 64)
		return n
	}
	panic(fmt.Sprintf("postgres: column %s is of type %d, which is read as no number", s.fields[column].Name, s.fields[column].DataTypeOID))
}

func (s *stmt) ColumnFloat(column int) float64 {
	b := s.values[column]
	if b != nil && s.fields[column].DataTypeOID == pgtype.Float8OID {
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	}
	return float64(s.ColumnInt64(column))
}
