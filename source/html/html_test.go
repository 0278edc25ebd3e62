package html

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/onrecord/onrecord"
)

// show writes blocks as "kind: text", one a line.
func show(blocks []onrecord.DraftBlock) string {
	var lines []string
	for _, b := range blocks {
		lines = append(lines, string(b.Kind)+": "+b.Text)
	}
	return strings.Join(lines, "\n")
}

var cases = []struct{ name, in, want string }{
	{"nothing", " \n ", ""},
	{"bare text", "One &amp; two", "paragraph: One & two"},
	{"paragraphs", "<p>One</p><p>Two</p>", "paragraph: One\nparagraph: Two"},
	{"paragraphs left open", "<p>One<p>Two", "paragraph: One\nparagraph: Two"},
	{"inline elements keep words together", "<p>sc<b>hoo</b>ls and the <abbr>NPA</abbr>was <em>here</em></p>", "paragraph: schools and the NPAwas here"},
	{"white space", "<p>a\n\t b&nbsp; c</p>", "paragraph: a b c"},
	{"quotation", "<p>She said:</p><blockquote><p>One.</p><p>Two.</p></blockquote><p>After.</p>", "paragraph: She said:\nquotation: One.\nquotation: Two.\nparagraph: After."},
	{"quotation with a list", "<blockquote><ul><li>a</li></ul></blockquote>", "quotation: a"},
	{"lists", "<ul><li>one</li><li>two<ul><li>inner</li></ul>rest</li></ul>after", "list_item: one\nlist_item: two\nlist_item: inner\nlist_item: rest\nparagraph: after"},
	{"list items left open", "<ol><li>one<li>two</ol><p>after", "list_item: one\nlist_item: two\nparagraph: after"},
	{"headings", "<h2>A <b>head</b></h2>text<h6>B</h6>", "heading: A head\nparagraph: text\nheading: B"},
	{"one break", "<address>1 High Street<br>Town</address>", "paragraph: 1 High Street Town"},
	{"two breaks", "One<br><br/>Two<br> \n<br>Three", "paragraph: One\nparagraph: Two\nparagraph: Three"},
	{"a list made of breaks", "<p>We will:<br>• build<br />&#8226; mend</p>", "paragraph: We will:\nparagraph: • build\nparagraph: • mend"},
	{"table", "<table><tr><th>Year</th><th>Sum</th></tr><tr><td>2025</td><td><p>£5m</p></td></tr></table>", "table_row: Year | Sum\ntable_row: 2025 | £5m"},
	{"layout table", "<table><tr><td><p>One</p><p>Two</p></td></tr></table>", "paragraph: One\nparagraph: Two"},
	{"table inside a table", "<table><tr><td>Lead</td><td><table><tr><td>a</td><td>b</td></tr></table>Tail</td></tr></table>", "paragraph: Lead\ntable_row: a | b\nparagraph: Tail"},
	{"what gives no text", "<p>a</p><script>x</script><style>y</style><nav><nav>z</nav>w</nav><p>b</p><!-- c --><title>t</title>", "paragraph: a\nparagraph: b"},
	{"figure", "<figure><img alt='x'><figcaption>A caption</figcaption></figure>", "paragraph: A caption"},
	{"preformatted", "<pre>One\ntwo\n \nThree</pre>", "paragraph: One two\nparagraph: Three"},
	{"attachment", `<section class="gem-c-attachment"><div><h2><a href="x">The plan</a></h2><p>PDF, 1 MB</p></div></section><p>after</p>`, "attachment: The plan\nparagraph: after"},
}

func TestBlocks(t *testing.T) {
	for _, c := range cases {
		if diff := cmp.Diff(c.want, show(Blocks(c.in))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestBlocksOf(t *testing.T) {
	for _, c := range cases {
		root, err := html.Parse(strings.NewReader(c.in))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, show(BlocksOf(root))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
	root, err := html.Parse(strings.NewReader("<ul><li><p>One</p><ul><li>inner</li></ul></li></ul>"))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.DataAtom == atom.Li && n.FirstChild.DataAtom == atom.P {
			if diff := cmp.Diff("paragraph: One\nlist_item: inner", show(BlocksOf(n))); diff != "" {
				t.Errorf("an item by itself: %s", diff)
			}
		}
	}
	if got := BlocksOf(nil); got != nil {
		t.Errorf("a nil node gives %v", got)
	}
}

func TestDeepNesting(t *testing.T) {
	const depth = 100_000
	for _, tag := range []string{"div", "blockquote", "ul><li", "table><tr><td", "b", "nav"} {
		in := "<p>start</p>" + strings.Repeat("<"+tag+">", depth) + "deep" + strings.Repeat("</"+strings.Split(tag, ">")[0]+">", depth) + "<p>end</p>"
		blocks := Blocks(in)
		if first, last := blocks[0].Text, blocks[len(blocks)-1].Text; first != "start" || last != "end" {
			t.Errorf("%s: from %q to %q", tag, first, last)
		}
	}
	root := &html.Node{Type: html.ElementNode, Data: "div"}
	n := root
	for range depth {
		child := &html.Node{Type: html.ElementNode, Data: "div"}
		n.AppendChild(child)
		n = child
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: "deep"})
	if got := show(BlocksOf(root)); got != "paragraph: deep" {
		t.Errorf("deep tree gives %q", got)
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"Plain  title":                       "Plain title",
		"It&#8217;s <em>new</em> &amp; good": "It’s new & good",
		"A &lt;b&gt; tag":                    "A <b> tag",
	} {
		if got := Text(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzBlocks(f *testing.F) {
	for _, c := range cases {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		for _, b := range Blocks(in) {
			if b.Text == "" || b.Text != strings.TrimSpace(b.Text) {
				t.Fatalf("bad block %q", b.Text)
			}
			if utf8.ValidString(in) && !utf8.ValidString(b.Text) {
				t.Fatalf("bad characters in %q", b.Text)
			}
		}
		if root, err := html.Parse(strings.NewReader(in)); err == nil {
			BlocksOf(root)
		}
	})
}

func TestHasTags(t *testing.T) {
	for in, want := range map[string]bool{"": false, "1 < 2 <": false, "a <b>": true, "x</p>": true, "<!-- c -->": true} {
		if got := HasTags(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}
