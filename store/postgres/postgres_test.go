//go:build unix

package postgres

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/onrecord/onrecord/internal/postgrestest"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/sqlite"
	"github.com/onrecord/onrecord/store/storetest"
)

var ctx = context.Background()

// server is the address of the server that the tests of this package use; "" where there is none.
var server string

// TestMain starts a PostgreSQL of its own, on a socket in a folder of its own, unless
// ONRECORD_TEST_POSTGRES names one. Where there is no PostgreSQL the tests that need it are skipped, but not in CI.
func TestMain(m *testing.M) {
	stop, err := startServer()
	if err != nil {
		fmt.Fprintln(os.Stderr, "no PostgreSQL to test with:", err)
		if os.Getenv("CI") == "true" {
			os.Exit(1)
		}
	}
	code := m.Run()
	stop()
	os.Exit(code)
}

func startServer() (stop func(), err error) {
	if server = os.Getenv("ONRECORD_TEST_POSTGRES"); server != "" {
		return func() {}, nil
	}
	own, err := postgrestest.Start(5432, "")
	if err != nil {
		return func() {}, err
	}
	server = own.Address()
	return own.Remove, nil
}

// schemas are the test schemas that nobody uses; made counts all.
var schemas struct {
	mu   sync.Mutex
	free []string
	made int
}

// address returns the address of an empty schema of the test's own. One that another test was done with
// is emptied: to make 50 tables takes longer than most tests.
func address(t testing.TB) string {
	t.Helper()
	needServer(t)
	schemas.mu.Lock()
	defer schemas.mu.Unlock()
	var name string
	if n := len(schemas.free); n > 0 {
		name, schemas.free = schemas.free[n-1], schemas.free[:n-1]
		raw(t, inSchema(name), emptied)
	} else {
		schemas.made++
		name = fmt.Sprintf("onrecord_test_%d_%d", os.Getpid(), schemas.made)
		raw(t, server, "CREATE SCHEMA "+name)
	}
	t.Cleanup(func() {
		schemas.mu.Lock()
		defer schemas.mu.Unlock()
		schemas.free = append(schemas.free, name)
	})
	return inSchema(name)
}

// newAddress is address for a test that changes the tables: nobody has the schema after it.
func newAddress(t testing.TB) string {
	t.Helper()
	needServer(t)
	schemas.mu.Lock()
	defer schemas.mu.Unlock()
	schemas.made++
	name := fmt.Sprintf("onrecord_test_%d_%d", os.Getpid(), schemas.made)
	raw(t, server, "CREATE SCHEMA "+name)
	t.Cleanup(func() { raw(t, server, "SET client_min_messages = warning; DROP SCHEMA "+name+" CASCADE") })
	return inSchema(name)
}

func needServer(t testing.TB) {
	t.Helper()
	if server == "" {
		t.Skip("there is no PostgreSQL here: install it, or set ONRECORD_TEST_POSTGRES to the address of one")
	}
}

func inSchema(name string) string {
	u, err := url.Parse(server)
	if err != nil {
		panic(err) // it was made here, or connected to
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

// emptied removes all rows of a record, whatever the triggers and references say.
const emptied = `SET session_replication_role = replica;
	DO $$ DECLARE t text; BEGIN
		FOR t IN SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname NOT IN ('onrecord', 'counter') LOOP
			EXECUTE 'DELETE FROM ' || quote_ident(t);
		END LOOP;
		UPDATE counter SET value = 0; DELETE FROM counter WHERE name = 'copying';
	END $$`

// raw runs SQL behind the store's back.
func raw(t testing.TB, address, script string) {
	t.Helper()
	if err := try(address, script); err != nil {
		t.Fatal(err)
	}
}

func try(address, script string) error {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, script, pgx.QueryExecModeSimpleProtocol)
	return err
}

func openAt(t testing.TB, address string, options Options) *Store {
	t.Helper()
	s, err := Open(ctx, address, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil && !strings.Contains(err.Error(), "closed") {
			t.Error(err)
		}
	})
	return s
}

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return openAt(t, address(t), Options{Rules: "1"}) })
}

// Relevance that ranks only a few of the matches still shows each once.
func TestContractWithNarrowBounds(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		return openAt(t, address(t), Options{Rules: "1", Bounds: keep.Bounds{Newest: 3, Titled: 2}})
	})
}

// A backup is a record in one SQLite file.
func TestBackup(t *testing.T) {
	storetest.RunBackup(t, openAt(t, address(t), Options{Rules: "1"}), func(t *testing.T, file string) store.Store {
		s, err := sqlite.Open(ctx, file, sqlite.Options{Rules: "1"})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		return s
	})
}
