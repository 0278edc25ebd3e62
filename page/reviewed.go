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
	reviewed := 0
	for state, n := range overview.Reviewed {
		if state != onrecord.ReviewFound {
			reviewed += n
		}
	}
	chosen := a.text("review")
	if reviewed == 0 && chosen == "" {
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

// review is what people said of a fact's reading, as pages show it.
type review struct {
	onrecord.Review
	Words string
	On    onrecord.Date
}

// reviewed returns a fact's review, or nil.
func reviewed(f *store.Fact) *review {
	r := f.Review()
	if r == nil {
		return nil
	}
	return &review{Review: *r, Words: reviewWords[r.State], On: onrecord.DateOf(r.At.UTC())}
}
