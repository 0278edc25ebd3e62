// Package sharedtest finds the real announcements and other people's test
// cases that lie beside the project and are no part of it.
package sharedtest

import (
	"os"
	"path/filepath"
	"testing"
)

// Path returns the path of a file or folder under shared/, beside the
// project's root. Where it is absent the test is skipped and says so; with
// CI=true it fails instead, because there it is always present.
func Path(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(root(t), "..", "shared", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("shared/%s is missing: %v", name, err)
		}
		t.Skipf("shared/%s is not here: this test needs the announcements kept beside the project", name)
	}
	return path
}

// Read returns the bytes of a file under shared/, as Path finds it.
func Read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(Path(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = up
	}
}
