package fact_test

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
)

// TestHostile reads long texts of one thing over and over: what looks back to where
// its sentence begins, or through all people, from each of them would take minutes.
func TestHostile(t *testing.T) {
	for _, s := range []struct{ before, again, after string }{
		{strings.Repeat("The ", 1<<16), ", said", ""},
		{"", "Ann Fox met Bo Lee. “We must act,” Roe said. ", "Ada Roe and Tom Roe met."},
		{"Ada Roe met Ann Fox. ", "Ann Fox. “We must,” Roe said. ", "Tom Roe met."},
		{"", "Lt Col Ada Roe, ", "met."},
		{"", "“ \" up 5% from 4%", ""},
		{"", "Dear Ada,\n\nWe write to you as we must.\n\nSincerely,\n\nJane Doe\n\n", "Dear Tom,"},
	} {
		text := s.before + strings.Repeat(s.again, (1<<20)/len(s.again)) + s.after
		r := onrecord.Release{ID: "h", Title: "Hostile", Text: text, IssuedOn: onrecord.MustDate("2032-03-03"), IssuedBy: []string{"Harbour Office"}, Language: "en"}
		at := 0
		for p := range strings.SplitSeq(text, "\n\n") {
			r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: at, End: at + len(p)}, Kind: onrecord.BlockParagraph})
			at += len(p) + 2
		}
		for _, q := range fact.Read(&r).Quotes {
			standing(t, text, q.Span, q.Text)
		}
	}
}
