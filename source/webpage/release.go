package webpage

import (
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/dateline"
	blocks "github.com/onrecord/onrecord/source/html"
	"github.com/onrecord/onrecord/source/issuer"
)

// readOne reads a page that holds one release.
func readOne(p *page) onrecord.Draft {
	scope := mainPart(p.root)
	d := onrecord.Draft{
		Title: p.about.title, IssuedOn: p.about.on, IssuedBy: p.about.issuers,
		Tags: append(slices.Clone(p.about.tags), marked(scope, p.about.tags)...), URL: p.about.url, Language: p.about.language,
	}
	body := markedBody(scope)
	if body == nil {
		body = markedBody(p.root)
	}
	if body != nil {
		d.Blocks = blocks.BlocksOf(body)
	} else {
		d.Blocks = mainText(p.root, scope)
	}
	if d.IssuedOn.IsZero() {
		d.IssuedOn = markedDay(scope)
	}
	trim(&d)
	if d.IssuedOn.IsZero() {
		d.IssuedOn = visibleDay(scope, d)
	}
	if lead := subtitle(scope, body); lead != "" && !agrees(lead, d.Title) && len(d.Blocks) > 0 && !agrees(lead, d.Blocks[0].Text) {
		d.Summary = lead
	}
	return d
}

// mainPart returns the element that holds the page's matter: <main>, the only
// <article>, or the body.
func mainPart(root *html.Node) *html.Node {
	if n := first(root, func(n *html.Node) bool { return n.DataAtom == atom.Main || hasToken(n, "role", "main") }); n != nil {
		return n
	}
	if found := outermost(root, func(n *html.Node) bool { return n.DataAtom == atom.Article }); len(found) == 1 {
		return found[0]
	}
	if n := first(root, func(n *html.Node) bool { return n.DataAtom == atom.Body }); n != nil {
		return n
	}
	return root
}

// enough is how many bytes of text make a release and not a teaser.
const enough = 300

// markedBody returns the element that is marked as the body of the only text
// under root, or nil. The marks are those of schema.org's microdata, RDFa as
// Drupal writes it, microformats (h-entry and hAtom), GOV.UK, and the class
// that Drupal gives to a field whose name ends in "body".
func markedBody(root *html.Node) *html.Node {
	for _, suits := range []func(*html.Node) bool{
		func(n *html.Node) bool { return hasToken(n, "itemprop", "articleBody") },
		func(n *html.Node) bool { return hasToken(n, "property", "content:encoded", "schema:articleBody") },
		func(n *html.Node) bool { return hasToken(n, "class", "e-content", "entry-content") },
		func(n *html.Node) bool { return hasToken(n, "class", "govspeak") },
		isDrupalBody,
	} {
		found := outermost(root, func(n *html.Node) bool { return suits(n) && !aside(n) })
		if len(found) == 1 && size(blocks.BlocksOf(found[0])) > 0 {
			return found[0]
		}
	}
	return nil
}

func isDrupalBody(n *html.Node) bool {
	for _, class := range strings.Fields(attr(n, "class")) {
		name, ok := strings.CutPrefix(class, "field--name-")
		if !ok {
			name, ok = strings.CutPrefix(class, "field-name-")
		}
		if ok && (name == "body" || strings.HasSuffix(name, "-body")) {
			return true
		}
	}
	return false
}

// size returns how many bytes of text the blocks hold.
func size(bs []onrecord.DraftBlock) int {
	n := 0
	for _, b := range bs {
		n += len(b.Text)
	}
	return n
}

// Bounds on what Readability is given: it looks at the text under every
// element again and again, so that its time grows with the elements times
// their depth. A large page of a real site has 5,000 elements, 30 deep.
const (
	maxReadability = 100_000
	maxDepths      = 2_000_000
)

// depths sums up how deep each node of a page lies.
func depths(root *html.Node) int {
	sum, depth := 0, 0
	for n := root; n != nil; {
		sum += depth
		if n.FirstChild != nil {
			n, depth = n.FirstChild, depth+1
			continue
		}
		for n != nil && n != root && n.NextSibling == nil {
			n, depth = n.Parent, depth-1
		}
		if n == nil || n == root {
			return sum
		}
		n = n.NextSibling
	}
	return sum
}

// mainText returns the blocks of the page's main text as Readability finds
// it; where it finds none or too little, those of the main part.
func mainText(root, scope *html.Node) []onrecord.DraftBlock {
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxReadability
	parser.DisableJSONLD = true
	whole := blocks.BlocksOf(scope)
	if depths(root) > maxDepths {
		return whole
	}
	article, err := parser.ParseDocument(root, nil)
	if err != nil || article.Node == nil {
		return whole
	}
	found := blocks.BlocksOf(article.Node)
	if size(found) < enough && scope.DataAtom != atom.Body {
		return whole
	}
	return found
}

// markedDay returns the day of issue that an element is marked with.
func markedDay(scope *html.Node) onrecord.Date {
	for _, suits := range []func(*html.Node) bool{
		func(n *html.Node) bool { return hasToken(n, "itemprop", "datePublished") },
		func(n *html.Node) bool {
			return hasToken(n, "property", "dc:date", "dc:issued", "dcterms:issued", "schema:datePublished", "datePublished")
		},
		func(n *html.Node) bool { return hasToken(n, "class", "dt-published", "entry-date", "published") },
		func(n *html.Node) bool { return n.DataAtom == atom.Time && hasAttr(n, "pubdate") },
	} {
		if d := onlyDay(scope, suits); !d.IsZero() {
			return d
		}
	}
	return onlyDay(scope, func(n *html.Node) bool {
		return n.DataAtom == atom.Time && !hasToken(n, "class", "updated", "dt-updated")
	})
}

// onlyDay returns the day on which all elements that suit agree.
func onlyDay(scope *html.Node, suits func(*html.Node) bool) onrecord.Date {
	var day onrecord.Date
	for _, n := range outermost(scope, suits) {
		if aside(n) {
			continue
		}
		d := dayOn(n)
		if d.IsZero() {
			continue
		}
		if !day.IsZero() && d != day {
			return onrecord.Date{}
		}
		day = d
	}
	return day
}

// dayOn reads the day that an element gives: to machines, else to people.
func dayOn(n *html.Node) onrecord.Date {
	for _, key := range []string{"datetime", "content", "title"} {
		if d := dateline.Machine(attr(n, key)); !d.IsZero() {
			return d
		}
	}
	if n := first(n, func(n *html.Node) bool { return n.DataAtom == atom.Time && attr(n, "datetime") != "" }); n != nil {
		if d := dateline.Machine(attr(n, "datetime")); !d.IsZero() {
			return d
		}
	}
	if days := dateline.Days(textOf(n)); len(days) == 1 {
		return days[0]
	}
	return onrecord.Date{}
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// around is how many blocks before and behind the headline may hold the date.
const around = 6

// visibleDay looks for a dateline with the headline, then at the start of
// the text.
func visibleDay(scope *html.Node, d onrecord.Draft) onrecord.Date {
	whole := blocks.BlocksOf(scope)
	for i, b := range whole {
		if !agrees(b.Text, d.Title) {
			continue
		}
		for near := 1; near <= around; near++ {
			for _, at := range []int{i + near, i - near} {
				if at < 0 || at >= len(whole) || len(whole[at].Text) > 160 {
					continue
				}
				if day, ok := dateline.Of(whole[at].Text); ok {
					return day
				}
			}
		}
	}
	for _, b := range d.Blocks[:min(3, len(d.Blocks))] {
		if day, ok := dateline.Of(b.Text); ok {
			return day
		}
	}
	return onrecord.Date{}
}

// trim takes off the draft's blocks what is not its text: the title said
// again, a bare dateline, links to share or print. What they say of the issue
// is kept in the draft.
func trim(d *onrecord.Draft) {
	for len(d.Blocks) > 0 {
		b := d.Blocks[0]
		day, bare := dateline.Of(b.Text)
		bare = bare && len(b.Text) <= 60
		if !bare && !agrees(b.Text, d.Title) && !furniture(b.Text) {
			break
		}
		if bare && d.IssuedOn.IsZero() {
			d.IssuedOn = day
		}
		d.Blocks = d.Blocks[1:]
	}
	for len(d.Blocks) > 0 && furniture(d.Blocks[len(d.Blocks)-1].Text) {
		d.Blocks = d.Blocks[:len(d.Blocks)-1]
	}
	d.Blocks = slices.DeleteFunc(d.Blocks, func(b onrecord.DraftBlock) bool { return len(b.Text) < 60 && furniture(b.Text) })
	if len(d.Blocks) == 0 {
		d.Blocks = nil
		return
	}
	issueLine(d)
}

// issueLine reads a first block that states the issue: "The press release
// issued by the Home Office on 14 February 2025." It stays in the text.
func issueLine(d *onrecord.Draft) {
	line := d.Blocks[0].Text
	_, rest, found := strings.Cut(line, "issued by ")
	if !found || len(line) > 300 {
		return
	}
	by, _, found := strings.Cut(rest, " on ")
	if !found {
		return
	}
	days := dateline.Days(rest)
	if d.IssuedOn.IsZero() && len(days) == 1 {
		d.IssuedOn = days[0]
	}
	if names := issuer.Bodies(by); len(names) > 0 && len(days) == 1 {
		d.IssuedBy = names
	}
}

// subtitle returns the line under the headline that the page keeps apart
// from the body, or "".
func subtitle(scope, body *html.Node) string {
	n := first(scope, func(n *html.Node) bool {
		if body != nil && within(body, n) || aside(n) {
			return false
		}
		for _, name := range append(strings.Fields(attr(n, "class")), attr(n, "id")) {
			name = strings.ToLower(name)
			if strings.HasSuffix(name, "subtitle") || name == "standfirst" || strings.HasSuffix(name, "lead-paragraph") || name == "p-summary" {
				return true
			}
		}
		return false
	})
	if n == nil {
		return ""
	}
	if text := textOf(n); len(text) <= 600 {
		return text
	}
	return ""
}

// marked returns the texts of links that are marked as tags (rel="tag") and
// are not in known.
func marked(scope *html.Node, known []string) []string {
	var out []string
	for _, n := range outermost(scope, func(n *html.Node) bool { return n.DataAtom == atom.A && hasToken(n, "rel", "tag") }) {
		tag := textOf(n)
		same := func(t string) bool { return strings.EqualFold(t, tag) }
		if tag != "" && len(tag) <= 100 && !aside(n) && len(out) < maxTags && !slices.ContainsFunc(out, same) && !slices.ContainsFunc(known, same) {
			out = append(out, tag)
		}
	}
	return out
}
