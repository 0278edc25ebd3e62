//go:build unix

package main

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"
	"time"

	"github.com/onrecord/onrecord/internal/postgrestest"
	"github.com/onrecord/onrecord/internal/publisher"
)

// worker is "onrecord work" as a process of its own.
type worker struct {
	cmd  *exec.Cmd
	said bytes.Buffer
}

func atWork(t *testing.T, record string) *worker {
	t.Helper()
	w := &worker{cmd: exec.Command(os.Args[0], "work", "--store", record, "--longest", "2s", "--log-level", "debug")}
	w.cmd.Env = append(os.Environ(), "ONRECORD_AS_PROGRAM=1")
	w.cmd.Stdout, w.cmd.Stderr = &w.said, &w.said
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.cmd.Process.Kill(); _ = w.cmd.Wait() })
	return w
}

// TestWorkersShareARecord lets two workers pull from two publishers into one database, kills one
// in the middle of a job, takes the database away and gives it back, and looks whether the record is the one
// that an undisturbed pull makes.
func TestWorkersShareARecord(t *testing.T) {
	server := postgrestest.Own(t)
	record := server.Address()
	const releases = 60
	var asked atomic.Int64
	var specs []string
	for _, kind := range []string{"govuk:%s/harbour-board", "wordpress:%s/"} {
		site, url := play(t, releases)
		for i := range releases {
			// No release of the one is one of the other: which was read first would else tell.
			site.Edit(i+1, func(p *publisher.Post) {
				p.Title, p.Paragraphs[0] = fmt.Sprintf("%s (%.4s)", p.Title, kind), kind+" "+p.Paragraphs[0]
			})
		}
		site.Before = func(http.ResponseWriter, *http.Request) bool {
			asked.Add(1)
			time.Sleep(5 * time.Millisecond)
			return false
		}
		specs = append(specs, fmt.Sprintf(kind, url))
	}
	data := t.TempDir()
	for _, spec := range specs {
		run(t, data, "", "source", "add", "--local", spec).want(t, exitDone)
	}
	run(t, data, "", "move", "--from", data, "--to", record).want(t, exitDone)
	run(t, data, "", "pull").want(t, exitDone)
	undisturbed := recordOf(t, data)
	asked.Store(0)

	lost := atWork(t, record)
	stays := atWork(t, record)
	until(t, "a third was asked for", func() bool { return asked.Load() > 2*releases/3 }, stays)
	_ = lost.cmd.Process.Kill()
	until(t, "half was asked for", func() bool { return asked.Load() > releases }, stays)
	if err := server.Halt(); err != nil {
		t.Fatal(err)
	}
	run(t, record, "", "list").want(t, exitFailed, "cannot be reached")
	if err := server.Begin(); err != nil {
		t.Fatal(err)
	}
	atWork(t, record)
	origins := originsOf(t, data)
	until(t, "all is there", func() bool { return originsOf(t, record) == origins }, stays)
	run(t, record, "", "check").want(t, exitDone, "All is well.")
	if got := recordOf(t, record); !maps.Equal(got, undisturbed) {
		t.Errorf("%d releases by workers, %d by one pull; they differ", len(got), len(undisturbed))
	}
}

// until waits for something to come about.
func until(t *testing.T, what string, is func() bool, w *worker) {
	t.Helper()
	for begun := time.Now(); !is(); time.Sleep(50 * time.Millisecond) {
		if time.Since(begun) > 2*time.Minute {
			t.Fatalf("not in two minutes: %s\n%s", what, w.said.String())
		}
	}
}
