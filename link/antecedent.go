package link

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// A figure may leave to what stands before it what it measures: "We have reached
// 612", "In 2024 the figure was 44", "It is down 14% from 312".

// pointing are the words by which a line points back to a measure of the lines before it.
var pointing = set("it that this these those they them such figure number total count rise fall")

// maxBack is how many blocks before a figure are looked through for what it counts.
const maxBack = 40

// lent fills in of a figure's wording what its own words leave to those before it.
func (p *passages) lent(w *wording, f *onrecord.Figure, l line) {
	if f.Kind != onrecord.FigureCount && f.Kind != onrecord.FigurePercent {
		return
	}
	bare := f.Kind == onrecord.FigureCount && f.Unit == ""
	if bare {
		if same := p.countedAlike(f); same != nil {
			w.heads = headsOf(same)
			w.same = same
			return
		}
	}
	if p.record.Blocks[p.block(f.Span)].Kind == onrecord.BlockListItem && weigh(w.own) < fullySaid {
		w.own = distinct(append(w.own, p.titleSubject()...)) // a list says of what it is in its title
		w.lent = true
		return
	}
	if !bare && weigh(w.own) >= fullySaid || !bare && f.Of != "" && !l.points() {
		return
	}
	before := p.measureBefore(f, l)
	switch {
	case before == nil:
		return
	case bare && len(w.heads) == 0 && l.points():
		w.heads = headsOf(before)
	case f.Kind == onrecord.FigureCount && !slices.Equal(w.heads, headsOf(before)), !l.points():
		return
	}
	if said, ok := p.lineOf(before); ok {
		from, to := said.clause()
		w.own = distinct(append(w.own, p.stems(said, from, to)...))
	}
}

// titleSubject returns the title's terms without those of names.
func (p *passages) titleSubject() []string {
	out := p.titleTerms()
	for _, n := range p.topNames() {
		out = without(out, wordsOf(n.form))
	}
	return out
}

// fullySaid is the weight of terms from which a clause says itself what its figure measures.
const fullySaid = 2

// points reports whether a line points back: it has a word for what was said before, or it
// says by how much that moved.
func (l line) points() bool {
	return slices.ContainsFunc(l.tokens, func(t text.Token) bool { return t.Kind == text.Word && pointing[t.Norm] })
}

// countedAlike returns the figure of the same value that the release gives before, with
// what it counts, nil where none or several things were counted so.
func (p *passages) countedAlike(f *onrecord.Figure) (same *onrecord.Figure) {
	if digits(f.Value) < 2 && f.Value < 10 {
		return nil
	}
	at, _ := slices.BinarySearchFunc(p.figured, f.Start, func(o *onrecord.Figure, at int) int { return o.Start - at })
	for i := at - 1; i >= max(0, at-maxBack); i-- {
		o := p.figured[i]
		if o.Kind != onrecord.FigureCount || o.Value != f.Value || o.Unit == "" {
			continue
		}
		if same != nil && !slices.Equal(headsOf(o), headsOf(same)) {
			return nil
		}
		same = o
	}
	return same
}

// measureBefore returns the count with a noun that stands last before a line's sentence,
// in its block or, for a block's first sentence, in the block before it.
func (p *passages) measureBefore(f *onrecord.Figure, l line) *onrecord.Figure {
	block, start := p.block(f.Span), l.span().Start
	from := p.record.Blocks[max(0, block-1)].Start
	at, _ := slices.BinarySearchFunc(p.figured, start, func(o *onrecord.Figure, at int) int { return o.Start - at })
	for i := at - 1; i >= 0 && p.figured[i].Start >= from; i-- {
		if o := p.figured[i]; o.Kind == onrecord.FigureCount && o.Unit != "" {
			return o
		}
	}
	return nil
}

// aimed reports whether a figure is what is to be.
func (p *passages) aimed(f *onrecord.Figure) bool {
	l, ok := p.lineOf(f)
	if !ok {
		return false
	}
	from, to := l.clause()
	return slices.Contains(p.signs(f, l, from, to), signGoal)
}
