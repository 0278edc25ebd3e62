package webpage

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
)

var fetched = time.Date(2025, 6, 1, 9, 0, 0, 0, time.UTC)

func capture(page string) onrecord.Capture {
	return onrecord.NewCapture([]byte(page), "https://news.example.gov/archive/page", "text/html", fetched)
}

// Three paragraphs that make a text of substance.
const (
	one   = "The ministry will plant two million trees along the coast over the next four years, beginning with the northern districts in the spring."
	two   = "Local councils can apply for a share of the money from the first of May, and will be told by the end of August whether they were chosen."
	three = "A review of the scheme will be laid before parliament once its second year has ended, with figures for every district that took part in it."
)

const paragraphs = "<p>" + one + "</p><p>" + two + "</p><p>" + three + "</p>"

// show prints what a test cares about, a line each.
func show(drafts []onrecord.Draft) string {
	var out strings.Builder
	for _, d := range drafts {
		out.WriteString(d.Title + "\n  " + d.IssuedOn.String() + " by " + strings.Join(d.IssuedBy, "+") + " at " + d.URL + " in " + d.Language + " tags " + strings.Join(d.Tags, "+") + "\n")
		if d.Summary != "" {
			out.WriteString("  summary " + d.Summary + "\n")
		}
		for _, b := range d.Blocks {
			text := b.Text
			if len(text) > 50 {
				text = text[:47] + "..."
			}
			out.WriteString("  " + string(b.Kind) + " " + text + "\n")
		}
	}
	return out.String()
}

const body = `  paragraph The ministry will plant two million trees along...
  paragraph Local councils can apply for a share of the mon...
  paragraph A review of the scheme will be laid before parl...
`

func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"structured data": {
			`<!DOCTYPE html><html lang="en-GB"><head><title>Two million trees - GOV.UK</title><link rel="canonical" href="/news/trees">
			<script type="application/ld+json">{"@context":"http://schema.org","@graph":[{"@type":"BreadcrumbList"},{"@type":"NewsArticle","headline":"Two million trees","datePublished":"2025-03-04T23:30:00+01:00","author":[{"@type":"Organization","name":"Ministry of Forests"}],"publisher":{"@type":"Organization","name":"GOV.UK"},"keywords":["Trees","Coast"]}]}</script></head>
			<body><nav><a href="/">Home</a></nav><main><h1>Two million trees</h1><p class="gem-c-lead-paragraph">The coast is to be green again.</p><dl><dt>Published</dt><dd>4 March 2025</dd></dl><div class="govspeak">` + paragraphs + `<blockquote><p>This is a start.</p></blockquote></div></main><footer>Crown copyright</footer></body></html>`,
			"Two million trees\n  2025-03-04 by Ministry of Forests at https://news.example.gov/news/trees in en-GB tags Trees+Coast\n  summary The coast is to be green again.\n" + body + "  quotation This is a start.\n",
		},
		"meta elements": {
			`<html lang=cy><head><title>Two million trees | News | Ministry of Forests</title><meta name="DC.date.issued" content="2025-03-04"><meta name="keywords" content="Trees, Coast; trees"></head><body><main><h1>Two million trees</h1>` + paragraphs + `</main></body></html>`,
			"Two million trees\n  2025-03-04 by Ministry of Forests at https://news.example.gov/archive/page in cy tags Trees+Coast\n" + body,
		},
		"a visible date": {
			`<html><head><title>Two million trees</title></head><body><main><h1>Two million trees</h1><p>Published 4 March 2025, last updated 9 May 2025</p>` + paragraphs + `<p>Share this page</p></main></body></html>`,
			"Two million trees\n  2025-03-04 by  at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"an American date": {
			`<html><head><title>Two million trees</title></head><body><main><div>FOR IMMEDIATE RELEASE</div><div>Tuesday, March 4, 2025</div><h1>Two million trees</h1><div class="e-content">` + paragraphs + `</div></main></body></html>`,
			"Two million trees\n  2025-03-04 by  at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"a date that may be two": {
			`<html><head><title>Two million trees</title></head><body><main><h1>Two million trees</h1><p>03/04/2025</p>` + paragraphs + `</main></body></html>`,
			"Two million trees\n  - by  at https://news.example.gov/archive/page in  tags \n  paragraph 03/04/2025\n" + body,
		},
		"only updated": {
			`<html><head><title>Two million trees</title></head><body><main><h1>Two million trees</h1><p>Last updated: 9 May 2025</p>` + paragraphs + `</main></body></html>`,
			"Two million trees\n  - by  at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"a date in the text is no dateline": {
			`<html><head><title>Two million trees</title></head><body><main><h1>Two million trees</h1><div class=e-content>` + paragraphs + `<p>Work starts on 1 May 2026.</p></div></main></body></html>`,
			"Two million trees\n  - by  at https://news.example.gov/archive/page in  tags \n" + body + "  paragraph Work starts on 1 May 2026.\n",
		},
		"the site's heading is not the title": {
			`<html><head><title>Two million trees - a start - Ministry of Forests</title><meta property="og:title" content="Two million trees - a start"></head><body><h1>Newsroom</h1><article><h2>Two million trees – a start</h2>` + paragraphs + `</article></body></html>`,
			"Two million trees – a start\n  - by Ministry of Forests at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"the archive's statement of issue": {
			`<html><head><title>Two million trees</title></head><body><main><h1>Two million trees</h1><div class="entry-content"><p>The press release issued by the Home Office on 4 March 2025.</p>` + paragraphs + `</div></main></body></html>`,
			"Two million trees\n  2025-03-04 by Home Office at https://news.example.gov/archive/page in  tags \n  paragraph The press release issued by the Home Office on ...\n" + body,
		},
		"cards of other releases": {
			`<html><head><title>Two million trees</title></head><body><main><article><h1>Two million trees</h1>` + paragraphs + `</article><article><h3><a href="/b">Another</a></h3><p>Short.</p></article><article><h3><a href="/c">A third</a></h3><p>Short too.</p></article></main></body></html>`,
			"Two million trees\n  - by  at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"a time in UTC, and the day shown": {
			`<html><head><title>Two million trees</title><meta property="article:published_time" content="2025-03-05T01:15:00Z"></head><body><main><h1>Two million trees</h1><p>March 4, 2025</p>` + paragraphs + `</main></body></html>`,
			"Two million trees\n  2025-03-04 by  at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"a time in UTC, and the time on the publisher's clock": {
			`<html><head><title>Two million trees</title><meta property="article:published_time" content="2025-03-05T02:30:00+00:00"></head><body><main><h1>Two million trees</h1><time class="entry-date published" datetime="2025-03-04T21:30:00-05:00"></time>` + paragraphs + `</main></body></html>`,
			"Two million trees\n  2025-03-04 by  at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"a time in UTC in a British summer": {
			`<html><head><title>Two million trees</title><link rel="canonical" href="https://www.example.gov.uk/trees"><meta property="article:published_time" content="2025-07-01T23:30:00Z"></head><body><main><h1>Two million trees</h1>` + paragraphs + `</main></body></html>`,
			"Two million trees\n  2025-07-02 by  at https://www.example.gov.uk/trees in  tags \n" + body,
		},
		"a marked time in UTC with its day in words": {
			`<html><head><title>Two million trees</title></head><body><main><h1>Two million trees</h1><p>Published on <time datetime="2025-07-01T23:00:00.000Z">2 July 2025</time></p>` + paragraphs + `</main></body></html>`,
			"Two million trees\n  2025-07-02 by  at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"a heading that goes on where the title stops": {
			`<html><head><title>Café</title></head><body><main><h1>Café opened</h1>` + paragraphs + `</main></body></html>`,
			"Café opened\n  - by  at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"the site's name said twice, a day among other words, and an old notice": {
			`<html><head><title>Two million trees</title><meta property="og:site_name" content="Forest Commission - Forest Commission"></head><body><main><h1>Two million trees</h1><p>Press release | 4 March 2025 | Hillford</p><p>Last updated on 9 March 2025</p>` + paragraphs + `</main></body></html>`,
			"Two million trees\n  2025-03-04 by Forest Commission at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"a byline": {
			`<html><head><title>Two million trees</title></head><body><main><h1>Two million trees</h1><p>From <a href="/f">Department of Forests, Coasts and the Sea</a></p><p>Published on 4 March 2025</p>` + paragraphs + `</main></body></html>`,
			"Two million trees\n  2025-03-04 by Department of Forests, Coasts and the Sea at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"paragraphs parted by line breaks": {
			`<html><head><title>Two million trees</title></head><body><h2>Two million trees</h2><div>` + one + `<br><br>` + two + `<br><br>` + three + `</div></body></html>`,
			"Two million trees\n  - by  at https://news.example.gov/archive/page in  tags \n" + body,
		},
		"a text in several parts": {
			`<html><head><title>Two million trees</title></head><body><main><h1>Two million trees</h1><h2>News release</h2><div class="a">` + paragraphs + paragraphs + `</div><h2>Quotes</h2><div class="a"><blockquote><p>“We will go on.”</p></blockquote></div><h2>Quick facts</h2><ul><li>A third of the trees are oaks.</li></ul><h2>Related links</h2><ul><li><a href="/o">Other trees</a></li></ul></main></body></html>`,
			"Two million trees\n  - by  at https://news.example.gov/archive/page in  tags \n" + body + body + "  heading Quotes\n  quotation “We will go on.”\n  heading Quick facts\n  list_item A third of the trees are oaks.\n",
		},
		"sections of one release": {
			`<html><head><title>Two million trees</title></head><body><main><h1>Two million trees</h1><h2>The plan</h2>` + paragraphs + `<h2>The money</h2>` + paragraphs + `</main></body></html>`,
			"Two million trees\n  - by  at https://news.example.gov/archive/page in  tags \n  heading The plan\n" + body + "  heading The money\n" + body,
		},
	} {
		drafts, problems := Read(capture(c.page))
		want := strings.ReplaceAll(c.want, "  - by", "   by")
		if diff := cmp.Diff(want, show(drafts)); diff != "" || len(problems) > 0 {
			t.Errorf("%s: %v %s", name, problems, diff)
		}
	}
}

func TestListings(t *testing.T) {
	wordpress := func(title, day string) string {
		return `<article class="post hentry"><header><h2 class="entry-title"><a href="/2025/` + title + `" rel="bookmark">` + title + `</a></h2><time class="entry-date published" datetime="` + day + `T08:00:00+00:00">A day</time></header><div class="entry-content">` + paragraphs + `</div><footer>Tags: <a rel="tag" href="/t">Trees</a></footer></article>`
	}
	item := func(title, day, place string) string {
		return title + "\n  " + day + " by Ministry of Forests at " + place + " in en tags "
	}
	for name, c := range map[string]struct{ page, want string }{
		"WordPress archive": {
			wordpress("Trees", "2025-03-04") + wordpress("Shrubs", "2025-03-05"),
			item("Trees", "2025-03-04", "https://news.example.gov/2025/Trees") + "Trees\n" + body + item("Shrubs", "2025-03-05", "https://news.example.gov/2025/Shrubs") + "Trees\n" + body,
		},
		"headings with dates among siblings": {
			"<h2>Trees</h2><p>4 March 2025</p>" + paragraphs + "<h2>Shrubs</h2><p>5 March 2025</p>" + paragraphs,
			item("Trees", "2025-03-04", "") + "\n" + body + item("Shrubs", "2025-03-05", "") + "\n" + body,
		},
		"headings with links, wrapped": {
			`<div><h3><a href="a">Trees</a></h3><div>` + paragraphs + `</div></div><div><h3><a href="b">Shrubs</a></h3><div>` + paragraphs + `</div></div>`,
			item("Trees", "", "https://news.example.gov/archive/a") + "\n" + body + item("Shrubs", "", "https://news.example.gov/archive/b") + "\n" + body,
		},
		"a list of releases": {
			`<ul><li><h3><a href="a">Trees</a></h3>` + paragraphs + `</li><li><h3><a href="b">Shrubs</a></h3>` + paragraphs + `</li></ul>`,
			item("Trees", "", "https://news.example.gov/archive/a") + "\n" + body + item("Shrubs", "", "https://news.example.gov/archive/b") + "\n" + body,
		},
		"one of three is a teaser": {
			wordpress("Trees", "2025-03-04") + `<article><h2><a href="/x">Moss</a></h2><p>` + one + one + one + ` …</p></article>` + wordpress("Shrubs", "2025-03-05"),
			item("Trees", "2025-03-04", "https://news.example.gov/2025/Trees") + "Trees\n" + body + item("Shrubs", "2025-03-05", "https://news.example.gov/2025/Shrubs") + "Trees\n" + body,
		},
	} {
		page := `<html lang=en><head><title>Tag: Trees | Ministry of Forests</title><meta property="og:title" content="Tag: Trees"></head><body><main><h1>Tag: Trees</h1>` + c.page + `</main></body></html>`
		drafts, problems := Read(capture(page))
		if diff := cmp.Diff(c.want, show(drafts)); diff != "" || len(problems) > 0 {
			t.Errorf("%s: %v %s", name, problems, diff)
		}
	}
}

func TestProblems(t *testing.T) {
	card := `<article><h2><a href="/x">Moss</a></h2><p>In short.</p></article>`
	for name, c := range map[string]struct{ page, reason string }{
		"links without texts": {"<html><body><main><h1>News</h1>" + card + strings.ReplaceAll(card, "Moss", "Fern") + strings.ReplaceAll(strings.ReplaceAll(card, "short", "brief"), "Moss", "Lichen") + "</main></body></html>", "a listing of links without texts: give the pages that it leads to"},
		"no text":             {"<html><head><title>Empty</title></head><body></body></html>", "no text of a release was found on the page"},
		"nested":              {"<html><body>" + strings.Repeat("<div>", 100_000) + "deep", "too large: open stack of elements exceeds 512 nodes"},
		"large":               {"<html><body><p>" + strings.Repeat("word ", 4_000_000), "too large: the page has more than 16777216 bytes"},
		"growing":             {"<html><body><p>" + strings.Repeat("<font>", 500) + strings.Repeat("<p>x", 50_000), "too large: the page's mark-up would grow to more than 300000 elements"},
	} {
		drafts, problems := Read(capture(c.page))
		if len(drafts) != 0 || len(problems) != 1 || problems[0].Reason != c.reason {
			t.Errorf("%s: %d drafts, %v", name, len(drafts), problems)
		}
	}
}

// TestOverlong reads pages whose title, attributes and structured data go on
// and on: they are as good as not there.
func TestOverlong(t *testing.T) {
	for name, head := range map[string]string{
		"title":           "<title>" + strings.Repeat("a | ", 500_000) + "</title>",
		"open graph":      `<meta property="og:title" content="` + strings.Repeat("a | ", 500_000) + `">`,
		"medium":          `<meta property="og:title" content="` + strings.Repeat("a | ", 7_000) + `">`,
		"attribute":       `<link rel="` + strings.Repeat("a ", 1_000_000) + `">`,
		"structured data": `<script type="application/ld+json">[` + strings.Repeat(`{"@type":"Article","headline":"No"},`, 100_000) + `{}]</script>`,
	} {
		drafts, problems := Read(capture("<html><head>" + head + "</head><body><main><h1>Two million trees</h1>" + paragraphs + "</main></body></html>"))
		if len(drafts) != 1 || len(problems) != 0 || drafts[0].Title != "Two million trees" || len(drafts[0].Blocks) != 3 {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

// TestWrongEncoding reads a page that says it is UTF-8 and is windows-1252.
func TestWrongEncoding(t *testing.T) {
	drafts, problems := Read(capture("<html><head><meta charset=utf-8><title>Caf\xe9s to stay</title></head><body><main><h1>Caf\xe9s to stay</h1>" + paragraphs + "</main></body></html>"))
	if len(drafts) != 1 || drafts[0].Title != "Cafés to stay" || len(problems) != 1 {
		t.Errorf("%s %v", show(drafts), problems)
	}
}

func TestRecognise(t *testing.T) {
	for text, want := range map[string]bool{
		"<!DOCTYPE html><p>x": true, "\ufeff \n<!-- saved --><html>": true, "<?xml version='1.0'?><!DOCTYPE html PUBLIC ''><html xmlns=''>": true,
		"<article><h1>x": true, "<h2>x</h2>": true, "<?xml version='1.0'?><rss version='2.0'>": false, "<feed xmlns=''>": false,
		"<!DOCTYPE rss>": false, "{}": false, "plain text <p>": false, "": false, "%PDF-1.4": false, "<html>\x00\x01\x02\x03\x04": false,
	} {
		if got := Recognise(onrecord.NewCapture([]byte(text), "x", "", fetched)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("<html><head><title>A | B</title><script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"x\"}</script></head><body><main><h1>A</h1>" + paragraphs)
	f.Add("<article><h2><a href=/a>A</a></h2>" + paragraphs + "</article><article><h2>B</h2><time datetime=2024-01-01>" + paragraphs)
	f.Add("<h2>A</h2><p>4 March 2025</p>" + paragraphs + "<h2>B</h2><p>5 March 2025<table><form><svg><p>" + paragraphs)
	f.Fuzz(func(t *testing.T, page string) {
		c := capture(page)
		Recognise(c)
		drafts, problems := Read(c)
		if len(drafts) == 0 && len(problems) == 0 {
			t.Fatal("nothing was read, and nothing said of it")
		}
		for _, p := range problems {
			if strings.Contains(p.Reason, "could not be taken apart") {
				t.Fatal(p.Reason)
			}
		}
	})
}
