package fact

import (
	"strconv"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/commitment"
	"github.com/onrecord/onrecord/fact/date"
	"github.com/onrecord/onrecord/fact/figure"
	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/fact/quote"
	"github.com/onrecord/onrecord/fact/relation"
	"github.com/onrecord/onrecord/fact/tag"
)

// Version names the rules that made a set of facts. It changes whenever the
// same release could give other facts, so that a store knows what to derive
// again.
const Version = "6"

// Read returns all facts of the release, each kind in order of Start, with
// ids. No list is nil. The same release always gives the same facts. It is
// safe for concurrent use.
func Read(r *onrecord.Release) onrecord.Facts {
	d := tag.Read(r)
	defer d.Free()
	return read(d)
}

func read(d *tag.Document) onrecord.Facts {
	var f onrecord.Facts
	f.Names = name.Read(d)
	f.Quotes = quote.Read(d, f.Names)
	nameFromTitle(d, f.Quotes)
	f.Dates = date.Read(d)
	f.Figures = figure.Read(d, f.Dates, f.Names)
	f.Commitments = commitment.Read(d, f.Dates, f.Quotes, f.Names)
	f.Relations = relation.Read(d, f.Names, f.Figures)
	Identify(d.Release.ID, &f)
	return f
}

// Identify gives every fact its id, made from the release's id, the fact's
// kind, its words, and which of several with the same words it is. Read has
// done so already; a store calls it again where it knows the release under
// another id.
func Identify(release string, f *onrecord.Facts) {
	seen := map[string]int{} // of the kind at hand
	id := func(kind onrecord.FactKind, words string) string {
		n := seen[words] + 1
		seen[words] = n
		return onrecord.StableID(release, string(kind), words, strconv.Itoa(n))
	}
	for i := range f.Quotes {
		f.Quotes[i].ID = id(onrecord.KindQuote, f.Quotes[i].Text)
	}
	clear(seen)
	for i := range f.Dates {
		f.Dates[i].ID = id(onrecord.KindDate, f.Dates[i].Text)
	}
	clear(seen)
	for i := range f.Figures {
		f.Figures[i].ID = id(onrecord.KindFigure, f.Figures[i].Text)
	}
	clear(seen)
	for i := range f.Commitments {
		f.Commitments[i].ID = id(onrecord.KindCommitment, f.Commitments[i].Text)
	}
	clear(seen)
	for i := range f.Names {
		f.Names[i].ID = id(onrecord.KindName, f.Names[i].Text)
	}
	clear(seen)
	for i := range f.Relations {
		f.Relations[i].ID = id(onrecord.KindRelation, relationWords(&f.Relations[i]))
	}
}

// relationWords tell a relation from the others of its release.
func relationWords(r *onrecord.Relation) string { return tag.RelationWords(r.Type, r.From, r.To) }
