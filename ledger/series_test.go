package ledger_test

import (
	"context"
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
