// Package feed is the record as files for other programs: exports and
// citations.
//
// In comes a store's reading side and a query (nil: everything); out goes a
// stream of bytes, one release in memory at a time, newest first. It writes
// JSON Lines (https://jsonlines.org: the record format, one release a line),
// CSV after RFC 4180, and citations as plain text, BibTeX, RIS and CSL-JSON.
// Commitments also go out as iCalendar, as Atom, and with what later releases
// say of them.
//
// It refuses to hand a spreadsheet a formula. In CSV a text that a spreadsheet
// might run (one that begins with = + - @, their full-width forms, a tab or a
// carriage return) or that begins with an apostrophe gets one apostrophe in
// front. To read the exact text back, take one leading apostrophe off, where
// there is one: see Exact. Ids, dates, offsets and numbers are never changed.
//
//	err := feed.JSONLines(ctx, os.Stdout, s, nil)
//	err = feed.CSV(ctx, os.Stdout, s, nil, feed.Commitments)
package feed
