package link

import (
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// naming is a name with its forms, the first of which makes its id.
func naming(kind onrecord.NameKind, releases int, forms ...string) Naming {
	return Naming{ID: NameID(kind, forms[0]), Kind: kind, Forms: forms, Releases: releases}
}

const (
	body   = onrecord.NameBody
	scheme = onrecord.NameScheme
	law    = onrecord.NameLaw
	role   = onrecord.NameRole
)

func TestThing(t *testing.T) {
	first := func(n Naming, day string) Naming { n.First = onrecord.MustDate(day); return n }
	for _, c := range []struct {
		about              string
		n                  Naming
		kin, fuller, newer []Naming
		of                 string // printed
		rule               SameRule
		fits               int
	}{
		{about: "alone", n: naming(body, 1, "Tide Office")},
		{about: "letters of one body", n: naming(body, 1, "HSA"), fuller: []Naming{naming(body, 2, "Harbour Safety Agency", "HSA")}, of: "Harbour Safety Agency", rule: SameLetters},
		{about: "letters read as another kind", n: naming(scheme, 1, "HSA"), fuller: []Naming{naming(body, 2, "Harbour Safety Agency", "HSA")}, of: "Harbour Safety Agency", rule: SameLetters},
		{about: "beginnings of words", n: naming(body, 1, "Deforpo"), fuller: []Naming{naming(body, 2, "Department for Ports", "Deforpo")}, of: "Department for Ports", rule: SameLetters},
		{about: "letters of two bodies", n: naming(body, 1, "HSA"), fuller: []Naming{naming(body, 2, "Harbour Safety Agency", "HSA"), naming(body, 2, "Hill Surveyors' Association", "HSA")}, fits: 2},
		{about: "two forms of one fuller name", n: naming(body, 1, "HSA"), fuller: []Naming{naming(body, 2, "Office of Harbour Safety", "HSA"), naming(body, 3, "Office for Harbour Safety", "HSA")}, of: "Office for Harbour Safety", rule: SameLetters},
		{about: "one fuller name printed for the other", n: naming(body, 1, "HSA"), fuller: []Naming{naming(body, 2, "Royal Harbour Safety Agency", "HSA", "Harbour Safety Agency"), naming(body, 3, "Harbour Safety Agency", "HSA")}, of: "Royal Harbour Safety Agency", rule: SameLetters},
		{about: "letters of a post", n: naming(role, 1, "COS"), fuller: []Naming{naming(role, 2, "Chief Officer of Ships", "COS")}},
		{about: "a short form of one release", n: naming(body, 1, "Fishing Committee"), fuller: []Naming{naming(body, 2, "Senate Fishing Committee", "Fishing Committee")}},
		{about: "without its country", n: naming(body, 1, "Fishing Department"), fuller: []Naming{naming(body, 2, "U.S. Fishing Department", "Fishing Department")}, of: "U.S. Fishing Department", rule: SameShort},
		{about: "nothing but small print left", n: naming(body, 1, "Department"), fuller: []Naming{naming(body, 2, "U.S. Department", "Department")}},
		{about: "of two countries", n: naming(body, 1, "Fishing Department"), fuller: []Naming{naming(body, 2, "U.S. Fishing Department", "Fishing Department"), naming(body, 2, "UK Fishing Department", "Fishing Department")}, fits: 2},
		{about: "another kind of the same words", n: naming(body, 1, "Pier Fund"), kin: []Naming{naming(scheme, 2, "Pier Fund"), naming(body, 1, "Pier Fund")}, of: "Pier Fund", rule: SameWords},
		{about: "the kind printed most often", n: naming(scheme, 2, "Pier Fund"), kin: []Naming{naming(scheme, 2, "Pier Fund"), naming(body, 1, "Pier Fund")}},
		{about: "one word of another kind", n: naming(body, 1, "Beacon"), kin: []Naming{naming(scheme, 2, "Beacon"), naming(body, 1, "Beacon")}},
		{about: "a place is no body", n: naming(onrecord.NamePlace, 1, "Pier Street"), kin: []Naming{naming(body, 2, "Pier Street"), naming(onrecord.NamePlace, 1, "Pier Street")}},
		{about: "small words", n: naming(body, 1, "Office of Coast and Sea"), kin: []Naming{naming(body, 2, "Office for Coast & Sea"), naming(body, 1, "Office of Coast and Sea")}, of: "Office for Coast & Sea", rule: SameWords},
		{about: "a post in another form", n: naming(role, 1, "CEO"), kin: []Naming{naming(role, 1, "CEO"), naming(role, 1, "Chief Executive Officer")}, of: "Chief Executive Officer", rule: SamePost},
		{about: "an act without its year", n: naming(law, 5, "Tide Act"), kin: []Naming{naming(law, 5, "Tide Act"), naming(law, 1, "Tide Act 2025")}, of: "Tide Act 2025", rule: SameTitle},
		{about: "acts of two years", n: naming(law, 5, "Tide Act"), kin: []Naming{naming(law, 5, "Tide Act"), naming(law, 1, "Tide Act 2025"), naming(law, 1, "Tide Act of 1999")}, fits: 2},
		{about: "a bill that became an act", n: first(naming(law, 5, "Tide Bill"), "2024-02-03"), kin: []Naming{naming(law, 5, "Tide Bill"), naming(law, 1, "Tide Act 2025")}, of: "Tide Act 2025", rule: SameTitle},
		{about: "an act from before the bill", n: first(naming(law, 5, "Tide Bill"), "2024-02-03"), kin: []Naming{naming(law, 5, "Tide Bill"), naming(law, 1, "Tide Act 1971")}},
		{about: "a bill of an unknown day", n: naming(law, 5, "Tide Bill"), kin: []Naming{naming(law, 5, "Tide Bill"), naming(law, 1, "Tide Act 2025")}},
		{about: "renamed", n: naming(scheme, 5, "Pier Grant"), newer: []Naming{naming(scheme, 1, "Quay Grant")}, of: "Quay Grant", rule: SameRenamed},
		{about: "renamed to two names", n: naming(scheme, 5, "Pier Grant"), newer: []Naming{naming(scheme, 1, "Quay Grant"), naming(scheme, 1, "Wharf Grant")}, fits: 2},
	} {
		t.Run(c.about, func(t *testing.T) {
			got := Thing(c.n, c.kin, c.fuller, c.newer)
			of := ""
			if got.Of != "" {
				for _, n := range slices.Concat(c.kin, c.fuller, c.newer) {
					if n.ID == got.Of {
						of = n.Forms[0]
					}
				}
			}
			if got.ID != c.n.ID || of != c.of || got.Rule != c.rule || len(got.Fits) != c.fits || (got.Why == "") != (c.of == "" && c.fits == 0) {
				t.Errorf("got %+v (%s)", got, of)
			}
			for _, list := range [][]Naming{c.kin, c.fuller, c.newer} {
				slices.Reverse(list)
			}
			if again := Thing(c.n, c.kin, c.fuller, c.newer); again.Of != got.Of || again.Why != got.Why || !slices.Equal(again.Fits, got.Fits) {
				t.Errorf("in another order %+v, then %+v", got, again)
			}
		})
	}
}

// people makes a block: each line is a name, more forms of it, and posts:
// "Ada Venn = Dr Venn; Ports Minister; Chair, Sea Bank".
func people(lines ...string) (out []Naming) {
	for _, line := range lines {
		parts := strings.Split(line, "; ")
		n := naming(onrecord.NamePerson, 1, strings.Split(parts[0], " = ")...)
		for _, role := range parts[1:] {
			n.Posts = append(n.Posts, ReadPost(role, nil))
		}
		out = append(out, n)
	}
	return out
}

func TestPeople(t *testing.T) {
	for _, c := range []struct {
		about string
		block []string
		want  []string // "a is b", "a may be b or c"
	}{
		{"one person", []string{"Ada Venn; Ports Minister"}, nil},
		{"a surname with the post", []string{"Ada Venn; Ports Minister", "Venn; Ports Minister"}, []string{"Venn is Ada Venn"}},
		{"a surname alone", []string{"Ada Venn; Ports Minister", "Venn"}, []string{"Venn may be Ada Venn"}},
		{"a surname of two", []string{"Ada Venn; Ports Minister", "Bram Venn; Ferry Minister", "Venn"}, []string{"Venn may be Ada Venn or Bram Venn"}},
		{"a surname of two with one's post", []string{"Ada Venn; Ports Minister", "Bram Venn; Ferry Minister", "Ms Venn; Ports Minister"}, []string{"Ms Venn is Ada Venn"}},
		{"a post that many hold", []string{"Ada Venn; Chief Executive", "Venn; Chief Executive"}, []string{"Venn may be Ada Venn"}},
		{"a post that many hold, of one body", []string{"Ada Venn; Chief Executive of the Sea Bank", "Venn; Chief Executive, Sea Bank"}, []string{"Venn is Ada Venn"}},
		{"a former post", []string{"Ada Venn; Ports Minister", "Venn; former Ports Minister"}, []string{"Venn may be Ada Venn"}},
		{"initials with the post", []string{"Jane Ada Venn; Ports Minister", "J. A. Venn; Ports Minister"}, []string{"J. A. Venn is Jane Ada Venn"}},
		{"initials that a release prints", []string{"Jane Ada Venn = J. A. Venn", "J. A. Venn"}, []string{"J. A. Venn is Jane Ada Venn"}},
		{"initials of two", []string{"Jane Venn", "John Venn", "J. Venn"}, []string{"J. Venn may be Jane Venn or John Venn"}},
		{"other initials", []string{"Jane Ada Venn; Ports Minister", "J. B. Venn; Ports Minister"}, nil},
		{"a middle name and a post that many hold", []string{"Ada M. Venn; Senator", "Ada Venn; Senator"}, []string{"Ada Venn is Ada M. Venn"}},
		{"a middle name and nothing in common", []string{"Ada M. Venn; Ports Minister", "Ada Venn; Farmer"}, []string{"Ada Venn may be Ada M. Venn"}},
		{"two middle names", []string{"Ada M. Venn; Senator", "Ada K. Venn; Senator", "Ada Venn; Senator"}, []string{"Ada Venn may be Ada K. Venn or Ada M. Venn"}},
		{"a short given name", []string{"Daniel Venn; Ports Minister", "Dan Venn; Ports Minister"}, []string{"Dan Venn is Daniel Venn"}},
		{"another given name", []string{"Daniel Venn; Ports Minister", "Denis Venn; Ports Minister"}, nil},
		{"a peer", []string{"Lord Bram Venn", "Lord Venn"}, []string{"Lord Venn is Lord Bram Venn"}},
		{"a peer of a place", []string{"Lord Venn of Port Sable", "Lord Venn"}, []string{"Lord Venn is Lord Venn of Port Sable"}},
		{"peers of two places", []string{"Lord Venn of Port Sable", "Lord Venn of Eastmere", "Lord Venn"}, []string{"Lord Venn may be Lord Venn of Eastmere or Lord Venn of Port Sable"}},
		{"lord and lady", []string{"Lady Ada Venn", "Lord Venn"}, nil},
		{"lady and baroness", []string{"Baroness Ada Venn", "Lady Venn"}, []string{"Lady Venn is Baroness Ada Venn"}},
		{"a peer is not everybody of the surname", []string{"Bram Venn", "Lord Venn"}, nil},
	} {
		t.Run(c.about, func(t *testing.T) {
			block := people(c.block...)
			got := said(block, People(block))
			slices.Reverse(block)
			if again := said(block, People(block)); !slices.Equal(got, again) {
				t.Errorf("in another order %q, then %q", got, again)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func said(block []Naming, list []Same) (out []string) {
	printed := map[string]string{}
	for _, n := range block {
		printed[n.ID] = n.Forms[0]
	}
	for _, s := range list {
		switch {
		case s.Of != "":
			out = append(out, printed[s.ID]+" is "+printed[s.Of])
		case len(s.Fits) > 0:
			var fits []string
			for _, f := range s.Fits {
				fits = append(fits, printed[f])
			}
			slices.Sort(fits)
			out = append(out, printed[s.ID]+" may be "+strings.Join(fits, " or "))
		}
	}
	slices.Sort(out)
	return out
}

// Names of one id have one block, whatever the form.
func TestBlockFollowsTheID(t *testing.T) {
	for _, c := range []struct {
		kind onrecord.NameKind
		a, b string
	}{
		{onrecord.NamePerson, "Lord David Venn", "David Venn MP"},
		{onrecord.NamePerson, "Lord Venn of Port Sable", "Venn of Port Sable"},
		{role, "Chief Executive, Sea Bank", "the chief executive sea bank"},
		{law, "Tide Act 2025", "the tide act 2025"},
		{body, "Harbour-Safety Agency", "The Harbour Safety Agency"},
	} {
		if NameID(c.kind, c.a) != NameID(c.kind, c.b) || Block(c.kind, c.a) != Block(c.kind, c.b) {
			t.Errorf("%q and %q: ids %s and %s, blocks %q and %q", c.a, c.b, NameID(c.kind, c.a), NameID(c.kind, c.b), Block(c.kind, c.a), Block(c.kind, c.b))
		}
	}
}

func TestRenamings(t *testing.T) {
	for _, c := range []struct{ text, newer, older string }{
		{"The Quay Grant (formerly known as the Pier Grant) pays.", "Quay Grant", "Pier Grant"},
		{"The Quay Grant, formerly the Pier Grant, pays.", "Quay Grant", "Pier Grant"},
		{"The Pier Grant has been renamed the Quay Grant.", "Quay Grant", "Pier Grant"},
		{"The Pier Grant, now known as the Quay Grant, pays.", "Quay Grant", "Pier Grant"},
		{"The board renamed the Pier Grant the Quay Grant.", "Quay Grant", "Pier Grant"},
		{"Renaming the Pier Grant as Quay Grant costs nothing.", "Quay Grant", "Pier Grant"},
		{"The Quay Grant replaces the Pier Grant.", "", ""},
		{"The Pier Grant was formerly paid twice. The Quay Grant is not.", "", ""},
		{"The Pier Grant, previously of £2 million, and the Quay Grant are paid.", "", ""},
	} {
		r := onrecord.Record{}
		r.Text = c.text
		for _, name := range []string{"Quay Grant", "Pier Grant"} {
			at := strings.Index(c.text, name)
			r.Names = append(r.Names, onrecord.Name{Text: name, Kind: scheme, Spans: []onrecord.Pair{{Start: at, End: at + len(name)}}})
		}
		newer, older := "", ""
		if got := Renamings(&r); len(got) == 1 {
			newer, older = r.Names[got[0].New].Text, r.Names[got[0].Old].Text
		}
		if newer != c.newer || older != c.older {
			t.Errorf("%s: %q was %q, want %q and %q", c.text, newer, older, c.newer, c.older)
		}
	}
}

func TestDoubt(t *testing.T) {
	posts := []Post{{Post: "Leader", Body: "Eastmere Council"}, {Post: "Chair", Body: "Sea Bank"}, {Post: "Ports Minister"}}
	for _, c := range []struct {
		about string
		given [][]int
		want  bool
	}{
		{"one post", [][]int{{0}, {0}}, false},
		{"moved", [][]int{{0}, {0}, {1}, {1}}, false},
		{"in turn", [][]int{{0}, {1}, {0}, {1}}, true},
		{"in turn, and once together", [][]int{{0}, {1}, {0}, {1}, {0, 1}}, false},
		{"a post of no body", [][]int{{0}, {2}, {0}, {2}}, false},
	} {
		if got := Doubt(posts, c.given); (got != "") != c.want {
			t.Errorf("%s: %q", c.about, got)
		}
	}
}

func TestReadPost(t *testing.T) {
	for role, want := range map[string]Post{
		"former Ports Minister":    {Post: "Ports Minister", Past: true},
		"ex-Ports Minister":        {Post: "Ports Minister", Past: true},
		"CEO of the Sea Bank":      {Post: "Chief Executive Officer", Body: "Sea Bank"},
		"Lord Chancellor":          {Post: "Lord Chancellor"},
		"the voice of the harbour": {Post: "the voice of the harbour"},
	} {
		if got := ReadPost(role, nil); got != want {
			t.Errorf("%q: %+v, want %+v", role, got, want)
		}
	}
}

func TestJoin(t *testing.T) {
	at := func(kind onrecord.StatementKind, subject, object string, day int) onrecord.Statement {
		s, err := onrecord.NewStatement(onrecord.Statement{Kind: kind, Subject: subject, Object: object, By: "Ida", At: onrecord.MustDate("2025-03-01").AddDays(day).Time()})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	merge, split := onrecord.StatementMerge, onrecord.StatementSplit
	names := func(pairs ...string) (out []Same) {
		for _, p := range pairs {
			id, of, _ := strings.Cut(p, ">")
			out = append(out, Same{ID: id, Of: of})
		}
		return out
	}
	for _, c := range []struct {
		about string
		names []Same
		said  []onrecord.Statement
		want  string // name=head
	}{
		{"nothing", names("a", "b"), nil, "a=a b=b"},
		{"a chain", names("a>b", "b>c", "c"), nil, "a=c b=c c=c"},
		{"a circle", names("a>b", "b>a"), nil, "a=b b=b"},
		{"of a name that is not there", names("a>x"), nil, "a=a"},
		{"a merge takes all of the subject's thing", names("a>b", "b", "c>d", "d"), []onrecord.Statement{at(merge, "a", "c", 1)}, "a=d b=d c=d d=d"},
		{"a merge taken back", names("a>b", "b", "c"), []onrecord.Statement{at(merge, "a", "c", 1), at(split, "c", "a", 2)}, "a=b b=b c=c"},
		{"taken back, and said again", names("a", "c"), []onrecord.Statement{at(merge, "a", "c", 1), at(split, "c", "a", 2), at(merge, "a", "c", 3)}, "a=c c=c"},
		{"a split of what a rule joined", names("a>b", "b", "c>a"), []onrecord.Statement{at(split, "b", "a", 1)}, "a=a b=b c=a"},
		{"a split of two that are one by a third", names("a>c", "b>c", "c"), []onrecord.Statement{at(split, "a", "b", 1)}, "a=a b=c c=c"},
		{"a split of two that are none", names("a", "b"), []onrecord.Statement{at(split, "a", "b", 1)}, "a=a b=b"},
		{"about a name that is not there", names("a", "b"), []onrecord.Statement{at(merge, "a", "x", 1)}, "a=a b=b"},
	} {
		var got []string
		slices.Reverse(c.names)
		slices.Reverse(c.said)
		for _, m := range Join(c.names, c.said) {
			got = append(got, m.ID+"="+m.Head)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.about, got, c.want)
		}
	}
}
