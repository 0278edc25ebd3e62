package pull_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/internal/postgrestest"
	"github.com/onrecord/onrecord/internal/publisher"
	"github.com/onrecord/onrecord/pull"
	"github.com/onrecord/onrecord/source/fetch"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/postgres"
	"github.com/onrecord/onrecord/store/sqlite"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.Run(m)) }

var noon = time.Date(2031, 4, 1, 12, 0, 0, 0, time.UTC)

// desk is a record, a publisher's server, and a clock that a test moves.
type desk struct {
	t      *testing.T
	store  *keep.Store
	site   *publisher.Publisher
	url    string
	now    time.Time
	client *fetch.Client
}

func newDesk(t *testing.T, posts int) *desk {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	if err != nil {
		t.Fatal(err)
	}
	return newDeskOver(t, s, posts)
}

// newDeskOver is a desk over an empty record, which it closes.
func newDeskOver(t *testing.T, s *keep.Store, posts int) *desk {
	t.Helper()
	d := &desk{t: t, store: s, site: publisher.New(posts, noon.Add(-time.Hour)), now: noon}
	d.site.PageSize = 4
	server := httptest.NewServer(d.site)
	d.url = server.URL
	d.restart()
	t.Cleanup(func() {
		server.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// restart is a program that starts anew: what the client knew of hosts is gone.
func (d *desk) restart() {
	d.client = quick(d)
}

func (d *desk) clock() time.Time { return d.now }

func (d *desk) follow(spec string) string {
	d.t.Helper()
	src, err := onrecord.ParseSource(strings.ReplaceAll(spec, "SITE", d.url))
	if err != nil {
		d.t.Fatal(err)
	}
	src.Local, src.AddedAt = true, d.now
	if err := d.store.SaveSource(d.t.Context(), src); err != nil {
		d.t.Fatal(err)
	}
	return src.Spec
}

// look looks at the source that is followed.
func (d *desk) look(force bool) pull.Summary {
	d.t.Helper()
	out, err := pull.Run(d.t.Context(), d.store, nil, pull.Options{Client: d.client, Force: force, Now: d.clock, Random: func() float64 { return 0 }, Workers: 2})
	if err != nil {
		d.t.Fatal(err)
	}
	if len(out) != 1 {
		d.t.Fatalf("%d sources were due", len(out))
	}
	return out[0]
}

// titles are those of all releases with their newest versions, sorted.
func (d *desk) titles() (out []string) {
	d.t.Helper()
	err := d.store.Records(d.t.Context(), nil, func(r onrecord.Record) error {
		out = append(out, fmt.Sprintf("%s v%d", r.Title, r.Version))
		return nil
	})
	if err != nil {
		d.t.Fatal(err)
	}
	sort.Strings(out)
	return out
}

// posts are what titles says of posts from one number to another, in their first version.
func posts(from, to int) (out []string) {
	for i := from; i <= to; i++ {
		out = append(out, fmt.Sprintf("Lanterns for mole number %d v1", i))
	}
	sort.Strings(out)
	return out
}

func (d *desk) want(what string, titles []string) {
	d.t.Helper()
	if diff := cmp.Diff(titles, d.titles()); diff != "" {
		d.t.Errorf("%s: %s", what, diff)
	}
}

func (d *desk) info() store.SourceInfo {
	d.t.Helper()
	all, err := d.store.Sources(d.t.Context())
	if err != nil || len(all) != 1 {
		d.t.Fatalf("%d sources, %v", len(all), err)
	}
	return all[0]
}

// specs are the kinds of source that the publisher can be followed as, whose listings hold all posts.
var specs = []string{"govuk:SITE/harbour-board", "wordpress:SITE/", "page:SITE/list", "page:SITE/archive"}

// TestEveryKindIsFollowed follows each kind from its past to what is new, edited and
// taken away.
func TestEveryKindIsFollowed(t *testing.T) {
	for _, spec := range specs {
		t.Run(spec, func(t *testing.T) {
			t.Parallel()
			everyKind(t, newDesk(t, 14), spec)
		})
	}
}

// TestTheOtherEngine follows two kinds into a record in PostgreSQL.
func TestTheOtherEngine(t *testing.T) {
	for _, spec := range []string{"govuk:SITE/harbour-board", "page:SITE/list"} {
		t.Run(spec, func(t *testing.T) {
			s, err := postgres.Open(t.Context(), postgrestest.Address(t), postgres.Options{Rules: ingest.Rules, Identify: fact.Identify})
			if err != nil {
				t.Fatal(err)
			}
			everyKind(t, newDeskOver(t, s, 14), spec)
		})
	}
}

// everyKind follows a source of 14 posts from its past to what is new.
func everyKind(t *testing.T, d *desk, spec string) {
	d.follow(spec)
	first := d.look(false)
	d.want("all of the past", posts(1, 14))
	if first.Fault != "" || first.Failed > 0 || first.Waiting > 0 || first.Listed != 14 || first.Ingested.New != 14 || first.Ingested.Problems > 0 {
		t.Errorf("first look: %+v", first)
	}
	if !first.Next.Equal(noon.Add(time.Hour)) {
		t.Errorf("due again at %s", first.Next)
	}

	d.now = d.now.Add(2 * time.Hour)
	d.site.Forget()
	again := d.look(false)
	if again.Listed != 0 || again.Fetched != 0 || again.Ingested.New+again.Ingested.Changed > 0 || again.Fault != "" {
		t.Errorf("nothing is new, but: %+v", again)
	}

	d.site.Add(d.now.Add(-time.Minute))
	d.now = d.now.Add(2 * time.Hour)
	if s := d.look(false); s.Listed != 1 || s.Ingested.New != 1 {
		t.Errorf("one more post: %+v", s)
	}
	d.want("one more", posts(1, 15))
	if o, err := d.store.Overview(t.Context()); err != nil || o.Unlinked != 0 {
		t.Errorf("%d releases are not linked, %v", o.Unlinked, err)
	}
}

func TestFeeds(t *testing.T) {
	for spec, pages := range map[string]int{"feed:SITE/feed.atom": 4, "feed:SITE/full.atom": 0} {
		t.Run(spec, func(t *testing.T) {
			d := newDesk(t, 4)
			d.follow(spec)
			if s := d.look(false); s.Listed != 4 || s.Ingested.New != 4 || s.Fetched != pages || s.Fault != "" {
				t.Errorf("first look: %+v", s)
			}
			d.want("the entries", posts(1, 4))
			rec := must(d.store.Search(t.Context(), store.Request{Limit: 1}))(t).Hits[0]
			if rec.Release.Excerpt || !strings.Contains(rec.Release.Text, "Ada Venn") {
				t.Errorf("the text is not whole: %q", rec.Release.Text)
			}
			d.now = d.now.Add(2 * time.Hour)
			d.site.Add(d.now)
			if s := d.look(false); s.Listed != 1 || s.Ingested.New != 1 || s.Ingested.Changed != 0 {
				t.Errorf("one more: %+v", s)
			}
		})
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// TestEditsAndWithheldPages edits a page without a word, takes one away and brings it back.
func TestEditsAndWithheldPages(t *testing.T) {
	for _, spec := range []string{"govuk:SITE/harbour-board", "wordpress:SITE/", "page:SITE/list"} {
		t.Run(spec, func(t *testing.T) {
			d := newDesk(t, 3)
			d.follow(spec)
			d.look(false)
			d.now = d.now.Add(25 * time.Hour)
			d.look(false)
			d.site.Edit(2, func(p *publisher.Post) {
				p.Paragraphs[0] = strings.Replace(p.Paragraphs[0], "£3 million", "£2 million", 1)
			})
			d.site.Edit(3, func(p *publisher.Post) { p.Gone = http.StatusGone })
			d.now = d.now.Add(72 * time.Hour)
			s := d.look(false)
			if s.Ingested.Changed != 1 || s.Withheld != 1 || s.NotModified != 1 || s.Failed+s.Ingested.Problems != 0 || s.Fault != "" {
				t.Errorf("after an edit: %+v", s)
			}
			d.want("an edit is a version", []string{"Lanterns for mole number 1 v1", "Lanterns for mole number 2 v2", "Lanterns for mole number 3 v1"})
			withheld := func() (out []string) {
				_ = d.store.Records(t.Context(), nil, func(r onrecord.Record) error {
					if !r.WithheldSince.IsZero() {
						out = append(out, r.Title)
					}
					return nil
				})
				return out
			}
			if diff := cmp.Diff([]string{"Lanterns for mole number 3"}, withheld()); diff != "" || d.info().Withheld != 1 {
				t.Errorf("%+v: %s", d.info(), diff)
			}
			d.site.Edit(3, func(p *publisher.Post) { p.Gone = 0 })
			d.now = d.now.Add(30 * 24 * time.Hour)
			if s := d.look(false); s.Withheld != 0 || s.Ingested.Changed != 0 || len(withheld()) != 0 {
				t.Errorf("when it is back: %+v, withheld %v", s, withheld())
			}
		})
	}
}

// quick is a client that does not wait before it tries again.
func quick(d *desk) *fetch.Client {
	return fetch.New(fetch.Options{Now: d.clock, Random: func() float64 { return 0 }, Wait: func(context.Context, time.Duration) error { return nil }})
}
