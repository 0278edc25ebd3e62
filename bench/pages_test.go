package bench

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	pages "github.com/onrecord/onrecord/page"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

// BenchmarkPages asks a server on this machine's loopback for pages of every
// kind of a record of -releases imported releases, one after the other, each
// turn for another page: the time to the last byte as a browser would take it,
// compressed. -record keeps the record, as for BenchmarkLink.
func BenchmarkPages(b *testing.B) {
	s := imported(b, *releases)
	defer s.Close()
	o, err := s.Overview(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	// The day that is looked at lies within the record, so that something is due.
	today := onrecord.DateOf(o.First.Time().Add(o.Last.Time().Sub(o.First.Time()) / 2))
	server := httptest.NewServer(pages.New(s, pages.Options{Today: func() onrecord.Date { return today }, Log: slog.New(slog.DiscardHandler)}))
	defer server.Close()
	kinds := addresses(b, s)
	for _, kind := range kinds {
		b.Run(kind.name, func(b *testing.B) {
			var took []time.Duration
			bytes := 0
			for i := 0; b.Loop(); i++ {
				start := time.Now()
				bytes += visit(b, server.URL+kind.address(i))
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
			b.ReportMetric(took[len(took)*95/100].Seconds()*1000, "p95-ms")
			b.ReportMetric(float64(bytes)/float64(len(took))/1024, "kB")
		})
	}
}

// imported opens a record of n imported releases, made once where -record
// says so.
func imported(b *testing.B, n int) *sqlite.Store {
	file := filepath.Join(b.TempDir(), "onrecord.db")
	if *keep != "" {
		file = filepath.Join(*keep, "imported.db")
	}
	if _, err := os.Stat(file); err != nil {
		return importInto(b, file, archivePages(b, n, 2))
	}
	s, err := sqlite.Open(context.Background(), file, sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// visit fetches a page that has to be there and returns its size as sent.
func visit(b *testing.B, address string) int {
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, address, nil)
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "gzip") // and so the client leaves it compressed
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	n, err := io.Copy(io.Discard, answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		b.Fatalf("%s: status %d, %v", address, answer.StatusCode, err)
	}
	return int(n)
}

// pageKind is a kind of page with the address of its ith.
type pageKind struct {
	name    string
	address func(i int) string
}

// addresses returns every kind of page, with what the record holds.
func addresses(b *testing.B, s *sqlite.Store) []pageKind {
	ctx := context.Background()
	const most = 100
	found, err := s.Search(ctx, store.Request{Query: search.All{}, Limit: most})
	if err != nil || len(found.Hits) == 0 {
		b.Fatalf("%d hits, %v", len(found.Hits), err)
	}
	things, err := s.Names(ctx, store.NameRequest{Limit: most})
	if err != nil || len(things.Names) == 0 {
		b.Fatalf("%d names, %v", len(things.Names), err)
	}
	people, err := s.Names(ctx, store.NameRequest{Kind: onrecord.NamePerson, Limit: most})
	if err != nil || len(people.Names) == 0 {
		b.Fatalf("%d people, %v", len(people.Names), err)
	}
	words := []string{"harbour", "fund", "homes", "river", "police", "ferry", "school", "council", "minister", "million", "report", "flood"}
	fixed := func(path string) pageKind { return pageKind{path, func(int) string { return path }} }
	release := func(i int) string { return "/releases/" + found.Hits[i%len(found.Hits)].Release.ID }
	kinds := []pageKind{
		fixed("/"), fixed("/search"),
		{"search, a word", func(i int) string { return "/search?q=" + words[i%len(words)] }},
		{"search, a word begun", func(i int) string { return "/search?q=" + words[i%len(words)][:3] }},
		{"search, two words by relevance", func(i int) string {
			return "/search?order=relevance&q=" + words[i%len(words)] + "+" + words[(i*5+1)%len(words)]
		}},
		{"release", release},
		{"release with hits", func(i int) string { return release(i) + "?q=" + words[i%len(words)] }},
		{"name", func(i int) string { return "/names/" + url.PathEscape(things.Names[i%len(things.Names)].ID) }},
		{"person", func(i int) string { return "/people/" + url.PathEscape(people.Names[i%len(people.Names)].ID) }},
	}
	for _, kind := range []onrecord.FactKind{onrecord.KindFigure, onrecord.KindCommitment, onrecord.KindQuote} {
		listed, err := s.Facts(ctx, store.FactRequest{Kind: kind, Limit: most})
		if err != nil || len(listed.Facts) == 0 {
			b.Fatalf("%d facts of kind %s, %v", len(listed.Facts), kind, err)
		}
		kinds = append(kinds, pageKind{fmt.Sprintf("fact, a %s", kind), func(i int) string { return "/facts/" + listed.Facts[i%len(listed.Facts)].ID }})
	}
	for _, path := range []string{"/commitments", "/commitments?state=soon", "/commitments?state=passed", "/money", "/money?order=largest", "/figures", "/quotes", "/ledger", "/series", "/people", "/names", "/sources", "/problems", "/help"} {
		kinds = append(kinds, fixed(path))
	}
	return kinds
}

// importInto imports a folder into a record and returns it open.
func importInto(b *testing.B, path, root string) *sqlite.Store {
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	if err != nil {
		b.Fatal(err)
	}
	if summary, err := ingest.Run(context.Background(), s, walkOf(root), ingest.Options{}); err != nil || summary.New == 0 {
		b.Fatalf("%+v, %v", summary, err)
	}
	return s
}
