package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestVerdict gives verdicts, changes and withdraws them, reads everything
// anew, and finds them where due lists the commitment.
func TestVerdict(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	paths := []string{writeIn(t, folder, "a.txt", "Register of mooring fees to come\n\n"+ferries), writeIn(t, folder, "b.txt", "Register of mooring fees published\n\n"+published)}
	run(t, data, "", append([]string{"import"}, paths...)...).want(t, exitDone)
	type commitment struct {
		ID        string
		FollowUps []struct {
			ReleaseID string `json:"release_id"`
		} `json:"follow_ups"`
		Verdicts []struct {
			Words, Scale, By, Note string
			Evidence               []string
		}
	}
	due := func() (c commitment) {
		t.Helper()
		r := run(t, data, "", "due", "--today", "2031-07-02", "--json")
		r.want(t, exitDone)
		if err := json.Unmarshal([]byte(strings.SplitN(r.stdout, "\n", 2)[0]), &c); err != nil {
			t.Fatal(err)
		}
		return c
	}
	c := due()
	if c.Verdicts == nil || len(c.Verdicts) != 0 {
		t.Fatalf("before anybody spoke: %+v", c)
	}
	later := c.FollowUps[0].ReleaseID

	run(t, data, "", "verdict", c.ID, "not", "kept", "--by", "Ida Reed").want(t, exitDone, "verdict: not kept", "Ida Reed")
	run(t, data, "", "due", "--verdict", "not kept").want(t, exitDone, c.ID)
	run(t, data, "", "due", "--verdict", "own:not kept", "--csv").want(t, exitDone, c.ID)
	if r := run(t, data, "", "due", "--verdict", "partly"); r.code != exitDone || strings.Contains(r.stdout, c.ID) {
		t.Errorf("due with another verdict: %+v", r)
	}
	run(t, data, "", "due", "--verdict", "loved").want(t, exitUsage, "verdict --help")
	run(t, data, "", "verdict", c.ID, "Promise-Kept", "--scale", "politifact", "--by", "Bram Oake").want(t, exitDone, "promise kept (PolitiFact's scale)")
	run(t, data, "", "verdict", c.ID, "kept", "--by", "Ida Reed", "--note", "it is out\x1b[2J").want(t, exitUsage, "control characters", "U+001B at byte 9")
	run(t, data, "", "verdict", c.ID, "kept", "--by", "Ida Reed", "--evidence", later, "--evidence", "https://example.org/fees?a=1,2", "--note", "it is out").want(t, exitDone, "verdict: kept")
	run(t, data, "", "verdict", "--withdraw", c.ID, "--by", "Bram Oake").want(t, exitDone, "verdict withdrawn")
	run(t, data, "", append([]string{"import"}, paths...)...).want(t, exitDone)
	run(t, data, "", "relink").want(t, exitDone)

	if c = due(); len(c.Verdicts) != 1 || c.Verdicts[0].Words != "kept" || c.Verdicts[0].By != "Ida Reed" || len(c.Verdicts[0].Evidence) != 2 || c.Verdicts[0].Evidence[0] != later {
		t.Errorf("the verdicts that stand: %+v", c.Verdicts)
	}
	run(t, data, "", "due").want(t, exitDone, "verdict: kept, says Ida Reed on ")
	run(t, data, "", "due", "--csv").want(t, exitDone, "verdicts,verdict,verdict_scale,verdict_by", "1,kept,own,Ida Reed,")
	log := run(t, data, "", "verdict", "--log", c.ID)
	log.want(t, exitDone, "not kept", "promise kept", "verdict withdrawn", "it is out")
	if strings.Count(log.stdout, "\n") != 4 {
		t.Errorf("the log: %q", log.stdout)
	}
	if all := run(t, data, "", "verdict", "--log", "--json"); strings.Count(all.stdout, `"kind":"verdict"`) != 4 {
		t.Errorf("all verdicts: %s", all.stdout)
	}
	if names := run(t, data, "", "name", "log"); strings.Contains(names.stdout, "verdict") {
		t.Errorf("the log of names holds verdicts: %s", names.stdout)
	}

	run(t, data, "", "verdict", c.ID, "broken", "--by", "Ida Reed").want(t, exitUsage, `it has "kept"`)
	run(t, data, "", "verdict", c.ID, "stalled", "--by", "Ida Reed").want(t, exitUsage, "scale politifact")
	run(t, data, "", "verdict", c.ID, "kept", "--by", "Ida Reed", "--scale", "stars").want(t, exitUsage, "there is no scale")
	run(t, data, "", "verdict", later, "kept", "--by", "Ida Reed").want(t, exitFailed, "no such fact")
	run(t, data, "", "verdict", c.ID, "kept", "--by", "Ida Reed", "--evidence", "0123456789abcdef").want(t, exitFailed, "given as evidence")
	run(t, data, "", "verdict", c.ID).want(t, exitUsage, "a word")
	run(t, data, "", "verdict", "--withdraw", c.ID, "--by", "Corin Ash").want(t, exitUsage, "no verdict by")
	run(t, data, "", "verdict", "--log", "0123456789abcdef").want(t, exitFailed, "not found")
	run(t, data, "", "verdict", "--log", c.ID, "--by", "Ida Reed").want(t, exitUsage, "--log lists")
	run(t, data, "", "verdict", c.ID, "kept").want(t, exitUsage, "give --by NAME")
}
