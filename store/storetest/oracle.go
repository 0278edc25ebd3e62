package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// reading is the naive store: it reads every release for every query.
type reading struct {
	records []onrecord.Record // in the order of saving
	batches []store.Ingested
	words   []string // what its texts are made of
}

// newestFirst returns the releases that match, by day and then the last saved.
func (n *reading) newestFirst(q search.Node) []*onrecord.Record {
	var out []*onrecord.Record
	for i := len(n.records) - 1; i >= 0; i-- {
		if matches(q, &n.records[i]) {
			out = append(out, &n.records[i])
		}
	}
	slices.SortStableFunc(out, func(a, b *onrecord.Record) int { return b.IssuedOn.Compare(a.IssuedOn) })
	return out
}

// matches says what search's nodes mean, word for word.
func matches(node search.Node, r *onrecord.Record) bool {
	switch q := node.(type) {
	case nil, search.All:
		return true
	case search.And:
		return !slices.ContainsFunc(q.Of, func(n search.Node) bool { return !matches(n, r) })
	case search.Or:
		return slices.ContainsFunc(q.Of, func(n search.Node) bool { return matches(n, r) })
	case search.Not:
		return !matches(q.Of, r)
	case search.Word:
		return slices.ContainsFunc(append(search.Analyze(r.Title), search.Analyze(r.Text)...), func(t search.Term) bool {
			return !q.Prefix && t.Text == q.Term || q.Prefix && (strings.HasPrefix(t.Text, q.Term) || strings.HasPrefix(t.Folded, q.Term))
		})
	case search.Phrase:
		return standsIn(q.Terms, stems(r.Title), false) || standsIn(q.Terms, stems(r.Text), false)
	case search.Field:
		return fieldMatches(q, r)
	case search.Kind:
		return slices.Contains(kindsOf(r), q.Name)
	case search.Review:
		return q.State == onrecord.ReviewFound && len(kindsOf(r)) > 0 // nobody reviews what is drawn
	case search.Issued:
		return !r.IssuedOn.IsZero() && within(r.IssuedOn, q.From, q.To)
	case search.Due:
		return slices.ContainsFunc(r.Commitments, func(c onrecord.Commitment) bool {
			return c.Due != nil && !c.Due.To.IsZero() && within(c.Due.To, q.From, q.To)
		})
	case search.Amount:
		return slices.ContainsFunc(r.Figures, func(f onrecord.Figure) bool {
			return f.Kind == onrecord.FigureMoney && (q.Currency == "" || q.Currency == f.Unit) &&
				(q.Min == nil || f.Value > *q.Min || f.Value == *q.Min && !q.MinOpen) &&
				(q.Max == nil || f.Value < *q.Max || f.Value == *q.Max && !q.MaxOpen)
		})
	}
	panic(fmt.Sprintf("the naive reading does not know %T", node))
}

func within(d, from, to onrecord.Date) bool {
	return (from.IsZero() || !d.Before(from)) && (to.IsZero() || !d.After(to))
}

func stems(s string) (out []string) {
	for _, t := range search.Analyze(s) {
		out = append(out, t.Text)
	}
	return out
}

func folded(s string) (out []string) {
	for _, t := range search.Analyze(s) {
		out = append(out, t.Folded)
	}
	return out
}

// standsIn reports whether the words stand side by side in the list.
func standsIn(words, list []string, prefix bool) bool {
	for i := 0; i+len(words) <= len(list); i++ {
		same := true
		for j, w := range words {
			if prefix && j == len(words)-1 {
				same = same && strings.HasPrefix(list[i+j], w)
			} else {
				same = same && list[i+j] == w
			}
		}
		if same {
			return true
		}
	}
	return false
}

func fieldMatches(q search.Field, r *onrecord.Record) bool {
	var values []string
	switch q.Name {
	case search.FieldTitle:
		if !q.Prefix {
			return standsIn(q.Words, stems(r.Title), false)
		}
		before, last := stems(r.Title), folded(r.Title)
		for i := range before { // the last word may match either form
			mixed := append(slices.Clone(before[:i]), last[i])
			if standsIn(q.Words, mixed, true) {
				return true
			}
		}
		return standsIn(q.Words, before, true)
	case search.FieldIssuer:
		values = r.IssuedBy
	case search.FieldTag:
		values = r.Tags
	case search.FieldSpeaker:
		values = speakers(r)
	}
	if q.Exact {
		return slices.Contains(values, q.Text)
	}
	return slices.ContainsFunc(values, func(v string) bool { return standsIn(q.Words, folded(v), q.Prefix) })
}

func speakers(r *onrecord.Record) (out []string) {
	for _, q := range r.Quotes {
		if q.Speaker != "" {
			out = append(out, q.Speaker)
		}
	}
	return out
}

func kindsOf(r *onrecord.Record) (out []string) {
	for kind, n := range map[onrecord.FactKind]int{onrecord.KindQuote: len(r.Quotes), onrecord.KindDate: len(r.Dates), onrecord.KindFigure: len(r.Figures),
		onrecord.KindCommitment: len(r.Commitments), onrecord.KindName: len(r.Names), onrecord.KindRelation: len(r.Relations)} {
		if n > 0 {
			out = append(out, string(kind))
		}
	}
	for _, f := range r.Figures {
		out = append(out, string(f.Kind))
	}
	for _, n := range r.Names {
		out = append(out, string(n.Kind))
	}
	return out
}

// facets counts by reading.
func facets(found []*onrecord.Record) store.Facets {
	count := func(of func(*onrecord.Record) []string) []store.Value {
		counts := map[string]int{}
		for _, r := range found {
			values := of(r)
			slices.Sort(values)
			for _, v := range slices.Compact(values) {
				counts[v]++
			}
		}
		var out []store.Value
		for v, n := range counts {
			out = append(out, store.Value{Value: v, Count: n})
		}
		slices.SortFunc(out, func(a, b store.Value) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value)) })
		return out
	}
	top := func(v []store.Value) []store.Value { return v[:min(len(v), 20)] }
	years := count(func(r *onrecord.Record) []string {
		if r.IssuedOn.IsZero() {
			return nil
		}
		return []string{fmt.Sprintf("%04d", r.IssuedOn.Year())}
	})
	slices.SortFunc(years, func(a, b store.Value) int { return strings.Compare(b.Value, a.Value) })
	return store.Facets{
		Issuers:  top(count(func(r *onrecord.Record) []string { return slices.Clone(r.IssuedBy) })),
		Tags:     top(count(func(r *onrecord.Record) []string { return slices.Clone(r.Tags) })),
		Speakers: top(count(speakers)), Kinds: top(count(kindsOf)), Years: years,
	}
}

// words are what random texts and queries are made of: each record draws from
// a few of them, so that texts and queries meet. Among them are common ones, forms of one stem, numbers and letters with diacritics.
var words = []string{"the", "of", "will", "be", "and", "police", "policing", "policy", "policies", "harbour", "harbours", "lantern", "Lanterns’", "Café", "21.5", "2025", "m", "ø"}

var days = []string{"", "2024-02-29", "2024-12-31", "2025-01-01", "2025-01-01", "2025-06-15", "0001-01-01", "9999-12-31"}

// drawRecord draws a release of few words and facts.
func drawRecord(t *rapid.T, key string, words []string) onrecord.Record {
	text := func(label string, least, most int) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), least, most).Draw(t, label), " ")
	}
	var paragraphs []string
	for range rapid.IntRange(0, 3).Draw(t, "paragraphs") {
		paragraphs = append(paragraphs, text("text", 1, 8))
	}
	r := build(key, text("title", 0, 4), rapid.SampledFrom(days).Draw(t, "day"), paragraphs...)
	r.IssuedBy = drawSome(t, []string{"Harbour Board", "The Harbour", "Board of Cafés"}, 0, 2)
	r.Tags = drawSome(t, []string{"Policing", "The Harbour"}, 0, 2)
	for i, b := range r.Blocks {
		h := onrecord.Head{ID: onrecord.StableID(key, fmt.Sprint(i)), Span: b.Span, Text: b.Of(r.Text)}
		switch rapid.IntRange(0, 4).Draw(t, "fact") {
		case 0:
			r.Quotes = append(r.Quotes, onrecord.Quote{Head: h, Speaker: rapid.SampledFrom([]string{"", "Ada Venn", "Bram Venn"}).Draw(t, "speaker")})
		case 1:
			c := onrecord.Commitment{Head: h, Strength: onrecord.StrengthWill}
			if day := rapid.SampledFrom(days).Draw(t, "due"); day != "" {
				c.Due = &onrecord.Due{To: onrecord.MustDate(day)}
			}
			r.Commitments = append(r.Commitments, c)
		case 2:
			kind := rapid.SampledFrom([]onrecord.FigureKind{onrecord.FigureMoney, onrecord.FigurePercent}).Draw(t, "figure")
			r.Figures = append(r.Figures, onrecord.Figure{Head: h, Kind: kind, Value: float64(rapid.IntRange(0, 4).Draw(t, "value")), Unit: rapid.SampledFrom([]string{"GBP", "EUR"}).Draw(t, "unit")})
		case 3:
			// One word, of the same kind wherever it stands: several words of
			// two kinds would be one thing to the link room.
			word, _, _ := strings.Cut(h.Text, " ")
			span := onrecord.Pair{Start: b.Start, End: b.Start + len(word)}
			r.Names = append(r.Names, onrecord.Name{ID: h.ID, Text: word, Kind: onrecord.NameKinds[len(word)%3], Spans: []onrecord.Pair{span}})
		}
	}
	return r
}

// drawQuery draws a tree of at most that depth.
func drawQuery(t *rapid.T, depth int, words []string) search.Node {
	date := func(label string) onrecord.Date {
		d, _ := onrecord.ParseDate(rapid.SampledFrom(days).Draw(t, label))
		return d
	}
	word := func() search.Term { return search.Analyze(rapid.SampledFrom(words).Draw(t, "word"))[0] }
	start := func(s string) string { return string([]rune(s)[:rapid.IntRange(1, len([]rune(s))).Draw(t, "prefix")]) }
	kinds := 8
	if depth > 0 {
		kinds = 11
	}
	switch rapid.IntRange(0, kinds).Draw(t, "node") {
	case 0:
		return search.Word{Term: word().Text}
	case 1:
		return search.Word{Term: start(word().Folded), Prefix: true}
	case 2, 3:
		var p search.Phrase
		for range rapid.IntRange(2, 3).Draw(t, "phrase") {
			p.Terms = append(p.Terms, word().Text)
		}
		return p
	case 4:
		f := search.Field{Name: rapid.SampledFrom([]search.FieldName{search.FieldIssuer, search.FieldSpeaker, search.FieldTag}).Draw(t, "field"), Prefix: rapid.Bool().Draw(t, "prefix")}
		if f.Exact = rapid.IntRange(0, 3).Draw(t, "exact") == 0; f.Exact {
			f.Text = rapid.SampledFrom([]string{"Harbour Board", "Board of Tides", "Harbour", "harbour board", ""}).Draw(t, "value")
		}
		f.Words = rapid.SampledFrom([][]string{{"harbour"}, {"the", "harbour"}, {"board", "of"}, {"venn"}, {"ada", "ve"}, {"pol"}, {"cafes"}}).Draw(t, "words")
		return f
	case 5:
		f := search.Field{Name: search.FieldTitle, Prefix: rapid.Bool().Draw(t, "prefix"), Words: []string{word().Text}}
		if rapid.Bool().Draw(t, "two") {
			f.Words = append(f.Words, word().Text)
		}
		return f
	case 6:
		return search.Kind{Name: rapid.SampledFrom([]string{"quote", "commitment", "figure", "money", "percent", "name", "scheme", "law", "date"}).Draw(t, "kind")}
	case 7:
		if rapid.Bool().Draw(t, "review") {
			return search.Review{State: rapid.SampledFrom(onrecord.ReviewStates).Draw(t, "state")}
		}
		if rapid.Bool().Draw(t, "due") {
			return search.Due{From: date("from"), To: date("to")}
		}
		return search.Issued{From: date("from"), To: date("to")}
	case 8:
		a := search.Amount{MinOpen: rapid.Bool().Draw(t, "open"), MaxOpen: rapid.Bool().Draw(t, "open"), Currency: rapid.SampledFrom([]string{"", "GBP", "USD"}).Draw(t, "currency")}
		for _, end := range []**float64{&a.Min, &a.Max} {
			if rapid.Bool().Draw(t, "bounded") {
				v := float64(rapid.IntRange(0, 4).Draw(t, "bound"))
				*end = &v
			}
		}
		return a
	case 9:
		return search.Not{Of: drawQuery(t, depth-1, words)}
	case 10:
		return search.And{Of: []search.Node{drawQuery(t, depth-1, words), drawQuery(t, depth-1, words)}}
	default:
		return search.Or{Of: []search.Node{drawQuery(t, depth-1, words), drawQuery(t, depth-1, words)}}
	}
}

// drawSome draws some of a list, each at most once.
func drawSome(t *rapid.T, list []string, least, most int) []string {
	return rapid.Permutation(list).Draw(t, "order")[:rapid.IntRange(least, most).Draw(t, "some")]
}

// drawReading draws random releases in batches of a few.
func drawReading(t *rapid.T) *reading {
	n := &reading{words: drawSome(t, words, 2, 6)}
	for b := range rapid.IntRange(1, 3).Draw(t, "batches") {
		in := store.Ingested{Kind: onrecord.SourceTextArchive}
		for i := range rapid.IntRange(1, 5).Draw(t, "records") {
			in.Records = append(in.Records, drawRecord(t, fmt.Sprint(b, "-", i), n.words))
		}
		in.Capture = onrecord.NewCapture([]byte(fmt.Sprint(b)), fmt.Sprint(b, ".txt"), "", noon.Add(time.Duration(b)*time.Second))
		n.batches = append(n.batches, in)
		n.records = append(n.records, in.Records...)
	}
	return n
}

// searchAgrees compares what the engine answers with the naive reading.
func searchAgrees(t *testing.T, open func(t *testing.T) store.Store) {
	rapid.Check(t, func(rt *rapid.T) {
		n := drawReading(rt)
		var queries []search.Node
		for range 10 {
			queries = append(queries, drawQuery(rt, 3, n.words))
		}
		ok := t.Run("case", func(t *testing.T) { // a store of its own, closed with it
			s := open(t)
			for _, in := range n.batches {
				save(t, s, in)
			}
			for _, q := range queries {
				compareSearch(t, s, q, n.newestFirst(q))
			}
		})
		if !ok {
			rt.FailNow()
		}
	})
}

func compareSearch(t *testing.T, s store.Store, q search.Node, want []*onrecord.Record) {
	t.Helper()
	titles := func(list []*onrecord.Record) (out []string) {
		for _, r := range list {
			out = append(out, r.ID)
		}
		return out
	}
	name := fmt.Sprintf("%+v", q)
	for _, order := range []store.Order{store.Newest, store.Relevance} {
		var got []string
		last := store.Hit{Score: 1e300}
		for cursor, first := "", true; first || cursor != ""; first = false {
			r, err := s.Search(ctx, store.Request{Query: q, Order: order, Limit: 3, Cursor: cursor, Facets: first})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if r.Total != len(want) {
				t.Fatalf("%s: total %d, want %d", name, r.Total, len(want))
			}
			if first {
				equal(t, name+" facets", facets(want), r.Facets)
			}
			for _, h := range r.Hits {
				if h.Score > last.Score || h.Score == last.Score && !last.Release.IssuedOn.IsZero() && h.Release.IssuedOn.After(last.Release.IssuedOn) {
					t.Errorf("%s: %s stands out of order", name, h.Release.ID)
				}
				last = h
				got = append(got, h.Release.ID)
			}
			if cursor = r.Next; len(got) > len(want) {
				break
			}
		}
		expected := titles(want)
		if order == store.Relevance { // the order is the scores', each once
			slices.Sort(expected)
			slices.Sort(got)
		}
		equal(t, name+" by "+string(order), expected, got)
	}
}
