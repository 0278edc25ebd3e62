package webpage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

func TestList(t *testing.T) {
	text := strings.Repeat("The harbour is lit, and the boats come home before the storm. ", 8)
	for _, c := range []struct {
		name, body, links, next string
	}{
		{"marked items", `<main><article><h2><a href="/a">First lanterns lit</a></h2><p>x</p></article><article><h2>Second lanterns lit</h2><a href="/b">Read more</a></article></main><a rel="next" href="?page=2">On</a>`, "/a First lanterns lit", "/news?page=2"},
		{"headings", `<nav><ul><li><a href="/x">About the harbour</a></li></ul></nav><main><h1>News</h1><h3><a href="a">First lanterns lit</a></h3><p>x</p><h3><a href="/b#top">Second lanterns lit</a></h3></main><a href="/news/2">Older posts</a>`, "/a First lanterns lit, /b Second lanterns lit", "/news/2"},
		{"links around headings", `<main><a href="/a"><h3>First lanterns lit</h3></a><a href="/b"><h3>Second lanterns lit</h3></a></main>`, "/a First lanterns lit, /b Second lanterns lit", ""},
		{"a list", `<main><ul><li><a href="/a">First lanterns lit</a> 3 March 2025</li><li><a href="https://other.example/b">Second lanterns lit</a></li><li><a href="/news">News of the harbour</a></li><li><a href="/a">First lanterns lit</a></li></ul><ul><li><a href="/news?p=2">2</a></li><li><a href="/news?p=2" aria-label="Next page">›</a></li></ul></main>`, "/a First lanterns lit, https://other.example/b Second lanterns lit", "/news?p=2"},
		{"one release", `<main><article><h1>Lanterns lit</h1><div class="entry-content"><p>` + text + `</p><ul><li><a href="/a">The plan of the harbour</a></li><li><a href="/b">The map of the harbour</a></li></ul></div></article></main>`, "", ""},
		{"whole texts", `<main><article><h2><a href="/a">First lanterns lit</a></h2><p>` + text + `</p></article><article><h2><a href="/b">Second lanterns lit</a></h2><p>` + text + `</p></article></main><a rel="next" href="/news/2">x</a>`, "", "/news/2"},
		{"next on another host, or itself", `<main><p>x</p></main><a rel="next" href="https://other.example/2">Next</a><a rel="next" href="#more">Next</a>`, "", ""},
		{"nothing", ``, "", ""},
	} {
		capture := onrecord.NewCapture([]byte("<!doctype html><title>News</title>"+c.body), "https://harbour.example/news", "text/html", time.Time{})
		l, err := List(capture, false)
		if err != nil {
			t.Fatal(err)
		}
		var links []string
		for _, link := range l.Links {
			links = append(links, strings.TrimPrefix(link.URL, "https://harbour.example")+" "+link.Title)
		}
		if got := strings.Join(links, ", "); got != c.links && c.name != "marked items" || l.Next != "" && l.Next != "https://harbour.example"+c.next || (l.Next == "") != (c.next == "") {
			t.Errorf("%s: %q, next %q; want %q, next %q", c.name, got, l.Next, c.links, c.next)
		}
	}
}

// TestAPageOfOneTeaser: the last page of a listing may hold one.
func TestAPageOfOneTeaser(t *testing.T) {
	for _, body := range []string{`<main><article><h2><a href="/a">First lanterns lit</a></h2><p>Soon…</p></article></main>`, `<body><article><h2><a href="/a">First lanterns lit</a></h2><p>Soon…</p></article>`} {
		c := onrecord.NewCapture([]byte("<!doctype html><title>News</title>"+body), "https://harbour.example/news/2", "text/html", time.Time{})
		if l, err := List(c, true); err != nil || len(l.Links) != 1 || l.Links[0].URL != "https://harbour.example/a" {
			t.Errorf("%+v, %v", l, err)
		}
		if l, err := List(c, false); err != nil || len(l.Links) != 0 {
			t.Errorf("by itself: %+v, %v", l, err)
		}
	}
}

func TestListOfTooMuch(t *testing.T) {
	var b strings.Builder
	b.WriteString("<!doctype html><main>")
	for i := range 5000 {
		fmt.Fprintf(&b, `<h2><a href="/%d">Lanterns number %d</a></h2>`, i, i)
	}
	l, err := List(onrecord.NewCapture([]byte(b.String()), "https://harbour.example/news", "", time.Time{}), false)
	if err != nil || len(l.Links) != 5000 {
		t.Errorf("%d links, %v", len(l.Links), err)
	}
	if _, err := List(onrecord.NewCapture([]byte(strings.Repeat("<p>x", 400_000)), "https://harbour.example/news", "", time.Time{}), false); err == nil {
		t.Error("a page of too many elements was taken apart")
	}
}

func FuzzList(f *testing.F) {
	f.Add([]byte(`<main><h2><a href="/a">First lanterns lit</a></h2><h2><a href="//b">Second</a></h2></main><a rel=next href="?2">`))
	f.Fuzz(func(t *testing.T, body []byte) {
		l, _ := List(onrecord.NewCapture(body, "https://harbour.example/news", "text/html", time.Time{}), false)
		for _, link := range append(l.Links, Link{URL: l.Next}) {
			if link.URL != "" && address(link.URL) == nil {
				t.Errorf("%q is no address", link.URL)
			}
		}
	})
}
