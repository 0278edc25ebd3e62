package feed

import (
	"io"

	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/ledger"
)

// LedgerTable writes distinct sums, or the points of series, as CSV with a head,
// as the exports do: a text that a spreadsheet could take for a formula begins
// with an apostrophe. It must not be used by two goroutines at once.
type LedgerTable struct{ csv *table.CSV }

var (
	sumColumns   = []string{"id", "value", "currency", "words", "for", "payer", "period", "per", "claim", "terms", "first_seen", "last_seen", "releases", "mentions", "part_of"}
	pointColumns = []string{"series_id", "of", "id", "value", "words", "from", "to", "issued_on", "release_id", "title", "relation"}
)

// NewSumTable writes the head of a table of sums.
func NewSumTable(w io.Writer) (*LedgerTable, error) { return newLedgerTable(w, sumColumns) }

// NewPointTable writes the head of a table of the points of series.
func NewPointTable(w io.Writer) (*LedgerTable, error) { return newLedgerTable(w, pointColumns) }

func newLedgerTable(w io.Writer, head []string) (*LedgerTable, error) {
	csv, err := table.NewCSV(w, head)
	return &LedgerTable{csv}, err
}

// Sum writes a sum as one line.
func (t *LedgerTable) Sum(r ledger.SumRow) error {
	whole := ""
	if r.PartOf != nil {
		whole = r.PartOf.ID
	}
	return t.csv.Write(r.ID, r.Value, r.Currency, r.Words, r.For, r.Payer, r.Period, r.Per, string(r.Claim), string(r.Terms),
		r.FirstSeen, r.LastSeen, r.MentionedIn, len(r.Mentions), whole)
}

// Series writes the points of a series, one a line.
func (t *LedgerTable) Series(r ledger.SeriesRow) error {
	for _, p := range r.Points {
		err := t.csv.Write(r.ID, r.Of, p.ID, p.Value, p.Words, p.From, p.To, p.IssuedOn, p.Release, p.Title, string(p.Relation))
		if err != nil {
			return err
		}
	}
	return nil
}
