package source

import (
	"testing"
	"time"
)

// TestUpdatedAt reads when a page was last changed in each format that tells it.
func TestUpdatedAt(t *testing.T) {
	long := "<p>Two million trees are to be planted along the coast, the Ministry of Forests said. The first will stand by the end of the year, and the last within five, on land that was lost to the sea and was won back.</p>"
	want := time.Date(2025, 5, 9, 10, 30, 0, 0, time.UTC)
	for name, body := range map[string]string{
		"JSON-LD":   `<html><head><title>Trees</title><script type="application/ld+json">{"@context":"http://schema.org","@type":"NewsArticle","headline":"Trees","datePublished":"2025-03-04","dateModified":"2025-05-09T11:30:00+01:00"}</script></head><body><main><h1>Trees</h1>` + long + `</main></body></html>`,
		"meta":      `<html><head><title>Trees</title><meta property="article:published_time" content="2025-03-04"><meta property="article:modified_time" content="2025-05-09T10:30:00Z"></head><body><main><h1>Trees</h1>` + long + `</main></body></html>`,
		"WordPress": `[{"id": 7, "date": "2025-03-04T09:00:00", "date_gmt": "2025-03-04T09:00:00", "modified_gmt": "2025-05-09T10:30:00", "link": "https://town.example/trees/", "title": {"rendered": "Trees"}, "content": {"rendered": "` + long + `"}}]`,
		"Atom":      `<feed xmlns="http://www.w3.org/2005/Atom"><title>Town</title><entry><title>Trees</title><published>2025-03-04T09:00:00Z</published><updated>2025-05-09T10:30:00Z</updated><content type="html">&lt;p&gt;They are planted.&lt;/p&gt;</content></entry></feed>`,
		"GOV.UK":    `{"schema_name": "news_article", "base_path": "/x", "title": "Trees", "first_published_at": "2025-03-04T09:00:00Z", "public_updated_at": "2025-05-09T10:30:00Z", "details": {"body": "x"}}`,
		"a record":  `{"title": "Trees", "issued_on": "2025-03-04", "text": "They are planted.", "updated_at": "2025-05-09T10:30:00Z", "publisher_links": [{"kind": "person", "title": "Ada Marlow"}]}`,
	} {
		_, drafts, problems := Read(capture(body))
		if len(problems) != 0 || len(drafts) != 1 || !drafts[0].UpdatedAt.Equal(want) {
			t.Errorf("%s: %v, %+v", name, problems, drafts)
		}
	}
}
