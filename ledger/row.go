package ledger

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// SumRow is an entry as programs read it: one object, or one line of a table.
type SumRow struct {
	ID          string             `json:"id"`
	Value       float64            `json:"value"`
	ValueTo     *float64           `json:"value_to,omitempty"`
	Currency    string             `json:"currency"`
	Words       string             `json:"words"`
	Qualifier   onrecord.Qualifier `json:"qualifier"`
	For         string             `json:"for"`   // "" where no mention says
	Payer       string             `json:"payer"` // "" where no mention says
	Period      string             `json:"period"`
	Per         string             `json:"per"`
	Claim       link.Claim         `json:"claim"`
	ClaimWords  string             `json:"claim_words"`
	Terms       link.Terms         `json:"terms"`
	FirstSeen   onrecord.Date      `json:"first_seen"`
	LastSeen    onrecord.Date      `json:"last_seen"`
	PartOf      *PartOf            `json:"part_of"`
	MentionedIn int                `json:"releases"`
	Mentions    []MentionRow       `json:"mentions"`
}

// Purpose returns what a sum is for as words that follow its value: "for the
// quay", "to rebuild the quay"; "" for none.
func Purpose(text string) string {
	if text == "" || strings.HasPrefix(text, "to ") {
		return text
	}
	return "for " + text
}

// PartOf is the whole of a sum.
type PartOf struct {
	ID    string  `json:"id"`
	Words string  `json:"words"`
	Value float64 `json:"value"`
}

// MentionRow is one mention of a sum.
type MentionRow struct {
	ID       string        `json:"id"`
	Release  string        `json:"release_id"`
	Title    string        `json:"title"`
	IssuedOn onrecord.Date `json:"issued_on"`
	IssuedBy []string      `json:"issued_by"`
	Words    string        `json:"words"`
	Claim    link.Claim    `json:"claim"`
}

// Row returns the entry as programs read it.
func (e *Entry) Row() SumRow {
	f := e.Figure()
	r := SumRow{ID: e.First().ID, Value: e.Value(), Currency: f.Unit, Words: f.Text, Qualifier: f.Qualifier, For: e.For.Text, Payer: e.Payer.Text, Period: e.Period.Text,
		Per: e.Per, Claim: e.Claim, ClaimWords: e.ClaimedBy.Text, Terms: e.Terms, FirstSeen: e.First().Release.IssuedOn}
	if f.Was == nil {
		r.ValueTo = f.ValueTo
	}
	if e.Whole != nil {
		r.PartOf = &PartOf{ID: e.WholeID, Words: e.Whole.Figure.Text, Value: e.Whole.Figure.Value}
	}
	in := map[string]bool{}
	for _, m := range e.Mentions {
		in[m.Release.ID] = true
		r.LastSeen = m.Release.IssuedOn
		r.Mentions = append(r.Mentions, MentionRow{ID: m.ID, Release: m.Release.ID, Title: m.Release.Title, IssuedOn: m.Release.IssuedOn, IssuedBy: m.Release.IssuedBy, Words: m.Figure.Text, Claim: m.Reading.Claim})
	}
	r.MentionedIn = len(in)
	return r
}

// SeriesRow is a series as programs read it.
type SeriesRow struct {
	ID        string              `json:"id"`
	Of        string              `json:"of"`
	Kind      onrecord.FigureKind `json:"kind"`
	Unit      string              `json:"unit"`
	Values    int                 `json:"values"`
	Conflicts int                 `json:"conflicts"`
	Points    []PointRow          `json:"points"`
}

// PointRow is one point of a series. Relation is null for the first.
type PointRow struct {
	ID        string             `json:"id"`
	Value     float64            `json:"value"`
	Words     string             `json:"words"`
	Qualifier onrecord.Qualifier `json:"qualifier"`
	From      onrecord.Date      `json:"from"`
	To        onrecord.Date      `json:"to"`
	IssuedOn  onrecord.Date      `json:"issued_on"`
	Release   string             `json:"release_id"`
	Title     string             `json:"title"`
	Relation  onrecord.LinkKind  `json:"relation"`
	Why       string             `json:"why"`
}

// Row returns the series as programs read it.
func (s *Series) Row() SeriesRow {
	r := SeriesRow{ID: s.ID, Of: s.Of, Kind: s.Points[0].Figure.Kind, Unit: s.Points[0].Figure.Unit, Values: s.Values, Conflicts: s.Conflicts}
	for _, p := range s.Points {
		r.Points = append(r.Points, PointRow{ID: p.ID, Value: p.Figure.Value, Words: p.Figure.Text, Qualifier: p.Figure.Qualifier, From: p.From, To: p.To,
			IssuedOn: p.Release.IssuedOn, Release: p.Release.ID, Title: p.Release.Title, Relation: p.Relation, Why: p.Why})
	}
	return r
}

// Table writes rows as CSV with a head. Cells that a spreadsheet would take for
// a formula begin with an apostrophe. Close writes what is left; errors of all writes
// come with it. It must not be used by two goroutines at once.
type Table struct {
	w    *csv.Writer
	head []string
}

// NewSums returns a table of sums, one line each; NewSeries one of points.
func NewSums(w io.Writer) *Table {
	return &Table{csv.NewWriter(w), []string{"id", "value", "currency", "words", "for", "payer", "period", "per", "claim", "terms", "first_seen", "last_seen", "releases", "mentions", "part_of"}}
}

// NewSeries returns a table of the points of series.
func NewSeries(w io.Writer) *Table {
	return &Table{csv.NewWriter(w), []string{"series_id", "of", "id", "value", "words", "from", "to", "issued_on", "release_id", "title", "relation"}}
}

func (t *Table) line(cells ...string) {
	if t.head != nil {
		_ = t.w.Write(t.head) // an error stays with the writer until Close
		t.head = nil
	}
	for i, c := range cells {
		if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
			cells[i] = "'" + c
		}
	}
	_ = t.w.Write(cells)
}

// Sum writes a sum.
func (t *Table) Sum(r SumRow) {
	whole := ""
	if r.PartOf != nil {
		whole = r.PartOf.ID
	}
	t.line(r.ID, value(r.Value), r.Currency, r.Words, r.For, r.Payer, r.Period, r.Per, string(r.Claim), string(r.Terms), day(r.FirstSeen), day(r.LastSeen), strconv.Itoa(r.MentionedIn), strconv.Itoa(len(r.Mentions)), whole)
}

// Series writes the points of a series.
func (t *Table) Series(r SeriesRow) {
	for _, p := range r.Points {
		t.line(r.ID, r.Of, p.ID, value(p.Value), p.Words, day(p.From), day(p.To), day(p.IssuedOn), p.Release, p.Title, string(p.Relation))
	}
}

// Close ends the table.
func (t *Table) Close() error {
	if t.head != nil {
		_ = t.w.Write(t.head)
	}
	t.w.Flush()
	return t.w.Error()
}

func value(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// day writes a day, "" for none.
func day(d onrecord.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
