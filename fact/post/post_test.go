package post

import "testing"

func TestPostAndBody(t *testing.T) {
	bodies := map[string]bool{"crews together": true, "sea bank": true}
	for _, c := range []struct{ role, post, body string }{
		{"Minister for Ports", "Minister for Ports", ""},
		{"Ports Secretary", "Ports Secretary", ""},
		{"the ports secretary", "Ports Secretary", ""},
		{"CEO of Crews Together", "Chief Executive Officer", "Crews Together"},
		{"Chief Executive at Crews Together", "Chief Executive", "Crews Together"},
		{"Crews Together Chief Executive", "Chief Executive", "Crews Together"},
		{"Chief Executive, Crews Together", "Chief Executive", "Crews Together"},
		{"chief executive of the Harbour Safety Authority (HSA)", "Chief Executive", "Harbour Safety Authority"},
		{"Director of Quays at the Association of Ports", "Director of Quays", "Association of Ports"},
		{"Director of Customer Service", "Director of Customer Service", ""},
		{"Harbour Trust’s Chair", "Chair", "Harbour Trust"},
		{"Chairman of the House Committee on Ships and Harbours", "Chair", "House Committee on Ships and Harbours"},
		{"Sec. of State for Ports", "Secretary of State for Ports", ""},
		{"Secretary of State for the Coast Service", "Secretary of State for the Coast Service", ""},
		{"Minister of State at the Ministry of Ports", "Minister of State", "Ministry of Ports"},
		{"Minister for Housing, Planning and Ports", "Minister for Housing, Planning and Ports", ""},
		{"Rep.", "Representative", ""},
		{"U.S. Sen.", "Senator", ""},
		{"Vice-President, Sea Bank", "Vice President", "Sea Bank"},
		{"Colonel, Commander of the Ports Support Group", "Commander", "Ports Support Group"},
		{"HSA Chief Executive", "Chief Executive", "HSA"},
		{"Consultant Epidemiologist at the Harbour Health Agency", "Consultant Epidemiologist", "Harbour Health Agency"},
		{"Mayor of Eastmere", "Mayor of Eastmere", ""},
		{"member of the singing quartet", "Member of the Singing Quartet", ""},
		{"U.S. Senators", "Senator", ""},
		{"Representatives", "Representative", ""},
		{"State Representatives", "State Representative", ""},
		{"Director of the U.S. House of Representatives", "Director of the U.S. House of Representatives", ""},
		{"Director of Representatives", "Director of Representatives", ""},
		{"Crew of the Year", "", ""},
		{"", "", ""},
	} {
		if post, body := Read(c.role, bodies); post != c.post || body != c.body {
			t.Errorf("%q: post %q, body %q; want %q, %q", c.role, post, body, c.post, c.body)
		}
	}
}

func TestPostFormsAreInOneForm(t *testing.T) {
	for _, short := range append(postForm.Entries(), postSeveral.Entries()...) {
		form, _ := writtenOut(roleWords(short), 0)
		if form == "" {
			t.Errorf("%q has no form", short)
		}
		if again := canonical(roleWords(form)); again != form {
			t.Errorf("%q is written out as %q, and that as %q", short, form, again)
		}
	}
}
