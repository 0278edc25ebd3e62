// Package sample holds the announcements that ship inside the binary: two
// years of press releases of Corvane, an island kingdom that does not exist.
// Its places, people, bodies and sums are all invented. README.md beside this
// file is the truth that the texts were written from, and that gold and link
// tests can be made from.
//
// Nothing comes in. Out go the files as their sources would have given them,
// in every format that onrecord reads, and the time at which each counts as
// captured, so that the record made from them is the same every day. One file
// is broken on purpose. The package does not read releases out of the files:
// that is the business of the rooms under source.
//
//	files := sample.Files()
//	body, err := fs.ReadFile(files, "archive/public-safety.txt")
//	at := sample.CapturedAt("archive/public-safety.txt")
//	captures := sample.Captures() // all of them, in order
package sample
