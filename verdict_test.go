package onrecord

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func verdict(words string, scale Scale, evidence ...string) Statement {
	return Statement{Kind: StatementVerdict, Subject: "0123456789abcdef", Words: words, Scale: scale, Evidence: evidence, By: "Ida", At: time.Date(2031, 7, 2, 9, 0, 0, 0, time.UTC)}
}

// TestVerdictWords: a word is read however it is typed, and kept as its scale has it.
func TestVerdictWords(t *testing.T) {
	for _, scale := range Scales {
		for _, word := range scale.Words() {
			typed := strings.ToUpper(strings.ReplaceAll(strings.ReplaceAll(word, "'", "’"), " ", "-"))
			if s, err := NewStatement(verdict(typed, scale)); err != nil || s.Words != word {
				t.Errorf("%s of %s: %q, %v", typed, scale, s.Words, err)
			}
		}
	}
	same, _ := NewStatement(verdict("kept", ScaleOwn, "https://example.org/a"))
	other, _ := NewStatement(verdict("kept", ScaleOwn, "https://example.org/b"))
	if same.ID == other.ID {
		t.Error("other evidence, and the same id")
	}
}

func TestBadVerdicts(t *testing.T) {
	for _, c := range []struct {
		said Statement
		want string
	}{
		{verdict("broken", ScaleOwn), `it has "kept", "partly", "not kept", "superseded", "can't tell"`},
		{verdict("stalled", ScaleOwn), "a word of the scale politifact"},
		{verdict("kept", "stars"), `there are "own", "politifact", "fullfact"`},
		{verdict("kept", ""), "there is no scale"},
		{verdict("", ScaleOwn), "withdrawn"},
		{verdict("", "", "https://example.org"), "withdrawn"},
		{verdict("kept", ScaleOwn, "javascript:alert(1)"), "a web address"},
		{verdict("kept", ScaleOwn, "https://ida:secret@example.org/"), "a web address"},
		{verdict("kept", ScaleOwn, "https://example.org/a\nb"), "a web address"},
		{verdict("kept", ScaleOwn, "https://example.org/\u202egnp"), "a web address"},
		{verdict("kept", ScaleOwn, "https://example.org/"+strings.Repeat("x", MaxEvidenceAddress)), "at most 2000 bytes"},
		{verdict("kept", ScaleOwn, "https://example.org", "https://example.org"), "given twice"},
		{verdict("kept", ScaleOwn, make([]string, MaxEvidence+1)...), "20 pieces"},
		{Statement{Kind: StatementVerdict, Subject: "0123456789abcdef", Words: "kept", Scale: ScaleOwn, By: "Ida\nBram", At: time.Unix(1, 0)}, "one line"},
		{Statement{Kind: StatementRename, Subject: "a", Scale: ScaleOwn, By: "Ida", At: time.Unix(1, 0)}, "no scale"},
	} {
		if _, err := NewStatement(c.said); !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v, want ErrInvalid with %q", c.said, err, c.want)
		}
	}
}

// TestStandingVerdicts: the newest of each person stands, in whatever order they came.
func TestStandingVerdicts(t *testing.T) {
	at := func(s Statement, by string, hour int) Statement {
		s.By, s.At = by, s.At.Add(time.Duration(hour)*time.Hour)
		s, err := NewStatement(s)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	log := []Statement{
		at(verdict("partly", ScaleOwn), "Ida", 3), at(verdict("stalled", ScalePolitiFact), "Bram", 1), at(verdict("kept", ScaleOwn), "Ida", 0),
		at(verdict("", ""), "Corin", 5), at(verdict("kept", ScaleOwn), "Corin", 4), {Kind: StatementRename, By: "Bram", At: time.Now()},
	}
	got := StandingVerdicts(log)
	if len(got) != 2 || got[0].Words != "partly" || got[1].By != "Bram" {
		t.Errorf("standing: %+v", got)
	}
}
