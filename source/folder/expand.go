package folder

import (
	"bytes"
	"context"

	"github.com/onrecord/onrecord"
)

// Expand visits the documents inside one capture that is at hand already, as
// Walk visits those of a file: the capture itself where it is no archive.
// Members have the capture's location before their own, and o.Now as their
// capture time.
func Expand(ctx context.Context, c onrecord.Capture, o Options, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) error {
	w := newWalker(ctx, o, visit, problem)
	return w.stream(bytes.NewReader(c.Body), item{location: c.Location})
}
