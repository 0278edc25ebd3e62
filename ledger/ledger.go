package ledger

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// LeastSum is the smallest sum that the ledger holds: smaller ones are prices
// and fees, and are not compared with other releases.
const LeastSum = 1000

// Request asks for one page of the ledger or of the series. Fields restrict as
// those of store.FactRequest do, by the first mention.
type Request struct {
	Text, Issuer, Name string
	IssuedFrom         onrecord.Date
	IssuedTo           onrecord.Date
	Currency           string
	MinValue           *float64
	Reviews            []onrecord.ReviewState
	Order              store.FactOrder // "" is store.FactNewest
	Limit              int             // 1 to 100; 0 is 50
	Cursor             string
}

// The lists of this room, by which their cursors begin: a page of one is none of another.
const (
	listSums   = "l"
	listSeries = "s"
)

// facts asks for the first mentions of a list.
func (r Request) facts(list string) (store.FactRequest, error) {
	cursor, own := strings.CutPrefix(r.Cursor, list)
	if r.Cursor != "" && (!own || cursor == "") {
		return store.FactRequest{}, fmt.Errorf("%w: %.60q is no cursor of this list", onrecord.ErrInvalid, r.Cursor)
	}
	return store.FactRequest{Kind: onrecord.KindFigure, Text: r.Text, Issuer: r.Issuer, Name: r.Name, IssuedFrom: r.IssuedFrom, IssuedTo: r.IssuedTo,
		Currency: r.Currency, MinValue: r.MinValue, Reviews: r.Reviews, Order: r.Order, Limit: r.Limit, Cursor: cursor}, nil
}

// cursorOf makes a cursor of a list of one of its facts, "" of "".
func cursorOf(list, facts string) string {
	if facts == "" {
		return ""
	}
	return list + facts
}

// Mention is one passage that gives a sum, and what it says of it.
type Mention struct {
	store.Fact
	Reading link.SumReading
}

// Entry is one distinct sum with all its mentions.
type Entry struct {
	// ID is that of the fact that was issued first; one that gives the sum only as what was before
	// is a mention and gives no id.
	ID string
	// Mentions stand in the order in which they were issued; never empty.
	Mentions []Mention
	// For and Payer are what the first mention that says it says, Period and
	// Per likewise. Claim is what the first mention says of whether the sum is
	// new: what later ones say is in their readings.
	For, Payer, Period link.Said
	Per                string
	Claim              link.Claim
	ClaimedBy          link.Said
	Terms              link.Terms
	// Whole is the sum of which a mention says that this one is a part; nil
	// where none does.
	Whole *store.Fact
	// WholeID is the id that the whole's own entry goes by: its first mention's.
	WholeID string
}

// First is the mention that was issued first.
func (e *Entry) First() *Mention { return &e.Mentions[0] }

// Figure is the sum as first given.
func (e *Entry) Figure() *onrecord.Figure { return e.Mentions[0].Fact.Figure }

// Page is one page of the ledger. Total is exact.
type Page struct {
	Entries []Entry
	Total   int
	Next    string
}

// Sums returns one page of the ledger. Errors are the store's. See Memory for who asks often.
func Sums(ctx context.Context, s store.Reader, r Request) (Page, error) {
	return sums(ctx, s, r, nil)
}

// Count returns how many sums there are of the ledger that a request asks for: Page.Total, without the entries.
func Count(ctx context.Context, s store.Reader, r Request) (int, error) {
	request, err := r.sums()
	if err != nil {
		return 0, err
	}
	request.Limit = 1
	facts, err := s.Facts(ctx, request)
	return facts.Total, err
}

// sums asks for the first mentions of the ledger.
func (r Request) sums() (store.FactRequest, error) {
	request, err := r.facts(listSums)
	request.FigureKind, request.First = onrecord.FigureMoney, true
	if request.MinValue == nil || *request.MinValue < LeastSum {
		least := float64(LeastSum)
		request.MinValue = &least
	}
	return request, err
}

func sums(ctx context.Context, s store.Reader, r Request, memory *recalled) (Page, error) {
	request, err := r.sums()
	if err != nil {
		return Page{}, err
	}
	facts, err := s.Facts(ctx, request)
	if err != nil {
		return Page{}, err
	}
	entries, err := entriesOf(ctx, s, facts.Facts, memory)
	if err != nil {
		return Page{}, err
	}
	return Page{Entries: entries, Total: facts.Total, Next: cursorOf(listSums, facts.Next)}, nil
}

// Sum returns the entry that a sum belongs to. Errors are the store's, and
// onrecord.ErrNotFound for a fact that is no sum.
func Sum(ctx context.Context, s store.Reader, id string) (Entry, error) {
	f, err := figureOf(ctx, s, id, true)
	if err != nil {
		return Entry{}, err
	}
	e, _, err := newReader(s).entry(ctx, f)
	return e, err
}

// reader remembers the records and the threads that it has read.
type reader struct {
	store   store.Reader
	records map[string]*figures
	threads map[string][]store.Fact // by the facts that they were asked for by; each is used once
}

// figures are those of one record.
type figures struct {
	record *onrecord.Record
	reader link.Figures
	places map[string]int // of figures, by id
}

func figuresOf(rec *onrecord.Record) *figures {
	s := &figures{record: rec, reader: link.FiguresOf(rec), places: make(map[string]int, len(rec.Figures))}
	for i := range rec.Figures {
		s.places[rec.Figures[i].ID] = i
	}
	return s
}

func newReader(s store.Reader) *reader {
	return &reader{store: s, records: map[string]*figures{}, threads: map[string][]store.Fact{}}
}

// mostRecords bounds the records that are remembered at once, and so many of them are asked for together.
const mostRecords = 64

// ahead reads the threads of some facts, and the records of the first mentions in them, each in one question.
func (r *reader) ahead(ctx context.Context, facts []*store.Fact) error {
	ids := make([]string, len(facts))
	for i, f := range facts {
		ids[i] = f.ID
	}
	threads, err := r.store.Threads(ctx, ids...)
	if err != nil {
		return err
	}
	var all []store.Fact
	for i, thread := range threads {
		r.threads[ids[i]] = thread
		all = append(all, thread...)
	}
	return r.recordsOf(ctx, all)
}

// recordsOf reads the records of some facts that are not remembered, the first of them where they are many.
func (r *reader) recordsOf(ctx context.Context, facts []store.Fact) error {
	var ids []string
	for i := range facts {
		id := facts[i].Release.ID
		if r.records[id] == nil && len(ids) < mostRecords && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	read, err := r.store.Releases(ctx, ids...)
	if err != nil {
		return err
	}
	if len(r.records)+len(read) > mostRecords {
		clear(r.records)
	}
	for i := range read {
		read[i].Facts = read[i].Facts.Standing()
		r.records[ids[i]] = figuresOf(&read[i])
	}
	return nil
}

// record returns the record of the first of some facts, which are asked for in this order.
func (r *reader) record(ctx context.Context, facts []store.Fact) (*figures, error) {
	id := facts[0].Release.ID
	if s := r.records[id]; s != nil {
		return s, nil
	}
	err := r.recordsOf(ctx, facts)
	return r.records[id], err
}

// thread returns the facts that say what f says, itself among them, in order.
func (r *reader) thread(ctx context.Context, f *store.Fact) ([]store.Fact, error) {
	if thread := r.threads[f.ID]; thread != nil {
		delete(r.threads, f.ID)
		return thread, nil
	}
	return r.store.Thread(ctx, f.ID)
}

// whole takes a sum, as the passage of a part gives it, as the entry's whole. It rests on the releases.
func (r *reader) whole(ctx context.Context, e *Entry, id string) (releases []string, err error) {
	f, err := r.store.Fact(ctx, id)
	if err != nil {
		return nil, err
	}
	mentions, err := r.thread(ctx, &f)
	if err != nil {
		return nil, err
	}
	now := link.Now(*f.Figure)
	f.Figure = &now
	e.Whole, e.WholeID = &f, idOf(mentions)
	releases = []string{f.Release.ID}
	for i := range mentions {
		if factID(&mentions[i]) == e.WholeID {
			releases = append(releases, mentions[i].Release.ID)
			break
		}
	}
	return releases, nil
}

// entry reads the entry of a fact, and returns the releases that it rests on.
func (r *reader) entry(ctx context.Context, f *store.Fact) (e Entry, releases []string, err error) {
	facts, err := r.thread(ctx, f)
	if err != nil {
		return e, nil, err
	}
	e.ID = idOf(facts)
	for i := range facts {
		rec, err := r.record(ctx, facts[i:])
		if err != nil {
			return e, nil, err
		}
		releases = append(releases, facts[i].Release.ID)
		m := Mention{Fact: facts[i]}
		m.ID = factID(&facts[i])
		reading, whole := rec.read(m.ID)
		if m.Reading = reading; facts[i].FormerOf != "" {
			whole = nil // what is said of the sum that took its place
			m.Reading = link.SumReading{For: reading.For, Payer: reading.Payer, Per: reading.Per, Claim: link.ClaimUnknown, Terms: reading.Terms}
		}
		e.Mentions = append(e.Mentions, m)
		if e.Whole == nil && whole != nil {
			of, err := r.whole(ctx, &e, whole.ID)
			if err != nil {
				return e, nil, err
			}
			releases = append(releases, of...)
		}
	}
	e.gather()
	return e, releases, nil
}

// read reads a sum in its record, and returns the whole that it is part of.
func (s *figures) read(id string) (link.SumReading, *onrecord.Figure) {
	i, found := s.places[id]
	if !found {
		return link.SumReading{Claim: link.ClaimUnknown, Terms: link.TermsUnknown}, nil
	}
	reading := s.reader.Sum(&s.record.Figures[i])
	if w, found := s.places[reading.Whole]; found {
		return reading, &s.record.Figures[w]
	}
	return reading, nil
}

// gather takes what the mentions say into the entry: of each thing what the
// first says that says it.
func (e *Entry) gather() {
	e.Claim, e.ClaimedBy = e.Mentions[0].Reading.Claim, e.Mentions[0].Reading.ClaimedBy
	e.Terms = link.TermsUnknown
	for _, m := range e.Mentions {
		r := m.Reading
		for _, said := range []struct {
			into *link.Said
			from link.Said
		}{{&e.For, r.For}, {&e.Payer, r.Payer}, {&e.Period, r.Period}} {
			if said.into.Text == "" {
				*said.into = said.from
			}
		}
		if e.Per == "" {
			e.Per = r.Per
		}
		if e.Terms == link.TermsUnknown {
			e.Terms = r.Terms
		}
	}
}
