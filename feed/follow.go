package feed

import (
	"cmp"
	"context"
	"io"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/store"
)

// Followed is a commitment with its status by date and the later passages that
// are linked to it.
type Followed struct {
	ID       string            `json:"id"`
	Text     string            `json:"text"`
	Actor    string            `json:"actor"`
	Action   string            `json:"action"`
	Due      *onrecord.Due     `json:"due"`
	Status   string            `json:"status"` // as Status gives it: by the date alone
	Strength onrecord.Strength `json:"strength"`
	Passing
	// FollowUps stand in the order of Weight, the weightiest first. It is empty,
	// not null, where nothing was found since.
	FollowUps []FollowUp `json:"follow_ups"`
	// Verdicts are what people say of it, the newest of each person, newest
	// first: theirs, not the record's. It is empty, not null, where nobody does.
	Verdicts []onrecord.Statement `json:"verdicts"`
}

// Passing is the release in which a passage stands.
type Passing struct {
	ReleaseID string        `json:"release_id"`
	Title     string        `json:"title"`
	IssuedOn  onrecord.Date `json:"issued_on"`
	IssuedBy  []string      `json:"issued_by"`
	URL       *string       `json:"url"`
}

// FollowUp is a later passage that bears on a commitment.
type FollowUp struct {
	ID     string        `json:"id"`
	Text   string        `json:"text"`
	Why    string        `json:"why"`
	Weight float64       `json:"weight"` // of all that speaks for it, 0 to 1
	Due    *onrecord.Due `json:"due"`    // where the passage gives a day of its own
	Passing
}

// SoonDays is how far ahead "soon" looks.
const SoonDays = 30

// QuarterDays is how far ahead the wider of the choices of what is due soon looks.
const QuarterDays = 90

// What can be said of a commitment by its date alone: Status gives one of the first four.
// The others choose several of them at once.
const (
	StatusNone    = "none" // no last day was read
	StatusOpen    = "open" // later than SoonDays
	StatusSoon    = "soon" // within SoonDays
	StatusPast    = "past"
	StatusQuarter = "quarter" // within QuarterDays
	StatusComing  = "coming"  // today or later
)

// Status is what can be said of a commitment by its date alone.
func Status(d *onrecord.Due, today onrecord.Date) string {
	switch {
	case d == nil || d.To.IsZero():
		return StatusNone
	case d.To.Before(today):
		return StatusPast
	case !d.To.After(today.AddDays(SoonDays)):
		return StatusSoon
	}
	return StatusOpen
}

// NarrowDue restricts a request for commitments to a status; "" restricts nothing. What is
// said in several releases word for word is then
// asked for once, unless the request is of some facts or releases only: the one that said
// it first may not be among them. By due date, those past stand the latest first: in a list of one status what is nearest
// to today is first.
func NarrowDue(r *store.FactRequest, status string, today onrecord.Date) {
	r.First = len(r.IDs) == 0 && r.Issuer == "" && r.Name == "" && r.Release == "" && r.IssuedFrom.IsZero() && r.IssuedTo.IsZero()
	from, to := onrecord.Date{}, onrecord.Date{}
	switch status {
	case StatusNone:
		r.NoDue, r.Order = true, store.FactNewest
	case StatusOpen:
		from = today.AddDays(SoonDays + 1)
	case StatusSoon:
		from, to = today, today.AddDays(SoonDays)
	case StatusPast:
		to = today.AddDays(-1)
		if r.Order == store.FactDue {
			r.Order = store.FactLatest
		}
	case StatusQuarter:
		from, to = today, today.AddDays(QuarterDays)
	case StatusComing:
		from = today
	}
	if from.After(r.DueFrom) {
		r.DueFrom = from
	}
	if !to.IsZero() && (r.DueTo.IsZero() || to.Before(r.DueTo)) {
		r.DueTo = to
	}
}

// Follow gathers what is linked to a commitment. Errors are the store's.
func Follow(ctx context.Context, r store.Reader, f store.Fact, today onrecord.Date) (Followed, error) {
	c := f.Commitment
	out := Followed{ID: f.ID, Text: c.Text, Actor: c.Actor, Action: c.Action, Due: c.Due, Status: Status(c.Due, today), Strength: c.Strength, Passing: passing(&f.Release), FollowUps: []FollowUp{}}
	links, err := r.Links(ctx, f.ID)
	for _, l := range links {
		if l.Link.Kind != onrecord.LinkFollowsUp || l.Link.A == f.ID {
			continue
		}
		up := FollowUp{ID: l.ID, Text: l.At.Of(l.Context), Why: l.Link.Why, Weight: l.Link.Weight, Passing: passing(&l.Release)}
		if l.Fact != nil && l.Fact.Commitment != nil {
			up.Due = l.Fact.Commitment.Due
		}
		out.FollowUps = append(out.FollowUps, up)
	}
	slices.SortStableFunc(out.FollowUps, func(a, b FollowUp) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), a.IssuedOn.Compare(b.IssuedOn), cmp.Compare(a.ID, b.ID))
	})
	if err != nil {
		return out, err
	}
	said, err := Verdicts(ctx, r, f)
	out.Verdicts = append([]onrecord.Statement{}, onrecord.StandingVerdicts(said)...)
	return out, err
}

// Verdicts lists what people said of a commitment, newest first, given,
// changed and withdrawn. What was said of one that says the same in the same
// words (its thread) was said of it too. Errors are the store's.
func Verdicts(ctx context.Context, r store.Reader, f store.Fact) ([]onrecord.Statement, error) {
	ids := []string{f.ID}
	if f.Thread.Members > 1 {
		thread, err := r.Thread(ctx, f.ID)
		if err != nil {
			return nil, err
		}
		ids = ids[:0]
		for _, t := range thread {
			ids = append(ids, t.ID)
		}
	}
	var out []onrecord.Statement
	for _, id := range ids {
		ask := store.StatementRequest{Kinds: []onrecord.StatementKind{onrecord.StatementVerdict}, About: id, Limit: 100}
		for more := true; more; more = ask.Cursor != "" {
			page, err := r.Statements(ctx, ask)
			if err != nil {
				return nil, err
			}
			out, ask.Cursor = append(out, page.Statements...), page.Next
		}
	}
	slices.SortFunc(out, func(a, b onrecord.Statement) int { return b.Compare(a) })
	return out, nil
}

func passing(r *onrecord.Release) Passing {
	return Passing{ReleaseID: r.ID, Title: r.Title, IssuedOn: r.IssuedOn, IssuedBy: r.IssuedBy, URL: r.URL}
}

// DueTable writes commitments as CSV after RFC 4180: a line of column names,
// then one line each, with the weightiest later passage and the newest verdict.
type DueTable struct {
	w   io.Writer
	csv *table.CSV
}

// NewDueTable returns a table that has written nothing yet.
func NewDueTable(w io.Writer) *DueTable { return &DueTable{w: w} }

// Write writes a commitment.
func (t *DueTable) Write(c Followed) error {
	if err := t.begin(); err != nil {
		return err
	}
	var due onrecord.Due
	if c.Due != nil {
		due = *c.Due
	}
	row := []any{c.ID, c.ReleaseID, c.IssuedOn, c.IssuedBy, c.Title, c.Actor, c.Action, c.Text, due.Text, due.From, due.To, c.Status, len(c.FollowUps)}
	if len(c.FollowUps) > 0 {
		f := c.FollowUps[0]
		row = append(row, f.ReleaseID, f.IssuedOn, f.Text, f.Why)
	} else {
		row = append(row, nil, nil, nil, nil)
	}
	row = append(row, len(c.Verdicts))
	if len(c.Verdicts) > 0 {
		v := c.Verdicts[0]
		row = append(row, v.Words, string(v.Scale), v.By, v.At, v.Evidence, v.Note)
	} else {
		row = append(row, nil, nil, nil, nil, nil, nil)
	}
	return t.csv.Write(row...)
}

// Close writes the column names where nothing else was written.
func (t *DueTable) Close() error { return t.begin() }

func (t *DueTable) begin() (err error) {
	if t.csv == nil {
		t.csv, err = table.NewCSV(t.w, []string{"id", "release_id", "issued_on", "issued_by", "title", "actor", "action", "text", "due_text", "due_from", "due_to", "status", "follow_ups", "follow_up_release_id", "follow_up_issued_on", "follow_up_text", "follow_up_why", "verdicts", "verdict", "verdict_scale", "verdict_by", "verdict_at", "verdict_evidence", "verdict_note"})
	}
	return err
}
