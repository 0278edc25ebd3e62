package dateline

import (
	"strings"
	"time"
	"unicode"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/day"
)

// Machine reads a day as machines write it (see package day), or one that
// starts with a day of ISO 8601. An instant gives the day in zone, or where
// zone is nil the day as written, in its own offset.
func Machine(s string, zone *time.Location) onrecord.Date {
	s = strings.TrimSpace(s)
	d, ok := day.In(s, zone)
	if !ok && len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		d, _ = day.In(s[:10], nil)
	}
	return plausible(d)
}

// plausible drops days that no announcement on the web was issued on, such
// as the 1 January 1970 of an empty field.
func plausible(d onrecord.Date) onrecord.Date {
	if d.Year() < 1900 || d == onrecord.NewDate(1970, time.January, 1) {
		return onrecord.Date{}
	}
	return d
}

// Days returns the days that a line of text names in full, in order:
// "12 March 2024", "12th Mar. 2024", "March 5, 2013", "2024-03-12". A date of
// numbers only is read day first, and only where the second cannot be a day:
// "28/02/2024", but not "03/04/2024", which is a different day to an American.
func Days(line string) []onrecord.Date {
	words := strings.FieldsFunc(line, func(r rune) bool {
		return r == ' ' || r == '\u00a0' || r == ',' || r == '|' || r == '(' || r == ')' || r == ':' || r == ';' || r == '\t'
	})
	var out []onrecord.Date
	for i, w := range words {
		w = strings.TrimRight(w, ".")
		if d := numericDay(w); !d.IsZero() {
			out = append(out, d)
			continue
		}
		month := monthOf(w)
		if month == 0 || i+1 >= len(words) {
			continue
		}
		if i > 0 {
			if d, ok := onrecord.ValidDate(yearOf(words[i+1]), month, dayOf(words[i-1])); ok {
				out = append(out, d)
				continue
			}
		}
		if i+2 < len(words) {
			if d, ok := onrecord.ValidDate(yearOf(words[i+2]), month, dayOf(words[i+1])); ok {
				out = append(out, d)
			}
		}
	}
	return out
}

// numericDay reads "2024-03-12", and "28/02/2024" or "28.02.2024" or
// "02/28/2024" where only one reading is a day.
func numericDay(w string) onrecord.Date {
	if d, err := onrecord.ParseDate(w); err == nil {
		return plausible(d)
	}
	parts := strings.FieldsFunc(w, func(r rune) bool { return r == '/' || r == '.' || r == '-' })
	if len(parts) != 3 {
		return onrecord.Date{}
	}
	a, b, year := dayOf(parts[0]), dayOf(parts[1]), yearOf(parts[2])
	dayFirst, ok1 := onrecord.ValidDate(year, time.Month(b), a)
	monthFirst, ok2 := onrecord.ValidDate(year, time.Month(a), b)
	switch {
	case ok1 && ok2 && dayFirst != monthFirst:
		return onrecord.Date{}
	case ok1:
		return dayFirst
	case ok2:
		return monthFirst
	}
	return onrecord.Date{}
}

func monthOf(w string) time.Month {
	w = strings.ToLower(w)
	if w == "sept" {
		return time.September
	}
	for m := time.January; m <= time.December; m++ {
		if name := strings.ToLower(m.String()); w == name || len(w) == 3 && w == name[:3] {
			return m
		}
	}
	return 0
}

// dayOf reads "5", "05" and "5th"; 0 for anything else.
func dayOf(w string) int {
	w = strings.ToLower(strings.TrimRight(w, "."))
	for _, ending := range [...]string{"st", "nd", "rd", "th"} {
		w = strings.TrimSuffix(w, ending)
	}
	if n := digits(w); len(w) <= 2 && n <= 31 {
		return n
	}
	return 0
}

// yearOf reads a year of four digits from 1900 on; 0 for anything else.
func yearOf(w string) int {
	w = strings.TrimRight(w, ".")
	if n := digits(w); len(w) == 4 && n >= 1900 {
		return n
	}
	return 0
}

func digits(w string) int {
	n := 0
	for _, r := range w {
		if r < '0' || r > '9' || n > 9999 {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// Of returns the day that a short line states as that of the issue,
// and whether it does: a line that is little more than its date ("Tuesday,
// March 5, 2013"), or starts by saying what the date is ("Published 1 May 2024,
// last updated 3 May 2024": the first counts). A sentence that mentions a date
// is none, nor is a line that says only when the page was changed.
func Of(line string) (onrecord.Date, bool) {
	if len(line) > 120 {
		return onrecord.Date{}, false
	}
	if part, rest, parted := strings.Cut(line, "|"); parted {
		// Several statements in a row: "Press release | 1 May 2024 | Leeds".
		if on, ok := Of(part); ok {
			return on, true
		}
		return Of(rest)
	}
	days := Days(line)
	if len(days) == 0 {
		return onrecord.Date{}, false
	}
	other := 0
	for i, w := range strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		switch {
		case issueWords[w] && i < 3:
			return days[0], !strings.HasSuffix(line, ".")
		case digits(w) > 0 || dayOf(w) > 0 || monthOf(w) > 0 || weekdays[w]:
		default:
			other++
		}
	}
	return days[0], other <= 1 && len(days) == 1
}

// issueWords start a line that says when a page was issued.
var issueWords = map[string]bool{"published": true, "posted": true, "issued": true, "released": true, "delivered": true}

var weekdays = map[string]bool{
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"mon": true, "tue": true, "tues": true, "wed": true, "thu": true, "thurs": true, "fri": true, "sat": true, "sun": true,
	"on": true, "date": true,
}
