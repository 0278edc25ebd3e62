package page

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// sumAsked is a query's sum of money, typed as words ("£40 million"), asked for as the sum that it is: the words may
// stand apart in a text, and another text may print the sum otherwise.
type sumAsked struct {
	Words, Query, Address string
	Total                 int  // releases that name it
	Any                   bool // in any currency: a dollar sign is that of several
}

// sumTyped is a sum as people type it.
var sumTyped = regexp.MustCompile(`(?i)(?:^|[\s(])([£$€]\s?\d[\d,]*(?:\.\d+)?\s?(?:k|mn?|bn|tn|thousand|million|billion|trillion)?)(?:[\s)]|$)`)

// shortScales are the words for thousands as the query language has them.
var shortScales = strings.NewReplacer(" ", "", ",", "", "thousand", "k", "million", "m", "mn", "m", "billion", "bn", "trillion", "tn")

// sum returns the sum that stands in a query, nil where there is none or no release names it.
func (d *searchData) sum(ctx context.Context, s store.Reader) (*sumAsked, error) {
	at := sumTyped.FindStringSubmatchIndex(d.Query)
	if at == nil || strings.Count(d.Query[:at[2]], `"`)%2 == 1 {
		return nil, nil
	}
	words := strings.TrimSpace(d.Query[at[2]:at[3]])
	sum, any := strings.CutPrefix(shortScales.Replace(strings.ToLower(words)), "$")
	query := d.Query[:at[2]] + "money:" + sum + d.Query[at[2]+len(words):]
	node, err := search.Parse(query)
	if err != nil || !demands(node) {
		return nil, nil // what was typed is answered as words
	}
	found, err := s.Search(ctx, store.Request{Query: node, Limit: 1})
	if err != nil || found.Total == 0 {
		return nil, err
	}
	return &sumAsked{Words: words, Query: query, Address: d.address(query, d.Order, ""), Total: found.Total, Any: any}, nil
}

// demands reports whether all that a query finds names a sum of money: of one that may be missing ("£40 million OR
// harbour") or must be ("NOT £40 million") can't be said how many releases name it.
func demands(n search.Node) bool {
	switch n := n.(type) {
	case search.Amount:
		return true
	case search.And:
		return slices.ContainsFunc(n.Of, demands)
	}
	return false
}
