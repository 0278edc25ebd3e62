// Package title takes off what archives put around the title of a release —
// a label before it ("PRESS RELEASE :"), a month after it ("[February
// 2025]") — and levels titles for comparison.
//
// In comes a title as a source prints it; out come its parts, each a
// substring of it. Only labels in capitals are taken off what is shown,
// since "Speech: how we got here" may be a title of its own; Fold, which is
// for comparing and never shown, takes off labels in any case. It does not
// correct a title in any other way.
//
//	title.Trim("PRESS RELEASE : New bridge opens [March 2025]")
//	// "New bridge opens"
package title
