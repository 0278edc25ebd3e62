package sqlite

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// TestListsSeeWhatOthersWrite asks one store for lists before and after another has
// written to the same file: what it remembers counts no longer. What a list returned is
// the caller's own.
func TestListsSeeWhatOthersWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	reader, writer := openAt(t, path, Options{Rules: "1"}), openAt(t, path, Options{Rules: "1"})
	body := func(key, day string) onrecord.Record {
		r := plainRecord(key, "Lanterns "+key, "The Lantern Office lights lanterns.", day)
		r.Names = []onrecord.Name{{ID: onrecord.StableID(r.ID, "name"), Kind: onrecord.NameBody, Text: "Lantern Office", Aliases: []string{"the " + key + " office"}, Spans: []onrecord.Pair{{Start: 4, End: 18}}}}
		return r
	}
	mustSave(t, writer, ingested("a.txt", noon, body("first", "2025-02-03")))
	ask := func() (store.Named, int, int) {
		names, err := reader.Names(ctx, store.NameRequest{})
		if err != nil || len(names.Names) != 1 {
			t.Fatalf("%d names, %v", len(names.Names), err)
		}
		facts, err := reader.Facts(ctx, store.FactRequest{Kind: onrecord.KindName, Name: link.NameID(onrecord.NameBody, "Lantern Office")})
		if err != nil {
			t.Fatal(err)
		}
		return names.Names[0], names.Total, facts.Total
	}
	before, names, facts := ask()
	if before.Releases != 1 || names != 1 || facts != 1 {
		t.Fatalf("%d releases, %d names, %d facts, want 1 of each", before.Releases, names, facts)
	}
	slices.Reverse(before.Aliases)
	before.Aliases[0] = "changed by the caller"
	if again, _, _ := ask(); slices.Contains(again.Aliases, "changed by the caller") {
		t.Error("a list that was given away is given again")
	}
	mustSave(t, writer, ingested("b.txt", noon, body("second", "2025-02-04")))
	after, names, facts := ask()
	if after.Releases != 2 || names != 1 || facts != 2 || len(after.Aliases) != len(before.Aliases)+1 {
		t.Errorf("%d releases, %d names, %d facts, aliases %q after another was written", after.Releases, names, facts, after.Aliases)
	}
}

// TestANameIsOfOneState asks for a post while one release after another names its holder: who held it and how many releases name it are
// of one state, though they are read side by side.
func TestANameIsOfOneState(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	reader, writer := openAt(t, path, Options{Rules: "1"}), openAt(t, path, Options{Rules: "1"})
	const text, releases = "Ada Quill, Lamp Warden, lights lanterns.", 60
	body := func(i int) onrecord.Record {
		r := plainRecord(fmt.Sprint(i), fmt.Sprint("Lanterns ", i), text, "2025-02-03")
		r.Names = []onrecord.Name{
			{ID: onrecord.StableID(r.ID, "person"), Kind: onrecord.NamePerson, Text: "Ada Quill", Roles: []string{"Lamp Warden"}, Spans: []onrecord.Pair{{Start: 0, End: 9}}},
			{ID: onrecord.StableID(r.ID, "role"), Kind: onrecord.NameRole, Text: "Lamp Warden", Spans: []onrecord.Pair{{Start: 11, End: 22}}},
		}
		return r
	}
	mustSave(t, writer, ingested("0.txt", noon, body(0)))
	written := make(chan struct{})
	go func() {
		defer close(written)
		for i := 1; i < releases; i++ {
			if _, err := writer.Save(ctx, []store.Ingested{ingested(fmt.Sprint(i, ".txt"), noon, body(i))}); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	defer func() { <-written }()
	for done := false; !done; {
		select {
		case <-written:
			done = true
		default:
		}
		n, err := reader.Name(ctx, link.NameID(onrecord.NameRole, "Lamp Warden"))
		if err != nil {
			t.Fatal(err)
		}
		if len(n.Holders) != 1 || n.Holders[0].Releases != n.Releases || done && n.Releases != releases {
			t.Fatalf("%d releases name the post, its holders are %+v", n.Releases, n.Holders)
		}
	}
}
