// Package publisher plays, for tests, the sites of an invented publisher: GOV.UK's two
// interfaces, a WordPress site, feeds, and archive pages. All of them show the same posts, which a test
// adds, edits and takes away while they are read. It is an http.Handler for a real server.
package publisher

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Post is one announcement.
type Post struct {
	ID            int
	Title         string
	Paragraphs    []string
	On, Updated   time.Time // On is the day of issue
	Withdrawn     string
	PDF           bool // it has a PDF file attached
	Gone          int  // the status that its page answers with, 0 while it is there
	Redirects     string
	Note          string // of its last change
	Organisations []string
}

// Path is where the post's page is.
func (p Post) Path() string { return "/news/post-" + strconv.Itoa(p.ID) }

// Publisher serves posts:
//
//	/api/search.json, /api/content/…        GOV.UK's Search and Content API
//	/wp-json/wp/v2/posts, …/posts/ID        WordPress's REST API
//	/feed.atom, /full.atom                  excerpts, and whole texts
//	/list, /list?page=2                     pages of teasers
//	/archive, /archive?page=2               pages of whole texts
//	/news/post-ID                           a page of its own
//	/file/post-ID.pdf                       a file that is attached
type Publisher struct {
	// PageSize is how many posts a page of /list, /archive and the APIs hold; 0 is 10.
	PageSize int
	// Before is asked first; where it reports true it has answered. It may be nil.
	Before func(w http.ResponseWriter, r *http.Request) bool
	// Robots is what /robots.txt says; "" is that there is none.
	Robots string

	mu    sync.Mutex
	posts []Post
	asked map[string]int
}

// New returns a publisher of n posts, an hour apart, ending at a time.
func New(n int, last time.Time) *Publisher {
	p := &Publisher{asked: map[string]int{}}
	for i := range n {
		p.Add(last.Add(time.Duration(i-n+1) * time.Hour))
	}
	return p
}

// Add publishes one more post and returns its number, from 1.
func (p *Publisher) Add(on time.Time) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	id := len(p.posts) + 1
	p.posts = append(p.posts, Post{
		ID: id, Title: fmt.Sprintf("Lanterns for mole number %d", id), On: on.UTC(), Updated: on.UTC(),
		Paragraphs: []string{
			fmt.Sprintf("The Harbour Board of Corvane will light mole number %d by 30 June 2031, and has set aside £%d million for it.", id, 1+id%90),
			"Keepers, pilots and the people of the quays had asked for lanterns on every mole of the harbour since the storms of the winter before, when three boats ran aground in the dark.",
			fmt.Sprintf("Harbour Minister Ada Venn said: “We are proud of mole number %d, and we will light it before the storms come again.”", id),
		},
	})
	return id
}

// Edit changes a post.
func (p *Publisher) Edit(id int, change func(*Post)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change(&p.posts[id-1])
}

// Asked returns how often a path was asked for, with its query where want has one.
func (p *Publisher) Asked(want string) (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for path, times := range p.asked {
		if path == want || strings.HasPrefix(path, want+"?") {
			n += times
		}
	}
	return n
}

// Forget sets all counts of Asked to nought.
func (p *Publisher) Forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.asked)
}

// ServeHTTP answers as the site does.
func (p *Publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.asked[r.URL.RequestURI()]++
	p.mu.Unlock()
	if p.Before != nil && p.Before(w, r) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	at, number := cutNumber(r.URL.Path)
	switch path := r.URL.Path; {
	case path == "/robots.txt" && p.Robots != "":
		send(w, r, "text/plain", p.Robots)
	case path == "/api/search.json":
		p.search(w, r)
	case path == "/wp-json/wp/v2/posts":
		p.wordpress(w, r)
	case path == "/feed.atom", path == "/full.atom":
		send(w, r, "application/atom+xml", p.atom(base(r), path == "/full.atom"))
	case path == "/list", path == "/archive":
		p.pages(w, r, path == "/archive")
	case number < 1 || number > len(p.posts) || p.posts[number-1].Gone == http.StatusNotFound:
		http.NotFound(w, r)
	case p.posts[number-1].Gone != 0:
		w.WriteHeader(p.posts[number-1].Gone)
	case p.posts[number-1].Redirects != "":
		http.Redirect(w, r, p.posts[number-1].Redirects, http.StatusMovedPermanently)
	case at == "/api/content/news/post-":
		send(w, r, "application/json", p.posts[number-1].content(base(r)))
	case at == "/wp-json/wp/v2/posts/":
		send(w, r, "application/json", p.posts[number-1].wordpress(base(r)))
	case at == "/news/post-":
		send(w, r, "text/html; charset=utf-8", p.posts[number-1].page(base(r)))
	case at == "/file/post-":
		send(w, r, "application/pdf", pdfOf(p.posts[number-1].Title))
	default:
		http.NotFound(w, r)
	}
}

// cutNumber cuts the number off the end of a path, and what follows a point.
func cutNumber(path string) (before string, number int) {
	path, _, _ = strings.Cut(path, ".pdf")
	end := strings.LastIndexFunc(path, func(r rune) bool { return r < '0' || r > '9' }) + 1
	number, _ = strconv.Atoi(path[end:])
	return path[:end], number
}

func base(r *http.Request) string { return "http://" + r.Host }

// send answers with validators, and only says that nothing changed where nothing did.
func send(w http.ResponseWriter, r *http.Request, mediaType, body string) {
	tag := fmt.Sprintf("%q", strconv.Itoa(len(body))+"-"+strconv.FormatUint(uint64(hash(body)), 36))
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write([]byte(body))
}

func hash(s string) (h uint32) {
	for i := range len(s) {
		h = h*16777619 ^ uint32(s[i])
	}
	return h
}

// shown are the posts that listings show, in an order; callers hold the lock.
func (p *Publisher) shown(order func(a, b Post) int) []Post {
	out := slices.DeleteFunc(slices.Clone(p.posts), func(post Post) bool { return post.Gone != 0 })
	slices.SortStableFunc(out, order)
	return out
}

func newest(a, b Post) int { return cmp.Or(b.On.Compare(a.On), cmp.Compare(b.ID, a.ID)) }

func updated(a, b Post) int { return cmp.Or(b.Updated.Compare(a.Updated), cmp.Compare(b.ID, a.ID)) }

func (p *Publisher) size() int { return cmp.Or(p.PageSize, 10) }

// cut returns a page of a list, from 0.
func cut(list []Post, page, size int) []Post {
	from := min(page*size, len(list))
	return list[from:min(from+size, len(list))]
}
