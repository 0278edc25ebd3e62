package quote

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Somebody whom the names know by their surname alone, though the release says all of
// their name once: no list knew the given name, or lost spaces hid it.

// inFullAs returns the one full name of which the text has the surname after a given
// name; the surname itself where it has none or several.
func (r *reader) inFullAs(surname string) string {
	found := surname
	for i := 1; i < len(r.d.Tokens); i++ {
		if !r.isSurname(i, surname) {
			continue
		}
		given := r.givenBefore(i)
		if given == i {
			continue
		}
		switch full := r.d.Words(given, i) + " " + surname; {
		case found == surname:
			found = full
		case found != full:
			return surname
		}
	}
	return found
}

// isSurname reports whether token i is the surname, or starts with it and goes on with
// a small word that lost the space before it: "Roewelcomed".
func (r *reader) isSurname(i int, surname string) bool {
	t := &r.d.Tokens[i]
	rest, is := strings.CutPrefix(t.Of(r.d.Text), surname)
	return is && t.Kind == text.Word && (rest == "" || afterSurname.Has(rest))
}

// givenBefore returns the token at which the given name before token i starts, with an
// initial after it or not; i where no word that can be one stands there.
func (r *reader) givenBefore(i int) int {
	t := r.d.Tokens
	g := i - 1
	if g >= 2 && t[g].Norm == "." && t[g-1].Shape >= text.Title && t[g-1].End-t[g-1].Start == 1 {
		g -= 2 // "Jane Q. Doe"
	}
	if w := &t[g]; w.Kind != text.Word || w.Block != t[i].Block || w.Shape != text.Title || w.End-w.Start < 2 || w.Has(tag.Function|tag.Honorific|tag.PostHead|tag.BodyHead|tag.Month|tag.Weekday) || heads(w) || called.Has(w.Norm) || w.Norm == "charge" || crowds.Has(w.Norm) || r.ofBody(g, g+1) || r.isPlace(g, g+1) {
		return i
	}
	return g
}

// mostSpelled is how many names of a release are looked up in its text: each look-up
// reads all of it.
const mostSpelled = 64

// spelled returns a speaker's name as it is given: in full, with the full stop that it is
// printed with, without what is no part of it.
func (r *reader) spelled(name string) string {
	if as, known := r.spellings[name]; known || name == "" || len(r.spellings) >= mostSpelled {
		return cmp.Or(as, name)
	}
	if r.spellings == nil {
		r.spellings = map[string]string{}
	}
	as := r.fullName(r.asPrinted(name))
	r.spellings[name] = as
	return as
}

// introducedAs returns the full name of somebody whom the names do not know, where the
// first place of the surname in the text is in it, as people are introduced; "" else:
// "Congress" stands alone first, though a "Bill Congress" may follow.
func (r *reader) introducedAs(surname string) string {
	full := r.spelled(surname)
	if full == surname {
		return ""
	}
	key := surname + "\n"
	if as, known := r.spellings[key]; known || len(r.spellings) >= mostSpelled {
		return as
	}
	r.spellings[key] = ""
	if strings.Index(r.d.Text, surname) == strings.Index(r.d.Text, full)+len(full)-len(surname) {
		r.spellings[key] = full
	}
	return r.spellings[key]
}

// fullName returns how the speaker is named in full where their name is a surname
// alone, or the second half of one that a law or programme joins of two: "said Roe",
// after "the Doe-Roe Act".
func (r *reader) fullName(name string) string {
	if before, last, two := strings.Cut(name, " and "); two && !strings.ContainsAny(last, " .") {
		return before + " and " + r.inFullAs(last)
	}
	if name == "" || strings.ContainsAny(name, " .") {
		return name
	}
	return r.inFullAs(name)
}

// printedHalf returns the words of a person's place where the names take them for one
// of two surnames that a hyphen joins; else the name.
func (r *reader) printedHalf(p person) string {
	name := r.names[p.entity].Text
	if strings.Contains(name, " ") || !strings.Contains(name, "-") {
		return name
	}
	if printed := r.d.Words(p.first, p.last); slices.Contains(strings.Split(name, "-"), printed) {
		return printed
	}
	return name
}

// asPrinted returns a name with the full stop that its last word is printed with, and
// without the district of the one who is called by it: "John Doe Jr.", "Jane Roe EM-01".
func (r *reader) asPrinted(name string) string {
	name = r.ungluedRank(strings.TrimPrefix(name, "-elect ")) // "Senator-elect Doe"
	if name == strings.ToUpper(name) && strings.Contains(name, " ") {
		return r.inLowerCase(name)
	}
	space := strings.LastIndexByte(name, ' ')
	switch last := name[space+1:]; {
	case (last == "Jr" || last == "Sr") && strings.Contains(r.d.Text, name+"."):
		return name + "."
	case len(last) == 2 && last == strings.ToUpper(last) && strings.Count(name, " ") > 1 && strings.Contains(r.d.Text, name+"-"):
		return name[:space]
	}
	return name
}

// inLowerCase returns a name in capitals as the text has it elsewhere in lower case; as
// it is where the text does not: "JANE DOE" in the head of a release, "Jane Doe" in it.
func (r *reader) inLowerCase(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		first, size := utf8.DecodeRuneInString(w)
		words[i] = string(unicode.ToUpper(first)) + w[size:]
	}
	if lower := strings.Join(words, " "); strings.Contains(r.d.Text, lower) {
		return lower
	}
	return name
}

// ungluedRank returns a name without the rank that lost the space after it:
// "SenatorJane Doe".
func (r *reader) ungluedRank(name string) string {
	first, rest, _ := strings.Cut(name, " ")
	for i := 1; i < len(first); i++ {
		if first[i] >= 'A' && first[i] <= 'Z' && called.Has(strings.ToLower(first[:i])) {
			return strings.TrimSpace(first[i:] + " " + rest)
		}
	}
	return name
}

// namesAnother reports whether words that should tell the post of the person e name
// somebody else as standing beside them: "Minister for Ports, Tom Roe", "Rep. Tom Roe".
// The post of an "aide to Tom Roe" names him as well.
func (r *reader) namesAnother(post string, e int) bool {
	for w := range strings.FieldsSeq(post) {
		other, known := r.surnames[strings.Trim(w, ",.;")]
		if !known || other < 0 || other == e {
			continue
		}
		if full := r.names[other].Text; strings.Contains(full, " ") {
			if before, _, named := strings.Cut(post, full); named && (strings.HasSuffix(before, ", ") || !strings.Contains(before, " ") || strings.Count(before, " ") == 1) {
				return true
			}
		}
	}
	return false
}
