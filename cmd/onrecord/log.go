package main

import (
	"cmp"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/felixge/httpsnoop"
	"github.com/spf13/pflag"
)

// logging is what the flags say of the log, which goes to standard error.
type logging struct{ format, level string }

func (l *logging) flags(f *pflag.FlagSet) {
	f.StringVar(&l.format, "log", "", "how the log on standard error is written: text, or json for programs (or ONRECORD_LOG; default text)")
	f.StringVar(&l.level, "log-level", "", "what is logged: error, warn, info, or debug, which tells each request, too (or ONRECORD_LOG_LEVEL; default info)")
}

var logLevels = map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}

// startLog makes p.log as the flags and the environment say.
func (p *program) startLog() error {
	format := cmp.Or(p.logging.format, p.env("ONRECORD_LOG"), "text")
	level := cmp.Or(p.logging.level, p.env("ONRECORD_LOG_LEVEL"), "info")
	least, known := logLevels[level]
	if !known {
		return usagef("--log-level knows error, warn, info and debug, not %q", level)
	}
	o := slog.HandlerOptions{Level: least}
	switch format {
	case "text":
		p.log = slog.New(slog.NewTextHandler(p.stderr, &o))
	case "json":
		p.log = slog.New(slog.NewJSONHandler(p.stderr, &o))
	default:
		return usagef("--log knows text and json, not %q", format)
	}
	return nil
}

// logged logs each request at the level of debug: what was asked for and how it was
// answered, without the query, for what a reader looks for is the reader's own, and
// without the secret by which a subscription is ended.
func logged(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !log.Enabled(r.Context(), slog.LevelDebug) {
			next.ServeHTTP(w, r)
			return
		}
		m := httpsnoop.CaptureMetrics(next, w, r)
		path := r.URL.Path
		if strings.HasPrefix(path, unsubscribePath) {
			path = unsubscribePath + "…"
		}
		log.DebugContext(r.Context(), "request", "method", r.Method, "path", path, "status", m.Code, "bytes", m.Written, "ms", float64(m.Duration)/float64(time.Millisecond))
	})
}
