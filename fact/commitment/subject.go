package commitment

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// part says what the subject of a sentence is.
type part uint8

const (
	nobody   part = iota // an outsider, a thing, or not found
	doer                 // somebody who can act for the public
	effect               // a law or its measures: they act by what they say
	patient              // the thing done, with a passive verb
	summary              // "this", "these": what was said before
	everyone             // "all in attendance", "both sides"
)

type subject struct {
	kind       part
	actor      string
	first      bool // "we", "I"
	own        bool // the government, the department: the release's own side
	plainThing bool
}

// subject reads the subject of the verb at i: the words before it, back to
// the clause's start.
func (r *reader) subject(s tag.Sentence, i int) subject {
	end := i
	for end > s.First && strings.HasSuffix(r.d.Tokens[end-1].Norm, "ly") {
		end--
	}
	end = r.skipInsertion(s, end)
	if end <= s.First {
		return subject{}
	}
	t := r.d.Tokens[end-1]
	switch t.Norm {
	case "we", "i":
		return subject{kind: doer, actor: r.firstPerson(), first: true}
	case "he", "she", "it", "they":
		return r.pronoun(s, t.Norm)
	case "this", "these", "that", "those":
		return subject{kind: summary}
	case "all", "both", "attendance", "sides", "attendees", "participants":
		return subject{kind: everyone, actor: r.phrase(s, end)}
	}
	if n := r.names.ending(end); n != nil {
		return r.named(s, n, end)
	}
	return r.noun(s, end)
}

// skipInsertion steps back over an insertion between commas right before the
// verb: "The role, previously held by X, will"; and over "in attendance".
func (r *reader) skipInsertion(s tag.Sentence, end int) int {
	if end-1 <= s.First || r.d.Tokens[end-1].Norm != "," {
		return end
	}
	for j := end - 2; j > s.First && end-j < 30; j-- {
		if r.d.Tokens[j].Norm == "," {
			return j
		}
	}
	return end - 1
}

// named is a subject that ends with a name of the release.
func (r *reader) named(s tag.Sentence, n *onrecord.Name, end int) subject {
	switch n.Kind {
	case onrecord.NameLaw:
		return subject{kind: effect, actor: r.government(), plainThing: true}
	case onrecord.NameBody, onrecord.NameRole, onrecord.NamePerson, onrecord.NameScheme, onrecord.NameOperation, onrecord.NameEvent:
		if r.quote != nil && n.Kind == onrecord.NamePerson {
			return subject{}
		}
		return subject{kind: doer, actor: n.Text, own: r.isIssuer(n.Text), plainThing: true}
	case onrecord.NamePlace, onrecord.NameSystem, onrecord.NameDocument:
		return subject{kind: patient, actor: r.issuer(), plainThing: true}
	}
	return subject{}
}

// noun is a subject that is a plain noun phrase ending before end.
func (r *reader) noun(s tag.Sentence, end int) subject {
	head := r.head(s, end)
	if head < 0 {
		return subject{}
	}
	norm := r.d.Tokens[head].Norm
	determiner := ""
	if start := r.phraseStart(s, head); start < head {
		determiner = r.d.Tokens[start].Norm
	}
	if n := r.names.short(norm, determiner); n != nil && n.Kind != onrecord.NameLaw {
		return subject{kind: doer, actor: n.Text, plainThing: true}
	}
	switch {
	case norm == "government" || norm == "governments" || norm == "department" || norm == "ministers" || norm == "ministry" || norm == "administration":
		return subject{kind: doer, actor: r.ownBody(norm), own: determiner == "the" || determiner == "this" || determiner == "our", plainThing: true}
	case norm == "bill" || norm == "act" || norm == "law" || norm == "laws" || norm == "powers" || norm == "regulations":
		return subject{kind: effect, actor: r.government(), plainThing: true}
	case (determiner == "this" || determiner == "these") && norm != "government" && norm != "summit" && norm != "centre":
		return subject{kind: summaryOf(norm), actor: r.issuer(), plainThing: true}
	case actors.Has(norm):
		return subject{kind: doer, actor: r.phrase(s, head+1), plainThing: true}
	case subjects.Has(norm) || strings.HasSuffix(norm, "s") && len(norm) > 4:
		return subject{kind: patient, actor: r.issuer(), plainThing: true}
	}
	return subject{kind: patient, actor: r.issuer(), plainThing: true}
}

func summaryOf(norm string) part {
	if subjects.Has(norm) {
		return patient
	}
	return summary
}

// head returns the index of the head of the noun phrase that ends before end:
// the last noun before "of", "for", "in", … ; -1 where there is none.
func (r *reader) head(s tag.Sentence, end int) int {
	last := -1
	for j := end - 1; j >= s.First && end-j < 25; j-- {
		t := r.d.Tokens[j]
		if t.Kind == text.Word && !t.Has(tag.Function) {
			if last < 0 {
				last = j
			}
			continue
		}
		switch t.Norm {
		case "of", "for", "in", "on", "at", "from", "between", "to", "by", "with", "who", "which", "that":
			last = -1 // what stood after it belongs to the phrase, not its head
		case "-", "–", "'s", "'":
		case "the", "a", "an", "this", "our", "its", "these", "all", "his", "her", "their", "some", "any", "each", "every":
			if last >= 0 {
				return last
			}
		case "and":
		default:
			return last
		}
	}
	return last
}

// phraseStart returns where the noun phrase with the given head starts.
func (r *reader) phraseStart(s tag.Sentence, head int) int {
	j := head
	for j > s.First {
		t := r.d.Tokens[j-1]
		if t.Has(tag.Function) {
			switch t.Norm {
			case "the", "a", "an", "this", "our", "its", "these", "all", "that", "those", "their", "his", "her":
				return j - 1
			}
			return j
		}
		if t.Kind == text.Punct && t.Norm != "-" || t.Kind == text.Clitic {
			return j
		}
		j--
	}
	return j
}

// phrase returns the noun phrase that ends before end, without its article.
func (r *reader) phrase(s tag.Sentence, end int) string {
	start := end - 1
	for start > s.First {
		t := r.d.Tokens[start-1]
		if t.Kind == text.Punct && t.Norm != "-" || t.Has(tag.Modal) {
			break
		}
		start--
	}
	for start < end-1 && (r.d.Tokens[start].Norm == "the" || r.d.Tokens[start].Norm == "a" || r.d.Tokens[start].Norm == "an" || r.d.Tokens[start].Norm == "and") {
		start++
	}
	return r.d.Words(start, end)
}

// pronoun resolves "she", "it", "they" to the nearest name before it that can
// be meant.
func (r *reader) pronoun(s tag.Sentence, norm string) subject {
	if r.quote != nil {
		return subject{}
	}
	if n := r.names.before(s.First, norm); n != nil {
		return subject{kind: doer, actor: n.Text, plainThing: true}
	}
	if norm == "it" {
		return subject{}
	}
	return subject{kind: nobody}
}

// possessor finds whose mission or pledge the noun at i is: "the government’s
// mission", "our commitment", "its target".
func (r *reader) possessor(s tag.Sentence, i int) string {
	for j := i - 1; j >= s.First && i-j < 8; j-- {
		switch t := r.d.Tokens[j]; {
		case t.Norm == "our" || t.Norm == "my":
			return r.firstPerson()
		case t.Norm == "its" || t.Norm == "their" || t.Norm == "his" || t.Norm == "her":
			if sub := r.pronoun(s, "it"); sub.actor != "" {
				return sub.actor
			}
			return r.issuer()
		case t.Kind == text.Clitic && (t.Norm == "'s" || t.Norm == "'") && j > s.First:
			if n := r.names.ending(j); n != nil {
				return n.Text
			}
			if actors.Has(r.d.Tokens[j-1].Norm) {
				return r.d.Words(j-1, j)
			}
			return ""
		case t.Kind == text.Punct && t.Norm != "-":
			return ""
		}
	}
	return ""
}

// firstPerson is who "we" are: the speaker's post in a quotation, the
// government or the issuer in the release's own voice.
func (r *reader) firstPerson() string {
	if r.quote != nil {
		if r.quote.Role != "" {
			return r.quote.Role
		}
		return r.quote.Speaker
	}
	return r.government()
}

// government is the word by which the release calls the body that acts.
func (r *reader) government() string {
	if r.names.saysGovernment {
		return "government"
	}
	return r.issuer()
}

// issuer is the first body that issued the release, or "government".
func (r *reader) issuer() string {
	if len(r.d.Release.IssuedBy) > 0 {
		return r.d.Release.IssuedBy[0]
	}
	return "government"
}

func (r *reader) ownBody(norm string) string {
	if norm == "government" || norm == "governments" || norm == "administration" {
		return "government"
	}
	if norm == "ministers" {
		return "ministers"
	}
	return r.issuer()
}

func (r *reader) isIssuer(name string) bool { return slices.Contains(r.d.Release.IssuedBy, name) }

// nameIndex answers questions about the names of the document by token.
type nameIndex struct {
	byEnd          map[int]*onrecord.Name // token index after a name's span
	ordered        []placedName
	heads          map[string]*onrecord.Name // last word of a name → the one name that ends so
	saysGovernment bool
}

type placedName struct {
	first int
	name  *onrecord.Name
}

func indexNames(d *tag.Document, names []onrecord.Name) nameIndex {
	x := nameIndex{byEnd: map[int]*onrecord.Name{}, heads: map[string]*onrecord.Name{}}
	for i := range names {
		n := &names[i]
		for _, s := range n.Spans {
			first := d.TokenAt(s.Start)
			last := d.TokenAt(s.End - 1)
			x.byEnd[last+1] = n
			x.ordered = append(x.ordered, placedName{first, n})
		}
		words := strings.Fields(strings.ToLower(n.Text))
		if len(words) < 2 || n.Kind == onrecord.NamePerson || n.Kind == onrecord.NamePlace {
			continue
		}
		h := words[len(words)-1]
		if other, twice := x.heads[h]; twice && other != n {
			x.heads[h] = nil // two names end so: "the commission" could be either
			continue
		}
		x.heads[h] = n
	}
	slices.SortStableFunc(x.ordered, func(a, b placedName) int { return a.first - b.first })
	for _, t := range d.Tokens {
		if t.Norm == "government" {
			x.saysGovernment = true
			break
		}
	}
	return x
}

// ending returns the name whose span ends right before the token.
func (x nameIndex) ending(token int) *onrecord.Name { return x.byEnd[token] }

// short returns the one name that "the centre" or "this fund" is short for.
func (x nameIndex) short(head, determiner string) *onrecord.Name {
	if determiner != "the" && determiner != "this" {
		return nil
	}
	return x.heads[head]
}

// before returns the nearest name before the token that the pronoun can mean.
func (x nameIndex) before(token int, pronoun string) *onrecord.Name {
	i, _ := slices.BinarySearchFunc(x.ordered, token, func(p placedName, t int) int { return p.first - t })
	for i--; i >= 0; i-- {
		switch n := x.ordered[i].name; n.Kind {
		case onrecord.NamePerson, onrecord.NameRole:
			if pronoun == "he" || pronoun == "she" {
				return n
			}
		case onrecord.NameBody, onrecord.NameScheme, onrecord.NameOperation:
			if pronoun == "it" || pronoun == "they" {
				return n
			}
		}
		if token-x.ordered[i].first > 200 {
			break
		}
	}
	return nil
}

// subjectNear reports whether one of the words that name a thing done stands
// shortly before the token: "final numbers to be confirmed".
func (x nameIndex) subjectNear(r *reader, s tag.Sentence, i int) bool {
	for j := i - 1; j >= s.First && i-j < 5; j-- {
		if subjects.Has(r.d.Tokens[j].Norm) {
			return true
		}
	}
	return false
}
