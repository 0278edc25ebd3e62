package relation

import (
	"github.com/onrecord/onrecord"
)

// itsHead reads "The Parks Trust was pleased. Its Chief Executive, Jane Doe,
// said": the person leads the one body that "its" can mean.
func (r *reader) itsHead() {
	for k := r.lo; k < r.hi; k++ {
		p := r.outer[k]
		if r.kind(p) != onrecord.NamePerson {
			continue
		}
		its := r.itsPost(k)
		if its < 0 {
			continue
		}
		if b := r.bodyBefore(its); b >= 0 {
			r.keep(onrecord.RelationLeads, p.name, b)
		}
	}
}

// itsPost returns the token "its" before the leading post that stands in
// apposition to the person at mention k; -1 where none does.
func (r *reader) itsPost(k int) int {
	p := r.outer[k]
	for i := max(p.first-8, r.sentence.First); i < p.first; i++ { // "Its Chair, Jane Doe,"
		if r.norm(i) != "its" {
			continue
		}
		if end, _, ok := r.longest(leadPosts, i+1, p.first); ok && r.postThenPerson(end, p) {
			return i
		}
	}
	i := r.afterName(p.last, r.sentence.Last)
	if r.norm(i) != "," || r.norm(i+1) != "its" { // "Jane Doe, its Chair,"
		return -1
	}
	if end, _, ok := r.longest(leadPosts, i+2, r.sentence.Last); ok && r.closed(end) {
		return i + 1
	}
	return -1
}

// bodyBefore returns the name of the one body named before token i in its
// sentence or, where none is, in the sentence before; -1 where none is or
// several are.
func (r *reader) bodyBefore(i int) int {
	found := -1
	first := r.sentence.First
	for k := r.hi - 1; k >= 0; k-- {
		m := r.outer[k]
		if m.last > i {
			continue
		}
		if m.first < first {
			if found >= 0 || first != r.sentence.First || first == 0 {
				break
			}
			before := r.d.Sentences[r.d.Tokens[first-1].Sentence]
			if before.Block+1 < r.sentence.Block || m.first < before.First {
				break
			}
			first = before.First
		}
		if r.kind(m) != onrecord.NameBody || r.names[m.name].Text == "" {
			continue
		}
		if found >= 0 && found != m.name {
			return -1
		}
		found = m.name
	}
	return found
}

// hasBeen reads "She was previously Parks Minister", "He has been Mayor since
// 2022" right after a sentence about one person.
func (r *reader) hasBeen() {
	if n := r.norm(r.sentence.First); n != "he" && n != "she" || r.lo == 0 {
		return
	}
	post := r.outer[r.lo]
	if r.kind(post) != onrecord.NameRole || r.nextPersons(r.lo) {
		return
	}
	i := r.auxiliaries(r.sentence.First+1, post.first)
	if i == r.sentence.First+1 || !r.endsInBe(r.sentence.First+1, i) {
		return
	}
	if r.norm(i+2) == "'s" { // "the agency's"
		i += 3
	}
	if n := r.norm(post.last); r.beforeName(i, post.first) != post.first || n == "'s" || n == "'" {
		return
	}
	if who := r.personBefore(); who >= 0 {
		r.hold(r.outer[who], post)
	}
}

// personBefore returns the mention of the one person named in the sentence
// before, in the same block; -1 where none or several are.
func (r *reader) personBefore() int {
	if r.sentence.First == 0 {
		return -1
	}
	before := r.d.Sentences[r.d.Tokens[r.sentence.First-1].Sentence]
	if before.Block != r.sentence.Block {
		return -1
	}
	found := -1
	for k := r.lo - 1; k >= 0 && r.outer[k].first >= before.First; k-- {
		switch {
		case r.kind(r.outer[k]) != onrecord.NamePerson:
		case found >= 0 && r.outer[found].name != r.outer[k].name:
			return -1
		default:
			found = k
		}
	}
	return found
}

// mergedInto reads "A and B will be merged into a single C" at mention k, the
// last of those that are merged.
func (r *reader) mergedInto(k int) {
	if k+1 >= r.hi {
		return
	}
	set := body | scheme | operation | system
	a, b := r.outer[k], r.outer[k+1]
	if !set.has(r.kind(a)) || !set.has(r.kind(b)) {
		return
	}
	i := r.auxiliaries(a.last, b.first)
	if i == a.last || !r.endsInBe(a.last, i) {
		return
	}
	switch r.norm(i) {
	case "merged", "combined", "united", "amalgamated":
	default:
		return
	}
	if r.norm(i+1) != "into" && r.norm(i+1) != "as" {
		return
	}
	i += 2
	for n := r.norm(i); n == "a" || n == "the" || n == "single" || n == "one" || n == "new"; n = r.norm(i) {
		i++
	}
	if i != b.first {
		return
	}
	from, to := r.list(k, -1, set)
	x := onrecord.Relation{Type: onrecord.RelationMerges, To: r.names[b.name].Text}
	for ; from < to; from++ {
		x.From = append(x.From, r.names[r.outer[from].name].Text)
	}
	if len(x.From) > 1 {
		r.add(x)
	}
}
