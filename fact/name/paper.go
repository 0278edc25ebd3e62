package name

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// paper is what an office publishes of itself, called by its whole name: "Department for Ports, Ships and Trade Business Plan".
// What it publishes is [head,last).
type paper struct{ head, last int }

// longestOffice is how many tokens an office's name has at most.
const longestOffice = 14

// papersOf are the words of papers by the first of them; the longest stand first.
var papersOf = func() map[string][][]string {
	out := map[string][][]string{}
	for _, entry := range list("paper").Entries() {
		words := strings.Fields(entry)
		out[words[0]] = append(out[words[0]], words)
	}
	for _, of := range out {
		slices.SortFunc(of, func(a, b []string) int { return cmp.Compare(len(b), len(a)) })
	}
	return out
}()

// papers finds them, and takes their own words, so that the offices' names end before these.
func (r *reader) papers() (out []paper) {
	for i := 1; i < len(r.d.Tokens); i++ {
		of := papersOf[r.d.Tokens[i].Norm]
		if of == nil || r.d.Tokens[i].Shape != text.Title || r.taken[i] {
			continue
		}
		last := r.paperAt(i, of)
		if last == 0 {
			continue
		}
		if r.officeEnds(i) {
			out = append(out, paper{i, last})
			for k := i; k < last; k++ {
				r.taken[k] = true
			}
			i = last - 1
		}
	}
	return out
}

// paperAt returns the end of the longest of the papers whose words stand at i, 0 where none does.
func (r *reader) paperAt(i int, of [][]string) int {
	limit := r.sentenceEnd(i)
	for _, words := range of {
		if i+len(words) > limit {
			continue
		}
		same := true
		for k, w := range words {
			t := &r.d.Tokens[i+k]
			same = same && t.Norm == w && (t.Shape == text.Title || w == "and")
		}
		if same {
			return i + len(words)
		}
	}
	return 0
}

// officeEnds reports whether an office's name ends at i.
func (r *reader) officeEnds(i int) bool {
	t := r.d.Tokens
	for p := i - 1; p >= max(0, i-longestOffice) && t[p].Sentence == t[i].Sentence && !r.taken[p]; p-- {
		if end, kind, ok := r.known(p, i); ok && end == i && kind == onrecord.NameBody {
			return true
		}
		switch n := t[p].Norm; {
		case (n == "department" || n == "ministry" || n == "office") && r.capital(p) && p+1 < i && (t[p+1].Norm == "for" || t[p+1].Norm == "of"):
			return true
		case n == "," || n == "and" || n == "&" || n == "for" || n == "of" || r.capital(p) && !t[p].Has(tag.Month|tag.Weekday):
		default:
			return false
		}
	}
	return false
}

// publish adds the papers of offices that were read as bodies.
func (r *reader) publish(papers []paper) {
	for _, p := range papers {
		for i := range r.found {
			if c := &r.found[i]; c.kind == onrecord.NameBody && c.last == p.head {
				r.add(candidate{first: c.first, last: p.last, kind: onrecord.NameDocument, rule: &ruleHead})
				break
			}
		}
	}
}
