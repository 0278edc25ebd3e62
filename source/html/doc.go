// Package html turns HTML into the blocks of a draft: paragraphs, headings,
// list items, quotations, table rows and labels of attachments, in order. It
// follows the HTML standard (https://html.spec.whatwg.org/) as
// golang.org/x/net/html reads it.
//
// In comes a fragment, a whole page or a parsed node; out come blocks of
// plain text with entities decoded and runs of white space made one space.
// Inline elements part words only where the source has white space. Scripts,
// styles, navigation, forms' controls and embedded media give no text; of an
// attachment only its label does. It
// does not look for a page's main content: that is the webpage room's work.
//
// After limit.Blocks blocks it stops: the release room refuses a text of so
// many. Any input is read in linear time, whatever its nesting, without recursion.
//
//	html.Blocks("<p>She said:</p><blockquote><p>We will.</p></blockquote>")
//	// paragraph "She said:", quotation "We will."
package html
