package link

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/text"
)

// personName is a personal name taken apart, in lower case.
type personName struct {
	peer    string   // "lord" or "lady" of a peer's title, else ""
	titled  bool     // a title stands before the name
	given   []string // given names and initials, in order
	surname string
	of      string // what follows "of": a peer's place
}

// peers are the titles of peers, under one of two.
var peers = map[string]string{"lord": "lord", "baron": "lord", "viscount": "lord", "earl": "lord", "lady": "lady", "baroness": "lady", "viscountess": "lady", "countess": "lady"}

// readPerson takes a personal name apart. The surname is the last word, or the
// last before "of": "Lord Venn of Port Sable".
func readPerson(words string) personName {
	var p personName
	var parts []string
	for _, t := range text.Tokens(words) {
		if t.Kind == text.Word {
			parts = append(parts, t.Norm)
		}
	}
	for len(parts) > 1 && (before[parts[0]] || isRank(parts[0])) {
		p.peer, p.titled = cmp.Or(peers[parts[0]], p.peer), true
		parts = parts[1:]
	}
	for len(parts) > 1 && after[parts[len(parts)-1]] {
		parts = parts[:len(parts)-1]
	}
	if at := slices.Index(parts, "of"); at > 0 {
		p.of = strings.Join(parts[at+1:], " ")
		parts = parts[:at]
	}
	if len(parts) > 0 {
		p.surname, p.given = parts[len(parts)-1], parts[:len(parts)-1]
	}
	return p
}

// person is one name of a block of people with what is known of it.
type person struct {
	*Naming
	personName
	posts   []Post
	aliases map[string]bool // ids of the names that releases print for it
}

// People decides for all names of one Block of people which of them are the
// same as a fuller one, and returns them in order of id. Names may stand in
// any order.
//
// A name with fewer or shorter given names is the same as a fuller one where
// exactly one fuller name fits, and releases print one for the other or give
// both one post; a surname alone, with a title or without, needs the post. A
// peer by title and surname is the only one of that title and surname. What
// fits and has too little in common is left, and listed.
func People(block []Naming) []Same {
	people := make([]person, len(block))
	for i := range block {
		people[i] = personOf(&block[i])
	}
	slices.SortFunc(people, func(a, b person) int { return strings.Compare(a.ID, b.ID) })
	out := make([]Same, len(people))
	for i := range people {
		out[i] = people[i].among(people)
	}
	return out
}

// personOf takes a person's name apart. What several forms of it say is put
// together: a title that one has, and the place of a peer.
func personOf(n *Naming) person {
	p := person{Naming: n, aliases: map[string]bool{}}
	for _, form := range slices.Sorted(slices.Values(n.Forms)) {
		id := NameID(n.Kind, form)
		if id != n.ID {
			p.aliases[id] = true
			continue
		}
		read := readPerson(form)
		if p.surname == "" {
			p.personName = read
		}
		p.titled = p.titled || read.titled
		p.peer = cmp.Or(p.peer, read.peer)
	}
	for _, post := range n.Posts {
		if post.Tells() {
			p.posts = append(p.posts, post)
		}
	}
	return p
}

// among decides for one of the people.
func (p *person) among(people []person) Same {
	var fits []*person
	for i := range people {
		if o := &people[i]; o.ID != p.ID && p.shorterThan(o) {
			fits = append(fits, o)
		}
	}
	if len(fits) == 0 {
		return Same{ID: p.ID}
	}
	one := top(slices.DeleteFunc(slices.Clone(fits), func(o *person) bool { return p.sharesPost(o) == "" }))
	if whole := top(fits); len(one) == 0 && len(whole) == 1 && p.agrees(whole[0]) != "" {
		one = whole
	}
	switch {
	case len(one) == 1:
		return Same{ID: p.ID, Of: one[0].ID, Rule: SamePerson, Why: fmt.Sprintf("fits “%s” and nobody else; %s", one[0].printed(), cmp.Or(p.sharesPost(one[0]), p.agrees(one[0])))}
	case len(top(fits)) == 1:
		return p.leftBeside(top(fits), "one fuller name fits, but no release gives both one post or prints one for the other")
	}
	return p.leftBeside(top(fits), "several people fit")
}

func (p *person) leftBeside(fits []*person, why string) Same {
	names := make([]Naming, len(fits))
	for i, f := range fits {
		names[i] = *f.Naming
	}
	return left(*p.Naming, names, why)
}

// top leaves out people whose name is shorter than that of another who fits.
func top(fits []*person) []*person {
	var out []*person
	for _, f := range fits {
		if !slices.ContainsFunc(fits, func(o *person) bool { return o != f && f.shorterThan(o) }) {
			out = append(out, f)
		}
	}
	return out
}

// shorterThan reports whether p's name may be a shorter form of o's.
func (p *person) shorterThan(o *person) bool {
	if p.surname != o.surname || p.of != "" {
		return false
	}
	if p.peer != "" && o.peer != "" && p.peer != o.peer {
		return false
	}
	if len(p.given) == 0 {
		return (len(o.given) > 0 || o.of != "" || p.peer == "" && o.peer != "") && (p.peer == "" || o.peer != "")
	}
	if len(o.given) == 0 || o.of != "" {
		return false
	}
	return shorterGiven(p.given, o.given)
}

// shorterGiven reports whether a is less than b of the same given names: each
// of a is one of b, its initial or a short form of it, in order, the first the
// first.
func shorterGiven(a, b []string) bool {
	at, less := 0, len(a) < len(b)
	for i, g := range a {
		for at < len(b) && !lessOf(g, b[at]) {
			if i == 0 {
				return false
			}
			at++
		}
		if at == len(b) {
			return false
		}
		less = less || g != b[at]
		at++
	}
	return less
}

// lessOf reports whether a is the given name b, its initial or a short form.
func lessOf(a, b string) bool {
	return a == b || len(a) == 1 && strings.HasPrefix(b, a) || nicknameOf(a, b)
}

// sharesPost names the post that releases give both, "" where they give none
// that tells people apart.
func (p *person) sharesPost(o *person) string { return shared(p.posts, o.posts) }

// shared names the first in order of the posts that are in both lists, or "".
func shared(a, b []Post) string {
	var both []string
	for _, x := range a {
		if !x.Past && slices.ContainsFunc(b, func(y Post) bool { return x.ID() == y.ID() }) {
			both = append(both, x.words())
		}
	}
	if len(both) == 0 {
		return ""
	}
	return "releases give both the post " + slices.Min(both)
}

// agrees says what makes p and o one person beside their names where nobody
// else fits, "" where nothing but a post could.
func (p *person) agrees(o *person) string {
	switch {
	case len(p.given) == 0 && p.peer != "":
		return "no other peer of that title and surname is named"
	case len(p.given) > 0 && (o.aliases[p.ID] || p.aliases[o.ID]):
		return "a release prints one for the other"
	case len(p.given) > 0 && len(o.given) > 0 && len(p.given[0]) > 1 && p.given[0] == o.given[0]:
		return shared(p.Posts, o.Posts)
	}
	return ""
}

func (p Post) words() string {
	if p.Body == "" {
		return p.Post
	}
	return p.Post + ", " + p.Body
}
