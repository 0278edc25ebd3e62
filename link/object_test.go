package link

import (
	"slices"
	"testing"
)

// TestObjects: what something is done with stands after its verb, or before one that is
// passive or has nothing after it.
func TestObjects(t *testing.T) {
	for sentence, want := range map[string][]string{
		"The public register of orchards will open in May.":                 {"register"},
		"The ministry will open a public register by May.":                  {"register"},
		"The first grants will be made in the summer.":                      {"grant"},
		"The list has been published, and the stations were opened in May.": {"list", "station"},
		"Publish the cost per orchard each quarter.":                        {"cost"},
		"We will publish our answer by May and it will deal with the rest.": {"respond"},
		"By May of next year.":                                              nil,
	} {
		r := telling("a", "2024-01-10", orchards, "Orchards", sentence)
		p := newPassages(r, new(Reader))
		all := p.sentences()
		if got := all[len(all)-1].objects; !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", sentence, got, want)
		}
	}
}
