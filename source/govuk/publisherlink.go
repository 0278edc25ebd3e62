package govuk

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/atom"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/jsonfield"
)

// publisherLinks returns the people, posts, policies, places and documents that the page's
// editors link it to, and what the notice of withdrawal says that stands in its place.
func (it item) publisherLinks() []onrecord.PublisherLink {
	var out []onrecord.PublisherLink
	l := it.Links.Value
	for _, group := range []struct {
		kind  onrecord.PublisherLinkKind
		links jsonfield.List[link]
	}{
		{onrecord.PublisherSpeaker, l.Speaker}, {onrecord.PublisherPerson, l.People}, {onrecord.PublisherPerson, l.Ministers}, {onrecord.PublisherRole, l.Roles},
		{onrecord.PublisherPolicy, l.Policies}, {onrecord.PublisherPlace, l.Locations}, {onrecord.PublisherPlace, l.Fields},
		{onrecord.PublisherDocument, l.Collections}, {onrecord.PublisherDocument, l.Parent},
	} {
		for _, to := range group.links {
			out = append(out, onrecord.PublisherLink{Kind: group.kind, Title: string(to.Title), URL: addressOf(to.WebURL, to.BasePath)})
		}
		if group.kind == onrecord.PublisherSpeaker && it.Details.Value.Speaker != "" {
			out = append(out, onrecord.PublisherLink{Kind: group.kind, Title: string(it.Details.Value.Speaker)})
		}
	}
	return append(out, successors(string(it.Withdrawn.Value.Explanation))...)
}

// succeeds are the words before a link of a notice that say that what it leads to
// stands in the page's place.
var succeeds = []string{"superseded by", "replaced by", "replaced with", "see instead", "refer instead to", "use instead", "updated version of this is", "newer version is", "new version is", "latest version is"}

// successors returns what a notice of withdrawal links to as standing in the page's
// place: the words just before the link say so. It is empty where none does.
func successors(notice string) []onrecord.PublisherLink {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(notice))
	if err != nil {
		return nil
	}
	var out []onrecord.PublisherLink
	doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		before := wordsBefore(a)
		for _, words := range succeeds {
			if strings.HasSuffix(before, words) || strings.HasSuffix(before, words+" the") {
				href, _ := a.Attr("href")
				out = append(out, onrecord.PublisherLink{Kind: onrecord.PublisherSuccessor, Title: a.Text(), URL: address(href)})
				return
			}
		}
	})
	return out
}

// wordsBefore returns the text between a link and the one before it in its own
// paragraph, in lower case, with single spaces and without a colon at the end.
func wordsBefore(a *goquery.Selection) (before string) {
	for n := a.Get(0).PrevSibling; n != nil && n.DataAtom != atom.A; n = n.PrevSibling {
		before = goquery.NewDocumentFromNode(n).Text() + before
	}
	return strings.TrimRight(strings.ToLower(strings.Join(strings.Fields(before), " ")), ": ")
}
