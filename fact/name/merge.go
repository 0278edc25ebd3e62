package name

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// entity is one named thing with all its places.
type entity struct {
	kind    onrecord.NameKind
	spans   []onrecord.Span
	main    onrecord.Span // the fullest form
	first   int           // token where it is first named
	head    string        // its last head word, for short forms
	rule    *tag.Rule     // of the candidate that made it, as is made
	made    onrecord.Span
	dropped bool
}

// names merges the candidates and writes them out.
func (r *reader) names() []onrecord.Name {
	out := make([]onrecord.Name, 0, len(r.entities))
	roles := r.roles()
	for i := range r.entities {
		e := &r.entities[i]
		if e.dropped || len(e.spans) == 0 {
			continue
		}
		slices.SortFunc(e.spans, func(a, b onrecord.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
		n := onrecord.Name{Text: e.main.Of(r.d.Text), Kind: e.kind, Aliases: []string{}, Spans: make([]onrecord.Pair, 0, len(e.spans))}
		for k, s := range e.spans {
			if k > 0 && s.Start < e.spans[k-1].End {
				continue
			}
			n.Spans = append(n.Spans, onrecord.Pair(s))
			if form := s.Of(r.d.Text); form != n.Text && !slices.Contains(n.Aliases, form) {
				n.Aliases = append(n.Aliases, form)
			}
		}
		if bare := r.bareName(e); bare != "" && !slices.Contains(n.Aliases, bare) {
			n.Aliases = append(n.Aliases, bare)
		}
		n.Roles = roles[i]
		r.explain(e, onrecord.Span(n.Spans[0]))
		out = append(out, n)
	}
	slices.SortStableFunc(out, func(a, b onrecord.Name) int {
		return cmp.Or(a.Spans[0].Start-b.Spans[0].Start, a.Spans[0].End-b.Spans[0].End)
	})
	return out
}

// roles returns, by person, the posts that stand beside the person's name.
func (r *reader) roles() map[int][]string {
	roles := map[int][]string{}
	for i := range r.found {
		c := &r.found[i]
		if c.kind != onrecord.NamePerson || c.entity < 0 {
			continue
		}
		for _, k := range [...]int{i - 3, i - 2, i - 1, i + 1, i + 2, i + 3} {
			if k < 0 || k >= len(r.found) || r.found[k].kind != onrecord.NameRole || !r.beside(r.found[k], *c) || r.anothers(k, i) {
				continue
			}
			if role := r.d.Words(r.found[k].first, r.found[k].last); !slices.Contains(roles[c.entity], role) && len(roles[c.entity]) < 8 {
				roles[c.entity] = append(roles[c.entity], role)
			}
		}
	}
	return roles
}

// anothers reports whether the post found[post] belongs to somebody else than
// found[person]: a third name stands between them, or the post leads straight
// up to the next name ("Jane Doe and Ports Minister John Roe").
func (r *reader) anothers(post, person int) bool {
	for k := min(post, person) + 1; k < max(post, person); k++ {
		if r.found[k].kind == onrecord.NamePerson {
			return true
		}
	}
	p := r.found[post].last
	if post > 0 && post+1 < person && r.found[post-1].kind == onrecord.NamePerson && r.found[post-1].last == r.found[post].first-1 && r.d.Tokens[r.found[post-1].last].Norm == "," &&
		r.d.Tokens[p].Norm == "," && r.found[person-1].kind == onrecord.NameRole && r.found[person-1].last == r.found[person].first {
		return true // "Jane Doe, Mayor of Hurn, Ports Minister John Roe and …"
	}
	for k := post + 1; post > person && k < len(r.found) && r.found[k].first <= p+2; k++ {
		if r.found[k].kind == onrecord.NamePerson && r.found[k].first >= p && r.only(p, r.found[k].first) {
			return true // "Jane Doe, Ports Minister John Roe"
		}
	}
	if q := post + 1; post > person && q < len(r.found) && r.found[q].kind == onrecord.NamePerson && r.found[q].first == p+1 && r.d.Tokens[p].Norm == "," && r.andBefore(r.found[post].first) {
		return true // "Jane Doe, and the Ports Minister, John Roe"
	}
	return post > person && post+1 < len(r.found) && r.found[post+1].kind == onrecord.NamePerson && r.found[post+1].first == p &&
		r.d.Tokens[r.found[post].first-1].Norm == "and" && r.found[person].last == r.found[post].first-1
}

// andBefore reports whether "and" stands before the token at i, past an article.
func (r *reader) andBefore(i int) bool {
	if i > 0 && r.d.Tokens[i-1].Norm == "the" {
		i--
	}
	return i > 0 && r.d.Tokens[i-1].Norm == "and"
}

// only reports whether nothing but titles stands in [a,b).
func (r *reader) only(a, b int) bool {
	for k := a; k < b; k++ {
		if !r.honorific(k) && r.d.Tokens[k].Norm != "." {
			return false
		}
	}
	return true
}

// joined reports whether "and" joins somebody else's post to the person: no
// second post stands between them ("the Prime Minister and Jane Doe", "Jane
// Doe and the Prime Minister").
func (r *reader) joined(post, person candidate) bool {
	if post.first > person.first {
		t := &r.d.Tokens[person.last]
		return t.Norm == "and" || t.Kind == text.Clitic // "Jane Doe's District Director"
	}
	k := person.first
	for k > post.last && (r.honorific(k-1) || r.is(k-1, rank) || r.d.Tokens[k-1].Norm == "." || !r.taken[k-1]) && r.d.Tokens[k-1].Norm != "and" && r.d.Tokens[k-1].Norm != "," {
		k--
	}
	return k > post.last && r.d.Tokens[k-1].Norm == "and"
}

// beside reports whether a post and a person stand together: only commas,
// "and", titles and articles between them.
func (r *reader) beside(post, person candidate) bool {
	a, b := post.last, person.first
	if post.first > person.first {
		a, b = person.last, post.first
	}
	if b < a || b-a > 30 || r.d.Tokens[post.first].Sentence != r.d.Tokens[person.first].Sentence {
		return false
	}
	if r.joined(post, person) {
		return false
	}
	comma := false
	for k := a; k < b; k++ {
		t := &r.d.Tokens[k]
		if t.Sentence != r.d.Tokens[post.first].Sentence {
			return false
		}
		comma = comma || t.Norm == ","
		if end := r.closing(k, b); end > 0 {
			k = end // "Rep. Ada Orchard (CA-12), Chair of …"
			continue
		}
		switch {
		case t.Norm == ",", t.Norm == "the", t.Norm == "and", t.Norm == ".", t.Norm == "a", t.Norm == "is", t.Norm == "new", r.honorific(k), r.is(k, rank|postNominal), r.taken[k], t.Kind == text.Clitic, k+1 < b && r.d.Tokens[k+1].Kind == text.Clitic:
		default:
			return false
		}
	}
	if comma && post.first < person.first && r.addressed(post.first) && !r.closes(person.last) {
		return false // "In a letter to the Prime Minister, Jane Doe wrote"
	}
	return b == a || comma || post.first < person.first || a+1 >= b
}

// closing returns the bracket that closes the short one at token i before b; 0 where
// there is none.
func (r *reader) closing(i, b int) int {
	if r.d.Tokens[i].Norm != "(" {
		return 0
	}
	for k := i + 1; k < b && k < i+8; k++ {
		if r.d.Tokens[k].Norm == ")" {
			return k
		}
	}
	return 0
}

// addressed reports whether a preposition stands before the post at i.
func (r *reader) addressed(i int) bool {
	if i > 0 && r.d.Tokens[i-1].Norm == "the" {
		i--
	}
	if i == 0 || r.d.Tokens[i-1].Sentence != r.d.Tokens[i].Sentence {
		return false
	}
	switch r.d.Tokens[i-1].Norm {
	case "to", "from", "with", "for", "of", "by", "under":
		return true
	}
	return false
}

// closes reports whether an apposition ends before the token at i: a mark or
// the end of the sentence.
func (r *reader) closes(i int) bool {
	return i >= len(r.d.Tokens) || r.d.Tokens[i].Kind == text.Punct || r.d.Tokens[i].Sentence != r.d.Tokens[i-1].Sentence
}

// resolve turns candidates into entities: the same words are the same thing.
func (r *reader) resolve() {
	r.order()
	r.byKey, r.acronyms, r.surnames, r.knights = emptied(r.byKey), emptied(r.acronyms), emptied(r.surnames), emptied(r.knights)
	r.entities = r.entities[:0]
	for _, people := range [...]bool{true, false} {
		for i := range r.found {
			if c := &r.found[i]; !c.weak && (c.kind == onrecord.NamePerson) == people {
				r.place(c, r.key(c.opens(), c.keyed()))
			} else if c.weak {
				c.entity = -1 // until it is weighed
			}
		}
	}
	r.splitHolders()
	r.findOpenings()
	r.lettersOf()
	for i := range r.found {
		if c := &r.found[i]; c.weak {
			c.place = i
			c.listed = i > 0 && r.listedPlace(&r.found[i-1], c)
			r.weigh(c)
		}
	}
	r.joinMeasures()
	r.joinForms()
}

// spare returns the room for spans that an earlier reading left for entity e.
func (r *reader) spare(e int) []onrecord.Span {
	if e < cap(r.entities) {
		return r.entities[:e+1][e].spans[:0]
	}
	return nil
}

// emptied returns the map without what it held, or a new one: a large map
// would cost every later reading its size.
func emptied(m map[string]int) map[string]int {
	if m == nil || len(m) > 256 {
		return map[string]int{}
	}
	clear(m)
	return m
}

// order puts the candidates in order of their first token, the longer of two
// first. Those of speakers and those of the scan are each almost in order
// (what stands out of place does so within one cue), so that insertion and
// one merge keep it linear.
func (r *reader) order() {
	insertion(r.found[:r.spoken])
	insertion(r.found[r.spoken:])
	merged := slices.Grow(r.sorted[:0], len(r.found))
	a, b := r.found[:r.spoken], r.found[r.spoken:]
	for len(a) > 0 && len(b) > 0 {
		if earlier(&b[0], &a[0]) {
			merged, b = append(merged, b[0]), b[1:]
		} else {
			merged, a = append(merged, a[0]), a[1:]
		}
	}
	merged = append(append(merged, a...), b...)
	r.found, r.sorted = merged, r.found
}

func earlier(a, b *candidate) bool {
	return a.first < b.first || a.first == b.first && a.last > b.last
}

func insertion(c []candidate) {
	for i := 1; i < len(c); i++ {
		for k := i; k > 0 && earlier(&c[k], &c[k-1]); k-- {
			c[k], c[k-1] = c[k-1], c[k]
		}
	}
}

// keyed returns the end of the words that the candidate is known under.
func (c *candidate) keyed() int {
	if c.root > 0 {
		return c.root
	}
	return c.last
}

// opens returns where the words start that the candidate is known under: after
// the rank that belongs to a person's name.
func (c *candidate) opens() int { return max(c.first, c.bare) }

// key returns the words under which a name is known: lower case, without
// possessives, spelling variants levelled.
//
// The words stand in the reader's buffer until the next call.
func (r *reader) key(first, last int) []byte {
	b := r.buffer[:0]
	if last-first <= 4 {
		if same, ok := synonyms.Lookup(r.d.Tokens[first].Norm); ok && (last-first == 1 || r.d.Tokens[first+1].Norm == ".") {
			r.buffer = append(b, same...)
			return r.buffer
		}
	}
	for k := first; k < last; k++ {
		t := &r.d.Tokens[k]
		if t.Kind == text.Clitic || t.Norm == "the" || t.Norm == "." {
			continue
		}
		n := t.Norm
		if level := r.word(k).level; level != "" {
			n = level
		} else if n == "&" {
			n = "and" // a mark, which no list of words holds
		}
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, n...)
	}
	if level := level(b); level != "" {
		b = append(b[:0], level...)
	}
	r.buffer = b
	return b
}

// place adds the candidate to its entity, making one where there is none.
func (r *reader) place(c *candidate, key []byte) {
	key = c.singular(key)
	e, ok := r.byKey[string(key)]
	if c.kind == onrecord.NamePlace && c.last-c.first == 1 {
		if p, is := r.surnames[string(key)]; is && p >= 0 && !r.where(c.first) {
			e, ok = p, true // "Jordan said": a surname that is a place as well
		}
	}
	if !ok && c.last-c.first == 1 {
		if a, is := r.acronyms[string(key)]; is && a >= 0 {
			e, ok = a, true
		} else if is {
			c.entity = -1
			return
		}
	}
	if !ok && c.kind == onrecord.NamePerson {
		e, ok = r.samePerson(c)
	}
	if !ok {
		e = len(r.entities)
		name := string(c.singular(r.key(c.opens(), c.keyed())))
		r.entities = append(r.entities, entity{kind: c.kind, main: r.spanOf(c), first: c.first, head: r.headWord(c), rule: c.rule, made: r.spanOf(c), spans: r.spare(e)})
		r.byKey[name] = e
		if c.kind == onrecord.NamePerson {
			r.addSurname(c, e)
		}
		r.withoutNoun(c, e)
	}
	if c.rule == &ruleUnit {
		r.numberedShort(c, e)
	}
	if c.rule == &rulePrefix && c.kind == onrecord.NameSystem && c.last-c.first == 2 {
		r.acronyms[r.d.Tokens[c.last-1].Norm] = e // "HMS Ryton", later "Ryton"
	}
	c.entity = e
	ent := &r.entities[e]
	if c.kind == onrecord.NameBody && c.last-c.first > 2 && strings.IndexByte(ent.main.Of(r.d.Text), ' ') < 0 && c.root == 0 {
		ent.main = r.spanOf(c) // in full after its letters: "Defra", then "Department for …"
		ent.head = r.headWord(c)
	}
	ent.spans = append(ent.spans, r.spanOf(c))
	if c.acronym > 0 {
		r.acronym(c, e)
	}
}

// numberedShort joins the short form in brackets to the unit before it: "5th
// Battalion, The Ryton Rifles (5 RIFLES)".
func (r *reader) numberedShort(c *candidate, e int) {
	t, k := r.d.Tokens, c.last
	if k+3 < len(t) && t[k].Norm == "(" && t[k+1].Kind == text.Number && t[k+2].Kind == text.Word && t[k+2].Shape == text.Upper && t[k+3].Norm == ")" && t[k+1].Norm == t[c.first].Norm {
		if _, known := r.byKey[string(r.key(k+1, k+3))]; !known {
			r.byKey[string(r.key(k+1, k+3))] = e
			r.entities[e].spans = append(r.entities[e].spans, r.d.Span(k+1, k+3))
		}
	}
}

// where reports whether a word before token i says that a place follows.
func (r *reader) where(i int) bool {
	if i == 0 {
		return false
	}
	switch r.d.Tokens[i-1].Norm {
	case "in", "to", "from", "near", "across", "of", "at", "and":
		return true
	case ",": // "Ryton, Jordan", but "(D-NY), Jordan said"
		t := r.d.Tokens
		return i > 1 && r.capital(i-2) && r.word(i-2).head != onrecord.NameBody && !r.endsBody(i-1) && !(i+1 < len(t) && t[i+1].Shape == text.Lower && (t[i+1].Has(tag.CueVerb) || strings.HasSuffix(t[i+1].Norm, "ed")))
	}
	return false
}

// endsBody reports whether a known body's name ends before token j.
func (r *reader) endsBody(j int) bool {
	kind, ok := r.knownBefore(0, j)
	return ok && kind == onrecord.NameBody
}

// headWord returns the name's head, for short forms such as "the commission".
func (r *reader) headWord(c *candidate) string {
	head := ""
	for k := c.first; k < c.last; k++ {
		t := &r.d.Tokens[k]
		if t.Kind == text.Word && (r.word(k).head == c.kind && c.kind != "" || c.kind == onrecord.NameRole && r.post(k)) {
			head = t.Norm
		}
		if (t.Norm == "of" || t.Norm == "for" || t.Norm == "on") && head != "" {
			break
		}
	}
	return head
}

// acronym joins "(NCA)" to the name before it.
func (r *reader) acronym(c *candidate, e int) {
	t := &r.d.Tokens[c.acronym]
	if c.acronym+2 < len(r.d.Tokens) && r.doubled(c.acronym) {
		r.byKey[string(r.key(c.acronym, c.acronym+3))] = e
		return
	}
	if c.kind == onrecord.NamePerson || c.kind == onrecord.NameRole && t.Norm[0] != r.d.Tokens[c.first].Norm[0] || !r.initials(c.first, c.last, t.Norm) && !r.clipped(c.first, t) {
		return
	}
	if o, is := r.byKey[t.Norm]; is && o != e && r.entities[o].kind == r.entities[e].kind && !r.entities[o].dropped {
		r.joinInto(o, e) // named by its letters before they are told
		r.byKey[t.Norm] = e
	}
	r.acronyms[t.Norm] = e
	r.taken[c.acronym] = true
	r.entities[e].spans = append(r.entities[e].spans, r.d.Span(c.acronym, c.acronym+1))
}

// clipped reports whether an abbreviation opens as the name's first word does:
// "Ofcom" for "Office of Communications".
func (r *reader) clipped(first int, t *tag.Token) bool {
	n := r.d.Tokens[first].Norm
	return (t.Shape == text.Title || t.Shape == text.Mixed) && len(t.Norm) > 3 && len(n) >= 2 && strings.HasPrefix(t.Norm, n[:2])
}

// initials reports whether the acronym's letters are found in order at the
// starts of the words of [first,last), at least two thirds of them.
func (r *reader) initials(first, last int, acronym string) bool {
	k, hits := first, 0
	for _, letter := range acronym {
		for m := k; m < last; m++ {
			t := &r.d.Tokens[m]
			if t.Kind == text.Word && rune(t.Norm[0]) == letter {
				hits++
				k = m + 1
				break
			}
		}
	}
	return hits >= 2 && hits*3 >= len(acronym)*2
}
