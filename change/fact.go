package change

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord"
)

// Facts tells what became of the facts between two versions, whose texts
// differ by the runs. The changes stand in order of kind, then of the newer text, those
// that are gone last.
//
// A fact that stands in words that stayed, or that has the same words elsewhere, is the same
// fact; it changed where it reads otherwise and words beside it were edited.
// One is taken to have changed to another only where the words between which it
// stood now hold that one and no further fact of its kind.
func Facts(before, after onrecord.Record, runs []onrecord.Run) []onrecord.FactChange {
	p := &pairing{alignment: align(runs), was: before.Facts.All(), is: after.Facts.All(), anew: before.IssuedOn != after.IssuedOn}
	p.partner, p.taken = make([]int, len(p.was)), make([]bool, len(p.is))
	for i := range p.partner {
		p.partner[i] = alone
	}
	p.wasTouched, p.isTouched = p.touched(&before.Release, older), p.touched(&after.Release, newer)
	p.named()
	p.inPlace()
	p.byWords()
	p.exchanged()
	return p.changes()
}

// pairing finds for each fact of the older version the one of the newer that
// it became.
type pairing struct {
	alignment
	was, is               []onrecord.OneFact
	partner               []int // of each fact before, its place in is
	taken                 []bool
	wasTouched, isTouched func(onrecord.Span) bool
	anew                  bool // the day of issue differs, by which days are read
}

const alone = -1

func (p *pairing) pair(i, j int) { p.partner[i], p.taken[j] = j, true }

// named pairs names and relations by what they name: a name stands at many
// places, and several relations in one sentence; neither is told by its place.
func (p *pairing) named() {
	there := map[string]int{}
	for j, f := range p.is {
		if key, ok := identity(f); ok {
			there[key] = j
		}
	}
	for i, f := range p.was {
		key, named := identity(f)
		if j, ok := there[key]; named && ok && !p.taken[j] {
			p.pair(i, j)
		}
	}
}

// identity is what a name or a relation is told by.
func identity(f onrecord.OneFact) (string, bool) {
	switch {
	case f.Name != nil:
		return onrecord.StableID("name", string(f.Name.Kind), f.Name.Text), true
	case f.Relation != nil:
		return onrecord.StableID(append([]string{"relation", string(f.Relation.Type), f.Relation.To}, f.Relation.From...)...), true
	}
	return "", false
}

// inPlace pairs facts whose words stayed where they were.
func (p *pairing) inPlace() {
	type key struct {
		kind onrecord.FactKind
		onrecord.Span
	}
	there := map[key]int{}
	for j, f := range p.is {
		if _, named := identity(f); !named {
			there[key{f.Kind(), f.Head().Span}] = j
		}
	}
	for i, f := range p.was {
		if _, named := identity(f); named {
			continue
		}
		at, stays := p.stays(f.Head().Span)
		if j, ok := there[key{f.Kind(), at}]; stays && ok && !p.taken[j] {
			p.pair(i, j)
		}
	}
}

// byWords pairs those with the same words at another place.
func (p *pairing) byWords() {
	type key struct {
		kind onrecord.FactKind
		text string
	}
	there := map[key][]int{}
	for j, f := range p.is {
		if _, named := identity(f); !p.taken[j] && !named {
			k := key{f.Kind(), f.Head().Text}
			there[k] = append(there[k], j)
		}
	}
	for i, f := range p.was {
		k := key{f.Kind(), f.Head().Text}
		if list := there[k]; p.partner[i] == alone && len(list) > 0 {
			p.pair(i, list[0])
			there[k] = list[1:]
		}
	}
}

// exchanged pairs a fact with the only one that stands in its place.
func (p *pairing) exchanged() {
	type pair struct{ i, j int }
	var found []pair
	for i, f := range p.was {
		if p.partner[i] != alone || f.Name != nil {
			continue
		}
		there := p.standing(p.is, p.unpairedAfter, f, p.afterOf(f.Head().Span))
		if len(there) != 1 {
			continue
		}
		if back := p.standing(p.was, p.unpairedBefore, p.is[there[0]], p.beforeOf(p.is[there[0]].Head().Span)); len(back) == 1 {
			found = append(found, pair{i, there[0]})
		}
	}
	for _, x := range found {
		p.pair(x.i, x.j)
	}
}

func (p *pairing) unpairedBefore(i int) bool { return p.partner[i] == alone }
func (p *pairing) unpairedAfter(j int) bool  { return !p.taken[j] }

// standing returns the unpaired facts of the sort of f that touch the span.
func (p *pairing) standing(facts []onrecord.OneFact, unpaired func(int) bool, f onrecord.OneFact, at onrecord.Span) []int {
	var out []int
	for i, other := range facts {
		if unpaired(i) && alike(f, other) && other.Head().Overlaps(at) {
			out = append(out, i)
		}
	}
	return out
}

// alike reports whether one fact can become the other: a sum another sum, but
// no count.
func alike(a, b onrecord.OneFact) bool {
	if a.Figure != nil && b.Figure != nil {
		return a.Figure.Kind == b.Figure.Kind
	}
	return a.Kind() == b.Kind() && a.Name == nil
}

// changes gathers what the pairs say.
func (p *pairing) changes() []onrecord.FactChange {
	out := []onrecord.FactChange{}
	for i, f := range p.was {
		switch j := p.partner[i]; {
		case j != alone:
			if c, changed := p.became(f, p.is[j]); changed {
				out = append(out, c)
			}
		case p.wasEdited(f):
			out = append(out, onrecord.FactChange{Kind: f.Kind(), What: onrecord.BecameRemoved, Was: &f, Says: removedWords(f)})
		}
	}
	for j, f := range p.is {
		if !p.taken[j] && p.isEdited(f) {
			out = append(out, onrecord.FactChange{Kind: f.Kind(), What: onrecord.BecameAdded, Is: &f, Says: addedWords(f)})
		}
	}
	slices.SortStableFunc(out, func(a, b onrecord.FactChange) int {
		return cmp.Or(cmp.Compare(slices.Index(onrecord.FactKinds, a.Kind), slices.Index(onrecord.FactKinds, b.Kind)), cmp.Compare(placeOf(a), placeOf(b)))
	})
	return out
}

// placeOf orders by where a fact stands in the newer text, those that are gone last.
func placeOf(c onrecord.FactChange) int {
	if c.Is == nil {
		return 1<<40 + c.Was.Head().Start
	}
	return c.Is.Head().Start
}

// became tells what changed between two that are one fact, and whether it did.
func (p *pairing) became(was, is onrecord.OneFact) (onrecord.FactChange, bool) {
	c := onrecord.FactChange{Kind: is.Kind(), Was: &was, Is: &is}
	same, reads := was.Head().Text == is.Head().Text, readsAlike(was, is)
	switch {
	case was.Name != nil, reads && (same || was.Relation != nil):
		return c, false
	case !p.anew && !p.wasTouched(was.Head().Span) && !p.isTouched(is.Head().Span):
		return c, false // read otherwise, though nothing there was edited
	case reads && (!worded(was) || folded(was.Head().Text) == folded(is.Head().Text)):
		c.What, c.Says = onrecord.BecameReworded, rewordedWords(was, is)
	default:
		c.What, c.Says = onrecord.BecameChanged, changedWords(was, is)
	}
	return c, true
}

// worded reports whether a fact's words are what counts of it: of a quote and
// of a commitment, whatever they are read as.
func worded(f onrecord.OneFact) bool { return f.Quote != nil || f.Commitment != nil }

// wasEdited reports whether a fact that the newer version lacks stood where
// words were edited: else it is missing by reading alone.
func (p *pairing) wasEdited(f onrecord.OneFact) bool { return anyOf(f, p.wasTouched) }

func (p *pairing) isEdited(f onrecord.OneFact) bool { return anyOf(f, p.isTouched) }

func anyOf(f onrecord.OneFact, touched func(onrecord.Span) bool) bool {
	if f.Name == nil {
		return touched(f.Head().Span)
	}
	return slices.ContainsFunc(f.Name.Spans, func(s onrecord.Pair) bool { return touched(onrecord.Span(s)) })
}
