package webpage

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/dateline"
	blocks "github.com/onrecord/onrecord/source/html"
)

// listing returns the parts of an archive or tag page that hold a full text
// each, in order; none where the page is one release. It looks for marked
// items first (<article>, h-entry, hentry), then for headings that repeat
// with a link or a date and a text of substance below each.
func listing(p *page) []*html.Node {
	scope := mainPart(p.root)
	if scope.DataAtom == atom.Article {
		return nil
	}
	marked := markedItems(scope)
	if items := full(p, marked); len(items) > 0 {
		return items
	}
	if len(marked) == 1 && onlyItem(p, scope, marked[0]) {
		return marked
	}
	for level := 1; level <= 4; level++ {
		if items := full(p, headedItems(scope, level)); len(items) > 0 {
			return items
		}
	}
	return nil
}

// onlyItem reports whether a marked item is the only one of a listing, as on its last
// page: the listing has a heading of its own outside it, and the item's leads to a page of the
// item's own.
func onlyItem(p *page, scope, item *html.Node) bool {
	heading := first(item, isHeading)
	outside := first(scope, func(n *html.Node) bool { return headingLevel(n) == 1 })
	if heading == nil || outside == nil || outside == heading || p.at == nil {
		return false
	}
	link := first(heading, isLink)
	if link == nil {
		return false
	}
	d := readItem(p, item)
	return d.URL != "" && withoutFragment(d.URL) != withoutFragment(p.at.String()) && d.URL != p.about.url && size(d.Blocks) >= enough && !teaser(d.Blocks)
}

// full returns those of the items that hold a text of substance, where at
// least two do. What the others say is kept, to tell a page that is made of teasers.
func full(p *page, items []*html.Node) []*html.Node {
	var out []*html.Node
	for _, n := range items {
		d := readItem(p, n)
		if size(d.Blocks) >= enough && !teaser(d.Blocks) {
			out = append(out, n)
			continue
		}
		for _, b := range d.Blocks {
			p.teasers[b.Text] = true
		}
		p.teasers[d.Title] = true
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// teaser reports whether blocks are the cut-off start of a text.
func teaser(bs []onrecord.DraftBlock) bool {
	last := strings.ToLower(strings.TrimSpace(bs[len(bs)-1].Text))
	for _, end := range []string{"…", "...", "[…]", "[...]", "read more", "continue reading", "read more »", "read more →", "more »"} {
		if strings.HasSuffix(last, end) {
			return true
		}
	}
	return strings.HasPrefix(last, "continue reading ")
}

func markedItems(scope *html.Node) []*html.Node {
	return outermost(scope, func(n *html.Node) bool {
		if aside(n) {
			return false
		}
		switch {
		case n.DataAtom == atom.Body, n.DataAtom == atom.Main:
			return false // WordPress marks the body of a single page as hentry too
		case hasToken(n, "class", "comment", "comment-body"):
			return false
		}
		return n.DataAtom == atom.Article || hasToken(n, "class", "hentry", "h-entry") || hasToken(n, "role", "article")
	})
}

// headedItems parts the content between headings of one level that have a
// link or a date. It wraps each part in an element of its own, unless the
// parts are elements already.
func headedItems(scope *html.Node, level int) []*html.Node {
	headings := outermost(scope, func(n *html.Node) bool { return headingLevel(n) == level && !aside(n) })
	if len(headings) < 2 {
		return nil
	}
	container := common(headings)
	if container == nil {
		return nil
	}
	tops := make([]*html.Node, len(headings))
	for i, h := range headings {
		for tops[i] = h; tops[i].Parent != container; {
			tops[i] = tops[i].Parent
		}
	}
	var out []*html.Node
	for i, top := range tops {
		if i > 0 && tops[i-1] == top {
			return nil // two headings in one part: these are sections of a text
		}
		var end *html.Node
		if i+1 < len(tops) {
			end = tops[i+1]
		}
		item := copyRange(top, end)
		if startsRelease(item) {
			out = append(out, item)
		}
	}
	if len(out) < len(headings)-1 { // one heading may be the page's own
		return nil
	}
	return out
}

// common returns the innermost element that holds all nodes and is none of
// them; nil where there is none.
func common(nodes []*html.Node) *html.Node {
	shared := nodes[0].Parent
	for _, n := range nodes[1:] {
		a, b := shared, n.Parent
		for da, db := depth(a), depth(b); a != b; {
			if da >= db {
				a, da = a.Parent, da-1
			} else {
				b, db = b.Parent, db-1
			}
		}
		shared = a
	}
	return shared
}

func depth(n *html.Node) int {
	d := 0
	for ; n != nil; n = n.Parent {
		d++
	}
	return d
}

// copyRange returns a new element with copies of the siblings from top up to
// end, so that the page itself stays as it is.
func copyRange(top, end *html.Node) *html.Node {
	out := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for n := top; n != nil && n != end; n = n.NextSibling {
		if n.DataAtom != atom.Li {
			out.AppendChild(clone(n))
			continue
		}
		// The list is that of the releases: its items are no list of theirs.
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			out.AppendChild(clone(c))
		}
	}
	return out
}

// clone copies a tree; its depth is that of the parser at most.
func clone(n *html.Node) *html.Node {
	out := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: n.Attr}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out.AppendChild(clone(c))
	}
	return out
}

// startsRelease reports whether an item's heading leads to a page of its own,
// or a date stands with it. A section of one release has neither.
func startsRelease(item *html.Node) bool {
	heading := first(item, isHeading)
	if heading == nil {
		return false
	}
	if link := first(heading, isLink); link != nil {
		return true
	}
	bs := blocks.BlocksOf(item)
	for _, b := range bs[:min(3, len(bs))] {
		if b.Kind == onrecord.BlockHeading {
			continue
		}
		if _, ok := dateline.Of(b.Text); ok {
			return true
		}
	}
	return false
}

func isLink(n *html.Node) bool {
	href := attr(n, "href")
	return n.DataAtom == atom.A && href != "" && !strings.HasPrefix(href, "#")
}

// readItems reads the items of a listing.
func readItems(p *page, items []*html.Node) []onrecord.Draft {
	out := make([]onrecord.Draft, len(items))
	for i, n := range items {
		out[i] = readItem(p, n)
		out[i].Place = fmt.Sprintf("item %d", i+1)
	}
	return out
}

// readItem reads one item of a listing. What the page says of itself is said
// of the listing; only its language and issuer hold for its items too.
func readItem(p *page, item *html.Node) onrecord.Draft {
	d := onrecord.Draft{Language: p.about.language, IssuedBy: p.about.issuers, Tags: marked(item, nil)}
	heading := first(item, func(n *html.Node) bool {
		return hasToken(n, "class", "entry-title", "p-name") || hasToken(n, "itemprop", "headline")
	})
	if heading == nil {
		heading = first(item, isHeading)
	}
	if heading != nil {
		d.Title = textOf(heading)
		d.URL = p.itemLink(item, heading)
	}
	body := markedBody(item)
	if body == nil {
		body = item
	}
	d.Blocks = blocks.BlocksOf(body)
	d.IssuedOn = markedDay(item)
	trim(&d)
	if d.IssuedOn.IsZero() {
		d.IssuedOn = visibleDay(item, d)
	}
	return d
}

// itemLink returns the address of an item's own page, or "".
func (p *page) itemLink(item, heading *html.Node) string {
	for _, link := range []*html.Node{
		first(item, func(n *html.Node) bool { return isLink(n) && hasToken(n, "class", "u-url") }),
		first(item, func(n *html.Node) bool { return isLink(n) && hasToken(n, "rel", "bookmark") }),
		first(heading, isLink),
		enclosing(heading),
	} {
		if link != nil {
			if u := p.resolve(attr(link, "href")); u != "" {
				return u
			}
		}
	}
	return ""
}

// enclosing returns the link that a heading stands in, or nil.
func enclosing(n *html.Node) *html.Node {
	for ; n != nil; n = n.Parent {
		if isLink(n) {
			return n
		}
	}
	return nil
}
