package thing

import (
	"cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// Description is a sentence in which a release says what a thing is.
type Description struct {
	// Record is the record's place among those that were looked into.
	Record int
	// Span is the whole sentence in the record's text, Mention the name in it.
	onrecord.Span
	Mention onrecord.Span
	Way     Way
	// Quoted says that they are somebody's words, Speaker whose, "" where that
	// is not known.
	Quoted  bool
	Speaker string

	unnamed bool // the sentence does not name it
}

// Way is how a sentence says what a thing is.
type Way string

// The ways, from the most telling to the least.
const (
	Called  Way = "called"  // "a contingency plan known as X"
	Apposed Way = "apposed" // "X, a contingency plan drawn up in 2015"
	Is      Way = "is"      // "X is an international operation to …"
	Which   Way = "which"   // "X, which provides …"
	Does    Way = "does"    // "X provides …"
	Will    Way = "will"    // "X will bring together …"
	Serves  Way = "serves"  // "X, to identify …"
	Among   Way = "among"   // "three programmes: X, Y and Z"
	Brought Way = "brought" // "to appoint the first X", "a new X"

	noWay Way = ""
)

// ofOthers is how far what somebody is quoted with stands behind the release's own words.
const ofOthers = 10

// rank orders the ways: those of one rank are as good, and the earliest release's stands.
func (w Way) rank() int {
	switch w {
	case Called, Apposed, Is:
		return 1
	case Which, Does, Will:
		return 2
	case Serves, Among:
		return 3
	case Brought:
		return 4
	}
	return 0
}

// Describe returns the sentence that says best what the thing is: of those that
// say it in as telling a way the first, in the order of the records. ok is false where none does.
// Of what people are quoted with, only what says what the thing is counts.
func (t *Thing) Describe(records []*onrecord.Record) (best Description, ok bool) {
	better := func(d Description) bool {
		weigh := func(d Description) int {
			w := 2 * d.Way.rank()
			if d.unnamed {
				w++
			}
			if d.Quoted {
				w += ofOthers
			}
			return w
		}
		return !ok || cmp.Or(cmp.Compare(weigh(d), weigh(best)), cmp.Compare(d.Record, best.Record), cmp.Compare(d.Start, best.Start)) < 0
	}
	for i, r := range records {
		for _, s := range t.sentences(r) {
			for _, m := range s.mentions {
				d := Description{Record: i, Span: s.Span, Mention: s.span(m.from, m.to), Way: t.way(&s, m), Quoted: s.quoted, Speaker: s.speaker, unnamed: m.ahead}
				if d.Way == noWay || d.Quoted && d.Way.rank() > 1 && d.Way != Among {
					continue
				}
				if better(d) {
					best, ok = d, true
				}
			}
		}
	}
	return best, ok
}

// stands reports whether the thing is of a kind that does many things: what it
// is going to do on one day does not say what it is.
func (t *Thing) stands() bool {
	return t.kind == onrecord.NameBody || t.kind == onrecord.NameRole
}

// maxWords bounds a sentence that describes: a longer one is a list.
const maxWords = 90

// way returns how a sentence says what the thing at a mention is.
func (t *Thing) way(s *sentence, m mention) Way {
	if s.end-s.first > maxWords || s.end-s.first < 8 {
		return noWay
	}
	after := s.afterName(m)
	switch {
	case after < 0 || s.apart():
		return noWay
	case !m.short && s.called(m):
		return Called
	case !m.short && s.apposed(m, after):
		return Apposed
	case s.defined(m, after):
		return Is
	case s.relative(after, t.stands()) && !m.short && !s.listed(m):
		return Which
	case s.subject(m) && s.doing(after):
		return Does
	case s.subject(m) && s.comes(after, t.stands()):
		return Will
	case !m.short && (s.serves(m, after) || t.kind == onrecord.NameScheme && s.aims(m)):
		return Serves
	case !m.short && s.among(m):
		return Among
	case !m.short && s.brought(m, after, t.kind == onrecord.NameRole):
		return Brought
	}
	return noWay
}

// apart reports whether a sentence tells things apart: it says what the thing is not.
func (s *sentence) apart() bool {
	for i := s.first; i < s.end; i++ {
		switch s.norm(i) {
		case "separate", "unlike", "confused", "distinct":
			return true
		}
	}
	return false
}

// afterName returns the token after the name and its letters in brackets, -1
// where the name is another's: "the fund's", "the Fund manager".
func (s *sentence) afterName(m mention) int {
	i := m.to
	if i < s.end && (s.tokens[i].Kind == text.Clitic || s.named(i) && !s.tokens[i].Glued && s.tokens[i].Shape == text.Title && !m.short && s.tokens[i-1].Kind == text.Word && s.titled(i)) {
		return -1
	}
	if s.norm(i) == "(" {
		for j := i + 1; j < s.end && j < i+7; j++ {
			if s.norm(j) == ")" {
				return j + 1
			}
		}
	}
	return i
}

// titled reports whether a capital that follows a name goes on with it.
func (s *sentence) titled(i int) bool { return !does.Has(s.norm(i)) }

// before returns the first token of what stands before the name and belongs to
// it: its article and its adjectives; number and money too.
func (s *sentence) before(m mention) int {
	i := m.from
	if article(s.norm(i)) {
		return i // "the charter" is the name's own form
	}
	for n := 0; i > s.first && n < 8; n++ {
		t := s.tokens[i-1]
		if t.Norm == "of" && holding(s.norm(i-2)) { // "the role of X"
			i--
			continue
		}
		if t.Kind == text.Punct && !(t.Norm == "-" && t.Glued) || preposed.Has(t.Norm) || t.Norm == "and" || t.Norm == "or" {
			break
		}
		i--
		if article(t.Norm) {
			break
		}
	}
	return i
}

// holding reports whether a word says what a post's name stands after: "the role of".
func holding(norm string) bool {
	return norm == "role" || norm == "post" || norm == "position" || norm == "office"
}

func article(norm string) bool {
	switch norm {
	case "the", "a", "an", "this", "our", "its", "their", "his", "her":
		return true
	}
	return false
}

// subject reports whether the thing is what a clause speaks of.
func (s *sentence) subject(m mention) bool {
	i := s.before(m)
	if i > s.first && article(s.norm(i)) && i < m.from-5 {
		return false
	}
	if i == s.first {
		return s.bare(i, m.from)
	}
	if !s.bare(i, m.from) {
		return false
	}
	switch s.norm(i - 1) {
	case ",", "–", "—":
		return opening.Has(s.norm(s.first)) || gerund(s.norm(s.first)) || s.norm(i-2) == "today"
	case "“", "\"", "‘", ":", ";":
		return true
	case "and", "but":
		return s.norm(i-2) == ","
	}
	return false
}

// bare reports whether the tokens before a name are an article and adjectives:
// nothing else stands there, a verb least of all.
func (s *sentence) bare(from, to int) bool {
	if from == to {
		return true
	}
	if !article(s.norm(from)) {
		switch s.norm(from) {
		case "new", "former", "today":
			return to-from == 1
		}
		return false
	}
	return to-from <= 7
}

func gerund(norm string) bool { return len(norm) > 5 && norm[len(norm)-3:] == "ing" }

// opens reports whether a token opens or closes what is put in.
func opens(norm string) bool { return norm == "," || norm == "–" || norm == "—" || norm == "-" }
