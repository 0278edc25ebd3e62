package keep

import (
	"testing"
	"testing/fstest"
)

func TestMigrationsHaveNoGap(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	got, err := Migrations(fstest.MapFS{"schema/0001.sql": file("a"), "schema/0002.sql": file("b")})
	if err != nil || len(got) != 2 || got[0] != "a" || got[1] != "b" {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := Migrations(fstest.MapFS{"schema/0001.sql": file("a"), "schema/0003.sql": file("c")}); err == nil {
		t.Errorf("a gap: %q", got)
	}
}
