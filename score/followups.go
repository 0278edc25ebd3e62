package score

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// FoundFollowUp is a later passage that is linked to a commitment.
type FoundFollowUp struct {
	Commitment string // its fact's id
	Release    string // the later release's id
	onrecord.Span
	Weight float64
}

// FollowUps says how well later passages were found. A passage is a marked
// sentence; a link to any part of it finds it.
type FollowUps struct {
	Commitments, Unread int // marked, and those of them that were not read as facts
	Useful, Main        int // passages that bear, by the marks, on any of them; the main ones of them
	Found, Wrong        int // links of marked commitments: to such a passage (counted once), to another
	FoundMain           int // of the found, the main ones
	Near                int // of the wrong, those to a marked near miss
	// Followed counts the commitments on which something bears, Reached those
	// of them with a passage found.
	Followed, Reached int
	// Read is how many passages are read where each commitment's list, the
	// weightiest first, is read from the top until all that it holds of the
	// useful ones are seen.
	Read   int
	Errors []string // "-" missed, "+" wrong, in order
}

// Precision is the part of what was found that bears, 1 where nothing was found.
func (f FollowUps) Precision() float64 { return part(f.Found, f.Found+f.Wrong) }

// Recall is the part of what bears that was found.
func (f FollowUps) Recall() float64 { return part(f.Found, f.Useful) }

// MainRecall is the part of the main passages that was found.
func (f FollowUps) MainRecall() float64 { return part(f.FoundMain, f.Main) }

// ReadPerUseful is how many passages are read for each useful one seen.
func (f FollowUps) ReadPerUseful() float64 { return part(f.Read, f.Found) }

func part(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

func (f FollowUps) String() string {
	return fmt.Sprintf("P %.3f  R %.3f  right %d, wrong %d (near misses %d), missed %d  main ones R %.3f  found %d of %d  read per useful one %.2f  commitments %d, not read %d, followed %d, of which something was found for %d",
		f.Precision(), f.Recall(), f.Found, f.Wrong, f.Near, f.Useful-f.Found, f.MainRecall(), f.FoundMain, f.Main, f.ReadPerUseful(), f.Commitments, f.Unread, f.Followed, f.Reached)
}

// MeasureFollowUps holds links against marks. Links of commitments that are
// not marked are passed over. describe shows a passage to people.
func MeasureFollowUps(marked []MarkedCommitment, found []FoundFollowUp, describe func(release string, s onrecord.Span) string) FollowUps {
	var out FollowUps
	by := byCommitment(found)
	for _, m := range marked {
		out.Commitments++
		out.Useful += len(m.Bears)
		if len(m.Bears) > 0 {
			out.Followed++
		}
		id := commitmentAt(m.MarkedPassage)
		if id == "" {
			out.Unread++
		}
		out.hold(m, by[id], describe)
	}
	return out
}

// byCommitment returns what was found by the ids of commitments, in the order that it has.
func byCommitment(found []FoundFollowUp) map[string][]FoundFollowUp {
	by := map[string][]FoundFollowUp{}
	for _, f := range found {
		by[f.Commitment] = append(by[f.Commitment], f)
	}
	return by
}

// hold holds the list of one commitment against its marks.
func (f *FollowUps) hold(m MarkedCommitment, list []FoundFollowUp, describe func(string, onrecord.Span) string) {
	slices.SortStableFunc(list, func(a, b FoundFollowUp) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), strings.Compare(a.Release, b.Release), cmp.Compare(a.Start, b.Start))
	})
	seen, last := map[int]bool{}, 0
	for i, l := range list {
		at := slices.IndexFunc(m.Bears, func(b MarkedFollowUp) bool { return l.at(b.MarkedPassage) })
		switch {
		case at >= 0:
			seen[at], last = true, i+1
		default:
			f.Wrong++
			if slices.ContainsFunc(m.Near, l.at) {
				f.Near++
			}
			f.Errors = append(f.Errors, fmt.Sprintf("+ %s || %s", describe(m.Record.ID, m.Span), describe(l.Release, l.Span)))
		}
	}
	f.Found += len(seen)
	f.Read += last
	if len(seen) > 0 {
		f.Reached++
	}
	for i, b := range m.Bears {
		if b.Main {
			f.Main++
		}
		switch {
		case seen[i] && b.Main:
			f.FoundMain++
		case !seen[i]:
			f.Errors = append(f.Errors, fmt.Sprintf("- %s: %s || %s", b.Says, describe(m.Record.ID, m.Span), describe(b.Record.ID, b.Span)))
		}
	}
}

func (l FoundFollowUp) at(p MarkedPassage) bool {
	return p.Record.ID == l.Release && p.Overlaps(l.Span)
}

// commitmentAt returns the id of the commitment that was read at a passage.
func commitmentAt(p MarkedPassage) string {
	for i := range p.Record.Commitments {
		if p.Record.Commitments[i].Overlaps(p.Span) {
			return p.Record.Commitments[i].ID
		}
	}
	return ""
}
