package storetest

import (
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// What another record had read a version from is kept with the version.
func originOfAnExportIsKept(t *testing.T, s store.Store) {
	r := build("a", "Lanterns for the pier", "2025-02-03", "The lanterns are lit.")
	r.Source.From = &onrecord.SourceRef{Kind: onrecord.SourceGovUK, Location: "https://harbour.example/a", SHA256: "ab"}
	in := capture("record.jsonl!0f9a", noon, r)
	save(t, s, in)
	want := onrecord.SourceRef{Kind: onrecord.SourceTextArchive, Location: "record.jsonl!0f9a", SHA256: in.Capture.Hash, From: r.Source.From}
	equal(t, "Release", want, must(s.Release(ctx, r.ID))(t).Source)
	equal(t, "ReleaseVersion", want, must(s.ReleaseVersion(ctx, r.ID, 1))(t).Source)
}
