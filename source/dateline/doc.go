// Package dateline reads the day of issue that a page or file states beside
// its text: in a machine's form, or as a line for people.
//
// In comes one line or value; out come days, none where it can be read in two
// ways. It is not for dates inside a text: that is the fact room's matter.
//
//	dateline.Of("Published 1 May 2024, last updated 3 May 2024")
//	// 2024-05-01, true
package dateline
