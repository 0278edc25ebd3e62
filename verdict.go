package onrecord

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
)

// Scale is a set of words for a verdict on a commitment. Whoever gives a
// verdict chooses the scale.
type Scale string

// The scales. PolitiFact's and Full Fact's are the words of their trackers of
// promises (the Obameter, the Government Tracker), in lower case.
const (
	ScaleOwn        Scale = "own"
	ScalePolitiFact Scale = "politifact"
	ScaleFullFact   Scale = "fullfact"
)

// Scales lists all scales, onrecord's own first.
var Scales = []Scale{ScaleOwn, ScalePolitiFact, ScaleFullFact}

// Words returns the words of the scale in its publisher's order, nil for a
// scale that there is not.
func (s Scale) Words() []string {
	switch s {
	case ScaleOwn:
		return []string{"kept", "partly", "not kept", "superseded", "can't tell"}
	case ScalePolitiFact:
		return []string{"promise kept", "compromise", "promise broken", "stalled", "in the works", "not yet rated"}
	case ScaleFullFact:
		return []string{"achieved", "in progress", "appears on track", "appears off track", "not kept", "unclear or disputed", "wait and see"}
	}
	return nil
}

// Title names the scale as people know it.
func (s Scale) Title() string {
	switch s {
	case ScaleOwn:
		return "onrecord's scale"
	case ScalePolitiFact:
		return "PolitiFact's scale"
	case ScaleFullFact:
		return "Full Fact's scale"
	}
	return string(s)
}

// word returns the scale's word that is typed: case, hyphens for spaces and a
// left out apostrophe make no difference. The error names the words that there are.
func (s Scale) word(typed string) (string, error) {
	if s.Words() == nil {
		return "", fmt.Errorf("there is no scale %.40q; there are %s", string(s), listed(Scales))
	}
	for _, w := range s.Words() {
		if folded(w) == folded(typed) {
			return w, nil
		}
	}
	elsewhere := ""
	for _, other := range Scales {
		if slices.ContainsFunc(other.Words(), func(w string) bool { return folded(w) == folded(typed) }) {
			elsewhere = fmt.Sprintf("; it is a word of the scale %s", other)
		}
	}
	return "", fmt.Errorf("the scale %s has no word %.40q; it has %s%s", s, typed, listed(s.Words()), elsewhere)
}

var folding = strings.NewReplacer("-", " ", "_", " ", "'", "", "’", "")

func folded(words string) string {
	return strings.Join(strings.Fields(folding.Replace(strings.ToLower(words))), " ")
}

func listed[S ~string](words []S) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = `"` + string(w) + `"`
	}
	return strings.Join(quoted, ", ")
}

// checkVerdict checks what only a verdict has, and puts its word as the scale
// has it.
func (s *Statement) checkVerdict() error {
	if s.Object != "" {
		return fmt.Errorf("a verdict has one id, that of the commitment")
	}
	if s.Words == "" {
		if s.Scale != "" || len(s.Evidence) > 0 {
			return fmt.Errorf("a verdict has a word; one that is withdrawn has neither word nor scale nor evidence")
		}
		return nil
	}
	var err error
	if s.Words, err = s.Scale.word(s.Words); err != nil {
		return err
	}
	if len(s.Evidence) > MaxEvidence {
		return fmt.Errorf("a verdict may have %d pieces of evidence, not %d", MaxEvidence, len(s.Evidence))
	}
	for i, e := range s.Evidence {
		switch {
		case slices.Contains(s.Evidence[:i], e):
			return fmt.Errorf("the evidence %.100q is given twice", e)
		case !IsID(e) && !isWebAddress(e):
			return fmt.Errorf("evidence is the id of a fact or release, or a web address (https://…) of at most %d bytes, not %.100q", MaxEvidenceAddress, e)
		}
	}
	return nil
}

// IsID reports whether a text has the form of an id that StableID makes.
func IsID(s string) bool {
	return len(s) == 16 && strings.Trim(s, "0123456789abcdef") == ""
}

// isWebAddress takes no white space, control character or password.
func isWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && len(s) <= MaxEvidenceAddress && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil &&
		!strings.ContainsFunc(s, func(r rune) bool { return r == ' ' || !unicode.IsPrint(r) })
}

// StandingVerdicts returns, of what people said of one commitment, the newest
// verdict of each person, newest first, without those who withdrew theirs. What
// was undone and other kinds of statement are passed over; said may stand in any
// order.
func StandingVerdicts(said []Statement) (out []Statement) {
	said = slices.SortedFunc(slices.Values(said), func(a, b Statement) int { return b.Compare(a) })
	spoke := map[string]bool{}
	for _, s := range said {
		if s.Kind != StatementVerdict || s.Undone || spoke[s.By] {
			continue
		}
		spoke[s.By] = true
		if s.Words != "" {
			out = append(out, s)
		}
	}
	return out
}
