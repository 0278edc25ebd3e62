package name

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// sentenceEnd returns the index after the last token of i's sentence.
func (r *reader) sentenceEnd(i int) int { return r.d.Sentences[r.d.Tokens[i].Sentence].Last }

// majesty reports whether the word at i opens "Her Majesty’s", which belongs to
// the body or post after it.
func (r *reader) majesty(i int) bool {
	n := r.d.Tokens[i].Norm
	if n != "her" && n != "his" || r.d.Tokens[i].Shape != text.Title || i+2 >= len(r.d.Tokens) {
		return false
	}
	return r.d.Tokens[i+1].Norm == "majesty" && r.d.Tokens[i+1].Shape == text.Title && r.d.Tokens[i+2].Kind == text.Clitic
}

// opens reports whether the token at i starts its sentence, or follows a mark
// after which any word is capitalised.
func (r *reader) opens(i int) bool {
	if i == r.d.Sentences[r.d.Tokens[i].Sentence].First {
		return true
	}
	switch r.d.Tokens[i-1].Norm {
	case "“", "‘", "\"", ":", "•", "(", "–", "—":
		return true
	}
	return false
}

// run returns the end of the capitalised run that starts at i: words, with
// the hyphens, initials, possessives and numbers inside it.
func (r *reader) run(i int) int {
	limit := r.sentenceEnd(i)
	j := i + 1
	for j < limit && j-i < 24 {
		k := r.runStep(i, j, limit)
		if k == j {
			break
		}
		j = k
	}
	return j
}

// runStep returns the index up to which the run from i to j goes on; j where
// it ends.
func (r *reader) runStep(i, j, limit int) int {
	t := &r.d.Tokens[j]
	prev := &r.d.Tokens[j-1]
	if !t.Glued && strings.IndexByte(r.d.Text[prev.End:t.Start], '\n') >= 0 {
		return j // another line
	}
	next := func() bool { return j+1 < limit && r.capital(j+1) && !r.taken[j+1] }
	switch t.Kind {
	case text.Word:
		if r.taken[j] || !r.capital(j) || r.is(j, starter) && t.Has(tag.Function) && !r.capitalised(j) && t.End-t.Start > 1 || t.Has(tag.Month|tag.Weekday) && !r.is(j-1, given) && !r.calledByMonth(j, limit) {
			if t.Shape == text.Lower && r.is(j, particle) && next() && (r.is(j-1, given|givenWeak) || t.Norm == "van" || t.Norm == "von" || t.Norm == "bin" || t.Norm == "bint") {
				return j + 2
			}
			if t.Shape == text.Lower && r.is(j, particle) && j+2 < limit && r.is(j+1, particle) && r.capital(j+2) && !r.taken[j+2] {
				return j + 3 // "Ada von der Brenneth"
			}
			if t.Norm == "plc" && j-i < 4 && r.unlisted(j-1) {
				return j + 1
			}
			return j
		}
		return j + 1
	case text.Number:
		if t.Glued && prev.Kind == text.Word {
			return j + 1
		}
		if r.numbered(i, j, limit) {
			return j + 1
		}
	case text.Clitic:
		if next() && !r.is(j+1, starter) && !r.ownerEnds(i, j) {
			return j + 2
		}
	default:
		return r.runMark(i, j, limit, next())
	}
	return j
}

// calledByMonth reports whether the month at j is somebody's given name, after a
// title or a post: "Congresswoman Jan Brenneth".
func (r *reader) calledByMonth(j, limit int) bool {
	return r.is(j, given|givenWeak) && j+1 < limit && r.capital(j+1) && !r.taken[j+1] && r.d.Tokens[j+1].Shape != text.Upper && (r.is(j-1, rank) || r.honorific(j-1) || r.post(j-1))
}

// capitalised reports whether a starter inside a run belongs to it: "Against"
// in "Violence Against Women" does, "The" does not.
func (r *reader) capitalised(j int) bool {
	switch r.d.Tokens[j].Norm {
	case "under": // "Parliamentary Under-Secretary"
		return j+2 < len(r.d.Tokens) && (r.d.Tokens[j+1].Norm == "-" && r.d.Tokens[j+2].Norm == "secretary" || r.d.Tokens[j+1].Norm == "secretary")
	case "against", "first", "second", "third", "up", "new", "now", "next", "one", "seven", "other", "local", "working", "building", "members", "government", "contact", "people", "further", "additional":
		return true
	}
	return false
}

func (r *reader) runMark(i, j, limit int, next bool) int {
	t, prev := &r.d.Tokens[j], &r.d.Tokens[j-1]
	switch t.Norm {
	case "“", "\"", "‘":
		if r.nickname(j, limit) {
			return j + 4 // "Joe “Sparks” Brindle"
		}
	case "-", "‑", "–", "/":
		if t.Norm == "-" && t.Glued && j+2 < limit && r.d.Tokens[j+1].Glued && r.d.Tokens[j+1].Kind == text.Number && prev.Kind == text.Word && !r.d.Tokens[j+2].Glued && !r.taken[j+2] {
			switch {
			case prev.Shape == text.Upper && r.capital(j+2):
				return j + 3 // "the POLLEN-19 Advisory Board"
			case r.word(j+2).after == onrecord.NameSystem && r.d.Tokens[j+2].Shape == text.Lower:
				return j + 2 // "a Gannet-12 drone"
			}
		}
		if end := r.hyphenTown(j - 1); end > 0 {
			return end
		}
		if t.Glued && j+1 < limit && r.d.Tokens[j+1].Glued && r.d.Tokens[j+1].Kind == text.Word {
			if r.capital(j + 1) {
				return j + 2
			}
			if r.eastern(i, j) {
				return j + 2
			}
			// "Counter-terrorism Policing", but "UK-wide".
			if j+2 < limit && r.capital(j+2) && !r.d.Tokens[j+2].Glued && prev.Shape == text.Title {
				if _, _, ok := r.known(j-1, j); !ok {
					return j + 3
				}
			}
		}
	case "(":
		return r.bracketed(j, limit)
	case "&":
		if next && (!t.Glued || r.d.Tokens[j+1].Glued && prev.End-prev.Start == 1) {
			return j + 2 // "Ports & Seas", "A&M"
		}
		if j+3 < limit && r.d.Tokens[j+1].Norm == "amp" && r.d.Tokens[j+2].Norm == ";" && r.d.Tokens[j+2].Glued && r.capital(j+3) && !r.taken[j+3] {
			return j + 4 // "&" as pages write it
		}
	case ".":
		if t.Glued && next && (prev.End-prev.Start == 1 || abbreviated.Has(prev.Norm)) {
			return j + 2
		}
		if t.Glued && prev.End-prev.Start == 1 && j-2 >= i && r.d.Tokens[j-2].Norm == "." {
			return j + 1 // the last stop of "U.S."
		}
	}
	return j
}

// nickname reports whether the mark at j, after a given name, opens a nickname
// of one word that a family name follows.
func (r *reader) nickname(j, limit int) bool {
	t := r.d.Tokens
	if j+3 >= limit || !r.is(j-1, given|givenWeak) || !t[j+1].Glued || !t[j+2].Glued || t[j+3].Shape != text.Title && t[j+3].Shape != text.Mixed || r.taken[j+3] {
		return false
	}
	if n := t[j+2].Norm; n != "”" && n != "\"" && n != "’" {
		return false
	}
	return t[j+1].Kind == text.Word && r.capital(j+1) && t[j+1].Shape != text.Upper
}

// eastern reports whether the hyphen at j joins the two syllables of a given
// name after its family name: "Park Chon-su", but not "Labour-led".
func (r *reader) eastern(i, j int) bool {
	first, second := &r.d.Tokens[j-1], &r.d.Tokens[j+1]
	family := j - 2
	before := family - 1 // a title, a rank or a post before the family name
	if before > i && r.d.Tokens[before].Norm == "." {
		before--
	}
	return (family == i && !r.opens(i) || before >= i && (r.post(before) || r.honorific(before) || r.is(before, rank|given|givenWeak))) && first.Shape == text.Title && first.End-first.Start < 6 && second.Shape == text.Lower && second.End-second.Start < 6 &&
		second.Tags == 0 && !compounds.Has(second.Norm) && r.d.Tokens[j-2].Shape == text.Title && r.d.Tokens[j-2].Kind == text.Word && r.d.Tokens[j-2].End-r.d.Tokens[j-2].Start < 6
}

// hyphenTown returns the end of a town's name whose words hyphens join, with a small
// word inside, at i: "Brindle-on-the-Hill", "Saint-Roc-sur-Mer"; 0 where there is none.
func (r *reader) hyphenTown(i int) int {
	t := r.d.Tokens
	if i < 0 || i+4 >= len(t) || t[i].Shape != text.Title || t[i+1].Norm != "-" || !t[i+1].Glued || !t[i+2].Glued || t[i+2].Shape != text.Lower || !townJoints.Has(t[i+2].Norm) || t[i+3].Norm != "-" || !t[i+3].Glued || !t[i+4].Glued {
		return 0
	}
	if k := i + 4; t[k].Norm == "the" && k+2 < len(t) && t[k+1].Norm == "-" && t[k+1].Glued && t[k+2].Glued && t[k+2].Shape == text.Title {
		return k + 3
	}
	if t[i+4].Shape != text.Title {
		return 0
	}
	return i + 5
}

// townJoints are small words that hyphens join into names of towns.
var townJoints = list("town-joint")

// compounds are second parts of adjectives with a hyphen.
var compounds = list("compound")

// bracketed takes a part in brackets into the name of a law: "Trade (Fisheries)
// Act". It returns the index after the bracket, or j.
func (r *reader) bracketed(j, limit int) int {
	k := j + 1
	for k < limit && k < j+8 && (r.capital(k) || small[r.d.Tokens[k].Norm]) {
		k++
	}
	if k == j+1 || k+1 >= limit || r.d.Tokens[k].Norm != ")" || !r.capital(k+1) {
		return j
	}
	if forms.Has(r.d.Tokens[k+1].Norm) {
		return k + 2 // "Brindle Ropes (UK) Limited"
	}
	end := r.plain(k + 1)
	if r.word(end-1).head != onrecord.NameLaw {
		return j
	}
	return k + 1
}

// abbreviated are words whose full stop stands inside a name.
var abbreviated = list("abbreviation")

// numbered reports whether the free-standing number at j belongs to the name
// that starts at i: "Operation Thunder 24", "Act 2023", "One UI 7".
func (r *reader) numbered(i, j, limit int) bool {
	t := &r.d.Tokens[j]
	if r.word(i).prefix != "" && j-i >= 2 && t.End-t.Start <= 4 {
		return true
	}
	if r.word(j-1).head == onrecord.NameLaw && t.End-t.Start == 4 || roads[r.d.Tokens[j-1].Norm] || r.d.Tokens[j-1].Norm == "form" && !t.Glued {
		return true
	}
	if r.editionYear(i, j, limit) {
		return true
	}
	if t.End-t.Start == 4 && (t.Norm[0] == '1' || t.Norm[0] == '2') && j+1 < limit && r.capital(j+1) && !r.taken[j+1] && !t.Glued {
		if end := r.run(j + 1); r.word(end-1).head == onrecord.NameEvent && r.known1(j-1) {
			return true // "Ryton 2012 Festival"
		}
	}
	if numberedLaws[r.d.Tokens[j-1].Norm] && t.End-t.Start <= 5 && (j-i >= 2 || r.d.Tokens[j-1].Norm == "proposition") {
		return true
	}
	if called := i > 0 && j+1 < limit && r.d.Tokens[i-1].Norm == "as" && r.d.Tokens[j+1].Kind == text.Punct; called && t.End-t.Start <= 2 {
		return true // "known as Quiet Harbour 2 –"
	}
	if t.End-t.Start > 2 || r.word(j-1).head != "" || r.post(j-1) || t.Norm[0] == '0' {
		return false
	}
	if _, _, ok := r.known(j-1, j); ok {
		return false
	}
	if j+1 >= limit {
		return j-i >= 2
	}
	n := &r.d.Tokens[j+1]
	if n.Kind == text.Word {
		return n.Shape == text.Lower && verbs[n.Norm]
	}
	return false
}

// editionYear reports whether the year at j tells one of several that bear the
// name before it from the others: "Harbours Plan 2031". A year that a clause goes on
// to tell of ("to 2035", "2031 figures") does not.
func (r *reader) editionYear(i, j, limit int) bool {
	t := &r.d.Tokens[j]
	if t.End-t.Start != 4 || t.Norm[0] != '1' && t.Norm[0] != '2' || j-i < 2 || t.Glued {
		return false
	}
	switch r.word(j - 1).head {
	case onrecord.NameDocument, onrecord.NameScheme, onrecord.NameEvent:
	default:
		return false
	}
	if j+1 >= limit {
		return true
	}
	n := &r.d.Tokens[j+1]
	return n.Kind == text.Punct && n.Norm != "-" && n.Norm != "–" && n.Norm != "/" || n.Kind == text.Word && n.Shape == text.Lower && n.Has(tag.Function|tag.Modal) && n.Norm != "to"
}

// known1 reports whether the word at i is a known place or ends one.
func (r *reader) known1(i int) bool {
	kind, ok := r.knownBefore(max(i-3, 0), i+1)
	return ok && kind == onrecord.NamePlace
}

// numberedLaws are words for acts of an assembly or its chief that a number
// after them names: "House Resolution 290", "Executive Order 12".
var numberedLaws = map[string]bool{"resolution": true, "bill": true, "order": true, "proposition": true}

// roads are words for roads that a number after them names.
var roads = map[string]bool{"route": true, "interstate": true, "highway": true}

// verbs are words that show that a number before them counts nothing.
var verbs = map[string]bool{"is": true, "was": true, "are": true, "will": true, "has": true, "had": true, "built": true, "began": true, "update": true, "took": true, "takes": true, "and": true, "would": true, "were": true}

// ownerEnds reports whether the possessive at j ends its owner's name: after
// a person, a place, or a name that is whole, the next word starts another.
func (r *reader) ownerEnds(i, j int) bool {
	if r.d.Tokens[j].Norm == "'" { // "Chiefs’ Council"
		return false
	}
	if n := r.d.Tokens[j+1].Norm; n == "office" && r.post(j-1) && r.capital(j+1) {
		return false // "Harbour Master’s Office"
	}
	if t := &r.d.Tokens[i]; j-i == 1 && t.Shape == text.Upper && t.End-t.Start > 2 {
		return true // "the HSA’s Mooring Scheme"
	}
	if j+2 < len(r.d.Tokens) && r.d.Tokens[j+2].Norm == "of" && bureaus.Has(r.d.Tokens[j+1].Norm) && !r.post(j-1) {
		return true // "the Department of Ports’s Bureau of Wrecks"
	}
	if _, _, ok := r.known(j-1, j); ok {
		return true
	}
	for k := i; k < j; k++ {
		if end, _, ok := r.known(k, j); ok && end == j {
			return true
		}
	}
	if j-i > 1 && r.personSuffix(i, j) >= 0 {
		return !schools[r.d.Tokens[r.plain(j+1)-1].Norm]
	}
	if r.word(j-1).head != "" && j-i > 1 || r.is(i, given) && j-i > 1 {
		return true
	}
	if j-i == 1 && (r.is(i, starter) || r.word(i).head != "" && r.generic(i)) {
		return true
	}
	// What follows must end in a head: "Raneem’s Law", "Mayor’s Office".
	end := r.plain(j + 1)
	if later, _ := r.laterHead(j+1, end, r.sentenceEnd(j)); later > 0 {
		return false // "Pilots’ Welfare and Schools Bill"
	}
	last := end - 1
	return r.word(last).head == "" && !r.post(last)
}

// bureaus are heads of a department's parts, which are named after whose they are.
var bureaus = list("bureau")

// schools are words for what is called after whoever founded it: "James Orchard’s
// School".
var schools = map[string]bool{"school": true, "academy": true, "college": true, "hospital": true}

// scraped reports whether the word is two run together by a lost space:
// "theDigital".
func scraped(s string) bool {
	for _, p := range [...]string{"the", "and", "for", "from", "with", "by", "of", "to", "in", "at", "on", "a", "is"} {
		if len(s) > len(p)+1 && s[:len(p)] == p && 'A' <= s[len(p)] && s[len(p)] <= 'Z' {
			return true
		}
	}
	return false
}

// plain returns the end of the unbroken capitalised words that start at i.
func (r *reader) plain(i int) int {
	limit := min(r.sentenceEnd(i), i+8)
	j := i + 1
	for j < limit && r.capital(j) && !r.taken[j] && !r.is(j, starter) {
		j++
	}
	return j
}
