package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/onrecord/onrecord/internal/postgrestest"
)

// runAt runs a command where ONRECORD_STORE names a place.
func runAt(t *testing.T, at string, args ...string) onrecordRun {
	t.Helper()
	var out, errs bytes.Buffer
	p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, env: func(name string) string {
		if name == "ONRECORD_STORE" {
			return at
		}
		return ""
	}}
	return onrecordRun{p.run(context.Background(), args), out.String(), errs.String()}
}

// TestAddressesOfNoEngine: a mistyped address makes no folder of its name, and its password is not told.
func TestAddressesOfNoEngine(t *testing.T) {
	t.Chdir(t.TempDir())
	file := write(t, "archive.txt", archive)
	for _, at := range []string{"mysql://clerk:hunter2@records.example/x", "postgres://clerk:hun%zzter2@records.example/x", "postgres://clerk:hunter2@records.example:port/x", "http://records.example"} {
		for _, args := range [][]string{{"search", "boats"}, {"import", file}, {"pull"}, {"move", "--from", at, "--to", "there"}, {"move", "--from", "here", "--to", at}} {
			if args[0] == "move" {
				runAt(t, "here", "import", file).want(t, exitDone)
			}
			r := runAt(t, at, args...)
			r.want(t, exitUsage, "postgres://USER@HOST/DATABASE")
			if strings.Contains(r.stdout+r.stderr, "ter2") {
				t.Errorf("%v tells the password of %s: %s", args, at, r.stderr)
			}
		}
	}
	if there, err := filepath.Glob("*"); err != nil || strings.Join(there, " ") != "here" {
		t.Errorf("made: %v, %v", there, err)
	}
}

// TestARecordInPostgreSQL runs the commands on a database, and carries the record there and back.
func TestARecordInPostgreSQL(t *testing.T) {
	at := postgrestest.Address(t)
	empty := postgrestest.NewAddress(t)
	runAt(t, empty, "search", "boats").want(t, exitFailed, "there is no record here", "onrecord import", "--store")
	runAt(t, empty, "pull").want(t, exitFailed, "there is no record here")
	runAt(t, at, "import", write(t, "archive.txt", archive)).want(t, exitDone)
	for _, c := range []struct {
		args  string
		words []string
	}{
		{"search boats", []string{"Dredging begins", "1 release found"}},
		{"list money", []string{"1,500,000 GBP"}},
		{"list people", []string{"Ada Venn"}},
		{"due", nil},
		{"check", []string{"All is well."}},
		{"relink", nil},
		{"doctor", nil},
		{"pull", []string{"source"}},
		{"source add " + write(t, "feed.xml", "<feed/>"), nil},
		{"export --format csv --table quotes", []string{"Ada Venn"}},
		{"backup " + filepath.Join(t.TempDir(), "copy.db"), []string{"Copied to"}},
	} {
		t.Run(c.args, func(t *testing.T) {
			if r := runAt(t, at, strings.Fields(c.args)...); r.code == exitFailed || len(c.words) > 0 {
				r.want(t, exitDone, c.words...)
			}
		})
	}
	folder := filepath.Join(t.TempDir(), "there")
	runAt(t, "", "move", "--from", at, "--to", folder).want(t, exitDone, "All is well", "--store "+folder)
	runAt(t, "", "--store", folder, "search", "boats").want(t, exitDone, "1 release found")
	runAt(t, "", "move", "--from", folder, "--to", at).want(t, exitUsage, "there is a record at")
	back := postgrestest.NewAddress(t)
	r := runAt(t, "", "move", "--from", folder, "--to", back, "--json")
	r.want(t, exitDone, `"faults":[]`, `"releases":2`)
	runAt(t, back, "search", "boats").want(t, exitDone, "1 release found")
}

// TestPlacesThatAreNone says what is wrong with a place, and never a password.
func TestPlacesThatAreNone(t *testing.T) {
	runAt(t, "", "--store", "a", "--data", "b", "search", "boats").want(t, exitUsage, "give one of them")
	runAt(t, "", "search", "boats").want(t, exitUsage, "no place for the record")
	runAt(t, "", "move", "--from", "a").want(t, exitUsage, "--from and --to")
	runAt(t, "", "move", "--from", "a", "--to", "a").want(t, exitUsage, "the same place")
	r := runAt(t, "postgres://clerk:hunter2@127.0.0.1:1/onrecord", "search", "boats")
	r.want(t, exitFailed, "postgres://clerk@127.0.0.1:1/onrecord cannot be reached")
	if strings.Contains(r.stdout+r.stderr, "hunter2") {
		t.Errorf("a password is printed: %s", r.stderr)
	}
}
