package link

import (
	"strings"
	"sync"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// NameID returns the id that a named thing has in every release that names
// it: made from its kind and its folded words. Two forms of one name share an
// id where they differ only in case, apostrophes, hyphens, a leading article
// or, for people, a title before or letters after the name.
//
// Two people of one name cannot be told apart by it; pages say so by listing
// the posts under which the name was seen.
func NameID(kind onrecord.NameKind, words string) string {
	return onrecord.StableID("name", string(kind), fold(kind, words))
}

// usualWords is how many words most names have at most.
const usualWords = 12

// spareTokens is memory for the tokens of a name: names are folded again and again.
var spareTokens = sync.Pool{New: func() any { return new([]text.Token) }}

func fold(kind onrecord.NameKind, words string) string {
	var list [usualWords]string
	parts := list[:0]
	tokens := spareTokens.Get().(*[]text.Token)
	*tokens = text.AppendTokens((*tokens)[:0], words)
	for _, t := range *tokens {
		if t.Kind == text.Word || t.Kind == text.Number {
			parts = append(parts, t.Norm)
		}
	}
	spareTokens.Put(tokens)
	if len(parts) > 1 && parts[0] == "the" {
		parts = parts[1:]
	}
	if kind == onrecord.NamePerson {
		parts = bare(parts)
	}
	return strings.Join(parts, " ")
}

// bare drops titles and ranks before a personal name and letters after it, as long as
// two words are left: "Lord Walney" stays as it is.
func bare(parts []string) []string {
	for len(parts) > 2 && (before[parts[0]] || isRank(parts[0])) {
		parts = parts[1:]
	}
	for len(parts) > 2 && after[parts[len(parts)-1]] {
		parts = parts[:len(parts)-1]
	}
	return parts
}

// isRank reports whether a word before others of a personal name is of a rank of
// armed forces, and no given name.
func isRank(word string) bool {
	value, is := tag.Ranks.Lookup(word)
	return is && value != "given"
}

var before = set("mr mrs ms miss mx dr prof professor sir dame rt hon lord lady baroness baron rev reverend senator sen representative rep congressman congresswoman")

var after = set("mp mps kc qc obe mbe cbe kbe dbe msp ms td mla phd jr sr frs")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
