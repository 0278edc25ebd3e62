package page

import (
	"cmp"
	"math"
	"net/http"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger"
)

// seriesRow is a series as a list or its own page shows it.
type seriesRow struct {
	ledger.SeriesRow
	Name   string
	Points []pointRow
	Last   *pointRow // said last
	Chart  *chart
}

// pointRow is one point of a series.
type pointRow struct {
	row
	Reading string
	Time    string
	Says    string
	Why     string
}

var relationSays = map[onrecord.LinkKind]string{onrecord.LinkRestates: "restated", onrecord.LinkUpdates: "updated", onrecord.LinkConflicts: "conflicts"}

func (p *site) seriesRow(s *ledger.Series) seriesRow {
	out := seriesRow{SeriesRow: s.Row(), Name: s.Of, Chart: chartOf(s)}
	for i := range s.Points {
		point := &s.Points[i]
		time := "not said; issued " + day(point.Release.IssuedOn)
		if !point.From.IsZero() || !point.To.IsZero() {
			time = interval(point.From, point.To)
		}
		says := cmp.Or(relationSays[point.Relation], "by way of another value")
		if i == 0 {
			says = "first"
		}
		r := p.row(point.Fact)
		out.Points = append(out.Points, pointRow{row: r, Reading: r.Reading, Time: time, Says: says, Why: point.Why})
	}
	for i := range out.Points {
		if out.Last == nil || out.Points[i].Release.IssuedOn.After(out.Last.Release.IssuedOn) {
			out.Last = &out.Points[i]
		}
	}
	if out.Name == "" { // nothing short says what is counted: where it stands does
		out.Name = "A figure in “" + out.Last.Release.Title + "”"
	}
	return out
}

func (p *site) allSeries(r *http.Request) (view, error) {
	a := ask(r)
	d := &account{Path: "/series", Title: "Series", One: "series", Many: "series", Nothing: "No series matches.",
		About: "Measures that two or more passages give, each by the time that its values are of and not by the day on which they were said. Where values conflict, both passages are shown: which is right is not said here."}
	request := d.request(a)
	if !a.sane() {
		return d.view(a, 0, ""), nil
	}
	page, err := ledger.AllSeries(r.Context(), p.store, request)
	if err != nil {
		return view{}, err
	}
	for i := range page.Series {
		d.Series = append(d.Series, p.seriesRow(&page.Series[i]))
	}
	return d.view(a, page.Total, page.Next), nil
}

func (p *site) series(r *http.Request) (view, error) {
	s, err := ledger.OneSeries(r.Context(), p.store, r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	d := p.seriesRow(&s)
	return view{Template: "series", Title: cut(120, d.Name), About: "One measure with every value that this record links to it.", Data: &d}, nil
}

// chart is a series drawn: a line through its points by time, from nought up.
type chart struct {
	Line        string
	Dots        []dot
	Top, Bottom string // the values at the ends of the upright axis
	From, To    string // the days at the ends of the level one
}

type dot struct {
	X, Y     float64
	Conflict bool
}

// Where the chart's axes stand in its box of 320 by 180.
const (
	chartLeft, chartRight = 50.0, 310.0
	chartTop, chartFoot   = 16.0, 150.0
	mostDots              = 60
)

// chartOf draws a series of two values or more on two days or more; nil for others.
func chartOf(s *ledger.Series) *chart {
	n := len(s.Points)
	if s.Values < 2 || n > mostDots {
		return nil
	}
	first, last := s.Points[0].Day(), s.Points[n-1].Day()
	span := last.Time().Sub(first.Time()).Hours()
	low, high := 0.0, 0.0
	for _, p := range s.Points {
		low, high = min(low, p.Figure.Value), max(high, p.Figure.Value)
	}
	if first.IsZero() || span <= 0 || high == low {
		return nil
	}
	c := &chart{Top: amount(high), Bottom: amount(low), From: day(first), To: day(last)}
	for i := range s.Points {
		p := &s.Points[i]
		d := dot{Conflict: p.Relation == onrecord.LinkConflicts}
		d.X = tenth(chartLeft + (chartRight-chartLeft)*p.Day().Time().Sub(first.Time()).Hours()/span)
		d.Y = tenth(chartFoot - (chartFoot-chartTop)*(p.Figure.Value-low)/(high-low))
		c.Dots = append(c.Dots, d)
		step := " L "
		if i == 0 {
			step = "M "
		}
		c.Line += step + amountBare(d.X) + " " + amountBare(d.Y)
	}
	return c
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }
