package link

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

// bill returns a release of one sentence about a law, with a day that it names.
func bill(id, issued, issuer, words, law, day, dayWords string) *onrecord.Record {
	r := telling(id, issued, issuer, "News of a bill", words)
	if i := strings.Index(words, law); law != "" && i >= 0 {
		r.Names = append(r.Names, onrecord.Name{Text: law, Kind: onrecord.NameLaw, Spans: []onrecord.Pair{{Start: i, End: i + len(law)}}})
	}
	if i := strings.Index(words, dayWords); dayWords != "" && i >= 0 {
		d := onrecord.MustDate(day)
		r.Dates = append(r.Dates, onrecord.DateFact{Head: onrecord.Head{Span: onrecord.Span{Start: i, End: i + len(dayWords)}}, From: d, To: d})
	}
	return r
}

const cider = "Cider (Measures) Bill"

func TestStages(t *testing.T) {
	introduced := bill("a", "2025-01-10", orchards, "The Cider (Measures) Bill was introduced in the Assembly on 9 January.", cider, "2025-01-09", "9 January")
	for _, c := range []struct {
		name  string
		later *onrecord.Record
		want  onrecord.LinkKind // "" for none
	}{
		{"the next stage", bill("b", "2025-02-11", orchards, "The Cider (Measures) Bill had its second reading on 10 February.", cider, "2025-02-10", "10 February"), onrecord.LinkStage},
		{"the act that it became", bill("b", "2025-02-11", orchards, "The Cider (Measures) Act 2025 had its second reading on 10 February.", "Cider (Measures) Act 2025", "2025-02-10", "10 February"), onrecord.LinkStage},
		{"the same stage, told again", bill("b", "2025-02-11", orchards, "On 9 January the Cider (Measures) Bill was introduced in the Assembly.", cider, "2025-01-09", "9 January"), onrecord.LinkSameEvent},
		{"no name, but its words", bill("b", "2025-02-10", orchards, "New rules on measures of cider, which have their second reading today, are on their way.", "", "", ""), onrecord.LinkStage},
		{"no name, another body", bill("b", "2025-02-10", "Harbour Board", "New rules on measures of cider, which have their second reading today, are on their way.", "", "", ""), ""},
		{"a stage too far", bill("b", "2025-09-11", orchards, "The Cider (Measures) Bill received royal assent on 10 September.", cider, "2025-09-10", "10 September"), ""},
		{"still to come", bill("b", "2025-02-11", orchards, "The Cider (Measures) Bill has its second reading on 20 March.", cider, "2025-03-20", "20 March"), ""},
		{"another bill", bill("b", "2025-02-11", orchards, "The Perry (Barrels) Bill had its second reading on 10 February.", "Perry (Barrels) Bill", "2025-02-10", "10 February"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := &Memory{}
			must(t, g.Add(introduced))
			must(t, g.Add(c.later))
			links := g.Links()
			switch {
			case c.want == "" && len(links) > 0:
				t.Errorf("linked: %+v", links)
			case c.want != "" && (len(links) != 1 || links[0].Kind != c.want):
				t.Errorf("links %+v, want one %s", links, c.want)
			}
		})
	}
}
