package main

import (
	"encoding/json"
	"strings"
	"testing"
)

const crews = `The press release issued by the Harbour Board on 3 March 2031.

The Harbour Rescue Commission (HRC) was set up today. Ports Minister Ada Venn said: "The crews will have what they need."
`

const crewsMoved = `The press release issued by the Harbour Board on 1 July 2031.

The HRC, the Harbour Board and the Ministry of Ports will work with the HRC on new rules. Ferry Secretary Ada Venn said: "They sailed on time." Ports Minister Bram Oake said: "I saw them go."
`

// TestNames prints who is who, and what people say of it.
func TestNames(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	run(t, data, "", "import", writeIn(t, folder, "a.txt", "Crews get a commission\n\n"+crews), writeIn(t, folder, "b.txt", "Crews sail\n\n"+crewsMoved)).want(t, exitDone)

	run(t, data, "", "name", "hrc").want(t, exitDone, "Harbour Rescue Commission (body)", "named in 2 releases, 3 March 2031 to 1 July 2031", "short form of")
	run(t, data, "", "person", "venn").want(t, exitDone, "Ports Minister, seen 3 March 2031 to 3 March 2031", "Ferry Secretary, seen 1 July 2031 to 1 July 2031", "They sailed on time")
	run(t, data, "", "name", "Ports Minister").want(t, exitDone, "Ada Venn, seen 3 March 2031", "Bram Oake, seen 1 July 2031")
	run(t, data, "", "person", "Ada Venn", "--csv").want(t, exitDone, "row,id,text,post,body", "post,,Ports Minister,Ports Minister,,false,2031-03-03,2031-03-03,1")
	r := run(t, data, "", "name", "HRC", "--json")
	r.want(t, exitDone)
	var thing struct {
		ID    string
		Names []struct{ ID, Text, Rule string }
	}
	if err := json.Unmarshal([]byte(strings.SplitN(r.stdout, "\n", 2)[0]), &thing); err != nil || len(thing.Names) != 2 || thing.Names[1].Text != "HRC" || thing.Names[1].Rule != "letters" {
		t.Errorf("%v: read as %+v", err, thing)
	}
	run(t, data, "", "person", "HRC").want(t, exitFailed, "nothing is named")
	run(t, data, "", "name", "Harbour").want(t, exitUsage, "fits several", thing.ID)
	run(t, data, "", "name", "HRC", "--json", "--csv").want(t, exitUsage, "choose one")
	run(t, data, "", "name", "HRC", "--kind", "ship").want(t, exitUsage, "--kind knows scheme")

	run(t, data, "", "name", "merge", "HRC", "Harbour Rescue Commission", "--by", "Ida").want(t, exitUsage, "one thing already")
	run(t, data, "", "name", "split", "HRC", "Harbour Rescue Commission", "--by", "Ida", "--note", "another one").want(t, exitDone, "Ida: “HRC” (body) is not “Harbour Rescue Commission” (body): another one")
	run(t, data, "", "name", thing.ID).want(t, exitDone, "named in 1 release,")
	run(t, data, "", "name", "split", "HRC", "Harbour Rescue Commission", "--by", "Ida").want(t, exitUsage, "two things already")
	run(t, data, "", "name", "merge", "HRC", "Harbour Rescue Commission", "--by", "Bo").want(t, exitDone)
	run(t, data, "", "name", "rename", "HRC", "Rescue of the harbour", "--by", "Bo").want(t, exitDone)
	run(t, data, "", "name", "HRC").want(t, exitDone, "Rescue of the harbour (body)", "named in 2 releases", "also: Harbour Rescue Commission")
	run(t, data, "", "name", "merge", "HRC").want(t, exitUsage, "onrecord name merge --help")
	log := run(t, data, "", "name", "log", "HRC", "--json")
	log.want(t, exitDone, `"kind":"rename"`, `"by":"Ida"`)
	if n := strings.Count(log.stdout, "\n"); n != 3 {
		t.Errorf("%d statements are listed, want 3", n)
	}
}
