package store

import (
	"github.com/onrecord/onrecord"
)

// NameRequest asks for one page of named things.
type NameRequest struct {
	// Kind restricts to one kind; "" is all but persons and places.
	Kind onrecord.NameKind
	// Any restricts to no kind at all; Kind is then "".
	Any bool
	// Text restricts to things with a name with words that begin with these words.
	Text string
	// Unsettled restricts to things that may be the same as others and were
	// left by themselves: see Named.Fits.
	Unsettled bool
	// Members fills in the names that make each thing up (Named.Names).
	Members bool
	Limit   int // 1 to 100; 0 is 50
	Cursor  string
}

// NamePage is one page of named things.
type NamePage struct {
	Names []Named
	Total int
	Next  string
}

// Named is one named thing across releases: the names that the link room
// says are one, and that people say are.
type Named struct {
	// ID is the id of the thing's head, the name that the others are the same
	// as. It may become another's as releases come in; every id that a name of
	// the thing ever had leads to it.
	ID   string
	Kind onrecord.NameKind
	// Text is the form of the head that is printed most often, or what people
	// renamed it to; Aliases are all other forms, those of the head first.
	Text     string
	Aliases  []string
	Releases int // in how many releases it is named
	// First and Last are the days of issue of the first and last of them.
	First, Last onrecord.Date
	// Posts are, for a person, the posts that releases give (link.HeldPosts), by
	// the day each was first seen; what is one post (link.OnePost) stands once.
	Posts []Post
	// Names are the names that make up the thing, the head first, then by the
	// day each was first seen; never empty. Filled by Name, and by Names where it is asked for.
	Names []NameOf
	// Fits are the things that it may be the same as where it was left by
	// itself and nobody says that they are two, and FitsWhy says what was missing.
	Fits    []NameRef
	FitsWhy string
	// Doubt says why one person's posts look like those of two people of one
	// name; "" where they do not.
	Doubt string
	// Holders are, for a post, the people who were seen to hold it, by the day
	// each was first seen; of more than 60 those seen last. Filled by Name only.
	Holders []Holder
	// Relations that start or end at it, newest first, at most 60. Filled by Name only.
	Relations []Fact
	// Mentions are the releases that name it, newest first, without text, at
	// most 200. Filled by Name only.
	Mentions []onrecord.Release
	// Earliest are, where Mentions are not all, the first dated releases that name it, oldest first, without
	// text, at most 30; some may stand in Mentions, too. Filled by Name only.
	Earliest []onrecord.Release
	// Statements are what people said of its names, newest first, at most 100.
	// Filled by Name only.
	Statements []onrecord.Statement
}

// NameRef is a named thing as another refers to it.
type NameRef struct {
	ID   string            `json:"id"`
	Kind onrecord.NameKind `json:"kind"`
	Text string            `json:"text"`
}

// NameOf is one of the names that make up a thing.
type NameOf struct {
	NameRef
	Releases int           `json:"releases"`
	First    onrecord.Date `json:"first"`
	Last     onrecord.Date `json:"last"`
	// Of is the id of the name that it is the same as, Rule the rule
	// (link.SameRule) and Why says it in words; all "" for the head.
	Of   string `json:"of,omitempty"`
	Rule string `json:"rule,omitempty"`
	Why  string `json:"why,omitempty"`
}

// Post is a post that a person was seen to hold. First and Last are the days
// of issue of the first and last release that gives it; it may have been held
// before and after.
type Post struct {
	// Role is the form that is printed most often, Forms are all, that first.
	Role  string   `json:"role"`
	Forms []string `json:"forms"`
	// Post and Body are the post in one form and its body as printed, or "".
	Post string `json:"post"`
	Body string `json:"body,omitempty"`
	// Past says that releases give it as a post held no longer, or not yet.
	Past     bool          `json:"past,omitempty"`
	First    onrecord.Date `json:"first"`
	Last     onrecord.Date `json:"last"`
	Releases int           `json:"releases"`
}

// Holder is a person who was seen to hold a post.
type Holder struct {
	NameRef
	First    onrecord.Date `json:"first"`
	Last     onrecord.Date `json:"last"`
	Releases int           `json:"releases"`
}
