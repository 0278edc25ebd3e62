package link

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// The signs of a wording: what else it says of its figure.
const (
	signGoal      = "goal"      // what is to be, not what is
	signUp        = "up"        // how much more
	signDown      = "down"      // how much less
	signWhole     = "whole"     // that of which some is spoken of
	signDouble    = "double"    // the release has its value for another thing, too
	signBefore    = "before"    // what another was
	signCorrected = "corrected" // it takes the place of another
	signRunning   = "running"   // counted up to the day of issue
	signMore      = "more"      // beside what there was
	signOther     = "other"     // another of as much: "a separate £4 million"
	signEach      = "each"      // for one of several
	signLent      = "lent"      // the title alone says what it measures
	signSome      = "some"      // some of what was just counted
	signStill     = "still"     // as it was before
)

// signs reads what else a line says of the figure in it. An ordinal before
// such words as "round" or "phase" is one, as "first round".
func (p *passages) signs(f *onrecord.Figure, l line, from, to int) []string {
	var out []string
	if f.PartOf != nil {
		out = append(out, ofSign(*f.PartOf))
	}
	if l.ofAll() {
		out = append(out, signWhole)
	}
	if whole, ok := p.wholeOf(f, l); ok {
		out = append(out, ofSign(whole))
	}
	out = append(out, l.spell()...)
	if more(l) {
		out = append(out, signMore)
	}
	if l.other() {
		out = append(out, signOther)
	}
	if l.someOf() {
		out = append(out, signSome)
	}
	if l.still(from) {
		out = append(out, signStill)
	}
	if l.first > 1 && l.tokens[l.first-2].Norm == "to" && l.tokens[l.first-1].Kind == text.Word && !function.Has(l.tokens[l.first-1].Norm) {
		out = append(out, signGoal) // "to recruit 600 constables"
	}
	if p.before(f, l) {
		out = append(out, signBefore)
	}
	if f.Was != nil {
		out = append(out, wasSign(*f.Was))
	}
	if l.corrects() {
		out = append(out, signCorrected)
	}
	_, _, both := halves(f)
	switch change := cmp.Or(f.Change, l.moved(from)); {
	case both: // what was and what is, not by how much
	case change == "up":
		out = append(out, signUp)
	case change == "down":
		out = append(out, signDown)
	}
	for i := from; i < to; i++ {
		t := l.tokens[i]
		if v, ok := goal.Lookup(t.Norm); ok && (i < l.first || v != "") {
			out = append(out, signGoal)
		}
		if t.Norm == "since" || t.Norm == "far" && i > from && l.tokens[i-1].Norm == "so" {
			out = append(out, signRunning)
		}
		if (t.Norm == "each" || t.Norm == "apiece" || t.Norm == "average") && i >= l.first-2 && i <= l.last+2 {
			out = append(out, signEach)
		}
	}
	for i := 0; i+1 < len(l.tokens); i++ {
		if n, ok := ordinal.Lookup(l.tokens[i].Norm); ok && n != "" {
			for _, next := range l.tokens[i+1 : min(i+3, len(l.tokens))] {
				if of, ok := ordinal.Lookup(strings.TrimSuffix(next.Norm, "s")); ok && of == "" {
					out = append(out, "nth "+n+" "+strings.TrimSuffix(next.Norm, "s"))
				}
			}
		}
	}
	for i := 0; i+1 < len(l.tokens); i++ { // "week 12", "phase 2", "aged 85"
		if l.tokens[i+1].Kind != text.Number {
			continue
		}
		of := l.tokens[i].Norm
		if v, ok := ordinal.Lookup(of); ok && v == "" {
			out = append(out, "nth "+l.tokens[i+1].Norm+" "+of)
		} else if sorts.Has(of) {
			out = append(out, "sort "+l.tokens[i+1].Norm+" "+of)
		}
	}
	return distinct(out)
}

// ofSign is the sign of a figure that is some of a whole of that value.
func ofSign(whole float64) string { return "of " + strconv.FormatFloat(whole, 'g', -1, 64) }

// ofAll reports whether some of what is counted is spoken of: "of the 47 people arrested".
func (l line) ofAll() bool {
	for i := l.first - 1; i >= max(0, l.first-5) && l.tokens[i].Kind != text.Punct; i-- {
		if l.tokens[i].Norm == "of" {
			return i == 0 || l.tokens[i-1].Kind == text.Number || l.tokens[i-1].Kind == text.Punct || manyOf[l.tokens[i-1].Norm]
		}
	}
	return false
}

// corrects reports whether a line says that something it gives takes the place of another.
func (l line) corrects() bool {
	return slices.ContainsFunc(l.tokens, func(t text.Token) bool {
		return strings.HasPrefix(t.Norm, "correct") || strings.HasPrefix(t.Norm, "revis")
	})
}

// moves are nouns for a change, each with its direction.
var moves = map[string]string{"fall": "down", "drop": "down", "decline": "down", "decrease": "down", "reduction": "down", "rise": "up", "increase": "up", "growth": "up"}

// moved returns in which direction the figure is a change, where a noun of its clause
// says so: "a fall in burglary of 6%"; "" where none does.
func (l line) moved(from int) string {
	if !l.after("of") {
		return ""
	}
	for i := l.first - 2; i >= from; i-- {
		if way := moves[l.tokens[i].Norm]; way != "" && l.tokens[i+1].Norm == "in" {
			return way
		}
	}
	return ""
}

// definite reports whether what is counted is known already: "the 212 buildings", "all 9 harbours",
// "Corvane's 14 councils".
func (l line) definite() bool {
	if l.first == 0 {
		return false
	}
	before := l.tokens[l.first-1]
	switch before.Norm {
	case "the", "all", "these", "those", "its", "their", "our", "his", "her":
		return true
	}
	return before.Kind == text.Clitic
}

// someOf reports whether the figure is some of what was just counted: "3 of them".
func (l line) someOf() bool {
	if l.last+1 >= len(l.tokens) || l.tokens[l.last].Norm != "of" {
		return false
	}
	switch l.tokens[l.last+1].Norm {
	case "them", "these", "those", "whom", "which", "us":
		return true
	}
	return false
}

// still reports whether the clause says that the figure is what it was: "is still put at £81 million".
func (l line) still(from int) bool {
	return slices.ContainsFunc(l.tokens[max(from, l.first-6):l.first], func(t text.Token) bool {
		return t.Norm == "still" || t.Norm == "remains" || t.Norm == "remain" || t.Norm == "unchanged"
	})
}

// manyOf are words before "of" that say how many of all are spoken of.
var manyOf = set("all each every any none some most many few several half both two three four five six seven eight nine ten")

// held reports whether what stands at a token is what the figure is held
// against: "compared to the same 12 months before".
func (l line) held(at int) bool {
	for i := at - 1; i >= max(0, at-5); i-- {
		switch l.tokens[i].Norm {
		case "compared", "same", "than", "against":
			return true
		}
	}
	return false
}

// wholeOf returns the whole that the sentence gives beside a figure that is some
// of it: "of the 27 buildings, 25 now have one".
func (p *passages) wholeOf(f *onrecord.Figure, l line) (float64, bool) {
	for _, whole := range p.figuresIn(l.span()) {
		if whole.Kind != f.Kind || whole.Start == f.Start || whole.Value < f.Value {
			continue
		}
		first, _ := tokensIn(l.tokens, int32(whole.Start-l.offset), int32(whole.End-l.offset))
		for back := 1; back <= 5 && first-back >= 0 && l.tokens[first-back].Kind != text.Punct && l.tokens[first-back].Norm != "from"; back++ {
			if at := first - back; l.tokens[at].Norm == "of" && (at == 0 || l.tokens[at-1].Norm != "total") {
				return whole.Value, true
			}
		}
	}
	return 0, false
}

// spell returns the signs of how long a figure was counted, where the clause
// gives it as a length: "in the first 9 months", "in the third quarter".
func (l line) spell() (out []string) {
	from, to := l.clause()
	for _, t := range l.tokens[from:to] {
		if t.Norm == "quarter" {
			out = append(out, "over a quarter")
		}
	}
	for i := 0; i+1 < len(l.tokens); i++ {
		t := l.tokens[i]
		switch unit := strings.TrimSuffix(l.tokens[i+1].Norm, "s"); unit {
		case "month", "week", "day", "hour":
			if t.Kind == text.Number && (i < l.first || i >= l.last) && !l.held(i) {
				out = append(out, "over "+t.Norm+" "+unit)
			}
		}
	}
	return out
}

// before reports whether a figure is what another of the sentence was.
func (p *passages) before(f *onrecord.Figure, l line) bool {
	return slices.ContainsFunc(p.figuresIn(l.span()), func(o *onrecord.Figure) bool {
		return o.Was != nil && *o.Was == f.Value && o.Start != f.Start
	})
}

// more reports whether the figure's words say that it is beside what there was.
func more(l line) bool {
	for i := max(0, l.first-1); i < min(l.last+1, len(l.tokens)); i++ {
		switch l.tokens[i].Norm {
		case "other":
			if i == l.first-1 {
				return true
			}
		case "more", "further", "extra", "additional", "another":
			if i+1 >= len(l.tokens) || l.tokens[i+1].Norm != "than" {
				return true
			}
		}
	}
	return false
}

// other reports whether the word before the figure says that it is not one spoken of before.
func (l line) other() bool {
	if l.first == 0 {
		return false
	}
	n := l.tokens[l.first-1].Norm
	return n == "another" || n == "separate"
}

// anew reports whether the words before the figure say that it comes on top of one spoken of before:
// "a further £4 million", but not "the further £4 million".
func (l line) anew() bool {
	if l.first < 2 {
		return false
	}
	n := l.tokens[l.first-1].Norm
	return (n == "further" || n == "additional") && (l.tokens[l.first-2].Norm == "a" || l.tokens[l.first-2].Norm == "an")
}

// wasSign is the sign of a figure that is given beside what it was before.
func wasSign(value float64) string { return "was " + strconv.FormatFloat(value, 'g', -1, 64) }

// perfect reports whether a line says what was done: then a figure in it is no goal.
func perfect(l line) bool {
	return slices.ContainsFunc(l.tokens, func(t text.Token) bool {
		switch t.Norm {
		case "was", "were", "has", "have", "had", "been", "'ve":
			return true
		}
		return false
	})
}
