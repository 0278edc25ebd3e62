package page_test

import (
	"context"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/chromedp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/page"
)

// named are the roles of what cannot do without a name.
var named = []string{"link", "button", "textbox", "searchbox", "combobox", "checkbox", "radio", "image", "table", "region", "complementary", "navigation", "dialog"}

// TestPagesAsTheyAreHeard reads one page of every kind as a screen reader does, with all that can be opened open: what can be
// worked or gone to has a name, headings leave no level out, tables say what they are and what their columns are, and what a
// chart draws as words and as shapes is heard once.
func TestPagesAsTheyAreHeard(t *testing.T) {
	k := newKept(t).fill(t).hostile(t)
	server := k.serve(t, page.Options{Local: "ida"})
	k.reviewed(t)
	ctx := browser(t)
	var addresses []string
	for _, path := range k.ofEveryKind(t) {
		addresses = append(addresses, server.URL+path)
	}
	sample := ofSample(t) // it has every chart
	longer := httptest.NewServer(sample.pages)
	t.Cleanup(longer.Close)
	person := "/people/" + link.NameID(onrecord.NamePerson, "Isaac Verrall")
	for _, path := range []string{"/ledger?view=by-scheme", "/ledger?view=by-year", "/sources", person, "/embed/charts/money/by-scheme", sample.get(t, "/series").Find("main li a[href^='/series/']").First().AttrOr("href", "")} {
		addresses = append(addresses, longer.URL+path)
	}
	everyKind(t, addresses)
	for _, path := range addresses {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(path)); err != nil {
			t.Fatal(err)
		}
		look[bool](t, ctx, "document.querySelectorAll('details').forEach(d => { d.open = true }), true")
		for _, wrong := range misheard(t, ctx) {
			t.Errorf("%s: %s", path, wrong)
		}
	}
}

// misheard returns what is wrong with the page in the browser to one who hears it.
func misheard(t *testing.T, ctx context.Context) (wrong []string) {
	t.Helper()
	nodes := tree(t, ctx)
	by := make(map[accessibility.NodeID]*accessibility.Node, len(nodes))
	for _, n := range nodes {
		by[n.NodeID] = n
	}
	level := 0
	for _, n := range nodes {
		role, name := wordsOf(n.Role), wordsOf(n.Name)
		if n.Ignored {
			continue
		}
		if name == "" && slices.Contains(named, role) {
			wrong = append(wrong, "a "+role+" has no name")
		}
		switch role {
		case "heading":
			next := levelOf(n)
			if next > level+1 {
				wrong = append(wrong, "level "+strconv.Itoa(next)+" of the heading "+name+" follows on level "+strconv.Itoa(level))
			}
			level = next
		case "table":
			if len(under(by, n, "columnheader")) == 0 {
				wrong = append(wrong, "the table "+name+" does not name its columns")
			}
		case "image", "group":
			shapes := under(by, n, "graphics-symbol")
			for _, words := range under(by, n, "StaticText") {
				if len(words) > 1 && slices.ContainsFunc(shapes, func(says string) bool { return strings.Contains(says, words) }) {
					wrong = append(wrong, "the chart "+name+" says twice "+words)
				}
			}
		}
	}
	return wrong
}

func levelOf(n *accessibility.Node) (level int) {
	for _, p := range n.Properties {
		if p.Name == "level" {
			level, _ = strconv.Atoi(string(p.Value.Value))
		}
	}
	return level
}

// under returns the names of what stands under a node of the tree and has a role.
func under(by map[accessibility.NodeID]*accessibility.Node, n *accessibility.Node, role string) (names []string) {
	for _, id := range n.ChildIDs {
		if child := by[id]; child != nil {
			if !child.Ignored && wordsOf(child.Role) == role {
				names = append(names, wordsOf(child.Name))
			}
			names = append(names, under(by, child, role)...)
		}
	}
	return names
}
