// Package exported reads the exports of a record back, so that an empty record
// that takes them in holds what the first one held.
//
// In comes a JSON Lines export as a stream, or a SQLite export as a file; out
// come, of each announcement, its versions in the order of their numbers, each as
// one line of the record format with when it was captured there, and what people
// said. What a line holds is read by package record, and facts are read again from
// the texts.
//
// It refuses, each as an error of that line or row alone: lines that are no JSON or
// longer than the caller's limit, and statements whose id is not that of what they
// say. A SQLite file is opened to read only, and nothing that it defines is run.
//
//	err := exported.Lines(ctx, file, limit, func(e exported.Entry) error { … })
package exported
