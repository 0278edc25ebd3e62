package relation

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// mention is one place where a name stands: tokens [first, last).
type mention struct{ first, last, name int }

// mentionsOf returns all mentions in order of first token, the longer first.
func mentionsOf(d *tag.Document, names []onrecord.Name) []mention {
	n := 0
	for i := range names {
		n += len(names[i].Spans)
	}
	out := make([]mention, 0, n)
	for i := range names {
		near := 0
		for _, s := range names[i].Spans {
			if s.Start < 0 || s.End <= s.Start || s.End > len(d.Text) {
				continue
			}
			near = tokenFrom(d, near, s.Start)
			first, last := near, tokenFrom(d, near, s.End-1)+1
			if last <= len(d.Tokens) && first < last {
				out = append(out, mention{first, last, i})
			}
		}
	}
	slices.SortFunc(out, func(a, b mention) int {
		if a.first != b.first {
			return a.first - b.first
		}
		if a.last != b.last {
			return b.last - a.last
		}
		return a.name - b.name
	})
	return out
}

// outermost returns the mentions that lie inside no other. A seat before its
// holder's name is left out: it parts no list, "Senator Doe and Senator Roe".
func outermost(d *tag.Document, all []mention) []mention {
	out := make([]mention, 0, len(all))
	end := 0
	for i, m := range all {
		if m.first >= end {
			if n := len(out); n > 0 && out[n-1].name == m.name && m.first > 0 && m.first-end < 3 && d.Tokens[m.first-1].Norm == "(" && (m.first == end+1 || d.Tokens[end].Kind == text.Clitic) && m.last < len(d.Tokens) && d.Tokens[m.last].Norm == ")" {
				continue // "the Rivers Agency (RA)", "the Rivers Agency’s (RA) boats": one mention
			}
			if i+1 < len(all) && all[i+1].first == m.last && m.last == m.first+1 && tag.IsSeat(&d.Tokens[m.first]) {
				continue
			}
			out = append(out, m)
			end = m.last
		}
	}
	return out
}

// norm is the token's Norm, "" outside the sentence at hand.
func (r *reader) norm(i int) string {
	if i < r.sentence.First || i >= r.sentence.Last {
		return ""
	}
	return r.d.Tokens[i].Norm
}

// afterName steps over what stands between a personal name and its clause:
// letters after the name ("KC", "OBE") and brackets ("(D-CA)", "(NCA)").
func (r *reader) afterName(i, end int) int {
	for i < end {
		t := r.d.Tokens[i]
		switch {
		case t.Norm == "(":
			j := i
			for j < end && r.d.Tokens[j].Norm != ")" {
				j++
			}
			if j == end {
				return i
			}
			i = j + 1
		case t.Kind == text.Word && t.Shape == text.Upper && t.Norm != "i":
			i++
		case t.Norm == "mp" || t.Norm == "qpm" || t.Norm == "phd", r.closesQuote(i):
			i++
		case t.Norm == "," && i+2 < end && r.d.Tokens[i+1].Kind == text.Number && r.norm(i+2) == ",": // an age
			i += 2
		case t.Norm == "." && t.Glued && i > 0 && (r.norm(i-1) == "jr" || r.norm(i-1) == "sr"):
			i++
		case t.Norm == "," && r.partyAfter(i+1, end) > 0: // "John Roe, D-Ariz.,"
			i = r.partyAfter(i+1, end)
		case t.Norm == "," && r.norm(i+1) == "ph" && r.norm(i+3) == "d" && i+4 < end: // "Jane Doe, Ph.D."
			if i += 4; r.norm(i) == "." {
				i++
			}
		case t.Norm == "," && i+1 < end && r.lettersAfter(i+1):
			i += 2
			if r.norm(i) == "." && i < end {
				i++
			}
		default:
			return i
		}
	}
	return i
}

// closeLetters steps over the comma at token i that closes letters after a name: "Jane Doe,
// CBE, has been".
func (r *reader) closeLetters(i int) int {
	if r.norm(i) == "," && r.norm(i-2) == "," && r.lettersAfter(i-1) {
		return i + 1
	}
	return i
}

// partyAfter returns the end of a party and a state at token i, "D-Ariz."; 0
// where none stands there.
func (r *reader) partyAfter(i, end int) int {
	switch r.norm(i) {
	case "d", "r", "i":
	default:
		return 0
	}
	if i+2 >= end || r.norm(i+1) != "-" || r.d.Tokens[i+2].Shape < text.Title {
		return 0
	}
	i += 3
	for i < end && r.d.Tokens[i].Glued && r.norm(i) == "." {
		i++
	}
	return i
}

// lettersAfter reports whether token i is what follows a name and a comma:
// "Jane Doe, CBE,", "John Roe, Jr.".
func (r *reader) lettersAfter(i int) bool {
	t := r.d.Tokens[i]
	switch t.Norm {
	case "jr", "sr", "ii", "iii", "iv", "esq":
		return true
	}
	return t.Shape == text.Upper && tag.Letters.Has(t.Norm)
}

// closesQuote reports whether token i closes the marks that a name stands in:
// "the ‘Open Rivers Programme’". A bare apostrophe does so only after an opening mark.
func (r *reader) closesQuote(i int) bool {
	switch r.norm(i) {
	case "”", "\"":
		return true
	case "'", "’":
		for j := i - 1; j >= r.sentence.First && i-j < 14; j-- {
			switch r.norm(j) {
			case "‘":
				return true
			case "'", "’":
				return false
			}
		}
	}
	return false
}

// afterRank steps over the rank that stands in front of a name: "Group Captain".
func (r *reader) afterRank(i, end int) int {
	i = r.beforeName(i, end)
	if n := r.norm(i); (n == "deputy" || n == "assistant") && i+1 < end && r.d.Tokens[i].Shape >= text.Title && ranks.Has(r.norm(i+1)) {
		i++ // "Deputy Chief Constable Jane Doe"
	}
	for i < end && (r.norm(i) == "." || r.d.Tokens[i].Shape >= text.Title && ranks.Has(r.norm(i))) {
		i++
	}
	return r.beforeName(i, end)
}

// afterBrackets steps over brackets at token i: "(SASC)".
func (r *reader) afterBrackets(i int) int {
	if r.norm(i) != "(" {
		return i
	}
	for j := i + 1; j < r.sentence.Last && j-i < 12; j++ {
		if r.norm(j) == ")" {
			return j + 1
		}
	}
	return i
}

// beforeName steps over the article and the titles in front of a name: "the",
// "Rt Hon", "Rep.", "Sens.".
func (r *reader) beforeName(i, end int) int {
	for i < end {
		t := r.d.Tokens[i]
		switch t.Norm {
		case "u", "us":
			if m, ok := r.mentionAt(i); ok && r.kind(m) != onrecord.NameRole {
				return i // "the U.S. Department of Parks"
			}
		case "the", "a", "an", "both", "our", "its", "their", ".", "‘", "“", "\"", "rt", "right", "hon", "honourable", "honorable", "s",
			"rep", "reps", "sen", "sens", "representative", "representatives", "senator", "senators", "congressman", "congresswoman", "congressmen", "congresswomen", "delegate", "delegates", "cllr", "councillor":
		case "deputy": // a member of the Dáil: "the Minister, Deputy Jane Doe"
			if t.Shape != text.Title || r.norm(i-1) != "," || i+1 >= r.sentence.Last || r.d.Tokens[i+1].Shape < text.Title || r.d.Tokens[i+1].Has(tag.PostHead) {
				return i
			}
		case "h", "e", "his", "her": // "H.E.", "Her Excellency"
			if n := r.norm(i + 1); n != "excellency" && (n != "." || t.End-t.Start > 1) {
				return i
			}
		default:
			if !t.Has(tag.Honorific) {
				return i
			}
		}
		i++
	}
	return i
}

// joined reports whether nothing but a comma, "and" or the like stands
// between the two mentions: they are members of one list.
func (r *reader) joined(a, b mention) bool {
	i := r.afterName(a.last, b.first)
	connected := false
	for i < b.first {
		switch r.d.Tokens[i].Norm {
		case ",", "and", "&":
			connected = true
			i++
		case "along", "together":
			if r.norm(i+1) != "with" {
				return false
			}
			connected = true
			i += 2
		default:
			j := r.beforeName(i, b.first)
			if j == i {
				return false
			}
			i = j
		}
	}
	return connected
}

// list returns outer[from:to], the longest list that reaches from mention k in
// the given direction over names of kinds in set.
func (r *reader) list(k, direction int, set kinds) (from, to int) {
	from, to = k, k+1
	if direction > 0 {
		for to < r.hi && set.has(r.kind(r.outer[to])) && r.joined(r.outer[to-1], r.outer[to]) {
			to++
		}
		return from, to
	}
	for from > r.lo && set.has(r.kind(r.outer[from-1])) && r.joined(r.outer[from-1], r.outer[from]) {
		from--
	}
	return from, to
}

// subjects returns the first mention of the list that ends at mention k and is the
// subject of what follows: after a comma alone, "the trial of John Roe, Jane Doe
// serves on", there is none but k.
func (r *reader) subjects(k int, set kinds) int {
	from, _ := r.list(k, -1, set)
	if from == k {
		return k
	}
	for i := r.outer[k-1].last; i < r.outer[k].first; i++ {
		switch r.norm(i) {
		case "and", "&", "along", "together":
			return from
		}
	}
	return k
}

// withPost returns the mention of the person whom "and" joins to the one at mention k, who is
// named with a post: "Ports Minister Jane Doe and Parks Minister John Roe launched"; k where
// there is none.
func (r *reader) withPost(k int) int {
	if k-2 < r.lo || r.kind(r.outer[k-2]) != onrecord.NamePerson || r.kind(r.outer[k-1]) != onrecord.NameRole {
		return k
	}
	post := r.outer[k-1]
	i := r.afterName(r.outer[k-2].last, post.first)
	if r.norm(i) != "and" || r.beforeName(i+1, post.first) != post.first || r.beforeName(post.last, r.outer[k].first) != r.outer[k].first {
		return k
	}
	return k - 2
}

// tokenFrom is Document.TokenAt for an offset at or after token near: the
// spans of a name stand in order, so that the next is seldom far.
func tokenFrom(d *tag.Document, near, at int) int {
	step := 1
	for near+step < len(d.Tokens) && int(d.Tokens[near+step].End) <= at {
		near, step = near+step, step*2
	}
	lo, hi := near, min(near+step, len(d.Tokens))
	for lo < hi {
		mid := (lo + hi) / 2
		if int(d.Tokens[mid].End) > at {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}
