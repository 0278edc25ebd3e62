// Package link says what facts of different releases have to do with each
// other: which names are one thing, and which sums are one sum.
//
// In come facts; out come names' identities and links, each with the words
// that made it. It keeps nothing and asks no store: the ingest room brings
// the candidates. Where two readings fit it makes no link.
//
//	id := link.NameID(onrecord.NameScheme, "the Harbour Fund") // the same thing in every release
//	links := link.Between(mention, candidates)                 // "£1.5 million … said again"
package link
