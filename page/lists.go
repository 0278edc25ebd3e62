package page

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

// list is a page that lists every fact of a kind.
type list struct {
	Path, Title, About, Nothing string
	Kind                        onrecord.FactKind
	Figure                      onrecord.FigureKind // restricts to one kind of figure
	Orders                      []store.FactOrder   // the first is the usual one
	// What the filter form asks beside issuer, words and days.
	Speaker, Figures, Money, Due bool
	One, Many                    string
}

var lists = []list{
	{Path: "/commitments", Title: "Commitments", Kind: onrecord.KindCommitment, One: "commitment", Many: "commitments", Due: true,
		Orders:  []store.FactOrder{store.FactNewest, store.FactDue},
		About:   "What public bodies and ministers undertook to do, with the words they used; what is said again elsewhere is listed once. A status here says what the date alone says. What came of it people say, each for themselves: onrecord gives no verdict.",
		Nothing: "No commitment matches."},
	{Path: "/money", Title: "Money", Kind: onrecord.KindFigure, Figure: onrecord.FigureMoney, One: "sum", Many: "sums", Money: true,
		Orders:  []store.FactOrder{store.FactNewest, store.FactLargest},
		About:   "Every sum of money that a release names. The same money may be named more than once: sums here must not be added up.",
		Nothing: "No sum of money matches."},
	{Path: "/figures", Title: "Figures", Kind: onrecord.KindFigure, One: "figure", Many: "figures", Figures: true,
		Orders:  []store.FactOrder{store.FactNewest, store.FactLargest},
		About:   "Every number that measures something: money, counts, percentages, durations and the rest.",
		Nothing: "No figure matches."},
	{Path: "/quotes", Title: "Quotes", Kind: onrecord.KindQuote, One: "quote", Many: "quotes", Speaker: true,
		Orders:  []store.FactOrder{store.FactNewest},
		About:   "Words that releases give as somebody’s own, with the post they held then.",
		Nothing: "No quote matches."},
	{Path: "/dates", Title: "Dates", Kind: onrecord.KindDate, One: "date", Many: "dates",
		Orders:  []store.FactOrder{store.FactNewest},
		About:   "Every expression that names a calendar time, with the days it stands for.",
		Nothing: "No date matches."},
	{Path: "/relations", Title: "Relations", Kind: onrecord.KindRelation, One: "relation", Many: "relations",
		Orders:  []store.FactOrder{store.FactNewest},
		About:   "What single sentences state between two named things: who leads what, what is part of what, what pays for what.",
		Nothing: "No relation matches."},
}

type listData struct {
	list
	Values   map[string]string // what the form was filled in with
	Rows     []row
	Total    int
	Problems []string
	Refused  map[string]string // the problem of a field, shown beside it
	Filtered bool
	Open     bool // the form is filled in, and shown
	OrderBy  []choice
	Statuses []choice
	Reviews  []choice // by what people said, where they said anything
	Verdicts []optionGroup
	Kinds    []onrecord.FigureKind
	Next     string
	First    string
	Clear    string
	Named    *store.NameRef // what the facts' own blocks are to name, or nil
	Today    onrecord.Date
	Status   string // the commitments' status asked for
	File     string // address of all of them as CSV, "" where there are none or too many
	Calendar string // address of the same commitments as iCalendar
	Feed     string // and as Atom
	Views    []choice
	View     string // of the commitments
	By       string // what the columns of the board are by
	Bys      []choice
	Board    []column // where that is the board
	Month    *month   // where that is the calendar
}

// list returns the page of one list.
func (p *site) list(l list) func(*http.Request) (view, error) {
	return func(r *http.Request) (view, error) {
		a := ask(r)
		d := &listData{list: l, Kinds: onrecord.FigureKinds, Clear: l.Path, Values: map[string]string{}, Today: p.options.Today()}
		request := d.request(a)
		for _, name := range []string{"issuer", "speaker", "words", "from", "to", "due_from", "due_to", "min", "currency", "kind", "order", "status", "name", "person", "review", "verdict", "view", "by", "month"} {
			if v := strings.TrimSpace(a.values.Get(name)); v != "" {
				d.Values[name] = cut(maxValue, v)
				d.Filtered = d.Filtered || !slices.Contains([]string{"order", "view", "by", "month"}, name)
				d.Open = d.Open || !slices.Contains([]string{"order", "status", "name", "person", "view", "by", "month"}, name) // those are links, not fields
			}
		}
		switch {
		case l.Due:
			d.Verdicts = verdictOptions
			d.View = a.choice("view", viewList, viewBoard, viewCalendar)
			d.Views = commitmentViews(d.View, a.values)
		case l.Money:
			d.Views = moneyViews("", nil)
		case l.Figures:
			d.Views = figureViews(false)
		}
		v := view{Template: "list", Title: l.Title, About: l.About, Data: d}
		if !a.sane() {
			d.Problems, d.Refused, v.Status = a.problems, a.refused, http.StatusBadRequest
			return v, nil
		}
		if err := p.judgedSo(r.Context(), a.text("verdict"), &request); err != nil {
			return view{}, err
		}
		if id := cmp.Or(request.Name, request.Person); id != "" {
			n, err := p.store.NameRef(r.Context(), id)
			if err != nil {
				return view{}, err
			}
			d.Named = &n
		}
		var err error
		if d.Reviews, err = p.reviewStates(r, l.Path, a, p.countFacts(r, request)); err != nil {
			return view{}, err
		}
		if d.View == viewBoard || d.View == viewCalendar {
			err := p.laidOut(r, a, d, request, &v)
			return v, err
		}
		page, err := p.store.Facts(r.Context(), request)
		if err != nil {
			return view{}, err
		}
		d.Rows, d.Total = p.rows(page.Facts), page.Total
		if err := p.price(r, d.Rows); err != nil {
			return view{}, err
		}
		d.File = fileOf(a, l.Path, d.Status, d.Total, maxRows)
		if page.Next != "" {
			d.Next = address(l.Path, a.values, "cursor", page.Next)
		}
		if request.Cursor != "" {
			d.First = address(l.Path, a.values, "cursor", "")
		}
		if d.Due {
			d.subscriptions(a)
			v.Feed = d.Feed
		}
		d.orders(a, request.Order)
		return v, p.statuses(r, d, a, request)
	}
}

// laidOut shows commitments as a board or a calendar.
func (p *site) laidOut(r *http.Request, a *asked, d *listData, request store.FactRequest, v *view) error {
	lay := p.board
	if d.View == viewCalendar {
		lay = p.calendarMonth
	}
	if err := lay(r, a, d, request); err != nil {
		return err
	}
	if !a.sane() {
		d.Problems, d.Refused, v.Status = a.problems, a.refused, http.StatusBadRequest
	}
	if d.By == boardByVerdict {
		return nil // "these" would be all: the list of one verdict has its files and feeds
	}
	d.subscriptions(a)
	if d.View == viewBoard { // its columns are the whole list
		d.File = fileOf(a, d.Path, "", d.Total, maxRows)
	}
	v.Feed = d.Feed
	return nil
}

// subscriptions fills in where the commitments can be subscribed to.
func (d *listData) subscriptions(a *asked) {
	d.Calendar = address("/commitments.ics", a.values, "cursor", "", "order", "", "view", "", "by", "", "month", "")
	d.Feed = address("/commitments.atom", a.values, "cursor", "", "order", "", "view", "", "by", "", "month", "")
}

// request reads the filters.
func (d *listData) request(a *asked) store.FactRequest {
	orders := make([]string, len(d.Orders))
	for i, o := range d.Orders {
		orders[i] = string(o)
	}
	request := store.FactRequest{
		Kind: d.Kind, FigureKind: d.Figure, Issuer: a.text("issuer"), Text: a.text("words"), Name: a.text("name"),
		IssuedFrom: a.day("from", firstDay), IssuedTo: a.day("to", lastDay), Cursor: a.cursor(), Limit: 30,
	}
	request.Order = store.FactOrder(a.choice("order", orders...))
	request.Reviews = reviewsAsked(a)
	if d.Speaker {
		request.Speaker, request.Person = a.text("speaker"), a.text("person")
	}
	if d.Figures {
		choices := []string{""}
		for _, k := range onrecord.FigureKinds {
			choices = append(choices, string(k))
		}
		request.FigureKind = onrecord.FigureKind(a.choice("kind", choices...))
	}
	if d.Money || d.Figures {
		request.MinValue = a.value("min")
	}
	if d.Money {
		request.Currency = strings.ToUpper(a.text("currency"))
	}
	if d.Due {
		request.DueFrom, request.DueTo = a.day("due_from", firstDay), a.day("due_to", lastDay)
		a.knows("view", "by", "month", "verdict")
		d.due(a, &request)
		verdictAsked(a)
	}
	if !request.IssuedFrom.IsZero() && !request.IssuedTo.IsZero() && request.IssuedTo.Before(request.IssuedFrom) {
		a.refuse("The last day stands before the first.")
	}
	return request
}

// due reads which commitments are asked for. Who asks for a status by date
// wants the nearest to today first.
func (d *listData) due(a *asked, request *store.FactRequest) {
	d.Status = a.choice("status", "", soon.Key, quarter.Key, coming.Key, open.Key, past.Key, noDate.Key)
	byDate := d.Status != "" && d.Status != noDate.Key
	if byDate && a.text("order") == "" {
		request.Order = store.FactDue
	}
	feed.NarrowDue(request, d.Status, d.Today)
}

func (d *listData) orders(a *asked, chosen store.FactOrder) {
	if len(d.Orders) < 2 {
		return
	}
	labels := map[store.FactOrder]string{store.FactNewest: "Newest first", store.FactDue: "Due first", store.FactLargest: "Largest first"}
	if d.Status == past.Key {
		labels[store.FactDue] = "Latest due first"
	}
	if chosen == store.FactLatest {
		chosen = store.FactDue
	}
	for _, o := range d.Orders {
		status := d.Status
		if o == store.FactDue && status == "" && a.text("due_from")+a.text("due_to") == "" && o != chosen {
			status = coming.Key // who turns to the due first wants those still to come, and is told so
		}
		d.OrderBy = append(d.OrderBy, choice{Label: labels[o], Address: address(d.Path, a.values, "order", string(o), "status", status, "cursor", ""), Chosen: o == chosen})
	}
}

// statuses counts the commitments of each status under the other filters.
func (p *site) statuses(r *http.Request, d *listData, a *asked, request store.FactRequest) error {
	if !d.Due {
		return nil
	}
	request.Cursor, request.Limit, request.Order = "", 1, store.FactNewest
	bare := request
	bare.NoDue, bare.DueFrom, bare.DueTo = false, a.day("due_from", firstDay), a.day("due_to", lastDay)
	choices := []status{{"", "All"}, soon, quarter, coming, past, noDate}
	if d.Status == open.Key { // only addresses kept from elsewhere ask for it
		choices = slices.Insert(choices, 4, status{open.Key, "Due later than 30 days"})
	}
	for _, s := range choices {
		counted := bare
		feed.NarrowDue(&counted, s.Key, d.Today)
		page, err := p.store.Facts(r.Context(), counted)
		if err != nil {
			return err
		}
		d.Statuses = append(d.Statuses, choice{Label: s.Words, N: page.Total, Chosen: d.Status == s.Key, Address: address(d.Path, a.values, "status", s.Key, "order", statusOrder(a), "cursor", "")})
	}
	return nil
}

// statusOrder is the order that a link to a status keeps: by due date is each
// dated status's own, and no order of all or of those without a date.
func statusOrder(a *asked) string {
	if order := a.text("order"); order != string(store.FactDue) {
		return order
	}
	return ""
}
