package name

import (
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// leaders and parties are described in their files.
var leaders, parties = list("leader"), list("party")

// party reports whether the word at i is a party, which acts, owns or stands after "the".
func (r *reader) party(i int) bool {
	t := r.d.Tokens
	after, ok := parties.Lookup(t[i].Norm)
	if !ok || t[i].Shape != text.Title || i+1 >= len(t) || t[i+1].Sentence != t[i].Sentence {
		return false
	}
	if after == "the" {
		return i > 0 && t[i-1].Norm == "the" && !r.attributive(i+1)
	}
	n := &t[i+1]
	return n.Kind == text.Clitic || n.Kind == text.Word && n.Shape == text.Lower && (n.Has(tag.Modal|tag.CueVerb) || copulas[n.Norm] || r.acts(i+1))
}
