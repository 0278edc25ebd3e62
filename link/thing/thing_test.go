package thing_test

import (
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link/thing"
)

// record makes a record of paragraphs, with names at every place of their words.
func record(issued string, names map[string]onrecord.NameKind, paragraphs ...string) *onrecord.Record {
	r := &onrecord.Record{}
	r.ID, r.Text = onrecord.StableID(paragraphs...), strings.Join(paragraphs, "\n\n")
	r.IssuedOn, _ = onrecord.ParseDate(issued)
	at := 0
	for _, p := range paragraphs {
		r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: at, End: at + len(p)}})
		at += len(p) + 2
	}
	for text, kind := range names {
		n := onrecord.Name{Text: text, Kind: kind}
		for from := 0; ; {
			i := strings.Index(r.Text[from:], text)
			if i < 0 {
				break
			}
			n.Spans = append(n.Spans, onrecord.Pair{Start: from + i, End: from + i + len(text)})
			from += i + len(text)
		}
		r.Names = append(r.Names, n)
	}
	return r
}

const (
	scheme = onrecord.NameScheme
	body   = onrecord.NameBody
)

func TestDescribe(t *testing.T) {
	for name, c := range map[string]struct {
		kind  onrecord.NameKind
		thing string
		text  []string
		want  string // how the sentence begins; "" where nothing is said
		way   thing.Way
	}{
		"is":                    {scheme, "Quay Fund", []string{"The Quay Fund is a new grant for small ports."}, "The Quay Fund is", thing.Is},
		"apposed":               {scheme, "Quay Plan", []string{"It was done under the Quay Plan, a contingency plan drawn up in 2015 to help ports."}, "It was done", thing.Apposed},
		"known as":              {onrecord.NameEvent, "Spindrift 3", []string{"The exercise – known as Spindrift 3 – was part of the regular training of crews."}, "The exercise", thing.Called},
		"which":                 {scheme, "Quay Fund", []string{"Crews can turn to the Quay Fund, which pays for repairs to nets and boats."}, "Crews can", thing.Which},
		"does":                  {body, "Quay Commission", []string{"The Quay Commission (QC) provides the government with advice on small ports."}, "The Quay Commission", thing.Does},
		"will":                  {scheme, "Quay Fund", []string{"The Quay Fund, launched today, will pay for nets and small boats."}, "The Quay Fund", thing.Will},
		"short form":            {onrecord.NameRole, "Quay Commissioner", []string{"An advertisement for the Quay Commissioner is out today.", "The commissioner will be an independent advocate for all crews."}, "The commissioner will", thing.Is},
		"brought":               {onrecord.NameRole, "Quay Commissioner", []string{"The minister intends to appoint the first ever Quay Commissioner by the summer."}, "The minister", thing.Brought},
		"among":                 {scheme, "Net Scheme", []string{"The centre will unify three small programmes – the Rope Scheme, the Net Scheme and the Oar Scheme."}, "The centre", thing.Among},
		"the sentence after it": {scheme, "Crew Mechanism", []string{"Officers help crews through the Crew Mechanism. This system allows the ministry to find and help them."}, "This system", thing.Does},

		"judged, not described":  {scheme, "Quay Plan", []string{"The Quay Plan is a vital step in the work of the ministry."}, "", ""},
		"another's":              {scheme, "Quay Plan", []string{"The cost of the Quay Plan is a matter for the ministry to settle."}, "", ""},
		"a list":                 {body, "Net Agency", []string{"Talks were held with the Net Agency, the Mayor of Saltmarch and leading firms of the town."}, "", ""},
		"a clause of its own":    {scheme, "Quay Plan", []string{"Under the Quay Plan, a new fund will pay for nets and small boats this year."}, "", ""},
		"told apart":             {scheme, "Quay Fund", []string{"The grant is separate from the Quay Fund, which pays for repairs to harbour walls."}, "", ""},
		"what a body does a day": {body, "Quay Ministry", []string{"The Quay Ministry will publish its figures for the year in the autumn."}, "", ""},
		"before another noun":    {onrecord.NameEvent, "Quay Cup", []string{"He died after a Quay Cup semi-final in the year of the storm."}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := record("2025-02-14", map[string]onrecord.NameKind{c.thing: c.kind}, c.text...)
			d, ok := thing.New(c.kind, c.thing).Describe([]*onrecord.Record{r})
			if ok != (c.want != "") || d.Way != c.way || ok && !strings.HasPrefix(d.Of(r.Text), c.want) {
				t.Errorf("got %v, %q by %q; want %q by %q", ok, d.Of(r.Text), d.Way, c.want, c.way)
			}
		})
	}
}

// TestDescribeAbstainsWhereAShortFormFitsTwo: "the fund" is neither's.
func TestDescribeAbstainsWhereAShortFormFitsTwo(t *testing.T) {
	r := record("2025-02-14", map[string]onrecord.NameKind{"Quay Fund": scheme, "Net Fund": scheme}, "The Quay Fund and the Net Fund are named here.", "The fund will be a new source of money for crews.")
	if d, ok := thing.New(scheme, "Quay Fund").Describe([]*onrecord.Record{r}); ok {
		t.Errorf("described by %q", d.Of(r.Text))
	}
}

// TestDescribePrefersTheReleasesOwnWords: what a speaker says stands behind them.
func TestDescribePrefersTheReleasesOwnWords(t *testing.T) {
	said := "The Quay Fund is a wall of nets and ropes for all."
	r := record("2025-02-14", map[string]onrecord.NameKind{"Quay Fund": scheme}, said, "The Quay Fund pays for repairs to nets and boats.")
	r.Quotes = []onrecord.Quote{{Head: onrecord.Head{Span: onrecord.Span{End: len(said)}}, Speaker: "Ada Marsh"}}
	own := thing.New(scheme, "Quay Fund")
	if d, ok := own.Describe([]*onrecord.Record{r}); !ok || d.Quoted || d.Way != thing.Does {
		t.Errorf("got %q, quoted %v", d.Of(r.Text), d.Quoted)
	}
	alone := record("2025-02-14", map[string]onrecord.NameKind{"Quay Fund": scheme}, said)
	alone.Quotes = r.Quotes
	if d, ok := own.Describe([]*onrecord.Record{alone}); !ok || !d.Quoted || d.Speaker != "Ada Marsh" {
		t.Errorf("got %v, quoted %v by %q", ok, d.Quoted, d.Speaker)
	}
}

// dated adds dates at their words.
func dated(r *onrecord.Record, dates map[string][2]string) *onrecord.Record {
	for words, days := range dates {
		i := strings.Index(r.Text, words)
		d := onrecord.DateFact{Head: onrecord.Head{Span: onrecord.Span{Start: i, End: i + len(words)}, Text: words}, Bound: onrecord.BoundOn}
		d.From, _ = onrecord.ParseDate(days[0])
		d.To, _ = onrecord.ParseDate(days[1])
		r.Dates = append(r.Dates, d)
	}
	return r
}

func TestLife(t *testing.T) {
	bill := map[string]onrecord.NameKind{"Nets Bill": onrecord.NameLaw}
	first := dated(record("2025-01-30", bill, "These rules are in the Nets Bill introduced in Parliament today."), map[string][2]string{"today": {"2025-01-30", "2025-01-30"}})
	second := dated(record("2025-02-10", bill, "The Nets Bill returns for its second reading today.", "It may get royal assent if the Nets Bill passes both chambers."), map[string][2]string{"today": {"2025-02-10", "2025-02-10"}})
	third := dated(record("2025-03-01", bill, "The Nets Bill will have its third reading in May.", "The Nets Bill had its second reading in February."),
		map[string][2]string{"in May": {"2025-05-01", "2025-05-31"}, "in February": {"2025-02-01", "2025-02-28"}})
	var got []string
	for _, r := range thing.New(onrecord.NameLaw, "Nets Bill").Life([]*onrecord.Record{first, second, third}) {
		line := string(r.Kind) + " " + r.Says + " " + r.From.String()
		if r.Ahead {
			line += " ahead"
		}
		got = append(got, line)
	}
	want := "named  2025-01-30; stage introduced 2025-01-30; stage second reading 2025-02-10; stage third reading 2025-05-01 ahead"
	if strings.Join(got, "; ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), want)
	}
}

// A body that first issues a release is first named in the line that says so.
func TestLifeBeginsWhereTheThingIsNamedFirst(t *testing.T) {
	body := map[string]onrecord.NameKind{"Quay Board": onrecord.NameBody}
	issued := record("2025-01-16", body, "Press release issued by the Quay Board, 16 January 2025.", "Nets are dear.")
	named := record("2025-02-20", body, "The Quay Board met.")
	rows := thing.New(onrecord.NameBody, "Quay Board").Life([]*onrecord.Record{issued, named})
	if len(rows) != 1 || rows[0].Kind != thing.RowNamed || rows[0].Record != 0 || rows[0].From != onrecord.MustDate("2025-01-16") {
		t.Errorf("its life begins %+v", rows)
	}
}

func TestLifeTakesActsOfTheThingOnly(t *testing.T) {
	for text, want := range map[string]string{
		"The Quay Fund, launched today, pays for nets.":                       "launched",
		"The minister announced the launch of the Quay Fund in Saltmarch.":    "launched",
		"The Quay Fund has been closed for the winter by the ministry.":       "closed",
		"Launching in April, the Quay Fund will pay for nets.":                "launched",
		"An advertisement for help with the Quay Fund has been launched now.": "",
		"The ministry will not launch the Quay Fund this year.":               "",
		"The Quay Fund has launched a survey of all crews.":                   "",
		"The crews have been advocates for the expansion of the Quay Fund.":   "",
		"That would pay for nets, Quay Fund expansion, and more.":             "",
		"They spoke of efforts to abolish the Quay Fund.":                     "",
		"Crews pay less for nets, something the Quay Fund ended.":             "",
		"The Quay Fund opens in April.":                                       "opened",
		"The cost of running the Quay Fund ended a row.":                      "",
	} {
		r := record("2025-02-14", map[string]onrecord.NameKind{"Quay Fund": scheme}, text)
		got := ""
		for _, row := range thing.New(scheme, "Quay Fund").Life([]*onrecord.Record{r}) {
			got += row.Says
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestNeighbours(t *testing.T) {
	names := map[string]onrecord.NameKind{"Quay Fund": scheme, "Quay Board": body, "Net Agency": body, "Ada Marsh": onrecord.NamePerson, "Saltmarch": onrecord.NamePlace, "Far Body": body}
	r := record("2025-02-14", names, "The Quay Board runs the Quay Fund with the Net Agency in Saltmarch, said Ada Marsh.", "The Far Body stands elsewhere.")
	r.Relations = []onrecord.Relation{{Head: onrecord.Head{ID: "rel"}, Type: onrecord.RelationRuns, From: onrecord.OneOrMore{"Quay Board"}, To: "Quay Fund"}}
	near, more := thing.New(scheme, "Quay Fund").Neighbours([]*onrecord.Record{r}, 16)
	if len(near) != 2 || more != 0 || near[0].Text != "Quay Board" || len(near[0].Stated) != 1 || near[0].Stated[0].From || near[1].Text != "Net Agency" || near[1].Releases != 1 {
		t.Fatalf("got %+v and %d more", near, more)
	}
	if near, more = thing.New(scheme, "Quay Fund").Neighbours([]*onrecord.Record{r}, 1); len(near) != 1 || more != 1 {
		t.Errorf("at most one: %d and %d more", len(near), more)
	}
}

// TestLifeKnowsWhatADateIsOf: a day that is past is not of what is still to come, nor is the
// date of another clause of the relation beside it.
func TestLifeKnowsWhatADateIsOf(t *testing.T) {
	bill := map[string]onrecord.NameKind{"Nets Bill": onrecord.NameLaw, "Quay Fund": scheme, "Net Grant": scheme}
	speech := dated(record("2025-01-30", bill, "I can tell you today that we will introduce the Nets Bill before the summer."), map[string][2]string{"today": {"2025-01-30", "2025-01-30"}})
	rows := thing.New(onrecord.NameLaw, "Nets Bill").Life([]*onrecord.Record{speech})
	if len(rows) != 2 || rows[1].Says != "introduced" || !rows[1].Ahead || rows[1].Stated {
		t.Errorf("got %+v", rows)
	}
	grant := dated(record("2025-01-30", bill, "The Quay Fund will replace the Net Grant, which began in 2020 and will make its last payments in December."),
		map[string][2]string{"in 2020": {"2020-01-01", "2020-12-31"}, "in December": {"2025-12-01", "2025-12-31"}})
	grant.Relations = []onrecord.Relation{{Head: onrecord.Head{ID: "rel", Span: onrecord.Span{End: len(grant.Text)}}, Type: onrecord.RelationReplaces, From: onrecord.OneOrMore{"Quay Fund"}, To: "Net Grant"}}
	for _, row := range thing.New(scheme, "Quay Fund").Life([]*onrecord.Record{grant}) {
		if row.Kind == thing.RowRelation && row.Stated {
			t.Errorf("dated %s", row.From)
		}
	}
	for _, text := range []string{
		"The agency’s inquiry into the Nets Bill, published today, was long awaited.",
		"The Oar Bill, which is no part of the Nets Bill, began last October in Saltmarch.",
		"It may take effect as soon as the Nets Bill becomes law in the end.",
	} {
		r := dated(record("2025-01-30", bill, text), nil)
		if rows := thing.New(onrecord.NameLaw, "Nets Bill").Life([]*onrecord.Record{r}); len(rows) != 1 {
			t.Errorf("%q: %+v", text, rows)
		}
	}
}
