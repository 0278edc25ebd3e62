package review

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/store"
)

// Request asks for one page of the queue.
type Request struct {
	Kind onrecord.FactKind
	// Reviews are the states to list; empty is found alone.
	Reviews []onrecord.ReviewState
	// Rule restricts to facts that the rule of that name reads today. The
	// queue is then read until a page is full or mostRead facts were read, so
	// that a page may hold fewer, or none, and still have a next one.
	Rule string
	// Release, Issuer and Text restrict as in store.FactRequest.
	Release, Issuer, Text string
	Limit                 int // 1 to 100; 0 is 25
	Cursor                string
}

// mostRead is how many facts are read for one page of one rule.
const mostRead = 400

// Page is one page of the queue.
type Page struct {
	// Items stand by how many doubts their readings leave, most first; those
	// that leave as many, within the page, by how often their rules were wrong;
	// then newest first.
	Items []Item
	// Total counts the queue, whatever the rule asked for.
	Total int
	Next  string
	// Rules counts the rules that read the items, by name.
	Rules []RuleCount
}

// RuleCount is how many items of a page a rule read.
type RuleCount struct {
	Rule, Says string
	Items      int
	store.RuleReview
}

// Item is one fact of the queue.
type Item struct {
	store.Fact
	// Rule is the rule that reads the fact today, without a name where none
	// does.
	Rule onrecord.Reason
	// History counts what people said of facts that the rule had read.
	History store.RuleReview
}

// Least is how many facts of a rule must have been reviewed before what was
// said of them counts against others.
const Least = 3

// Why are the reasons to look at the fact, as sentences without a full stop,
// in order of weight. It is empty where there is none.
func (i *Item) Why() (out []string) {
	for _, d := range i.Doubts() {
		out = append(out, d.Says())
	}
	if i.Rule.Rule == "" {
		out = append(out, "the rules of this version read it no more")
	}
	if i.share() > 0 {
		out = append(out, fmt.Sprintf("of %d facts reviewed that the same rule read, %d were corrected or rejected", i.History.Reviewed(), i.History.Wrong()))
	}
	return out
}

// share is how many of a hundred facts of the rule were wrong, 0 where too few
// were reviewed to tell.
func (i *Item) share() int {
	if i.History.Reviewed() < Least {
		return 0
	}
	return 100 * i.History.Wrong() / i.History.Reviewed()
}

func (i *Item) level() int { return min(len(i.Doubts()), store.MaxDoubts) }

// Queue returns one page of the queue. Errors are the store's. See Memory for who asks often.
func Queue(ctx context.Context, s store.Reader, r Request) (Page, error) {
	return queue(ctx, s, r, nil)
}

func queue(ctx context.Context, s store.Reader, r Request, memory *recalled) (Page, error) {
	if r.Limit == 0 {
		r.Limit = 25
	}
	histories, err := historiesOf(ctx, s, r.Kind)
	if err != nil {
		return Page{}, err
	}
	request := store.FactRequest{Kind: r.Kind, Reviews: r.Reviews, Order: store.FactDoubtful, Release: r.Release, Issuer: r.Issuer, Text: r.Text, Limit: r.Limit, Cursor: r.Cursor}
	if len(r.Reviews) == 0 {
		request.Reviews = []onrecord.ReviewState{onrecord.ReviewFound}
	}
	if r.Rule != "" {
		request.Limit = 100
	}
	var page Page
	for read := 0; ; {
		facts, err := s.Facts(ctx, request)
		if err != nil {
			return Page{}, err
		}
		items, err := explained(ctx, s, facts.Facts, memory)
		if err != nil {
			return Page{}, err
		}
		for _, item := range items {
			if r.Rule == "" || item.Rule.Rule == r.Rule {
				item.History = histories[item.Rule.Rule]
				page.Items = append(page.Items, item)
			}
		}
		page.Total, page.Next, request.Cursor = facts.Total, facts.Next, facts.Next
		read += len(facts.Facts)
		if r.Rule == "" || facts.Next == "" || len(page.Items) >= r.Limit || read >= mostRead {
			break
		}
	}
	slices.SortStableFunc(page.Items, func(a, b Item) int {
		return cmp.Or(b.level()-a.level(), b.share()-a.share())
	})
	page.countRules()
	return page, nil
}

func (p *Page) countRules() {
	for i := range p.Items {
		item := &p.Items[i]
		if item.Rule.Rule == "" {
			continue
		}
		at := slices.IndexFunc(p.Rules, func(c RuleCount) bool { return c.Rule == item.Rule.Rule })
		if at < 0 {
			at = len(p.Rules)
			p.Rules = append(p.Rules, RuleCount{Rule: item.Rule.Rule, Says: item.Rule.Says, RuleReview: item.History})
		}
		p.Rules[at].Items++
	}
	slices.SortFunc(p.Rules, func(a, b RuleCount) int { return cmp.Compare(a.Rule, b.Rule) })
}

func historiesOf(ctx context.Context, s store.Reader, kind onrecord.FactKind) (map[string]store.RuleReview, error) {
	list, err := s.RuleReviews(ctx)
	out := map[string]store.RuleReview{}
	for _, h := range list {
		if h.Kind == kind {
			out[h.Rule] = h
		}
	}
	return out, err
}

// reasons are why the facts of a release are read today, by their ids.
type reasons map[string]onrecord.Reason

// explained reads the facts' releases again for the rules that read them, those that are not remembered.
func explained(ctx context.Context, s store.Reader, facts []store.Fact, memory *recalled) ([]Item, error) {
	of := map[string]reasons{} // by release
	var missing []string
	for i := range facts {
		id := facts[i].Release.ID
		if of[id] != nil || slices.Contains(missing, id) {
			continue
		}
		if of[id] = memory.reasons(id); of[id] == nil {
			missing = append(missing, id)
		}
	}
	var records []onrecord.Record
	if len(missing) > 0 {
		var err error
		if records, err = s.Releases(ctx, missing...); err != nil {
			return nil, err
		}
	}
	for i := range records {
		id := records[i].ID
		of[id] = reasonsOf(&records[i].Release)
		memory.keep(id, of[id])
	}
	out := make([]Item, len(facts))
	for i, f := range facts {
		out[i] = Item{Fact: f, Rule: of[f.Release.ID][f.ID]}
	}
	return out, nil
}

func reasonsOf(r *onrecord.Release) reasons {
	_, e := fact.Explain(r)
	out := make(reasons, len(e.Made))
	for _, m := range e.Made {
		out[m.Fact] = m
	}
	return out
}
