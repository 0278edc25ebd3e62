package webpage

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/onrecord/onrecord"
	blocks "github.com/onrecord/onrecord/source/html"
)

// page is one parsed page with what it says of itself.
type page struct {
	root  *html.Node
	at    *url.URL // where it was fetched from, or nil
	about about
	// teasers holds the lines of items that have no text of their own.
	teasers map[string]bool
}

// onlyTeasers reports whether most of the text is made of teasers.
func (p *page) onlyTeasers(bs []onrecord.DraftBlock) bool {
	known := 0
	for _, b := range bs {
		if p.teasers[b.Text] {
			known += len(b.Text)
		}
	}
	return len(p.teasers) >= 4 && 2*known > size(bs)
}

// address parses a web address; nil where it is none.
func address(s string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	return u
}

// resolve makes a link of the page absolute; "" where it is no web address.
func (p *page) resolve(link string) string {
	link = strings.TrimSpace(link)
	if u := address(link); u != nil {
		return u.String()
	}
	if p.at == nil || link == "" || strings.HasPrefix(link, "#") {
		return ""
	}
	u, err := p.at.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// hasAttr reports whether n has the attribute, be it empty.
func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// hasToken reports whether an attribute that is a list of words holds one of
// the words, without regard to case.
func hasToken(n *html.Node, key string, words ...string) bool {
	value := attr(n, key)
	if value == "" {
		return false
	}
	for token := range strings.FieldsSeq(value) {
		for _, w := range words {
			if strings.EqualFold(token, w) {
				return true
			}
		}
	}
	return false
}

// textOf returns the text under a node on one line.
func textOf(n *html.Node) string {
	var parts []string
	for _, b := range blocks.BlocksOf(n) {
		parts = append(parts, b.Text)
	}
	return strings.Join(parts, " ")
}

// rawText returns the text nodes directly under n: a script's or title's.
func rawText(n *html.Node) string {
	var out strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			out.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// first returns the first element under root, or root itself, that suits.
func first(root *html.Node, suits func(*html.Node) bool) *html.Node {
	if root.Type == html.ElementNode && suits(root) {
		return root
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && suits(n) {
			return n
		}
	}
	return nil
}

// outermost returns the elements under root that suit and lie in no other
// that does, in order.
func outermost(root *html.Node, suits func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for n := root.FirstChild; n != nil; {
		found := n.Type == html.ElementNode && suits(n)
		if found {
			out = append(out, n)
		}
		n = following(root, n, !found)
	}
	return out
}

// following returns the node after n in document order under root, going
// into n's children where into is set; nil at the end.
func following(root, n *html.Node, into bool) *html.Node {
	if into && n.FirstChild != nil {
		return n.FirstChild
	}
	for n != nil && n != root {
		if n.NextSibling != nil {
			return n.NextSibling
		}
		n = n.Parent
	}
	return nil
}

// within reports whether n lies under outer, or is it.
func within(outer, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// aside reports whether n lies in a part of the page that is not its matter:
// navigation, a side column, the foot (an article's own foot is).
func aside(n *html.Node) bool {
	foot := false
	for ; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Nav, atom.Aside:
			return true
		case atom.Footer:
			foot = true
		case atom.Article:
			foot = false
		}
		if hasToken(n, "role", "navigation", "complementary", "contentinfo", "search") {
			return true
		}
	}
	return foot
}

func isHeading(n *html.Node) bool { return headingLevel(n) > 0 }

// headingLevel returns 1 to 4 for those headings, else 0.
func headingLevel(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	}
	return 0
}
