// Package quote reads the words that a release gives as somebody's own: block
// quotations after a cue ("Jane Doe, Minister for Ports, said:") and words in
// quotation marks that a cue attributes.
//
// In come a tagged document and its names; out come quotes in order, each
// with its words (without the marks), its cue, and the speaker as far as the
// release names one. Where two people fit, the speaker is left empty. Scare
// quotes around single terms, titles of works and words that nobody is said
// to have spoken are no quotes. Where a block quotation ends is marked by
// nothing in most releases: see voice.go for how it is weighed.
//
//	quotes := quote.Read(d, name.Read(d))
package quote
