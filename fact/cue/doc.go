// Package cue finds the words that attribute speech: a verb of saying and the
// clause that names who speaks, before the verb or after it.
//
// In comes a tagged document; out come cues, in order, as token ranges. Who
// the named speaker is, and which words are theirs, is the business of the
// name and the quote rooms; a verb whose subject can't be told is left out.
//
//	for _, c := range cue.Find(d) { speaker := d.Words(c.Subject[0], c.Subject[1]) … }
package cue
