package search

import (
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// String prints a query that Parse reads as the same tree, once simplified:
// it holds for what Parse, FieldOf, Simplify, With and Without return, within
// the limits of Parse. All is "".
func String(n Node) string {
	n = Simplify(n)
	if _, ok := n.(All); ok {
		return ""
	}
	var b strings.Builder
	printNode(&b, n, false)
	return b.String()
}

// printNode writes n; inside says that it is part of another node, so that a
// group needs brackets.
func printNode(b *strings.Builder, n Node, inside bool) {
	switch n := n.(type) {
	case And:
		printGroup(b, n.Of, " ", inside)
	case Or:
		printGroup(b, n.Of, " OR ", inside)
	case Not:
		b.WriteByte('-')
		printNode(b, n.Of, true)
	case All, nil:
		b.WriteByte('*')
	case Word:
		b.WriteString(wordString(n))
	case Phrase:
		b.WriteString(`"` + n.Text + `"`)
	case Field:
		b.WriteString(string(n.Name) + ":" + fieldString(n))
	case Kind:
		b.WriteString("kind:" + n.Name)
	case Review:
		b.WriteString("review:" + string(n.State))
	case Issued:
		b.WriteString("issued:" + daysString(n.From, n.To))
	case Due:
		b.WriteString("due:" + daysString(n.From, n.To))
	case Amount:
		b.WriteString("money:" + amountString(n))
	}
}

func printGroup(b *strings.Builder, of []Node, between string, inside bool) {
	if inside {
		b.WriteByte('(')
	}
	for i, n := range of {
		if i > 0 {
			b.WriteString(between)
		}
		printNode(b, n, true)
	}
	if inside {
		b.WriteByte(')')
	}
}

func wordString(w Word) string {
	if w.Prefix {
		return w.Text + "*"
	}
	switch w.Text {
	case "AND", "OR", "NOT":
		return `"` + w.Text + `"`
	}
	return w.Text
}

func fieldString(f Field) string {
	star := ""
	if f.Prefix {
		star = "*"
	}
	if bare := bareOrQuoted(f.Text); bare == f.Text {
		return bare + star
	}
	return `"` + f.Text + star + `"`
}

// bareOrQuoted writes a value in quotation marks unless it is plain letters
// and digits.
func bareOrQuoted(s string) string {
	if s == "" || strings.ContainsFunc(s, notTermRune) || strings.Contains(s, ".") {
		return `"` + s + `"`
	}
	return s
}

// daysString writes an interval as short as it goes: whole years and months
// by their names.
func daysString(from, to onrecord.Date) string {
	years := firstOfYear(from) && lastOfYear(to)
	months := firstOfMonth(from) && lastOfMonth(to)
	switch {
	case from == to:
		return from.String()
	case years && from.Year() == to.Year():
		return from.String()[:4]
	case months && from.Year() == to.Year() && from.Month() == to.Month():
		return from.String()[:7]
	case from.IsZero():
		return ".." + short(to, lastOfYear(to), lastOfMonth(to))
	case to.IsZero():
		return short(from, firstOfYear(from), firstOfMonth(from)) + ".."
	}
	return short(from, years, months) + ".." + short(to, years, months)
}

func short(d onrecord.Date, year, month bool) string {
	switch {
	case d.IsZero():
		return ""
	case year:
		return d.String()[:4]
	case month:
		return d.String()[:7]
	}
	return d.String()
}

func firstOfYear(d onrecord.Date) bool  { return d.Month() == 1 && d.Day() == 1 }
func lastOfYear(d onrecord.Date) bool   { return d.Month() == 12 && d.Day() == 31 }
func firstOfMonth(d onrecord.Date) bool { return d.Day() == 1 }
func lastOfMonth(d onrecord.Date) bool {
	return !d.IsZero() && d.Day() == onrecord.DaysIn(d.Year(), d.Month())
}

func amountString(a Amount) string {
	switch {
	case a.Min != nil && a.Max != nil && *a.Min == *a.Max:
		return sumString(*a.Min, a.Currency)
	case a.Min != nil && a.Max != nil:
		return sumString(*a.Min, a.Currency) + ".." + sumString(*a.Max, a.Currency)
	case a.Min != nil && a.MinOpen:
		return ">" + sumString(*a.Min, a.Currency)
	case a.Min != nil:
		return ">=" + sumString(*a.Min, a.Currency)
	case a.Max != nil && a.MaxOpen:
		return "<" + sumString(*a.Max, a.Currency)
	case a.Max != nil:
		return "<=" + sumString(*a.Max, a.Currency)
	}
	return ".."
}

// sumString writes a sum exactly, with the scale that makes it shortest.
func sumString(value float64, code string) string {
	sign := code
	switch code {
	case "GBP":
		sign = "£"
	case "USD":
		sign = "$"
	case "EUR":
		sign = "€"
	}
	digits := strconv.FormatFloat(value, 'f', -1, 64)
	best := digits
	for _, scale := range [...]struct {
		power int
		name  string
	}{{3, "k"}, {6, "m"}, {9, "bn"}, {12, "tn"}} {
		if s := shift(digits, scale.power) + scale.name; s != scale.name && len(s) < len(best) {
			best = s
		}
	}
	return sign + best
}

// shift divides a decimal number by a power of ten without rounding; "" where
// it is smaller than that.
func shift(digits string, power int) string {
	whole, fraction, _ := strings.Cut(digits, ".")
	if len(whole) <= power {
		return ""
	}
	cut := len(whole) - power
	s := strings.TrimRight(whole[cut:]+fraction, "0")
	if s == "" {
		return whole[:cut]
	}
	return whole[:cut] + "." + s
}
