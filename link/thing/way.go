package thing

import (
	"strings"

	"github.com/onrecord/onrecord/text"
)

// called reports "a scheme known as X", "the exercise – called X –".
func (s *sentence) called(m mention) bool {
	if m.from != s.mentions[0].from {
		return false // another form of it stands before
	}
	i := m.from
	if s.norm(i-1) == "the" {
		i--
	}
	switch s.norm(i - 1) {
	case "as":
		return s.norm(i-2) == "known"
	case "called", "named", "codenamed", "dubbed":
		return s.word(i-2) || opens(s.norm(i-2))
	}
	return false
}

// apposed reports "X, a contingency plan drawn up in 2015".
func (s *sentence) apposed(m mention, after int) bool {
	if !opens(s.norm(after)) || s.listed(m) {
		return false
	}
	i := after + 1
	a := s.norm(i)
	if a != "a" && a != "an" && a != "the" {
		return false
	}
	return s.tells(i, a == "the") && (s.closed(i) || !opening.Has(s.norm(s.first)))
}

// closed reports whether a comma or dash closes what an article at i begins and
// the sentence goes on.
func (s *sentence) closed(i int) bool {
	for ; i < s.end-3; i++ {
		if opens(s.norm(i)) && !s.tokens[i].Glued || s.norm(i) == "," {
			return true
		}
	}
	return false
}

// listed reports whether the name stands in a list: what follows a comma is
// then the next of it.
func (s *sentence) listed(m mention) bool {
	i := s.before(m)
	switch s.norm(i - 1) {
	case "and", "or", "including", "like":
		return true
	case ",":
		return !opening.Has(s.norm(s.first)) || s.norm(i-2) == "including"
	case "as":
		return s.norm(i-2) == "such"
	}
	return false
}

// tells reports whether what an article begins says what a thing is: common
// nouns that do not judge it, followed by more about it. Strictly, nothing in it
// has a capital: "the Mayor of London" is another thing.
func (s *sentence) tells(i int, strictly bool) bool {
	words, further, clause, last := 0, false, false, ""
	if s.named(i+1) && preposed.Has(s.norm(i+2)) {
		return false // "a Fellow of"
	}
	for j := i + 1; j < s.end; j++ {
		norm := s.norm(j)
		if opens(norm) && !s.tokens[j].Glued || norm == "," || norm == "." || norm == ";" || norm == ":" {
			break
		}
		relative := norm == "that" || norm == "which" || norm == "who" || norm == "where"
		clause = clause || relative
		if verb(norm) && !clause {
			return false // a sentence of its own
		}
		if further {
			words++
			continue
		}
		switch {
		case norm == "and" && j < i+6 && (article(s.norm(j+1)) || s.named(j+1) || s.tokens[j+1].Kind == text.Number):
			return false // the next of a list
		case opinions.Has(norm), strictly && s.named(j):
			return false
		case preposed.Has(norm) || relative:
			further = true
		}
		if !further {
			last = norm
		}
		words++
	}
	return words >= 2 && (!strictly || heads.Has(last))
}

// serves reports "using X, to identify": what it is used for.
func (s *sentence) serves(m mention, after int) bool {
	switch s.norm(s.before(m) - 1) {
	case "against", "using", "through", "via", "with", "on":
	default:
		return false
	}
	return s.norm(after) == "," && s.norm(after+1) == "to" && s.word(after+2) && s.norm(after+2) != "be"
}

// aims reports "of the harbour mission to halve": what a scheme is to do.
func (s *sentence) aims(m mention) bool {
	if s.norm(m.to) != "to" || !s.word(m.to+1) || s.norm(m.to+1) == "be" || !heads.Has(s.norm(m.to-1)) {
		return false
	}
	switch s.norm(s.before(m) - 1) {
	case "of", "in", "under", "through", "with", "as":
		return true
	}
	return false
}

// among reports "three programmes – X, Y and Z", "agencies including X": the common noun says
// what each of them is.
func (s *sentence) among(m mention) bool {
	for i := m.from - 1; i > s.first && i > m.from-30; i-- {
		switch n := s.norm(i); {
		case opens(n) && n != "," || n == ":" || n == "including" || n == "like" || n == "as" && s.norm(i-1) == "such":
			if n == "as" {
				i--
			}
			if s.norm(i-1) == "," {
				i--
			}
			return several(s.norm(i-1)) && !s.named(i-1)
		case !s.named(i) && !article(n) && n != "," && n != "and" && n != "of" && n != "for" && n != "(" && n != ")" && !adjective(n):
			return false
		}
	}
	return false
}

// several reports whether a word is the plural of a head.
func several(norm string) bool {
	one, ok := strings.CutSuffix(norm, "s")
	if !ok {
		return false
	}
	if y, ok := strings.CutSuffix(one, "ie"); ok && heads.Has(y+"y") {
		return true
	}
	return heads.Has(one)
}

// inserted returns the token after what commas put between a name and its verb:
// "X, run by the council, will"; i itself where nothing is put in.
func (s *sentence) inserted(i int) int {
	if !opens(s.norm(i)) {
		return i
	}
	for j := i + 2; j < s.end && j < i+30; j++ {
		if opens(s.norm(j)) && (verb(s.norm(j+1)) || does.Has(s.norm(j+1))) {
			return j + 1
		}
	}
	return i
}

func verb(norm string) bool {
	switch norm {
	case "is", "are", "was", "were", "will", "has", "have", "would", "remains", "can", "may", "must":
		return true
	}
	return false
}

// defined reports "X is an international operation to …", "the commissioner will be an
// independent advocate", "X is responsible for".
func (s *sentence) defined(m mention, after int) bool {
	if !s.subject(m) {
		return false
	}
	i := s.inserted(after)
	switch s.norm(i) {
	case "is", "are", "was", "were", "remains", "became":
		i++
	case "will", "would", "to":
		if s.norm(i+1) != "be" {
			return false
		}
		i += 2
	case "has", "have":
		if s.norm(i+1) != "been" {
			return false
		}
		i += 2
	default:
		return false
	}
	switch s.norm(i) {
	case "now", "already", "currently", "both", "therefore", "still":
		i++
	}
	switch s.norm(i) {
	case "a", "an":
		return s.tells(i, false)
	case "the":
		return s.tells(i, false)
	case "one":
		return s.norm(i+1) == "of"
	case "responsible", "designed", "intended", "aimed", "dedicated", "tasked":
		return true
	}
	return false
}

// relative reports "X, which provides". Of a thing that stands, what it did or
// is going to do is left out, but how it came to be is not.
func (s *sentence) relative(after int, stands bool) bool {
	if s.norm(after) != "," || s.norm(after+1) != "which" {
		return false
	}
	next, then := s.norm(after+2), s.norm(after+3)
	switch next {
	case "is", "are":
		return then != "not" && then != "also" && then != "expected" && then != "now"
	case "was", "were":
		return founded(then)
	case "has", "have":
		return then == "been" && founded(s.norm(after+4))
	case "will":
		return then == "be" && founded(s.norm(after+4)) || !stands && then != "also"
	}
	return does.Has(next) || plural(next)
}

// founded reports whether a word says how a thing came to be.
func founded(norm string) bool {
	switch norm {
	case "set", "established", "created", "founded", "formed", "re", "based", "launched", "made", "run", "led", "headed", "housed", "staffed", "introduced", "designed", "drawn":
		return true
	}
	return false
}

// plural reports whether a verb of the list stands without its -s.
func plural(norm string) bool { return does.Has(norm + "s") }

// doing reports "X provides": a verb that says what a thing is for.
func (s *sentence) doing(after int) bool {
	i := s.inserted(after)
	if s.norm(i) == "currently" {
		i++
	}
	return does.Has(s.norm(i)) && s.word(i+1) && s.norm(i+1) != "that"
}

// comes reports "X will bring together": what it is going to do; of a thing that
// stands, "X will be based in".
func (s *sentence) comes(after int, stands bool) bool {
	i := s.inserted(after)
	if s.norm(i) != "will" {
		return false
	}
	switch s.norm(i + 1) {
	case "not", "never", "also", "now", "continue", "always", "only", "cost", "take", "come", "remain", "see", "play", "mark":
		return false
	}
	if stands {
		return s.norm(i+1) == "be" && founded(s.norm(i+2))
	}
	switch s.norm(i + 2) {
	case "reviewed", "published", "debated", "discussed", "considered", "announced", "extended", "welcomed", "reported", "remembered":
		return s.norm(i+1) != "be"
	}
	return s.word(i + 1)
}

// brought reports that the sentence brings the thing up as new: "a new X",
// "to appoint the first X", "to launch X". Of a post, to appoint somebody to it
// does not.
func (s *sentence) brought(m mention, after int, post bool) bool {
	if !s.alone(after) {
		return false
	}
	i := s.before(m)
	if a := s.norm(i); (a == "a" || a == "an") && m.from-i <= 6 && !s.named(m.from-1) {
		return true
	}
	for j := m.from - 1; j >= s.first && j >= m.from-6; j-- {
		switch n := s.norm(j); {
		case n == "new" || n == "first":
			return true
		case !article(n) && !adjective(n):
			_, end := s.entry(acts, j)
			return end > 0 && !post
		}
	}
	return false
}

// alone reports whether a name ends before a token: it does not stand before
// the noun that is meant ("an FA Cup semi-final").
func (s *sentence) alone(i int) bool {
	if i >= s.end || s.tokens[i].Kind != text.Word {
		return i >= s.end || s.norm(i) != "-"
	}
	switch n := s.norm(i); n {
	case "and", "that", "which", "who", "to", "role", "post", "today", "this", "next", "last", "yesterday", "led", "run", "or", "but", "when", "where", "later", "earlier":
		return true
	default:
		return preposed.Has(n) || verb(n)
	}
}

func adjective(norm string) bool {
	switch norm {
	case "new", "first", "ever", "landmark", "national", "independent", "permanent":
		return true
	}
	return false
}
