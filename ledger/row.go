package ledger

import (
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
	r := SumRow{ID: e.ID, Value: e.Value(), Currency: f.Unit, Words: f.Text, Qualifier: f.Qualifier, For: e.For.Text, Payer: e.Payer.Text, Period: e.Period.Text,
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
