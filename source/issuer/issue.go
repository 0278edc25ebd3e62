package issuer

import (
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// Issue is what a line that states the issue of a release says.
type Issue struct {
	// On is the day of issue.
	On onrecord.Date
	// By are the bodies that issued it, in the order named; empty where the
	// line names only a person.
	By []string
}

// issueVerbs are the words between what was issued and who issued it. Where
// the verb says that somebody spoke or wrote, only what is plainly a body
// counts as an issuer.
var issueVerbs = []struct {
	words  string
	issues bool
}{
	{" issued by ", true}, {" published by ", true}, {" released by ", true},
	{" made by ", false}, {" given by ", false}, {" delivered by ", false}, {" sent by ", false}, {" written by ", false},
}

// longestIssue bounds the length of a line that states the issue, latestVerb
// where its verb begins.
const (
	longestIssue = 600
	latestVerb   = 60
)

// ReadIssue reads a line such as "The press release issued by the Home Office
// on 14 February 2025.", as archives put it before a release's text. Any other
// text, and a line whose day does not exist, gives false.
func ReadIssue(s string) (Issue, bool) {
	if len(s) > longestIssue || !strings.HasPrefix(s, "The ") && !strings.HasPrefix(s, "This ") && !strings.HasPrefix(s, "A ") {
		return Issue{}, false
	}
	if !strings.Contains(s[:min(len(s), 2*latestVerb)], "by") {
		return Issue{}, false // nearly every paragraph leaves here, untouched
	}
	s = strings.Join(strings.Fields(s), " ")
	for _, verb := range issueVerbs {
		i := strings.Index(s, verb.words)
		if i < 0 || i > latestVerb {
			continue
		}
		who, on, ok := cutDay(s[i+len(verb.words):])
		if !ok {
			continue
		}
		if !verb.issues {
			// To whom, or where: "to the Chair of …", "in the House of …".
			for _, preposition := range []string{" to ", " in ", " at "} {
				who, _, _ = strings.Cut(who, preposition)
			}
		}
		found := Issue{On: on}
		for _, body := range Bodies(who) {
			if verb.issues || IsBody(body) {
				found.By = append(found.By, body)
			}
		}
		return found, true
	}
	return Issue{}, false
}

// cutDay cuts "on 14 February 2025." off the end of s.
func cutDay(s string) (rest string, day onrecord.Date, ok bool) {
	s = strings.TrimRight(s, ". ")
	i := strings.LastIndex(s, " on ")
	if i < 0 {
		return s, onrecord.Date{}, false
	}
	day, ok = readDay(s[i+len(" on "):])
	return strings.TrimSpace(s[:i]), day, ok
}

// readDay reads a day as archives write it: "14 February 2025", "Friday 14th
// February 2025", "February 14, 2025". A day that does not exist gives false.
func readDay(s string) (onrecord.Date, bool) {
	fields := strings.Fields(strings.ReplaceAll(s, ",", " "))
	if len(fields) == 4 && strings.HasSuffix(strings.ToLower(fields[0]), "day") {
		fields = fields[1:]
	}
	if len(fields) != 3 {
		return onrecord.Date{}, false
	}
	for i, f := range fields[:2] {
		if n := len(f); n > 2 && f[0] >= '0' && f[0] <= '9' {
			switch f[n-2:] {
			case "st", "nd", "rd", "th":
				fields[i] = f[:n-2]
			}
		}
	}
	for _, layout := range []string{"2 January 2006", "2 Jan 2006", "January 2 2006", "Jan 2 2006"} {
		if t, err := time.Parse(layout, strings.Join(fields, " ")); err == nil {
			return onrecord.DateOf(t), true
		}
	}
	return onrecord.Date{}, false
}
