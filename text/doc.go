// Package text turns a string into tokens and sentences, all as byte spans
// into that string. It is the only room that walks bytes and runes: every
// other room works with the spans it hands out.
//
// In comes valid UTF-8 (release texts are made so); out come spans, in order,
// that do not overlap and stand on character borders. It knows no words: what
// a token means is the business of the fact room. Everything is linear in the
// length of the text and safe for concurrent use.
//
//	tokens := text.Tokens("£1.5 million by the summer")
//	// "£" Symbol, "1.5" Number, "million" Word, "by" Word, …
package text
