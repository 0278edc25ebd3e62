// Package plaintext cuts plain text into paragraphs.
//
// In comes UTF-8 text with line ends of any system; out come paragraphs in
// order, each on one line, with list marks ("•", "*", "-" and their like)
// taken off and said. Whether a text's lines were wrapped is told from their
// lengths, or from the words beside the breaks: collections of pages keep the line ends
// of the page's source. Numbers before items stay: they are words of the text.
//
//	plaintext.Blocks("We will:\n\n- build a bridge\n")
//	// paragraph "We will:", list item "build a bridge"
package plaintext
