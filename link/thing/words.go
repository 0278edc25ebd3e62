package thing

import (
	"embed"

	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/link"
)

//go:embed words/*.txt
var files embed.FS

var (
	heads    = list("head")        // nouns by which a thing is meant again: "the fund"
	opinions = list("opinion")     // words that judge a thing and do not say what it is
	does     = list("does")        // verbs that say what a thing is for
	acts     = list("act")         // what is done to things, by its forms
	stages   = link.Stages         // stages of a law
	preposed = list("preposition") // words that part a thing from what it belongs to
	unsure   = list("unsure")      // words after which an act is not said to be done or to come
	opening  = list("opening")     // words with which a clause before the subject starts
)

func list(name string) *tag.List { return tag.MustList(files, "words/"+name+".txt") }
