package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheManualHasEveryCommand(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "man1")
	run(t, t.TempDir(), "", "manual", folder).want(t, exitDone)
	root := (&program{}).root()
	for _, c := range root.Commands() {
		if c.Name() == "help" {
			continue
		}
		page, err := os.ReadFile(filepath.Join(folder, "onrecord-"+c.Name()+".1"))
		if err != nil || !strings.Contains(string(page), ".SH NAME") || !strings.Contains(string(page), "\nonrecord-"+c.Name()+" - ") {
			t.Errorf("%s: %v, %.200s", c.Name(), err, page)
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, t.TempDir(), "", "manual", file).want(t, exitFailed, "can't be made")
}

// Shells complete what a command lists, and flags whose values are words.
func TestCompletions(t *testing.T) {
	for typed, want := range map[string]string{"list ": "commitments", "review ": "figures", "export --format ": "parquet", "export --table ": "quotes", "due --status ": "soon", "token add --scope ": "admin", "list --review ": "rejected", "re": "reread"} {
		args := append([]string{"__complete"}, strings.Split(typed, " ")...)
		if got := run(t, "", "", args...); !strings.Contains(got.stdout, want+"\n") && !strings.Contains(got.stdout, want+"\t") {
			t.Errorf("%q is completed by %s", typed, got.stdout)
		}
	}
}
