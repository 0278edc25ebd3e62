package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/internal/postgrestest"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/postgres"
	"github.com/onrecord/onrecord/store/sqlite"
)

// database is the file of a record in its folder.
const database = "onrecord.db"

// record is a record of one engine, as it is after its import ("first") and the copy that stages work on.
type record struct {
	program string
	folder  string               // SQLite: of both
	server  *postgrestest.Server // PostgreSQL: its own, or nil
	address string               // PostgreSQL: of the server
	name    string               // of the databases
	itself  bool                 // stages work on the record itself, not on a copy
}

// serverSettings are what a server of its own is given beside PostgreSQL's own settings.
var serverSettings = []string{"shared_buffers=512MB", "max_wal_size=4GB"}

func newRecord(ctx context.Context, folder, engine string, releases int) (*record, error) {
	r := &record{folder: filepath.Join(folder, fmt.Sprint(releases), "sqlite"), name: fmt.Sprintf("onrecord_scale_%d", releases)}
	switch {
	case engine == "sqlite":
		return r, os.MkdirAll(r.folder, 0o755)
	case engine == "postgres":
		var err error
		if r.server, err = postgrestest.Open(filepath.Join(folder, "postgres"), 5432, serverSettings...); err != nil {
			return nil, err
		}
		r.address = r.server.Address()
	default:
		r.address = engine
	}
	return r, nil
}

func (r *record) close() {
	if r.server != nil {
		_ = r.server.End()
	}
}

func (r *record) sqlite() bool { return r.address == "" }

// at is where the record of that name is, as the program takes it.
func (r *record) at(name string) string {
	if r.sqlite() {
		return filepath.Join(r.folder, name)
	}
	u, err := url.Parse(r.address)
	if err != nil {
		return r.address
	}
	u.Path = "/" + r.name + "_" + name
	return u.String()
}

// ready makes an empty place for the record of that name, unless it is there.
func (r *record) ready(ctx context.Context, name string) error {
	if r.sqlite() {
		return os.MkdirAll(r.at(name), 0o755)
	}
	return r.administer(ctx, func(conn *pgx.Conn) error {
		var there bool
		if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", r.name+"_"+name).Scan(&there); err != nil || there {
			return err
		}
		_, err := conn.Exec(ctx, "CREATE DATABASE "+r.name+"_"+name)
		return err
	})
}

// workOn returns the name of the record that a stage works on and how to drop it: a copy, unless stages work on the record
// itself.
func (r *record) workOn(ctx context.Context) (name string, drop func(), err error) {
	if r.itself {
		return "first", func() {}, nil
	}
	drop, err = r.copyFirst(ctx)
	return "work", drop, err
}

func (r *record) copyFirst(ctx context.Context) (drop func(), err error) {
	if r.sqlite() {
		work := r.at("work")
		_ = os.RemoveAll(work)
		return func() { _ = os.RemoveAll(work) }, copyFile(filepath.Join(r.at("first"), database), filepath.Join(work, database))
	}
	remove := func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "DROP DATABASE IF EXISTS "+r.name+"_work")
		return err
	}
	err = r.administer(ctx, func(conn *pgx.Conn) error {
		if err := remove(conn); err != nil {
			return err
		}
		_, err := conn.Exec(ctx, "CREATE DATABASE "+r.name+"_work TEMPLATE "+r.name+"_first")
		return err
	})
	return func() { _ = r.administer(ctx, remove) }, err
}

func (r *record) administer(ctx context.Context, do func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, r.address)
	if err != nil {
		return err
	}
	return errors.Join(do(conn), conn.Close(ctx))
}

// open opens the record of that name.
func (r *record) open(ctx context.Context, name string) (store.Store, error) {
	if r.sqlite() {
		return sqlite.Open(ctx, filepath.Join(r.at(name), database), sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	}
	return postgres.Open(ctx, r.at(name), postgres.Options{Rules: ingest.Rules, Identify: fact.Identify, Existing: true})
}

// bytes is what the record of that name takes on the disk.
func (r *record) bytes(ctx context.Context, name string) (size int64, err error) {
	if r.sqlite() {
		info, err := os.Stat(filepath.Join(r.at(name), database))
		if err != nil {
			return 0, err
		}
		return info.Size(), nil
	}
	err = r.administer(ctx, func(conn *pgx.Conn) error {
		return conn.QueryRow(ctx, "SELECT pg_database_size($1)", r.name+"_"+name).Scan(&size)
	})
	return size, err
}

// run runs the program on the record of that name; what the server was busy counts.
func (r *record) run(ctx context.Context, name, command string, args ...string) (stage, string, error) {
	before := r.serverTime()
	s, said, err := execute(ctx, r.program, append([]string{command, "--store", r.at(name)}, args...)...)
	s.Server = r.serverTime() - before
	return s, said, err
}

// copyFile copies a file onto the disk, and makes the folder that it comes into: what was left to write would be written by whoever
// first waits for the disk, in the time that is measured.
func copyFile(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

// load is how many processes wanted a processor over the last minute, 0 where the system does not say.
func load() (n float64) {
	said, err := os.ReadFile("/proc/loadavg")
	if err == nil {
		_, _ = fmt.Sscan(strings.Fields(string(said))[0], &n)
	}
	return n
}
