package link

import (
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// passages are a record's blocks with what is asked of them again and again.
type passages struct {
	record *onrecord.Record
	terms  map[int][]string // of blocks, by place
	mask   []onrecord.Span  // where dates and names that are no subject stand, in order
}

func newPassages(r *onrecord.Record) *passages {
	return &passages{record: r, terms: map[int][]string{}, mask: masks(r)}
}

// block returns the place of the block that holds the span, -1 where none does.
func (p *passages) block(s onrecord.Span) int {
	i, found := slices.BinarySearchFunc(p.record.Blocks, s.Start, func(b onrecord.Block, at int) int {
		switch {
		case b.End <= at:
			return -1
		case b.Start > at:
			return 1
		}
		return 0
	})
	if !found {
		return -1
	}
	return i
}

// maxTerms bounds the terms of one passage.
const maxTerms = 48

// blockTerms returns the content words around a span, in order and without doubles.
func (p *passages) blockTerms(s onrecord.Span) []string {
	i := p.block(s)
	if i < 0 {
		return terms(s.Of(p.record.Text))
	}
	if t, ok := p.terms[i]; ok {
		return t
	}
	t := terms(p.record.Blocks[i].Of(p.record.Text))
	p.terms[i] = t
	return t
}

// terms returns the content words of a text, folded, in order and without doubles.
func terms(s string) []string {
	var out []string
	for _, t := range text.Tokens(s) {
		if t.Kind == text.Word && len(t.Norm) >= 4 && !common[t.Norm] {
			out = append(out, t.Norm)
			if len(out) == maxTerms {
				break
			}
		}
	}
	return distinct(out)
}

// names returns the folded names of things, not people or places, that stand
// in the block around a span.
func (p *passages) names(s onrecord.Span) []string {
	i := p.block(s)
	if i < 0 {
		return nil
	}
	around := p.record.Blocks[i].Span
	var out []string
	for j := range p.record.Names {
		n := &p.record.Names[j]
		if n.Kind == onrecord.NamePerson || n.Kind == onrecord.NamePlace || n.Kind == onrecord.NameRole {
			continue
		}
		if slices.ContainsFunc(n.Spans, func(s onrecord.Pair) bool { return around.Contains(onrecord.Span(s)) }) {
			out = append(out, fold(n.Kind, n.Text))
		}
	}
	return distinct(out)
}

func distinct(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

// intersection returns what two ordered lists share, in order.
func intersection(a, b []string) []string {
	var out []string
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// common are words of announcements that say nothing of their subject.
var common = set("this that with from have been will their they which more than also over into government today said says year years million billion thousand funding announced minister secretary department support people across including these those first last next month months week there where when what about would could should were through under after before between other each every while both some such most many")
