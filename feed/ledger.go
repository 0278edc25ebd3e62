package feed

import (
	"io"
	"strconv"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger"
)

// LedgerTable writes distinct sums, or the points of series, as CSV with a head,
// as the exports do: a text that a spreadsheet could take for a formula begins
// with an apostrophe. It must not be used by two goroutines at once.
type LedgerTable struct{ w *lineWriter }

var (
	sumColumns   = []string{"id", "value", "currency", "words", "for", "payer", "period", "per", "claim", "terms", "first_seen", "last_seen", "releases", "mentions", "part_of"}
	pointColumns = []string{"series_id", "of", "id", "value", "words", "from", "to", "issued_on", "release_id", "title", "relation"}
)

// NewSumTable writes the head of a table of sums.
func NewSumTable(w io.Writer) (*LedgerTable, error) { return newLedgerTable(w, sumColumns) }

// NewPointTable writes the head of a table of the points of series.
func NewPointTable(w io.Writer) (*LedgerTable, error) { return newLedgerTable(w, pointColumns) }

func newLedgerTable(w io.Writer, head []string) (*LedgerTable, error) {
	t := &LedgerTable{newLineWriter(w)}
	return t, t.w.write(head)
}

// Sum writes a sum as one line.
func (t *LedgerTable) Sum(r ledger.SumRow) error {
	whole := ""
	if r.PartOf != nil {
		whole = r.PartOf.ID
	}
	return t.w.write([]string{r.ID, valueCell(r.Value), safe(r.Currency), safe(r.Words), safe(r.For), safe(r.Payer), safe(r.Period), safe(r.Per), string(r.Claim), string(r.Terms),
		dayCell(r.FirstSeen), dayCell(r.LastSeen), strconv.Itoa(r.MentionedIn), strconv.Itoa(len(r.Mentions)), whole})
}

// Series writes the points of a series, one a line.
func (t *LedgerTable) Series(r ledger.SeriesRow) error {
	for _, p := range r.Points {
		err := t.w.write([]string{r.ID, safe(r.Of), p.ID, valueCell(p.Value), safe(p.Words), dayCell(p.From), dayCell(p.To), dayCell(p.IssuedOn), p.Release, safe(p.Title), string(p.Relation)})
		if err != nil {
			return err
		}
	}
	return nil
}

func valueCell(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// dayCell writes a day, "" for none.
func dayCell(d onrecord.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}
