package onrecord_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
)

const reviewText = "The Board will mend the pier for £5 million by May 2025, said Ada Venn. The pier is old."

// oneOfEach is a fact of every kind in reviewText.
func oneOfEach() onrecord.Facts {
	head := func(words string) onrecord.Head {
		at := strings.Index(reviewText, words)
		return onrecord.Head{ID: onrecord.StableID(words), Span: onrecord.Span{Start: at, End: at + len(words)}, Text: words}
	}
	name := head("Ada Venn")
	return onrecord.Facts{
		Quotes:      []onrecord.Quote{{Head: head("The Board will mend the pier for £5 million by May 2025"), Speaker: "Ada Venn", Role: "Ports Minister", Post: "Ports Minister", Body: "Ports Office"}},
		Dates:       []onrecord.DateFact{{Head: head("by May 2025"), To: onrecord.MustDate("2025-05-31"), Bound: onrecord.BoundBy}},
		Figures:     []onrecord.Figure{{Head: head("£5 million"), Kind: onrecord.FigureMoney, Value: 5e6, Unit: "GBP", Qualifier: onrecord.QualifierExact}},
		Commitments: []onrecord.Commitment{{Head: head("will mend the pier"), Actor: "The Board", Strength: onrecord.StrengthWill, Lacks: []onrecord.Lack{onrecord.LackDate}}},
		Names:       []onrecord.Name{{ID: name.ID, Text: name.Text, Kind: onrecord.NamePerson, Aliases: []string{}, Spans: []onrecord.Pair{onrecord.Pair(name.Span)}}},
		Relations:   []onrecord.Relation{{Head: head("mend the pier for £5 million"), Type: onrecord.RelationFunds, To: "the pier"}},
	}
}

func TestCorrect(t *testing.T) {
	facts := oneOfEach()
	ids := map[string]string{"quote": facts.Quotes[0].ID, "date": facts.Dates[0].ID, "figure": facts.Figures[0].ID, "commitment": facts.Commitments[0].ID, "name": facts.Names[0].ID, "relation": facts.Relations[0].ID}
	for _, c := range []struct {
		of, field, value string
		was              string // "!" where it is refused
	}{
		{"quote", "speaker", "Bram Oake", "Ada Venn"}, {"quote", "speaker", "", "Ada Venn"}, {"quote", "role", "Mayor", "Ports Minister"},
		{"date", "bound", "on", "by"}, {"date", "bound", "about", "!"}, {"date", "to", "2025-04-30", "2025-05-31"}, {"date", "to", "", "!"}, {"date", "from", "2025-06-01", "!"}, {"date", "to", "May", "!"},
		{"figure", "value", "6000000", "5000000"}, {"figure", "value", "NaN", "!"}, {"figure", "value", "Inf", "!"}, {"figure", "value", "", "!"}, {"figure", "value_to", "7000000", ""},
		{"figure", "change", "up", ""}, {"figure", "kind", "count", "money"}, {"figure", "text", "£5", "£5 million"}, {"figure", "text", "for £5 million by", "£5 million"},
		{"figure", "text", "The pier is old.", "!"}, {"figure", "text", "£6 million", "!"}, {"figure", "text", "", "!"}, {"figure", "id", "x", "!"},
		{"commitment", "due_to", "2025-05-31", ""}, {"commitment", "lacks", "measure; owner", "date"}, {"commitment", "lacks", "money", "!"}, {"commitment", "strength", "target", "will"},
		{"name", "kind", "body", "person"}, {"name", "aliases", "A. Venn;  Venn ", ""}, {"name", "text", "Venn", "Ada Venn"},
		{"relation", "from", "The Board", ""}, {"relation", "amount", "5000000", ""}, {"relation", "type", "runs", "funds"},
	} {
		facts := oneOfEach()
		made, err := facts.Correct(reviewText, ids[c.of], []onrecord.Correction{{Field: c.field, Value: c.value}})
		if refused := errors.Is(err, onrecord.ErrInvalid); refused != (c.was == "!") || err != nil && !refused {
			t.Errorf("%s of a %s as %q: %v", c.field, c.of, c.value, err)
		}
		if err == nil && (len(made) != 1 || made[0].Was != c.was) {
			t.Errorf("%s of a %s as %q: %+v, want what was read: %q", c.field, c.of, c.value, made, c.was)
		}
	}
	if made, err := facts.Correct(reviewText, ids["figure"], []onrecord.Correction{{Field: "value", Value: "5000000"}}); err != nil || len(made) != 0 {
		t.Errorf("a correction that changes nothing: %v, %v", made, err)
	}
	if _, err := facts.Correct(reviewText, "0123456789abcdef", nil); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("a correction of nothing: %v", err)
	}
}

// TestCorrectSettles: what was read from a value that is corrected does not
// outlast it, and words that are cut anew stand in the text.
func TestCorrectSettles(t *testing.T) {
	facts := oneOfEach()
	correct := func(id, field, value string) {
		t.Helper()
		if _, err := facts.Correct(reviewText, id, []onrecord.Correction{{Field: field, Value: value}}); err != nil {
			t.Fatal(err)
		}
	}
	correct(facts.Quotes[0].ID, "role", "Mayor")
	if q := facts.Quotes[0]; q.Post != "" || q.Body != "" {
		t.Errorf("the post of the role that was read stands: %+v", q)
	}
	c := &facts.Commitments[0]
	correct(c.ID, "due_to", "2025-05-31")
	if len(c.Lacks) != 0 || c.Due == nil {
		t.Errorf("a commitment with a date lacks %v", c.Lacks)
	}
	correct(c.ID, "due_to", "")
	if len(c.Lacks) != 1 || c.Due != nil {
		t.Errorf("a commitment without a date lacks %v and is due %v", c.Lacks, c.Due)
	}
	correct(c.ID, "text", "mend the pier for £5 million")
	if c.Of(reviewText) != c.Text {
		t.Errorf("the words %q are not those at %v", c.Text, c.Span)
	}
	correct(facts.Names[0].ID, "text", "Venn. The pier")
	if n := facts.Names[0]; len(n.Spans) != 1 || onrecord.Span(n.Spans[0]).Of(reviewText) != n.Text {
		t.Errorf("the name stands at %v", n.Spans)
	}
}

func TestApplyReviews(t *testing.T) {
	facts := oneOfEach()
	at := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	said := map[string]onrecord.Statement{
		facts.Quotes[0].ID:  {ID: "1", Kind: onrecord.StatementReject, By: "Ida", At: at, Note: "no quote"},
		facts.Figures[0].ID: {ID: "2", Kind: onrecord.StatementCorrect, By: "Ida", At: at, Corrections: []onrecord.Correction{{Field: "value", Value: "6000000"}}},
		facts.Names[0].ID:   {ID: "3", Kind: onrecord.StatementConfirm, By: "Ida", At: at},
		facts.Dates[0].ID:   {ID: "4", Kind: onrecord.StatementVerdict, By: "Ida", At: at},
	}
	facts.ApplyReviews(reviewText, said)
	standing := facts.Standing()
	if len(standing.Quotes) != 0 || len(facts.Quotes) != 1 || len(standing.Names) != 1 {
		t.Errorf("%d quotes and %d names stand", len(standing.Quotes), len(standing.Names))
	}
	if facts.Dates[0].Review != nil || onrecord.StateOf(facts.Dates[0].Review) != onrecord.ReviewFound {
		t.Errorf("a verdict is taken for a review: %+v", facts.Dates[0].Review)
	}
	got, err := json.Marshal(facts.Figures[0])
	if err != nil {
		t.Fatal(err)
	}
	const want = `"review":{"state":"corrected","statement":"2","by":"Ida","at":"2025-03-01T12:00:00Z","corrections":[{"field":"value","value":"6000000","was":"5000000"}]},"kind":"money","value":6000000,`
	if !strings.Contains(string(got), want) {
		t.Errorf("in the record format: %s", got)
	}
	found := oneOfEach()
	if plain, _ := json.Marshal(found.Figures[0]); strings.Contains(string(plain), "review") {
		t.Errorf("a fact that nobody spoke of: %s", plain)
	}
}

func TestDoubts(t *testing.T) {
	facts := oneOfEach()
	for what, got := range map[string][]onrecord.Doubt{
		"quote": facts.Quotes[0].Doubts(), "date": facts.Dates[0].Doubts(), "figure": facts.Figures[0].Doubts(),
		"commitment": facts.Commitments[0].Doubts(), "name": facts.Names[0].Doubts(), "relation": facts.Relations[0].Doubts(),
	} {
		want := map[string]onrecord.Doubt{"quote": onrecord.DoubtCue, "figure": onrecord.DoubtMeasure, "commitment": onrecord.DoubtDate, "relation": onrecord.DoubtGiver}[what]
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || got[0] != want || got[0].Says() == string(want)) {
			t.Errorf("the doubts of a %s are %v, want %q", what, got, want)
		}
	}
}
