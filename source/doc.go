// Package source reads captures: it tells the format of the bytes by their
// content and hands them to the room that reads it.
//
// In comes a capture, the bytes as they were found; out come the drafts in
// it, in its order, and problems for what could not be read. Nothing is
// fetched, and no file is opened: package folder walks folders, and packages
// archive and warc unpack. What no reader knows is refused with a problem
// that says what it looks like.
//
// The formats, in the order in which they are tried, each in a folder of its name:
//
//	feed         RSS 1.0 and 2.0, Atom (RFC 4287), JSON Feed
//	govuk        content items and search results of GOV.UK's APIs (JSON)
//	wordpress    posts of WordPress's REST API, wp/v2/posts (JSON)
//	record       JSON Lines of announcements, onrecord's own among them
//	pdf          PDF with text in it (ISO 32000)
//	webpage      HTML pages: one release, or an archive page of many
//	textarchive  archive pages saved as text, and single announcements in text
//
// What they share: limit (the bounds of all), encoding (bytes to UTF-8), html (HTML to blocks),
// plaintext (text to paragraphs), issuer (who issued it), day (timestamps to
// days) and jsonfield (JSON of uneven types).
//
// A MediaType or a name never decides by itself: servers and file names are
// often wrong. All of it is safe for concurrent use.
//
//	kind, drafts, problems := source.Read(capture)
package source
