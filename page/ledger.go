package page

import (
	"cmp"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/beside"
	"github.com/onrecord/onrecord/ledger"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// account is a page of the ledger or of the series, with its filter.
type account struct {
	Path, Title, About, Nothing string
	One, Many                   string
	Values                      map[string]string
	Filtered                    bool
	Problems                    []string
	Total                       int
	OrderBy                     []choice
	Next, First, Clear          string
	File                        string // address of all of them as CSV, "" where there are none or too many
	Sums                        []sumRow
	Series                      []seriesRow
	Views                       []choice
	View                        string
	Bars                        *bars    // where the view is one of bars
	Reviews                     []choice // by what people said of the first mention, where they said anything
}

// sumRow is a distinct sum as a list shows it.
type sumRow struct {
	ledger.SumRow
	Reading string
	Purpose string        // with the word that leads to it
	Context template.HTML // where it was first seen, the words lit
	Claimed string
	First   onrecord.Release
}

var claimWords = map[link.Claim]string{
	link.ClaimNew: "called new", link.ClaimToppingUp: "called additional", link.ClaimPartOf: "part of another sum",
	link.ClaimAnnounced: "called already announced", link.ClaimUnknown: "new or already announced: not said",
}

func (w writing) sumRowOf(e *ledger.Entry) sumRow {
	return sumRow{SumRow: e.Row(), Reading: w.reading(e.First().Fact), Purpose: ledger.Purpose(e.For.Text), Context: contextOf(e.First().Fact), Claimed: claimWords[e.Claim], First: e.First().Release}
}

// accountRequest reads the filters that the ledger and the series share.
func (d *account) request(a *asked) ledger.Request {
	d.Values = map[string]string{}
	for _, name := range []string{"words", "issuer", "from", "to", "currency", "review", "order", "view"} {
		if v := a.text(name); v != "" {
			d.Values[name] = v
			d.Filtered = d.Filtered || name != "order" && name != "view"
		}
	}
	d.Clear = d.Path
	return ledger.Request{Text: a.text("words"), Issuer: a.text("issuer"), IssuedFrom: a.day("from", firstDay), IssuedTo: a.day("to", lastDay),
		Currency: a.text("currency"), Reviews: reviewsAsked(a), Cursor: a.cursor(), Limit: 20}
}

// reviews counts what the page lists by what people said of the first mention, in the order in which it is listed: the head of a
// list is remembered with how many there are.
func (d *account) reviews(p *site, r *http.Request, a *asked, request ledger.Request, count func(ledger.Request) (int, error)) (err error) {
	request.Cursor, request.Limit = "", 1
	d.Reviews, err = p.reviewStates(r, d.Path, a, func(states []onrecord.ReviewState) (int, error) {
		request.Reviews = states
		return count(request)
	})
	return err
}

// view ends a page of a list: it refuses what can't be asked, or shows it.
func (d *account) view(a *asked, total int, next string) view {
	d.Total, d.File = total, fileOf(a, d.Path, "", total, maxEntered)
	if next != "" {
		d.Next = address(d.Path, a.values, "cursor", next)
	}
	if a.cursor() != "" {
		d.First = address(d.Path, a.values, "cursor", "")
	}
	v := view{Template: "account", Title: d.Title, About: d.About, Data: d}
	if !a.sane() {
		d.Problems, v.Status = a.problems, http.StatusBadRequest
	}
	return v
}

func (p *site) ledger(r *http.Request) (view, error) {
	a := ask(r)
	d := &account{Path: "/ledger", Title: "Money, each sum once", One: "distinct sum", Many: "distinct sums", Nothing: "No sum of money matches.",
		About: "Every sum of money from a thousand once, with every mention that this record links to it. Parts stand beside their whole and must not be added to it. What no passage says is not filled in."}
	request := d.request(a)
	order := a.choice("order", string(store.FactNewest), string(store.FactLargest))
	request.Order = store.FactOrder(order)
	for _, o := range []choice{{Label: "Newest first", Address: string(store.FactNewest)}, {Label: "Largest first", Address: string(store.FactLargest)}} {
		d.OrderBy = append(d.OrderBy, choice{Label: o.Label, Chosen: o.Address == order, Address: address(d.Path, a.values, "order", o.Address, "cursor", "")})
	}
	d.View = a.choice("view", viewList, viewScheme, viewYear)
	d.Views = moneyViews(d.View, a.values)
	if d.View != viewList {
		request.Order = store.FactLargest
	}
	if !a.sane() {
		return d.view(a, 0, ""), nil
	}
	var counts errgroup.Group // beside what is counted
	asked := *a
	asked.read = map[string]bool{} // the page reads on
	counts.Go(beside.Guarded(func() error {
		return d.reviews(p, r, &asked, request, func(of ledger.Request) (int, error) {
			return ledger.Count(r.Context(), p.store, of)
		})
	}))
	var page ledger.Page
	var err error
	if d.View == viewList {
		page, err = p.sums.Sums(r.Context(), p.store, request)
	} else {
		d.Bars, err = p.bars(r, a, d.View, request)
	}
	if of := counts.Wait(); err == nil {
		err = of
	}
	if err != nil {
		return view{}, err
	}
	if d.View != viewList {
		v := d.view(a, 0, "")
		v.Image = d.Bars.Chart.at(p.base(r))
		return v, nil
	}
	for i := range page.Entries {
		d.Sums = append(d.Sums, p.writing.sumRowOf(&page.Entries[i]))
	}
	return d.view(a, page.Total, page.Next), nil
}

// moneyViews are the ways to see money: every mention, or the ledger.
func moneyViews(view string, asked url.Values) []choice {
	out := []choice{{Label: "Every mention", Address: "/money", Chosen: view == ""}}
	for _, v := range []choice{{Label: "Each sum once", Address: viewList}, {Label: "Bars by what it is for", Address: viewScheme}, {Label: "Bars by year", Address: viewYear}} {
		other := v.Address
		if other == viewList {
			other = ""
		}
		out = append(out, choice{Label: v.Label, Chosen: v.Address == view, Address: address("/ledger", asked, "view", other, "cursor", "")})
	}
	return out
}

// sumData is the page of one sum.
type sumData struct {
	sumRow
	Fields   []field
	Mentions []mentionRow
}

// mentionRow is a mention with its words, and what they say of the sum.
type mentionRow struct {
	row
	Claimed string
}

func (p *site) sum(r *http.Request) (view, error) {
	e, err := ledger.Sum(r.Context(), p.store, r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	d := &sumData{sumRow: p.writing.sumRowOf(&e)}
	for i := range e.Mentions {
		m := &e.Mentions[i]
		d.Mentions = append(d.Mentions, mentionRow{row: p.row(m.Fact), Claimed: claimWords[m.Reading.Claim]})
	}
	per := "in all, or not said"
	if e.Per != "" {
		per = "each " + e.Per
	}
	terms := map[link.Terms]string{link.TermsCash: "cash", link.TermsReal: "real"}[e.Terms]
	d.Fields = []field{
		{Name: "For", Value: cmp.Or(e.For.Text, "not said")}, {Name: "Paid by", Value: cmp.Or(e.Payer.Text, "not said")},
		{Name: "Over", Value: cmp.Or(e.Period.Text, "not said")}, {Name: "Per", Value: per},
		{Name: "New or not", Value: d.Claimed}, {Name: "Cash or real terms", Value: cmp.Or(terms, "not said")},
	}
	if e.Whole != nil {
		d.Fields = append(d.Fields, field{Name: "Part of", Value: e.Whole.Figure.Text, Address: "/ledger/" + e.WholeID})
	}
	title := strings.TrimSpace(e.Figure().Text + " " + ledger.Purpose(e.For.Text))
	return view{Template: "sum", Title: cut(120, title), About: "One sum of money with every mention that this record links to it.", Data: d, Address: p.base(r) + "/ledger/" + e.ID}, nil
}
