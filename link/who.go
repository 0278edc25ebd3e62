package link

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/onrecord/onrecord"
)

// Naming is what newest versions of releases hold of one name: what is
// looked at to say whether it is the same as another. It holds no counts but
// Releases, so that few new mentions ask for another look.
type Naming struct {
	ID   string // NameID of its kind and words
	Kind onrecord.NameKind
	// Forms are all forms in which it is printed, the aliases that releases
	// give for it among them.
	Forms    []string
	Releases int
	// First is the day of issue of the first release that names a law.
	First onrecord.Date
	Posts []Post // of a person
}

// Same says which name a name is the same as, and why.
type Same struct {
	ID string
	// Of is the id of the name that it is the same as, "" where it stands by
	// itself.
	Of   string
	Rule SameRule
	Why  string // in words; "" where neither Of nor Fits is set
	// Fits are the ids of names that it may be the same as where none was
	// chosen, in order of id: Why says what was missing.
	Fits []string
}

// SameRule names a rule by which a name is the same as another.
type SameRule string

// The rules.
const (
	SameWords   SameRule = "same_words" // the same words, or read as another kind of thing
	SameLetters SameRule = "letters"    // the letters that releases give for a fuller name
	SameShort   SameRule = "short"      // a shorter form that releases give for a fuller name
	SameTitle   SameRule = "title"      // a law by its title: as a bill, without its year
	SamePost    SameRule = "post"       // one post in another form
	SameRenamed SameRule = "renamed"    // a release says that it was renamed
	SamePerson  SameRule = "person"     // a person by less of the name
	SaidMerged  SameRule = "merge"      // a person said so
)

// Words returns the folded words of a name: what NameID is made from.
func Words(kind onrecord.NameKind, words string) string { return fold(kind, words) }

// Block returns what two names share that could be the same by their own
// words: a person's surname, a law's title without its year, a post in one
// form, else the words without small ones. Names of one NameID have one Block. It is ""
// only for words without a letter or digit.
func Block(kind onrecord.NameKind, words string) string {
	folded := fold(kind, words)
	switch kind {
	case onrecord.NamePerson:
		return cmp.Or(readPerson(folded).surname, folded)
	case onrecord.NameLaw:
		title, _, _ := lawTitle(folded)
		return title
	case onrecord.NameRole:
		p := ReadPost(folded, nil)
		return strings.TrimSpace(fold(kind, p.Post) + " " + fold(onrecord.NameBody, p.Body))
	}
	return plain(folded)
}

// plain returns folded words without small ones, and with the name of a
// country before them in one form: "Office of National Statistics" and "Office
// for National Statistics" are one, as are "U.S. Treasury" and "United States
// Treasury".
func plain(folded string) string {
	of, words := countryOf(strings.Fields(folded))
	words = slices.DeleteFunc(words, func(w string) bool { return small[w] })
	if of != "" {
		words = slices.Insert(words, 0, of)
	}
	if len(words) == 0 {
		return folded
	}
	return strings.Join(words, " ")
}

var small = set("a an and at for in of on the to with")

// countryOf cuts off the words before a name that say of which country it is,
// and returns them in one form.
func countryOf(words []string) (of string, rest []string) {
	for n := min(4, len(words)-1); n > 0; n-- {
		key := strings.Join(words[:n], " ")
		if form, known := country.Lookup(key); known {
			return cmp.Or(form, key), words[n:]
		}
	}
	return "", words
}

// Thing decides for one name that is no person. kin are the names of its Block
// that are no persons, itself among them; fuller are the names for which its
// words are printed as a ShortForm; newer are the names that releases say it
// was renamed to. Each may stand in any order.
func Thing(n Naming, kin, fuller, newer []Naming) Same {
	for _, rule := range []func() (Same, bool){
		func() (Same, bool) { return renamedTo(n, newer) },
		func() (Same, bool) { return ofKin(n, kin) },
		func() (Same, bool) { return shortFor(n, fuller) },
	} {
		if s, decided := rule(); decided {
			return s
		}
	}
	return Same{ID: n.ID}
}

// own returns the words of a name itself, as folded.
func (n *Naming) own() string {
	for _, f := range n.Forms {
		if NameID(n.Kind, f) == n.ID {
			return fold(n.Kind, f)
		}
	}
	return ""
}

// printed returns a form of the name itself, the longest, then the first in
// order.
func (n *Naming) printed() string {
	best := ""
	for _, f := range n.Forms {
		if NameID(n.Kind, f) == n.ID && (best == "" || len(f) > len(best) || len(f) == len(best) && f < best) {
			best = f
		}
	}
	return best
}

// renamedTo: releases say in so many words that the thing has a newer name.
func renamedTo(n Naming, newer []Naming) (Same, bool) {
	newer = slices.DeleteFunc(slices.Clone(newer), func(m Naming) bool { return m.ID == n.ID || m.Kind != n.Kind })
	switch len(newer) {
	case 0:
		return Same{}, false
	case 1:
		return Same{ID: n.ID, Of: newer[0].ID, Rule: SameRenamed, Why: fmt.Sprintf("a release says that this was renamed “%s”", newer[0].printed())}, true
	}
	return left(n, newer, "releases give more than one later name for it"), true
}

// left is a name that is left by itself although others fit.
func left(n Naming, fits []Naming, why string) Same {
	s := Same{ID: n.ID, Why: why}
	for _, f := range fits {
		s.Fits = append(s.Fits, f.ID)
	}
	slices.Sort(s.Fits)
	s.Fits = slices.Compact(s.Fits)
	return s
}

// ofKin decides among names of the same block.
func ofKin(n Naming, kin []Naming) (Same, bool) {
	if n.Kind == onrecord.NamePlace {
		return Same{}, false
	}
	if n.Kind == onrecord.NameLaw {
		if s, decided := ofTitle(n, kin); decided {
			return s, true
		}
	}
	words := plain(n.own())
	var same []Naming
	for _, k := range kin {
		switch {
		case k.Kind == onrecord.NamePlace || k.Kind == onrecord.NamePerson:
		case k.Kind == onrecord.NameRole && n.Kind == onrecord.NameRole, plain(k.own()) == words:
			same = append(same, k)
		}
	}
	if len(same) < 2 || !strings.Contains(words, " ") && !capitals(n.printed()) {
		return Same{}, false
	}
	head := slices.MinFunc(same, headFirst)
	switch {
	case head.ID == n.ID:
		return Same{}, false
	case head.Kind == n.Kind && n.Kind == onrecord.NameRole:
		return Same{ID: n.ID, Of: head.ID, Rule: SamePost, Why: fmt.Sprintf("another form of the post “%s”", head.printed())}, true
	case head.Kind == n.Kind:
		return Same{ID: n.ID, Of: head.ID, Rule: SameWords, Why: fmt.Sprintf("the same as “%s” but for small words", head.printed())}, true
	}
	return Same{ID: n.ID, Of: head.ID, Rule: SameWords, Why: fmt.Sprintf("the same words, read as a %s here and more often as a %s", n.Kind, head.Kind)}, true
}

// headFirst orders names of the same words: one written out before letters,
// then the one printed most.
func headFirst(a, b Naming) int {
	letters := func(n Naming) int {
		if capitals(n.printed()) {
			return 1
		}
		return 0
	}
	return cmp.Or(letters(a)-letters(b), mostPrinted(a, b))
}

// mostPrinted orders names by releases, most first, then by kind and id.
func mostPrinted(a, b Naming) int {
	return cmp.Or(cmp.Compare(b.Releases, a.Releases), cmp.Compare(slices.Index(onrecord.NameKinds, a.Kind), slices.Index(onrecord.NameKinds, b.Kind)), strings.Compare(a.ID, b.ID))
}

// shortFor: releases give the name as a short form of exactly one fuller name.
func shortFor(n Naming, fuller []Naming) (Same, bool) {
	var fits []Naming
	rule := SameShort
	for _, f := range fuller {
		if r, ok := stands(n, f); ok {
			fits, rule = append(fits, f), r
		}
	}
	fits = fullest(fits)
	switch len(fits) {
	case 0:
		return Same{}, false
	case 1:
		return Same{ID: n.ID, Of: fits[0].ID, Rule: rule, Why: fmt.Sprintf("releases give “%s” as a short form of “%s”, and of nothing else", n.printed(), fits[0].printed())}, true
	}
	return left(n, fits, fmt.Sprintf("releases give “%s” as a short form of several names", n.printed())), true
}

// stands reports whether a name's words can stand for a fuller name that
// releases print under them too.
func stands(n, full Naming) (SameRule, bool) {
	switch {
	case n.ID == full.ID || (full.Kind == onrecord.NamePlace) != (n.Kind == onrecord.NamePlace):
		return "", false
	case n.Kind == onrecord.NameRole || n.Kind == onrecord.NamePerson:
		return "", false
	}
	rule := shortRule(full.Kind, full.own(), n.printed())
	if n.Kind != full.Kind && !(rule == SameLetters && capitals(n.printed())) {
		return "", false
	}
	return rule, rule != ""
}

// ShortForm returns the folded words of a form that is printed for a name of
// these folded words, where it can stand for the name by itself, else "".
func ShortForm(kind onrecord.NameKind, words, form string) string {
	if shortRule(kind, words, form) == "" {
		return ""
	}
	return fold(kind, form)
}

// shortRule says by which rule a form can stand for a name, "" where it
// cannot. Letters can, and a name without the country before it; other short
// forms are of one release only: "the Appropriations Committee" may be the
// House's or the Senate's. People and posts have rules of their own: "the CEO"
// may be anybody.
func shortRule(kind onrecord.NameKind, long, form string) SameRule {
	short := fold(kind, form)
	if len(short) >= len(long) || kind == onrecord.NamePerson || kind == onrecord.NameRole {
		return ""
	}
	switch {
	case beginnings(short, long) || capitals(form) && len(short) > 2:
		return SameLetters
	case kind != onrecord.NamePlace && withoutCountry(short, long):
		return SameShort
	}
	return ""
}

// withoutCountry reports whether the short words, two or more of which one
// tells things apart, are the long ones without a country before them.
func withoutCountry(short, long string) bool {
	of, rest := countryOf(strings.Fields(long))
	if of == "" || strings.Join(rest, " ") != short || len(rest) < 2 {
		return false
	}
	return slices.ContainsFunc(rest, func(w string) bool { return !generic.Has(w) })
}

// capitals reports whether a form is letters that stand for words: two
// capitals or more, and no small letter or space.
func capitals(form string) bool {
	n := 0
	for _, r := range form {
		switch {
		case unicode.IsUpper(r):
			n++
		case !unicode.IsDigit(r) && r != '.' && r != '&' && r != '-':
			return false
		}
	}
	return n >= 2
}

// beginnings reports whether a word is put together from the beginnings of
// words, in order, the first letter from one of the first three: "defra",
// "ofsted".
func beginnings(short, long string) bool {
	if strings.Contains(short, " ") || len(short) < 2 {
		return false
	}
	words := strings.Fields(long)
	for start := 0; start < min(3, len(words)); start++ {
		if took, ok := takes(short, words[start:], 0); ok && took > 1 {
			return true
		}
	}
	return false
}

// takes reports whether the letters can be taken from the beginnings of the
// words, the first word giving at least one, and from how many words.
func takes(letters string, words []string, taken int) (int, bool) {
	if letters == "" {
		return taken, true
	}
	for i, w := range words {
		if i > 0 && taken == 0 {
			return 0, false
		}
		for n := min(len(w), len(letters), 5); n > 0; n-- {
			if letters[:n] != w[:n] {
				continue
			}
			if t, ok := takes(letters[n:], words[i+1:], taken+1); ok {
				return t, true
			}
		}
	}
	return 0, false
}

// fullest leaves out names that are the same as another by their words, but for
// small ones and the country, and those that are themselves printed for a
// longer one.
func fullest(fits []Naming) []Naming {
	if len(fits) < 2 {
		return fits
	}
	rest, countries := make([]string, len(fits)), map[string]map[string]bool{}
	for i := range fits {
		of, words := countryOf(strings.Fields(fits[i].own()))
		rest[i] = plain(strings.Join(words, " "))
		if countries[rest[i]] == nil {
			countries[rest[i]] = map[string]bool{}
		}
		if of != "" {
			countries[rest[i]][of] = true
		}
	}
	covered := func(i int) bool {
		for j, f := range fits {
			switch {
			case j == i:
			case rest[j] == rest[i]:
				if len(countries[rest[i]]) < 2 && mostPrinted(f, fits[i]) < 0 {
					return true
				}
			case len(f.own()) > len(fits[i].own()) && f.prints(fits[i].own()):
				return true
			}
		}
		return false
	}
	var out []Naming
	for i := range fits {
		if !covered(i) {
			out = append(out, fits[i])
		}
	}
	return out
}

// prints reports whether folded words are those of one of the name's forms.
func (n *Naming) prints(words string) bool {
	return slices.ContainsFunc(n.Forms, func(form string) bool { return fold(n.Kind, form) == words })
}
