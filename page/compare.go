package page

import (
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// comparison is what changed from the version before.
type comparison struct {
	From, To  int
	Pieces    []piece
	Same      bool // not one word changed
	Title     string
	TitleWas  string // "" where the title is the same
	Gone, New []changedFact
	Declared  []onrecord.DeclaredChange // by the publisher, new in this version
}

// piece is a run of words. Long runs that are the same are folded:
// Middle is then what is folded away, with its number of Words, and stands
// between Text and Last.
type piece struct {
	Kind               string // "same", "gone", "new"
	Text, Middle, Last string
	Words              int
}

type changedFact struct {
	kindWords
	ID, Reading, Text string
	Version           int
}

// compare fills in what changed from the version before the shown one.
func (p *site) compare(r *http.Request, d *releaseData) error {
	if d.Before == 0 {
		return fmt.Errorf("%w: version %d of release %s has none before it", onrecord.ErrInvalid, d.Version, d.ID)
	}
	before, err := p.store.ReleaseVersion(r.Context(), d.ID, d.Before)
	if err != nil {
		return err
	}
	c := &comparison{From: before.Version, To: d.Version, Pieces: difference(before.Text, d.Text)}
	c.Same = before.Text == d.Text
	if before.Title != d.Title {
		c.Title, c.TitleWas = d.Title, before.Title
	}
	c.Gone, c.New = onlyIn(before, d.Record), onlyIn(d.Record, before)
	for _, change := range d.Changes {
		if !contains(before.Changes, change) {
			c.Declared = append(c.Declared, change)
		}
	}
	d.Compare = c
	return nil
}

func contains(list []onrecord.DeclaredChange, c onrecord.DeclaredChange) bool {
	for _, other := range list {
		if other == c {
			return true
		}
	}
	return false
}

// onlyIn lists the facts of a that b does not hold: facts keep their ids by
// their words.
func onlyIn(a, b onrecord.Record) []changedFact {
	held := map[string]bool{}
	for _, f := range allFacts(&b) {
		held[f.ID] = true
	}
	var out []changedFact
	for _, f := range allFacts(&a) {
		if !held[f.ID] {
			out = append(out, changedFact{kindOf(string(f.Kind)), f.ID, cut(160, comparedReading(f, a.Figures)), cut(160, head(f).Text), a.Version})
		}
	}
	return out
}

func comparedReading(f store.Fact, figures []onrecord.Figure) string {
	if f.Commitment != nil {
		return commitmentReading(*f.Commitment) + " – " + dueReading(f.Commitment.Due)
	}
	if f.Relation != nil {
		return relationReading(*f.Relation, figures)
	}
	return reading(f)
}

const (
	// compareTime bounds the search for the shortest difference; after it the
	// difference is still right, but may be longer than it need be.
	compareTime = time.Second
	// keptBytes is how much of an unchanged run is shown at each end.
	keptBytes = 240
)

// difference returns the runs of words that a and b share and do not. The
// same and new runs together are b, the same and gone runs are a.
func difference(a, b string) []piece {
	words := &vocabulary{numbers: map[string]rune{}}
	before, ok := words.encode(a)
	after, fits := words.encode(b)
	if !ok || !fits {
		return []piece{{Kind: "gone", Text: a}, {Kind: "new", Text: b}}
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = compareTime
	diffs := d.DiffCleanupMerge(d.DiffMainRunes(before, after, false))
	var out []piece
	for i, diff := range diffs {
		text, count := words.decode(diff.Text)
		switch diff.Type {
		case diffmatchpatch.DiffDelete:
			out = append(out, piece{Kind: "gone", Text: text})
		case diffmatchpatch.DiffInsert:
			out = append(out, piece{Kind: "new", Text: text})
		default:
			out = append(out, folded(text, count, i == 0, i == len(diffs)-1))
		}
	}
	return out
}

// folded hides the middle of a long unchanged run.
func folded(text string, words int, first, last bool) piece {
	if len(text) < 4*keptBytes {
		return piece{Kind: "same", Text: text}
	}
	start, end := border(text, keptBytes), border(text, len(text)-keptBytes)
	if first {
		start = 0
	}
	if last {
		end = len(text)
	}
	middle := text[start:end]
	return piece{Kind: "same", Text: text[:start], Middle: middle, Last: text[end:], Words: max(1, len(strings.Fields(middle)))}
}

// border steps on from i to the start of a word.
func border(s string, i int) int {
	for i < len(s) && (!utf8.RuneStart(s[i]) || s[i-1] != ' ') {
		i++
	}
	return i
}

// vocabulary numbers words, so that a difference of words can be worked out
// as one of characters. Spaces and signs are words of their own.
type vocabulary struct {
	numbers map[string]rune
	words   []string
}

// surrogates are no characters: numbers step over them.
const (
	firstSurrogate = 0xD800
	surrogates     = 0x800
)

// encode returns the numbers of the words of s; ok is false where there are
// more different words than characters to stand for them, over a million.
func (v *vocabulary) encode(s string) (out []rune, ok bool) {
	out = make([]rune, 0, len(s)/4)
	for len(s) > 0 {
		n := wordEnd(s)
		number := v.number(s[:n])
		if number > unicode.MaxRune {
			return nil, false
		}
		out = append(out, number)
		s = s[n:]
	}
	return out, true
}

func (v *vocabulary) number(word string) rune {
	if n, ok := v.numbers[word]; ok {
		return n
	}
	n := rune(len(v.words) + 1)
	if n >= firstSurrogate {
		n += surrogates
	}
	v.numbers[word] = n
	v.words = append(v.words, word)
	return n
}

func (v *vocabulary) decode(numbers string) (text string, words int) {
	var b strings.Builder
	for _, n := range numbers {
		if n >= firstSurrogate+surrogates {
			n -= surrogates
		}
		b.WriteString(v.words[n-1])
		words++
	}
	return b.String(), words
}

// wordEnd returns the length of the first run of letters and digits, or of
// white space, or of the first other character.
func wordEnd(s string) int {
	class := func(r rune) int {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) || r == '\'' || r == '’':
			return 1
		case unicode.IsSpace(r):
			return 2
		}
		return 0
	}
	first, size := utf8.DecodeRuneInString(s)
	kind := class(first)
	if kind == 0 {
		return size
	}
	for i, r := range s {
		if class(r) != kind {
			return i
		}
	}
	return len(s)
}
