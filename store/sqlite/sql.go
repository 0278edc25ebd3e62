package sqlite

import (
	"fmt"
	"strings"
	"sync"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store/keep"
)

// connection is a connection as the keep room uses it.
type connection struct{ *sqlite.Conn }

// Query implements keep.Conn.
func (c connection) Query(text string, row func(keep.Stmt) error, args ...any) error {
	return query(c.Conn, text, row, args...)
}

// Stream implements keep.Conn: SQLite gives one row after the other anyway.
func (c connection) Stream(text string, row func(keep.Stmt) error, args ...any) error {
	return query(c.Conn, text, row, args...)
}

// query runs one statement and calls row for every row; row may be nil.
// Arguments are those of keep.Conn.
func query(conn *sqlite.Conn, text string, row func(keep.Stmt) error, args ...any) error {
	stmt, err := conn.Prepare(planned(text))
	if err != nil {
		return err
	}
	bind(stmt, args)
	for {
		more, err := stmt.Step()
		if err != nil {
			stmt.Reset()
			return err
		}
		if !more {
			return stmt.Reset()
		}
		if row == nil {
			continue
		}
		if err := row(stmt); err != nil {
			stmt.Reset()
			return err
		}
	}
}

// planned returns a statement that is planned once. SQLite looks at a limit, and at a value that a join compares
// for equality, whether it is a small number, and so plans the statement anew whenever a
// value is bound, which costs ten times what most of our statements do (where.c,
// whereLoopOutputAdjust). It does not look behind a unary plus, which changes no value.
func planned(text string) string {
	if known, ok := plans.Load(text); ok {
		return known.(string)
	}
	out := strings.NewReplacer("= ?", "= +?", "LIMIT ?", "LIMIT +?").Replace(text)
	plans.Store(strings.Clone(text), out)
	return out
}

// plans are the statements that were planned, by their texts: as few as there are in the code.
var plans sync.Map

func bind(stmt *sqlite.Stmt, args []any) {
	for i, arg := range args {
		switch v := arg.(type) {
		case int64:
			stmt.BindInt64(i+1, v)
		case int:
			stmt.BindInt64(i+1, int64(v))
		case string:
			stmt.BindText(i+1, v)
		case []byte:
			if len(v) == 0 {
				stmt.BindZeroBlob(i+1, 0)
			} else {
				stmt.BindBytes(i+1, v)
			}
		case float64:
			stmt.BindFloat(i+1, v)
		case bool:
			stmt.BindBool(i+1, v)
		case keep.Words:
			stmt.BindText(i+1, matching(v))
		case nil:
			stmt.BindNull(i + 1)
		default:
			panic(fmt.Sprintf("sqlite: cannot bind a %T", arg))
		}
	}
}

// number returns the integer in the first column of the first row, 0 and
// false where there is no row.
func number(conn *sqlite.Conn, text string, args ...any) (n int64, found bool, err error) {
	err = query(conn, text, func(stmt keep.Stmt) error {
		if !found {
			n, found = stmt.ColumnInt64(0), true
		}
		return nil
	}, args...)
	return n, found, err
}

// KindOf implements keep.Engine.
func (e *engine) KindOf(err error) (reason string, kind error) { return kindOf(err) }

func kindOf(err error) (reason string, kind error) {
	switch sqlite.ErrCode(err).ToPrimary() {
	case sqlite.ResultBusy, sqlite.ResultLocked:
		return "another process is writing to the record; try again when it is done", onrecord.ErrUnavailable
	case sqlite.ResultReadOnly, sqlite.ResultPerm, sqlite.ResultAuth:
		return "the record's file or folder cannot be written", onrecord.ErrUnavailable
	case sqlite.ResultFull:
		return "the disk is full; nothing kept was lost", onrecord.ErrUnavailable
	case sqlite.ResultIOErr:
		if strings.Contains(err.Error(), "no space") {
			return "the disk is full; nothing kept was lost", onrecord.ErrUnavailable
		}
		return "the disk could not be read or written", onrecord.ErrUnavailable
	case sqlite.ResultCantOpen:
		return "the record's file cannot be opened", onrecord.ErrUnavailable
	case sqlite.ResultNoMem:
		return "out of memory", onrecord.ErrUnavailable
	case sqlite.ResultCorrupt, sqlite.ResultNotADB:
		return "the file is not a sound database", onrecord.ErrDamaged
	}
	return "", nil
}
