package commitment

import (
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

// subject is the subject of a verb. Start is its first token, -1 where none
// was found.
type subject struct {
	kind  part
	actor string
	first bool // "we", "I"
	own   bool // the government, the department: the release's own side
	// titled says that a person is called by a post: "Minister Doe".
	titled bool
	// head is the last word of its noun; definite says that it is spoken of as
	// known: "the summit".
	head     string
	definite bool
	name     *onrecord.Name
	start    int
}

// subject reads the subject of the verb at i: the words before it, back to
// the clause's start.
func (r *reader) subject(i int) subject {
	end := r.endOfSubject(i)
	if end <= r.s.First {
		return subject{start: -1}
	}
	if r.norm(end-1) == ":" && end-2 == r.s.First && r.norm(end-2) == "what" && r.norm(i+1) != "be" && r.quote == nil {
		return subject{kind: doer, actor: r.issuer(), own: true, start: end} // a notice's "WHAT: Will host"
	}
	switch n := r.norm(end - 1); n {
	case "we", "i":
		if r.unattributed {
			return subject{start: end - 1}
		}
		return subject{kind: doer, actor: r.firstPerson(), first: true, start: end - 1}
	case "he", "she", "it", "they":
		return r.pronoun(n, end-1)
	case "there":
		if n := r.norm(r.adverbs(i + 1)); n != "be" && n != "have" && r.d.Tokens[i].Has(tag.Modal) {
			return r.nominal(end - 1) // "Signs put up there will"
		}
		return subject{kind: summary, actor: r.answering(), head: n, start: end - 1}
	case "this", "these", "that", "those", "which", "who":
		if n == "which" || n == "who" || n == "that" && end-1 > r.s.First {
			return r.antecedent(end - 1)
		}
		return subject{kind: summary, start: end - 1}
	case "all", "both", "attendance", "sides", "attendees", "participants":
		return subject{kind: everyone, actor: r.phrase(end), start: end - 1}
	}
	return r.nominal(end)
}

func isQuotationMark(w string) bool { return w == "’" || w == "”" || w == "'" || w == "\"" }

// isAdverb reports whether the word can stand between a subject and its verb.
func isAdverb(w string) bool {
	switch w {
	case "also", "now", "today", "tomorrow", "tonight", "therefore", "then", "too", "soon", "still", "instead", "together", "again", "thus", "however":
		return true
	}
	return len(w) > 4 && endsAsAdverb(w)
}

// nominal is a subject that ends before end with a name or a noun. A name
// after a preposition only describes the noun before it: "The role of Mayor".
func (r *reader) nominal(end int) subject {
	n, first := r.names.ending(end)
	if n == nil {
		return r.noun(end)
	}
	if n.Kind == onrecord.NamePerson {
		if post, at := r.names.ending(first); post != nil && post.Kind == onrecord.NameRole && r.norm(at-1) != "former" {
			n, first = post, at // "Parks Minister Jane Doe"
		}
	}
	start := r.withArticle(first)
	if isPreposition(r.norm(start-1)) && start-1 > r.s.First {
		if at := r.endOfSubject(start - 1); (r.norm(start-1) == "in" || r.norm(start-1) == "of") && r.actsBy(at) {
			return r.nominal(at) // "Doe Works Inc. (DWI) of Marlow has"
		}
		if s := r.noun(start - 1); s.kind != nobody {
			return s
		}
	}
	s := r.named(n, first, end)
	if at := first - 1; n.Kind == onrecord.NamePerson && s.kind == doer && !r.names.personal && official.Has(r.norm(at)) && !seats.Has(r.norm(at)) && r.d.Tokens[at].Shape == text.Title && (at == r.s.First || r.d.Tokens[at-1].Shape != text.Title) {
		s.actor, s.start, s.titled = r.d.Words(at, end), r.withArticle(at), true
	}
	kind := n.Kind
	if kind == onrecord.NamePlace && s.kind == doer && !isState(n.Text) {
		kind = onrecord.NameBody // "the City of Marlow"
	}
	all := first
	if kind != onrecord.NamePlace || r.norm(r.withArticle(first)-1) == "and" { // "In Africa, Kenya will" is no list
		all = r.allNamed(first, kind)
	}
	if at := r.withArticle(all) - 1; all < first && at > r.s.First && isPreposition(r.norm(at)) {
		if s := r.noun(at); s.kind != nobody {
			return s // "Two pilots in Marlow and Ash will"
		}
	}
	if all < first && s.kind == doer && (acting(n.Kind) || n.Kind == onrecord.NamePlace) {
		s.actor, s.start, s.own = r.d.Words(all, end), r.withArticle(all), false
	}
	if by := r.runBy(end); by != "" && s.kind == doer {
		s.actor = by
	}
	return s
}

// acting reports whether names of the kind, bodies and posts, act side by side:
// "the Parks Minister and the Canal Agency".
func acting(kind onrecord.NameKind) bool {
	return kind == onrecord.NameBody || kind == onrecord.NameRole || kind == onrecord.NamePerson
}

// allNamed returns the first token of a list of names of one sort whose last
// starts at token first: "the Parks Agency and the Rivers Trust".
func (r *reader) allNamed(first int, kind onrecord.NameKind) int {
	for {
		i := r.beforeTitle(r.withArticle(first) - 1)
		if r.norm(i) == "and" && r.norm(i-1) == "," {
			i--
		} else if n := r.norm(i); n != "and" && n != "," {
			return first
		}
		n, f := r.names.ending(i)
		if n == nil && r.norm(i) == "and" && acting(kind) && actors.Has(r.norm(i-1)) {
			return r.afterArticle(r.phraseStart(i - 1)) // "the federal government and Ash Council"
		}
		if n == nil || n.Kind != kind && (!acting(n.Kind) || !acting(kind)) || f < r.s.First {
			return first
		}
		first = f
	}
}

// runBy returns who runs the thing that ends before token i: ", run by X and
// Y,"; "" where the text doesn't say.
func (r *reader) runBy(i int) string {
	if r.norm(i) != "," || r.norm(i+2) != "by" {
		return ""
	}
	switch r.norm(i + 1) {
	case "run", "operated", "managed", "administered":
	default:
		return ""
	}
	first := i + 3
	if r.norm(first) == "the" {
		first++
	}
	for j := first; j < r.s.Last && j < i+24; j++ {
		if r.norm(j) == "," && j > first {
			return r.d.Words(first, j)
		}
	}
	return ""
}

func isPreposition(w string) bool {
	switch w {
	case "of", "for", "in", "on", "at", "from", "between", "to", "by", "with", "against", "across", "under", "over", "within", "into", "than", "among", "through", "about":
		return true
	}
	return false
}

// antecedent is the subject of a relative clause whose pronoun is at i.
func (r *reader) antecedent(i int) subject {
	for r.norm(i-1) == "," || isQuotationMark(r.norm(i-1)) {
		i--
	}
	if r.norm(i-1) == ")" {
		i = r.skipInsertion(i) // "the Locks Fund (LF) which"
	}
	if i <= r.s.First {
		return subject{start: -1}
	}
	return r.nominal(i)
}

// named is a subject that ends with a name of the release.
func (r *reader) named(n *onrecord.Name, first, end int) subject {
	s := subject{name: n, start: r.withArticle(first), head: r.norm(end - 1)}
	switch n.Kind {
	case onrecord.NameLaw:
		s.kind, s.actor = effect, r.lawgiver()
	case onrecord.NameBody, onrecord.NameRole, onrecord.NamePerson, onrecord.NameScheme, onrecord.NameOperation:
		if r.quote != nil && n.Kind == onrecord.NamePerson {
			return subject{start: s.start}
		}
		s.kind, s.actor, s.own = doer, n.Text, r.isIssuer(n.Text) || (strings.HasPrefix(n.Text, "Government of ") || r.homeGovernment(n.Text)) && !r.names.personal
	case onrecord.NamePlace:
		if code, ok := states.Lookup(strings.ToLower(n.Text)); ok {
			s.kind, s.actor, s.own = doer, n.Text, r.isHome(code) || r.speaksFor(n.Text)
			return s
		}
		if r.quote == nil && isAuthority(n.Text) {
			s.kind, s.actor = doer, n.Text
			return s
		}
		fallthrough
	default:
		s.kind, s.actor, s.definite = patient, r.answering(), true
	}
	return s
}

// homeGovernment reports whether the name is that of the government of the country
// that issued the release: "the Australian Government".
func (r *reader) homeGovernment(name string) bool {
	of, ok := strings.CutSuffix(name, " Government")
	if !ok {
		return false
	}
	codes, _ := nationals.Lookup(strings.ToLower(of))
	for code := range strings.FieldsSeq(codes) {
		if r.isHome(code) {
			return true
		}
	}
	return false
}

// isHome reports whether the country's government is the issuer's own side.
func (r *reader) isHome(code string) bool {
	return !r.names.personal && r.d.Country == code
}

func (r *reader) withArticle(i int) int {
	switch r.norm(i - 1) {
	case "the", "a", "an", "our", "this", "its", "new":
		return r.withArticle(i - 1)
	}
	return i
}

// noun is a subject that is a plain noun phrase ending before end.
func (r *reader) noun(end int) subject {
	head := r.head(end)
	if head < 0 {
		return subject{start: -1}
	}
	norm := r.norm(head)
	s := subject{head: norm, start: r.phraseStart(head)}
	determiner := r.norm(s.start)
	value, isOwn := issuers.Lookup(norm)
	if n := r.names.short(norm, determiner); n != nil && n.Kind != onrecord.NameLaw && value == "" {
		s = r.named(n, s.start, head+1)
		s.definite = true
		return s
	}
	s.definite = determiner == "the" || determiner == "this" || determiner == "these" || determiner == "all"
	own := determiner == "the" || determiner == "this" || determiner == "our" || s.start == head || r.norm(s.start-1) == "my" && r.quote != nil
	switch {
	case isOwn && own && head == end-1 && (value != "" || r.issuedBy(norm)):
		s.kind, s.actor, s.own = doer, value, true
		if value == "" {
			s.actor = r.issuer()
		}
		if value == "government" && !r.names.saysGovernment {
			s.actor = r.d.Words(head, head+1) // "administration" where no government is spoken of
		}
	case laws.Has(norm), norm == "measures" || norm == "reforms":
		s.kind, s.actor = effect, r.lawgiver()
	case states.Has(norm) && head == end-1:
		code, _ := states.Lookup(norm)
		s.kind, s.actor, s.own = doer, r.d.Words(head, head+1), r.isHome(code)
	case subjects.Has(norm):
		s.kind, s.actor = patient, r.answering()
	case (determiner == "this" || determiner == "these") && !actors.Has(norm):
		s.kind, s.actor = patient, r.answering()
		if r.quote != nil {
			s.kind = summary
		}
	case actors.Has(norm):
		s.kind, s.actor = doer, r.phrase(head+1)
		s.own = r.quote != nil && (determiner == "our" || determiner == "this")
	default:
		s.kind, s.actor = patient, r.answering()
	}
	return s
}

// head returns the index of the head of the noun phrase that ends before end:
// the last noun before "of", "for", "in", … ; -1 where there is none.
func (r *reader) head(end int) int {
	last, nearest := -1, -1
	for j := end - 1; j >= r.s.First && end-j < 25; j-- {
		t := &r.d.Tokens[j]
		if t.Kind == text.Word && !t.Has(tag.Function) {
			if last >= 0 && reports.Has(t.Norm) {
				return last // "That means providers of care will"
			}
			if r.reduced(j) {
				last = -1
				continue
			}
			if last < 0 {
				last = j
			}
			nearest = max(nearest, last)
			continue
		}
		switch t.Norm {
		case "who", "which", "that":
			if last >= 0 && t.Norm == "that" && reports.Has(r.norm(j-1)) {
				return last // "has decided that owners will"
			}
			last = -1
		case "-", "'s", "'":
		case "the", "a", "an", "this", "our", "its", "these", "all", "his", "her", "their", "some", "any", "each", "every":
			if last >= 0 && r.norm(j-2) == "to" && r.verb(j-1).plain && !r.relativeAt(end) {
				last = -1 // "A campaign to guard the banks will": what it is for
				continue
			}
			if last >= 0 && !isPreposition(r.norm(j-1)) {
				return last
			}
		case "and", "or":
		case ",":
			if !r.verb(j-1).plain || last < 0 || isDeterminer(r.norm(j-2)) {
				return last
			}
		default:
			if isPreposition(t.Norm) {
				if j == r.s.First {
					return nearest // "Under the plan owners will": no comma parts them
				}
				last = -1 // what stood after it belongs to the phrase, not its head
				continue
			}
			if t.Kind == text.Number || t.Kind == text.Symbol {
				continue
			}
			return last
		}
	}
	return last
}

// relativeAt reports whether a relative pronoun stands at token i, or after a comma
// there: what it stands for is the noun right before it.
func (r *reader) relativeAt(i int) bool {
	if r.norm(i) == "," {
		i++
	}
	switch r.norm(i) {
	case "which", "that", "who":
		return true
	}
	return false
}

// reduced reports whether token j opens a relative clause that lost its pronoun:
// "people living near pylons", "measures included in the Bill".
func (r *reader) reduced(j int) bool {
	v := r.verb(j)
	if !v.gerund && !v.participle || v.plain || r.d.Tokens[j].Shape != text.Lower || j <= r.s.First+1 || !isPreposition(r.norm(j+1)) {
		return false
	}
	before := &r.d.Tokens[j-1]
	return before.Kind == text.Word && !before.Has(tag.Function) && !isDeterminer(before.Norm)
}

// phraseStart returns where the noun phrase with the given head starts.
func (r *reader) phraseStart(head int) int {
	j := head
	for j > r.s.First {
		t := &r.d.Tokens[j-1]
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
func (r *reader) phrase(end int) string {
	start := end - 1
	for start > r.s.First && end-start < 12 {
		t := &r.d.Tokens[start-1]
		if n := r.norm(start); start < end-1 && !isPreposition(t.Norm) && (n == "the" || (n == "a" || n == "an") && t.Shape == text.Upper) {
			break // "During the review the sponsors", "MARLOW A judge"
		}
		if t.Kind == text.Punct && t.Norm != "-" || t.Has(tag.Modal|tag.CueVerb) || t.Norm == "that" || reports.Has(t.Norm) {
			break
		}
		start--
	}
	for start < end-1 && introduces(r.norm(start)) {
		start++
	}
	return r.d.Words(start, end)
}

// introduces reports whether the word can stand before a noun phrase and is no
// part of it.
func introduces(w string) bool {
	switch w {
	case "the", "a", "an", "this", "these", "those", "our", "its", "and", "but", "so", "or", "as", "while", "whilst", "whereas", "where", "when":
		return true
	}
	return false
}
