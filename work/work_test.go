package work

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestAloneDoesWhatIsDue runs the jobs of one process until each was done, one of them
// with an error that stops nothing.
func TestAloneDoesWhatIsDue(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var mu sync.Mutex
	done := map[string]int{}
	did := func(what string) {
		mu.Lock()
		defer mu.Unlock()
		done[what]++
		if done["pull a.example|"] > 1 && done["link"] > 1 && done["alert"] > 1 {
			stop()
		}
	}
	var log strings.Builder
	Alone(ctx, Jobs{
		Due: func(context.Context) ([]string, error) { return []string{"a.example", ""}, nil },
		Pull: func(_ context.Context, hosts ...string) error {
			did("pull " + strings.Join(hosts, "|"))
			return errors.New("the folder is gone")
		},
		Link:  func(context.Context) error { did("link"); return nil },
		Alert: func(context.Context) error { did("alert"); return nil },
	}, Options{PullEvery: time.Millisecond, LinkEvery: time.Millisecond, AlertEvery: time.Millisecond, Log: slog.New(slog.NewTextHandler(&log, nil))})
	if ctx.Err() == nil {
		t.Error("it ended before it was told to")
	}
	if !strings.Contains(log.String(), "the folder is gone") || strings.Contains(log.String(), "job=link") {
		t.Errorf("the log: %s", log.String())
	}
}
