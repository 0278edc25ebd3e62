// Package sqlite keeps the record in one SQLite file, in pure Go. It is the
// engine that onrecord uses by default; the contract is package store's.
//
// In come batches from the ingest room; out come releases, facts, names and
// search results. It refuses a file that a newer onrecord made, and any change
// to what was captured: triggers abort it.
//
//	s, err := sqlite.Open(ctx, "onrecord.db", sqlite.Options{Rules: fact.Version, Identify: fact.Identify})
//
// # Durability
//
// The file is in WAL mode with synchronous=FULL: Save returns after the
// write-ahead log is on disk, so that a crash or a power cut loses nothing
// that was said to be kept. Readers see the state of the last whole batch and
// never wait. One process writes at a time; others wait up to a minute.
//
// # Versions
//
// Version numbers are permalinks: they count in the order of saving and never
// change. The newest version, which readers see, is the one captured last, so
// that an older capture saved later does not displace it. A text that was
// seen before in any version is Unchanged, unless the same location held
// another text in between: then it is a new version, for the page went back.
// A capture that is read again under other rules replaces what was derived
// from it, without a new version.
//
// # Order and relevance
//
// Newest is by day of issue; within a day, what was saved last stands first.
// Undated releases come last.
//
// Relevance is BM25 (k1 1.2, b 0.75, over the text's length in words) with a
// title counting as five more occurrences. Phrases and prefixes count as one
// word that stands once. All matches are ranked where they are no more than
// 2,000; else the newest 2,000 and the newest 1,000 whose title holds one of
// the words. The others follow, newest first, with score 0.
//
// # Memory
//
// Save holds its batch's texts and index entries until it returns: batches of
// a few hundred releases are quickest and need some 100 MB. Two processors are
// used, one to read texts and one to write.
//
// Search filters, counts and ranks over columns in memory: about 200 bytes a
// release, loaded with the first search and kept up to date from then on. It
// remembers what the last words and phrases matched, at most 256 of them, in
// three bits a release each.
package sqlite
