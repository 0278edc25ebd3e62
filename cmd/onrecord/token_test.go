package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
)

func TestTokensAreMadeListedAndRevoked(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	var made struct{ ID, Name, Secret string }
	add := run(t, data, "", "token", "add", " Ida Reed", "--scope", "review", "--json")
	add.want(t, exitDone)
	if err := json.Unmarshal([]byte(add.stdout), &made); err != nil {
		t.Fatal(err)
	}
	if made.Name != "Ida Reed" || len(made.Secret) < 43 {
		t.Errorf("made %+v", made)
	}
	for _, list := range []onrecordRun{run(t, data, "", "token", "list"), run(t, data, "", "token", "list", "--json")} {
		list.want(t, exitDone, made.ID, "Ida Reed", "review")
		if strings.Contains(list.stdout, made.Secret) {
			t.Errorf("the secret is listed: %s", list.stdout)
		}
	}
	run(t, data, "", "token", "add", "Bram", "--scope", "write").want(t, exitUsage, "--scope knows")
	run(t, data, "", "token", "add", "two\nlines").want(t, exitUsage, "one line")
	run(t, data, "", "token", "revoke", "0123456789abcdef").want(t, exitFailed, "there is no token")
	run(t, data, "", "token", "revoke", made.ID).want(t, exitDone, "Revoked "+made.ID)
	run(t, data, "", "token", "list").want(t, exitDone, "There are no tokens")
}
