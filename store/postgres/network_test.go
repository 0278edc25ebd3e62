package postgres

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/postgrestest"
	"github.com/onrecord/onrecord/store/keep"
)

// TestAllConnectionsInUse: who finds none free is told so in time.
func TestAllConnectionsInUse(t *testing.T) {
	e := newEngine(t, address(t)+"&pool_max_conns=1&connect_timeout=1")
	err := e.Read(ctx, func(keep.Conn) error {
		return e.Read(ctx, func(keep.Conn) error { return nil })
	})
	if !errors.Is(err, onrecord.ErrUnavailable) || !strings.Contains(err.Error(), "all 1 connections") {
		t.Errorf("%v", err)
	}
	if err := e.Read(ctx, func(keep.Conn) error { return nil }); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// TestSettingsOfConnections: the server looks after each program, and the address counts more.
func TestSettingsOfConnections(t *testing.T) {
	e := newEngine(t, address(t)+"&tcp_keepalives_count=7")
	want := map[string]string{"enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off", "TimeZone": "UTC", "work_mem": "64MB"}
	if e.config.ConnConfig.RuntimeParams["tcp_keepalives_count"] != "7" || e.config.ConnConfig.RuntimeParams["tcp_user_timeout"] == "" {
		t.Errorf("%v", e.config.ConnConfig.RuntimeParams)
	}
	err := e.Write(ctx, func(conn keep.Conn) error {
		want["idle_in_transaction_session_timeout"] = "10min"
		for name, value := range want {
			err := conn.Query("SELECT current_setting(?)", func(s keep.Stmt) error {
				if got := s.ColumnText(0); got != value {
					t.Errorf("%s is %s", name, got)
				}
				return nil
			}, name)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestSettingsAmongOptions: what an address says as an option of the server counts more, too.
func TestSettingsAmongOptions(t *testing.T) {
	e := newEngine(t, address(t)+"&options=--work_mem%3D8MB")
	err := e.Write(ctx, func(conn keep.Conn) error {
		return conn.Query("SELECT current_setting('work_mem')", func(s keep.Stmt) error {
			if got := s.ColumnText(0); got != "8MB" {
				t.Errorf("work_mem is %s", got)
			}
			return nil
		})
	})
	if err != nil {
		t.Error(err)
	}
}

// TestALockIsLostWithItsConnection: whoever holds a lock hears that it is lost.
func TestALockIsLostWithItsConnection(t *testing.T) {
	t.Parallel()
	at := address(t)
	held, unlock, free, err := Lock(ctx, at+"&application_name=lock-lost", []string{"a"}, []string{"b"})
	if err != nil || !free {
		t.Fatal(free, err)
	}
	defer unlock()
	if _, _, free, err := Lock(ctx, at, []string{"b"}, nil); free || err != nil {
		t.Errorf("a lock that others share is had alone: %v", err)
	}
	if _, shared, free, err := Lock(ctx, at, nil, []string{"b"}); !free || err != nil {
		t.Errorf("a lock is not shared: %v", err)
	} else {
		shared()
	}
	if held.Err() != nil {
		t.Errorf("it is lost at once: %v", context.Cause(held))
	}
	if err := postgrestest.Do(at, "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = 'lock-lost'"); err != nil {
		t.Fatal(err)
	}
	select {
	case <-held.Done():
	case <-time.After(time.Minute):
	}
	if !errors.Is(context.Cause(held), onrecord.ErrUnavailable) {
		t.Errorf("after a minute: %v", context.Cause(held))
	}
	_, again, free, err := Lock(ctx, at, []string{"a"}, nil)
	if !free || err != nil {
		t.Errorf("the lock is not free: %v", err)
	}
	again()
}

// TestSame tells places from one another, however they are written.
func TestSame(t *testing.T) {
	one, other := address(t), address(t)
	for _, c := range []struct {
		a, b string
		same bool
	}{{one, one, true}, {one, one + "&application_name=other", true}, {one, other, false}} {
		if same, err := Same(ctx, c.a, c.b); same != c.same || err != nil {
			t.Errorf("%s, %s: %v, %v", c.a, c.b, same, err)
		}
	}
	if _, err := Same(ctx, one, "postgres://127.0.0.1:1/none"); !errors.Is(err, onrecord.ErrUnavailable) {
		t.Errorf("a server that is not there: %v", err)
	}
}

// TestAStepWaitsWithoutHoldingUpReaders brings a record up to date of which somebody reads a table for long: others read
// meanwhile, and it is done when that table is free.
func TestAStepWaitsWithoutHoldingUpReaders(t *testing.T) {
	at := postgrestest.NewAddress(t)
	e := newEngine(t, at)
	long, err := pgx.Connect(ctx, at)
	if err != nil {
		t.Fatal(err)
	}
	defer long.Close(ctx)
	if _, err := long.Exec(ctx, "BEGIN; SELECT count(*) FROM release", pgx.QueryExecModeSimpleProtocol); err != nil {
		t.Fatal(err)
	}
	scripts, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	scripts = append(scripts, "ALTER TABLE release ADD COLUMN later bigint;")
	done := make(chan error, 1)
	go func() { done <- e.migrateTo(ctx, scripts) }()
	read := func() error {
		return e.Read(ctx, func(conn keep.Conn) error {
			return conn.Query("SELECT count(*) FROM release", func(keep.Stmt) error { return nil })
		})
	}
	for begun := time.Now(); time.Since(begun) < 2*holdsUp; {
		if err := read(); err != nil {
			t.Fatalf("a reader beside the step: %v", err)
		}
	}
	select {
	case err := <-done:
		t.Fatalf("it did not wait for the table: %v", err)
	default:
	}
	if _, err := long.Exec(ctx, "COMMIT"); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if err := read(); err != nil {
		t.Errorf("a program that had the record open: %v", err)
	}
	if err := e.migrate(ctx); !errors.Is(err, onrecord.ErrUnsupported) {
		t.Errorf("an older program opens the record: %v", err)
	}
}

// TestOptionFor: the name of a setting may end as another's.
func TestOptionFor(t *testing.T) {
	for options, want := range map[string]bool{
		"": false, "--work_mem=8MB": true, "-c work_mem=8MB": true, "-cwork_mem=8MB": true, "-c jit=on -c work_mem=8MB": true,
		"-c maintenance_work_mem=1GB": false, "-c search_path=work_mem": false,
	} {
		if got := optionFor(options, "work_mem"); got != want {
			t.Errorf("%q: %v", options, got)
		}
	}
}
