package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"github.com/gofrs/flock"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/postgres"
	"github.com/onrecord/onrecord/store/sqlite"
	"github.com/onrecord/onrecord/work"
)

// place is where a record is: a folder with one SQLite file, or a PostgreSQL database at its
// address. It is the one thing here that knows of engines.
type place string

// defaultFolder is where the record is when nothing else is said.
const defaultFolder = "~/.local/share/onrecord"

// databaseName is the one file of a record, inside the data folder.
const databaseName = "onrecord.db"

// place returns where the record is: --store, --data, ONRECORD_STORE, ONRECORD_DATA, XDG_DATA_HOME, home.
func (p *program) place() (place, error) {
	if p.store != "" && p.dataFolder != "" {
		return "", usagef("--store and --data both say where the record is: give one of them")
	}
	for _, said := range []string{p.store, p.dataFolder, p.env("ONRECORD_STORE"), p.env("ONRECORD_DATA")} {
		if said != "" {
			return place(said), nil
		}
	}
	if x := p.env("XDG_DATA_HOME"); filepath.IsAbs(x) {
		return place(filepath.Join(x, "onrecord")), nil
	}
	home := p.env("HOME")
	if home == "" {
		return "", usagef("no place for the record: give --data FOLDER or set ONRECORD_DATA")
	}
	return place(filepath.Join(home, ".local", "share", "onrecord")), nil
}

func (at place) isDatabase() bool { return postgres.IsAddress(string(at)) }

// String is the place as people may read it: without a password.
func (at place) String() string {
	if at.isDatabase() {
		return postgres.Shown(string(at))
	}
	return string(at)
}

// otherAddress begins what is neither a folder nor the address of a PostgreSQL database.
var otherAddress = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+://`)

// known refuses addresses that are of no engine: taken for a folder, a mistyped one would make a record of its own.
func (at place) known() error {
	if scheme := otherAddress.FindString(string(at)); scheme != "" && !at.isDatabase() {
		return usagef("a record is in a folder or at postgres://USER@HOST/DATABASE, not at an address that begins with %s", scheme)
	}
	return nil
}

// open opens the record for writing, making it where there is none.
func (at place) open(ctx context.Context) (*keep.Store, error) {
	if at.isDatabase() {
		return postgres.Open(ctx, string(at), postgres.Options{Rules: ingest.Rules, Identify: fact.Identify})
	}
	if err := at.known(); err != nil {
		return nil, err
	}
	return openFolder(ctx, string(at))
}

func openFolder(ctx context.Context, folder string) (*keep.Store, error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, fmt.Errorf("the record's folder can't be made: %w", err)
	}
	return sqlite.Open(ctx, filepath.Join(folder, databaseName), sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
}

// openExisting opens a record to read it; it must be there already: a question
// asked of an empty folder is most likely a mistyped one. A record of an older
// schema is brought up to date first, where this program may write to it.
func (at place) openExisting(ctx context.Context) (*keep.Store, error) {
	s, err := at.openReadOnly(ctx)
	if !errors.Is(err, keep.ErrOlderSchema) {
		return s, err
	}
	written, other := at.openForWriting(ctx)
	if other != nil {
		return nil, err
	}
	if err := written.Close(); err != nil {
		return nil, err
	}
	return at.openReadOnly(ctx)
}

func (at place) openReadOnly(ctx context.Context) (*keep.Store, error) {
	if at.isDatabase() {
		return at.found(postgres.Open(ctx, string(at), postgres.Options{Rules: ingest.Rules, ReadOnly: true}))
	}
	if err := at.exists(); err != nil {
		return nil, err
	}
	return sqlite.Open(ctx, filepath.Join(string(at), databaseName), sqlite.Options{Rules: ingest.Rules, ReadOnly: true})
}

// openForWriting opens a record that must be there already.
func (at place) openForWriting(ctx context.Context) (*keep.Store, error) {
	if at.isDatabase() {
		return at.found(postgres.Open(ctx, string(at), postgres.Options{Rules: ingest.Rules, Identify: fact.Identify, Existing: true}))
	}
	if err := at.exists(); err != nil {
		return nil, err
	}
	return openFolder(ctx, string(at))
}

// exists looks whether a folder holds a record.
func (at place) exists() error {
	if err := at.known(); err != nil {
		return err
	}
	_, err := os.Stat(filepath.Join(string(at), databaseName))
	if err != nil {
		err = fmt.Errorf("%w: there is no record in %s; %s", onrecord.ErrNotFound, at, noRecordHint)
	}
	return err
}

const noRecordHint = `make one with "onrecord import FILE…", name another with --data or --store, or look at "onrecord demo"`

// found says what to do where a database holds no record.
func (at place) found(s *keep.Store, err error) (*keep.Store, error) {
	if errors.Is(err, onrecord.ErrNotFound) {
		err = fmt.Errorf("%w; %s", err, noRecordHint)
	}
	return s, err
}

// lockPull keeps two programs from pulling into one record at once. The lock goes with
// the program that holds it, however that ends; held is cancelled where it is lost before.
func (at place) lockPull(ctx context.Context) (held context.Context, unlock func(), free bool, err error) {
	if at.isDatabase() {
		return postgres.Lock(ctx, string(at), []string{"pull"}, nil)
	}
	lock := flock.New(filepath.Join(string(at), "pull.lock"))
	free, err = lock.TryLock()
	if err != nil && !errors.Is(err, context.Canceled) {
		return ctx, func() {}, false, fmt.Errorf("%w: the lock in the record's folder: %w", onrecord.ErrUnavailable, err)
	}
	return ctx, func() { _ = lock.Unlock() }, free, nil
}

// same reports whether two places that both hold a record, or are made for one, are one place, however they are written.
func (at place) same(ctx context.Context, other place) (bool, error) {
	if at.isDatabase() != other.isDatabase() {
		return false, nil
	}
	if at.isDatabase() {
		return postgres.Same(ctx, string(at), string(other))
	}
	one, err := os.Stat(string(at))
	if err != nil {
		return false, err
	}
	two, err := os.Stat(string(other))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(one, two), err
}

// lockHosts is lockPull for what is pulled from some hosts. From other hosts, other programs may pull
// into a record in a database meanwhile.
func (at place) lockHosts(ctx context.Context, hosts []string) (held context.Context, unlock func(), free bool, err error) {
	if !at.isDatabase() {
		return at.lockPull(ctx)
	}
	var names []string
	for _, host := range hosts {
		names = append(names, "pull "+host)
	}
	return postgres.Lock(ctx, string(at), names, []string{"pull"})
}

// work does jobs on the record until ctx is done: with others where it is a database.
func (at place) work(ctx context.Context, jobs work.Jobs, o work.Options) error {
	if !at.isDatabase() {
		work.Alone(ctx, jobs, o)
		return nil
	}
	config, err := postgres.Config(string(at))
	if err != nil {
		return err
	}
	return work.Together(ctx, config, jobs, o)
}

// open, openExisting and openForWriting open the record that the command is about: see place.

func (p *program) open(ctx context.Context) (*keep.Store, error) {
	return p.opened(ctx, place.open)
}

func (p *program) openExisting(ctx context.Context) (*keep.Store, error) {
	return p.opened(ctx, place.openExisting)
}

func (p *program) openForWriting(ctx context.Context) (*keep.Store, error) {
	return p.opened(ctx, place.openForWriting)
}

func (p *program) opened(ctx context.Context, open func(place, context.Context) (*keep.Store, error)) (*keep.Store, error) {
	at, err := p.place()
	if err != nil {
		return nil, err
	}
	return open(at, ctx)
}
