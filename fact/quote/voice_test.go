package quote

import (
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/casetest"
)

// TestVoice weighs single paragraphs as the second of a quotation: above 0
// for the speaker's voice, below for the release's.
func TestVoice(t *testing.T) {
	for _, c := range []struct {
		paragraph string
		speaker   bool
	}{
		{"I want to thank the crews for their courage.", true},
		{"We will not rest until every port is safe.", true},
		{"That is why our ports must change.", true},
		{"You deserve to come home safe.", true},
		{"It’s time to act, and we won’t wait!", true},
		{"This is a vital step.", true},
		{"The storm closed the pier for weeks. That is the reason. It is not an excuse, and you know it.", true},
		{"Lamps are lit along the pier, and the boats at Eastmere will sail this summer.", false},
		{"This comes after the review found gaps.", false},
		{"It follows a review of 14 ports.", false},
		{"The bill will also require ports to keep a register.", false},
		{"In May, the department announced grants of £14 million.", false},
		{"Since July, 214 accidents were recorded, up 12%.", false},
		{"The grants are open to all. For details see www.example.org.", false},
		{"According to the Harbour Safety Authority (HSA), accidents rose.", false},
		{"For more information, contact the press office.", false},
		{"The measures include:", false},
		{"Launching in April, the centre will train 200 inspectors.", false},
		{"She visited the port and said the work had begun.", false},
	} {
		d := casetest.Document("Ada Thornbury said:\n\nCrews deserve better.\n\n" + c.paragraph)
		r := &reader{d: d, opening: []int{0, -1, -1}}
		p := r.paragraph(2, speaker{entity: -1})
		p.nth = 2
		if v := p.voice(); (v > 0) != c.speaker {
			t.Errorf("%q weighs %.1f; the speaker's voice: %v", c.paragraph, v, c.speaker)
		}
	}
}

// TestFeatures checks that every feature weighs on something: on a paragraph
// made for it, and not on a plain one.
func TestFeatures(t *testing.T) {
	made := map[string]paragraph{
		"later paragraphs are rarer":         {nth: 5},
		"says I":                             {singular: 1},
		"says we":                            {plural: 1},
		"says neither":                       {},
		"addresses you":                      {you: 1},
		"says what must be":                  {owed: 1},
		"praises or deplores":                {praise: 1},
		"talks in contractions":              {contraction: 1},
		"exclaims or asks":                   {exclaims: 1},
		"opens as an argument does":          {opens: argument},
		"reasons as it goes on":              {reasons: 1},
		"tells when, and sounds like nobody": {times: 1},
		"goes on with a pronoun":             {opens: pronoun},
		"goes on about whom it spoke of":     {ofSomebody: true},
		"goes on about what it spoke of":     {opens: demonstrative},
		"takes up what it said before":       {takesUp: true},
		"gives advice":                       {opens: advice},
		"opens with what came before":        {opens: comesAfter},
		"points elsewhere":                   {links: true},
		"opens with a date":                  {opens: dated},
		"opens with an adjunct":              {opens: adjunct},
		"opens with the thing announced":     {opens: article},
		"opens with a name":                  {named: true},
		"gives figures":                      {figures: 1},
		"defines an abbreviation":            {defined: 1},
		"names the speaker":                  {namesSelf: 1},
		"names the government from outside":  {government: 1},
		"names the department from outside":  {department: 1},
		"tells what others said":             {tells: 1},
		"tells of him or her":                {third: 1},
		"recounts what was done":             {recounts: 1},
		"adds a fact":                        {also: 1},
		"leads in a list":                    {leadIn: true},
		"sets one thing against another":     {contrasts: 1},
		"adds what a thing is or does":       {asides: 1},
		"leans towards a judgement":          {leans: 1},
		"says how much":                      {degree: 1},
		"tells what was done to it":          {passive: 1},
	}
	plain := paragraph{nth: 1}
	for _, f := range features {
		p, ok := made[f.name]
		if !ok {
			t.Errorf("feature %q has no paragraph made for it here", f.name)
			continue
		}
		if f.weight(&p) == 0 {
			t.Errorf("feature %q does not weigh on the paragraph made for it", f.name)
		}
		if f.name != "says neither" && f.weight(&plain) != 0 {
			t.Errorf("feature %q weighs %.1f on a plain paragraph", f.name, f.weight(&plain))
		}
	}
	if len(made) != len(features) {
		t.Errorf("%d features, %d paragraphs made for them", len(features), len(made))
	}
}

func TestNarratorsWeCountsLess(t *testing.T) {
	ours := paragraph{nth: 2, plural: 1}
	theirs := ours
	theirs.narratorWe = true
	if ours.voice() <= theirs.voice() {
		t.Errorf("“we” weighs %.1f where the release says it too, %.1f where it does not", theirs.voice(), ours.voice())
	}
}

func TestMarkedBlocksAreTakenWhole(t *testing.T) {
	d := casetest.Document("It said:\n\n> One.\n\n> Two.\n\nThree.")
	quotes := Read(d, []onrecord.Name{})
	if len(quotes) != 1 || quotes[0].Text != "One.\n\nTwo." {
		t.Errorf("quotes %+v, want the two marked blocks as one", quotes)
	}
}
