package link

import (
	"slices"

	"github.com/onrecord/onrecord"
)

// passages are a record's blocks with what is asked of them again and again.
type passages struct {
	record *onrecord.Record
	terms  map[int][]string // of blocks, by place
	mask   []onrecord.Span  // where dates and names that are no subject stand, in order
	things []onrecord.Span  // where things and places are named, in order
	title  string           // folded
	folded [][]string       // of names, by place, as forms has folded them
	reader *Reader
	// titleTerms are the stems of the title's content words.
	titleTerms []string
	// last is the block cut last, sheetOf its place.
	last    *sheet
	sheetOf int
	// hashed is the paragraph hashed last, hashedOf its place.
	hashed   *paragraph
	hashedOf int
}

func newPassages(r *onrecord.Record, reader *Reader) *passages {
	return &passages{record: r, reader: reader, terms: map[int][]string{}, mask: masks(r), things: namedSpans(r), title: fold(onrecord.NameScheme, r.Title), titleTerms: wordsOf(r.Title)}
}

// block returns the place of the block that holds the span's start, -1 where
// none does.
func (p *passages) block(s onrecord.Span) int { return p.record.BlockAt(s.Start) }

// maxTerms bounds the terms of one passage.
const maxTerms = 64

// united returns spans in order, those that overlap as one.
func united(all []onrecord.Span) []onrecord.Span {
	slices.SortFunc(all, func(a, b onrecord.Span) int { return a.Start - b.Start })
	var out []onrecord.Span
	for _, s := range all {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
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

// namedSpans returns where the record names things and places, in order.
func namedSpans(r *onrecord.Record) []onrecord.Span {
	var out []onrecord.Span
	for i := range r.Names {
		for _, s := range r.Names[i].Spans {
			out = append(out, onrecord.Span(s))
		}
	}
	slices.SortFunc(out, func(a, b onrecord.Span) int { return a.Start - b.Start })
	return out
}

// named reports whether a place belongs to a name.
func (p *passages) named(at onrecord.Span) bool {
	i, _ := slices.BinarySearchFunc(p.things, at.Start, func(s onrecord.Span, at int) int {
		if s.End <= at {
			return -1
		}
		return 1
	})
	return i < len(p.things) && p.things[i].Contains(at)
}
