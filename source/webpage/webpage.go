package webpage

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/encoding"
)

// Recognise reports whether the capture is HTML, by its first bytes and not
// by its name. It is false for XML of other kinds, feeds among them.
func Recognise(c onrecord.Capture) bool {
	head := c.Body[:min(len(c.Body), 4096)]
	if encoding.Binary(head) {
		return false
	}
	text, _ := encoding.Text(head, c.MediaType)
	text = strings.ToLower(skipProlog(text))
	if strings.HasPrefix(text, "<!doctype html") {
		return true
	}
	if strings.HasPrefix(text, "<!doctype") || !strings.HasPrefix(text, "<") {
		return false
	}
	name := strings.TrimLeft(text, "<")
	if i := strings.IndexFunc(name, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }); i >= 0 {
		name = name[:i]
	}
	return elements[name] || strings.HasPrefix(http.DetectContentType([]byte(text)), "text/html")
}

// elements are those that a page or a fragment of one starts with.
var elements = map[string]bool{
	"html": true, "head": true, "body": true, "title": true, "meta": true, "link": true, "main": true, "article": true, "section": true,
	"header": true, "div": true, "p": true, "h1": true, "h2": true, "h3": true, "h4": true, "ul": true, "ol": true, "table": true, "blockquote": true,
}

// skipProlog skips white space, an XML declaration and comments.
func skipProlog(text string) string {
	for {
		text = strings.TrimLeft(text, " \t\r\n\f\ufeff")
		end := ""
		switch {
		case strings.HasPrefix(text, "<?xml"):
			end = "?>"
		case strings.HasPrefix(text, "<!--"):
			end = "-->"
		default:
			return text
		}
		_, after, found := strings.Cut(text, end)
		if !found {
			return text
		}
		text = after
	}
}

// Read returns the releases of a page in its order. It never panics. A page
// with none gives no drafts and a problem that says why.
func Read(c onrecord.Capture) (drafts []onrecord.Draft, problems []onrecord.Problem) {
	report := func(place, reason string) {
		problems = append(problems, onrecord.Problem{Stage: "source", Location: c.Location, Place: place, Reason: reason, At: c.At})
	}
	defer func() {
		if broken := recover(); broken != nil {
			drafts = nil
			report("", fmt.Sprintf("%v: the page could not be taken apart (%v)", onrecord.ErrInvalid, broken))
		}
	}()
	text, note := encoding.Text(c.Body, c.MediaType)
	if note != "" {
		report("", note)
	}
	root, err := parse(text)
	if err != nil {
		report("", err.Error())
		return nil, problems
	}
	p := &page{root: root, at: address(c.Location), teasers: map[string]bool{}}
	p.about = describe(p)
	if items := listing(p); len(items) > 0 {
		return readItems(p, items), problems
	}
	d := readOne(p)
	switch {
	case p.onlyTeasers(d.Blocks):
		report("", "a listing of links without texts: give the pages that it leads to")
		return nil, problems
	case len(d.Blocks) == 0:
		report("", "no text of a release was found on the page")
		return nil, problems
	}
	return []onrecord.Draft{d}, problems
}

// The limits of one page.
const (
	// maxPage is how many bytes of mark-up are parsed.
	maxPage = 16 << 20
	// maxElements bounds what a page may grow to when it is parsed.
	maxElements = 300_000
	// maxValue is the length of an attribute from which it is dropped: it
	// holds a picture or a program.
	maxValue = 64 << 10
)

// parse reads a page. The parser refuses what is nested more than 512 deep;
// size and growth are guarded here. Overlong attributes and titles are left out.
func parse(text string) (*html.Node, error) {
	if len(text) > maxPage {
		return nil, fmt.Errorf("%w: the page has more than %d bytes", onrecord.ErrTooLarge, maxPage)
	}
	if grown := growth(text); grown > maxElements {
		return nil, fmt.Errorf("%w: the page's mark-up would grow to more than %d elements", onrecord.ErrTooLarge, maxElements)
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("%w: %v", onrecord.ErrTooLarge, strings.TrimPrefix(err.Error(), "html: "))
	}
	for n := range root.Descendants() {
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return len(a.Val) > maxValue })
		if n.Type == html.TextNode && n.Parent.DataAtom == atom.Title && len(n.Data) > longestTitle {
			n.Data = "" // no title: it would be compared again and again
		}
	}
	return root, nil
}

// growth estimates from above how many nodes a page is parsed to. The
// standard asks that formatting elements which are still open be opened again
// in every block that follows, so few bytes can stand for many nodes.
func growth(text string) int {
	z := html.NewTokenizer(strings.NewReader(text))
	nodes, open := 0, 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return nodes
		case html.StartTagToken:
			name, _ := z.TagName()
			nodes += 1 + open
			if formatting(name) {
				open++
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			nodes += 1 + open
			if formatting(name) && open > 0 {
				open--
			}
		default:
			nodes++
		}
		if nodes > maxElements {
			return nodes
		}
	}
}

func formatting(name []byte) bool {
	for _, f := range [...]string{"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"} {
		if bytes.Equal(name, []byte(f)) {
			return true
		}
	}
	return false
}
