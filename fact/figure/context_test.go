package figure

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/date"
)

// TestPeriodAndPlace: a figure is of the time and place that stand straight
// behind it or lead its sentence, and of no other.
func TestPeriodAndPlace(t *testing.T) {
	for _, c := range []struct{ text, figure, period, place string }{
		{"Crews landed 400 crates in 2024.", "400", "in 2024", ""},
		{"Crews landed 400 crates in Tarn Bay last year.", "400", "last year", "Tarn Bay"},
		{"In 2023, crews landed 400 crates and 12 nets.", "12", "In 2023", ""},
		{"Crews landed 400 crates, up from 380 crates in 2023.", "400", "", ""},
		{"Crews landed 400 crates, up from 380 crates in 2023.", "380", "in 2023", ""},
		{"Crews will land 400 crates by June 2026.", "400", "", ""},
		{"Today crews landed 400 crates.", "400", "", ""},
		{"Crews landed 400 crates, up 12.5% on 2023.", "12.5", "", ""},
		{"Crews landed 400 crates in 2023, 6% fewer than the year before.", "6%", "", ""},
		{"The fee has come down from £540 in 2014 to £315 in 2024.", "£315", "in 2024", ""},
		{"In 2024, crews landed 400 crates, up from 380.", "400", "In 2024", ""},
		{"In 2024, crews landed 400 crates, up from 380.", "380", "", ""},
		{"In Tarn Bay, 400 crates were landed.", "400", "", "Tarn Bay"},
		{"Crews landed 400 crates on the longest pier in Tarn Bay.", "400", "", ""},
		{"Crews who work 40 hours in 2024 are paid.", "40", "", ""},
	} {
		d := document("", c.text)
		var places []onrecord.Name
		if at := strings.Index(c.text, "Tarn Bay"); at >= 0 {
			places = []onrecord.Name{{Text: "Tarn Bay", Kind: onrecord.NamePlace, Spans: []onrecord.Pair{{Start: at, End: at + len("Tarn Bay")}}}}
		}
		found := false
		for _, f := range Read(d, date.Read(d), places) {
			if !strings.HasPrefix(f.Text, c.figure) {
				continue
			}
			found = true
			period := ""
			if f.Period != nil {
				period = f.Period.Text
			}
			if period != c.period || f.Place != c.place {
				t.Errorf("%q: %s is of %q and %q, want %q and %q", c.text, c.figure, period, f.Place, c.period, c.place)
			}
		}
		if !found {
			t.Errorf("%q: no figure %s", c.text, c.figure)
		}
	}
}
