package quote

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/post"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// lastPost skips what stands before the post that speaks: "shared with the
// press, the Ports Secretary".
func (r *reader) lastPost(a, b int) (int, int) {
	first, post := a, false
	for i := a; i < b; i++ {
		post = post || r.d.Tokens[i].Has(tag.PostHead)
		if r.d.Tokens[i].Norm == "," && !post && !r.bodyIn(a, i) {
			a = i + 1
		}
		if n := r.d.Tokens[i].Norm; (n == "which" || n == "who") && i > first+1 && r.d.Tokens[i-1].Norm == "," {
			return first, i - 1
		}
	}
	return a, b
}

// bodyIn reports whether the words [a,b) are the name of a body.
func (r *reader) bodyIn(a, b int) bool {
	if a >= b {
		return false
	}
	start, end := int(r.d.Tokens[a].Start), int(r.d.Tokens[b-1].End)
	return r.namesIn(start, end, func(p place) bool { return p.kind == onrecord.NameBody && p.span.End == end })
}

// byRole resolves a speaker named by post alone: "the Home Secretary".
func (r *reader) byRole(a, b int) speaker {
	a, b = r.lastPost(a, b)
	for i := a + 1; i+1 < b; i++ {
		if n := r.d.Tokens[i+1].Norm; r.d.Tokens[i].Norm == "in" && (n == "a" || n == "their" || n == "his" || n == "her" || n == "its" || n == "the" && crowds.Has(r.d.Tokens[i-1].Norm)) {
			b = i // "the members in their letter"
		} else if t := &r.d.Tokens[i+1]; r.d.Tokens[i].Norm == "in" && t.Kind == text.Word && t.Shape == text.Lower && !t.Has(tag.Function) && n != "charge" && n != "chief" {
			b = i // "the minister in response to"
		}
	}
	if a, b = r.d.Post(a, b); a < b && (r.d.Tokens[b-1].Kind == text.Clitic || r.d.Tokens[b-1].Shape == text.Lower && strings.HasSuffix(r.d.Tokens[b-1].Norm, "ly")) {
		return speaker{entity: -1} // "the Speaker's opening words"
	}
	if who, ok := r.endsInName(a, b); ok {
		return who
	}
	role := r.trim(a, b)
	if full := r.inTitle(role); full != "" && b-a == 1 && !headsSeveral(strings.ToLower(role)) {
		return speaker{name: full, entity: -1}
	}
	words := strings.ToLower(role)
	if long := shortPosts[words]; long != "" {
		words = long
	}
	found, ok := r.holders[words]
	if !ok && seats[words] {
		if own, is := r.ownRelease(); is { // what one member issued calls no other by the seat alone
			if own.role == "" {
				own.role = role
			}
			return own
		}
	}
	if !ok || found < 0 || strings.Contains(words, "spokes") {
		return speaker{role: role, entity: -1}
	}
	n := r.names[found]
	full := role
	if len(n.Roles) > 0 && len(n.Roles[0]) > len(role) {
		full = n.Roles[0]
	}
	return speaker{name: n.Text, role: full, entity: found}
}

// knownRole returns the first post that the release's names give a person, but
// none that is said of several: "Senators Jane Doe and Tom Roe".
func (r *reader) knownRole(e int) string {
	for _, role := range r.names[e].Roles {
		last := strings.ToLower(role[strings.LastIndexByte(role, ' ')+1:])
		if !crowds.Has(last) && last != "sens." && last != "reps." && last != "sens" && last != "reps" && !r.namesAnother(role, e) {
			return role
		}
	}
	return ""
}

// inTitle returns the full name of somebody called by a first name that only
// the release's title gives in full: "Shadia" under "Shadia Mansour on music".
func (r *reader) inTitle(first string) string {
	title := r.d.Release.Title
	if strings.Contains(first, " ") || len(first) < 3 || !post.IsCapital(first) || tag.Lists(strings.ToLower(first)) != 0 {
		return ""
	}
	rest, ok := strings.CutPrefix(title, first+" ")
	if !ok {
		return ""
	}
	last, _, _ := strings.Cut(rest, " ")
	if last = strings.TrimRight(last, ",:;."); len(last) < 2 || !post.IsCapital(last) || post.IsAcronym(last) || tag.Lists(strings.ToLower(last)) != 0 {
		return ""
	}
	return first + " " + last
}

// seats are what members of an assembly are called by.
var seats = map[string]bool{"congressman": true, "congresswoman": true, "senator": true, "representative": true, "lawmaker": true}

// shortPosts are posts in letters.
var shortPosts = map[string]string{"pm": "prime minister", "dpm": "deputy prime minister", "ceo": "chief executive", "mayor": "mayor"}
