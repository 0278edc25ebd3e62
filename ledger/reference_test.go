package ledger_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord/ledger"
)

// later are releases that leave to other words what their figures measure, and one that gives
// two values of a sum.
var later = []string{
	releases[0],
	`Lantern Quay Fund at work

The press release issued by the Harbour Board on 1 July 2031.

By 30 June 2031, 388 moorings had been repaired under the Lantern Quay Fund.

“We said that it could be done, and we have got to 388,” said Ada Venn, who leads the Harbour Board.
`,
	`Lantern Quay Fund costs more

The press release issued by the Harbour Board on 1 September 2031.

The cost of the Lantern Quay Fund will rise from £8 million to £9 million over 3 years.

The Harbour Board will give £1 million to Port Sable.
`,
}

func TestFiguresByReference(t *testing.T) {
	s := openWith(t, later)
	series, err := ledger.AllSeries(context.Background(), s, ledger.Request{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, one := range series.Series {
		var points []string
		for _, p := range one.Points {
			points = append(points, fmt.Sprint(p.Figure.Text, " ", p.Relation))
		}
		got = append(got, fmt.Sprint(points))
	}
	if diff := cmp.Diff([]string{"[214 moorings  388 moorings updates 388 restates]"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestTwoValuesAreTwoSums(t *testing.T) {
	s := openWith(t, later)
	rows := map[float64]ledger.SumRow{}
	page, err := ledger.Sums(context.Background(), s, ledger.Request{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range page.Entries {
		row := page.Entries[i].Row()
		rows[row.Value] = row
	}
	eight, nine := rows[8e6], rows[9e6]
	if nine.Words != "£9 million" || len(nine.Mentions) != 1 {
		t.Errorf("what is so now: %+v", nine)
	}
	if eight.Words != "£8 million" || len(eight.Mentions) != 2 || eight.Mentions[1].Words != "£8 million" || eight.Mentions[1].ID != nine.ID || eight.ID == nine.ID {
		t.Errorf("what was so before: %+v", eight)
	}
	if p := rows[1e6]; p.Words == "" || p.For != "" {
		t.Errorf("a place is no purpose: %+v", p)
	}
}
