package name

import (
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

const (
	// fewestTestimonies is how many paragraphs give somebody's words after a given name alone, at least: one may be
	// anything.
	fewestTestimonies = 2
	// longestWitness is how many tokens stand before the colon at most: "Mara, a nurse from Skerrow:".
	longestWitness = 12
	// longestWitnessName is how many words the name before the colon has at most.
	longestWitnessName = 3
)

// testimonies reads the names of those whose words are given in turn, in quotation marks after a name and a colon: "Mara: “…”".
func (r *reader) testimonies() {
	var first []int
	for b := range r.d.Blocks {
		if i := r.d.Blocks[b].First; r.witness(r.d.Blocks[b]) > i {
			first = append(first, b)
		}
	}
	if len(first) < fewestTestimonies {
		return
	}
	for _, b := range first {
		i := r.d.Blocks[b].First
		if end := r.witness(r.d.Blocks[b]); !r.taken[i] && !r.taken[end-1] {
			r.addPerson(i, end)
		}
	}
}

// witness returns the end of the name that a block opens with, where nothing but what may tell of the person stands between it
// and a colon with quotation marks after it, which the block ends with; else the block's first token.
func (r *reader) witness(b tag.Block) int {
	t, end := r.d.Tokens, b.First
	for end < b.Last && end < b.First+longestWitnessName && t[end].Kind == text.Word && t[end].Shape == text.Title && r.calls(end) {
		end++
	}
	if end == b.First || end >= b.Last {
		return b.First
	}
	switch t[end].Norm {
	case ":", ",", "(", "from", "of", "in":
	default:
		return b.First
	}
	for i := end; i < min(b.Last-2, b.First+longestWitness); i++ {
		switch {
		case t[i].Norm == ":":
			if opensSpeech(t[i+1].Norm) && closesSpeech(t[b.Last-1].Norm) {
				return end
			}
			return b.First
		case t[i].Norm == "." || t[i].Has(tag.CueVerb|tag.Modal):
			return b.First
		}
	}
	return b.First
}

// label are words that stand before a colon and words in quotation marks and name nobody: "Question", "Slogan".
var label = list("label")

// calls reports whether the word at i may be somebody's name, as far as is known.
func (r *reader) calls(i int) bool {
	return !label.Has(r.d.Tokens[i].Norm) && (r.blank(i) || r.is(i, given|givenWeak)) && !r.post(i) && !r.is(i, nationality|starter|rank|notPerson) && r.word(i).head == "" && !r.d.Tokens[i].Has(tag.Month|tag.Weekday|tag.Function)
}

func opensSpeech(mark string) bool  { return mark == "\"" || mark == "“" || mark == "«" }
func closesSpeech(mark string) bool { return mark == "\"" || mark == "”" || mark == "»" }
