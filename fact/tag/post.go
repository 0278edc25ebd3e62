package tag

import (
	"strings"

	"github.com/onrecord/onrecord/text"
)

// Post returns what of the tokens [a,b), which stand beside a personal name,
// can name a post: without the clause before it ("a decision by President")
// and after it ("Senator, today issued a statement"). The result is empty
// where a clause leaves no post.
func (d *Document) Post(a, b int) (first, last int) {
	a = d.PostBefore(a, b)
	return a, d.PostAfter(a, b)
}

// PostBefore returns where the post starts that ends at token b, the words of
// a clause before it left out; b where there is none.
func (d *Document) PostBefore(a, b int) int {
	first, cut, post := a, false, false
	for i := a; i < b; i++ {
		t := &d.Tokens[i]
		switch {
		case d.clausal(i, b):
			first, cut, post = i+1, true, false
		case t.Norm == "by", t.Norm == "its", t.Shape == text.Lower && leads[t.Norm] && i == first,
			!post && t.Shape == text.Lower && (t.Norm == "from" || t.Norm == "to") && d.hasPost(i, b):
			first, post = i+1, false
		case t.Has(PostHead):
			post = true
		}
	}
	if cut {
		// Of a clause, only the capitalised words at its end can be a post.
		k := b
		for k > first && d.titled(k-1) {
			k--
		}
		first = k
	}
	for first < b && (d.Tokens[first].Has(Function) && d.Tokens[first].Norm != "under" && d.Tokens[first].Shape != text.Upper && !(first+1 < b && d.Tokens[first+1].Norm == "majesty") || first+1 < b && d.requests(first)) {
		first++
	}
	if cut && !d.hasPost(first, b) {
		return b
	}
	return d.pastClause(first, b)
}

// pastClause returns the token after the comma that ends the end of a clause before a post,
// which opens in small letters and holds no post: "the plan builds on the board's | support
// for crews, Ports Secretary Jane Doe"; a where there is none.
func (d *Document) pastClause(a, b int) int {
	if a >= b || d.Tokens[a].Shape != text.Lower && d.Tokens[a].Kind != text.Clitic {
		return a
	}
	for i := a; i < b; i++ {
		switch t := &d.Tokens[i]; {
		case t.Has(PostHead):
			return a
		case t.Norm == ",":
			if i > a+2 && d.hasPost(i+1, b) {
				return i + 1
			}
			return a
		}
	}
	return a
}

// PostAfter returns where the post ends that starts at token a: a clause that
// follows it is left out.
func (d *Document) PostAfter(a, b int) int {
	comma, post := a, false
	for i := a; i < b; i++ {
		t := &d.Tokens[i]
		if d.clausal(i, b) || t.Shape == text.Lower && i > a && t.Norm == "in" && i+1 < b && own[d.Tokens[i+1].Norm] {
			end := i
			if !post && !(relative[t.Norm] && comma == a) {
				end = comma // the clause has a subject: "…, its work is known"
			}
			for end > a && (d.Tokens[end-1].Kind == text.Punct && d.Tokens[end-1].Norm != ")" && d.Tokens[end-1].Norm != "." || d.Tokens[end-1].Has(Function)) {
				end--
			}
			return end
		}
		if t.Norm == "," {
			if i+2 < b && d.Tokens[i+1].Norm == "and" && d.addresses(i+2) {
				return i // "Chair of the Panel, and Rep. John Roe": another person
			}
			if i+2 < b && d.Tokens[i+1].Norm == "on" && d.Tokens[i+2].Norm == "behalf" {
				return i // "Minister of Sport, on behalf of the Minister of Boats"
			}
			comma, post = i, false
		}
		post = post || t.Has(PostHead)
	}
	return b
}

// leads are words that lead up to a post and are no part of it where nothing
// stands before them.
var leads = map[string]bool{"from": true, "to": true, "in": true, "with": true, "after": true, "under": true}

// own are words after "in" that begin no place where a post is held.
var own = map[string]bool{"a": true, "his": true, "her": true, "their": true, "its": true, "this": true, "response": true, "reaction": true, "reference": true}

var relative = map[string]bool{"who": true, "which": true, "whose": true, "that": true}

// clausal reports whether token i, before b, is a word of a clause: one that
// is listed, or a past tense with what follows a verb ("echoed by", "served
// with"). Capitalised words are names, save the sentence's first.
func (d *Document) clausal(i, b int) bool {
	t := &d.Tokens[i]
	if t.Kind != text.Word || i > 0 && t.Glued && d.Tokens[i-1].Norm == "-" || t.Shape != text.Lower && d.Sentences[t.Sentence].First != i && t.Norm != "i" {
		return false
	}
	if t.Has(Clause) || relative[t.Norm] && t.Norm != "that" {
		return !t.Has(PostHead)
	}
	return t.Shape == text.Lower && len(t.Norm) > 4 && strings.HasSuffix(t.Norm, "ed") && i+1 < b && !t.Has(PostHead) && afterVerb[d.Tokens[i+1].Norm]
}

// afterVerb are words that follow a verb in the past tense, not an adjective.
var afterVerb = map[string]bool{"the": true, "a": true, "an": true, "this": true, "his": true, "her": true, "its": true, "their": true, "in": true, "to": true, "by": true, "with": true, "on": true, "that": true}

// titled reports whether token i can stand in a post that is written with
// capitals.
func (d *Document) titled(i int) bool {
	t := &d.Tokens[i]
	switch t.Norm {
	case "of", "for", "and", "the", "-", "&", "'s", "/":
		return true
	}
	return t.Kind == text.Word && t.Shape >= text.Title && (!t.Has(Function|Clause) || t.Shape == text.Upper) || t.Norm == "."
}

// requests reports whether token i is a verb of a headline before a head of
// state or a member of an assembly: "Supporting President".
func (d *Document) requests(i int) bool {
	n := d.Tokens[i].Norm
	switch d.Tokens[i+1].Norm {
	case "president", "senator", "governor", "congressman", "congresswoman":
	default:
		return false
	}
	return (strings.HasSuffix(n, "ing") || strings.HasSuffix(n, "ed")) && !standing[n]
}

// standing are words in -ing and -ed that say how a post is held.
var standing = map[string]bool{"acting": true, "sitting": true, "outgoing": true, "incoming": true, "retired": true, "elected": true, "appointed": true, "presiding": true, "disgraced": true, "ranking": true, "founding": true, "exiled": true, "impeached": true, "re-elected": true, "deposed": true}

func (d *Document) hasPost(a, b int) bool {
	for i := a; i < b; i++ {
		if d.Tokens[i].Has(PostHead | Honorific) {
			return true
		}
	}
	return false
}

// IsSeat reports whether the token is the seat or elected office that its holder
// is called by before a full name: "Congressman Jane Doe", "Governor John Roe".
func IsSeat(t *Token) bool {
	if t.Shape < text.Title {
		return false
	}
	switch t.Norm {
	case "congressman", "congresswoman", "senator", "representative", "governor", "mayor", "sheriff", "assemblyman", "assemblywoman":
		return true
	}
	return false
}

// SeveralPosts are posts in the plural, which those named after them hold each:
// "Trial Attorneys Jane Doe and John Roe".
var SeveralPosts = MustList(files, "words/several-post.txt")

// addresses reports whether token i is a seat by which the one named after it is called.
func (d *Document) addresses(i int) bool {
	switch t := &d.Tokens[i]; t.Norm {
	case "rep", "reps", "sen", "sens", "senators", "representatives":
		return t.Shape >= text.Title
	}
	return IsSeat(&d.Tokens[i])
}
