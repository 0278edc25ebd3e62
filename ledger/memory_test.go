package ledger_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/ledger"
	"github.com/onrecord/onrecord/sample"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

// TestMemoryFollowsTheRecord asks a memory for the ledger after every write to a record that grows, and holds what it
// says against what is read anew: mentions come late and early, sums are rejected and that is undone, links are made anew.
func TestMemoryFollowsTheRecord(t *testing.T) {
	ctx := context.Background()
	s, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "onrecord.db"), sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	var memory ledger.Memory
	same := func(after string) ledger.Page {
		t.Helper()
		var last ledger.Page
		for _, r := range []ledger.Request{{Limit: 100, Order: store.FactLargest}, {Limit: 20}} {
			want, err := ledger.Sums(ctx, s, r)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 { // made, then remembered
				if last, err = memory.Sums(ctx, s, r); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, last, cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
					t.Fatalf("after %s: %s", after, diff)
				}
			}
		}
		return last
	}
	same("nothing")
	files, err := fs.Glob(sample.Files(), "archive/*.txt")
	if err != nil || len(files) < 3 {
		t.Fatal(len(files), err)
	}
	take := func(name string, body []byte) {
		t.Helper()
		walk := func(_ context.Context, visit func(onrecord.Capture) error, _ func(onrecord.Problem) error) error {
			return visit(onrecord.NewCapture(body, name, "", sample.CapturedAt("archive/public-safety.txt")))
		}
		if _, err := ingest.Run(ctx, s, walk, ingest.Options{}); err != nil {
			t.Fatal(err)
		}
		same(name)
	}
	for i := range releases { // the later first
		take(string(rune('b'-i))+".txt", []byte(releases[len(releases)-1-i]))
	}
	for i, r := range later[1:] {
		take(string(rune('c'+i))+".txt", []byte(r))
	}
	for _, file := range files {
		body, err := fs.ReadFile(sample.Files(), file)
		if err != nil {
			t.Fatal(err)
		}
		take(file, body)
	}
	e := same("all").Entries[0]
	said, err := s.State(ctx, onrecord.Statement{Kind: onrecord.StatementReject, Subject: e.ID, By: "Ida", At: sample.CapturedAt("archive/public-safety.txt")})
	if err != nil {
		t.Fatal(err)
	}
	same("a rejection")
	if _, err := s.State(ctx, onrecord.Statement{Kind: onrecord.StatementUndo, Subject: said[0].ID, By: "Ida", At: said[0].At}); err != nil {
		t.Fatal(err)
	}
	same("its undoing")
	if _, err := s.Relink(ctx, nil); err != nil {
		t.Fatal(err)
	}
	same("new links")
}
