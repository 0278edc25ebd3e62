package feed

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Verdict is a word of a scale.
type Verdict struct {
	Scale onrecord.Scale
	Words string
}

// String writes it as addresses and flags have it: "own:not kept".
func (v Verdict) String() string { return string(v.Scale) + ":" + v.Words }

// JudgedSo is a verdict with the commitments of which it is somebody's and
// stands.
type JudgedSo struct {
	Verdict
	// Commitments are ids, in the order in which the verdicts were given, the
	// newest first. Of those that say the same in the same words it is the one
	// that was spoken of last.
	Commitments []string
}

// Judged lists the verdicts that stand (onrecord.StandingVerdicts), in the
// order of the scales and their words; those of nobody are left out. A
// commitment of which two people say different things is under both. Errors are
// the store's.
func Judged(ctx context.Context, r store.Reader) ([]JudgedSo, error) {
	of := map[Verdict][]string{}
	passed := map[string]bool{} // spoken of already, itself or in the same words
	ask := store.StatementRequest{Kinds: []onrecord.StatementKind{onrecord.StatementVerdict}, Limit: 100}
	for more := true; more; more = ask.Cursor != "" {
		page, err := r.Statements(ctx, ask)
		if err != nil {
			return nil, err
		}
		for _, s := range page.Statements {
			if passed[s.Subject] {
				continue
			}
			if err := judge(ctx, r, s.Subject, passed, of); err != nil {
				return nil, err
			}
		}
		ask.Cursor = page.Next
	}
	var out []JudgedSo
	for v, ids := range of {
		out = append(out, JudgedSo{v, ids})
	}
	slices.SortFunc(out, func(a, b JudgedSo) int {
		return cmp.Or(cmp.Compare(slices.Index(onrecord.Scales, a.Scale), slices.Index(onrecord.Scales, b.Scale)),
			cmp.Compare(slices.Index(a.Scale.Words(), a.Words), slices.Index(b.Scale.Words(), b.Words)))
	})
	return out, nil
}

// judge notes what people say of one commitment. One that the record no
// longer holds is passed over.
func judge(ctx context.Context, r store.Reader, id string, passed map[string]bool, of map[Verdict][]string) error {
	passed[id] = true
	f, err := r.Fact(ctx, id)
	if errors.Is(err, onrecord.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if f.Thread.Members > 1 {
		thread, err := r.Thread(ctx, id)
		if err != nil {
			return err
		}
		for _, t := range thread {
			passed[t.ID] = true
		}
	}
	said, err := Verdicts(ctx, r, f)
	for _, s := range onrecord.StandingVerdicts(said) {
		v := Verdict{s.Scale, s.Words}
		if !slices.Contains(of[v], id) {
			of[v] = append(of[v], id)
		}
	}
	return err
}
