package link

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// TestTheDayByWhichAFigureBecomesAnother: the day of what a figure comes to be is not its own.
func TestTheDayByWhichAFigureBecomesAnother(t *testing.T) {
	const day = "2030-12-31"
	for sentence, want := range map[string][2]string{
		"The quota is 9,000 boats a year, rising to 12,000 by 2030.":                {"", day},
		"The quota is to go from 9,000 boats to 12,000 boats by 2030.":              {"", day},
		"The toll was cut to 9,000 pence for all, growing to 12,000 boats by 2030.": {"", day},
		"The council will repair 9,000 piers and 12,000 boats by 2030.":             {day, day},
		"The council will give 9,000 berths to 12,000 boats by 2030.":               {day, day},
	} {
		r := &onrecord.Record{}
		r.ID, r.IssuedOn, r.Text = "a", onrecord.MustDate("2025-03-01"), sentence
		r.Blocks = []onrecord.Block{{Span: onrecord.Span{End: len(sentence)}}}
		for i, number := range []string{"9,000", "12,000"} {
			f := onrecord.Figure{Kind: onrecord.FigureCount, Value: []float64{9000, 12000}[i]}
			f.Start = strings.Index(sentence, number)
			f.End = f.Start + len(number)
			f.Unit = strings.Trim(strings.Fields(sentence[f.End:])[0], ".,")
			if f.Unit == "by" {
				f.Unit = "boats"
			}
			r.Figures = append(r.Figures, f)
		}
		d := onrecord.DateFact{Bound: onrecord.BoundBy, To: onrecord.MustDate(day)}
		d.Start, d.End = strings.Index(sentence, "by 2030"), len(sentence)-1
		r.Dates = []onrecord.DateFact{d}
		read := FiguresOf(r)
		for i := range r.Figures {
			_, to := read.Period(&r.Figures[i])
			if to.String() != want[i] {
				t.Errorf("%q: %v is of the time to %q, want %q", sentence, r.Figures[i].Value, to, want[i])
			}
		}
	}
}
