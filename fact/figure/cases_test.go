package figure

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/onrecord/onrecord"
)

// TestCases reads testdata/cases.txt; its head says how a case is written.
func TestCases(t *testing.T) {
	data, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, block := range strings.Split(string(data), "\n\n") {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		if strings.HasPrefix(lines[0], "#") || lines[0] == "" {
			continue
		}
		country := ""
		if c, ok := strings.CutPrefix(lines[0], "country "); ok {
			country, lines = c, lines[1:]
		}
		if len(lines) < 2 {
			t.Errorf("a case has two lines or more: %q", block)
			continue
		}
		count++
		t.Run(lines[0], func(t *testing.T) {
			if diff := cmp.Diff(strings.Join(lines[1:], "\n"), found(country, lines[0], strings.Contains(block+"\n", " | of\n") || strings.Contains(block, " | of "))); diff != "" {
				t.Errorf("%q (-want +got)\n%s", lines[0], diff)
			}
		})
	}
	if count < 150 {
		t.Errorf("%d cases, want 150 or more", count)
	}
}

// found returns the figures of a case as its lines would expect them, with what
// they measure where the case asks for it.
func found(country, text string, of bool) string {
	var out []string
	for _, f := range read(country, text) {
		l := line(f)
		if of {
			l += " | of " + f.Of
		}
		out = append(out, strings.TrimSpace(l))
	}
	if out == nil {
		return "- none"
	}
	return strings.Join(out, "\n")
}

func line(f onrecord.Figure) string {
	value := number(f.Value)
	if f.ValueTo != nil {
		value += ".." + number(*f.ValueTo)
	}
	unit := f.Unit
	if unit == "" {
		unit = "-"
	}
	s := fmt.Sprintf("- %s | %s | %s | %s", f.Text, f.Kind, value, unit)
	if f.Qualifier != onrecord.QualifierExact {
		s += " | " + string(f.Qualifier)
	}
	if f.Change != "" {
		s += " | " + f.Change
	}
	if f.Was != nil {
		s += " | was " + number(*f.Was)
	}
	if f.PartOf != nil {
		s += " | part of " + number(*f.PartOf)
	}
	if f.Per != "" {
		s += " | per " + f.Per
	}
	return s
}

func number(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.4f", v), "0"), ".")
}

// TestAcrossBlocks: a number whose ordinal's letters were lifted into a block of their
// own is an ordinal, and one that counts the paragraphs is no figure.
func TestAcrossBlocks(t *testing.T) {
	for _, paragraphs := range [][]string{
		{"It stands near 55", "th", "Street."},
		{"2 The plan builds on the last one.", "3 The plan sets out what is to come.", "4 Mr Okafor spoke."},
	} {
		if got := Read(document("", paragraphs...), nil, nil); len(got) != 0 {
			t.Errorf("%q: %+v, want no figures", paragraphs, got)
		}
	}
	if got := Read(document("", "3 Boats came.", "40 Crews left."), nil, nil); len(got) != 2 {
		t.Errorf("%d figures of two counts, want 2", len(got))
	}
}
