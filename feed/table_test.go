package feed_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
)

func TestWriteTable(t *testing.T) {
	var b strings.Builder
	err := feed.WriteTable(&b, []string{"what", "value"}, [][]any{{"=1+1", -1.5}, {"a, b", 2}, {"", onrecord.MustDate("2031-03-03")}, {"x", onrecord.Date{}}})
	if err != nil {
		t.Fatal(err)
	}
	if want := "what,value\r\n'=1+1,-1.5\r\n\"a, b\",2\r\n,2031-03-03\r\nx,\r\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
	if err := feed.WriteTable(&b, nil, [][]any{{struct{}{}}}); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("a cell of no kind: %v", err)
	}
}
