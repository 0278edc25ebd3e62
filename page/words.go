package page

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// unknownDay stands where a day is not known: a page never leaves a gap.
const unknownDay = "day not known"

// day writes a date as "14 February 2025".
func (w writing) day(d onrecord.Date) string {
	if d.IsZero() {
		return unknownDay
	}
	return w.dated(strconv.Itoa(d.Day()), d.Month().String(), strconv.Itoa(d.Year()))
}

// captures writes between which captures a page changed, with their hours where both are of one day.
func (w writing) captures(last, next time.Time) string {
	if onrecord.DateOf(last.UTC()) == onrecord.DateOf(next.UTC()) {
		return "changed on " + w.day(onrecord.DateOf(next.UTC())) + " between " + last.UTC().Format("15:04") + " and " + next.UTC().Format("15:04 UTC")
	}
	return "changed between " + w.day(onrecord.DateOf(last.UTC())) + " and " + w.day(onrecord.DateOf(next.UTC()))
}

// moment writes a time in UTC as "14 February 2025 at 10:31 UTC".
func (w writing) moment(t time.Time) string {
	if t.IsZero() {
		return "time not known"
	}
	return w.day(onrecord.DateOf(t.UTC())) + t.UTC().Format(" at 15:04 UTC")
}

// interval writes an interval of days as shortly as is exact: a day, a whole
// month or year, or two of them with "to" between. An open end says so.
func (w writing) interval(from, to onrecord.Date) string {
	switch {
	case from.IsZero() && to.IsZero():
		return unknownDay
	case from.IsZero():
		return "until " + w.day(to)
	case to.IsZero():
		return "from " + w.day(from)
	case from == to:
		return w.day(from)
	}
	if from.Day() != 1 || to.Day() != onrecord.DaysIn(to.Year(), to.Month()) {
		return w.days(from, to)
	}
	switch {
	case from.Year() == to.Year() && from.Month() == to.Month():
		return w.dated("", from.Month().String(), strconv.Itoa(from.Year()))
	case from.Month() == time.January && to.Month() == time.December && from.Year() == to.Year():
		return strconv.Itoa(from.Year())
	case from.Month() == time.January && to.Month() == time.December:
		return fmt.Sprintf("%d to %d", from.Year(), to.Year())
	case from.Year() == to.Year():
		return w.dated("", from.Month().String()+" to "+to.Month().String(), strconv.Itoa(to.Year()))
	}
	return w.dated("", from.Month().String(), strconv.Itoa(from.Year())) + " to " + w.dated("", to.Month().String(), strconv.Itoa(to.Year()))
}

// days writes two days, leaving off what they share where the order allows it.
func (w writing) days(from, to onrecord.Date) string {
	switch {
	case from.Year() != to.Year() || w.order == yearFirst:
		return w.day(from) + " to " + w.day(to)
	case from.Month() != to.Month():
		return w.dated(strconv.Itoa(from.Day()), from.Month().String(), "") + " to " + w.day(to)
	}
	return w.dated(fmt.Sprintf("%d to %d", from.Day(), to.Day()), to.Month().String(), strconv.Itoa(to.Year()))
}

// number writes a count with separators: 1,234,567.
func (w writing) number(n int) string { return w.amount(float64(n)) }

// amount writes a value with separators and no more decimals than it has.
func (w writing) amount(v float64) string {
	digits := strconv.FormatFloat(v, 'f', -1, 64)
	if under, ok := strings.CutPrefix(digits, "-"); ok {
		return "−" + w.decimal(under)
	}
	return w.decimal(digits)
}

// plural writes a count with its noun: "1 release", "1,234 releases".
func (w writing) plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return w.number(n) + " " + many
}

// cut shortens s to at most n runes at a word's end, with "…" where it cut.
func cut(n int, s string) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	end := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	if space := strings.LastIndexByte(s[:end], ' '); space > end/2 {
		end = space
	}
	return strings.TrimRight(s[:end], " ,;:") + "…"
}

// webAddress returns the address where it is one that a reader may follow:
// absolute, http or https. Else it returns "".
func webAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}

// sourceWords say what kind of place a capture came from.
var sourceWords = map[onrecord.SourceKind]string{
	onrecord.SourceTextArchive: "archive page saved as text", onrecord.SourceGovUK: "GOV.UK API", onrecord.SourceFeed: "feed",
	onrecord.SourceWordPress: "WordPress API", onrecord.SourceWebPage: "web page", onrecord.SourcePDF: "PDF", onrecord.SourceRecordLines: "onrecord’s own JSON Lines",
}

func sourceKind(k onrecord.SourceKind) string {
	if words, ok := sourceWords[k]; ok {
		return words
	}
	return string(k)
}

// stageWords say at which step a problem was met.
func stageWords(stage string) string {
	switch stage {
	case "fetch":
		return "Met while fetching it"
	case "source":
		return "Met while reading the file"
	case "release":
		return "Met while making a release of it"
	case "fact":
		return "Met while reading its facts"
	}
	return "Met at the step “" + stage + "”"
}

// foreign returns the language of a text that facts are not read from, or "":
// they are read from English, and from what could not be told.
func foreign(language string) string {
	tag := languageTag(language)
	if primary, _, _ := strings.Cut(strings.ToLower(tag), "-"); primary == "en" {
		return ""
	}
	return tag
}

// languageTag returns a tag fit for a lang attribute, or "" where the
// language is not known or the tag is not well formed (BCP 47, in shape).
func languageTag(tag string) string {
	if tag == "" || tag == "und" || len(tag) > 35 {
		return ""
	}
	for i, part := range strings.Split(tag, "-") {
		if len(part) == 0 || len(part) > 8 || (i == 0 && len(part) < 2) {
			return ""
		}
		for _, c := range part {
			if c > 'z' || !(c >= 'a' || c >= 'A' && c <= 'Z' || i > 0 && c >= '0' && c <= '9') {
				return ""
			}
		}
	}
	return tag
}

// host returns the address's host for people, or the address itself.
func host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Host, "www.")
	}
	return address
}

// upperFirst begins a sentence: its first letter is made a capital.
func upperFirst(s string) string {
	if s == "" {
		return ""
	}
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// amountBare writes a value for machines: no separators.
func amountBare(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
