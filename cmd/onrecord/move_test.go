package main

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/onrecord/onrecord/internal/postgrestest"
)

// manyReleases makes a record of some releases in a folder.
func manyReleases(t *testing.T, n int) string {
	t.Helper()
	folder := t.TempDir()
	for i := range n {
		text := strings.NewReplacer("Lanterns for", "Lanterns "+strings.Repeat("i", i)+" for", "Dredging", "Dredging "+strings.Repeat("i", i)).Replace(archive)
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%04d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data := t.TempDir()
	run(t, data, "", "import", folder).want(t, exitDone)
	return data
}

// TestKilledMoveGoesOn kills moves at random moments, into a database and back, until they are done: all is carried, once.
func TestKilledMoveGoesOn(t *testing.T) {
	data := manyReleases(t, 60)
	at, back := postgrestest.Address(t), t.TempDir()
	want := run(t, data, "", "export", "--format", "jsonl").stdout
	chance := rand.New(rand.NewPCG(7, 0))
	for _, way := range [][2]string{{data, at}, {at, back}} {
		kills := 0
		for longest := 60 * time.Millisecond; ; longest += 120 * time.Millisecond { // so that one is killed on a quick machine, and it ends on a slow one
			if err := moveAndKill(t, way, time.Duration(chance.Int64N(int64(longest)))); err == nil {
				break
			}
			kills++
		}
		t.Logf("%d moves were killed", kills)
		if kills == 0 {
			t.Error("no move was killed")
		}
		runAt(t, way[1], "check").want(t, exitDone, "All is well.", "120 releases")
		if got := run(t, way[1], "", "export", "--format", "jsonl").stdout; got != want {
			t.Errorf("from %s to %s: the export is another", way[0], way[1])
		}
	}
}

// moveAndKill moves, and kills that after a time. It returns an error where it was killed before it was done.
func moveAndKill(t *testing.T, way [2]string, after time.Duration) error {
	t.Helper()
	cmd := exec.Command(os.Args[0], "move", "--from", way[0], "--to", way[1])
	cmd.Env = append(os.Environ(), "ONRECORD_AS_PROGRAM=1")
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	kill.Stop()
	if cmd.ProcessState.Exited() && err != nil {
		t.Fatalf("it failed by itself: %v: %s", err, said.String())
	}
	if cmd.ProcessState.Exited() {
		return nil
	}
	return err
}

// TestMovedNowhere refuses to carry a record into itself, by whatever name.
func TestMovedNowhere(t *testing.T) {
	folder, at := t.TempDir(), postgrestest.Address(t)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(folder, link); err != nil {
		t.Skip(err)
	}
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("connect_timeout", "7")
	q.Set("search_path", q.Get("search_path")+",pg_catalog")
	u.RawQuery = q.Encode()
	for _, way := range [][2]string{{folder, folder + "/"}, {folder, link}, {at, u.String()}} {
		run(t, way[0], "", "source", "add", "govuk:harbour-board").want(t, exitDone)
		runAt(t, "", "move", "--from", way[0], "--to", way[1]).want(t, exitUsage, "the same place")
		runAt(t, way[0], "source", "list").want(t, exitDone, "govuk:harbour-board")
	}
}

// TestMovedWhileOthersWrite: who pulls is waited for by nobody, and what else is written meanwhile is told of.
func TestMovedWhileOthersWrite(t *testing.T) {
	data, at := manyReleases(t, 20), postgrestest.Address(t)
	_, unlock, free, err := place(data).lockPull(t.Context())
	if err != nil || !free {
		t.Fatal(free, err)
	}
	runAt(t, "", "move", "--from", data, "--to", at).want(t, exitFailed, "pulls into the record in "+data)
	unlock()

	stop := make(chan struct{})
	var writing sync.WaitGroup
	writing.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				if r := run(t, data, "", "source", "add", fmt.Sprintf("govuk:harbour-board-%d", i)); r.code != exitDone {
					t.Errorf("nobody can write to the old record meanwhile: %s", r.stderr)
				}
			}
		}
	})
	there := filepath.Join(t.TempDir(), "there")
	runAt(t, "", "move", "--from", data, "--to", there).want(t, exitFailed, "written to since", "move again")
	close(stop)
	writing.Wait()
	runAt(t, there, "check").want(t, exitDone, "All is well.", "40 releases")
	runAt(t, "", "move", "--from", data, "--to", at).want(t, exitDone, "All is well.", "40 releases")
}
