// Package tag reads a release into tagged tokens: the one token stream that
// every kind of fact is read from.
//
// In comes a release (immutable text and blocks); out comes a Document:
// tokens, each with the set of word lists it stands in, grouped into blocks
// and sentences. It decides nothing: which tokens make a fact is the business
// of the kinds beside it.
//
// Word lists are plain text files, one entry a line, that a non-programmer
// can extend: see List for the format. A bad list fails at load with its file
// and line.
//
//	d := tag.Read(&release)
//	for _, s := range d.Sentences { tokens := d.Tokens[s.First:s.Last] … }
package tag
