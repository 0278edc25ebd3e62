package sqlite

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/onrecord/onrecord"
)

// What was read under other rules may be indexed by other words: that is no damage, and ends where it is read again.
func TestCheckKnowsOtherRules(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	in := ingested("a.txt", noon, plainRecord("k1", "Lanterns", "Lanterns are lit.", "2025-02-03"))
	s := openAt(t, path, Options{Rules: "1"})
	mustSave(t, s, in)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := raw(t, path, "UPDATE frequency SET stems = x'0102'"); err != nil {
		t.Fatal(err)
	}
	s = openAt(t, path, Options{Rules: "2"})
	for indexed := range 2 {
		if report, err := s.Check(ctx, nil); err != nil || len(report.Faults) > 0 || report.Indexed != indexed || report.ToReread != 1-indexed {
			t.Errorf("%+v, %v, want no fault and the index of %d", report, err, indexed)
		}
		mustSave(t, s, in)
	}
}

// What a person said under earlier rules, which today's would refuse, stands as it was said: that is no damage.
func TestCheckKnowsEarlierStatements(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	s := openAt(t, path, Options{Rules: "1"})
	said := onrecord.Statement{Kind: onrecord.StatementConfirm, Subject: onrecord.StableID("fact"), Note: "a bell\a", By: "Ada", At: noon}
	if _, err := s.State(ctx, said); !errors.Is(err, onrecord.ErrInvalid) {
		t.Fatalf("a note with a bell: %v", err)
	}
	insert := func(id string) {
		t.Helper()
		if err := raw(t, path, fmt.Sprintf("INSERT INTO statement (id, kind, subject, words, scale, evidence, corrections, rule, note, by, at) VALUES (0x%s, 'confirm', 0x%s, '', '', '', '', '', 'a bell' || char(7), 'Ada', %d)",
			id, said.Subject, noon.UnixMicro())); err != nil {
			t.Fatal(err)
		}
	}
	insert(said.MadeID())
	if report, err := s.Check(ctx, nil); err != nil || len(report.Faults) > 0 || report.Statements != 1 {
		t.Errorf("%+v, %v, want one statement and no fault", report, err)
	}
	insert(onrecord.StableID("another"))
	if report, err := s.Check(ctx, nil); err != nil || len(report.Faults) != 1 {
		t.Errorf("%+v, %v, want a fault", report, err)
	}
}

// What was linked under other rules may be linked otherwise: that is no damage, and ends where all links are made anew.
func TestCheckKnowsOtherLinks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onrecord.db")
	s := openAt(t, path, Options{Rules: "1"})
	first := plainRecord("k1", "Lanterns", "The Lantern Fund has £2.4 million.", "2025-02-03")
	sum := onrecord.Figure{Head: onrecord.Head{ID: onrecord.StableID("fund"), Text: "£2.4 million", Span: onrecord.Span{Start: 21, End: 34}}, Qualifier: onrecord.QualifierExact, Kind: onrecord.FigureMoney, Unit: "GBP", Value: 2.4e6}
	first.Figures = append(first.Figures, sum)
	mustSave(t, s, ingested("a.txt", noon, first))
	if err := s.Link(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if report, err := s.Check(ctx, nil); err != nil || report.Relink || len(report.Faults) > 0 {
		t.Fatalf("linked under today's rules: %+v, %v", report, err)
	}
	if err := raw(t, path, "UPDATE counter SET value = 0 WHERE name = 'link rules'; UPDATE member SET body = x'00'"); err != nil {
		t.Fatal(err)
	}
	if report, err := s.Check(ctx, nil); err != nil || !report.Relink || len(report.Faults) > 0 {
		t.Errorf("linked under other rules: %+v, %v, want no fault", report, err)
	}
	if _, err := s.Relink(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if report, err := s.Check(ctx, nil); err != nil || report.Relink || len(report.Faults) > 0 {
		t.Errorf("after all links were made anew: %+v, %v", report, err)
	}
}
