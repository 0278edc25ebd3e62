package page_test

import (
	"strings"
	"testing"
)

// TestLedger walks from the ledger of the sample to a sum and its mentions.
func TestLedger(t *testing.T) {
	k := ofSample(t)
	list := k.get(t, "/ledger?order=largest")
	list.has(t, "paragraph", "£120,000,000")
	list.has(t, "paragraph", "First seen on 16 January 2024")
	sum := k.open(t, list.within(t, "listitem", "First seen on 16 January 2024", "£120,000,000"), "£120,000,000")
	sum.has(t, "main", "First seen on 16 January 2024")
	sum.has(t, "main", "Sound Homes Fund")
	sum.has(t, "main", "called new")
	if n := sum.Find("main ol > li").Length(); n < 6 {
		t.Errorf("%d mentions of the fund", n)
	}
	if strings.Contains(sum.Find("main ol").Text(), "Harbour Renewal Programme will invest") {
		t.Error("another sum of the same value is among its mentions")
	}
	k.open(t, sum, "This figure").has(t, "dd a[href^='/ledger/']", "mentions")
	next, _ := list.one(t, "link", "Next page").Attr("href")
	_, cursor, _ := strings.Cut(next, "cursor=")
	if own, other := k.ask(t, "GET", "/ledger?order=largest&cursor="+cursor), k.ask(t, "GET", "/series?cursor="+cursor); cursor == "" || own.status != 200 || other.status != 400 {
		t.Errorf("the cursor %q is answered with %d, by another list with %d", cursor, own.status, other.status)
	}
	k.get(t, "/ledger?words=nothingofthatkind").has(t, "main", "No sum of money matches")
}

// TestSeries looks at a measure that was corrected: both values stand there.
func TestSeries(t *testing.T) {
	k := ofSample(t)
	k.get(t, "/series").has(t, "paragraph", "values")
	for _, line := range k.get(t, "/series").Find("main ol > li > p").EachIter() {
		words := strings.TrimSpace(line.Text())
		_, course, told := strings.Cut(words, ": ")
		if values := strings.Split(course, " → "); told && strings.Contains(words, " 1 value") && len(values) > 1 {
			t.Errorf("one value is told as a course: %s", words)
		}
	}
	list := k.get(t, "/series?words=burglaries")
	one := k.open(t, list.within(t, "listitem", "conflict"), "")
	one.has(t, "main", "Both passages are below")
	one.has(t, "table tbody tr", "8,412")
	one.has(t, "table tbody tr", "8,642")
	one.has(t, "table tbody td", "conflicts")
	if rows, passages := one.Find("table tbody tr").Length(), one.Find("main ol > li").Length(); rows != passages {
		t.Errorf("%d rows in the table, %d passages", rows, passages)
	}
}
