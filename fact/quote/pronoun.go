package quote

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

func isPronoun(s string) bool { return s == "he" || s == "she" || s == "they" || s == "it" }

// pronoun resolves "he added": to the last speaker where words of theirs stand
// just before, else to the nearest subject of a sentence before; one who is
// only named in passing comes after whoever spoke last. "He" is no spokeswoman.
func (r *reader) pronoun(at int) speaker {
	who := r.referent(at)
	if !r.quotedBefore(at) && r.strangerBefore(at) {
		return speaker{entity: -1, unnamed: true}
	}
	if r.d.Tokens[at].Norm == "he" && slices.ContainsFunc(strings.Fields(who.role), func(w string) bool { return strings.HasSuffix(strings.ToLower(w), "woman") }) {
		return speaker{entity: -1, unnamed: true}
	}
	return who
}

// strangerBefore reports whether the block tells last, before the pronoun at token at, of
// what somebody without a name did: "the defendant drew a knife. He stated".
func (r *reader) strangerBefore(at int) bool {
	t, own := r.d.Tokens, int(r.d.Tokens[at].Sentence)
	for k := at - 2; k > r.d.Blocks[t[at].Block].First && int(t[k].Sentence) >= own-1; k-- {
		if t[k].Shape != text.Lower && t[k].Kind == text.Word && !t[k].Has(tag.Function) && int(t[k].Sentence) == own {
			return false
		}
		as, is := strangers.Lookup(t[k].Norm)
		if !is || t[k].Shape != text.Lower || as != "either" && as != t[at].Norm || t[k-1].Norm != "the" && t[k-1].Norm != "a" {
			continue
		}
		next := &t[k+1]
		if next.Kind != text.Word || next.Shape != text.Lower || next.Has(tag.Function) && next.Norm != "was" && next.Norm != "had" && next.Norm != "then" {
			continue
		}
		if p := &t[k-2]; k-2 < r.d.Sentences[t[k].Sentence].First || p.Kind == text.Punct || p.Norm == "that" || p.Norm == "when" || p.Norm == "after" || p.Norm == "as" || p.Norm == "while" || p.Norm == "and" {
			_, named := r.personIn(k, at)
			return !named
		}
	}
	return false
}

func (r *reader) referent(at int) speaker {
	if r.quotedBefore(at) {
		return r.last // “…”. He added: “…”
	}
	if r.d.Tokens[at].Norm == "they" {
		if r.last.name == "" && r.last.role != "" {
			return r.last
		}
		return speaker{entity: -1, unnamed: true} // who is named is one
	}
	p, subject, ok := r.nearest(at)
	if n := len(r.quotes); ok && n > 0 && r.last.name+r.last.role != "" && r.beforeWords(at) < at && r.quotes[n-1].End > int(r.d.Tokens[p.first].Start) {
		return r.last // whoever spoke after that person was named
	}
	s := int(r.d.Tokens[at].Sentence)
	switch {
	case ok && (subject || r.last.name == "" || !r.spokenIn(s-4, s)):
		return r.asNamed(p.entity)
	case ok || r.last.name+r.last.role != "":
		if b := int(r.d.Tokens[at].Block); b > 0 && !r.spokenIn(s-3, s) && r.introduces(b) {
			return r.introduced(at)
		}
		return r.last
	}
	if who := r.introduced(at); who.name != "" {
		return who
	}
	if e := r.titlePerson(); e >= 0 {
		return r.asNamed(e)
	}
	if s > 0 && r.last.name+r.last.role == "" {
		if p, opens := r.subjectOpens(r.d.Sentences[s-1].First, r.d.Sentences[s-1].Last); opens && p.entity < 0 {
			return speaker{role: r.trim(p.first, p.last), entity: -1} // the post is all that is told
		}
	}
	return r.last
}

// introduced returns somebody whom no list knows, where the sentence before the
// pronoun, or the first of the block before, tells of them alone: "Xylda
// Brackenmoor was one of four. She said".
func (r *reader) introduced(at int) speaker {
	none := speaker{entity: -1}
	d := r.d
	s := int(d.Tokens[at].Sentence) - 1
	if n := d.Tokens[at].Norm; s < 0 || n != "he" && n != "she" || d.Sentences[s].Block+1 < int(d.Tokens[at].Block) {
		return none
	}
	a, last := d.Sentences[s].First, d.Sentences[s].First
	for last < d.Sentences[s].Last && last < a+4 && d.Tokens[last].Kind == text.Word && d.Tokens[last].Shape == text.Title && d.Tokens[last].Tags == 0 {
		last++
	}
	if last-a < 2 || last >= d.Sentences[s].Last || r.ofBody(a, last) {
		return none
	}
	switch d.Tokens[last].Norm {
	case "was", "is", "has", "had", ",", "who":
		return speaker{name: d.Words(a, last), entity: -1}
	}
	return none
}

// issues resolves who issues a statement: "she" is, in the release of one
// person, that person.
func (r *reader) issues(subject [2]int) speaker {
	if subject[1]-subject[0] == 1 && (isPronoun(r.d.Tokens[subject[0]].Norm) || r.onePossessive(subject)) {
		if e := r.issuer(); e >= 0 {
			return r.asNamed(e)
		}
	}
	return r.resolve(subject)
}

// issuer returns the one person who issued the release, as a name of it; -1
// where nobody or several did, or the release does not name them.
func (r *reader) issuer() int {
	by := r.d.Release.IssuedBy
	if len(by) != 1 {
		return -1
	}
	if e, is := r.surnames[by[0][strings.LastIndexByte(by[0], ' ')+1:]]; is {
		return e
	}
	return -1
}

// issuedBy returns the one person who issued the release as a speaker, where
// the word is that person's surname; ok is false else.
func (r *reader) issuedBy(surname string) (who speaker, ok bool) {
	if r.member == nil {
		r.member = new(string)
		if by := r.d.Release.IssuedBy; len(by) == 1 && !r.byBody() {
			*r.member, _, _ = strings.Cut(by[0], ",") // "Tom Roe, Jr."
		}
	}
	name := *r.member
	if surname == "" || len(name) <= len(surname) || !strings.HasSuffix(name, surname) || name[len(name)-len(surname)-1] != ' ' {
		return speaker{}, false
	}
	return speaker{name: name, entity: -1}, true
}

// nearest returns the person named nearest before the pronoun at token at, and
// whether as the subject of a sentence. Sentences that open with a pronoun
// lead further back.
func (r *reader) nearest(at int) (found person, subject, ok bool) {
	d := r.d
	own, limit := int(d.Tokens[at].Sentence), r.beforeWords(at)
	for k, back := int(d.Tokens[limit].Sentence), 0; k >= 0 && back < 6; k, back = k-1, back+1 {
		s := d.Sentences[k]
		end := min(s.Last, limit)
		if p, opens := r.subjectOpens(s.First, end); opens {
			if p.entity < 0 || ok && found.entity != p.entity && k < own-1 {
				return found, subject, ok // it tells of a post that nobody is named for
			}
			return p, true, true
		}
		if p, named := r.personIn(s.First, end); named {
			if p.first-s.First <= 12 && !r.passing(s.First, p.first) {
				if ok && found.entity != p.entity && k < own-1 {
					return found, subject, ok
				}
				return p, true, true
			}
			if q, one := r.lastPerson(s.First, end); one && !ok {
				found, ok = q, true
			}
		}
		if back >= 2 && !isPronoun(d.Tokens[s.First].Norm) {
			break
		}
	}
	return found, false, ok
}

// beforeWords returns the token where the words open whose marks close right before the
// pronoun at token at, and the pronoun's own where none do: whom somebody speaks of in
// their words is not who speaks them: “Jane Doe must go,” he said.
func (r *reader) beforeWords(at int) int {
	k := r.pairFrom(at)
	if k == 0 || !r.spoken[k-1].double || r.spoken[k-1].close >= at || r.spoken[k-1].close < at-2 {
		return at
	}
	return r.spoken[k-1].open
}

// subjectOpens reads the words with capitals that open a sentence where they call
// somebody by post, title or surname: "The Ports Secretary also thanked Jane Doe",
// "WO1 Roe, who feared it". The entity is -1 where nobody is named for the post.
func (r *reader) subjectOpens(a, b int) (person, bool) {
	t := r.d.Tokens
	the := a < b && t[a].Norm == "the"
	if the {
		a++
	}
	last := a
	for last < b && last < a+longestPost && (t[last].Kind == text.Number && last > a || t[last].Kind == text.Word) && (t[last].Shape > text.Lower || t[last].Kind == text.Number || the && last > a && t[last].Has(tag.Function) && last+1 < b && t[last+1].Shape > text.Lower) {
		last++
	}
	if last == a || last == b {
		return person{}, false
	}
	if p, named := r.personIn(a, b); named && p.first < last {
		return person{}, false // in full
	}
	if !the {
		e, ok := r.titled(a, last)
		if !ok && last == a+1 && !isPronoun(t[a].Norm) {
			e, ok = r.surnames[t[a].Of(r.d.Text)]
		}
		return person{first: a, last: last, entity: e}, ok && e >= 0
	}
	if head := &t[last-1]; !heads(head) && !r.isHolder(a, last) {
		return person{}, false
	}
	e, is := r.holders[strings.ToLower(r.d.Words(a, last))]
	if !is {
		e = -1
	}
	return person{first: a, last: last, entity: e}, true
}

// isHolder reports whether the words [a,b) are a post that somebody holds.
func (r *reader) isHolder(a, b int) bool {
	_, is := r.holders[strings.ToLower(r.d.Words(a, b))]
	return is
}

// passing reports whether a word before a name, in [a,b), makes it an object:
// "the review was led by", "pointing to".
func (r *reader) passing(a, b int) bool {
	for i := a; i < b; i++ {
		switch t := &r.d.Tokens[i]; t.Norm {
		case "to":
			if next := &r.d.Tokens[i+1]; t.Shape == text.Lower && (next.Shape > text.Lower || next.Has(tag.Function|tag.PostHead)) {
				return true // "pointing to Jane Doe", but not "helping to feed them"
			}
		case "by", "with", "from", "alongside", "under":
			if t.Shape == text.Lower {
				return true
			}
		}
	}
	return b > a && (r.d.Tokens[b-1].Norm == "-" || r.d.Tokens[b-1].Norm == "–")
}

// asNamed returns the person as a speaker, with the post that the release gives.
func (r *reader) asNamed(e int) speaker {
	n := r.names[e]
	if role := r.knownRole(e); role != "" {
		return speaker{name: n.Text, role: role, entity: e}
	}
	if r.last.name == n.Text {
		return r.last
	}
	return speaker{name: n.Text, entity: e}
}

// titlePerson returns the one person whom the release's title names, -1 where
// none is or several are.
func (r *reader) titlePerson() int {
	found := -1
	for e := range r.names {
		n := &r.names[e]
		if n.Kind != onrecord.NamePerson || !strings.Contains(r.d.Release.Title, n.Text[strings.LastIndexByte(n.Text, ' ')+1:]) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = e
	}
	return found
}

// spokenIn reports whether the last quote reaches into the sentences [a,b).
func (r *reader) spokenIn(a, b int) bool {
	if len(r.quotes) == 0 || a >= b {
		return false
	}
	q := r.quotes[len(r.quotes)-1]
	return q.End > int(r.d.Tokens[r.d.Sentences[max(a, 0)].First].Start)
}

// introduces reports whether block b, or the one before it, starts with two
// capitalised words that are no known name: somebody whom nothing places.
func (r *reader) introduces(b int) bool {
	for _, k := range [...]int{b - 1, b} {
		blk := r.d.Blocks[k]
		if blk.Last-blk.First < 3 {
			continue
		}
		x, y := &r.d.Tokens[blk.First], &r.d.Tokens[blk.First+1]
		if x.Shape == text.Title && y.Shape == text.Title && x.Kind == text.Word && y.Kind == text.Word && !x.Has(tag.Function) && !isPronoun(x.Norm) {
			return true
		}
	}
	return false
}

// quotedBefore reports whether the sentence before the one at the token, in
// the same block, ends words that somebody was just said to have spoken.
func (r *reader) quotedBefore(at int) bool {
	if len(r.quotes) == 0 || r.last.name+r.last.role == "" {
		return false
	}
	s := int(r.d.Tokens[at].Sentence)
	blk := r.d.Blocks[r.d.Tokens[at].Block]
	if s == 0 || r.d.Sentences[s-1].First < blk.First {
		return false
	}
	q := r.quotes[len(r.quotes)-1]
	return q.End >= int(r.d.Tokens[r.d.Sentences[s-1].First].Start) && q.End <= int(r.d.Tokens[at].Start)
}

// lastPerson returns the last person named in [a,b), unless several are.
func (r *reader) lastPerson(a, b int) (person, bool) {
	i, _ := slices.BinarySearchFunc(r.people, a, func(p person, at int) int { return cmp.Compare(p.first, at) })
	found, ok := person{}, false
	for ; i < len(r.people) && r.people[i].last <= b; i++ {
		if ok && found.entity != r.people[i].entity {
			return person{}, false
		}
		found, ok = r.people[i], true
	}
	return found, ok
}
