package figure

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// longestOf is how many tokens the words of what is measured may have.
const longestOf = 18

// of returns the words that say what a figure measures, verbatim: for a share,
// a change or a sum the phrase beside it that names the thing; for a count
// the noun with what describes it.
func (r *reader) of(k int) string {
	f, at := &r.figures[r.first+k], r.at[k]
	switch f.Kind {
	case onrecord.FigurePercent, onrecord.FigureRatio:
		if r.is(at.last, "of") {
			return r.phrase(at.last + 1)
		}
		if f.Change != "" {
			if r.is(at.last+1, "in") || r.is(at.last, "in") {
				j := at.last + 1
				if r.is(j, "in") {
					j++
				}
				return r.phrase(j)
			}
		}
		return r.clauseBefore(at.first)
	case onrecord.FigureMoney:
		j := at.last
		if r.is(j, "of", "in", "for", "to", "on", "towards") {
			return r.phrase(j + 1)
		}
		if r.kind(j) == text.Word && !r.stops(j) && f.Per == "" {
			return r.phrase(j)
		}
		return r.clauseBefore(at.first)
	case onrecord.FigureCount:
		if at.bare || f.Unit == "" {
			return r.clauseBefore(at.first)
		}
		j := at.number + 1
		for j < at.last && !r.startsUnit(j, f.Unit) {
			j++
		}
		return r.phrase(j)
	}
	if r.is(at.last, "of") {
		return r.phrase(at.last + 1)
	}
	return r.clauseBefore(at.first)
}

func (r *reader) startsUnit(j int, unit string) bool {
	w := r.d.Tokens[j].Of(r.d.Text)
	return len(w) <= len(unit) && unit[:len(w)] == w
}

// phrase returns the words from token i to the end of its clause.
func (r *reader) phrase(i int) string {
	if i >= r.hi {
		return ""
	}
	last := min(r.hi, i+longestOf, r.d.Sentences[r.d.Tokens[i].Sentence].Last)
	end := i
	for end < last && !(end > i && (r.breaks(end) || r.kind(end) == text.Number && r.is(end-1, "and", "to", "by"))) {
		end++
	}
	for end > i && (r.kind(end-1) == text.Punct || r.has(end-1, tag.Function)) {
		end--
	}
	if end <= i {
		return ""
	}
	return r.d.Words(i, end)
}

// clauseBefore returns the words of the clause that leads up to token i.
func (r *reader) clauseBefore(i int) string {
	low := max(r.lo, i-longestOf, r.d.Sentences[r.d.Tokens[i].Sentence].First)
	first := i
	for first > low && !r.breaks(first-1) {
		first--
	}
	for first < i && r.has(first, tag.Function) {
		first++
	}
	end := i
	for end > first && (r.has(end-1, tag.Function) || r.kind(end-1) == text.Punct) {
		end--
	}
	if end <= first {
		return ""
	}
	return r.d.Words(first, end)
}

// breaks reports whether token k ends a clause.
func (r *reader) breaks(k int) bool {
	return r.is(k, ",", ";", ":", ".", "?", "!", "(", ")", "–", "—", "”", "“", "\"") || r.is(k, "with", "which", "who", "while", "after", "when", "compared", "demonstrating", "marking", "including")
}
