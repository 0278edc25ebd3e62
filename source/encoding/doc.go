// Package encoding turns fetched bytes into UTF-8 text, after the WHATWG
// Encoding standard (https://encoding.spec.whatwg.org/) as
// golang.org/x/net/html/charset implements it.
//
// In come a body and what the place said of it (its Content-Type). Out come
// valid UTF-8 and, where the body was not what it was said to be, a note for
// people. It never fails: bytes that fit no character become U+FFFD, and what
// declares nothing and is no UTF-8 is read as windows-1252, as browsers do.
// It does not decide whether the bytes are text at all: see Binary.
//
//	text, note := encoding.Text([]byte("caf\xe9"), "text/plain")
//	// "café", "the text was read as windows-1252: it is not valid UTF-8"
package encoding
