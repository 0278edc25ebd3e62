package figure

import (
	"slices"
	"strings"
	"sync"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Read returns the figures of the document in order of Start; never nil.
// Figures do not overlap each other, the dates, or the spans of the names.
// It is safe for concurrent use.
func Read(d *tag.Document, dates []onrecord.DateFact, names []onrecord.Name) []onrecord.Figure {
	r := readers.Get().(*reader)
	defer r.release()
	r.d, r.dates, r.dollar, r.country = d, dates, dollarOf(d), d.Country
	r.takeNames(names)
	for b := range d.Blocks {
		if d.Blocks[b].Kind == onrecord.BlockAttachment { // "PDF, 533 KB, 6 pages"
			continue
		}
		r.block(b)
	}
	return append(make([]onrecord.Figure, 0, len(r.figures)), r.figures...)
}

// readers keeps the working memory of finished readings.
var readers = sync.Pool{New: func() any { return new(reader) }}

// release gives the reader's memory back: its figures were copied.
func (r *reader) release() {
	clear(r.figures) // they hold on to the text
	*r = reader{taken: r.taken[:0], places: r.places[:0], people: r.people[:0], figures: r.figures[:0], at: r.at[:0]}
	readers.Put(r)
}

// reader walks one document once, from left to right.
type reader struct {
	d       *tag.Document
	dates   []onrecord.DateFact
	taken   []onrecord.Span // spans of names, in order
	places  []onrecord.Span // those of them that name a place
	people  []onrecord.Span // those of them that name a person
	date    int             // the first date that does not end before the cursor
	name    int
	dollar  string // the currency of a bare "$"
	country string
	lo, hi  int   // the block's tokens
	done    int   // tokens before it are already in a figure
	draft   draft // the figure at hand
	figures []onrecord.Figure
	at      []place // where each figure of the block stands
	first   int     // index of the block's first figure
	topic   string  // what the block before counted
	spaces  int8    // whether the release parts thousands by spaces: 1 yes, -1 no, 0 not looked at
}

// place keeps the tokens of a figure, for what the sentence says around it.
type place struct {
	first, last int // all its words
	number      int // the token of its number
	sentence    int32
	bare        bool // its unit is not beside it
}

func (r *reader) takeNames(names []onrecord.Name) {
	for _, n := range names {
		for _, s := range n.Spans {
			r.taken = append(r.taken, onrecord.Span(s))
			switch n.Kind {
			case onrecord.NamePlace:
				r.places = append(r.places, onrecord.Span(s))
			case onrecord.NamePerson:
				r.people = append(r.people, onrecord.Span(s))
			}
		}
	}
	for _, spans := range [...][]onrecord.Span{r.taken, r.places, r.people} {
		slices.SortFunc(spans, func(a, b onrecord.Span) int { return a.Start - b.Start })
	}
}

func (r *reader) block(b int) {
	r.lo, r.hi = r.d.Blocks[b].First, r.d.Blocks[b].Last
	r.done, r.first, r.at = r.lo, len(r.figures), r.at[:0]
	for i := r.lo; i < r.hi; {
		t := &r.d.Tokens[i]
		if t.Kind != text.Number && !t.Has(tag.NumberWord|tag.Scale) {
			i++
			continue
		}
		if next, ok := r.figure(i); ok {
			i = next
			r.done = i
		} else {
			i = max(i+1, next)
		}
	}
	r.compare()
	r.keepTopic()
}

// figure reads the figure whose number starts at token i and returns where
// reading goes on.
func (r *reader) figure(i int) (next int, ok bool) {
	if end, taken := r.inDateOrName(i); taken {
		return end, false
	}
	a, ok := r.amount(i)
	if !ok {
		return a.last, false
	}
	r.signBefore(&a)
	if rule := r.refused(&a); rule.Name != "" {
		r.leaveOut(&a, rule)
		return a.last, false
	}
	f := &r.draft
	*f = draft{amount: a}
	r.rangeOf(f)
	if !r.measured(f) {
		r.leaveOut(&a, ruleNothing)
		return max(a.last, f.skip), false
	}
	r.qualify(f)
	return r.keep(f)
}

// inDateOrName reports whether token i lies in a date or a name, and where
// that ends.
func (r *reader) inDateOrName(i int) (end int, taken bool) {
	t := onrecord.Span{Start: int(r.d.Tokens[i].Start), End: int(r.d.Tokens[i].End)}
	for r.date < len(r.dates) && r.dates[r.date].End <= t.Start {
		r.date++
	}
	for r.name < len(r.taken) && r.taken[r.name].End <= t.Start {
		r.name++
	}
	if r.date < len(r.dates) && r.dates[r.date].Overlaps(t) {
		return i + 1, true
	}
	if r.name < len(r.taken) && r.taken[r.name].Overlaps(t) {
		return i + 1, true
	}
	return i, false
}

// inNextDate reports whether token i, not far ahead, lies in a date.
func (r *reader) inNextDate(i int) bool {
	t := onrecord.Span{Start: int(r.d.Tokens[i].Start), End: int(r.d.Tokens[i].End)}
	for k := r.date; k < min(len(r.dates), r.date+4); k++ {
		if r.dates[k].Overlaps(t) {
			return true
		}
	}
	return false
}

// draft is a figure in the making.
type draft struct {
	amount
	to        amount // the upper end, where there is one
	ranged    bool
	wasFrom   bool // "from X to Y"
	kind      onrecord.FigureKind
	unit      string
	counts    string // the noun after the first of two numbers
	qualifier onrecord.Qualifier
	limit     onrecord.Qualifier // the qualifier, where the words between it and the number are the figure's
	bare      bool
	skip      int
	value     float64
	valueTo   float64
	first     int
	last      int
	age       bool
	rule      tag.Rule // what measured it
}

// keep adds the draft to the figures.
func (r *reader) keep(f *draft) (int, bool) {
	f.first = max(f.first, r.done)
	q := f.qualifier
	if q == "" {
		q = onrecord.QualifierExact
	}
	out := onrecord.Figure{Head: r.d.Head(f.first, f.last), Kind: f.kind, Value: f.value, Unit: f.unit, Qualifier: q}
	if out.Unit == someDollar {
		out.Unit = ""
	}
	if f.ranged {
		to := f.valueTo
		out.ValueTo = &to
		if f.wasFrom {
			was := f.value
			out.Was = &was
		}
	}
	out.Per = r.per(f.last)
	r.figures = append(tag.Room(r.figures), out)
	r.at = append(r.at, place{f.first, f.last, f.amount.first, r.d.Tokens[f.first].Sentence, f.bare})
	r.explain(f)
	return f.last, true
}

// norm returns the token's lower-case form, "" outside the block.
func (r *reader) norm(i int) string {
	if i < r.lo || i >= r.hi {
		return ""
	}
	return r.d.Tokens[i].Norm
}

// is reports whether token i is one of the given words.
func (r *reader) is(i int, words ...string) bool {
	n := r.norm(i)
	if n == "" {
		return false
	}
	for _, w := range words {
		if n == w {
			return true
		}
	}
	return false
}

func (r *reader) kind(i int) text.Kind {
	if i < r.lo || i >= r.hi {
		return 0
	}
	return r.d.Tokens[i].Kind
}

func (r *reader) shape(i int) text.Shape {
	if i < r.lo || i >= r.hi {
		return text.None
	}
	return r.d.Tokens[i].Shape
}

func (r *reader) has(i int, s tag.Set) bool {
	return i >= r.lo && i < r.hi && r.d.Tokens[i].Has(s)
}

// glued reports whether no white space stands before token i.
func (r *reader) glued(i int) bool { return i > r.lo && i < r.hi && r.d.Tokens[i].Glued }

// titled reports whether token i is a word that starts with a capital.
func (r *reader) titled(i int) bool {
	s := r.shape(i)
	return s == text.Title || s == text.Upper || s == text.Mixed
}

// opens reports whether token i starts its sentence.
func (r *reader) opens(i int) bool {
	return i == r.lo || i < r.hi && r.d.Sentences[r.d.Tokens[i].Sentence].First == i
}

// longest finds the longest entry of the list from token i on, inside the block.
func (r *reader) longest(l *tag.List, i int) (end int, value string, ok bool) {
	if i < r.lo || i >= r.hi {
		return i, "", false
	}
	return l.Longest(r.d, i)
}

// dollarOf returns whose dollar a bare "$" is: that of the issuer's country, of
// the United States where the country has none. Where nothing tells the
// country and the text names one with a dollar of its own, it is left open.
func dollarOf(d *tag.Document) string {
	switch d.Country {
	case "AU":
		return "AUD"
	case "CA":
		return "CAD"
	case "NZ":
		return "NZD"
	case "HK":
		return "HKD"
	case "SG":
		return "SGD"
	case "":
		if strings.Contains(d.Text, "$") && slices.ContainsFunc(dollarLands, func(land string) bool { return strings.Contains(d.Text, land) }) {
			return someDollar
		}
	}
	return "USD"
}

// someDollar is the currency of a draft whose dollar is not known: the figure
// kept has no unit.
const someDollar = "$"

// dollarLands are the names of countries whose currency is called dollar.
var dollarLands = []string{"Australia", "Canad", "New Zealand", "Singapore", "Hong Kong"}
