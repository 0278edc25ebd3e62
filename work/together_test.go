//go:build unix

package work

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/onrecord/onrecord/internal/postgrestest"
)

// TestOneThatDoesLessKeepsNobodyFromTheRest begins with a process that sends alerts only, so that it is the one
// that puts jobs into the queue, and looks whether another then does all else; neither is stopped by how few connections the address grants.
func TestOneThatDoesLessKeepsNobodyFromTheRest(t *testing.T) {
	server, err := postgrestest.Start(5432, "")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skipf("there is no PostgreSQL here: %v", err)
	}
	t.Cleanup(server.Remove)
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
