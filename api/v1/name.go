package v1

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Named is one named thing across releases. Of a person it has the posts.
type Named struct {
	ID       string            `json:"id"`
	Kind     onrecord.NameKind `json:"kind"`
	Text     string            `json:"text"`
	Aliases  []string          `json:"aliases"`
	Releases int               `json:"releases" doc:"In how many releases it is named."`
	First    onrecord.Date     `json:"first" doc:"The day of issue of the first of them."`
	Last     onrecord.Date     `json:"last"`
	Posts    []store.Post      `json:"posts" doc:"Of a person: the posts that releases give, by the day each was first seen."`
	Fits     []store.NameRef   `json:"fits" doc:"The things that it may be the same as, where it was left by itself."`
	FitsWhy  string            `json:"fits_why,omitempty"`
	Doubt    string            `json:"doubt,omitempty" doc:"Why one person's posts look like those of two people of one name."`
}

// NewNamed returns a named thing as programs get it.
func NewNamed(n *store.Named) Named {
	return Named{n.ID, n.Kind, n.Text, n.Aliases, n.Releases, n.First, n.Last, n.Posts, n.Fits, n.FitsWhy, n.Doubt}
}

// NamedDetail is a named thing with all that makes it up.
type NamedDetail struct {
	Named
	Names      []store.NameOf       `json:"names" doc:"The names that make it up, the head first, with why they are one."`
	Holders    []store.Holder       `json:"holders" doc:"Of a post: who was seen to hold it, by the day each was first seen; of more than 60 those seen last."`
	Relations  []Fact               `json:"relations" doc:"Newest first, at most 60."`
	Mentions   []Head               `json:"mentions" doc:"The releases that name it, newest first, at most 200."`
	Statements []onrecord.Statement `json:"statements" doc:"What people said of its names, newest first, at most 100."`
}

// NewNamedDetail returns a named thing with all that makes it up.
func NewNamedDetail(n *store.Named) NamedDetail {
	out := NamedDetail{Named: NewNamed(n), Names: n.Names, Holders: n.Holders, Relations: NewFacts(n.Relations), Statements: n.Statements}
	for i := range n.Mentions {
		out.Mentions = append(out.Mentions, NewHead(&n.Mentions[i]))
	}
	return out
}
