package page

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/chart"
	"github.com/onrecord/onrecord/ledger"
	"github.com/onrecord/onrecord/store"
)

// The ways to see the ledger, and what the bars of two of them are by.
const (
	viewList   = "list"
	viewScheme = "by-scheme"
	viewYear   = "by-year"
)

const (
	mostSums = 100 // of which bars are made: the largest
	mostBars = 20
)

// moneyFilters are what narrows the ledger's list and its bars alike.
var moneyFilters = []string{"words", "issuer", "from", "to", "currency", "review"}

// bars are sums of money added up, drawn and listed.
type bars struct {
	Chart      *drawing
	Groups     []barGroup
	By         string // "scheme" or "year", as a table's head
	Currencies []choice
}

// barGroup is one bar.
type barGroup struct {
	Label, Words, Address string
	Sums                  int
}

// moneyDrawing draws the bars of the ledger as its page does.
func (p *site) moneyDrawing(r *http.Request, view string) (*drawing, error) {
	if view != viewScheme && view != viewYear {
		return nil, fmt.Errorf("%w: no bars %.40q", onrecord.ErrNotFound, view)
	}
	a := ask(r)
	d := &account{Path: "/ledger"}
	request := d.request(a)
	if !a.sane() {
		return nil, a.err("ledger")
	}
	b, err := p.bars(r, a, view, request)
	if err != nil {
		return nil, err
	}
	return b.Chart, nil
}

// bars adds up the largest sums that match, each once, by scheme or by year.
func (p *site) bars(r *http.Request, a *asked, view string, request ledger.Request) (*bars, error) {
	request.Order, request.Limit, request.Cursor = store.FactLargest, mostSums, ""
	page, err := p.sums.Sums(r.Context(), p.store, request)
	if err != nil {
		return nil, err
	}
	b := &bars{By: map[string]string{viewScheme: "What for", viewYear: "Year first seen"}[view]}
	currency := b.currency(a, page.Entries)
	key := func(e *ledger.Entry) string { return e.For.Text }
	if view == viewYear {
		key = yearSeen
	}
	groups, total := ledger.Groups(page.Entries, currency, key)
	if view == viewYear {
		slices.SortStableFunc(groups, func(x, y ledger.Group) int { return cmp.Compare(x.Key, y.Key) })
	}
	b.draw(p.writing, a, view, currency, groups)
	if b.Chart != nil {
		b.Chart.Note = p.writing.barsNote(view, page, total, groups, len(b.Groups))
	}
	return b, nil
}

// yearSeen is the year in which a sum was first seen, "" where that is not known.
func yearSeen(e *ledger.Entry) string {
	if on := e.First().Release.IssuedOn; !on.IsZero() {
		return strconv.Itoa(on.Year())
	}
	return ""
}

// currency returns the one asked for, or that of the most sums, and offers the others.
func (b *bars) currency(a *asked, entries []ledger.Entry) string {
	counts := map[string]int{}
	for i := range entries {
		counts[entries[i].Figure().Unit]++
	}
	var codes []string
	for code := range counts {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(x, y string) int { return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y)) })
	chosen := a.text("currency")
	if chosen == "" && len(codes) > 0 {
		chosen = codes[0]
	}
	if len(codes) > 1 {
		for _, code := range codes {
			b.Currencies = append(b.Currencies, choice{Label: cmp.Or(code, "currency not read"), N: counts[code], Chosen: code == chosen, Address: address("/ledger", a.values, "currency", code, "cursor", "")})
		}
	}
	return chosen
}

// draw makes the bars. What no passage says the purpose of has none: it is
// counted in the note.
func (b *bars) draw(w writing, a *asked, view, currency string, groups []ledger.Group) {
	asked := filters(a.values, moneyFilters...)
	d := &drawing{writing: w, Path: "/charts/money/" + view, Asked: asked, Page: address("/ledger", a.values, "view", view, "cursor", "", "order", ""), Told: true}
	d.Title = "Money by what it is for, " + currency
	d.Head = []string{"for", "value", "currency", "sums"}
	if view == viewYear {
		d.Title, d.Head[0] = "Money by the year in which it was first seen, "+currency, "year"
	}
	var form chart.Bars
	for _, g := range groups {
		if g.Key == "" {
			continue
		}
		words := currencySigns[currency] + w.short(g.Value)
		row := barGroup{Label: g.Key, Words: currencySigns[currency] + w.amount(g.Value), Sums: len(g.Entries), Address: "/ledger/" + g.Entries[0].ID}
		if view == viewYear {
			row.Address = address("/ledger", a.values, "view", "", "from", g.Key, "to", g.Key, "order", string(store.FactLargest), "cursor", "")
		}
		d.Rows = append(d.Rows, []any{g.Key, g.Value, currency, len(g.Entries)})
		b.Groups = append(b.Groups, row)
		if len(form.Bars) < mostBars {
			form.Bars = append(form.Bars, chart.Bar{Label: g.Key, Value: g.Value, Words: words, Href: row.Address})
		}
	}
	if len(form.Bars) > 0 {
		d.Form, b.Chart = form, d
	}
}

// barsNote says what was counted and what was not.
func (w writing) barsNote(view string, page ledger.Page, total ledger.Total, groups []ledger.Group, shown int) string {
	note := "Each distinct sum is counted once, however often it was said: " + w.plural(total.Sums, "sum", "sums")
	if page.Total > len(page.Entries) {
		note += " of the " + w.number(len(page.Entries)) + " largest of " + w.number(page.Total)
	}
	note += "."
	var left []string
	for _, l := range []struct {
		n    int
		each string
	}{{total.Parts, "called a part of another"}, {total.Smaller, "smaller than another for the same thing"}, {total.Rates, "of a year or each"}, {total.Limits, "given as a limit or a range"}} {
		if l.n > 0 {
			left = append(left, w.number(l.n)+" "+l.each)
		}
	}
	if len(left) > 0 {
		note += " Not added: " + strings.Join(left, ", ") + "."
	}
	for _, g := range groups {
		if g.Key == "" {
			without := map[string]string{viewScheme: "No passage says what %s for.", viewYear: "The day of %s not known."}[view]
			note += " " + fmt.Sprintf(without, w.plural(len(g.Entries), "more is", "more are"))
		}
	}
	if shown > mostBars {
		note += " The largest " + strconv.Itoa(mostBars) + " are drawn."
	}
	return note + " Whether two sums overlap in another way can’t be told."
}

// short writes an amount of money as people say it: 1.5bn, 120m, 12,000.
func (w writing) short(v float64) string {
	for _, scale := range []struct {
		by  float64
		end string
	}{{1e9, "bn"}, {1e6, "m"}} {
		if v >= scale.by {
			return w.amount(float64(int(v/scale.by*10+.5))/10) + scale.end
		}
	}
	return w.amount(v)
}
