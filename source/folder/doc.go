// Package folder walks the places where documents lie: files, folders,
// standard input, and what is packed in them (gzip, zip, WARC), each told by
// its content and not by its name.
//
// In come roots: paths, or "-" for standard input. Out come captures, one for
// each document, in a stable order: the roots as given, a folder's entries
// sorted by name, an archive's members in their own order. What cannot be
// read is an onrecord.Problem, and the walk goes on.
//
// A capture's Location is its path; in a zip file the path and the member's,
// parted by "!" ("news.zip!2025/a.html"). gzip around one document leaves the
// location as it is. A document from a web archive has the address it was
// fetched from as its Location, its WARC-Date as At and the HTTP Content-Type
// as MediaType: what was captured is the page, and the archive is only where
// its bytes were kept. Problems name the archive, with the record as Place.
//
// An export of another record (JSON Lines or SQLite, see package exported) is a
// container too: each version of an announcement in it is a capture, its line as it
// stands there, with the export's path and the announcement's id as its Location
// ("record.jsonl!0f9a…") and the time at which that record had captured it as At.
//
// Passed over, and told through Options.Skipped: hidden files and folders
// (".git", ".DS_Store"), what systems leave behind ("__MACOSX", "Thumbs.db"),
// notes about the files beside them ("README.md", "LICENSE") unless they are
// roots themselves,
// images, sound, video and fonts (by content), style sheets and scripts (by
// name; their content is text), folders that a symbolic link leads to a
// second time, and the records of a web archive that hold no document.
//
// Refused, as a problem: documents over Limits.MaxDocument, archives that
// expand beyond Limits.MaxRatio or lie in one another deeper than
// Limits.MaxDepth, encrypted members, office documents, devices, pipes and
// sockets, symbolic links that lead in a circle or nowhere.
//
//	err := folder.Walk(ctx, []string{"archive", "-"}, folder.Options{Stdin: os.Stdin, Now: now},
//		func(c onrecord.Capture) error { … },
//		func(p onrecord.Problem) error { … })
package folder
