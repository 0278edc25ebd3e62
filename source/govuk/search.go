package govuk

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/day"
	"github.com/onrecord/onrecord/source/html"
	"github.com/onrecord/onrecord/source/jsonfield"
	"github.com/onrecord/onrecord/source/limit"
)

// result is one result of the Search API.
type result struct {
	Title         jsonfield.Text                     `json:"title"`
	Link          jsonfield.Text                     `json:"link"`
	Description   jsonfield.Text                     `json:"description"`
	Summary       jsonfield.Text                     `json:"summary"`
	Timestamp     jsonfield.Text                     `json:"public_timestamp"`
	Organisations jsonfield.List[searchOrganisation] `json:"organisations"`
}

type searchOrganisation struct {
	Title jsonfield.Text `json:"title"`
}

func readResults(data []byte) (drafts []onrecord.Draft, problems []onrecord.Problem) {
	err := jsonfield.Each(data, func(i int, raw json.RawMessage) bool {
		place := fmt.Sprintf("result %d", i+1)
		if limit.Full(drafts, problems) {
			problems = append(problems, limit.Reached(place))
			return false
		}
		var r result
		if err := json.Unmarshal(raw, &r); err != nil {
			problems = append(problems, onrecord.Problem{Place: place, Reason: fmt.Sprintf("%v: the result is not an object", onrecord.ErrInvalid)})
			return true
		}
		d, reason := r.draft(place)
		if reason != "" {
			problems = append(problems, onrecord.Problem{Place: place, Reason: reason})
		}
		if d.Title != "" {
			drafts = append(drafts, d)
		}
		return true
	})
	if err != nil {
		problems = append(problems, onrecord.Problem{Reason: fmt.Sprintf("%v: \"results\" is not a list", onrecord.ErrInvalid)})
	}
	return drafts, problems
}

// draft returns the draft of a result, and a reason where part of it could
// not be read; without a title there is no draft.
func (r result) draft(place string) (d onrecord.Draft, reason string) {
	d = onrecord.Draft{Title: html.Text(string(r.Title)), Summary: html.Text(string(r.Description)), URL: address(string(r.Link)), Place: place, Excerpt: true}
	if d.Summary == "" {
		d.Summary = html.Text(string(r.Summary))
	}
	for _, o := range r.Organisations {
		if o.Title != "" {
			d.IssuedBy = append(d.IssuedBy, string(o.Title))
		}
	}
	if d.Title == "" {
		return onrecord.Draft{}, "the result has no title"
	}
	if r.Timestamp == "" {
		return d, ""
	}
	on, ok := day.In(string(r.Timestamp), day.London)
	if !ok {
		return d, fmt.Sprintf("its public_timestamp %.60q is no time: the release has no day", string(r.Timestamp))
	}
	d.IssuedOn = on
	return d, ""
}

// address returns the full address of a path on GOV.UK, "" for "".
func address(link string) string {
	link = strings.TrimSpace(link)
	switch {
	case link == "", strings.HasPrefix(link, "http://"), strings.HasPrefix(link, "https://"):
		return link
	case strings.HasPrefix(link, "/"):
		return site + link
	}
	return site + "/" + link
}
