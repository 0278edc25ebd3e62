package table

import (
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// factHead are the first columns of every table of facts, factReview the last.
var (
	factHead = []Column{
		id("fact_id", "Stable id of the fact, made from its announcement, its kind and its words"),
		id("release_id", "The announcement in which it stands").of("releases.release_id"),
		count("version", "The version in which it stands"),
		words("path", "Address of its page, under the record's own").known(),
		words("release_title", "Title of the announcement"),
		day("issued_on", "Day of issue of the announcement"),
		list("issued_by", "Bodies that issued the announcement"),
		count("start", "Where its words begin: a byte offset into the announcement's text in UTF-8"),
		count("end", "Where its words end, exclusive"),
		words("text", "Its words, exactly as they stand in the announcement").known(),
	}
	factReview = []Column{
		choice("review", "What people said of how it was read: found is what nobody spoke of", onrecord.ReviewStates).known(),
		words("review_by", "Who said so last"),
		moment("review_at", "When they said so"),
		words("review_note", "Why, in their words"),
	}
)

func facts(name, about string, columns ...Column) *Table {
	return &Table{Name: name, About: about, Key: []string{"fact_id"}, Columns: slices.Concat(factHead, columns, factReview)}
}

// The tables of facts of newest versions, those that people rejected among
// them: see the column review.
var (
	Quotes = facts("quotes", "Words that an announcement gives as somebody's own.",
		words("speaker", "The speaker's bare name, empty where none is given or more than one fits"),
		words("role", "The speaker's post, as printed"),
		Column{Name: "cue_start", Type: Integer, About: "Where the words that attribute it begin: a byte offset into the announcement's text"},
		Column{Name: "cue_end", Type: Integer, About: "Where those words end, exclusive"},
		words("post", "The post of the role in one form, without its body"),
		words("body", "The body that the role names, as printed"))
	Dates = facts("dates", "An expression that names a calendar time.",
		day("from", "First day of the interval, inclusive; empty is an open end"),
		day("to", "Last day of the interval, inclusive; empty is an open end"),
		choice("bound", "How the interval bounds what is said of it", onrecord.Bounds),
		words("note", "What the reading of the date took for granted"))
	Figures = facts("figures", "A number that measures something: money, a count, a share.",
		choice("kind", "What it counts in", onrecord.FigureKinds).known(),
		number("value", "The value in whole units: £13 million is 13000000").known(),
		number("value_to", "Upper end of a range"),
		words("unit", "The unit, of money its ISO 4217 code"),
		choice("qualifier", "How exactly it is given", onrecord.Qualifiers),
		choice("change", "Whether it is said to have gone up or down", []string{"up", "down"}),
		number("was", "What it is said to have been before"),
		words("of", "What is measured, as printed"),
		number("part_of", "The value that it is said to be part of"),
		words("per", "The denominator of a rate: year, month, person"),
		words("period_text", "The words that name the time that the value is of"),
		day("period_from", "First day of that time, inclusive"),
		day("period_to", "Last day of that time, inclusive"),
		words("place", "Where it was measured, as printed"))
	Commitments = facts("commitments", "A sentence in which a public body undertakes, orders or sets in force something that a later reader could check.",
		words("actor", "Who undertakes it"),
		words("action", "What is undertaken"),
		choice("strength", "How firmly it binds", onrecord.Strengths),
		words("due_text", "The words that say by when"),
		day("due_from", "First day of the time by which it is due, inclusive"),
		day("due_to", "Last day of that time, inclusive"),
		list("lacks", "What a reader would need to check it later and the announcement does not give: owner, measure, date"))
	Names = facts("names", "A named thing, once for each announcement that names it. Start, end and text are of the first place where it stands.",
		choice("kind", "What the thing is", onrecord.NameKinds).known(),
		list("aliases", "Other names that the announcement gives it"),
		list("spans", "Every place where it stands: start-end in byte offsets"),
		list("roles", "Of a person, the posts as printed"),
		words("thing_id", "The named thing across announcements that it is taken for, empty of a name that people rejected").of("things.thing_id"))
	Relations = facts("relations", "What one sentence states between names.",
		choice("type", "What it states", onrecord.RelationTypes).known(),
		list("from", "The name it starts from: several of what merges, none where the sentence does not say"),
		words("to", "The name it leads to"),
		number("amount", "The sum in whole units, of what funds"))
)

// factTables names the table of each kind of fact.
var factTables = map[onrecord.FactKind]*Table{
	onrecord.KindQuote: Quotes, onrecord.KindDate: Dates, onrecord.KindFigure: Figures, onrecord.KindCommitment: Commitments, onrecord.KindName: Names, onrecord.KindRelation: Relations,
}

// FactsOf returns the table of the facts of a kind, nil for a kind that there is
// not.
func FactsOf(kind onrecord.FactKind) *Table { return factTables[kind] }

// FactRow returns a fact's row of its table. The thing that a name is taken for
// is left empty: only a walk over the record knows it.
func FactRow(f *store.Fact) Row { return factRow(&f.Release, f.One(), nil) }

// factRow returns the row of a fact of a release; thing is the id of the thing
// that a name is taken for, or nil.
func factRow(r *onrecord.Release, f onrecord.OneFact, thing any) Row {
	h := f.Head()
	row := Row{h.ID, r.ID, r.Version, "/facts/" + h.ID, text(r.Title), dayOf(r.IssuedOn), texts(r.IssuedBy), h.Start, h.End, h.Text}
	switch {
	case f.Quote != nil:
		row = append(row, quoteCells(f.Quote)...)
	case f.Date != nil:
		row = append(row, dayOf(f.Date.From), dayOf(f.Date.To), text(f.Date.Bound), text(f.Date.Note))
	case f.Figure != nil:
		row = append(row, figureCells(f.Figure)...)
	case f.Commitment != nil:
		row = append(row, commitmentCells(f.Commitment)...)
	case f.Name != nil:
		h.Review = f.Name.Review
		row = append(row, text(f.Name.Kind), texts(f.Name.Aliases), texts(spans(f.Name.Spans)), texts(f.Name.Roles), thing)
	case f.Relation != nil:
		row = append(row, text(f.Relation.Type), texts(f.Relation.From), text(f.Relation.To), numberOf(f.Relation.Amount))
	}
	if h.Review == nil {
		return append(row, string(onrecord.ReviewFound), nil, nil, nil)
	}
	return append(row, string(h.Review.State), text(h.Review.By), momentOf(h.Review.At), text(h.Review.Note))
}

func quoteCells(q *onrecord.Quote) []any {
	var start, end any
	if q.Cue != nil {
		start, end = q.Cue.Start, q.Cue.End
	}
	return []any{text(q.Speaker), text(q.Role), start, end, text(q.Post), text(q.Body)}
}

func figureCells(f *onrecord.Figure) []any {
	var period onrecord.Period
	if f.Period != nil {
		period = *f.Period
	}
	return []any{
		text(f.Kind), f.Value, numberOf(f.ValueTo), text(f.Unit), text(f.Qualifier), text(f.Change), numberOf(f.Was), text(f.Of), numberOf(f.PartOf), text(f.Per),
		text(period.Text), dayOf(period.From), dayOf(period.To), text(f.Place),
	}
}

func commitmentCells(c *onrecord.Commitment) []any {
	var due onrecord.Due
	if c.Due != nil {
		due = *c.Due
	}
	return []any{text(c.Actor), text(c.Action), text(c.Strength), text(due.Text), dayOf(due.From), dayOf(due.To), texts(c.Lacks)}
}

func spans(pairs []onrecord.Pair) []string {
	out := make([]string, len(pairs))
	for i, s := range pairs {
		out[i] = fmt.Sprintf("%d-%d", s.Start, s.End)
	}
	return out
}

// thingOf returns the id of the thing that a name is taken for, nil of a name
// that people rejected: it stands for nothing.
func (w *walk) thingOf(n *onrecord.Name) any {
	if n == nil || rejected(n) {
		return nil
	}
	return text(w.things[link.NameID(n.Kind, n.Text)])
}

func rejected(n *onrecord.Name) bool {
	return n.Review != nil && n.Review.State == onrecord.ReviewRejected
}
