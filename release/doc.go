// Package release makes a release of a draft: one clean, immutable text with
// its title, day of issue, issuers, language and blocks, and the keys under
// which the same announcement is recognised in other places.
//
// In come a capture, the kind of its source and a draft; out comes an
// onrecord.Release. A draft with neither title nor text is refused with
// onrecord.ErrInvalid, one beyond MaxTitle, MaxText or MaxBlocks with
// onrecord.ErrTooLarge. Words are never changed: only white space and
// characters that print nothing are, see New. The package is pure: the same
// input gives the same output, and all of it is safe for concurrent use.
//
// # The same announcement
//
// A release has up to two keys, strongest first: "url:" and its own address
// without what does not tell pages apart, and "title:" and a hash of its
// title levelled (package title), its day and its first issuer. Only a
// release that has neither gets a "text:" key. Its id is made from the title
// key where there is one, else from the address, else from the text. The
// store gives a newcomer the id of the release that it joins: see Joins.
//
//	r, err := release.New(capture, onrecord.SourceFeed, draft)
package release
