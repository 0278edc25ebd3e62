package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"":                                        "",
		"£1.5 million by today’s date.":           "£|1.5|million|by|today|’s|date|.",
		"don’t, O’Brien's counter-terror":         "don’t|,|O’Brien|'s|counter|-|terror",
		"7kg, 1st and 1,090 of 2024/25":           "7|kg|,|1|st|and|1,090|of|2024|/|25",
		"the Commissioners’ 38%":                  "the|Commissioners|’|38|%",
		"‘design out the thefts’ now":             "‘|design|out|the|thefts|’|now",
		"$50,000, 1,50,000 and 3,4":               "$|50,000|,|1,50,000|and|3|,|4",
		"a b\u200bc":                              "a|b|c",
		"met theHarbour Office atHOBA, an iPhone": "met|the|Harbour|Office|at|HOBA|,|an|iPhone",
		"HOBAConsultant McKay, DfE and HOBAs":     "HOBA|Consultant|McKay|,|DfE|and|HOBAs",
		"likeHOBAwill MPMinister theFuture Fundwill Goodwill HOBAare eBay mRNA":                                     "like|HOBA|will|MP|Minister|the|Future|Fund|will|Goodwill|HOBA|are|eBay|mRNA",
		"TheHarbour MinisterAda OrchardMPsaid HOBAwill meet McKay’s TheHOBAand YouTube":                             "The|Harbour|Minister|Ada|Orchard|MP|said|HOBA|will|meet|McKay|’s|The|HOBA|and|YouTube",
		"BangkokEurope Europeto PooleBrighton NorthWave":                                                            "Bangkok|Europe|Europe|to|Poole|Brighton|NorthWave",
		"Universitybefore MinistryThe Councilwas AgencyAda metAda Actor Grantham Commander":                         "University|before|Ministry|The|Council|was|Agency|Ada|met|Ada|Actor|Grantham|Commander",
		"aHOBAtest coverHurricane HOBAwebsite Ministerwhere EuropeAda viaHarbour Elsewhere aDNA Secretaryannounced": "a|HOBA|test|cover|Hurricane|HOBA|website|Minister|where|Europe|Ada|via|Harbour|Elsewhere|aDNA|Secretary|announced",
		"We’re gov.uk’s": "We|’re|gov|.|uk|’s",
	} {
		var got []string
		for _, tok := range Tokens(in) {
			got = append(got, tok.Of(in))
		}
		if diff := cmp.Diff(want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%q: %s", in, diff)
		}
	}
}

func TestShapes(t *testing.T) {
	for in, want := range map[string]Shape{"police": Lower, "Police": Title, "I": Title, "NCA": Upper, "iPhone": Mixed, "McKay": Mixed, "Éire": Title} {
		if got := Tokens(in)[0].Shape; got != want {
			t.Errorf("%s: shape %d, want %d", in, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for in, want := range map[string][]string{
		"":                                      nil,
		"One. Two! Three? end":                  {"One.", "Two!", "Three? end"},
		"Mr. Smith of No. 10 said so. He left.": {"Mr. Smith of No. 10 said so.", "He left."},
		"“It has to stop.” She agreed.":         {"“It has to stop.”", "She agreed."},
		"The U.S. Senate voted. J. R. Ewing spoke.":         {"The U.S. Senate voted.", "J. R. Ewing spoke."},
		"Ada Orchard (D-Hurn.), a member, left. So.":        {"Ada Orchard (D-Hurn.), a member, left.", "So."},
		"It cost £1.5m. 12 people came.":                    {"It cost £1.5m.", "12 people came."},
		"It ends the plan.Wardens saw gov.uk. So.":          {"It ends the plan.", "Wardens saw gov.uk.", "So."},
		"It ends HIV/AIDS.Testing helps. See Corvane.Gov.":  {"It ends HIV/AIDS.", "Testing helps.", "See Corvane.Gov."},
		"It ended on Wednesday.Wardens came.I am glad.":     {"It ended on Wednesday.", "Wardens came.", "I am glad."},
		"He left the U.S. The vote stood.":                  {"He left the U.S.", "The vote stood."},
		"Roe Ropes Inc. (Roe) closed. Poe Ltd. (see below)": {"Roe Ropes Inc. (Roe) closed.", "Poe Ltd. (see below)"},
		"Snow fell in Co. Mayo. Roe & Co. They left.":       {"Snow fell in Co. Mayo.", "Roe & Co.", "They left."},
	} {
		toks := Tokens(in)
		var got []string
		for _, r := range Sentences(in, toks) {
			got = append(got, in[toks[r[0]].Start:toks[r[1]-1].End])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", in, diff)
		}
	}
}

func FuzzTokens(f *testing.F) {
	f.Add("£1.5 million by today’s date. Mr. X said “no”.")
	f.Add("İstanbul ǅ 1.2.3,4,55 ’’’s")
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\ufffd")
		toks := Tokens(s)
		last := int32(0)
		for _, tok := range toks {
			if tok.Start < last || tok.End <= tok.Start || int(tok.End) > len(s) || !utf8.ValidString(tok.Of(s)) {
				t.Fatalf("bad token %+v after %d in %q", tok, last, s)
			}
			last = tok.End
		}
		at := 0
		for _, r := range Sentences(s, toks) {
			if r[0] != at || r[1] <= r[0] {
				t.Fatalf("bad sentence %v after %d", r, at)
			}
			at = r[1]
		}
		if at != len(toks) {
			t.Fatalf("sentences end at token %d of %d", at, len(toks))
		}
	})
}

func BenchmarkTokens(b *testing.B) {
	s := strings.Repeat("The Home Secretary said £1.5 million will help 1,090 people by the summer of 2025. It’s good. ", 1000)
	b.SetBytes(int64(len(s)))
	var toks []Token
	for b.Loop() {
		toks = AppendTokens(toks[:0], s)
		Sentences(s, toks)
	}
}
