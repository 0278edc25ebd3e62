package page

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/review"
	"github.com/onrecord/onrecord/store"
)

// queueData is the editor's queue.
type queueData struct {
	Path     string
	Kind     kindWords
	Kinds    []choice
	States   []choice
	Values   map[string]string
	Filtered bool
	Items    []queueItem
	Rules    []ruleRow
	Release  *onrecord.Release // the one that all are of, or nil
	Total    int
	Unsorted int    // names that may be one
	Here     string // the address to come back to
	All      string // the same with all chosen
	Next     string
	First    string
	Clear    string
	Problems []string
}

// queueItem is one fact to look at.
type queueItem struct {
	row
	Why    []string
	Fields []field
	Chosen bool
	Rule   string
	Says   string
	// Only is the queue of this release, and Same that of this rule.
	Only, Same string
}

type ruleRow struct {
	review.RuleCount
	Address, Choose string
	Chosen          bool
}

// said is what was just said, to be undone.
type said struct {
	Statements []onrecord.Statement
	Words      string
	Here       string
}

// maxQueue is how many facts a page of the queue holds.
const maxQueue = 20

// queue is the page of facts to look at, the least certain first.
func (p *site) queue(r *http.Request) (view, error) {
	a := ask(r)
	d := &queueData{Path: "/review", Values: map[string]string{}, Here: address("/review", a.values, "said", "", "choose", "")}
	request := d.request(a)
	v := view{Template: "queue", Title: "Review", About: "Facts to look at, the least certain first.", Data: d}
	if !a.sane() {
		d.Problems, v.Status = a.problems, http.StatusBadRequest
		return v, nil
	}
	page, err := p.reasons.Queue(r.Context(), p.store, request)
	if err != nil {
		return view{}, err
	}
	d.Total = page.Total
	if page.Next != "" {
		d.Next = address(d.Path, a.values, "cursor", page.Next, "said", "", "choose", "")
	}
	if request.Cursor != "" {
		d.First = address(d.Path, a.values, "cursor", "", "said", "", "choose", "")
	}
	d.fill(p, a, page)
	return v, p.beside(r, d, a, request)
}

// request reads what the queue is asked for.
func (d *queueData) request(a *asked) review.Request {
	var names []string
	for _, k := range queueKinds {
		names = append(names, string(k))
	}
	kind := a.choice("kind", names...)
	d.Kind = kindOf(onrecord.FactKind(kind)).kindWords
	for _, name := range []string{"kind", "words", "issuer", "rule", "release", "review"} {
		if v := a.text(name); v != "" {
			d.Values[name] = v
			d.Filtered = d.Filtered || name != "kind" && name != "review"
		}
	}
	d.Clear = address(d.Path, nil, "kind", a.text("kind"))
	states := []string{string(onrecord.ReviewFound)}
	for _, s := range onrecord.ReviewStates {
		states = append(states, string(s))
	}
	return review.Request{
		Kind: onrecord.FactKind(kind), Reviews: []onrecord.ReviewState{onrecord.ReviewState(a.choice("review", states...))},
		Rule: a.text("rule"), Release: a.text("release"), Issuer: a.text("issuer"), Text: a.text("words"), Cursor: a.cursor(), Limit: maxQueue,
	}
}

// queueKinds are the kinds of fact in the order in which an editor most likely
// wants them: what is promised first.
var queueKinds = []onrecord.FactKind{onrecord.KindCommitment, onrecord.KindFigure, onrecord.KindQuote, onrecord.KindName, onrecord.KindRelation, onrecord.KindDate}

// fill shows the items and the rules that read them.
func (d *queueData) fill(p *site, a *asked, page review.Page) {
	choose := a.text("choose")
	d.All = address(d.Path, a.values, "choose", allStates, "said", "") + "#queue"
	for i := range page.Items {
		item := &page.Items[i]
		q := queueItem{row: p.row(item.Fact), Why: item.Why(), Rule: item.Rule.Rule, Says: upperFirst(item.Rule.Says)}
		q.Fields = kindOf(item.Kind).fields(p.writing, q.row)
		q.Chosen = choose == allStates || choose != "" && choose == item.Rule.Rule
		q.Only = address(d.Path, nil, "kind", string(item.Kind), "release", item.Release.ID)
		if q.Rule != "" {
			q.Same = address(d.Path, nil, "kind", string(item.Kind), "rule", q.Rule)
		}
		if d.Values["release"] != "" {
			d.Release = &item.Release
		}
		d.Items = append(d.Items, q)
	}
	for _, c := range page.Rules {
		d.Rules = append(d.Rules, ruleRow{RuleCount: c, Chosen: a.text("rule") == c.Rule, Address: address(d.Path, a.values, "rule", c.Rule, "cursor", "", "said", "", "choose", ""), Choose: address(d.Path, a.values, "choose", c.Rule, "said", "") + "#queue"})
	}
}

// beside counts the kinds and states beside the one that is shown.
func (p *site) beside(r *http.Request, d *queueData, a *asked, request review.Request) error {
	count := func(kind onrecord.FactKind, state onrecord.ReviewState) (int, error) {
		page, err := p.store.Facts(r.Context(), store.FactRequest{Kind: kind, Reviews: []onrecord.ReviewState{state}, Release: request.Release, Issuer: request.Issuer, Text: request.Text, Limit: 1})
		return page.Total, err
	}
	for _, kind := range queueKinds {
		n, err := count(kind, request.Reviews[0])
		if err != nil {
			return err
		}
		d.Kinds = append(d.Kinds, choice{Label: upperFirst(kindOf(kind).Many), N: n, Chosen: kind == request.Kind, Address: address(d.Path, a.values, "kind", string(kind), "rule", "", "cursor", "", "said", "", "choose", "")})
	}
	for _, state := range onrecord.ReviewStates {
		n, err := count(request.Kind, state)
		if err != nil {
			return err
		}
		d.States = append(d.States, choice{Label: reviewWords[state], N: n, Chosen: state == request.Reviews[0], Address: address(d.Path, a.values, "review", string(state), "cursor", "", "said", "", "choose", "")})
	}
	names, err := p.store.Names(r.Context(), store.NameRequest{Any: true, Unsettled: true, Limit: 1})
	d.Unsorted = names.Total
	return err
}

// maxChosen bounds how many facts can be spoken of at once.
const maxChosen = 100

// reviewed answers the form of the queue, and of a fact's page: it confirms or
// rejects what was chosen.
func (p *site) reviewed(r *http.Request, by string) (string, *view, error) {
	f := r.PostForm
	say, facts := f.Get("say"), f["fact"]
	if one := f.Get("one"); one != "" { // a button of one fact, whatever is chosen
		var id string
		say, id, _ = strings.Cut(one, ":")
		facts = []string{id}
	}
	kind := onrecord.StatementKind(say)
	switch {
	case kind != onrecord.StatementConfirm && kind != onrecord.StatementReject:
		return "", nil, fmt.Errorf("%w: say whether to confirm or to reject", onrecord.ErrInvalid)
	case len(facts) == 0:
		return "", nil, fmt.Errorf("%w: choose at least one fact first", onrecord.ErrInvalid)
	case len(facts) > maxChosen:
		return "", nil, fmt.Errorf("%w: at most %d facts can be spoken of at once", onrecord.ErrInvalid, maxChosen)
	}
	kept, err := p.keep(r, onrecord.Statement{Kind: kind, By: by, Note: f.Get("note")}, facts...)
	if err != nil {
		return "", nil, err
	}
	return with(localPath(f.Get("back"), "/review"), kept), nil, nil
}

// keep has the store keep what is said of facts.
func (p *site) keep(r *http.Request, say onrecord.Statement, facts ...string) ([]onrecord.Statement, error) {
	statements, err := review.Said(r.Context(), p.store, say, facts...)
	if err != nil {
		return nil, err
	}
	return p.store.State(r.Context(), statements...)
}

// justSaid reads what an address says was just said, where whoever looks can
// undo it; nil where there is nothing. Ids that stand there of old are passed
// over.
func (p *site) justSaid(r *http.Request) (*said, error) {
	ids, by := r.URL.Query()["said"], visitorOf(r).Editor
	if len(ids) == 0 || len(ids) > maxChosen || by == "" {
		return nil, nil
	}
	out := &said{Here: address(r.URL.Path, r.URL.Query(), "said", "")}
	recent, err := p.store.Statements(r.Context(), store.StatementRequest{By: by, Limit: 100})
	if err != nil {
		return nil, err
	}
	kinds := map[onrecord.StatementKind]int{}
	for _, s := range recent.Statements {
		if slices.Contains(ids, s.ID) && !s.Undone {
			out.Statements = append(out.Statements, s)
			kinds[s.Kind]++
		}
	}
	if len(out.Statements) == 0 {
		return nil, nil
	}
	var words []string
	for _, k := range onrecord.StatementKinds {
		if kinds[k] > 0 {
			words = append(words, p.writing.plural(kinds[k], saidWords[k].one, saidWords[k].many))
		}
	}
	out.Words = "Kept: " + strings.Join(words, ", ") + "."
	return out, nil
}

var saidWords = map[onrecord.StatementKind]struct{ did, one, many string }{
	onrecord.StatementConfirm: {"confirmed", "fact confirmed", "facts confirmed"},
	onrecord.StatementReject:  {"rejected", "fact rejected", "facts rejected"},
	onrecord.StatementCorrect: {"corrected", "fact corrected", "facts corrected"},
	onrecord.StatementVerdict: {"gave a verdict on", "verdict", "verdicts"},
	onrecord.StatementMerge:   {"merged", "name merged", "names merged"},
	onrecord.StatementSplit:   {"split", "name kept apart", "names kept apart"},
	onrecord.StatementRename:  {"renamed", "name renamed", "names renamed"},
	onrecord.StatementUndo:    {"undid", "statement undone", "statements undone"},
}

// undone answers the forms that undo statements.
func (p *site) undone(r *http.Request, by string) (string, *view, error) {
	ids := r.PostForm["statement"]
	if len(ids) == 0 || len(ids) > maxChosen {
		return "", nil, fmt.Errorf("%w: choose from one to %d statements to undo", onrecord.ErrInvalid, maxChosen)
	}
	var undos []onrecord.Statement
	for _, id := range ids {
		undos = append(undos, onrecord.Statement{Kind: onrecord.StatementUndo, Subject: id, By: by, Note: r.PostForm.Get("note"), At: p.now()})
	}
	kept, err := p.store.State(r.Context(), undos...)
	if err != nil {
		return "", nil, err
	}
	return with(localPath(r.PostForm.Get("back"), "/review/log"), kept), nil, nil
}
