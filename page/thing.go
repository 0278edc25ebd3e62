package page

import (
	"cmp"
	"context"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/beside"
	"github.com/onrecord/onrecord/link/thing"
	"github.com/onrecord/onrecord/store"
)

// thingData is the page of one named thing.
type thingData struct {
	store.Named
	Description *described
	Ties        []tie
	More        int // ties that are not shown
	Sums        []sumSeen
	Stages      []lifeRow // of a law
	Dues        []row
	Life        []lifeRow
	Later       []lifeRow // folded away
	Map         *neighbourMap
	Sections    []nameSection
	Relations   []row
	// Read is how many releases the page was read from, where not all.
	Read      int
	Permalink string
	Follow    followLinks
}

// Newest are the releases that name it which are shown at once, newest first, and Rest the others.
func (d *thingData) Newest() []onrecord.Release { return newestOf(d.Mentions) }
func (d *thingData) Rest() []onrecord.Release   { return restOf(d.Mentions) }

func newestOf(mentions []onrecord.Release) []onrecord.Release {
	return mentions[:min(len(mentions), maxReleases)]
}

func restOf(mentions []onrecord.Release) []onrecord.Release {
	return mentions[min(len(mentions), maxReleases):]
}

// described is what a thing is in the words of a release.
type described struct {
	Words   template.HTML
	Speaker string // whose words, where they are somebody's
	Quoted  bool
	Brought bool // it says no more than that the thing is new
	Address string
	Release onrecord.Release
}

// tie is one way in which others are stated to belong to the thing or it to
// them: "part of", "run by".
type tie struct {
	Says   string
	Others []tied
	More   int
}

// tied is one of them, those stated last first. First and Last are the days of issue of
// the releases that state it, Fact the first statement.
type tied struct {
	Text, Address, Fact string
	First, Last         onrecord.Date
	id                  string
}

// sumSeen is a sum that a sentence about the thing gives.
type sumSeen struct {
	Text, Of, Address string
	On                onrecord.Date
}

// lifeRow is a row of a thing's life as it is shown.
type lifeRow struct {
	When, Says string
	Reached    string // the act or stage, also where it is still to come
	Datetime   string // for a machine: the day by which it is ordered
	Aside      string // how the day is known
	Due        *row
	Ahead      bool   // still to come when it was issued
	Again      bool   // the row before shows the same sentence
	At         string // the words in it, where it is shown again and they are not all of it
	Words      template.HTML
	Fact       string
	Release    onrecord.Release
}

// A thing's page is read from so many of the releases that name it, the
// earliest and the newest.
const (
	earliestRead = 30
	newestRead   = 20
)

// What a thing's page shows at once; the rest is folded away or a link off.
const (
	maxTied     = 4
	maxSums     = 4
	maxDues     = 3
	maxLife     = 10
	maxFolded   = 60
	maxReleases = 12
)

func (p *site) name(r *http.Request) (view, error) {
	var sections []nameSection
	lists, ctx := errgroup.WithContext(r.Context()) // beside all else
	ctx, stop := context.WithCancel(ctx)
	defer func() {
		stop()
		_ = lists.Wait()
	}()
	lists.Go(beside.Guarded(func() (err error) {
		sections, err = p.aboutThing(r.WithContext(ctx), r.PathValue("id"))
		return err
	}))
	n, err := p.store.Name(r.Context(), r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	if to := nameAddress(n.Kind, n.ID); to != r.URL.Path {
		return view{Redirect: to}, nil
	}
	forms := append([]string{n.Text}, n.Aliases...)
	n.Aliases = otherForms(n)
	d := &thingData{Named: n, Permalink: p.base(r) + "/names/" + n.ID, Follow: p.followLinks("/names/"+n.ID+".atom", onrecord.TopicName, n.ID)}
	d.Relations = p.rows(n.Relations)
	if err := p.price(r, d.Relations); err != nil {
		return view{}, err
	}
	records, err := p.naming(r, &n)
	if err != nil {
		return view{}, err
	}
	if len(records) < n.Releases {
		d.Read = len(records)
	}
	t := thing.New(n.Kind, forms...)
	d.describe(t, records)
	d.life(p, t, records)
	d.surround(p.writing, t, records)
	if err := lists.Wait(); err != nil {
		return view{}, err
	}
	d.Sections = sections
	described, err := p.linkedName(r, &n, d.Permalink)
	return view{Template: "name", Title: n.Text, About: d.about(p.writing), Data: d, Address: d.Permalink, Linked: described, Image: d.Map.at(p.base(r)), Feed: d.Follow.Feed}, err
}

// otherForms are the forms of a name that tell a reader more: no short forms such as
// "the fund", and none that differ from one before in their capitals or article only.
func otherForms(n store.Named) []string {
	level := func(s string) string { return strings.TrimPrefix(strings.ToLower(s), "the ") }
	seen := map[string]bool{level(n.Text): true}
	var out []string
	for _, form := range n.Aliases {
		words := strings.Fields(form)
		if l := level(form); !seen[l] && !(len(words) == 2 && articles[strings.ToLower(words[0])] && words[1] != strings.ToUpper(words[1])) {
			seen[l] = true
			out = append(out, form)
		}
	}
	return out
}

var articles = map[string]bool{"the": true, "this": true, "a": true, "an": true, "its": true, "our": true}

// naming reads releases that name the thing, in the order of issue, those without a day last.
// Of many, the earliest and the newest are read.
func (p *site) naming(r *http.Request, n *store.Named) ([]*onrecord.Record, error) {
	earliest := n.Earliest
	if len(earliest) == 0 {
		earliest = n.Mentions[max(0, len(n.Mentions)-earliestRead):] // newest first
	}
	heads := slices.Clone(n.Mentions[:min(newestRead, len(n.Mentions))])
	for _, head := range earliest[:min(earliestRead, len(earliest))] {
		if !slices.ContainsFunc(heads, func(o onrecord.Release) bool { return o.ID == head.ID }) {
			heads = append(heads, head)
		}
	}
	ids := make([]string, len(heads))
	for i, head := range heads {
		ids[i] = head.ID
	}
	records, err := p.store.Releases(r.Context(), ids...)
	if err != nil {
		return nil, err
	}
	out := make([]*onrecord.Record, len(records))
	for i := range records {
		out[i] = &records[i]
		out[i].Facts = out[i].Facts.Standing()
	}
	slices.SortStableFunc(out, func(a, b *onrecord.Record) int {
		if a.IssuedOn.IsZero() != b.IssuedOn.IsZero() {
			if a.IssuedOn.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.IssuedOn.Compare(b.IssuedOn), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

func (d *thingData) describe(t *thing.Thing, records []*onrecord.Record) {
	found, ok := t.Describe(records)
	if !ok {
		return
	}
	rec := records[found.Record]
	d.Description = &described{
		Words: sentenceLit(rec, found.Span, found.Mention), Speaker: found.Speaker, Quoted: found.Quoted, Brought: found.Way == thing.Brought,
		Address: passageAddress(rec, found.Span), Release: rec.Release,
	}
}

// about is the page's description for machines.
func (d *thingData) about(w writing) string {
	return cut(200, d.Text+": what official announcements say of it, since "+w.day(d.First)+".")
}

// sentenceLit shows a sentence with some of its words lit.
func sentenceLit(rec *onrecord.Record, s, words onrecord.Span) template.HTML {
	if !s.Contains(words) || words == s {
		return template.HTML(template.HTMLEscapeString(cut(wordsRunes, s.Of(rec.Text)))) //nolint:gosec // escaped
	}
	if utf8.RuneCountInString(s.Of(rec.Text)) > wordsRunes {
		return inContext(s.Of(rec.Text), onrecord.Span{Start: words.Start - s.Start, End: words.End - s.Start})
	}
	return lit(rec.Text, s, []mark{{Span: words, element: "mark", class: "fact"}}, map[string]bool{})
}

// life fills in the rows of the thing's life, its sums and what is due.
func (d *thingData) life(p *site, t *thing.Thing, records []*onrecord.Record) {
	var before thing.Row
	for _, l := range t.Life(records) {
		rec := records[l.Record]
		row := lifeRow{When: p.writing.when(l), Datetime: l.Day().String(), Ahead: l.Ahead, Words: sentenceLit(rec, l.Span, l.At), Fact: l.Fact, Release: rec.Release}
		if !l.Stated && l.Ahead {
			row.Aside = "day of issue: still to come then"
		} else if !l.Stated && (l.Kind == thing.RowAct || l.Kind == thing.RowStage) {
			row.Aside = "day of issue: its own day is not stated"
		} else if !l.Stated {
			row.Aside = "day of issue"
		} else if l.Ahead && l.Kind != thing.RowDue {
			row.Aside = "still to come when it was issued"
		}
		d.says(p, &row, l, rec)
		if row.Again = l.Record == before.Record && l.Span == before.Span && len(d.Life) > 0; !row.Again {
			before = l
		} else if l.At != l.Span {
			row.At = cut(80, l.At.Of(rec.Text))
		}
		if len(d.Life) < maxLife {
			d.Life = append(d.Life, row)
		} else if len(d.Later) < maxFolded {
			d.Later = append(d.Later, row)
		}
	}
	d.dues(p.options.Today())
}

// when writes the days of a row.
func (w writing) when(l thing.Row) string {
	if l.Kind == thing.RowDue {
		return w.dueReading(&onrecord.Due{From: l.From, To: l.To})
	}
	return w.interval(l.From, l.To)
}

// toCome returns what a row's act or stage is called: what is said of what was done
// is not said of what was still to come.
func toCome(l thing.Row) string {
	first, rest, _ := strings.Cut(l.Says, " ")
	switch {
	case !l.Ahead:
	case first == "became":
		return "to become " + rest
	case l.Kind == thing.RowAct || first == "laid" || strings.HasSuffix(first, "ed"):
		return "to be " + l.Says
	}
	return l.Says
}

// says fills in what a row of a life says.
func (d *thingData) says(p *site, row *lifeRow, l thing.Row, rec *onrecord.Record) {
	switch l.Kind {
	case thing.RowNamed:
		row.Says = "First named in this record"
		if rec.IssuedOn != d.First {
			row.Says = "First named, in the releases read here"
		}
	case thing.RowAct, thing.RowStage:
		row.Says, row.Reached = upperFirst(toCome(l)), l.Says
		if l.Kind == thing.RowStage || d.Kind == onrecord.NameLaw && l.Says == introduced && !l.Ahead {
			d.stage(*row)
		}
	case thing.RowMoney:
		row.Says = l.At.Of(rec.Text) + " named with it"
		sum := sumSeen{Text: l.At.Of(rec.Text), Address: "/facts/" + l.Fact, On: rec.IssuedOn}
		for _, f := range rec.Figures {
			if f.ID == l.Fact {
				sum.Of = f.Of
			}
		}
		d.Sums = append(d.Sums, sum)
	case thing.RowDue:
		for i := range rec.Commitments {
			if c := &rec.Commitments[i]; c.ID == l.Fact {
				due := p.row(store.Fact{Kind: onrecord.KindCommitment, ID: c.ID, Commitment: c, Release: rec.Release, Context: l.Of(rec.Text), Span: onrecord.Span{End: l.Len()}})
				if row.Says, row.Due = "Due", &due; due.Status == noEnd {
					row.Says = "To begin"
				}
				d.Dues = append(d.Dues, due)
			}
		}
	case thing.RowRelation:
		for _, f := range rec.Relations {
			if f.ID == l.Fact {
				row.Says = p.writing.relationReading(f, rec.Figures)
				if d.Kind == onrecord.NameLaw && f.Type == onrecord.RelationIntroduced && l.Stated {
					reached := *row
					reached.Says, reached.Reached = upperFirst(introduced), introduced
					d.stage(reached)
				}
			}
		}
	}
}

// introduced is the stage of a law that many sentences tell as an act.
const introduced = "introduced"

// stage adds a stage of a law; one that was reached stands for the same one as it was still to come.
func (d *thingData) stage(row lifeRow) {
	d.Stages = slices.DeleteFunc(d.Stages, func(s lifeRow) bool { return s.Reached == row.Reached && s.Ahead && !row.Ahead })
	if !slices.ContainsFunc(d.Stages, func(s lifeRow) bool { return s.Reached == row.Reached }) {
		d.Stages = append(d.Stages, row)
	}
}

// dues keeps what is due soonest, or where all is past, what was due last.
func (d *thingData) dues(today onrecord.Date) {
	ahead := slices.DeleteFunc(slices.Clone(d.Dues), func(r row) bool {
		to := r.Commitment.Due.To
		return !to.IsZero() && to.Before(today)
	})
	if len(ahead) > 0 {
		d.Dues = ahead[:min(len(ahead), maxDues)]
	} else if len(d.Dues) > 0 {
		d.Dues = d.Dues[len(d.Dues)-1:]
	}
	if len(d.Sums) > maxSums {
		d.Sums = d.Sums[:maxSums]
	}
}

// aboutThing lists the facts of the paragraphs that name the thing.
func (p *site) aboutThing(r *http.Request, id string) ([]nameSection, error) {
	var out []nameSection
	sums := 0
	for _, k := range nameKinds {
		request := k.request
		request.Name, request.Limit = id, maxNameRows
		if k.title == otherFigures {
			request.Limit = 5 * maxNameRows // sums of money among them are left out
		}
		page, err := p.store.Facts(r.Context(), request)
		if err != nil {
			return nil, err
		}
		section := nameSection{Title: k.title, Total: page.Total, More: address(k.path, nil, "name", id)}
		switch {
		case request.FigureKind == onrecord.FigureMoney:
			sums = page.Total
		case k.title == otherFigures: // money has the section before
			page.Facts = slices.DeleteFunc(page.Facts, func(f store.Fact) bool { return f.Figure.Kind == onrecord.FigureMoney })
			section.Total, section.Of = page.Total-sums, "figures, money too"
		}
		if section.Total > 0 {
			section.Rows = p.rows(page.Facts[:min(len(page.Facts), maxNameRows)])
			out = append(out, section)
		}
	}
	return out, nil
}

// passageAddress is where a passage stands in its release.
func passageAddress(rec *onrecord.Record, s onrecord.Span) string {
	for _, f := range allFacts(rec) {
		if h := f.One().Head(); f.Kind != onrecord.KindName && h.Start >= s.Start && h.End <= s.End {
			return "/releases/" + rec.ID + "#f-" + f.ID
		}
	}
	return "/releases/" + rec.ID
}
