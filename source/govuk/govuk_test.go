package govuk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/onrecord/onrecord"
)

var dates = cmpopts.EquateComparable(onrecord.Date{})

func capture(body string) onrecord.Capture {
	return onrecord.NewCapture([]byte(body), "a.json", "application/json", time.Time{})
}

const newsItem = `{
 "base_path": "/government/news/new-bridge", "content_id": "x", "document_type": "press_release", "schema_name": "news_article", "locale": "en",
 "title": "New bridge", "description": "It is open.", "public_updated_at": "2025-03-09T10:00:00Z", "first_published_at": "2025-07-02T23:01:00Z",
 "details": {"body": "<p>A minister said:</p><blockquote><p>It is safe &amp; sound.</p></blockquote>", "emphasised_organisations": ["2"],
  "change_history": [{"public_timestamp": "2025-08-09T10:00:00Z", "note": "Corrected."}, {"public_timestamp": "2025-07-02T23:01:00Z", "note": "First published."}],
  "attachments": [{"title": "The plan"}, {"title": "The plan"}, 7]},
 "links": {"organisations": [{"content_id": "1", "title": "Town Council"}, {"content_id": "2", "title": "Harbour Board"}, "3"], "taxons": [{"title": "Bridges"}],
  "people": [{"title": "Ada Marlow", "base_path": "/government/people/ada-marlow"}, {"title": ""}, 7], "roles": [{"title": "Harbour Minister"}], "related_policies": [{"title": "Crossings", "web_url": "javascript:x"}]},
 "withdrawn_notice": {"explanation": "<p>No longer <b>true</b>: see <a href='/a'>the archive</a>. It has been superseded by the <a href='/government/news/newer-bridge'>newer bridge</a>.</p>", "withdrawn_at": "2025-09-01T00:00:00Z"}}`

func TestItem(t *testing.T) {
	drafts, problems := Read(capture(newsItem))
	want := []onrecord.Draft{{
		Title: "New bridge", Summary: "It is open.", IssuedOn: onrecord.MustDate("2025-07-03"), IssuedBy: []string{"Harbour Board", "Town Council"}, Tags: []string{"Bridges", "Crossings", "Ada Marlow"},
		URL: "https://www.gov.uk/government/news/new-bridge", Language: "en", Withdrawn: "No longer true: see the archive. It has been superseded by the newer bridge.",
		UpdatedAt: time.Date(2025, 3, 9, 10, 0, 0, 0, time.UTC),
		PublisherLinks: []onrecord.PublisherLink{
			{Kind: onrecord.PublisherPerson, Title: "Ada Marlow", URL: "https://www.gov.uk/government/people/ada-marlow"}, {Kind: onrecord.PublisherPerson},
			{Kind: onrecord.PublisherRole, Title: "Harbour Minister"}, {Kind: onrecord.PublisherPolicy, Title: "Crossings", URL: "javascript:x"},
			{Kind: onrecord.PublisherSuccessor, Title: "newer bridge", URL: "https://www.gov.uk/government/news/newer-bridge"},
		},
		Changes: []onrecord.DeclaredChange{{On: onrecord.MustDate("2025-07-03"), Note: "First published."}, {On: onrecord.MustDate("2025-08-09"), Note: "Corrected."}},
		Blocks:  []onrecord.DraftBlock{{Kind: onrecord.BlockParagraph, Text: "A minister said:"}, {Kind: onrecord.BlockQuotation, Text: "It is safe & sound."}, {Kind: onrecord.BlockAttachment, Text: "The plan"}},
	}}
	if diff := cmp.Diff(want, drafts, dates); diff != "" || len(problems) != 0 {
		t.Errorf("problems %v; %s", problems, diff)
	}
	if !Recognise(capture(newsItem)) {
		t.Error("not recognised")
	}
}

func TestBodies(t *testing.T) {
	for details, want := range map[string]string{
		`{"body": [{"content_type": "text/govspeak", "content": "# x"}, {"content_type": "text/html", "content": "<p>x</p>"}]}`: "paragraph: x",
		`{"parts": [{"title": "One", "body": "<p>a</p>"}, {"title": "Two", "body": "<p>b</p>"}]}`:                               "heading: One, paragraph: a, heading: Two, paragraph: b",
		`{"body": "<p>Views?</p>", "final_outcome_detail": "<p>We will.</p>"}`:                                                  "paragraph: Views?, paragraph: We will.",
		`{"body": 7}`: "",
		`null`:        "",
		`{"documents": ["<section class=\"attachment embedded\"><h3>Plan</h3><p>PDF</p></section>"]}`: "attachment: Plan",
	} {
		drafts, _ := Read(capture(`{"schema_name": "news_article", "title": "x", "public_updated_at": "2025-03-09", "details": ` + details + `}`))
		var got []string
		for _, b := range drafts[0].Blocks {
			got = append(got, fmt.Sprintf("%s: %s", b.Kind, b.Text))
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s: %s", details, diff)
		}
	}
}

func TestResults(t *testing.T) {
	drafts, problems := Read(capture(`{"results": [
	 {"title": "New bridge &amp; road", "link": "/government/news/new-bridge", "description": "It is open.", "public_timestamp": "2025-03-09T10:00:00Z", "organisations": [{"title": "Town Council"}]},
	 {"title": "Old bridge", "link": "old-bridge", "summary": "It is shut.", "public_timestamp": "soon", "organisations": null},
	 {"link": "/x"}, 7, {"title": "Elsewhere", "link": "https://example.org/x"}], "total": 5, "start": 0}`))
	want := []onrecord.Draft{
		{Title: "New bridge & road", Summary: "It is open.", IssuedOn: onrecord.MustDate("2025-03-09"), IssuedBy: []string{"Town Council"}, URL: "https://www.gov.uk/government/news/new-bridge", Excerpt: true, Place: "result 1"},
		{Title: "Old bridge", Summary: "It is shut.", URL: "https://www.gov.uk/old-bridge", Excerpt: true, Place: "result 2"},
		{Title: "Elsewhere", URL: "https://example.org/x", Excerpt: true, Place: "result 5"},
	}
	if diff := cmp.Diff(want, drafts, dates); diff != "" {
		t.Error(diff)
	}
	var places []string
	for _, p := range problems {
		places = append(places, p.Place)
	}
	if diff := cmp.Diff([]string{"result 2", "result 3", "result 4"}, places); diff != "" {
		t.Error(diff)
	}
}

func TestRefused(t *testing.T) {
	for in, want := range map[string]string{
		`{"schema_name": "organisation", "title": "x", "base_path": "/x"}`: `"organisation"`,
		`{"base_path": "/x", "content_id": 1}`:                             "not supported",
		`{"results": {}}`:                                                  "not a list",
		`{"results": [`:                                                    "invalid JSON",
		``:                                                                 "invalid JSON",
		`[]`:                                                               "invalid",
		strings.Repeat(`{"details":`, 200_000):                             "invalid JSON",
	} {
		drafts, problems := Read(capture(in))
		if len(drafts) != 0 || len(problems) != 1 || !strings.Contains(problems[0].Reason, want) {
			t.Errorf("%.60s: %d drafts, problems %v, want %q", in, len(drafts), problems, want)
		}
	}
	for _, in := range []string{"", "[]", `{"title": "x"}`, "<html>", `{"items": []}`} {
		if Recognise(capture(in)) {
			t.Errorf("recognised %q", in)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(newsItem))
	f.Add([]byte(`{"results":[{"title":"x","public_timestamp":7}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		c := onrecord.NewCapture(body, "", "", time.Time{})
		Recognise(c)
		drafts, problems := Read(c)
		if len(drafts)+len(problems) == 0 && len(body) == 0 {
			t.Fatal("nothing said of nothing")
		}
	})
}
