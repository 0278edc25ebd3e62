package main

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestRequestsAreLoggedWithoutTheirQuery reads the log as a program would.
func TestRequestsAreLoggedWithoutTheirQuery(t *testing.T) {
	var out bytes.Buffer
	p := &program{stderr: &out, env: func(name string) string { return map[string]string{"ONRECORD_LOG": "json"}[name] }, logging: logging{level: "debug"}}
	if err := p.startLog(); err != nil {
		t.Fatal(err)
	}
	teapot := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		_, _ = w.Write([]byte("short"))
	})
	logged(p.log, teapot).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/search?q=secret", nil))
	var got struct {
		Level, Msg, Method, Path string
		Status, Bytes            int
	}
	if err := json.Unmarshal(out.Bytes(), &got); err != nil || strings.Contains(out.String(), "secret") {
		t.Fatalf("%v: %s", err, out.String())
	}
	if got.Level != "DEBUG" || got.Msg != "request" || got.Method != "GET" || got.Path != "/search" || got.Status != http.StatusTeapot || got.Bytes != 5 {
		t.Errorf("%+v", got)
	}
	out.Reset()
	logged(p.log, teapot).ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/unsubscribe/secret", nil))
	if !strings.Contains(out.String(), "/unsubscribe/") || strings.Contains(out.String(), "secret") {
		t.Errorf("of who ends a subscription: %s", out.String())
	}
	out.Reset()
	p.logging.level = ""
	if err := p.startLog(); err != nil || p.log.Enabled(t.Context(), slog.LevelDebug) || !p.log.Enabled(t.Context(), slog.LevelInfo) {
		t.Errorf("without a flag, not just what is of note: %v", err)
	}
}

func TestTheLogsFlagsAreChecked(t *testing.T) {
	for _, args := range [][]string{{"version", "--log", "xml"}, {"version", "--log-level", "loud"}} {
		run(t, t.TempDir(), "", args...).want(t, exitUsage, "not \""+args[2]+"\"")
	}
}
