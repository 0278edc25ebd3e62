package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// isLine reports whether block b, whose words are nearly all capitalised, is a line
// of a list or of an address and no headline: its capitals then tell as much as in
// running text. "Congresswoman Xola Brenneth (D-VA-10), and", "Lance Cpl. Tom Dunstan,
// 20, of Ryton, California", "Ryton High School".
func (r *reader) isLine(b int) bool {
	blk := r.d.Blocks[b]
	first := r.afterLabel(blk)
	if first >= blk.Last || r.saysSomething(blk) {
		return false
	}
	if r.called(first, blk.Last) {
		return true
	}
	if b < 2 && blk.Kind != onrecord.BlockListItem {
		return false // a headline told again
	}
	if r.opensWithSum(first, blk.Last) {
		return true
	}
	return r.endsAsAddress(first, blk.Last) || r.namedWhole(first, blk.Last)
}

// afterLabel returns the first token after a label such as "Location:" that opens
// the block.
func (r *reader) afterLabel(b tag.Block) int {
	for k := b.First + 1; k < b.Last && k < b.First+4; k++ {
		if r.d.Tokens[k].Norm == ":" {
			return k + 1
		}
	}
	return b.First
}

// opensWithSum reports whether [i,j) opens with a sum of money and who gets it, as lines of
// a list of grants do: "$2,750,000 to the Ryton Harbour College in Hurn".
func (r *reader) opensWithSum(i, j int) bool {
	t := r.d.Tokens
	if i+3 >= j || t[i].Kind != text.Symbol && t[i].Norm != "$" && t[i].Norm != "£" && t[i].Norm != "€" || t[i+1].Kind != text.Number {
		return false
	}
	k := i + 2
	if n := t[k].Norm; n == "million" || n == "billion" {
		k++
	}
	return k < j && (t[k].Norm == "to" || t[k].Norm == "for") && t[k].Shape == text.Lower
}

// saysSomething reports whether the block has a verb of telling or of doing, as a
// headline has.
func (r *reader) saysSomething(b tag.Block) bool {
	for k := b.First; k < b.Last; k++ {
		t := &r.d.Tokens[k]
		if t.Norm == "?" || t.Norm == "!" || t.Kind == text.Word && (t.Has(tag.CueVerb|tag.Modal) || copulas[t.Norm] || r.is(k, deed) && k > b.First) {
			return true
		}
	}
	return false
}

// called reports whether [i,j) opens with the seat or the rank of somebody whose
// name follows, and after the name with a bracket, a comma or nothing.
func (r *reader) called(i, j int) bool {
	t := r.d.Tokens
	if !r.capital(i) || !r.is(i, rank) && !tag.IsSeat(&t[i]) && !r.honorific(i) {
		return false
	}
	end := r.run(i)
	if end >= j {
		return end == j && end-i >= 3 && r.personSuffix(i, end) >= 0
	}
	return (t[end].Norm == "(" || t[end].Norm == ",") && end-i >= 2 && end-i <= 8 && r.personSuffix(i, end) >= 0
}

// endsAsAddress reports whether [i,j) ends as an address does, or as where somebody is
// from: in a comma and a state, with or without its number for the post.
func (r *reader) endsAsAddress(i, j int) bool {
	t, k := r.d.Tokens, j-1
	long := 0
	for m := i; m < j; m++ {
		if long++; t[m].Kind == text.Punct && t[m].Norm != "." && t[m].Norm != "-" || t[m].Norm == "of" {
			long = 0
		}
		if long > 7 || m == i && t[m].Shape == text.Upper {
			return false // several lines in one
		}
	}
	if k > i && t[k].Norm == "and" {
		k--
	}
	if t[k].Kind == text.Number && t[k].End-t[k].Start == 5 {
		k--
	}
	for n := 0; n < 3 && k-n > i+1; n++ {
		if t[k-n-1].Norm != "," {
			continue
		}
		if r.is(k-n, state) {
			return true
		}
		end, kind, ok := r.known(k-n, k+1)
		return ok && end == k+1 && kind == onrecord.NamePlace
	}
	return false
}

// namedWhole reports whether the capitalised words of [i,j) are one run that ends in
// the head of a body or a place, with nothing after it but a comma or "and".
func (r *reader) namedWhole(i, j int) bool {
	t := r.d.Tokens
	for j > i && (t[j-1].Norm == "and" || t[j-1].Norm == "," || t[j-1].Norm == ";") {
		j--
	}
	if i < j && t[i].Norm == "the" {
		i++
	}
	if i >= j || !r.capital(i) || r.is(i, starter) || r.run(i) != j || j-i < 2 || j-i > 8 {
		return false
	}
	for k := i; k < j; k++ {
		if t[k].Shape == text.Upper && t[k].End-t[k].Start > 5 || r.plural(k) && k == i {
			return false
		}
	}
	kind := r.word(j - 1).head
	return (kind == onrecord.NameBody || kind == onrecord.NamePlace) && !r.plural(j-1)
}

// withBody returns where a person's name ends that opens the block, where a comma and
// the name of a body are all the rest of it: "Xola Brenneth, Ryton High School"; 0
// where the block is no such line.
func (r *reader) withBody(b tag.Block) int {
	t := r.d.Tokens
	if b.Last-b.First < 5 || b.Last-b.First > 16 || !r.capital(b.First) || r.is(b.First, starter) {
		return 0
	}
	end := r.run(b.First)
	c := candidate{first: b.First, last: end}
	if n := end - b.First; n < 2 || n > 4 || end+2 >= b.Last || t[end].Norm != "," || !r.namesPerson(&c) {
		return 0
	}
	first := end + 1
	if t[first].Norm == "the" {
		first++
	}
	if first >= b.Last || !r.capital(first) {
		return 0
	}
	j := r.run(first)
	if j-first < 2 || r.word(r.headIndex(first, j)).head != onrecord.NameBody && r.word(first+1).head != onrecord.NameBody || r.extend(first, j, onrecord.NameBody) != b.Last {
		return 0
	}
	return end
}

// label reports whether the word at i names nothing: "WHO:" before what a notice
// tells, "PM" after the hour, "MOD" after a picture.
func (r *reader) label(i int) bool {
	t := r.d.Tokens
	if t[i].Kind != text.Word || t[i].Shape != text.Upper {
		return false
	}
	switch t[i].Norm {
	case "mod":
		return i > 1 && t[i-1].Norm == "/" && t[i-2].Norm == "copyright" // whose picture it is
	case "am", "pm":
		return i > 0 && t[i-1].Kind == text.Number
	case "who":
		return i+1 < len(t) && t[i+1].Norm == ":" && r.opens(i)
	}
	return false
}
