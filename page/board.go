package page

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

// The ways to see commitments, beside the list.
const (
	viewBoard    = "board"
	viewCalendar = "calendar"
)

// commitmentViews are the ways to see commitments. What narrows them goes along;
// a status is of the list alone, a month of the calendar.
func commitmentViews(view string, asked url.Values) []choice {
	var out []choice
	for _, v := range []choice{{Label: "List", Address: ""}, {Label: "Board", Address: viewBoard}, {Label: "Calendar", Address: viewCalendar}} {
		out = append(out, choice{Label: v.Label, Chosen: v.Address == view || v.Address == "" && view == viewList, Address: address("/commitments", asked, "view", v.Address, "by", "", "status", "", "order", "", "month", "", "cursor", "")})
	}
	return out
}

// maxCards is how many commitments a column of the board shows.
const maxCards = 8

// column is one column of the board: the commitments of a status.
type column struct {
	Status status
	Aside  string // what its head says beside the status
	Cards  []row
	Total  int
	More   string // the list of them all
}

// boardStatuses are the columns, in their order.
var boardStatuses = []status{soon, open, past, noDate}

// board fills in the columns: by their dates alone, those nearest to today first.
func (p *site) board(r *http.Request, a *asked, d *listData, request store.FactRequest) error {
	d.By = a.choice("by", "", boardByVerdict)
	d.Bys = boardBys(a, d.By)
	if d.By == boardByVerdict {
		return p.byVerdict(r, a, d, request)
	}
	request.NoDue, request.DueFrom, request.DueTo = false, a.day("due_from", firstDay), a.day("due_to", lastDay)
	request.Cursor = ""
	for _, s := range boardStatuses {
		one := request
		one.Limit, one.Order = maxCards, store.FactDue
		feed.NarrowDue(&one, s.Key, d.Today)
		page, err := p.store.Facts(r.Context(), one)
		if err != nil {
			return err
		}
		c := column{Status: s, Cards: p.rows(page.Facts[:min(maxCards, len(page.Facts))]), Total: page.Total}
		if s == open {
			c.Status.Words = "Due later"
		}
		c.More = address(d.Path, a.values, "view", "", "status", s.Key, "order", "", "month", "", "cursor", "")
		d.Board, d.Total = append(d.Board, c), d.Total+page.Total
	}
	return nil
}

// month is a month of the calendar.
type month struct {
	First        onrecord.Date
	Title        string // "August 2025"
	Weeks        [][]calendarDay
	Days         []calendarDay // those on which something is due
	Total        int
	More         int    // that are not shown
	Before, Next choice // the months beside it, without an address past the ends of the calendar
	Now          string // of this month, where another is shown
	Ahead        string // of the next month in which something is due, where nothing is in this one
	AheadOn      onrecord.Date
	Value        string // "2025-08"
}

// calendarDay is a day with what is due on it or, of longer times, by its end.
type calendarDay struct {
	Date    onrecord.Date
	Outside bool // of the month before or after
	Today   bool
	Rows    []row
}

// mostInMonth bounds how many commitments of a month are shown.
const mostInMonth = 300

// calendarMonth fills in the month that an address asks for, or this one.
func (p *site) calendarMonth(r *http.Request, a *asked, d *listData, request store.FactRequest) error {
	first := a.day("month", firstDay)
	if first.IsZero() {
		first = d.Today
	}
	if !a.sane() {
		return nil
	}
	first = onrecord.NewDate(first.Year(), first.Month(), 1)
	last := onrecord.NewDate(first.Year(), first.Month(), onrecord.DaysIn(first.Year(), first.Month()))
	m := &month{First: first, Title: p.writing.interval(first, last), Value: first.String()[:7]}
	at := func(day onrecord.Date) string {
		if day.IsZero() {
			return ""
		}
		return address(d.Path, a.values, "month", day.String()[:7], "cursor", "")
	}
	name := func(day onrecord.Date) choice {
		return choice{Label: day.Month().String() + " " + strconv.Itoa(day.Year()), Address: at(day)}
	}
	m.Before, m.Next = name(first.AddDays(-1)), name(last.AddDays(1))
	if this := d.Today.String()[:7]; this != m.Value {
		m.Now = address(d.Path, a.values, "month", "", "cursor", "")
	}
	request.NoDue, request.Order, request.Cursor = false, store.FactDue, ""
	request.DueFrom, request.DueTo = first, last
	due, err := p.dueWithin(r, request, m)
	if err != nil {
		return err
	}
	m.fill(due, last, d.Today)
	if m.Total == 0 {
		request.DueFrom, request.DueTo, request.Limit = last.AddDays(1), onrecord.Date{}, 1
		next, err := p.store.Facts(r.Context(), request)
		if err != nil {
			return err
		}
		if next.Total > 0 && !request.DueFrom.IsZero() {
			m.AheadOn = next.Facts[0].Commitment.Due.To
			m.Ahead = at(m.AheadOn)
		}
	}
	d.Month, d.Total = m, m.Total
	return nil
}

// dueWithin returns the commitments of a request, by the day on which they are due.
func (p *site) dueWithin(r *http.Request, request store.FactRequest, m *month) (map[onrecord.Date][]row, error) {
	out := map[onrecord.Date][]row{}
	request.Limit = 100
	for shown := 0; shown < mostInMonth; {
		page, err := p.store.Facts(r.Context(), request)
		if err != nil {
			return nil, err
		}
		for _, row := range p.rows(page.Facts) {
			out[row.Commitment.Due.To] = append(out[row.Commitment.Due.To], row)
		}
		shown += len(page.Facts)
		m.Total, m.More = page.Total, page.Total-shown
		if request.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	return out, nil
}

// fill lays the days out in weeks that begin on Monday.
func (m *month) fill(due map[onrecord.Date][]row, last, today onrecord.Date) {
	day := m.First.AddDays(-((int(m.First.Weekday()) + 6) % 7))
	for !day.After(last) {
		var week []calendarDay
		for range 7 {
			one := calendarDay{Date: day, Outside: day.Month() != m.First.Month(), Today: day == today, Rows: due[day]}
			if one.Outside {
				one.Rows = nil
			}
			if len(one.Rows) > 0 {
				m.Days = append(m.Days, one)
			}
			week = append(week, one)
			day = day.AddDays(1)
		}
		m.Weeks = append(m.Weeks, week)
		if day.IsZero() {
			break
		}
	}
}
