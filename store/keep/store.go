package keep

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Options say how a record is read.
type Options struct {
	// Rules names what makes releases and facts of captures: the versions of
	// the readers and of the fact room. Captures read under other rules are
	// not Seen, so that they are read again.
	Rules string
	// Identify gives facts their ids where Save recognises a release under
	// an older id; nil leaves the ids as they are.
	Identify func(releaseID string, f *onrecord.Facts)
	// Bounds are how many matches relevance ranks; zero is 2,000 and 1,000.
	Bounds Bounds
}

// Bounds are how many matches relevance ranks where there are more: the
// newest, and the newest with a word in the title.
type Bounds struct{ Newest, Titled int }

// Store is a record in an engine. It implements store.Store and is safe for concurrent use.
type Store struct {
	engine    Engine
	options   Options
	writing   sync.Mutex
	saver     saver     // of who is writing
	preparers sync.Pool // of *preparer: their analyzers remember words
	index     index
	memory    memory
	facts     factMemory
}

var _ store.Store = (*Store)(nil)

// New returns the record that an engine keeps. Its Close closes the engine.
func New(engine Engine, options Options) *Store {
	if options.Bounds == (Bounds{}) {
		options.Bounds = Bounds{Newest: 2000, Titled: 1000}
	}
	s := &Store{engine: engine, options: options, saver: saver{keys: newKeyMemory()}}
	s.saver.pending.memory = &s.memory.runs
	return s
}

// Close implements store.Store.
func (s *Store) Close() error {
	s.writing.Lock() // what is being written is finished
	defer s.writing.Unlock()
	return s.engine.Close()
}

// Backup implements store.Store.
func (s *Store) Backup(ctx context.Context, file string) error {
	return s.wrap(ctx, "back up to "+file, s.engine.Backup(ctx, file))
}

func (s *Store) read(ctx context.Context, do func(Conn) error) error {
	return s.engine.Read(ctx, do)
}

// write runs do in a write transaction, and says that the record was written to. It refuses a record that another is being
// copied into: what was written would stand in the way of what is still to come.
func (s *Store) write(ctx context.Context, do func(Conn) error) error {
	return s.writeUnless(ctx, "a record is being carried to this place, and is not whole yet; \"onrecord move\" goes on with it", do)
}

// writeCopy is write for whoever copies a record into this one.
func (s *Store) writeCopy(ctx context.Context, do func(Conn) error) error {
	return s.writeUnless(ctx, "", do)
}

// writeUnless is write; it refuses half a copy where a reason is given.
func (s *Store) writeUnless(ctx context.Context, copied string, do func(Conn) error) error {
	s.writing.Lock()
	defer s.writing.Unlock()
	err := s.engine.Write(ctx, func(conn Conn) error {
		half, _, err := number(conn, "UPDATE counter SET value = value + 1, knowing = knowing + 1 WHERE name = 'written' RETURNING (SELECT count(*) FROM counter WHERE name = ?)", copying)
		switch {
		case err != nil:
			return err
		case half > 0 && copied != "":
			return fmt.Errorf("%w: %s", onrecord.ErrUnavailable, copied)
		}
		return do(conn)
	})
	if err != nil {
		s.saver.reset() // it may remember rows that were undone
	}
	return err
}

// Written returns a number that every write to the record, by whatever program, makes another.
func (s *Store) Written(ctx context.Context) (n int64, err error) {
	err = s.read(ctx, func(conn Conn) error {
		n, _, err = number(conn, "SELECT value FROM counter WHERE name = 'written'")
		return err
	})
	return n, s.wrap(ctx, "look whether the record was written to", err)
}

// Touched implements store.Reader.
func (s *Store) Touched(ctx context.Context, since int64) (out store.Touched, err error) {
	err = s.read(ctx, func(conn Conn) error {
		if out.Written, _, err = number(conn, "SELECT value FROM counter WHERE name = 'written'"); err != nil || out.Written == since {
			return err
		}
		positions, err := touchedSince(conn, since, maxRecords+1)
		if err != nil {
			return err
		}
		if out.All = since <= 0 || since > out.Written || len(positions) > maxRecords; out.All {
			return nil
		}
		return query(conn, "SELECT r.id FROM json_each(?) j CROSS JOIN release r ON r.position = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
			out.Releases = append(out.Releases, stmt.ColumnText(0))
			return nil
		}, jsonOf(positions))
	})
	return out, s.wrap(ctx, "look what was written to", err)
}

// query runs one statement: Conn.Query.
func query(conn Conn, text string, row func(Stmt) error, args ...any) error {
	return conn.Query(text, row, args...)
}

// number returns the integer in the first column of the first row, 0 and
// false where there is no row.
func number(conn Conn, text string, args ...any) (n int64, found bool, err error) {
	err = conn.Query(text, func(stmt Stmt) error {
		if !found {
			n, found = stmt.ColumnInt64(0), true
		}
		return nil
	}, args...)
	return n, found, err
}

// bytesOf copies a column out of the statement.
func bytesOf(stmt Stmt, column int) []byte {
	b := make([]byte, stmt.ColumnLen(column))
	stmt.ColumnBytes(column, b)
	return b
}

// wrap gives an error its kind and says what was being done. Errors that have
// a kind already, and the context's, keep theirs.
func (s *Store) wrap(ctx context.Context, doing string, err error) error {
	return Wrap(ctx, s.engine, doing, err)
}

// Wrap is how every error of an engine leaves a store: with its kind, and with what was being
// done. Errors that have a kind already, and the context's, keep theirs.
func Wrap(ctx context.Context, engine Engine, doing string, err error) error {
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
	reason, kind := engine.KindOf(err)
	if kind == nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return fmt.Errorf("%s: %w: %s (%v)", doing, kind, reason, err)
}
