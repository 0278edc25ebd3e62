package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// rankStart returns the token from which a rank of armed forces belongs to the
// name that starts at token i; i where none does. Where a sentence names police or
// firefighters, ranks are theirs, and belong to the post.
func (r *reader) rankStart(i int) int {
	first := r.d.RankBefore(i)
	if n := len(r.found); first == i && n > 0 && r.found[n-1].kind == onrecord.NameRole {
		first = r.d.RankAfterPost(r.found[n-1].last, i)
	}
	for first < i && r.taken[first] {
		first++ // "Chief of the Harbour Staff General"
	}
	if first == i || r.namesCivil(int(r.d.Tokens[i].Sentence)) {
		return i
	}
	return first
}

// namesCivil reports whether a sentence names police or firefighters. It keeps the answer, as
// a sentence may hold a rank before every other word.
func (r *reader) namesCivil(sentence int) bool {
	if r.civil.known && r.civil.sentence == sentence {
		return r.civil.is
	}
	r.civil.known, r.civil.sentence, r.civil.is = true, sentence, false
	s := r.d.Sentences[sentence]
	for k := s.First; k < s.Last && !r.civil.is; k++ {
		r.civil.is = civilRanks.Has(r.d.Tokens[k].Norm)
	}
	return r.civil.is
}

// gradedRank reports whether the number at i is the grade of a rank: "WO2".
func (r *reader) gradedRank(i int) bool {
	t := r.d.Tokens
	return i > 0 && t[i].Kind == text.Number && t[i].Glued && t[i-1].Shape == text.Upper && isRank(t[i-1].Norm)
}

// civilRanks are words for those whose ranks are no part of how they are named.
var civilRanks = list("civil-rank")

// bareName returns a person's name without the rank that belongs to it; "" where
// there is none or fewer than two words are left.
func (r *reader) bareName(e *entity) string {
	if e.kind != onrecord.NamePerson {
		return ""
	}
	first, last := r.tokensOf(e.main)
	k := first
	for k+1 < last && (isRank(r.d.Tokens[k].Norm) || k > first && (r.d.Tokens[k].Norm == "." || r.gradedRank(k))) {
		k++
	}
	if k == first || last-k < 2 {
		return ""
	}
	return r.d.Words(k, last)
}

// isRank reports whether the word is of a rank of armed forces, and no given name.
func isRank(norm string) bool {
	value, is := tag.Ranks.Lookup(norm)
	return is && value != "given"
}
