package wordset

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestMust(t *testing.T) {
	files := fstest.MapFS{
		"words.txt": {Data: []byte("# some words\none\r\n\ntwo words\n")},
		"twice.txt": {Data: []byte("one\none\n")},
		"space.txt": {Data: []byte("one \n")},
	}
	if got := slices.Sorted(maps.Keys(Must(files, "words.txt"))); !slices.Equal(got, []string{"one", "two words"}) {
		t.Errorf("read %q", got)
	}
	for path, want := range map[string]string{"twice.txt": "line 2", "space.txt": "line 1"} {
		func() {
			defer func() {
				if said, _ := recover().(string); !strings.Contains(said, path) || !strings.Contains(said, want) {
					t.Errorf("%s: %q", path, said)
				}
			}()
			Must(files, path)
		}()
	}
}
