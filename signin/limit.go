package signin

import (
	"fmt"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// TooManyError says that sign-in was tried too often, and after what time it
// may be tried again.
type TooManyError struct{ After time.Duration }

func (e *TooManyError) Error() string {
	return fmt.Sprintf("sign-in was tried too often; try again in %s", e.After.Round(time.Second))
}

// How often sign-in may be tried: from one address for one name, so that a
// password cannot be guessed; for one name from anywhere, so that many
// machines cannot guess it either, but slow enough to fill that its editor
// still comes in.
var (
	fromOne  = limit{every: 30 * time.Second, burst: 5}
	fromAny  = limit{every: 5 * time.Second, burst: 30}
	atOnce   = 2      // passwords checked at the same time: each takes 64 MB
	mostKept = 10_000 // names and addresses remembered
)

type limit struct {
	every time.Duration
	burst int
}

// limiter counts tries. It is safe for concurrent use.
type limiter struct {
	mu      sync.Mutex
	tries   map[string]*rate.Limiter
	working chan struct{}
}

func newLimiter() *limiter {
	return &limiter{tries: map[string]*rate.Limiter{}, working: make(chan struct{}, atOnce)}
}

// try takes one try, or says when there is one again.
func (l *limiter) try(name, address string, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.tries) > mostKept {
		for key, limiter := range l.tries {
			if limiter.TokensAt(now) >= float64(limiter.Burst()) {
				delete(l.tries, key)
			}
		}
		if len(l.tries) > mostKept { // somebody tries names without end
			return &TooManyError{After: fromAny.every}
		}
	}
	for _, x := range []struct {
		key string
		limit
	}{{"one\x00" + name + "\x00" + address, fromOne}, {"any\x00" + name, fromAny}} {
		if l.tries[x.key] == nil {
			l.tries[x.key] = rate.NewLimiter(rate.Every(x.every), x.burst)
		}
		reservation := l.tries[x.key].ReserveN(now, 1)
		if wait := reservation.DelayFrom(now); wait > 0 {
			reservation.CancelAt(now)
			return &TooManyError{After: wait}
		}
	}
	return nil
}
