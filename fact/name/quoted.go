package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// quoted returns the end and the kind of a title in quotation marks that open
// at i: a noun tells what it names, before the marks ("the consultation ‘Safer
// Harbours’", "a hearing on wrecks entitled “Why ships sink”") or after them ("the
// ‘Fair Winds’ initiative"). It returns 0 and "" where there is none.
func (r *reader) quoted(i, limit int) (int, onrecord.NameKind) {
	closing := r.opensMarks(i, limit)
	if closing == "" {
		return 0, ""
	}
	if end, kind := r.quotedNoun(i, limit, closing); kind != "" {
		return end, kind
	}
	kind, called := r.titleNoun(i)
	if kind == "" {
		return 0, ""
	}
	end := r.titleEnd(i+1, limit, closing, called)
	if end == 0 || r.word(r.headIndex(i+1, end)).head == onrecord.NameLaw {
		return 0, "" // an act is read as one
	}
	return end, kind
}

// opensMarks returns the mark that closes the quotation marks that open at i; ""
// where none do.
func (r *reader) opensMarks(i, limit int) string {
	t := r.d.Tokens
	if i == 0 || i+2 >= limit || t[i-1].Sentence != t[i].Sentence {
		return ""
	}
	switch t[i].Norm {
	case "‘":
		return "’"
	case "“":
		return "”"
	case "\"":
		if !t[i].Glued && t[i+1].Glued {
			return "\""
		}
	}
	return ""
}

// titleNoun returns the kind that a noun before the quotation marks at i gives
// the title in them, and whether the words say that it is called so; "" where
// there is no such noun.
func (r *reader) titleNoun(i int) (onrecord.NameKind, bool) {
	t, p, called := r.d.Tokens, i-1, false
	for p > 0 && (t[p].Norm == "," || t[p].Norm == ":" && called || callings.Has(t[p].Norm)) {
		called = called || t[p].Kind == text.Word
		p--
	}
	if !called && p > 0 && t[p].Norm == "of" && t[p].Sentence == t[i].Sentence && (t[p-1].Norm == "vision" || t[p-1].Norm == "mission") {
		return onrecord.NameScheme, false // "the vision of “Sound Harbours 2040”"
	}
	if t[p].Norm == ":" {
		return "", false // "the paper: “We will moor here”"
	}
	first := p
	if called {
		first = max(p-12, 0)
	}
	for ; p >= first && t[p].Sentence == t[i].Sentence; p-- {
		if t[p].Kind != text.Word || r.taken[p] && !called {
			continue
		}
		if kind := r.titleKind(p); kind != "" {
			return kind, called
		}
	}
	return "", false
}

// callings are words after which a name stands.
var callings = list("calling")

// titleKind returns what the noun at i tells of a title beside it; "" where it
// tells nothing.
func (r *reader) titleKind(i int) onrecord.NameKind {
	if kind, ok := works.Lookup(r.d.Tokens[i].Norm); ok {
		return onrecord.NameKind(kind)
	}
	switch kind := r.word(i).head; kind {
	case onrecord.NameDocument, onrecord.NameScheme, onrecord.NameSystem, onrecord.NameEvent:
		return kind
	}
	return ""
}

// works are nouns for what bears a title, which is no part of it.
var works = list("work")

// titleEnd returns the end of the title that starts at i, before the closing
// mark and the comma or stop that stands before it; 0 where the words are speech
// or too many. Where nothing says that they are called so, most must have capitals.
func (r *reader) titleEnd(i, limit int, closing string, called bool) int {
	t := r.d.Tokens
	if !r.capital(i) && t[i].Kind != text.Number && !called {
		return 0
	}
	capitals, words := 0, 0
	for k := i; k < limit && k < i+26; k++ {
		switch {
		case t[k].Norm == closing:
			end := k
			if n := t[end-1].Norm; n == "," || n == "." {
				if !called {
					return 0
				}
				end--
			}
			if words < 1 || capitals*2 < words && !called || capitals == 0 && words < 3 {
				return 0
			}
			return end
		case r.taken[k]:
			return 0
		case t[k].Norm == "i" || t[k].Norm == "we" && !called:
			return 0
		case t[k].Kind == text.Word && !t[k].Has(tag.Function):
			words++
			if t[k].Shape >= text.Title {
				capitals++
			}
		}
	}
	return 0
}

// quotedNoun returns the end and the kind of a short title in quotation marks
// that open at i, where the noun after tells what it names: "the ‘Fair Winds’
// initiative"; 0 and "" where there is none.
func (r *reader) quotedNoun(i, limit int, closing string) (int, onrecord.NameKind) {
	t := r.d.Tokens
	if !r.capital(i+1) || t[i-1].Kind == text.Punct && t[i-1].Norm != "," {
		return 0, ""
	}
	for k := i + 1; k+1 < limit && k < i+7; k++ {
		if t[k].Norm != closing {
			if r.taken[k] || t[k].Kind == text.Punct && t[k].Norm != "-" && t[k].Norm != "!" {
				return 0, ""
			}
			continue
		}
		if n := &t[k+1]; k > i+1 && !n.Glued && n.Shape == text.Lower && r.word(k+1).keeps {
			return k, r.word(k + 1).after
		}
		return 0, ""
	}
	return 0, ""
}

// throughSmall returns the end of the name whose words up to j are known to be one:
// it goes on over small words that capitalised words follow, as in "the Harbour Cup
// of Friends", at most twice.
func (r *reader) throughSmall(j, limit int) int {
	t := r.d.Tokens
	for n := 0; n < 2; n++ {
		k := j
		for k < limit && k < j+2 && t[k].Shape == text.Lower && (k > j && t[k].Norm == "the" || within[t[k].Norm]) {
			k++
		}
		if k == j || k >= limit || !r.capital(k) || r.taken[k] || t[k].Has(tag.Month|tag.Weekday) {
			return j
		}
		j = r.run(k)
	}
	return j
}

// within are small words inside titles that join no second thing to the first.
var within = map[string]bool{"of": true, "for": true, "to": true, "with": true}

// issued reports whether the unknown words are what an issue of is told of: "the May
// 2031 issue of Sedge Monthly".
func (r *reader) issued(c *candidate) bool {
	t, k := r.d.Tokens, c.first-1
	if k < 2 || t[k].Norm != "of" || t[k-1].Norm != "issue" && t[k-1].Norm != "edition" || t[k-2].Sentence != t[c.first].Sentence || r.is(c.first, nationality) {
		return false
	}
	return t[k-2].Kind == text.Number || t[k-2].Has(tag.Month) || t[k-2].Norm == "latest" || t[k-2].Norm == "current"
}

// blaze reports whether the unknown words name a wildfire: "the Hurn Ridge Fire". A
// fire service goes on with "and" or another noun.
func (r *reader) blaze(c *candidate) bool {
	t, k := r.d.Tokens, c.last
	if c.last-c.first < 2 || c.first == 0 || t[k-1].Norm != "fire" || t[c.first-1].Norm != "the" || !r.proper(c.first) || r.is(c.first, nationality|notPerson|compass) {
		return false
	}
	return !r.attributive(k) && (k >= len(t) || t[k].Norm != "and" && t[k].Norm != "&")
}
