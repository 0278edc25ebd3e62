package score_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/score"
)

const (
	followUpsSection = "what came of the sample's commitments"
	eventsSection    = "what came of the sample's commitments, by event"
	halvesSection    = "what came of the sample's commitments, by event, each half of the stories"
)

// TestFollowUps holds the later passages that are linked to commitments against
// what a careful reader marked: with the commitments as the rules read them, and
// with every marked commitment given, of these the passages also by the
// paragraphs that hold them. With -errors follow_ups it prints what is
// missed (-) and what is linked beside the gold (+); with -errors events the same by event,
// of the stories that rules are set with alone.
func TestFollowUps(t *testing.T) {
	var b, events, halves strings.Builder
	for _, what := range []string{"as read", "commitments given", "by paragraph"} {
		records := sampleRecords(t)
		data, err := os.ReadFile(linksGold)
		if err != nil {
			t.Fatal(err)
		}
		marks, err := score.ParseLinks("links.gold", string(data), records)
		if err != nil {
			t.Fatal(err)
		}
		given := what != "as read"
		if given {
			give(marks.Commitments)
		}
		if what == "by paragraph" {
			byParagraph(marks.Commitments)
		}
		var newest []*onrecord.Record
		text := map[string]string{}
		for i := range records {
			if !replaced(records, &records[i]) {
				newest = append(newest, &records[i])
				text[records[i].ID] = records[i].Text
			}
		}
		found := followUps(t, newest)
		describe := func(release string, s onrecord.Span) string {
			if s.End > len(text[release]) {
				return "a passage of an older version"
			}
			return strings.ReplaceAll(s.Of(text[release]), "\n", " ")
		}
		f := score.MeasureFollowUps(marks.Commitments, found, describe)
		fmt.Fprintf(&b, "%-17s %s\n", what, f)
		if what != "by paragraph" {
			e := score.MeasureEvents(marks.Commitments, found, describe)
			fmt.Fprintf(&events, "%-17s %s\n", what, e)
			for i, half := range score.Halves(marks.Commitments) {
				e := score.MeasureEvents(half, found, describe)
				fmt.Fprintf(&halves, "%s, %s: %s\n", what, []string{"stories set with", "stories held out"}[i], e)
				if *errorsOf == "events" && given && i == 0 {
					fmt.Println(strings.Join(e.Errors, "\n"))
				}
			}
		}
		if *errorsOf == "follow_ups" && what == "commitments given" {
			for _, line := range f.Errors {
				fmt.Println(line)
			}
		}
	}
	compareSection(t, followUpsSection, b.String())
	compareSection(t, eventsSection, events.String())
	compareSection(t, halvesSection, halves.String())
}

// give adds the marked commitments that the rules do not read, due on the last
// day that their sentence names.
func give(marked []score.MarkedCommitment) {
	for i, m := range marked {
		r, read := m.Record, false
		for _, c := range r.Commitments {
			read = read || c.Overlaps(m.Span)
		}
		if read {
			continue
		}
		c := onrecord.Commitment{Head: onrecord.Head{ID: onrecord.StableID("given", fmt.Sprint(i)), Span: m.Span, Text: m.Of(r.Text)}}
		for _, d := range r.Dates {
			if m.Contains(d.Span) && d.To.After(r.IssuedOn) {
				c.Due = &onrecord.Due{Text: d.Text, From: d.From, To: d.To}
			}
		}
		at := 0
		for at < len(r.Commitments) && r.Commitments[at].Start < c.Start {
			at++
		}
		r.Commitments = append(r.Commitments[:at:at], append([]onrecord.Commitment{c}, r.Commitments[at:]...)...)
	}
}

// byParagraph makes of the marked sentences the paragraphs in which they stand. A
// paragraph is a main one where a sentence of it is.
func byParagraph(marked []score.MarkedCommitment) {
	for i := range marked {
		m := &marked[i]
		var bears []score.MarkedFollowUp
		for _, f := range m.Bears {
			f.MarkedPassage = paragraphOf(f.MarkedPassage)
			if at := slices.IndexFunc(bears, func(o score.MarkedFollowUp) bool { return o.Record == f.Record && o.Span == f.Span }); at >= 0 {
				bears[at].Main = bears[at].Main || f.Main
				continue
			}
			bears = append(bears, f)
		}
		m.Bears = bears
		for j := range m.Near {
			m.Near[j] = paragraphOf(m.Near[j])
		}
	}
}

// paragraphOf returns the paragraph in which a passage stands.
func paragraphOf(p score.MarkedPassage) score.MarkedPassage {
	for _, b := range p.Record.Blocks {
		if b.Contains(p.Span) {
			p.Span = b.Span
			break
		}
	}
	return p
}

// followUps links the records and returns what is linked to their commitments.
func followUps(t *testing.T, records []*onrecord.Record) (found []score.FoundFollowUp) {
	g := &link.Memory{}
	at := map[string]score.FoundFollowUp{} // by the id of a member
	for _, r := range records {
		if err := g.Add(r); err != nil {
			t.Fatal(err)
		}
		for _, m := range link.Members(r) {
			at[m.ID()] = score.FoundFollowUp{Release: r.ID, Span: m.Span}
		}
	}
	for _, l := range g.Links() {
		if l.Kind == onrecord.LinkFollowsUp {
			f := at[l.A]
			f.Commitment, f.Weight = l.B, l.Weight
			found = append(found, f)
		}
	}
	return found
}
