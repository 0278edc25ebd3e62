package link_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// said is a release of one sentence that names Ada Venn, with the relation that
// she holds a post, and roles printed beside her name.
func said(sentence, post string, roles ...string) *onrecord.Record {
	r := &onrecord.Record{}
	r.Text = sentence
	name := onrecord.Name{Text: "Ada Venn", Kind: onrecord.NamePerson, Roles: roles}
	for at := 0; ; {
		i := strings.Index(r.Text[at:], name.Text)
		if i < 0 {
			break
		}
		at += i + len(name.Text)
		name.Spans = append(name.Spans, onrecord.Pair{Start: at - len(name.Text), End: at})
	}
	r.Names = []onrecord.Name{{Text: "Quay Board", Kind: onrecord.NameBody}, name}
	if post != "" {
		r.Relations = []onrecord.Relation{{Head: onrecord.Head{Text: sentence}, Type: onrecord.RelationHolds, From: onrecord.OneOrMore{"Ada Venn"}, To: post}}
	}
	return r
}

func TestHeldPosts(t *testing.T) {
	for sentence, want := range map[string]string{
		"Ada Venn becomes Ports Minister.":                                             "now",
		"Ada Venn has been appointed as the first Ports Minister.":                     "now",
		"Ada Venn was appointed Ports Minister.":                                       "now",
		"Ada Venn, Ports Minister":                                                     "now",
		"Ada Venn remains Ports Minister and Tam Orrin leaves.":                        "now",
		"Ms Venn, who has been Ports Minister since 2019, resigned.":                   "now",
		"She was previously Ports Minister.":                                           "past",
		"She was Ports Minister until May.":                                            "past",
		"She had previously been Ports Minister.":                                      "past",
		"Ada Venn will be the next Ports Minister.":                                    "soon",
		"Ada Venn will become Ports Minister on Monday.":                               "soon",
		"The work will be overseen by Ports Minister Ada Venn.":                        "",
		"In a letter to the Ports Minister, Ada Venn wrote that she had had enough.":   "",
		"The board asked Ada Venn and the Ports Minister for help.":                    "",
		"Ada Venn met the Ports Minister.":                                             "",
		"It was previously thought that Ada Venn would be kept. She is Ports Minister": "now",
	} {
		got := link.HeldPosts(said(sentence, "Ports Minister"))
		var wanted []link.Held
		if want != "" {
			wanted = []link.Held{{Name: 1, Role: "Ports Minister", Post: link.Post{Post: "Ports Minister", Past: want != "now"}}}
		}
		if d := cmp.Diff(wanted, got); d != "" {
			t.Errorf("%s:\n%s", sentence, d)
		}
	}
}

// A role printed beside a name is held, unless each place says "former".
func TestFormerPostsBesideNames(t *testing.T) {
	for sentence, want := range map[string]bool{
		"The former Ports Minister, Ada Venn, said so.":                                          true,
		"The Ports Minister, Ada Venn, said so.":                                                 false,
		"Former Ports Minister Ada Venn spoke. As Ports Minister Ada Venn had paid.":             false,
		"Former Ports Minister Ada Venn spoke. Later the former Ports Minister, Ada Venn, left.": true,
	} {
		got := link.HeldPosts(said(sentence, "", "Ports Minister"))
		if len(got) != 1 || got[0].Past != want {
			t.Errorf("%s: %+v", sentence, got)
		}
	}
}

// What a relation states of a post or a lead is told with its time.
func TestWhenHeld(t *testing.T) {
	for _, c := range []struct {
		kind           onrecord.RelationType
		sentence, want string
	}{
		{onrecord.RelationHolds, "The Ports Minister, Ada Venn, said so.", link.HeldNow},
		{onrecord.RelationHolds, "Ada Venn met the Ports Minister.", link.HeldNow},
		{onrecord.RelationHolds, "The former Ports Minister, Ada Venn, said so.", link.HeldPast},
		{onrecord.RelationHolds, "Experts spoke, including former Ports Minister Ada Venn; Tam Orrin did not.", link.HeldPast},
		{onrecord.RelationHolds, "Ada Venn, previously Ports Minister, said so.", link.HeldPast},
		{onrecord.RelationHolds, "The role of Ports Minister, previously held by Ada Venn, comes to an end.", link.HeldPast},
		{onrecord.RelationHolds, "The Ports Minister met former judge Ada Venn.", link.HeldNow},
		{onrecord.RelationHolds, "Incoming Ports Minister Ada Venn said so.", link.HeldSoon},
		{onrecord.RelationHolds, "Ada Venn will become Ports Minister on Monday.", link.HeldSoon},
		{onrecord.RelationHolds, "Ports Minister Ada Venn thanked the former Ports Minister.", link.HeldNow},
		{onrecord.RelationLeads, "Ada Venn leads the Ports Minister.", link.HeldNow},
		{onrecord.RelationLeads, "Ada Venn previously led the office of the Ports Minister.", link.HeldPast},
		{onrecord.RelationLeads, "The former judge Ada Venn leads the office of the Ports Minister.", link.HeldNow},
		{onrecord.RelationLeads, "Ada Venn, former chair of the Ports Minister, said so.", link.HeldPast},
		{onrecord.RelationLeads, "Ada Venn is the founder and former head of the Ports Minister.", link.HeldPast},
		{onrecord.RelationLeads, "Ada Venn, a former judge and chair of the Ports Minister, said so.", link.HeldNow},
		{onrecord.RelationLeads, "Ada Venn, chair of the next Ports Minister, said so.", link.HeldNow},
		{onrecord.RelationMemberOf, "Former judge Ada Venn sat with the Ports Minister.", link.HeldNow},
	} {
		rel := &onrecord.Relation{Head: onrecord.Head{Text: c.sentence}, Type: c.kind, From: onrecord.OneOrMore{"Ada Venn"}, To: "Ports Minister"}
		if got := link.WhenHeld(rel); got != c.want {
			t.Errorf("%s: %s, want %s", c.sentence, got, c.want)
		}
	}
}

func TestOnePost(t *testing.T) {
	for _, c := range []struct {
		a, b link.Post
		one  bool
	}{
		{link.Post{Post: "Chief Executive"}, link.Post{Post: "Chief Executive", Body: "Quay Board"}, true},
		{link.Post{Post: "Chief Executive", Body: "Tide Board"}, link.Post{Post: "Chief Executive", Body: "Quay Board"}, false},
		{link.Post{Post: "Chief Executive", Past: true}, link.Post{Post: "Chief Executive", Body: "Quay Board"}, false},
		{link.Post{Post: "Quay Board Chair"}, link.Post{Post: "Chair", Body: "Quay Board"}, true},
		{link.Post{Post: "Chair of the Quay Board"}, link.Post{Post: "Chair", Body: "Quay Board"}, true},
		{link.Post{Post: "Quay Board Chair"}, link.Post{Post: "Chair", Body: "Tide Board"}, false},
		{link.Post{Post: "Ports Secretary"}, link.Post{Post: "Secretary of State for Ports and Harbours"}, true},
		{link.Post{Post: "Harbours Secretary"}, link.Post{Post: "Secretary of State for Ports and Harbours"}, false},
		{link.Post{Post: "Home Secretary"}, link.Post{Post: "Secretary of State for the Home Department"}, true},
		{link.Post{Post: "Quay Minister"}, link.Post{Post: "Minister for Quays"}, false},
		{link.Post{Post: "Lanterns Minister"}, link.Post{Post: "Minister of State for Lanterns"}, true},
		{link.Post{Post: "Permanent Secretary"}, link.Post{Post: "Secretary of State for Lanterns"}, false},
		{link.Post{Post: "Secretary"}, link.Post{Post: "Secretary of State for Lanterns"}, false},
	} {
		if got := link.OnePost(c.a, c.b); got != c.one {
			t.Errorf("%+v and %+v: %v", c.a, c.b, got)
		}
		if got := link.OnePost(c.b, c.a); got != c.one {
			t.Errorf("%+v and %+v: %v", c.b, c.a, got)
		}
	}
}
