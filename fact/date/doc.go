// Package date reads the calendar times that a release names.
//
// In comes a tagged document; out come DateFacts: the words, the inclusive
// interval of days that they stand for, and how it bounds what is said.
// Relative words ("last week", "in July") are placed from the release's day
// of issue, or from a date named just before ("the previous January");
// where the day of issue is unknown only dates that carry their own year
// are given.
//
// It refuses what no careful reader could place: bare lengths of time ("for
// three years"), vague times ("in the coming weeks"), days that do not exist
// (31 February), and years and months that are part of a name ("Fair
// Rents Act 2019", "Vision 2030").
//
//	facts := date.Read(tag.Read(&release))
//	// "between 4 and 6 February" → 2025-02-04 to 2025-02-06, within
//
// The words are in words/*.txt; the grammar is one small function for each
// way of writing a date.
package date
