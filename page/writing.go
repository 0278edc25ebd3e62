package page

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// writing is how a reader writes dates and numbers. The words of the pages,
// and so the names of months, are English whoever reads them.
type writing struct {
	order order
	// group parts the digits of a whole number, point its decimals.
	group, point string
	// pairs says that digits before the last three are parted two by two: 12,34,567.
	pairs bool
}

// order is the order of a date's parts.
type order uint8

const (
	dayFirst   order = iota // 14 February 2025
	monthFirst              // February 14, 2025
	yearFirst               // 2025 February 14
)

// british is how what is for no reader in particular is written.
var british = writing{order: dayFirst, group: ",", point: "."}

// Who writes the month or the year first, after Unicode's CLDR: by region of
// English, and by language.
var (
	monthFirstRegions  = []string{"US", "CA", "PH", "PR", "GU", "VI", "AS", "MP", "UM"}
	yearFirstLanguages = []string{"zh", "ja", "ko", "hu", "lt", "mn", "eu"}
	probe              = number.Decimal(12345678.5)
)

// writingOf returns how the reader who sends a request writes. The first language that the
// browser asks for counts; without one it is british.
func writingOf(r *http.Request) writing {
	header := r.Header.Get("Accept-Language")
	if len(header) > 200 {
		return british
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return british
	}
	return writingIn(tags[0])
}

// writingIn returns how a language is written, with the digits that the
// pages have.
func writingIn(tag language.Tag) writing {
	w := british
	base, _ := tag.Base()
	region, confidence := tag.Region()
	switch {
	case base.String() == "en" && confidence == language.Exact && slices.Contains(monthFirstRegions, region.String()):
		w.order = monthFirst
	case slices.Contains(yearFirstLanguages, base.String()):
		w.order = yearFirst
	}
	latin, err := tag.SetTypeForKey("nu", "latn")
	if err != nil {
		return w
	}
	digits := message.NewPrinter(latin).Sprint(probe)
	// "12,345,678.5": what stands between the digits parts them.
	parts := strings.FieldsFunc(digits, unicode.IsDigit)
	if len(parts) < 1 || len(parts) > 4 {
		return w
	}
	w.point, w.group, w.pairs = parts[len(parts)-1], "", len(parts) == 4
	if len(parts) > 1 {
		w.group = parts[0]
	}
	return w
}

// decimal writes the digits of a number ("1234567.5") as the reader does.
func (w writing) decimal(digits string) string {
	whole, part, _ := strings.Cut(digits, ".")
	var b strings.Builder
	for i, c := range whole {
		left := len(whole) - i
		if i > 0 && (left == 3 || left > 3 && (w.pairs && left%2 == 1 || !w.pairs && left%3 == 0)) {
			b.WriteString(w.group)
		}
		b.WriteRune(c)
	}
	if part != "" {
		b.WriteString(w.point + part)
	}
	return b.String()
}

// dated puts a day, a month and a year, of which some may be "", in order.
func (w writing) dated(day, month, year string) string {
	switch {
	case w.order == monthFirst && day != "" && year != "":
		return strings.TrimSpace(month + " " + day + ", " + year)
	case w.order == monthFirst:
		return strings.Join(strings.Fields(month+" "+day+" "+year), " ")
	case w.order == yearFirst:
		return strings.Join(strings.Fields(year+" "+month+" "+day), " ")
	}
	return strings.Join(strings.Fields(day+" "+month+" "+year), " ")
}

// byWriting serves every reader from pages in their own writing, which are
// made when the first of them comes. There are no more ways of writing than CLDR has.
type byWriting struct {
	pages sync.Map // http.Handler by writing
	make  func(writing) http.Handler
}

func (b *byWriting) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Add("Vary", "Accept-Language")
	of := writingOf(r)
	pages, made := b.pages.Load(of)
	if !made {
		pages, _ = b.pages.LoadOrStore(of, b.make(of))
	}
	pages.(http.Handler).ServeHTTP(w, r)
}
