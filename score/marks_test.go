package score

import (
	"errors"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
)

func record() onrecord.Record {
	r := onrecord.Record{Release: onrecord.Release{Title: "Lanterns", IssuedOn: onrecord.MustDate("2031-03-04"), IssuedBy: []string{"Harbour Board"}}}
	for _, p := range []string{"The Harbour Board will publish its plan by June 2031.", "Ada Venn said:", "We light 40 to 50 lamps.", "And we “will not stop”."} {
		if r.Text != "" {
			r.Text += "\n\n"
		}
		r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: len(r.Text), End: len(r.Text) + len(p)}, Kind: onrecord.BlockParagraph})
		r.Text += p
	}
	return r
}

const lanterns = `# a comment
= Lanterns
Q 2-3 | Ada Venn | Harbour Minister
?Q 3 | will not stop | Ada Venn | Harbour Minister
D 0 | by June 2031 | - | 2031-06-30 | by
F 2 | 40 to 50 lamps | count | 40..50 | lamps | exact
C 0 | The Harbour…2031. | Harbour Board | will | by June 2031 | - | 2031-06-30
N Harbour Board | body | the Board; board
R 0 | holds | Ada Venn | Harbour Board
`

func TestParseMarks(t *testing.T) {
	golds, err := ParseMarks("test", lanterns, []onrecord.Record{record()})
	if err != nil {
		t.Fatal(err)
	}
	g := golds[0]
	if len(g.Quotes) != 2 || !g.Quotes[1].Optional || g.Quotes[0].Paras[1] != 3 {
		t.Errorf("quotes %+v", g.Quotes)
	}
	if d := g.Dates[0]; d.To != onrecord.MustDate("2031-06-30") || !d.From.IsZero() || d.Bound != onrecord.BoundBy {
		t.Errorf("date %+v", d)
	}
	if f := g.Figures[0]; f.Value != 40 || *f.ValueTo != 50 {
		t.Errorf("figure %+v", f)
	}
	if c := g.Commitments[0]; c.Text != g.Paragraphs[0] || c.Due == nil {
		t.Errorf("commitment %+v", c)
	}
	if n := g.Names[0]; len(n.Aliases) != 2 || n.Kind != onrecord.NameBody {
		t.Errorf("name %+v", n)
	}
}

func TestParseMarksRefuses(t *testing.T) {
	for line, reason := range map[string]string{
		"= Nowhere":                                        "no record has the title",
		"D 9 | x | - | - | on":                             "no paragraph",
		"D 0 | July | - | - | on":                          "does not stand",
		"D 0 | by June 2031 | - | soon | by":               "not a date",
		"F 2 | 40 to 50 lamps | count | x | lamps | exact": "invalid syntax",
		"N Lighthouse | body":                              "stands nowhere",
		"Z 1":                                              "no kind of mark",
		"Q 2-9 | a | b":                                    "no range",
	} {
		_, err := ParseMarks("test", "= Lanterns\n"+line, []onrecord.Record{record()})
		if !errors.Is(err, onrecord.ErrInvalid) || !strings.Contains(err.Error(), reason) || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: %v, want %q in line 2", line, err, reason)
		}
	}
}

// TestMeasure holds records with planted faults against the gold.
func TestMeasure(t *testing.T) {
	rec := record()
	golds, err := ParseMarks("test", lanterns, []onrecord.Record{rec})
	if err != nil {
		t.Fatal(err)
	}
	head := func(words string) onrecord.Head {
		at := strings.Index(rec.Text, words)
		return onrecord.Head{Span: onrecord.Span{Start: at, End: at + len(words)}, Text: words}
	}
	upper := 50.0
	due := &onrecord.Due{To: onrecord.MustDate("2031-06-30")}
	rec.Facts = onrecord.Facts{
		Quotes:      []onrecord.Quote{{Head: head(rec.Text[rec.Blocks[2].Start:]), Speaker: "Ada Venn", Role: "Minister"}},
		Dates:       []onrecord.DateFact{{Head: head("by June 2031"), To: onrecord.MustDate("2031-06-30"), Bound: onrecord.BoundOn}},
		Figures:     []onrecord.Figure{{Head: head("40 to 50 lamps"), Kind: onrecord.FigureCount, Value: 40, ValueTo: &upper, Unit: "lamps"}},
		Commitments: []onrecord.Commitment{{Head: head("The Harbour Board will publish its plan by June 2031."), Actor: "the Harbour Board", Due: due}},
		Names:       []onrecord.Name{{Text: "the Board", Kind: onrecord.NameRole}, {Text: "Ada Venn", Kind: onrecord.NamePerson}},
	}
	rec.Dates = append(rec.Dates, onrecord.DateFact{Head: head("June"), From: onrecord.MustDate("2031-06-01")})
	rec.Figures[0].Text = "40 to 51 lamps"
	r := Measure(golds, []onrecord.Record{rec})
	want := `spans whose text differs: 1 of 5
releases     P 1.000  R 1.000  F1 1.000  right 1, wrong 0, missed 0  issued_by 1/1  issued_on 1/1  paragraphs 4/4
quotes       P 1.000  R 1.000  F1 1.000  right 1, wrong 0, missed 0  role 0/1  speaker 1/1
dates        P 0.500  R 1.000  F1 0.667  right 1, wrong 1, missed 0  bound 0/1
figures      P 1.000  R 1.000  F1 1.000  right 1, wrong 0, missed 0  qualifier 1/1  unit 1/1
commitments  P 1.000  R 1.000  F1 1.000  right 1, wrong 0, missed 0  actor 1/1  due 1/1  due_where_stated 1/1
names        P 0.500  R 1.000  F1 0.667  right 1, wrong 1, missed 0  kind 0/1
relations    P 0.000  R 0.000  F1 0.000  right 0, wrong 0, missed 1
`
	if got := r.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
