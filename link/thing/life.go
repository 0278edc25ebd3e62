package thing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// Row is one row of a thing's life: what one passage says happened to it, is
// to happen, or was given to it.
type Row struct {
	Kind RowKind
	// Record is the record's place among those that were looked into.
	Record int
	// Span is the sentence, At the words in it that say so.
	onrecord.Span
	At onrecord.Span
	// Says is what was done, in one form ("launched", "second reading"); for facts "".
	Says string
	// Ahead says that the release speaks of it as still to come.
	Ahead bool
	// From and To are its days, inclusive: those that the sentence states, or
	// where Stated is false the release's day of issue, which may be zero.
	From, To onrecord.Date
	Stated   bool
	// Fact is the id of the fact that it is, "" for acts and stages.
	Fact string
}

// RowKind says what a row of a life is.
type RowKind string

// The kinds of row.
const (
	RowNamed    RowKind = "named"    // where it is named first
	RowAct      RowKind = "act"      // launched, opened, renamed, …
	RowStage    RowKind = "stage"    // of a law
	RowMoney    RowKind = "money"    // a sum beside it
	RowDue      RowKind = "due"      // a commitment about it, by when
	RowRelation RowKind = "relation" // created, replaced, merged, introduced
)

// Day is the day by which rows are ordered: of what is due the end, else the start;
// zero where neither is known.
func (r *Row) Day() onrecord.Date {
	if r.Kind == RowDue && !r.To.IsZero() || r.From.IsZero() {
		return r.To
	}
	return r.From
}

// Life returns the rows of the thing's life in the order of their days, those
// without a day last, and within a day in the order of the records and their
// texts. What is said again stands once, as it was said first: the same act, stage,
// sum, or commitment by its day.
func (t *Thing) Life(records []*onrecord.Record) []Row {
	l := life{thing: t, seen: map[string]bool{}}
	for i, r := range records {
		l.record(i, r)
	}
	l.merge()
	slices.SortStableFunc(l.rows, func(a, b Row) int {
		if a.Day().IsZero() != b.Day().IsZero() {
			if a.Day().IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Day().Compare(b.Day()), cmp.Compare(order(a.Kind), order(b.Kind)), cmp.Compare(a.Record, b.Record), cmp.Compare(a.Start, b.Start), cmp.Compare(a.At.Start, b.At.Start))
	})
	return l.rows
}

// merge drops acts that a fact of the same sentence says too: a commitment of the
// same days, a relation, a stage of the same words.
func (l *life) merge() {
	said := func(a, b Row) bool {
		if a.Record != b.Record || a.Span != b.Span {
			return false
		}
		return b.Kind == RowRelation || b.Kind == RowDue && a.From == b.From && a.To == b.To || b.Kind == RowStage && b.At.Overlaps(a.At)
	}
	l.rows = slices.DeleteFunc(l.rows, func(a Row) bool {
		return a.Kind == RowAct && slices.ContainsFunc(l.rows, func(b Row) bool { return said(a, b) })
	})
}

// order puts where a thing is first named before what else is of that day.
func order(k RowKind) int {
	if k == RowNamed {
		return 0
	}
	return 1
}

type life struct {
	thing *Thing
	rows  []Row
	seen  map[string]bool
}

// add adds a row unless the same was said before.
func (l *life) add(r Row, same ...string) {
	key := string(r.Kind) + "\x00" + strings.Join(same, "\x00")
	if l.seen[key] {
		return
	}
	l.seen[key] = true
	l.rows = append(l.rows, r)
}

func (l *life) record(i int, r *onrecord.Record) {
	defer l.named(i, r)
	for _, s := range l.thing.sentences(r) {
		if !l.seen[string(RowNamed)+"\x00"] && !s.mentions[0].short {
			l.add(Row{Kind: RowNamed, Record: i, Span: s.Span, At: s.span(s.mentions[0].from, s.mentions[0].to), From: r.IssuedOn, To: r.IssuedOn})
		}
		if !s.quoted {
			l.acts(i, r, &s)
			l.stages(i, r, &s)
		}
		l.facts(i, r, &s)
	}
}

// named adds where the thing is named first, where no sentence does: in the line that states the issue, or in a list.
func (l *life) named(i int, r *onrecord.Record) {
	spans, first := l.thing.spans(r)
	if first < 0 || l.seen[string(RowNamed)+"\x00"] {
		return
	}
	for _, b := range r.Blocks {
		if b.Contains(spans[0]) {
			l.add(Row{Kind: RowNamed, Record: i, Span: b.Span, At: spans[0], From: r.IssuedOn, To: r.IssuedOn})
			return
		}
	}
}

// facts adds the sums, commitments and relations of a sentence.
func (l *life) facts(i int, r *onrecord.Record, s *sentence) {
	for j := range r.Figures {
		if f := &r.Figures[j]; f.Kind == onrecord.FigureMoney && s.Contains(f.Span) && l.takes(r, s, f) {
			row := l.dated(Row{Kind: RowMoney, Record: i, Span: s.Span, At: f.Span, Fact: f.ID}, r, false)
			l.add(row, f.Unit, f.Per, number(f.Value))
		}
	}
	for j := range r.Commitments {
		c := &r.Commitments[j]
		if c.Due == nil || c.Due.From.IsZero() && c.Due.To.IsZero() || !s.Overlaps(c.Span) || !l.about(c.Span, s) {
			continue
		}
		row := Row{Kind: RowDue, Record: i, Span: s.Span, At: c.Span, Fact: c.ID, From: c.Due.From, To: c.Due.To, Stated: true, Ahead: true}
		l.add(row, c.Due.From.String(), c.Due.To.String(), c.Action)
	}
	for j := range r.Relations {
		f := &r.Relations[j]
		switch f.Type {
		case onrecord.RelationCreates, onrecord.RelationReplaces, onrecord.RelationMerges, onrecord.RelationIntroduced:
		default:
			continue
		}
		if s.Overlaps(f.Span) && l.ends(r, f) {
			l.add(l.dated(Row{Kind: RowRelation, Record: i, Span: s.Span, At: f.Span, Fact: f.ID}, r, s.dates(r) == 1), string(f.Type), strings.Join(f.From, "\x00"), f.To)
		}
	}
}

// takes reports whether a sum of a sentence is likely the thing's own: one that is
// said to go to it, or of a thing that is paid for, one that its sentence gives; a
// body's only where the sentence speaks of the body.
func (l *life) takes(r *onrecord.Record, s *sentence, f *onrecord.Figure) bool {
	for i := range r.Relations {
		if to := &r.Relations[i]; to.Type == onrecord.RelationFunds && to.Contains(f.Span) && to.Amount != nil && *to.Amount == f.Value && l.ends(r, to) {
			return true
		}
	}
	switch l.thing.kind {
	case onrecord.NameScheme, onrecord.NameOperation, onrecord.NameSystem:
		return true
	case onrecord.NameLaw, onrecord.NameEvent, onrecord.NameDocument:
		return slices.ContainsFunc(s.mentions, s.subject)
	case onrecord.NameBody:
		return slices.ContainsFunc(s.mentions, s.subject) && s.sums(r) == 1
	}
	return false
}

// dates counts the dates of a sentence: of several, none is surely the relation's.
func (s *sentence) dates(r *onrecord.Record) int {
	n := 0
	for i := range r.Dates {
		if s.Contains(r.Dates[i].Span) {
			n++
		}
	}
	return n
}

// sums counts the sums of money of a sentence: of several, most are others'.
func (s *sentence) sums(r *onrecord.Record) int {
	n := 0
	for i := range r.Figures {
		if r.Figures[i].Kind == onrecord.FigureMoney && s.Contains(r.Figures[i].Span) {
			n++
		}
	}
	return n
}

// about reports whether a commitment's own words mean the thing.
func (l *life) about(c onrecord.Span, s *sentence) bool {
	for _, m := range s.mentions {
		if c.Overlaps(s.span(m.from, m.to)) {
			return true
		}
	}
	return false
}

// ends reports whether a relation starts or ends at the thing.
func (l *life) ends(r *onrecord.Record, f *onrecord.Relation) bool {
	for i := range r.Names {
		if n := &r.Names[i]; l.thing.Is(n) && (n.Text == f.To || slices.Contains(f.From, n.Text)) {
			return true
		}
	}
	return false
}

// acts adds what a sentence says was done to the thing.
func (l *life) acts(i int, r *onrecord.Record, s *sentence) {
	for _, m := range s.mentions {
		says, from, to, ahead := s.act(m, l.thing.stands())
		if says == "" {
			continue
		}
		row := l.dated(Row{Kind: RowAct, Record: i, Span: s.Span, At: s.span(from, to), Says: says, Ahead: ahead}, r, true)
		when := "" // a second launch is another only on a day that is stated
		if row.Stated {
			when = row.From.String() + row.To.String()
		}
		l.add(row, says, when)
	}
}

// stages adds the stages of a law that a sentence names.
func (l *life) stages(i int, r *onrecord.Record, s *sentence) {
	if l.thing.kind != onrecord.NameLaw || l.others(r, s) {
		return
	}
	for j := s.first; j < s.end; j++ {
		value, end := s.entry(stages, j)
		if end == 0 {
			continue
		}
		_, says, _ := strings.Cut(value, " ")
		if ahead, sure := s.tense(j); sure {
			row := l.dated(Row{Kind: RowStage, Record: i, Span: s.Span, At: s.span(j, end), Says: says, Ahead: ahead}, r, true)
			if row.Stated || !row.Ahead { // a stage to come on no day tells nothing
				l.add(row, says, strconv.FormatBool(row.Ahead))
			}
		}
		j = end - 1
	}
}

// others reports whether a sentence names another law.
func (l *life) others(r *onrecord.Record, s *sentence) bool {
	for i := range r.Names {
		n := &r.Names[i]
		if n.Kind != onrecord.NameLaw || l.thing.Is(n) {
			continue
		}
		if slices.ContainsFunc(n.Spans, func(p onrecord.Pair) bool { return s.Contains(onrecord.Span(p)) }) {
			return true
		}
	}
	return false
}

// How far, in bytes, a date may stand from the words that it is of.
const (
	dateAfter  = 70
	dateBefore = 50
)

// dated gives a row its days: those of the date that stands nearest to its words in the
// sentence, the one after them before the one before, where within it says to look; else the
// day of issue.
func (l *life) dated(row Row, r *onrecord.Record, within bool) Row {
	row.From, row.To = r.IssuedOn, r.IssuedOn
	if !within {
		return row
	}
	var best *onrecord.DateFact
	nearest := dateAfter + 1
	for i := range r.Dates {
		d := &r.Dates[i]
		if !row.Contains(d.Span) || d.Bound == onrecord.BoundSince || d.From.IsZero() && d.To.IsZero() {
			continue
		}
		gap := d.Start - row.At.End
		if gap < 0 {
			gap = row.At.Start - d.End + dateAfter - dateBefore
		}
		if row.At.Contains(d.Span) {
			gap = 0
		}
		if gap >= 0 && gap < nearest {
			best, nearest = d, gap
		}
	}
	if best == nil {
		return row
	}
	dated := row
	dated.From, dated.To, dated.Stated = best.From, best.To, true
	if r.IssuedOn.IsZero() {
		return dated
	}
	last := best.To
	if last.IsZero() {
		last = best.From
	}
	if row.Ahead && !last.After(r.IssuedOn) && !best.Contains(row.At) {
		return row // what is still to come is not of a day that is past: "I can tell you today that we will"
	}
	dated.Ahead = dated.Day().After(r.IssuedOn)
	row = dated
	return row
}
