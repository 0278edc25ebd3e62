package page

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// The bounds of a page of commitments listed backwards.
const (
	latestRows = 30  // as many as a page holds at least, where there are so many
	latestMost = 100 // what the store gives at once
)

// latestDue lists commitments with a due date by that date, the latest first.
// The store lists the soonest first, so a page is a span of whole days that
// ends where the page before began: its first day is found by counting. A
// single day with more than a page can hold is given in the store's order,
// page by page. The request is to have DueTo; Total counts all pages.
func (p *site) latestDue(ctx context.Context, request store.FactRequest) (store.FactPage, error) {
	request.Order = store.FactDue
	last, within, err := latestCursor(request.Cursor)
	if err != nil {
		return store.FactPage{}, err
	}
	request.Cursor, request.Limit = "", 1
	all, err := p.store.Facts(ctx, request)
	if err != nil || all.Total == 0 {
		return all, err
	}
	first := all.Facts[0].Commitment.Due.To
	if last.IsZero() || last.After(request.DueTo) {
		last = request.DueTo
	}
	if last.Before(first) {
		return store.FactPage{Total: all.Total}, nil
	}
	if within == "" {
		days, err := p.latestDays(ctx, request, first, last)
		if err != nil || len(days.Facts) > 0 {
			days.Total = all.Total
			return days, err
		}
		// The latest day alone is more than a page.
		if last, err = p.lastDayWith(ctx, request, first, last, 1); err != nil {
			return store.FactPage{}, err
		}
	}
	request.DueFrom, request.DueTo, request.Cursor, request.Limit = last, last, within, latestRows
	day, err := p.store.Facts(ctx, request)
	if err != nil {
		return store.FactPage{}, err
	}
	day.Total = all.Total
	switch {
	case day.Next != "":
		day.Next = last.String() + "/" + day.Next
	case last.After(first):
		day.Next = last.AddDays(-1).String()
	}
	return day, nil
}

// latestDays returns a page of whole days up to last, the latest first; it is
// empty where the latest day that has any holds more than a page.
func (p *site) latestDays(ctx context.Context, request store.FactRequest, first, last onrecord.Date) (store.FactPage, error) {
	from, err := p.lastDayWith(ctx, request, first, last, latestRows)
	if err != nil {
		return store.FactPage{}, err
	}
	request.DueTo, request.Limit = last, latestMost
	for _, from := range []onrecord.Date{from, from.AddDays(1)} { // the first day is left to the next page where it is too full
		if from.After(last) {
			break
		}
		request.DueFrom = from
		page, err := p.store.Facts(ctx, request)
		if err != nil {
			return store.FactPage{}, err
		}
		if page.Next != "" {
			continue
		}
		slices.SortStableFunc(page.Facts, func(a, b store.Fact) int { return b.Commitment.Due.To.Compare(a.Commitment.Due.To) })
		if from.After(first) {
			page.Next = from.AddDays(-1).String()
		}
		return page, nil
	}
	return store.FactPage{}, nil
}

// lastDayWith returns the latest day from which to last at least n match, or
// first where fewer do.
func (p *site) lastDayWith(ctx context.Context, request store.FactRequest, first, last onrecord.Date, n int) (onrecord.Date, error) {
	request.Limit, request.DueTo = 1, last
	low, high := 0, int((last.Time().Unix()-first.Time().Unix())/86400) // days after first
	for low < high {
		middle := (low + high + 1) / 2
		request.DueFrom = first.AddDays(middle)
		found, err := p.store.Facts(ctx, request)
		if err != nil {
			return onrecord.Date{}, err
		}
		if found.Total >= n {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return first.AddDays(low), nil
}

// latestCursor reads "2025-06-30", the page's last day, or that and the
// store's own cursor within the day.
func latestCursor(cursor string) (last onrecord.Date, within string, err error) {
	if cursor == "" {
		return last, "", nil
	}
	date, within, inside := strings.Cut(cursor, "/")
	if last, err = onrecord.ParseDate(date); err != nil || inside && within == "" {
		return onrecord.Date{}, "", fmt.Errorf("%w: cursor", onrecord.ErrInvalid)
	}
	return last, within, nil
}
