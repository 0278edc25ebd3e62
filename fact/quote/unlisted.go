package quote

import (
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Somebody whom no list of names knows, told from how their name stands beside a post.

// plainName returns the end of the two or three words with capitals from token a on
// that no list knows, as a personal name's are: "Xylda Brackenmoor"; a where there are
// none.
func (r *reader) plainName(a, b int) int {
	t := r.d.Tokens
	last := a
	for last < b && last < a+4 && t[last].Kind == text.Word && (t[last].Shape == text.Title || t[last].Shape == text.Mixed) && !t[last].Has(tag.Function|tag.PostHead|tag.BodyHead|tag.Month|tag.Weekday) && !heads(&t[last]) {
		last++
	}
	if last-a < 2 || last-a > 3 || r.isPlace(a, last) {
		return a
	}
	return last
}

// unlisted reads a subject that is such a name and, after a comma, a post; or a post and
// such a name, with a comma between them or without.
func (r *reader) unlisted(a, b int) (speaker, bool) {
	if last := r.plainName(a, b); last > a && last+1 < b && r.followedByComma(last, b) {
		return speaker{name: r.d.Words(a, last), role: r.trim(last+1, b), entity: -1}, true
	}
	for k := b - 2; k > a && k >= b-3; k-- {
		if t := &r.d.Tokens[k-1]; t.Shape >= text.Title && heads(t) && r.plainName(k, b) == b && r.inCapitals(a, k) && !r.ofBody(k, b) {
			return speaker{name: r.d.Words(k, b), role: r.trim(a, k), entity: -1}, true
		}
	}
	comma := b - 1
	for comma > a && r.d.Tokens[comma].Norm != "," {
		comma--
	}
	if comma == a || r.plainName(comma+1, b) != b || r.ofBody(comma+1, b) || !r.describes(a, comma) || comma-a < 2 {
		return speaker{}, false
	}
	return speaker{name: r.d.Words(comma+1, b), role: r.trim(a, comma), entity: -1}, true
}
