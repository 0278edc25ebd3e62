package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// shortForms resolves the candidates and adds the places where a thing is
// named again by its head alone: "the commission", "this bill".
func (r *reader) shortForms() {
	r.resolve()
	heads := r.uniqueHeads()
	for i := 1; i < len(r.d.Tokens); i++ {
		t := &r.d.Tokens[i]
		if t.Kind != text.Word || r.taken[i] {
			continue
		}
		if t.Shape == text.Upper {
			if e, ok := r.acronyms[t.Norm]; ok && e >= 0 {
				r.again(e, i, i+1)
			}
			continue
		}
		if len(heads) == 0 || r.word(i).head == "" && !r.post(i) {
			continue
		}
		e, ok := heads[t.Norm]
		if !ok || e < 0 || r.entities[e].first >= i || i+1 < len(r.d.Tokens) && r.d.Tokens[i+1].Glued && r.d.Tokens[i+1].Norm == "-" {
			continue
		}
		if d := r.d.Tokens[i-1].Norm; (d == "the" || d == "this") && r.d.Tokens[i-1].Sentence == t.Sentence && !r.continues(i) {
			r.again(e, i-1, i+1)
		}
	}
}

// continues reports whether the head at i goes on to name something else:
// "the centre of …", "the bill’s sponsor" does not.
func (r *reader) continues(i int) bool {
	if i+1 >= len(r.d.Tokens) {
		return false
	}
	t := &r.d.Tokens[i+1]
	return t.Norm == "of" || t.Norm == "for" || t.Kind == text.Word && t.Shape > text.Lower && t.Sentence == r.d.Tokens[i].Sentence
}

func (r *reader) again(e, first, last int) {
	r.entities[e].spans = append(r.entities[e].spans, r.d.Span(first, last))
}

// uniqueHeads maps a head word to the one name of the release that has it; -1
// where two do.
func (r *reader) uniqueHeads() map[string]int {
	heads := map[string]int{}
	for i := range r.entities {
		e := &r.entities[i]
		if e.dropped || e.head == "" || e.kind == onrecord.NamePerson || e.kind == onrecord.NamePlace {
			continue
		}
		switch e.head {
		case "department", "government", "police", "parliament", "forces", "force", "house", "office", "services", "plan", "party", "court", "school", "president", "union", "secretary", "minister", "executive", "chair", "chief", "head", "director", "law", "order", "policing", "enforcement", "general", "officer", "army", "deal", "team", "group", "month", "show", "time", "community", "reserve", "lock", "system":
			continue
		}
		if _, twice := heads[e.head]; twice {
			heads[e.head] = -1
		} else {
			heads[e.head] = i
		}
	}
	return heads
}

// initialled returns where a name starts that ends the run [i,j), and its kind,
// where letters in brackets after it are the first letters of all its words:
// "the Harbour Guard Training Unit Ryton (HGTUR)"; "" where there is none.
func (r *reader) initialled(i, j int) (int, onrecord.NameKind) {
	a := r.acronymAfter(j)
	if a == 0 || j-i < 3 || r.d.Tokens[a].Shape != text.Upper || len(r.d.Tokens[a].Norm) < 3 || r.post(j-1) || r.plural(j-1) && r.word(j-1).head == "" {
		return 0, ""
	}
	if end, _, ok := r.known(i, j); ok && end == j {
		return 0, ""
	}
	for k := i; k+3 <= j; k++ {
		if string(r.letters(k, j, false)) != r.d.Tokens[a].Norm {
			continue
		}
		if kind := r.word(j - 1).head; kind != "" {
			return k, kind
		}
		for m := j - 2; m > k; m-- {
			if kind := r.word(m).head; kind != "" && !r.blank(j-1) {
				return k, kind // "Training Unit Kenya"
			}
		}
		return 0, ""
	}
	return 0, ""
}
