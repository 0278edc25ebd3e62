package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// bodies records the bodies named inside a post: after "of", "at", a comma,
// or, where whole says so, the words themselves.
func (r *reader) bodies(a, b int, whole bool) {
	for i := a; i < b; {
		if (i > a || whole) && r.d.Tokens[i].Kind == text.Number {
			if end := r.unit(i, b); end > 0 {
				r.body(candidate{first: i, last: end, kind: onrecord.NameBody, rule: &ruleUnit}, whole)
				i = end
				continue
			}
		}
		if !r.capital(i) {
			i++
			continue
		}
		j := min(r.run(i), b)
		if i > a && r.d.Tokens[i-1].Kind == text.Number && r.d.Tokens[i].Glued {
			i-- // "5Rights"
		}
		if r.bareOwner(i, j) {
			i++
		}
		if k := r.ownersEnd(i, j); k > 0 {
			r.body(candidate{first: i, last: k, kind: onrecord.NameBody, rule: &ruleOwner}, whole)
			i = k
			continue
		}
		after := whole || i > a && r.introducesBody(i)
		if end, kind := r.laterHead(i, j, b); end > 0 && kind == onrecord.NameBody && i > a && r.d.Tokens[i-1].Norm == "the" && departmental.Has(r.d.Tokens[r.headIndex(i, end)].Norm) {
			r.body(candidate{first: i, last: end, kind: kind}, whole) // "Head of the Ports and Coast Agency"
			i = end
			continue
		}
		if end, kind, ok := r.known(i, b); ok && kind == onrecord.NameBody && !(end < j && r.carriesOn(i, end, j, kind)) {
			c := candidate{first: i, last: max(end, r.bodyEnd(end, j)), kind: kind}
			if c.last > end {
				c.root = end
			}
			r.body(c, whole)
			i = max(end, j)
			continue
		}
		last := r.headIndex(i, j)
		if i == a && !whole && j == b && r.headsWhat(i, j) {
			r.body(candidate{first: i + 1, last: j, kind: onrecord.NameBody, rule: &ruleHeadedBy}, whole) // "President Brindle Ropes"
			i = j
			continue
		}
		if i == a && !whole && j-i > 1 && r.opensPost(i, j, b) {
			r.body(candidate{first: i, last: j, kind: onrecord.NameBody}, whole) // "Brindle Foods managing director"
			i = j
			continue
		}
		if t := &r.d.Tokens[i]; j == i+1 && i > a+1 && t.Shape == text.Upper && t.End-t.Start > 3 && t.End-t.Start < 8 && r.blank(i) && t.Tags == 0 && r.leadsIn(a, i, j) == "of" && r.post(i-2) {
			r.body(candidate{first: i, last: j, kind: onrecord.NameBody, rule: &ruleLettersOf}, whole) // "Director of DRILOX"
			i = j
			continue
		}
		if after && !r.post(last) {
			before := r.leadsIn(a, i, j)
			if r.executive(a, i) && (before == "of" && (j == b || r.d.Tokens[j].Norm == ",") || before == "," && j == b || before == "at") {
				if end, kind, ok := r.known(i, j); !ok || end < j || kind == onrecord.NameBody {
					r.body(candidate{first: i, last: j, kind: onrecord.NameBody, rule: r.headedRule(i, j)}, whole)
				}
			} else if r.word(last).head == onrecord.NameBody && (j-i > 1 || i > a && (r.d.Tokens[i-1].Norm == "the" || r.d.Tokens[i-1].Kind == text.Clitic) && min(r.extend(i, j, onrecord.NameBody), b) > j) || r.word(last).head == "" && (j-i > 1 || r.action(i, j, b) > 0) && before != "of" && j == b && !r.topical(a, i) || r.action(i, j, b) > 0 {
				end := min(r.extend(i, j, onrecord.NameBody), b)
				if e, kind, ok := r.known(i, j); !ok || e < j || kind == onrecord.NameBody {
					r.body(candidate{first: i, last: end, kind: onrecord.NameBody}, whole)
				}
				j = end
			}
		}
		i = j
	}
}

// headsWhat reports whether the run [i,j) is the post of who runs a body and, straight
// after it, the body.
func (r *reader) headsWhat(i, j int) bool {
	switch r.d.Tokens[i].Norm {
	case "president", "chairman", "chair", "ceo", "founder":
	default:
		return false
	}
	if j-i < 3 || r.is(i+1, given|givenWeak|rank) {
		return false
	}
	for k := i + 1; k < j; k++ {
		if r.d.Tokens[k].Kind != text.Word || r.post(k) || r.taken[k] {
			return false
		}
	}
	return true
}

// leadsIn returns the word that leads to the run [i,j) inside a post: "of" in
// "Chairman of the Brindle Hoppers", where the run is of several words.
func (r *reader) leadsIn(a, i, j int) string {
	if i == 0 {
		return ""
	}
	if n := r.d.Tokens[i-1].Norm; n != "the" || i-2 < a || j-i < 2 || r.is(i, nationality) {
		return n
	}
	return r.d.Tokens[i-2].Norm
}

// headedRule returns the rule by which the run [i,j) after a post is the body
// that it heads: its own head word, or nothing but the post.
func (r *reader) headedRule(i, j int) *tag.Rule {
	if r.word(r.headIndex(i, j)).head != "" || j-i < 2 {
		return nil
	}
	for k := i; k < j; k++ {
		if r.d.Tokens[k].Kind == text.Clitic {
			return nil
		}
	}
	return &ruleHeadedBy
}

// topical reports whether the post in [a,b) is a minister's, whose words name
// topics and no bodies.
func (r *reader) topical(a, b int) bool {
	for k := a; k < b; k++ {
		if n := r.d.Tokens[k].Norm; n == "minister" || n == "secretary" {
			return true
		}
	}
	return false
}

// opensPost reports whether the run [i,j) is a body's name that a post in lower
// case, or its letters in brackets and a post, follow before b.
func (r *reader) opensPost(i, j, b int) bool {
	if j >= b || r.d.Tokens[j].Norm != "(" && (r.d.Tokens[j].Shape != text.Lower || small[r.d.Tokens[j].Norm]) || !r.hasPost(j, b) || !r.executive(j, b) {
		return false
	}
	last := r.headIndex(i, j)
	return r.word(last).head == onrecord.NameBody && !r.post(last) || r.is(last, trade) && r.proper(i)
}

// body records a body named inside a post; its tokens belong to the post
// unless it stands before it.
func (r *reader) body(c candidate, whole bool) {
	if whole {
		r.add(c)
		return
	}
	c.acronym = r.acronymAfter(c.last)
	r.found = append(r.found, c)
}

// executive reports whether the post [a,b) is one that runs a body.
func (r *reader) executive(a, b int) bool {
	for k := a; k < b; k++ {
		switch r.d.Tokens[k].Norm {
		case "executive", "ceo", "founder", "chair", "chairman", "chairwoman", "founder,", "managing", "president", "co-founder", "trustee", "coo", "cfo":
			return true
		}
	}
	return false
}

// bodyEnd keeps a country after a company's name: "Samsung UK".
func (r *reader) bodyEnd(end, j int) int {
	if end+1 == j && r.nation(end) {
		return j
	}
	return end
}

// introducesBody reports whether what stands before the word at i says that a
// body follows.
func (r *reader) introducesBody(i int) bool {
	p := i - 1
	if owningHeads[r.d.Tokens[p].Norm] || r.d.Tokens[p].Kind == text.Clitic && r.d.Tokens[i].Norm == "subcommittee" {
		return true
	}
	if r.d.Tokens[p].Norm == "the" {
		p--
	}
	switch r.d.Tokens[p].Norm {
	case "of", "at", ",", "from", "with":
		return true
	case "for":
		if p > 0 && (r.d.Tokens[p-1].Norm == "trustee" || r.d.Tokens[p-1].Norm == "governor") {
			return true
		}
		h := r.headIndex(i, r.run(i))
		return p > 0 && r.post(p-1) && h > i && parts.Has(r.d.Tokens[h].Norm) // "Assistant Attorney General for the Harbours Division"
	case "on":
		return r.d.Tokens[p-1].Norm == "democrat" || r.d.Tokens[p-1].Norm == "republican" || r.d.Tokens[p-1].Norm == "member"
	}
	return false
}

// inBody reports whether the words [a,b) are the name of a body and its letters in
// brackets, and nothing else: whoever is "of" them belongs to it.
func (r *reader) inBody(a, b int) bool {
	if b-a > 4 && r.d.Tokens[b-1].Norm == ")" {
		for k := b - 2; k > a && k > b-6; k-- {
			if r.d.Tokens[k].Norm == "(" {
				b = k
				break
			}
		}
	}
	a = r.article(a, b)
	if a >= b || !r.capital(a) || r.taken[a] {
		return false
	}
	j := min(r.run(a), b)
	if j+1 < b && r.d.Tokens[j].Kind == text.Clitic && r.capital(j+1) {
		a, j = j+1, min(r.run(j+1), b) // "the Harbour Service’s Wrecks Division"
	}
	if last := r.headIndex(a, j); r.word(last).head == onrecord.NameBody && !r.post(last) {
		return j == b || min(r.extend(a, j, onrecord.NameBody), b) == b
	}
	return r.word(a).head == onrecord.NameBody && min(r.extend(a, j, onrecord.NameBody), b) == b
}

// ofCompany reports whether what the body c is a part of is somebody's post who runs companies: "Managing Director of Petrel
// Holdings". What a minister is of is a topic.
func (r *reader) ofCompany(c *candidate) bool {
	t := r.d.Tokens
	if c.first < 3 || t[c.first-1].Norm != "of" || c.last-c.first < 2 || r.headWord(c) == "" {
		return false
	}
	switch t[c.first-2].Norm {
	case "ceo", "chair", "chairman", "chairwoman", "chairperson", "executive", "founder", "owner", "president", "chancellor", "vice-chancellor", "rector", "provost":
		return true
	case "director":
		return t[c.first-3].Norm == "managing" || t[c.first-3].Norm == "executive"
	}
	return false
}

// surely records the bodies named inside the post [a,b) of running text: those
// that a list knows, and those that follow "the" and end in a body's head. A
// speaker's post is read more boldly.
func (r *reader) surely(a, b int) {
	for k := a + 1; k < b; k++ {
		if end, kind, ok := r.known(k, b); ok && kind == onrecord.NamePlace && r.district(end, b) == b {
			r.found = append(r.found, candidate{first: k, last: b, kind: kind})
			return // "Representative of Ryton’s 5th Congressional District"
		}
	}
	before := len(r.found)
	for k := a + 1; k < b; k++ {
		if r.d.Tokens[k].Norm == "for" && (r.d.Tokens[k-1].Norm == "minister" || r.d.Tokens[k-1].Norm == "secretary") {
			return // "Minister for the Harbour Office": a topic
		}
	}
	r.bodies(a, b, false)
	kept := r.found[:before]
	for _, c := range r.found[before:] {
		_, kind, known := r.known(c.first, c.last)
		if known && kind == onrecord.NameBody || c.rule == &ruleLettersOf || c.rule == &ruleUnit || c.rule == &ruleHeadedBy || c.rule == &ruleOwner || owningHeads[r.d.Tokens[c.first-1].Norm] || r.d.Tokens[c.first-1].Kind == text.Clitic || r.ofCompany(&c) || (r.d.Tokens[c.first-1].Norm == "the" || r.d.Tokens[c.first-1].Norm == "at") && c.last-c.first > 1 && r.headWord(&c) != "" {
			kept = append(kept, c)
		}
	}
	r.found = kept
}
