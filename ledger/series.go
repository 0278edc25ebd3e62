package ledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// Point is one passage that gives a measure's value.
type Point struct {
	store.Fact
	// From and To are the days that the value is of, inclusive; zero where open
	// or not said. Then it is of the day of issue, as far as can be told.
	From, To onrecord.Date
	// Relation is how the point is linked to the nearest one before it that it is
	// linked to: restates, updates or conflicts; "" for the first, and where no
	// link leads back. Why says which words made it.
	Relation onrecord.LinkKind
	Why      string
}

// Day is the day by which the point stands in its series: the last of its
// period, else that of issue.
func (p *Point) Day() onrecord.Date {
	if !p.To.IsZero() {
		return p.To
	}
	return p.Release.IssuedOn
}

// Series is one measure with its points, in the order of the time that they are
// of, those of one time in order of issue. What a sentence says was so before stands before what it says is so.
type Series struct {
	// ID is that of the fact that was issued first.
	ID     string
	Points []Point
	// Of are the words that say what is measured, as printed in one of the points.
	Of string
	// Values is how many different values the points have, Conflicts how many
	// points are linked as conflicting with one before them.
	Values, Conflicts int
}

// SeriesPage is one page of series. Total is exact.
type SeriesPage struct {
	Series []Series
	Total  int
	Next   string
}

// AllSeries returns one page of series: measures that two or more passages
// give. Sums of money are no series. Errors are the store's.
func AllSeries(ctx context.Context, s store.Reader, r Request) (SeriesPage, error) {
	request, err := r.series()
	if err != nil {
		return SeriesPage{}, err
	}
	facts, err := s.Facts(ctx, request)
	if err != nil {
		return SeriesPage{}, err
	}
	page := SeriesPage{Series: make([]Series, len(facts.Facts)), Total: facts.Total, Next: cursorOf(listSeries, facts.Next)}
	asked := make([]*store.Fact, len(facts.Facts))
	for i := range asked {
		asked[i] = &facts.Facts[i]
	}
	err = readSeveral(ctx, s, asked, func(reader *reader, i int) (err error) {
		page.Series[i], err = reader.series(ctx, asked[i])
		return err
	})
	if err != nil {
		return SeriesPage{}, err
	}
	return page, nil
}

// CountSeries returns how many series there are that a request asks for: SeriesPage.Total, without the series.
func CountSeries(ctx context.Context, s store.Reader, r Request) (int, error) {
	request, err := r.series()
	if err != nil {
		return 0, err
	}
	request.Limit = 1
	facts, err := s.Facts(ctx, request)
	return facts.Total, err
}

// series asks for the first points of series.
func (r Request) series() (store.FactRequest, error) {
	request, err := r.facts(listSeries)
	request.Series, request.NoMoney = true, true
	return request, err
}

// OneSeries returns the series that a figure belongs to. Errors are the
// store's, and onrecord.ErrNotFound for a fact that is no figure or is money.
func OneSeries(ctx context.Context, s store.Reader, id string) (Series, error) {
	f, err := figureOf(ctx, s, id, false)
	if err != nil {
		return Series{}, err
	}
	return newReader(s).series(ctx, f)
}

func figureOf(ctx context.Context, s store.Reader, id string, money bool) (*store.Fact, error) {
	f, err := s.Fact(ctx, id)
	if err != nil {
		return nil, err
	}
	if f.Figure == nil || (f.Figure.Kind == onrecord.FigureMoney) != money {
		return nil, fmt.Errorf("%w: there is no such %s", onrecord.ErrNotFound, map[bool]string{true: "sum", false: "series"}[money])
	}
	return &f, nil
}

func (r *reader) series(ctx context.Context, f *store.Fact) (out Series, err error) {
	facts, err := r.thread(ctx, f)
	if err != nil {
		return out, err
	}
	out.ID = idOf(facts)
	for i := range facts {
		rec, err := r.record(ctx, facts[i:])
		if err != nil {
			return out, err
		}
		p := Point{Fact: facts[i]}
		if p.FormerOf == "" { // of what was so before the sentence gives no time
			p.From, p.To = rec.reader.Period(facts[i].Figure)
			out.Of = cmp.Or(out.Of, rec.reader.Lasting(facts[i].Figure))
		}
		out.Points = append(out.Points, p)
	}
	order(out.Points)
	out.describe()
	err = r.relate(ctx, &out)
	for i := range out.Points {
		out.Points[i].ID = factID(&out.Points[i].Fact)
	}
	return out, err
}

// order puts points in the order of Series. A value that a sentence gives as what another was so
// before, without a time ("45, down from 57"), stands just before that other one.
func order(points []Point) {
	day := make(map[string]onrecord.Date, len(points))
	first := make(map[string]bool)
	key := func(p *Point) string { return p.ID + " " + p.FormerOf }
	for i := range points {
		p := &points[i]
		day[key(p)] = p.Day()
		if next := p.now(points); next != nil {
			day[key(p)], first[key(p)] = next.Day(), true
		}
	}
	slices.SortStableFunc(points, func(a, b Point) int {
		earlier := 0
		if first[key(&a)] != first[key(&b)] {
			if earlier = 1; first[key(&a)] {
				earlier = -1
			}
		}
		return cmp.Or(day[key(&a)].Compare(day[key(&b)]), a.Release.IssuedOn.Compare(b.Release.IssuedOn), earlier)
	})
}

// now returns the point of the same release whose figure says that it was p's value before, where p has
// no time of its own; nil where there is none.
func (p *Point) now(points []Point) *Point {
	if !p.From.IsZero() || !p.To.IsZero() {
		return nil
	}
	for i := range points {
		o := &points[i]
		if o.FormerOf == "" && o.Release.ID == p.Release.ID && (o.ID == p.FormerOf || o.ID != p.ID && o.Figure.Was != nil && *o.Figure.Was == p.Figure.Value) {
			return o
		}
	}
	return nil
}

// Before reports whether the passage of a point gives it as what another of the points was before, and
// says no time of it: it is then of no day that a chart may put it on.
func (p *Point) Before(points []Point) bool { return p.now(points) != nil }

// idOf returns the id by which a thread goes: its first fact's, former values left out.
func idOf(thread []store.Fact) string {
	for i := range thread {
		if thread[i].FormerOf == "" {
			return thread[i].ID
		}
	}
	return factID(&thread[0])
}

// factID returns the id of a mention's fact: a former value is that of the figure that gives it.
func factID(f *store.Fact) string { return cmp.Or(f.FormerOf, f.ID) }

// describe finds the words for what is measured and counts the values.
func (s *Series) describe() {
	values := map[float64]bool{}
	for _, p := range s.Points {
		f := p.Figure
		values[f.Value] = true
		of := f.Of
		if of == "" && f.Kind == onrecord.FigureCount {
			of = f.Unit
		}
		if len(of) > len(s.Of) {
			s.Of = of
		}
	}
	s.Values = len(values)
}

// sameValue reports whether another point gives the same value, upper end too.
func (p *Point) sameValue(other Point) bool {
	upper := func(f *onrecord.Figure) float64 {
		if f.ValueTo == nil {
			return f.Value
		}
		return *f.ValueTo
	}
	return p.Figure.Value == other.Figure.Value && upper(p.Figure) == upper(other.Figure)
}

// relate says how each point is linked to the one before it.
func (r *reader) relate(ctx context.Context, s *Series) error {
	for i := 1; i < len(s.Points); i++ {
		p := &s.Points[i]
		links, err := r.store.Links(ctx, p.ID)
		if err != nil {
			return err
		}
		for j := i - 1; j >= 0 && p.Relation == ""; j-- {
			for _, l := range links {
				if l.ID == s.Points[j].ID && link.Threaded(l.Link.Kind) {
					p.Relation, p.Why = l.Link.Kind, l.Link.Why
					break
				}
			}
		}
		if p.Relation == "" && slices.ContainsFunc(s.Points[:i], p.sameValue) {
			p.Relation, p.Why = onrecord.LinkRestates, "the same value as before, in one series by way of another"
		}
		if p.Relation == onrecord.LinkConflicts {
			s.Conflicts++
		}
	}
	return nil
}
