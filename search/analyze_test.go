package search

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAnalyze(t *testing.T) {
	for in, want := range map[string]string{
		"":    "",
		"— !": "",
		"The ministers’ policies were announced": "the minist polici were announc",
		"the Minister's policy, it’ll announce":  "the minist polici it announc",
		"counter-terror O’Brien don't DON’T":     "counter terror obrien dont dont",
		"21.5 of £1.5m and 1,090 at 13kg":        "21.5 of 1.5 m and 1090 at 13 kg",
		"Café Ångström naïve Straße Łódź Søren":  "cafe angstrom naiv strass lodz soren",
		"cafe\u0301 ﬁnance İstanbul":             "cafe financ istanbul",
		"5G on gov.uk 14/02/2025":                "5 g on gov uk 14 02 2025",
	} {
		var got []string
		for _, term := range Analyze(in) {
			got = append(got, term.Text)
		}
		if diff := cmp.Diff(want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%q: %s", in, diff)
		}
	}
}

func TestAnalyzeSpans(t *testing.T) {
	in := "The Minister’s £1,090 “plan”"
	var got []string
	for _, term := range Analyze(in) {
		got = append(got, in[term.Span.Start:term.Span.End]+"="+term.Folded)
	}
	if diff := cmp.Diff([]string{"The=the", "Minister=minister", "1,090=1090", "plan=plan"}, got); diff != "" {
		t.Error(diff)
	}
}

// What an analyzer returns must not depend on what it read before, nor on its
// cache having been full.
func TestAnalyzerForgets(t *testing.T) {
	var used Analyzer
	for i := range maxCache + 10 {
		used.word("w" + strings.Repeat("a", i%40) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)) + string(rune('a'+i/17576)))
	}
	if len(used.cache) > maxCache {
		t.Errorf("cache holds %d words", len(used.cache))
	}
	in := "Ministers announced policies for communities."
	if diff := cmp.Diff(Analyze(in), used.Append(nil, in), cmp.AllowUnexported(Form{})); diff != "" {
		t.Error(diff)
	}
}

func TestTermsAreClean(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "text")
		last := 0
		for _, term := range Analyze(in) {
			if term.Span.Start < last || term.Span.End > len(in) || term.Span.Start >= term.Span.End {
				t.Fatalf("bad span %v", term.Span)
			}
			last = term.Span.End
			for _, s := range []string{term.Text, term.Folded} {
				if s == "" || len(s) > maxTerm || !utf8.ValidString(s) || strings.ContainsFunc(s, notTermRune) {
					t.Fatalf("bad term %q", s)
				}
			}
		}
	})
}

func TestFoldIsIdempotent(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		once := Fold(string(r))
		if twice := Fold(once); twice != once {
			t.Errorf("%U: %q, again %q", r, once, twice)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		once := Fold(rapid.String().Draw(t, "word"))
		if twice := Fold(once); twice != once {
			t.Fatalf("%q, again %q", once, twice)
		}
	})
}

func BenchmarkAnalyze(b *testing.B) {
	s := strings.Repeat("The Harbour Minister’s £1.5 million plan will help 1,090 coastal communities recover by the summer of 2025. It’s a start. ", 1000)
	b.SetBytes(int64(len(s)))
	var a Analyzer
	var terms []Term
	for b.Loop() {
		terms = a.Append(terms[:0], s)
	}
}
