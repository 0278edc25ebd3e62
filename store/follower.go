package store

import (
	"context"
	"sync"
)

// Follower keeps what somebody remembers of one record in step with it. Its lock guards what is remembered, too; the zero
// Follower has seen nothing. It is safe for concurrent use.
type Follower struct {
	sync.Mutex
	written int64
	begun   bool
}

// CatchUp asks what was written to since the last time, has forget drop what rests on that, and returns how often the record
// has been written to. Forget is called under the lock, at first and whenever there is something new, unless another has caught
// up meanwhile.
func (f *Follower) CatchUp(ctx context.Context, s Reader, forget func(Touched)) (written int64, err error) {
	f.Lock()
	since := f.written
	f.Unlock()
	touched, err := s.Touched(ctx, since)
	if err != nil {
		return 0, err
	}
	f.Lock()
	defer f.Unlock()
	if f.written == since && (touched.Written != since || !f.begun) {
		f.written, f.begun = touched.Written, true
		forget(touched)
	}
	return touched.Written, nil
}

// At reports whether what is remembered is of the record as it was when it had been written to so often. The lock must be held.
func (f *Follower) At(written int64) bool { return f.written == written }
