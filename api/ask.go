package api

import (
	"fmt"
	"maps"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
)

// sparseType is the media type of an answer that holds the members asked for
// only, so that nobody takes it for a whole one.
const sparseType = "application/vnd.onrecord.sparse+json"

// Fields asks for some members of what is answered.
type Fields struct {
	Fields []string `query:"fields" minItems:"1" doc:"Only these members of the answer, or of each item of a list. The answer is then of the type application/vnd.onrecord.sparse+json."`
}

// Paging asks for one page of a list.
type Paging struct {
	Fields
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50" doc:"The most items on the page."`
	Cursor string `query:"cursor" maxLength:"1000" doc:"Where the page begins: next of the page before it, with all else asked as before. The header Link has the whole address."`
}

// ID asks for one thing.
type ID struct {
	Fields
	ID string `path:"id" pattern:"^[0-9a-f]{16}$" patternDescription:"an id: 16 lower-case hexadecimal digits"`
}

// Issue restricts to releases.
type Issue struct {
	Issuer string `query:"issuer" maxLength:"200" doc:"Only of releases issued by this body, exactly as named."`
	From   string `query:"from" format:"date" doc:"Only of releases issued on or after this day."`
	To     string `query:"to" format:"date" doc:"Only of releases issued on or before this day."`
}

func (i Issue) days() (from, to onrecord.Date, err error) { return days("from", i.From, "to", i.To) }

// days reads two days that bound what is asked for; "" is none.
func days(fromName, from, toName, to string) (first, last onrecord.Date, err error) {
	for _, d := range []struct {
		name, given string
		into        *onrecord.Date
	}{{fromName, from, &first}, {toName, to, &last}} {
		if d.given == "" {
			continue
		}
		if *d.into, err = onrecord.ParseDate(d.given); err == nil && d.into.IsZero() {
			err = fmt.Errorf("%w: there is no day %q", onrecord.ErrInvalid, d.given)
		}
		if err != nil {
			return first, last, refused("query."+d.name, d.given, reasonOf(err))
		}
	}
	if !first.IsZero() && !last.IsZero() && last.Before(first) {
		return first, last, refused("query."+toName, to, fmt.Sprintf("The last day stands before the first, %s.", first))
	}
	return first, last, nil
}

// refused says what is wrong with one part of a request.
func refused(location string, value any, words string) error {
	return huma.NewError(http.StatusUnprocessableEntity, words, &huma.ErrorDetail{Location: location, Value: value, Message: words})
}

// refuseUnknown refuses parameters that an operation does not know, with the
// one that was most likely meant: passed over, they would widen what was asked.
func (a *API) refuseUnknown(ctx huma.Context, next func(huma.Context)) {
	address := ctx.URL()
	given, err := url.ParseQuery(address.RawQuery)
	if err != nil {
		_ = huma.WriteErr(a.huma, ctx, http.StatusUnprocessableEntity, "The address is not well formed.")
		return
	}
	var known []string
	schemas := map[string]*huma.Schema{}
	for _, p := range ctx.Operation().Parameters {
		if p.In == "query" {
			known = append(known, p.Name)
			schemas[p.Name] = p.Schema
		}
	}
	var wrong []error
	for _, name := range slices.Sorted(maps.Keys(given)) {
		switch {
		case !slices.Contains(known, name):
			wrong = append(wrong, &huma.ErrorDetail{Location: "query." + name, Message: unknownWords(name, known)})
		case len(given[name]) > 1:
			words := "It is given more than once."
			if schemas[name].Type == huma.TypeArray {
				words += " Part its values by commas."
			}
			wrong = append(wrong, &huma.ErrorDetail{Location: "query." + name, Message: words})
		case given[name][0] == "" && !mayBeEmpty(schemas[name]):
			wrong = append(wrong, &huma.ErrorDetail{Location: "query." + name, Message: "It has no value: give one, or leave it out."})
		case schemas[name].Type == huma.TypeNumber && !isNumber(given[name][0]):
			wrong = append(wrong, &huma.ErrorDetail{Location: "query." + name, Message: "It is no number."})
		case !utf8.ValidString(given[name][0]) || strings.ContainsRune(given[name][0], 0):
			wrong = append(wrong, &huma.ErrorDetail{Location: "query." + name, Message: "It is not text in UTF-8."})
		}
	}
	if len(wrong) > 0 {
		_ = huma.WriteErr(a.huma, ctx, http.StatusUnprocessableEntity, "validation failed", wrong...)
		return
	}
	next(ctx)
}

// mayBeEmpty reports whether "" is a value: of words, not of what has a form.
func mayBeEmpty(s *huma.Schema) bool {
	return s.Type == huma.TypeString && s.Format == "" && s.Pattern == "" && len(s.Enum) == 0
}

// isNumber reports whether a text is a number: NaN, which Go reads as one, is neither more nor less than any bound.
func isNumber(s string) bool {
	v, err := strconv.ParseFloat(s, 64)
	return err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

func unknownWords(name string, known []string) string {
	words := fmt.Sprintf("There is no parameter %.60q here.", name)
	if meant := search.Nearest(strings.ToLower(name), known); meant != "" {
		return words + fmt.Sprintf(" Did you mean %q?", meant)
	}
	if len(known) == 0 {
		return words + " It takes none."
	}
	return words + " There are " + strings.Join(known, ", ") + "."
}

// paged is one page of a list.
type paged interface{ NextCursor() string }

// pages gives the address of the next page of a list in the header Link (RFC 8288).
func (a *API) pages(ctx huma.Context, status string, v any) (any, error) {
	list, is := v.(paged)
	if !is || status != "200" || list.NextCursor() == "" {
		return v, nil
	}
	address := ctx.URL()
	q := address.Query()
	q.Set("cursor", list.NextCursor())
	ctx.SetHeader("Link", fmt.Sprintf("<%s?%s>; rel=\"next\"", address.EscapedPath(), q.Encode()))
	return v, nil
}

// sparse leaves out what the parameter fields does not name.
func (a *API) sparse(ctx huma.Context, status string, v any) (any, error) {
	address := ctx.URL()
	fields := strings.Split(address.Query().Get("fields"), ",")
	if status != "200" || fields[0] == "" {
		return v, nil
	}
	body, err := Encode(a.told(v))
	if err != nil {
		return nil, err
	}
	ctx.SetHeader("Content-Type", sparseType)
	_, listed := v.(paged)
	return pruned(body, listed, fields)
}
