package api

import (
	"context"

	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/ledger"
	"github.com/onrecord/onrecord/store"
)

func (a *API) registerMoney() {
	get(a, operation{id: "listSums", path: "/ledger", tag: tagMoney, summary: "Every distinct sum of money once",
		about: "Sums from a thousand, with all their mentions: what each is for and who pays, as far as a passage says. What no passage says is empty or unknown. Whether sums overlap in a way that no words tell is not known: to add them up may count money twice."}, a.sums)
	get(a, operation{id: "getSum", path: "/ledger/{id}", tag: tagMoney, summary: "The sum that a figure belongs to", missing: true}, a.sum)
	get(a, operation{id: "listSeries", path: "/series", tag: tagMoney, summary: "Every measure that two or more passages give, with its values over time"}, a.allSeries)
	get(a, operation{id: "getSeries", path: "/series/{id}", tag: tagMoney, summary: "The series that a figure belongs to", missing: true}, a.series)
}

// Measured restricts to figures.
type Measured struct {
	Paging
	Issue
	Words string `query:"words" maxLength:"200" doc:"Only where the words of the first mention contain all of these."`
	Name  string `query:"name" pattern:"^[0-9a-f]{16}$" doc:"Only where the first mention's own paragraph names the thing with this id."`
}

func (in *Measured) request() (r ledger.Request, err error) {
	r = ledger.Request{Text: in.Words, Issuer: in.Issuer, Name: in.Name, Limit: in.Limit, Cursor: in.Cursor}
	r.IssuedFrom, r.IssuedTo, err = in.days()
	return r, err
}

type sumsIn struct {
	Measured
	Currency string          `query:"currency" pattern:"^[A-Z]{3}$" doc:"Only sums in this currency (ISO 4217)."`
	Min      float64         `query:"min" minimum:"0" doc:"Only sums of at least this value, in whole units."`
	Order    store.FactOrder `query:"order" enum:"newest,largest" default:"newest" doc:"By the first mention, newest first; or largest first."`
}

func (a *API) sums(ctx context.Context, in *sumsIn) (out v1.List[ledger.SumRow], err error) {
	r, err := in.request()
	if err != nil {
		return out, err
	}
	r.Currency, r.Order = in.Currency, in.Order
	if in.Min != 0 {
		r.MinValue = &in.Min
	}
	page, err := ledger.Sums(ctx, a.store, r)
	out.Total, out.Next = page.Total, page.Next
	for i := range page.Entries {
		out.Items = append(out.Items, page.Entries[i].Row())
	}
	return out, err
}

func (a *API) sum(ctx context.Context, in *ID) (ledger.SumRow, error) {
	e, err := ledger.Sum(ctx, a.store, in.ID)
	if err != nil {
		return ledger.SumRow{}, err
	}
	return e.Row(), nil
}

func (a *API) allSeries(ctx context.Context, in *Measured) (out v1.List[ledger.SeriesRow], err error) {
	r, err := in.request()
	if err != nil {
		return out, err
	}
	page, err := ledger.AllSeries(ctx, a.store, r)
	out.Total, out.Next = page.Total, page.Next
	for i := range page.Series {
		out.Items = append(out.Items, page.Series[i].Row())
	}
	return out, err
}

func (a *API) series(ctx context.Context, in *ID) (ledger.SeriesRow, error) {
	s, err := ledger.OneSeries(ctx, a.store, in.ID)
	if err != nil {
		return ledger.SeriesRow{}, err
	}
	return s.Row(), nil
}
