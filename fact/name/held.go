package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// heldAt returns the end of the post [first,end) with the body at which it is held,
// "Head of Moorings at Brindle", where the post is said of somebody: after a comma
// or "as". A minister who is at a place was only there.
func (r *reader) heldAt(first, end int) int {
	t := r.d.Tokens
	p := first - 1
	for p >= 0 && (t[p].Norm == "the" || t[p].Norm == "a" || t[p].Norm == "new" || t[p].Norm == "an") {
		p--
	}
	if p < 0 || !holding[t[p].Norm] || end+1 >= r.sentenceEnd(first) || t[end].Norm != "at" || r.topical(first, end) {
		return end
	}
	k := r.article(end+1, r.sentenceEnd(first))
	if !r.capital(k) || r.taken[k] || r.personSuffix(k, r.run(k)) >= 0 {
		return end
	}
	if e, kind, ok := r.known(k, r.sentenceEnd(first)); ok && kind == onrecord.NameBody {
		return e
	}
	j := r.run(k)
	if j < len(t) && (t[j].Kind == text.Clitic || j+1 < len(t) && t[j].Norm == "in" && r.capital(j+1)) {
		return end
	}
	head := r.word(r.headIndex(k, j)).head
	if e, kind, ok := r.known(k, j); ok && (kind == onrecord.NamePlace || kind == "") && e == j || head != "" && head != onrecord.NameBody && !workplaces.Has(t[r.headIndex(k, j)].Norm) {
		return end
	}
	if head == onrecord.NameBody {
		return r.extend(k, j, head)
	}
	if head == onrecord.NamePlace {
		r.found = append(r.found, candidate{first: k, last: j, kind: head})
	}
	return j
}

// ownedRank reports whether the rank [first,end) is the post of one who is named
// after a comma, in a body named before it: "Ryton Police’s Assistant Chief
// Constable, Jane Doe".
func (r *reader) ownedRank(first, end int) bool {
	t := r.d.Tokens
	if end-first < 2 || first == 0 || t[first-1].Kind != text.Clitic || end+2 >= len(t) || t[end].Norm != "," || !r.capital(end+1) || t[end+1].Sentence != t[first].Sentence {
		return false
	}
	return r.personSuffix(end+1, r.run(end+1)) == end+1
}

// served records the body that the post [a,b) opens with: "Harbour Committee
// Chair", "HSA Deputy Director". A minister's post opens with a topic.
func (r *reader) served(a, b int) {
	h := b - 1
	for h > a && (r.post(h) || r.is(h, rank) || qualifiers.Has(r.d.Tokens[h].Norm) || leading.Has(r.d.Tokens[h].Norm)) {
		h--
	}
	if n := r.d.Tokens[b-1].Norm; h == b-1 || n == "minister" || n == "secretary" {
		return
	}
	t := &r.d.Tokens[h]
	if end, kind, ok := r.known(a, h+1); ok && end == h+1 && kind == onrecord.NameBody ||
		(r.word(h).head == onrecord.NameBody || r.nation(h)) && h > a && !(ok && end == h+1) ||
		h == a && t.Shape == text.Upper && t.End-t.Start > 2 && t.End-t.Start < 7 && r.blank(h) && t.Tags == 0 {
		r.found = append(r.found, candidate{first: a, last: h + 1, kind: onrecord.NameBody})
	}
}

// leading are words before a post's last word that belong to the post.
var leading = list("post-qualifier")

// lettersBefore returns where the body starts that was found last, where only its
// letters in brackets part it from the post at token i: "Harbour Safety Agency (HSA)
// Director"; i where none does.
func (r *reader) lettersBefore(i int) int {
	t, n := r.d.Tokens, len(r.found)
	if n == 0 || i < 4 || t[i-1].Norm != ")" || t[i-3].Norm != "(" || t[i-2].Shape != text.Upper || t[i-4].Sentence != t[i].Sentence {
		return i
	}
	for k := n - 1; k >= 0 && k > n-4; k-- {
		if c := &r.found[k]; c.kind == onrecord.NameBody && c.last == i-3 {
			return c.first
		}
	}
	return i
}

// apposedPost records the post in lower case that stands between commas after a name
// that ends at token i, or after "is" or "was", with the body at which it is held: "Ada
// Orchard (D-Ryton), chairwoman of the Harbour Committee, …", "Ada Orchard, who is also
// chairwoman of the Harbour Committee.".
func (r *reader) apposedPost(i int) {
	t := r.d.Tokens
	if i+4 >= len(t) {
		return
	}
	limit := r.sentenceEnd(i)
	if t[i].Norm == "(" {
		for k := i + 1; k < limit && k < i+8; k++ {
			if t[k].Norm == ")" {
				i = k + 1
				break
			}
		}
	}
	if i = r.toPost(i, limit); i < 0 {
		return
	}
	first := i
	if first < limit && (t[first].Norm == "the" || t[first].Norm == "a" || t[first].Norm == "an") {
		first++
	}
	j := first
	for j < limit && j < first+4 && t[j].Shape == text.Lower && !r.taken[j] && t[j].Norm != "of" {
		j++
	}
	if j == first || j+2 >= limit || t[j].Norm != "of" || !r.post(j-1) || r.plural(j-1) || t[first].Has(tag.Function) {
		return
	}
	end := r.extend(first, j, onrecord.NameRole)
	if end == j || !r.closes(end) {
		return
	}
	before := len(r.found)
	r.surely(first, end)
	if len(r.found) > before {
		r.add(candidate{first: first, last: end, kind: onrecord.NameRole})
	}
}

// toPost steps over what leads from a name to a post said of its bearer, from token i on:
// a comma, "is the", ", who was also"; -1 where other words stand there.
func (r *reader) toPost(i, limit int) int {
	t, said := r.d.Tokens, false
	if i < limit && t[i].Norm == "," {
		said = true
		if i++; i < limit && t[i].Norm == "who" {
			said = false
			i++
		}
	}
	if i < limit && !said && (t[i].Norm == "is" || t[i].Norm == "was") {
		said = true
		for i++; i < limit && (t[i].Norm == "also" || t[i].Norm == "now" || t[i].Norm == "currently" || t[i].Norm == "then"); i++ {
		}
	}
	if !said || i >= limit {
		return -1
	}
	return i
}

// holding are words between a person and the post that he or she holds or held.
var holding = map[string]bool{",": true, "as": true, "is": true, "been": true, "was": true, "became": true}

// workplaces are places where posts are held as they are in bodies.
var workplaces = list("workplace")
