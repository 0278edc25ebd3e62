package v1

import (
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Overview counts what the record holds.
type Overview struct {
	Releases int                          `json:"releases"`
	Versions int                          `json:"versions"`
	Captures int                          `json:"captures"`
	Problems int                          `json:"problems"`
	Unlinked int                          `json:"unlinked" doc:"Releases that wait to be linked with the rest."`
	Facts    map[onrecord.FactKind]int    `json:"facts" doc:"Facts of newest versions by kind, without those that people rejected."`
	Reviewed map[onrecord.ReviewState]int `json:"reviewed" doc:"All of them by what people said; found is the rest."`
	First    onrecord.Date                `json:"first" doc:"The day of issue of the oldest release."`
	Last     onrecord.Date                `json:"last"`
}

// NewOverview returns an overview as programs get it.
func NewOverview(o store.Overview) Overview {
	out := Overview{o.Releases, o.Versions, o.Captures, o.Problems, o.Unlinked, o.Facts, o.Reviewed, o.First, o.Last}
	if out.Facts == nil {
		out.Facts = map[onrecord.FactKind]int{}
	}
	if out.Reviewed == nil {
		out.Reviewed = map[onrecord.ReviewState]int{}
	}
	return out
}

// Source is a source that is followed with how it stands.
type Source struct {
	onrecord.Source
	EverySeconds int       `json:"every_seconds" doc:"How long after a look the next is due."`
	LookedAt     time.Time `json:"looked_at,omitzero"`
	SucceededAt  time.Time `json:"succeeded_at,omitzero"`
	Next         time.Time `json:"next,omitzero"`
	Failures     int       `json:"failures" doc:"How many looks in a row ended with a fault."`
	Fault        string    `json:"fault,omitempty"`
	Listed       int       `json:"listed"`
	Waiting      int       `json:"waiting" doc:"Listed and never fetched."`
	Withheld     int       `json:"withheld" doc:"Listed and not there any more."`
}

// NewSource returns a source as programs get it.
func NewSource(s store.SourceInfo) Source {
	return Source{s.Source, int(s.Every / time.Second), s.LookedAt, s.SucceededAt, s.Next, s.Failures, s.Fault, s.Listed, s.Waiting, s.Withheld}
}

// Origin is a place that captures came from, followed or not.
type Origin struct {
	Kind     onrecord.SourceKind `json:"kind"`
	Root     string              `json:"root"`
	Captures int                 `json:"captures"`
	Releases int                 `json:"releases"`
	Problems int                 `json:"problems"`
	First    time.Time           `json:"first,omitzero" doc:"The time of the first capture."`
	Last     time.Time           `json:"last,omitzero"`
}

// NewOrigin returns an origin as programs get it.
func NewOrigin(o store.Origin) Origin {
	return Origin{o.Kind, o.Root, o.Captures, o.Releases, o.Problems, o.First, o.Last}
}

// Saying is what a program states, for onrecord.Statement: who and when are the
// token's name and now.
type Saying struct {
	Kind        onrecord.StatementKind `json:"kind"`
	Subject     string                 `json:"subject" pattern:"^[0-9a-f]{16}$" doc:"The id of the fact, name or statement that is spoken of."`
	Object      string                 `json:"object,omitempty" doc:"Of a merge or split: the id of the other name."`
	Words       string                 `json:"words,omitempty" maxLength:"500" doc:"Of a verdict a word of its scale; of a rename the name to show."`
	Scale       string                 `json:"scale,omitempty" doc:"The scale of a verdict's word: own, politifact or fullfact."`
	Evidence    []string               `json:"evidence,omitempty" maxItems:"20" doc:"What a verdict rests on: ids of facts and releases, and web addresses."`
	Corrections []Corrected            `json:"corrections,omitempty" doc:"Of a correction: the fields that are to be read otherwise."`
	Note        string                 `json:"note,omitempty" maxLength:"5000" doc:"Why, for people."`
}

// Corrected is another value for one field of a fact's reading.
type Corrected struct {
	Field string `json:"field"`
	Value string `json:"value" doc:"The value, \"\" for none."`
}

// Token is a token without its secret.
type Token struct {
	ID     string        `json:"id"`
	Name   string        `json:"name"`
	Scopes []store.Scope `json:"scopes"`
	Since  time.Time     `json:"since"`
}

// NewToken returns a token as programs get it.
func NewToken(t store.Token) Token { return Token{t.ID, t.Name, t.Scopes, t.Since} }
