package page

import (
	"context"
	"sync"
	"time"

	"github.com/onrecord/onrecord/health"
	"github.com/onrecord/onrecord/store"
)

// healthLasts is how long an examination is good for: it reads much, and
// sources are looked at once an hour or so.
const healthLasts = time.Minute

// examined is the last examination of the record. It is safe for concurrent
// use.
type examined struct {
	mu     sync.Mutex
	report health.Report
}

// of returns how the record stands, as of at most healthLasts ago.
func (e *examined) of(ctx context.Context, s store.Store, now time.Time) (health.Report, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if now.Sub(e.report.At) < healthLasts {
		return e.report, nil
	}
	report, err := health.Examine(ctx, s, now)
	if err == nil {
		e.report = report
	}
	return report, err
}
