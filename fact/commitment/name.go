package commitment

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// names answers questions about the names of the document by token.
type names struct {
	placed []placed // by last token, then the longer first
	// heads maps the last word of a name to the one name that ends so; nil
	// where two do, as "the commission" could then be either.
	heads          map[string]*onrecord.Name
	saysGovernment bool
	ofCourt        bool                         // the text speaks of a court
	speaksAsIssuer bool                         // the text names the first issuer at least half as often as the government
	personal       bool                         // the issuer is a person
	issuer         []string                     // the names of the bodies that issued it, with their aliases
	listed         map[string]onrecord.NameKind // the kind of each name, by its text
}

// placed is one place where a name stands: tokens [first, last).
type placed struct {
	first, last int
	name        *onrecord.Name
}

func index(d *tag.Document, list []onrecord.Name) names {
	total := 0
	for i := range list {
		total += len(list[i].Spans)
	}
	x := names{listed: make(map[string]onrecord.NameKind, len(list)), placed: make([]placed, 0, total), heads: make(map[string]*onrecord.Name, len(list))}
	if u := d.Release.URL; u != nil {
		x.personal = strings.Contains(*u, ".house.gov/") || strings.Contains(*u, ".senate.gov/") // a member's own pages
	}
	for i := range list {
		n, near := &list[i], 0
		x.listed[n.Text] = n.Kind
		x.personal = x.personal || n.Kind == onrecord.NamePerson && sameSurname(d.Release.IssuedBy, n.Text)
		if n.Kind == onrecord.NameBody && slices.Contains(d.Release.IssuedBy, n.Text) {
			x.issuer = append(append(x.issuer, n.Text), n.Aliases...)
		}
		for k, s := range n.Spans {
			if s.Start < 0 || s.End <= s.Start || s.End > len(d.Text) {
				continue
			}
			near = tokenFrom(d, near, s.Start)
			p := placed{near, tokenFrom(d, near, s.End-1) + 1, n}
			if p.last > len(d.Tokens) || p.first >= p.last {
				continue
			}
			if n.Kind == onrecord.NameRole && (tag.IsSeat(&d.Tokens[p.first]) || isSeat(n.Text)) {
				continue // "Congresswoman Jane Doe": she acts, not the seat
			}
			x.placed = append(x.placed, p)
			if k == 0 {
				x.addHead(d, p)
			}
		}
	}
	slices.SortFunc(x.placed, func(a, b placed) int {
		if a.last != b.last {
			return a.last - b.last
		}
		return a.first - b.first
	})
	governments := times(d, "government", text.None)
	for _, w := range [...]string{"court", "judge", "defendant", "defendants", "jury"} {
		x.ofCourt = x.ofCourt || times(d, w, text.None) > 0
	}
	x.saysGovernment, x.speaksAsIssuer = governments > 0, 2*issuerNamed(d) >= governments
	return x
}

// issuerNamed is how many times the text names the first issuer, by its name or its
// initials, or speaks of "the department", which can be no other.
func issuerNamed(d *tag.Document) int {
	if len(d.Release.IssuedBy) == 0 {
		return 0
	}
	by := d.Release.IssuedBy[0]
	n := strings.Count(d.Text, by) + theDepartment(d.Text)
	if strings.Contains(by, "&") {
		n += strings.Count(d.Text, strings.ReplaceAll(by, "&", "and"))
	}
	for _, short := range initials(by) {
		n += times(d, short, text.Upper)
	}
	return n
}

// theDepartment is how many times the text says "the department" or "the
// Department" of itself, with a space after it.
func theDepartment(s string) int {
	const rare = "partment " // begins with a letter that a text has few of
	for n := 0; ; {
		before, after, found := strings.Cut(s, rare)
		if !found {
			return n
		}
		if strings.HasSuffix(before, "he de") || strings.HasSuffix(before, "he De") {
			n++
		}
		s = after
	}
}

// times is how many times the text has the word, in lower case, with its letters
// in the given shape, or in any where that is text.None.
func times(d *tag.Document, norm string, shape text.Shape) int {
	n := 0
	for i := range d.Tokens {
		if t := &d.Tokens[i]; t.Norm == norm && (shape == text.None || t.Shape == shape) {
			n++
		}
	}
	return n
}

// initials returns the short forms that a body's name may have, in lower case:
// "mod" and "md" of the Ministry of Defence; none of two letters.
func initials(name string) []string {
	var all, main []byte
	for _, w := range strings.Fields(name) {
		if c := w[0]; 'A' <= c && c <= 'Z' {
			all, main = append(all, c|0x20), append(main, c|0x20)
		} else if 'a' <= c && c <= 'z' {
			all = append(all, c)
		}
	}
	out := []string{}
	for _, short := range [][]byte{all, main} {
		if len(short) > 2 {
			out = append(out, string(short))
		}
	}
	return out
}

// sameSurname reports whether the first issuer ends as the person's name does:
// it is then that person.
func sameSurname(issuers []string, name string) bool {
	if len(issuers) == 0 {
		return false
	}
	by := issuers[0]
	return by == name || endsWith(by, name[strings.LastIndexByte(name, ' ')+1:]) && len(by) < 40 && !strings.Contains(by, " of ") && !strings.Contains(by, " for ")
}

// endsWith reports whether the name's last words are the given ones: "Ann Lee"
// ends with "Lee", "Ann Ashlee" does not.
func endsWith(name, words string) bool {
	return name == words || strings.HasSuffix(name, " "+words)
}

// isRank reports whether a post with the word before its last is another post than that of the last: who
// says "the Minister" does not mean the Prime Minister.
func isRank(w string) bool {
	switch w {
	case "prime", "first", "deputy", "vice", "assistant":
		return true
	}
	return false
}

// addHead notes the last word of a name of several words.
func (x *names) addHead(d *tag.Document, p placed) {
	if p.last-p.first == 1 && p.name.Kind == onrecord.NameRole {
		x.heads[d.Tokens[p.first].Norm] = nil // "the President" is then no other post, such as "Lake President"
		return
	}
	if p.last-p.first < 2 || p.name.Kind == onrecord.NamePerson || p.name.Kind == onrecord.NamePlace || isRank(d.Tokens[p.last-2].Norm) {
		return
	}
	if p.name.Kind == onrecord.NameRole {
		for i := p.first + 1; i < p.last-1; i++ {
			if isPreposition(d.Tokens[i].Norm) {
				return // "Secretary to the President" is no president
			}
		}
	}
	h := d.Tokens[p.last-1].Norm
	if other, twice := x.heads[h]; twice && other != p.name {
		x.heads[h] = nil
		return
	}
	x.heads[h] = p.name
}

// ending returns the longest name that ends right before the token, and its
// first token; nil where none does.
func (x *names) ending(token int) (*onrecord.Name, int) {
	i, ok := slices.BinarySearchFunc(x.placed, token, func(p placed, t int) int { return p.last - t })
	if !ok {
		return nil, 0
	}
	return x.placed[i].name, x.placed[i].first
}

// short returns the one name that "the centre" or "this fund" is short for.
func (x *names) short(head, determiner string) *onrecord.Name {
	if determiner != "the" && determiner != "this" {
		return nil
	}
	return x.heads[head]
}

// before returns the nearest name before the token that the pronoun can mean.
func (x *names) before(token int, pronoun string) *onrecord.Name {
	i, _ := slices.BinarySearchFunc(x.placed, token, func(p placed, t int) int { return p.last - t })
	var post *onrecord.Name
	for i--; i >= 0 && token-x.placed[i].first <= 200; i-- {
		if post != nil && token-x.placed[i].first > 60 {
			return post
		}
		switch n := x.placed[i].name; n.Kind {
		case onrecord.NamePerson:
			if pronoun == "he" || pronoun == "she" {
				return n
			}
		case onrecord.NameRole:
			if post == nil && (pronoun == "he" || pronoun == "she") {
				post = n // of the person named just before, if one is
			}
		case onrecord.NameBody, onrecord.NameScheme, onrecord.NameOperation, onrecord.NameLaw:
			if pronoun == "it" || pronoun == "they" {
				return n
			}
		}
	}
	return post
}

// nameWithin reports whether a name starts in the n tokens from i on.
func (r *reader) nameWithin(i, n int) bool {
	k, _ := slices.BinarySearchFunc(r.names.placed, i+1, func(p placed, t int) int { return p.last - t })
	for ; k < len(r.names.placed) && r.names.placed[k].last <= i+n+8; k++ {
		if f := r.names.placed[k].first; f >= i && f < i+n && r.names.placed[k].last <= r.s.Last {
			return true
		}
	}
	return false
}

// postWithin reports whether a post is named in the n tokens from i on.
func (r *reader) postWithin(i, n int) bool {
	for j := i + 1; j <= i+n && j <= r.s.Last; j++ {
		if p, first := r.names.ending(j); p != nil && p.Kind == onrecord.NameRole && first >= i {
			return true
		}
	}
	return false
}

// tokenFrom is Document.TokenAt for an offset at or after token near: the
// spans of a name stand in order, so that the next is seldom far.
func tokenFrom(d *tag.Document, near, at int) int {
	step := 1
	for near+step < len(d.Tokens) && int(d.Tokens[near+step].End) <= at {
		near, step = near+step, step*2
	}
	lo, hi := near, min(near+step, len(d.Tokens))
	for lo < hi {
		mid := (lo + hi) / 2
		if int(d.Tokens[mid].End) > at {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}
