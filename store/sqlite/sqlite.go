package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Options say how a record is opened.
type Options struct {
	// Rules names what makes releases and facts of captures: the versions of
	// the readers and of the fact room. Captures read under other rules are
	// not Seen, so that they are read again.
	Rules string
	// Identify gives facts their ids where Save recognises a release under
	// an older id; nil leaves the ids as they are.
	Identify func(releaseID string, f *onrecord.Facts)
	// ReadOnly opens an existing record without writing to it.
	ReadOnly bool
	// Wait is how long a write waits for another process; 0 is a minute.
	Wait time.Duration
}

// Store is a record in one SQLite file. It implements store.Store.
type Store struct {
	path      string
	options   Options
	readers   *sqlitex.Pool
	writing   sync.Mutex
	writer    *sqlite.Conn // nil where read-only
	saver     saver
	preparers sync.Pool // of *preparer: their analyzers remember words
	index     index
	bounds    bounds
	memory    memory
}

var _ store.Store = (*Store)(nil)

// Open opens the record in the file, and makes it where it does not exist;
// its folder must. Errors wrap ErrUnavailable where the file cannot be opened
// or written, ErrNotFound where it is not there and opened read-only,
// ErrUnsupported where a newer onrecord wrote it, ErrInvalid where it is
// another program's, and ErrDamaged where it is no database.
func Open(ctx context.Context, path string, options Options) (*Store, error) {
	if options.Wait == 0 {
		options.Wait = time.Minute
	}
	s := &Store{path: path, options: options, bounds: ordinaryBounds}
	if err := s.open(ctx); err != nil {
		s.Close()
		return nil, wrap(ctx, "open "+path, err)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	if _, err := os.Stat(s.path); s.options.ReadOnly && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: there is no record here", onrecord.ErrNotFound)
	}
	if _, err := os.Stat(filepath.Dir(s.path)); err != nil {
		return fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
	}
	scripts, err := migrations()
	if err != nil {
		return err
	}
	if !s.options.ReadOnly {
		if err := s.openWriter(scripts); err != nil {
			return err
		}
	}
	return s.openReaders(ctx, scripts)
}

func (s *Store) openWriter(scripts []string) error {
	conn, err := sqlite.OpenConn(uri(s.path, ""), sqlite.OpenReadWrite|sqlite.OpenCreate|sqlite.OpenURI)
	if err != nil {
		return err
	}
	s.writer = conn
	conn.SetBusyTimeout(s.options.Wait)
	for _, pragma := range []string{"journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32768", "temp_store=MEMORY", "wal_autocheckpoint=8192", "journal_size_limit=67108864"} {
		if err := query(conn, "PRAGMA "+pragma, nil); err != nil {
			return err
		}
	}
	return migrate(conn, scripts, false)
}

func (s *Store) openReaders(ctx context.Context, scripts []string) error {
	pool, err := sqlitex.NewPool(s.address(), sqlitex.PoolOptions{
		Flags:    sqlite.OpenReadOnly | sqlite.OpenURI,
		PoolSize: max(4, runtime.NumCPU()),
		PrepareConn: func(conn *sqlite.Conn) error {
			conn.SetBusyTimeout(s.options.Wait)
			for _, pragma := range []string{"query_only=ON", "cache_size=-8192", "temp_store=MEMORY"} {
				if err := query(conn, "PRAGMA "+pragma, nil); err != nil {
					return err
				}
			}
			return nil
		},
	})
	if err != nil {
		return err
	}
	s.readers = pool
	return s.read(ctx, func(conn *sqlite.Conn) error {
		return migrate(conn, scripts, true)
	})
}

// address names the file for reading. Where the files that WAL needs beside it
// cannot be made, nobody writes, and the file is read as it is.
func (s *Store) address() string {
	if s.options.ReadOnly && !writable(s.path) {
		return uri(s.path, "immutable=1")
	}
	return uri(s.path, "")
}

// uri names the file for SQLite, whatever characters its path holds.
func uri(path, query string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: query}).String()
}

// writable reports whether the files that WAL needs beside the record are
// there or can be made.
func writable(path string) bool {
	f, err := os.OpenFile(path+"-shm", os.O_RDWR, 0)
	if err == nil {
		f.Close()
		return true
	}
	f, err = os.CreateTemp(filepath.Dir(path), ".onrecord-*")
	if err != nil {
		return false
	}
	f.Close()
	os.Remove(f.Name())
	return true
}

// Close implements store.Store.
func (s *Store) Close() error {
	var errs []error
	if s.readers != nil {
		errs = append(errs, s.readers.Close())
		s.readers = nil
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
		s.writer = nil
	}
	return errors.Join(errs...)
}

// read runs do in one read transaction: all its statements see one state.
func (s *Store) read(ctx context.Context, do func(*sqlite.Conn) error) error {
	conn, err := s.readers.Take(ctx)
	if err != nil {
		return err
	}
	defer s.readers.Put(conn)
	if err := query(conn, "BEGIN", nil); err != nil {
		return err
	}
	defer func() {
		conn.SetInterrupt(nil)
		_ = query(conn, "ROLLBACK", nil) // nothing was written
	}()
	return do(conn)
}

// write runs do in one write transaction: all of it is kept, or nothing.
func (s *Store) write(ctx context.Context, do func(*sqlite.Conn) error) (err error) {
	if s.options.ReadOnly {
		return fmt.Errorf("%w: the record is opened read-only", onrecord.ErrUnavailable)
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.writer == nil {
		return fmt.Errorf("%w: the record is closed", onrecord.ErrUnavailable)
	}
	s.writer.SetInterrupt(ctx.Done())
	defer s.writer.SetInterrupt(nil)
	defer func() {
		if err != nil {
			s.saver.reset() // it may remember rows that were undone
		}
	}()
	end, err := sqlitex.ImmediateTransaction(s.writer)
	if err != nil {
		return err
	}
	defer end(&err)
	if err := query(s.writer, "UPDATE counter SET value = value + 1 WHERE name = 'written'", nil); err != nil {
		return err
	}
	return do(s.writer)
}
