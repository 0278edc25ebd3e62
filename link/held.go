package link

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// Held is a post that a release gives of a person.
type Held struct {
	Name int    // the person's place in the release's Names
	Role string // the post as printed
	Post
}

// HeldPosts returns the posts that a release gives of its people: those printed
// beside their names, then those that a sentence says they hold, held before,
// or will hold ("Ada Venn becomes Ports Minister"). Names follow in their order,
// and each role of a person stands once.
func HeldPosts(r *onrecord.Record) []Held {
	var out []Held
	bodies := BodiesOf(r.Names)
	add := func(name int, role string, gone bool) {
		p := ReadPost(role, bodies)
		p.Past = p.Past || gone
		if !slices.ContainsFunc(out, func(h Held) bool { return h.Name == name && h.Role == role && h.Past == p.Past }) {
			out = append(out, Held{name, role, p})
		}
	}
	for i := range r.Names {
		for _, role := range r.Names[i].Roles {
			add(i, role, onlyBefore(r, i, role))
		}
	}
	for i := range r.Relations {
		rel := &r.Relations[i]
		if rel.Type != onrecord.RelationHolds || len(rel.From) != 1 || onrecord.StateOf(rel.Review) == onrecord.ReviewRejected {
			continue
		}
		person := slices.IndexFunc(r.Names, func(n onrecord.Name) bool {
			return n.Kind == onrecord.NamePerson && n.Text == rel.From[0]
		})
		if says := holding(rel); person >= 0 && says != "" {
			add(person, rel.To, says != "now")
		}
	}
	slices.SortStableFunc(out, func(a, b Held) int { return a.Name - b.Name })
	return out
}

// onlyBefore reports whether a role is printed before the person's name with a
// word that says it is held no longer ("the former Ports Minister, Ada Venn"),
// and nowhere without.
func onlyBefore(r *onrecord.Record, name int, role string) bool {
	gone := false
	for _, s := range r.Names[name].Spans {
		lead, beside := strings.CutSuffix(strings.TrimRight(r.Text[:s.Start], ", "), role)
		if !beside {
			continue
		}
		lead = strings.TrimRight(lead[max(0, len(lead)-40):], " ")
		last := lead[strings.LastIndexByte(lead, ' ')+1:]
		if !past.Has(strings.ToLower(last)) {
			return false
		}
		gone = true
	}
	return gone
}

// holding tells from a relation's sentence how a post is held: "now", "past" or
// "soon", "" where the words before the post do not say. A sentence says it
// where the post stands right after the person, or after a verb of holding.
func holding(rel *onrecord.Relation) string {
	at := strings.Index(rel.Text, rel.To)
	if at < 0 {
		return ""
	}
	lead := rel.Text[:at]
	if strings.HasSuffix(lead, rel.From[0]+", ") {
		return "now"
	}
	tokens := text.Tokens(lead[max(0, len(lead)-80):])
	for n := len(tokens); n > 0; n = len(tokens) {
		says, _ := holds.Lookup(tokens[n-1].Norm)
		tokens = tokens[:n-1]
		if says != "between" {
			return earlier(tokens, says)
		}
	}
	return ""
}

// earlier returns what the words before a verb of holding make of it: "has
// previously been", "will be appointed".
func earlier(before []text.Token, says string) string {
	for i := len(before) - 1; i >= max(0, len(before)-3) && says == "now"; i-- {
		switch v, _ := holds.Lookup(before[i].Norm); {
		case before[i].Kind == text.Punct:
			return says
		case v == "soon", v == "past" && before[i].Norm != "was" && before[i].Norm != "were": // "was appointed"
			says = v
		}
	}
	return says
}

// OnePost reports whether two posts of one person are one, printed at length
// and in short: one without the body that the other has, or an office of state
// and its everyday name ("Secretary of State for Ports and Harbours", "Ports
// Secretary"). Of two people it says nothing.
func OnePost(a, b Post) bool {
	if a.Past != b.Past {
		return false
	}
	return onePost(a, b, Words(onrecord.NameRole, a.Post), Words(onrecord.NameRole, b.Post))
}

// OnePosts returns, for each of the posts of one person, the places of the others that are
// the same post (OnePost).
func OnePosts(posts []Post) [][]int {
	words := make([]string, len(posts))
	for i, p := range posts {
		words[i] = Words(onrecord.NameRole, p.Post)
	}
	out := make([][]int, len(posts))
	for i := range posts {
		for j := range posts {
			if i != j && posts[i].Past == posts[j].Past && onePost(posts[i], posts[j], words[i], words[j]) {
				out[i] = append(out[i], j)
			}
		}
	}
	return out
}

func onePost(a, b Post, short, long string) bool {
	if short == long {
		return a.Body == "" || b.Body == ""
	}
	return everyday(short, long) || everyday(long, short)
}

// everyday reports whether a post is the everyday name of an office: the first
// words of what the office is for, and its last word of rank.
func everyday(short, long string) bool {
	for _, office := range [...]struct{ before, rank string }{{"secretary of state for ", " secretary"}, {"minister of state for ", " minister"}, {"minister for ", " minister"}, {"parliamentary under-secretary of state for ", " minister"}} {
		of, isOffice := strings.CutPrefix(long, office.before)
		what, isShort := strings.CutSuffix(short, office.rank)
		of = strings.TrimPrefix(of, "the ")
		if isOffice && isShort && what != "" && (of == what || strings.HasPrefix(of, what+" ")) {
			return true
		}
	}
	return false
}
