package review

import (
	"context"
	"slices"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Said makes a statement of the kind about each of the facts: a confirmation,
// a rejection or a correction, with the rule that reads the fact today, so that
// what is said of one counts for the next. A fact that is given twice is spoken
// of once. The error wraps ErrNotFound where there is no such fact.
func Said(ctx context.Context, s store.Reader, say onrecord.Statement, facts ...string) ([]onrecord.Statement, error) {
	if say.At.IsZero() {
		say.At = time.Now()
	}
	reasons := map[string]map[string]onrecord.Reason{}
	var out []onrecord.Statement
	for i, id := range facts {
		if slices.Contains(facts[:i], id) {
			continue
		}
		f, err := s.Fact(ctx, id)
		if err != nil {
			return nil, err
		}
		if reasons[f.Release.ID] == nil {
			reasons[f.Release.ID] = reasonsOf(&f.Release)
		}
		said := say
		said.Subject, said.Rule = id, reasons[f.Release.ID][id].Rule
		out = append(out, said)
	}
	return out, nil
}

// Changed returns the corrections among the given values: those that differ
// from what was read, by the name of the field. A value that is not given
// stays as it was read. What was read is f with its corrections taken back.
func Changed(f *store.Fact, given map[string]string) (out []onrecord.Correction) {
	was := map[string]string{onrecord.FieldWords: f.Words()}
	for _, field := range f.Fields() {
		was[field.Name] = field.Value()
	}
	if r := f.Review(); r != nil {
		for _, c := range r.Corrections {
			was[c.Field] = c.Was
		}
	}
	for name, value := range given {
		if read, known := was[name]; !known || read != value {
			out = append(out, onrecord.Correction{Field: name, Value: value})
		}
	}
	slices.SortFunc(out, func(a, b onrecord.Correction) int {
		if a.Field < b.Field {
			return -1
		}
		return 1
	})
	return out
}
