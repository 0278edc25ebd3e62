package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/page"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

// timing is what one kind of page took.
type timing struct {
	name     string
	p50, p95 time.Duration
	busy     time.Duration // of the processor, on the whole
	bytes    int64         // as sent, on the whole
}

func (t timing) String() string {
	ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
	return fmt.Sprintf("%.0f, %.0f; %.0f; %.0f", ms(t.p50), ms(t.p95), ms(t.busy), float64(t.bytes)/1024)
}

// pages asks a server on this machine's loopback for pages of every kind, one after the
// other, each turn for another page: the time to the last byte as a browser
// would take it, compressed.
func pages(ctx context.Context, file string, turns int) ([]timing, error) {
	s, err := sqlite.Open(ctx, file, sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	o, err := s.Overview(ctx)
	if err != nil {
		return nil, err
	}
	// The day that is looked at lies within the record, so that something is due.
	today := onrecord.DateOf(o.First.Time().Add(o.Last.Time().Sub(o.First.Time()) / 2))
	server := httptest.NewServer(page.New(s, page.Options{Today: func() onrecord.Date { return today }, Log: slog.New(slog.DiscardHandler)}))
	defer server.Close()
	kinds, err := addresses(ctx, s)
	if err != nil {
		return nil, err
	}
	var out []timing
	for _, kind := range kinds {
		t := timing{name: kind.name}
		var took []time.Duration
		used := processorTime()
		for i := range turns {
			start := time.Now()
			n, err := visit(ctx, server.URL+kind.address(i))
			if err != nil {
				return nil, err
			}
			took, t.bytes = append(took, time.Since(start)), t.bytes+n
		}
		t.busy = (processorTime() - used) / time.Duration(turns)
		slices.Sort(took)
		t.p50, t.p95, t.bytes = took[len(took)/2], took[len(took)*95/100], t.bytes/int64(turns)
		out = append(out, t)
	}
	return out, nil
}

// visit fetches a page that has to be there and returns its size as sent.
func visit(ctx context.Context, address string) (size int64, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Accept-Encoding", "gzip") // and so the client leaves it compressed
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	size, err = io.Copy(io.Discard, answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: status %d", address, answer.StatusCode)
	}
	return size, err
}

// pageKind is a kind of page with the address of its ith.
type pageKind struct {
	name    string
	address func(i int) string
}

// addresses returns every kind of page, with what the record holds.
func addresses(ctx context.Context, s *sqlite.Store) ([]pageKind, error) {
	const most = 100
	found, err := s.Search(ctx, store.Request{Query: search.All{}, Limit: most})
	if err != nil {
		return nil, fmt.Errorf("%d hits: %w", len(found.Hits), err)
	}
	things, err := s.Names(ctx, store.NameRequest{Limit: most})
	if err != nil {
		return nil, fmt.Errorf("%d names: %w", len(things.Names), err)
	}
	people, err := s.Names(ctx, store.NameRequest{Kind: onrecord.NamePerson, Limit: most})
	if err != nil {
		return nil, fmt.Errorf("%d people: %w", len(people.Names), err)
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
		if err != nil {
			return nil, fmt.Errorf("%d facts of kind %s: %w", len(listed.Facts), kind, err)
		}
		kinds = append(kinds, pageKind{fmt.Sprintf("fact, a %s", kind), func(i int) string { return "/facts/" + listed.Facts[i%len(listed.Facts)].ID }})
	}
	for _, path := range []string{"/commitments", "/commitments?state=soon", "/commitments?state=passed", "/commitments?view=board", "/commitments?view=calendar", "/money", "/money?order=largest", "/figures", "/quotes", "/ledger", "/ledger?view=by-scheme", "/ledger?view=by-year", "/series", "/people", "/names", "/sources", "/problems", "/help"} {
		kinds = append(kinds, fixed(path))
	}
	return kinds, nil
}
