package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

// How hard TestKilledPullGoesOn tries: by default as much as is quick.
//
//	go test ./cmd/onrecord -run TestKilledPullGoesOn -v -pull-releases 2000 -pull-kills 200 -timeout 60m
var (
	pullReleases = flag.Int("pull-releases", 150, "how many releases the publisher of TestKilledPullGoesOn has")
	pullKills    = flag.Int("pull-kills", 8, "how often the pull is killed")
	pullSeed     = flag.Uint64("pull-seed", 1, "of the moments")
)

// TestKilledPullGoesOn kills -9 a pull at random moments, between any two requests or
// while it saves, and lets the next go on: nothing captured is lost, nothing is there
// twice, and the record is the one that an undisturbed pull makes.
func TestKilledPullGoesOn(t *testing.T) {
	site, url := play(t, *pullReleases)
	var asked atomic.Int64
	site.Before = func(http.ResponseWriter, *http.Request) bool { asked.Add(1); return false }
	spec := "govuk:" + url + "/harbour-board"
	data := t.TempDir()
	run(t, data, "", "source", "add", "--local", spec).want(t, exitDone)

	chance := rand.New(rand.NewPCG(*pullSeed, 0))
	killed, within, kept := 0, 0, 0
	for range *pullKills {
		// So far that the kills are spread over the whole of the pull: a run that is killed asks for some eight
		// things again, its listing and what was not saved.
		until := asked.Load() + chance.Int64N(2*(int64(*pullReleases)/int64(*pullKills)+8))
		killed += killAfter(t, data, func() bool { return asked.Load() >= until }, time.Duration(chance.Int64N(int64(15*time.Millisecond))))
		listed := run(t, data, "", "list", "--limit", "0")
		listed.want(t, exitDone)
		now := strings.Count(listed.stdout, "\n")
		if now < kept {
			t.Fatalf("%d releases were kept before a kill, %d after", kept, now)
		}
		if kept = now; kept < *pullReleases {
			within++
		}
	}
	t.Logf("%d of %d runs were killed, %d of them before all was kept; %d of %d releases were kept by then", killed, *pullKills, within, kept, *pullReleases)
	if killed == 0 {
		t.Error("no run was killed")
	}
	run(t, data, "", "pull", "--force").want(t, exitDone)
	run(t, data, "", "check").want(t, exitDone, "All is well.")

	undisturbed := t.TempDir()
	run(t, undisturbed, "", "source", "add", "--local", spec).want(t, exitDone)
	run(t, undisturbed, "", "pull").want(t, exitDone)
	got, want := recordOf(t, data), recordOf(t, undisturbed)
	if len(want) != *pullReleases || !maps.Equal(got, want) {
		for _, id := range slices.Sorted(maps.Keys(want)) {
			if got[id] != want[id] {
				t.Fatalf("after the kills:\n%s\nundisturbed:\n%s", got[id], want[id])
			}
		}
		t.Fatalf("%d releases after the kills, %d undisturbed", len(got), len(want))
	}
	if a, b := originsOf(t, data), originsOf(t, undisturbed); a != b {
		t.Errorf("captures after the kills: %s\nundisturbed: %s", a, b)
	}
}

// killAfter starts a pull and kills it a little after it has gone far enough. It returns 1
// where the pull was killed, 0 where it had ended by itself.
func killAfter(t *testing.T, data string, far func() bool, after time.Duration) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], "pull", "--force", "--data", data)
	cmd.Env = append(os.Environ(), "ONRECORD_AS_PROGRAM=1")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for !far() {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("a pull failed by itself: %v: %s", err, said.String())
			}
			return 0
		case <-time.After(time.Millisecond):
		}
	}
	time.Sleep(after)
	_ = cmd.Process.Kill()
	if err := <-ended; err == nil {
		return 0
	}
	return 1
}

// recordOf is the record by release, without when it was captured.
func recordOf(t *testing.T, data string) map[string]string {
	t.Helper()
	r := run(t, data, "", "export", "--format", "jsonl")
	r.want(t, exitDone)
	out := map[string]string{}
	for line := range strings.Lines(r.stdout) {
		var rec onrecord.Record
		if err := json.Unmarshal([]byte(line), &rec); err != nil {
			t.Fatal(err)
		}
		rec.CapturedAt = time.Time{}
		if out[rec.ID] != "" {
			t.Fatalf("release %s is there twice", rec.ID)
		}
		b, err := json.Marshal(rec)
		if err != nil {
			t.Fatal(err)
		}
		out[rec.ID] = string(b)
	}
	return out
}

// originsOf says how many captures and releases there are, by origin.
func originsOf(t *testing.T, data string) string {
	t.Helper()
	r := run(t, data, "", "source", "list", "--json")
	r.want(t, exitDone)
	var all sourcesJSON
	if err := json.Unmarshal([]byte(r.stdout), &all); err != nil {
		t.Fatal(err)
	}
	for i := range all.Origins {
		all.Origins[i].First, all.Origins[i].Last = time.Time{}, time.Time{}
	}
	b, err := json.Marshal(all.Origins)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
