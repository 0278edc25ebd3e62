package storetest

import (
	"errors"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// promises is a release with a commitment and a sum.
func promises() onrecord.Record {
	r := build("pier", "Pier to be mended", "2025-01-10", "The board will mend the pier for £5 million.")
	r.Commitments = append(r.Commitments, onrecord.Commitment{Head: head(&r, onrecord.KindCommitment, "The board will mend the pier for £5 million."), Actor: "The board", Strength: onrecord.StrengthWill})
	addSum(&r, "£5 million", 5e6)
	return r
}

// verdictsAreKept: what people say of a commitment is kept by its id, whole,
// and outlasts what is read anew.
func verdictsAreKept(t *testing.T, s store.Store) {
	r := promises()
	save(t, s, capture("a.txt", noon, r, build("mended", "Pier mended", "2025-06-10", "The pier was mended.")))
	of := r.Commitments[0].ID
	kept := onrecord.Statement{
		Kind: onrecord.StatementVerdict, Subject: of, Words: "Not Kept", Scale: onrecord.ScaleFullFact, Note: "one half only", At: noon,
		Evidence: []string{onrecord.StableID("release", "mended"), "https://example.org/pier?a=1,2", r.Figures[0].ID},
	}
	said := state(t, s, kept)
	if again := state(t, s, kept); again.ID != said.ID || said.Words != "not kept" {
		t.Errorf("the same verdict again: %+v, then %+v", said, again)
	}
	withdrawn := state(t, s, onrecord.Statement{Kind: onrecord.StatementVerdict, Subject: of, At: noon.Add(time.Hour)})
	log := []onrecord.Statement{withdrawn, said}
	ask := store.StatementRequest{Kinds: []onrecord.StatementKind{onrecord.StatementVerdict}, About: of}
	equal(t, "the log", log, must(s.Statements(ctx, ask))(t).Statements)

	// A version without the commitment, links made anew, and the commitment again.
	empty := build("pier", "Pier to be mended", "2025-01-10", "Nothing is promised.")
	save(t, s, capture("a.txt", noon.Add(time.Hour), empty))
	must(s.Relink(ctx, nil))(t)
	equal(t, "the log of a commitment that is gone", log, must(s.Statements(ctx, ask))(t).Statements)
	former := state(t, s, onrecord.Statement{Kind: onrecord.StatementVerdict, Subject: of, Words: "kept", Scale: onrecord.ScaleOwn, At: noon.Add(2 * time.Hour)})
	save(t, s, capture("a.txt", noon.Add(2*time.Hour), promises()))
	equal(t, "the log of a commitment that came back", append([]onrecord.Statement{former}, log...), must(s.Statements(ctx, ask))(t).Statements)

	good := func(change func(s *onrecord.Statement)) onrecord.Statement {
		s := onrecord.Statement{Kind: onrecord.StatementVerdict, Subject: of, Words: "kept", Scale: onrecord.ScaleOwn, By: "Ida", At: noon}
		change(&s)
		return s
	}
	for what, bad := range map[string]struct {
		said onrecord.Statement
		want error
	}{
		"no word of its scale": {good(func(s *onrecord.Statement) { s.Words = "broken" }), onrecord.ErrInvalid},
		"on a sum":             {good(func(s *onrecord.Statement) { s.Subject = r.Figures[0].ID }), onrecord.ErrInvalid},
		"on nothing":           {good(func(s *onrecord.Statement) { s.Subject = "0123456789abcdef" }), onrecord.ErrNotFound},
		"on no id":             {good(func(s *onrecord.Statement) { s.Subject = "the pier" }), onrecord.ErrNotFound},
		"by unknown evidence":  {good(func(s *onrecord.Statement) { s.Evidence = []string{"0123456789abcdef"} }), onrecord.ErrNotFound},
		"by evidence of words": {good(func(s *onrecord.Statement) { s.Evidence = []string{"I saw it"} }), onrecord.ErrInvalid},
	} {
		if _, err := s.State(ctx, bad.said); !errors.Is(err, bad.want) {
			t.Errorf("%s: %v, want %v", what, err, bad.want)
		}
	}
	if n := must(s.Statements(ctx, ask))(t).Total; n != 3 {
		t.Errorf("%d verdicts are kept, want 3", n)
	}
}
