package page

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// The bounds of what an address may ask.
const (
	maxValue  = 200  // bytes of a filter's value
	maxCursor = 1000 // bytes of a cursor
	maxWords  = 1000 // bytes of a query, as the query language has it
)

// asked reads a page's query parameters. What is not as it should be is
// gathered in problems, as sentences for the reader; the value is then as if
// it had not been given.
type asked struct {
	values   url.Values
	problems []string
	refused  map[string]string // what was wrong with an amount, by its parameter
	read     map[string]bool   // the parameters that the page asked for
}

type askedKey struct{}

// listening returns the request with a note of what its page will ask for: see unheard.
func listening(r *http.Request) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), askedKey{}, map[string]bool{}))
}

// unheard returns the parameters of a request's address that its page did not ask for, in
// order: a misspelt filter narrows nothing, and the reader has to know. Of a page that asks for
// none at all there are none. "said" is asked for by every page.
func unheard(r *http.Request) (out []string) {
	read, _ := r.Context().Value(askedKey{}).(map[string]bool)
	if len(read) == 0 {
		return nil
	}
	for name, values := range r.URL.Query() {
		if !read[name] && name != "said" && name != "" && values[0] != "" {
			out = append(out, cut(40, strings.ToValidUTF8(name, "�")))
		}
	}
	slices.Sort(out)
	return out[:min(len(out), 5)]
}

func ask(r *http.Request) *asked {
	a := &asked{read: map[string]bool{}}
	if read, ok := r.Context().Value(askedKey{}).(map[string]bool); ok {
		a.read = read
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		a.problems = append(a.problems, "The address is not well formed.")
	}
	a.values = values
	return a
}

// raw returns a parameter that is valid and within the bound, trimmed.
func (a *asked) raw(name string, most int) string {
	a.read[name] = true
	s := strings.TrimSpace(a.values.Get(name))
	switch {
	case !utf8.ValidString(s) || strings.ContainsRune(s, 0):
		a.problems = append(a.problems, fmt.Sprintf("What was given for “%s” is not text.", name))
		return ""
	case len(s) > most:
		a.problems = append(a.problems, fmt.Sprintf("What was given for “%s” is longer than %d bytes.", name, most))
		return ""
	}
	return s
}

// knows says that parameters mean something to the page, though not as it is shown.
func (a *asked) knows(names ...string) {
	for _, name := range names {
		a.read[name] = true
	}
}

// heard returns the parameters that the page asked for.
func (a *asked) heard() url.Values {
	out := url.Values{}
	for name, values := range a.values {
		if a.read[name] {
			out[name] = values
		}
	}
	return out
}

func (a *asked) text(name string) string { return a.raw(name, maxValue) }
func (a *asked) cursor() string          { return a.raw("cursor", maxCursor) }
func (a *asked) sane() bool              { return len(a.problems) == 0 }
func (a *asked) refuse(sentence string)  { a.problems = append(a.problems, sentence) }
func (a *asked) err(of string) error {
	return fmt.Errorf("%w: %s: %s", onrecord.ErrInvalid, of, strings.Join(a.problems, " "))
}

// choice returns a parameter that is one of the given; the first is taken
// where none was given.
func (a *asked) choice(name string, of ...string) string {
	s := a.text(name)
	if s == "" {
		return of[0]
	}
	if !slices.Contains(of, s) {
		choices := slices.DeleteFunc(slices.Clone(of), func(c string) bool { return c == "" })
		a.problems = append(a.problems, fmt.Sprintf("“%s” is no choice for “%s”. It knows %s.", cut(40, s), name, strings.Join(choices, ", ")))
		return of[0]
	}
	return s
}

// day returns a day given as 2025-02-14. A month or a year will do: edge says
// which end of it is meant.
func (a *asked) day(name string, edge edge) onrecord.Date {
	s := a.text(name)
	if s == "" {
		return onrecord.Date{}
	}
	d, err := onrecord.ParseDate(s)
	if err != nil {
		d, err = partialDay(s, edge)
	}
	if err != nil {
		a.problems = append(a.problems, fmt.Sprintf("“%s” is not a day: write it as 2025-02-14, 2025-02 or 2025.", cut(40, s)))
	}
	return d
}

type edge bool

const (
	firstDay edge = false
	lastDay  edge = true
)

func partialDay(s string, edge edge) (onrecord.Date, error) {
	first := s + "-01-01"
	months := 12
	if strings.Contains(s, "-") {
		first, months = s+"-01", 1
	}
	d, err := onrecord.ParseDate(first)
	if err == nil && edge == lastDay {
		d = d.AddMonths(months).AddDays(-1)
	}
	return d, err
}

// whole returns a counting number from 1, or 0 where none was given.
func (a *asked) whole(name string) int {
	s := a.text(name)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		a.problems = append(a.problems, fmt.Sprintf("“%s” is not a whole number from 1.", cut(40, s)))
		return 0
	}
	return n
}

var scales = []struct {
	end string
	by  float64
}{{"million", 1e6}, {"billion", 1e9}, {"thousand", 1e3}, {"bn", 1e9}, {"m", 1e6}, {"k", 1e3}}

// value returns a number as people write one: 1,500,000 or 1.5m.
func (a *asked) value(name string) *float64 {
	s := a.text(name)
	if s == "" {
		return nil
	}
	plain := strings.ToLower(strings.NewReplacer(",", "", " ", "", "£", "", "$", "", "€", "").Replace(s))
	by := 1.0
	for _, scale := range scales {
		if rest, ok := strings.CutSuffix(plain, scale.end); ok {
			plain, by = rest, scale.by
			break
		}
	}
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil || v < 0 || v*by > 1e18 || v != v {
		words := fmt.Sprintf("“%s” is not an amount: write it as 1500000, 1,500,000 or 1.5m.", cut(40, s))
		a.problems, a.refused = append(a.problems, words), map[string]string{name: words}
		return nil
	}
	v *= by
	return &v
}

// address returns the path with the parameters that stand in values, changed
// as the pairs say ("" takes one away), in a settled order.
func address(path string, values url.Values, pairs ...string) string {
	out := url.Values{}
	for name, v := range values {
		if len(v) > 0 && v[0] != "" {
			out.Set(name, v[0])
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		out.Del(pairs[i])
		if pairs[i+1] != "" {
			out.Set(pairs[i], pairs[i+1])
		}
	}
	if len(out) == 0 {
		return path
	}
	return path + "?" + out.Encode()
}
