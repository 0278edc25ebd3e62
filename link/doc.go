// Package link says what facts of different releases have to do with each
// other: which names are one thing, which sums are one sum, how a figure
// moved, what came of a commitment.
//
// In come records; out come members (what of a release may be linked), and
// the edges between them, each with the words that made it. It keeps nothing:
// an engine keeps the graph and hands it over as a Graph. Where two readings
// fit it makes no edge.
//
// Whether two members are linked depends on nothing but the two of them and
// on which others share their keys, so that a record linked release by
// release has the same edges as one linked at once, in whatever order the
// releases came.
//
// A name has an id by its own words (NameID). Which names are one thing is
// decided above that: for one name by those beside it (Thing, People), then for
// all by what people said (Join). Where it does not choose, it says between
// which.
//
//	id := link.NameID(onrecord.NameScheme, "the Harbour Fund") // the same thing in every release
//	same := link.Thing(name, kin, fuller, newer)               // "HSA" is the Harbour Safety Agency
//	members := link.Members(&record)                           // its sums, measures, commitments, …
//	edge, ok := link.Pair(&earlier, &later)                    // "£1.5 million … said again"
package link

// Version names the rules that link. A record keeps under which all of its links were last made; it changes, after
// a release of this program, whenever the same releases could be linked otherwise.
const Version = 2
