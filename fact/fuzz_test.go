package fact_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
)

// FuzzExplain: any text in, facts and reasons whose words stand where they
// say, on character borders; and as many facts explained as were read.
func FuzzExplain(f *testing.F) {
	for _, seed := range []string{
		"The department will spend £4 million by June 2032.\n\nPorts Minister, Ada Thornbury, said:\n\n“We will light 1 in 3 piers,” she added.",
		"\x00\xff 2032-03-03 ½ of ’s (NCA) to 5–6% – “", "H.R. 9, the Lanterns Act of 2031, by Rep. Ada Venn (D-TN)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "�")
		r := onrecord.Release{ID: "f", Title: "Fuzz", Text: text, IssuedOn: onrecord.MustDate("2032-03-03"), IssuedBy: []string{"Harbour Office"}, Language: "en"}
		for start := 0; start < len(text); {
			end := start + strings.Index(text[start:]+"\n\n", "\n\n")
			if strings.TrimSpace(text[start:end]) != "" {
				r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: start, End: end}, Kind: onrecord.BlockParagraph})
			}
			start = end + 2
		}
		facts, e := fact.Explain(&r)
		for _, x := range append(e.Made, e.LeftOut...) {
			standing(t, text, x.Span, x.Text)
			for _, c := range x.Clues {
				standing(t, text, c.Span, c.Text)
			}
		}
		explained := map[string]bool{}
		for _, m := range e.Made {
			explained[m.Fact] = true
		}
		for _, kind := range onrecord.FactKinds {
			for _, id := range idsOf(&facts, kind) {
				if !explained[id] {
					t.Errorf("nothing says why the %s %s was read", kind, id)
				}
			}
		}
	})
}

func standing(t *testing.T, text string, s onrecord.Span, words string) {
	if s.Start < 0 || s.End > len(text) || s.Start >= s.End || s.Of(text) != words || !utf8.ValidString(words) {
		t.Fatalf("%q does not stand at %d to %d", words, s.Start, s.End)
	}
}
