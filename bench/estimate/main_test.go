package main

import (
	"os"
	"strings"
	"testing"
)

// TestThePageIsRight holds the tables of docs/scale.md against the command.
func TestThePageIsRight(t *testing.T) {
	page, err := os.ReadFile("../../docs/scale.md")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	for table := range strings.SplitSeq(strings.TrimSpace(out.String()), "\n\n") {
		if !strings.Contains(string(page), table+"\n") {
			t.Errorf("docs/scale.md does not hold what \"go run ./bench/estimate\" prints:\n%s", table)
		}
	}
}

func TestNumbers(t *testing.T) {
	for text, says := range map[string]string{"# a\n\na 1.5 kB\n": "", "a\n": "x:1: a name and a number", "a 1\nb two\n": `x:2: "two"`} {
		got, err := numbers("x", text)
		if says == "" && (err != nil || got["a"] != 1.5) || says != "" && (err == nil || !strings.Contains(err.Error(), says)) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for v, want := range map[float64]string{0.123: "0.12", 7: "7", 1234567: "1,200,000", 99_999: "100,000", 12: "12"} {
		if got := grouped(rounded(v)); got != want {
			t.Errorf("%v is shown as %s", v, got)
		}
	}
}
