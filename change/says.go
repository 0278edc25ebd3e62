package change

import (
	"slices"
	"strings"
	"unicode"

	"github.com/onrecord/onrecord"
)

// readsAlike reports whether two facts of one kind are taken to say the same,
// whatever their words.
func readsAlike(a, b onrecord.OneFact) bool {
	switch {
	case a.Quote != nil && b.Quote != nil:
		return a.Quote.Speaker == b.Quote.Speaker && folded(a.Quote.Role) == folded(b.Quote.Role)
	case a.Date != nil && b.Date != nil:
		return a.Date.From == b.Date.From && a.Date.To == b.Date.To && a.Date.Bound == b.Date.Bound
	case a.Figure != nil && b.Figure != nil:
		return figuresAlike(a.Figure, b.Figure)
	case a.Commitment != nil && b.Commitment != nil:
		return sameDue(a.Commitment.Due, b.Commitment.Due) && a.Commitment.Strength == b.Commitment.Strength && folded(a.Commitment.Actor) == folded(b.Commitment.Actor)
	case a.Relation != nil && b.Relation != nil:
		return a.Relation.Type == b.Relation.Type && slices.Equal(a.Relation.From, b.Relation.From) && a.Relation.To == b.Relation.To && sameValue(a.Relation.Amount, b.Relation.Amount)
	}
	return a.Kind() == b.Kind()
}

func figuresAlike(a, b *onrecord.Figure) bool {
	return a.Kind == b.Kind && a.Value == b.Value && sameValue(a.ValueTo, b.ValueTo) && a.Unit == b.Unit && a.Qualifier == b.Qualifier && a.Change == b.Change && sameValue(a.Was, b.Was) && a.Per == b.Per
}

func sameValue(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }

func sameDue(a, b *onrecord.Due) bool {
	return a == b || a != nil && b != nil && a.From == b.From && a.To == b.To
}

// maxSaid bounds how many bytes of a fact's words are said again.
const maxSaid = 160

func removedWords(f onrecord.OneFact) string { return "no longer there: " + told(f) }
func addedWords(f onrecord.OneFact) string   { return "new: " + told(f) }

func rewordedWords(was, is onrecord.OneFact) string {
	if worded(was) {
		return told(is) + ": the same words, written another way"
	}
	return told(was) + " is now written " + told(is)
}

// changedWords says what changed: "£2 million became £1.5 million".
func changedWords(was, is onrecord.OneFact) string {
	switch {
	case was.Quote != nil:
		return quoteChanged(was.Quote, is.Quote)
	case was.Commitment != nil:
		return commitmentChanged(was.Commitment, is.Commitment)
	case was.Head().Text == is.Head().Text:
		return told(is) + " is now read as " + reading(is) + ", not as " + reading(was)
	}
	if was.Figure != nil && of(was) == of(is) {
		return cut(was.Head().Text) + " became " + told(is) // what is measured is said once
	}
	return told(was) + " became " + told(is)
}

// of is what a figure measures, as far as its own words do not say it.
func of(f onrecord.OneFact) string {
	for _, words := range []string{f.Figure.Of, f.Figure.Unit} {
		if words != "" && !strings.Contains(f.Figure.Text, words) && f.Figure.Kind != onrecord.FigurePercent && (words != f.Figure.Unit || f.Figure.Kind == onrecord.FigureCount) {
			return words
		}
	}
	return ""
}

func quoteChanged(was, is *onrecord.Quote) string {
	if was.Text == is.Text || was.Speaker != is.Speaker {
		return "“" + cut(is.Text) + "” is now said by " + speaker(is) + ", before by " + speaker(was)
	}
	return "the words of " + speaker(is) + ": " + contrast(was.Text, is.Text)
}

func speaker(q *onrecord.Quote) string {
	switch {
	case q.Speaker == "":
		return "somebody not known"
	case q.Role == "":
		return q.Speaker
	}
	return q.Speaker + " (" + q.Role + ")"
}

func commitmentChanged(was, is *onrecord.Commitment) string {
	if sameDue(was.Due, is.Due) {
		return contrast(was.Text, is.Text)
	}
	return "due " + due(was.Due) + " became due " + due(is.Due) + ": “" + cut(is.Text) + "”"
}

func due(d *onrecord.Due) string {
	if d == nil || d.Text == "" && d.From.IsZero() && d.To.IsZero() {
		return "on no day"
	}
	if d.Text != "" {
		return "“" + cut(d.Text) + "”"
	}
	return days(d.From, d.To)
}

// told is a fact in its own words.
func told(f onrecord.OneFact) string {
	words := cut(f.Head().Text)
	switch {
	case f.Quote != nil:
		return "“" + words + "” (" + speaker(f.Quote) + ")"
	case f.Commitment != nil, f.Relation != nil:
		return "“" + words + "”"
	case f.Figure != nil && of(f) != "":
		return words + " (" + cut(of(f)) + ")"
	case f.Name != nil:
		return string(f.Name.Kind) + " " + words
	}
	return words
}

// reading is what the words of a date or another fact were taken to say.
func reading(f onrecord.OneFact) string {
	if f.Date != nil {
		return days(f.Date.From, f.Date.To)
	}
	if f.Relation != nil {
		return strings.Join(f.Relation.From, ", ") + " " + strings.ReplaceAll(string(f.Relation.Type), "_", " ") + " " + f.Relation.To
	}
	return "something else"
}

func days(from, to onrecord.Date) string {
	switch {
	case from == to:
		return from.String()
	case from.IsZero():
		return "until " + to.String()
	case to.IsZero():
		return "from " + from.String()
	}
	return from.String() + " to " + to.String()
}

// cut shortens words to maxSaid bytes at the border of a word, on one line.
func cut(s string) string { return shortened(oneSpace(s), maxSaid) }

// near is how many bytes of shared words stand around what a contrast shows.
const near = 48

// contrast quotes two texts as far as they differ, with a few words that they
// share around it.
func contrast(was, is string) string {
	was, is = oneSpace(was), oneSpace(is)
	first := sharedStart(was, is)
	last := min(sharedStart(reversed(was), reversed(is)), len(was)-first, len(is)-first)
	return "“" + excerpt(was, first, last) + "” became “" + excerpt(is, first, last) + "”"
}

// sharedStart returns how many bytes two texts begin with alike.
func sharedStart(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

// excerpt cuts what stands more than near bytes before the first or after the
// last place that differs, at the borders of words.
func excerpt(s string, first, last int) string {
	start, end := 0, len(s)
	if first > near {
		if i := strings.LastIndexByte(s[:first-near], ' '); i > 0 {
			start = i + 1
		}
	}
	if last > near {
		if i := strings.IndexByte(s[len(s)-last+near:], ' '); i >= 0 {
			end = len(s) - last + near + i
		}
	}
	words := cut(s[start:end])
	if start > 0 {
		words = "… " + words
	}
	if end < len(s) {
		words += " …"
	}
	return words
}

// folded levels words to their letters and digits in lower case, one space
// between words: two that fold alike differ in spacing, signs and capitals only.
func folded(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	}), " ")
}
