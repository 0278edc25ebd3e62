// Package table is the record as tables: what their columns are called, what
// is in them and of which type, in one place, and the files that are made of
// them.
//
// In comes a store's reading side and a query (nil: everything); out go rows,
// one release in memory at a time, and from them CSV after RFC 4180, Parquet,
// SQLite, and a data package (https://datapackage.org) that describes the CSV
// files to programs. Releases, their versions and their facts come newest
// release first.
//
// A column is never renamed, and a new one is added at the end. What is not
// known is an empty cell of CSV and a null of all else, never a word for it.
//
// It refuses to hand a spreadsheet a formula. In CSV a text that a spreadsheet
// might run (one that begins with = + - @, their full-width forms, a tab or a
// carriage return) or that begins with an apostrophe gets one apostrophe in
// front. To read the exact text back, take one leading apostrophe off, where
// there is one: see Exact. Ids, dates, offsets and numbers are never changed,
// and no text is cut, however long.
//
//	err := table.Walk(ctx, s, nil, []*table.Table{table.Commitments}, table.Options{}, csv.Put)
package table
