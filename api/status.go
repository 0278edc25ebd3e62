package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/onrecord/onrecord"
)

// statuses is the one place where an error's kind becomes an HTTP status.
var statuses = []struct {
	kind   error
	status int
}{
	{onrecord.ErrNotFound, http.StatusNotFound},
	{onrecord.ErrInvalid, http.StatusBadRequest},
	{onrecord.ErrTooLarge, http.StatusRequestEntityTooLarge},
	{onrecord.ErrUnsupported, http.StatusUnsupportedMediaType},
	{onrecord.ErrDamaged, http.StatusInternalServerError},
	{onrecord.ErrUnavailable, http.StatusServiceUnavailable},
	{context.DeadlineExceeded, http.StatusServiceUnavailable},
	{context.Canceled, http.StatusServiceUnavailable}, // the reader has left: nobody sees it
}

// Status returns the HTTP status for an error; 500 where its kind is not known.
func Status(err error) int {
	for _, s := range statuses {
		if errors.Is(err, s.kind) {
			return s.status
		}
	}
	return http.StatusInternalServerError
}

// AskAgain says in an answer's header when to ask again, where its status is 503: a server finds
// its database again by itself.
func AskAgain(h http.Header, status int) {
	if status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "10") // seconds
	}
}
