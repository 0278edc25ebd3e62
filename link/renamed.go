package link

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// Renaming is what a release says of two of its names: that the thing was once
// called the one and is now called the other.
type Renaming struct {
	New, Old int // places in the release's Names
}

// farthest is how many bytes may stand between two names that a few words make
// one thing.
const farthest = 40

// Renamings finds where a release says that a thing was renamed: "the Harbour
// Grant (formerly known as the Pier Grant)". Both are names of one kind, but
// of no person, place or post. They stand in order of New, then Old, each
// once. That one thing replaces another is not meant: those stay two.
func Renamings(r *onrecord.Record) []Renaming {
	if !mayRename(r.Text) {
		return nil
	}
	places := placesOf(r.Names)
	var out []Renaming
	for i, first := range places {
		for _, second := range places[i+1:] {
			if second.Start > first.End+farthest {
				break
			}
			if second.Start < first.End || second.name == first.name || r.Names[first.name].Kind != r.Names[second.name].Kind {
				continue
			}
			switch renames(r.Text, first.Span, second.Span) {
			case "first":
				out = append(out, Renaming{New: first.name, Old: second.name})
			case "second":
				out = append(out, Renaming{New: second.name, Old: first.name})
			}
		}
	}
	slices.SortFunc(out, func(a, b Renaming) int { return cmp.Or(cmp.Compare(a.New, b.New), cmp.Compare(a.Old, b.Old)) })
	return slices.Compact(out)
}

// mayRename looks for the words without which nothing is renamed, so that most
// texts cost one look.
func mayRename(text string) bool {
	for _, cue := range [...]string{"ormerly", "reviously", "enam", "ebrand", "known", "called", "named", "its name", "now the"} {
		if strings.Contains(text, cue) {
			return true
		}
	}
	return false
}

// placed is one place of a name.
type placed struct {
	onrecord.Span
	name int
}

func placesOf(names []onrecord.Name) []placed {
	var out []placed
	for i := range names {
		switch names[i].Kind {
		case onrecord.NamePerson, onrecord.NamePlace, onrecord.NameRole:
			continue
		}
		for _, s := range names[i].Spans {
			out = append(out, placed{onrecord.Span(s), i})
		}
	}
	slices.SortStableFunc(out, func(a, b placed) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return out
}

// renames returns which of two names is the newer by the words around them:
// "first", "second", or "" where the words say no such thing.
func renames(text string, first, second onrecord.Span) string {
	between := strings.ToLower(strings.Trim(text[first.End:second.Start], " (,–—-:"))
	for _, article := range [...]string{"the", "as the", "a"} {
		if cut, had := strings.CutSuffix(between, " "+article); had {
			between = cut
			break
		}
	}
	if newer, known := renamed.Lookup(between); known {
		return newer
	}
	switch between {
	case "", "the", "as", "as the", "to", "to the":
		words := strings.Fields(strings.ToLower(text[max(0, first.Start-farthest):first.Start]))
		if n := len(words); n > 0 && words[n-1] == "the" {
			words = words[:n-1]
		}
		if n := len(words); n > 0 && renaming[words[n-1]] {
			return "second"
		}
	}
	return ""
}

// renaming are the words that stand before both names: "renames the Pier Grant
// the Harbour Grant".
var renaming = set("renamed renames renaming rename rebranded rebrands rebranding rebrand")
