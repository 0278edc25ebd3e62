package feed

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/sharedtest"
)

var dates = cmpopts.EquateComparable(onrecord.Date{})

func capture(body string) onrecord.Capture {
	return onrecord.NewCapture([]byte(body), "a.xml", "", time.Time{})
}

func para(texts ...string) []onrecord.DraftBlock {
	var out []onrecord.DraftBlock
	for _, s := range texts {
		out = append(out, onrecord.DraftBlock{Kind: onrecord.BlockParagraph, Text: s})
	}
	return out
}

const rss = `<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- <feed> is not here -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Town News RSS Feed</title><link>https://town.example</link><language>en-gb</language>
<item><title>New bridge &amp;#8211; open</title><link>/news/bridge</link><pubDate>Mon, 03 Mar 2025 23:30:00 -0500</pubDate>
 <dc:creator>admin</dc:creator><category>Roads</category><category>Rivers</category>
 <description>It is open [&amp;hellip;]</description><content:encoded><![CDATA[<p>It is open to all.</p><blockquote><p>Good.</p></blockquote>]]></content:encoded></item>
<item><title>Ferries return</title><guid>https://town.example/ferries</guid><pubDate>some day</pubDate><dc:creator>Harbour Board</dc:creator>
 <description>They are back &amp; full.

Come early.</description></item>
</channel></rss>`

func TestRSS(t *testing.T) {
	drafts, problems := Read(capture(rss))
	want := []onrecord.Draft{
		{Title: "New bridge – open", URL: "https://town.example/news/bridge", IssuedOn: onrecord.MustDate("2025-03-03"), IssuedBy: []string{"Town News"}, Language: "en-gb", Tags: []string{"Roads", "Rivers"}, Place: "item 1",
			Blocks: append(para("It is open to all."), onrecord.DraftBlock{Kind: onrecord.BlockQuotation, Text: "Good."})},
		{Title: "Ferries return", URL: "https://town.example/ferries", IssuedBy: []string{"Harbour Board"}, Language: "en-gb", Place: "item 2", Blocks: para("They are back & full.", "Come early.")},
	}
	if diff := cmp.Diff(want, drafts, dates); diff != "" {
		t.Error(diff)
	}
	if len(problems) != 1 || problems[0].Place != "item 2" || !strings.Contains(problems[0].Reason, "some day") {
		t.Errorf("problems %v", problems)
	}
}

func TestOtherFormats(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"Atom": {`<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Board - Activity on GOV.UK</title><author><name>HM Government</name></author>
<entry><id>1</id><updated>2025-07-02T23:01:00Z</updated><link rel="alternate" href="https://www.gov.uk/government/news/x"/><title>Press release: New bridge</title><summary>It is open.</summary></entry></feed>`,
			"New bridge|2025-07-03|Harbour Board|https://www.gov.uk/government/news/x||It is open."},
		"Atom with both": {`<feed xmlns="http://www.w3.org/2005/Atom"><title>Town</title><entry><title type="html">A &lt;b&gt;b&lt;/b&gt;</title><published>2025-03-01T10:00:00+01:00</published><summary>The lead.</summary><content type="html">&lt;p&gt;Body.&lt;/p&gt;</content></entry></feed>`,
			"A b|2025-03-01|Town||The lead.|Body."},
		"RSS 1.0": {`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Town</title></channel><item><title>A</title><link>https://town.example/a</link><dc:date>2025-03-01</dc:date><description>Body.</description></item></rdf:RDF>`,
			"A|2025-03-01|Town|https://town.example/a||Body."},
		"JSON Feed": {`{"version": "https://jsonfeed.org/version/1.1", "title": "Town", "items": [{"id": "1", "url": "https://town.example/a", "title": "A", "content_text": "Body.", "date_published": "2025-03-01T00:30:00+02:00", "authors": [{"name": "Harbour Board"}]}]}`,
			"A|2025-03-01|Harbour Board|https://town.example/a||Body."},
		"an archive's": {`<rss version="2.0"><channel><title>Archive</title><item><title>PRESS RELEASE : A [March 2025]</title><pubDate>Sun, 09 Mar 2025 10:00:00 GMT</pubDate><description>&lt;p&gt;The press release issued by the Harbour Board on 1 March 2025.&lt;/p&gt;</description></item></channel></rss>`,
			"PRESS RELEASE : A [March 2025]|2025-03-01|Harbour Board|||The press release issued by the Harbour Board on 1 March 2025."},
	} {
		if !Recognise(capture(c.in)) {
			t.Errorf("%s: not recognised", name)
		}
		drafts, problems := Read(capture(c.in))
		if len(drafts) != 1 || len(problems) != 0 {
			t.Errorf("%s: %d drafts, problems %v", name, len(drafts), problems)
			continue
		}
		d := drafts[0]
		got := []string{d.Title, d.IssuedOn.String(), strings.Join(d.IssuedBy, ";"), d.URL, d.Summary}
		for _, b := range d.Blocks {
			got = append(got, b.Text)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "|")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestBroken(t *testing.T) {
	item := func(s string) string { return "<item><title>" + s + "</title><description>Text.</description></item>" }
	head := `<rss version="2.0"><channel><title>Town</title>`
	for name, c := range map[string]struct {
		in               string
		drafts, problems int
	}{
		"breaks off":       {head + item("A") + item("B") + "<item><title>C", 2, 2},
		"one broken item":  {head + item("A") + "<item><title>B</b></title><a></item>" + item("C") + "</channel></rss>", 3, 1},
		"an empty item":    {head + item("A") + "<item></item></channel></rss>", 1, 1},
		"items in CDATA":   {head + item("<![CDATA[<item>]]>A") + "</channel></rss>", 1, 0},
		"very many broken": {head + strings.Repeat("<item>", 2_000_000), 0, 1},
		"no items":         {head + "</channel></rss>", 0, 0},
		"not a feed":       {"<html><p>x</p></html>", 0, 1},
		"nothing":          {"", 0, 1},
		"JSON cut off":     {`{"version": "https://jsonfeed.org/version/1", "items": [`, 0, 1},
		"nested very deep": {head + "<item>" + strings.Repeat("<a:b>", 1_000_000), 0, 1},
		"an entity bomb":   {`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + head + item("&b;") + "</channel></rss>", 0, 0},
	} {
		drafts, problems := Read(capture(c.in))
		if name == "an entity bomb" {
			continue // it must end; what it gives is the parser's choice
		}
		if len(drafts) != c.drafts || len(problems) != c.problems {
			t.Errorf("%s: %d drafts, problems %v; want %d and %d", name, len(drafts), problems, c.drafts, c.problems)
		}
	}
	for _, in := range []string{"", "<html>", "{}", "plain", "<?xml version='1.0'?><urlset>", "<!-- <rss> --><html>"} {
		if Recognise(capture(in)) {
			t.Errorf("recognised %q", in)
		}
	}
}

// TestLarge reads a feed in parts, one item of it broken and one far too large.
func TestLarge(t *testing.T) {
	var feed strings.Builder
	feed.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Town</title><language>en-gb</language>`)
	for i := range 6000 {
		switch i {
		case 4000:
			feed.WriteString("<item><title>Broken</b></title><a></item>\n")
		case 5000:
			feed.WriteString("<item><title>Large</title><description>" + strings.Repeat("word ", 2_000_000) + "</description></item>\n")
		default:
			fmt.Fprintf(&feed, "<item><title>Item %d</title><description>%s</description></item>\n", i+1, strings.Repeat("word ", 300))
		}
	}
	feed.WriteString("</channel></rss>")
	drafts, problems := Read(capture(feed.String()))
	if len(drafts) != 5999 {
		t.Fatalf("%d drafts, problems %v", len(drafts), problems)
	}
	for _, d := range []onrecord.Draft{drafts[0], drafts[3999], drafts[4001], drafts[5998]} {
		if d.Title != strings.Replace(d.Place, "item", "Item", 1) || d.Language != "en-gb" || d.IssuedBy[0] != "Town" {
			t.Errorf("%+v", d)
		}
	}
	if len(problems) != 2 || problems[1].Place != "item 5001" || !strings.Contains(problems[1].Reason, "more than") {
		t.Errorf("problems %v", problems)
	}
}

func TestScotland2017(t *testing.T) {
	c := onrecord.NewCapture(sharedtest.Read(t, "cases/feeds/news.gov.scot-2017-06.rss.xml"), "a.xml", "", time.Time{})
	if !Recognise(c) {
		t.Error("not recognised")
	}
	drafts, problems := Read(c)
	if len(drafts) != 2 || len(problems) != 0 {
		t.Fatalf("%d drafts, problems %v", len(drafts), problems)
	}
	for i, d := range drafts {
		if d.IssuedOn.String() != "2017-06-27" || !cmp.Equal(d.IssuedBy, []string{"news.gov.scot"}) || !strings.HasPrefix(d.URL, "https://news.gov.scot/news/") || d.Language != "en" || len(d.Tags) == 0 || len(d.Blocks) == 0 {
			t.Errorf("item %d: %+v", i+1, d)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(rss))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"title":"x"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		c := onrecord.NewCapture(body, "", "", time.Time{})
		Recognise(c)
		drafts, _ := Read(c)
		for _, d := range drafts {
			if d.Title == "" && d.Summary == "" && len(d.Blocks) == 0 {
				t.Fatal("an empty draft")
			}
		}
	})
}
