package webpage

import (
	_ "embed"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/encoding"
)

//go:embed onward.txt
var onwardFile string

var onwardLines = readLines(onwardFile)

// Listing is what a page lists.
type Listing struct {
	// Links are the pages that its teasers lead to, in its order, each once; none where
	// the page holds whole texts, or is one release.
	Links []Link
	// Next is the page that goes on with the listing, on the same host; "" where
	// there is none.
	Next string
}

// Link is a page that a teaser leads to, and what the teaser calls it.
type Link struct{ URL, Title string }

// List returns what a page lists; further says that another page of the listing led to
// it, so that one teaser is a list. The error is that of a page too large to be
// taken apart: it wraps ErrTooLarge.
func List(c onrecord.Capture, further bool) (Listing, error) {
	text, _ := encoding.Text(c.Body, c.MediaType)
	root, err := parse(text)
	if err != nil {
		return Listing{}, err
	}
	p := &page{root: root, at: address(c.Location), teasers: map[string]bool{}}
	l := Listing{Next: p.next()}
	least := leastLinks
	if further {
		least = 1
	}
	if scope := mainPart(root); len(listing(p)) == 0 && !proseOf(p, scope, further) {
		l.Links = p.teaserLinks(scope, l.Next, least)
	}
	return l, nil
}

// proseOf reports whether the page is a text of its own rather than a list of
// others: its body is marked, and holds more than teasers do.
func proseOf(p *page, scope *html.Node, further bool) bool {
	if len(markedItems(scope)) >= leastLinks {
		return false
	}
	return markedBody(p.root) != nil || scope.DataAtom == atom.Article && !further
}

// leastLinks is how many teasers make a listing.
const leastLinks = 2

// teaserLinks returns the links of the first kind of teaser that the page has
// enough of: marked items, headings with a link, items of a list that begin with one.
func (p *page) teaserLinks(scope *html.Node, next string, least int) []Link {
	groups := [][]*html.Node{markedItems(scope)}
	if scope.DataAtom == atom.Article {
		groups[0] = []*html.Node{scope} // the only one of a last page
	}
	for level := 1; level <= 6; level++ {
		groups = append(groups, outermost(scope, func(n *html.Node) bool { return headingLevel(n) == level && !aside(n) }))
	}
	groups = append(groups, outermost(scope, func(n *html.Node) bool {
		return (n.DataAtom == atom.Li || n.DataAtom == atom.Tr || n.DataAtom == atom.Dt) && !aside(n)
	}))
	for _, group := range groups {
		if links := p.linksOf(group, next); len(links) >= least {
			return links
		}
	}
	return nil
}

// linksOf returns where teasers lead, leaving out those that lead nowhere new.
func (p *page) linksOf(teasers []*html.Node, next string) []Link {
	var out []Link
	seen := map[string]bool{next: true, "": true}
	if p.at != nil {
		seen[withoutFragment(p.at.String())] = true
	}
	for _, n := range teasers {
		heading := n
		if !isHeading(n) {
			if heading = first(n, isHeading); heading == nil {
				heading = n
			}
		}
		link := withoutFragment(p.itemLink(n, heading))
		named := heading
		if inner := first(heading, isLink); inner != nil && !isHeading(heading) {
			named = inner // an item of a list: what stands beside the link is no title
		}
		title := textOf(named)
		if seen[link] || furniture(title) || onward(title) || len(title) < leastTitle {
			continue
		}
		seen[link] = true
		out = append(out, Link{URL: link, Title: cutTitle(title)})
	}
	return out
}

// leastTitle is how many bytes the words of a teaser have: fewer are a page's number.
const leastTitle = 8

func cutTitle(title string) string {
	if len(title) > 300 {
		title = strings.ToValidUTF8(title[:300], "")
	}
	return title
}

func withoutFragment(link string) string {
	link, _, _ = strings.Cut(link, "#")
	return link
}

// next returns the page that goes on with this one: as the page declares it (rel="next"),
// else the link that says so in words.
func (p *page) next() string {
	if p.at == nil {
		return ""
	}
	found := ""
	for n := range p.root.Descendants() {
		if n.DataAtom != atom.A && n.DataAtom != atom.Link || attr(n, "href") == "" {
			continue
		}
		if hasToken(n, "rel", "next") {
			if u := p.sameHost(attr(n, "href")); u != "" {
				return u
			}
		}
		if found == "" && n.DataAtom == atom.A && (onward(textOf(n)) || onward(attr(n, "aria-label"))) {
			found = p.sameHost(attr(n, "href"))
		}
	}
	return found
}

func onward(words string) bool { return onwardLines.hold(words) }

// sameHost returns a link of the page where it leads to another page of its host, else "".
func (p *page) sameHost(href string) string {
	u, err := url.Parse(withoutFragment(p.resolve(href)))
	if err != nil || !strings.EqualFold(u.Host, p.at.Host) || u.String() == withoutFragment(p.at.String()) {
		return ""
	}
	return u.String()
}
