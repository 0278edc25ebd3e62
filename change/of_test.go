package change

import (
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

var noon = time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)

// versionOf makes a version of paragraphs, captured some days after noon.
func versionOf(n, days int, paragraphs ...string) Version {
	var v Version
	v.ID, v.Version, v.Title, v.CapturedAt = "0123456789abcdef", n, "Lanterns", noon.AddDate(0, 0, days)
	v.Source = onrecord.SourceRef{Kind: onrecord.SourceWebPage, Location: "https://harbour.example/a"}
	for _, p := range paragraphs {
		if v.Text != "" {
			v.Text += blank
		}
		start := len(v.Text)
		v.Text += p
		v.Blocks = append(v.Blocks, onrecord.Block{Span: onrecord.Span{Start: start, End: len(v.Text)}, Kind: onrecord.BlockParagraph})
	}
	return v
}

func (v Version) head(words string) onrecord.Head {
	at := strings.Index(v.Text, words)
	return onrecord.Head{ID: onrecord.StableID(words), Span: onrecord.Span{Start: at, End: at + len(words)}, Text: words}
}

func (v Version) quote(words, speaker string) Version {
	v.Quotes = append(v.Quotes, onrecord.Quote{Head: v.head(words), Speaker: speaker})
	return v
}

func (v Version) promise(words, due, day string) Version {
	v.Commitments = append(v.Commitments, onrecord.Commitment{Head: v.head(words), Due: &onrecord.Due{Text: due, To: onrecord.MustDate(day)}})
	return v
}

func (v Version) sum(words string, value float64) Version {
	v.Figures = append(v.Figures, onrecord.Figure{Head: v.head(words), Kind: onrecord.FigureMoney, Unit: "GBP", Value: value})
	return v
}

func (v Version) date(words, day string) Version {
	d := onrecord.MustDate(day)
	v.Dates = append(v.Dates, onrecord.DateFact{Head: v.head(words), From: d, To: d})
	return v
}

func TestWhatAChangeTouches(t *testing.T) {
	const tale = "The old lanterns of the north mole were lit by hand every evening for many years."
	const other = "A boat that comes home late is glad of every light along the whole of the quay."
	for _, c := range []struct {
		name          string
		before, after Version
		rank          onrecord.Rank
		headline, why string
	}{
		{"a sum", versionOf(1, 0, "It costs £2bn.").sum("£2bn", 2e9), versionOf(2, 9, "It costs £1.5bn.").sum("£1.5bn", 1.5e9),
			onrecord.RankFacts, "£2bn became £1.5bn", "1 figure changed; 1 word added, 1 removed"},
		{"a sum written another way", versionOf(1, 0, "It costs £2bn.").sum("£2bn", 2e9), versionOf(2, 9, "It costs £2 billion.").sum("£2 billion", 2e9),
			onrecord.RankWords, "1 figure reworded; 2 words added, 1 removed", "1 figure reworded; 2 words added, 1 removed"},
		{"a due date moved", versionOf(1, 0, "We will light it by 30 June.").promise("We will light it by 30 June.", "by 30 June", "2025-06-30"),
			versionOf(2, 9, "We will light it by 31 July.").promise("We will light it by 31 July.", "by 31 July", "2025-07-31"),
			onrecord.RankFacts, "due “by 30 June” became due “by 31 July”: “We will light it by 31 July.”", "1 commitment changed; 2 words added, 2 removed"},
		{"a speaker's words", versionOf(1, 0, "“We will never stop,” said Ada Venn.").quote("We will never stop", "Ada Venn"),
			versionOf(2, 9, "“We may stop,” said Ada Venn.").quote("We may stop", "Ada Venn"),
			onrecord.RankFacts, "the words of Ada Venn: “We will never stop” became “We may stop”", "1 quote changed; 1 word added, 2 removed"},
		{"another speaker", versionOf(1, 0, "“We will light it,” said Ada Venn.").quote("We will light it", "Ada Venn"),
			versionOf(2, 9, "“We will light it,” said Tom Rill.").quote("We will light it", "Tom Rill"),
			onrecord.RankFacts, "“We will light it” is now said by Tom Rill, before by Ada Venn", "1 quote changed; 2 words added, 2 removed"},
		{"a sum of two alike put in before", versionOf(1, 0, "£2bn goes to quays.").sum("£2bn", 2e9), versionOf(2, 9, "£2bn goes to lamps. £2bn goes to quays.").sum("£2bn", 2e9).sumAgain("£2bn", 2e9),
			onrecord.RankFacts, "new: £2bn", "1 figure added; 4 words added"},
		{"words alone", versionOf(1, 0, "The quay is old."), versionOf(2, 9, "The quay is new."), onrecord.RankWords, "1 word added, 1 removed", "1 word added, 1 removed"},
		{"punctuation", versionOf(1, 0, "The quay, is old."), versionOf(2, 9, "The Quay is  old"), onrecord.RankTrivial, "only punctuation, spacing or capitals", "only punctuation, spacing or capitals"},
		{"whom to call", versionOf(1, 0, tale, "Media enquiries: 020 7946 0000"), versionOf(2, 9, tale, "Media enquiries: 020 7946 0999"), onrecord.RankTrivial,
			"only lines beside the announcement, such as whom to call", "only lines beside the announcement, such as whom to call"},
		{"a date beside the announcement", versionOf(1, 0, tale, "Last updated: 3 May 2025").date("3 May 2025", "2025-05-03"), versionOf(2, 9, tale, "Last updated: 4 May 2025").date("4 May 2025", "2025-05-04"), onrecord.RankTrivial,
			"1 date changed; only lines beside the announcement, such as whom to call", "1 date changed; only lines beside the announcement, such as whom to call"},
		{"a sentence that begins as such a line", versionOf(1, 0, "Updated guidance for harbours will be published in May."), versionOf(2, 9, "Updated guidance for harbours will be published in June."), onrecord.RankWords,
			"1 word added, 1 removed", "1 word added, 1 removed"},
		{"a paragraph moved", versionOf(1, 0, tale, other, "It is £2bn.").sum("£2bn", 2e9), versionOf(2, 9, other, "It is £2bn.", tale).sum("£2bn", 2e9), onrecord.RankTrivial,
			"16 words moved elsewhere", "16 words moved elsewhere"},
		{"read otherwise in words that stayed", versionOf(1, 0, tale, other, "It is £2bn.").sum("£2bn", 2e9), versionOf(2, 9, "New lanterns.", other, "It is £2bn.").sum("£2bn", 3e9), onrecord.RankWords,
			"1 word added, 15 removed", "1 word added, 15 removed"},
	} {
		got := Of(c.before, c.after)
		if got.Rank != c.rank || Headline(got) != c.headline || got.Why != c.why {
			t.Errorf("%s: %s, %q, %q", c.name, got.Rank, Headline(got), got.Why)
		}
	}
}

// sumAgain marks the second place where the words stand.
func (v Version) sumAgain(words string, value float64) Version {
	at := strings.LastIndex(v.Text, words)
	h := onrecord.Head{ID: onrecord.StableID(words, "2"), Span: onrecord.Span{Start: at, End: at + len(words)}, Text: words}
	v.Figures = append(v.Figures, onrecord.Figure{Head: h, Kind: onrecord.FigureMoney, Unit: "GBP", Value: value})
	return v
}

// first is what another record had read a version from.
func first(kind onrecord.SourceKind, location string) *onrecord.SourceRef {
	return &onrecord.SourceRef{Kind: kind, Location: location}
}

func TestWhetherAChangeWasDeclared(t *testing.T) {
	entry := func(day string) onrecord.DeclaredChange {
		return onrecord.DeclaredChange{On: onrecord.MustDate(day), Note: "A number was corrected."}
	}
	for _, c := range []struct {
		name string
		edit func(before, after *Version)
		want onrecord.Declaration
	}{
		{"no history", func(*Version, *Version) {}, onrecord.Undeclared},
		{"an entry that came with it", func(_, after *Version) { after.Changes = []onrecord.DeclaredChange{entry("2025-03-05")} }, onrecord.Declared},
		{"one that was there", func(b, a *Version) {
			b.Changes, a.Changes = []onrecord.DeclaredChange{entry("2025-03-05")}, []onrecord.DeclaredChange{entry("2025-03-05")}
		}, onrecord.Undeclared},
		{"one of long before", func(_, a *Version) { a.Changes = []onrecord.DeclaredChange{entry("2024-01-01")} }, onrecord.Undeclared},
		{"of the day before by the publisher's clock", func(_, a *Version) { a.Changes = []onrecord.DeclaredChange{entry("2025-02-28")} }, onrecord.Declared},
		{"another place", func(_, a *Version) { a.Source.Location = "https://other.example/a" }, onrecord.Elsewhere},
		{"another format", func(_, a *Version) { a.Source.Kind = onrecord.SourceFeed }, onrecord.Elsewhere},
		{"the whole text after an excerpt", func(b, _ *Version) { b.Excerpt = true }, onrecord.Elsewhere},
		{"two files of one address", func(b, a *Version) {
			u := "https://harbour.example/a"
			b.URL, a.URL, b.Source.Location, a.Source.Location = &u, &u, "march/a.html", "june/a.html"
		}, onrecord.Undeclared},
		{"twice in one capture", func(b, a *Version) { b.Source.SHA256, a.Source.SHA256 = "5d41", "5d41" }, onrecord.Elsewhere},
		{"twice in one capture, with an entry that came", func(b, a *Version) {
			b.Source.SHA256, a.Source.SHA256 = "5d41", "5d41"
			a.Changes = []onrecord.DeclaredChange{entry("2025-03-05")}
		}, onrecord.Declared},
		{"from one page in two captures", func(b, a *Version) { b.Source.SHA256, a.Source.SHA256 = "5d41", "7d79" }, onrecord.Undeclared},
		{"out of one export, from two captures", func(b, a *Version) {
			b.Source.SHA256, a.Source.SHA256 = "5d41", "5d41"
			b.Source.From, a.Source.From = first("govuk", "x"), first("govuk", "x")
			b.Source.From.SHA256, a.Source.From.SHA256 = "aaaa", "bbbb"
		}, onrecord.Undeclared},
		{"out of an export, from one page", func(b, a *Version) { b.Source.From, a.Source.From = first("govuk", "x"), first("govuk", "x") }, onrecord.Undeclared},
		{"out of an export, from two pages", func(b, a *Version) { b.Source.From, a.Source.From = first("govuk", "x"), first("govuk", "y") }, onrecord.Elsewhere},
		{"out of an export, from two formats", func(b, a *Version) {
			u := "https://harbour.example/a"
			b.URL, a.URL, b.Source.From, a.Source.From = &u, &u, first("govuk", u), first("feed", u)
		}, onrecord.Elsewhere},
		{"found at the same place later", func(b, a *Version) {
			b.Source.Location = "archive.txt"
			b.Places = []onrecord.Place{{Source: onrecord.SourceRef{Location: a.Source.Location}, At: noon}}
		}, onrecord.Undeclared},
		{"a date of the last update that came with it", func(b, a *Version) {
			b.UpdatedAt, a.UpdatedAt = noon.AddDate(0, -1, 0), noon.AddDate(0, 0, 5)
		}, onrecord.Declared},
		{"a date of the last update that stayed", func(b, a *Version) {
			b.UpdatedAt, a.UpdatedAt = noon.AddDate(0, 0, 5), noon.AddDate(0, 0, 5)
		}, onrecord.Undeclared},
		{"a date of an update long before", func(_, a *Version) { a.UpdatedAt = noon.AddDate(0, -1, 0) }, onrecord.Undeclared},
		{"a withdrawal", func(_, a *Version) { a.Withdrawn = "It no longer stands." }, onrecord.Declared},
		{"a withdrawal taken back", func(b, _ *Version) { b.Withdrawn = "It no longer stands." }, onrecord.Undeclared},
	} {
		before, after := versionOf(1, 0, "There are 9 lamps."), versionOf(2, 9, "There are 8 lamps.")
		c.edit(&before, &after)
		got := Of(before, after)
		by := len(got.Declared) > 0 || !got.UpdatedAt.IsZero() || got.Withdrawn != nil && got.Withdrawn.Is != ""
		if got.Declaration != c.want || (got.Declaration == onrecord.Declared) != by {
			t.Errorf("%s: %s, %v, %s, %v", c.name, got.Declaration, got.Declared, got.UpdatedAt, got.Withdrawn)
		}
	}
}

func TestAWithdrawalIsTheWeightiest(t *testing.T) {
	before, after := versionOf(1, 0, "It is £2bn.").sum("£2bn", 2e9), versionOf(2, 9, "It is £3bn.").sum("£3bn", 3e9)
	before.Withdrawn, after.Withdrawn = "", "It was superseded."
	got := Of(before, after)
	if Headline(got) != "withdrawn by its publisher: “It was superseded.”" || got.Rank != onrecord.RankFacts || got.Score < scoreNotice || !strings.Contains(got.Why, "the publisher withdrew it") {
		t.Errorf("%q, %s, %d, %q", Headline(got), got.Rank, got.Score, got.Why)
	}
	after = before
	after.Version, after.Withdrawn = 2, "It was superseded."
	if got := Of(before, after); !Differ(got) || got.Rank != onrecord.RankWords || len(got.Edits) != 0 {
		t.Errorf("the same text: %+v", got)
	}
}

func TestALongChangeKeepsItsFirstEdits(t *testing.T) {
	var before, after []string
	for range 60 {
		before, after = append(before, strings.Repeat("old ", 2000)+"."), append(after, strings.Repeat("new ", 2000)+".")
		before, after = append(before, "What stays here stays."), append(after, "What stays here stays.")
	}
	c := Of(versionOf(1, 0, before...), versionOf(2, 9, after...))
	if len(c.Edits) == 0 || len(c.Edits)+c.MoreEdits != 60 || len(c.Edits) > maxEdits {
		t.Errorf("%d edits and %d more", len(c.Edits), c.MoreEdits)
	}
	for _, e := range c.Edits {
		for _, r := range e.Runs {
			if len(r.Text) > maxRun+8 {
				t.Errorf("a run of %d bytes", len(r.Text))
			}
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("The quay costs £2.\n\nIt is old.", "It is old.\n\nThe quay costs £3.")
	f.Add("\n\n\n\n a", "é’s\xff\n\n")
	f.Fuzz(func(t *testing.T, a, b string) {
		before, after := versionOf(1, 0, a), versionOf(2, 1, b)
		c := Of(before, after)
		if same := a == b; same != (len(c.Edits) == 0) || !same && c.Score >= 50 {
			t.Fatalf("%q and %q: %+v", a, b, c)
		}
	})
}
