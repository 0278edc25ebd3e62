package link

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// announced makes a record of paragraphs; those that begin with a mark are said by somebody.
func announced(id, issued, title, issuer string, paragraphs ...string) *onrecord.Record {
	r := &onrecord.Record{}
	r.ID, r.Title, r.IssuedBy, r.IssuedOn = id, title, []string{issuer}, onrecord.MustDate(issued)
	r.Text = strings.Join(paragraphs, "\n\n")
	at := 0
	for _, p := range paragraphs {
		s := onrecord.Span{Start: at, End: at + len(p)}
		r.Blocks = append(r.Blocks, onrecord.Block{Span: s})
		if strings.HasPrefix(p, "“") {
			r.Quotes = append(r.Quotes, onrecord.Quote{Head: onrecord.Head{Span: s}})
		}
		at = s.End + 2
	}
	return r
}

const (
	ponds = "The scheme will pay for ponds, dams and new woodland on the hills above the town of Marl Cross, and it will run for 3 years from the day on which it opens."
	begin = "Work will begin in the summer, and the first 100 ponds will be ready before the winter, as the engineers of the Wend Water Board have asked since the flood."
	money = "Farmers can ask for a part of the £9 million until 30 April, and those on the hills that feed the river Wend will be answered first of all."
)

func TestOneAnnouncementUnderTwoTitles(t *testing.T) {
	department := announced("a", "2025-03-11", "£9 million to slow the flow for farmers", "Farming Department", "The press release issued by the Farming Department on 11 March 2025.", ponds, begin, "“A flood starts on the hill.”", money)
	for name, c := range map[string]struct {
		other *onrecord.Record
		same  bool
	}{
		"its own speaker and title": {announced("b", "2025-03-11", "Farmers to get £9m for ponds", "Rivers Agency", ponds, begin, money, "“Every pond is an hour bought for the town.”"), true},
		"the day after":             {announced("b", "2025-03-12", "Farmers to get £9m for ponds", "Rivers Agency", ponds, begin, money), true},
		"a few words less":          {announced("b", "2025-03-11", "Farmers to get £9m for ponds", "Rivers Agency", ponds, begin, strings.ReplaceAll(money, " first of all", "")), true},
		"weeks later":               {announced("b", "2025-04-11", "Farmers to get £9m for ponds", "Rivers Agency", ponds, begin, money), false},
		"another sum":               {announced("b", "2025-03-11", "Farmers to get £7m for ponds", "Rivers Agency", ponds, begin, strings.ReplaceAll(money, "£9 million", "£7 million")), false},
		"another town":              {announced("b", "2025-03-11", "Farmers to get £9m for ponds", "Rivers Agency", strings.ReplaceAll(ponds, "Marl Cross", "Upper Issery"), begin, money), false},
		"other words":               {announced("b", "2025-03-11", "Farmers to get £9m for ponds", "Rivers Agency", ponds, strings.Repeat("Quite other words stand here about the 100 ponds of the Wend Water Board and much more of it. ", 3), money), false},
		"furniture of a site":       {announced("b", "2025-03-11", "On the opening of a bridge", "Rivers Agency", ponds, begin, money), false},
		"no day": {func() *onrecord.Record {
			r := announced("b", "2025-03-11", "Farmers to get £9m for ponds", "Rivers Agency", ponds, begin, money)
			r.IssuedOn = onrecord.Date{}
			return r
		}(), false},
	} {
		t.Run(name, func(t *testing.T) {
			g := &Memory{}
			for _, r := range []*onrecord.Record{department, c.other} {
				if err := g.Add(r); err != nil {
					t.Fatal(err)
				}
			}
			links := g.Links()
			if got := len(links) == 1 && links[0].Kind == onrecord.LinkSameAnnouncement; got != c.same {
				t.Errorf("%v, want %v: %+v", got, c.same, links)
			}
		})
	}
}

// TestStatisticsShareATemplateOnly: the same words each day with other numbers are not
// one announcement.
func TestStatisticsShareATemplateOnly(t *testing.T) {
	day := func(id, issued, count string) *onrecord.Record {
		return announced(id, issued, "Ferry statistics for the Aldis Strait", "Ferry Board", "The Ferry Board counted "+count+" crossings of the Aldis Strait on the day before, by all ferries and by the small boats that it knows of.",
			"The numbers are counted at both ports, by the officers of the board, and are corrected once a month where a ship was counted twice or was not counted at all.",
			"The next statistics of the Ferry Board will be published on the next working day, at the same hour and in the same place, as they are throughout the year.")
	}
	g := &Memory{}
	for _, r := range []*onrecord.Record{day("a", "2025-03-10", "412"), day("b", "2025-03-11", "397"), day("c", "2025-03-12", "405")} {
		if err := g.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	if links := g.Links(); len(links) != 0 {
		t.Errorf("linked: %+v", links)
	}
}
