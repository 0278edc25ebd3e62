package storetest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

func problems(t *testing.T, s store.Store) {
	p := func(location, reason string, minutes int) onrecord.Problem {
		return onrecord.Problem{Stage: "source", Location: location, Place: "item 1", Reason: reason, At: noon.Add(time.Duration(minutes) * time.Minute)}
	}
	in := capture("a.txt", noon, build("a", "Lanterns", "2025-02-03", "Lit."))
	withSpan := p("a.txt", "no title", 1)
	withSpan.Span = &onrecord.Span{Start: 1, End: 3}
	in.Problems = []onrecord.Problem{withSpan, p("a.txt", "no date", 2)}
	save(t, s, in)
	save(t, s, in)
	other := []onrecord.Problem{p("c.txt", "cannot be opened", 3)}
	for range 2 {
		if err := s.SaveProblems(ctx, other); err != nil {
			t.Fatal(err)
		}
	}
	page := must(s.Problems(ctx, "", 2))(t)
	if page.Total != 3 || len(page.Problems) != 2 || page.Next == "" {
		t.Fatalf("first page: %+v", page)
	}
	rest := must(s.Problems(ctx, page.Next, 2))(t)
	equal(t, "problems, newest first", []onrecord.Problem{other[0], in.Problems[1], withSpan}, append(page.Problems, rest.Problems...))
	if rest.Next != "" {
		t.Error("the last page has a next")
	}
	again := capture("a.txt", noon.Add(time.Hour), build("a", "Lanterns", "2025-02-03", "Lit now."))
	again.Problems = in.Problems[:1]
	save(t, s, again)
	left := must(s.Problems(ctx, "", 10))(t)
	equal(t, "after a better reading", []onrecord.Problem{other[0], withSpan}, left.Problems)
}

// together holds what is asked for of several releases and facts at once against what is asked for one by one.
func together(t *testing.T, s store.Store, records []onrecord.Record) {
	t.Helper()
	var releases, facts []string
	var one []onrecord.Record
	var threads [][]store.Fact
	for _, r := range records {
		releases, facts = append(releases, r.ID), append(facts, r.Figures[0].ID)
		one, threads = append(one, must(s.Release(ctx, r.ID))(t)), append(threads, must(s.Thread(ctx, r.Figures[0].ID))(t))
	}
	equal(t, "releases at once", one, must(s.Releases(ctx, releases...))(t))
	equal(t, "threads at once", threads, must(s.Threads(ctx, facts...))(t))
	none := onrecord.StableID("none")
	if _, err := s.Releases(ctx, releases[0], none); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("releases of which one is not there: %v", err)
	}
	if _, err := s.Threads(ctx, facts[0], none); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("threads of which one is not there: %v", err)
	}
}

// links links releases one by one, with a new version between, and holds the
// answers against those of links made anew.
func links(t *testing.T, s store.Store) {
	a := build("a", "First", "2025-02-03", "The Lanternfish Hatchery Scheme costs £2 million in grants.")
	b := build("b", "Second", "2025-02-05", "Again £2 million in grants for the Lanternfish Hatchery Scheme.")
	c := build("c", "Third", "2025-02-04", "Grants of £2 million: the Lanternfish Hatchery Scheme opens.")
	d := build("d", "Other", "2025-02-04", "Road repairs in Port Sable get £2 million.")
	for _, r := range []*onrecord.Record{&a, &b, &c, &d} {
		addSum(r, "£2 million", 2e6)
	}
	save(t, s, capture("b.txt", noon, b), capture("d.txt", noon, d))
	linkAll(t, s)
	save(t, s, capture("a.txt", noon, a))
	linkAll(t, s)
	save(t, s, capture("c.txt", noon, c))
	fact := func(r onrecord.Record) string { return r.Figures[0].ID }
	if l := must(s.Links(ctx, fact(c)))(t); len(l) != 0 {
		t.Errorf("%d links before Link", len(l))
	}
	linkAll(t, s)
	check := func(when string) {
		t.Helper()
		var got []string
		for _, l := range must(s.Links(ctx, fact(a)))(t) {
			got = append(got, string(l.Link.Kind)+" "+l.Release.Title+" "+l.At.Of(l.Context))
			if l.Fact == nil || l.Fact.ID != l.ID || l.Link.B != fact(a) || l.Link.A != l.ID || l.Link.Why == "" {
				t.Errorf("%s: %+v", when, l)
			}
		}
		equal(t, when+": links by kind, then day", []string{"restates Third £2 million", "restates Second £2 million"}, got)
		got = nil
		for _, f := range must(s.Thread(ctx, fact(b)))(t) {
			got = append(got, f.Release.Title)
		}
		equal(t, when+": the thread as it was said", []string{"First", "Third", "Second"}, got)
		equal(t, when+": the thread of a fact alone", 1, len(must(s.Thread(ctx, fact(d)))(t)))
		page := must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindFigure, FigureKind: onrecord.FigureMoney, First: true}))(t)
		got = nil
		for _, f := range page.Facts {
			got = append(got, fmt.Sprint(f.Release.Title, " ", f.Thread.Members, " ", f.Thread.Releases, " ", f.Thread.First))
		}
		equal(t, when+": sums, each once", []string{"Other 1 1 true", "First 3 3 true"}, got)
		if n := must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindFigure, Series: true, NoMoney: true}))(t); n.Total != 0 {
			t.Errorf("%s: %d series that are no money", when, n.Total)
		}
		series := must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindFigure, Series: true}))(t)
		if series.Total != 1 || len(series.Facts) != 1 || series.Facts[0].ID != fact(a) {
			t.Errorf("%s: %d series: %+v", when, series.Total, series.Facts)
		}
	}
	check("one by one")
	if n, err := s.Relink(ctx, nil); n != 3 || err != nil {
		t.Fatalf("Relink: %d links, %v; want 3", n, err)
	}
	check("anew")
	together(t, s, []onrecord.Record{d, c, a, b})

	later := build("a", "First", "2025-02-06", "Before it all. The Lanternfish Hatchery Scheme costs £2 million in grants.")
	addSum(&later, "£2 million", 2e6)
	save(t, s, capture("a.txt", noon.Add(time.Hour), later))
	for _, l := range must(s.Links(ctx, fact(b)))(t) {
		if l.Release.Title == "First" {
			t.Error("a link leads to a version that is not linked yet")
		}
	}
	linkAll(t, s)
	var got []string
	for _, f := range must(s.Thread(ctx, fact(b)))(t) {
		got = append(got, f.Release.Title)
	}
	equal(t, "after the first moved to a later day", []string{"Third", "Second", "First"}, got)
	if _, err := s.Thread(ctx, onrecord.StableID("none")); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("the thread of no fact: %v", err)
	}
}

func linkAll(t *testing.T, s store.Store) {
	t.Helper()
	last := 0
	err := s.Link(ctx, func(done, total int) {
		if done <= last || done > total {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last = done
	})
	if err != nil {
		t.Fatalf("Link: %v", err)
	}
}

func factsKeepTheirPermalinks(t *testing.T, s store.Store) {
	old := build("a", "Lanterns", "2025-02-03", "A paragraph before.", "It costs £2 million and nine lamps.")
	addSum(&old, "£2 million", 2e6)
	addQuote(&old, "nine lamps", "Ada Venn")
	save(t, s, capture("a.txt", noon, old))
	f := must(s.Fact(ctx, old.Figures[0].ID))(t)
	if f.Kind != onrecord.KindFigure || f.Figure == nil || f.Context != "It costs £2 million and nine lamps." || f.Span.Of(f.Context) != "£2 million" || f.Release.Text != old.Text {
		t.Errorf("fact: %+v", f)
	}
	edited := build("a", "Lanterns", "2025-02-03", "It costs £2 million and ten lamps.")
	addSum(&edited, "£2 million", 2e6)
	save(t, s, capture("a.txt", noon.Add(time.Hour), edited))
	if f := must(s.Fact(ctx, old.Figures[0].ID))(t); f.Release.Version != 2 {
		t.Errorf("a fact that both versions hold stands in version %d", f.Release.Version)
	}
	if f := must(s.Fact(ctx, old.Quotes[0].ID))(t); f.Release.Version != 1 || f.Quote.Text != "nine lamps" || f.Release.Text != old.Text {
		t.Errorf("a fact of the old version alone: %+v", f)
	}
	if p := must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindQuote}))(t); p.Total != 0 || len(p.Facts) != 0 {
		t.Errorf("a former fact is listed: %+v", p)
	}
	p := must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindFigure}))(t)
	if p.Total != 1 || p.Facts[0].Release.Text != "" || p.Facts[0].Release.Blocks != nil {
		t.Errorf("figures: %+v, want one, without text", p)
	}
}

func names(t *testing.T, s store.Store) {
	a := build("a", "First", "2025-02-03", "Ada Venn opened the Pier Fund.")
	addName(&a, onrecord.NamePerson, "Ada Venn", "Harbour Minister")
	addName(&a, onrecord.NameScheme, "Pier Fund")
	b := build("b", "Second", "2025-02-05", "Ada Venn closed the Pier Fund of the Harbour Board.")
	addName(&b, onrecord.NamePerson, "Ada Venn", "Ferry Minister")
	addName(&b, onrecord.NameScheme, "Pier Fund")
	addName(&b, onrecord.NameBody, "Harbour Board")
	b.Names[1].Aliases = []string{"the Fund"}
	b.Relations = append(b.Relations, onrecord.Relation{Head: head(&b, onrecord.KindRelation, "Pier Fund of the Harbour Board"), Type: onrecord.RelationPartOf, From: onrecord.OneOrMore{"Pier Fund"}, To: "Harbour Board"})
	save(t, s, capture("a.txt", noon, a, b))

	page := must(s.Names(ctx, store.NameRequest{Limit: 1}))(t)
	if page.Total != 2 || len(page.Names) != 1 || page.Names[0].Text != "Pier Fund" || page.Names[0].Releases != 2 || page.Next == "" {
		t.Fatalf("things, most mentioned first: %+v", page)
	}
	equal(t, "aliases", []string{"the Fund"}, page.Names[0].Aliases)
	if rest := must(s.Names(ctx, store.NameRequest{Limit: 1, Cursor: page.Next}))(t); len(rest.Names) != 1 || rest.Names[0].Text != "Harbour Board" || rest.Next != "" {
		t.Errorf("second page: %+v", rest)
	}
	people := must(s.Names(ctx, store.NameRequest{Kind: onrecord.NamePerson, Text: "VEN ad"}))(t)
	if people.Total != 1 || people.Names[0].ID != link.NameID(onrecord.NamePerson, "Ada Venn") {
		t.Fatalf("people: %+v", people)
	}
	if none := must(s.Names(ctx, store.NameRequest{Kind: onrecord.NamePerson, Text: "bram"}))(t); none.Total != 0 {
		t.Errorf("people of another name: %+v", none)
	}
	ada := must(s.Name(ctx, people.Names[0].ID))(t)
	equal(t, "posts", []store.Post{
		{Role: "Harbour Minister", Forms: []string{"Harbour Minister"}, Post: "Harbour Minister", First: a.IssuedOn, Last: a.IssuedOn, Releases: 1},
		{Role: "Ferry Minister", Forms: []string{"Ferry Minister"}, Post: "Ferry Minister", First: b.IssuedOn, Last: b.IssuedOn, Releases: 1},
	}, ada.Posts)
	equal(t, "the posts in a list of people", ada.Posts, people.Names[0].Posts)
	if ada.First != a.IssuedOn || ada.Last != b.IssuedOn || len(ada.Mentions) != 2 || ada.Mentions[0].ID != b.ID || ada.Mentions[0].Text != "" {
		t.Errorf("Ada Venn: %+v", ada)
	}
	fund := must(s.Name(ctx, page.Names[0].ID))(t)
	if len(fund.Relations) != 1 || fund.Relations[0].Relation.To != "Harbour Board" {
		t.Errorf("relations: %+v", fund.Relations)
	}
	quiet := build("b", "Second", "2025-02-05", "Nothing is named.")
	save(t, s, capture("a.txt", noon.Add(time.Hour), a, quiet))
	if n := must(s.Name(ctx, people.Names[0].ID))(t); n.Releases != 1 || len(n.Posts) != 1 || n.Last != a.IssuedOn {
		t.Errorf("after an edit dropped the name: %+v", n)
	}
	if _, err := s.Name(ctx, link.NameID(onrecord.NameBody, "Harbour Board")); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("a name that no newest version holds: %v", err)
	}
}

func origins(t *testing.T, s store.Store) {
	save(t, s, capture("news/a.txt", noon, build("a", "A", "2025-02-03", "One.")),
		capture("news/b.txt", noon.Add(time.Hour), build("b", "B", "2025-02-03", "Two."), build("c", "C", "2025-02-03", "Three.")),
		capture("https://harbour.example/x/y", noon, build("d", "D", "2025-02-03", "Four.")))
	if err := s.SaveProblems(ctx, []onrecord.Problem{{Stage: "source", Location: "news/c.txt", Reason: "empty", At: noon}}); err != nil {
		t.Fatal(err)
	}
	equal(t, "origins", []store.Origin{
		{Kind: onrecord.SourceTextArchive, Root: "news", Captures: 2, Releases: 3, First: noon, Last: noon.Add(time.Hour), Problems: 1},
		{Kind: onrecord.SourceTextArchive, Root: "https://harbour.example", Captures: 1, Releases: 1, First: noon, Last: noon},
	}, must(s.Origins(ctx))(t))
	// The same release from another file of the folder, and from the site too, is one in each.
	save(t, s, capture("news/d.txt", noon.Add(2*time.Hour), build("a", "A", "2025-02-03", "One.")), capture("https://harbour.example/x/z", noon.Add(time.Hour), build("a", "A", "2025-02-03", "One.")))
	equal(t, "origins of a release in several places", []store.Origin{
		{Kind: onrecord.SourceTextArchive, Root: "news", Captures: 3, Releases: 3, First: noon, Last: noon.Add(2 * time.Hour), Problems: 1},
		{Kind: onrecord.SourceTextArchive, Root: "https://harbour.example", Captures: 2, Releases: 2, First: noon, Last: noon.Add(time.Hour)},
	}, must(s.Origins(ctx))(t))
}

func complete(t *testing.T, s store.Store) {
	a, b := build("a", "A", "2025-02-03", "“One.”"), build("b", "B", "2025-02-03", "“Two.”")
	a.IssuedBy, b.IssuedBy = []string{"Harbour Board", "Board of Tides"}, []string{"Board of Tides"}
	addQuote(&a, "One", "Ada Venn")
	save(t, s, capture("a.txt", noon, a, b))
	equal(t, "issuers", []store.Value{{Value: "Board of Tides", Count: 2}, {Value: "Harbour Board", Count: 1}}, must(s.Complete(ctx, search.FieldIssuer, "BOA", 5))(t))
	equal(t, "at most one", []store.Value{{Value: "Board of Tides", Count: 2}}, must(s.Complete(ctx, search.FieldIssuer, "", 1))(t))
	equal(t, "speakers", []store.Value{{Value: "Ada Venn", Count: 1}}, must(s.Complete(ctx, search.FieldSpeaker, "ven", 5))(t))
}

// pagesWhileGrowing turns pages while releases come in on every day: what was
// there when it began is seen exactly once.
func pagesWhileGrowing(t *testing.T, s store.Store) {
	const count = 30
	make := func(key string, i int) onrecord.Record {
		r := build(key, "Lanterns", fmt.Sprintf("2025-02-%02d", 1+i%5), "The lanterns are lit. "+key)
		addQuote(&r, "lanterns", "Ada Venn")
		return r
	}
	var records []onrecord.Record
	for i := range count {
		records = append(records, make(fmt.Sprint("old", i), i))
	}
	save(t, s, capture("a.txt", noon, records...))
	for name, turn := range map[string]func(cursor string) ([]string, string){
		"search": func(cursor string) (ids []string, next string) {
			r := must(s.Search(ctx, store.Request{Query: word("lanterns"), Limit: 7, Cursor: cursor}))(t)
			for _, h := range r.Hits {
				ids = append(ids, h.Release.ID)
			}
			return ids, r.Next
		},
		"facts": func(cursor string) (ids []string, next string) {
			r := must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindQuote, Limit: 7, Cursor: cursor}))(t)
			for _, f := range r.Facts {
				ids = append(ids, f.Release.ID)
			}
			return ids, r.Next
		},
	} {
		seen := map[string]int{}
		cursor := ""
		for page := 0; page == 0 || cursor != ""; page++ {
			ids, next := turn(cursor)
			for _, id := range ids {
				seen[id]++
			}
			cursor = next
			save(t, s, capture(fmt.Sprintf("%s-%d.txt", name, page), noon, make(fmt.Sprint(name, page), page)))
			if page > 200 {
				t.Fatal("the pages do not end")
			}
		}
		for _, r := range records {
			if seen[r.ID] != 1 {
				t.Errorf("%s: a release was seen %d times", name, seen[r.ID])
			}
		}
	}
}

// readersWhileWriting reads without pause while batches are saved: a reader
// sees whole batches of ten only.
func readersWhileWriting(t *testing.T, s store.Store) {
	const batches, size = 15, 10
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for last := 0; ; {
				r, err := s.Search(ctx, store.Request{Query: word("lanterns"), Facets: true})
				if err != nil {
					t.Error(err)
					return
				}
				if r.Total%size != 0 || r.Total < last {
					t.Errorf("a reader saw %d releases after %d", r.Total, last)
				}
				if r.Total > 0 && r.Facets.Issuers[0].Count != r.Total {
					t.Errorf("facets count %d of %d", r.Facets.Issuers[0].Count, r.Total)
				}
				last = r.Total
				select {
				case <-done:
					return
				default:
				}
			}
		}()
	}
	for b := range batches {
		var records []onrecord.Record
		for i := range size {
			records = append(records, build(fmt.Sprint(b, "-", i), "Lanterns", fmt.Sprintf("2025-02-%02d", 28-b), "The lanterns are lit."))
		}
		if _, err := s.Save(ctx, []store.Ingested{capture(fmt.Sprint(b, ".txt"), noon, records...)}); err != nil {
			t.Error(err)
		}
	}
	close(done)
	wg.Wait()
	if n := totalOf(t, s, word("lanterns")); n != batches*size {
		t.Errorf("%d releases at the end", n)
	}
}

func checkOfASoundRecord(t *testing.T, s store.Store) {
	a := build("a", "Lanterns", "2025-02-03", "It costs £2 million.", "Ada Venn said so.")
	addSum(&a, "£2 million", 2e6)
	addName(&a, onrecord.NamePerson, "Ada Venn", "Minister")
	save(t, s, capture("a.txt", noon, a, build("b", "", "", "")))
	edited := build("a", "Lanterns lit", "2025-02-04", "It costs £3 million.")
	addSum(&edited, "£3 million", 3e6)
	save(t, s, capture("a.txt", noon.Add(time.Hour), edited))
	steps := map[string]bool{}
	report := must(s.Check(ctx, func(step string, done, total int) { steps[step] = done == total }))(t)
	equal(t, "report", store.CheckReport{Captures: 2, Releases: 3, Spans: 3, Indexed: 2, Changes: 1, Unlinked: 3}, report)
	if len(steps) == 0 {
		t.Error("no progress was told")
	}
	for step, finished := range steps {
		if !finished {
			t.Errorf("step %s ended before its total", step)
		}
	}
}

func checkOfWhatIsSaidAndFollowed(t *testing.T, s store.Store) {
	followed(t, s)
	want := store.CheckReport{Captures: 1, Releases: 2, Spans: 2, Indexed: 2, Statements: 3, Locations: 2, Subscriptions: 1, Alerts: 2}
	equal(t, "report", want, must(s.Check(ctx, nil))(t))
}

func cancelled(t *testing.T, s store.Store) {
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Search(stopped, store.Request{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search: %v", err)
	}
	if _, err := s.Save(stopped, []store.Ingested{capture("a.txt", noon, build("a", "A", "2025-02-03", "One."))}); !errors.Is(err, context.Canceled) {
		t.Errorf("Save: %v", err)
	}
	if n := totalOf(t, s, nil); n != 0 {
		t.Errorf("a cancelled Save kept %d releases", n)
	}
}

// RunBackup tries Backup: reopen opens the file that it wrote.
func RunBackup(t *testing.T, s store.Store, reopen func(t *testing.T, file string) store.Store) {
	r := build("a", "Lanterns", "2025-02-03", "It costs £2 million.")
	addSum(&r, "£2 million", 2e6)
	in := capture("a.txt", noon, r, build("b", "Ferries", "2025-02-04", "They sail."))
	save(t, s, in)
	file := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, file); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("Backup over a file: %v, want ErrInvalid", err)
	}
	save(t, s, capture("c.txt", noon, build("c", "Later", "2025-02-05", "Not in the copy.")))
	copied := reopen(t, file)
	all := func(s store.Store) (out []onrecord.Record) {
		if err := s.Records(ctx, nil, func(r onrecord.Record) error { out = append(out, r); return nil }); err != nil {
			t.Fatal(err)
		}
		return out
	}
	equal(t, "records of the copy", all(s)[1:], all(copied))
	equal(t, "capture of the copy", in.Capture, must(copied.Capture(ctx, in.Capture.Hash))(t))
	if report := must(copied.Check(ctx, nil))(t); len(report.Faults) > 0 || report.Releases != 2 {
		t.Errorf("check of the copy: %+v", report)
	}
	if !slices.ContainsFunc(must(copied.Search(ctx, store.Request{Query: word("sail")}))(t).Hits, func(h store.Hit) bool { return h.Release.Title == "Ferries" }) {
		t.Error("the copy's index does not find its release")
	}
}
