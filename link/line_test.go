package link

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNounsOfAPhrase(t *testing.T) {
	for phrase, want := range map[string][]string{
		"privately rented homes":         {"home"},
		"newly built flood barriers":     {"barrier"},
		"lanterns seized in the harbour": {"lantern"},
		"barriers and lanterns":          {"barrier", "lantern"},
	} {
		if diff := cmp.Diff(want, nouns(phrase)); diff != "" {
			t.Errorf("%s: %s", phrase, diff)
		}
	}
}
