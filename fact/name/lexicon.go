package name

import (
	"embed"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

//go:embed words/*.txt
var files embed.FS

// flag says in which of this package's single-word lists a word stands.
type flag uint32

const (
	given flag = 1 << iota
	givenWeak
	nationality
	starter
	rank
	postNominal
	postHead
	compass
	particle
	notPerson
	state    // abbreviates a state after a town
	headless // listed as a head, with an empty kind: it names nothing by itself
	trade    // what companies do or sell, at the end of their names
	deed     // verbs of those who can act
	calling  // a rank or office by which its bearer is called: “General”
	opener   // known names start with it
)

// word is all that the lists say of one word.
type word struct {
	flags   flag
	head    onrecord.NameKind // what it names at the end of a name
	prefix  onrecord.NameKind // what it names at the start of a name
	before  onrecord.NameKind // what a name straight after the noun is
	after   onrecord.NameKind // what a name straight before the noun is
	keeps   bool              // the noun belongs to the name before it
	level   string            // the spelling under which variants are one
	phrases []phrase          // known names that start with it, longest first
	ends    []ending          // their last words
	alone   bool              // it is a known name by itself
	blank   bool              // it only opens known names of several words
}

// phrase is a known name.
type phrase struct {
	words []string
	kind  onrecord.NameKind // "" where it is known to be no name
	lower bool              // counts in lower case too
	upper bool              // counts in capitals only
	the   bool              // counts after "the" only
}

// ending is the last word of a phrase: how many words stand before it, and its
// number, 0 where it is a mark or digits.
type ending struct {
	at   uint8
	word tag.Word
}

// table holds every list of this package. Index 0 is the word that no list
// knows.
type table struct {
	index tag.Words[uint16]
	words []word
	flags []flag // of words: what is asked most stands close together
}

var lexicon = number(load())

// number turns the lists into the table: an index a token costs less memory,
// and nothing for the garbage collector to follow.
func number(l map[string]*word) table {
	keys := slices.Sorted(maps.Keys(l))
	if len(keys) >= 1<<16 {
		panic("name: more than 65,535 words in the lists")
	}
	t := table{words: make([]word, 1, len(l)+1), flags: make([]flag, 1, len(l)+1)}
	index := make(map[string]uint16, len(l))
	for _, k := range keys {
		index[k] = uint16(len(t.words))
		t.words = append(t.words, *l[k])
		t.flags = append(t.flags, l[k].flags)
	}
	t.index = tag.NewWords(index)
	return t
}

// word returns what the lists say of the token at i.
func (r *reader) word(i int) *word { return &lexicon.words[r.index[i]] }

func load() map[string]*word {
	l := map[string]*word{}
	get := func(w string) *word {
		if l[w] == nil {
			l[w] = &word{}
		}
		return l[w]
	}
	for name, f := range map[string]flag{"nationality": nationality, "starter": starter, "rank": rank, "post": postHead, "compass": compass, "particle": particle, "notperson": notPerson, "state": state, "trade": trade, "deed": deed} {
		for _, e := range list(name).Entries() {
			get(e).flags |= f
		}
	}
	for _, e := range tag.Letters.Entries() {
		get(e).flags |= postNominal
	}
	ranks := list("rank")
	for _, e := range ranks.Entries() {
		if v, _ := ranks.Lookup(e); v == "calling" {
			get(e).flags |= calling
		}
	}
	givens := list("given")
	for _, e := range givens.Entries() {
		if v, _ := givens.Lookup(e); v == "weak" {
			get(e).flags |= givenWeak
		} else {
			get(e).flags |= given
		}
	}
	heads, prefixes := list("head"), list("prefix")
	for _, e := range heads.Entries() {
		kind, _ := heads.Lookup(e)
		if kind == "" {
			get(e).flags |= headless
		}
		get(e).head = onrecord.NameKind(kind)
	}
	for _, e := range prefixes.Entries() {
		kind, _ := prefixes.Lookup(e)
		get(e).prefix = onrecord.NameKind(kind)
	}
	befores, afters := list("before"), list("after")
	for _, e := range befores.Entries() {
		kind, _ := befores.Lookup(e)
		get(e).before = onrecord.NameKind(kind)
	}
	for _, e := range afters.Entries() {
		value, _ := afters.Lookup(e)
		kind, keeps := strings.CutPrefix(value, "=")
		get(e).after, get(e).keeps = onrecord.NameKind(kind), keeps
	}
	for _, e := range variants.Entries() {
		get(e).level, _ = variants.Lookup(e)
	}
	addPhrases(l, list("place"), func(string) (onrecord.NameKind, bool) { return onrecord.NamePlace, false })
	addPhrases(l, list("known"), func(v string) (onrecord.NameKind, bool) {
		if v != "" && v[0] == '=' {
			return onrecord.NameKind(v[1:]), true
		}
		return onrecord.NameKind(v), false
	})
	for _, w := range l {
		sort.SliceStable(w.phrases, func(i, j int) bool { return len(w.phrases[i].words) > len(w.phrases[j].words) })
		n := len(w.phrases)
		w.alone = n > 0 && len(w.phrases[n-1].words) == 1
		w.blank = n > 0 && !w.alone && w.flags == 0 && w.head == "" && w.prefix == "" && w.before == "" && w.after == "" && w.level == ""
		for _, p := range w.phrases {
			w.ends = append(w.ends, endOf(p.words))
			w.flags |= opener
		}
	}
	return l
}

func endOf(words []string) ending {
	e := ending{at: uint8(len(words) - 1)}
	if t := text.Tokens(words[e.at])[0]; t.Kind == text.Word {
		e.word = tag.Intern(words[e.at])
	}
	return e
}

func list(name string) *tag.List { return tag.MustList(files, "words/"+name+".txt") }

func addPhrases(l map[string]*word, names *tag.List, kind func(string) (onrecord.NameKind, bool)) {
	for _, e := range names.Entries() {
		v, _ := names.Lookup(e)
		rest, upper := strings.CutPrefix(v, "!")
		rest, the := strings.CutPrefix(rest, "+")
		k, lower := kind(rest)
		p := phrase{kind: k, lower: lower, upper: upper, the: the}
		for _, t := range text.Tokens(e) {
			p.words = append(p.words, t.Norm)
		}
		if l[p.words[0]] == nil {
			l[p.words[0]] = &word{}
		}
		l[p.words[0]].phrases = append(l[p.words[0]].phrases, p)
	}
}

// blank reports whether no list says anything of the word at i by itself.
func (r *reader) blank(i int) bool { return r.index[i] == 0 || r.word(i).blank }

// is reports whether the token at i stands in one of the given lists.
func (r *reader) is(i int, f flag) bool { return lexicon.flags[r.index[i]]&f != 0 }

// post reports whether the token at i is the head of a post.
func (r *reader) post(i int) bool {
	return r.is(i, postHead) || r.d.Tokens[i].Has(tag.PostHead) || r.elect(i) ||
		i > 0 && (r.d.Tokens[i-1].Norm == "ranking" && ranking[r.d.Tokens[i].Norm] || r.d.Tokens[i].Norm == "agent" && r.d.Tokens[i-1].Norm == "special" || r.d.Tokens[i].Norm == "justice" && sitting[r.d.Tokens[i-1].Norm])
}

// elect reports whether the word at i closes the post of who will take it up: "Governor-elect".
func (r *reader) elect(i int) bool {
	switch r.d.Tokens[i].Norm {
	case "elect", "designate", "designee":
	default:
		return false
	}
	return i > 1 && r.d.Tokens[i-1].Norm == "-" && r.d.Tokens[i-1].Glued && r.d.Tokens[i].Glued && (r.is(i-2, postHead) || r.d.Tokens[i-2].Has(tag.PostHead))
}

// sitting are words before "justice" that make it a judge's post.
var sitting = map[string]bool{"court": true, "chief": true, "associate": true}

// ranking are what the first of a party on a committee is called after "ranking".
var ranking = map[string]bool{"member": true, "democrat": true, "republican": true}

// known returns the longest known name that starts at i and ends by limit.
func (r *reader) known(i, limit int) (end int, kind onrecord.NameKind, ok bool) {
	if !r.is(i, opener) {
		return 0, "", false
	}
	w := r.word(i)
	for k, end := range w.ends {
		if last := i + int(end.at); last >= limit || end.word != 0 && r.d.Tokens[last].Word != end.word {
			continue // the last word tells many names with one opening apart
		}
		if p := &w.phrases[k]; r.spells(i, p) {
			return i + len(p.words), p.kind, true
		}
	}
	return 0, "", false
}

func (r *reader) spells(i int, p *phrase) bool {
	upper := false
	last := len(p.words) - 1
	for k, w := range p.words {
		t := &r.d.Tokens[i+k]
		if t.Norm != w {
			return false
		}
		upper = upper || t.Shape > text.Lower
		if !p.lower && t.Kind == text.Word && t.Shape == text.Lower && !small[w] && (k == 0 || k == last) {
			return false
		}
	}
	if len(p.words) == 1 && len(p.words[0]) <= 3 && r.d.Tokens[i].Shape < text.Upper && p.words[0] != "met" {
		return acceptShort[p.words[0]] // "Us" is no place; "US" is
	}
	if p.upper && r.d.Tokens[i].Shape < text.Upper {
		return false
	}
	if p.the && (i == 0 || r.d.Tokens[i-1].Norm != "the") {
		return false
	}
	return upper || p.lower
}

// acceptShort are known names of up to three letters that are written with
// one capital.
var acceptShort = map[string]bool{"ely": true, "eid": true, "goa": true, "bath": true, "hull": true, "wick": true, "dfe": true, "dft": true, "ios": true, "oman": true, "york": true}

// small are the words of grammar that stay in lower case inside a name.
var small = map[string]bool{"of": true, "and": true, "the": true, "for": true, "on": true, "upon": true, "in": true, "de": true, "under": true, "to": true, "le": true, "con": true, "an": true}
