package table

import (
	"context"
	"errors"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// StatementsOn calls write with what people said, oldest first: all of it where q is nil, else what
// is about a fact of one of the written releases or about one of the names, and what undoes that. names nil
// stands for those that the releases that match q give. Errors are the store's and write's.
func StatementsOn(ctx context.Context, r store.Reader, q search.Node, written, names map[string]bool, write func(onrecord.Statement) error) error {
	said, err := allStatements(ctx, r)
	if err != nil {
		return err
	}
	if names == nil && slices.ContainsFunc(said, func(s onrecord.Statement) bool { return s.Kind.IsOfNames() }) {
		if names, err = namesOfMatches(ctx, r, q); err != nil {
			return err
		}
	}
	kept := map[string]bool{}
	for _, s := range said {
		keep := q == nil || names[s.Subject] || names[s.Object] || kept[s.Subject]
		if !keep && !s.Kind.IsOfNames() {
			if keep, err = standsIn(ctx, r, s.Subject, written); err != nil {
				return err
			}
		}
		if kept[s.ID] = keep; !keep {
			continue
		}
		if err := write(s); err != nil {
			return err
		}
	}
	return nil
}

// standsIn reports whether a fact stands in one of the releases.
func standsIn(ctx context.Context, r store.Reader, id string, releases map[string]bool) (bool, error) {
	f, err := r.Fact(ctx, id)
	if errors.Is(err, onrecord.ErrNotFound) {
		return false, nil
	}
	return err == nil && releases[f.Release.ID], err
}

func allStatements(ctx context.Context, r store.Reader) (out []onrecord.Statement, err error) {
	for ask := (store.StatementRequest{Limit: 100}); ; {
		page, err := r.Statements(ctx, ask)
		if err != nil {
			return nil, err
		}
		out = append(out, page.Statements...)
		if ask.Cursor = page.Next; ask.Cursor == "" {
			break
		}
	}
	slices.SortFunc(out, onrecord.Statement.Compare)
	return out, nil
}
