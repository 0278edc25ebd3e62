package quote

import (
	"embed"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/post"
	"github.com/onrecord/onrecord/fact/tag"
)

//go:embed words/*.txt
var files embed.FS

// The lists by which a speaker's post is told.
var (
	callings = tag.MustList(files, "words/post-head.txt")
	crowds   = tag.MustList(files, "words/crowd.txt")
	called   = tag.MustList(files, "words/called.txt")
	// sayingOn are participles by which somebody says more.
	sayingOn = tag.MustList(files, "words/saying-on.txt")
	// asking are words by which a letter asks.
	asking = tag.MustList(files, "words/asking.txt")
	askers = tag.MustList(files, "words/asker.txt")
	// strangers are people of whom a story tells without a name.
	strangers = tag.MustList(files, "words/stranger.txt")
	// afterSurname are words that may have lost the space between a surname and them.
	afterSurname = tag.MustList(files, "words/after-surname.txt")
	charge       = tag.MustList(files, "words/charge.txt")
	works        = tag.MustList(files, "words/work.txt")
	written      = tag.MustList(files, "words/written.txt")
)

// headWords are the heads of posts that the shared list does not hold.
var headWords = func() tag.Words[bool] {
	said := map[string]bool{}
	for _, word := range callings.Entries() {
		said[word] = true
	}
	return tag.NewWords(said)
}()

// heads reports whether the token is the head of a post, a rank or a calling.
func heads(t *tag.Token) bool {
	return t.Has(tag.PostHead) || headWords.Of(t.Word) || t.Has(tag.Honorific) && !titles[t.Norm] && !address[t.Norm]
}

// headsSeveral reports whether the word is the plural of a head of a post.
func headsSeveral(norm string) bool {
	one, plural := strings.CutSuffix(norm, "s")
	return plural && (tag.Lists(one)&tag.PostHead != 0 || callings.Has(one))
}

// postAndBody reads a role into its post, in one form however it is printed,
// and the body that it names, as printed; "" where the role does not tell.
func (r *reader) postAndBody(role string) (named, body string) {
	if role == "" {
		return "", ""
	}
	if role == r.lastRole[0] {
		return r.lastRole[1], r.lastRole[2]
	}
	if r.bodies == nil {
		r.bodies = map[string]bool{}
		for i := range r.names {
			if n := &r.names[i]; n.Kind == onrecord.NameBody {
				r.bodies[strings.ToLower(n.Text)] = true
				for _, a := range n.Aliases {
					r.bodies[strings.ToLower(a)] = true
				}
			}
		}
	}
	named, body = post.Read(role, r.bodies)
	r.lastRole = [3]string{role, named, body}
	return named, body
}
