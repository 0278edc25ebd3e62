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

// optionRow is one value of a field of a form that is chosen from a list.
type optionRow struct{ Key, Words string }

// reviewOptions are what the filter of every list offers, the usual first.
var reviewOptions = func() []optionRow {
	out := []optionRow{{"", "All but rejected"}}
	for _, s := range onrecord.ReviewStates {
		out = append(out, optionRow{string(s), reviewWords[s]})
	}
	return append(out, optionRow{allStates, "All, with those rejected"})
}()

// reviewStates counts what a list has by what people said of it, where they
// said anything of any fact: count gives the number in the states asked for.
func (p *site) reviewStates(r *http.Request, path string, a *asked, count func([]onrecord.ReviewState) (int, error)) ([]choice, error) {
	overview, err := p.store.Overview(r.Context())
	if err != nil {
		return nil, err
	}
	chosen := a.text("review")
	if spokenOf(overview) == nil && chosen == "" {
		return nil, nil
	}
	kept, err := count(nil) // all but rejected
	if err != nil {
		return nil, err
	}
	counts := map[onrecord.ReviewState]int{"": kept, onrecord.ReviewFound: kept}
	for _, s := range onrecord.ReviewStates {
		if s == onrecord.ReviewFound || overview.Reviewed[s] == 0 {
			continue // found is what the others leave, which are few, and the record may have none
		}
		if counts[s], err = count([]onrecord.ReviewState{s}); err != nil {
			return nil, err
		}
		if s != onrecord.ReviewRejected {
			counts[onrecord.ReviewFound] -= counts[s]
		}
	}
	var out []choice
	for _, o := range reviewOptions {
		if o.Key != allStates {
			out = append(out, choice{Label: o.Words, N: counts[onrecord.ReviewState(o.Key)], Chosen: chosen == o.Key, Address: address(path, a.values, "review", o.Key, "cursor", "")})
		}
	}
	return out, nil
}

// countFacts counts the facts of a request in states of review: in its order, whose head is remembered with how many there are.
func (p *site) countFacts(r *http.Request, request store.FactRequest) func([]onrecord.ReviewState) (int, error) {
	request.Cursor, request.Limit = "", 1
	return func(states []onrecord.ReviewState) (int, error) {
		request.Reviews = states
		page, err := p.store.Facts(r.Context(), request)
		return page.Total, err
	}
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
