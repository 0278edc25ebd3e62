package search

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/currency"

	"github.com/onrecord/onrecord"
)

// comparisons are the signs that may stand before a day or a sum, longest first.
var comparisons = [...]string{"<=", ">=", "=<", "=>", "<", ">", "=", "≤", "≥"}

func isComparison(s string) bool {
	for _, c := range comparisons {
		if s == c {
			return true
		}
	}
	return false
}

// interval is a value cut into its sides: a comparison and one side, or two
// sides of a range, of which one may be "".
type interval struct {
	comparison string // one of "", "<", "<=", ">", ">="
	ranged     bool
	low, high  string
	lowAt      int
	highAt     int
}

// cutInterval cuts s, which stands at byte at of the query. comparison is
// what was read before quotation marks, or "".
func cutInterval(comparison, s string, at int) (interval, *Error) {
	v := interval{comparison: comparison, low: s, lowAt: at}
	if comparison == "" {
		for _, c := range comparisons {
			if strings.HasPrefix(s, c) {
				v.comparison, v.low = c, s[len(c):]
				break
			}
		}
	}
	switch v.comparison {
	case "=<", "≤":
		v.comparison = "<="
	case "=>", "≥":
		v.comparison = ">="
	case "=":
		v.comparison = ""
	}
	sign, width := strings.Index(v.low, ".."), 2
	if i := strings.Index(v.low, "…"); i >= 0 && sign < 0 {
		sign, width = i, len("…") // typed as two or three full stops
	}
	if sign >= 0 {
		if v.comparison != "" {
			return v, fault(at, len(s), "Use one of them.", "a comparison and a range stand together")
		}
		if strings.HasPrefix(v.low[sign+width:], ".") {
			width++
		}
		v.ranged, v.high, v.low = true, v.low[sign+width:], v.low[:sign]
		v.highAt = at + len(s) - len(v.high)
		v.high = strings.TrimLeftFunc(v.high, isSpace)
		v.highAt = at + len(s) - len(v.high)
		v.low = strings.TrimRightFunc(v.low, isSpace)
		if v.low == "" && v.high == "" {
			return v, fault(at, len(s), "Write at least one of its ends.", "a range is open at both ends")
		}
		return v, nil
	}
	v.lowAt = at + len(s) - len(v.low)
	trimmed := strings.TrimLeftFunc(v.low, isSpace)
	v.lowAt += len(v.low) - len(trimmed)
	if v.low = trimmed; v.low == "" {
		return v, fault(at, len(s), "Write it against the sign.", "there is no value to compare with")
	}
	return v, nil
}

// days reads a day, month or year, a comparison with one, or a range.
func days(comparison, s string, at int) (from, to onrecord.Date, err *Error) {
	v, err := cutInterval(comparison, s, at)
	if err != nil {
		return from, to, err
	}
	var low, high [2]onrecord.Date
	if v.low != "" {
		if low, err = period(v.low, v.lowAt); err != nil {
			return from, to, err
		}
	}
	if v.high != "" {
		if high, err = period(v.high, v.highAt); err != nil {
			return from, to, err
		}
	}
	switch {
	case v.ranged && v.low != "" && v.high != "" && low[0].After(high[1]):
		return from, to, fault(at, len(s), fmt.Sprintf("Write the earlier first: %s..%s.", v.high, v.low), "the range ends before it begins")
	case v.ranged:
		return low[0], high[1], nil
	case v.comparison == "<":
		to = low[0].AddDays(-1)
	case v.comparison == "<=":
		to = low[1]
	case v.comparison == ">":
		from = low[1].AddDays(1)
	case v.comparison == ">=":
		from = low[0]
	default:
		from, to = low[0], low[1]
	}
	if from.IsZero() && to.IsZero() {
		return from, to, fault(at, len(s), "", "there is no day beyond it")
	}
	return from, to, nil
}

// period returns the first and last day of "2025", "2025-02" or "2025-02-14".
func period(s string, at int) (of [2]onrecord.Date, err *Error) {
	const hint = "Write a year, a month or a day as 2025, 2025-02 or 2025-02-14."
	parts := strings.Split(s, "-")
	widths := [...]int{4, 2, 2}
	var numbers [3]int
	for i, part := range parts {
		if i == len(widths) || len(part) != widths[i] || strings.Trim(part, "0123456789") != "" {
			return of, fault(at, len(s), hint, "%s is no date", quoted(s))
		}
		numbers[i], _ = strconv.Atoi(part)
	}
	year, month, day := numbers[0], time.Month(numbers[1]), numbers[2]
	switch {
	case year == 0:
		return of, fault(at, len(s), hint, "there is no year %s", parts[0])
	case len(parts) > 1 && (month < 1 || month > 12):
		return of, fault(at, len(s), hint, "there is no month %s", parts[1])
	case len(parts) > 2 && (day < 1 || day > onrecord.DaysIn(year, month)):
		return of, fault(at, len(s), hint, "%s %d has no day %s", month, year, parts[2])
	}
	switch len(parts) {
	case 1:
		return [2]onrecord.Date{onrecord.NewDate(year, 1, 1), onrecord.NewDate(year, 12, 31)}, nil
	case 2:
		return [2]onrecord.Date{onrecord.NewDate(year, month, 1), onrecord.NewDate(year, month, onrecord.DaysIn(year, month))}, nil
	}
	d := onrecord.NewDate(year, month, day)
	return [2]onrecord.Date{d, d}, nil
}

// sums reads a sum, a comparison with one, or a range of them.
func sums(comparison, s string, at int) (Node, *Error) {
	v, err := cutInterval(comparison, s, at)
	if err != nil {
		return nil, err
	}
	var low, high money
	if v.low != "" {
		if low, err = sum(v.low, v.lowAt); err != nil {
			return nil, err
		}
	}
	if v.high != "" {
		if high, err = sum(v.high, v.highAt); err != nil {
			return nil, err
		}
	}
	if low.currency != "" && high.currency != "" && low.currency != high.currency {
		return nil, fault(at, len(s), "Write one range for each.", "the range is in two currencies")
	}
	a := Amount{Currency: low.currency + high.currency}
	if low.currency == high.currency {
		a.Currency = low.currency
	}
	switch {
	case v.ranged && v.low != "" && v.high != "" && low.value > high.value:
		return nil, fault(at, len(s), fmt.Sprintf("Write the smaller first: %s..%s.", v.high, v.low), "the range ends before it begins")
	case v.ranged:
		if v.low != "" {
			a.Min = &low.value
		}
		if v.high != "" {
			a.Max = &high.value
		}
	case strings.HasPrefix(v.comparison, "<"):
		a.Max, a.MaxOpen = &low.value, v.comparison == "<"
	case strings.HasPrefix(v.comparison, ">"):
		a.Min, a.MinOpen = &low.value, v.comparison == ">"
	default:
		same := low.value
		a.Min, a.Max = &low.value, &same
	}
	return a, nil
}

type money struct {
	value    float64
	currency string
}

// maxSum bounds a sum: beyond it no public body counts.
const maxSum = 1e18

// signs are currency signs and names, as they stand before or after a number;
// one that ends with another stands before it.
var signs = [...]struct{ sign, code string }{
	{"us$", "USD"}, {"a$", "AUD"}, {"au$", "AUD"}, {"c$", "CAD"}, {"ca$", "CAD"}, {"nz$", "NZD"}, {"hk$", "HKD"}, {"s$", "SGD"}, {"r$", "BRL"},
	{"£", "GBP"}, {"$", "USD"}, {"€", "EUR"}, {"¥", "JPY"}, {"₹", "INR"}, {"₩", "KRW"}, {"₺", "TRY"}, {"₴", "UAH"}, {"₦", "NGN"},
	{"pounds", "GBP"}, {"dollars", "USD"}, {"euros", "EUR"}, {"euro", "EUR"},
}

// scales are the powers of ten that words and letters stand for.
var scales = map[string]int{
	"": 0, "k": 3, "thousand": 3, "m": 6, "mn": 6, "mln": 6, "million": 6, "bn": 9, "b": 9, "billion": 9, "tn": 12, "t": 12, "trn": 12, "trillion": 12,
}

// sum reads "£1.5m", "1.5 million", "EUR 10k", "1,090".
func sum(s string, at int) (money, *Error) {
	const hint = `Write it as 5000, 1.5m, £2bn or "10 million".`
	no := func() (money, *Error) {
		return money{}, fault(at, len(s), hint, "%s is no sum of money", quoted(s))
	}
	rest := strings.ToLower(s)
	code, rest := leadingCurrency(rest)
	digits := len(rest) - len(strings.TrimLeft(rest, "0123456789.,"))
	number, tail := rest[:digits], strings.TrimFunc(rest[digits:], isSpace)
	power, ok := scales[tail]
	if !ok {
		var trailing string
		if tail, trailing = trailingCurrency(tail); trailing == "" || code != "" && code != trailing {
			return no()
		}
		code = trailing
		if power, ok = scales[tail]; !ok {
			return no()
		}
	}
	plain, ok := plainNumber(number)
	if !ok {
		return no()
	}
	value, err := strconv.ParseFloat(plain+"e"+strconv.Itoa(power), 64)
	if err != nil || math.IsInf(value, 0) {
		return no()
	}
	if value > maxSum {
		return money{}, fault(at, len(s), "", "%s is too large a sum", quoted(s))
	}
	return money{value, code}, nil
}

// plainNumber drops the commas that part groups of three digits.
func plainNumber(s string) (string, bool) {
	whole, fraction, point := strings.Cut(s, ".")
	if whole == "" || point && (fraction == "" || strings.Trim(fraction, "0123456789") != "") {
		return "", false
	}
	for i, group := range strings.Split(whole, ",") {
		if group == "" || i > 0 && len(group) != 3 {
			return "", false
		}
	}
	whole = strings.ReplaceAll(whole, ",", "")
	if point {
		whole += "." + fraction
	}
	return whole, true
}

func leadingCurrency(s string) (code, rest string) {
	for _, c := range signs {
		if rest, ok := strings.CutPrefix(s, c.sign); ok {
			return c.code, strings.TrimLeftFunc(rest, isSpace)
		}
	}
	if len(s) > 3 {
		if unit, err := currency.ParseISO(s[:3]); err == nil {
			return unit.String(), strings.TrimLeftFunc(s[3:], isSpace)
		}
	}
	return "", s
}

func trailingCurrency(s string) (rest, code string) {
	for _, c := range signs {
		if rest, ok := strings.CutSuffix(s, c.sign); ok {
			return strings.TrimRightFunc(rest, isSpace), c.code
		}
	}
	if len(s) >= 3 {
		if unit, err := currency.ParseISO(s[len(s)-3:]); err == nil {
			return strings.TrimRightFunc(s[:len(s)-3], isSpace), unit.String()
		}
	}
	return s, ""
}
