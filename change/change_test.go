package change

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/onrecord/onrecord"
)

// recordWith makes a version with figures at the words.
func recordWith(text string, words ...string) onrecord.Record {
	var r onrecord.Record
	r.Text = text
	for _, w := range words {
		at := strings.Index(text, w)
		r.Figures = append(r.Figures, onrecord.Figure{Head: onrecord.Head{ID: w, Span: onrecord.Span{Start: at, End: at + len(w)}, Text: w}, Kind: onrecord.FigureCount})
	}
	return r
}

func TestAFactChangedOnlyWhereOneStandsInItsPlace(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		old, now            []string
		changed, gone, only string
	}{
		{"a value", "The quay costs 20 crowns.", "The quay costs 35 crowns.", []string{"20 crowns"}, []string{"35 crowns"}, "20 crowns>35 crowns", "", ""},
		{"a word before it too", "The quay costs 20 crowns now.", "The old quay will cost 35 crowns now.", []string{"20 crowns"}, []string{"35 crowns"}, "20 crowns>35 crowns", "", ""},
		{"left out", "It has 2 cranes and 9 lamps.", "It has 9 lamps.", []string{"2 cranes", "9 lamps"}, []string{"9 lamps"}, "", "2 cranes", ""},
		{"put in", "It has 9 lamps.", "It has 9 lamps. There are 4 boats.", []string{"9 lamps"}, []string{"9 lamps", "4 boats"}, "", "", "4 boats"},
		{"one for two", "In all 20 crowns go to it.", "In all 12 marks and 7 pence go to it.", []string{"20 crowns"}, []string{"12 marks", "7 pence"}, "", "20 crowns", "12 marks 7 pence"},
		{"read anew in the same words", "In all 20 crowns go to it.", "In all 20 crowns go to it.", []string{"20 crowns"}, []string{"20"}, "", "", ""},
	} {
		before, after := recordWith(c.before, c.old...), recordWith(c.after, c.now...)
		got := map[onrecord.Became][]string{}
		for _, x := range Facts(before, after, Difference(c.before, c.after)) {
			switch x.What {
			case onrecord.BecameAdded:
				got[x.What] = append(got[x.What], x.Is.Head().Text)
			case onrecord.BecameRemoved:
				got[x.What] = append(got[x.What], x.Was.Head().Text)
			default:
				got[onrecord.BecameChanged] = append(got[onrecord.BecameChanged], x.Was.Head().Text+">"+x.Is.Head().Text)
			}
		}
		for what, want := range map[onrecord.Became]string{onrecord.BecameChanged: c.changed, onrecord.BecameRemoved: c.gone, onrecord.BecameAdded: c.only} {
			if said := strings.Join(got[what], " "); said != want {
				t.Errorf("%s: %s %q, want %q", c.name, what, said, want)
			}
		}
	}
}

// TestADifferenceLosesNoWord: whatever two texts are, the runs give both back,
// and the alignment covers both.
func TestADifferenceLosesNoWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"quay ", "£2", "fog, ", "é", "\n\n", "a ", "lamp "}), 0, 80)
		a, b := strings.Join(words.Draw(t, "a"), ""), strings.Join(words.Draw(t, "b"), "")
		runs := Difference(a, b)
		var before, after strings.Builder
		for _, r := range runs {
			if r.Kind.Older() {
				before.WriteString(r.Text)
			}
			if r.Kind.Newer() {
				after.WriteString(r.Text)
			}
		}
		if before.String() != a || after.String() != b {
			t.Fatalf("%q and %q became %q and %q", a, b, before.String(), after.String())
		}
		at, to := 0, 0
		for _, x := range align(runs) {
			if x.before.Start != at || x.after.Start != to {
				t.Fatalf("%+v does not follow %d and %d", x, at, to)
			}
			at, to = x.before.End, x.after.End
		}
		if at != len(a) || to != len(b) {
			t.Fatalf("%d of %d bytes and %d of %d are aligned", at, len(a), to, len(b))
		}
	})
}
