package webpage

import "testing"

func TestFurniture(t *testing.T) {
	for line, want := range map[string]bool{
		"Scroll to top": true, "4 min read": true, "Reading time: 12 minutes": true, "Page 2 of 4": true, "[Tweet this]": true, "You are here:": true,
		"Page 2 of the plan is new.": false, "The ferry takes 4 minutes.": false, "Follow us to the quay, said the minister.": false,
	} {
		if furniture(line) != want {
			t.Errorf("%q is taken for furniture: %v", line, !want)
		}
	}
}
