package main

import (
	"context"
	"fmt"
	"net/url"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// pageKind is a kind of page with the address of its ith.
type pageKind struct {
	name    string
	address func(i int) string
	lacking bool // where some addresses lead to nothing: they are passed over
}

// most is how many pages of a kind are asked for at most.
const most = 100

func fixed(path string) pageKind {
	return pageKind{name: path, address: func(int) string { return path }}
}

// each is a kind of page with an address for each of some values.
func each(name, before string, values []string, after string) pageKind {
	return pageKind{name: name, address: func(i int) string { return before + url.PathEscape(values[i%len(values)]) + after }}
}

// asked is a kind of page with a parameter for each of some values.
func asked(name, before string, values []string) pageKind {
	return pageKind{name: name, address: func(i int) string { return before + url.QueryEscape(values[i%len(values)]) }}
}

var words = []string{"harbour", "fund", "homes", "river", "police", "ferry", "school", "council", "minister", "million", "report", "flood"}

// addresses returns every kind of page, with what the record holds.
func addresses(ctx context.Context, s store.Store, today onrecord.Date) (kinds []pageKind, err error) {
	found, err := s.Search(ctx, store.Request{Query: search.All{}, Limit: most, Facets: true})
	if err != nil {
		return nil, err
	}
	var releases []string
	for _, h := range found.Hits {
		releases = append(releases, h.Release.ID)
	}
	kinds = append(kinds, fixed("/"), fixed("/search"), asked("search, a word", "/search?q=", words),
		pageKind{name: "search, a word begun", address: func(i int) string { return "/search?q=" + words[i%len(words)][:3] }},
		pageKind{name: "search, two words by relevance", address: func(i int) string {
			return "/search?order=relevance&q=" + words[i%len(words)] + "+" + words[(i*5+1)%len(words)]
		}},
		each("release", "/releases/", releases, ""),
		pageKind{name: "release with hits", address: func(i int) string { return "/releases/" + releases[i%len(releases)] + "?q=" + words[i%len(words)] }},
		each("release, cited", "/releases/", releases, "/cite.bib"))
	named, err := ofNames(ctx, s)
	if err != nil {
		return nil, err
	}
	facts, err := ofFacts(ctx, s)
	if err != nil {
		return nil, err
	}
	changes, err := ofChanges(ctx, s)
	if err != nil {
		return nil, err
	}
	kinds = append(append(append(kinds, named...), facts...), changes...)
	for _, path := range []string{"/commitments", "/commitments?status=soon", "/commitments?status=past", "/commitments?view=board", "/commitments?view=board&by=verdict",
		"/commitments?view=calendar", "/commitments.ics", "/commitments.atom", "/money", "/money?order=largest", "/money?currency=GBP&min=1000000", "/figures", "/quotes", "/ledger",
		"/ledger?view=by-scheme", "/ledger?view=by-year", "/series", "/people", "/names", "/sources", "/problems", "/help",
		"/review", "/review?kind=figure", "/review/names", "/review/log", "/commitments?review=confirmed", "/charts/money/by-year.svg", "/charts/money/by-scheme.csv"} {
		kinds = append(kinds, fixed(path))
	}
	return append(kinds, narrowed(found.Facets, today)...), nil
}

// narrowed are lists under filters: by who issues, by year, by speaker, by words.
func narrowed(f store.Facets, today onrecord.Date) []pageKind {
	var issuers, speakers, years []string
	for _, v := range f.Issuers {
		issuers = append(issuers, v.Value)
	}
	for _, v := range f.Speakers {
		speakers = append(speakers, v.Value)
	}
	for i := range 8 {
		years = append(years, fmt.Sprint(today.Year()-4+i))
	}
	return []pageKind{
		asked("/money by issuer", "/money?issuer=", issuers), asked("/money of words", "/money?words=", words),
		{name: "/money of a year", address: func(i int) string { return "/money?from=" + years[i%8] + "&to=" + years[i%8] }},
		asked("/ledger by issuer", "/ledger?issuer=", issuers),
		asked("/ledger, bars by issuer", "/ledger?view=by-year&issuer=", issuers),
		asked("/commitments by issuer", "/commitments?issuer=", issuers), asked("/commitments of words", "/commitments?words=", words),
		asked("/quotes by speaker", "/quotes?speaker=", speakers), asked("/quotes by issuer", "/quotes?issuer=", issuers),
		{name: "/quotes of a year", address: func(i int) string { return "/quotes?from=" + years[i%8] + "&to=" + years[i%8] }},
		each("/sources of a year", "/sources?year=", years, ""), each("chart, coverage", "/charts/coverage/", years, ".png"),
	}
}

// ofNames are the pages of what is named most.
func ofNames(ctx context.Context, s store.Reader) ([]pageKind, error) {
	var ids [2][]string
	for i, kind := range []onrecord.NameKind{"", onrecord.NamePerson} {
		page, err := s.Names(ctx, store.NameRequest{Kind: kind, Limit: most})
		if err != nil || len(page.Names) == 0 {
			return nil, fmt.Errorf("%d names: %w", len(page.Names), err)
		}
		for _, n := range page.Names {
			ids[i] = append(ids[i], n.ID)
		}
	}
	return []pageKind{each("name", "/names/", ids[0], ""), each("person", "/people/", ids[1], ""),
		asked("/commitments about a name", "/commitments?name=", ids[0]), asked("/quotes of a person", "/quotes?person=", ids[1])}, nil
}

// ofFacts are the pages of facts, and what shows them elsewhere.
func ofFacts(ctx context.Context, s store.Reader) (kinds []pageKind, err error) {
	list := func(r store.FactRequest) (ids []string) {
		r.Limit = most
		page, failed := s.Facts(ctx, r)
		for i := range page.Facts {
			ids = append(ids, page.Facts[i].ID)
		}
		if failed == nil && len(ids) == 0 {
			failed = fmt.Errorf("%w: no facts of kind %s", onrecord.ErrNotFound, r.Kind)
		}
		if err == nil {
			err = failed
		}
		return ids
	}
	for _, kind := range []onrecord.FactKind{onrecord.KindFigure, onrecord.KindCommitment, onrecord.KindQuote} {
		ids := list(store.FactRequest{Kind: kind})
		kinds = append(kinds, each("fact, a "+string(kind), "/facts/", ids, ""), each("embedded, a "+string(kind), "/embed/facts/", ids, ""))
	}
	sums := list(store.FactRequest{Kind: onrecord.KindFigure, FigureKind: onrecord.FigureMoney, First: true, Order: store.FactLargest})
	series := list(store.FactRequest{Kind: onrecord.KindFigure, Series: true, NoMoney: true})
	drawn, shown := each("chart, a series", "/charts/series/", series, ".svg"), each("embedded, a series", "/embed/charts/series/", series, "")
	drawn.lacking, shown.lacking = true, true // of one value there is nothing to draw
	return append(kinds, each("ledger, a sum", "/ledger/", sums, ""), each("a series", "/series/", series, ""), drawn, shown), err
}

// ofChanges are the list of changes and the pages of some.
func ofChanges(ctx context.Context, s store.Reader) ([]pageKind, error) {
	page, err := s.Changes(ctx, store.ChangeRequest{Limit: most})
	kinds := []pageKind{fixed("/changes"), fixed("/changes?order=rank")}
	var ids []string
	for i := range page.Changes {
		ids = append(ids, page.Changes[i].ID)
	}
	if len(ids) > 0 {
		kinds = append(kinds, each("a change", "/changes/", ids, ""))
	}
	return kinds, err
}
