package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord/internal/postgrestest"
)

// TestMain lets the test's own binary be the program, so that it can be killed.
func TestMain(m *testing.M) {
	if os.Getenv("ONRECORD_AS_PROGRAM") == "1" {
		main()
		return
	}
	os.Exit(postgrestest.Run(m))
}

// TestKilledImportGoesOn kills an import in the middle, twice, and lets it go
// on: the record is the one that an undisturbed import makes.
func TestKilledImportGoesOn(t *testing.T) {
	const files = 200
	folder := t.TempDir()
	for i := range files {
		text := strings.NewReplacer("Lanterns for", fmt.Sprintf("Lanterns %d for", i), "Dredging", fmt.Sprintf("Dredging %d", i)).Replace(archive)
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%04d.txt", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data := t.TempDir()
	killed := 0
	for _, after := range []time.Duration{150 * time.Millisecond, 250 * time.Millisecond} {
		cmd := exec.Command(os.Args[0], "import", "--data", data, folder)
		cmd.Env = append(os.Environ(), "ONRECORD_AS_PROGRAM=1")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(after)
		_ = cmd.Process.Kill() // it may have ended by itself on a fast machine
		if err := cmd.Wait(); err != nil {
			killed++
		}
	}
	if killed == 0 {
		t.Log("no run was killed before it ended: this machine is too quick for the test to say much")
	}
	run(t, data, "", "import", folder).want(t, exitDone)
	run(t, data, "", "check").want(t, exitDone, "All is well.")

	undisturbed := t.TempDir()
	run(t, undisturbed, "", "import", folder).want(t, exitDone, fmt.Sprintf("%d new", 2*files))
	export := func(data string) map[string]bool {
		r := run(t, data, "", "export", "--format", "csv", "--table", "commitments")
		r.want(t, exitDone)
		lines := map[string]bool{}
		for _, line := range strings.Split(r.stdout, "\n") {
			lines[line] = true
		}
		return lines
	}
	got, want := export(data), export(undisturbed)
	if len(got) != len(want) || len(want) < files {
		t.Errorf("%d commitments after the kills, %d in an undisturbed record", len(got), len(want))
	}
	for line := range want {
		if !got[line] {
			t.Fatalf("missing after the kills: %s", line)
		}
	}
}
