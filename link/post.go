package link

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/post"
)

// Post is a post in one form, however it is printed.
type Post struct {
	// Post is the post without its body, or the whole role where no post can
	// be read from it; Body is the body that the role names, as printed, or "".
	Post, Body string
	// Past says that the role is one held no longer, or not yet: "former".
	Past bool
}

// ReadPost reads a role as printed; bodies are the names of bodies that its
// release knows, in lower case, and may be nil.
func ReadPost(role string, bodies map[string]bool) Post {
	role, gone := current(role)
	named, body := post.Read(role, bodies)
	if named == "" {
		named = role
	}
	return Post{Post: named, Body: body, Past: gone}
}

// current drops the words before a role that say it is held no longer.
func current(role string) (now string, gone bool) {
	now = strings.TrimSpace(role)
	for {
		first, rest, more := strings.Cut(now, " ")
		if prefix, after, hyphen := strings.Cut(first, "-"); hyphen && past.Has(strings.ToLower(prefix)) {
			now, gone = strings.TrimSpace(after+" "+rest), true // "ex-minister"
			continue
		}
		if !more || !past.Has(strings.ToLower(first)) {
			return now, gone
		}
		now, gone = strings.TrimSpace(rest), true
	}
}

// ID returns the id of the post, the same for all forms of it.
func (p Post) ID() string {
	gone := ""
	if p.Past {
		gone = "past"
	}
	return onrecord.StableID("post", Words(onrecord.NameRole, p.Post), Words(onrecord.NameBody, p.Body), gone)
}

// Tells reports whether few enough hold the post at one time that it tells one
// person from another of the same surname.
func (p Post) Tells() bool {
	if p.Past || p.Body != "" {
		return !p.Past
	}
	words := strings.Fields(strings.ToLower(p.Post))
	for len(words) > 1 && qualifies[words[0]] {
		words = words[1:]
	}
	return !commonPost.Has(strings.Join(words, " "))
}

// qualifies are words before a post that do not make it another's.
var qualifies = set("acting interim deputy assistant associate senior former vice lead joint u.s us uk")

// BodiesOf returns the names of the bodies that a release names, in lower
// case: what ReadPost wants.
func BodiesOf(names []onrecord.Name) map[string]bool {
	bodies := map[string]bool{}
	for i := range names {
		if names[i].Kind != onrecord.NameBody {
			continue
		}
		bodies[strings.ToLower(names[i].Text)] = true
		for _, a := range names[i].Aliases {
			bodies[strings.ToLower(a)] = true
		}
	}
	return bodies
}

// Doubt says why the posts that releases give of one person look like those of
// two people of one name, "" where they do not. given holds for each day,
// oldest first, which of the posts its releases give, by place.
//
// They do where two posts of different bodies are given in turn, one after the
// other three times and more, and never on one day: who moves from post to
// post, or holds two, is not in doubt.
func Doubt(posts []Post, given [][]int) string {
	for a := range posts {
		for b := a + 1; b < len(posts); b++ {
			if posts[a].Tells() && posts[b].Tells() && posts[a].Body != "" && posts[b].Body != "" && inTurn(a, b, given) {
				return "“" + posts[a].words() + "” and “" + posts[b].words() + "” are given in turn and never together: these may be two people of one name"
			}
		}
	}
	return ""
}

// inTurn reports whether two posts change places three times, and no day gives
// both.
func inTurn(a, b int, given [][]int) bool {
	last, turns := -1, 0
	for _, day := range given {
		hasA, hasB := slices.Contains(day, a), slices.Contains(day, b)
		switch {
		case hasA && hasB:
			return false
		case hasA && last == b, hasB && last == a:
			turns++
		}
		if hasA {
			last = a
		} else if hasB {
			last = b
		}
	}
	return turns >= 3
}
