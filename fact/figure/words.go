package figure

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
)

//go:embed words/*.txt
var files embed.FS

func list(name string) *tag.List { return tag.MustList(files, "words/"+name+".txt") }

var (
	signs       = list("currency-sign")
	dollars     = list("dollar")
	codes       = list("currency-code")
	spelt       = list("currency-word")
	moneyNames  = list("currency-name")
	numberWords = numbers(list("number"))
	scales      = parseScales(list("scale"))
	unitList    = list("unit")
	units       = parseUnits(unitList)
	percents    = list("percent")
	moneyWords  = list("money-noun")
	after       = list("qualifier-after")
	did         = list("did")
	crews       = list("crew")
	changes     = list("change")
	phrasals    = list("phrasal")
	plurals     = list("plural")
	verbs       = list("verb")
	purposes    = list("purpose")
	identifiers = list("identifier")
	persons     = list("person")
	peoples     = list("people")
	hyphens     = list("hyphen")
	streets     = list("street")
	regiments   = list("regiment")
	emergencies = list("emergency")
	dialled     = list("dialled")
	qualifiers  = phrases(list("qualifier"))
)

// scale is a word that multiplies.
type scale struct {
	factor uint64
	glued  bool // only straight after digits
	money  bool // only after money
}

// measure is what a unit measures and its name in the record.
type measure struct {
	kind  onrecord.FigureKind
	unit  string
	glued bool
}

// phrase is a qualifier of one or more words.
type phrase struct {
	words []string
	value onrecord.Qualifier
}

func numbers(l *tag.List) map[string]uint64 {
	out := map[string]uint64{}
	for _, e := range l.Entries() {
		v, _ := l.Lookup(e)
		n, err := strconv.ParseUint(v, 10, 32)
		if err != nil {
			panic(fmt.Errorf("words/number.txt: %q: %w", e, err))
		}
		out[e] = n
	}
	return out
}

func parseScales(l *tag.List) map[string]scale {
	out := map[string]scale{}
	for _, e := range l.Entries() {
		v, _ := l.Lookup(e)
		factor, how, _ := strings.Cut(v, " ")
		n, err := strconv.ParseUint(factor, 10, 64)
		if err != nil || how != "word" && how != "glued" && how != "money" {
			panic(fmt.Errorf("words/scale.txt: %q: bad value %q", e, v))
		}
		out[e] = scale{factor: n, glued: how == "glued", money: how == "money"}
	}
	return out
}

// parseUnits reads the values of unit.txt: "kind name [glued]".
func parseUnits(l *tag.List) map[string]measure {
	out := map[string]measure{}
	for _, e := range l.Entries() {
		v, _ := l.Lookup(e)
		kind, unit, ok := strings.Cut(v, " ")
		if !ok {
			panic(fmt.Errorf("words/unit.txt: %q: no unit after the kind", e))
		}
		name, glued := strings.CutSuffix(unit, " glued")
		out[v] = measure{kind: onrecord.FigureKind(kind), unit: name, glued: glued}
	}
	return out
}

// phrases keys qualifiers by their last word, longest first.
func phrases(l *tag.List) map[string][]phrase {
	out := map[string][]phrase{}
	for _, e := range l.Entries() {
		v, _ := l.Lookup(e)
		words := strings.Split(e, " ")
		last := words[len(words)-1]
		at := 0
		for at < len(out[last]) && len(out[last][at].words) >= len(words) {
			at++
		}
		rest := append([]phrase{{words, onrecord.Qualifier(v)}}, out[last][at:]...)
		out[last] = append(out[last][:at], rest...)
	}
	return out
}
