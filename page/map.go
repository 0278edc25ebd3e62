package page

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link/thing"
)

// neighbourMap is a drawing of what stands beside a thing: the thing at the left, a
// line to each neighbour at the right, in order. It is as wide as a small phone,
// so that its letters stay legible there. All lengths are in its own units.
type neighbourMap struct {
	Height int
	Centre []label
	Nodes  []node
	More   int
}

// node is a neighbour with the line that leads to it.
type node struct {
	Name    string
	Kind    onrecord.NameKind
	Address string
	Labels  []label
	Note    label
	Stated  bool
	Line    string // the path of the line
	X, Y    int    // where the line ends
	// For the table beside the map:
	Says     string
	Releases int
}

type label struct {
	X, Y int
	Text string
}

// The measures of a map.
const (
	mapWidth     = 320
	centreWidth  = 100
	labelsAt     = 154 // where the neighbours' names begin
	lineHeight   = 16
	noteHeight   = 14
	nodeGap      = 14
	centreLetter = 12 // letters of a line at the left
	nodeLetters  = 21 // letters of a line at the right
)

// mapOf draws a map. The neighbours stand in the order given.
func (w writing) mapOf(kind onrecord.NameKind, name string, near []thing.Neighbour, more int) *neighbourMap {
	m := &neighbourMap{More: more}
	y := nodeGap
	for _, n := range near {
		o := node{Name: n.Text, Kind: n.Kind, Address: thingAddress(n.Kind, n.ID), Stated: len(n.Stated) > 0, Says: statedWords(kind, n), Releases: n.Releases}
		lines := wrapped(n.Text, nodeLetters, 2)
		o.X, o.Y = labelsAt-6, y+(len(lines)*lineHeight+noteHeight)/2
		for _, text := range lines {
			y += lineHeight
			o.Labels = append(o.Labels, label{labelsAt, y - 3, text})
		}
		y += noteHeight
		o.Note = label{labelsAt, y - 3, cut(30, o.note(w))}
		y += nodeGap
		m.Nodes = append(m.Nodes, o)
	}
	centre := wrapped(name, centreLetter, 5)
	m.Height = max(y, len(centre)*lineHeight+2*nodeGap)
	middle := m.Height / 2
	for i, text := range centre {
		m.Centre = append(m.Centre, label{0, middle - len(centre)*lineHeight/2 + (i+1)*lineHeight - 4, text})
	}
	for i := range m.Nodes {
		o := &m.Nodes[i]
		bend := (centreWidth + labelsAt) / 2
		o.Line = fmt.Sprintf("M%d %dC%d %d %d %d %d %d", centreWidth, middle, bend, middle, bend, o.Y, o.X, o.Y)
	}
	return m
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
			words = strings.ReplaceAll(words, "by it", "by them")
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
	words := map[onrecord.RelationType]struct{ from, to string }{
		onrecord.RelationPartOf: {"it is part of this", "part of it"}, onrecord.RelationLeads: {"led by it", "leads it"},
		onrecord.RelationHolds: {"post held", "holds it"}, onrecord.RelationRuns: {"run by it", "runs it"},
		onrecord.RelationIntroduced: {"introduced by it", "introduced it"}, onrecord.RelationCreates: {"created by it", "created it"},
		onrecord.RelationReplaces: {"replaced by it", "replaces it"}, onrecord.RelationMerges: {"it merges into this", "merges into it"},
		onrecord.RelationFunds: {"funded by it", "funds it"}, onrecord.RelationMemberOf: {"it is a member", "member of it"},
	}[s.Type]
	if s.From {
		return words.from
	}
	return words.to
}

// wrapped breaks a name into lines of at most so many letters, the last one cut
// where the name is longer than that.
func wrapped(s string, letters, lines int) []string {
	out := []string{""}
	for _, word := range strings.Fields(s) {
		last := len(out) - 1
		joined := strings.TrimSpace(out[last] + " " + word)
		switch {
		case utf8.RuneCountInString(joined) <= letters || out[last] == "":
			out[last] = joined
		case len(out) == lines:
			out[last] = cut(letters, joined)
			return out
		default:
			out = append(out, word)
		}
	}
	for i := range out {
		if utf8.RuneCountInString(out[i]) > letters { // one long word
			out[i] = cut(letters-1, out[i])
		}
	}
	return out
}
