package page

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/change"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

// The most that one row of the list shows; its own page shows all.
const (
	shownFacts = 6
	shownEdits = 2
)

// changeRow is one change in a list.
type changeRow struct {
	store.Change
	Headline  string
	Facts     []onrecord.FactChange
	MoreFacts int
	Shown     [][]piece // the first edits
	MoreShown int
}

type changesData struct {
	Values       map[string]string
	Declarations []declarationWords
	Ranks        []rankWords
	Kinds        []factKind
	Rows         []changeRow
	Total        int
	Problems     []string
	Filtered     bool
	Open         bool
	OrderBy      []choice
	States       []choice
	Next, First  string
	Follow       followLinks
}

// declarationWords and rankWords are those two in words.
type declarationWords struct {
	Key   onrecord.Declaration
	Words string
}

type rankWords struct {
	Key   onrecord.Rank
	Words string
}

var declarations = []declarationWords{{onrecord.Undeclared, "Undeclared"}, {onrecord.Declared, "Declared"}, {onrecord.Elsewhere, "Read elsewhere"}}

var rankChoices = []rankWords{{onrecord.RankFacts, "Facts"}, {onrecord.RankWords, "Other words"}, {onrecord.RankTrivial, "Trivial"}}

// changeRequest reads what a list of changes is asked for.
func changeRequest(a *asked) store.ChangeRequest {
	options := func(of ...string) []string { return append([]string{""}, of...) }
	r := store.ChangeRequest{
		Release: a.text("release"), Issuer: a.text("issuer"), Root: a.text("source"),
		From: a.day("from", firstDay), To: a.day("to", lastDay), Cursor: a.cursor(), Limit: 20,
		Order: store.ChangeOrder(a.choice("order", string(store.ChangesNewest), string(store.ChangesRank))),
	}
	r.Declaration = onrecord.Declaration(a.choice("declaration", options(names(onrecord.Declarations)...)...))
	r.Rank = onrecord.Rank(a.choice("rank", options(names(onrecord.Ranks)...)...))
	r.Kind = onrecord.FactKind(a.choice("kind", options(names(onrecord.FactKinds)...)...))
	return r
}

func names[S ~string](of []S) []string {
	out := make([]string, len(of))
	for i, s := range of {
		out[i] = string(s)
	}
	return out
}

func (p *site) changes(r *http.Request) (view, error) {
	a := ask(r)
	request := changeRequest(a)
	d := &changesData{Values: map[string]string{}, Declarations: declarations, Ranks: rankChoices, Kinds: kinds, Follow: p.followLinks(address("/changes.atom", a.values, "cursor", "", "order", ""), onrecord.TopicChanges, filters(a.values, changesFollowed...))}
	for _, name := range []string{"release", "issuer", "source", "from", "to", "order", "declaration", "rank", "kind"} {
		if v := a.text(name); v != "" {
			d.Values[name] = v
			d.Filtered = d.Filtered || name != "order"
			d.Open = d.Open || !slices.Contains([]string{"order", "release", "declaration"}, name)
		}
	}
	v := view{Template: "changes", Title: "Changes", About: "What changed on the pages of announcements, in words and in facts, and whether the publisher declared it.", Data: d, Feed: d.Follow.Feed}
	if !a.sane() {
		d.Problems, v.Status = a.problems, http.StatusBadRequest
		return v, nil
	}
	page, err := p.store.Changes(r.Context(), request)
	if err != nil {
		return view{}, err
	}
	d.Rows, d.Total = changeRows(page.Changes), page.Total
	for _, o := range []struct {
		order store.ChangeOrder
		label string
	}{{store.ChangesNewest, "Newest first"}, {store.ChangesRank, "Weightiest first"}} {
		d.OrderBy = append(d.OrderBy, choice{Label: o.label, Address: address("/changes", a.values, "order", string(o.order), "cursor", ""), Chosen: o.order == request.Order})
	}
	if d.States, err = p.changeStates(r, a, request); err != nil {
		return view{}, err
	}
	if page.Next != "" {
		d.Next = address("/changes", a.values, "cursor", page.Next)
	}
	if request.Cursor != "" {
		d.First = address("/changes", a.values, "cursor", "")
	}
	return v, nil
}

// changeStates are the declarations to choose from, each with how many match.
func (p *site) changeStates(r *http.Request, a *asked, request store.ChangeRequest) ([]choice, error) {
	out := make([]choice, 0, len(declarations)+1)
	for _, s := range append([]declarationWords{{"", "All"}}, declarations...) {
		ask := request
		ask.Declaration, ask.Cursor, ask.Limit = s.Key, "", 1
		page, err := p.store.Changes(r.Context(), ask)
		if err != nil {
			return nil, err
		}
		out = append(out, choice{Label: s.Words, Address: address("/changes", a.values, "declaration", string(s.Key), "cursor", ""), N: page.Total, Chosen: s.Key == request.Declaration})
	}
	return out, nil
}

func changeRows(changes []store.Change) []changeRow {
	out := make([]changeRow, len(changes))
	for i, c := range changes {
		row := changeRow{Change: c, Headline: upperFirst(change.Headline(c.Change))}
		row.Facts = c.Change.Facts[:min(shownFacts, len(c.Change.Facts))]
		row.MoreFacts = len(c.Change.Facts) - len(row.Facts)
		for _, e := range c.Edits[:min(shownEdits, len(c.Edits))] {
			row.Shown = append(row.Shown, pieces(e.Runs))
		}
		row.MoreShown = len(c.Edits) + c.MoreEdits - len(row.Shown)
		out[i] = row
	}
	return out
}

// changeData is a change's own page.
type changeData struct {
	store.Change
	Headline string
	Full     *comparison
	Side     bool // the versions stand beside each other
	Older    string
	Newer    string
}

func (p *site) change(r *http.Request) (view, error) {
	a := ask(r)
	how := layout(a.choice("layout", string(inOneText), string(sideBySide)))
	if !a.sane() {
		return view{}, a.err("change")
	}
	c, err := p.store.Change(r.Context(), r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	var versions [2]onrecord.Record
	for i, n := range []int{c.Before, c.After} {
		if versions[i], err = p.store.ReleaseVersion(r.Context(), c.ReleaseID, n); err != nil {
			return view{}, err
		}
	}
	places, err := p.store.Places(r.Context(), c.ReleaseID)
	if err != nil {
		return view{}, err
	}
	d := &changeData{Change: c, Headline: upperFirst(change.Headline(c.Change)), Side: how == sideBySide}
	d.Full = p.writing.compared(versions[0], versions[1], places, how)
	d.Full.Other = "/changes/" + c.ID
	if !d.Side {
		d.Full.Other = address("/changes/"+c.ID, nil, "layout", string(sideBySide))
	}
	d.Older, d.Newer = versionAddress(c, c.Before), versionAddress(c, c.After)
	return view{
		Template: "change", Title: cut(120, "What changed: "+versions[1].Title), About: cut(200, d.Headline), Data: d,
		Address: p.base(r) + "/changes/" + c.ID, Alternate: api.Prefix + "/changes/" + c.ID,
	}, nil
}

func versionAddress(c store.Change, version int) string {
	if version == c.Release.Version {
		return "/releases/" + c.ReleaseID
	}
	return address("/releases/"+c.ReleaseID, nil, "version", strconv.Itoa(version))
}

// changesAtom answers with the changes as an Atom feed, the newest first,
// narrowed as the list is.
func (p *site) changesAtom(w http.ResponseWriter, r *http.Request) {
	a := ask(r)
	request := changeRequest(a)
	if !a.sane() {
		p.fail(w, r, http.StatusBadRequest, a.err("changes"))
		return
	}
	request.Order, request.Cursor, request.Limit = store.ChangesNewest, "", maxEntries
	page, err := p.store.Changes(r.Context(), request)
	if err != nil {
		p.fail(w, r, api.Status(err), err)
		return
	}
	p.sendAtom(w, r, feed.Changes{Title: p.options.Title + ": what changed", Base: p.base(r), Self: address(r.URL.Path, a.values), Changes: page.Changes})
}
