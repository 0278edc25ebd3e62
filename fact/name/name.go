package name

import (
	"sync"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/cue"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Read returns the names of the document in order of Start; never nil.
// Each span's own words are the name's Text or one of its Aliases, letter
// case aside. It is safe for concurrent use.
func Read(d *tag.Document) []onrecord.Name {
	r := readers.Get().(*reader)
	defer r.release()
	r.start(d)
	for _, c := range cue.Find(d) {
		r.speaker(c.Subject[0], c.Subject[1])
	}
	r.testimonies()
	r.spoken = len(r.found)
	papers := r.papers()
	for b := range d.Blocks {
		r.block(b)
	}
	r.publish(papers)
	r.shortForms()
	return r.names()
}

// readers keeps the working memory of finished readings.
var readers = sync.Pool{New: func() any { return new(reader) }}

// reader is one reading of one document.
type reader struct {
	d *tag.Document
	// index leads each token to its word in the lexicon.
	index []uint16
	// buffer is where keys are written before they are looked up.
	buffer []byte
	// taken marks tokens that already belong to a name.
	taken []bool
	found []candidate
	// spoken is how many of them were found among speakers' words, before
	// the scan; sorted is where they are put in order.
	spoken int
	sorted []candidate
	// civil is what namesCivil last found.
	civil struct {
		known, is bool
		sentence  int
	}
	// kept for shortForms and names
	entities  []entity
	byKey     map[string]int
	acronyms  map[string]int  // acronym → entity; -1 where it is no name
	postHeads map[string]int  // head of a post → entity; -1 where two share it
	surnames  map[string]int  // surname → entity; -1 where two share it
	knights   map[string]int  // "dame ada" → entity; -1 where two share it
	givens    map[string]int  // given name → the one person who has it; nil until they are counted
	bare      map[string]int  // words that stand alone as surnames do, and how often; nil until they are counted
	doubles   map[string]bool // letters joined by a hyphen that stand for a body: "dop-oa"
	openings  map[string]int  // first word of a body, scheme or system → entity; -1 where two share it
}

// candidate is one place where a name seems to stand.
type candidate struct {
	first, last int
	// bare is where a person's name starts after a rank that belongs to it, or 0.
	bare int
	kind onrecord.NameKind
	// weak says that the place alone does not prove a name.
	weak bool
	// listed says that it stands in a list after a place: "in Hull and Ryton".
	listed bool
	// acronym is the index of the token that abbreviates it in brackets, or 0.
	acronym int
	// root is where the words end that the thing is known under, where more
	// follow ("Samsung" in "Samsung UK"), or 0.
	root   int
	entity int
	// place is the candidate's index among those found, in their order.
	place int
	// rule is the one that found it, where its words alone do not tell.
	rule *tag.Rule
}

func (r *reader) start(d *tag.Document) {
	r.d = d
	n := len(d.Tokens)
	if cap(r.index) < n {
		r.index = make([]uint16, n)
		r.taken = make([]bool, n)
	}
	r.index, r.taken = r.index[:n], r.taken[:n]
	clear(r.taken)
	clear(r.index)
	r.found = r.found[:0]
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if t.Kind == text.Word && (t.Shape != text.Lower || !t.Has(tag.Function)) {
			r.index[i] = lexicon.index.Of(t.Word)
		}
	}
}

func (r *reader) release() {
	for i := range r.entities {
		r.entities[i] = entity{spans: r.entities[i].spans}
	}
	*r = reader{index: r.index[:0], taken: r.taken[:0], found: r.found[:0], sorted: r.sorted[:0], buffer: r.buffer[:0], entities: r.entities[:0],
		byKey: emptied(r.byKey), acronyms: emptied(r.acronyms), surnames: emptied(r.surnames), knights: emptied(r.knights)}
	readers.Put(r)
}

// add records a candidate and takes its tokens.
func (r *reader) add(c candidate) {
	if c.kind == onrecord.NameRole {
		c.first, c.last = r.d.Post(c.first, c.last)
	}
	if c.last <= c.first {
		return
	}
	if c.kind == onrecord.NameBody || c.kind == "" {
		c.last = r.formEnd(c.first, c.last)
	}
	for i := c.first; i < c.last; i++ {
		r.taken[i] = true
	}
	c.acronym = r.acronymAfter(c.last)
	r.doubleLetters(&c)
	if t := r.d.Tokens; c.kind == onrecord.NameLaw && c.last < len(t) && t[c.last-1].Norm == "year" && t[c.last].Kind == text.Number && t[c.last].Sentence == t[c.first].Sentence {
		r.taken[c.last] = true
		c.last++ // "the Moorings Act for Fiscal Year 2032"
	}
	if y := &r.d.Tokens[c.last-1]; c.root == 0 && c.last-c.first > 2 && y.Kind == text.Number && y.End-y.Start == 4 && (c.kind == onrecord.NameScheme || c.kind == onrecord.NameDocument || c.kind == onrecord.NameEvent) {
		c.root = c.last - 1 // "Harbours Plan 2031", later "Harbours Plan"
	}
	if c.kind == onrecord.NameLaw && c.root == 0 {
		if end := r.ofYear(c.last); end > 0 {
			c.root, c.last = c.last, end
		}
	}
	r.found = append(tag.Room(r.found), c)
}

// ofYear returns the end of "of 2013" at i after an act's name; 0 where there
// is none.
func (r *reader) ofYear(i int) int {
	t := r.d.Tokens
	if i+1 >= len(t) || !statutes[t[i-1].Norm] || t[i].Norm != "of" || t[i+1].Kind != text.Number || t[i+1].End-t[i+1].Start != 4 || t[i+1].Sentence != t[i].Sentence {
		return 0
	}
	r.taken[i], r.taken[i+1] = true, true
	return i + 2
}

// acronymAfter returns the index of the acronym in brackets at i, or 0.
func (r *reader) acronymAfter(i int) int {
	t := r.d.Tokens
	if i < len(t) && t[i].Kind == text.Clitic {
		i++ // "the Harbour Agency’s (HA) plan"
	}
	if i+2 < len(t) && t[i].Norm == "(" && t[i+1].Kind == text.Word && t[i+1].Shape >= text.Title && t[i+2].Norm == ")" {
		s := t[i+1].Shape
		if s == text.Upper || s == text.Mixed || s == text.Title && t[i+1].End-t[i+1].Start <= 8 && !r.is(i+1, nationality) {
			return i + 1
		}
	}
	return 0
}

// doubleLetters notes the two sets of letters that a hyphen joins in brackets after
// the body c: "Department of Ports Office of Audits (DOP-OA)". They are read as the
// body's from there on.
func (r *reader) doubleLetters(c *candidate) {
	t, k := r.d.Tokens, c.last
	if c.kind != onrecord.NameBody || c.acronym > 0 || k+4 >= len(t) || t[k].Norm != "(" || t[k+4].Norm != ")" || !r.doubled(k+1) {
		return
	}
	if !r.initials(c.first, c.last, t[k+1].Norm+t[k+3].Norm) {
		return
	}
	if r.doubles == nil {
		r.doubles = map[string]bool{}
	}
	r.doubles[t[k+1].Norm+"-"+t[k+3].Norm] = true
	c.acronym = k + 1
}

// doubled reports whether two sets of letters joined by a hyphen stand at i.
func (r *reader) doubled(i int) bool {
	t := r.d.Tokens
	return i+2 < len(t) && t[i].Shape == text.Upper && t[i+1].Norm == "-" && t[i+1].Glued && t[i+2].Glued && t[i+2].Shape == text.Upper
}

// capital reports whether the token at i can stand in a name.
func (r *reader) capital(i int) bool {
	t := &r.d.Tokens[i]
	if t.Kind != text.Word || t.Shape < text.Title {
		return false
	}
	if t.Shape == text.Mixed && scraped(t.Of(r.d.Text)) {
		return false
	}
	if t.End-t.Start == 1 && (t.Norm == "i" || t.Norm == "a") {
		return i+1 < len(r.d.Tokens) && (r.d.Tokens[i+1].Norm == "." || r.d.Tokens[i+1].Norm == "&") && r.d.Tokens[i+1].Glued
	}
	return true
}

// block reads the names of one block.
func (r *reader) block(b int) {
	blk := r.d.Blocks[b]
	shouting := r.titleCase(blk) && !r.isLine(b)
	if end := r.withBody(blk); end > 0 && b > 1 {
		r.addPerson(blk.First, end)
		shouting = false
	}
	if shouting {
		r.leaveOut(blk.First, blk.Last, &ruleCapitals)
	}
	if shouting && r.captioned(blk) {
		r.speaker(blk.First, blk.Last)
	} else if shouting && r.wholePost(blk) {
		r.add(candidate{first: blk.First, last: blk.Last, kind: onrecord.NameRole})
		r.surely(blk.First, blk.Last)
	}
	for i := blk.First; i < blk.Last; {
		if r.taken[i] {
			i++
			continue
		}
		if shouting {
			i = r.contactOrKnown(i, blk.Last)
			continue
		}
		i = r.step(i)
	}
}

// captioned reports whether a block in title case is a person's name, a comma
// and a post: "Jane Doe, Chief Executive, Sea Trust".
func (r *reader) captioned(b tag.Block) bool {
	i := b.First
	for i < b.Last && i < b.First+3 && (r.d.Tokens[i].Kind == text.Punct || r.d.Tokens[i].Norm == "the") {
		i++ // "– The Honourable …"
	}
	if i >= b.Last || !r.capital(i) {
		return false
	}
	j := r.run(i)
	return j < b.Last && r.d.Tokens[j].Norm == "," && r.personSuffix(i, j) == i && r.hasPost(j, b.Last)
}

// wholePost reports whether a block in title case is a post and nothing else,
// as under a letter: "Minister of State for Ports and Seas".
func (r *reader) wholePost(b tag.Block) bool {
	if !r.capital(b.First) {
		return false
	}
	j := r.run(b.First)
	if last := r.headIndex(b.First, j); !r.post(last) || r.word(last).head != "" || r.plural(last) {
		return false
	}
	return j < b.Last && r.extend(b.First, j, onrecord.NameRole) == b.Last && r.personSuffix(b.First, j) < 0
}

// contactOrKnown takes a person straight after a colon ("Contact: Jane Doe"),
// and known names, where capitals prove nothing.
func (r *reader) contactOrKnown(i, limit int) int {
	if r.label(i) {
		return i + 1
	}
	if i > 0 && (r.d.Tokens[i-1].Norm == ":" || r.d.Tokens[i-1].Norm == "contact") && r.is(i, given|givenWeak|rank) && r.capital(i) {
		if j := r.run(i); j-i <= 5 && r.personSuffix(i, j) == i {
			r.addPerson(i, j)
			return j
		}
	}
	return r.knownOnly(i, limit)
}

// knownOnly takes known names where capitals prove nothing.
func (r *reader) knownOnly(i, limit int) int {
	if end, kind, ok := r.known(i, limit); ok && kind != "" && r.d.Tokens[i].Shape >= text.Title {
		r.add(candidate{first: i, last: end, kind: kind})
		return end
	}
	return i + 1
}

// finite are words of grammar that make a clause, as no heading in title case has
// them in lower case.
var finite = map[string]bool{"who": true, "which": true, "was": true, "were": true, "has": true, "had": true, "have": true, "been": true}

// titleCase reports whether nearly all words of a block are capitalised, so
// that capitals tell nothing.
func (r *reader) titleCase(b tag.Block) bool {
	if b.Last-b.First > 40 || b.Last-b.First < 4 {
		return false
	}
	switch r.d.Tokens[b.Last-1].Norm {
	case ".", ":", ";", ",":
		return false
	}
	upper, lower := 0, 0
	for i := b.First; i < b.Last; i++ {
		t := &r.d.Tokens[i]
		if t.Shape == text.Lower && finite[t.Norm] {
			return false // "Ada Orchard of Ryton who served in the Harbour Guard"
		}
		if t.Kind != text.Word || t.Has(tag.Function) || small[t.Norm] {
			continue
		}
		if t.Shape == text.Lower {
			lower++
		} else {
			upper++
		}
	}
	return upper >= 4 && lower*5 <= upper
}
