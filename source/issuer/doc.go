// Package issuer parts a phrase that names who issued a release into the
// names of the bodies.
//
// In comes a phrase such as "the Home Office and Ministry of Justice"; out
// come the bodies in the order named, each a substring of the phrase. Names
// that hold "and" or commas themselves ("Ministry of Housing, Communities and
// Local Government") are kept whole by a list of known bodies (bodies.txt)
// and by the words that bodies' names begin and end with (heads.txt). Where
// two readings are left it abstains: the whole phrase is one name. Ministers
// and other people named beside bodies are left out.
//
// ReadIssue reads the line in which archives state who issued a release, and
// on which day.
//
//	issuer.Bodies("the Cabinet Office and The Rt Hon A. Person MP")
//	// ["Cabinet Office"]
package issuer
