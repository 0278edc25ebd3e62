// Package feed reads feeds: RSS 2.0 (https://www.rssboard.org/rss-specification)
// and 1.0 with the content and Dublin Core modules, Atom (RFC 4287) and JSON
// Feed (https://www.jsonfeed.org/), through github.com/mmcdole/gofeed.
//
// In comes a capture; out comes a draft of each item, in order. An item's
// content is the body; its description is the summary where it says something
// that the body does not, and the body where it is all there is. The issuer
// is the item's author where that is a body, else the feed's, else the feed
// itself; the day is that of publication where the publisher is, or of the
// last update where no other is given. A feed that breaks off, or has a broken
// item, gives the items that can be read, and a problem for each other.
//
// Nesting deeper than MaxDepth is refused: the parser walks it by recursion.
//
//	drafts, problems := feed.Read(capture)
package feed
