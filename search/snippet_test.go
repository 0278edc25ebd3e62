package search

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
)

const release = `The Harbour Office announced today that £1.5 million will rebuild the sea wall at Port Ellery.

The work, which starts in March, will protect 1,090 coastal communities. The Minister’s policy on fishing quotas does not change.

Ada Marlow, the Harbour Commissioner, said: “Our harbours come first. We’ll build a wall that lasts.”`

// marked shows spans in the text by brackets.
func marked(text string, spans []onrecord.Span) string {
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.Start] + "[" + text[s.Start:s.End] + "]")
		at = s.End
	}
	return b.String() + text[at:]
}

func TestLit(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"", "the sea wall", "the sea wall"},
		{"harbour", "Harbour, harbours’ HARBOUR’s", "[Harbour], [harbours]’ [HARBOUR]’s"},
		{"policies", "one policy", "one [policy]"},
		{"police", "one policy", "one policy"},
		{"poli*", "policy, police, polite, pole", "[policy], [police], [polite], pole"},
		{"cafe", "a CAFÉ", "a [CAFÉ]"},
		{"1090", "for 1,090 people", "for [1,090] people"},
		{"£1.5m", "£1.5m and 1.5 metres", "£[1.5m] and 1.5 metres"},
		{`"sea wall"`, "a sea-wall by the sea, a wall", "a [sea-wall] by the sea, a wall"},
		{`"sea wall" wall`, "a sea wall, a wall", "a [sea wall], a [wall]"},
		{`"sea wall" "wall sea"`, "sea wall sea", "[sea wall sea]"},
		{"sea wall", "a sea wall", "a [sea] [wall]"},
		{"sea -wall", "a sea wall", "a [sea] wall"},
		{"-(sea OR -wall)", "a sea wall", "a sea wall"},
		{"(sea OR quay) title:wall issuer:a", "a sea wall, a quay", "a [sea] wall, a [quay]"},
	} {
		if diff := cmp.Diff(c.want, marked(c.text, Lit(c.text, must(t, c.query)))); diff != "" {
			t.Errorf("%s: %s", c.query, diff)
		}
	}
}

func TestSnippets(t *testing.T) {
	for _, c := range []struct {
		name, query string
		max         int
		want        []string
	}{
		{"the whole block where it fits", `"sea wall"`, 200, []string{"The Harbour Office announced today that £1.5 million will rebuild the [sea wall] at Port Ellery."}},
		{"the beginning where only fields are asked for", "kind:money", 60, []string{"The Harbour Office announced today that £1.5 million will…"}},
		{"the beginning where nothing matches", "lighthouse", 24, []string{"The Harbour Office…"}},
		{"a sentence within its block", "quotas", 70, []string{"The Minister’s policy on fishing [quotas] does not change."}},
		{"words where a sentence does not fit", "quotas", 40, []string{"…on fishing [quotas] does not change."}},
		{"one part that shows both", "coastal march", 200, []string{"The work, which starts in [March], will protect 1,090 [coastal] communities. The Minister’s policy on fishing quotas does not change."}},
		{"two parts where one can not", "ellery lasts", 160, []string{
			"…today that £1.5 million will rebuild the sea wall at Port [Ellery].",
			"We’ll build a wall that [lasts].”"}},
		{"the phrase before its words", `harbour OR "sea wall"`, 50, []string{"…million will rebuild the [sea wall] at Port Ellery."}},
		{"too small for a word", "quotas", 3, []string{"…[quo]…"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, s := range Snippets(release, must(t, c.query), c.max) {
				shown := marked(s.Text, s.Lit)
				if s.CutStart {
					shown = "…" + shown
				}
				if s.CutEnd {
					shown += "…"
				}
				got = append(got, shown)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := Snippets("Mayor Ada Venn said:\n\nThe wall holds.\n\nIt does.", must(t, "venn"), 200); len(got) != 1 || !strings.HasSuffix(got[0].Text, "The wall holds.") {
		t.Errorf("what a colon leads in is not shown: %v", got)
	}
	byline := "Press release issued by the Harbour Office, 3 March 2025\n\nThe Harbour Office rebuilt a wall.\n\nNobody else did."
	for query, want := range map[string]string{"harbour": "The Harbour Office rebuilt a wall.", "*": "The Harbour Office rebuilt a wall.", "press": byline[:strings.Index(byline, "\n")]} {
		if got := Snippets(byline, must(t, query), 200); len(got) != 1 || got[0].Text != want {
			t.Errorf("%q shows %v beside the line that states the issue", query, got)
		}
	}
	if got := Snippets(byline[:strings.Index(byline, "\n")+2], All{}, 200); len(got) != 1 || !strings.HasPrefix(got[0].Text, "Press release") {
		t.Errorf("a text of that line alone shows %v", got)
	}
	if got := Snippets(" \n\n ", All{}, 100); got != nil {
		t.Errorf("a blank text gives %v", got)
	}
}

// checkSnippets holds for every text and query.
func checkSnippets(t *testing.T, text string, q Node, maxBytes int) {
	snippets := Snippets(text, q, maxBytes)
	if maxBytes > 0 && strings.ContainsFunc(text, func(r rune) bool { return !isSpace(r) }) != (len(snippets) > 0) {
		t.Fatalf("%d snippets of %q", len(snippets), text)
	}
	last, total := 0, 0
	for _, s := range snippets {
		if s.Span.Start < last || s.Span.Start >= s.Span.End || s.Span.End > len(text) || text[s.Span.Start:s.Span.End] != s.Text || !utf8.ValidString(s.Text) {
			t.Fatalf("bad snippet %+v after %d", s, last)
		}
		last = s.Span.End
		total += len(s.Text)
		checkSpans(t, s.Text, s.Lit)
	}
	if len(snippets) > 2 || total > max(maxBytes, utf8.UTFMax) {
		t.Fatalf("%d snippets of %d bytes, at most %d asked for", len(snippets), total, maxBytes)
	}
	checkSpans(t, text, Lit(text, q))
}

func checkSpans(t *testing.T, text string, spans []onrecord.Span) {
	last := 0
	for _, s := range spans {
		if s.Start < last || s.End <= s.Start || s.End > len(text) || !utf8.ValidString(text[s.Start:s.End]) {
			t.Fatalf("bad span %v after %d in %q", s, last, text)
		}
		last = s.End
	}
}

func FuzzSnippets(f *testing.F) {
	f.Add(release, `"sea wall" harbour* ellery`, 100)
	f.Add(release, "kind:money", 30)
	f.Add("aé “x”\n\n\n\n’s 1,090 x\u0301", "x OR é", 7)
	f.Add("\n\nsea\n\nwall\n\nsea wall. Sea", `"sea wall sea" wall`, 20)
	f.Fuzz(func(t *testing.T, text, query string, maxBytes int) {
		text = strings.ToValidUTF8(text, "\ufffd")
		q, err := Parse(query)
		if err != nil {
			return
		}
		checkSnippets(t, text, q, maxBytes)
		for _, s := range Lit(text, q) {
			checkFragment(t, text, s)
		}
	})
}

func TestFragmentDirective(t *testing.T) {
	long := strings.Repeat("the wall is built of stone, lime and sand ", 5)
	for _, c := range []struct{ text, words, want string }{
		{release, "£1.5 million", "%C2%A31.5%20million"},
		{release, "sea wall", "sea%20wall"},
		{release, "ea wal", "sea%20wall"},
		{release, "said: “Our", "said%3A%20%E2%80%9COur"},
		{"a well-built wall & quay, first", "well-built wall & quay, first", "well%2Dbuilt%20wall%20%26%20quay%2C%20first"},
		{release, "starts in March, will protect 1,090 coastal communities. The Minister’s policy on fishing quotas does not change.\n\nAda Marlow", "starts%20in%20March%2C%20will%20protect,Ada%20Marlow"},
		{long + "end", long + "end", "the%20wall%20is%20built%20of,stone%2C%20lime%20and%20sand%20end"},
		{"a " + strings.Repeat("x", 200), strings.Repeat("x", 200), strings.Repeat("x", 200)},
		{"…", "…", ""},
	} {
		at := strings.Index(c.text, c.words)
		want := c.want
		if want != "" {
			want = "#:~:text=" + want
		}
		if diff := cmp.Diff(want, FragmentDirective(c.text, onrecord.Span{Start: at, End: at + len(c.words)})); diff != "" {
			t.Errorf("%s: %s", c.words, diff)
		}
	}
	// Words that stand earlier too get what comes before them in their block.
	at := strings.LastIndex(release, "wall")
	if got, want := FragmentDirective(release, onrecord.Span{Start: at, End: at + 4}), "#:~:text=first.%20We%E2%80%99ll%20build%20a-,wall"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := FragmentDirective(release, onrecord.Span{Start: 5, End: len(release) + 1}); got != "" {
		t.Errorf("a span outside the text gives %s", got)
	}
}

// checkFragment: the directive is printable ASCII whose parts, decoded, stand
// in the text as it is shown.
func checkFragment(t *testing.T, text string, span onrecord.Span) {
	directive, ok := strings.CutPrefix(FragmentDirective(text, span), "#:~:text=")
	if !ok {
		t.Fatalf("no directive for %q", text[span.Start:span.End])
	}
	shown := strings.Join(strings.FieldsFunc(text, isSpace), " ")
	for i, part := range strings.Split(directive, ",") {
		if i == 0 {
			part = strings.TrimSuffix(part, "-")
		}
		words, err := url.PathUnescape(part)
		if err != nil || strings.Contains(part, "-") || !strings.Contains(shown, words) {
			t.Fatalf("%s: %q does not stand in the text: %v", directive, words, err)
		}
	}
}

func BenchmarkSnippets(b *testing.B) {
	q := must(b, `wall "fishing quotas" harb*`)
	text := strings.Repeat(release+"\n\n", 10)
	b.SetBytes(int64(len(text)))
	l := NewLighter(q)
	for b.Loop() {
		l.Snippets(text, 300)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		must(b, `(harbour OR coast*) -draft issuer:(fisheries OR "Harbour Office") kind:money money:>=£1m issued:2024-03..2025-02`)
	}
}
