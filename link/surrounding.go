package link

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// surrounding is what a sentence's words may lean on. The heart are the terms of
// what the release is about that say most.
type surrounding struct {
	near, about, heart, names []string
	by                        []weighed // near, those first that say most, where a passage keeps not all of them
	signs                     []string  // of the names, as members have them
}

// surroundings returns, for each block, what its sentences may lean on: the
// sentences of the block and of the one that leads into its list, and what the
// release is about.
func (p *passages) surroundings(sentences []sentence) []surrounding {
	about := p.top(sentences)
	out := make([]surrounding, len(p.record.Blocks))
	for i := range out {
		out[i] = surrounding{about: about.about, heart: about.heart, names: slices.Clone(about.names)}
	}
	for i := range sentences {
		s := &sentences[i]
		a := &out[s.block]
		a.near, a.names = append(a.near, s.terms...), append(a.names, s.names...)
	}
	lead := -1
	for i, b := range p.record.Blocks {
		if b.Kind != onrecord.BlockListItem {
			lead = i
		} else if lead >= 0 {
			l := &out[lead] // what leads into a long list is long itself only in texts made to be slow
			out[i].near, out[i].names = append(out[i].near, l.near[:min(len(l.near), maxLead)]...), append(out[i].names, l.names[:min(len(l.names), maxLead)]...)
		}
	}
	for i := range out {
		a := &out[i]
		a.near, a.names = distinct(a.near), distinct(a.names)
		if len(a.near) > maxNear {
			a.by = weightiestFirst(a.near)
		}
		for _, n := range a.names[:min(len(a.names), maxNames)] {
			a.signs = append(a.signs, aboutName+n)
		}
	}
	return out
}

// beside returns the terms near a passage that say most, but for its own, at most maxNear of them. Both are in ascending order.
func (a *surrounding) beside(own []string) []string {
	if len(a.near) <= maxNear {
		return without(a.near, own)
	}
	out := make([]string, 0, maxNear)
	for _, near := range a.by {
		if len(out) == maxNear {
			break
		}
		if _, said := slices.BinarySearch(own, near.term); !said {
			out = append(out, near.term)
		}
	}
	slices.Sort(out)
	return out
}

// topBlocks is how many of a release's first blocks say what it is about.
const topBlocks = 3

// top returns what the release is about: the terms that say most and that it
// says most often, in its title and first blocks above all, and the names of its
// first blocks.
func (p *passages) top(sentences []sentence) (a surrounding) {
	if p.reader.often == nil || len(p.reader.often) > mostRemembered {
		p.reader.often = map[string]int{}
	}
	often := p.reader.often
	clear(often)
	for _, t := range p.reader.termsOf(p.record.Title) {
		often[t] += 2
	}
	for i := range sentences {
		s := &sentences[i]
		for _, t := range s.terms {
			if !isNumber(t) {
				often[t]++
			}
		}
		if s.block >= topBlocks {
			continue
		}
		a.names = append(a.names, s.names...)
		for _, t := range s.terms {
			often[t]++
		}
	}
	terms := salient(often)
	a.about, a.heart, p.subject = foremost(terms, maxAbout), foremost(terms, maxHeart), foremost(terms, maxSubject)
	return a
}

// enoughTimes is how often a release says a word, at the least, that it is about.
const enoughTimes = 7

// salient returns the terms by what they say and how often, those of most weight first.
func salient(often map[string]int) []weighed {
	terms := make([]weighed, 0, len(often))
	for t, n := range often {
		terms = append(terms, weighed{t, salience(t) * float64(min(n, enoughTimes))})
	}
	slices.SortFunc(terms, byWeight)
	return terms
}

// weighed is a term with how much it says.
type weighed struct {
	term   string
	weight float64
}

// byWeight orders terms by weight, the most first, then by their letters.
func byWeight(a, b weighed) int {
	if a.weight != b.weight {
		return cmp.Compare(b.weight, a.weight)
	}
	return strings.Compare(a.term, b.term)
}

// foremost returns the first of some terms, at most so many, in ascending order.
func foremost(terms []weighed, most int) []string {
	out := make([]string, min(len(terms), most))
	for i := range out {
		out[i] = terms[i].term
	}
	return distinct(out)
}

// foremostBut is foremost of the terms but one.
func foremostBut(terms []weighed, one string, most int) []string {
	out := make([]string, 0, most)
	for i := 0; i < len(terms) && len(out) < most; i++ {
		if terms[i].term != one {
			out = append(out, terms[i].term)
		}
	}
	return distinct(out)
}

// How many terms of its surroundings a passage keeps.
const (
	maxAbout = 24
	maxHeart = 2
	// maxSubject is how many say what the release of a sum is about.
	maxSubject = 10
	maxNear    = 24
	maxLead    = 200
	maxNames   = 6
)

// weightiestFirst returns some terms with what they say, those first that say most.
func weightiestFirst(terms []string) []weighed {
	by := make([]weighed, len(terms))
	for i, t := range terms {
		by[i] = weighed{t, weightOf(t)}
	}
	slices.SortFunc(by, byWeight)
	return by
}
