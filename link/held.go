package link

import (
	"cmp"
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

// When a post is held, or a thing led, by the sentence that states it.
const (
	HeldNow  = "now" // also where the sentence does not say
	HeldPast = "past"
	HeldSoon = "soon"
)

// WhenHeld tells from the sentence of a relation of holding or leading whether it is so
// then (HeldNow), no longer (HeldPast: "the former Ports Minister, Ada Venn") or not yet
// (HeldSoon). Of other relations it says HeldNow.
func WhenHeld(rel *onrecord.Relation) string {
	if rel.Type != onrecord.RelationHolds && rel.Type != onrecord.RelationLeads {
		return HeldNow
	}
	for _, from := range rel.From {
		if says := cmp.Or(didBetween(rel.Text, from, rel.To), didBetween(rel.Text, rel.To, from)); says != "" {
			return says
		}
	}
	if rel.Type == onrecord.RelationLeads {
		for _, from := range rel.From {
			if says := calledBefore(rel.Text, from, rel.To); says != "" {
				return says
			}
		}
		if gone(rel.Text, rel.To) == HeldPast {
			return HeldPast // "the former Quay Board chair, Ada Venn"; "the next Quay Board" is another matter
		}
		return HeldNow
	}
	says := gone(rel.Text, rel.To)
	if says == "" && len(rel.From) == 1 {
		says = holding(rel)
	}
	return cmp.Or(says, HeldNow)
}

// didBetween returns what a word right before a verb makes of it, between one end of a
// relation and the other: "previously led", ", formerly held by". "" where none does.
func didBetween(sentence, one, other string) string {
	_, after, _ := strings.Cut(sentence, one)
	between, _, found := strings.Cut(after, other)
	if !found {
		return ""
	}
	tokens := text.Tokens(between)
	for i := 1; i < len(tokens); i++ {
		if says := value(past, tokens[i-1].Norm); says != "" && (heldVerbs[tokens[i].Norm] || strings.HasSuffix(tokens[i].Norm, "ed")) {
			return says
		}
	}
	return ""
}

// calledBefore returns what the last word before a post makes of whoever is said to lead
// the body: "Ada Venn, former chair of the Quay Board". What follows "and" or a comma is
// another post, which it says nothing of.
func calledBefore(sentence, one, other string) (says string) {
	_, after, _ := strings.Cut(sentence, one)
	between, _, found := strings.Cut(after, other)
	if !found {
		return ""
	}
	called := ""
	for _, t := range text.Tokens(between) {
		switch v := value(past, t.Norm); {
		case v != "":
			called = v
		case t.Norm == "and" || t.Norm == "," || t.Norm == "&":
			called = ""
		case t.Norm == "of" || t.Norm == "at":
			says = called
		}
	}
	return says
}

// heldVerbs are verbs of holding and leading whose past does not end in "ed".
var heldVerbs = set("held led ran run")

// gone returns what the words right before a post make of it, wherever it stands in the
// sentence: "" where one place has no such word.
func gone(sentence, post string) (says string) {
	for from := 0; ; {
		i := strings.Index(sentence[from:], post)
		if i < 0 {
			return says
		}
		lead := strings.TrimRight(sentence[:from+i], " ")
		from += i + len(post)
		word := strings.ToLower(lead[strings.LastIndexAny(lead, " (\u00a0")+1:])
		of, marked := past.Lookup(strings.TrimSuffix(word, "-")) // "ex-Ports Minister"
		if !marked {
			return ""
		}
		says = of
	}
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
// and in short: one without the body that the other has or with that body in its name, or an office of state
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
	return everyday(short, long) || everyday(long, short) || bodyWithin(a, b, short) || bodyWithin(b, a, long)
}

// bodyWithin reports whether one post has in its name the body that the other has apart: "Harbour Board Chair" or
// "Chair of the Harbour Board", and the chair of the Harbour Board.
func bodyWithin(a, b Post, whole string) bool {
	if a.Body != "" || b.Body == "" {
		return false
	}
	return whole == Words(onrecord.NameRole, b.Body+" "+b.Post) || whole == Words(onrecord.NameRole, b.Post+" of the "+b.Body)
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
