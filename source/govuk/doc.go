// Package govuk reads what GOV.UK's interfaces return: content items of the
// Content API (https://content-api.publishing.service.gov.uk/) and results of
// the Search API (https://www.gov.uk/api/search.json), both JSON.
//
// In comes a capture; out come drafts: one of a content item, one of each
// search result. Content items of the schemas that announce something are
// read (see schemas); others, such as organisation or role, are refused with
// a problem that names the schema. Block quotations stay quotations;
// attachments give their titles; the change history and the notice of
// withdrawal are kept. The day is that of first publication, in London; a
// search result only tells when the page last changed for the public, and
// has a summary for a body.
//
//	drafts, problems := govuk.Read(capture)
package govuk
