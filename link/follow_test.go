package link

import (
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// telling returns a release of some paragraphs. What stands between [ and ] in
// them is a commitment, between { and } the name of a scheme.
func telling(id, day, issuer, title string, paragraphs ...string) *onrecord.Record {
	r := &onrecord.Record{}
	r.ID, r.IssuedOn, r.IssuedBy, r.Title = id, onrecord.MustDate(day), []string{issuer}, title
	names := map[string]*onrecord.Name{}
	for _, p := range paragraphs {
		start := len(r.Text)
		var open []int
		for _, c := range p {
			switch c {
			case '[', '{':
				open = append(open, len(r.Text))
			case ']':
				s := onrecord.Span{Start: open[len(open)-1], End: len(r.Text)}
				r.Commitments = append(r.Commitments, onrecord.Commitment{Head: onrecord.Head{ID: onrecord.StableID(id, s.Of(r.Text)), Span: s, Text: s.Of(r.Text)}})
				open = open[:len(open)-1]
			case '}':
				s := onrecord.Span{Start: open[len(open)-1], End: len(r.Text)}
				name := s.Of(r.Text)
				if names[name] == nil {
					names[name] = &onrecord.Name{Text: name, Kind: onrecord.NameScheme}
				}
				names[name].Spans = append(names[name].Spans, onrecord.Pair(s))
				open = open[:len(open)-1]
			default:
				r.Text += string(c)
			}
		}
		r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: start, End: len(r.Text)}, Kind: onrecord.BlockParagraph})
		r.Text += "\n\n"
	}
	r.Text = strings.TrimRight(r.Text, "\n")
	for _, n := range names {
		r.Names = append(r.Names, *n)
	}
	return r
}

const orchards = "Ministry of Orchards"

var promise = []string{"The {Cider Press Grant} is for growers of heritage apples.",
	"[The ministry will publish a register of heritage orchards under the {Cider Press Grant} by June.]"}

func TestFollowed(t *testing.T) {
	for _, c := range []struct {
		name, day, issuer string
		later             []string
		want              string // the sentence that bears on the promise, "" for none
	}{
		{"published", "2025-06-20", orchards, []string{"The register of heritage orchards promised under the {Cider Press Grant} was published today."}, "The register"},
		{"late, by a noun", "2025-08-01", orchards, []string{"Publication of the {Cider Press Grant} register of heritage orchards has been delayed, the ministry said."}, "Publication"},
		{"the same scheme, another promise", "2025-06-20", orchards, []string{"Growers have been paid £2 million from the {Cider Press Grant} for new presses."}, ""},
		{"another body's register", "2025-06-20", "Harbour Board", []string{"The Harbour Board has published a register of moorings and jetties."}, ""},
		{"a look-alike name", "2025-06-20", "Ministry of Ports", []string{"A register of coastal works was published under the {Pier Press Grant} today."}, ""},
		{"a line at the end of many releases", "2025-06-20", orchards, []string{"[Growers can register with the ministry from 9am.]"}, ""},
		{"of the same day", "2025-01-10", orchards, []string{"The register of heritage orchards under the {Cider Press Grant} was published today."}, ""},
		{"years later", "2029-06-20", orchards, []string{"The register of heritage orchards under the {Cider Press Grant} was published today."}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := &Memory{}
			must(t, g.Add(telling("a", "2025-01-10", orchards, "Grant for cider", promise...)))
			later := telling("b", c.day, c.issuer, "News of the day", c.later...)
			must(t, g.Add(later))
			links := g.Links()
			if c.want == "" {
				if len(links) > 0 {
					t.Errorf("linked: %+v", links)
				}
				return
			}
			if len(links) != 1 || links[0].Kind != onrecord.LinkFollowsUp || links[0].Weight <= 0 || links[0].Weight > 1 {
				t.Fatalf("links %+v, want one that follows up", links)
			}
			if !strings.Contains(links[0].Why, "cider press grant") || !strings.Contains(links[0].Why, "publish") {
				t.Errorf("why %q does not say the name and the act", links[0].Why)
			}
		})
	}
}

// TestOtherTurn: the second round is not the first.
func TestOtherTurn(t *testing.T) {
	g := &Memory{}
	must(t, g.Add(telling("a", "2025-01-10", orchards, "Grant for cider", "[Growers must spend first-round money from the {Cider Press Grant} on new presses.]")))
	must(t, g.Add(telling("b", "2025-04-10", orchards, "More for cider", "Growers have now spent all second-round money from the {Cider Press Grant} on new presses.")))
	if links := g.Links(); len(links) > 0 {
		t.Errorf("linked: %+v", links)
	}
	must(t, g.Add(telling("c", "2025-05-10", orchards, "More for cider", "Growers have now spent all first-round money from the {Cider Press Grant} on new presses.")))
	if links := g.Links(); len(links) != 1 {
		t.Errorf("links %+v, want one", links)
	}
}

// TestRoutineIsNoPromiseAgain: offices end many releases alike.
func TestRoutineIsNoPromiseAgain(t *testing.T) {
	for _, routine := range []string{
		"[Ada Venn will be available for 15 minutes after the meeting to answer questions from local reporters.]",
		"[The minister will take questions from growers at the gate of the orchard and hand out maps of the walk.]",
	} {
		g := &Memory{}
		must(t, g.Add(telling("a", "2025-01-10", orchards, "Meeting in Brackwater", "The minister goes to Brackwater.", routine)))
		must(t, g.Add(telling("b", "2025-02-10", orchards, "Meeting in Tessary", "The minister goes to Tessary.", routine)))
		for _, l := range g.Links() {
			if l.Kind == onrecord.LinkFollowsUp {
				t.Errorf("%s: linked: %s", routine, l.Why)
			}
		}
	}
}

// TestFollowedIsTheSameInAnyOrder adds releases in two orders.
func TestFollowedIsTheSameInAnyOrder(t *testing.T) {
	a := telling("a", "2025-01-10", orchards, "Grant for cider", promise...)
	b := telling("b", "2025-06-20", orchards, "Register", "The register of heritage orchards promised under the {Cider Press Grant} was published today.")
	one, other := &Memory{}, &Memory{}
	must(t, one.Add(a))
	must(t, one.Add(b))
	must(t, other.Add(b))
	must(t, other.Add(a))
	x, y := one.Links(), other.Links()
	if len(x) != 1 || len(y) != 1 || x[0] != y[0] {
		t.Errorf("%+v and %+v", x, y)
	}
}

func BenchmarkMembers(b *testing.B) {
	r := telling("a", "2025-01-10", orchards, "Grant for cider", append(promise, strings.Split(strings.Repeat("Growers have been paid from the {Cider Press Grant} for new presses.|", 30), "|")...)...)
	for b.Loop() {
		Members(r)
	}
}

// counting adds to a release the figures that count orchard rangers.
func counting(r *onrecord.Record) *onrecord.Record {
	for _, n := range []struct {
		words string
		value float64
	}{{"300 orchard rangers", 300}, {"212 orchard rangers", 212}} {
		if at := strings.Index(r.Text, n.words); at >= 0 {
			s := onrecord.Span{Start: at, End: at + len(n.words)}
			r.Figures = append(r.Figures, onrecord.Figure{Head: onrecord.Head{ID: onrecord.StableID(r.ID, n.words), Span: s, Text: n.words}, Kind: onrecord.FigureCount, Value: n.value, Unit: "orchard rangers"})
		}
	}
	return r
}

// TestFollowedInAnotherWording: the release is about the promise, and the passage
// says how far it has come, or that it was made, in few of its words.
func TestFollowedInAnotherWording(t *testing.T) {
	const title = "Orchard rangers to be recruited"
	for _, c := range []struct {
		name, sentence string
		linked         bool
	}{
		{"another number of the same", "By the end of March the ministry had recruited 212 orchard rangers so far.", true},
		{"the target", "The ministry has missed its target of 300 orchard rangers.", true},
		{"how many there are, with nothing else", "“We got 212 orchard rangers, and I am glad of it,” said Ada Venn.", true},
		{"another matter of the same release", "The rangers wear a green coat and carry a lamp.", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := &Memory{}
			must(t, g.Add(counting(telling("a", "2024-01-10", orchards, title, "Orchard rangers will look after old trees.", "[The ministry will recruit 300 orchard rangers by March 2025.]"))))
			must(t, g.Add(counting(telling("b", "2025-04-10", orchards, "Statement on orchard rangers", "The ministry has reported on its orchard rangers.", c.sentence))))
			var found bool
			for _, l := range g.Links() {
				found = found || l.Kind == onrecord.LinkFollowsUp
			}
			if found != c.linked {
				t.Errorf("linked: %v, want %v (%+v)", found, c.linked, g.Links())
			}
		})
	}
}

// TestAlikePromisesOfTwoSchemes: a department promises its schemes in the same words,
// by the same day.
func TestAlikePromisesOfTwoSchemes(t *testing.T) {
	grant, barrels := &Member{Names: []string{"cider press grant"}}, &Member{Names: []string{"cider barrel grant"}}
	rangers, pilots := &Member{Signs: []string{ofFigure + "count orchard ranger 300"}}, &Member{Signs: []string{ofFigure + "count harbour pilot 300"}}
	for _, c := range []struct {
		earlier, later *Member
		again          bool
	}{{grant, barrels, false}, {grant, grant, true}, {rangers, pilots, false}, {rangers, rangers, true}, {grant, rangers, true}} {
		e := evidence{sameDay: true, covered: 0.7, covers: 0.7}
		e.gatherFigures(c.earlier, c.later)
		if e.promisedAgain(c.earlier, c.later) != c.again {
			t.Errorf("%v %v and %v %v: promised again is %v", c.earlier.Names, c.earlier.Signs, c.later.Names, c.later.Signs, !c.again)
		}
	}
}

// TestSchemesOfTwoReleases: where each release names its own scheme, a passage that names none is of it,
// though it gives the day due in the same words.
func TestSchemesOfTwoReleases(t *testing.T) {
	promise := &Member{Signs: []string{aboutName + "cider press grant"}}
	for scheme, holds := range map[string]bool{"cider press grant": true, "cider barrel grant": false, "orchard plan": true} {
		opened := &Member{Signs: []string{aboutName + scheme}}
		e := gather(promise, opened)
		e.dated = true
		if e.holds(promise, opened) != holds {
			t.Errorf("a passage about the %s bears on a promise of the cider press grant: %v", scheme, !holds)
		}
	}
}

// TestSameParagraphOfTwoSchemes: what two releases promise word for word is of the scheme that each is about.
func TestSameParagraphOfTwoSchemes(t *testing.T) {
	for scheme, again := range map[string]bool{"cider press grant": true, "cider barrel grant": false} {
		one := &Member{Sort: Commitment, Release: "a", Wording: 7, Signs: []string{aboutName + "cider press grant"}}
		if _, ok := pairWording(one, &Member{Sort: Commitment, Release: "b", Wording: 7, Signs: []string{aboutName + scheme}}); ok != again {
			t.Errorf("the same words in a release on the %s: said again is %v", scheme, ok)
		}
	}
}

// TestMoreMoney: "a further £7,000" is not the sum that was promised.
func TestMoreMoney(t *testing.T) {
	for words, same := range map[string]bool{"It gave £7,000 to cider.": true, "It gave the further £7,000 to cider.": true, "It gave a further £7,000 to cider.": false, "It gave another £7,000 to cider.": false} {
		r := telling("a", "2030-01-10", orchards, "Cider", words)
		at := strings.Index(r.Text, "£")
		f := onrecord.Figure{Kind: onrecord.FigureMoney, Unit: "GBP", Value: 7000}
		f.Span = onrecord.Span{Start: at, End: at + len("£7,000")}
		f.Text = f.Span.Of(r.Text)
		r.Figures = []onrecord.Figure{f}
		p := newPassages(r, new(Reader))
		tokens := text.Tokens(r.Text)
		said := p.sentence(r.Blocks[0].Span, 0, tokens, 0)
		m := p.passage(Report, &said, &surrounding{})
		if slices.Contains(m.Signs, ofFigure+figureSign(&f)) != same {
			t.Errorf("%q gives the sum: %v, with the signs %q", words, !same, m.Signs)
		}
	}
}

// TestOtherThingsInTheSameWords: what is alike in its words may be of another thing.
func TestOtherThingsInTheSameWords(t *testing.T) {
	for _, c := range []struct {
		name           string
		earlier, later *Member
		follows        bool
	}{
		{"a map of another bridge", &Member{Names: []string{"ryton bridge map"}}, &Member{Names: []string{"marlow bridge map"}}, false},
		{"the map of the bridge", &Member{Names: []string{"ryton bridge map"}}, &Member{Names: []string{"marlow bridge map", "ryton bridge map"}}, true},
	} {
		if namesakes(c.earlier.Names, c.later.Names) == c.follows {
			t.Errorf("%s: namesakes is %v", c.name, c.follows)
		}
	}
	for _, c := range []struct {
		name         string
		object, term []string // of the later
		same         bool
	}{
		{"the same rule", []string{"fee"}, []string{"fee", "start"}, true},
		{"another rule", []string{"licenc"}, []string{"licenc", "start"}, false},
		{"the rule spoken of", []string{"licenc"}, []string{"fee", "licenc"}, true},
	} {
		earlier := &Member{Subject: []string{"fee"}, Terms: []string{"fee", "start"}, Days: []string{"2030-10-01 2030-10-01"}}
		e := gather(earlier, &Member{Subject: c.object, Terms: c.term, Days: earlier.Days})
		if e.sameDay != c.same {
			t.Errorf("%s begins on the same day: that says something is %v", c.name, e.sameDay)
		}
	}
}

// TestCountedElsewhere: what was promised for one place says nothing of how many there are in all.
func TestCountedElsewhere(t *testing.T) {
	promise := &Member{Signs: distinct([]string{ofFigure + "count orchard ranger 300", inPlace + "brackwater"})}
	for place, counted := range map[string]int{"brackwater": 1, "tessary": 0, "": 0} {
		report := &Member{Signs: []string{ofFigure + "count orchard ranger 12"}}
		if place != "" {
			report.Signs = append(report.Signs, inPlace+place)
		}
		if e := gather(promise, report); len(e.counted) != counted {
			t.Errorf("counted in %q: %v", place, e.counted)
		}
	}
}

// TestNumbersOfWhatIsThere: "all 212 buildings" are as many whatever is promised.
func TestNumbersOfWhatIsThere(t *testing.T) {
	m := &Member{Terms: []string{"212", "build", "owner"}, Spelt: []string{"", "buildings", "owners"}}
	m.forget([]string{"212", "7"})
	if len(m.Terms) != 2 || m.Terms[0] != "build" || m.Spelt[0] != "buildings" {
		t.Errorf("%v printed as %v", m.Terms, m.Spelt)
	}
}
