package storetest

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// listed is one fact as the naive reading sees it.
type listed struct {
	id     string
	record *onrecord.Record
	span   onrecord.Span
	due    int
	value  float64
	figure *onrecord.Figure
	quote  *onrecord.Quote
	review *onrecord.Review
}

// list reads the facts of a kind, newest first and in the order of the text.
func (n *reading) list(kind onrecord.FactKind) (out []listed) {
	for _, r := range n.newestFirst(nil) {
		const never = math.MaxInt
		switch kind {
		case onrecord.KindQuote:
			for i := range r.Quotes {
				q := &r.Quotes[i]
				out = append(out, listed{q.ID, r, q.Span, never, math.Inf(-1), nil, q, q.Review})
			}
		case onrecord.KindFigure:
			for i := range r.Figures {
				f := &r.Figures[i]
				out = append(out, listed{f.ID, r, f.Span, never, f.Value, f, nil, f.Review})
			}
		case onrecord.KindCommitment:
			for _, c := range r.Commitments {
				due := never
				if c.Due != nil && !c.Due.To.IsZero() {
					due = c.Due.To.Number()
				}
				out = append(out, listed{c.ID, r, c.Span, due, math.Inf(-1), nil, nil, c.Review})
			}
		case onrecord.KindName:
			for _, name := range r.Names {
				out = append(out, listed{name.ID, r, onrecord.Span(name.Spans[0]), never, math.Inf(-1), nil, nil, name.Review})
			}
		}
	}
	return out
}

// answers says what the fields of a FactRequest mean.
func answers(q store.FactRequest, f listed) bool {
	r := f.record
	if q.Issuer != "" && !slices.Contains(r.IssuedBy, q.Issuer) || q.Release != "" && r.ID != q.Release ||
		q.Speaker != "" && (f.quote == nil || f.quote.Speaker != q.Speaker) {
		return false
	}
	if len(q.IDs) > 0 && !slices.Contains(q.IDs, f.id) {
		return false
	}
	if !q.IssuedFrom.IsZero() || !q.IssuedTo.IsZero() {
		if !matches(search.Issued{From: q.IssuedFrom, To: q.IssuedTo}, r) {
			return false
		}
	}
	if !q.DueFrom.IsZero() || !q.DueTo.IsZero() {
		if f.due == math.MaxInt || !within(onrecord.DateFromNumber(f.due), q.DueFrom, q.DueTo) {
			return false
		}
	}
	if q.NoDue && f.due != math.MaxInt {
		return false
	}
	if q.FigureKind != "" && (f.figure == nil || f.figure.Kind != q.FigureKind) || q.Currency != "" && (f.figure == nil || f.figure.Unit != q.Currency) ||
		q.MinValue != nil && (f.figure == nil || f.value < *q.MinValue) {
		return false
	}
	if q.Name != "" && !slices.ContainsFunc(r.Names, func(n onrecord.Name) bool {
		return onrecord.StateOf(n.Review) != onrecord.ReviewRejected && link.NameID(n.Kind, n.Text) == q.Name && slices.ContainsFunc(n.Spans, func(p onrecord.Pair) bool { return f.span.Overlaps(onrecord.Span(p)) })
	}) {
		return false // drawn facts fill their blocks
	}
	switch state := onrecord.StateOf(f.review); {
	case len(q.Reviews) == 0 && state == onrecord.ReviewRejected, len(q.Reviews) > 0 && !slices.Contains(q.Reviews, state):
		return false
	}
	have := stems(f.span.Of(r.Text))
	return !slices.ContainsFunc(stems(q.Text), func(w string) bool { return !slices.Contains(have, w) })
}

// drawRequest draws a list of facts; many fields stay empty.
func drawRequest(t *rapid.T, n *reading) store.FactRequest {
	some := func() bool { return rapid.IntRange(0, 3).Draw(t, "some") == 0 }
	date := func() onrecord.Date { return onrecord.MustDate(rapid.SampledFrom(days[1:]).Draw(t, "date")) }
	q := store.FactRequest{
		Kind:  rapid.SampledFrom([]onrecord.FactKind{onrecord.KindQuote, onrecord.KindFigure, onrecord.KindCommitment, onrecord.KindName}).Draw(t, "kind"),
		Order: rapid.SampledFrom([]store.FactOrder{"", store.FactNewest, store.FactDue, store.FactLatest, store.FactLargest}).Draw(t, "order"),
		Limit: 2,
	}
	if some() {
		q.Issuer = rapid.SampledFrom([]string{"Harbour Board", "The Harbour", "Nobody"}).Draw(t, "issuer")
	}
	if some() {
		q.Speaker = "Ada Venn"
	}
	if some() {
		q.Text = rapid.SampledFrom(n.words).Draw(t, "text") + " " + rapid.SampledFrom(n.words).Draw(t, "text")
	}
	if some() {
		q.Release = rapid.SampledFrom(n.records).Draw(t, "release").ID
	}
	if listed := n.list(q.Kind); some() && len(listed) > 0 {
		q.IDs = []string{rapid.SampledFrom(listed).Draw(t, "id").id, rapid.SampledFrom(listed).Draw(t, "id").id, onrecord.StableID("nothing")}
	}
	if some() {
		q.IssuedFrom = date()
	}
	if some() {
		q.IssuedTo = date()
	}
	if some() {
		q.DueFrom = date()
	}
	if some() {
		q.DueTo = date()
	}
	q.NoDue = some()
	if some() {
		q.FigureKind = onrecord.FigureMoney
	}
	if some() {
		q.Currency = "GBP"
	}
	if some() {
		least := float64(rapid.IntRange(0, 4).Draw(t, "least"))
		q.MinValue = &least
	}
	q.Reviews = rapid.SampledFrom([][]onrecord.ReviewState{nil, nil, {onrecord.ReviewFound}, {onrecord.ReviewConfirmed, onrecord.ReviewRejected}, {onrecord.ReviewFound, onrecord.ReviewCorrected}, onrecord.ReviewStates}).Draw(t, "reviews")
	if r := rapid.SampledFrom(n.records).Draw(t, "named"); some() && len(r.Names) > 0 {
		q.Name = link.NameID(r.Names[0].Kind, r.Names[0].Text)
	}
	return q
}

// drawReviews draws what people say of some of the facts, one thing of each.
func drawReviews(t *rapid.T, n *reading) (said []onrecord.Statement) {
	say := func(id, field, value string) {
		s := onrecord.Statement{Subject: id, By: "Ida", At: noon}
		switch rapid.IntRange(0, 7).Draw(t, "said") {
		case 0:
			s.Kind = onrecord.StatementConfirm
		case 1:
			s.Kind = onrecord.StatementReject
		case 2:
			s.Kind, s.Corrections = onrecord.StatementCorrect, []onrecord.Correction{{Field: field, Value: value}}
		default:
			return
		}
		said = append(said, s)
	}
	for i := range n.records {
		r := &n.records[i]
		for _, q := range r.Quotes {
			say(q.ID, "speaker", map[bool]string{true: "Bram Oake", false: "Ada Venn"}[q.Speaker == "Ada Venn"])
		}
		for _, f := range r.Figures {
			say(f.ID, "value", fmt.Sprint(f.Value+1))
		}
		for _, c := range r.Commitments {
			day := onrecord.MustDate("2025-02-02")
			if c.Due != nil && !c.Due.To.IsZero() {
				day = c.Due.To.AddDays(1)
			}
			say(c.ID, "due_to", day.String())
		}
		for _, name := range r.Names {
			say(name.ID, "aliases", "The Other")
		}
	}
	return said
}

// review applies what people said to the naive reading.
func (n *reading) review(said []onrecord.Statement) {
	of := map[string]onrecord.Statement{}
	for _, s := range said {
		of[s.Subject] = s
	}
	for i := range n.records {
		n.records[i].Facts.ApplyReviews(n.records[i].Text, of)
	}
}

// factsAgree compares lists of facts with the naive reading.
func factsAgree(t *testing.T, open func(t *testing.T) store.Store) {
	rapid.Check(t, func(rt *rapid.T) {
		n := drawReading(rt)
		var requests []store.FactRequest
		for range 10 {
			requests = append(requests, drawRequest(rt, n))
		}
		said := drawReviews(rt, n)
		ok := t.Run("case", func(t *testing.T) {
			s := open(t)
			for _, in := range n.batches {
				save(t, s, in)
			}
			must(s.State(ctx, said...))(t)
			n.review(said)
			for _, q := range requests {
				compareFacts(t, s, q, n)
			}
		})
		if !ok {
			rt.FailNow()
		}
	})
}

func compareFacts(t *testing.T, s store.Store, q store.FactRequest, n *reading) {
	t.Helper()
	all := n.list(q.Kind)
	all = slices.DeleteFunc(all, func(f listed) bool { return !answers(q, f) })
	slices.SortStableFunc(all, func(a, b listed) int {
		switch q.Order {
		case store.FactDue:
			return cmp.Compare(a.due, b.due)
		case store.FactLatest:
			if a.due == math.MaxInt || b.due == math.MaxInt {
				return cmp.Compare(a.due, b.due) // none last
			}
			return cmp.Compare(b.due, a.due)
		case store.FactLargest:
			return cmp.Compare(b.value, a.value)
		}
		return 0
	})
	var want, got []string
	for _, f := range all {
		want = append(want, f.id)
	}
	name := fmt.Sprintf("%+v", q)
	for first := true; first || q.Cursor != ""; first = false {
		page, err := s.Facts(ctx, q)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if page.Total != len(want) {
			t.Fatalf("%s: total %d, want %d", name, page.Total, len(want))
		}
		for _, f := range page.Facts {
			got = append(got, f.ID)
			if f.Kind != q.Kind || f.Release.ID == "" {
				t.Errorf("%s: a fact of kind %q, release %q", name, f.Kind, f.Release.ID)
			}
		}
		if q.Cursor = page.Next; len(got) > len(want) {
			break
		}
	}
	equal(t, name, want, got)
}
