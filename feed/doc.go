// Package feed is the record as files for other programs: exports and
// citations.
//
// In comes a store's reading side and a query (nil: everything); out goes a
// stream of bytes, one release in memory at a time, newest first. It writes
// JSON Lines (https://jsonlines.org: the record format, one release a line), and
// citations as plain text, BibTeX, RIS and CSL-JSON. Commitments also go out as
// iCalendar, as Atom, and with what later releases say of them; Summary is the one line that stands for a
// commitment there and everywhere else.
//
// Tables as CSV, Parquet, SQLite and a data package are made in feed/table, people
// and posts in feed/popolo, entities in feed/followthemoney, captures in feed/webarchive.
//
// It refuses to hand a spreadsheet a formula: see feed/table.
//
//	err := feed.JSONLines(ctx, os.Stdout, s, nil, table.Options{})
package feed
