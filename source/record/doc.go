// Package record reads JSON Lines (https://jsonlines.org/) of announcements:
// onrecord's own record format, and the lines of other collections that use
// common names for the same things.
//
// In comes a capture; out comes a draft of each line that is an object with a
// title or a text, in order. Lines are independent: a line that cannot be
// read is a problem with its number, and the rest goes on. Empty lines are
// passed over. One JSON array of such objects is read too. Facts in a line
// are not taken over: they are read again from its text.
//
// These names are accepted, the first that is there and not empty counting:
//
//	title     title, headline
//	text      text, body_text, full_text, body, content, body_html, content_html, html
//	day       issued_on, published, date, published_on, published_at, publication_date, date_published, issued, datetime
//	address   url, web_url, link, permalink
//	issuers   issued_by, from, issuer, issuers, organisations, organisation, organizations, organization,
//	          department, agency, publisher, member; author and authors where they are bodies
//	summary   summary, subtitle, standfirst; description where there is no text: what a
//	          collection says of a release beside its text is no part of that
//	tags      tags, tag, topics, topic, categories, category, keywords
//	language  language, lang, locale
//
// and of the record format blocks, changes, withdrawn, excerpt and source. Issuers may be a
// phrase (parted by package issuer), a list, or objects with a name or title.
// Texts may be plain or HTML, told apart by their tags where the name does
// not say.
//
//	drafts, problems := record.Read(capture)
package record
