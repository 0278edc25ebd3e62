package sqlite

import (
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
