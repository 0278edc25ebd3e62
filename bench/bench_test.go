package bench

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

var (
	releases = flag.Int("releases", 2000, "how many releases BenchmarkSearch searches")
	keep     = flag.String("record", "", "a folder to keep the generated record in, to search it again")
)

const batchSize = 250

func batch(g *Generator, n int) store.Ingested {
	in := store.Ingested{Kind: onrecord.SourceTextArchive}
	var body strings.Builder
	for range n {
		in.Records = append(in.Records, g.Next())
		body.WriteString(in.Records[len(in.Records)-1].Text)
	}
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	in.Capture = onrecord.NewCapture([]byte(body.String()), fmt.Sprintf("archive/%d.txt", g.count), "text/plain", at)
	return in
}

// BenchmarkSave measures the store's part of an import: one operation is one
// release, saved in batches of 250 with its facts, names and index.
func BenchmarkSave(b *testing.B) {
	s, err := sqlite.Open(context.Background(), filepath.Join(b.TempDir(), "onrecord.db"), sqlite.Options{Rules: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	g := NewGenerator(1, 20)
	b.ReportAllocs()
	b.ResetTimer()
	var busy time.Duration
	for at := 0; at < b.N; {
		b.StopTimer()
		in := batch(g, min(batchSize, b.N-at))
		used := processorTime()
		b.StartTimer()
		if _, err := s.Save(context.Background(), []store.Ingested{in}); err != nil {
			b.Fatal(err)
		}
		busy += processorTime() - used
		at += len(in.Records)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "releases/s")
	b.ReportMetric(busy.Seconds()*1000/float64(b.N), "cpu-ms/release")
	b.ReportMetric(peakMemory(b), "peak-MB")
}

// peakMemory returns the most memory the process has held, in MB, where the
// system says so.
func peakMemory(b *testing.B) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		var kB float64
		if n, _ := fmt.Sscanf(line, "VmHWM: %f kB", &kB); n == 1 {
			return kB / 1024
		}
	}
	return 0
}

// record opens a record of so many generated releases, made once.
var record = sync.OnceValues(func() (*sqlite.Store, error) {
	dir := *keep
	if dir == "" {
		var err error
		if dir, err = os.MkdirTemp("", "onrecord-bench-*"); err != nil {
			return nil, err
		}
		temporary = dir
	}
	s, err := sqlite.Open(context.Background(), filepath.Join(dir, "onrecord.db"), sqlite.Options{Rules: "bench"})
	if err != nil {
		return nil, err
	}
	o, err := s.Overview(context.Background())
	if err != nil || o.Releases == *releases {
		return s, err
	}
	if o.Releases > 0 {
		return nil, fmt.Errorf("the record in %s holds %d releases, not %d", dir, o.Releases, *releases)
	}
	g := NewGenerator(1, 20)
	for at := 0; at < *releases; {
		in := batch(g, min(batchSize, *releases-at))
		if _, err := s.Save(context.Background(), []store.Ingested{in}); err != nil {
			return nil, err
		}
		at += len(in.Records)
	}
	return s, nil
})

var temporary string

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if temporary != "" {
		os.RemoveAll(temporary)
	}
	os.Exit(code)
}

// class is one kind of query, made afresh for every turn.
type class struct {
	name    string
	request func(g *Generator, i int) store.Request
}

func word(w string) search.Node { return search.Word{Text: w, Term: Stem(w)} }

func phrase(words ...string) search.Node {
	p := search.Phrase{Text: strings.Join(words, " ")}
	for _, w := range words {
		p.Terms = append(p.Terms, Stem(w))
	}
	return p
}

func prefix(w string, n int) search.Node {
	w = w[:min(n, len(w))]
	return search.Word{Text: w, Term: w, Prefix: true}
}

func issuer(i int) search.Node {
	return search.Field{Name: search.FieldIssuer, Words: strings.Fields(strings.ToLower(Issuer(i % 40)))}
}

func and(of ...search.Node) search.Node { return search.And{Of: of} }

func page(order store.Order, q search.Node) store.Request {
	return store.Request{Query: q, Order: order, Facets: true}
}

// commonWord stands in most releases, middling in some hundredths of them.
func commonWord(g *Generator, i int) string { return g.Ranked(i % 20) }
func middling(g *Generator, i int) string   { return g.Ranked(100 + i%900) }
func rare(g *Generator, i int) string       { return g.Ranked(10000 + i*37%40000) }

var classes = []class{
	{"all-newest", func(g *Generator, i int) store.Request { return page(store.Newest, search.All{}) }},
	{"rare-relevance", func(g *Generator, i int) store.Request { return page(store.Relevance, word(rare(g, i))) }},
	{"middling-relevance", func(g *Generator, i int) store.Request { return page(store.Relevance, word(middling(g, i))) }},
	{"common-relevance", func(g *Generator, i int) store.Request { return page(store.Relevance, word(commonWord(g, i))) }},
	{"common-newest", func(g *Generator, i int) store.Request { return page(store.Newest, word(commonWord(g, i))) }},
	{"two-words-relevance", func(g *Generator, i int) store.Request {
		return page(store.Relevance, and(word(g.Ranked(20+i%80)), word(middling(g, i))))
	}},
	{"three-common-relevance", func(g *Generator, i int) store.Request {
		return page(store.Relevance, and(word(commonWord(g, i)), word(commonWord(g, i+7)), word(g.Ranked(20+i%80))))
	}},
	{"phrase-relevance", func(g *Generator, i int) store.Request {
		return page(store.Relevance, phrase(commonWord(g, i), middling(g, i)))
	}},
	{"phrase-of-common-relevance", func(g *Generator, i int) store.Request {
		return page(store.Relevance, phrase(commonWord(g, i), commonWord(g, i*7+1)))
	}},
	{"phrase-of-three-common-newest", func(g *Generator, i int) store.Request {
		return page(store.Newest, phrase(commonWord(g, i), commonWord(g, i*7+1), commonWord(g, i*3+2)))
	}},
	{"prefix1-newest", func(g *Generator, i int) store.Request { return page(store.Newest, prefix(rare(g, i), 1)) }},
	{"prefix2-relevance", func(g *Generator, i int) store.Request { return page(store.Relevance, prefix(rare(g, i), 2)) }},
	{"prefix3-relevance", func(g *Generator, i int) store.Request { return page(store.Relevance, prefix(rare(g, i), 3)) }},
	{"prefix4-relevance", func(g *Generator, i int) store.Request { return page(store.Relevance, prefix(rare(g, i), 4)) }},
	{"issuer-newest", func(g *Generator, i int) store.Request { return page(store.Newest, issuer(i)) }},
	{"common-issuer-year-relevance", func(g *Generator, i int) store.Request {
		from := onrecord.NewDate(2005+i%13, 1, 1)
		return page(store.Relevance, and(word(commonWord(g, i)), issuer(i), search.Issued{From: from, To: from.AddDays(364)}))
	}},
	{"kind-due-money-newest", func(g *Generator, i int) store.Request {
		from, least := onrecord.NewDate(2005+i%13, 1, 1), float64(1+i%40)*1e6
		return page(store.Newest, and(search.Kind{Name: "commitment"}, search.Due{From: from, To: from.AddDays(30)}, search.Amount{Min: &least}))
	}},
	{"or-not-relevance", func(g *Generator, i int) store.Request {
		return page(store.Relevance, and(search.Or{Of: []search.Node{word(middling(g, i)), word(middling(g, i+50))}}, search.Not{Of: word(commonWord(g, i))}))
	}},
}

// BenchmarkSearch measures one search page of each class: 20 hits with their
// texts, the exact total and the counts by value. "cold" forgets what earlier
// searches remembered before every turn.
func BenchmarkSearch(b *testing.B) {
	s, err := record()
	if err != nil {
		b.Fatal(err)
	}
	g := NewGenerator(1, 20)
	if _, err := s.Search(context.Background(), page(store.Newest, search.All{})); err != nil {
		b.Fatal(err)
	}
	for _, c := range classes {
		for _, warm := range []bool{false, true} {
			name := c.name + "/cold"
			if warm {
				name = c.name + "/warm"
			}
			b.Run(name, func(b *testing.B) {
				var took, busy []time.Duration
				for i := 0; b.Loop(); i++ {
					if !warm {
						s.Forget()
					}
					r := c.request(g, i)
					used, start := processorTime(), time.Now()
					if _, err := s.Search(context.Background(), r); err != nil {
						b.Fatal(err)
					}
					took, busy = append(took, time.Since(start)), append(busy, processorTime()-used)
				}
				slices.Sort(took)
				slices.Sort(busy)
				b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
				b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
				b.ReportMetric(float64(busy[len(busy)*95/100].Microseconds())/1000, "p95-cpu-ms")
			})
		}
	}
	runtime.GC()
}
