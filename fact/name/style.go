package name

import (
	"github.com/onrecord/onrecord/text"
)

// seatStart returns where the seat starts whose last word is at i: at the
// country or "State" before it.
func (r *reader) seatStart(i int) int {
	if i < 1 {
		return i
	}
	switch r.d.Tokens[i].Norm {
	case "senator", "representative", "congressman", "congresswoman", "senators", "representatives":
	default:
		return i
	}
	t := r.d.Tokens
	switch p := &t[i-1]; {
	case r.taken[i-1]:
	case p.Norm == "state" && p.Shape == text.Title, p.Norm == "us" && p.Shape == text.Upper:
		return i - 1
	case p.Norm == "." && i > 3 && t[i-2].Norm == "s" && t[i-3].Norm == "." && t[i-4].Norm == "u":
		return i - 4
	}
	return i
}

// highness returns where a royal person's style starts that ends at p: at "HRH"
// and a capitalised article.
func (r *reader) highness(p int) int {
	t := r.d.Tokens
	if p > 0 && t[p-1].Norm == "the" && t[p-1].Shape == text.Title && !r.taken[p-1] && !r.opens(p-1) {
		p--
	}
	if p > 0 && t[p-1].Norm == "hrh" && !r.taken[p-1] {
		p--
	}
	return p
}

// regional reports whether the office at i is named by its region or kind, and
// so is longer than the one word: "Ryton Governor", "Deputy Sheriff".
func (r *reader) regional(i int) bool {
	switch r.d.Tokens[i].Norm {
	case "governor", "sheriff":
		return i > 0 && r.d.Tokens[i-1].Sentence == r.d.Tokens[i].Sentence && (r.capital(i-1) || r.d.Tokens[i-1].Norm == "-")
	}
	return false
}

// territory returns the end of a peer's full style, "Lord Hartwell of
// Eastmere"; 0 where there is none.
func (r *reader) territory(first, end, j int) int {
	switch r.d.Tokens[first].Norm {
	case "lord", "lady", "baroness", "baron", "viscount", "earl":
	default:
		return 0
	}
	if end != j || end+1 >= r.sentenceEnd(first) || r.d.Tokens[end].Norm != "of" || !r.capital(end+1) || r.taken[end+1] {
		return 0
	}
	return r.plain(end + 1)
}

// crowned reports whether a title at i belongs to how its bearer is called.
func (r *reader) crowned(i int) bool {
	switch r.d.Tokens[i].Norm {
	case "queen", "king", "prince", "princess", "emperor", "sultan", "emir", "sheikh":
		return r.d.Tokens[i].Shape == text.Title
	}
	return false
}

// royalTitle reports whether a title of a royal house stands at i.
func (r *reader) royalTitle(i int) bool {
	switch r.d.Tokens[i].Norm {
	case "queen", "king", "prince", "princess", "duke", "duchess", "earl":
		return true
	}
	return false
}
