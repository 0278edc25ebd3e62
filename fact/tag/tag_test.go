package tag

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

func document(blocks ...string) *Document {
	r := &onrecord.Release{}
	for _, b := range blocks {
		if r.Text != "" {
			r.Text += "\n\n"
		}
		r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: len(r.Text), End: len(r.Text) + len(b)}, Kind: onrecord.BlockParagraph})
		r.Text += b
	}
	return Read(r)
}

func TestReadKeepsOffsets(t *testing.T) {
	d := document("Security Minister, Dan Jarvis, said:", "It’s £1.5 million. We will act in May.")
	if len(d.Blocks) != 2 || len(d.Sentences) != 3 {
		t.Fatalf("%d blocks and %d sentences, want 2 and 3", len(d.Blocks), len(d.Sentences))
	}
	if got := d.SentenceSpan(2).Of(d.Text); got != "We will act in May." {
		t.Errorf("third sentence is %q", got)
	}
	i := d.TokenAt(strings.Index(d.Text, "May"))
	if !d.Tokens[i].Has(Month) || d.Tokens[i].Has(CueVerb) || d.Words(i-1, i+1) != "in May" {
		t.Errorf("token %d is %+v", i, d.Tokens[i])
	}
	if end, ok := d.Match(i-3, "will", "act", "in"); !ok || end != i {
		t.Errorf("Match gave %d, %v", end, ok)
	}
}

func TestParseListRefuses(t *testing.T) {
	for data, reason := range map[string]string{
		"ok\n\nMonday": "line 3: \"Monday\" is not in lower case",
		"a  b":         "line 1",
		"x\nx\t2":      "line 2: \"x\" stands twice",
		"don’t":        "typographic",
	} {
		if _, err := ParseList("test.txt", data); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%q: error %v, want one with %q", data, err, reason)
		}
	}
}

func TestLongestEntryWins(t *testing.T) {
	l, err := ParseList("q", "more\t1\nmore than\t2\nmore than a\t3\n")
	if err != nil {
		t.Fatal(err)
	}
	d := document("more than ten", "more")
	for i, want := range map[int]string{0: "2", 3: "1"} {
		if _, v, ok := l.Longest(d, i); !ok || v != want {
			t.Errorf("at %d: %q, %v; want %q", i, v, ok, want)
		}
	}
	if _, _, ok := l.Longest(d, 1); ok {
		t.Error("an entry was found where none stands")
	}
}

var (
	wordsOfTest = NewWords(map[string]string{"quay": "pier", "zzyx": "nothing"})
	quay        = Intern("quay")
)

// TestWords: a table gives back what was said of each word, for tokens and
// numbers alike, and nothing for words that no list knows.
func TestWords(t *testing.T) {
	table := &wordsOfTest
	for word, want := range map[string]string{"quay": "pier", "zzyx": "nothing", "minister": "", "qwertyuiop": "", "": ""} {
		if got := table.Of(numbered(word)); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
	if quay != numbered("quay") || numbered("qwertyuiop") != 0 {
		t.Error("a word has two numbers, or an unknown word has one")
	}
}

// A word that names a post in one country alone is no post elsewhere.
func TestPostOfOneCountry(t *testing.T) {
	for issuer, want := range map[string]bool{"Government of South Africa": true, "Home Office": false} {
		d := document("The Eastmere MEC spoke.", "mec")
		r := *d.Release
		r.IssuedBy = []string{issuer}
		d = Read(&r)
		if i := d.TokenAt(strings.Index(d.Text, "MEC")); d.Tokens[i].Has(PostHead) != want {
			t.Errorf("%s: MEC is a post: %v", issuer, !want)
		}
	}
}
