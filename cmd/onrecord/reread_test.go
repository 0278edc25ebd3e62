package main

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

// What an older onrecord read is read again from the captures alone: here one
// that found nothing in a page but its title.
func TestRereadMakesFactsByTodaysRules(t *testing.T) {
	folder := t.TempDir()
	old, err := sqlite.Open(t.Context(), filepath.Join(folder, databaseName), sqlite.Options{Rules: "read 0", Identify: fact.Identify})
	if err != nil {
		t.Fatal(err)
	}
	page := "• PRESS RELEASE : Lantern news [April 2031]\n\nThe press release issued by the Harbour Board on 4 April 2031.\n\nThe Harbour Board will open 3 lighthouses by May 2032.\n"
	c := onrecord.NewCapture([]byte(page), "gone/lanterns.txt", "", time.Date(2031, 4, 5, 0, 0, 0, 0, time.UTC))
	if _, err := old.Save(t.Context(), []store.Ingested{{Capture: c, Kind: onrecord.SourceTextArchive}}); err != nil {
		t.Fatal(err)
	}
	if err := old.Finish(t.Context(), []store.Finished{{Hash: c.Hash, Location: c.Location}}); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		run(t, folder, "", "reread").want(t, 0, "1 capture is read under today's rules: 1 release.")
	}
	run(t, folder, "", "list", "commitments").want(t, 0, "open 3 lighthouses")
	run(t, folder, "", "check").want(t, 0)
}
