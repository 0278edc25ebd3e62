package thing

import (
	"strconv"
	"strings"
)

// act returns what a sentence says was done to the thing at a mention, the words
// that say so, and whether it is still to come; "" where it says nothing, or
// says that it was not done or only may be. What stands, a body or a post, does such
// things to others: of it only what is done to it counts.
func (s *sentence) act(m mention, stands bool) (says string, from, to int, ahead bool) {
	after := s.afterName(m)
	if after < 0 {
		return "", 0, 0, false
	}
	for _, find := range []func(mention, int, bool) (string, int, int){s.actBefore, s.actAfter, s.actOpening} {
		says, from, to = find(m, after, stands)
		if says == "" {
			continue
		}
		if ahead, sure := s.tense(from); sure {
			return says, from, to, ahead
		}
	}
	return "", 0, 0, false
}

// actBefore reads "launched the X", "the launch of a new X".
func (s *sentence) actBefore(m mention, after int, _ bool) (says string, from, to int) {
	if !s.alone(after) {
		return "", 0, 0
	}
	j := m.from - 1
	for article(s.norm(j)) || adjective(s.norm(j)) || s.norm(j) == "£" || j > s.first && s.norm(j) == "new" {
		j--
	}
	if s.norm(j) == "of" {
		j--
		if e := s.norm(j); len(e) > 2 && e[len(e)-2:] == "ed" {
			return "", 0, 0 // "informed of the X"
		}
	}
	for i := max(s.first, j-2); i <= j; i++ {
		if says, end := s.entry(acts, i); end == j+1 {
			return says, i, end
		}
	}
	return "", 0, 0
}

// actAfter reads "X was launched", "X opens", "X, launched today,".
func (s *sentence) actAfter(m mention, after int, stands bool) (says string, from, to int) {
	i := after
	if s.norm(i) == "," {
		if says, end := s.entry(acts, i+1); end > 0 && timed(s.norm(end)) && past(s.norm(end-1)) && s.close(m) {
			return says, i + 1, end
		}
		i = s.inserted(i)
	} else if says, end := s.entry(acts, i); end > 0 && !stands && !noun(s.norm(end-1)) && !s.actsOnBefore(m) && (timed(s.norm(end)) || past(s.norm(i)) && s.norm(end) == "by") {
		return says, i, end
	}
	if !s.subject(m) {
		return "", 0, 0
	}
	passive := false
	for n := 0; n < 4 && i < s.end; n++ {
		switch s.norm(i) {
		case "is", "are", "was", "were", "be", "been", "being":
			passive = true
		case "has", "have", "will", "would", "to", "now", "today", "also", "formally", "officially", "first", "then", "finally":
		default:
			says, end := s.entry(acts, i)
			if end == 0 || i == after {
				return "", 0, 0
			}
			if !passive && !(intransitive(says) && (timed(s.norm(end)) || preposed.Has(s.norm(end)) || s.norm(end) == "and")) {
				return "", 0, 0 // what the thing did to others
			}
			return says, i, end
		}
		i++
	}
	return "", 0, 0
}

// actsOnBefore reports whether the thing does something to what stands before it: "something the X ended".
func (s *sentence) actsOnBefore(m mention) bool {
	switch s.norm(s.before(m) - 1) {
	case "something", "anything", "everything", "what", "which", "whom":
		return true
	}
	return false
}

// close reports whether a participle after the name's comma is the name's: in "the
// inquiry into the storm, published today" it is not the storm's.
func (s *sentence) close(m mention) bool {
	switch s.norm(s.before(m) - 1) {
	case "under", "through", "from", "with":
		return true
	}
	return s.subject(m)
}

// actOpening reads "Launching in April, the centre will".
func (s *sentence) actOpening(m mention, after int, _ bool) (says string, from, to int) {
	if !gerund(s.norm(s.first)) || !s.subject(m) {
		return "", 0, 0
	}
	says, end := s.entry(acts, s.first)
	if end == 0 || !intransitive(says) || !timed(s.norm(end)) || s.before(m)-end > 8 {
		return "", 0, 0
	}
	return says, s.first, end
}

// timed reports whether a word begins a time, or ends the clause.
func timed(norm string) bool {
	switch norm {
	case "today", "yesterday", "tomorrow", "on", "in", "at", "last", "this", "next", "earlier", "later", "by", "from", "until", "between", ".", ",", "":
		return true
	}
	return false
}

// noun reports whether a word names an act without saying that it was done: "X expansion, and more".
func noun(norm string) bool {
	return strings.HasSuffix(norm, "ion") || strings.HasSuffix(norm, "ment") || strings.HasSuffix(norm, "ure")
}

func past(norm string) bool { return len(norm) > 3 && norm[len(norm)-2:] == "ed" }

// intransitive reports whether a thing does this by itself.
func intransitive(says string) bool {
	switch says {
	case "launched", "opened", "closed", "begun", "ended", "started", "reopened", "expanded":
		return true
	}
	return false
}

// tense tells whether what stands at a token is still to come. sure is false where it is
// not done, or only may be.
func (s *sentence) tense(i int) (ahead, sure bool) {
	for j := i - 1; j >= s.first && j >= i-7; j-- {
		if unsure.Has(s.norm(j)) {
			return false, false
		}
		switch s.norm(j) {
		case "once", "until", "before", "pending", "subject", "when", "after", "since", "following":
			if j < i-3 {
				continue
			}
			return false, false
		case "will", "shall", "would", "plans", "intends":
			ahead = true
		case "to":
			ahead = ahead || j == i-1 || j == i-2 && s.norm(i-1) == "be"
		case ",", ";", "–", "—":
			return ahead, true
		}
	}
	if gerund(s.norm(i)) && i == s.first {
		for j := i; j < s.end; j++ {
			if s.norm(j) == "will" {
				return true, true
			}
		}
	}
	return ahead, true
}

// number writes a value so that equal values are written alike.
func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
