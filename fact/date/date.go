package date

import (
	"slices"
	"sync"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Read returns the dates of the document in order of Start; never nil. Facts
// do not overlap. It is safe for concurrent use.
func Read(d *tag.Document) []onrecord.DateFact {
	r := newReader(d)
	defer r.release()
	for b := range d.Blocks {
		r.block(b)
	}
	return append(make([]onrecord.DateFact, 0, len(r.facts)), r.facts...)
}

// readers keeps the working memory of finished readings.
var readers = sync.Pool{New: func() any { return new(reader) }}

// release gives the reader's memory back: its facts were copied.
func (r *reader) release() {
	clear(r.facts) // they hold on to the text
	*r = reader{words: r.words[:0], facts: r.facts[:0]}
	readers.Put(r)
}

// reader walks one document once, from left to right.
type reader struct {
	d      *tag.Document
	words  []word
	issued onrecord.Date
	// monthFirst says that 2/3 is 3 February; country shapes financial years.
	monthFirst bool
	country    string
	lo, hi     int // the block's tokens
	done       int // tokens before it are already in a fact
	depth      int // of containers within containers
	told       int // one more than the token that told the last tense, or 0
	facts      []onrecord.DateFact
	said       memory
}

// memory is what later expressions may point back at.
type memory struct {
	block    int32  // block of last
	last     span   // the last date of that block
	explicit bool   // last gave its own year
	token    int    // the token after last
	kinds    string // which kind of year last was, where it was said of several
	period   span   // the last interval that "the same period" may mean
	bound    onrecord.Bound
	full     onrecord.Date    // the last single day that came with its year and lies back
	career   int32            // the block after the one that a stretch of years opened or closed, as lines of a career do
	weekdays [7]onrecord.Date // the day that each weekday last meant, Sunday first
	event    span             // the last run of two days or more, which "day 1" may count from
}

// span is an interval of days, both ends inclusive; zero ends are open.
type span struct{ from, to onrecord.Date }

func newReader(d *tag.Document) *reader {
	r := readers.Get().(*reader)
	r.d, r.issued, r.country = d, d.Release.IssuedOn, d.Country
	r.words = slices.Grow(r.words, len(d.Tokens))[:len(d.Tokens)]
	r.monthFirst = r.country == "US"
	r.said.block, r.said.career = -1, -1
	for i := range d.Tokens {
		r.words[i] = shared.table.Of(d.Tokens[i].Word)
	}
	return r
}

func (r *reader) block(b int) {
	r.lo, r.hi = r.d.Blocks[b].First, r.d.Blocks[b].Last
	r.done = r.lo
	for i := r.lo; i < r.hi; {
		if r.words[i].class&starts == 0 && r.d.Tokens[i].Kind != text.Number {
			i++
			continue
		}
		m, ok := r.moment(i)
		if !ok || !r.finish(&m) {
			r.leaveOut(&m)
			i = max(i+1, m.skip)
			continue
		}
		i = m.last
		r.done = i
	}
}

// moment reads the date that starts at token i, without the words around it.
func (r *reader) moment(i int) (moment, bool) {
	t := &r.d.Tokens[i]
	w := r.words[i]
	if t.Kind == text.Number {
		return r.fromNumber(i)
	}
	var refused moment
	for _, try := range tries {
		if w.class&try.class != 0 {
			m, ok := try.read(r, i)
			if m.rule.Name == "" {
				m.rule = try.rule
			}
			if ok || m.skip > 0 {
				return m, ok
			}
			if m.refused.Name != "" {
				refused = m
			}
		}
	}
	return refused, false
}

type try struct {
	class class
	read  func(*reader, int) (moment, bool)
	rule  tag.Rule
}

// tries are the ways to read a date that starts with a word, in order.
var tries []try

func init() {
	tries = []try{
		{isNear, (*reader).near, ruleNear},
		{isPart, (*reader).partOf, rulePart},
		{isShift, (*reader).shifted, ruleShift},
		{isShift, (*reader).rolling, ruleRolling},
		{isOrdinal | isNumber, (*reader).dayFirst, ruleDayFirst},
		{isOrdinal | isShift, (*reader).nth, ruleNth},
		{isFeast, (*reader).feast, ruleFeast},
		{isMonth, (*reader).monthFirstDate, ruleMonth},
		{isWeekday, (*reader).weekday, ruleWeekday},
		{isSeason, (*reader).season, ruleSeason},
		{isOpener, (*reader).inSomeTime, ruleSomeTime},
		{isNumber, (*reader).ago, ruleAgo},
		{isNumber, (*reader).yearEnding, ruleYearEnd},
		{isUnit, (*reader).yearEnding, ruleYearEnd},
		{isUnit, (*reader).weekOf, ruleWeekOf},
		{isUnit, (*reader).unitEnd, ruleUnitEnd},
		{isUnit, (*reader).dayOfEvent, ruleEventDay},
		{isUnit, (*reader).theWeekend, ruleWeekday},
		{isYearKind | isPeriod, (*reader).financial, ruleFinancial},
		{isPeriod, (*reader).numberedPart, rulePeriod},
		{isOpener, (*reader).now, ruleNow},
		{isOpener, (*reader).sinceThen, ruleThen},
	}
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
	for _, w := range words {
		if n == w && n != "" {
			return true
		}
	}
	return false
}

// at returns what the lists say of token i.
func (r *reader) at(i int) word {
	if i < r.lo || i >= r.hi {
		return word{}
	}
	return r.words[i]
}

func (r *reader) has(i int, c class) bool { return r.at(i).class&c != 0 }

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

// glued reports whether no white space stands before token i.
func (r *reader) glued(i int) bool { return i > r.lo && i < r.hi && r.d.Tokens[i].Glued }

// titled reports whether token i is a word that starts with a capital.
func (r *reader) titled(i int) bool {
	s := r.shape(i)
	return s == text.Title || s == text.Upper || s == text.Mixed
}

// opens reports whether token i starts its sentence.
func (r *reader) opens(i int) bool {
	return i == r.lo || r.d.Sentences[r.d.Tokens[i].Sentence].First == i || r.kind(i-1) == text.Punct && !r.is(i-1, ",", "-", "’", "'", "(", "–")
}
