package page

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A file is sent while it is written, and until the first of it is out another answer can be given.
func TestAFileIsSentWhileItIsWritten(t *testing.T) {
	failed := errors.New("the store failed")
	for _, c := range []struct {
		bytes       int
		err         error
		begun, sent bool
	}{{0, nil, true, true}, {10, nil, true, true}, {10, failed, false, false}, {2 * sentAtOnce, failed, true, true}} {
		w := httptest.NewRecorder()
		s := &sending{w: w, begin: func(h http.Header) { h.Set("Content-Type", "text/csv") }}
		err := s.all(func(w io.Writer) error {
			_, _ = io.WriteString(w, strings.Repeat("x", c.bytes))
			if c.err != nil {
				return c.err
			}
			return nil
		})
		if !errors.Is(err, c.err) || s.begun != c.begun || (w.Header().Get("Content-Type") != "") != c.sent || c.err == nil && w.Body.Len() != c.bytes {
			t.Errorf("%d bytes, then %v: %v, begun %v, %d sent", c.bytes, c.err, err, s.begun, w.Body.Len())
		}
	}
}
