package govuk

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAttachments(t *testing.T) {
	got := Attachments(capture(`{"details": {"attachments": [
	 {"title": "The  plan", "url": "https://assets.example/plan.pdf", "content_type": "application/pdf", "attachment_type": "file"},
	 {"title": "The plan again", "url": "https://assets.example/plan.pdf"}, {"title": "Old", "url": "/old.PDF"},
	 {"title": "Read here", "url": "/government/publications/plan/plan", "attachment_type": "html"},
	 {"title": "Table", "url": "/t.csv", "content_type": "text/csv"}, {"title": "nowhere"}, 7, null]}}`))
	want := []Attachment{
		{Title: "The plan", URL: "https://assets.example/plan.pdf", PDF: true}, {Title: "Old", URL: "/old.PDF", PDF: true},
		{Title: "Read here", URL: "/government/publications/plan/plan", HTML: true}, {Title: "Table", URL: "/t.csv"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, none := range []string{"", "[]", `{"details": 7}`, `{"details": {"attachments": "x"}}`} {
		if got := Attachments(capture(none)); len(got) != 0 {
			t.Errorf("%q: %v", none, got)
		}
	}
}

func TestAttachmentsOfAnExample(t *testing.T) {
	got := Attachments(example(t, "publication/frontend/publication-with-featured-attachments.json"))
	if len(got) != 1 || !got[0].PDF || got[0].Title == "" {
		t.Errorf("%+v", got)
	}
}
