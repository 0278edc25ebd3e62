package page

import (
	"context"
	"net/http"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

// optionGroup is a group of values of a field of a form.
type optionGroup struct {
	Title   string
	Options []optionRow
}

// verdictOptions are all words of all scales, as the filter of commitments
// offers them.
var verdictOptions = func() (out []optionGroup) {
	for _, scale := range onrecord.Scales {
		g := optionGroup{Title: scale.Title()}
		for _, words := range scale.Words() {
			g.Options = append(g.Options, optionRow{feed.Verdict{Scale: scale, Words: words}.String(), upperFirst(words)})
		}
		out = append(out, g)
	}
	return out
}()

// verdictAsked reads the verdict that commitments are asked for: a word of a
// scale, such as own:kept.
func verdictAsked(a *asked) {
	choices := []string{""}
	for _, g := range verdictOptions {
		for _, o := range g.Options {
			choices = append(choices, o.Key)
		}
	}
	a.choice("verdict", choices...)
}

// judgedSo restricts a request to commitments of which somebody's standing
// verdict is the one asked for, where one is.
func (p *site) judgedSo(ctx context.Context, verdict string, request *store.FactRequest) error {
	if verdict == "" {
		return nil
	}
	judged, err := feed.Judged(ctx, p.store)
	if err != nil {
		return err
	}
	request.IDs, request.First = []string{"none"}, false // no fact has that id
	if at := slices.IndexFunc(judged, func(j feed.JudgedSo) bool { return j.String() == verdict }); at >= 0 {
		request.IDs = judged[at].Commitments
	}
	return nil
}

// byVerdict fills in the columns of the board: a column for each verdict that
// somebody gave and that stands, in the order of the scales.
func (p *site) byVerdict(r *http.Request, a *asked, d *listData, request store.FactRequest) error {
	judged, err := feed.Judged(r.Context(), p.store)
	if err != nil {
		return err
	}
	request.Cursor, request.Limit, request.Order, request.First = "", maxCards, store.FactDue, false
	for i, j := range judged {
		if a.text("verdict") != "" && a.text("verdict") != j.String() {
			continue
		}
		request.IDs = j.Commitments
		page, err := p.store.Facts(r.Context(), request)
		if err != nil {
			return err
		}
		if page.Total == 0 {
			continue // the filter leaves none of them
		}
		c := column{Status: status{"verdict-" + string('a'+rune(i)), upperFirst(j.Words)}, Aside: j.Scale.Title(), Cards: p.rows(page.Facts), Total: page.Total}
		c.More = address(d.Path, a.values, "view", "", "by", "", "verdict", j.String(), "order", "", "month", "", "cursor", "")
		d.Board, d.Total = append(d.Board, c), d.Total+page.Total
	}
	return nil
}

// boardBys are what the columns of the board can be by.
func boardBys(a *asked, by string) []choice {
	out := []choice{{Label: "By due date", Address: ""}, {Label: "By what people say came of them", Address: boardByVerdict}}
	for i := range out {
		out[i].Chosen = out[i].Address == by
		out[i].Address = address("/commitments", a.values, "by", out[i].Address, "cursor", "")
	}
	return out
}

const boardByVerdict = "verdict"
