// Package webpage reads announcements from HTML pages: a page of one release,
// and archive or tag pages that hold many full texts.
//
// In comes a capture of HTML; out come drafts in the order of the page. What
// a page says of itself is read from schema.org (JSON-LD, microdata), Open
// Graph, Dublin Core, RDFa as Drupal writes it, microformats, and the elements of
// HTML itself. Where the body of a release is marked, that is taken; else it
// is found by Mozilla's Readability (codeberg.org/readeck/go-readability).
//
// A visible date is taken only where it stands with the headline or at the
// start of the text and can be read in one way: "03/04/2024" is left out.
//
// It refuses pages nested more than 512 elements deep, pages whose broken
// formatting would multiply into millions of elements, and listings of links
// without texts. Only what the page holds is read: no link is followed.
//
//	drafts, problems := webpage.Read(capture)
package webpage
