package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
)

// query runs one statement and calls row for every row; row may be nil.
// Arguments are int, int64, string, []byte, float64, bool or nil.
func query(conn *sqlite.Conn, text string, row func(*sqlite.Stmt) error, args ...any) error {
	stmt, err := conn.Prepare(text)
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
	err = query(conn, text, func(stmt *sqlite.Stmt) error {
		if !found {
			n, found = stmt.ColumnInt64(0), true
		}
		return nil
	}, args...)
	return n, found, err
}

// bytesOf copies a column out of the statement.
func bytesOf(stmt *sqlite.Stmt, column int) []byte {
	b := make([]byte, stmt.ColumnLen(column))
	stmt.ColumnBytes(column, b)
	return b
}

// wrap gives an error its kind and says what was being done. Errors that have
// a kind already, and the context's, keep theirs.
func wrap(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", doing, context.Cause(ctx))
	}
	for _, kind := range []error{onrecord.ErrNotFound, onrecord.ErrInvalid, onrecord.ErrTooLarge, onrecord.ErrUnsupported, onrecord.ErrDamaged, onrecord.ErrUnavailable} {
		if errors.Is(err, kind) {
			return fmt.Errorf("%s: %w", doing, err)
		}
	}
	reason, kind := kindOf(err)
	if kind == nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return fmt.Errorf("%s: %w: %s (%v)", doing, kind, reason, err)
}

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
