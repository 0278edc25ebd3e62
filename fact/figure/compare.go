package figure

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// compare fills in what a block's sentences say about their figures: rise or
// fall, the value before, the sum it is part of, and what is measured.
func (r *reader) compare() {
	figures := r.figures[r.first:]
	for k := range figures {
		f, at := &figures[k], r.at[k]
		if k+1 < len(figures) && figures[k+1].Kind == f.Kind && (at.bare && r.sharesNext(at, r.at[k+1]) || f.Kind == onrecord.FigureCount && (at.bare || f.Unit == "") && r.partOfNext(at, r.at[k+1])) {
			f.Unit = figures[k+1].Unit
		}
		f.Change = r.change(f, at)
		if f.Of == "" {
			f.Of = r.of(k)
		}
		before := r.was(figures, k)
		r.partOf(figures, k)
		f.Period, f.Place = r.when(k, before), r.where(k)
	}
}

// sharesNext: "creating 50 and safeguarding 100 jobs" counts jobs twice.
func (r *reader) sharesNext(a, b place) bool {
	if b.bare || a.sentence != b.sentence || b.first-a.last > 4 {
		return false
	}
	for k := a.last; k < b.first; k++ {
		if r.is(k, "and", "or", "&") {
			return true
		}
	}
	return false
}

// changeReach is how many tokens before a figure its rise or fall is named.
const changeReach = 12

// change reads "a 48% rise", "up 24%", "soared by 43%", "an increase of 5%",
// "reduced … by £2 million".
func (r *reader) change(f *onrecord.Figure, at place) string {
	if r.is(at.last, "point") {
		at.last++
	}
	for k := at.last; k < min(at.last+3, r.hi); k++ {
		if v, ok := changes.Lookup(r.norm(k)); ok && (k == at.last || f.Kind == onrecord.FigurePercent) && !(f.Kind == onrecord.FigureDuration && (strings.HasSuffix(r.norm(k), "s") || strings.HasSuffix(r.norm(k), "ed"))) && !r.is(k, "up", "higher", "down", "lower", "cut", "raised") {
			return v
		}
		if r.is(k, "higher", "lower", "more", "fewer", "less") && f.Kind == onrecord.FigurePercent && k == at.last {
			if r.is(k, "higher", "more") {
				return "up"
			}
			return "down"
		}
		if r.kind(k) != text.Word || r.has(k, tag.Function) {
			break
		}
	}
	p := at.first - 1
	if r.is(p, "a", "an", "the", "another", "further") {
		p--
	}
	if !r.is(p, "by", "of") {
		if r.is(p, "up", "down") && !r.is(p-1, "is", "are", "was", "were", "be", "been", ",", "(", "–", "-", "went", "gone", "and", "now", "also", "go") && p > r.lo && !r.plural(p-1) && !r.changesBefore(p) {
			return "" // making up 43%
		}
		if v, ok := changes.Lookup(r.norm(p)); ok && f.Kind != onrecord.FigureDuration && !r.is(p, "cut", "lower", "higher", "raise", "raised") {
			return v
		}
		return ""
	}
	if r.is(p, "of") {
		if r.is(p-1, "up", "down") {
			return "" // made up of 43
		}
		v, _ := changes.Lookup(r.norm(p - 1))
		return v
	}
	if n := r.norm(p - 1); verbLike(n) && strings.HasSuffix(n, "ed") && !changes.Has(n) {
		return "" // backed by £5 million
	}
	low := max(r.lo, p-changeReach, r.d.Sentences[r.d.Tokens[at.first].Sentence].First)
	for k := p - 1; k >= low; k-- {
		moves := f.Kind == onrecord.FigurePercent && !r.is(at.last, "of") // "sales picked up by 4%"
		if r.is(k, "up", "down") && !moves && (phrasals.Has(r.norm(k-1)) || r.is(k-1, "-") && r.d.Tokens[k].Glued) {
			return "" // set up by 43, take-up by 43
		}
		if v, ok := changes.Lookup(r.norm(k)); ok && !(r.is(k, "up", "down") && verbLike(r.norm(k-1)) && r.changesBefore(k)) {
			if r.is(k, "up") && k > r.lo {
				if w, ok := changes.Lookup(r.norm(k - 1)); ok {
					return w
				}
			}
			return v
		}
	}
	return ""
}

func (r *reader) changesBefore(k int) bool { return changes.Has(r.norm(k - 1)) }

func verbLike(w string) bool { return strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") }

// was gives the figure before "compared with", "up from" or "from" the value
// that follows, and reports whether it did.
func (r *reader) was(figures []onrecord.Figure, k int) bool {
	at := r.at[k]
	p := at.first - 1
	if r.is(p, "just", "only", "the") {
		p--
	}
	switch {
	case r.is(p, "with", "to") && r.is(p-1, "compared", "comparison"):
	case r.is(p, "from") && (changes.Has(r.norm(p-1)) || r.is(p-1, "up", "down") || r.is(p-1, ",") || r.risesBefore(k)):
	case r.is(p, "against", "versus"):
	default:
		return false
	}
	for j := k - 1; j >= 0 && r.at[j].sentence == at.sentence; j-- {
		f := &figures[j]
		if f.Kind == figures[k].Kind && f.Change == "" && f.Was == nil && (f.Unit == figures[k].Unit || r.at[k].bare) {
			v := figures[k].Value
			f.Was = &v
			return true
		}
	}
	return false
}

// risesBefore reports whether the figure before k says a rise or fall, so
// that "from 361" goes on: "a 71% increase from just 361".
func (r *reader) risesBefore(k int) bool {
	return k > 0 && r.at[k-1].sentence == r.at[k].sentence && r.at[k].first-r.at[k-1].last < 6
}

// partOf reads "including £4.9 million for …" and "of which £50 million".
func (r *reader) partOf(figures []onrecord.Figure, k int) {
	f, at := &figures[k], r.at[k]
	if k == 0 || f.Kind != onrecord.FigureMoney {
		return
	}
	before := &figures[k-1]
	if before.Kind != onrecord.FigureMoney || before.Unit != f.Unit || before.Value <= f.Value || r.at[k-1].sentence != at.sentence {
		return
	}
	for p := at.first - 1; p >= max(r.at[k-1].last, at.first-7); p-- {
		if r.is(p, "including", "includes", "include", "which") && (!r.is(p, "which") || r.is(p-1, "of")) {
			v := before.Value
			if before.PartOf != nil && r.is(at.first-1, "and") {
				v = *before.PartOf
			}
			f.PartOf = &v
			return
		}
	}
	if before.PartOf != nil && r.is(at.first-1, "and", ",") && *before.PartOf > f.Value {
		v := *before.PartOf
		f.PartOf = &v
	}
}
