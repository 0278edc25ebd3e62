package page

import (
	"net/http"
	"strconv"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/chart"
	"github.com/onrecord/onrecord/store"
)

// maxCovered bounds how many origins a coverage calendar shows: those with the
// most releases.
const maxCovered = 30

// coverage is the calendar of a year, with the years beside it.
type coverage struct {
	Year         int
	Before, Next string // addresses of the years beside it, "" past the ends
	Chart        *drawing
}

// coverage makes the calendar that an address asks for: of the newest year
// where it asks for none. It is nil for a record without days.
func (p *site) coverage(r *http.Request, a *asked, o store.Overview, origins []store.Origin) (*coverage, error) {
	year := a.whole("year")
	if o.Last.IsZero() || !a.sane() {
		return nil, nil
	}
	if year == 0 {
		year = o.Last.Year()
	}
	c := &coverage{Year: year}
	if year > o.First.Year() {
		c.Before = "/sources?year=" + strconv.Itoa(min(year-1, o.Last.Year()))
	}
	if year < o.Last.Year() {
		c.Next = "/sources?year=" + strconv.Itoa(max(year+1, o.First.Year()))
	}
	var err error
	c.Chart, err = p.coverageOf(r, year, origins)
	return c, err
}

func (p *site) coverageOf(r *http.Request, year int, origins []store.Origin) (*drawing, error) {
	counts, err := p.store.Coverage(r.Context(), year)
	if err != nil {
		return nil, err
	}
	type place struct {
		kind onrecord.SourceKind
		root string
	}
	by := map[place][12]int{}
	for _, c := range counts {
		by[place{c.Kind, c.Root}] = c.Months
	}
	d := &drawing{writing: p.writing, Path: "/charts/coverage/" + strconv.Itoa(year), Page: "/sources?year=" + strconv.Itoa(year)}
	d.Title = "Releases of " + strconv.Itoa(year) + " by origin and month of issue"
	d.Note = "An empty square: this record holds no release of that month from there. Whether none was issued, or none was brought in, can’t be told from here."
	if len(origins) > maxCovered {
		d.Note += " The " + strconv.Itoa(maxCovered) + " places with the most releases, of " + p.writing.number(len(origins)) + "."
		origins = origins[:maxCovered]
	}
	d.Head = []string{"origin"}
	for month := range 12 {
		d.Head = append(d.Head, strconv.Itoa(year)+"-"+twoDigits(month+1))
	}
	var months chart.Months
	today := p.options.Today()
	for _, s := range origins {
		row := chart.MonthRow{Label: tailOf(p.told(s.Root), 32), Counts: by[place{s.Kind, s.Root}]}
		cells := []any{p.told(s.Root)}
		for i, n := range row.Counts {
			cells = append(cells, n)
			if n == 0 && onrecord.NewDate(year, 1, 1).AddMonths(i).After(today) {
				row.Counts[i] = -1 // still to come
			}
		}
		months.Rows, d.Rows = append(months.Rows, row), append(d.Rows, cells)
	}
	d.Form = months
	return d, nil
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// tailOf shortens a path or address to its last letters, by which places are
// told apart.
func tailOf(s string, letters int) string {
	if utf8.RuneCountInString(s) <= letters {
		return s
	}
	runes := []rune(s)
	return "…" + string(runes[len(runes)-letters+1:])
}
