package relation

import (
	"github.com/onrecord/onrecord"
)

// within reads a body named by the one it belongs to: "Parks Agency Rescue
// Team" holds "Parks Agency", and "Parks Agency River Patrol" names both.
func (r *reader) within(a, b mention) {
	if r.kind(a) != onrecord.NameBody || r.kind(b) != onrecord.NameBody || a.name == b.name {
		return
	}
	switch {
	case b.first == a.first && b.last < a.last: // nested at the start
		if units.Has(r.norm(a.last - 1)) {
			r.keep(why{&ruleUnit, a.last - 1, a.last}, onrecord.RelationPartOf, a.name, b.name)
		}
	case b.first == a.last && !r.d.Tokens[b.first].Glued || r.norm(a.last) == "'s" && b.first == a.last+1:
		r.keep(why{rule: &ruleUnit}, onrecord.RelationPartOf, b.name, a.name)
	}
}

// carried reads "existing Marlo security features, like A, B and C": what the
// features, tools or services of a thing are called.
func (r *reader) carried() {
	for k := r.lo; k+1 < r.hi; k++ {
		whole, part := r.outer[k], r.outer[k+1]
		if r.kind(whole) != onrecord.NameSystem || part.first-whole.last > 10 {
			continue
		}
		for i := whole.last; i < part.first; i++ {
			if carriers.Has(r.norm(i)) && r.suchAs(i+1, part.first) {
				r.parts(k+1, whole)
				break
			}
		}
	}
}

// suchAs reports whether "such as", "like" or "including" fills the tokens.
func (r *reader) suchAs(i, end int) bool {
	if r.norm(i) == "," {
		i++
	}
	switch r.norm(i) {
	case "such":
		return r.norm(i+1) == "as" && r.beforeName(i+2, end) == end
	case "like", "including":
		return r.beforeName(i+1, end) == end
	}
	return false
}

func (r *reader) parts(k int, whole mention) {
	from, to := r.list(k, 1, system)
	for ; from < to; from++ {
		if r.kind(r.outer[from]) == onrecord.NameSystem {
			r.keep(why{rule: &ruleSuchAs}, onrecord.RelationPartOf, r.outer[from].name, whole.name)
		}
	}
}
