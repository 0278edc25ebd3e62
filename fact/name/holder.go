package name

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// holder returns where in the run [k,end), which follows a post's "of" or
// "for", a personal name starts that no list knows: "Research" goes on to
// "Xola Brenneth" in "Minister for Research Xola Brenneth". It returns end
// where there is none. The topic before the name must be a word that a list
// knows, so that an unknown place of two words stays one.
func (r *reader) holder(k, end int) int {
	p := end - 1
	if p <= k || !r.surnameLike(p) {
		return end
	}
	p--
	for p > k+1 && (r.d.Tokens[p].Norm == "." || r.d.Tokens[p].End-r.d.Tokens[p].Start == 1 && r.capital(p)) {
		p-- // "Xola B. Brenneth"
	}
	initial := p < end-2
	if p == k && end-k == 2 && !initial && r.d.Tokens[k].Norm == "state" && r.unlisted(end-1) {
		return end - 1 // "Secretary of State Brenneth"
	}
	if k+1 < end && r.word(k).prefix == onrecord.NameOperation {
		return end // "Commander of Operation Xola Brenneth"
	}
	if p <= k || !r.unlisted(p) && !initial || r.d.Tokens[p-1].Kind != text.Word || r.d.Tokens[p].Glued || r.is(p, notPerson|nationality|compass) {
		return end
	}
	if w := r.word(p - 1); !initial && w.flags&(notPerson|trade) == 0 && w.head == "" && !r.abstract(p-1) || w.flags&(given|givenWeak|nationality) != 0 || r.abstract(end-1) || r.abstract(p) {
		return end
	}
	return p
}

// abstract reports whether the word at i ends as abstract nouns do, and names
// of people do not.
func (r *reader) abstract(i int) bool {
	n := r.d.Tokens[i].Norm
	for _, s := range [...]string{"tion", "sion", "ment", "ity", "ness", "ship", "ism", "ology", "ics"} {
		if strings.HasSuffix(n, s) && len(n) > len(s)+2 {
			return true
		}
	}
	return r.plural(i) && strings.HasSuffix(n, "ings")
}

// timeInOffice returns the end of a government that is called by its head at
// [i,j): "the Brenneth administration"; 0 where there is none.
func (r *reader) timeInOffice(i, j int) int {
	if i == 0 || j >= r.sentenceEnd(i) || j-i > 3 || r.plural(j-1) && r.d.Tokens[j-2].Norm != "-" || r.d.Tokens[i-1].Norm != "the" || r.d.Tokens[j].Shape != text.Lower || r.is(i, nationality|starter|notPerson) || r.post(i) {
		return 0
	}
	if n := r.d.Tokens[j].Norm; n != "administration" && n != "regime" || r.word(j-1).head != "" || j-i == 1 && r.d.Tokens[i].Shape == text.Upper {
		return 0
	}
	if _, kind, ok := r.known(i, j); ok && kind != onrecord.NamePerson {
		return 0
	}
	return j + 1
}

// surnameLike reports whether the word at i can be a surname: no list knows it
// as anything but a given name.
func (r *reader) surnameLike(i int) bool {
	t := &r.d.Tokens[i]
	if t.Kind != text.Word || t.Shape != text.Title && t.Shape != text.Mixed || t.Tags != 0 || t.Glued {
		return false
	}
	return r.blank(i) || r.is(i, given|givenWeak) && r.word(i).head == "" && !r.word(i).alone && !r.post(i) && !r.is(i, notPerson|rank)
}

// withoutRank returns the end of the post [a,b) without the rank of its holder,
// who follows: "Chief of the Harbour Staff General".
func (r *reader) withoutRank(a, b int) int {
	end := b
	for end > a+1 && (r.is(end-1, calling) || end < b && r.is(end, rank) && (qualifiers.Has(r.d.Tokens[end-1].Norm) && r.d.Tokens[end-1].Norm != "staff" || r.d.Tokens[end-1].Norm == "chief")) {
		end--
	}
	if end < b && end > a+1 && r.d.Tokens[end-1].Norm == "," {
		end-- // "Station Commander, Group Captain"
	}
	if end == b || r.d.Tokens[end-1].Kind != text.Word && r.d.Tokens[end-1].Norm != ")" || small[r.d.Tokens[end-1].Norm] || !r.hasPost(a, end) || r.d.Tokens[end-1].Norm == "attorney" || r.d.Tokens[end-1].Has(tag.PostHead) && r.d.Tokens[end].Norm == "general" && r.d.Tokens[end-1].Norm != "staff" || end-a == 1 && r.is(a, rank) {
		return b
	}
	return end
}

// splitHolders splits from posts the surnames of those whom the release names
// in full: "Ports Secretary Brenneth".
func (r *reader) splitHolders() {
	for i := range r.found {
		c := &r.found[i]
		last := c.last - 1
		if c.kind != onrecord.NameRole || c.last-c.first < 2 || !r.blank(last) || r.d.Tokens[last].Shape != text.Title || r.d.Tokens[last].Tags != 0 || small[r.d.Tokens[last-1].Norm] || r.d.Tokens[last-1].Kind != text.Word || !r.hasPost(c.first, last) {
			continue
		}
		if e, ok := r.surnames[r.d.Tokens[last].Norm]; ok && e >= 0 {
			c.last = last
			r.again(e, last, last+1)
		}
	}
}

// holdsPost reports whether the unknown name is that of who holds the post
// straight before it: one in capitals that was cut from the same words, or one
// in lower case ("its chief executive Xola Brenneth").
func (r *reader) holdsPost(c *candidate) bool {
	n, p := c.last-c.first, c.place-1
	if n > 4 || c.first == 0 || !r.namesPerson(c) {
		return false
	}
	if p >= 0 && r.found[p].kind == onrecord.NameRole && r.found[p].last == c.first {
		return n >= 2 && r.unlisted(c.first) || n == 1 && r.d.Tokens[c.first-1].Norm == "state"
	}
	before := &r.d.Tokens[c.first-1]
	return n >= 2 && before.Shape == text.Lower && before.Sentence == r.d.Tokens[c.first].Sentence && r.post(c.first-1) && !r.plural(c.first-1)
}

// appointee reports whether the unknown name is that of whom a verb of appointing
// takes as its object: "has appointed Xola Brenneth as".
func (r *reader) appointee(c *candidate) bool {
	t, p := r.d.Tokens, c.first-1
	if n := c.last - c.first; n < 2 || n > 4 || p < 1 || c.last >= len(t) || t[c.last].Norm != "as" && t[c.last].Norm != "to" || !r.namesPerson(c) {
		return false
	}
	if t[p].Norm == "of" {
		p--
	}
	return t[p].Sentence == t[c.first].Sentence && t[p].Shape == text.Lower && appointing.Has(t[p].Norm)
}

// appointing are verbs and nouns of appointing, after which the appointed is named.
var appointing = list("appointing")

// lettered reports whether letters of honour or office follow the unknown
// name, which they are cut from: "Max Brenneth KC".
func (r *reader) lettered(c *candidate) bool {
	end := r.withoutLetters(c.first, c.last)
	whole := candidate{first: c.first, last: end}
	if n := end - c.first; end == c.last || n < 2 || n > 5 || !r.namesPerson(&whole) {
		return false
	}
	c.last = end
	return true
}

// amongPersons reports whether only a comma or "and" parts the unknown name of
// two or three words, none of which a list knows, from somebody's name.
func (r *reader) amongPersons(c *candidate) bool {
	n := c.last - c.first
	if n < 2 || n > 3 || r.opens(c.first) || r.attributive(c.last) || !r.namesPerson(c) {
		return false
	}
	for k := c.first; k < c.last; k++ {
		if t := &r.d.Tokens[k]; t.Kind != text.Word || t.Shape == text.Upper || !r.unlisted(k) && !r.is(k, given|givenWeak) || r.abstract(k) || r.plural(k) {
			return false
		}
	}
	for _, next := range [...]int{c.place - 1, c.place + 1} {
		if next < 0 || next >= len(r.found) || !r.listed(min(c.place, next), max(c.place, next)) {
			continue
		}
		if o := &r.found[next]; o.kind == onrecord.NamePerson && !o.weak || o.entity >= 0 && r.entities[o.entity].kind == onrecord.NamePerson {
			return true
		}
	}
	return false
}

// bothPosts returns the end of two posts that one person holds at a body, of which the first is the word at last, which ends at j:
// "Chair and Managing Director of Petrel Holdings"; 0 where there are no two. Ministers and secretaries are other people.
func (r *reader) bothPosts(first, last, j int) int {
	t, limit := r.d.Tokens, r.sentenceEnd(first)
	k := j + 1
	if first != last || j != last+1 || r.plural(last) || k >= limit || t[j].Norm != "and" && t[j].Norm != "&" || !r.capital(k) || r.taken[k] {
		return 0
	}
	m := r.run(k)
	head := r.headIndex(k, m)
	if head+1 != m || !r.post(head) || r.plural(head) || r.word(head).head != "" || r.personSuffix(k, m) >= 0 || t[head].Norm == "minister" || t[head].Norm == "secretary" {
		return 0
	}
	if end := r.extend(k, m, onrecord.NameRole); end > m {
		return end
	}
	return 0
}

// afterHolder reports whether the bare post [i,j) stands between commas straight after
// somebody's name, whose it is: "Ada Orchard, Director, and …". What stands in brackets
// between them is passed over.
func (r *reader) afterHolder(i, j int) bool {
	n, t := len(r.found), r.d.Tokens
	if n == 0 || i < 3 || t[i-1].Norm != "," {
		return false
	}
	k := i - 1
	if t[k-1].Norm == ")" {
		for k -= 2; k > 0 && k > i-8 && t[k].Norm != "("; k-- {
		}
		for n > 1 && r.found[n-1].first > k {
			n-- // the letters in the brackets
		}
	}
	if r.found[n-1].kind != onrecord.NamePerson {
		return false
	}
	if r.found[n-1].last != k {
		return false
	}
	return r.closes(j) && (j >= len(t) || t[j].Norm != "." || !t[j].Glued || j+1 >= len(t) || t[j+1].Sentence != t[i].Sentence)
}

// postAt reads on after somebody's bare post [i,j), where a comma leads to the body it
// is at, which closes its clause: "Ada Orchard, Secretary, Department of Ports,". It
// returns where the post with its body ends, and records the body; j where none
// follows.
func (r *reader) postAt(i, j int) int {
	t, limit := r.d.Tokens, r.sentenceEnd(i)
	k := j + 1
	if k >= limit || t[j].Norm != "," || !r.capital(k) || r.taken[k] || r.is(k, starter) {
		return j
	}
	end := r.run(k)
	if r.personSuffix(k, end) >= 0 || r.post(end-1) {
		return j
	}
	if e, kind, ok := r.known(k, end); ok && e == end {
		if kind != onrecord.NameBody {
			return j
		}
	} else if r.word(r.headIndex(k, end)).head != onrecord.NameBody {
		return j
	}
	end = r.extend(k, end, onrecord.NameBody)
	if end < k+2 && t[k].Shape != text.Upper || !r.closes(end) {
		return j
	}
	r.found = append(r.found, candidate{first: k, last: end, kind: onrecord.NameBody})
	return end
}

// postAfter reports whether the unknown words, two or three that no list knows, stand
// before a comma and a post that ends its clause or goes on with what it is for: "Xola
// Brenneth, Head of Ropes, and …", "Xola Brenneth, legal adviser to …".
func (r *reader) postAfter(c *candidate) bool {
	t, k := r.d.Tokens, c.last+1
	if n := c.last - c.first; n < 2 || n > 3 || k >= len(t) || t[c.last].Norm != "," || t[k].Kind != text.Word || t[k].Sentence != t[c.first].Sentence {
		return false
	}
	for m := c.first; m < c.last; m++ {
		if !r.proper(m) || t[m].Shape == text.Upper {
			return false
		}
	}
	if !r.capital(k) {
		return r.lowerPost(k)
	}
	end := r.run(k)
	last := r.headIndex(k, end)
	return r.post(last) && !r.plural(last) && r.word(last).head == "" && r.personSuffix(k, end) < 0 && (r.closes(end) || links[onrecord.NameRole][t[end].Norm] || t[end].Norm == "and" || t[end].Norm == "at")
}

// lowerPost reports whether a post in lower case stands at i and goes on with what it
// is for: "legal adviser to".
func (r *reader) lowerPost(i int) bool {
	t := r.d.Tokens
	for k := i; k+1 < len(t) && k < i+4 && t[k].Shape == text.Lower && t[k].Sentence == t[i].Sentence; k++ {
		if n := t[k+1].Norm; r.post(k) && !r.plural(k) {
			return n == "of" || n == "at" || n == "for" || n == "to" || n == "in"
		}
	}
	return false
}

// hometown reports whether the unknown name is that of where somebody lives, who is
// named straight before "of" where a block opens: "Ada Orchard of Ryton who …".
func (r *reader) hometown(c *candidate) bool {
	t, p := r.d.Tokens, c.place-1
	if p < 0 || c.first < 3 || c.last-c.first > 2 || t[c.first-1].Norm != "of" || r.found[p].kind != onrecord.NamePerson || r.found[p].last != c.first-1 || r.attributive(c.last) {
		return false
	}
	for k := c.first; k < c.last; k++ {
		if t[k].Shape != text.Title || r.is(k, nationality|starter|rank) || r.post(k) {
			return false
		}
	}
	b := r.d.Blocks[r.blockOf(c.first)]
	return b.First == r.found[p].first || b.First+1 == r.found[p].first
}

// fieldInBrackets returns the end of brackets at j that tell what the secretary whose post is [i,j) is for:
// "Permanent Secretary (Ports and Harbours)"; 0 where they hold letters, a person or a place.
func (r *reader) fieldInBrackets(i, j, limit int) int {
	t := r.d.Tokens
	secretary := false
	for k := i; k < j; k++ {
		secretary = secretary || t[k].Norm == "secretary"
	}
	if !secretary || j+2 >= limit || !r.capital(j+1) || r.honorific(j+1) || t[j+1].Shape != text.Title {
		return 0
	}
	for k := j + 1; k < limit && k < j+10; k++ {
		switch n := t[k].Norm; {
		case n == ")":
			if _, kind, ok := r.known(j+1, k); ok && kind != "" || r.personSuffix(j+1, k) >= 0 {
				return 0
			}
			return k + 1
		case n == "and", n == "the", n == "&", n == ",", r.capital(k) && !r.taken[k]:
		default:
			return 0
		}
	}
	return 0
}

// endsPost reports whether a post of several words that was found lately ends at
// token i.
func (r *reader) endsPost(i int) bool {
	for k := len(r.found) - 1; k >= 0 && k > len(r.found)-5; k-- {
		if c := &r.found[k]; c.kind == onrecord.NameRole && c.last == i && c.last-c.first > 1 {
			return true
		}
	}
	return false
}

// lowerOffice returns where an office in lower case starts that stands straight before
// the name at token i: "skills minister Ada Orchard"; i where none does.
func (r *reader) lowerOffice(i int) int {
	t, k := r.d.Tokens, i-2
	if k < 0 || t[k].Shape != text.Lower || t[k+1].Shape != text.Lower || t[k].Kind != text.Word || t[k].Sentence != t[i].Sentence || r.taken[k] || r.taken[k+1] || t[k].Has(tag.Function) {
		return i
	}
	if n := t[k+1].Norm; n != "minister" && n != "secretary" || !offices.Has(t[k].Norm) {
		return i
	}
	return k
}

// offices are what ministers are for, as one word before "minister".
var offices = list("office")

// noPerson reports whether "the" before [p,end), which opens as a person's name does,
// says that it is none: "the Ada Orchard Bridge", "the Sagar Brindle".
func (r *reader) noPerson(p, end int) bool {
	if p == 0 || r.d.Tokens[p-1].Norm != "the" {
		return false
	}
	if end-p > 2 {
		return r.d.Tokens[p-1].Shape != text.Upper && r.word(end-1).head == onrecord.NamePlace
	}
	return r.d.Tokens[p-1].Shape == text.Lower && end-p == 2 && r.is(p, given) && !r.is(end-1, given)
}
