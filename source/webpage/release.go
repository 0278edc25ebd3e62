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
		UpdatedAt: p.about.updated,
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
	switch {
	case d.IssuedOn.IsZero():
		d.IssuedOn = markedDay(scope)
	case p.about.inUTC:
		settle(scope, &d)
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
// their depth. A large page of a real site has 5,000 elements, 30 deep, and
// 200,000 bytes of text.
const (
	maxReadability = 100_000
	maxDepths      = 2_000_000
	maxReadable    = 2 << 20 // bytes of text: it copies them several times
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
	if size(whole) > maxReadable || depths(root) > maxDepths {
		return whole
	}
	article, err := parser.ParseDocument(root, nil)
	if err != nil || article.Node == nil {
		return whole
	}
	found := parted(blocks.BlocksOf(article.Node), whole)
	if scope.DataAtom == atom.Body {
		return found
	}
	if size(found) < enough {
		return whole
	}
	return append(found, afterwards(scope, whole, found)...)
}

// lookAhead is how many blocks parted looks ahead for the next that it knows.
const lookAhead = 200

// parted takes apart those of the found blocks that Readability made of
// several: it joins paragraphs that pages part by line breaks only.
func parted(found, whole []onrecord.DraftBlock) []onrecord.DraftBlock {
	var out []onrecord.DraftBlock
	at := 0
	for _, f := range found {
		pieces := []onrecord.DraftBlock{f}
		for i := at; i < min(at+lookAhead, len(whole)); i++ {
			if n := startsWith(f.Text, whole[i:]); n > 0 {
				at = i + n
				if n > 1 {
					pieces = whole[i:at]
				}
				break
			}
		}
		out = append(out, pieces...)
	}
	return out
}

// startsWith returns how many of the blocks, joined by spaces, make the text;
// 0 where they do not.
func startsWith(text string, bs []onrecord.DraftBlock) int {
	for i, b := range bs {
		rest, ok := strings.CutPrefix(text, b.Text)
		switch {
		case !ok:
			return 0
		case rest == "":
			return i + 1
		}
		text = strings.TrimPrefix(rest, " ")
	}
	return 0
}

// afterwards returns what the main part holds behind the text that was found:
// some sites keep their quotations, quick facts and notes in sections of their
// own, which Readability drops. A heading of other matter ends them.
func afterwards(scope *html.Node, whole, found []onrecord.DraftBlock) []onrecord.DraftBlock {
	last := len(whole) - 1
	for last >= 0 && whole[last] != found[len(found)-1] {
		last--
	}
	if last < 0 || last+1 == len(whole) || whole[last+1].Kind != onrecord.BlockHeading {
		return nil
	}
	leads := map[string]bool{} // headings that lead to other pages
	for _, n := range outermost(scope, isHeading) {
		if first(n, isLink) != nil || enclosing(n) != nil {
			leads[textOf(n)] = true
		}
	}
	beside := map[string]bool{}
	for _, n := range outermost(scope, func(n *html.Node) bool {
		return n.DataAtom == atom.Aside || n.DataAtom == atom.Footer || n.DataAtom == atom.Form
	}) {
		for _, b := range blocks.BlocksOf(n) {
			beside[b.Text] = true
		}
	}
	rest := whole[last+1:]
	if end := slices.IndexFunc(rest, func(b onrecord.DraftBlock) bool {
		return b.Kind == onrecord.BlockHeading && (leads[b.Text] || otherMatter(b.Text))
	}); end >= 0 {
		rest = rest[:end]
	}
	return slices.DeleteFunc(slices.Clone(rest), func(b onrecord.DraftBlock) bool { return beside[b.Text] })
}

// trim takes off the draft's blocks what is not its text: the title said
// again, a bare dateline, links to share or print. What they say of the issue
// is kept in the draft.
func trim(d *onrecord.Draft) {
	for len(d.Blocks) > 0 {
		b := d.Blocks[0]
		day, bare := dateline.Of(b.Text)
		bare = bare && len(b.Text) <= 60
		by := byline(b.Text)
		if !bare && len(by) == 0 && !agrees(b.Text, d.Title) && !furniture(b.Text) && !changeNotice(b.Text) {
			break
		}
		if len(d.IssuedBy) == 0 {
			d.IssuedBy = by
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

// byline returns the bodies that a line such as "From: Home Office" above the
// text names, nil where it is another line.
func byline(line string) []string {
	rest, found := strings.CutPrefix(line, "From")
	if !found || len(line) > 200 {
		return nil
	}
	names := issuer.Bodies(strings.TrimLeft(rest, ": "))
	for _, name := range names {
		if !issuer.IsBody(name) {
			return nil
		}
	}
	return names
}

// changeNotice reports whether a line only says when the page was changed.
func changeNotice(line string) bool {
	if len(line) > 60 || len(dateline.Days(line)) != 1 {
		return false
	}
	line = plain(line)
	for _, start := range [...]string{"last updated", "updated", "last modified", "date modified", "page last updated"} {
		if rest, ok := strings.CutPrefix(line, start); ok {
			return len(strings.Fields(rest)) <= 5 // "on", ":", a weekday and the day
		}
	}
	return false
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
