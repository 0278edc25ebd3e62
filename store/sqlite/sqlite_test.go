package sqlite

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

func openTemp(t testing.TB) *Store {
	t.Helper()
	return openAt(t, filepath.Join(t.TempDir(), "onrecord.db"), Options{Rules: "1"})
}

func openAt(t testing.TB, path string, options Options) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// plainRecord is a release of one block with a quote of its first word.
func plainRecord(key, title, text, day string) onrecord.Record {
	id := onrecord.StableID(key)
	word, _, _ := strings.Cut(text, " ")
	span := onrecord.Span{End: len(word)}
	return onrecord.Record{
		Release: onrecord.Release{
			ID: id, Title: title, IssuedOn: onrecord.MustDate(day), IssuedBy: []string{"Harbour Board"}, Tags: []string{"Ports"}, Language: "en",
			Text: text, Blocks: []onrecord.Block{{Span: onrecord.Span{End: len(text)}, Kind: onrecord.BlockParagraph}}, Keys: []string{key},
		},
		Facts: onrecord.Facts{
			Quotes: []onrecord.Quote{{Head: onrecord.Head{ID: onrecord.StableID(id, word), Span: span, Text: word}, Speaker: "Ada Venn"}},
			Names:  []onrecord.Name{{ID: onrecord.StableID(id, "name"), Text: word, Kind: onrecord.NameScheme, Spans: []onrecord.Pair{onrecord.Pair(span)}}},
		},
	}
}

func ingested(location string, at time.Time, records ...onrecord.Record) store.Ingested {
	var body strings.Builder
	for _, r := range records {
		fmt.Fprintf(&body, "%s\n%s\n", r.Title, r.Text)
	}
	return store.Ingested{Capture: onrecord.NewCapture([]byte(body.String()), location, "text/plain", at), Kind: onrecord.SourceTextArchive, Records: records}
}

var noon = time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)

func TestSmoke(t *testing.T) {
	ctx := context.Background()
	s := openTemp(t)
	in := ingested("a.txt", noon,
		plainRecord("k1", "Lanterns for the north pier", "Lanterns will be lit by the harbour board.", "2025-02-03"),
		plainRecord("k2", "New ferry", "Ferries will be new and lit.", "2025-02-04"))
	out, err := s.Save(ctx, []store.Ingested{in})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(out)
	for _, q := range []search.Node{nil, search.Word{Term: "lit"}, search.Word{Term: "lant", Prefix: true}, search.Phrase{Terms: []string{"will", "be"}}, search.Phrase{Terms: []string{"north", "pier"}},
		search.Field{Name: search.FieldIssuer, Words: []string{"harbour"}}} {
		for _, order := range []store.Order{store.Newest, store.Relevance} {
			r, err := s.Search(ctx, store.Request{Query: q, Order: order, Facets: true})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%+v %s: %d, %d hits %+v", q, order, r.Total, len(r.Hits), r.Facets)
		}
	}
	f, err := s.Facts(ctx, store.FactRequest{Kind: onrecord.KindQuote, Speaker: "Ada Venn", Text: "lanterns"})
	if err != nil || f.Total != 1 {
		t.Fatal(f, err)
	}
	if _, err := s.Fact(ctx, f.Facts[0].ID); err != nil {
		t.Fatal(err)
	}
	n, err := s.Names(ctx, store.NameRequest{Text: "lan"})
	if err != nil || n.Total != 1 {
		t.Fatal(n, err)
	}
	if _, err := s.Name(ctx, n.Names[0].ID); err != nil {
		t.Fatal(err)
	}
	o, err := s.Overview(ctx)
	t.Log(o, err)
	src, err := s.Sources(ctx)
	t.Log(src, err)
}
