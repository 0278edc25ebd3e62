package date

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
)

//go:embed words/*.txt
var files embed.FS

// class is the set of word lists that a word stands in.
type class uint32

const (
	isMonth class = 1 << iota
	isWeekday
	isOrdinal
	isNumber
	isUnit
	isSeason
	isNear
	isShift
	isPart
	isYearKind
	isFeast    // first word of a named day
	isOpener   // "in", "within": may start "in three years"
	isFuture   // looks ahead
	isPast     // looks back
	isSkip     // says nothing of time whatever its ending
	isBound    // last word of a phrase that bounds a date
	isPeriod   // q1, h2, fy
	isCompass  // time of day
	isRecord   // data, figures
	isEvent    // attack: what a day can be known by
	isPlan     // before "to" it looks ahead
	isChosen   // before "to" it tells what was decided or done
	isLead     // a participle after it describes a noun
	isForeseen // before "for" it looks ahead
	isTelling  // tells of what is to come, though itself in the past
	isLasting  // before "to" it tells until when something lasts
)

// helpers are the classes that say nothing by themselves of what a word is.
const helpers = isPlan | isChosen | isLead | isForeseen | isTelling | isLasting

// starts are the classes that may start a date.
const starts = isMonth | isWeekday | isOrdinal | isNumber | isUnit | isSeason | isNear | isShift | isPart | isYearKind | isFeast | isOpener | isPeriod

// word is what the lists say of one word.
type word struct {
	class class
	n     int16 // month, weekday, ordinal, number, season's first month, shift, unit, part
}

// unit is a stretch of the calendar.
type unit int16

const (
	noUnit unit = iota
	day
	week
	fortnight
	weekend
	month
	quarter
	half
	year
	decade
	century
)

var unitNames = map[string]unit{"day": day, "week": week, "fortnight": fortnight, "weekend": weekend, "month": month,
	"quarter": quarter, "half": half, "year": year, "decade": decade, "century": century}

// part says which part of a stretch is meant.
type part int16

const (
	whole part = iota
	early
	mid
	late
	earlier
	later
	start
	middle
	end
	rest
)

var partNames = map[string]part{"early": early, "mid": mid, "late": late, "earlier": earlier, "later": later,
	"start": start, "middle": middle, "end": end, "rest": rest}

// phrase is a bounding phrase of one or more words.
type phrase struct {
	words []string
	bound string
}

// lists is everything that the word files say, read once.
type lists struct {
	words   map[string]word
	table   tag.Words[word] // words, by number
	feasts  *tag.List
	phrases map[string][]phrase // by last word, longest first
	years   *tag.List
	known   *tag.List
}

var shared = load()

func load() *lists {
	l := &lists{words: map[string]word{}, phrases: map[string][]phrase{}}
	number := func(s string) (int, error) { return strconv.Atoi(s) }
	named := func(names map[string]int16) func(string) (int, error) {
		return func(s string) (int, error) {
			n, ok := names[s]
			if !ok {
				return 0, fmt.Errorf("unknown value %q", s)
			}
			return int(n), nil
		}
	}
	none := func(string) (int, error) { return 0, nil }
	l.add("month", isMonth, number)
	l.add("weekday", isWeekday, number)
	l.add("ordinal", isOrdinal, number)
	l.add("number", isNumber, number)
	l.add("season", isSeason, number)
	l.add("near", isNear, number)
	l.add("shift", isShift, number)
	l.add("unit", isUnit, named(widen(unitNames)))
	l.add("part", isPart, named(widen(partNames)))
	l.add("record", isRecord, none)
	l.add("known-event", isEvent, none)
	l.known = tag.MustList(files, "words/known-day.txt")
	l.add("time-of-day", isCompass, none)
	l.years = l.add("year-kind", isYearKind, none)
	l.feasts = l.firstWords("feast", isFeast)
	l.tenses()
	l.bounds()
	for w, n := range map[string]int16{"q1": 1, "q2": 2, "q3": 3, "q4": 4, "h1": 1, "h2": 2, "q": 0, "h": 0, "fy": 0} {
		l.mark(w, isPeriod, n)
	}
	for _, w := range []string{"in", "within", "now", "then", "that"} {
		l.mark(w, isOpener, 0)
	}
	l.table = tag.NewWords(l.words)
	return l
}

func widen[T ~int16](m map[string]T) map[string]int16 {
	out := make(map[string]int16, len(m))
	for k, v := range m {
		out[k] = int16(v)
	}
	return out
}

// mark adds a class to a word; n is kept where the class carries a value.
func (l *lists) mark(w string, c class, n int16) {
	old := l.words[w]
	old.class |= c
	if n != 0 {
		old.n = n
	}
	l.words[w] = old
}

// add reads words/name.txt; it panics on a bad value, as tag.MustList does on
// a bad line: the lists ship in the binary and a test loads them.
func (l *lists) add(name string, c class, value func(string) (int, error)) *tag.List {
	list := tag.MustList(files, "words/"+name+".txt")
	for _, e := range list.Entries() {
		v, _ := list.Lookup(e)
		n, err := value(v)
		if err != nil {
			panic(fmt.Errorf("words/%s.txt: %q: %w", name, e, err))
		}
		l.mark(e, c, int16(n))
	}
	return list
}

func (l *lists) firstWords(name string, c class) *tag.List {
	list := tag.MustList(files, "words/"+name+".txt")
	for _, e := range list.Entries() {
		first, _, _ := strings.Cut(e, " ")
		l.mark(strings.TrimSuffix(first, "'s"), c, 0)
	}
	return list
}

func (l *lists) tenses() {
	l.classes("tense", map[string]class{"future": isFuture, "past": isPast, "skip": isSkip})
	l.classes("tense-helper", map[string]class{"plan": isPlan, "chosen": isChosen, "noun": isLead, "foreseen": isForeseen, "telling": isTelling})
	l.classes("lasting", map[string]class{"": isLasting})
}

// classes reads words/name.txt, whose values name classes.
func (l *lists) classes(name string, classes map[string]class) {
	list := tag.MustList(files, "words/"+name+".txt")
	for _, e := range list.Entries() {
		v, _ := list.Lookup(e)
		c, ok := classes[v]
		if !ok {
			panic(fmt.Errorf("words/%s.txt: %q: unknown value %q", name, e, v))
		}
		l.mark(e, c, 0)
	}
}

func (l *lists) bounds() {
	list := tag.MustList(files, "words/bound.txt")
	for _, e := range list.Entries() {
		v, _ := list.Lookup(e)
		words := strings.Split(e, " ")
		last := words[len(words)-1]
		l.mark(last, isBound, 0)
		at := 0
		for at < len(l.phrases[last]) && len(l.phrases[last][at].words) >= len(words) {
			at++
		}
		l.phrases[last] = append(l.phrases[last][:at], append([]phrase{{words, v}}, l.phrases[last][at:]...)...)
	}
}
