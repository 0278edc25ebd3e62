//go:build linux

package hosts_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/onrecord/onrecord/internal/hosts"
	"github.com/onrecord/onrecord/internal/postgrestest"
	"github.com/onrecord/onrecord/internal/publisher"
)

const databasePort = 5432

// field is two workers and two web servers with one record, and publishers to pull from.
type field struct {
	net      *hosts.Network
	database *postgrestest.Server
	program  string
	record   string // its address on the network
	workers  []*process
	readers  []*reader
	sources  []*source
	hooks    *hook
}

func newField(t *testing.T) *field {
	t.Helper()
	f := &field{net: hosts.New(t), hooks: &hook{alerts: map[string]map[string]bool{}}}
	server, err := postgrestest.Start(databasePort, f.net.Address)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skipf("there is no PostgreSQL here: %v", err)
	}
	t.Cleanup(server.Remove)
	f.database, f.record = server, server.AddressAt(f.net.Address)
	f.program = build(t, t.TempDir())
	empty := filepath.Join(t.TempDir(), "empty.jsonl")
	if err := os.WriteFile(empty, []byte(`{"title": "Moles", "issued_on": "2031-03-04", "issued_by": ["Harbour Board"], "url": "https://harbours.example.org/moles", "text": "There are moles."}`+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	f.run(t, f.program, "import", empty)
	f.run(t, f.program, "follow", "add", "search", "lanterns", "--webhook", f.serve(t, f.hooks)+"/hook")
	for range 2 {
		w := &process{host: f.net.Add(), program: f.program, args: []string{"work", "--store", f.record, "--at-once", "1", "--allow-private", "--log-level", "debug"}}
		w.start(t)
		t.Cleanup(func() { w.kill(t) })
		f.workers = append(f.workers, w)
		r := newReader(f)
		r.server.start(t)
		t.Cleanup(func() { r.server.kill(t) })
		t.Cleanup(r.read(t))
		f.readers = append(f.readers, r)
	}
	for _, r := range f.readers {
		r.away(t, func() {}) // until it has begun
	}
	t.Cleanup(func() {
		if t.Failed() {
			for _, w := range append(f.workers, f.readers[0].server, f.readers[1].server) {
				t.Logf("%s %v said:\n%s", w.host.Address, w.args, w.said.String())
			}
		}
	})
	return f
}

// build builds onrecord into a folder.
func build(t *testing.T, dir string, flags ...string) string {
	t.Helper()
	program := filepath.Join(dir, "onrecord")
	args := append(append([]string{"build", "-o", program}, flags...), "github.com/onrecord/onrecord/cmd/onrecord")
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

// serve serves a handler on the network and returns its address.
func (f *field) serve(t *testing.T, h http.Handler) string {
	t.Helper()
	l, err := net.Listen("tcp", f.net.Address+":0")
	if err != nil {
		t.Fatal(err)
	}
	s := &httptest.Server{Listener: l, Config: &http.Server{Handler: h}}
	s.Start()
	t.Cleanup(s.Close)
	return s.URL
}

// try runs a command on the record, beside the server.
func (f *field) try(program string, args ...string) (string, error) {
	c := exec.Command(program, append(args, "--store", f.database.Address())...)
	out, err := c.CombinedOutput()
	return string(out), err
}

func (f *field) run(t *testing.T, program string, args ...string) string {
	t.Helper()
	out, err := f.try(program, args...)
	if err != nil {
		t.Fatalf("%v: %v: %s", args, err, out)
	}
	return out
}

// source is a publisher that is followed.
type source struct {
	spec string

	mu    sync.Mutex
	asked map[string]int // requests, by the address that they came from
	quick bool
}

// follow follows one more publisher, and has it looked at.
func (f *field) follow(t *testing.T) *source {
	t.Helper()
	number := len(f.sources)
	site, src := publisher.New(perSource, time.Now().Add(-time.Hour)), &source{asked: map[string]int{}}
	for i := range perSource {
		// No release of the one is one of the other: which was read first would else tell.
		site.Edit(i+1, func(p *publisher.Post) {
			p.Title, p.Paragraphs[0] = fmt.Sprintf("%s of quay %d", p.Title, number), fmt.Sprintf("Of quay %d: %s", number, p.Paragraphs[0])
		})
	}
	site.Before = src.before
	src.spec = fmt.Sprintf("page:%s/list", f.serve(t, site))
	f.sources = append(f.sources, src)
	f.run(t, f.program, "source", "add", "--local", src.spec)
	f.now(t, "due")
	return src
}

// now has a job done now, and not only when its time comes.
func (f *field) now(t *testing.T, job string) {
	t.Helper()
	if err := postgrestest.Do(f.database.Address(), "INSERT INTO river_job (kind, args, max_attempts, queue, priority, state, scheduled_at) VALUES ('"+job+"', '{}', 3, 'default', 1, 'available', now())"); err != nil {
		t.Fatal(err)
	}
}

func (s *source) before(_ http.ResponseWriter, r *http.Request) bool {
	from, _, _ := net.SplitHostPort(r.RemoteAddr)
	s.mu.Lock()
	s.asked[from]++
	quick := s.quick
	s.mu.Unlock()
	if !quick {
		time.Sleep(150 * time.Millisecond)
	}
	return false
}

// busyOn waits until a worker is in the middle of pulling from a source.
func (f *field) busyOn(t *testing.T, src *source) (busy *process) {
	t.Helper()
	f.until(t, "a worker pulls from "+src.spec, func() bool {
		src.mu.Lock()
		defer src.mu.Unlock()
		for _, w := range f.workers {
			if src.asked[w.host.Address] > perSource/4 {
				busy = w
			}
		}
		return busy != nil
	})
	return busy
}

// whole waits until all releases of all that is followed are in the record.
func (f *field) whole(t *testing.T) {
	t.Helper()
	want := fmt.Sprint(1 + perSource*len(f.sources))
	f.until(t, want+" releases are in the record", func() bool {
		out, err := exec.Command("psql", "-X", "-A", "-t", "-d", f.database.Address(), "-c", "SELECT count(*) FROM release").CombinedOutput()
		return err == nil && strings.TrimSpace(string(out)) == want
	})
}

// until waits for something to come about.
func (f *field) until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for begun := time.Now(); !is(); time.Sleep(100 * time.Millisecond) {
		if time.Since(begun) > 90*time.Second {
			t.Fatalf("not in 90 seconds: %s", what)
		}
	}
	t.Logf("%s: %s", time.Now().Format("15:04:05"), what)
}

// step is a part of the test; where it fails nothing that follows would tell anything.
func (f *field) step(t *testing.T, name string, do func()) {
	t.Helper()
	t.Logf("%s: %s", time.Now().Format("15:04:05"), name)
	do()
	if t.Failed() {
		t.FailNow()
	}
}

// stop ends all that works and serves, as an operator does.
func (f *field) stop(t *testing.T) {
	t.Helper()
	f.now(t, "alert")
	f.until(t, "all was told of", func() bool { return f.hooks.count() == perSource*len(f.sources) })
	for _, r := range f.readers {
		t.Logf("%s: a reader waited for %s at most to be told that the record cannot be read", r.base, r.slowest)
	}
	for _, p := range append(f.workers, f.readers[0].server, f.readers[1].server) {
		p.mayEnd.Store(true)
		p.signal(t, syscall.SIGTERM)
		<-p.ended
	}
}

// sameAsQuiet holds the record against one that one pull made.
func (f *field) sameAsQuiet(t *testing.T, program string) {
	t.Helper()
	quiet := t.TempDir()
	command := func(args ...string) string {
		out, err := exec.Command(program, append(args, "--store", quiet)...).Output()
		if err != nil {
			t.Fatalf("%v: %v: %s", args, err, out)
		}
		return string(out)
	}
	for _, src := range f.sources {
		src.quick = true
		command("source", "add", "--local", src.spec)
	}
	command("pull")
	got, want := exported(t, f.run(t, program, "export", "--format", "jsonl")), exported(t, command("export", "--format", "jsonl"))
	if len(want) != perSource*len(f.sources) {
		t.Errorf("a quiet pull makes %d releases", len(want))
	}
	for id, record := range want {
		if got[id] != record {
			t.Fatalf("after all that:\n%s\nundisturbed:\n%s", got[id], record)
		}
	}
	if len(got) != len(want)+1 {
		t.Errorf("%d releases after all that, %d undisturbed and one that was there before", len(got), len(want))
	}
}

// exported are the lines of an export by id, without when each was captured.
func exported(t *testing.T, lines string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for line := range strings.Lines(lines) {
		var record map[string]json.RawMessage
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		delete(record, "captured_at")
		id := string(record["id"])
		if out[id] != "" {
			t.Errorf("release %s is there twice", id)
		}
		b, err := json.Marshal(record)
		if err != nil {
			t.Fatal(err)
		}
		out[id] = string(b)
	}
	return out
}

// hook is called with alerts.
type hook struct {
	mu     sync.Mutex
	alerts map[string]map[string]bool // the messages that an alert came in, by its id
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var message struct {
		Alerts []struct{ ID string } `json:"alerts"`
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := json.Unmarshal(body, &message); err != nil || len(message.Alerts) == 0 {
		h.alerts["not understood: "+string(body)] = nil
	}
	for _, a := range message.Alerts {
		if h.alerts[a.ID] == nil {
			h.alerts[a.ID] = map[string]bool{}
		}
		h.alerts[a.ID][r.Header.Get("webhook-id")] = true
	}
	w.WriteHeader(http.StatusNoContent)
}

func (h *hook) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.alerts)
}

// alertedOnce looks whether each alert was sent in one message, however often that was sent.
func (f *field) alertedOnce(t *testing.T) {
	t.Helper()
	for id, messages := range f.hooks.alerts {
		if len(messages) != 1 {
			t.Errorf("%s was told in %d messages", id, len(messages))
		}
	}
	if n := f.hooks.count(); n != perSource*len(f.sources) {
		t.Errorf("%d alerts of %d releases", n, perSource*len(f.sources))
	}
}
