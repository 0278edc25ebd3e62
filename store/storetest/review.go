package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// reviewedReleases are two releases with facts of several kinds.
func reviewedReleases() (a, b onrecord.Record) {
	a = build("quay", "Quay to be built", "2025-01-10", "“We will build the quay by May 2025 for £5 million,” said Ada Venn.", "The Harbour Board was told.")
	addQuote(&a, "“We will build the quay by May 2025 for £5 million,”", "Ada Venn")
	addSum(&a, "£5 million", 5e6)
	a.Commitments = append(a.Commitments, onrecord.Commitment{
		Head: head(&a, onrecord.KindCommitment, "We will build the quay by May 2025"), Actor: "We", Strength: onrecord.StrengthWill,
		Due: &onrecord.Due{Text: "by May 2025", To: onrecord.MustDate("2025-05-31")}, Lacks: []onrecord.Lack{onrecord.LackOwner},
	})
	addName(&a, onrecord.NamePerson, "Ada Venn")
	addName(&a, onrecord.NameBody, "Harbour Board")
	b = build("pier", "Pier mended", "2025-02-10", "The pier was mended for £7 million.")
	addSum(&b, "£7 million", 7e6)
	return a, b
}

func saveReviewed(t *testing.T, s store.Store) (a, b onrecord.Record) {
	a, b = reviewedReleases()
	save(t, s, capture("a.txt", noon, a, b))
	if err := s.Link(ctx, nil); err != nil {
		t.Fatal(err)
	}
	return a, b
}

func ids(t testing.TB, s store.Store, r store.FactRequest) (out []string) {
	t.Helper()
	page := must(s.Facts(ctx, r))(t)
	for _, f := range page.Facts {
		out = append(out, f.ID)
	}
	if page.Total != len(out) {
		t.Errorf("%+v: a total of %d for %d facts", r, page.Total, len(out))
	}
	return out
}

var hour = func(n int) time.Time { return noon.Add(time.Duration(n) * time.Hour) }

func say(kind onrecord.StatementKind, of string, at time.Time, corrections ...onrecord.Correction) onrecord.Statement {
	return onrecord.Statement{Kind: kind, Subject: of, At: at, Note: "why", Corrections: corrections}
}

// factsAreReviewed: what people say of facts counts in lists, on the fact's
// own page, in search and in records.
func factsAreReviewed(t *testing.T, s store.Store) {
	a, b := saveReviewed(t, s)
	sums := func(states ...onrecord.ReviewState) store.FactRequest {
		return store.FactRequest{Kind: onrecord.KindFigure, Reviews: states}
	}
	five, seven := a.Figures[0].ID, b.Figures[0].ID
	equal(t, "all are found at first", []string{seven, five}, ids(t, s, sums(onrecord.ReviewFound)))

	confirmed := state(t, s, say(onrecord.StatementConfirm, five, hour(1)))
	rejected := state(t, s, say(onrecord.StatementReject, seven, hour(2)))
	equal(t, "confirmed", []string{five}, ids(t, s, sums(onrecord.ReviewConfirmed)))
	equal(t, "rejected", []string{seven}, ids(t, s, sums(onrecord.ReviewRejected)))
	equal(t, "found", []string(nil), ids(t, s, sums(onrecord.ReviewFound)))
	equal(t, "usually listed", []string{five}, ids(t, s, sums()))
	equal(t, "all states", []string{seven, five}, ids(t, s, sums(onrecord.ReviewStates...)))
	equal(t, "usually listed, largest first", []string{five}, ids(t, s, store.FactRequest{Kind: onrecord.KindFigure, FigureKind: onrecord.FigureMoney, Order: store.FactLargest}))

	f := must(s.Fact(ctx, seven))(t)
	equal(t, "a rejected fact", &onrecord.Review{State: onrecord.ReviewRejected, Statement: rejected.ID, By: "Ida", At: hour(2), Note: "why"}, f.Review())
	r := must(s.Release(ctx, a.ID))(t)
	equal(t, "a confirmed fact in its record", &onrecord.Review{State: onrecord.ReviewConfirmed, Statement: confirmed.ID, By: "Ida", At: hour(1), Note: "why"}, r.Figures[0].Review)

	found := must(s.Search(ctx, store.Request{Query: search.Kind{Name: "money"}}))(t)
	if found.Total != 1 || found.Hits[0].Release.ID != a.ID {
		t.Errorf("kind:money finds %d releases, with one of the two sums rejected", found.Total)
	}
	all := must(s.Search(ctx, store.Request{Query: search.All{}}))(t)
	if n := all.Hits[0].FactCounts[onrecord.KindFigure]; n != 0 {
		t.Errorf("a hit counts %d figures, and its only one is rejected", n)
	}
	searchedByReview(t, s, a, b)
	o := must(s.Overview(ctx))(t)
	if o.Facts[onrecord.KindFigure] != 1 || o.Reviewed[onrecord.ReviewRejected] != 1 || o.Reviewed[onrecord.ReviewConfirmed] != 1 || o.Reviewed[onrecord.ReviewFound] != 4 {
		t.Errorf("the overview counts %v and %v", o.Facts, o.Reviewed)
	}
	undone := state(t, s, say(onrecord.StatementUndo, confirmed.ID, hour(4)))
	if got := must(s.Release(ctx, a.ID))(t).Figures[0].Review; got != nil || undone.ID == "" {
		t.Errorf("a fact in its record, once its confirmation is undone: %+v", got)
	}
	if f := must(s.Fact(ctx, five))(t); f.Review() != nil {
		t.Errorf("a fact, once its confirmation is undone: %+v", f.Review())
	}
	equal(t, "confirmed, once that is undone", []string(nil), ids(t, s, sums(onrecord.ReviewConfirmed)))
	corrected(t, s, a)
	sound(t, s)
}

// searchedByReview: a query asks for releases by what people said of their facts. The second
// release has one fact, which is rejected.
func searchedByReview(t *testing.T, s store.Store, a, b onrecord.Record) {
	for _, c := range []struct {
		query search.Node
		want  []string
	}{
		{search.Review{State: onrecord.ReviewConfirmed}, []string{a.ID}},
		{search.Review{State: onrecord.ReviewRejected}, []string{b.ID}},
		{search.Review{State: onrecord.ReviewCorrected}, nil},
		{search.Review{State: onrecord.ReviewFound}, []string{a.ID}},
		{search.Not{Of: search.Review{State: onrecord.ReviewFound}}, []string{b.ID}},
	} {
		var got []string
		for _, h := range must(s.Search(ctx, store.Request{Query: c.query}))(t).Hits {
			got = append(got, h.Release.ID)
		}
		equal(t, search.String(c.query), c.want, got)
	}
}

// corrected: a correction is listed by its corrected values.
func corrected(t *testing.T, s store.Store, a onrecord.Record) {
	quote, promise := a.Quotes[0].ID, a.Commitments[0].ID
	state(t, s, say(onrecord.StatementCorrect, quote, hour(3), onrecord.Correction{Field: "speaker", Value: "Bram Oake"}))
	equal(t, "the corrected speaker's", []string{quote}, ids(t, s, store.FactRequest{Kind: onrecord.KindQuote, Speaker: "Bram Oake"}))
	equal(t, "the former speaker's", []string(nil), ids(t, s, store.FactRequest{Kind: onrecord.KindQuote, Speaker: "Ada Venn"}))
	equal(t, "who speaks", []store.Value{{Value: "Bram Oake", Count: 1}}, must(s.Search(ctx, store.Request{Query: search.All{}, Facets: true}))(t).Facets.Speakers)

	said := state(t, s, say(onrecord.StatementCorrect, promise, hour(3),
		onrecord.Correction{Field: "due_to", Value: "2025-06-30"}, onrecord.Correction{Field: onrecord.FieldWords, Value: "build the quay by May 2025"}))
	june := store.FactRequest{Kind: onrecord.KindCommitment, DueFrom: onrecord.MustDate("2025-06-01")}
	equal(t, "due in June", []string{promise}, ids(t, s, june))
	june.Text = "we"
	equal(t, "words that were cut off", []string(nil), ids(t, s, june))
	f := must(s.Fact(ctx, promise))(t)
	want := &onrecord.Review{State: onrecord.ReviewCorrected, Statement: said.ID, By: "Ida", At: hour(3), Note: "why", Corrections: []onrecord.Correction{
		{Field: "due_to", Value: "2025-06-30", Was: "2025-05-31"}, {Field: "text", Value: "build the quay by May 2025", Was: "We will build the quay by May 2025"},
	}}
	equal(t, "a corrected fact", want, f.Review())
	if c := f.Commitment; c.Text != "build the quay by May 2025" || c.Of(f.Release.Text) != c.Text || f.Span.Of(f.Context) != c.Text || c.Due.To.String() != "2025-06-30" {
		t.Errorf("the corrected commitment is %+v, in %q at %v", c, f.Context, f.Span)
	}
	list := must(s.Facts(ctx, store.FactRequest{Kind: onrecord.KindCommitment, Reviews: []onrecord.ReviewState{onrecord.ReviewCorrected}}))(t)
	if len(list.Facts) != 1 || list.Facts[0].Commitment.Text != "build the quay by May 2025" {
		t.Errorf("corrected commitments: %+v", list.Facts)
	}
}

func sound(t *testing.T, s store.Store) {
	t.Helper()
	if report := must(s.Check(ctx, nil))(t); len(report.Faults) > 0 {
		t.Errorf("the record is not sound: %v", report.Faults)
	}
}

// reviewsOutlastReadings: they are kept by the fact's id, whatever becomes of
// the release.
func reviewsOutlastReadings(t *testing.T, s store.Store) {
	a, _ := saveReviewed(t, s)
	five := a.Figures[0].ID
	state(t, s, say(onrecord.StatementCorrect, five, hour(1), onrecord.Correction{Field: "value", Value: "6000000"}))
	state(t, s, say(onrecord.StatementReject, a.Quotes[0].ID, hour(1)))
	value := func() float64 {
		t.Helper()
		return must(s.Fact(ctx, five))(t).Figure.Value
	}
	gone := build("quay", "Quay to be built", "2025-01-10", "Nothing is said.")
	save(t, s, capture("a.txt", hour(1), gone))
	if v := value(); v != 6e6 {
		t.Errorf("a fact of an older version has the value %v", v)
	}
	rejected := store.FactRequest{Kind: onrecord.KindQuote, Reviews: []onrecord.ReviewState{onrecord.ReviewRejected}}
	equal(t, "what no newest version holds is not listed", []string(nil), ids(t, s, rejected))
	state(t, s, say(onrecord.StatementConfirm, a.Commitments[0].ID, hour(2))) // of an older version too

	again, _ := reviewedReleases()
	again.IssuedOn = onrecord.MustDate("2025-01-11") // and on another day
	save(t, s, capture("a.txt", hour(3), again))
	if v := value(); v != 6e6 {
		t.Errorf("a fact that came back has the value %v", v)
	}
	equal(t, "rejected again", []string{a.Quotes[0].ID}, ids(t, s, rejected))
	equal(t, "confirmed again", []string{a.Commitments[0].ID}, ids(t, s, store.FactRequest{Kind: onrecord.KindCommitment, Reviews: []onrecord.ReviewState{onrecord.ReviewConfirmed}}))
	equal(t, "by its corrected value", []string{five}, ids(t, s, store.FactRequest{Kind: onrecord.KindFigure, Order: store.FactLargest, Currency: "GBP", MinValue: floatTo(5.5e6), Release: a.ID}))
	sound(t, s)
}

func floatTo(v float64) *float64 { return &v }

// reviewsCountInLinks: a rejected sum is no mention of a thread, and a
// corrected one is linked by its corrected value; taken back, all is as before.
func reviewsCountInLinks(t *testing.T, s store.Store) {
	releases := linkedSums()
	save(t, s, capture("a.txt", noon, releases...))
	if err := s.Link(ctx, nil); err != nil {
		t.Fatal(err)
	}
	first, last := releases[0].Figures[0].ID, releases[1].Figures[0].ID
	thread := func(of string) (out []string) {
		t.Helper()
		for _, f := range must(s.Thread(ctx, of))(t) {
			out = append(out, f.ID)
		}
		return out
	}
	equal(t, "two mentions", []string{first, last}, thread(first))
	rejected := state(t, s, say(onrecord.StatementReject, last, hour(1)))
	equal(t, "one is rejected", []string{first}, thread(first))
	sound(t, s)
	state(t, s, say(onrecord.StatementUndo, rejected.ID, hour(2)))
	equal(t, "that is undone", []string{first, last}, thread(first))
	state(t, s, say(onrecord.StatementCorrect, last, hour(3), onrecord.Correction{Field: "value", Value: "99000000"}))
	equal(t, "another value is another sum", []string{first}, thread(first))
	sound(t, s)
	must(s.Relink(ctx, nil))(t)
	equal(t, "links made anew", []string{first}, thread(first))
	sound(t, s)
}

// linkedSums are two releases that name one sum.
func linkedSums() []onrecord.Record {
	one := build("fund", "A fund for quays", "2025-01-10", "The Saltmarch Quay Fund is worth £13 million.")
	addSum(&one, "£13 million", 13e6)
	one.Figures[0].Of = "the Saltmarch Quay Fund"
	addName(&one, onrecord.NameScheme, "Saltmarch Quay Fund")
	two := build("fund again", "More on quays", "2025-02-10", "The Saltmarch Quay Fund, worth £13 million, opens today.")
	addSum(&two, "£13 million", 13e6)
	two.Figures[0].Of = "the Saltmarch Quay Fund"
	addName(&two, onrecord.NameScheme, "Saltmarch Quay Fund")
	return []onrecord.Record{one, two}
}

// namesAreReviewed: a rejected name names nothing, a corrected one another thing.
func namesAreReviewed(t *testing.T, s store.Store) {
	a, _ := saveReviewed(t, s)
	bodies := func(kind onrecord.NameKind) (out []string) {
		t.Helper()
		for _, n := range must(s.Names(ctx, store.NameRequest{Kind: kind}))(t).Names {
			out = append(out, n.Text)
		}
		return out
	}
	equal(t, "bodies", []string{"Harbour Board"}, bodies(onrecord.NameBody))
	board, person := a.Names[1].ID, a.Names[0].ID
	rejected := state(t, s, say(onrecord.StatementReject, board, hour(1)))
	equal(t, "bodies without the rejected", []string(nil), bodies(onrecord.NameBody))
	sound(t, s)
	state(t, s, say(onrecord.StatementUndo, rejected.ID, hour(2)))
	equal(t, "bodies again", []string{"Harbour Board"}, bodies(onrecord.NameBody))
	state(t, s, say(onrecord.StatementCorrect, person, hour(3), onrecord.Correction{Field: "kind", Value: "scheme"}))
	equal(t, "people", []string(nil), bodies(onrecord.NamePerson))
	equal(t, "schemes", []string{"Ada Venn"}, bodies(onrecord.NameScheme))
	sound(t, s)
}

// whatIsUndone stays in the log and counts no more, until its undoing is undone.
func whatIsUndone(t *testing.T, s store.Store) {
	a, _ := saveReviewed(t, s)
	five := a.Figures[0].ID
	standing := func() onrecord.ReviewState {
		t.Helper()
		f := must(s.Fact(ctx, five))(t)
		return onrecord.StateOf(f.Review())
	}
	confirmed := state(t, s, say(onrecord.StatementConfirm, five, hour(1)))
	rejected := state(t, s, say(onrecord.StatementReject, five, hour(2)))
	undo := state(t, s, say(onrecord.StatementUndo, rejected.ID, hour(3)))
	if got := standing(); got != onrecord.ReviewConfirmed {
		t.Errorf("with the rejection undone the fact is %s", got)
	}
	redo := state(t, s, say(onrecord.StatementUndo, undo.ID, hour(4)))
	if got := standing(); got != onrecord.ReviewRejected {
		t.Errorf("with the undoing undone the fact is %s", got)
	}
	log := must(s.Statements(ctx, store.StatementRequest{By: "Ida"}))(t)
	undo.Undone = true
	equal(t, "the log", []onrecord.Statement{redo, undo, rejected, confirmed}, log.Statements)
	equal(t, "nobody's log", 0, must(s.Statements(ctx, store.StatementRequest{By: "Nobody"}))(t).Total)
	if _, err := s.State(ctx, onrecord.Statement{Kind: onrecord.StatementUndo, Subject: undo.ID, By: "Bram", At: hour(5)}); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("undoing what is undone: %v", err)
	}
	if again := state(t, s, say(onrecord.StatementUndo, rejected.ID, hour(3))); again.ID != undo.ID || !again.Undone {
		t.Errorf("the same undo again: %+v", again)
	}
	namesUndone(t, s)
	sound(t, s)
}

// namesUndone: merges and verdicts are undone alike.
func namesUndone(t *testing.T, s store.Store) {
	save(t, s, capture("names.txt", noon, shapes()...), capture("pier.txt", noon, promises()))
	one, other := link.NameID(onrecord.NamePerson, "Ada Venn"), link.NameID(onrecord.NamePerson, "Ada Mary Venn")
	same := func() bool { return must(s.Name(ctx, one))(t).ID == must(s.Name(ctx, other))(t).ID }
	merged := state(t, s, onrecord.Statement{Kind: onrecord.StatementMerge, Subject: one, Object: other, At: hour(6)})
	if !same() {
		t.Fatal("the names are not merged")
	}
	state(t, s, say(onrecord.StatementUndo, merged.ID, hour(7)))
	if same() {
		t.Error("the merge is not undone")
	}
	promise := promises()
	of := promise.Commitments[0].ID
	given := state(t, s, onrecord.Statement{Kind: onrecord.StatementVerdict, Subject: of, Words: "kept", Scale: onrecord.ScaleOwn, At: hour(6)})
	state(t, s, say(onrecord.StatementUndo, given.ID, hour(7)))
	log := must(s.Statements(ctx, store.StatementRequest{About: of}))(t).Statements
	if standing := onrecord.StandingVerdicts(log); len(standing) != 0 || len(log) != 1 {
		t.Errorf("an undone verdict stands: %+v of %+v", standing, log)
	}
}

func badReviewsAreRefused(t *testing.T, s store.Store) {
	a, b := saveReviewed(t, s)
	five := a.Figures[0].ID
	change := func(field, value string) onrecord.Correction {
		return onrecord.Correction{Field: field, Value: value}
	}
	for what, bad := range map[string]struct {
		said onrecord.Statement
		want error
	}{
		"of nothing":               {say(onrecord.StatementReject, "0123456789abcdef", noon), onrecord.ErrNotFound},
		"of a release":             {say(onrecord.StatementReject, a.ID, noon), onrecord.ErrNotFound},
		"of no id":                 {say(onrecord.StatementConfirm, "five", noon), onrecord.ErrNotFound},
		"an undo of nothing":       {say(onrecord.StatementUndo, five, noon), onrecord.ErrNotFound},
		"no corrections":           {say(onrecord.StatementCorrect, five, noon), onrecord.ErrInvalid},
		"no such field":            {say(onrecord.StatementCorrect, five, noon, change("speaker", "Ada Venn")), onrecord.ErrInvalid},
		"no number":                {say(onrecord.StatementCorrect, five, noon, change("value", "many")), onrecord.ErrInvalid},
		"no choice":                {say(onrecord.StatementCorrect, five, noon, change("qualifier", "perhaps")), onrecord.ErrInvalid},
		"what was read already":    {say(onrecord.StatementCorrect, five, noon, change("value", "5000000")), onrecord.ErrInvalid},
		"words that stand nowhere": {say(onrecord.StatementCorrect, five, noon, change("text", "£6 million")), onrecord.ErrInvalid},
		"words that stand apart":   {say(onrecord.StatementCorrect, five, noon, change("text", "The Harbour Board")), onrecord.ErrInvalid},
		"corrected twice":          {say(onrecord.StatementCorrect, five, noon, change("value", "1"), change("value", "2")), onrecord.ErrInvalid},
		"a confirm that corrects":  {say(onrecord.StatementConfirm, five, noon, change("value", "1")), onrecord.ErrInvalid},
		"days the wrong way round": {say(onrecord.StatementCorrect, a.Commitments[0].ID, noon, change("due_from", "2026-01-01")), onrecord.ErrInvalid},
	} {
		bad.said.By = "Ida"
		// All or nothing: the good one beside it is not kept either.
		good := say(onrecord.StatementReject, b.Figures[0].ID, noon)
		good.By = "Ida"
		if _, err := s.State(ctx, good, bad.said); !errors.Is(err, bad.want) {
			t.Errorf("%s: %v, want %v", what, err, bad.want)
		}
	}
	if n := must(s.Statements(ctx, store.StatementRequest{}))(t).Total; n != 0 {
		t.Errorf("%d statements are kept", n)
	}
	if _, err := s.Facts(ctx, store.FactRequest{Kind: onrecord.KindFigure, Reviews: []onrecord.ReviewState{"liked"}}); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("an unknown state: %v", err)
	}
}

// mostDoubtfulFirst: by how many doubts the reading leaves, then newest.
func mostDoubtfulFirst(t *testing.T, s store.Store) {
	var want [store.MaxDoubts + 1][]string
	var records []onrecord.Record
	for i := range 8 {
		words := fmt.Sprintf("We will mend pier %d.", i)
		r := build(words, "Piers", fmt.Sprintf("2025-01-%02d", 20-i), words)
		lacks := onrecord.Lacks[:i%4]
		r.Commitments = append(r.Commitments, onrecord.Commitment{Head: head(&r, onrecord.KindCommitment, words), Actor: "We", Lacks: lacks})
		want[len(lacks)] = append(want[len(lacks)], r.Commitments[0].ID)
		records = append(records, r)
	}
	save(t, s, capture("a.txt", noon, records...))
	state(t, s, say(onrecord.StatementConfirm, records[2].Commitments[0].ID, noon))
	want[2] = want[2][1:]
	var queue, got []string
	for level := store.MaxDoubts; level >= 0; level-- {
		queue = append(queue, want[level]...)
	}
	r := store.FactRequest{Kind: onrecord.KindCommitment, Order: store.FactDoubtful, Reviews: []onrecord.ReviewState{onrecord.ReviewFound}, Limit: 3}
	for {
		page := must(s.Facts(ctx, r))(t)
		for _, f := range page.Facts {
			got = append(got, f.ID)
		}
		if page.Total != 7 {
			t.Errorf("a total of %d, want 7", page.Total)
		}
		if r.Cursor = page.Next; r.Cursor == "" {
			break
		}
	}
	equal(t, "the queue", queue, got)
	r.Cursor = "n5"
	if _, err := s.Facts(ctx, r); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("a cursor of another order: %v", err)
	}
}

func rulesAreJudged(t *testing.T, s store.Store) {
	a, b := saveReviewed(t, s)
	for i, x := range []struct {
		kind onrecord.StatementKind
		of   string
	}{{onrecord.StatementConfirm, a.Figures[0].ID}, {onrecord.StatementReject, b.Figures[0].ID}, {onrecord.StatementReject, a.Quotes[0].ID}} {
		said := say(x.kind, x.of, hour(i))
		said.Rule = "by-sign"
		state(t, s, said)
	}
	equal(t, "the rules", []store.RuleReview{{Kind: onrecord.KindFigure, Rule: "by-sign", Confirmed: 1, Rejected: 1}, {Kind: onrecord.KindQuote, Rule: "by-sign", Rejected: 1}}, must(s.RuleReviews(ctx))(t))
}
