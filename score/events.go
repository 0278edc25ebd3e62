package score

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// Events says how well later releases in which something came of a commitment were found.
// An event is a commitment and a later release of which a sentence is marked for it,
// however many are: several sentences of one release mostly tell one event.
type Events struct {
	Useful, Main int // events, by the marks, and those of them with a main passage
	Found, Wrong int // releases linked to marked commitments: events, and others
	FoundMain    int // of the found, those with a main passage
	// Shown counts the found events of which the passage with the most weight, the one
	// that is shown first, is marked itself.
	Shown int
	// Followed counts the commitments with an event, Reached those of them of which one was found.
	Followed, Reached int
	Errors            []string // "-" missed, "+" wrong, "~" found by a passage that is not marked, in order
}

// Precision is the part of the releases that are linked in which something came of the
// commitment, 1 where none is linked.
func (e Events) Precision() float64 { return part(e.Found, e.Found+e.Wrong) }

// ShownPrecision is the part of the releases that are linked of which the passage shown
// is marked.
func (e Events) ShownPrecision() float64 { return part(e.Shown, e.Found+e.Wrong) }

// Recall is the part of the events that was found.
func (e Events) Recall() float64 { return part(e.Found, e.Useful) }

// MainRecall is the part of the events with a main passage that was found.
func (e Events) MainRecall() float64 { return part(e.FoundMain, e.Main) }

func (e Events) String() string {
	return fmt.Sprintf("P %.3f  R %.3f  right %d, wrong %d, missed %d  main ones R %.3f  found %d of %d  where the passage shown must be marked P %.3f  right %d  commitments followed %d, of which something was found for %d",
		e.Precision(), e.Recall(), e.Found, e.Wrong, e.Useful-e.Found, e.MainRecall(), e.FoundMain, e.Main, e.ShownPrecision(), e.Shown, e.Followed, e.Reached)
}

// MeasureEvents holds links against marks, a later release at a time. Links of commitments
// that are not marked are passed over. describe shows a passage to people.
func MeasureEvents(marked []MarkedCommitment, found []FoundFollowUp, describe func(release string, s onrecord.Span) string) Events {
	var out Events
	by := byCommitment(found)
	for _, m := range marked {
		out.hold(m, firstShown(by[commitmentAt(m.MarkedPassage)]), describe)
	}
	return out
}

// firstShown returns of each release its passage with the most weight, and of several with
// as much the first, in the order of releases' ids.
func firstShown(list []FoundFollowUp) []FoundFollowUp {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b FoundFollowUp) int {
		return cmp.Or(strings.Compare(a.Release, b.Release), cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Start, b.Start))
	})
	return slices.CompactFunc(list, func(a, b FoundFollowUp) bool { return a.Release == b.Release })
}

// hold holds the releases linked to one commitment against its marks.
func (e *Events) hold(m MarkedCommitment, shown []FoundFollowUp, describe func(string, onrecord.Span) string) {
	what := describe(m.Record.ID, m.Span)
	events := eventsOf(m)
	reached := false
	for _, s := range shown {
		at := slices.IndexFunc(events, func(ev event) bool { return ev.passages[0].Record.ID == s.Release })
		if at < 0 {
			e.Wrong++
			e.Errors = append(e.Errors, fmt.Sprintf("+ %s || %s", what, describe(s.Release, s.Span)))
			continue
		}
		events[at].found, reached = true, true
		if slices.ContainsFunc(events[at].passages, func(p MarkedFollowUp) bool { return s.at(p.MarkedPassage) }) {
			e.Shown++
		} else {
			e.Errors = append(e.Errors, fmt.Sprintf("~ %s || %s", what, describe(s.Release, s.Span)))
		}
	}
	if len(events) > 0 {
		e.Followed++
	}
	if reached {
		e.Reached++
	}
	for _, ev := range events {
		e.count(ev, what, describe)
	}
}

// count counts one event.
func (e *Events) count(ev event, what string, describe func(string, onrecord.Span) string) {
	main := slices.ContainsFunc(ev.passages, func(p MarkedFollowUp) bool { return p.Main })
	e.Useful++
	if main {
		e.Main++
	}
	if !ev.found {
		said := make([]string, len(ev.passages))
		for i, p := range ev.passages {
			said[i] = describe(p.Record.ID, p.Span)
		}
		e.Errors = append(e.Errors, fmt.Sprintf("- %s || %s", what, strings.Join(said, " / ")))
		return
	}
	e.Found++
	if main {
		e.FoundMain++
	}
}

// event is what the marks of one commitment say of one later release.
type event struct {
	passages []MarkedFollowUp // at least one
	found    bool
}

// eventsOf returns a commitment's events in the order of its marks.
func eventsOf(m MarkedCommitment) (out []event) {
	for _, b := range m.Bears {
		at := slices.IndexFunc(out, func(ev event) bool { return ev.passages[0].Record.ID == b.Record.ID })
		if at < 0 {
			at, out = len(out), append(out, event{})
		}
		out[at].passages = append(out[at].passages, b)
	}
	return out
}
