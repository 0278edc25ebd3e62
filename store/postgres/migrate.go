package postgres

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store/keep"
)

//go:embed schema/*.sql
var schema embed.FS

// oldestServer is the oldest PostgreSQL that onrecord runs on.
const oldestServer = 15

// migrations are the scripts of this engine: see keep.Migrations.
func migrations() ([]string, error) { return keep.Migrations(schema) }

// migrate brings the schema to the newest version, one transaction a step, by one program at
// a time. Scripts add to what is there: programs that have the record open go on, but where a script refuses their writes.
func (e *engine) migrate(ctx context.Context) error {
	scripts, err := migrations()
	if err != nil {
		return err
	}
	return e.migrateTo(ctx, scripts)
}

func (e *engine) migrateTo(ctx context.Context, scripts []string) error {
	conn, err := e.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if err := e.checkServer(ctx, conn.Conn()); err != nil {
		return err
	}
	for {
		have, err := version(ctx, conn.Conn())
		if err != nil {
			return err
		}
		switch {
		case have > len(scripts):
			return fmt.Errorf("%w: the record was written by a newer onrecord (schema %d, this program knows %d); use that version", onrecord.ErrUnsupported, have, len(scripts))
		case have == len(scripts):
			return nil
		case have == 0 && (e.options.ReadOnly || e.options.Existing):
			return fmt.Errorf("%w: there is no record here", onrecord.ErrNotFound)
		case e.options.ReadOnly:
			return fmt.Errorf("schema %d of %d: %w", have, len(scripts), keep.ErrOlderSchema)
		}
		if err := e.patiently(ctx, func() error { return e.step(ctx, conn.Conn(), have, scripts[have]) }); err != nil {
			return fmt.Errorf("migration %d: %w", have+1, err)
		}
	}
}

// checkServer looks at what the server is, and finds the lock of the record's writers: there may be
// several records in a database, each in a schema of its own.
func (e *engine) checkServer(ctx context.Context, conn *pgx.Conn) error {
	said := conn.PgConn().ParameterStatus("server_version")
	major := said[:len(said)-len(strings.TrimLeft(said, "0123456789"))]
	if n, err := strconv.Atoi(major); err == nil && n < oldestServer {
		return fmt.Errorf("%w: the server is PostgreSQL %s; onrecord needs %d or later", onrecord.ErrUnsupported, said, oldestServer)
	}
	if encoding := conn.PgConn().ParameterStatus("server_encoding"); encoding != "UTF8" {
		return fmt.Errorf("%w: the database's encoding is %s; make one with UTF8", onrecord.ErrUnsupported, encoding)
	}
	var name *string
	if err := conn.QueryRow(ctx, "SELECT current_schema()::text").Scan(&name); err != nil {
		return err
	}
	if name == nil {
		return fmt.Errorf("%w: there is no schema %q in the database; make it (CREATE SCHEMA) first", onrecord.ErrNotFound, e.config.ConnConfig.RuntimeParams["search_path"])
	}
	return conn.QueryRow(ctx, "SELECT hashtextextended('onrecord ' || current_schema(), 0)").Scan(&e.lock)
}

// version returns the version of the schema, 0 where it is empty.
func version(ctx context.Context, conn *pgx.Conn) (n int, err error) {
	var ours, others bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = 'onrecord'),
		EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p'))`).Scan(&ours, &others)
	switch {
	case err != nil:
		return 0, err
	case !ours && others:
		return 0, fmt.Errorf("%w: the schema holds tables of another program; give the record a database or a schema of its own", onrecord.ErrInvalid)
	case !ours:
		return 0, nil
	}
	err = conn.QueryRow(ctx, "SELECT schema FROM onrecord").Scan(&n)
	if errors.Is(err, pgx.ErrNoRows) {
		err = fmt.Errorf("%w: the record does not say of which schema it is", onrecord.ErrDamaged)
	}
	return n, err
}

// holdsUp is how long a step waits for a table that somebody reads. Others who want to read it wait behind the
// step: so it does not wait for long, and tries again.
const holdsUp = 2 * time.Second

// patiently takes a step again where it found a table in use, until others have waited long enough for it.
func (e *engine) patiently(ctx context.Context, step func() error) error {
	for begun := time.Now(); ; {
		err := step()
		var said *pgconn.PgError
		if !errors.As(err, &said) || said.Code != "55P03" || time.Since(begun) > e.options.Wait {
			return err
		}
		select {
		case <-time.After(holdsUp / 4): // those who waited behind the step go on
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// step applies one script, unless another program did so in the meantime.
func (e *engine) step(ctx context.Context, conn *pgx.Conn, from int, script string) error {
	tx, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }() // undoes nothing that was kept
	if _, err := tx.Exec(ctx, "SELECT set_config('lock_timeout', $1, true), pg_advisory_xact_lock($2)", milliseconds(e.options.Wait), e.lock); err != nil {
		return err
	}
	if have, err := version(ctx, conn); err != nil || have > from {
		return err
	}
	if from == 0 {
		script = "CREATE TABLE onrecord (schema bigint NOT NULL); INSERT INTO onrecord VALUES (0);\n" + script
	}
	script += fmt.Sprintf("\nUPDATE onrecord SET schema = %d;", from+1)
	if _, err := tx.Exec(ctx, "SELECT set_config('lock_timeout', $1, true)", milliseconds(min(holdsUp, e.options.Wait))); err != nil {
		return err
	}
	// Several statements at once are taken by the simple protocol alone.
	if _, err := tx.Exec(ctx, script, pgx.QueryExecModeSimpleProtocol); err != nil {
		return err
	}
	return tx.Commit(ctx)
}
