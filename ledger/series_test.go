package ledger_test

import (
	"context"
	"slices"
	"testing"

	"github.com/onrecord/onrecord/ledger"
)

// TestWhatWasSoBeforeStandsBefore: a value without a time that the sentence calls the one
// before is no later one.
func TestWhatWasSoBeforeStandsBefore(t *testing.T) {
	s := openWith(t, []string{"Ghost boats\n\nThe press release issued by the Harbour Board on 25 November 2031.\n\nIn the first 9 months of the year there were 45 ghost boats, down from 57.\n"})
	page, err := ledger.AllSeries(context.Background(), s, ledger.Request{})
	if err != nil || len(page.Series) != 1 {
		t.Fatalf("%d series, %v", len(page.Series), err)
	}
	r := page.Series[0].Row()
	if len(r.Points) != 2 || r.Points[0].Value != 57 || r.Points[1].Value != 45 {
		t.Errorf("read as %+v", r.Points)
	}
}

// TestLengthOfTimeThatMoves: a length of time is a measure where a word says what
// lasts so long, and only there. What is given only as what was before begins no series.
func TestLengthOfTimeThatMoves(t *testing.T) {
	s := openWith(t, []string{
		"Rules for crews\n\nThe press release issued by the Harbour Board on 3 March 2031.\n\nThe new rules double the notice that an owner has to give a crew, from 1 month to 2 months. They start 3 months later than planned.\n",
		"Rules for crews strengthened\n\nThe press release issued by the Harbour Board on 9 June 2031.\n\nThe changes lengthen the notice that an owner must give a crew from 2 months to 3 months. The board met 3 months later.\n",
	})
	page, err := ledger.AllSeries(context.Background(), s, ledger.Request{})
	if err != nil || len(page.Series) != 1 {
		t.Fatalf("%d series, %v", len(page.Series), err)
	}
	r := page.Series[0].Row()
	var values []float64
	for _, p := range r.Points {
		values = append(values, p.Value)
	}
	if r.Of != "notice" || !slices.Equal(values, []float64{2, 2, 3}) {
		t.Errorf("of %q, with the values %v", r.Of, values)
	}
}
