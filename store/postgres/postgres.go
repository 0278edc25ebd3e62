package postgres

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

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
	// Existing refuses to make a record where there is none.
	Existing bool
	// Wait is how long a write waits for another program's; 0 is a minute.
	Wait time.Duration
	// Bounds are those of keep.Options.
	Bounds keep.Bounds
}

// Store is a record in a PostgreSQL database.
type Store = keep.Store

// engine is one schema of a PostgreSQL database.
type engine struct {
	config   *pgxpool.Config
	options  Options
	pool     *pgxpool.Pool // nil until it is opened
	lock     int64         // whoever holds it may write
	written  atomic.Int64  // rows that were written since the planner was last seen to know the tables
	postings postingMemory
}

var _ keep.Engine = (*engine)(nil)

// IsAddress reports whether an address is meant for Open, also one that is mistyped after
// its scheme, which Open refuses.
func IsAddress(address string) bool {
	scheme, _, found := strings.Cut(address, ":")
	return found && (strings.EqualFold(scheme, "postgres") || strings.EqualFold(scheme, "postgresql"))
}

// Open opens the record in the database at an address (a connection URI as PostgreSQL's own programs
// take it), and makes the record's tables where the schema is empty; the database must be there. Errors wrap
// ErrUnavailable where the server cannot be reached or lets nobody in, ErrNotFound where there is no such database, or no
// record and none is to be made, ErrUnsupported where a newer onrecord made the tables or
// the server is too old, and ErrInvalid where they are another program's or the address is none.
func Open(ctx context.Context, address string, options Options) (*Store, error) {
	e, err := openEngine(ctx, address, options)
	if err != nil {
		return nil, err
	}
	return keep.New(e, keep.Options{Rules: options.Rules, Identify: options.Identify, Bounds: options.Bounds}), nil
}

func openEngine(ctx context.Context, address string, options Options) (*engine, error) {
	if options.Wait == 0 {
		options.Wait = time.Minute
	}
	config, err := Config(address)
	if err != nil {
		return nil, err
	}
	e := &engine{config: config, options: options}
	if err := e.open(ctx); err != nil {
		_ = e.Close()
		return nil, keep.Wrap(ctx, e, "open "+e.Address(), err)
	}
	return e, nil
}

// fewestConnections is how many connections there may be at least, where the address does not say.
const fewestConnections = 10

func (e *engine) open(ctx context.Context) error {
	if u, err := url.Parse(e.config.ConnString()); err == nil && !u.Query().Has("pool_max_conns") {
		e.config.MaxConns = max(e.config.MaxConns, fewestConnections)
	}
	pool, err := pgxpool.NewWithConfig(ctx, e.config)
	if err != nil {
		return err
	}
	e.pool = pool
	if err := e.migrate(ctx); err != nil {
		return err
	}
	return e.postAll(ctx)
}

// Address implements keep.Engine.
func (e *engine) Address() string {
	c := e.config.ConnConfig
	u, said := url.URL{Scheme: "postgres", User: url.User(c.User), Path: "/" + c.Database}, url.Values{}
	if port := strconv.Itoa(int(c.Port)); strings.HasPrefix(c.Host, "/") { // the folder of a socket
		said.Set("host", c.Host)
		said.Set("port", port)
	} else {
		u.Host = net.JoinHostPort(c.Host, port)
	}
	if path := c.RuntimeParams["search_path"]; path != "" {
		said.Set("search_path", path)
	}
	u.RawQuery = strings.ReplaceAll(said.Encode(), "%2F", "/")
	return u.String()
}

// Folder implements keep.Engine.
func (e *engine) Folder() string { return "" }

// Numbered implements keep.Engine.
func (e *engine) Numbered(conn keep.Conn) error {
	var tables []string
	err := conn.Query(`SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> ''
		WHERE c.relnamespace = current_schema()::regnamespace ORDER BY 1`, func(s keep.Stmt) error {
		tables = append(tables, s.ColumnText(0))
		return nil
	})
	for _, table := range tables {
		if err == nil {
			err = conn.Query(fmt.Sprintf("SELECT setval(pg_get_serial_sequence('%[1]s', 'number'), greatest((SELECT max(number) FROM %[1]s), 1), EXISTS (SELECT FROM %[1]s))", table), nil)
		}
	}
	return err
}

// Close implements keep.Engine.
func (e *engine) Close() error {
	if e.pool != nil {
		e.pool.Close()
	}
	return nil
}

// Read implements keep.Engine.
func (e *engine) Read(ctx context.Context, do func(keep.Conn) error) error {
	return e.inTransaction(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, do)
}

// thinksFor is how long a writer may do other things between two statements. One that takes longer is taken to be frozen, with its host or
// without: the server ends its transaction, so that others may write.
const thinksFor = 10 * time.Minute

// milliseconds are how the server takes a time.
func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// Write implements keep.Engine. Each statement sees what was kept until then, so that
// whoever waited for the lock sees what was written in the meantime.
func (e *engine) Write(ctx context.Context, do func(keep.Conn) error) error {
	if e.options.ReadOnly {
		return fmt.Errorf("%w: the record is opened read-only", onrecord.ErrUnavailable)
	}
	return e.inTransaction(ctx, pgx.TxOptions{IsoLevel: pgx.ReadCommitted}, func(conn keep.Conn) error {
		if err := conn.Query("SELECT set_config('lock_timeout', ?, true), set_config('idle_in_transaction_session_timeout', ?, true), pg_advisory_xact_lock(?)",
			nil, milliseconds(e.options.Wait), milliseconds(thinksFor), e.lock); err != nil {
			return err
		}
		return do(conn)
	})
}

// inTransaction runs do in a transaction, which is kept where do returns nil.
func (e *engine) inTransaction(ctx context.Context, options pgx.TxOptions, do func(keep.Conn) error) error {
	conn, tx, err := e.begin(ctx, options)
	if err != nil {
		return err
	}
	defer conn.Release()
	defer func() {
		// Undoing what was kept or is gone does nothing. A caller who left still has it undone.
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), endWithin)
		defer cancel()
		_ = tx.Rollback(ending)
	}()
	c := &connection{ctx: ctx, engine: e, tx: tx}
	defer func() { _ = c.settle() }() // before it is undone
	err = do(c)
	switch failed := c.settle(); {
	case failed != nil:
		return failed
	case err != nil:
		return err
	}
	if err := c.flush(); err != nil {
		return err
	}
	if err := c.writePostings(); err != nil {
		return err
	}
	return tx.Commit(ctx)
}

// begin begins a transaction, on another connection where one was lost while nobody used it: nothing was done
// yet. It takes no longer than a connection may take to be made, so that a reader is told in time that none leads anywhere. The
// connection is to be released.
func (e *engine) begin(ctx context.Context, options pgx.TxOptions) (conn *pgxpool.Conn, tx pgx.Tx, err error) {
	within := e.config.ConnConfig.ConnectTimeout
	waiting, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	for range e.config.MaxConns + 1 { // all of them may have been lost at once
		if conn, err = e.pool.Acquire(waiting); err != nil {
			break
		}
		if tx, err = conn.BeginTx(waiting, options); err == nil {
			return conn, tx, nil
		}
		conn.Release()
		if !isLost(err) || waiting.Err() != nil {
			break
		}
	}
	if ctx.Err() != nil || waiting.Err() == nil {
		return nil, nil, err
	}
	if in := e.pool.Stat().AcquiredConns(); in >= e.config.MaxConns {
		return nil, nil, fmt.Errorf("%w: all %d connections to PostgreSQL were in use for %s (pool_max_conns)", onrecord.ErrUnavailable, in, within)
	}
	return nil, nil, fmt.Errorf("%w: PostgreSQL at %s cannot be reached: no answer in %s", onrecord.ErrUnavailable, e.Address(), within)
}
