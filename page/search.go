package page

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

type searchData struct {
	Query    string
	Order    string
	Fault    *fault
	Problems []string
	Asked    bool // a query was given
	Hits     []hitRow
	Total    int
	Orders   []choice
	Chips    []chip
	Facets   []facet
	Next     string
	First    string      // the first page, where this is a later one
	Follow   followLinks // of the search
	Begun    string      // the last word, where the hits are those of words that begin with it
	Sum      *sumAsked   // a sum of money among the words, asked for as a sum
	answered string      // the query that the hits answer: Query, or the one with that word's star
}

// fault is a malformed query with the place marked.
type fault struct {
	Before, At, After string
	Reason, Hint      string
}

type hitRow struct {
	Release  onrecord.Release
	Title    template.HTML
	Snippets []snippet
	Counts   []kindCount
	Address  string
}

type snippet struct {
	HTML             template.HTML
	CutStart, CutEnd bool
}

type kindCount struct {
	kindWords
	N int
}

// choice is one of several ways to show a page.
type choice struct {
	Label, Address string
	Chosen         bool
	N              int // how many it holds, -1 where that is not counted
}

// chip is a condition of the query with the address without it.
type chip struct{ Label, Value, Without string }

type facet struct {
	Title  string
	Values []facetValue // the most frequent
	Rest   []facetValue // the others, folded away
}

// facetValues is how many values of a facet are shown unfolded.
const facetValues = 8

type facetValue struct {
	Label, Address string
	N              int
}

// snippetBytes is how much of a release a hit shows.
const snippetBytes = 320

func (p *site) search(r *http.Request) (view, error) {
	a := ask(r)
	d := searchData{Query: a.raw("q", maxWords), Order: a.choice("order", string(store.Newest), string(store.Relevance))}
	cursor := a.cursor()
	d.Asked, d.answered = d.Query != "", d.Query
	v := view{Template: "search", Title: "Search", About: "Official announcements, searched by words, phrases, issuer, day, kind of fact and sum.", Query: d.Query, Data: &d}
	if d.Asked {
		v.Title, v.About = cut(80, d.Query)+" – search", "What official announcements of this record say of “"+cut(80, d.Query)+"”."
	}
	query, err := search.Parse(d.Query)
	if err != nil {
		d.Fault = faultOf(d.Query, err)
		v.Status = http.StatusBadRequest
		return v, nil
	}
	if !a.sane() {
		d.Problems, v.Status = a.problems, http.StatusBadRequest
		return v, nil
	}
	found, err := p.store.Search(r.Context(), store.Request{Query: query, Order: store.Order(d.Order), Cursor: cursor, Facets: true})
	if err != nil {
		return view{}, err
	}
	if longer, word := begun(d.Query); found.Total == 0 && longer != nil {
		words, err := p.store.Search(r.Context(), store.Request{Query: longer, Order: store.Order(d.Order), Facets: true})
		if err != nil {
			return view{}, err
		}
		if words.Total > 0 {
			query, found, d.Begun, d.answered = longer, words, word, search.String(longer)
		}
	}
	if d.Sum, err = d.sum(r.Context(), p.store); err != nil {
		return view{}, err
	}
	d.fill(p.writing, query, found, cursor)
	d.Follow = p.followLinks(address("/search.atom", nil, "q", d.answered), onrecord.TopicSearch, cmp.Or(d.answered, "*"))
	v.Feed = d.Follow.Feed
	return v, nil
}

// begun returns the query with its last word taken for the beginning of one,
// and that word: what is being typed finds something before it is whole. It
// returns nil where the query does not end in a word of two letters or more.
func begun(query string) (search.Node, string) {
	before := strings.TrimRightFunc(query, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	word := query[len(before):]
	if utf8.RuneCountInString(word) < 2 || strings.Count(before, `"`)%2 == 1 || (before != "" && !strings.ContainsAny(before[len(before)-1:], " (:")) {
		return nil, ""
	}
	longer, err := search.Parse(query + "*")
	if err != nil {
		return nil, ""
	}
	return longer, word
}

func faultOf(query string, err error) *fault {
	f := &fault{Reason: err.Error()}
	var e *search.Error
	if !errors.As(err, &e) {
		return f
	}
	start := min(max(e.Offset, 0), len(query))
	end := min(start+max(e.Length, 0), len(query))
	return &fault{Before: query[:start], At: query[start:end], After: query[end:], Reason: e.Reason, Hint: e.Hint}
}

func (d *searchData) fill(w writing, query search.Node, found store.Results, cursor string) {
	lighter := search.NewLighter(query)
	for _, h := range found.Hits {
		d.Hits = append(d.Hits, d.hit(lighter, h))
	}
	d.Total = found.Total
	d.Orders = []choice{
		{Label: "Newest first", Address: d.address(d.answered, "newest", ""), Chosen: d.Order == "newest"},
		{Label: "Most relevant first", Address: d.address(d.answered, "relevance", ""), Chosen: d.Order == "relevance"},
	}
	d.Chips = w.chips(query, func(n search.Node) string { return d.address(search.String(n), d.Order, "") })
	if found.Next != "" {
		d.Next = d.address(d.answered, d.Order, found.Next)
	}
	if cursor != "" {
		d.First = d.address(d.answered, d.Order, "")
	}
	d.facets(query, found.Facets)
}

// address is the search page's for a query; the usual order is left out.
func (d *searchData) address(query, order, cursor string) string {
	if order == string(store.Newest) {
		order = ""
	}
	return address("/search", nil, "q", query, "order", order, "cursor", cursor)
}

func (d *searchData) hit(lighter *search.Lighter, h store.Hit) hitRow {
	title := cut(200, h.Release.Title)
	row := hitRow{Release: h.Release, Title: litWords(title, lighter.Lit(title), nil)}
	for _, s := range lighter.Snippets(h.Release.Text, snippetBytes) {
		row.Snippets = append(row.Snippets, snippet{HTML: litWords(s.Text, s.Lit, nil), CutStart: s.CutStart, CutEnd: s.CutEnd})
	}
	for _, k := range kinds {
		if n := h.FactCounts[k.Kind]; n > 0 {
			row.Counts = append(row.Counts, kindCount{k.kindWords, n})
		}
	}
	row.Address = address("/releases/"+h.Release.ID, nil, "q", d.answered)
	if len(lighter.Lit(h.Release.Text)) > 0 {
		row.Address += "#hit-1"
	}
	return row
}

// litWords returns the text with the spans as <mark>; ids, where it is not
// nil, counts them for their ids.
func litWords(text string, spans []onrecord.Span, ids *int) template.HTML {
	return lit(text, onrecord.Span{End: len(text)}, hitMarks(spans, ids), map[string]bool{})
}

// hitMarks makes marks of a query's hits, numbered from 1 where ids is given.
func hitMarks(spans []onrecord.Span, ids *int) []mark {
	out := make([]mark, len(spans))
	for i, s := range spans {
		out[i] = mark{Span: s, element: "mark", rank: 100}
		if ids != nil {
			*ids++
			out[i].id = "hit-" + strconv.Itoa(*ids)
		}
	}
	return out
}

// chips are the conditions that narrow the query: all but its words.
func (w writing) chips(query search.Node, link func(search.Node) string) []chip {
	parts := []search.Node{query}
	if and, ok := query.(search.And); ok {
		parts = and.Of
	}
	var out []chip
	for _, n := range parts {
		label, value := w.condition(n)
		if label != "" {
			out = append(out, chip{Label: label, Value: value, Without: link(search.Without(query, n))})
		}
	}
	return out
}

// held says what a release with a fact of a kind holds.
var held = map[string]string{
	"quote": "a quote", "date": "a date", "figure": "a figure", "commitment": "a commitment", "name": "a name", "relation": "a relation",
	"money": "a sum of money", "count": "a count", "percent": "a percentage", "duration": "a length of time", "mass": "a weight", "length": "a length or distance",
	"area": "an area", "volume": "a volume", "energy": "an amount of energy", "power": "a figure of power", "temperature": "a temperature", "speed": "a speed",
	"data": "an amount of data", "ratio": "a ratio",
	"scheme": "the name of a scheme", "operation": "the name of an operation", "law": "the name of a law", "body": "the name of a body", "role": "the name of a post",
	"system": "the name of a system", "event": "the name of an event", "document": "the name of a document", "person": "the name of a person", "place": "the name of a place",
}

func kindHeld(kind string) string {
	if words, ok := held[kind]; ok {
		return words
	}
	return kind
}

func (w writing) condition(n search.Node) (label, value string) {
	switch n := n.(type) {
	case search.Field:
		return map[search.FieldName]string{search.FieldIssuer: "Issuer", search.FieldSpeaker: "Speaker", search.FieldTag: "Tag", search.FieldTitle: "Title has"}[n.Name], n.Text
	case search.Kind:
		return "With", kindHeld(n.Name)
	case search.Review:
		return "With", map[onrecord.ReviewState]string{onrecord.ReviewFound: "a fact nobody reviewed", onrecord.ReviewConfirmed: "a confirmed fact",
			onrecord.ReviewCorrected: "a corrected fact", onrecord.ReviewRejected: "a rejected fact"}[n.State]
	case search.Issued:
		return "Issued", w.interval(n.From, n.To)
	case search.Due:
		return "Due", w.interval(n.From, n.To)
	case search.Amount:
		return "Sum", search.String(n)
	case search.Not:
		return "Without", search.String(n.Of)
	}
	return "", ""
}

// facets are the values to narrow by, without those that are already asked
// for and those that would not narrow.
func (d *searchData) facets(query search.Node, f store.Facets) {
	field := func(name search.FieldName) func(string) (search.Node, error) {
		return func(value string) (search.Node, error) { return search.FieldOf(name, value) }
	}
	year := func(value string) (search.Node, error) {
		y, err := strconv.Atoi(value)
		if err != nil || y < 1 || y > 9999 {
			return nil, fmt.Errorf("%w: year %q", onrecord.ErrInvalid, value)
		}
		return yearNode(y), nil
	}
	kind := func(value string) (search.Node, error) { return search.Kind{Name: value}, nil }
	for _, group := range []struct {
		title  string
		values []store.Value
		node   func(string) (search.Node, error)
	}{
		{"Issuer", f.Issuers, field(search.FieldIssuer)}, {"Year", f.Years, year}, {"Speaker", f.Speakers, field(search.FieldSpeaker)},
		{"Holds", f.Kinds, kind}, {"Tag", f.Tags, field(search.FieldTag)},
	} {
		out := facet{Title: group.title}
		for _, v := range group.values {
			n, err := group.node(v.Value)
			if err != nil || v.Value == "" || v.Count >= d.Total || search.Has(query, n) {
				continue
			}
			narrowed := search.String(search.With(query, n))
			out.Values = append(out.Values, facetValue{Label: facetLabel(group.title, v.Value), N: v.Count, Address: d.address(narrowed, d.Order, "")})
		}
		if len(out.Values) > facetValues+1 {
			out.Values, out.Rest = out.Values[:facetValues], out.Values[facetValues:]
		}
		if len(out.Values) > 0 {
			d.Facets = append(d.Facets, out)
		}
	}
}

func facetLabel(title, value string) string {
	if title != "Holds" {
		return value
	}
	if slices.Contains(onrecord.FactKinds, onrecord.FactKind(value)) {
		return kindOf(onrecord.FactKind(value)).Many
	}
	if i := slices.Index(onrecord.FigureKinds, onrecord.FigureKind(value)); i >= 0 {
		return "figures: " + value
	}
	return "names: " + value
}
