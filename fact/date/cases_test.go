package date

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

// issuers tell the reader the country that a case names.
var issuers = map[string]string{"US": "Senator Example", "AU": "Government of Australia"}

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
		if len(lines) < 3 {
			t.Errorf("a case has three lines or more: %q", block)
			continue
		}
		count++
		t.Run(lines[1], func(t *testing.T) {
			if diff := cmp.Diff(strings.Join(lines[2:], "\n"), found(t, lines[0], lines[1])); diff != "" {
				t.Errorf("issued on %s: %q (-want +got)\n%s", lines[0], lines[1], diff)
			}
		})
	}
	if count < 150 {
		t.Errorf("%d cases, want 150 or more", count)
	}
}

// found returns the dates of a case as its lines would expect them.
func found(t *testing.T, head, text string) string {
	issued, country, _ := strings.Cut(head, " ")
	day := onrecord.Date{}
	if issued != "unknown" {
		var err error
		if day, err = onrecord.ParseDate(issued); err != nil {
			t.Fatal(err)
		}
	}
	d := document(day, strings.Split(text, " ¶ ")...)
	if country != "" {
		d.Release.IssuedBy = []string{issuers[country]}
		d = tag.Read(d.Release)
	}
	var out []string
	for _, f := range Read(d) {
		line := fmt.Sprintf("- %s | %s..%s | %s", f.Text, f.From, f.To, f.Bound)
		if f.Note != "" {
			line += " | " + f.Note
		}
		out = append(out, line)
	}
	if out == nil {
		return "- none"
	}
	return strings.Join(out, "\n")
}

func TestListsLoad(t *testing.T) {
	for _, e := range shared.feasts.Entries() {
		v, _ := shared.feasts.Lookup(e)
		f, ok := parseNamed(v)
		if !ok {
			t.Errorf("feast.txt: %q has the bad value %q", e, v)
			continue
		}
		if d, ok := f.in(2025); !ok || d.Year() != 2025 {
			t.Errorf("feast.txt: %q gives %s in 2025", e, d)
		}
	}
}

func TestEaster(t *testing.T) {
	for y, want := range map[int]string{1818: "1818-03-22", 1943: "1943-04-25", 2000: "2000-04-23", 2024: "2024-03-31", 2025: "2025-04-20", 2038: "2038-04-25"} {
		if got := easter(y).String(); got != want {
			t.Errorf("Easter %d is %s, want %s", y, got, want)
		}
	}
}
