package page_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/chromedp/chromedp"
)

// underHeading returns the section whose heading begins with the words.
func (a answer) underHeading(t *testing.T, words string) *goquery.Selection {
	t.Helper()
	out := a.Find("section").FilterFunction(func(_ int, s *goquery.Selection) bool {
		return strings.HasPrefix(s.Find("h2, h3").First().Text(), words)
	})
	if out.Length() != 1 {
		t.Fatalf("%s: %d sections under %q", a.path, out.Length(), words)
	}
	return out
}

func TestTheBoard(t *testing.T) {
	k := newKept(t)
	k.promised(t, "a", 1, "2025-08-19", "2024-02-01", "2025-08-20", "2025-09-19", "2025-09-20")
	k.promised(t, "b", 10, "2026-01-01")
	board := k.follow(t, k.get(t, "/commitments"), "nav a:contains('Board')")
	for _, c := range []struct {
		column string
		total  int
		first  string
	}{{"Due within 30 days", 2, "2025-08-20"}, {"Due later", 11, "2025-09-20"}, {"Due date passed", 2, "2025-08-19"}, {"No due date read", 0, ""}} {
		column := board.underHeading(t, c.column)
		if got := column.Find("h2").Text(); got != c.column+" "+strconv.Itoa(c.total) {
			t.Errorf("the column is headed %q", got)
		}
		if first := column.Find("li a").First().Text(); !strings.Contains(first, c.first) {
			t.Errorf("%s: the first is %q, want that of %s", c.column, first, c.first)
		}
		if n := column.Find("li").Length(); n != min(c.total, 8) {
			t.Errorf("%s: %d cards", c.column, n)
		}
	}
	k.follow(t, board, "a:contains('All 11')").has(t, "status", "11 commitments")
	k.get(t, "/commitments?view=board&words=b-001").underHeading(t, "Due within 30 days")
	k.follow(t, board, "nav a:contains('Calendar')").has(t, "h2", "August 2025")
}

func TestTheCalendar(t *testing.T) {
	k := newKept(t)
	k.promised(t, "a", 1, "2025-08-19", "2025-08-31", "2025-11-18", "2024-02-29")
	k.promised(t, "b", 4, "2025-08-31")
	a := k.get(t, "/commitments?view=calendar")
	a.has(t, "[role=status]", "6 commitments due in August 2025")
	a.has(t, "td[aria-current=date]", "20")
	if rows, cells := a.Find("table tbody tr").Length(), a.Find("table tbody td").Length(); rows != 5 || cells != 35 {
		t.Errorf("August 2025 has %d weeks of %d days", rows, cells)
	}
	// Friday the first stands in the fifth column.
	if first := a.Find("table tbody tr").First().Find("td").Eq(4).Text(); !strings.HasPrefix(first, "1") {
		t.Errorf("the fifth day of the first week is %q", first)
	}
	k.follow(t, a, "td a:contains('5')").has(t, "h3", "31 August 2025")
	if n := a.Find("h3:contains('31 August 2025') ~ ol > li").Length(); n != 5 {
		t.Errorf("%d commitments are listed under the last day", n)
	}
	next := k.follow(t, a, "a[rel=next]")
	next.has(t, "h2", "September 2025")
	next.has(t, "p", "No commitment that was read is due in September 2025. The next is due on 18 November 2025.")
	k.follow(t, next, "p a:contains('18 November 2025')").has(t, "[role=status]", "1 commitment due in November 2025")
	k.follow(t, next, "nav a:contains('This month')").has(t, "h2", "August 2025")
	k.get(t, "/commitments?view=calendar&month=2024-02").has(t, "h3", "29 February 2024")
	k.get(t, "/commitments?view=calendar&words=b-001").has(t, "[role=status]", "1 commitment due")
	for month, links := range map[string]int{"9999-12": 1, "2025-03": 2} {
		if n := k.get(t, "/commitments?view=calendar&month="+month).Find("a[rel=prev], a[rel=next]").Length(); n != links {
			t.Errorf("%s: %d months beside it", month, n)
		}
	}
	for _, bad := range []string{"month=13", "month=never&view=calendar", "view=tower"} {
		if a := k.ask(t, http.MethodGet, "/commitments?view=calendar&"+bad); strings.Contains(bad, "never") && a.status != http.StatusBadRequest {
			t.Errorf("%s: status %d", bad, a.status)
		}
	}
	if a := k.ask(t, http.MethodGet, "/commitments?view=tower"); a.status != http.StatusBadRequest {
		t.Errorf("a view that there is not: status %d", a.status)
	}
}

func TestACrowdedMonthSaysSo(t *testing.T) {
	k := newKept(t)
	k.promised(t, "a", 160, "2025-08-30", "2025-08-31")
	a := k.get(t, "/commitments?view=calendar")
	a.has(t, "[role=status]", "320 commitments due")
	a.has(t, "p", "20 more are not shown here")
}

// TestCommitmentsInABrowser goes from the list to the board, and through the months, by role and name.
func TestCommitmentsInABrowser(t *testing.T) {
	k := newKept(t).fill(t)
	server := httptest.NewServer(k.pages)
	t.Cleanup(server.Close)
	ctx := browser(t)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(320, 900), chromedp.Navigate(server.URL+"/commitments")); err != nil {
		t.Fatal(err)
	}
	the(t, ctx, "link", "Board").do(t, ctx, "this.click()")
	until(t, ctx, `location.search === "?view=board" && document.readyState === "complete"`)
	the(t, ctx, "heading", "Due within 30 days 1")
	the(t, ctx, "region", "Due date passed 1")
	the(t, ctx, "link", sentence)
	the(t, ctx, "link", "Calendar").do(t, ctx, "this.click()")
	until(t, ctx, `location.search === "?view=calendar" && document.readyState === "complete"`)
	the(t, ctx, "table", "August 2025: on how many commitments are due on each day")
	the(t, ctx, "columnheader", "")
	the(t, ctx, "link", "1 due on 31 August 2025")
	the(t, ctx, "link", "July 2025").do(t, ctx, "this.click()")
	until(t, ctx, `location.search === "?month=2025-07&view=calendar" && document.readyState === "complete"`)
	the(t, ctx, "link", "31 August 2025").do(t, ctx, "this.click()")
	until(t, ctx, `location.search === "?month=2025-08&view=calendar" && document.readyState === "complete"`)
}
