package publisher

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

func asJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}

type object = map[string]any

// search plays the Search API: filter_public_timestamp, order, start, count.
func (p *Publisher) search(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	for field := range q {
		if !slices.Contains([]string{"count", "start", "order", "fields", "filter_public_timestamp", "filter_organisations"}, field) && !strings.HasPrefix(field, "filter_content_") {
			http.Error(w, `{"error":"unexpected parameter"}`, http.StatusUnprocessableEntity)
			return
		}
	}
	list := p.shown(updated)
	if q.Get("order") == "public_timestamp" {
		slices.Reverse(list)
	}
	for part := range strings.SplitSeq(q.Get("filter_public_timestamp"), ",") {
		bound, value, _ := strings.Cut(part, ":")
		if bound == "" {
			continue
		}
		at, err := time.Parse("2006-01-02 15:04", value)
		if err != nil {
			http.Error(w, `{"error":"invalid date"}`, http.StatusUnprocessableEntity)
			return
		}
		list = slices.DeleteFunc(list, func(post Post) bool {
			return bound == "from" && post.Updated.Before(at) || bound == "to" && post.Updated.After(at)
		})
	}
	start, _ := strconv.Atoi(q.Get("start"))
	count, _ := strconv.Atoi(q.Get("count"))
	from := min(start, len(list))
	results := []object{}
	for _, post := range list[from:min(from+min(count, p.size()), len(list))] {
		results = append(results, object{"title": post.Title, "link": post.Path(), "public_timestamp": post.Updated.Format(time.RFC3339), "_id": post.Path(), "es_score": nil})
	}
	send(w, r, "application/json", asJSON(object{"results": results, "total": len(list), "start": start, "aggregates": object{}, "suggested_queries": []string{}}))
}

// content plays a content item of the Content API.
func (p Post) content(base string) string {
	details := object{"body": p.html(), "first_public_at": p.On.Format(time.RFC3339),
		"change_history": []object{{"public_timestamp": p.On.Format(time.RFC3339), "note": "First published."}}}
	if p.Note != "" {
		details["change_history"] = append(details["change_history"].([]object), object{"public_timestamp": p.Updated.Format(time.RFC3339), "note": p.Note})
	}
	if p.PDF {
		details["attachments"] = []object{{"title": "Plan for " + p.Title, "url": base + "/file/post-" + strconv.Itoa(p.ID) + ".pdf", "content_type": "application/pdf", "attachment_type": "file"}}
	}
	item := object{"base_path": p.Path(), "content_id": "00000000-0000-0000-0000-" + fmt.Sprintf("%012d", p.ID), "schema_name": "news_article", "document_type": "press_release", "locale": "en",
		"title": p.Title, "description": "", "first_published_at": p.On.Format(time.RFC3339), "public_updated_at": p.Updated.Format(time.RFC3339), "details": details,
		"links": object{"organisations": []object{{"title": "Harbour Board"}}}}
	if p.Withdrawn != "" {
		item["withdrawn_notice"] = object{"explanation": "<p>" + html.EscapeString(p.Withdrawn) + "</p>", "withdrawn_at": p.Updated.Format(time.RFC3339)}
	}
	return asJSON(item)
}

func (p Post) html() string {
	var b strings.Builder
	for _, text := range p.Paragraphs {
		b.WriteString("<p>" + html.EscapeString(text) + "</p>\n")
	}
	return b.String()
}

const wordpressTime = "2006-01-02T15:04:05"

// wordpress plays the list of posts: orderby, before, page, per_page.
func (p *Publisher) wordpress(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	order := newest
	if q.Get("orderby") == "modified" {
		order = updated
	}
	list := p.shown(order)
	if before, err := time.Parse(wordpressTime, q.Get("before")); err == nil {
		list = slices.DeleteFunc(list, func(post Post) bool { return !post.On.Before(before) })
	}
	page, _ := strconv.Atoi(q.Get("page"))
	page = max(page, 1)
	w.Header().Set("X-WP-Total", strconv.Itoa(len(list)))
	some := cut(list, page-1, p.size())
	if page > 1 && len(some) == 0 {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"code":"rest_post_invalid_page_number"}`))
		return
	}
	var posts []string
	for _, post := range some {
		posts = append(posts, post.wordpress(base(r)))
	}
	send(w, r, "application/json", "["+strings.Join(posts, ",")+"]")
}

func (p Post) wordpress(base string) string {
	return asJSON(object{"id": p.ID, "date": p.On.Format(wordpressTime), "date_gmt": p.On.Format(wordpressTime), "modified": p.Updated.Format(wordpressTime),
		"link": base + p.Path(), "title": object{"rendered": html.EscapeString(p.Title)}, "content": object{"rendered": p.html(), "protected": false},
		"_embedded": object{"author": []object{{"name": "Harbour Board"}}}})
}

func (p *Publisher) atom(base string, whole bool) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Board</title><id>` + base + `/</id>`)
	for _, post := range cut(p.shown(newest), 0, p.size()) {
		fmt.Fprintf(&b, `<entry><title>%s</title><id>%s</id><link href="%s"/><published>%s</published><updated>%s</updated>`, html.EscapeString(post.Title), base+post.Path(), base+post.Path(), post.On.Format(time.RFC3339), post.Updated.Format(time.RFC3339))
		if whole {
			fmt.Fprintf(&b, `<content type="html">%s</content>`, html.EscapeString(post.html()))
		} else {
			fmt.Fprintf(&b, `<summary>%s</summary>`, html.EscapeString(post.Paragraphs[0]))
		}
		b.WriteString("</entry>")
	}
	return b.String() + "</feed>"
}

// pages plays an archive: teasers that lead to pages, or whole texts.
func (p *Publisher) pages(w http.ResponseWriter, r *http.Request, whole bool) {
	number, _ := strconv.Atoi(r.URL.Query().Get("page"))
	number = max(number, 1)
	list := p.shown(newest)
	var b strings.Builder
	b.WriteString("<!doctype html><html lang=\"en\"><head><title>News - Harbour Board</title></head><body><nav><ul><li><a href=\"/about\">About the board</a></li><li><a href=\"/list\">News of the board</a></li></ul></nav><main><h1>News</h1>\n")
	for _, post := range cut(list, number-1, p.size()) {
		fmt.Fprintf(&b, "<article><h2><a href=\"%s\">%s</a></h2><time datetime=\"%s\">%s</time>\n", post.Path(), html.EscapeString(post.Title), post.On.Format(time.DateOnly), post.On.Format("2 January 2006"))
		if whole {
			b.WriteString("<div class=\"entry-content\">" + post.html() + "</div>")
		} else {
			b.WriteString("<p>" + html.EscapeString(post.Paragraphs[0][:40]) + "…</p>")
		}
		b.WriteString("</article>\n")
	}
	b.WriteString("</main>")
	if number*p.size() < len(list) {
		fmt.Fprintf(&b, "<nav><a class=\"next\" href=\"%s?page=%d\">Older news</a></nav>", r.URL.Path, number+1)
	}
	send(w, r, "text/html; charset=utf-8", b.String()+"</body></html>")
}

func (p Post) page(base string) string {
	return fmt.Sprintf("<!doctype html><html lang=\"en\"><head><title>%s - Harbour Board</title><link rel=\"canonical\" href=\"%s\"><meta name=\"author\" content=\"Harbour Board\"><meta property=\"article:published_time\" content=\"%s\"></head><body><main><article><h1>%s</h1><div class=\"entry-content\">%s</div></article></main></body></html>",
		html.EscapeString(p.Title), base+p.Path(), p.On.Format(time.RFC3339), html.EscapeString(p.Title), p.html())
}

// pdfOf writes a PDF file of one page with one line after ISO 32000.
func pdfOf(line string) string {
	text := fmt.Sprintf("BT /F1 18 Tf 72 720 Td (%s) Tj 0 -40 Td /F1 11 Tf (The plan of the Harbour Board says which mole is lit first, and why.) Tj ET", line)
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(text), text),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.String()
}
