package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestChangesOfTheSample asks for the three changes that the sample holds: an
// undeclared one of a sum, a declared one of a number, and a full stop.
func TestChangesOfTheSample(t *testing.T) {
	data := t.TempDir()
	s, err := openFolder(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	p := &program{stderr: &strings.Builder{}, env: func(string) string { return "" }}
	if _, err := p.ingestSample(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	run(t, data, "", "changes").want(t, exitDone, "undeclared  £2 million became £1.5 million (grant)", "£[-2-]{+1.5+} million",
		"declared  45 became 44 (beaches and lakes)", "only punctuation, spacing or capitals", "3 changes.")
	run(t, data, "", "changes", "--undeclared", "--kind", "figure", "--since", "2025-06-01").want(t, exitDone, "1 change.")
	run(t, data, "", "changes", "--limit", "1").want(t, exitDone, "1 of 3 changes; --limit 0 prints all.")
	r := run(t, data, "", "changes", "--json", "--order", "rank", "--declared")
	r.want(t, exitDone)
	var c struct {
		ID, Declaration string
		Release         struct{ Title string }
		Facts           []struct{ Says string }
		Declared        []struct{ Note string }
	}
	if err := json.Unmarshal([]byte(r.stdout), &c); err != nil || c.Declaration != "declared" || !strings.Contains(c.Release.Title, "Bathing") || len(c.Facts) == 0 || len(c.Declared) != 1 {
		t.Errorf("%v: %s", err, r.stdout)
	}
	run(t, data, "", "changes", c.ID).want(t, exitDone, c.ID)
	run(t, data, "", "changes", "none").want(t, exitFailed, "there is no such change")
	for _, args := range [][]string{{"--kind", "rumour"}, {"--rank", "high"}, {"--order", "oldest"}, {"--since", "June"}, {"--limit", "-1"}, {"--declared", "--undeclared"}, {"a", "b"}} {
		run(t, data, "", append([]string{"changes"}, args...)...).want(t, exitUsage)
	}
}
