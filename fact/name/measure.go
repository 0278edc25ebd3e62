package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// measure returns the end of a bill or resolution that is called by its
// chamber and number and starts at i: "H.R. 12", "S. 340", "H. Con. Res. 7"; 0
// where none does.
func (r *reader) measure(i int) int {
	t := r.d.Tokens
	limit := min(i+9, len(t)) // the stop after "Con" may end a sentence
	chamber := t[i].Norm
	if chamber != "h" && chamber != "s" || t[i].Glued || i+2 >= limit || t[i+1].Norm != "." || !t[i+1].Glued {
		return 0
	}
	k := i + 2
	for k+2 < limit && steps[t[k].Norm] && t[k+1].Norm == "." {
		k += 2
	}
	if t[k].Kind != text.Number || chamber == "h" && k == i+2 || t[k].End-t[k].Start > 4 {
		return 0
	}
	if k+1 < limit && t[k+1].Glued && t[k+1].Kind != text.Punct && t[k+1].Kind != text.Clitic {
		return 0
	}
	return k + 1
}

// steps are the abbreviations between a chamber's letter and a number.
var steps = map[string]bool{"r": true, "res": true, "con": true, "j": true, "amdt": true}

// joinMeasures joins a measure's number to the law named beside it: "H.R. 12,
// the Safe Moorings Act", "the Safe Moorings Act (H.R. 12)".
func (r *reader) joinMeasures() {
	for i := range r.found {
		c := &r.found[i]
		if c.rule != &ruleMeasure || r.entities[c.entity].dropped {
			continue
		}
		if i+1 < len(r.found) && r.besideLaw(c, &r.found[i+1], c.last, r.found[i+1].first) {
			r.joinInto(c.entity, r.found[i+1].entity)
		} else if i > 0 && r.besideLaw(c, &r.found[i-1], r.found[i-1].last, c.first) {
			r.joinInto(c.entity, r.found[i-1].entity)
		}
	}
}

// besideLaw reports whether law is a named one and only a mark and an article
// stand between it and the measure, in [a,b).
func (r *reader) besideLaw(measure, law *candidate, a, b int) bool {
	if law.kind != onrecord.NameLaw || law.rule == &ruleMeasure || law.entity < 0 || law.entity == measure.entity || b < a || b-a > 3 || r.entities[law.entity].dropped {
		return false
	}
	for k := a; k < b; k++ {
		switch r.d.Tokens[k].Norm {
		case ",", "(", "the", ":", "–", "-", "“":
		default:
			return false
		}
	}
	return true
}
