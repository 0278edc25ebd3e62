package feed

import (
	"bytes"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ledger"
)

// TestLedgerTableIsSafe: texts that a spreadsheet could take for a formula are
// not handed to it, numbers stay numbers, and no text is lost.
func TestLedgerTableIsSafe(t *testing.T) {
	var out bytes.Buffer
	table, err := NewPointTable(&out)
	if err != nil {
		t.Fatal(err)
	}
	point := ledger.PointRow{ID: "b", Value: -3, Words: "＝2+2", To: onrecord.MustDate("2031-06-30"), Release: "c", Title: "'quoted"}
	if err := table.Series(ledger.SeriesRow{ID: "a", Of: "=cmd", Points: []ledger.PointRow{point}}); err != nil {
		t.Fatal(err)
	}
	const want = "series_id,of,id,value,words,from,to,issued_on,release_id,title,relation\r\na,'=cmd,b,-3,'＝2+2,,2031-06-30,,c,''quoted,\r\n"
	if out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}
