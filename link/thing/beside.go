package thing

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// Neighbour is a named thing that stands beside the thing: by what sentences
// state of the two, or because both are named in one paragraph.
type Neighbour struct {
	ID   string // link.NameID
	Kind onrecord.NameKind
	Text string
	// Stated are the relations between the two, in order of the records.
	Stated []Stated
	// Releases is how many releases name both in one paragraph.
	Releases int
}

// Stated is a relation between the thing and a neighbour.
type Stated struct {
	Type onrecord.RelationType
	// From says that the relation starts at the thing.
	From   bool
	Record int    // the record's place among those that were looked into
	Fact   string // the relation's id
	// When says whether what it states of a post or a lead is so then, no longer or not yet (link.WhenHeld).
	When string
}

// Neighbours returns what stands beside the thing: first what is stated of the
// two, then what is named beside it in most releases; by kind and text where as
// many do. Places are left out; people are where nothing is stated of them. At
// most limit are returned; more is how many there are besides.
func (t *Thing) Neighbours(records []*onrecord.Record, limit int) (out []Neighbour, more int) {
	b := beside{thing: t, by: map[string]*Neighbour{}}
	for i, r := range records {
		b.record(i, r)
	}
	for _, n := range b.by {
		if len(n.Stated) > 0 || n.Kind != onrecord.NamePerson {
			out = append(out, *n)
		}
	}
	slices.SortFunc(out, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(min(1, len(b.Stated)), min(1, len(a.Stated))), cmp.Compare(b.Releases, a.Releases), cmp.Compare(len(b.Stated), len(a.Stated)),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Text, b.Text))
	})
	more = max(0, len(out)-limit)
	return out[:len(out)-more], more
}

type beside struct {
	thing *Thing
	by    map[string]*Neighbour
}

func (b *beside) of(n *onrecord.Name) *Neighbour {
	id := b.thing.idOf(n)
	if b.by[id] == nil {
		b.by[id] = &Neighbour{ID: id, Kind: n.Kind, Text: n.Text}
	}
	return b.by[id]
}

func (b *beside) record(at int, r *onrecord.Record) {
	spans, first := b.thing.spans(r)
	if first < 0 {
		return
	}
	counted := map[*Neighbour]bool{}
	for i := range r.Names {
		n := &r.Names[i]
		if n.Kind == onrecord.NamePlace || b.thing.Is(n) {
			continue
		}
		if together(r, n, spans) {
			if o := b.of(n); !counted[o] {
				counted[o] = true
				o.Releases++
			}
		}
	}
	for i := range r.Relations {
		b.relation(at, r, &r.Relations[i])
	}
}

// together reports whether a name stands in a paragraph with one of the spans,
// and not within it.
func together(r *onrecord.Record, n *onrecord.Name, spans []onrecord.Span) bool {
	for _, p := range n.Spans {
		own := onrecord.Span(p)
		i, found := slices.BinarySearchFunc(r.Blocks, own.Start, func(b onrecord.Block, at int) int {
			if b.End <= at {
				return -1
			}
			return cmp.Compare(max(b.Start, at), at)
		})
		if !found || i == 0 && onrecord.StatesIssue(r.Blocks[i].Of(r.Text)) {
			continue
		}
		if !overlaps(spans, own) && overlaps(spans, r.Blocks[i].Span) {
			return true
		}
	}
	return false
}

// relation adds what a relation states between the thing and others.
func (b *beside) relation(at int, r *onrecord.Record, f *onrecord.Relation) {
	named := func(text string) *onrecord.Name {
		for i := range r.Names {
			if r.Names[i].Text == text {
				return &r.Names[i]
			}
		}
		return nil
	}
	to := named(f.To)
	for _, from := range f.From {
		n := named(from)
		if n == nil || to == nil {
			continue
		}
		switch starts, ends := b.thing.Is(n), b.thing.Is(to); {
		case starts && !ends:
			b.state(to, Stated{Type: f.Type, From: true, Record: at, Fact: f.ID, When: link.WhenHeld(f)})
		case ends && !starts:
			b.state(n, Stated{Type: f.Type, Record: at, Fact: f.ID, When: link.WhenHeld(f)})
		}
	}
}

func (b *beside) state(n *onrecord.Name, s Stated) {
	if o := b.of(n); n.Kind != onrecord.NamePlace {
		o.Stated = append(o.Stated, s)
	}
}
