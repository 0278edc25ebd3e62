package page_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// roleSelectors are what has a role by HTML itself (HTML-AAM), or by its
// attribute.
var roleSelectors = map[string]string{
	"link": "a[href]", "button": "button, summary, input[type=submit]", "heading": "h1, h2, h3, h4, h5, h6", "navigation": "nav", "main": "main",
	"region": "section[aria-label], section[aria-labelledby], [role=region]", "complementary": "aside", "article": "article", "figure": "figure",
	"list": "ul, ol", "listitem": "li", "table": "table", "row": "tr", "cell": "td", "rowheader": "th[scope=row]", "columnheader": "th[scope=col]",
	"term": "dt", "definition": "dd", "status": "[role=status]", "alert": "[role=alert]", "group": "fieldset, details, [role=group]", "search": "[role=search]",
	"textbox": "input:not([type]), input[type=text], textarea", "searchbox": "input[type=search]", "combobox": "select", "option": "option", "checkbox": "input[type=checkbox]",
	"blockquote": "blockquote", "mark": "mark", "strong": "strong", "deletion": "del", "insertion": "ins", "time": "time", "paragraph": "p", "code": "code", "caption": "figcaption, caption", "image": "[role=img], img",
}

// by finds what has a role and a name that holds the words, in the order of
// the page. What HTML gives no name of its own, such as a paragraph or a status, is
// found by what it says.
func by(in *goquery.Selection, role, words string) *goquery.Selection {
	selector, known := roleSelectors[role]
	if !known {
		panic("no role " + role)
	}
	return in.Find(selector).FilterFunction(func(_ int, s *goquery.Selection) bool {
		return s.AttrOr("aria-hidden", "") != "true" && strings.Contains(nameOf(s), words)
	})
}

// nameOf is the name of an element as a screen reader tells it (accname), or
// its words where it has none.
func nameOf(s *goquery.Selection) string {
	page := s.Closest("html")
	if label, labelled := s.Attr("aria-label"); labelled {
		return squeezed(label)
	}
	if ids, labelled := s.Attr("aria-labelledby"); labelled {
		var words []string
		for id := range strings.FieldsSeq(ids) {
			words = append(words, page.Find("[id='"+id+"']").Text())
		}
		return squeezed(strings.Join(words, " "))
	}
	switch goquery.NodeName(s) {
	case "input", "select", "textarea":
		if id := s.AttrOr("id", ""); id != "" && page.Find("label[for='"+id+"']").Length() > 0 {
			return squeezed(page.Find("label[for='" + id + "']").Text())
		}
		return squeezed(s.Closest("label").Text())
	case "fieldset":
		return squeezed(s.Find("legend").First().Text())
	case "details":
		return squeezed(s.ChildrenFiltered("summary").Text())
	case "table":
		return squeezed(s.Find("caption").First().Text())
	case "figure":
		return squeezed(s.Find("figcaption").First().Text())
	}
	return said(s)
}

// said is what an element says to a screen reader: without what is hidden
// from it.
func said(s *goquery.Selection) string {
	heard := s.Clone()
	heard.Find("[aria-hidden=true]").Remove()
	return squeezed(heard.Text())
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

// one returns the one thing of a role with a name.
func (a answer) one(t testing.TB, role, words string) *goquery.Selection {
	t.Helper()
	found := by(a.Selection, role, words)
	if found.Length() == 0 {
		var names []string
		by(a.Selection, role, "").Each(func(_ int, s *goquery.Selection) { names = append(names, nameOf(s)) })
		t.Fatalf("%s: no %s with %q; there are %.3000q", a.path, role, words, names)
	}
	return found.First()
}

// shows fails unless the page has something of a role with a name.
func (a answer) shows(t testing.TB, role, words string) {
	t.Helper()
	a.one(t, role, words)
}

// hides fails where the page has something of a role with a name.
func (a answer) hides(t testing.TB, role, words string) {
	t.Helper()
	if by(a.Selection, role, words).Length() > 0 {
		t.Errorf("%s: there is a %s with %q", a.path, role, words)
	}
}

// within is a part of the page: what has a role and a name that holds all of
// the words.
func (a answer) within(t testing.TB, role string, words ...string) answer {
	t.Helper()
	found := by(a.Selection, role, words[0]).FilterFunction(func(_ int, s *goquery.Selection) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(nameOf(s), w) })
	})
	if found.Length() == 0 {
		t.Fatalf("%s: no %s with %q", a.path, role, words)
	}
	a.Document = goquery.NewDocumentFromNode(found.Get(0))
	return a
}

// foundNothing reports whether a search lists no release.
func (a answer) foundNothing() bool { return a.Find("main li h2 a").Length() == 0 }

// open fetches what a link of a page leads to.
func (k *kept) open(t testing.TB, a answer, link string) answer {
	t.Helper()
	return k.to(t, a, a.one(t, "link", link))
}
