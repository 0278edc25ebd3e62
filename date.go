package onrecord

import (
	"cmp"
	"encoding/json"
	"fmt"
	"time"
)

// Date is a day of the proleptic Gregorian calendar, without time or zone.
// The zero Date means "no date"; it prints as "" and is null in JSON.
// Dates are comparable with ==.
type Date struct {
	year       int16
	month, day int8
}

// NewDate returns the given day. Values out of range are carried over as
// time.Date does (31 February becomes 3 March); use ValidDate to refuse them.
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// ValidDate returns the given day, or false where no such day exists
// (31 February) or the year is outside 1 to 9999.
func ValidDate(year int, month time.Month, day int) (Date, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > DaysIn(year, month) {
		return Date{}, false
	}
	return Date{int16(year), int8(month), int8(day)}, true
}

// DaysIn returns the number of days in the month.
func DaysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// DateOf returns the day of t in t's own zone; the zero time gives the zero
// Date, as does a year outside 1 to 9999.
func DateOf(t time.Time) Date {
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return Date{}
	}
	return Date{int16(t.Year()), int8(t.Month()), int8(t.Day())}
}

// ParseDate reads "YYYY-MM-DD". The error wraps ErrInvalid.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%w: %q is not a date like 2025-02-14", ErrInvalid, s)
	}
	return DateOf(t), nil
}

// MustDate is ParseDate for constants and tests; it panics on a bad date.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Year, Month and Day return the parts of the date; all are 0 for the zero Date.
func (d Date) Year() int         { return int(d.year) }
func (d Date) Month() time.Month { return time.Month(d.month) }
func (d Date) Day() int          { return int(d.day) }

// Time returns midnight UTC of the day, or the zero time for the zero Date.
func (d Date) Time() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

// Weekday returns the day of the week; Sunday for the zero Date.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// AddDays returns the day n days later (earlier where n is negative).
// The zero Date stays zero.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return DateOf(d.Time().AddDate(0, 0, n))
}

// AddMonths returns the same day n months later, or that month's last day
// where it has no such day: 31 January and one month is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	first := time.Date(d.Year(), d.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return NewDate(first.Year(), first.Month(), min(d.Day(), DaysIn(first.Year(), first.Month())))
}

// Compare returns -1, 0 or 1 as d is before, the same as or after e.
// The zero Date is before every other.
func (d Date) Compare(e Date) int { return cmp.Compare(d.number(), e.number()) }

// Before and After compare two days; the zero Date is before every other.
func (d Date) Before(e Date) bool { return d.number() < e.number() }
func (d Date) After(e Date) bool  { return d.number() > e.number() }

func (d Date) number() int { return int(d.year)*10000 + int(d.month)*100 + int(d.day) }

// Number returns the date as the integer YYYYMMDD, 0 for the zero Date: it
// orders as the dates do, and is how stores keep days.
func (d Date) Number() int { return d.number() }

// DateFromNumber is the reverse of Number; what is no valid day gives the
// zero Date.
func DateFromNumber(n int) Date {
	d, _ := ValidDate(n/10000, time.Month(n/100%100), n%100)
	return d
}

// String returns "YYYY-MM-DD", or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// MarshalJSON writes "YYYY-MM-DD", or null for the zero Date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads "YYYY-MM-DD" or null.
func (d *Date) UnmarshalJSON(b []byte) error {
	var s *string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	if s == nil || *s == "" {
		*d = Date{}
		return nil
	}
	v, err := ParseDate(*s)
	if err == nil {
		*d = v
	}
	return err
}
