package quote

import (
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// seatStart returns where the post [a,b) starts that ends in a seat of an assembly,
// without a place of issue, a day or a telephone number that ran into it: "225-2661
// Eastmere, DC Today, Congresswoman".
func (r *reader) seatStart(a, b int) int {
	seat := a
	for seat < b && !isSeat(&r.d.Tokens[seat]) {
		seat++
	}
	if seat == b {
		return a
	}
	cut := false
	for i := a; i < seat; i++ {
		t := &r.d.Tokens[i]
		if heads(t) {
			return a
		}
		cut = cut || t.Norm == "," || t.Kind == text.Number || strings.HasPrefix(t.Norm, "today") || t.Norm == "tonight" || t.Shape == text.Upper && len(t.Norm) > 4
	}
	if !cut {
		return a
	}
	if at := seat - 4; at >= a && r.d.Tokens[at].Norm == "u" && r.d.Tokens[at+2].Norm == "s" {
		return at
	}
	return seat
}

// isSeat reports whether the token is the title of who sits in an assembly.
func isSeat(t *tag.Token) bool {
	switch t.Norm {
	case "rep", "reps", "sen", "sens":
		return t.Shape >= text.Title
	}
	return tag.IsSeat(t)
}
