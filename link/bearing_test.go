package link

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// TestPromisedAgainWithAnotherDay: the same words of the same thing with a day of their own are the same promise while the first
// day is still to come; afterwards they are said of another occasion.
func TestPromisedAgainWithAnotherDay(t *testing.T) {
	about := []string{"cider", "heritag", "orchard", "press", "regist", "walk"}
	day := func(d string) onrecord.Date { return onrecord.MustDate(d) }
	promise := &Member{Sort: Commitment, IssuedOn: day("2030-01-10"), Terms: []string{"open", "orchard", "walk"}, Subject: []string{"walk"}, About: about,
		To: day("2030-06-30"), Signs: []string{byIssuer + "ministry of orchards"}}
	for issued, again := range map[string]bool{"2030-05-02": true, "2030-09-02": false} {
		later := *promise
		later.IssuedOn, later.To = day(issued), day("2030-11-30")
		if e := gather(promise, &later); e.holds(promise, &later) != again {
			t.Errorf("of %s: is it the same promise? %v", issued, !again)
		}
	}
}

// TestAgreedByTwo: a body that carries out what another announced says so of the thing itself; of releases without an issuer
// that can't be told.
func TestAgreedByTwo(t *testing.T) {
	for issuer, follows := range map[string]bool{"Orchard Agency": true, "": false} {
		promise := telling("a", "2030-01-10", orchards, "Cider Summit", "The {Cider Summit Plan} was agreed.", "[We will open a register of heritage orchards by June.]")
		later := telling("b", "2030-06-20", issuer, "Fewer pests in orchards", "The {Cider Summit Plan} is a year old.", "The register of heritage orchards has been completed.")
		if issuer == "" {
			promise.IssuedBy, later.IssuedBy = nil, nil
		}
		var c, r *Member
		for _, m := range Members(promise) {
			if m.Sort == Commitment {
				c = &m
			}
		}
		for _, m := range Members(later) {
			if m.Sort == Report && strings.HasPrefix(m.Span.Of(later.Text), "The register") {
				r = &m
			}
		}
		if e := gather(c, r); e.holds(c, r) != follows {
			t.Errorf("issued by %q: does it bear on the promise? %v", issuer, !follows)
		}
	}
}

// TestAnotherAward: two offices without an issuer of both announce awards of one programme.
func TestAnotherAward(t *testing.T) {
	figure := func(value string) []string { return []string{ofFigure + "money GBP " + value} }
	promise, later := &Member{Sort: Commitment, Terms: []string{"award"}, Signs: figure("20000")}, &Member{Sort: Commitment, Terms: []string{"award"}, Signs: figure("36000")}
	if e := gather(promise, later); !e.otherSum || e.promisedAgain(promise, later) {
		t.Error("another sum is taken for the same award")
	}
	if e := gather(promise, promise); e.otherSum {
		t.Error("the same sum is taken for another")
	}
}

// TestSpeaksOf: a day of a passage is the undertaking's where it is that day, or its week or month, and no longer time.
func TestSpeaksOf(t *testing.T) {
	for days, of := range map[string]bool{"2030-01-01 2030-01-31": true, "2030-01-10 2030-01-10": true, "2030-01-11 2030-01-17": false, "2030-01-01 2030-12-31": false, "2029-01-01 2030-01-31": false, " 2030-01-31": false, "2030-01-01 ": false} {
		if speaksOf([]string{days}, onrecord.MustDate("2030-01-10")) != of {
			t.Errorf("%q speaks of 10 January 2030: %v", days, !of)
		}
	}
}

// TestTextWithoutStops: of a text without stops no two words need have to do with each other.
func TestTextWithoutStops(t *testing.T) {
	endless := strings.Repeat("and the walk of the mill ", 50)
	for words, linked := range map[string]bool{"": true, endless: false} {
		g := &Memory{}
		must(t, g.Add(telling("a", "2025-01-10", orchards, "Grant for cider", promise...)))
		must(t, g.Add(telling("b", "2025-06-20", orchards, "News of the day", "The register of heritage orchards promised under the {Cider Press Grant} was published today "+words+".")))
		if links := g.Links(); (len(links) > 0) != linked {
			t.Errorf("with %d bytes more: %+v", len(words), links)
		}
	}
}

// TestItemsOfWhatWasDone: the items of a list have the tense of what leads into it.
func TestItemsOfWhatWasDone(t *testing.T) {
	for lead, past := range map[string]bool{"The committee has agreed to:": true, "The committee will vote to:": false} {
		r := telling("a", "2030-01-10", orchards, "Cider", lead, "leave small growers out of the register", "The committee meets in May.")
		r.Blocks[1].Kind = onrecord.BlockListItem
		p := newPassages(r, new(Reader))
		sentences := p.sentences()
		p.ledIn(sentences)
		if sentences[1].past != past {
			t.Errorf("%s the item tells what was done: %v", lead, !past)
		}
	}
}

// TestWhatIsSoIsNoTarget: "29 have been charged and will appear in court" sets no target.
func TestWhatIsSoIsNoTarget(t *testing.T) {
	for words, so := range map[string]bool{"29 rangers have been hired and will start next month.": true, "29 rangers will be hired.": false, "It will hire 29 rangers": false} {
		r := telling("a", "2030-01-10", orchards, "Rangers", words)
		at := strings.Index(r.Text, "29 rangers")
		f := onrecord.Figure{Kind: onrecord.FigureCount, Unit: "rangers", Value: 29}
		f.Span = onrecord.Span{Start: at, End: at + len("29 rangers")}
		f.Text = f.Span.Of(r.Text)
		r.Figures = []onrecord.Figure{f}
		if newPassages(r, new(Reader)).isSo(&f) != so {
			t.Errorf("%q: is it so already? %v", words, !so)
		}
	}
}

// TestLongAfterTheFirst: months after the day of the first of several like things another is spoken of, unless it is said that
// the first is late. What is late or missed besides ("figures show that 40 fewer came") does not count.
func TestLongAfterTheFirst(t *testing.T) {
	promise := &Member{IssuedOn: onrecord.MustDate("2030-01-10"), To: onrecord.MustDate("2030-03-31"), Subject: []string{"figur"}, Terms: []string{"figur", "publish"}, Signs: []string{ofTurn + "first figur"}}
	for _, c := range []struct {
		issued, signs, term string
		other               bool
	}{
		{"2030-04-10", "past", "figur", false},
		{"2030-09-10", "past", "figur", true},
		{"2030-09-10", "late", "figur", true},
		{"2030-09-10", "missed", "figur", true},
		{"2030-09-10", "late,turn first figur", "figur", false},
		{"2030-09-10", "past,turn first figur", "figur", true},
		{"2030-09-10", "past", "list", false},
	} {
		later := &Member{IssuedOn: onrecord.MustDate(c.issued), Terms: []string{c.term}, Signs: strings.Split(c.signs, ",")}
		if otherTurn(promise, later) != c.other {
			t.Errorf("%v: is it another? %v", c, !c.other)
		}
	}
}

// TestSumOfAnotherSubject: that a release on something else says the same sum says nothing.
func TestSumOfAnotherSubject(t *testing.T) {
	for about, follows := range map[string]bool{"cider heritag orchard press": true, "harbour": false} {
		promise := &Member{Sort: Commitment, Terms: []string{"12"}, Names: []string{"cider press grant"}, About: []string{"cider", "heritag", "orchard", "press"}, Signs: distinct([]string{byIssuer + orchards, ofFigure + "money GBP 1.2e+07"})}
		later := *promise
		later.Sort, later.About = Report, strings.Fields(about)
		if e := gather(promise, &later); e.holds(promise, &later) != follows {
			t.Errorf("about %s: does it bear on the promise? %v", about, !follows)
		}
	}
}

// TestRulesBegin: that rules of a law begin bears on what the law is to do, where the passage speaks of that.
func TestRulesBegin(t *testing.T) {
	const law = "{Heritage Orchards (Felling) Act}"
	for words, want := range map[string]int{
		"New rules on the notice that growers must have under the " + law + " will start on 1 October, 3 months later than planned.": 1,
		"New rules on grafting under the " + law + " will start on 1 October, 3 months later than planned.":                          0,
	} {
		g := &Memory{}
		must(t, g.Add(telling("a", "2025-01-10", orchards, "Bill for growers", "The {Heritage Orchards (Felling) Bill} was introduced today.", "[It will give growers 2 years’ notice before an orchard is felled.]")))
		must(t, g.Add(telling("b", "2025-06-10", orchards, "Rules for growers and orchards", words)))
		links := g.Links()
		if len(links) != want {
			t.Errorf("%q: links %+v, want %d", words, links, want)
		}
		if want == 1 && len(links) == 1 && !strings.Contains(links[0].Why, "rules of the law begin") {
			t.Errorf("why %q does not say that the rules begin", links[0].Why)
		}
	}
}

// TestWhoIsToActSays: the body that an undertaking names says what came of it in a release of its own; another body's says nothing.
func TestWhoIsToActSays(t *testing.T) {
	promised := telling("a", "2025-01-10", orchards, "Flooded orchards", "[The {Cider Board} will carry out an inquiry into how the flooded orchards were warned by the end of May.]")
	promised.Names[0].Kind = onrecord.NameBody
	for issuer, want := range map[string]int{"Cider Board": 1, "Perry Board": 0} {
		g := &Memory{}
		must(t, g.Add(promised))
		must(t, g.Add(telling("b", "2025-06-03", issuer, "Inquiry into flooded orchards", "The inquiry into how flooded orchards were warned, published today, was to have been completed by the end of May.")))
		if links := g.Links(); len(links) != want {
			t.Errorf("issued by %s: links %+v, want %d", issuer, links, want)
		}
	}
}

// TestBodiesOfTwoAwards: what is promised to two bodies in the same words are two promises.
func TestBodiesOfTwoAwards(t *testing.T) {
	award := func(id, day, body string) *onrecord.Record {
		r := telling(id, day, orchards, "Presses for cider", "[The {"+body+"} will use the money to replace obsolete cider presses.]", "Cider presses are dear.")
		r.Names[0].Kind = onrecord.NameBody
		return r
	}
	g := &Memory{}
	must(t, g.Add(award("a", "2025-01-10", "Northweir Growers Union")))
	must(t, g.Add(award("b", "2025-02-10", "Southweir Growers Union")))
	if links := g.Links(); len(links) > 0 {
		t.Errorf("linked: %+v", links)
	}
}

// TestAnotherGrant: a sum announced as another was is the next town's, however alike the releases are.
func TestAnotherGrant(t *testing.T) {
	grant := func(issued, figure string) *Member {
		return &Member{IssuedOn: onrecord.MustDate(issued), Terms: []string{"announce", "debris"}, Signs: []string{ofFigure + figure}}
	}
	c, later, again := grant("2030-01-10", "money GBP 9"), grant("2030-01-20", "money GBP 4"), grant("2030-01-20", "money GBP 9")
	for r, want := range map[*Member]bool{later: false, again: true} {
		e := gather(c, r)
		if e.dated = true; e.holds(c, r) != want {
			t.Errorf("%v holds: %v, want %v", r.Signs, !want, want)
		}
	}
}
