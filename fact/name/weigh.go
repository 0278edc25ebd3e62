package name

import "github.com/onrecord/onrecord"

// weigh decides on a candidate whose own words prove nothing.
func (r *reader) weigh(c *candidate) {
	c.entity = -1
	if c.kind == onrecord.NameRole {
		r.weighPost(c, r.key(c.first, c.last))
		return
	}
	if r.severally(c) {
		c.kind, c.rule = onrecord.NamePerson, &ruleSeverally
		r.place(c, r.key(c.first, c.last))
		return
	}
	key := r.key(c.first, c.last)
	if _, ok := r.byKey[string(key)]; ok {
		r.place(c, key)
		return
	}
	if c.last-c.first == 1 {
		if e, ok := r.acronyms[string(key)]; ok {
			if e >= 0 {
				r.place(c, key)
			}
			return
		}
		if kind, end := r.nounAfter(c); kind == onrecord.NameBody && end > c.last && c.first > 0 && r.d.Tokens[c.first-1].Norm == "the" {
			c.kind, c.rule, c.last = kind, &ruleNoun, end // "the Brenneth administration"
			r.place(c, r.key(c.first, c.last))
			return
		}
		if e, ok := r.surnames[string(key)]; ok {
			if e >= 0 && (r.entities[e].first < c.first || r.blank(c.first)) {
				c.entity = e
				r.entities[e].spans = append(r.entities[e].spans, r.d.Span(c.first, c.last))
			}
			return
		}
	}
	if r.calledByGiven(c) || r.opening(c) {
		return
	}
	if kind, rule := r.judge(c); kind != "" {
		c.kind, c.rule = kind, rule
		r.place(c, r.key(c.first, c.last))
	} else {
		r.leaveOut(c.first, c.last, &ruleUnclear)
	}
}

// calledByGiven joins a given name alone to the one person of the release who was named
// in full with it before: "Ada" after "Ada Orchard".
func (r *reader) calledByGiven(c *candidate) bool {
	if c.last-c.first != 1 || !r.is(c.first, given|givenWeak) || r.handle(c) {
		return false
	}
	if r.givens == nil {
		r.givens = map[string]int{}
		for e := range r.entities {
			if first, last, ok := r.fullNamed(e); ok && last-first >= 2 {
				n := r.d.Tokens[first].Norm
				if _, twice := r.givens[n]; twice {
					r.givens[n] = -1
				} else {
					r.givens[n] = e
				}
			}
		}
	}
	e, ok := r.givens[r.d.Tokens[c.first].Norm]
	if !ok || e < 0 || r.entities[e].dropped || r.entities[e].first >= c.first {
		return false
	}
	c.entity = e
	r.again(e, c.first, c.last)
	return true
}

// weighPost decides on a post named by one word: it is short for the one
// longer post of the release that has this head, or a post of its own.
func (r *reader) weighPost(c *candidate, key []byte) {
	if r.postHeads == nil {
		r.postHeads = map[string]int{}
		for e := range r.entities {
			if first, _ := r.tokensOf(r.entities[e].main); beneath[r.d.Tokens[first].Norm] {
				continue // "Vice President" is no president
			}
			if h := r.entities[e].head; h != "" && r.entities[e].kind == onrecord.NameRole {
				if _, twice := r.postHeads[h]; twice {
					r.postHeads[h] = -1
				} else {
					r.postHeads[h] = e
				}
			}
		}
	}
	if e, ok := r.postHeads[string(key)]; ok {
		if e >= 0 {
			c.entity = e
			r.again(e, c.first, c.last)
		}
		return
	}
	r.place(c, key)
}

// beneath are words that make another post of the one that follows.
var beneath = map[string]bool{"deputy": true, "vice": true, "shadow": true, "former": true, "assistant": true, "acting": true, "interim": true, "under": true}
