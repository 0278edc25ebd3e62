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

// connection is a connection in a transaction. Statements that give no rows wait for the next that does,
// or for the end, and go to the server together: most of a Save is such, and each would else be
// a journey of its own. An error is then told of by what comes next.
type connection struct {
	ctx     context.Context
	tx      pgx.Tx
	waiting *pgx.Batch
	entries entries // of an index, which wait after all that
	changes int
	failed  error // of the first statement that waited and failed: the transaction is over
}

// mostWaiting bounds the statements that wait.
const mostWaiting = 500

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

// rows runs a statement and calls row with each row while the server sends the next.
func (c *connection) rows(text string, args []any, row func(*stmt) error) error {
	if err := c.flush(); err != nil {
		return err
	}
	sql, bound := translated(text, args)
	rows, err := c.tx.Query(c.ctx, sql, bound...)
	if err != nil {
		return err
	}
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
	c.gathered()
	sql, bound := translated(text, args)
	c.waiting.Queue(sql, bound...)
	if c.waiting.Len() < mostWaiting {
		return nil
	}
	return c.flush()
}

// mostNumbers bounds the numbers of one statement.
const mostNumbers = 3 << 14

// Numbers implements keep.Conn.
func (c *connection) Numbers(table string, columns []string, rows []int64) error {
	arrays := make([]string, len(columns))
	for i := range arrays {
		arrays[i] = fmt.Sprintf("$%d::bigint[]", i+1)
	}
	c.gathered()
	text := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") SELECT * FROM unnest(" + strings.Join(arrays, ", ") + ")"
	for part := range slices.Chunk(rows, mostNumbers/len(columns)*len(columns)) {
		values := make([][]int64, len(columns))
		for i, n := range part {
			values[i%len(columns)] = append(values[i%len(columns)], n)
		}
		bound := make([]any, len(columns))
		for i := range values {
			bound[i] = values[i]
		}
		c.waiting.Queue(text, bound...)
		if c.waiting.Len() < mostWaiting && len(part) < mostNumbers {
			continue
		}
		if err := c.flush(); err != nil {
			return err
		}
	}
	return nil
}

// flush runs the statements that wait. Where one has failed it says so, however often it is called.
func (c *connection) flush() error {
	c.gathered()
	n := c.waiting.Len()
	if n == 0 || c.failed != nil {
		return c.failed
	}
	results := c.tx.SendBatch(c.ctx, c.waiting)
	c.waiting = &pgx.Batch{}
	for range n {
		tag, err := results.Exec()
		if err != nil {
			_ = results.Close() // says the same again
			c.failed = err
			return err
		}
		c.count(tag)
	}
	c.failed = results.Close()
	return c.failed
}

func (c *connection) count(tag pgconn.CommandTag) {
	if tag.Insert() || tag.Update() || tag.Delete() {
		c.changes = int(tag.RowsAffected())
	}
}

// Changes implements keep.Conn. Where the statement has failed it is 0, and the transaction ends with that
// statement's error, whatever its caller makes of the 0.
func (c *connection) Changes() int {
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
