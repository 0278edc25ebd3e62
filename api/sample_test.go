package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/internal/sampletest"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

// record is the sample in a store, which all tests read. Those that say things
// take a copy.
var record *sqlite.Store

func TestMain(m *testing.M) {
	code, err := withSample(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func withSample(m *testing.M) (code int, err error) {
	folder, err := os.MkdirTemp("", "api")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(folder)
	if record, err = sampletest.Create(context.Background(), filepath.Join(folder, "record.db")); err != nil {
		return 0, err
	}
	defer record.Close()
	return m.Run(), nil
}

// aCopy is a record of its own, with what the sample holds.
func aCopy(t *testing.T) *sqlite.Store {
	t.Helper()
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := record.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(t.Context(), file, sampletest.Options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// asker asks an API and remembers what is the same in every request.
type asker struct {
	t      *testing.T
	api    http.Handler
	header http.Header
}

func ask(t *testing.T, s store.Store, o api.Options) asker {
	o.Today = sampletest.Today
	return asker{t, api.New(s, o), http.Header{}}
}

func (a asker) with(name, value string) asker {
	a.header = a.header.Clone()
	a.header.Set(name, value)
	return a
}

// send sends a request; the body is JSON, "" for none.
func (a asker) send(method, path, body string) *httptest.ResponseRecorder {
	a.t.Helper()
	if !strings.HasPrefix(path, "/") {
		path = api.Prefix + "/" + path
	}
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header = a.header.Clone()
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	w := httptest.NewRecorder()
	a.api.ServeHTTP(w, r)
	return w
}

// get reads an answer, which must be whole JSON, into a value.
func (a asker) get(path string, into any) *httptest.ResponseRecorder {
	a.t.Helper()
	w := a.send(http.MethodGet, path, "")
	if w.Code != http.StatusOK {
		a.t.Fatalf("%s: status %d: %s", path, w.Code, w.Body)
	}
	d := json.NewDecoder(bytes.NewReader(w.Body.Bytes()))
	if err := d.Decode(into); err != nil {
		a.t.Fatalf("%s: %v: %s", path, err, w.Body)
	}
	return w
}

// refused checks that a request is refused with a problem detail that has the words.
func (a asker) refused(w *httptest.ResponseRecorder, status int, words string) {
	a.t.Helper()
	var p struct {
		Title, Detail, Instance string
		Status                  int
	}
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
		a.t.Fatalf("%v: %s", err, w.Body)
	}
	if w.Code != status || p.Status != status || p.Title == "" || !strings.HasPrefix(p.Instance, api.Prefix) || !strings.Contains(p.Detail, words) || w.Header().Get("Content-Type") != "application/problem+json" {
		a.t.Errorf("refused with %d %q: %s, want %d %q", w.Code, w.Header().Get("Content-Type"), w.Body, status, words)
	}
}
