package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// inner looks for a known name later in a run that has no head: "South
// London", "Google UK", "Deputy Foreign Secretary".
func (r *reader) inner(i, j int) (int, onrecord.NameKind, bool) {
	for k := i + 1; k < j; k++ {
		if _, kind, ok := r.known(k, j); ok && kind != "" {
			return k, kind, true
		}
	}
	return 0, "", false
}

// joinOrRest reads a run [i,j) with a known name at k.
func (r *reader) joinOrRest(i, k, j int, kind onrecord.NameKind) int {
	end, _, _ := r.known(k, j)
	if kind == onrecord.NamePlace && k == i+1 && r.is(i, compass) {
		if r.placeProject(i, end, j) {
			r.add(candidate{first: i, last: j + 1, kind: onrecord.NameScheme, rule: &ruleNoun})
			return j + 1
		}
		r.add(candidate{first: i, last: end, kind: kind})
		if end < j {
			return r.rest(end, j)
		}
		return j
	}
	if kind == onrecord.NamePlace && end == j && r.word(k-1).head == onrecord.NameBody && k-i >= 2 {
		r.add(candidate{first: i, last: end, kind: onrecord.NameBody}) // "Harrow College London"
		return j
	}
	if c := (candidate{first: i, last: j}); kind == onrecord.NamePlace && end == j && r.nationAt(k, j) && k > i {
		if noun, last := r.nounAfter(&c); noun == onrecord.NameScheme || noun == onrecord.NameDocument {
			r.add(candidate{first: i, last: last, kind: noun, rule: &ruleNoun})
			return last // "the Connected Ryvale programme"
		}
	}
	if kind == onrecord.NamePlace && end == j && r.nationAt(k, j) &&
		r.d.Tokens[k-1].Kind == text.Word && (!r.opens(i) || j < r.sentenceEnd(i) && r.post(j)) {
		r.add(candidate{first: i, last: end, kind: onrecord.NameBody, rule: &ruleNation})
		return j
	}
	if kind == onrecord.NamePlace && end == j && k == i+1 && !r.opens(i) && r.proper(i) && r.d.Tokens[i].Shape == text.Title && !(j+1 < len(r.d.Tokens) && r.d.Tokens[j].Norm == "," && r.is(j+1, state)) {
		return r.unknown(i, j) // "the carrier Hurna Osaka" is in no town
	}
	if !r.opens(i) || k > i+1 {
		r.unknown(i, k)
	}
	return r.analyse(k, j)
}

// placeProject reports whether the run [i,j), which opens with the place [i,end),
// and the noun in lower case after it name a scheme: "the Ryton Cycle Routes project".
func (r *reader) placeProject(i, end, j int) bool {
	t := r.d.Tokens
	if end >= j || j >= len(t) || t[j].Shape != text.Lower || t[j].Sentence != t[i].Sentence || !r.determined(i) {
		return false
	}
	w := r.word(j)
	return w.keeps && w.after == onrecord.NameScheme && r.plainWords(end, j)
}

// plainWords reports whether [i,j) is of capitalised words that no list of names
// or persons knows.
func (r *reader) plainWords(i, j int) bool {
	for k := i; k < j; k++ {
		if r.d.Tokens[k].Kind != text.Word || r.taken[k] || r.is(k, given|rank|nationality) || r.post(k) {
			return false
		}
		if _, kind, ok := r.known(k, j); ok && kind != "" {
			return false
		}
	}
	return true
}

// after reads on inside a run that ends at j, from end.
func (r *reader) after(end, j int) int {
	if end < j {
		return r.rest(end, j)
	}
	return end
}

// rest reads on inside a run after a whole name.
func (r *reader) rest(end, j int) int {
	if r.d.Tokens[end].Kind == text.Word && !r.is(end, starter) {
		return r.analyse(end, j)
	}
	return end
}
