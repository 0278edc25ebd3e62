package text

import (
	"embed"
	"strings"

	"github.com/onrecord/onrecord/internal/wordset"
)

//go:embed words/*.txt
var files embed.FS

// The words by which it is told where a space was lost. Each list says in its file
// what it holds.
var (
	gluedBefore = words("before-capital")
	gluedAfter  = words("after-name")
	gluedClause = words("after-head")
	gluedHeads  = words("head")
	gluedOpen   = words("opener")
	gluedOwned  = words("owned")
	gluedPlaces = words("place")
)

// words reads a list of this package.
func words(name string) map[string]bool { return wordset.Must(files, "words/"+name+".txt") }

// unglue returns where a word is to be cut that a lost space made of two, 0
// where it is one: collections of flattened pages are full of links that lost
// the space before or after them. A small word of grammar, or "said", before a capital is
// cut off ("atHarbour"), and so is an acronym before a capitalised word
// ("NCAConsultant").
func unglue(w string) int {
	if len(w) < 4 || !isASCIILetter(w[0]) {
		return 0
	}
	i := 0
	for i < len(w) && 'a' <= w[i] && w[i] <= 'z' {
		i++
	}
	if i == 1 && w[0] == 'a' && len(w) > 5 && 'A' <= w[1] && w[1] <= 'Z' {
		return 1 // "aNCAtest", "aHarbour"
	}
	if i > 1 && i+1 < len(w) && 'A' <= w[i] && w[i] <= 'Z' {
		if gluedBefore[w[:i]] && (i+2 < len(w) || w[:i] == "said") {
			return i // "saidMr", "theHarbour"
		}
		if i >= 3 && 'A' <= w[i+1] && w[i+1] <= 'Z' {
			return i // "likeNCA", "replacingNCAwith"
		}
		if i >= 4 && i+3 < len(w) && 'a' <= w[i+1] && w[i+1] <= 'z' && 'a' <= w[i+2] && w[i+2] <= 'z' {
			return i // "coverHurricane"
		}
		return 0
	}
	for i < len(w) && 'A' <= w[i] && w[i] <= 'Z' {
		i++
	}
	lower := i
	for lower < len(w) && 'a' <= w[lower] && w[lower] <= 'z' {
		lower++
	}
	switch {
	case i == 1 && lower < len(w) && 'A' <= w[lower] && w[lower] <= 'Z':
		return unglueTitle(w, lower)
	case i >= 2 && lower == len(w) && (gluedAfter[w[i:]] || gluedOwned[w[i:]]):
		return i // "NCAwill", "NCAwebsite"
	case i >= 4 && i < len(w) && lower == len(w) && lower-i >= 4:
		return i - 1
	case i == 3 && lower == len(w) && lower-i >= 4 && (w[:2] == "MP" || w[:2] == "KC" || w[:2] == "QC"):
		return 2 // "MPMinister"
	case i == 1 && lower == len(w):
		return unglueHead(w)
	}
	return 0
}

// unglueHead returns where a small word is glued to the head of a name, as in
// "Fundwill" and "Universitybefore"; 0 where the word is one.
func unglueHead(w string) int {
	switch w[len(w)-3:] {
	case "ere", "ced", "aid", "and", "are", "ave", "can", "for", "has", "hat", "ich", "ill", "ith", "ore", "rom", "ter", "the", "uld", "was":
	default:
		return unglueShort(w) // what nearly every word is
	}
	head := 0
	for n := 3; n <= 9 && n+3 <= len(w); n++ {
		if gluedClause[w[len(w)-n:]] {
			head = len(w) - n
		}
	}
	if strings.HasSuffix(w, "said") && len(w) > 8 && w != "Aforesaid" {
		return len(w) - len("said") // "Orchardsaid"
	}
	if head > 0 && (gluedHeads[w[:head]] || gluedPlaces[w[:head]]) {
		return head
	}
	return 0
}

// unglueShort returns where a small word of two letters is glued to the head of a
// name: "Agencyof"; 0 where the word is one.
func unglueShort(w string) int {
	if len(w) < 8 {
		return 0
	}
	switch w[len(w)-2:] {
	case "of", "to", "in", "is", "at", "by":
		head := len(w) - 2
		if gluedHeads[w[:head]] || gluedPlaces[w[:head]] && w[head:] != "is" { // "Israelis" are people
			return head
		}
	}
	return 0
}

// unglueTitle returns i, where a capital follows lower-case letters, if what
// stands before it opens a name or a post, or ends one ("TheHarbour", "MinisterAda",
// "TransportAda"), or what follows it are letters after a name ("OrchardMP"); 0 where
// neither does.
func unglueTitle(w string, i int) int {
	if (gluedOpen[w[:i]] || gluedPlaces[w[:i]]) && (i+2 < len(w) && (i > 2 || 'a' <= w[i+1] && w[i+1] <= 'z') || i > 2 && i+2 == len(w) && 'a' <= w[i+1] && w[i+1] <= 'z') {
		return i
	}
	for ; i < len(w); i++ {
		if w[i] < 'A' || w[i] > 'Z' || w[i-1] < 'a' {
			continue
		}
		for _, letters := range [...]string{"MPs", "MP", "MSP", "MS", "QC", "KC", "CBE", "OBE", "MBE"} {
			if rest, ok := strings.CutPrefix(w[i:], letters); ok && (rest == "" || gluedAfter[rest]) {
				return i
			}
		}
	}
	return 0
}
