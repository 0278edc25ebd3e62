package tag

import (
	"embed"
)

// Set is the set of shared word lists that a token stands in.
type Set uint32

// The shared word lists, each a file of single words in words/.
const (
	Month      Set = 1 << iota // january, jan
	Weekday                    // monday, mon
	NumberWord                 // one, twelve, twenty
	Scale                      // hundred, million, bn
	CueVerb                    // said, added, stated
	Honorific                  // mr, sir, lord, dr
	Modal                      // will, shall, must
	BodyHead                   // department, agency, council
	SchemeHead                 // fund, programme, scheme
	LawHead                    // act, bill, regulations
	PostHead                   // minister, secretary, director
	Function                   // the, of, and: words of grammar
	Clause                     // is, issued, today: words that stand in no name of a post
	Foreign                    // und, avec, yn: words of grammar of other languages
)

//go:embed words/*.txt
var files embed.FS

// shared holds every shared list as one table, so that a token costs one
// look-up however many lists there are.
var shared = loadShared(map[string]Set{
	"month": Month, "weekday": Weekday, "number-word": NumberWord, "scale": Scale, "cue-verb": CueVerb, "honorific": Honorific,
	"modal": Modal, "body-head": BodyHead, "scheme-head": SchemeHead, "law-head": LawHead, "post-head": PostHead, "function": Function, "clause": Clause, "foreign": Foreign,
})

// postCountries are the countries of those words of posts that are posts in one country
// alone.
var postCountries = NewWords(valuesOf(MustList(files, "words/post-head.txt")))

// Letters are what stands after a personal name and is no part of it: "MP",
// "OBE", "PhD".
var Letters = MustList(files, "words/postnominal.txt")

func loadShared(lists map[string]Set) Words[Set] {
	t := map[string]Set{}
	for name, tag := range lists {
		for _, entry := range MustList(files, "words/"+name+".txt").Entries() {
			t[entry] |= tag
		}
	}
	return NewWords(t)
}

// valuesOf returns the entries of a list that have a value, with it.
func valuesOf(l *List) map[string]string {
	t := map[string]string{}
	for _, entry := range l.Entries() {
		if value, _ := l.Lookup(entry); value != "" {
			t[entry] = value
		}
	}
	return t
}

// Lists returns the shared lists that a word in lower case stands in.
func Lists(norm string) Set { return shared.Of(numbered(norm)) }

// Has reports whether the token stands in any of the given lists.
func (t Token) Has(tags Set) bool { return t.Tags&tags != 0 }
