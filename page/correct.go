package page

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/review"
	"github.com/onrecord/onrecord/store"
)

// reviewing is what a fact's page offers an editor.
type reviewing struct {
	Here string
	Log  []logRow // what people said of the reading, newest first
	// May says that whoever looks may review it.
	May bool
}

// reviewing fills in what people said of how the fact was read.
func (p *site) reviewing(r *http.Request, d *factData) error {
	page, err := p.store.Statements(r.Context(), store.StatementRequest{About: d.ID, Limit: 50,
		Kinds: []onrecord.StatementKind{onrecord.StatementConfirm, onrecord.StatementReject, onrecord.StatementCorrect}})
	if err != nil {
		return err
	}
	d.Reviewing = &reviewing{Here: "/facts/" + d.ID, May: visitorOf(r).Editor != ""}
	for _, s := range page.Statements {
		d.Reviewing.Log = append(d.Reviewing.Log, logRow{Statement: s, Did: saidWords[s.Kind].did, On: onrecord.DateOf(s.At.UTC())})
	}
	return nil
}

// correctData is the form that corrects a fact.
type correctData struct {
	row
	Kind    kindWords
	Fields  []correctField
	Text    correctField // the fact's words
	Note    string
	To      string
	Problem string
}

// correctField is a field with its value, and the value that was read where
// that is another.
type correctField struct {
	Name, Label, Hint, Value, Was string
	Choices                       []string
}

// correctLabels name the fields as the pages do.
var correctLabels = map[string][2]string{
	"speaker": {"Speaker", ""}, "role": {"Post, as printed", ""}, "post": {"Post, in one form", ""}, "body": {"Of which body", ""},
	"from": {"From", "2025-02-14, or nothing for an open end; of a relation: names, parted by semicolons"}, "to": {"To", "2025-02-14, or nothing for an open end; of a relation: a name"}, "bound": {"Bound", ""},
	"kind": {"Kind", ""}, "value": {"Value", "in whole units: 13000000"}, "value_to": {"Up to", "the upper end of a range, or nothing"}, "unit": {"Unit", "a currency as ISO 4217 has it: GBP"},
	"qualifier": {"How exactly", ""}, "change": {"Change", ""}, "was": {"Before", "the value before, or nothing"}, "of": {"Of what", ""}, "part_of": {"Part of", "the value that it is part of, or nothing"}, "per": {"Per", "year, month, person"}, "place": {"Where", ""},
	"actor": {"Who", ""}, "action": {"What is to be done", ""}, "due_from": {"Due from", "2025-02-14, or nothing"}, "due_to": {"Due by", "2025-02-14, or nothing"}, "strength": {"Strength", ""}, "lacks": {"Missing to check it", "owner; measure; date"},
	"aliases": {"Also as", "parted by semicolons"}, "roles": {"Posts, as printed", "parted by semicolons"},
	"type": {"Relation", ""}, "amount": {"Sum", "in whole units, or nothing"},
	onrecord.FieldWords: {"The words", "as they stand in the release: cut them shorter or longer, the text itself stays as it is"},
}

func (p *site) correctForm(r *http.Request) (view, error) {
	f, err := p.store.Fact(r.Context(), r.PathValue("id"))
	if err != nil {
		return view{}, err
	}
	return p.correctView(f, localPath(r.URL.Query().Get("back"), "/facts/"+f.ID), nil), nil
}

// correctView shows the form, filled in as it was given where it was.
func (p *site) correctView(f store.Fact, to string, given map[string]string) view {
	d := &correctData{row: p.row(f), Kind: kindOf(f.Kind).kindWords, To: to}
	was := map[string]string{}
	if r := f.Review(); r != nil {
		for _, c := range r.Corrections {
			was[c.Field] = c.Was
		}
	}
	field := func(name, value string, choices []string) correctField {
		words := correctLabels[name]
		out := correctField{Name: name, Label: words[0], Hint: words[1], Value: value, Choices: choices}
		if read, corrected := was[name]; corrected {
			out.Was = read
			if read == "" {
				out.Was = "nothing"
			}
		}
		if typed, ok := given[name]; ok {
			out.Value = typed
		}
		return out
	}
	for _, x := range f.Fields() {
		d.Fields = append(d.Fields, field(x.Name, x.Value(), x.Choices))
	}
	d.Text = field(onrecord.FieldWords, d.Words.Text, nil)
	d.Note = given["note"]
	return view{Template: "correct", Title: "Correct a " + d.Kind.One, About: "Another reading of the same words.", Data: d}
}

// corrected answers the form: what differs from what was read is the
// correction.
func (p *site) corrected(r *http.Request, by string) (string, *view, error) {
	f, err := p.store.Fact(r.Context(), r.PathValue("id"))
	if err != nil {
		return "", nil, err
	}
	given := map[string]string{}
	for _, x := range append(f.Fields(), onrecord.Field{Name: onrecord.FieldWords}) {
		if values, sent := r.PostForm[x.Name]; sent && len(values) > 0 {
			given[x.Name] = strings.ReplaceAll(strings.TrimSpace(values[0]), "\r\n", "\n")
		}
	}
	to := localPath(r.PostForm.Get("back"), "/facts/"+f.ID)
	say := onrecord.Statement{Kind: onrecord.StatementCorrect, By: by, Note: r.PostForm.Get("note"), Corrections: review.Changed(&f, given)}
	kept, err := p.keep(r, say, f.ID)
	if errors.Is(err, onrecord.ErrInvalid) {
		given["note"] = say.Note
		v := p.correctView(f, to, given)
		v.Status = http.StatusUnprocessableEntity
		d := v.Data.(*correctData)
		if d.Problem = reasonOf(err); len(say.Corrections) == 0 {
			d.Problem = "Nothing differs from what was read: change a field, or confirm the fact as it was read."
		}
		return "", &v, nil
	}
	if err != nil {
		return "", nil, err
	}
	return with(to, kept), nil, nil
}

// scaleChoice is a scale with its words, for the form of a verdict.
type scaleChoice struct {
	Scale onrecord.Scale
	Title string
	Words []string
}

func scaleChoices() (out []scaleChoice) {
	for _, s := range onrecord.Scales {
		out = append(out, scaleChoice{s, s.Title(), s.Words()})
	}
	return out
}

// judged answers the form of a verdict, or of withdrawing one.
func (p *site) judged(r *http.Request, by string) (string, *view, error) {
	to, err := p.judgedBy(r, by)
	if !errors.Is(err, onrecord.ErrInvalid) || r.PostForm.Get("withdraw") != "" {
		return to, nil, err
	}
	v, shown := p.fact(r) // with what was typed
	if d, is := v.Data.(factData); shown == nil && is && d.Verdicts != nil {
		d.Verdicts.Typed = typedVerdict{reasonOf(err), r.PostForm.Get("verdict"), r.PostForm.Get("note"), r.PostForm.Get("evidence")}
		v.Status = http.StatusUnprocessableEntity
		return "", &v, nil
	}
	return "", nil, err
}

// judgedBy keeps the verdict of the form, and returns where it is seen.
func (p *site) judgedBy(r *http.Request, by string) (string, error) {
	id, f := r.PathValue("id"), r.PostForm
	say := onrecord.Statement{Kind: onrecord.StatementVerdict, Subject: id, By: by, Note: f.Get("note"), At: p.now()}
	if f.Get("withdraw") == "" {
		scale, word, given := strings.Cut(f.Get("verdict"), ":")
		if !given {
			return "", fmt.Errorf("%w: choose the word of your verdict first", onrecord.ErrInvalid)
		}
		say.Scale, say.Words = onrecord.Scale(scale), word
		for line := range strings.Lines(f.Get("evidence")) {
			if line = p.evidenceOf(strings.TrimSpace(line)); line != "" && !slices.Contains(say.Evidence, line) {
				say.Evidence = append(say.Evidence, line)
			}
		}
	}
	kept, err := p.store.State(r.Context(), say)
	if err != nil {
		return "", err
	}
	return with("/facts/"+id, kept) + "#verdicts", nil
}

// evidenceOf takes an address of this record for the id that it holds.
func (p *site) evidenceOf(line string) string {
	for _, kind := range []string{"/facts/", "/releases/"} {
		local := strings.TrimPrefix(line, p.options.BaseURL)
		if id, ok := strings.CutPrefix(local, kind); ok {
			id, _, _ = strings.Cut(id, "?")
			id, _, _ = strings.Cut(id, "#")
			if onrecord.IsID(id) {
				return id
			}
		}
	}
	return line
}

// namesSaid answers the forms that merge names, keep them apart, and rename.
func (p *site) namesSaid(r *http.Request, by string) (string, *view, error) {
	id, f := r.PathValue("id"), r.PostForm
	say := onrecord.Statement{Kind: onrecord.StatementKind(f.Get("say")), Subject: id, By: by, Note: f.Get("note"), At: p.now()}
	switch say.Kind {
	case onrecord.StatementMerge, onrecord.StatementSplit:
		other, err := p.nameTyped(r, id, strings.TrimSpace(f.Get("object")))
		if err != nil {
			return "", nil, err
		}
		say.Object = other
	case onrecord.StatementRename:
		say.Words = f.Get("words")
	default:
		return "", nil, fmt.Errorf("%w: say whether to merge, to keep apart or to rename", onrecord.ErrInvalid)
	}
	kept, err := p.store.State(r.Context(), say)
	if err != nil {
		return "", nil, err
	}
	n, err := p.store.Name(r.Context(), id)
	if err != nil {
		return "", nil, err
	}
	return with(localPath(f.Get("back"), nameAddress(n.Kind, n.ID)), kept), nil, nil
}

// nameTyped returns the id of the one name, of the same kind, that an id, an
// address of this record or words name.
func (p *site) nameTyped(r *http.Request, of, typed string) (string, error) {
	for _, path := range []string{"/names/", "/people/"} {
		if _, id, found := strings.Cut(typed, path); found {
			typed = id
		}
	}
	if onrecord.IsID(typed) {
		return typed, nil
	}
	if typed == "" {
		return "", fmt.Errorf("%w: name the other name first", onrecord.ErrInvalid)
	}
	n, err := p.store.Name(r.Context(), of)
	if err != nil {
		return "", err
	}
	page, err := p.store.Names(r.Context(), store.NameRequest{Kind: n.Kind, Text: typed, Limit: 100})
	if err != nil {
		return "", err
	}
	var same []string
	for _, other := range page.Names {
		if other.ID != n.ID && slices.ContainsFunc(append(other.Aliases, other.Text), func(form string) bool { return strings.EqualFold(form, typed) }) {
			same = append(same, other.ID)
		}
	}
	if len(same) != 1 {
		return "", fmt.Errorf("%w: %s in this record that is a %s has the name “%s” in full; open its page and give its address", onrecord.ErrInvalid, map[bool]string{true: "nothing", false: "more than one thing"}[len(same) == 0], n.Kind, cut(100, typed))
	}
	return same[0], nil
}

// mergingData is the list of names that may be one.
type mergingData struct {
	Rows        []mergingRow
	Total       int
	Here        string
	Next, First string
	Problems    []string
}

// mergingRow is a thing with what it may be the same as.
type mergingRow struct {
	store.Named
	Address string
	Fits    []mergingFit
	More    int // that it may be besides: its own page has them
}

// mostFits is how many a name's row shows: a surname alone may be that of fifty people.
const mostFits = 5

type mergingFit struct {
	store.NameRef
	Address string
}

// merging is the page of names that may be one and were left apart.
func (p *site) merging(r *http.Request) (view, error) {
	a := ask(r)
	d := &mergingData{Here: address("/review/names", a.values, "said", "")}
	v := view{Template: "merging", Title: "Names that may be one", About: "Names that fit each other, and what was missing to say that they are one.", Data: d}
	cursor := a.cursor()
	if !a.sane() {
		d.Problems, v.Status = a.problems, http.StatusBadRequest
		return v, nil
	}
	page, err := p.store.Names(r.Context(), store.NameRequest{Any: true, Unsettled: true, Cursor: cursor, Limit: 25})
	if err != nil {
		return view{}, err
	}
	d.Total = page.Total
	if page.Next != "" {
		d.Next = address("/review/names", nil, "cursor", page.Next)
	}
	if cursor != "" {
		d.First = "/review/names"
	}
	for _, n := range page.Names {
		row := mergingRow{Named: n, Address: nameAddress(n.Kind, n.ID)}
		row.More = max(0, len(n.Fits)-mostFits)
		for _, f := range n.Fits[:len(n.Fits)-row.More] {
			row.Fits = append(row.Fits, mergingFit{f, nameAddress(f.Kind, f.ID)})
		}
		d.Rows = append(d.Rows, row)
	}
	return v, nil
}
