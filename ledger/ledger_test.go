package ledger_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/ledger"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/sample"
	"github.com/onrecord/onrecord/store/sqlite"
)

// releases is a little record of an invented harbour.
var releases = []string{
	`Lantern Quay Fund announced

The press release issued by the Harbour Board on 3 March 2031.

The Harbour Board will invest £8 million in a new Lantern Quay Fund over 3 years.

- £5 million for the fishing quay

- £3 million for the passenger quay

By 28 February 2031, 214 moorings had been repaired under the Lantern Quay Fund.
`,
	`Lantern Quay Fund at work

The press release issued by the Harbour Board on 1 July 2031.

The £8 million Lantern Quay Fund announced in March has begun its work.

By 30 June 2031, 388 moorings had been repaired under the Lantern Quay Fund.
`,
}

func open(t *testing.T) *sqlite.Store { return openWith(t, releases) }

func openWith(t *testing.T, releases []string) *sqlite.Store {
	t.Helper()
	ctx := context.Background()
	s, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "onrecord.db"), sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	walk := func(_ context.Context, visit func(onrecord.Capture) error, _ func(onrecord.Problem) error) error {
		for i, r := range releases {
			if err := visit(onrecord.NewCapture([]byte(r), string(rune('a'+i))+".txt", "", sample.CapturedAt("archive/public-safety.txt"))); err != nil {
				return err
			}
		}
		return nil
	}
	if _, err := ingest.Run(ctx, s, walk, ingest.Options{}); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSums(t *testing.T) {
	page, err := ledger.Sums(context.Background(), open(t), ledger.Request{})
	if err != nil {
		t.Fatal(err)
	}
	var totals ledger.Adder
	rows := map[float64]ledger.SumRow{}
	for i := range page.Entries {
		totals.Add(&page.Entries[i])
		r := page.Entries[i].Row()
		rows[r.Value] = r
	}
	if len(page.Entries) != 3 || page.Total != 3 {
		t.Fatalf("%d entries of %d, want 3: the sum said again is one", len(page.Entries), page.Total)
	}
	fund := rows[8e6]
	if fund.For != "Lantern Quay Fund" || fund.Payer != "Harbour Board" || fund.Period != "over 3 years" || fund.Claim != link.ClaimNew && fund.Claim != link.ClaimUnknown ||
		fund.FirstSeen != onrecord.MustDate("2031-03-03") || len(fund.Mentions) != 2 || fund.Mentions[1].Claim != link.ClaimAnnounced || fund.PartOf != nil || fund.Terms != link.TermsUnknown {
		t.Errorf("the fund is read as %+v", fund)
	}
	for _, v := range []float64{5e6, 3e6} {
		if r := rows[v]; r.PartOf == nil || r.PartOf.ID != fund.ID || r.Claim != link.ClaimPartOf {
			t.Errorf("%v is no part of the fund: %+v", v, r)
		}
	}
	if all := totals.Totals(); len(all) != 1 || all[0].Value != 8e6 || all[0].Sums != 1 || all[0].Parts != 2 {
		t.Errorf("totals %+v", all)
	}
}

// TestPurposeEnds: May after a day is no verb at which a purpose ends, before a verb it leaves no "and" behind, what is
// owed is no purpose, and what tells of a person is no part of one.
func TestPurposeEnds(t *testing.T) {
	const release = "Quay to be repaired\n\nThe press release issued by the Harbour Board on 3 March 2031.\n\nThe Harbour Board will pay £5 million for the north quay by 3 May 2032, and £4 million for piers may follow. The board gave £3 million to the south mole and will give more. Storms have added £2 million to its growing debt. It gave £6 million to the debt advice service. The chair promised £7 million for the fog horn in her first visit to the pier.\n"
	page, err := ledger.Sums(context.Background(), openWith(t, []string{release}), ledger.Request{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[float64]string{5e6: "the north quay by 3 May 2032", 4e6: "piers", 3e6: "to the south mole", 2e6: "", 6e6: "to the debt advice service", 7e6: "the fog horn"}
	for i := range page.Entries {
		if e := &page.Entries[i]; e.For.Text != want[e.Value()] {
			t.Errorf("%v is for %q, want %q", e.Value(), e.For.Text, want[e.Value()])
		}
	}
	if len(page.Entries) != len(want) {
		t.Errorf("%d entries, want %d", len(page.Entries), len(want))
	}
}

// TestNoPurposeIsTheScheme: a word for what is named elsewhere is that, where there is one, or no purpose.
func TestNoPurposeIsTheScheme(t *testing.T) {
	named := "Grant opens\n\nThe press release issued by the Harbour Board on 3 March 2031.\n\nThe Empty Quays Grant opens on Monday. The board has set aside £15 million for the scheme, enough for 7 quays.\n\nIt also pays £3 million for these works.\n"
	bare := "Quay to be repaired\n\nThe press release issued by the Harbour Board on 4 March 2031.\n\nThe board has set aside £14 million for the scheme.\n\nIt pays £13 million for the new harbour scheme.\n\nIt gives £12 million to the project.\n"
	two := "Two funds\n\nThe press release issued by the Harbour Board on 5 March 2031.\n\nThe Lamp Fund and the Buoy Fund open. The board has set aside £11 million for the scheme.\n"
	page, err := ledger.Sums(context.Background(), openWith(t, []string{named, bare, two}), ledger.Request{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[float64]string{15e6: "Empty Quays Grant", 3e6: "Empty Quays Grant", 14e6: "", 13e6: "the new harbour scheme", 12e6: "", 11e6: ""}
	for i := range page.Entries {
		if e := &page.Entries[i]; e.For.Text != want[e.Value()] {
			t.Errorf("%v is for %q, want %q", e.Value(), e.For.Text, want[e.Value()])
		}
	}
	if len(page.Entries) != len(want) {
		t.Errorf("%d entries, want %d", len(page.Entries), len(want))
	}
}

// TestPayerIsABody: "the board" is the board that issued the release, and "the government" may be any body.
func TestPayerIsABody(t *testing.T) {
	const release = "Quay to be repaired\n\nThe press release issued by the Harbour Board on 3 March 2031.\n\nThe board will pay £5 million for the north quay.\n\nThe government will pay £4 million for piers.\n"
	page, err := ledger.Sums(context.Background(), openWith(t, []string{release}), ledger.Request{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[float64]string{5e6: "Harbour Board", 4e6: ""}
	for i := range page.Entries {
		if e := &page.Entries[i]; e.Payer.Text != want[e.Value()] {
			t.Errorf("%v is paid by %q, want %q", e.Value(), e.Payer.Text, want[e.Value()])
		}
	}
	if len(page.Entries) != len(want) {
		t.Errorf("%d entries, want %d", len(page.Entries), len(want))
	}
}

// TestWholeOfALaterRelease goes by the first mention of the whole, in the words of the part's passage.
func TestWholeOfALaterRelease(t *testing.T) {
	s := openWith(t, append([]string{"Lantern Quay Fund to go on\n\nThe press release issued by the Harbour Board on 1 September 2031.\n\nOf the £8 million Lantern Quay Fund, £2 million is kept for lamps.\n"}, releases...))
	page, err := ledger.Sums(context.Background(), s, ledger.Request{})
	if err != nil {
		t.Fatal(err)
	}
	rows := map[float64]ledger.SumRow{}
	for i := range page.Entries {
		r := page.Entries[i].Row()
		rows[r.Value] = r
	}
	if part := rows[2e6].PartOf; part == nil || part.ID != rows[8e6].ID || part.Words != "£8 million" || len(rows[8e6].Mentions) != 3 {
		t.Errorf("the part's whole is %+v, of %+v", part, rows[8e6])
	}
}

func TestSeries(t *testing.T) {
	page, err := ledger.AllSeries(context.Background(), open(t), ledger.Request{})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Series) != 1 || page.Total != 1 {
		t.Fatalf("%d series, want one", len(page.Series))
	}
	r := page.Series[0].Row()
	if len(r.Points) != 2 || r.Points[0].Value != 214 || r.Points[1].Value != 388 || r.Points[1].Relation != onrecord.LinkUpdates || r.Points[0].Relation != "" || r.Points[1].To != onrecord.MustDate("2031-06-30") || r.Values != 2 {
		t.Errorf("read as %+v", r)
	}
}

// TestGroups adds every sum once, in one group, and as the totals do.
func TestGroups(t *testing.T) {
	page, err := ledger.Sums(context.Background(), openWith(t, append([]string{
		"Lamps\n\nThe press release issued by the Harbour Board on 4 March 2032.\n\nThe Harbour Board will invest £2 million in the Lamp Fund. It will invest £6 million in the Lamp Fund over 3 years. A ferry costs £7 million.\n",
	}, releases...)), ledger.Request{})
	if err != nil {
		t.Fatal(err)
	}
	byScheme, total := ledger.Groups(page.Entries, "GBP", func(e *ledger.Entry) string { return e.For.Text })
	byYear, _ := ledger.Groups(page.Entries, "GBP", func(e *ledger.Entry) string { return e.First().Release.IssuedOn.String()[:4] })
	for name, groups := range map[string][]ledger.Group{"scheme": byScheme, "year": byYear} {
		sum, n := 0.0, 0
		for i, g := range groups {
			sum, n = sum+g.Value, n+len(g.Entries)
			if i > 0 && g.Value > groups[i-1].Value {
				t.Errorf("by %s: not the largest first: %+v", name, groups)
			}
		}
		if sum != total.Value || n != total.Sums {
			t.Errorf("by %s: %d sums of %v, want %d of %v", name, n, sum, total.Sums, total.Value)
		}
	}
	if total.Parts != 2 || total.Smaller == 0 {
		t.Errorf("left out: %+v", total)
	}
	if groups, total := ledger.Groups(page.Entries, "EUR", func(*ledger.Entry) string { return "" }); groups != nil || total.Sums != 0 {
		t.Errorf("of another currency: %v, %+v", groups, total)
	}
}
