package date

import (
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// yearStart says in which month a kind of year starts.
func (r *reader) yearStart(kind string) time.Month {
	switch v, _ := shared.years.Lookup(kind); v {
	case "financial":
		switch r.country {
		case "US":
			return time.October
		case "AU", "NZ":
			return time.July
		case "IE", "EU":
			return time.January
		}
		return time.April
	case "academic":
		return time.September
	case "tax":
		switch r.country {
		case "GB", "", "IN":
			return time.April
		case "AU":
			return time.July
		}
	}
	return time.January
}

// taxDays moves a tax year to its first day, which in Britain is 6 April.
func (r *reader) taxDays(kind string, s span) span {
	if kind == "tax" && (r.country == "GB" || r.country == "") {
		return span{s.from.AddDays(5), s.to.AddDays(5)}
	}
	return s
}

// yearOfKind returns the financial, academic, … year that holds d, moved by n.
func (r *reader) yearOfKind(kind string, d onrecord.Date, n int) span {
	first := r.yearStart(kind)
	y := d.Year() + n
	if d.Month() < first {
		y--
	}
	return r.taxDays(kind, yearFrom(y, first))
}

func yearFrom(y int, first time.Month) span {
	from := onrecord.NewDate(y, first, 1)
	return span{from, from.AddMonths(12).AddDays(-1)}
}

// financial reads "2024 to 2025", "2024/25", "2024-25" (two years that follow
// each other are a financial year), "financial year 2024 to 2025", "FY2025",
// "2025/26 academic year", "fiscal year 2025".
func (r *reader) financial(i int) (moment, bool) {
	k, kind := i, ""
	if r.has(k, isYearKind) && r.is(k+1, "year", "years") {
		kind = r.norm(k)
		k += 2
		if r.is(k, "of", "(") && r.kind(k+1) == text.Number {
			k++
		}
		if r.is(k, "ending", "ended", "beginning", "starting", "commencing") {
			m, ok := r.yearEnding(k - 1)
			m.first = i
			return m, ok
		}
	} else if r.is(k, "fiscal") && r.kind(k+1) == text.Number && !r.glued(k+1) {
		kind = "fiscal" // fiscal 2008
		k++
	} else if r.is(k, "fy") {
		kind = "fiscal"
		k++
	}
	if from, last, ok := r.shortYears(k); ok {
		return moment{first: i, last: last, at: yearFrom(from, r.yearStart("financial")), placed: true, given: true, grain: year}, true
	}
	y, last, two, ok := r.twoYears(k)
	if kind == "" && two && r.inCareer(i, last) {
		return moment{}, false // one of the posts in a list of them
	}
	if r.is(k-1, "fy") && r.titled(k+1) && !r.is(i-1, "in", "for", "by", "since") {
		return moment{}, false // the FY24 Appropriations Act
	}
	if !ok && kind != "" {
		if y, last, ok = r.yearAt(k); !ok && r.is(k-1, "fy") {
			var length int
			if y, length, ok = r.digits(k); ok && length == 2 {
				y, last = 2000+y, k+1
			} else {
				ok = false
			}
		}
		if ok && r.country == "US" && r.yearStart(kind) == time.October {
			y-- // fiscal year 2025 starts in October 2024
		}
	}
	if !ok {
		return moment{}, false
	}
	if kind == "" && r.has(last, isYearKind) && r.is(last+1, "year") {
		kind = r.norm(last)
		last += 2
	}
	if kind == "" {
		if !two || r.is(i-1, "from", "between") && !r.glued(i+1) {
			return moment{}, false
		}
		kind = "financial"
		if r.is(last, "season", "school", "term") {
			kind = "academic"
		}
	}
	m := moment{first: i, last: last, at: r.taxDays(kind, yearFrom(y, r.yearStart(kind))), placed: true, given: true, grain: year}
	if r.has(i, isYearKind) && r.is(i+1, "years") || r.is(i, "fy") {
		m.kinds = kind
	}
	return m, y > 1800
}

// sharedKind reads the second year of "fiscal years 2022 and 2023", which is
// of the same kind as the first.
func (r *reader) sharedKind(i int) (moment, bool) {
	if r.said.kinds == "" || r.said.token != i-1 || !r.is(i-1, "and", "or", ",", "&") {
		return moment{}, false
	}
	return r.ofKind(i, r.said.kinds)
}

// ofKind reads the year at i as one of that kind: a financial year, …
func (r *reader) ofKind(i int, kind string) (moment, bool) {
	y, last, ok := r.yearAt(i)
	if !ok || kind == "" {
		return moment{}, false
	}
	if r.country == "US" && r.yearStart(kind) == time.October {
		y--
	}
	return moment{first: i, last: last, at: r.taxDays(kind, yearFrom(y, r.yearStart(kind))), placed: true, given: true, grain: year, kinds: kind}, true
}

// inCareer reports whether the years [i,last) open or close a line as those of
// a post do: where the line before did so with a stretch of years, or where a
// dash between spaces parts them ("1979 - 1980").
func (r *reader) inCareer(i, last int) bool {
	if i != r.lo && last != r.hi || r.is(i-1, "in", "for", "during", "year", "of") {
		return false
	}
	spaced := r.is(i+1, "-", "–") && !r.glued(i+1) && !r.glued(i+2) && len(r.norm(i+2)) == 4
	return spaced || r.said.career == r.blockOf()
}

// shortYears reads a financial year in short, "in 22/23", as British and Irish
// sources write it; two digits on either side of a stroke are else too many
// things.
func (r *reader) shortYears(k int) (y, last int, ok bool) {
	a, lenA, okA := r.digits(k)
	if !okA || lenA != 2 || !r.is(k+1, "/") || !r.glued(k+1) || !r.glued(k+2) || r.country == "US" {
		return 0, 0, false
	}
	b, lenB, okB := r.digits(k + 2)
	if !okB || lenB != 2 || b != a+1 || b < 13 || a > 50 || r.glued(k+3) && r.is(k+3, "/", "-") {
		return 0, 0, false
	}
	return 2000 + a, k + 3, r.is(k-1, "in", "for", "during", "throughout", "since", "to", "fy", "year")
}

// namedByYears reports whether two years that follow each other end the name of a paper or
// a scheme: "the Report on Harbour Program 2009-10".
func (r *reader) namedByYears(i int) (last int, ok bool) {
	p := i - 1
	if !r.titled(p) || r.opens(p) || !r.d.Tokens[p].Has(tag.SchemeHead) && !r.is(p, "report", "review", "plan", "strategy", "statement", "accounts") {
		return 0, false
	}
	_, last, _, ok = r.twoYears(i)
	return last, ok && !r.is(last, "-", "/")
}

// twoYears reads a year and the one after it: "2024 to 2025", "2024/25".
func (r *reader) twoYears(k int) (y, last int, two, ok bool) {
	n, length, is := r.digits(k)
	if !is || length != 4 || n < 1900 || n > 2100 || !r.is(k+1, "to", "/", "-", "–") {
		return 0, 0, false, false
	}
	n2, length2, is := r.digits(k + 2)
	if !is || length2 == 4 && n2 != n+1 || length2 == 2 && n2 != (n+1)%100 || length2 != 2 && length2 != 4 || length2 == 2 && !r.glued(k+2) {
		return 0, 0, false, false
	}
	if r.glued(k+3) && r.is(k+3, "-", "/") && r.kind(k+4) == text.Number {
		return 0, 0, false, false
	}
	return n, k + 3, true, true
}
