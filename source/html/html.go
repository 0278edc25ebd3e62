package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/onrecord/onrecord"
)

// Blocks reads a fragment or a page, well formed or not, and returns its
// blocks in order; none of them is empty. It works on tokens, not on a tree,
// so that nesting of any depth is no problem.
func Blocks(fragment string) []onrecord.DraftBlock {
	var b builder
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.finish()
		case html.TextToken:
			if b.wantsText() {
				b.text(html.UnescapeString(string(z.Raw())))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := tagOf(name)
			b.open(tag, attachmentTag(tag) && isAttachment(z, more), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.close(tagOf(name))
		}
	}
}

// BlocksOf returns the blocks of a parsed node and all under it, as Blocks
// does. Where it is an item of a list, what it holds is read as by itself. The
// walk is iterative and leaves the tree as it is. A nil node gives no blocks.
func BlocksOf(root *html.Node) []onrecord.DraftBlock {
	var b builder
	for n := root; n != nil; {
		if n != root || n.DataAtom != atom.Li {
			enter(&b, n)
		}
		if n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for n != nil {
			leave(&b, n)
			if n == root {
				return b.finish()
			}
			if n.NextSibling != nil {
				n = n.NextSibling
				break
			}
			n = n.Parent
		}
	}
	return b.finish()
}

// Text returns the plain text of a fragment on one line: its blocks joined
// by a space. It is for titles and labels that may hold entities or mark-up.
func Text(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return strings.Join(strings.Fields(fragment), " ")
	}
	blocks := Blocks(fragment)
	texts := make([]string, len(blocks))
	for i, b := range blocks {
		texts[i] = b.Text
	}
	return strings.Join(texts, " ")
}

func enter(b *builder, n *html.Node) {
	switch n.Type {
	case html.TextNode:
		if b.wantsText() {
			b.text(n.Data)
		}
	case html.ElementNode:
		attached := false
		if attachmentTag(n.DataAtom) {
			for _, a := range n.Attr {
				attached = attached || a.Key == "class" && attachmentClass(a.Val)
			}
		}
		b.open(n.DataAtom, attached, false)
	}
}

func leave(b *builder, n *html.Node) {
	if n.Type == html.ElementNode && !void(n.DataAtom) {
		b.close(n.DataAtom)
	}
}

// isAttachment reads the attributes of the tag at the tokenizer.
func isAttachment(z *html.Tokenizer, more bool) bool {
	for more {
		var key, val []byte
		key, val, more = z.TagAttr()
		if string(key) == "class" {
			return attachmentClass(string(val))
		}
	}
	return false
}

func attachmentTag(tag atom.Atom) bool {
	return tag == atom.Section || tag == atom.Div
}

// attachmentClass reports whether a class attribute names the element in
// which GOV.UK and its publishing components put the label of an attachment.
func attachmentClass(class string) bool {
	for _, c := range strings.Fields(class) {
		switch c {
		case "gem-c-attachment", "attachment", "attachment-details":
			return true
		}
	}
	return false
}

func tagOf(name []byte) atom.Atom { return atom.Lookup(name) }

// Unescape decodes the entities of a text that has no mark-up.
func Unescape(s string) string { return html.UnescapeString(s) }

// HasTags reports whether a text that may be HTML or plain has a tag in it.
func HasTags(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 >= len(s) {
			return false
		}
		if c := s[i+1]; c == '/' || c == '!' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			return true
		}
		s = s[i+1:]
	}
}
