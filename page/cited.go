package page

import (
	"github.com/onrecord/onrecord/feed"
)

// meta is a <meta> of a page's head.
type meta struct{ Name, Content string }

// cited says of a release what reference managers read out of a page's head: the
// names of Highwire Press, which Zotero and Google Scholar read, and of the Dublin Core.
// The bodies that issued it stand as publishers. As authors they would be cut into first and
// last names; the citations in BibTeX, RIS and CSL-JSON can say that they are bodies.
func cited(c feed.Citation, permalink string) (out []meta) {
	add := func(content string, names ...string) {
		for _, name := range names {
			if content != "" {
				out = append(out, meta{name, content})
			}
		}
	}
	add(c.Title, "citation_title", "DC.title")
	for _, issuer := range c.Issuers {
		add(issuer, "citation_publisher", "DC.publisher")
	}
	if !c.IssuedOn.IsZero() {
		add(c.IssuedOn.Time().Format("2006/01/02"), "citation_publication_date")
		add(c.IssuedOn.String(), "DC.date")
	}
	add(c.Language, "citation_language", "DC.language")
	add(permalink, "citation_public_url", "DC.identifier")
	add(c.Address, "DC.source")
	add("Text", "DC.type")
	return out
}
