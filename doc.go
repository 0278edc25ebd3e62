// Package onrecord holds the nouns of the record: what a source gives
// (Capture, Draft), what is made of it (Release, Span, the kinds of fact,
// Link), what went wrong (Problem), and the error kinds that every room
// speaks. It imports the standard library only, and does nothing: reading,
// linking, storing and showing live in the rooms beside it.
//
// Data walks one way:
//
//	source → release → fact → link → store → page, api, feed
//
// A fact never stands without its words: its Start and End are byte offsets
// into its release's Text, and its Text is exactly those bytes.
package onrecord
