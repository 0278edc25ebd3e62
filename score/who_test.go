package score_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/sampletest"
	"github.com/onrecord/onrecord/score"
	"github.com/onrecord/onrecord/store"
)

const (
	whoGold    = "../sample/gold/who.gold"
	whoSection = "who is who in the sample"
)

// TestWho measures who is who in the sample: the posts that people hold, which
// names are one thing, and which are not.
func TestWho(t *testing.T) {
	data, err := os.ReadFile(whoGold)
	if err != nil {
		t.Fatal(err)
	}
	marks, err := score.ParseWho(whoGold, string(data))
	if err != nil {
		t.Fatal(err)
	}
	s := sampletest.Open(t)
	var b strings.Builder
	for _, tally := range score.MeasureWho(marks, func(kind onrecord.NameKind, form string) score.FoundThing {
		return lookUp(t, s, kind, form)
	}) {
		fmt.Fprintln(&b, tally)
		if *errorsOf == "who" {
			for _, line := range tally.Errors {
				fmt.Println(line)
			}
		}
	}
	compareSection(t, whoSection, b.String())
}

// lookUp finds the thing that has a name of this form, of the kind where
// several have.
func lookUp(t *testing.T, s store.Store, kind onrecord.NameKind, form string) (out score.FoundThing) {
	page, err := s.Names(t.Context(), store.NameRequest{Any: true, Text: form, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(page.Names, func(n store.Named) bool { return n.Kind == kind && has(n, form) })
	if i < 0 {
		i = slices.IndexFunc(page.Names, func(n store.Named) bool { return has(n, form) })
	}
	if i < 0 {
		return out
	}
	out.ID = page.Names[i].ID
	for _, p := range page.Names[i].Posts {
		out.Posts = append(out.Posts, score.MarkedPost{Forms: p.Forms, First: p.First, Last: p.Last, Past: p.Past})
	}
	return out
}

// has reports whether a thing is printed so, with a title before it or without.
func has(n store.Named, form string) bool {
	for _, f := range append([]string{n.Text}, n.Aliases...) {
		if f == form || n.Kind == onrecord.NamePerson && (f == "Dr "+form || f == "Dame "+form || f == "Sir "+form) {
			return true
		}
	}
	return false
}
