package page

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ledger"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

type factData struct {
	row
	Kind        kindWords
	Follow      followLinks // of a commitment
	Fields      []field
	Block       template.HTML // the words lit in their block, or blocks
	InRelease   string        // address of the words in the release
	Source      string        // the release's own address, where it may be followed
	AtSource    string        // the same with a text fragment that lights the words
	Older       bool          // stands only in an older version
	Links       []linkRow
	Followed    *followed // for commitments: what later releases say of it
	Verdicts    *verdicts // for commitments: what people say of it
	Reviewing   *reviewing
	Compared    bool   // whether facts like it are compared with those of other releases
	Across      string // a name's page across the record, or ""
	First       *row   // the earliest mention of the same value that links lead to, where that is another
	Again       []row  // where this is the earliest: the later mentions that links lead to, the first of them first
	AgainMore   int    // later mentions beyond those
	Selectors   []v1.Selector
	Permalink   string
	Frame       frame
	Rule        onrecord.Reason // the rule that reads the fact today; without a name where none does
	Clues       template.HTML   // the words that it rests on, lit in their blocks, where some stand outside the fact
	LeftOutMore int             // beyond those
	LeftOut     []leftOut       // what was seen in the release and left out, of the same kind
}

// maxLeftOut bounds how many passages left out are shown.
const maxLeftOut = 30

// leftOut is words that looked like a fact and were not read as one.
type leftOut struct {
	Words   template.HTML // lit within what stands around them
	Says    string
	Address string // of the words in the release
}

// field is one line of a fact's reading.
type field struct{ Name, Value, Address string }

type linkRow struct {
	Says    string
	Why     string
	Reading string
	Context template.HTML // the words lit in what stands around them
	Address string
	Release onrecord.Release
}

func (p *site) fact(r *http.Request) (view, error) {
	f, err := p.store.Fact(r.Context(), r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	d := factData{row: p.row(f), Kind: kindOf(f.Kind).kindWords, Permalink: p.base(r) + "/facts/" + f.ID}
	if f.Commitment != nil {
		d.Follow = p.followLinks("/facts/"+f.ID+".atom", onrecord.TopicCommitment, f.ID)
	}
	priced := []row{d.row}
	if err := p.price(r, priced); err != nil {
		return view{}, err
	}
	d.row = priced[0]
	d.Fields = kindOf(f.Kind).fields(p.writing, d.row)
	d.Compared = f.Figure != nil && link.Compared(f.Figure)
	if f.Name != nil {
		d.Across = acrossAddress(f.Name)
	}
	if err := p.place(r, &d); err != nil {
		return view{}, err
	}
	if err := p.links(r, &d); err != nil {
		return view{}, err
	}
	if err := p.judge(r, &d); err != nil {
		return view{}, err
	}
	if err := p.reviewing(r, &d); err != nil {
		return view{}, err
	}
	d.explain()
	d.Frame = frameOf(p.base(r), "/embed/facts/"+f.ID, "/facts/"+f.ID, d.Reading, frameOfFact)
	title := strings.ToUpper(d.Kind.One[:1]) + d.Kind.One[1:] + ": " + cut(100, d.Reading)
	return view{
		Template: "fact", Title: title, About: aboutFact(&d.row), Data: d,
		Address: d.Permalink, Linked: linkedFact(&d, p.base(r)+"/releases/"+f.Release.ID), Issued: f.Release.IssuedOn, Alternate: annotationAddress(f.ID), Feed: d.Follow.Feed,
	}, nil
}

// aboutFact is a fact in a sentence, for who shares its page.
func aboutFact(r *row) string {
	return "“" + cut(200, r.Words.Text) + "”, in “" + cut(100, r.Release.Title) + "”."
}

// place fills in where the fact's words stand.
func (p *site) place(r *http.Request, d *factData) error {
	versions, err := p.store.Versions(r.Context(), d.Release.ID)
	if err != nil {
		return err
	}
	version := ""
	if len(versions) > 0 && versions[0].Version != d.Release.Version {
		d.Older, version = true, strconv.Itoa(d.Release.Version)
	}
	d.InRelease = address("/releases/"+d.Release.ID, nil, "fact", d.ID, "version", version) + "#f-" + d.ID
	text := d.Release.Text
	spans := d.Fact.One().Spans()
	if len(spans) == 0 || spans[0].Start < 0 || spans[0].Start >= spans[0].End || spans[0].End > len(text) {
		d.Block = template.HTML(template.HTMLEscapeString(d.Words.Text)) //nolint:gosec // escaped
		return nil
	}
	d.Selectors = api.Selectors(text, spans[0])
	d.Block = inBlocks(d.Release, spans)
	if d.Release.URL != nil {
		if d.Source = webAddress(*d.Release.URL); d.Source != "" && !strings.Contains(d.Source, "#") {
			d.AtSource = d.Source + search.FragmentDirective(text, spans[0])
		}
	}
	return nil
}

// explain fills in which rule reads the fact and what was left out beside it.
// Facts can be derived again at any time, so their reasons are not kept but
// found anew; where today's rules read the fact no more, no rule is named.
func (d *factData) explain() {
	_, e := fact.Explain(&d.Release)
	in, _, _ := strings.Cut(d.InRelease, "?")
	if d.Older {
		in += "?version=" + strconv.Itoa(d.Release.Version)
	}
	for _, m := range e.Made {
		if m.Fact != d.ID {
			continue
		}
		d.Rule = m
		spans, outside := make([]onrecord.Span, len(m.Clues)), false
		for i, c := range m.Clues {
			spans[i] = c.Span
			outside = outside || !m.Contains(c.Span)
		}
		if outside {
			d.Clues = inBlocks(d.Release, spans)
		}
	}
	for _, l := range e.LeftOut {
		if l.Kind == d.Fact.Kind && len(d.LeftOut) == maxLeftOut {
			d.LeftOutMore++
		} else if l.Kind == d.Fact.Kind {
			d.LeftOut = append(d.LeftOut, leftOut{Words: inItsBlock(&d.Release, l.Span), Says: l.Says, Address: in + search.FragmentDirective(d.Release.Text, l.Span)})
		}
	}
}

// inItsBlock shows the words lit within their block.
func inItsBlock(r *onrecord.Release, s onrecord.Span) template.HTML {
	for _, b := range r.Blocks {
		if b.Contains(s) {
			return inContext(b.Of(r.Text), onrecord.Span{Start: s.Start - b.Start, End: s.End - b.Start})
		}
	}
	return inContext(s.Of(r.Text), onrecord.Span{End: s.Len()})
}

// inBlocks shows the spans lit in the blocks that hold the first of them.
func inBlocks(r onrecord.Release, spans []onrecord.Span) template.HTML {
	within := spans[0]
	for _, b := range r.Blocks {
		if b.Overlaps(spans[0]) {
			within.Start, within.End = min(within.Start, b.Start), max(within.End, b.End)
		}
	}
	marks := make([]mark, len(spans))
	for i, s := range spans {
		marks[i] = mark{Span: s, element: "mark", class: "fact"}
	}
	return lit(r.Text, within, marks, map[string]bool{})
}

// linkWords say what a link means as seen from either of its ends.
var linkWords = map[onrecord.LinkKind]struct{ fromA, fromB string }{
	onrecord.LinkRestates:  {"The same value, said earlier", "The same value, said again later"},
	onrecord.LinkUpdates:   {"An earlier value of the same measure", "A later value of the same measure"},
	onrecord.LinkRecalls:   {"Given as what was so before", "Given later as what was so before"},
	onrecord.LinkConflicts: {"Another value for the same measure and period", "Another value for the same measure and period"},
	onrecord.LinkFollowsUp: {"The earlier commitment that this bears on", "A later release that bears on this"},
	onrecord.LinkSameEvent: {"The same event in another release", "The same event in another release"},
	onrecord.LinkStage:     {"An earlier stage of the same law", "A later stage of the same law"},
}

func (p *site) links(r *http.Request, d *factData) error {
	found, err := p.store.Links(r.Context(), d.ID)
	if err != nil {
		return err
	}
	if err := p.follow(r, d, found); err != nil {
		return err
	}
	for _, l := range found {
		if isFollowUp(l, d.ID) {
			continue // stands in the timeline
		}
		words := linkWords[l.Link.Kind]
		says := words.fromA
		if l.Link.B == d.ID {
			says = words.fromB
		}
		if says == "" {
			says = strings.ReplaceAll(string(l.Link.Kind), "_", " ")
		}
		d.Links = append(d.Links, p.linkRow(says, l))
	}
	mentions, err := p.mentions(r, d.Fact)
	if err != nil {
		return err
	}
	d.order(p, mentions)
	return nil
}

// linkRow is a link with what stands at its other end: a fact, or a passage
// of a release.
func (p *site) linkRow(says string, l store.Linked) linkRow {
	row := linkRow{Says: says, Why: l.Link.Why, Release: l.Release}
	if l.Fact != nil {
		r := p.row(*l.Fact)
		row.Reading, row.Context, row.Address = r.Reading, r.Context, "/facts/"+l.ID
		return row
	}
	row.Reading, row.Context = l.At.Of(l.Context), inContext(l.Context, l.At)
	row.Address = "/releases/" + l.Release.ID
	return row
}

// maxAgain bounds how many later mentions are named at a fact's head.
const maxAgain = 5

// mentions returns what else says the sum or measure of a fact, in other releases.
func (p *site) mentions(r *http.Request, f store.Fact) ([]store.Fact, error) {
	if f.Thread.Members < 2 {
		return nil, nil
	}
	thread, err := p.store.Thread(r.Context(), f.ID)
	thread = slices.DeleteFunc(thread, func(o store.Fact) bool {
		return o.Release.ID == f.Release.ID || o.Figure == nil || f.Figure == nil || o.Figure.Value != link.Now(*f.Figure).Value
	})
	for i := range thread {
		thread[i].ID = cmp.Or(thread[i].FormerOf, thread[i].ID)
	}
	return thread, err
}

// order tells where the value was seen first: in another mention issued
// before this one, or here, where all the others are issued later. On days
// that are the same or not known nothing is said of a first.
func (d *factData) order(p *site, mentions []store.Fact) {
	whole := true
	slices.SortStableFunc(mentions, func(a, b store.Fact) int { return a.Release.IssuedOn.Compare(b.Release.IssuedOn) })
	mentions = slices.DeleteFunc(mentions, func(f store.Fact) bool {
		undated := f.Release.IssuedOn.IsZero()
		whole = whole && !undated
		return undated
	})
	on := d.Release.IssuedOn
	switch {
	case len(mentions) == 0 || on.IsZero():
	case mentions[0].Release.IssuedOn.Before(on):
		first := p.row(mentions[0])
		d.First = &first
	case whole && mentions[0].Release.IssuedOn.After(on):
		d.AgainMore = max(len(mentions)-maxAgain, 0)
		d.Again = p.rows(mentions[:len(mentions)-d.AgainMore])
	}
}

// acrossFields lead from a figure to the sum or the series that it is part of.
func (w writing) acrossFields(r row) []field {
	switch f := r.Figure; {
	case f.Kind == onrecord.FigureMoney && f.Value >= ledger.LeastSum:
		return []field{{Name: "In the ledger", Value: w.plural(max(1, r.Thread.Members), "mention", "mentions"), Address: "/ledger/" + r.ID}}
	case f.Kind != onrecord.FigureMoney && r.Thread.Members > 1:
		return []field{{Name: "In a series of", Value: w.plural(r.Thread.Members, "mention", "mentions"), Address: "/series/" + r.ID}}
	}
	return nil
}
