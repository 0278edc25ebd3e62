package quote

import (
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// after returns what stands after the name and says who the person is.
func (r *reader) after(a, b int) string {
	t := r.d.Tokens
	for a < b {
		switch {
		case t[a].Norm == "," || t[a].Norm == "." || t[a].Norm == "–" || t[a].Norm == "-":
			a++
		case t[a].Kind == text.Clitic:
			return "" // "Doe's question"
		case a+1 < b && t[a].End-t[a].Start == 1 && t[a].Shape >= text.Title && t[a+1].Norm == "." && t[a+1].Glued:
			a += 2 // "M.D."
		case a+2 < b && t[a].Shape == text.Title && t[a].End-t[a].Start == 1 && t[a+1].Norm == "-" && t[a+1].Glued && t[a+2].Glued:
			a += 3 // the party and the state: "R-Ohio"
		case a+1 < b && t[a].Norm == "md" && (t[a+1].Norm == "of" || t[a+1].Norm == "at"):
			return r.trim(a, r.d.PostAfter(a, b)) // the managing director, not the doctor
		case t[a].Kind == text.Word && t[a].Shape == text.Upper && letters(t[a].Norm), letters(t[a].Norm) && t[a].Shape == text.Mixed, t[a].Norm == "jr", t[a].Norm == "sr":
			a++
		case t[a].Norm == "(" || t[a].Norm == "[":
			for a < b && t[a].Norm != ")" && t[a].Norm != "]" {
				a++
			}
			a = min(a+1, b)
		default:
			if isParticiple(t[a]) {
				return ""
			}
			if stops[t[a].Norm] && !(t[a].Norm == "of" || t[a].Norm == "from") {
				return ""
			}
			end := a
			for end < b && !(end > a && t[end-1].Norm == "," && (isParticiple(t[end]) || r.didTo(end, b) || t[end].Norm == "who" || t[end].Norm == "which" || t[end].Norm == "in" || t[end].Norm == "on" || t[end].Norm == "speaking")) && t[end].Norm != ";" {
				end++
			}
			if t[a].Norm == "for" && a+2 < b && possessives[t[a+1].Norm] && t[a+2].Norm == "part" {
				return "" // "Doe, for her part, said"
			}
			if t[a].Norm == "from" || t[a].Norm == "of" || t[a].Norm == "at" {
				a++
			}
			return r.trim(a, r.d.PostAfter(a, end))
		}
	}
	return ""
}

// isParticiple reports whether a word opens a clause of circumstance:
// "…, reflecting on the year, said".
func isParticiple(t tag.Token) bool {
	return t.Shape == text.Lower && len(t.Norm) > 5 && strings.HasSuffix(t.Norm, "ing") && !t.Has(tag.PostHead)
}

// stops are words after a name that lead away from it.
var stops = map[string]bool{"who": true, "in": true, "on": true, "at": false, "during": true, "after": true, "when": true, "as": true, "while": true, "by": true, "with": true, "to": true, "of": true, "from": true}
