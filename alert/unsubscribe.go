package alert

import (
	"context"
	"embed"
	"errors"
	"html/template"
	"net/http"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

//go:embed templates/unsubscribe.html
var unsubscribeFile embed.FS

var unsubscribePage = template.Must(template.ParseFS(unsubscribeFile, "templates/unsubscribe.html"))

// Ender is what ends a subscription: a store.Outbox does.
type Ender interface {
	Subscribed(ctx context.Context, idOrToken string) (store.Subscription, error)
	Unsubscribe(ctx context.Context, idOrToken string) error
}

// Unsubscribe answers at /unsubscribe/{token}: a page that asks first, and a
// POST that ends the subscription, as a form and as RFC 8058 has it (one click in a
// mail program, with neither cookie nor confirmation). A token that is not known,
// or no longer, is told as ended: that is what was wanted.
func Unsubscribe(s Ender) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /unsubscribe/{token}", func(w http.ResponseWriter, r *http.Request) {
		sub, err := s.Subscribed(r.Context(), r.PathValue("token"))
		if err == nil && sub.Token != r.PathValue("token") { // an id is no token
			err = onrecord.ErrNotFound
		}
		answer(w, err, struct{ About string }{About(sub.Subscription)})
	})
	mux.HandleFunc("POST /unsubscribe/{token}", func(w http.ResponseWriter, r *http.Request) {
		sub, err := s.Subscribed(r.Context(), r.PathValue("token"))
		if err == nil && sub.Token == r.PathValue("token") {
			err = s.Unsubscribe(r.Context(), sub.Token)
		}
		answer(w, err, struct{ About string }{})
	})
	return mux
}

func answer(w http.ResponseWriter, err error, data struct{ About string }) {
	if err != nil && !errors.Is(err, onrecord.ErrNotFound) {
		w.Header().Set("Retry-After", "10") // seconds
		http.Error(w, "The record cannot be written just now. Try again in a moment.", http.StatusServiceUnavailable)
		return
	}
	if err != nil {
		data.About = ""
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'unsafe-inline'")
	w.Header().Set("Referrer-Policy", "no-referrer") // the address is a secret
	w.Header().Set("Cache-Control", "no-store")
	_ = unsubscribePage.Execute(w, data)
}
