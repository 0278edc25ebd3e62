package page_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// part is something in a page as a screen reader tells of it.
type part struct {
	role, name string
	node       cdp.BackendNodeID
}

// parts returns what the page in the browser has of a role whose name holds the
// words, in the order of the page. What is hidden from screen readers is left out.
func parts(t *testing.T, ctx context.Context, role, words string) (out []part) {
	t.Helper()
	var found accessibility.QueryAXTreeResult
	for tries := 0; ; tries++ { // a page that comes in takes away the nodes of the one before
		document, err := chromedp.Call(ctx, dom.GetDocument, dom.GetDocumentParams{})
		if err == nil {
			found, err = chromedp.Call(ctx, accessibility.QueryAXTree, accessibility.QueryAXTreeParams{NodeID: document.Root.NodeID, Role: role})
		}
		if err == nil {
			break
		}
		if tries == 5 {
			t.Fatal(err)
		}
	}
	for _, n := range found.Nodes {
		name := wordsOf(n.Name)
		if !n.Ignored && strings.Contains(name, words) {
			out = append(out, part{role, name, n.BackendDOMNodeID})
		}
	}
	return out
}

// the returns the first of the parts with a role and a name; there has to be one.
func the(t *testing.T, ctx context.Context, role, words string) part {
	t.Helper()
	found := parts(t, ctx, role, words)
	if len(found) == 0 {
		var names []string
		for _, p := range parts(t, ctx, role, "") {
			names = append(names, p.name)
		}
		t.Fatalf("%s: no %s with %q; there are %.2000q", look[string](t, ctx, "location.pathname + location.search"), role, words, names)
	}
	return found[0]
}

// tree is all of the page as a screen reader tells of it, in the order of the page.
func tree(t *testing.T, ctx context.Context) []*accessibility.Node {
	t.Helper()
	for tries := 0; ; tries++ { // as in parts
		all, err := chromedp.Call(ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
		if err == nil {
			return all.Nodes
		}
		if tries == 5 {
			t.Fatal(err)
		}
	}
}

// wordsOf is a role or a name in the tree.
func wordsOf(v *accessibility.Value) (words string) {
	if v != nil {
		_ = json.Unmarshal([]byte(v.Value), &words)
	}
	return words
}

// focus returns what has the focus: the page itself where nothing in it has.
func focus(t *testing.T, ctx context.Context) (out part) {
	t.Helper()
	for _, n := range tree(t, ctx) {
		for _, p := range n.Properties {
			if p.Name == accessibility.PropertyNameFocused && string(p.Value.Value) == "true" {
				out = part{wordsOf(n.Role), wordsOf(n.Name), n.BackendDOMNodeID}
			}
		}
	}
	return out
}

// do calls a function of the page on a part: "this.click()".
func (p part) do(t *testing.T, ctx context.Context, what string) string {
	t.Helper()
	object, err := chromedp.Call(ctx, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: p.node})
	if err != nil {
		t.Fatalf("%s %q: %v", p.role, p.name, err)
	}
	byValue := true
	out, err := chromedp.Call(ctx, runtime.CallFunctionOn, runtime.CallFunctionOnParams{ObjectID: object.Object.ObjectID, FunctionDeclaration: "function() { return String(" + what + ") }", ReturnByValue: &byValue})
	if err != nil || out.ExceptionDetails != nil {
		t.Fatalf("%s %q: %s: %v, %v", p.role, p.name, what, err, out.ExceptionDetails)
	}
	var s string
	_ = json.Unmarshal([]byte(out.Result.Value), &s)
	return s
}

// until waits for an expression of the page to become true: a page is loaded,
// an answer has come. The bound is for a browser that hangs.
func until(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for range 400 {
		if v, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression)); err == nil && v {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s: it never came that %s", look[string](t, ctx, "location.href"), expression)
}
