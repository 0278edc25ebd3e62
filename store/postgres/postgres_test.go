//go:build unix

package postgres

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/internal/postgrestest"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
	"github.com/onrecord/onrecord/store/storetest"
)

var ctx = context.Background()

// TestMain stops the PostgreSQL that tests have started.
func TestMain(m *testing.M) { os.Exit(postgrestest.Run(m)) }

func address(t testing.TB) string    { t.Helper(); return postgrestest.Address(t) }
func newAddress(t testing.TB) string { t.Helper(); return postgrestest.NewAddress(t) }

// raw runs SQL behind the store's back.
func raw(t testing.TB, address, script string) {
	t.Helper()
	if err := postgrestest.Do(address, script); err != nil {
		t.Fatal(err)
	}
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
