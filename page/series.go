package page

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/chart"
	"github.com/onrecord/onrecord/ledger"
)

// seriesRow is a series as a list or its own page shows it.
type seriesRow struct {
	ledger.SeriesRow
	Name   string
	Points []pointRow
	Course []string  // the values as they were said, one said again only where another came between
	Last   *pointRow // said last
	Chart  *drawing
	Spark  template.HTML // the chart at the size of a word, "" where there is none
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
	out := seriesRow{SeriesRow: s.Row(), Name: s.Of}
	for i := range s.Points {
		point := &s.Points[i]
		time := "not said; issued " + p.writing.day(point.Release.IssuedOn)
		if !point.From.IsZero() || !point.To.IsZero() {
			time = p.writing.interval(point.From, point.To)
		}
		says := cmp.Or(relationSays[point.Relation], "by way of another value")
		if i == 0 {
			says = "first"
		}
		r := p.row(point.Fact)
		if i == 0 || point.Figure.Value != s.Points[i-1].Figure.Value {
			out.Course = append(out.Course, r.Words.Text)
		}
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
	out.Chart = p.writing.seriesChart(s, out.Name)
	if out.Chart != nil {
		first, last := out.Points[0], out.Points[len(out.Points)-1]
		line := out.Chart.Form.(chart.Line) // as seriesChart makes it
		says := fmt.Sprintf("Small chart of %s: from %s, %s, to %s, %s. The values stand beside it.", p.writing.plural(len(s.Points), "mention", "mentions"),
			first.Words.Text, p.writing.day(s.Points[0].Day()), last.Words.Text, p.writing.day(s.Points[len(s.Points)-1].Day()))
		out.Spark = template.HTML(line.Spark(says)) //nolint:gosec // escaped
	}
	return out
}

func (p *site) allSeries(r *http.Request) (view, error) {
	a := ask(r)
	d := &account{Path: "/series", Title: "Figures as series", Views: figureViews(true), One: "series", Many: "series", Nothing: "No series matches.",
		About: "Measures that two or more passages give, each by the time that its values are of and not by the day on which they were said. Where values conflict, both passages are shown: which is right is not said here."}
	request := d.request(a)
	if !a.sane() {
		return d.view(a, 0, ""), nil
	}
	err := d.reviews(p, r, a, request, func(of ledger.Request) (int, error) { return ledger.CountSeries(r.Context(), p.store, of) })
	if err != nil {
		return view{}, err
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
	if d.Chart != nil {
		d.Chart.Caption = "Its values over time"
	}
	return view{Template: "series", Title: cut(120, d.Name), About: "One measure with every value that this record links to it.", Data: &d, Address: p.base(r) + "/series/" + s.ID, Image: d.Chart.at(p.base(r))}, nil
}

// figureViews are the ways to see figures: each by itself, or as series.
func figureViews(series bool) []choice {
	return []choice{{Label: "Every figure", Address: "/figures", Chosen: !series}, {Label: "Series by time", Address: "/series", Chosen: series}}
}

// mostDots bounds how many points of a series are drawn.
const mostDots = 400

// seriesDrawing draws the series that a figure belongs to.
func (p *site) seriesDrawing(r *http.Request, id string) (*drawing, error) {
	s, err := ledger.OneSeries(r.Context(), p.store, id)
	if err != nil {
		return nil, err
	}
	row := p.seriesRow(&s)
	return row.Chart, nil
}

// seriesChart draws a series of two values or more on two days or more; nil for others.
func (w writing) seriesChart(s *ledger.Series, name string) *drawing {
	n := len(s.Points)
	if s.Values < 2 || n > mostDots || s.Points[0].Day().IsZero() || s.Points[0].Day() == s.Points[n-1].Day() {
		return nil
	}
	unit := *s.Points[0].Figure
	d := &drawing{writing: w, Path: "/charts/series/" + s.ID, Page: "/series/" + s.ID, Told: true}
	d.Title = upperFirst(cut(160, name))
	d.Note = "Values as printed, each at the time that it is of."
	if s.Conflicts > 0 {
		d.Note += " A hollow dot conflicts with a value given before for the same time; which is right is not said here."
	}
	d.Head = []string{"value", "words", "unit", "from", "to", "issued_on", "beside_the_one_before", "fact_id", "release_id", "release_title"}
	line := chart.Line{Value: func(v float64) string { return w.valueWords(unit, v) }}
	left := 0
	for i := range s.Points {
		p := &s.Points[i]
		if p.Before(s.Points) {
			left++
		} else {
			line.Points = append(line.Points, chart.Point{On: p.Day(), Value: p.Figure.Value, Apart: p.Relation == onrecord.LinkConflicts, Words: p.Figure.Text + ", " + w.day(p.Day())})
		}
		d.Rows = append(d.Rows, []any{p.Figure.Value, p.Figure.Text, p.Figure.Unit, p.From, p.To, p.Release.IssuedOn, string(p.Relation), p.ID, p.Release.ID, p.Release.Title})
	}
	if n := len(line.Points); n < 2 || line.Points[0].On == line.Points[n-1].On {
		return nil
	}
	if left > 0 {
		d.Note += " What is given as the value before, without its time, is in the table alone."
	}
	d.Form = line
	return d
}
