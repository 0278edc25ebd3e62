package pull_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/internal/publisher"
	"github.com/onrecord/onrecord/pull"
	"github.com/onrecord/onrecord/store"
)

// listings are the paths that list posts.
func isListing(r *http.Request) bool {
	return slices.Contains([]string{"/api/search.json", "/wp-json/wp/v2/posts", "/list", "/archive"}, r.URL.Path)
}

// TestListingsThatChangeWhileTheyArePaged adds, edits and takes away posts before each of
// the first pages: what stays is in the record at the end.
func TestListingsThatChangeWhileTheyArePaged(t *testing.T) {
	for _, spec := range specs {
		t.Run(spec, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, 16)
			var pages atomic.Int64
			d.site.Before = func(_ http.ResponseWriter, r *http.Request) bool {
				if n := int(pages.Load()); isListing(r) && n < 4 {
					pages.Add(1)
					d.site.Add(noon.Add(time.Duration(n) * time.Minute))
					d.site.Edit(15-n, func(p *publisher.Post) { p.Gone = http.StatusNotFound }) // of the first page
					d.site.Edit(3, func(p *publisher.Post) { p.Updated = noon.Add(time.Duration(n) * time.Minute) })
				}
				return false
			}
			d.follow(spec)
			d.look(false)
			d.now = d.now.Add(2 * time.Hour)
			d.look(false)
			have := map[string]bool{}
			for _, title := range d.titles() {
				have[title] = true
			}
			for i := 1; i <= 20; i++ {
				if title := fmt.Sprintf("Lanterns for mole number %d v1", i); !have[title] && (i < 12 || i > 15) {
					t.Errorf("lost: %s", title)
				}
			}
		})
	}
}

// TestAStorm: a publisher that answers 503 in the middle of a walk is left alone, and
// the walk goes on where it was.
func TestAStorm(t *testing.T) {
	for _, spec := range specs {
		t.Run(spec, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, 10)
			var asked, storm atomic.Int64
			storm.Store(1)
			d.site.Before = func(w http.ResponseWriter, r *http.Request) bool {
				if n := asked.Add(1); n < 3 || storm.Load() == 0 {
					return false
				}
				w.Header().Set("Retry-After", "1800")
				w.WriteHeader(http.StatusServiceUnavailable)
				return true
			}
			d.follow(spec)
			s := d.look(false)
			if s.Fault == "" || !strings.Contains(s.Fault, "503") || s.Next.Before(noon.Add(30*time.Minute)) || asked.Load() > 9 {
				t.Errorf("in the storm: %+v, asked %d times", s, asked.Load())
			}
			if info := d.info(); info.Failures != 1 || info.Fault != s.Fault || !info.SucceededAt.IsZero() {
				t.Errorf("how it stands: %+v", info)
			}
			storm.Store(0)
			d.now = d.now.Add(40 * time.Minute)
			if s := d.look(false); s.Fault != "" || s.Waiting != 0 {
				t.Errorf("after the storm: %+v", s)
			}
			d.now = d.now.Add(2 * time.Hour)
			if s := d.look(false); s.Fault != "" {
				t.Errorf("later: %+v", s)
			}
			d.want("all of it", posts(1, 10))
			if info := d.info(); info.Failures != 0 || info.Fault != "" {
				t.Errorf("how it stands: %+v", info)
			}
		})
	}
}

// TestOneBadPageStopsNothing: a page that always fails is a problem, and the rest comes in.
func TestOneBadPageStopsNothing(t *testing.T) {
	d := newDesk(t, 12)
	d.site.Before = func(w http.ResponseWriter, r *http.Request) bool {
		bad := strings.HasSuffix(r.URL.Path, "/news/post-7")
		if bad {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				_, _ = conn.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<html>"))
				conn.Close()
			}
		}
		return bad
	}
	d.client = quick(d)
	spec := d.follow("page:SITE/list")
	s := d.look(false)
	if s.Failed != 1 || s.Ingested.New != 11 || s.Fault != "" || s.Waiting != 1 {
		t.Errorf("%+v", s)
	}
	page, err := d.store.Problems(t.Context(), "", 10)
	if err != nil || page.Total != 1 || page.Problems[0].Stage != "fetch" || !strings.Contains(page.Problems[0].Reason, "broke off") {
		t.Errorf("%+v, %v", page, err)
	}
	d.site.Before = nil
	d.now = d.now.Add(2 * time.Hour)
	if s := d.look(false); s.Ingested.New != 1 || s.Waiting != 0 {
		t.Errorf("when it is mended: %+v", s)
	}
	if page, err := d.store.Problems(t.Context(), "", 10); err != nil || page.Total != 0 {
		t.Errorf("problems that are left: %+v, %v", page, err)
	}
	_ = spec
}

// TestManyOfOneMinute: more results with one time than a page holds.
func TestManyOfOneMinute(t *testing.T) {
	d := newDesk(t, 14)
	for i := 3; i <= 12; i++ {
		d.site.Edit(i, func(p *publisher.Post) { p.Updated = noon.Add(-2*time.Hour + time.Duration(i)*time.Second) })
	}
	d.follow("govuk:SITE/harbour-board")
	d.look(false)
	d.want("all of it", posts(1, 14))
	for i := 1; i <= 13; i++ {
		d.site.Edit(i, func(p *publisher.Post) { p.Updated, p.Note = noon.Add(30*time.Minute), "Corrected." })
	}
	d.now = d.now.Add(2 * time.Hour)
	if s := d.look(false); s.Listed != 13 || s.Fetched != 13 || s.Fault != "" {
		t.Errorf("after many changed in one minute: %+v", s)
	}
}

// TestClocksThatJump: a look made while the clock was years ahead, or behind, loses nothing.
func TestClocksThatJump(t *testing.T) {
	for _, spec := range specs {
		for _, years := range []int{5, -5} {
			d := newDesk(t, 5)
			d.follow(spec)
			d.now = noon.AddDate(years, 0, 0)
			d.look(false)
			d.now = noon
			d.site.Add(noon.Add(-time.Minute))
			d.site.Edit(4, func(p *publisher.Post) { p.Paragraphs[1] = "Nobody said that this was edited." })
			d.now = noon.Add(26 * time.Hour)
			if s := d.look(false); s.Ingested.New != 1 || s.Fault != "" {
				t.Errorf("%s, %+d years: %+v", spec, years, s)
			}
			if due := pull.Due(d.info(), d.now.Add(2*time.Hour)); !due {
				t.Errorf("%s, %+d years: not due again: %+v", spec, years, d.info())
			}
		}
	}
}

// TestPagesSeenByAWrongClock: pages that were captured while the clock was years ahead are looked at again once it is right.
func TestPagesSeenByAWrongClock(t *testing.T) {
	for _, force := range []bool{false, true} {
		d := newDesk(t, 20)
		d.follow("page:SITE/list")
		d.now = noon.AddDate(10, 0, 0)
		d.look(false)
		d.now = noon.Add(time.Hour)
		d.site.Edit(2, func(p *publisher.Post) {
			p.Paragraphs[0] = strings.Replace(p.Paragraphs[0], "£3 million", "£2 million", 1)
		})
		if s := d.look(force); s.Ingested.Changed != 1 || s.Fetched+s.NotModified != 20 || s.Fault != "" {
			t.Errorf("forced %t: %+v", force, s)
		}
		d.now = d.now.Add(time.Hour)
		if s := d.look(true); s.Ingested.Changed != 0 || s.Fetched+s.NotModified != 20 || s.Fault != "" {
			t.Errorf("forced %t, once more: %+v", force, s)
		}
	}
}

func TestAttachmentsAndWithdrawal(t *testing.T) {
	d := newDesk(t, 2)
	d.site.Edit(1, func(p *publisher.Post) { p.PDF = true })
	d.site.Edit(2, func(p *publisher.Post) { p.Withdrawn, p.Note = "The moles were sold.", "Withdrawn." })
	d.follow("govuk:SITE/harbour-board")
	if s := d.look(false); s.Listed != 3 || s.Fetched != 3 || s.Ingested.New != 3 || s.Fault != "" || s.Ingested.Problems != 0 {
		t.Errorf("%+v", s)
	}
	kinds := map[onrecord.SourceKind]int{}
	err := d.store.Records(t.Context(), nil, func(r onrecord.Record) error {
		kinds[r.Source.Kind]++
		if r.Title == "Lanterns for mole number 2" && (r.Withdrawn != "The moles were sold." || len(r.Changes) != 2) {
			t.Errorf("%q, changes %v", r.Withdrawn, r.Changes)
		}
		return nil
	})
	if err != nil || kinds[onrecord.SourceGovUK] != 2 || kinds[onrecord.SourcePDF] != 1 {
		t.Errorf("%v, %v", kinds, err)
	}
}

// TestAWithdrawalIsAChange withdraws a page whose text stays.
func TestAWithdrawalIsAChange(t *testing.T) {
	d := newDesk(t, 1)
	d.follow("govuk:SITE/harbour-board")
	d.look(false)
	d.site.Edit(1, func(p *publisher.Post) { p.Withdrawn = "The mole was sold." })
	d.now = d.now.Add(72 * time.Hour)
	if s := d.look(false); s.Ingested.Changed != 1 || s.Fault != "" {
		t.Errorf("%+v", s)
	}
	page, err := d.store.Changes(t.Context(), store.ChangeRequest{})
	if err != nil || len(page.Changes) != 1 {
		t.Fatalf("%+v, %v", page, err)
	}
	c := page.Changes[0]
	if c.Withdrawn == nil || c.Withdrawn.Is != "The mole was sold." || c.Declaration != onrecord.Declared || len(c.Edits) != 0 || c.Release.Withdrawn != "The mole was sold." {
		t.Errorf("%+v", c.Change)
	}
}

func TestPagesThatMoved(t *testing.T) {
	d := newDesk(t, 3)
	d.site.Edit(2, func(p *publisher.Post) { p.Redirects = "/news/post-3?from=2" })
	d.follow("page:SITE/list")
	if s := d.look(false); s.Fetched != 3 || s.Failed != 0 || s.Fault != "" {
		t.Errorf("%+v", s)
	}
}

// TestWrongCharset: a page that says of itself what it is not is read as well as can be, and stops nothing.
func TestWrongCharset(t *testing.T) {
	d := newDesk(t, 3)
	d.site.Before = func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/news/post-2") {
			return false
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html><title>Caf\xe9s on the quay</title><main><article><h1>Caf\xe9s on the quay</h1><p>%s</p></article></main>", strings.Repeat("The caf\xe9s of the quay will open by 30 June 2031. ", 10))
		return true
	}
	d.follow("page:SITE/list")
	if s := d.look(false); s.Ingested.New != 3 || s.Fault != "" {
		t.Errorf("%+v", s)
	}
	if titles := strings.Join(d.titles(), " "); !strings.Contains(titles, "Cafés on the quay") {
		t.Error(titles)
	}
}

func TestListingsThatAreNone(t *testing.T) {
	for spec, want := range map[string]string{
		"govuk:SITE/harbour-board": "did not answer as GOV.UK", "wordpress:SITE/": "did not answer as WordPress",
		"feed:SITE/list": "follow it as page:", "feed:SITE/nowhere": "404", "page:SITE/nowhere": "404",
	} {
		d := newDesk(t, 2)
		d.site.Before = func(w http.ResponseWriter, r *http.Request) bool {
			if strings.Contains(r.URL.Path, "search.json") || strings.Contains(r.URL.Path, "wp-json") {
				fmt.Fprint(w, "<html>Down for maintenance</html>")
				return true
			}
			return false
		}
		d.follow(spec)
		if s := d.look(false); !strings.Contains(s.Fault, want) || s.Next.Sub(d.now) > 30*time.Minute {
			t.Errorf("%s: %+v", spec, s)
		}
	}
}

// TestRobotsStopALook: what robots.txt keeps out is a problem, not fetched and not asked for again and again.
func TestRobotsStopALook(t *testing.T) {
	d := newDesk(t, 3)
	d.site.Robots = "User-agent: *\nDisallow: /news/post-2"
	d.follow("page:SITE/list")
	if s := d.look(false); s.Failed != 1 || s.Ingested.New != 2 || s.Fault != "" {
		t.Errorf("%+v", s)
	}
	if n := d.site.Asked("/news/post-2"); n != 0 {
		t.Errorf("asked for %d times", n)
	}
}

func TestALastPageOfOneTeaser(t *testing.T) {
	d := newDesk(t, 5)
	d.follow("page:SITE/list")
	if s := d.look(false); s.Listed != 5 || s.Ingested.New != 5 || s.Fault != "" {
		t.Errorf("%+v", s)
	}
}

func TestTheWalksEnd(t *testing.T) {
	// A listing that always leads on, with nothing new, ends.
	d := newDesk(t, 0)
	d.site.Before = func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/list" {
			fmt.Fprintf(w, `<!doctype html><main><h2><a href="/a-long-enough">One announcement</a></h2><h2><a href="/b-long-enough">Another announcement</a></h2></main><a rel="next" href="/list?page=%d">Next</a>`, d.site.Asked("/list")+1)
			return true
		}
		return false
	}
	d.follow("page:SITE/list")
	if s := d.look(false); s.Listed != 2 {
		t.Errorf("%+v", s)
	}
	if n := d.site.Asked("/list"); n > 50 {
		t.Errorf("%d pages were read of a listing that holds nothing new", n)
	}
}

// TestASourceThatIsRemovedMeanwhile: the look ends, others go on, and what was captured stays.
func TestASourceThatIsRemovedMeanwhile(t *testing.T) {
	d := newDesk(t, 12)
	removed, other := d.follow("page:SITE/list"), d.follow("wordpress:SITE/")
	d.site.Before = func(w http.ResponseWriter, r *http.Request) bool {
		if strings.HasSuffix(r.URL.Path, "/news/post-9") {
			if err := d.store.RemoveSource(t.Context(), removed); err != nil {
				t.Error(err)
			}
		}
		return false
	}
	out, err := pull.Run(t.Context(), d.store, nil, pull.Options{Client: d.client, Now: d.clock, Random: func() float64 { return 0 }})
	if err != nil || len(out) != 2 || !strings.Contains(out[0].Fault, "followed no more") || out[1].Fault != "" {
		t.Errorf("%+v, %v", out, err)
	}
	if info := d.info(); info.Spec != other || info.SucceededAt.IsZero() {
		t.Errorf("%+v", info)
	}
	if o, err := d.store.Overview(t.Context()); err != nil || o.Releases != 12 || o.Unlinked != 0 {
		t.Errorf("%d releases, %d not linked, %v", o.Releases, o.Unlinked, err)
	}
}

// TestProgressHasAnEnd: where a listing says how much it holds, so does the progress, and it never goes back.
func TestProgressHasAnEnd(t *testing.T) {
	for spec, says := range map[string]bool{"govuk:SITE/harbour-board": true, "wordpress:SITE/": true, "page:SITE/list": false} {
		d := newDesk(t, 9)
		d.follow(spec)
		var all []pull.Summary
		_, err := pull.Run(t.Context(), d.store, nil, pull.Options{Client: d.client, Now: d.clock, Progress: func(s pull.Summary) { all = append(all, s) }})
		if err != nil || len(all) == 0 {
			t.Fatal(err)
		}
		first, last := all[0], all[len(all)-1]
		if says && first.Total == 0 || !says && first.Total != 0 || last.Total != 9 || last.Done != 9 {
			t.Errorf("%s: at first %d of %d, at last %d of %d", spec, first.Done, first.Total, last.Done, last.Total)
		}
		for i := range all[1:] {
			if all[i+1].Done < all[i].Done {
				t.Errorf("%s: %d done, then %d", spec, all[i].Done, all[i+1].Done)
			}
		}
	}
}

// TestAListingThatLinksToItself ends, whether it lists itself as an announcement or as its next page.
func TestAListingThatLinksToItself(t *testing.T) {
	d := newDesk(t, 0)
	d.site.Before = func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path == "/list" {
			fmt.Fprint(w, `<!doctype html><main><h2><a href="/list">This very list of announcements</a></h2><h2><a href="/list#top">And the top of it again</a></h2><h2><a href="/list?page=1">And its first page, once more</a></h2></main><a rel="next" href="/list">Next</a>`)
			return true
		}
		return false
	}
	d.follow("page:SITE/list")
	s := d.look(false)
	if n := d.site.Asked("/list"); n > 10 || s.Fault != "" {
		t.Errorf("asked for %d times: %+v", n, s)
	}
}

// TestUnpublishedOnGovUK: items that the Content API answers with 200 and that say that a page is gone, or where it is now.
func TestUnpublishedOnGovUK(t *testing.T) {
	d := newDesk(t, 6)
	d.follow("govuk:SITE/harbour-board")
	d.look(false)
	d.site.Before = func(w http.ResponseWriter, r *http.Request) bool {
		path, found := strings.CutPrefix(r.URL.Path, "/api/content")
		body := map[string]string{
			"/news/post-1": `{"schema_name": "gone", "details": {"explanation": "It was published by mistake."}}`,
			"/news/post-2": `{"schema_name": "redirect", "base_path": "/news/post-2", "redirects": [{"path": "/news/post-2.json", "destination": "/x"}, {"path": "/news/post-2", "destination": "/news/post-7?from=2#top"}]}`,
			"/news/post-3": `{"schema_name": "redirect", "base_path": "/news/post-3", "redirects": [{"path": "/news/post-3", "destination": "/news/post-3"}]}`,
			"/news/post-4": `{"schema_name": "redirect", "base_path": "/news/post-4", "redirects": [{"path": "/news/post-4", "destination": "file:///etc/passwd"}]}`,
		}[path]
		if !found || body == "" {
			return false
		}
		fmt.Fprint(w, body)
		return true
	}
	d.site.Add(noon.Add(-50 * time.Hour)) // not listed as new: led to
	d.now = d.now.Add(30 * 24 * time.Hour)
	s := d.look(true)
	if s.Withheld != 2 || s.Failed != 1 || s.Ingested.New != 1 || s.Fault != "" {
		t.Errorf("%+v", s)
	}
	withheld := ""
	err := d.store.Records(t.Context(), nil, func(r onrecord.Record) error {
		if !r.WithheldSince.IsZero() {
			withheld += r.Title[len(r.Title)-1:]
		}
		return nil
	})
	if err != nil || len(withheld) != 2 || !strings.Contains(withheld, "1") || !strings.Contains(withheld, "4") {
		t.Errorf("withheld are %q, %v", withheld, err)
	}
	page, err := d.store.Problems(t.Context(), "", 10)
	if err != nil || page.Total != 1 || !strings.Contains(page.Problems[0].Reason, "leads on more than") {
		t.Errorf("%+v, %v", page.Problems, err)
	}
	if s := d.look(true); s.Ingested.New+s.Ingested.Changed != 0 {
		t.Errorf("once more: %+v", s)
	}
}

// TestWhatAKilledPullLeftIsLinked: a pull that finds nothing new, or nothing due, links what was saved by one that was killed before
// it linked; once nothing waits it writes nothing more.
func TestWhatAKilledPullLeftIsLinked(t *testing.T) {
	d := newDesk(t, 3)
	d.follow("page:SITE/list")
	d.look(false)
	left := func() {
		t.Helper()
		text := []byte("<!doctype html><html lang=en><title>A late word</title><main><h1>A late word</h1><p>The Board will spend £4 million on the wall by May 2032.</p></main>")
		walk := func(_ context.Context, visit func(onrecord.Capture) error, _ func(onrecord.Problem) error) error {
			return visit(onrecord.NewCapture(text, d.url+"/late", "text/html", d.now))
		}
		if _, err := ingest.Run(t.Context(), d.store, walk, ingest.Options{Unlinked: true}); err != nil {
			t.Fatal(err)
		}
	}
	unlinked := func(want int) {
		t.Helper()
		if o, err := d.store.Overview(t.Context()); err != nil || o.Unlinked != want {
			t.Errorf("%d wait to be linked, %v; want %d", o.Unlinked, err, want)
		}
	}
	left()
	unlinked(1)
	out, err := pull.Run(t.Context(), d.store, nil, pull.Options{Client: d.client, Now: d.clock})
	if err != nil || len(out) != 0 {
		t.Fatalf("%d sources were due, %v", len(out), err)
	}
	unlinked(0)
	before, err := d.store.Written(t.Context())
	if err == nil {
		_, err = pull.Run(t.Context(), d.store, nil, pull.Options{Client: d.client, Now: d.clock})
	}
	if after, again := d.store.Written(t.Context()); err != nil || again != nil || after != before {
		t.Errorf("a pull of nothing wrote to the record: %d became %d, %v, %v", before, after, err, again)
	}
}
