package page_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/onrecord/onrecord"
)

// promised keeps a release with n commitments due on each of the days.
func (k *kept) promised(t *testing.T, name string, n int, days ...string) {
	t.Helper()
	var sentences []string
	for _, day := range days {
		for i := range n {
			sentences = append(sentences, fmt.Sprintf("Lamp %s-%03d of %s will be lit.", name, i, day))
		}
	}
	k.save(t, name, "releases/"+name, "2025-01-01T00:00:00Z", onrecord.Draft{Title: "Lamps " + name, IssuedOn: onrecord.MustDate("2025-01-01"), IssuedBy: []string{"Lamp Office"}, Language: "en", Blocks: paragraphs(sentences...)},
		func(rec *onrecord.Record) {
			for i, s := range sentences {
				due := &onrecord.Due{Text: "then", To: onrecord.MustDate(days[i/n])}
				rec.Commitments = append(rec.Commitments, onrecord.Commitment{Head: at(t, rec, s), Action: "light", Due: due, Strength: onrecord.StrengthWill})
			}
		})
}

// rowsOf follows a list to its end and returns its rows.
func (k *kept) rowsOf(t *testing.T, path string) []string {
	t.Helper()
	var out []string
	a := k.get(t, path)
	for range 40 {
		a.Find("main li mark").Each(func(_ int, s *goquery.Selection) { out = append(out, s.Text()) })
		if by(a.Selection, "link", "Next page").Length() == 0 {
			return out
		}
		a = k.open(t, a, "Next page")
	}
	t.Fatalf("%s: pages without end", path)
	return nil
}

func TestThePassedAreListedLatestFirst(t *testing.T) {
	for name, fill := range map[string]func(k *kept){
		"few": func(k *kept) { k.promised(t, "a", 2, "2025-08-19", "2024-02-01", "2025-08-20", "2025-12-01") },
		"many days": func(k *kept) {
			k.promised(t, "a", 7, "2025-08-19", "2025-08-01", "2025-07-01", "2025-06-30", "2024-01-01", "2023-05-05", "1066-10-14", "2025-08-21")
		},
		"a full day": func(k *kept) {
			k.promised(t, "a", 3, "2025-08-01", "2025-01-01")
			k.promised(t, "b", 130, "2025-06-30")
		},
		"nothing but full": func(k *kept) { k.promised(t, "a", 130, "2025-08-19"); k.promised(t, "b", 101, "2025-08-18") },
	} {
		k := newKept(t)
		fill(k)
		rows := k.rowsOf(t, "/commitments?status=past")
		var days []string
		for _, r := range rows {
			day := strings.Fields(r)[3]
			if day >= today.String() {
				t.Errorf("%s: %s has not passed", name, r)
			}
			days = append(days, day)
		}
		if !slices.IsSortedFunc(days, func(a, b string) int { return strings.Compare(b, a) }) {
			t.Errorf("%s: not the latest first: %q", name, days)
		}
		total := k.get(t, "/commitments?status=past")
		total.has(t, "status", fmt.Sprintf("%d commitments", len(rows)))
		slices.Sort(rows)
		if n := len(slices.Compact(rows)); n != len(days) {
			t.Errorf("%s: %d of %d rows stand once", name, n, len(days))
		}
		if issued := k.rowsOf(t, "/commitments?status=past&order=newest"); len(issued) != len(days) {
			t.Errorf("%s: %d rows by day of issue, %d by due date", name, len(issued), len(days))
		}
	}
}

func TestDueFirstBeginsWithToday(t *testing.T) {
	k := newKept(t)
	k.promised(t, "a", 1, "2025-08-19", "2025-08-20", "2025-10-01", "2025-11-18", "2025-11-19", "2024-01-01")
	all := k.get(t, "/commitments")
	all.has(t, "link", "All 6")
	all.has(t, "link", "Due within 30 days 1")
	all.has(t, "link", "Due within 90 days 3")
	all.has(t, "link", "Still to come 4")
	all.has(t, "link", "Due date passed 2")
	due := k.open(t, all, "Due first")
	due.has(t, "nav [aria-current=page]", "Still to come 4")
	due.has(t, "status", "4 commitments")
	due.has(t, "main li:first-child strong", "by 20 August 2025")
	k.open(t, due, "All").has(t, "status", "6 commitments")
	k.open(t, due, "passed").has(t, "main li:first-child strong", "by 19 August 2025")
	k.open(t, all, "90").has(t, "strong", "by 18 November 2025")
	k.get(t, "/commitments?order=due&due_from=2024-01&due_to=2025-08-19").has(t, "status", "2 commitments")
	k.get(t, "/commitments?status=past&due_from=2025").has(t, "status", "1 commitment")
	for _, cursor := range []string{"nonsense", "2025-08-19/", "2025-08-19/nonsense", "2025-13-01"} {
		if a := k.ask(t, "GET", "/commitments?status=past&cursor="+cursor); a.status != 400 {
			t.Errorf("%s: status %d", cursor, a.status)
		}
	}
}
