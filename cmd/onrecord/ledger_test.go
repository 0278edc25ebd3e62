package main

import (
	"encoding/json"
	"strings"
	"testing"
)

const quays = `The press release issued by the Harbour Board on 3 March 2031.

The Harbour Board will invest £8 million in a new Lantern Quay Fund over 3 years.

By 28 February 2031, 214 moorings had been repaired under the Lantern Quay Fund.
`

const quaysLater = `The press release issued by the Harbour Board on 1 July 2031.

The £8 million Lantern Quay Fund announced in March has begun its work.

By 30 June 2031, 388 moorings had been repaired under the Lantern Quay Fund.
`

// TestLedgerAndSeries prints one sum with two mentions and one measure with two values.
func TestLedgerAndSeries(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	run(t, data, "", "import", writeIn(t, folder, "a.txt", "Lantern Quay Fund announced\n\n"+quays), writeIn(t, folder, "b.txt", "Lantern Quay Fund at work\n\n"+quaysLater)).want(t, exitDone)

	run(t, data, "", "ledger").want(t, exitDone, "£8 million", "first seen on 3 March 2031", "again 1 July 2031", "GBP: 1 distinct sum, 8,000,000 in all")
	r := run(t, data, "", "ledger", "--json")
	r.want(t, exitDone)
	var sum struct {
		Value, For, Claim any
		FirstSeen         string `json:"first_seen"`
		Mentions          []struct{ Claim string }
	}
	if err := json.Unmarshal([]byte(r.stdout), &sum); err != nil || strings.Count(r.stdout, "\n") != 1 {
		t.Fatalf("%v in %s", err, r.stdout)
	}
	if sum.Value != 8e6 || sum.For != "Lantern Quay Fund" || sum.FirstSeen != "2031-03-03" || len(sum.Mentions) != 2 || sum.Mentions[1].Claim != "already_announced" {
		t.Errorf("read as %+v", sum)
	}
	run(t, data, "", "ledger", "--csv", "--least", "9000000").want(t, exitDone, "id,value,currency,words,for")
	run(t, data, "", "ledger", "--csv", "--json").want(t, exitUsage, "choose one")
	for _, no := range []string{"much", "NaN", "Inf", "-1"} {
		run(t, data, "", "ledger", "--least="+no).want(t, exitUsage, "--least is a number")
	}

	run(t, data, "", "series").want(t, exitDone, "214", "388", "updates")
	run(t, data, "", "series", "--csv").want(t, exitDone, "series_id,of,id,value", ",388,")
	r = run(t, data, "", "series", "--json")
	r.want(t, exitDone, `"relation":"updates"`, `"to":"2031-06-30"`)
}
