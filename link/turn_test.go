package link

import (
	"slices"
	"testing"

	"github.com/onrecord/onrecord/text"
)

func TestTurns(t *testing.T) {
	p := newPassages(telling("a", "2030-01-10", orchards, "Cider", "Cider."), new(Reader))
	for words, want := range map[string][]string{
		"The second round opens in May":       {"second round"},
		"the third and last round opens":      {"last round", "third round"},
		"first-round money must be spent":     {"first round"},
		"The next quarterly figures are out":  {"next figur", "next quarter"},
		"for the first time in living memory": nil,
		"Last year it was less":               nil,
		"“The register is the next job”":      {"next job"},
	} {
		tokens := text.Tokens(words)
		s := p.sentence(p.record.Blocks[0].Span, 0, tokens, 1000)
		if !slices.Equal(s.turns, want) {
			t.Errorf("%q has the turns %q, want %q", words, s.turns, want)
		}
	}
}

func TestOtherTurnOfTheSameThing(t *testing.T) {
	for _, c := range []struct {
		before, after string
		terms         []string // of the earlier
		future, other bool
	}{
		{"first round", "second round", nil, false, true},
		{"first round", "first round", nil, false, false},
		{"first round", "second stage", nil, false, false},
		{"next figur", "next figur", []string{"figur"}, true, true},
		{"next figur", "next figur", []string{"figur"}, false, false},
		{"", "next job", []string{"regist"}, true, false},
		{"", "next regist", []string{"regist"}, true, true},
	} {
		earlier, later := &Member{Terms: c.terms}, &Member{Signs: []string{ofTurn + c.after}}
		if c.before != "" {
			earlier.Signs = []string{ofTurn + c.before}
		}
		if c.future {
			later.Signs = distinct(append(later.Signs, "future"))
		}
		if otherTurn(earlier, later) != c.other {
			t.Errorf("%+v: another turn is %v", c, !c.other)
		}
	}
}

// TestNotDoneYet: what is to be completed was not.
func TestNotDoneYet(t *testing.T) {
	p := newPassages(telling("a", "2030-01-10", orchards, "Cider", "Cider."), new(Reader))
	for words, want := range map[string][]string{
		"The wall was completed in May":         {"done"},
		"The wall will be completed in May":     nil,
		"This will allow it to be in place":     nil,
		"The wall, to be completed, is delayed": {"late"},
		"Tickets can now be had in the shop":    {"done"},
		"The wall would now be built by 2031":   {"moved"},
		"A keeper is in the Honours list":       nil,
	} {
		s := p.sentence(p.record.Blocks[0].Span, 0, text.Tokens(words), 1000)
		if !slices.Equal(s.signs, want) {
			t.Errorf("%q has the signs %q, want %q", words, s.signs, want)
		}
	}
}
