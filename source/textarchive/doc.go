// Package textarchive reads archive pages saved as plain text: a heading that
// names a tag, then release after release, each under its title. No standard
// describes them; what is read is
//
//	Tag: Town Council
//
//	  • PRESS RELEASE : New bridge opens [March 2025]
//
//	    PRESS RELEASE : New bridge opens [March 2025]
//
//	    The press release issued by the Town Council on 3 March 2025.
//
//	    The bridge is open.
//
// with the title printed once or twice, with or without label, month, list
// mark, indentation or the line that states the issue, and paragraphs on one
// line each or wrapped. A plain text that is one announcement, its title in
// the first line, is read too.
//
// In comes a capture; out come drafts in the order of the page. The line that
// states the issue gives day and issuers and stays the first block; the
// titles and the heading do not stay; list marks are dropped and their
// paragraphs are list items. Where there is no such line, a short line under
// the title that is a day ("3 March 2025") gives it. It does not guess a day
// from a month.
package textarchive
