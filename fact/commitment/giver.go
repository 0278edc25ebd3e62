package commitment

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// public reports whether the sentence at hand tells of what only the state gives
// or builds: a member of an assembly who tells of it does not do it.
func (r *reader) public() bool {
	for i := r.s.First; i < r.s.Last; i++ {
		switch r.norm(i) {
		case "awarded", "allocated", "funded", "funds", "grant", "grants", "grantees", "appropriated", "reimbursed", "built", "constructed":
			return true
		case "receive", "receiving":
			return r.hasSum(i) || r.within(i, 8, "funding", "reimbursement", "rates", "aid")
		}
	}
	return false
}

// lastGiver is the body that the newest undertaking named as the one who gives;
// "" where none did.
func (r *reader) lastGiver() string {
	for k := len(r.out) - 1; k >= 0 && k >= len(r.out)-8; k-- {
		if c := &r.out[k]; r.names.listed[c.Actor] == onrecord.NameBody && !r.isIssuer(c.Actor) && (strings.HasPrefix(c.Action, "award") || strings.HasPrefix(c.Action, "provide") || strings.HasPrefix(c.Action, "grant")) {
			return c.Actor
		}
	}
	return r.grantor()
}

// grantor is the body that the release, so far, first names as the one who gives
// money: "the Fire Agency has awarded £9 million", "£9 million from the Lake Fund";
// "" where it names none.
func (r *reader) grantor() string {
	for ; r.grantedBy == "" && r.asked < len(r.names.placed); r.asked++ {
		p := r.names.placed[r.asked]
		if r.d.Tokens[p.first].Sentence > r.d.Tokens[r.s.First].Sentence {
			break
		}
		if p.name.Kind == onrecord.NameBody && !r.isIssuer(p.name.Text) && r.grants(p) {
			r.grantedBy = p.name.Text
		}
	}
	return r.grantedBy
}

// grants reports whether the words beside the name, in a sentence with a sum, make
// its body the one who gives.
func (r *reader) grants(p placed) bool {
	at := int(r.d.Tokens[p.first].Sentence)
	s := r.d.Sentences[at]
	if r.summed != at+1 {
		r.summed, r.hasPrice = at+1, slices.ContainsFunc(r.d.Tokens[s.First:s.Last], func(t tag.Token) bool { return isCurrency(t.Norm) })
	}
	if !r.hasPrice {
		return false
	}
	before := p.first - 1
	if before >= s.First && r.d.Tokens[before].Norm == "the" {
		before--
	}
	if before >= s.First {
		switch r.d.Tokens[before].Norm {
		case "from", "through", "by":
			return true
		case "for", "to":
			return false // who is given it
		}
	}
	for j := p.last; j < p.last+16 && j < s.Last; j++ {
		switch r.d.Tokens[j].Norm {
		case "award", "awarded", "awarding", "approved", "granted", "allocated", "provided", "distributed":
			return r.d.Tokens[j-1].Norm != "been" && r.d.Tokens[j-1].Norm != "was" && r.d.Tokens[j-1].Norm != "were"
		}
	}
	return false
}
