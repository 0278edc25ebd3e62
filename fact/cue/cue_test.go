package cue_test

import (
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/cue"
	"github.com/onrecord/onrecord/fact/tag"
)

func TestFind(t *testing.T) {
	for _, c := range []struct {
		text, subject string // "" for no cue
		announces     bool
	}{
		{"Ada Thornbury said:", "Ada Thornbury", true},
		{"Ports Minister, Ada Thornbury, said:", "Ports Minister, Ada Thornbury", true},
		{"Speaking in Eastmere today, Ada Thornbury said:", "Ada Thornbury", true},
		{"In a statement to Parliament the Ports Minister said:", "Ports Minister", true},
		{"He added:", "He", true},
		{"Speaking today he said:", "he", true},
		{"Ada Thornbury said in a speech to crews:", "Ada Thornbury", true},
		{"“We go,” said Ada Thornbury, chair of Sea Trust.", "Ada Thornbury, chair of Sea Trust", false},
		{"“We go,” Ada Thornbury said.", "Ada Thornbury", false},
		{"“We go,” said Ada Thornbury, who leads the trust.", "Ada Thornbury", false},
		{"Ada Thornbury praised it and said so.", "Ada Thornbury", false},
		{"The minister said the bill would:", "The minister", false},
		{"Ports Secretary Ada Thornbury, who sails, said:", "Ports Secretary Ada Thornbury, who sails", true},
		{"Speaking in Eastmere, where it rained, Ada Thornbury said:", "Ada Thornbury", true},
		{"Ada Thornbury called the plan “a start”.", "Ada Thornbury", false},
		{"Ada Thornbury described it as “a start”.", "Ada Thornbury", false},
		{"Ada Thornbury, of Sea Trust, praised it and said so.", "Ada Thornbury, of Sea Trust", false},
		{"The plan called “A Start” is out.", "", false},
		{"The plan is described as “a start”.", "", false},
		{"Ada Thornbury called for “a start”.", "", false},
		{"It is said to be old.", "", false},
		{"The stated aim is clear.", "", false},
		{"They asked him to be told.", "They", false},
		{"“He said no,” it reads.", "", false},
		{"United States ports are open.", "", false},
	} {
		r := onrecord.Release{Text: c.text, Blocks: []onrecord.Block{{Span: onrecord.Span{Start: 0, End: len(c.text)}, Kind: onrecord.BlockParagraph}}}
		d := tag.Read(&r)
		cues := cue.Find(d)
		if len(cues) == 0 {
			if c.subject != "" {
				t.Errorf("%q: no cue, want subject %q", c.text, c.subject)
			}
			continue
		}
		got := cues[0]
		if s := d.Words(got.Subject[0], got.Subject[1]); s != c.subject || got.Announces != c.announces {
			t.Errorf("%q: subject %q, announces %v; want %q, %v", c.text, s, got.Announces, c.subject, c.announces)
		}
	}
}
