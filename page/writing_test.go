package page

import (
	"net/http/httptest"
	"testing"

	"github.com/onrecord/onrecord"
)

// TestWriting asks for pages as browsers of several places do.
func TestWriting(t *testing.T) {
	from, to := onrecord.MustDate("2025-02-14"), onrecord.MustDate("2025-03-01")
	for _, c := range []struct{ header, day, days, month, amount string }{
		{"", "14 February 2025", "14 February to 1 March 2025", "February 2025", "1,234,567.5"},
		{"en-GB,en;q=0.9", "14 February 2025", "14 February to 1 March 2025", "February 2025", "1,234,567.5"},
		{"en", "14 February 2025", "14 February to 1 March 2025", "February 2025", "1,234,567.5"},
		{"en-US,en;q=0.5", "February 14, 2025", "February 14 to March 1, 2025", "February 2025", "1,234,567.5"},
		{"de-DE", "14 February 2025", "14 February to 1 March 2025", "February 2025", "1.234.567,5"},
		{"fr-FR", "14 February 2025", "14 February to 1 March 2025", "February 2025", "1\u00a0234\u00a0567,5"},
		{"de-CH", "14 February 2025", "14 February to 1 March 2025", "February 2025", "1’234’567.5"},
		{"en-IN", "14 February 2025", "14 February to 1 March 2025", "February 2025", "12,34,567.5"},
		{"ja", "2025 February 14", "2025 February 14 to 2025 March 1", "2025 February", "1,234,567.5"},
		{"ar-EG", "14 February 2025", "14 February to 1 March 2025", "February 2025", "1,234,567.5"},
		{"nonsense;;;q=x", "14 February 2025", "14 February to 1 March 2025", "February 2025", "1,234,567.5"},
		{"*", "14 February 2025", "14 February to 1 March 2025", "February 2025", "1,234,567.5"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Language", c.header)
		w := writingOf(r)
		for what, got := range map[string][2]string{
			"a day": {w.day(from), c.day}, "days": {w.interval(from, to), c.days}, "a month": {w.interval(onrecord.MustDate("2025-02-01"), onrecord.MustDate("2025-02-28")), c.month}, "an amount": {w.amount(1234567.5), c.amount},
		} {
			if got[0] != got[1] {
				t.Errorf("%q: %s is %q, want %q", c.header, what, got[0], got[1])
			}
		}
	}
	us := writing{order: monthFirst, group: ",", point: "."}
	if got := us.interval(from, onrecord.MustDate("2025-02-20")); got != "February 14 to 20, 2025" {
		t.Errorf("days of one month are %q", got)
	}
	for v, want := range map[float64]string{-1234: "−1,234", 0: "0", 999: "999", 1000: "1,000", .5: "0.5"} {
		if got := british.amount(v); got != want {
			t.Errorf("%v is %q, want %q", v, got, want)
		}
	}
}
