package release

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord"
)

var capture = onrecord.NewCapture([]byte("x"), "a.txt", "", time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC))

func mustNew(t testing.TB, d onrecord.Draft) onrecord.Release {
	t.Helper()
	r, err := New(capture, onrecord.SourceFeed, d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func para(texts ...string) []onrecord.DraftBlock {
	var out []onrecord.DraftBlock
	for _, s := range texts {
		out = append(out, onrecord.DraftBlock{Kind: onrecord.BlockParagraph, Text: s})
	}
	return out
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		name string
		in   onrecord.Draft
		want string
	}{
		{"blocks", onrecord.Draft{Blocks: para("One.", "Two.")}, "One.\n\nTwo."},
		{"white space", onrecord.Draft{Blocks: para(" a\u00a0 b\r\n\tc\u2028d ", " \u00a0\n")}, "a b c d"},
		{"control characters", onrecord.Draft{Blocks: para("a\x00b\x1fc", "de\u00admon\ufeff", "\u200b\u200e")}, "abc\n\ndemon"},
		{"broken bytes", onrecord.Draft{Blocks: para("caf\xe9")}, "caf\ufffd"},
		{"typographic marks stay", onrecord.Draft{Blocks: para("“It’s – new…”")}, "“It’s – new…”"},
		{"bullets", onrecord.Draft{Blocks: para("• one", "•two", "– not a mark", "-5 degrees")}, "one\n\ntwo\n\n– not a mark\n\n-5 degrees"},
		{"marks in list items", onrecord.Draft{Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockListItem, Text: "- one"}, {Kind: onrecord.BlockListItem, Text: "-5 degrees"}}}, "one\n\n-5 degrees"},
		{"summary comes first", onrecord.Draft{Summary: "The lead.", Blocks: para("Body.")}, "The lead.\n\nBody."},
		{"summary repeated", onrecord.Draft{Summary: "The “lead”", Blocks: para("", "The \"lead\".")}, "The \"lead\"."},
		{"summary begins the first block", onrecord.Draft{Summary: "The lead.", Blocks: para("The lead. And more.")}, "The lead. And more."},
		{"summary is half a word", onrecord.Draft{Summary: "The lead", Blocks: para("The leading man.")}, "The lead\n\nThe leading man."},
	} {
		r := mustNew(t, c.in)
		if diff := cmp.Diff(c.want, r.Text); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		checkBlocks(t, r)
	}
}

func TestFields(t *testing.T) {
	r := mustNew(t, onrecord.Draft{
		Title: " PRESS RELEASE : A new \u00a0bridge [March 2025]", IssuedOn: onrecord.MustDate("2025-03-01"),
		IssuedBy: []string{" Harbour  Board ", "Harbour Board", "", "Town Council"}, URL: "https://Example.org/a?utm_source=x",
		UpdatedAt: time.Date(2025, 3, 2, 1, 0, 0, 5, time.FixedZone("", 3600)),
		PublisherLinks: []onrecord.PublisherLink{
			{Kind: onrecord.PublisherPerson, Title: " Ada  Marlow", URL: "https://example.org/ada"}, {Kind: onrecord.PublisherPerson, Title: "Ada Marlow", URL: "https://example.org/ada"},
			{Kind: onrecord.PublisherPolicy, Title: "Crossings", URL: "javascript:x"}, {Kind: onrecord.PublisherRole}, {Kind: "friend", Title: "Bo"},
		},
		Language: "EN-gb", Withdrawn: " no\nlonger ", Blocks: []onrecord.DraftBlock{{Text: "• x"}, {Kind: onrecord.BlockQuotation, Text: "y"}},
	})
	want := onrecord.Release{
		Title: "A new bridge", IssuedOn: onrecord.MustDate("2025-03-01"), IssuedBy: []string{"Harbour Board", "Town Council"}, Tags: []string{},
		URL: r.URL, Source: onrecord.SourceRef{Kind: onrecord.SourceFeed, Location: "a.txt", SHA256: capture.Hash}, Language: "en-GB",
		UpdatedAt:      time.Date(2025, 3, 2, 0, 0, 0, 0, time.UTC),
		PublisherLinks: []onrecord.PublisherLink{{Kind: onrecord.PublisherPerson, Title: "Ada Marlow", URL: "https://example.org/ada"}, {Kind: onrecord.PublisherPolicy, Title: "Crossings"}},
		Withdrawn:      "no longer", CapturedAt: capture.At, Text: "x\n\ny", ID: r.ID, Keys: r.Keys,
		Blocks: []onrecord.Block{{Span: onrecord.Span{Start: 0, End: 1}, Kind: onrecord.BlockListItem}, {Span: onrecord.Span{Start: 3, End: 4}, Kind: onrecord.BlockQuotation}},
	}
	if diff := cmp.Diff(want, r, cmpopts.EquateComparable(onrecord.Date{})); diff != "" {
		t.Error(diff)
	}
	if r.URL == nil || *r.URL != "https://Example.org/a?utm_source=x" || len(r.Keys) != 2 || r.Keys[0] != "url:https://example.org/a" {
		t.Errorf("address %v, keys %v", r.URL, r.Keys)
	}
	if got := mustNew(t, onrecord.Draft{Title: "a", URL: "javascript:alert(1)"}); got.URL != nil {
		t.Errorf("kept the address %q", *got.URL)
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct {
		in   onrecord.Draft
		want error
	}{
		"nothing":        {onrecord.Draft{}, onrecord.ErrInvalid},
		"white space":    {onrecord.Draft{Title: " \n", Blocks: para("\u00a0", "\x00")}, onrecord.ErrInvalid},
		"too long title": {onrecord.Draft{Title: strings.Repeat("a", MaxTitle+1)}, onrecord.ErrTooLarge},
		"many blocks":    {onrecord.Draft{Blocks: para(strings.Fields(strings.Repeat("a ", MaxBlocks+1))...)}, onrecord.ErrTooLarge},
		"too long text":  {onrecord.Draft{Blocks: para(strings.Repeat("a", MaxText+1))}, onrecord.ErrTooLarge},
	} {
		if _, err := New(capture, onrecord.SourceFeed, c.in); !errors.Is(err, c.want) {
			t.Errorf("%s: got error %v, want %v", name, err, c.want)
		}
	}
	if r := mustNew(t, onrecord.Draft{Title: strings.Repeat("a ", 5000)}); len(r.Title) != 9999 {
		t.Errorf("a long title has %d bytes", len(r.Title))
	}
}

func TestKeysAndJoins(t *testing.T) {
	day := onrecord.MustDate("2025-03-01")
	page := onrecord.Draft{Title: "Roads & rail: the ‘plan’", IssuedOn: day, IssuedBy: []string{"The Ministry of Roads (2020 to 2026)"}, URL: "http://www.example.org/news/plan/"}
	with := func(change func(*onrecord.Draft)) onrecord.Draft {
		d := page
		change(&d)
		return d
	}
	for _, c := range []struct {
		name string
		b    onrecord.Draft
		want bool
	}{
		{"itself", page, true},
		{"an archive's printing", with(func(d *onrecord.Draft) {
			d.Title, d.URL, d.IssuedBy = "PRESS RELEASE : Roads and rail: the 'plan' [March 2025]", "", []string{"Ministry of Roads"}
		}), true},
		{"the same address, retitled", with(func(d *onrecord.Draft) {
			d.Title, d.URL = "The plan", "https://WWW.example.org:443/news/plan?utm_medium=mail#top"
		}), true},
		{"another site", with(func(d *onrecord.Draft) { d.URL = "https://mirror.example.net/plan" }), true},
		{"another page of the site", with(func(d *onrecord.Draft) { d.URL = "https://www.example.org/news/plan-2" }), false},
		{"another day", with(func(d *onrecord.Draft) { d.URL, d.IssuedOn = "", day.AddDays(1) }), false},
		{"another issuer", with(func(d *onrecord.Draft) { d.URL, d.IssuedBy = "", []string{"Ministry of Rail"} }), false},
		{"no day", with(func(d *onrecord.Draft) { d.URL, d.IssuedOn = "", onrecord.Date{} }), false},
	} {
		a, b := mustNew(t, page), mustNew(t, c.b)
		if got := Joins(a.Keys, b.Keys); got != c.want || Joins(b.Keys, a.Keys) != c.want {
			t.Errorf("%s: joins %v, want %v (%v, %v)", c.name, got, c.want, a.Keys, b.Keys)
		}
		if sameID := a.ID == b.ID; c.name == "an archive's printing" && !sameID {
			t.Errorf("%s: ids %s and %s", c.name, a.ID, b.ID)
		}
	}
}

func TestCanonicalURL(t *testing.T) {
	for in, want := range map[string]string{
		"HTTP://User@Example.ORG:80/A/b/?b=2&utm_source=x&a=1&fbclid=q#frag": "https://example.org/A/b?b=2&a=1",
		"https://example.org":        "https://example.org",
		"https://example.org:8443/":  "https://example.org:8443",
		"https://[::1]:443/x":        "https://[::1]/x",
		"https://example.org/a%20b/": "https://example.org/a%20b",
		"ftp://example.org/x":        "",
		"/relative":                  "",
		"http://[bad":                "",
		"":                           "",
	} {
		if got := CanonicalURL(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestTextHash(t *testing.T) {
	a := mustNew(t, onrecord.Draft{Title: "a", Blocks: para("b")})
	b := mustNew(t, onrecord.Draft{Title: "a", Blocks: para("b"), Tags: []string{"x"}})
	c := mustNew(t, onrecord.Draft{Title: "a", Blocks: para("c")})
	d := mustNew(t, onrecord.Draft{Title: "a", Blocks: para("b"), Withdrawn: "It no longer stands."})
	if TextHash(a) == TextHash(d) {
		t.Error("the hash does not tell a release from one that was withdrawn")
	}
	if TextHash(a) != TextHash(b) || TextHash(a) == TextHash(c) || len(TextHash(a)) != 64 {
		t.Error("the hash does not tell texts apart, or tells tags apart")
	}
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"":                 "und",
		"New bridge opens": "und",
		"The minister said today that the new bridge will be open to all by the summer, and that it is safe.":                                                             "en",
		"Le ministre a déclaré aujourd’hui que le nouveau pont sera ouvert à tous avant l’été et que les travaux avancent comme prévu dans toute la région du nord.":      "fr",
		"Mae’r gweinidog wedi cyhoeddi heddiw y bydd y bont newydd ar agor i bawb erbyn yr haf, a bod y gwaith yn mynd rhagddo yn dda ym mhob rhan o’r wlad.":             "cy",
		"Dúirt an tAire inniu go mbeidh an droichead nua ar oscailt do chách faoin samhradh agus go bhfuil an obair ag dul ar aghaidh go maith leis an bplean.":           "ga",
		"Thuirt am ministear an-diugh gum bi an drochaid ùr fosgailte do na h-uile ron t-samhradh agus gu bheil an obair a’ dol air adhart gu math air feadh na dùthcha.": "gd",
		"أعلن الوزير اليوم أن الجسر الجديد سيكون مفتوحا للجميع قبل الصيف وأن العمل يسير كما هو مخطط له في جميع أنحاء المنطقة":                                             "ar",
		"部长今天宣布，新桥将在夏天之前向所有人开放，整个地区的工作正在按计划进行。他说，政府将继续投资道路和铁路建设，为人民服务。":                                                                                                   "zh",
	} {
		if got := language("", "", text); got != want {
			t.Errorf("%.40q: got %s, want %s", text, got, want)
		}
	}
	for declared, want := range map[string]string{"en-us": "en-US", "cy": "cy", "not a language": "und", "und": "und"} {
		if got := language(declared, "x", ""); got != want {
			t.Errorf("declared %q: got %s, want %s", declared, got, want)
		}
	}
}

// checkBlocks checks what every release promises of its text.
func checkBlocks(t testing.TB, r onrecord.Release) {
	t.Helper()
	if !utf8.ValidString(r.Text) {
		t.Fatalf("text is no UTF-8: %q", r.Text)
	}
	var texts []string
	at := 0
	for i, b := range r.Blocks {
		if i > 0 {
			at += 2
		}
		if b.Start != at || b.End <= b.Start || b.End > len(r.Text) || b.Kind == "" {
			t.Fatalf("block %d is %+v after byte %d", i, b, at)
		}
		at = b.End
		s := b.Of(r.Text)
		if !utf8.ValidString(s) || s != strings.TrimSpace(s) || strings.ContainsAny(s, "\n\r\t\x00\u00a0") || strings.Contains(s, "  ") {
			t.Fatalf("block %d is %q", i, s)
		}
		texts = append(texts, s)
	}
	if strings.Join(texts, "\n\n") != r.Text {
		t.Fatalf("blocks do not make the text: %q", r.Text)
	}
}

// again makes a draft of a release's own text.
func again(r onrecord.Release) onrecord.Draft {
	d := onrecord.Draft{Title: r.Title, IssuedOn: r.IssuedOn, IssuedBy: r.IssuedBy, Tags: r.Tags}
	for _, b := range r.Blocks {
		d.Blocks = append(d.Blocks, onrecord.DraftBlock{Kind: b.Kind, Text: b.Of(r.Text)})
	}
	return d
}

func checkDraft(t testing.TB, d onrecord.Draft) {
	r, err := New(capture, onrecord.SourceFeed, d)
	if err != nil {
		return
	}
	checkBlocks(t, r)
	second := mustNew(t, again(r))
	if second.Text != r.Text || !cmp.Equal(second.Blocks, r.Blocks) {
		t.Fatalf("not idempotent:\n%q\n%q", r.Text, second.Text)
	}
	if len(r.Keys) == 0 || len(r.ID) != 16 || !Joins(r.Keys, r.Keys) {
		t.Fatalf("keys %v, id %q", r.Keys, r.ID)
	}
}

func TestProperties(t *testing.T) {
	piece := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"• ", "- ", " ", "\n\n", "\u00a0", "\xff", "’", "a word", "\u200b", "\x00"}))
	words := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "") })
	kinds := rapid.SampledFrom([]onrecord.BlockKind{"", onrecord.BlockParagraph, onrecord.BlockListItem, onrecord.BlockQuotation})
	block := rapid.Custom(func(t *rapid.T) onrecord.DraftBlock {
		return onrecord.DraftBlock{Kind: kinds.Draw(t, "kind"), Text: words.Draw(t, "text")}
	})
	rapid.Check(t, func(rt *rapid.T) {
		d := onrecord.Draft{Title: words.Draw(rt, "title"), Summary: words.Draw(rt, "summary"), Blocks: rapid.SliceOfN(block, 0, 5).Draw(rt, "blocks")}
		checkDraft(t, d)
	})
}

func FuzzNew(f *testing.F) {
	f.Add("title", "summary", "• one", "- two\xff", "https://example.org/?a")
	f.Add("SPEECH : x [May 2024]", "", "\u200b", "\u00ad- ", "")
	f.Fuzz(func(t *testing.T, title, summary, a, b, url string) {
		checkDraft(t, onrecord.Draft{Title: title, Summary: summary, URL: url, Blocks: []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: a}, {Kind: onrecord.BlockListItem, Text: b}}})
	})
}

func BenchmarkNew(b *testing.B) {
	d := onrecord.Draft{Title: "A new bridge", IssuedOn: onrecord.MustDate("2025-03-01"), IssuedBy: []string{"Harbour Board"}, URL: "https://example.org/news/bridge"}
	for range 20 {
		d.Blocks = append(d.Blocks, para(strings.Repeat("The minister said it’s £1.5 million for the bridge. ", 4))...)
	}
	b.ReportAllocs()
	for b.Loop() {
		mustNew(b, d)
	}
}
