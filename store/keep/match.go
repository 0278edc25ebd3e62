package keep

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
)

// maxLeaves bounds how many sets of matches a snapshot remembers.
const maxLeaves = 256

// leaf is what one word, phrase or title field matches.
type leaf struct {
	key         string
	stem        string // of a single word; "" where it is no single word
	text, title bitset // where it stands in the text, in the title
	both        bitset
	count       int // of both
}

// matcher evaluates one query over one snapshot.
type matcher struct {
	conn Conn
	snap *snapshot
	// leaves are the text leaves that are not negated, each once, in order.
	leaves     []*leaf
	remembered recall
	bounds     Bounds
}

// match returns what the node matches: a set of the caller's own.
func (m *matcher) match(node search.Node, negated bool) (bitset, error) {
	n := m.snap.len()
	switch q := node.(type) {
	case nil, search.All:
		return fullBitset(n), nil
	case search.And:
		return m.join(q.Of, negated, fullBitset(n), bitset.and)
	case search.Or:
		return m.join(q.Of, negated, newBitset(n), bitset.or)
	case search.Not:
		b, err := m.match(q.Of, !negated)
		if err != nil {
			return nil, err
		}
		all := fullBitset(n)
		all.andNot(b)
		return all, nil
	case search.Word:
		return m.useLeaf(m.word(q))(negated)
	case search.Phrase:
		return m.useLeaf(m.phrase(q))(negated)
	case search.Field:
		return m.field(q, negated)
	case search.Kind:
		return m.kind(q)
	case search.Review:
		return m.reviewed(q)
	case search.Issued:
		return m.issued(q), nil
	case search.Due:
		return m.due(q), nil
	case search.Amount:
		return m.amount(q), nil
	}
	return nil, fmt.Errorf("%w: the query holds a %T, which this engine does not know", onrecord.ErrUnsupported, node)
}

func (m *matcher) join(of []search.Node, negated bool, start bitset, with func(bitset, bitset)) (bitset, error) {
	for _, node := range of {
		b, err := m.match(node, negated)
		if err != nil {
			return nil, err
		}
		with(start, b)
	}
	return start, nil
}

// useLeaf notes a leaf for ranking and returns a copy of what it matches.
func (m *matcher) useLeaf(l *leaf, err error) func(negated bool) (bitset, error) {
	return func(negated bool) (bitset, error) {
		if err != nil {
			return nil, err
		}
		if !negated && !slices.Contains(m.leaves, l) {
			m.leaves = append(m.leaves, l)
		}
		return l.both.clone(), nil
	}
}

// leaf returns the leaf of that key from the snapshot's memory, or
// makes it.
func (m *matcher) leaf(key string, fill func(*leaf) error) (*leaf, error) {
	m.snap.mu.Lock()
	l := m.snap.cache[key]
	m.snap.mu.Unlock()
	if l != nil {
		return l, nil
	}
	n := m.snap.len()
	l = &leaf{key: key, text: newBitset(n), title: newBitset(n)}
	if err := fill(l); err != nil {
		return nil, err
	}
	l.both = l.text.clone()
	l.both.or(l.title)
	l.count = l.both.count()
	m.snap.mu.Lock()
	defer m.snap.mu.Unlock()
	for old := range m.snap.cache {
		if len(m.snap.cache) < maxLeaves {
			break
		}
		delete(m.snap.cache, old)
	}
	m.snap.cache[key] = l
	return l, nil
}

func (m *matcher) word(q search.Word) (*leaf, error) {
	if q.Prefix {
		return m.leaf("prefix "+q.Term, func(l *leaf) error {
			// So short a prefix stands in most titles: it ranks by the text alone.
			if utf8.RuneCountInString(q.Term) <= shortPrefix {
				return m.mark(l.text, FormIndex, one(startToken(q.Term)))
			}
			if err := m.mark(l.title, TitleIndex, Phrase{Words: []string{q.Term}, Prefix: true}); err != nil {
				return err
			}
			if err := m.mark(l.text, FormIndex, Phrase{Words: []string{q.Term}, Prefix: true}); err != nil {
				return err
			}
			return m.mark(l.text, TextIndex, Phrase{Column: TextColumn, Words: []string{q.Term}, Prefix: true})
		})
	}
	return m.leaf("word "+q.Term, func(l *leaf) error {
		l.stem = q.Term
		if err := m.mark(l.title, TitleIndex, Phrase{Column: StemColumn, Words: []string{q.Term}}); err != nil {
			return err
		}
		return m.mark(l.text, TextIndex, Phrase{Words: []string{q.Term}})
	})
}

func (m *matcher) phrase(q search.Phrase) (*leaf, error) {
	words := strings.Join(q.Terms, " ")
	return m.leaf("phrase "+words, func(l *leaf) error {
		if err := m.mark(l.title, TitleIndex, Phrase{Column: StemColumn, Words: q.Terms}); err != nil {
			return err
		}
		wanted := Phrase{Words: q.Terms}
		if pairs, ok := pairsOf(q.Terms); ok {
			wanted = Phrase{Column: PairColumn, Words: strings.Fields(pairs)}
		}
		return m.mark(l.text, TextIndex, wanted)
	})
}

// pairsOf returns the phrase as pairs of neighbours, and whether all its
// words are common, so that the pairs are indexed.
func pairsOf(terms []string) (string, bool) {
	if len(terms) < 2 {
		return "", false
	}
	list := make([]*word, len(terms))
	for i, term := range terms {
		if !isCommon()[term] {
			return "", false
		}
		list[i] = &word{stem: &stem{text: term, common: true}}
	}
	return string(appendPairs(nil, list)), true
}

// one is what an index must hold: one token, in whatever column.
func one(token string) Words { return Phrase{Words: []string{token}} }

// mark sets the ordinals of the entries of an index that hold words. Most come in ascending order, each near the one before.
func (m *matcher) mark(into bitset, index Index, words Words) error {
	positions := m.snap.positions
	at := 0
	return m.conn.Match(index, words, func(want int64) {
		if at > 0 && positions[at-1] >= want {
			at, _ = slices.BinarySearch(positions[:at], want)
		}
		for step := 0; at < len(positions) && positions[at] < want; at++ {
			if step++; step == 8 { // far away
				skip, _ := slices.BinarySearch(positions[at:], want)
				at += skip - 1
			}
		}
		if at < len(positions) && positions[at] == want {
			into.set(at)
		}
	})
}

func (m *matcher) field(q search.Field, negated bool) (bitset, error) {
	out := newBitset(m.snap.len())
	if len(q.Words) == 0 && !q.Exact {
		return out, nil
	}
	switch q.Name {
	case search.FieldTitle:
		return m.useLeaf(m.titleField(q))(negated)
	case search.FieldIssuer:
		m.snap.whereValue(out, issuerField, &m.snap.issuers, q)
	case search.FieldSpeaker:
		m.snap.whereValue(out, speakerField, &m.snap.speakers, q)
	case search.FieldTag:
		m.snap.whereValue(out, tagField, &m.snap.tags, q)
	default:
		return nil, fmt.Errorf("%w: there is no field %q", onrecord.ErrInvalid, q.Name)
	}
	return out, nil
}

// whereValue sets the ordinals that have a value with the field's words, or the value itself.
func (s *snapshot) whereValue(out bitset, field string, of *lists[uint32], q search.Field) {
	words := " " + strings.Join(q.Words, " ")
	if !q.Prefix {
		words += " "
	}
	wanted := make([]bool, len(s.values.texts))
	found := false
	for _, v := range s.values.byField[field] {
		if q.Exact && s.values.texts[v.number] == q.Text || !q.Exact && strings.Contains(v.folded, words) {
			wanted[v.number], found = true, true
		}
	}
	if !found {
		return
	}
	start := uint32(0)
	for i, end := range of.ends {
		for _, v := range of.values[start:end] {
			if wanted[v] {
				out.set(i)
				break
			}
		}
		start = end
	}
}

// titleField matches words side by side in the title. Where the last is a
// prefix, the titles that hold all of it in any order are read and compared.
func (m *matcher) titleField(q search.Field) (*leaf, error) {
	words := strings.Join(q.Words, " ")
	if !q.Prefix {
		return m.leaf("title "+words, func(l *leaf) error {
			return m.mark(l.title, TitleIndex, Phrase{Column: StemColumn, Words: q.Words})
		})
	}
	return m.leaf("title prefix "+words, func(l *leaf) error {
		last := q.Words[len(q.Words)-1]
		wanted := AllOf{Phrase{Words: []string{last}, Prefix: true}}
		if len(q.Words) > 1 {
			wanted = append(wanted, Phrase{Column: StemColumn, Words: q.Words[:len(q.Words)-1]})
		}
		if err := m.mark(l.title, TitleIndex, wanted); err != nil || len(q.Words) == 1 {
			return err
		}
		return m.compareTitles(l.title, q.Words)
	})
}

// compareTitles keeps the ordinals whose title has the words side by side,
// the last as a prefix.
func (m *matcher) compareTitles(candidates bitset, words []string) error {
	var analyzer search.Analyzer
	var terms []search.Term
	var ordinals []int
	var positions []int64
	candidates.each(func(i int) {
		ordinals, positions = append(ordinals, i), append(positions, m.snap.positions[i])
	})
	return eachHead(m.conn, positions, func(at int, r *onrecord.Release) {
		terms = analyzer.Append(terms[:0], r.Title)
		if i := ordinals[at]; !sideBySide(terms, words) {
			candidates[i>>6] &^= 1 << (i & 63)
		}
	})
}

func sideBySide(terms []search.Term, words []string) bool {
	for i := 0; i+len(words) <= len(terms); i++ {
		last := len(words) - 1
		ok := strings.HasPrefix(terms[i+last].Text, words[last]) || strings.HasPrefix(terms[i+last].Folded, words[last])
		for j := 0; j < last && ok; j++ {
			ok = terms[i+j].Text == words[j]
		}
		if ok {
			return true
		}
	}
	return false
}

func (m *matcher) kind(q search.Kind) (bitset, error) {
	bit, ok := kindBits[q.Name]
	if !ok {
		return nil, fmt.Errorf("%w: there is no kind %q", onrecord.ErrInvalid, q.Name)
	}
	out := newBitset(m.snap.len())
	for i, kinds := range m.snap.kinds {
		if kinds&bit != 0 {
			out.set(i)
		}
	}
	return out, nil
}

func (m *matcher) issued(q search.Issued) bitset {
	out := newBitset(m.snap.len())
	from, to := m.snap.between(q.From, q.To)
	out.setRange(from, to)
	return out
}

// between returns the half-open range of ordinals issued in the days; the
// zero Date is an open end. Undated releases are in no range.
func (s *snapshot) between(from, to onrecord.Date) (first, end int) {
	first, _ = s.ordinal(firstOf(max(1, dayNumber(from))))
	end = s.len()
	if !to.IsZero() {
		end, _ = s.ordinal(lastOf(dayNumber(to)) + 1)
	}
	return first, max(first, end)
}

func (m *matcher) due(q search.Due) bitset {
	out := newBitset(m.snap.len())
	from, to := int32(dayNumber(q.From)), int32(math.MaxInt32)
	if !q.To.IsZero() {
		to = int32(dayNumber(q.To))
	}
	for i := range m.snap.positions {
		for _, d := range m.snap.dues.of(i) {
			if from <= d && d <= to {
				out.set(i)
				break
			}
		}
	}
	return out
}

func (m *matcher) amount(q search.Amount) bitset {
	out := newBitset(m.snap.len())
	currency, known := uint32(0), q.Currency == ""
	for _, v := range m.snap.values.byField[currencyField] {
		if !known && v.text == q.Currency {
			currency, known = v.number, true
		}
	}
	if !known {
		return out
	}
	for i := range m.snap.positions {
		for _, s := range m.snap.sums.of(i) {
			if (q.Currency == "" || s.currency == currency) && reaches(s, q) {
				out.set(i)
				break
			}
		}
	}
	return out
}

// reaches reports whether a sum, or a part of its range, lies in the amount.
func reaches(s sum, q search.Amount) bool {
	if q.Min != nil && (s.high < *q.Min || q.MinOpen && s.high == *q.Min) {
		return false
	}
	return q.Max == nil || s.low < *q.Max || !q.MaxOpen && s.low == *q.Max
}
