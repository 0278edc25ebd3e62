package source

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/sharedtest"
	"github.com/onrecord/onrecord/release"
	"github.com/onrecord/onrecord/source/limit"
)

func capture(body string) onrecord.Capture {
	return onrecord.NewCapture([]byte(body), "some/file", "", time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC))
}

// samples are one small capture of each format.
var samples = map[onrecord.SourceKind]string{
	onrecord.SourceFeed:        `<rss version="2.0"><channel><title>Town</title><item><title>A</title><description>Text.</description></item></channel></rss>`,
	onrecord.SourceGovUK:       `{"results": [{"title": "A", "link": "/a", "_id": "/a"}], "total": 1, "start": 0}`,
	onrecord.SourceWordPress:   `[{"date_gmt": "2025-03-01T00:00:00", "link": "x", "title": {"rendered": "A"}, "content": {"rendered": "<p>Text.</p>"}}]`,
	onrecord.SourceRecordLines: `{"title": "A", "text": "Text."}` + "\n" + `{"title": "B", "text": "Text."}`,
	onrecord.SourceWebPage:     "<!DOCTYPE html><html><head><title>A</title></head><body><article><h1>A bridge opens</h1><p>The bridge over the river was opened to all today by the mayor.</p></article></body></html>",
	onrecord.SourceTextArchive: "• PRESS RELEASE : A [March 2025]\n\nText.\n",
}

func TestFormatsByContent(t *testing.T) {
	for want, body := range samples {
		c := capture(body)
		c.MediaType, c.Location = "application/octet-stream", "x.exe"
		kind, drafts, _ := Read(c)
		if kind != want || len(drafts) == 0 {
			t.Errorf("%s: read as %q, %d drafts", want, kind, len(drafts))
		}
	}
	if kind := Recognise(capture("%PDF-1.7\n")); kind != onrecord.SourcePDF {
		t.Errorf("PDF: read as %q", kind)
	}
	for _, f := range formats {
		if f.kind != onrecord.SourcePDF && samples[f.kind] == "" {
			t.Errorf("%s has no sample", f.kind)
		}
	}
}

// A capture is kept as it was found: no reader may write into its bytes.
func TestReadersLeaveTheBytesAlone(t *testing.T) {
	for kind, body := range samples {
		c := capture(body)
		if Read(c); string(c.Body) != body {
			t.Errorf("%s: the capture's bytes were changed by reading:\n%s", kind, cmp.Diff(body, string(c.Body)))
		}
	}
}

func TestUnsupported(t *testing.T) {
	for body, want := range map[string]string{
		"":                                    "empty",
		" \n\t\x00":                           "white space",
		"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR": "image/png",
		"\x00\x01\x02\x03\x04\x05\x06\xff":    "binary data",
		"PK\x03\x04\x14\x00\x00\x00\x08\x00\x01\x02\x03\x04\x05": "application/zip",
		`{"a": 1}`:                       "JSON",
		"<?xml version='1.0'?><urlset/>": "XML",
		"milk and eggs\n":                "text",
	} {
		kind, drafts, problems := Read(capture(body))
		if kind != "" || len(drafts) != 0 || len(problems) != 1 {
			t.Errorf("%q: kind %q, %d drafts, problems %v", body, kind, len(drafts), problems)
			continue
		}
		p := problems[0]
		if !strings.Contains(p.Reason, onrecord.ErrUnsupported.Error()) || !strings.Contains(p.Reason, want) || p.Stage != "source" || p.Location != "some/file" || p.At.IsZero() {
			t.Errorf("%q: %+v", body, p)
		}
	}
}

func TestHostileInput(t *testing.T) {
	long := strings.Repeat("word ", 1<<20)
	for name, body := range map[string]string{
		"one long line":          long,
		"one long line of JSON":  `{"title": "A", "text": "` + long + `"}`,
		"JSON nested deep":       strings.Repeat(`{"title":`, 1<<18) + `"text"`,
		"JSON list nested deep":  strings.Repeat("[", 1<<20),
		"HTML nested deep":       strings.Repeat("<div>", 100_000) + "text",
		"HTML in a feed":         `<rss><channel><item><title>A</title><description><![CDATA[` + strings.Repeat("<div>", 100_000) + `text]]></description></item></channel></rss>`,
		"HTML in a content item": `{"schema_name": "news_article", "title": "A", "details": {"body": "` + strings.Repeat("<blockquote>", 100_000) + `text"}}`,
		"a feed nested deep":     "<rss>" + strings.Repeat("<a>", 1<<20),
		"NUL bytes":              "PRESS RELEASE : A [May 2024]\n\nTe\x00xt.\n",
		"wrong lines of JSON":    `{"title": "A", "text": "b"}` + strings.Repeat("\n7", 5000),
		"half a UTF-16":          "\xff\xfea\x00b",
		"a title of 10,000":      "PRESS RELEASE : " + long[:10_000] + "[May 2024]\n\nText.\n",
	} {
		_, drafts, problems := Read(capture(body))
		if len(problems) > MaxProblems+1 {
			t.Errorf("%s: %d problems", name, len(problems))
		}
		for _, d := range drafts {
			if _, err := release.New(capture(body), onrecord.SourceFeed, d); err != nil && !errors.Is(err, onrecord.ErrInvalid) && !errors.Is(err, onrecord.ErrTooLarge) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if len(drafts)+len(problems) == 0 {
			t.Errorf("%s: neither a draft nor a problem", name)
		}
	}
}

// TestShared reads what other people wrote, each in the format that it is.
func TestShared(t *testing.T) {
	counts := map[string]int{}
	for _, pattern := range []string{"corpus/*.txt", "corpus/*.jsonl", "cases/feeds/*.xml", "cases/govuk-search/*.json", "cases/govuk-content/content_schemas/examples/*/*/*.json", "corpus/us-doj/html/*"} {
		folder := strings.SplitN(pattern, "*", 2)[0]
		files, err := filepath.Glob(filepath.Join(sharedtest.Path(t, folder), filepath.FromSlash(strings.TrimPrefix(pattern, folder))))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", pattern, len(files), err)
		}
		for _, path := range files {
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			kind, drafts, _ := Read(onrecord.NewCapture(body, path, "", time.Time{}))
			key := fmt.Sprintf("%s: %s", pattern, kind)
			counts[key]++
			if kind == onrecord.SourceRecordLines || kind == onrecord.SourceTextArchive || kind == onrecord.SourceFeed {
				counts[key+", drafts"] += len(drafts)
			}
		}
	}
	want := map[string]int{
		"corpus/*.txt: textarchive": 1, "corpus/*.txt: textarchive, drafts": 10,
		"corpus/*.jsonl: record": 2, "corpus/*.jsonl: record, drafts": 3592,
		"cases/feeds/*.xml: feed": 1, "cases/feeds/*.xml: feed, drafts": 2,
		"cases/govuk-search/*.json: govuk": 23, "cases/govuk-search/*.json: ": 1, // descriptions of search fields
		"cases/govuk-content/content_schemas/examples/*/*/*.json: govuk": 74, "cases/govuk-content/content_schemas/examples/*/*/*.json: ": 1, // links alone
		"corpus/us-doj/html/*: webpage": 199,
	}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Error(diff)
	}
}

// TestManyDrafts reads captures that hold more releases than are read of one.
func TestManyDrafts(t *testing.T) {
	const many = limit.Drafts + 5
	for name, body := range map[string]string{
		"lines":          strings.Repeat(`{"title":"A","text":"b"}`+"\n", many),
		"a list":         "[" + strings.Repeat(`{"title":"A","text":"b"},`, many) + "{}]",
		"posts":          "[" + strings.Repeat(`{"link":"","title":{"rendered":"A"}},`, many) + "{}]",
		"search results": `{"total":1,"start":0,"results":[` + strings.Repeat(`{"title":"A"},`, many) + "{}]}",
	} {
		_, drafts, problems := Read(capture(body))
		if len(drafts) != limit.Drafts || len(problems) == 0 || !strings.Contains(problems[len(problems)-1].Reason, "not listed") && !strings.Contains(problems[len(problems)-1].Reason, "no more than") {
			t.Errorf("%s: %d drafts, %d problems", name, len(drafts), len(problems))
		}
	}
}

// TestLongAnnouncements refuses announcements of an unlikely length before
// they are held in memory many times over.
func TestLongAnnouncements(t *testing.T) {
	long := strings.Repeat("word ", limit.Text/5+1)
	for name, body := range map[string]string{
		"a line of text":    "PRESS RELEASE : A [May 2024]\n\n" + long,
		"a line of JSON":    `{"title":"A","text":"` + long + `"}`,
		"a post":            `[{"date_gmt":"","title":{"rendered":"A"},"content":{"rendered":"` + long + `"}}]`,
		"a content item":    `{"schema_name":"news_article","title":"A","details":{"body":"` + long + `"}}`,
		"an item of a feed": `<rss version="2.0"><channel><title>T</title><item><title>A</title><description>` + long + `</description></item></channel></rss>`,
	} {
		_, drafts, problems := Read(capture(body))
		if len(drafts) != 0 || len(problems) != 1 || !strings.Contains(problems[0].Reason, onrecord.ErrTooLarge.Error()) {
			t.Errorf("%s: %d drafts, %v", name, len(drafts), problems)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range samples {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		c := onrecord.NewCapture(body, "x", "", time.Time{})
		kind, drafts, problems := Read(c)
		if kind == "" && (len(drafts) != 0 || len(problems) != 1) {
			t.Fatalf("no format, but %d drafts and %d problems", len(drafts), len(problems))
		}
		for _, p := range problems {
			if p.Stage == "" || p.Location == "" || p.Reason == "" || !utf8.ValidString(p.Reason) || strings.Contains(p.Reason, "the reader for") {
				t.Fatalf("bad problem %+v", p)
			}
		}
		for _, d := range drafts {
			r, err := release.New(c, kind, d)
			if err == nil && (len(r.Keys) == 0 || !utf8.ValidString(r.Text)) {
				t.Fatalf("bad release %+v", r)
			}
		}
	})
}
