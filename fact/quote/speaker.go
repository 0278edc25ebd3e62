package quote

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// speaker is who speaks, as far as the release says.
type speaker struct {
	name, role string
	// entity is the index of the person in the reader's names, or -1.
	entity int
	// unnamed says that somebody is said to speak whom nothing names: "they
	// wrote", "the letter reads".
	unnamed bool
}

// person is one place where a personal name stands.
type person struct {
	first, last int // tokens
	entity      int
}

// holder records under which short forms of a post its holder may be named:
// the whole of it, its words up to "of" or "for", and its last word alone.
func (r *reader) holder(post string, e int) {
	forms := []string{post}
	for _, cut := range [...]string{" of ", " for ", " at ", ","} {
		if i := strings.Index(post, cut); i > 0 {
			forms = append(forms, post[:i])
		}
	}
	for _, f := range forms {
		for {
			if h, is := r.holders[f]; is && h != e {
				if !r.issuesAs(f) {
					r.holders[f] = -1 // else the first is who issued the release
				}
			} else {
				r.holders[f] = e
			}
			i := strings.IndexByte(f, ' ')
			if i < 0 || len(f) > 120 || otherPost[f[:i]] {
				break
			}
			f = f[i+1:]
		}
	}
}

// issuesAs reports whether the office of whoever holds the post, named by its
// words in lower case, issued the release: "Prime Minister's Office".
func (r *reader) issuesAs(post string) bool {
	for _, issuer := range r.d.Release.IssuedBy {
		if rest, is := strings.CutPrefix(strings.ToLower(issuer), post); is && (strings.HasPrefix(rest, "'s office") || strings.HasPrefix(rest, "’s office")) {
			return true
		}
	}
	return false
}

// otherPost are words that make another post of the one that follows: a
// former minister is no minister.
var otherPost = map[string]bool{"former": true, "deputy": true, "shadow": true, "assistant": true, "vice": true, "ex": true, "then": true, "incoming": true, "designate": true}

// persons lists where people are named, by token.
func (r *reader) persons() {
	r.posts, r.inFull = map[int]string{}, map[int]string{}
	r.surnames, r.firstNames, r.holders = map[string]int{}, map[string]int{}, map[string]int{}
	for e, n := range r.names {
		if n.Kind != onrecord.NamePerson {
			continue
		}
		last := n.Text[strings.LastIndexByte(n.Text, ' ')+1:]
		if _, twice := r.surnames[last]; twice {
			r.surnames[last] = -1
		} else {
			r.surnames[last] = e
		}
		if first, _, ok := strings.Cut(withoutRank(n.Text), " "); ok {
			if _, twice := r.firstNames[first]; twice {
				r.firstNames[first] = -1
			} else {
				r.firstNames[first] = e
			}
		}
		for _, role := range n.Roles {
			if role = strings.ToLower(role); !crowds.Has(role[strings.LastIndexByte(role, ' ')+1:]) {
				r.holder(role, e)
			}
		}
		for _, s := range n.Spans {
			first := r.d.TokenAt(s.Start)
			last := first
			for last < len(r.d.Tokens) && int(r.d.Tokens[last].Start) < s.End {
				last++
			}
			r.people = append(r.people, person{first, last, e})
		}
	}
	slices.SortFunc(r.people, func(a, b person) int { return cmp.Compare(a.first, b.first) })
	for _, p := range r.people {
		if p.first == 0 || len(r.names[p.entity].Roles) > 0 {
			continue
		}
		if t := &r.d.Tokens[p.first-1]; t.Shape == text.Title && !t.Has(tag.Honorific) && called.Has(t.Norm) {
			r.holder(t.Norm, p.entity) // "Premier Jane Doe" is the Premier
			if r.posts[p.entity] == "" {
				r.posts[p.entity] = t.Of(r.d.Text)
			}
		}
	}
}

// personIn returns the first person named in the tokens [a,b).
func (r *reader) personIn(a, b int) (person, bool) {
	i, _ := slices.BinarySearchFunc(r.people, a, func(p person, at int) int { return cmp.Compare(p.first, at) })
	if i < len(r.people) && r.people[i].last <= b {
		return r.people[i], true
	}
	return person{}, false
}

// resolve tells who is named by the tokens of a cue's subject.
func (r *reader) resolve(subject [2]int) speaker {
	a, b := subject[0], subject[1]
	if r.onePossessive(subject) {
		return r.pronoun(a)
	}
	if !r.speaks(subject) {
		return speaker{entity: -1, unnamed: b > a && isWriting(r.d.Tokens[b-1].Norm)} // “…,” the letter concludes
	}
	if who, several := r.listed(a, b); several {
		return who
	}
	p, ok := r.personIn(a, b)
	if ok {
		p = r.calledFirst(a, p)
	}
	if last := r.plainName(a, b); ok && last > a && last < p.first && r.followedByComma(last, p.first) && r.onlyWords(last+1, p.first) {
		return speaker{name: r.d.Words(a, last), role: r.trim(last+1, r.d.PostAfter(last+1, b)), entity: -1} // "Xylda Brackenmoor, aide to Jane Doe"
	}
	if ok && r.relative(a, p.first) {
		return speaker{entity: -1, unnamed: true}
	}
	if ok && r.owns(p, b) {
		if q, other := r.personIn(p.last, b); other {
			return r.resolve([2]int{p.last + 1, max(b, q.last)}) // "Doe's deputy, Tom Roe"
		}
		return speaker{role: r.trim(a, b), entity: -1} // "Doe's spokesman"
	}
	if ok && !r.onBehalf(a, p.first) {
		if i := r.including(a, p.first); i > a {
			who := r.together(a, b, p) // "ministers, including Jane Doe"
			who.role = r.trim(a, i)
			return who
		}
		if r.jointly(p, b) {
			return r.together(a, b, p)
		}
		role := r.role(a, r.d.RankBefore(r.pastRank(p)), p.last, b)
		if role == "" {
			role = r.speakingFor(a)
		}
		if known := r.knownRole(p.entity); (role == "" || r.onlyRank(role)) && known != "" {
			role = known
		} else if role == "" && r.posts[p.entity] == "" {
			if role = r.describedPost(p.entity, p.first); r.namesAnother(role, p.entity) {
				role = ""
			}
		} else if role == "" {
			role = r.posts[p.entity]
		} else if r.posts[p.entity] == "" {
			r.posts[p.entity] = role
		}
		return speaker{name: r.printedHalf(p), role: role, entity: p.entity}
	}
	if b-a == 1 && isPronoun(r.d.Tokens[a].Norm) {
		return r.pronoun(a)
	}
	if e, ok := r.titled(a, b); ok {
		return r.asNamed(e)
	}
	if e, ok := r.bySurname(a, b); ok {
		n := r.names[e]
		who := speaker{name: n.Text, entity: e}
		for _, role := range [...]string{r.knownRole(e), r.posts[e]} {
			if who.role == "" {
				who.role = role
			}
		}
		if who.role == "" {
			who.role = r.describedPost(e, a)
		}
		return who
	}
	who, ok := r.byRank(a, b)
	if !ok {
		who, ok = r.unlisted(a, b)
	}
	if !ok {
		who = r.byRole(a, b)
	}
	if who.name == "" && b-a == 1 && who.role != "" && !heads(&r.d.Tokens[a]) {
		if name := r.introducedAs(who.role); name != "" {
			return speaker{name: name, entity: -1} // somebody whom the names do not know
		}
	}
	word := who.name
	if word == "" {
		word = who.role
	}
	if full, is := r.issuedBy(word); is {
		if who.name != "" {
			full.role = who.role
		}
		return full // "said Doe", in what Jane Doe issued
	}
	return who
}

// calledFirst returns the person whom the words from a on call by one name or a
// title and a surname, with a comma after it, where p is named only in what describes
// them: "Doe, who took over from Tom Roe, said"; else p.
func (r *reader) calledFirst(a int, p person) person {
	comma := a
	for comma < p.first && comma < a+3 && r.d.Tokens[comma].Kind == text.Word && r.d.Tokens[comma].Shape > text.Lower {
		comma++
	}
	if comma == a || comma >= p.first || r.d.Tokens[comma].Norm != "," {
		return p
	}
	e, ok := r.bySurname(a, comma)
	if !ok {
		e, ok = r.titled(a, comma)
	}
	if !ok || e < 0 {
		return p
	}
	return person{first: a, last: comma, entity: e}
}

// relative reports whether the words [a,b) before a name are of a thing that
// the name's clause describes: "the resolution, which was written by".
func (r *reader) relative(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if t := &r.d.Tokens[i]; heads(t) && t.Norm != "councillor" && !ranks(t) {
			return false
		} else if t.Norm == "which" && r.d.Tokens[i-1].Norm == "," {
			return true
		}
	}
	return false
}

// onePossessive reports whether the subject is that of "her remarks".
func (r *reader) onePossessive(subject [2]int) bool {
	n := r.d.Tokens[subject[0]].Norm
	return subject[1]-subject[0] == 1 && (n == "her" || n == "his")
}

// onBehalf reports whether the words [a,b) before a name say that somebody
// else speaks: "a spokesperson for", "the office of".
func (r *reader) onBehalf(a, b int) bool {
	for i := a; i < b; i++ {
		n := r.d.Tokens[i].Norm
		if strings.HasPrefix(n, "spokes") || n == "office" && i+1 < b && r.d.Tokens[i+1].Norm == "of" || n == "lawyer" || n == "solicitor" && i+1 < b && r.d.Tokens[i+1].Norm == "for" {
			last := r.d.Tokens[b-1].Norm
			return last == "for" || last == "of" || last == "to" || n == "office"
		}
	}
	return false
}

// speaks reports whether the words of a cue's subject can name a speaker at
// all: a programme says nothing in its own voice.
func (r *reader) speaks(subject [2]int) bool {
	for i := subject[0]; i < subject[1]; i++ {
		t := r.d.Tokens[i]
		if t.Kind != text.Word {
			continue
		}
		opens := i == r.d.Sentences[t.Sentence].First
		if isPronoun(t.Norm) && t.Norm != "it" || t.Has(tag.PostHead) || headWords.Of(t.Word) || crowds.Has(t.Norm) || t.Shape > text.Lower && !(opens && t.Has(tag.Function)) {
			return true
		}
	}
	return false
}

// role returns what the cue says of the post: the words before the name and
// after it, without articles, letters after the name and brackets.
func (r *reader) role(a, first, last, b int) string {
	before := r.before(a, first)
	after := r.after(last, b)
	if before == "" && after == "" {
		for last < b && r.d.Tokens[last].Norm == "," {
			last++
		}
		return r.doing(last, b)
	}
	switch {
	case before == "":
		return after
	case after == "":
		for last < b && r.d.Tokens[last].Norm == "," {
			last++
		}
		if last+2 < b && r.d.Tokens[last+2].Norm == "also" {
			if too := r.doing(last, b); too != "" {
				return before + ", who " + too
			}
		}
		return before
	}
	return before + ", " + after
}

// longestPost is how many words a post before a name may have.
const longestPost = 30

// before returns what stands before the name and says who the person is.
func (r *reader) before(a, b int) string {
	post := false
	a = r.pastQuoteFrom(a, b)
	for i := a; i < b; i++ {
		t := r.d.Tokens[i]
		if t.Kind == text.Punct && (isOpener(t.Norm) || isCloser(t.Norm) || t.Norm == ":" || t.Norm == ";" || t.Norm == ")" && i+1 < b || r.isDash(i) && !t.Glued && i+1 < b) || t.Norm == "whose" {
			a = i + 1
		}
		post = post || heads(&t)
	}
	if !post && (b-a > 8 || r.isPlace(a, b) || r.isThing(a, b)) || b-a > longestPost {
		return ""
	}
	if b-a == 1 && r.d.Tokens[a].Has(tag.Honorific) && titles[r.d.Tokens[a].Norm] {
		return "" // "Professor Roe": a title is no post
	}
	return r.trim(r.seatStart(r.d.PostBefore(a, b), b), b)
}

// isPlace reports whether the words [a,b) end in the name of a place.
func (r *reader) isPlace(a, b int) bool {
	if a >= b {
		return false
	}
	end := int(r.d.Tokens[b-1].End)
	return r.namesIn(int(r.d.Tokens[a].Start), end, func(p place) bool { return p.kind == onrecord.NamePlace && p.span.End == end })
}

// titles belong to how a person is named.
var titles = words("lord lady baroness baron sir dame dr prof professor")

// trim returns the words [a,b) without punctuation and articles at the ends.
func (r *reader) trim(a, b int) string {
	t := r.d.Tokens
	if a < b && t[a].Kind == text.Number && a == r.d.Blocks[t[a].Block].First {
		a++ // the paragraph's number
	}
	for a < b && (t[a].Kind == text.Clitic || t[a].Kind == text.Punct && t[a].Norm != "(" || t[a].Norm == "the" || t[a].Norm == "a" || t[a].Norm == "an" || t[a].Norm == "and" || t[a].Kind == text.Punct || possessives[t[a].Norm] || t[a].Norm == "mr" || t[a].Norm == "mrs" || t[a].Norm == "ms" || t[a].Norm == "miss" || address[t[a].Norm]) {
		a++
	}
	for b > a {
		l := t[b-1]
		if l.Norm == "," || l.Norm == "and" || l.Norm == "-" || l.Norm == "–" || l.Norm == "mr" || l.Norm == "mrs" || l.Norm == "ms" || l.Norm == "miss" || l.Norm == ":" || l.Norm == "the" || b-a > 1 && (l.Norm == "of" || l.Norm == "at" || l.Norm == "for") {
			b--
			continue
		}
		if l.Norm == "." && b-2 >= a && shortTitle[t[b-2].Norm] {
			if n := t[b-2].Norm; n == "mr" || n == "mrs" || n == "ms" {
				b--
				continue
			}
			break
		}
		if l.Norm == "rt" || address[l.Norm] {
			b--
			continue
		}
		break
	}
	if a >= b {
		return ""
	}
	return r.d.Words(a, b)
}

// possessives lead up to a post and are no part of it: "its Chair".
var possessives = map[string]bool{"our": true, "its": true, "their": true, "his": true, "her": true}

// address are forms of address that say nothing of a post.
var address = map[string]bool{"honourable": true, "honorable": true, "hon": true, "shri": true, "smt": true, "excellency": true}

var shortTitle = map[string]bool{"mr": true, "mrs": true, "ms": true, "rep": true, "sen": true, "gov": true, "lt": true, "col": true, "gen": true, "capt": true, "maj": true, "sgt": true}

// letters reports whether the word is written after a name and is no part of
// the post.
func letters(norm string) bool { return norm == "jr" || norm == "sr" || tag.Letters.Has(norm) }
