package change

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

//go:embed words/aside.txt
var asideFile string

var asideWords = readAside(asideFile)

func readAside(file string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out[folded(line)] = true
		}
	}
	return out
}

// maxAside is how many words a line beside the announcement has at most.
const maxAside = 25

// isAside reports whether a block is a line beside the announcement: it begins
// with words of the list, or is little more than a mail address or telephone number.
func isAside(block string) bool {
	words := strings.Fields(block)
	if len(words) > maxAside {
		return false
	}
	first := strings.Fields(folded(block))
	for n := 1; n <= min(6, len(first)); n++ {
		if asideWords[strings.Join(first[:n], " ")] && !isSentence(block, n, len(first)) {
			return true
		}
	}
	return len(words) <= 6 && (strings.Contains(block, "@") || digits(block) >= 9)
}

// isSentence reports whether what follows the listed words reads on as a
// sentence of the announcement: "Updated guidance will be published in May."
func isSentence(block string, listed, all int) bool {
	return all-listed > 4 && !strings.ContainsAny(block, ":@") && strings.HasSuffix(strings.TrimSpace(block), ".") && digits(block) < 9
}

func digits(s string) int {
	n := 0
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			n++
		}
	}
	return n
}

// aside tells whether a span of a release stands in lines beside the announcement.
func aside(r *onrecord.Release, s onrecord.Span) bool {
	i := r.BlockAt(s.Start)
	return i >= 0 && isAside(r.Blocks[i].Of(r.Text))
}

func factAside(f *onrecord.OneFact, r *onrecord.Release) bool {
	return f == nil || aside(r, f.Head().Span)
}

// weights are what a fact of each kind adds to a change's score.
var weights = map[onrecord.FactKind]int{
	onrecord.KindFigure: 90, onrecord.KindCommitment: 90, onrecord.KindDate: 80, onrecord.KindQuote: 80, onrecord.KindRelation: 60, onrecord.KindName: 50,
}

// The scores of what is no fact.
const (
	scoreDay    = 48 // the day of issue
	scoreTitle  = 46
	scoreNotice = 95 // withdrawn, or no longer
	scoreWords  = 20 // and one more for every five words, up to scoreMost
	scoreMost   = 45
	scoreMoved  = 8
	scoreAside  = 6
	scoreFolded = 2
)

// rank fills in Rank, Score and Why, and marks the facts that stand aside.
func rank(c *onrecord.Change, before, after onrecord.Record, runs []onrecord.Run) {
	var said []string
	c.Rank = onrecord.RankTrivial
	raise := func(to onrecord.Rank, score int) {
		c.Score = max(c.Score, score)
		if slices.Index(onrecord.Ranks, to) < slices.Index(onrecord.Ranks, c.Rank) {
			c.Rank = to
		}
	}
	if words := rankFacts(c, &before.Release, &after.Release, raise); words != "" {
		said = append(said, words)
	}
	if c.Withdrawn != nil {
		raise(onrecord.RankWords, scoreNotice)
		said = append(said, noticeWords(*c.Withdrawn))
	}
	if c.Title != nil {
		if folded(c.Title.Was) == folded(c.Title.Is) {
			raise(onrecord.RankTrivial, scoreFolded)
		} else {
			raise(onrecord.RankWords, scoreTitle)
		}
		said = append(said, "the title changed")
	}
	if c.IssuedOn != nil {
		raise(onrecord.RankWords, scoreDay)
		said = append(said, "the day of issue changed")
	}
	if words := rankWords(c, runs, before.Release, after.Release, raise); words != "" {
		said = append(said, words)
	}
	c.Why = strings.Join(said, "; ")
}

func rankFacts(c *onrecord.Change, before, after *onrecord.Release, raise func(onrecord.Rank, int)) string {
	counts := map[onrecord.FactKind]map[onrecord.Became]int{}
	for i := range c.Facts {
		f := &c.Facts[i]
		f.Aside = factAside(f.Was, before) && factAside(f.Is, after)
		if counts[f.Kind] == nil {
			counts[f.Kind] = map[onrecord.Became]int{}
		}
		counts[f.Kind][f.What]++
	}
	most, n := 0, 0
	for _, f := range c.Facts {
		if touches(f) {
			n, most = n+1, max(most, weights[f.Kind])
		}
	}
	if n > 0 {
		raise(onrecord.RankFacts, most+min(9, n-1))
	}
	var said []string
	for _, kind := range onrecord.FactKinds {
		for _, what := range []onrecord.Became{onrecord.BecameChanged, onrecord.BecameRemoved, onrecord.BecameAdded, onrecord.BecameReworded} {
			if k := counts[kind][what]; k > 0 {
				said = append(said, counted(k, string(kind))+" "+string(what))
			}
		}
	}
	return strings.Join(said, ", ")
}

// rankWords tells words that changed from what is only their dress.
func rankWords(c *onrecord.Change, runs []onrecord.Run, before, after onrecord.Release, raise func(onrecord.Rank, int)) string {
	var was, is strings.Builder
	for _, r := range runs {
		if r.Kind.Older() && r.Kind != onrecord.RunMovedFrom {
			was.WriteString(r.Text)
		}
		if r.Kind.Newer() && r.Kind != onrecord.RunMovedTo {
			is.WriteString(r.Text)
		}
	}
	var said []string
	switch {
	case before.Text == after.Text:
	case folded(was.String()) == folded(is.String()):
		if c.Moved == 0 || oneSpace(was.String()) != oneSpace(is.String()) {
			raise(onrecord.RankTrivial, scoreFolded)
			said = append(said, "only punctuation, spacing or capitals")
		}
	case onlyAside(runs, &before, &after):
		raise(onrecord.RankTrivial, scoreAside)
		said = append(said, "only lines beside the announcement, such as whom to call")
	default:
		raise(onrecord.RankWords, min(scoreMost, scoreWords+(c.Added+c.Removed)/5))
		said = append(said, addedRemoved(c.Added, c.Removed))
	}
	if c.Moved > 0 {
		raise(onrecord.RankTrivial, scoreMoved)
		said = append(said, counted(c.Moved, "word")+" moved elsewhere")
	}
	return strings.Join(said, ", ")
}

// oneSpace levels white space.
func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

func addedRemoved(added, removed int) string {
	switch {
	case removed == 0:
		return counted(added, "word") + " added"
	case added == 0:
		return counted(removed, "word") + " removed"
	}
	return counted(added, "word") + " added, " + fmt.Sprint(removed) + " removed"
}

// onlyAside reports whether all that changed stands in lines beside the announcement.
func onlyAside(runs []onrecord.Run, before, after *onrecord.Release) bool {
	at, to, found := 0, 0, false
	for _, r := range runs {
		var ok bool
		switch r.Kind {
		case onrecord.RunRemoved:
			ok = asideOver(before, onrecord.Span{Start: at, End: at + len(r.Text)})
		case onrecord.RunAdded:
			ok = asideOver(after, onrecord.Span{Start: to, End: to + len(r.Text)})
		default:
			ok = true
		}
		if !ok {
			return false
		}
		found = found || edit(r.Kind)
		if r.Kind.Older() {
			at += len(r.Text)
		}
		if r.Kind.Newer() {
			to += len(r.Text)
		}
	}
	return found
}

// asideOver reports whether every block that the span touches is aside.
func asideOver(r *onrecord.Release, s onrecord.Span) bool {
	for _, b := range r.Blocks {
		if b.Overlaps(s) && !isAside(b.Of(r.Text)) {
			return false
		}
	}
	return len(r.Blocks) > 0
}

// countWords counts the words that only the newer has, that only the older
// has, and that moved.
func countWords(runs []onrecord.Run) (added, removed, moved int) {
	for _, r := range runs {
		n := len(strings.Fields(r.Text))
		switch r.Kind {
		case onrecord.RunAdded:
			added += n
		case onrecord.RunRemoved:
			removed += n
		case onrecord.RunMovedTo:
			moved += n
		}
	}
	return added, removed, moved
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// touches reports whether what became of a fact adds to the rank.
func touches(f onrecord.FactChange) bool { return !f.Aside && f.What != onrecord.BecameReworded }

// Touched returns the kinds of fact by which a change is ranked, in the order
// of onrecord.FactKinds.
func Touched(c onrecord.Change) []onrecord.FactKind {
	var out []onrecord.FactKind
	for _, kind := range onrecord.FactKinds {
		if slices.ContainsFunc(c.Facts, func(f onrecord.FactChange) bool { return f.Kind == kind && touches(f) }) {
			out = append(out, kind)
		}
	}
	return out
}

// noticeWords says what became of a notice of withdrawal.
func noticeWords(n onrecord.NoticeChange) string {
	switch {
	case n.Was == "":
		return "the publisher withdrew it"
	case n.Is == "":
		return "the notice of withdrawal is gone"
	}
	return "the notice of withdrawal changed"
}

// Headline says a change in one line: its withdrawal, or what became of the weightiest
// fact that it touches, or why it ranks as it does where it touches none.
func Headline(c onrecord.Change) string {
	best := -1
	for i, f := range c.Facts {
		if touches(f) && (best < 0 || weighs(f) > weighs(c.Facts[best])) {
			best = i
		}
	}
	switch {
	case c.Withdrawn != nil && c.Withdrawn.Was == "":
		return "withdrawn by its publisher: “" + cut(c.Withdrawn.Is) + "”"
	case best >= 0:
		return c.Facts[best].Says
	case c.Title != nil && c.Rank == onrecord.RankWords:
		return "“" + cut(c.Title.Was) + "” became “" + cut(c.Title.Is) + "”"
	}
	return c.Why
}

// weighs puts a fact that changed before one that came or went.
func weighs(f onrecord.FactChange) int {
	w := 2 * weights[f.Kind]
	if f.What == onrecord.BecameChanged {
		w++
	}
	return w
}
