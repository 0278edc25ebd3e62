package link

import (
	"embed"
	"strings"

	"github.com/onrecord/onrecord/fact/tag"
)

//go:embed words/*.txt
var files embed.FS

var (
	generic    = list("generic")     // words that tell no thing apart
	commonPost = list("common-post") // posts that do not tell one person from another
	holds      = list("holding")     // words between a person and a post that say whether it is held
	past       = list("past")        // words before a post that is held no longer, or not yet
	renamed    = list("renamed")     // what says that a thing has another name
	country    = list("country")     // of which country a body is
	nickname   = list("nickname")    // short given names with the fuller ones
)

func list(name string) *tag.List { return tag.MustList(files, "words/"+name+".txt") }

// nicknameOf reports whether a is a short form of the given name b.
func nicknameOf(a, b string) bool {
	for full := range strings.FieldsSeq(value(nickname, a)) {
		if full == b {
			return true
		}
	}
	return false
}

func value(l *tag.List, entry string) string {
	v, _ := l.Lookup(entry)
	return v
}
