// Package listing reads what a source says that it holds: one step of a listing at a
// time, from a cursor to the locations to fetch and the next cursor.
//
// In come a source, the cursor of the last step ("" at first), a way to fetch and a way to ask which
// locations are known; out comes a Page: locations with a mark that changes when what lies there
// does, captures where the listing holds the announcements themselves, and the next cursor. A step is one
// request, so that a walk of years goes on wherever it was broken off. A cursor is a word of the room: kept
// with a source, read by the kind that wrote it, and never shown.
//
// The newest come first. A look begins with what is new since the last, and goes on where a walk into the
// past was broken off. Between two steps a listing may change: what is added shows up again on a
// later page and is known by then; nothing is taken for seen that was not. The clock is never asked: how far a
// listing was read is told by its own times.
//
// The kinds, one file each:
//
//	govuk       results of the Search API by windows of time, each page from the Content API, with its attachments
//	feed        RSS, Atom, JSON Feed; the pages of entries that hold only an excerpt
//	wordpress   posts of the REST API, a hundred a step; each post by itself when it is looked at again
//	page        a page of teasers or of whole texts, with its next pages; or one page by itself
//
// A folder (onrecord.ListingFolder) is walked by source/folder and has no steps.
//
// Refused, with an error: a listing that does not answer as its kind does. It keeps nothing, and decides neither when
// to look nor what to fetch first: package pull does.
//
//	page, err := listing.Next(ctx, listing.Step{Source: src, Cursor: cursor, Begins: true, Get: client.Get, Known: known})
package listing
