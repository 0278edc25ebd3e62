package link

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// leastSum is the smallest sum that is linked: too many things share a smaller one.
const leastSum = 1000

// Compared reports whether figures of that sort are compared with those of
// other releases at all: sums of money of some size, and what counts or
// measures something; of lengths of time only those that say what lasts so long.
func Compared(f *onrecord.Figure) bool {
	switch f.Kind {
	case onrecord.FigureMoney:
		return f.Value >= leastSum
	case onrecord.FigureTemperature, onrecord.FigureSpeed:
		return false
	}
	return f.Value != 0
}

// figures adds the record's sums and measures.
func (p *passages) figures(out []Member) []Member {
	for i := range p.record.Figures {
		f := &p.record.Figures[i]
		if !Compared(f) {
			continue
		}
		w, ok := p.readWording(f)
		if !ok {
			continue
		}
		m := Member{Sort: Measure, Span: f.Span, Fact: f.ID, Sentence: w.sentence.Start, Figure: quantity(f), Subject: w.heads, Terms: w.own, Spelt: w.spelt, Around: w.terms,
			Names: w.names, Beside: w.near, Places: w.places, Bodies: w.bodies, Signs: w.signs, From: w.from, To: w.to}
		if f.Kind == onrecord.FigureMoney {
			m.Sort = Sum
		}
		m.Keys = m.figureKeys(w.of)
		p.said[f.Start] = &m
		out = append(out, m)
		if was, ok := former(&m, f, w.of); ok {
			out = append(out, was)
		}
	}
	double(out)
	return out
}

// double marks the sums whose value one release has for two things: which of
// them a passage means that names neither can't be told.
func double(members []Member) {
	type value struct {
		unit string
		of   float64
	}
	same := map[value][]*Member{}
	for i := range members {
		if m := &members[i]; m.Sort == Sum {
			v := value{m.Figure.Unit, m.Figure.Value}
			same[v] = append(same[v], m)
		}
	}
	for _, sums := range same {
		if !ofTwoThings(sums) {
			continue
		}
		for _, m := range sums {
			m.Signs = distinct(append(m.Signs, signDouble))
		}
	}
}

// maxThings bounds how many things of one sum are held against each other: a release that
// gives a sum for more of them is a table.
const maxThings = 128

// ofTwoThings reports whether two of some sums name things and share none.
func ofTwoThings(sums []*Member) bool {
	var things [][]string // each once
	seen := map[string]bool{}
	for _, m := range sums {
		said := strings.Join(m.Names, "\x00")
		if len(m.Names) == 0 || seen[said] || len(things) == maxThings {
			continue
		}
		seen[said] = true
		for _, other := range things {
			if disjoint(other, m.Names) {
				return true
			}
		}
		things = append(things, m.Names)
	}
	return false
}

func quantity(f *onrecord.Figure) Quantity {
	q := Quantity{Kind: f.Kind, Unit: f.Unit, Per: f.Per, Qualifier: f.Qualifier, Value: f.Value, ValueTo: f.Value}
	if f.Kind == onrecord.FigureCount {
		q.Unit = "" // the heads say what is counted
	}
	if f.ValueTo != nil {
		q.ValueTo = *f.ValueTo
	}
	if _, _, both := halves(f); both { // "from £120 million to £150 million" is the latter
		q.Value = q.ValueTo
	}
	return q
}

// The most terms and names by which a figure may be found.
const (
	keyTerms = 3
	keyNames = 2
)

// rare is the weight of a noun that so few announcements have that it is worth
// a key by itself.
const rare = 2.5

// figureKeys returns what a figure may be found by: its value with what is
// counted and, for measures, what is counted with the things named and the
// rarest words about it. of are the terms of the figure's own words.
func (m *Member) figureKeys(of []string) []Key {
	what := strings.Join(append([]string{string(m.Figure.Kind), m.Figure.Unit}, m.Subject...), " ")
	value := strconv.FormatFloat(m.Figure.Value, 'g', -1, 64)
	keys := []Key{NewKey("figure", what, value)}
	if !m.isSum() {
		value = "" // any: it moves
		if most(m.Subject) >= rare {
			keys = append(keys, NewKey("figure", what, ""))
		}
		for _, s := range m.Signs {
			if was, ok := strings.CutPrefix(s, "was "); ok {
				keys = append(keys, NewKey("figure", what, was))
			}
		}
	}
	about := m.things()
	about = slices.Clone(about[:min(len(about), keyNames)])
	for _, t := range append(rarest(of, keyTerms-1), rarest(m.Terms, keyTerms)...) {
		if len(about) < keyNames+keyTerms && !slices.Contains(about, t) {
			about = append(about, t)
		}
	}
	for _, a := range about {
		keys = append(keys, NewKey("figure", what, value, a))
	}
	return keys
}

// rarest returns the terms that say most, at most n of them.
func rarest(terms []string, n int) []string {
	out := slices.Clone(terms)
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(weightOf(b), weightOf(a)) })
	return out[:min(len(out), n)]
}

// digits returns how many digits of a value say something: 2 for 1,200, 4 for
// 1,234. A value with many is rarely that of two things.
func digits(v float64) int {
	s := strings.Trim(strings.ReplaceAll(strconv.FormatFloat(math.Abs(v), 'f', -1, 64), ".", ""), "0")
	return max(1, len(s))
}

// maxWider is the most that what stands further off can say.
const maxWider = 3

// likeness is what two figures' wordings share.
type likeness struct {
	names  []string // things named in both sentences, or in one and about the other
	bodies []string
	heads  []string
	terms  []string
	wider  []string // terms of blocks and titles beyond those
	// weight is how much the shared terms say, what how much they and the shared
	// heads say, part how large a part that is of what the shorter wording says,
	// and all how much everything shared says.
	weight, what, part, all float64
	far                     float64 // how much of that what stands further off says
	subject                 float64 // how much it says that the releases are about the same
	both                    bool    // a thing is named in both sentences
}

func compareWordings(a, b *Member) likeness {
	both := intersection(a.Names, b.Names)
	nearby := append(intersection(a.Names, b.Beside), intersection(a.Beside, b.Names)...)
	about := intersection(a.Beside, b.Beside)
	l := likeness{names: distinct(slices.Concat(both, nearby)), bodies: intersection(a.Bodies, b.Bodies), heads: intersection(a.Subject, b.Subject)}
	l.terms = intersection(a.Terms, b.Terms)
	l.wider = without(intersection(a.Around, b.Around), l.terms)
	l.weight = weigh(l.terms)
	head := most(without(slices.Clone(l.heads), []string{a.Figure.Unit})) // kilometres are those of many things
	if less := min(weigh(a.Terms), weigh(b.Terms)) + head; less > 0 {
		l.part = (l.weight + head) / less
	}
	l.what = l.weight + head
	l.far = min(0.4*weigh(l.wider), maxWider)
	l.all = l.weight + l.far + float64(min(len(l.bodies), 2)) + head
	switch {
	case len(both) > 0:
		l.all += 3
	case len(nearby) > 0:
		l.all += 2
	case len(about) > 0:
		l.all++
	}
	if has(a, signUp) && has(b, signUp) || has(a, signDown) && has(b, signDown) {
		l.all++
	}
	if x, y := periodOf(a), periodOf(b); x.known && x == y {
		l.all++
	}
	l.both = len(both) > 0
	return l
}

// near returns how much what is shared says where one release counts many
// things: what stands further off then says less.
func (l likeness) near() float64 { return l.all - l.far/2 + l.subject }

// most returns the weight of the term that says most.
func most(terms []string) (w float64) {
	for _, t := range terms {
		w = max(w, weightOf(t))
	}
	return w
}

// contrary reports whether two wordings can't be of one thing.
func contrary(a, b *Member) bool {
	return disjoint(a.Places, b.Places) || disjoint(a.Names, b.Names) || otherNumber(a, b, "sort ") || has(a, signEach) != has(b, signEach) ||
		a.Figure.Per != b.Figure.Per && a.Figure.Per != "" && b.Figure.Per != ""
}

// things are what the sentence names, or else what is named about it.
func (m *Member) things() []string {
	if len(m.Names) > 0 {
		return m.Names
	}
	return m.Beside
}

// disjoint reports whether both lists say something and share nothing.
func disjoint(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && len(intersection(a, b)) == 0
}

func has(m *Member, sign string) bool {
	_, found := slices.BinarySearch(m.Signs, sign)
	return found
}

// otherRound reports whether both name a turn of one kind, and not the same: the
// first round and the second.
func otherRound(a, b *Member) bool { return otherNumber(a, b, "nth ") }

// otherNumber reports whether both have signs of a kind, "nth 1 round", with one
// last word, and not the same.
func otherNumber(a, b *Member, kind string) bool {
	for _, x := range a.Signs {
		if !strings.HasPrefix(x, kind) || has(b, x) {
			continue
		}
		of := x[strings.LastIndexByte(x, ' '):]
		for _, y := range b.Signs {
			if strings.HasPrefix(y, kind) && strings.HasSuffix(y, of) {
				return true
			}
		}
	}
	return false
}

// shown says what is shared, in words that the passages print: names first, then
// what is counted, then the terms that say most. Of what stands further off no
// words are kept as printed; that there is some is said.
func (l likeness) shown(earlier, later *Member) string {
	out := slices.Clone(l.names[:min(len(l.names), 2)])
	said := strings.Fields(strings.Join(out, " ")) // a word of a name is said with it
	for _, t := range slices.Concat(l.heads, rarest(l.terms, 4)) {
		word := spelt(later, t)
		if word == t {
			word = spelt(earlier, t)
		}
		if !slices.Contains(said, word) {
			out, said = append(out, word), append(said, word)
		}
	}
	switch {
	case len(out) == 0:
		return "what stands about both passages shares words"
	case len(out) < 3 && len(l.wider) > 0:
		return "both passages have " + strings.Join(out, ", ") + ", and what stands about them shares words"
	}
	return "both passages have " + strings.Join(out, ", ")
}
