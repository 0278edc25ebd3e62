package api

import (
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/store"
)

// Annotation is a fact after the W3C Web Annotation Data Model
// (https://www.w3.org/TR/annotation-model/): its words in the
// release's text are the target, its kind the body.
type Annotation struct {
	Context    []any              `json:"@context"`
	ID         string             `json:"id"`
	Type       string             `json:"type"`
	Motivation string             `json:"motivation"`
	Body       AnnotationBody     `json:"body"`
	Target     []AnnotationTarget `json:"target"`
	// Fact is the fact in the record format.
	Fact any `json:"fact"`
}

// AnnotationBody says of which kind the fact is.
type AnnotationBody struct {
	Type    string            `json:"type"`
	Purpose string            `json:"purpose"`
	Value   onrecord.FactKind `json:"value"`
}

// annotationContext is the standard's own, and what maps our one member.
var annotationContext = []any{
	"http://www.w3.org/ns/anno.jsonld",
	map[string]any{"fact": map[string]string{"@id": "https://github.com/onrecord/onrecord#fact", "@type": "@json"}},
}

// AnnotationTarget is where the words stand: in the release's own address,
// where it has one, and in this record.
type AnnotationTarget struct {
	Type     string           `json:"type"`
	Source   string           `json:"source"`
	State    *AnnotationState `json:"state,omitempty"`
	Selector []v1.Selector    `json:"selector"`
}

// AnnotationState says when the source was captured.
type AnnotationState struct {
	Type       string `json:"type"`
	SourceDate string `json:"sourceDate"`
}

// surroundings is how many characters a TextQuoteSelector gives on each side.
const surroundings = 32

// Selectors returns the two selectors of a span of a text. Positions count
// code points, as the standard has it, not bytes.
func Selectors(text string, s onrecord.Span) []v1.Selector {
	start := utf8.RuneCountInString(text[:s.Start])
	end := start + utf8.RuneCountInString(s.Of(text))
	return []v1.Selector{
		{Type: "TextQuoteSelector", Exact: s.Of(text), Prefix: lastRunes(text[:s.Start], surroundings), Suffix: firstRunes(text[s.End:], surroundings)},
		{Type: "TextPositionSelector", Start: &start, End: &end},
	}
}

func firstRunes(s string, n int) string {
	end := 0
	for ; n > 0 && end < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return s[:end]
}

func lastRunes(s string, n int) string {
	start := len(s)
	for ; n > 0 && start > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	return s[start:]
}

// Annotate returns a fact as an annotation. f.Release must hold its text, as
// Store.Fact gives it. The error wraps ErrDamaged where the fact's span does
// not lie in it.
func Annotate(f store.Fact, base string) (Annotation, error) {
	a := Annotation{
		Context: annotationContext, ID: base + "/facts/" + f.ID, Type: "Annotation", Motivation: "describing",
		Body: AnnotationBody{Type: "TextualBody", Purpose: "classifying", Value: f.Kind}, Fact: f.One().Value(),
	}
	var selectors [][]v1.Selector
	for _, s := range f.One().Spans() {
		if s.Start < 0 || s.Start >= s.End || s.End > len(f.Release.Text) {
			return a, fmt.Errorf("%w: fact %s points outside its release's text", onrecord.ErrDamaged, f.ID)
		}
		selectors = append(selectors, Selectors(f.Release.Text, s))
	}
	var state *AnnotationState
	if !f.Release.CapturedAt.IsZero() {
		state = &AnnotationState{Type: "TimeState", SourceDate: f.Release.CapturedAt.UTC().Format(time.RFC3339)}
	}
	for _, both := range selectors {
		if f.Release.URL != nil {
			// The page's own text has other positions: its words find it.
			a.Target = append(a.Target, AnnotationTarget{Type: "SpecificResource", Source: *f.Release.URL, State: state, Selector: both[:1]})
		}
		a.Target = append(a.Target, AnnotationTarget{Type: "SpecificResource", Source: fmt.Sprintf("%s/releases/%s?version=%d", base, f.Release.ID, f.Release.Version), Selector: both})
	}
	return a, nil
}
