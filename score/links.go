package score

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// LinkMarks are what a careful reader marked of several releases together.
type LinkMarks struct {
	// Sums and Series are things that several passages say: a sum of money with
	// its mentions, a measure with its points. Laws are bills with their stages.
	Sums, Series, Laws []MarkedThread
	Commitments        []MarkedCommitment
}

// MarkedThread is one thing with the passages that say it, in order of issue.
type MarkedThread struct {
	Name     string
	Passages []MarkedPassage
	// Notes are the lines under a sum that are no passage: "part of …", "new",
	// "not new", "tops up …".
	Notes []string
}

// MarkedPassage is some words of a release. Says is what the reader says of
// them: "first", "restates", "updates" or "conflicts" for a point, a law's
// stage with its day, what came of a commitment, why a near miss is none.
type MarkedPassage struct {
	Record *onrecord.Record
	onrecord.Span
	Says string
}

// MarkedCommitment is a commitment with the later passages that bear on it,
// and those that look like it and do not. Of those that bear, the main ones say
// themselves what came of it; the others add a reason, a detail or a remark.
type MarkedCommitment struct {
	MarkedPassage
	Bears []MarkedFollowUp
	Near  []MarkedPassage
}

// MarkedFollowUp is a passage that bears on an earlier commitment.
type MarkedFollowUp struct {
	MarkedPassage
	Main bool
}

// ParseLinks reads marks of several releases in the notation of the sample's
// links.gold. A line "@ code | title" names a release; one code may name the
// versions of a page. Things begin at the line's start with "sum", "series",
// "law" or "commitment"; the lines under them begin with two spaces:
//
//	sum £120 million | Sound Homes Fund
//	  HC 2024-01-16 1 | £120 million      code, paragraph from 0, words
//	  part of £150 million | …            a note
//	series homes flooded by Storm Ishbel
//	  CRA 2025-01-20 0 | 480 homes | first
//	law Rented Homes Bill
//	  HC 2024-05-14 0 | introduced | 2024-05-14
//	commitment HC 2024-01-16 2 | words
//	  bears HC 2024-05-21 0 | words | met
//	  adds HC 2024-05-21 1 | words | met   it bears, and is not a main one
//	  near HC 2024-02-27 2 | words | why it does not bear
//
// Of a release with several versions among the records, in the order of their
// capture, the newest that has the words is meant.
//
// "#" begins a comment. The error wraps onrecord.ErrInvalid and names the line.
func ParseLinks(name, data string, records []onrecord.Record) (LinkMarks, error) {
	p := &linkMarks{titles: map[string][]*onrecord.Record{}, codes: map[string][]*onrecord.Record{}}
	for i := range records {
		t := squash(records[i].Title)
		p.titles[t] = append(p.titles[t], &records[i])
	}
	for i, line := range strings.Split(data, "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := p.line(line); err != nil {
			return LinkMarks{}, fmt.Errorf("%w: %s, line %d: %w", onrecord.ErrInvalid, name, i+1, err)
		}
	}
	return p.marks, nil
}

type linkMarks struct {
	titles, codes map[string][]*onrecord.Record
	marks         LinkMarks
	thread        *MarkedThread
	law           bool
	commitment    *MarkedCommitment
}

func (p *linkMarks) line(line string) error {
	if under, ok := strings.CutPrefix(line, "  "); ok {
		return p.under(strings.TrimSpace(under))
	}
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	p.thread, p.commitment, p.law = nil, nil, word == "law"
	switch word {
	case "@":
		code, title, _ := strings.Cut(rest, " | ")
		found := p.titles[squash(title)]
		if len(found) == 0 {
			return fmt.Errorf("no record has the title %q", title)
		}
		p.codes[code] = append(p.codes[code], found...)
		return nil
	case "sum":
		p.thread = begin(&p.marks.Sums, rest)
	case "series":
		p.thread = begin(&p.marks.Series, rest)
	case "law":
		p.thread = begin(&p.marks.Laws, rest)
	case "commitment":
		at, err := p.passage(rest)
		p.marks.Commitments = append(p.marks.Commitments, MarkedCommitment{MarkedPassage: at})
		p.commitment = &p.marks.Commitments[len(p.marks.Commitments)-1]
		return err
	default:
		return fmt.Errorf("%q begins no mark", word)
	}
	return nil
}

func begin(list *[]MarkedThread, name string) *MarkedThread {
	*list = append(*list, MarkedThread{Name: name})
	return &(*list)[len(*list)-1]
}

// under reads a line under a thing.
func (p *linkMarks) under(line string) error {
	switch {
	case p.commitment != nil:
		word, rest, _ := strings.Cut(line, " ")
		at, err := p.passage(rest)
		switch word {
		case "bears", "adds":
			p.commitment.Bears = append(p.commitment.Bears, MarkedFollowUp{MarkedPassage: at, Main: word == "bears"})
		case "near":
			p.commitment.Near = append(p.commitment.Near, at)
		default:
			return fmt.Errorf("%q stands under a commitment", word)
		}
		return err
	case p.thread == nil:
		return fmt.Errorf("the line stands under nothing")
	}
	for _, note := range []string{"part of ", "tops up ", "new", "not new"} {
		if line == note || strings.HasSuffix(note, " ") && strings.HasPrefix(line, note) {
			p.thread.Notes = append(p.thread.Notes, line)
			return nil
		}
	}
	at, err := p.passage(line)
	p.thread.Passages = append(p.thread.Passages, at)
	return err
}

// passage reads "code paragraph | words | what is said of them". Under a law
// the words are left out: its stage is the whole paragraph's.
func (p *linkMarks) passage(line string) (at MarkedPassage, err error) {
	fields := strings.Split(line, " | ")
	place := strings.LastIndexByte(fields[0], ' ')
	if place < 0 || len(fields) < 2 {
		return at, fmt.Errorf("%q is no passage", line)
	}
	paragraph, err := strconv.Atoi(fields[0][place+1:])
	if err != nil {
		return at, fmt.Errorf("%q names no paragraph", fields[0])
	}
	records := p.codes[fields[0][:place]]
	if len(records) == 0 {
		return at, fmt.Errorf("no line begins with @ %s", fields[0][:place])
	}
	words := fields[1]
	at.Says = strings.Join(fields[2:], " | ")
	if p.law {
		words, at.Says = "", strings.Join(fields[1:], " | ")
	}
	for _, r := range slices.Backward(records) { // the newest version that has the words
		if paragraph < 0 || paragraph >= len(r.Blocks) {
			continue
		}
		b := r.Blocks[paragraph].Span
		if i := p.find(r, b, words); i >= 0 {
			at.Record, at.Span = r, onrecord.Span{Start: i, End: i + len(words)}
			if words == "" {
				at.Span = b
			}
			return at, nil
		}
	}
	return at, fmt.Errorf("%q does not stand in paragraph %d", words, paragraph)
}

// find returns where the words stand in a block: for words that a thing has
// there already, the next place; -1 where there is none.
func (p *linkMarks) find(r *onrecord.Record, b onrecord.Span, words string) int {
	from := b.Start
	if p.thread != nil {
		for _, had := range p.thread.Passages {
			if had.Record == r && b.Contains(had.Span) && had.Of(r.Text) == words {
				from = had.End
			}
		}
	}
	if from > b.End {
		return -1
	}
	i := strings.Index(r.Text[from:b.End], words)
	if i < 0 {
		return -1
	}
	return from + i
}

// FoundLink is a link between two figures, by their ids.
type FoundLink struct {
	Kind onrecord.LinkKind
	A, B string
}

// GoldPair is two passages that say one thing, each by the ids of the
// figures in it, and how the later is related to the earlier.
type GoldPair struct {
	Kind  onrecord.LinkKind // "" where any is right
	A, B  []string
	Where string // for people
}

// Pairs returns all pairs of passages of a thread. What one says of the value
// of another is found from the marks: passages of one value restate each
// other, a value that conflicts does so with all of the value before it.
func (t MarkedThread) Pairs() (out []GoldPair) {
	type point struct {
		ids   []string
		value float64
		says  string
	}
	var points []point
	for _, p := range t.Passages {
		q := point{says: p.Says}
		for _, f := range p.Record.Figures {
			if id, value := valueAt(p, f); id != "" {
				q.ids, q.value = append(q.ids, id), value
			}
		}
		points = append(points, q)
	}
	sums := len(t.Passages) > 0 && t.Passages[0].Says == "" // a sum has mentions, no points
	opposed := map[float64]float64{}
	before := 0.0
	for _, p := range points {
		if p.says == string(onrecord.LinkConflicts) {
			opposed[p.value] = before
		} else if p.says != string(onrecord.LinkRestates) {
			before = p.value
		}
	}
	said := map[float64]bool{}
	for j, later := range points {
		for i, earlier := range points[:j] {
			kind := onrecord.LinkUpdates
			if v, ok := opposed[later.value]; ok && v == earlier.value {
				kind = onrecord.LinkConflicts
			} else if v, ok := opposed[earlier.value]; ok && v == later.value {
				kind = onrecord.LinkConflicts
			}
			if sums || later.value == earlier.value {
				kind = onrecord.LinkRestates
			} else if later.says == string(onrecord.LinkRestates) && !said[later.value] {
				kind = "" // the same in other words: which of those before, the marks don't say
			}
			a, b := t.Passages[j], t.Passages[i]
			out = append(out, GoldPair{Kind: kind, A: later.ids, B: earlier.ids, Where: fmt.Sprintf("%s: %q of %s and %q of %s", t.Name, a.Of(a.Record.Text), a.Record.IssuedOn, b.Of(b.Record.Text), b.Record.IssuedOn)})
		}
		said[later.value] = true
	}
	return out
}

// valueAt returns the value that a figure gives at a marked passage, and the id by which links
// know it: of a figure that gives what was and what is, that of the words which the passage
// begins with. The id is "" where the figure stands elsewhere.
func valueAt(p MarkedPassage, f onrecord.Figure) (id string, value float64) {
	was, both := link.Former(f)
	switch {
	case !f.Overlaps(p.Span):
		return "", 0
	case both && was.Overlaps(p.Span):
		return link.PassageID(p.Record.ID, was.Span), was.Value
	}
	return f.ID, link.Now(f).Value
}

// MeasureLinks holds links against pairs, each kind by itself; a pair is found
// where some figure of one passage is linked to some of the other. Links of
// another kind than the pair's are wrong. describe says what a link is, for
// people.
func MeasureLinks(gold []GoldPair, found []FoundLink, describe func(FoundLink) string) []Tally {
	tallies := map[onrecord.LinkKind]*Tally{}
	for _, k := range []onrecord.LinkKind{onrecord.LinkRestates, onrecord.LinkUpdates, onrecord.LinkConflicts} {
		tallies[k] = &Tally{Kind: string(k)}
	}
	right := map[FoundLink]bool{}
	has := map[FoundLink]bool{}
	for _, l := range found {
		has[l] = true
	}
	for _, g := range gold {
		t, ok := tallies[g.Kind], false
		if t == nil { // any kind is right
			for k := range tallies {
				for _, a := range g.A {
					for _, b := range g.B {
						right[FoundLink{k, a, b}], right[FoundLink{k, b, a}] = true, true
					}
				}
			}
			continue
		}
		for _, a := range g.A {
			for _, b := range g.B {
				for _, l := range []FoundLink{{g.Kind, a, b}, {g.Kind, b, a}} {
					right[l] = true
					ok = ok || has[l]
				}
			}
		}
		if ok {
			t.Right++
		} else {
			t.Missed++
			t.Errors = append(t.Errors, fmt.Sprintf("- %s %s", g.Kind, g.Where))
		}
	}
	for _, l := range found {
		if t := tallies[l.Kind]; t != nil && !right[l] {
			t.Wrong++
			t.Errors = append(t.Errors, "+ "+describe(l))
		}
	}
	var out []Tally
	for _, t := range tallies {
		slices.Sort(t.Errors)
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b Tally) int { return cmp.Compare(b.Kind, a.Kind) })
	return out
}

// MeasureThreads holds what stands together in one series against pairs of any kind: a
// pair is found where some figure of one passage is in a series with some of the other,
// directly linked or not; two figures that no pair joins stand wrongly together. A thread
// are the ids of its figures. Its tally's kind is "together".
func MeasureThreads(gold []GoldPair, threads [][]string) Tally {
	t := Tally{Kind: "together"}
	in := map[string]int{}
	for i, ids := range threads {
		for _, id := range ids {
			in[id] = i + 1
		}
	}
	type pair struct{ a, b string }
	right := map[pair]bool{}
	for _, g := range gold {
		found := false
		for _, a := range g.A {
			for _, b := range g.B {
				right[pair{a, b}], right[pair{b, a}] = true, true
				found = found || in[a] > 0 && in[a] == in[b]
			}
		}
		if found {
			t.Right++
		} else {
			t.Missed++
		}
	}
	for _, ids := range threads {
		for i, a := range ids {
			for _, b := range ids[:i] {
				if !right[pair{a, b}] {
					t.Wrong++
				}
			}
		}
	}
	return t
}
