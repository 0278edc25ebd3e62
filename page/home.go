package page

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/health"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// soonDays is how far ahead "due soon" looks.
const soonDays = feed.SoonDays

type homeData struct {
	store.Overview
	People   map[string]int // how many facts people spoke of, by state; nil where none
	Today    onrecord.Date
	Newest   []store.Hit
	Soon     []row // due in the next 30 days
	Later    []row // in the 30 days after
	Passed   []row // due date passed, the latest first
	Changed  []changeRow
	ChangedN int
	Missing  []health.Finding // of the sources that are followed
	MissingN int
	SoonN    int
	LaterN   int
	PassedN  int
	Examples []string
	SoonURL  string
	LaterURL string
	PastURL  string
}

func (p *site) home(r *http.Request) (view, error) {
	ctx := r.Context()
	d := homeData{Today: p.options.Today()}
	var err error
	if d.Overview, err = p.store.Overview(ctx); err != nil {
		return view{}, err
	}
	v := view{Template: "home", About: "Official announcements as a record that can be searched, followed and cited.", Address: p.base(r) + "/"}
	d.People = spokenOf(d.Overview)
	if d.Releases == 0 {
		v.Data = d
		return v, nil
	}
	found, err := p.store.Search(ctx, store.Request{Query: search.All{}, Limit: 8})
	if err != nil {
		return view{}, err
	}
	d.Newest = found.Hits
	due := func(from, to onrecord.Date, order store.FactOrder, limit int) ([]row, int, error) {
		page, err := p.store.Facts(ctx, store.FactRequest{Kind: onrecord.KindCommitment, DueFrom: from, DueTo: to, First: true, Order: order, Limit: limit})
		return p.rows(page.Facts), page.Total, err
	}
	if d.Soon, d.SoonN, err = due(d.Today, d.Today.AddDays(soonDays), store.FactDue, 5); err != nil {
		return view{}, err
	}
	from, to := d.Today.AddDays(soonDays+1), d.Today.AddDays(2*soonDays)
	if d.Later, d.LaterN, err = due(from, to, store.FactDue, 5); err != nil {
		return view{}, err
	}
	d.LaterURL = address("/commitments", nil, "due_from", from.String(), "due_to", to.String(), "order", string(store.FactDue))
	if d.Passed, d.PassedN, err = due(onrecord.Date{}, d.Today.AddDays(-1), store.FactLatest, 6); err != nil {
		return view{}, err
	}
	if d.Changed, d.ChangedN, err = p.latelyChanged(ctx); err != nil {
		return view{}, err
	}
	if d.Missing, err = p.missing(ctx); err != nil {
		return view{}, err
	}
	d.MissingN = len(d.Missing)
	d.Missing = d.Missing[:min(len(d.Missing), mostMissing)]
	if d.Examples, err = p.examples(ctx, d.Newest); err != nil {
		return view{}, err
	}
	d.SoonURL, d.PastURL = "/commitments?status=soon", "/commitments?status=past"
	v.Data = d
	return v, nil
}

// mostMissing is how many findings the front page names.
const mostMissing = 4

// missing returns what health finds of the sources that are followed; what it
// finds of the whole record the page says anyway.
func (p *site) missing(ctx context.Context) ([]health.Finding, error) {
	report, err := p.health.of(ctx, p.store, p.now())
	return slices.DeleteFunc(slices.Clone(report.Findings), func(f health.Finding) bool { return f.About == "" }), err
}

// latelyChanged returns the newest changes that touch facts, or any where none
// does, and how many changes there are at all.
func (p *site) latelyChanged(ctx context.Context) ([]changeRow, int, error) {
	const shown = 4
	all, err := p.store.Changes(ctx, store.ChangeRequest{Limit: shown})
	if err != nil || all.Total == 0 {
		return nil, 0, err
	}
	facts, err := p.store.Changes(ctx, store.ChangeRequest{Rank: onrecord.RankFacts, Limit: shown})
	if err != nil {
		return nil, 0, err
	}
	if facts.Total > 0 {
		return changeRows(facts.Changes), all.Total, nil
	}
	return changeRows(all.Changes), all.Total, nil
}

// examples are queries that find something in this very record: they are made
// of what it holds, and each is tried.
func (p *site) examples(ctx context.Context, newest []store.Hit) ([]string, error) {
	var tries []search.Node
	names, err := p.store.Names(ctx, store.NameRequest{Kind: onrecord.NameScheme, Limit: 1})
	if err != nil {
		return nil, err
	}
	for _, n := range names.Names {
		if q, err := search.Parse(`"` + n.Text + `"`); err == nil {
			tries = append(tries, q)
		}
	}
	speakers, err := p.store.Complete(ctx, search.FieldSpeaker, "", 1)
	if err != nil {
		return nil, err
	}
	for _, s := range speakers {
		if f, err := search.FieldOf(search.FieldSpeaker, s.Value); err == nil {
			tries = append(tries, f)
		}
	}
	if len(newest) > 0 && !newest[0].Release.IssuedOn.IsZero() {
		tries = append(tries, search.And{Of: []search.Node{search.Kind{Name: "commitment"}, yearNode(newest[0].Release.IssuedOn.Year())}})
	}
	million := 1e6
	tries = append(tries, search.Amount{Min: &million, MinOpen: true}, search.Kind{Name: "quote"})
	var out []string
	for _, q := range tries {
		some, err := p.finds(ctx, q)
		if err != nil {
			return nil, err
		}
		if some && len(out) < 4 {
			out = append(out, search.String(q))
		}
	}
	return out, nil
}

// finds reports whether a query finds anything in the record as it is: a later version may have dropped a word, and
// people may have rejected a fact.
func (p *site) finds(ctx context.Context, q search.Node) (bool, error) {
	const nothing = "0"
	total, err := p.found.ofState(ctx, p.store, search.String(q), func() ([]byte, error) {
		found, err := p.store.Search(ctx, store.Request{Query: q, Limit: 1})
		return []byte(strconv.Itoa(found.Total)), err
	})
	return err == nil && string(total) != nothing, err
}

func yearNode(year int) search.Issued {
	return search.Issued{From: onrecord.NewDate(year, 1, 1), To: onrecord.NewDate(year, 12, 31)}
}
