package name_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/name"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/internal/casetest"
)

func TestCases(t *testing.T) {
	casetest.Run(t, "testdata/names.txt", 80, func(d *tag.Document) []string {
		var lines []string
		for _, n := range name.Read(d) {
			line := fmt.Sprintf("%s: %s", n.Kind, n.Text)
			if len(n.Aliases) > 0 {
				line += " = " + strings.Join(n.Aliases, "; ")
			}
			if len(n.Roles) > 0 {
				line += " ~ " + strings.Join(n.Roles, "; ")
			}
			lines = append(lines, line)
		}
		return lines
	})
}

func TestSpansAreEveryPlace(t *testing.T) {
	d := casetest.Document("The Coastal Commission (CC) met. The commission agreed.\n\nThe CC will report to the Coastal Commission.")
	names := name.Read(d)
	if len(names) != 1 {
		t.Fatalf("%d names, want 1: %v", len(names), names)
	}
	var got []string
	for _, s := range names[0].Spans {
		got = append(got, onrecord.Span(s).Of(d.Text))
	}
	want := "Coastal Commission|CC|The commission|CC|Coastal Commission"
	if strings.Join(got, "|") != want {
		t.Errorf("spans %q, want %q", strings.Join(got, "|"), want)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("The Harbour Safety Authority (HSA) met Ada Thornbury’s Minister for A, B and C.")
	f.Add("O’Brien’s Chiefs’ Council’s A. B. C.-D & E 24 (XYZ) of the, for and\nX")
	f.Add("5Rights Foundation, U.S. Sen. J. Q. Doe Jr. (D-TX) said:\n\nI, A’s B’s C’s D’s E’s F’s")
	f.Fuzz(func(t *testing.T, s string) {
		d := casetest.Document(strings.ToValidUTF8(s, "�"))
		valid(t, d, name.Read(d))
	})
}

// valid checks what holds for every list of names.
func valid(t *testing.T, d *tag.Document, names []onrecord.Name) {
	t.Helper()
	start := 0
	for _, n := range names {
		if len(n.Spans) == 0 || n.Text == "" || n.Kind == "" || n.Aliases == nil {
			t.Fatalf("incomplete name %+v", n)
		}
		if n.Spans[0].Start < start {
			t.Fatalf("%q is out of order", n.Text)
		}
		start = n.Spans[0].Start
		end := 0
		for _, s := range n.Spans {
			if s.Start < end || s.End <= s.Start || s.End > len(d.Text) {
				t.Fatalf("%q: span %v after one that ends at %d", n.Text, s, end)
			}
			end = s.End
			form := onrecord.Span(s).Of(d.Text)
			ok := form == n.Text
			for _, a := range n.Aliases {
				ok = ok || form == a
			}
			if !ok {
				t.Fatalf("%q stands for %q and is no alias", form, n.Text)
			}
		}
	}
}
