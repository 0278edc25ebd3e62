package name

import "github.com/onrecord/onrecord/text"

// allCapitals reports whether [i,j) is written in capitals throughout, with
// words too long for abbreviations.
func (r *reader) allCapitals(i, j int) bool {
	long := 0
	for k := i; k < j; k++ {
		t := &r.d.Tokens[k]
		if t.Kind == text.Word && t.Shape != text.Upper && t.End-t.Start > 1 {
			return false
		}
		if t.Kind == text.Word && t.End-t.Start > 4 {
			long++
		}
	}
	return long >= 2
}

// capitalsOnly takes known names from a run in capitals.
func (r *reader) capitalsOnly(i, j int) int {
	r.leaveOut(i, j, &ruleCapitals)
	for i < j {
		i = r.knownOnly(i, j)
	}
	return j
}
