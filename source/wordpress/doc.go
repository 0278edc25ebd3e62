// Package wordpress reads posts as WordPress's REST API returns them
// (https://developer.wordpress.org/rest-api/reference/posts/): the JSON of
// wp/v2/posts, a list, or of wp/v2/posts/ID, one object, with or without
// embedded authors and terms (_embed).
//
// In comes a capture; out comes a draft of each post, in order. The day is
// that of the post's own clock ("date"). Issuers are the embedded authors
// that are bodies, else the site's name where the post carries it; an
// archive's line that states the issue overrides both. Terms are tags. The
// excerpt is read only where there is no content: WordPress cuts it from the
// content itself. Posts behind a password have no content, and a problem.
//
//	drafts, problems := wordpress.Read(capture)
package wordpress
