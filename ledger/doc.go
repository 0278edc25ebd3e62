// Package ledger says what the money of a record is, and how its figures moved:
// every distinct sum once, with all that passages say of it, and every series
// of a measure, in order of the time that its points are of.
//
// In comes a store's answers; out come entries and series, with the words each
// statement rests on. It keeps nothing (a Memory remembers, until what it read is written to) and links nothing: which mentions are
// one sum is the link room's word. What passages do not say stays unsaid: a
// field that is empty or "unknown".
//
//	page, err := ledger.Sums(ctx, s, ledger.Request{Text: "harbour"})
//	page.Entries[0].First.Release.IssuedOn // first seen on
package ledger
