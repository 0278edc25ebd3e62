package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// quoted returns the end and the kind of a title in quotation marks that open
// at i, where the noun before says what it names: "the consultation ‘Safer
// Harbours’"; 0 and "" where there is none.
func (r *reader) quoted(i, limit int) (int, onrecord.NameKind) {
	t := r.d.Tokens
	closing := ""
	switch t[i].Norm {
	case "‘":
		closing = "’"
	case "“":
		closing = "”"
	case "\"":
		closing = "\""
	default:
		return 0, ""
	}
	if end, kind := r.quotedNoun(i, limit, closing); kind != "" {
		return end, kind
	}
	p, titled := i-1, false
	for p > 0 && (t[p].Norm == "," || t[p].Norm == "called" || t[p].Norm == "entitled" || t[p].Norm == "titled" || t[p].Norm == "named") {
		titled = titled || t[p].Norm == "entitled" || t[p].Norm == "titled"
		p--
	}
	if p < 0 || i+2 >= limit || t[p].Sentence != t[i].Sentence || t[p].Kind != text.Word || !r.capital(i+1) {
		return 0, ""
	}
	kind := r.word(p).head
	switch {
	case t[p].Norm == "consultation" || works.Has(t[p].Norm):
		kind = onrecord.NameDocument
	case titled && kind != onrecord.NameScheme && kind != onrecord.NameSystem && kind != onrecord.NameEvent:
		kind = onrecord.NameDocument
	}
	switch kind {
	case onrecord.NameEvent:
		if !titled {
			return 0, ""
		}
	case onrecord.NameDocument, onrecord.NameScheme, onrecord.NameSystem:
	default:
		return 0, ""
	}
	capitals, words := 0, 0
	for k := i + 1; k < limit && k < i+16; k++ {
		switch {
		case t[k].Norm == closing:
			if words < 1 || capitals*2 < words || t[k-1].Norm == "." || t[k-1].Norm == "," {
				return 0, ""
			}
			return k, kind
		case r.taken[k]:
			return 0, ""
		case t[k].Kind == text.Word && !t[k].Has(tag.Function):
			words++
			if t[k].Shape >= text.Title {
				capitals++
			}
		}
	}
	return 0, ""
}

// works are nouns for what authors, artists and makers of films give a title to.
var works = list("work")

// quotedNoun returns the end and the kind of a short title in quotation marks
// that open at i, where the noun after tells what it names: "the ‘Fair Winds’
// initiative"; 0 and "" where there is none.
func (r *reader) quotedNoun(i, limit int, closing string) (int, onrecord.NameKind) {
	t := r.d.Tokens
	if i == 0 || i+1 >= limit || !r.capital(i+1) || t[i-1].Kind == text.Punct && t[i-1].Norm != "," {
		return 0, ""
	}
	for k := i + 1; k+1 < limit && k < i+7; k++ {
		if t[k].Norm != closing {
			if r.taken[k] || t[k].Kind == text.Punct && t[k].Norm != "-" && t[k].Norm != "!" {
				return 0, ""
			}
			continue
		}
		if n := &t[k+1]; k > i+1 && !n.Glued && n.Shape == text.Lower && r.word(k+1).keeps {
			return k, r.word(k + 1).after
		}
		return 0, ""
	}
	return 0, ""
}
