package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// skipInsertion steps back over what stands between a subject and its verb:
// an insertion between commas ("The role, previously held by X, will") and
// brackets ("the Parks Agency (PA) will").
func (r *reader) skipInsertion(end int) int {
	if r.norm(end-1) == ")" {
		if j := r.bracket(end - 1); j > 0 {
			return r.skipInsertion(j)
		}
	}
	if end-1 <= r.s.First || r.norm(end-1) != "," && r.norm(end-1) != "–" {
		return end
	}
	mark := r.norm(end - 1)
	for j := end - 2; j > r.s.First && end-j < 30; j-- {
		if r.norm(j) == mark {
			j = r.apposed(j, mark)
			if r.norm(j-1) == ")" {
				return r.skipInsertion(j)
			}
			return j
		}
	}
	return end - 1
}

// apposed returns the mark that opens the insertion whose last part the mark at
// token j opens: "The Locks Board, a partnership of Marlow, Ash and others, will";
// j itself where that is no part of a longer one.
func (r *reader) apposed(j int, mark string) int {
	for k := j - 2; k > r.s.First && j-k < 24; k-- {
		if t := &r.d.Tokens[k]; t.Has(tag.Modal) || isFinite(t.Norm) {
			return j
		}
		if r.norm(k) != mark {
			continue
		}
		switch r.norm(k + 1) {
		case "a", "an", "including", "such":
		case "which", "comprising", "led", "chaired", "headed", "run", "offering", "produced", "held", "known", "made":
			if r.norm(k-1) == ")" || r.d.Tokens[k-1].Kind == text.Word && !r.d.Tokens[k-1].Has(tag.Function) {
				return k // "The board, led by Jane Doe, Minister for Parks, will"
			}
		default:
			continue
		}
		if n, _ := r.names.ending(k); n != nil {
			return k
		}
	}
	return j
}

// bracket returns the token that opens the bracket which token i closes, -1 where
// none does within a dozen tokens.
func (r *reader) bracket(i int) int {
	for j := i - 1; j > r.s.First && i-j < 14; j-- {
		if r.norm(j) == "(" {
			return j
		}
	}
	return -1
}

// skipLetters steps back over the letters that stand after a person's name: "Jane
// Doe TD has", "Jane Doe T.D. has".
func (r *reader) skipLetters(end int) int {
	for at := end; at > r.s.First+2; {
		if r.norm(at-1) == "." && r.norm(at-3) == "." && len(r.norm(at-2)) == 1 {
			for at > r.s.First+2 && r.norm(at-1) == "." && len(r.norm(at-2)) == 1 {
				at -= 2 // "T.D."
			}
		} else if t := &r.d.Tokens[at-1]; t.Kind == text.Word && t.Shape != text.Lower && tag.Letters.Has(t.Norm) {
			at--
		} else {
			return end
		}
		if r.norm(at-1) == "," {
			at--
		}
		if n, _ := r.names.ending(at); n != nil {
			return at
		}
	}
	return end
}

// endOfSubject returns the token after the last word of the subject of the verb at i.
func (r *reader) endOfSubject(i int) int {
	end := i
	for isAdverb(r.norm(end - 1)) {
		end--
	}
	end = r.skipInsertion(end)
	for isQuotationMark(r.norm(end - 1)) {
		end-- // a name in quotation marks
	}
	if r.norm(end-1) == "." && end-1 > r.s.First {
		if n, _ := r.names.ending(end - 1); n != nil {
			end-- // "Doe Works Inc. has"
		}
	}
	return r.skipLetters(end)
}

// actsBy reports whether the name of a body or a person ends before token i.
func (r *reader) actsBy(i int) bool {
	n, _ := r.names.ending(i)
	return n != nil && (n.Kind == onrecord.NameBody || n.Kind == onrecord.NamePerson)
}

// beforeTitle steps back over the title of a person that ends with token i: "and Rev.
// Jane Doe".
func (r *reader) beforeTitle(i int) int {
	at := i
	if r.norm(at) == "." {
		at--
	}
	switch r.norm(at) {
	case "rev", "reverend", "dr", "mr", "mrs", "ms", "sir", "dame", "sen", "rep", "senator", "representative":
		return at - 1
	}
	return i
}
