// Package thing says what releases tell of one named thing: what it is, in
// their own words; its life, row by row; and what stands beside it.
//
// In come the records that name it, in the order in which they were issued,
// and all forms of its name; out come passages of those records, each as a
// span of its text. It links nothing and keeps nothing: who is who is said
// elsewhere. Where a release says nothing that fits, it says nothing; where a
// short form ("the fund") fits two things of one release, it is neither's.
//
//	t := thing.New(onrecord.NameScheme, "Harbour Fund")
//	d, ok := t.Describe(records) // "The Harbour Fund is a new £5 million grant for small ports."
//	rows := t.Life(records)      // first named, launched, money, due, …
package thing
