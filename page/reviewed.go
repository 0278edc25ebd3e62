package page

import (
	"net/http"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// allStates asks a list for facts in every state of review, the rejected too.
const allStates = "all"

// reviewsAsked reads which states of review a list is asked for.
func reviewsAsked(a *asked) []onrecord.ReviewState {
	choices := []string{"", allStates}
	for _, s := range onrecord.ReviewStates {
		choices = append(choices, string(s))
	}
	switch s := a.choice("review", choices...); s {
	case "":
		return nil
	case allStates:
		return onrecord.ReviewStates
	default:
		return []onrecord.ReviewState{onrecord.ReviewState(s)}
	}
}

var reviewWords = map[onrecord.ReviewState]string{
	onrecord.ReviewFound: "Found, not reviewed", onrecord.ReviewConfirmed: "Confirmed", onrecord.ReviewCorrected: "Corrected", onrecord.ReviewRejected: "Rejected",
}

// reviewStates counts a list's facts by what people said of them, where they
// said anything of any.
func (p *site) reviewStates(r *http.Request, d *listData, a *asked, request store.FactRequest) error {
	overview, err := p.store.Overview(r.Context())
	if err != nil {
		return err
	}
	chosen := a.text("review")
	if spokenOf(overview) == nil && chosen == "" {
		return nil
	}
	request.Cursor, request.Limit, request.Order = "", 1, store.FactNewest
	choices := []choice{{Label: "All but rejected"}}
	for _, s := range onrecord.ReviewStates {
		choices = append(choices, choice{Label: reviewWords[s], Address: string(s)})
	}
	for _, c := range choices {
		request.Reviews = nil
		if c.Address != "" {
			request.Reviews = []onrecord.ReviewState{onrecord.ReviewState(c.Address)}
		}
		page, err := p.store.Facts(r.Context(), request)
		if err != nil {
			return err
		}
		d.Reviews = append(d.Reviews, choice{Label: c.Label, N: page.Total, Chosen: chosen == c.Address, Address: address(d.Path, a.values, "review", c.Address, "cursor", "")})
	}
	return nil
}

// reviewRow is what people said of a fact's reading, as pages show it.
type reviewRow struct {
	onrecord.Review
	Words string
	On    onrecord.Date
}

// reviewOf returns what people said of a fact, or nil.
func reviewOf(f *store.Fact) *reviewRow {
	r := f.Review()
	if r == nil {
		return nil
	}
	return &reviewRow{Review: *r, Words: reviewWords[r.State], On: onrecord.DateOf(r.At.UTC())}
}

// spokenOf counts facts by what people said of them, nil where they spoke of
// none.
func spokenOf(o store.Overview) map[string]int {
	out := map[string]int{}
	for state, n := range o.Reviewed {
		out[string(state)] = n
	}
	for _, state := range onrecord.ReviewStates {
		if state != onrecord.ReviewFound && out[string(state)] > 0 {
			return out
		}
	}
	return nil
}
