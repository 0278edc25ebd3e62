package feed

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// Summary is a commitment in one line: who does what ("Ministry of Works: build the bridge"), or its own
// sentence where that is not known or would mislead: where the action is none that somebody does ("be
// published", "have the power to"), or where the sentence is not about who is to act ("Every school is to
// get a nurse", which the Ministry is to see to).
func Summary(c *onrecord.Commitment) string {
	if c.Actor == "" || c.Action == "" || undergone.MatchString(c.Action) || !actorLeads(c) {
		return c.Text
	}
	return c.Actor + ": " + c.Action
}

var (
	// undergone are actions that a subject undergoes, has or is.
	undergone = regexp.MustCompile(`(?i)^(?:(?:also|now|then|soon|shortly|first|not|only|still|already|fully|further|therefore|thereby|all|both|each) )*(?:be|been|being|have|get|receive)\b`)
	// speakers are words for who is to act where the sentence does not name them.
	speakers = regexp.MustCompile(`(?i)\b(?:we|i|they|he|she|it|who|which|our|my|their|his|her|its)\b`)
)

// actorLeads reports whether who is to act stands before the action, by a word of the name or a pronoun; also
// where the action's words are not those of the sentence, so that nothing can be told.
func actorLeads(c *onrecord.Commitment) bool {
	before, _, found := strings.Cut(c.Text, c.Action)
	if !found {
		return true
	}
	if before = strings.ToLower(before); strings.TrimSpace(before) == "" || speakers.MatchString(before) {
		return true
	}
	for _, word := range strings.Fields(strings.ToLower(c.Actor)) {
		if utf8.RuneCountInString(word) >= shortestTelling && strings.Contains(before, word) {
			return true
		}
	}
	return false
}

// shortestTelling is how many letters a word of a name has that tells whose name it is: "of" and "the" do not.
const shortestTelling = 4
