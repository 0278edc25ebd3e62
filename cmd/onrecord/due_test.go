package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const ferries = `The press release issued by the Harbour Board on 3 March 2031.

The Harbour Board will publish a register of mooring fees under the Lantern Ferry Scheme by 30 June 2031.
`

const published = `The press release issued by the Harbour Board on 1 July 2031.

The register of mooring fees promised under the Lantern Ferry Scheme was published today by the Harbour Board.
`

// TestDue follows a commitment from its release to what came of it.
func TestDue(t *testing.T) {
	data := t.TempDir()
	folder := t.TempDir()
	run(t, data, "", "import", writeIn(t, folder, "a.txt", "Register of mooring fees to come\n\n"+ferries), writeIn(t, folder, "b.txt", "Register of mooring fees published\n\n"+published)).want(t, exitDone)
	r := run(t, data, "", "due", "--today", "2031-07-02", "--status", "past", "--json")
	r.want(t, exitDone)
	var c struct {
		Status, Text string
		Due          struct{ To string }
		FollowUps    []struct{ Text, Why string } `json:"follow_ups"`
	}
	if err := json.Unmarshal([]byte(strings.SplitN(r.stdout, "\n", 2)[0]), &c); err != nil {
		t.Fatalf("%v in %s", err, r.stdout)
	}
	if c.Status != "past" || c.Due.To != "2031-06-30" || len(c.FollowUps) != 1 || !strings.Contains(c.FollowUps[0].Why, "publish") {
		t.Errorf("got %+v", c)
	}
	run(t, data, "", "due", "--today", "2031-07-02").want(t, exitDone, "due date passed", "→ 1 July 2031")
	run(t, data, "", "due", "--today", "2031-07-02", "--status", "soon").want(t, exitDone)
	run(t, data, "", "due", "--csv").want(t, exitDone, "id,release_id,issued_on", "2031-06-30")
	run(t, data, "", "due", "--ics").want(t, exitDone, "BEGIN:VCALENDAR", "DTSTART;VALUE=DATE:20310630")
	run(t, data, "", "due", "--name", "Nobody at all").want(t, exitFailed, "nothing is named", "list names")
}

func writeIn(t *testing.T, folder, name, content string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
