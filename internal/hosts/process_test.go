//go:build linux

package hosts_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/onrecord/onrecord/internal/hosts"
)

// process is onrecord on a host.
type process struct {
	host    *hosts.Host
	program string
	args    []string

	cmd    *exec.Cmd
	said   output
	ended  chan struct{}
	mayEnd atomic.Bool
}

// output is what a process says, which may be read while it goes on.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// start starts it. It must not end by itself.
func (p *process) start(t *testing.T) {
	t.Helper()
	p.cmd = p.host.Command(p.program, p.args...)
	p.cmd.Stdout, p.cmd.Stderr = &p.said, &p.said
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	p.mayEnd.Store(false)
	cmd, ended := p.cmd, make(chan struct{})
	p.ended = ended
	go func() {
		err := cmd.Wait()
		if !p.mayEnd.Load() {
			t.Errorf("%v ended by itself: %v", p.args, err)
		}
		close(ended)
	}()
}

// kill ends it at once, and waits until it is gone. It may have ended.
func (p *process) kill(t *testing.T) {
	t.Helper()
	p.mayEnd.Store(true)
	_ = p.cmd.Process.Kill()
	<-p.ended
}

func (p *process) signal(t *testing.T, s syscall.Signal) {
	t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		t.Error(err)
	}
}

// reader reads from a web server all the time.
type reader struct {
	field  *field
	server *process
	base   string

	mu   sync.Mutex
	gone bool // the server cannot reach the database
	told int  // clear errors in a row
	good int  // answers in a row

	slowest time.Duration // of the clear errors
}

func newReader(f *field) *reader {
	h := f.net.Add()
	listen := h.Address + ":8080"
	return &reader{field: f, gone: true, base: "http://" + listen, server: &process{host: h, program: f.program, args: []string{"serve", "--store", f.record, "--listen", listen, "--no-pull", "--allow-private", "--api-rate", "0"}}}
}

// read begins to read, until what it returns is called.
func (r *reader) read(t *testing.T) (stop func()) {
	ending := make(chan struct{})
	var all sync.WaitGroup
	for _, path := range []string{"/search?q=lanterns", "/api/v1/releases?limit=5", "/money", "/api/v1/search?q=mole"} {
		all.Go(func() {
			for {
				select {
				case <-ending:
					return
				case <-time.After(200 * time.Millisecond):
					r.ask(t, path)
				}
			}
		})
	}
	return func() { close(ending); all.Wait() }
}

// ask asks for one page.
func (r *reader) ask(t *testing.T, path string) {
	r.mu.Lock()
	before := r.gone
	r.mu.Unlock()
	began := time.Now()
	status, clear, said := get(r.base + path)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.server.mayEnd.Load() {
		return
	}
	switch {
	case status == http.StatusOK:
		r.good, r.told = r.good+1, 0
	case clear && (before || r.gone):
		r.good, r.told, r.slowest = 0, r.told+1, max(r.slowest, time.Since(began))
	case status == 0 && before && r.good == 0 && r.told == 0: // it has not begun
	default:
		t.Errorf("%s: after %s: %d: %s", r.base+path, time.Since(began), status, said)
	}
}

// get returns the status of an answer, 0 where there is none, and whether it is a clear word that the record
// cannot be read.
func get(url string) (status int, clear bool, said string) {
	client := http.Client{Timeout: time.Minute}
	answer, err := client.Get(url)
	if err != nil {
		return 0, false, err.Error()
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, false, fmt.Sprint("the answer broke off: ", err)
	}
	return answer.StatusCode, isClear(answer, string(body)), string(body[:min(len(body), 2000)])
}

// away does something while which the server cannot reach the database, and then waits until it
// answers again, by itself.
func (r *reader) away(t *testing.T, do func()) {
	t.Helper()
	r.mu.Lock()
	r.gone, r.good, r.told = true, 0, 0
	r.mu.Unlock()
	do()
	r.mu.Lock()
	r.good = 0
	r.mu.Unlock()
	r.wait(t, "it answers again", func() bool { return r.good > 8 })
	r.mu.Lock()
	r.gone = false
	r.mu.Unlock()
}

// untilAway waits until the server says that it cannot read the record.
func (r *reader) untilAway(t *testing.T) {
	t.Helper()
	r.wait(t, "it says that the record cannot be read", func() bool { return r.told > 3 })
}

func (r *reader) wait(t *testing.T, what string, is func() bool) {
	t.Helper()
	r.field.until(t, r.base+": "+what, func() bool {
		r.mu.Lock()
		defer r.mu.Unlock()
		return is()
	})
}
