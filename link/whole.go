package link

import (
	"math"
	"slices"

	"github.com/onrecord/onrecord"
)

// How far before a run of sums the whole may stand that they add up to, and how
// many sums a run may have.
const (
	wholeBlocks = 4
	maxRun      = 24
	// maxBefore is how many sums before a run are held against what it adds up to.
	maxBefore = 64
	// maxList is how many items of a list before and after a sum are looked at.
	maxList = 256
)

// whole returns the id of the sum of which the release says that a sum is a
// part: by its own words, or where sums that stand in a row add up to one before them.
func (p *passages) whole(f *onrecord.Figure, l line) string {
	if f.PartOf != nil {
		if w := p.sumOf(*f.PartOf, f); w != nil {
			return w.ID
		}
	}
	if w := p.statedWhole(f, l); w != nil {
		return w.ID
	}
	if w := p.addedUp(f); w != nil {
		return w.ID
	}
	return ""
}

// sumOf returns the nearest sum of that value and the figure's currency.
func (p *passages) sumOf(value float64, f *onrecord.Figure) (near *onrecord.Figure) {
	for i := range p.record.Figures {
		o := &p.record.Figures[i]
		if o.Kind == onrecord.FigureMoney && o.Unit == f.Unit && o.Value == value && o.ID != f.ID && (near == nil || gap(o.Span, f.Span) < gap(near.Span, f.Span)) {
			near = o
		}
	}
	return near
}

// statedWhole returns the whole in "£4 million of the £30 million", "£6 million will come
// from the £120 million programme", "£3 million, part of the £9 million scheme".
func (p *passages) statedWhole(f *onrecord.Figure, l line) *onrecord.Figure {
	for _, o := range p.figuresIn(l.span()) {
		if o.Kind != onrecord.FigureMoney || o.Unit != f.Unit || o.Value <= f.Value {
			continue
		}
		first, last := tokensIn(l.tokens, int32(o.Start-l.offset), int32(o.End-l.offset))
		if l.last <= first && l.partWords(first) && l.quiet(l.last, first) {
			return o
		}
		if last <= l.first && l.partWords(first) && l.quiet(last, l.first) {
			return o // "of the £30 million, £4 million is reserved"
		}
	}
	return nil
}

// partWords reports whether the words right before a sum make it the whole of
// something: "of the", "part of a", "from the", "out of our".
func (l line) partWords(first int) bool {
	article := first - 1
	if article < 1 {
		return false
	}
	switch l.tokens[article].Norm {
	case "the", "this", "that", "our", "its", "their", "a":
	default:
		return false
	}
	switch l.tokens[article-1].Norm {
	case "of", "from", "within":
		return l.tokens[article].Norm != "a" || article > 1 && l.tokens[article-2].Norm == "part"
	}
	return false
}

// quiet reports whether no sum stands between two places of a line: the nearest
// two belong together.
func (l line) quiet(from, to int) bool {
	for _, t := range l.tokens[min(from, to):max(from, to)] {
		switch t.Norm {
		case "£", "$", "€":
			return false
		}
	}
	return true
}

// addedUp returns the sum before a run of sums, or in the same block, that the run with the
// figure in it adds up to. A run is the sums of one block, or of list items
// in a row.
func (p *passages) addedUp(f *onrecord.Figure) *onrecord.Figure {
	at := p.block(f.Span)
	if at < 0 {
		return nil
	}
	first, last := at, at
	list := p.record.Blocks[at].Kind == onrecord.BlockListItem
	for list && first > 0 && at-first < maxList && p.record.Blocks[first-1].Kind == onrecord.BlockListItem {
		first--
	}
	for list && last-at < maxList && last+1 < len(p.record.Blocks) && p.record.Blocks[last+1].Kind == onrecord.BlockListItem {
		last++
	}
	run := p.sumsIn(runOf{first, last, f.Unit})
	place, found := slices.BinarySearchFunc(run, f.Start, func(o *onrecord.Figure, at int) int { return o.Start - at })
	if !found {
		return nil // the second sum of a list's item
	}
	for i := max(0, place-maxRun+1); i <= place; i++ {
		for j := max(i+2, place+1); j <= min(len(run), i+maxRun); j++ {
			if whole := p.addend(run[i:j], first); whole != nil {
				return whole
			}
		}
	}
	return nil
}

// runOf says of which blocks a run is, from the first to the last, and in which currency.
type runOf struct {
	first, last int
	unit        string
}

// sumsIn returns the sums of a currency in a range of blocks, those of a list's items
// the first of each.
func (p *passages) sumsIn(r runOf) (out []*onrecord.Figure) {
	if known, ok := p.runs[r]; ok {
		return known
	}
	from, to, taken := p.record.Blocks[r.first].Start, p.record.Blocks[r.last].End, -1
	for _, f := range p.figuresIn(onrecord.Span{Start: from, End: to}) {
		if f.Kind != onrecord.FigureMoney || f.Unit != r.unit {
			continue
		}
		if b := p.block(f.Span); r.first != r.last {
			if b == taken {
				continue
			}
			taken = b
		}
		out = append(out, f)
	}
	p.runs[r] = out
	return out
}

// total returns what sums add up to.
func total(run []*onrecord.Figure) (sum float64) {
	for _, f := range run {
		sum += f.Value
	}
	return sum
}

// addend returns the sum before a run that the run adds up to; two sums that add
// up to a third by chance are not rare, so that theirs must stand close by.
func (p *passages) addend(run []*onrecord.Figure, block int) *onrecord.Figure {
	reach := wholeBlocks
	if len(run) == 2 {
		reach = 1
	}
	from := p.record.Blocks[max(0, block-reach)].Start
	sum := total(run)
	// From the run backwards: the nearest that fits is the whole.
	i, _ := slices.BinarySearchFunc(p.figured, run[0].Start, func(f *onrecord.Figure, at int) int { return f.Start - at })
	for before := 0; i > 0 && p.figured[i-1].Start >= from && before < maxBefore; i-- {
		f := p.figured[i-1]
		if f.Kind != onrecord.FigureMoney || f.Unit != run[0].Unit {
			continue
		}
		if math.Abs(f.Value-sum) < sum/1e6 {
			return f
		}
		before++
	}
	return nil
}
