package postgrestest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// shared is the server that the tests of a program share, started when the first test asks for it.
var shared struct {
	once    sync.Once
	address string
	err     error
	stop    func()
}

// Run runs a package's tests and stops what was started for them.
func Run(m *testing.M) (code int) {
	code = m.Run()
	if shared.stop != nil {
		shared.stop()
	}
	return code
}

// Shared returns the address of the server that the tests of a program share. It skips the test where there is none.
func Shared(t testing.TB) string {
	t.Helper()
	shared.once.Do(func() {
		if shared.address = os.Getenv("ONRECORD_TEST_POSTGRES"); shared.address == "" {
			own, err := Start(5432, "")
			if shared.err = err; err == nil {
				shared.address, shared.stop = own.Address(), own.Remove
			}
		}
	})
	wanted(t, shared.err, "install it, or set ONRECORD_TEST_POSTGRES to the address of one")
	return shared.address
}

// Own starts a server for a test that stops or counts on it, and removes it when the test ends. It
// skips the test where none can be started.
func Own(t testing.TB) *Server {
	t.Helper()
	server, err := Start(5432, "")
	wanted(t, err, "install it")
	t.Cleanup(server.Remove)
	return server
}

// wanted skips the test where there is no server to test with; in CI it fails it.
func wanted(t testing.TB, err error, hint string) {
	t.Helper()
	switch {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatal("no PostgreSQL to test with:", err)
	case err != nil:
		t.Skipf("there is no PostgreSQL here: %s: %v", hint, err)
	}
}

// schemas are the test schemas that nobody uses; made counts all.
var schemas struct {
	mu   sync.Mutex
	free []string
	made int
}

// Address returns the address of an empty schema of the test's own. One that another test was done with
// is emptied: to make 50 tables takes longer than most tests.
func Address(t testing.TB) string {
	t.Helper()
	at := Shared(t)
	schemas.mu.Lock()
	defer schemas.mu.Unlock()
	var name string
	if n := len(schemas.free); n > 0 {
		name, schemas.free = schemas.free[n-1], schemas.free[:n-1]
		must(t, inSchema(at, name), emptied)
	} else {
		schemas.made++
		name = fmt.Sprintf("onrecord_test_%d_%d", os.Getpid(), schemas.made)
		must(t, at, "CREATE SCHEMA "+name)
	}
	t.Cleanup(func() {
		schemas.mu.Lock()
		defer schemas.mu.Unlock()
		schemas.free = append(schemas.free, name)
	})
	return inSchema(at, name)
}

// NewAddress is Address for a test that changes the tables: nobody has the schema after it.
func NewAddress(t testing.TB) string {
	t.Helper()
	at := Shared(t)
	schemas.mu.Lock()
	defer schemas.mu.Unlock()
	schemas.made++
	name := fmt.Sprintf("onrecord_test_%d_%d", os.Getpid(), schemas.made)
	must(t, at, "CREATE SCHEMA "+name)
	t.Cleanup(func() { must(t, at, "SET client_min_messages = warning; DROP SCHEMA "+name+" CASCADE") })
	return inSchema(at, name)
}

func inSchema(address, name string) string {
	u, err := url.Parse(address)
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
		IF to_regclass('counter') IS NOT NULL THEN -- somebody opened it
			UPDATE counter SET value = 0;
			DELETE FROM counter WHERE name IN ('copying', 'carried', 'carried at');
		END IF;
	END $$`

func must(t testing.TB, address, script string) {
	t.Helper()
	if err := Do(address, script); err != nil {
		t.Fatal(err)
	}
}

// Do runs SQL at an address, several statements where there are, behind the back of whoever has it open.
func Do(address, script string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, script, pgx.QueryExecModeSimpleProtocol)
	return errors.Join(err, conn.Close(ctx))
}
