// Package sqlite keeps the record in one SQLite file, in pure Go. It is the
// engine that onrecord uses by default; the contract is package store's, and how a
// record is kept and asked is package keep's.
//
// In comes a path; out comes a record. It refuses a file that a newer onrecord made, and any change
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
package sqlite
