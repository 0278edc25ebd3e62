//go:build unix

package work

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/onrecord/onrecord/internal/postgrestest"
)

// TestOneThatDoesLessKeepsNobodyFromTheRest begins with a process that sends alerts only, so that it is the one
// that puts jobs into the queue, and looks whether another then does all else; neither is stopped by how few connections the address grants.
func TestOneThatDoesLessKeepsNobodyFromTheRest(t *testing.T) {
	server := postgrestest.Own(t)
	ctx, stop := context.WithCancel(t.Context())
	var all sync.WaitGroup
	together := func(jobs Jobs) {
		all.Go(func() {
			config, err := pgxpool.ParseConfig(server.Address() + "&pool_max_conns=1")
			if err != nil {
				t.Error(err)
				return
			}
			if err := Together(ctx, config, jobs, Options{}); err != nil {
				t.Error(err)
			}
		})
	}
	defer all.Wait()
	defer stop()
	did := make(chan string, 100)
	note := func(what string) error { did <- what; return nil }
	waitFor := func(want ...string) {
		t.Helper()
		missing := map[string]bool{}
		for _, w := range want {
			missing[w] = true
		}
		late := time.After(30 * time.Second)
		for len(missing) > 0 {
			select {
			case what := <-did:
				delete(missing, what)
			case <-late:
				t.Fatalf("nobody did %v", missing)
			}
		}
	}
	together(Jobs{Alert: func(context.Context) error { return note("alert") }})
	waitFor("alert")
	together(Jobs{
		Due:  func(context.Context) ([]string, error) { return []string{"a.example"}, note("due") },
		Pull: func(_ context.Context, hosts ...string) error { return note("pull " + hosts[0]) },
		Link: func(context.Context) error { return note("link") },
	})
	waitFor("due", "pull a.example", "link")
}

// TestJobsThatNobodyDoes: a job of a process that is not there any more is done by one that is, and so is one of its own
// whose end was not noted; one that was tried often enough is not.
func TestJobsThatNobodyDoes(t *testing.T) {
	server := postgrestest.Own(t)
	config, err := pgxpool.ParseConfig(server.Address())
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var all sync.WaitGroup
	defer all.Wait()
	defer stop()
	pulled := make(chan string, 100)
	all.Go(func() {
		err := Together(ctx, config, Jobs{
			Due:  func(context.Context) ([]string, error) { return []string{"begun.example"}, nil },
			Pull: func(_ context.Context, hosts ...string) error { pulled <- hosts[0]; return nil },
		}, Options{PullEvery: time.Hour})
		if err != nil {
			t.Error(err)
		}
	})
	waitFor := func(host string) {
		t.Helper()
		late := time.After(time.Minute)
		for {
			select {
			case got := <-pulled:
				if got == "often.example" {
					t.Error("a job that was tried often enough is done again")
				}
				if got == host {
					return
				}
			case <-late:
				t.Fatalf("nobody pulled from %s", host)
			}
		}
	}
	waitFor("begun.example")
	lose := func(host, process string, attempt int) {
		t.Helper()
		err := postgrestest.Do(server.Address(), fmt.Sprintf(`INSERT INTO river_job (kind, args, max_attempts, queue, priority, state, attempt, attempted_at, attempted_by)
			VALUES ('pull', '{"Host": %q}', 3, 'default', 2, 'running', %d, now() - interval '1 minute', ARRAY[%s])`, host, attempt, process))
		if err != nil {
			t.Fatal(err)
		}
	}
	lose("often.example", "'gone'", 3)
	lose("lost.example", "'gone'", 1)
	waitFor("lost.example")
	lose("own.example", "(SELECT leader_id FROM river_leader)", 1)
	waitFor("own.example")
}
