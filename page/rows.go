package page

import (
	"html/template"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

// row is one fact in a list.
type row struct {
	store.Fact
	Words   onrecord.Head
	Reading string
	Context template.HTML // the words lit in what stands around them
	Due     string        // for commitments
	Status  status
	Review  *reviewRow // what people said of it; nil where nobody did
	Later   int        // for commitments: later passages linked to it
	Sum     string     // for relations with one, where price has been asked
	Of      string     // what a figure measures, where its reading does not say it
}

// status is what can be said of a commitment by its date alone.
type status struct{ Key, Words string }

var (
	noDate  = status{feed.StatusNone, "No due date read"}
	noEnd   = status{feed.StatusNone, "No last day read"} // of what begins on a day that is given
	past    = status{feed.StatusPast, "Due date passed"}
	soon    = status{feed.StatusSoon, "Due within 30 days"}
	open    = status{feed.StatusOpen, "Open"}
	notOnes = status{}

	// These two choose several at once; no row has them.
	quarter = status{feed.StatusQuarter, "Due within 90 days"}
	coming  = status{feed.StatusComing, "Still to come"}
)

// dueStatus tells a commitment's status on the day: nothing but the date
// decides, and no more is claimed.
func dueStatus(d *onrecord.Due, today onrecord.Date) status {
	if d != nil && !d.From.IsZero() && d.To.IsZero() {
		return noEnd
	}
	return map[string]status{noDate.Key: noDate, past.Key: past, soon.Key: soon, open.Key: open}[feed.Status(d, today)]
}

func (p *site) rows(facts []store.Fact) []row {
	out := make([]row, len(facts))
	for i, f := range facts {
		out[i] = p.row(f)
	}
	return out
}

func (p *site) row(f store.Fact) row {
	r := row{Fact: f, Words: f.One().Head(), Reading: p.writing.reading(f), Status: notOnes, Review: reviewOf(&f), Later: f.FollowUps}
	r.Context = contextOf(f)
	if f.Figure != nil {
		r.Of = p.writing.measured(*f.Figure)
	}
	if f.Commitment != nil {
		r.Due, r.Status = p.writing.dueReading(f.Commitment.Due), dueStatus(f.Commitment.Due, p.options.Today())
	}
	return r
}

// price puts the sum as printed into the readings of relations that have
// one: its figure is read from the release's own record.
func (p *site) price(r *http.Request, rows []row) error {
	type version struct {
		id string
		n  int
	}
	figures := map[version][]onrecord.Figure{}
	for i := range rows {
		relation := rows[i].Relation
		if relation == nil || relation.Amount == nil {
			continue
		}
		key := version{rows[i].Release.ID, rows[i].Release.Version}
		if _, known := figures[key]; !known {
			rec, err := p.record(r, key.id, key.n)
			if err != nil {
				return err
			}
			figures[key] = rec.Figures
		}
		rows[i].Reading, rows[i].Sum = p.writing.relationReading(*relation, figures[key]), feed.RelationSum(relation, figures[key], p.writing.bareSum)
	}
	return nil
}

const (
	contextRunes = 140 // shown on each side of a fact in a list
	wordsRunes   = 700 // of the fact itself
)

// contextOf returns the fact's words lit within what stands around them in
// their block. Words that fill more than a block stand alone.
func contextOf(f store.Fact) template.HTML {
	words := f.One().Head().Text
	block, s := f.Context, f.Span
	if s.Start < 0 || s.Start >= s.End || s.End > len(block) || (f.Quote != nil && s.Of(block) != words) {
		block, s = words, onrecord.Span{End: len(words)}
	}
	return inContext(block, s)
}

// inContext returns the words at the span of the block lit within what stands
// around them, both shortened where they are long.
func inContext(block string, s onrecord.Span) template.HTML {
	before, after := tail(block[:s.Start], contextRunes), cut(contextRunes, block[s.End:])
	lit := block[s.Start:s.End]
	if utf8.RuneCountInString(lit) > wordsRunes {
		lit, after = cut(wordsRunes, lit), ""
	}
	html := template.HTMLEscapeString
	return template.HTML(html(before) + `<mark class="fact">` + html(lit) + `</mark>` + html(after)) //nolint:gosec // all three are escaped
}

// tail shortens s to its last n runes or fewer, beginning with a word.
func tail(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	start := len(s)
	for range n {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	if space := strings.IndexByte(s[start:], ' '); space >= 0 && space < (len(s)-start)/2 {
		start += space + 1
	}
	return "…" + s[start:]
}
