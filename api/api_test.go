package api_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/store"
)

func TestStatus(t *testing.T) {
	for err, want := range map[error]int{
		onrecord.ErrNotFound: 404, onrecord.ErrInvalid: 400, onrecord.ErrTooLarge: 413, onrecord.ErrUnsupported: 415, onrecord.ErrDamaged: 500, onrecord.ErrUnavailable: 503,
		context.DeadlineExceeded: 503, errors.New("other"): 500,
	} {
		if got := api.Status(fmt.Errorf("reading it: %w", err)); got != want {
			t.Errorf("%v is a %d, want %d", err, got, want)
		}
	}
}

// TestSelectors: positions count code points, whatever they take in bytes or
// in a browser's UTF-16.
func TestSelectors(t *testing.T) {
	text := strings.Repeat("é", 40) + "😀 pays £5 " + strings.Repeat("ü", 40)
	start := strings.Index(text, "£5")
	s := api.Selectors(text, onrecord.Span{Start: start, End: start + len("£5")})
	if s[0].Exact != "£5" || s[0].Prefix != strings.Repeat("é", 25)+"😀 pays " || s[0].Suffix != " "+strings.Repeat("ü", 31) {
		t.Errorf("the quote selector is %+v", s[0])
	}
	if *s[1].Start != 47 || *s[1].End != 49 || string([]rune(text)[47:49]) != "£5" {
		t.Errorf("the position selector is %d to %d", *s[1].Start, *s[1].End)
	}
	edge := api.Selectors("£5", onrecord.Span{Start: 0, End: 3})
	if edge[0].Prefix != "" || edge[0].Suffix != "" || *edge[1].Start != 0 || *edge[1].End != 2 {
		t.Errorf("at the edges: %+v", edge)
	}
}

func TestAnnotateRefusesASpanOutsideTheText(t *testing.T) {
	for _, span := range []onrecord.Span{{Start: 2, End: 9}, {Start: -1, End: 1}, {Start: 2, End: 2}, {Start: 2, End: 1}} {
		f := store.Fact{ID: "x", Kind: onrecord.KindDate, Date: &onrecord.DateFact{Head: onrecord.Head{Span: span}}, Release: onrecord.Release{Text: "abc"}}
		if _, err := api.Annotate(f, ""); !errors.Is(err, onrecord.ErrDamaged) {
			t.Errorf("%+v: error %v", span, err)
		}
	}
}
