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
	"github.com/onrecord/onrecord/store/keep"
)

// Options say how a record is opened.
type Options struct {
	// Rules and Identify are those of keep.Options.
	Rules    string
	Identify func(releaseID string, f *onrecord.Facts)
	// ReadOnly opens an existing record without writing to it.
	ReadOnly bool
	// Wait is how long a write waits for another process; 0 is a minute.
	Wait time.Duration
	// Bounds are those of keep.Options.
	Bounds keep.Bounds
}

// Store is a record in one SQLite file.
type Store = keep.Store

// engine is one SQLite file.
type engine struct {
	path    string
	options Options
	readers *sqlitex.Pool
	writing sync.Mutex
	writer  *sqlite.Conn // nil where read-only
}

var _ keep.Engine = (*engine)(nil)

// Open opens the record in the file, and makes it where it does not exist;
// its folder must. Errors wrap ErrUnavailable where the file cannot be opened
// or written, ErrNotFound where it is not there and opened read-only,
// ErrUnsupported where a newer onrecord wrote it, ErrInvalid where it is
// another program's, and ErrDamaged where it is no database.
func Open(ctx context.Context, path string, options Options) (*Store, error) {
	if options.Wait == 0 {
		options.Wait = time.Minute
	}
	e := &engine{path: path, options: options}
	if err := e.open(ctx); err != nil {
		_ = e.Close()
		return nil, keep.Wrap(ctx, e, "open "+path, err)
	}
	return keep.New(e, keep.Options{Rules: options.Rules, Identify: options.Identify, Bounds: options.Bounds}), nil
}

func (e *engine) open(ctx context.Context) error {
	if _, err := os.Stat(e.path); e.options.ReadOnly && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: there is no record here", onrecord.ErrNotFound)
	}
	if _, err := os.Stat(filepath.Dir(e.path)); err != nil {
		return fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
	}
	scripts, err := migrations()
	if err != nil {
		return err
	}
	if !e.options.ReadOnly {
		if err := e.openWriter(scripts); err != nil {
			return err
		}
	}
	return e.openReaders(ctx, scripts)
}

func (e *engine) openWriter(scripts []string) error {
	conn, err := sqlite.OpenConn(uri(e.path, ""), sqlite.OpenReadWrite|sqlite.OpenCreate|sqlite.OpenURI)
	if err != nil {
		return err
	}
	e.writer = conn
	conn.SetBusyTimeout(e.options.Wait)
	for _, pragma := range []string{"journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32768", "temp_store=MEMORY", "wal_autocheckpoint=8192", "journal_size_limit=67108864"} {
		if err := query(conn, "PRAGMA "+pragma, nil); err != nil {
			return err
		}
	}
	return migrate(conn, scripts, false)
}

func (e *engine) openReaders(ctx context.Context, scripts []string) error {
	pool, err := sqlitex.NewPool(e.address(), sqlitex.PoolOptions{
		Flags:    sqlite.OpenReadOnly | sqlite.OpenURI,
		PoolSize: max(4, runtime.NumCPU()),
		PrepareConn: func(conn *sqlite.Conn) error {
			conn.SetBusyTimeout(e.options.Wait)
			for _, pragma := range []string{"query_only=ON", "cache_size=-32768", "temp_store=MEMORY"} {
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
	e.readers = pool
	return e.inTransaction(ctx, func(conn *sqlite.Conn) error {
		return migrate(conn, scripts, true)
	})
}

// address names the file for reading. Where the files that WAL needs beside it
// cannot be made, nobody writes, and the file is read as it is.
func (e *engine) address() string {
	if e.options.ReadOnly && !writable(e.path) {
		return uri(e.path, "immutable=1")
	}
	return uri(e.path, "")
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

// Address implements keep.Engine.
func (e *engine) Address() string { return e.path }

// Folder implements keep.Engine.
func (e *engine) Folder() string { return filepath.Dir(e.path) }

// Numbered implements keep.Engine: SQLite numbers new rows after the last one there is.
func (e *engine) Numbered(keep.Conn) error { return nil }

// Close implements keep.Engine.
func (e *engine) Close() error {
	var errs []error
	if e.readers != nil {
		errs = append(errs, e.readers.Close())
		e.readers = nil
	}
	e.writing.Lock()
	defer e.writing.Unlock()
	if e.writer != nil {
		errs = append(errs, e.writer.Close())
		e.writer = nil
	}
	return errors.Join(errs...)
}

// Read implements keep.Engine.
func (e *engine) Read(ctx context.Context, do func(keep.Conn) error) error {
	return e.inTransaction(ctx, func(conn *sqlite.Conn) error { return do(connection{conn}) })
}

// inTransaction runs do in one read transaction: all its statements see one state.
func (e *engine) inTransaction(ctx context.Context, do func(*sqlite.Conn) error) error {
	conn, err := e.readers.Take(ctx)
	if err != nil {
		return err
	}
	defer e.readers.Put(conn)
	if err := query(conn, "BEGIN", nil); err != nil {
		return err
	}
	defer func() {
		conn.SetInterrupt(nil)
		_ = query(conn, "ROLLBACK", nil) // nothing was written
	}()
	return do(conn)
}

// Write implements keep.Engine.
func (e *engine) Write(ctx context.Context, do func(keep.Conn) error) (err error) {
	if e.options.ReadOnly {
		return fmt.Errorf("%w: the record is opened read-only", onrecord.ErrUnavailable)
	}
	e.writing.Lock()
	defer e.writing.Unlock()
	if e.writer == nil {
		return fmt.Errorf("%w: the record is closed", onrecord.ErrUnavailable)
	}
	e.writer.SetInterrupt(ctx.Done())
	defer e.writer.SetInterrupt(nil)
	end, err := sqlitex.ImmediateTransaction(e.writer)
	if err != nil {
		return err
	}
	defer end(&err)
	return do(connection{e.writer})
}
