package tag

import "github.com/onrecord/onrecord/text"

// Asks are words by which money is asked for, refused or only possible.
var Asks = MustList(files, "words/asking.txt")

// Ranks are the words of ranks of armed forces, which belong to how their
// bearer is called: "Brigadier Jane Doe". The value "after" marks words that are
// one only after another rank's, "before" those that are one only before it, "given"
// those that are given names as well.
var Ranks = MustList(files, "words/military-rank.txt")

// longestRank is how many tokens a rank may have: "Rear Adm.".
const longestRank = 5

// RankBefore returns the token from which a rank of armed forces stands before
// the name that starts at token i; i where none does.
func (d *Document) RankBefore(i int) int {
	t := d.Tokens
	first := d.ranksBefore(i)
	if first > 0 && first < i && t[first-1].Kind == text.Word && t[first-1].Shape > text.Lower && (t[first-1].Has(PostHead) || i-first == 1 && !t[first-1].Has(Function)) {
		return i // "Attorney General Doe", "Police Sergeant Doe"
	}
	return first
}

// ranksBefore returns the token from which only words of one rank stand before
// token i; i where none do.
func (d *Document) ranksBefore(i int) int {
	t, first := d.Tokens, i
	for k := i - 1; k >= 0 && i-k <= longestRank && t[k].Block == t[i].Block; k-- {
		if t[k].Norm == "." && t[k].Glued || t[k].Kind == text.Number && t[k].Glued && k > 0 && t[k-1].Shape == text.Upper {
			continue // "Cdr.", "WO2"
		}
		if value, is := Ranks.Lookup(t[k].Norm); !is || t[k].Shape == text.Lower || first == i && value == "before" {
			break
		}
		first = k
	}
	for first < i {
		if value, is := Ranks.Lookup(t[first].Norm); is && value != "after" {
			break
		}
		first++ // "Leader Jane Doe"
	}
	return first
}

// RankAfterPost returns the token from which a rank of armed forces stands
// between the post that ends at token end and the name that starts at i: "Chief of
// the Harbour Staff, General Jane Doe"; i where other words stand there, or none.
func (d *Document) RankAfterPost(end, i int) int {
	first := d.ranksBefore(i)
	for k := end; k < first; k++ {
		if d.Tokens[k].Norm != "," {
			return i
		}
	}
	if first < end {
		return i
	}
	return first
}
