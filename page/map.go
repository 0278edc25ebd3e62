package page

import (
	"net/http"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/chart"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/link/thing"
	"github.com/onrecord/onrecord/store"
)

// neighbourMap is a drawing of what stands beside a thing, and the table that says the same.
type neighbourMap struct {
	Drawn *drawing
	Nodes []node
}

// node is a neighbour.
type node struct {
	Name     string
	Kind     onrecord.NameKind
	Address  string
	Stated   bool
	Says     string
	Releases int
}

// mapOf draws a map. The neighbours stand in the order given; nil where there are none.
func (w writing) mapOf(n *store.Named, near []thing.Neighbour, more int) *neighbourMap {
	if len(near) == 0 {
		return nil
	}
	m := &neighbourMap{Drawn: &drawing{writing: w, Path: "/charts/neighbours/" + n.ID, Page: nameAddress(n.Kind, n.ID), Told: true}}
	m.Drawn.Title = "What stands beside " + cut(120, n.Text)
	m.Drawn.Note = "A solid line: a sentence states it. A broken line: both are named in one paragraph, no more."
	if more > 0 {
		m.Drawn.Note += " " + upperFirst(w.plural(more, "more is", "more are")) + " named beside it."
	}
	m.Drawn.Head = []string{"name", "kind", "stated", "releases_that_name_both"}
	form := chart.Neighbours{Centre: n.Text}
	for _, o := range near {
		one := node{Name: o.Text, Kind: o.Kind, Address: nameAddress(o.Kind, o.ID), Stated: len(o.Stated) > 0, Says: statedWords(n.Kind, o), Releases: o.Releases}
		m.Nodes = append(m.Nodes, one)
		m.Drawn.Rows = append(m.Drawn.Rows, []any{o.Text, string(o.Kind), one.Says, o.Releases})
		form.Beside = append(form.Beside, chart.Neighbour{Name: cut(200, o.Text), Note: one.note(w), Href: one.Address, Stated: one.Stated})
	}
	m.Drawn.Form = form
	return m
}

// at gives the map of a page its base and the address of its picture: see drawing.at.
func (m *neighbourMap) at(base string) (picture string) {
	if m == nil {
		return ""
	}
	return m.Drawn.at(base)
}

// neighboursDrawing draws what stands beside a named thing as its page does.
func (p *site) neighboursDrawing(r *http.Request, id string) (*drawing, error) {
	n, err := p.store.Name(r.Context(), id)
	if err != nil {
		return nil, err
	}
	var m *neighbourMap
	if n.Kind == onrecord.NamePerson {
		m, err = p.personMap(r, n)
	} else {
		var records []*onrecord.Record
		if records, err = p.naming(r, &n); err == nil {
			near, more := thing.New(n.Kind, append([]string{n.Text}, n.Aliases...)...).Neighbours(records, maxNeighbours)
			m = p.writing.mapOf(&n, near, more)
		}
	}
	if err != nil || m == nil {
		return nil, err
	}
	return m.Drawn, nil
}

// note is what stands under a neighbour's name on the map.
func (n *node) note(w writing) string {
	if n.Stated {
		return n.Says
	}
	return "beside it in " + w.plural(n.Releases, "release", "releases")
}

// statedWords says all that is stated of a neighbour, "" where nothing is.
func statedWords(kind onrecord.NameKind, n thing.Neighbour) string {
	var out []string
	seen := map[string]bool{}
	for _, s := range n.Stated {
		words := neighbourWords(s)
		if kind == onrecord.NamePerson {
			if of, its := strings.CutSuffix(words, " it"); its {
				words = of + " them"
			}
		}
		if !seen[words] {
			seen[words] = true
			out = append(out, words)
		}
	}
	return strings.Join(out, ", ")
}

// neighbourWords say what a neighbour is to the thing.
func neighbourWords(s thing.Stated) string {
	words := neighbourSays[s.Type]
	if of, known := neighbourSaysOf[s.When][s.Type]; known {
		words = of
	}
	if s.From {
		return words.from
	}
	return words.to
}

// neighbourTie are the words for a neighbour where the relation starts at the thing, and where it ends at it.
type neighbourTie struct{ from, to string }

var neighbourSays = map[onrecord.RelationType]neighbourTie{
	onrecord.RelationPartOf: {"it is part of this", "part of it"}, onrecord.RelationLeads: {"led by it", "leads it"},
	onrecord.RelationHolds: {"post held", "holds it"}, onrecord.RelationRuns: {"run by it", "runs it"},
	onrecord.RelationIntroduced: {"introduced by it", "introduced it"}, onrecord.RelationCreates: {"created by it", "created it"},
	onrecord.RelationReplaces: {"replaced by it", "replaces it"}, onrecord.RelationMerges: {"it merges into this", "merges into it"},
	onrecord.RelationFunds: {"funded by it", "funds it"}, onrecord.RelationMemberOf: {"it is a member", "member of it"},
}

// neighbourSaysOf are those of a post or a lead that is held no longer, or not yet.
var neighbourSaysOf = map[string]map[onrecord.RelationType]neighbourTie{
	link.HeldPast: {onrecord.RelationLeads: {"led earlier by it", "led it earlier"}, onrecord.RelationHolds: {"post held earlier", "held it earlier"}},
	link.HeldSoon: {onrecord.RelationLeads: {"to be led by it", "is to lead it"}, onrecord.RelationHolds: {"post to be held", "is to hold it"}},
}
