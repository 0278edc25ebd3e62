package work

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// sparing leaves out what the queue tells of its everyday, and what it tells again and again: while the database is away, each
// of its parts says so each second.
type sparing struct {
	slog.Handler
	told *told
}

// tellAgain is when the same thing is told once more.
const tellAgain = time.Minute

// told is when each thing was told last.
type told struct {
	mu sync.Mutex
	at map[string]time.Time
}

// Enabled implements slog.Handler.
func (h sparing) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && h.Handler.Enabled(ctx, level)
}

// Handle implements slog.Handler.
func (h sparing) Handle(ctx context.Context, r slog.Record) error {
	if !h.told.isNew(r.Message, r.Time) {
		return nil
	}
	return h.Handler.Handle(ctx, r)
}

// isNew reports whether a thing was not told for a while, and notes that it is now.
func (t *told) isNew(what string, at time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if last, is := t.at[what]; is && at.Sub(last) < tellAgain {
		return false
	}
	for other, last := range t.at { // so that it stays small
		if at.Sub(last) >= tellAgain {
			delete(t.at, other)
		}
	}
	t.at[what] = at
	return true
}

// WithAttrs implements slog.Handler.
func (h sparing) WithAttrs(attrs []slog.Attr) slog.Handler {
	return sparing{h.Handler.WithAttrs(attrs), h.told}
}

// WithGroup implements slog.Handler.
func (h sparing) WithGroup(name string) slog.Handler {
	return sparing{h.Handler.WithGroup(name), h.told}
}
