package issuer

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed bodies.txt
var bodyFile string

//go:embed heads.txt
var headFile string

// Both lists are read once and never changed.
var (
	known = readList(bodyFile)
	heads = readList(headFile)
)

func readList(data string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			set[line] = true
		}
	}
	return set
}

// The limits beyond which a phrase is taken as one name.
const (
	maxPhrase = 1000
	maxPieces = 40
)

// Bodies returns the bodies that a phrase names, in order, each once, without
// a "the" in small letters before it. People are left out unless nobody else
// is named. An empty phrase gives none.
func Bodies(phrase string) []string {
	phrase = strings.TrimRight(strings.TrimSpace(phrase), ".,; ")
	if phrase == "" {
		return nil
	}
	names := split(phrase)
	var out []string
	seen := map[string]bool{}
	for i, name := range names {
		if seen[fold(name)] || person(name) || i > 0 && likePerson(name) {
			continue
		}
		seen[fold(name)] = true
		out = append(out, name)
	}
	if len(out) == 0 {
		return names
	}
	return out
}

// IsBody reports whether a single name is known as a body's, or is made like
// one: it ends with one of the words that such names end with, or begins with
// one before "of" or "for".
func IsBody(name string) bool {
	return known[fold(name)] || !person(name) && (endsAsBody(name) || beginsAsBody(name))
}

// piece is a part of a phrase between "," or "and".
type piece struct{ start, end int }

func split(phrase string) []string {
	pieces := cut(phrase)
	if len(phrase) > maxPhrase || len(pieces) > maxPieces {
		return []string{strip(phrase)}
	}
	var out []string
	for i := 0; i < len(pieces); {
		j, sure := nameEnd(phrase, pieces, i)
		if !sure {
			return []string{strip(phrase)}
		}
		j = withTail(phrase, pieces, j)
		out = append(out, strip(phrase[pieces[i].start:pieces[j].end]))
		i = j + 1
	}
	return out
}

// nameEnd returns the last piece of the name that starts with piece i; it is
// not sure where two readings are left.
func nameEnd(phrase string, pieces []piece, i int) (last int, sure bool) {
	if j := knownFrom(phrase, pieces, i); j >= 0 {
		if goesOn(phrase, pieces, i, j) {
			j++
		}
		return j, true
	}
	swallowed := false // the name so far goes on beyond what could be its end
	for j := i; j+1 < len(pieces); j++ {
		name, next := phrase[pieces[i].start:pieces[j].end], phrase[pieces[j+1].start:pieces[j+1].end]
		switch {
		case knownFrom(phrase, pieces, j+1) >= 0, startsPlainly(next), person(next), endsAsBody(name):
			return j, true
		case !beginsAsBody(name) && phrase[pieces[j].end] != ' ' && len(words(phrase[pieces[j].start:pieces[j].end])) > 1:
			// A comma parts names, save after a lone word ("Advisory,
			// Conciliation and Arbitration Service") or inside a list of what
			// a body is for.
			return j, true
		case !beginsAsBody(name):
			// Not a body yet: "Driver" of "Driver and Vehicle Agency".
		case endsAsBody(next) && swallowed:
			return 0, false
		case endsAsBody(next) && !local(next):
			return j, true
		default:
			swallowed = true
		}
	}
	return len(pieces) - 1, true
}

// goesOn reports whether the known body of pieces i to j is only the beginning
// of another's name: "Department for Transport" in "Department for Transport
// and Ports", where "Ports" alone names nobody.
func goesOn(phrase string, pieces []piece, i, j int) bool {
	if j+1 == len(pieces) || phrase[pieces[j].end] != ' ' || !beginsAsBody(phrase[pieces[i].start:pieces[j].end]) {
		return false
	}
	next := phrase[pieces[j+1].start:pieces[j+1].end]
	return knownFrom(phrase, pieces, j+1) < 0 && !IsBody(next) && !startsPlainly(next) && !person(next) && !likePerson(next) && strings.ToUpper(next) != next
}

// withTail returns the last piece of a name that ends with piece j so far,
// with the single words behind it that are no bodies by themselves: "Department
// for Transport and Ports" begins as another body, but nobody is called
// "Ports". Single words that may begin the next name stay with that.
func withTail(phrase string, pieces []piece, j int) int {
	next := j + 1
	for next < len(pieces) && plainWord(phrase[pieces[next].start:pieces[next].end]) {
		next++
	}
	if next == len(pieces) || knownFrom(phrase, pieces, next) >= 0 || startsPlainly(phrase[pieces[next].start:pieces[next].end]) {
		return next - 1
	}
	return j
}

// plainWord reports whether a piece is one word that names no body: neither a
// known one nor an abbreviation ("HMRC", "DfT").
func plainWord(s string) bool {
	if strings.ContainsRune(strip(s), ' ') || known[fold(s)] {
		return false
	}
	capitals := 0
	for _, r := range strip(s) {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals < 2
}

// knownFrom returns the last piece of the longest known body that starts with
// piece i, -1 where there is none.
func knownFrom(phrase string, pieces []piece, i int) int {
	for j := min(len(pieces), i+6) - 1; j >= i; j-- {
		if known[fold(phrase[pieces[i].start:pieces[j].end])] {
			return j
		}
	}
	return -1
}

// cut parts a phrase at commas, semicolons and the word "and".
func cut(phrase string) []piece {
	var out []piece
	start := 0
	add := func(end int) {
		p := piece{start, end}
		for p.start < p.end && phrase[p.start] == ' ' {
			p.start++
		}
		for p.end > p.start && phrase[p.end-1] == ' ' {
			p.end--
		}
		if p.start < p.end {
			out = append(out, p)
		}
	}
	for i := 0; i < len(phrase); i++ {
		switch {
		case phrase[i] == ',' || phrase[i] == ';':
			add(i)
			start = i + 1
		case strings.HasPrefix(phrase[i:], " and ") || i == start && strings.HasPrefix(phrase[i:], "and "):
			add(i)
			start = i + strings.Index(phrase[i:], "and ") + len("and ")
			i = start - 2 // the space may begin another " and "
		}
	}
	add(len(phrase))
	return out
}

var levelled = strings.NewReplacer(",", "", "’", "'", "&", "and")

// fold levels a name for the list of known bodies.
func fold(name string) string {
	if i := strings.LastIndex(name, " ("); i > 0 && strings.HasSuffix(name, ")") {
		name = name[:i]
	}
	name = levelled.Replace(strings.ToLower(name))
	return strings.TrimPrefix(strings.Join(strings.Fields(name), " "), "the ")
}

// strip takes a small "the" off the front.
// strip takes off a "the" before a name, and the years behind it by which a
// register tells a closed body from its successor: "(2018 to 2021)".
func strip(name string) string {
	name = strings.TrimPrefix(name, "the ")
	open := strings.LastIndex(name, " (")
	if open > 0 && strings.HasSuffix(name, ")") && years(name[open+2:len(name)-1]) {
		return name[:open]
	}
	return name
}

// years reports whether the words are "2018 to 2021", "2018-2021" or "until 2021".
func years(s string) bool {
	s = strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return r
	}, s)
	switch s {
	case "0000 to 0000", "0000-0000", "0000–0000", "until 0000", "to 0000":
		return true
	}
	return false
}

func words(name string) []string { return strings.Fields(fold(name)) }

func endsAsBody(name string) bool {
	w := words(name)
	return len(w) > 1 && heads[w[len(w)-1]]
}

func beginsAsBody(name string) bool {
	w := words(name)
	if len(w) > 3 && (w[0] == "us" || w[0] == "u.s." || w[0] == "uk") {
		w = w[1:]
	}
	return len(w) > 2 && heads[w[0]] && (w[1] == "of" || w[1] == "for" || w[1] == "on")
}

// startsPlainly reports whether a piece can only start a new name: "the
// Harbour Board", but not "the Environment", which may end one.
func startsPlainly(s string) bool {
	article := strings.HasPrefix(s, "the ") || strings.HasPrefix(s, "The ")
	return article && endsAsBody(s) || strings.HasPrefix(s, "HM ") || beginsAsBody(s)
}

// local reports whether a piece that ends like a body is more often the tail
// of a name: "… and Local Government", "… and Care Service".
func local(s string) bool { return len(words(s)) < 2 }

// person reports whether a name is marked as somebody's, or is a post's.
func person(s string) bool {
	w := words(s)
	if len(w) < 2 || known[fold(s)] {
		return false
	}
	switch w[0] {
	case "rt", "lord", "lady", "baroness", "baron", "sir", "dame", "dr", "prof", "professor", "viscount", "earl", "mr", "mrs", "ms",
		"minister", "secretary", "chancellor", "governor", "leader", "president", "chair", "chairman", "chairwoman", "head", "director",
		"member", "senator", "representative", "congressman", "congresswoman", "shadow", "parliamentary", "permanent", "spokesperson", "deputy", "prime":
		return true
	}
	switch w[len(w)-1] {
	case "mp", "kc", "qc", "cbe", "obe", "mbe", "msp", "mla", "kcmg", "vr", "ms":
		return true
	}
	return false
}

// likePerson reports whether an unmarked name beside a body is more likely a
// person's: two or three words with a capital, none of a body's or a country's.
func likePerson(s string) bool {
	fields := strings.Fields(s)
	if IsBody(s) || len(fields) < 2 || len(fields) > 3 {
		return false
	}
	for _, f := range fields {
		first, size := utf8.DecodeRuneInString(f)
		if !unicode.IsUpper(first) || len(f) > size && strings.ToUpper(f) == f {
			return false
		}
		switch strings.ToLower(f) {
		case "england", "wales", "scotland", "ireland", "britain", "british", "national", "royal", "police", "house", "government":
			return false
		}
	}
	return true
}
