package storetest

import (
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// Same asks two stores that hold one record the same questions: counts, releases with all versions and places, every
// list of facts with threads and links, names, statements, changes, sources, and what queries find in both orders with their scores.
func Same(t *testing.T, a, b store.Store, queries ...search.Node) {
	t.Helper()
	both(t, "overview", a, b, func(s store.Store) (store.Overview, error) { return s.Overview(ctx) })
	var ids []string
	both(t, "releases", a, b, func(s store.Store) (out []onrecord.Record, err error) {
		ids = nil
		return out, s.Records(ctx, nil, func(r onrecord.Record) error {
			out, ids = append(out, r), append(ids, r.ID)
			return nil
		})
	})
	for _, id := range ids {
		both(t, "versions of "+id, a, b, func(s store.Store) ([]store.VersionInfo, error) { return s.Versions(ctx, id) })
		both(t, "places of "+id, a, b, func(s store.Store) ([]onrecord.Place, error) { return s.Places(ctx, id) })
		both(t, "what announces the same as "+id, a, b, func(s store.Store) ([]store.Linked, error) { return s.SameAnnouncement(ctx, id) })
	}
	for _, kind := range onrecord.FactKinds {
		sameFacts(t, a, b, kind)
	}
	sameNames(t, a, b)
	both(t, "statements", a, b, func(s store.Store) (store.StatementPage, error) {
		return s.Statements(ctx, store.StatementRequest{Limit: 100})
	})
	both(t, "rules", a, b, func(s store.Store) ([]store.RuleReview, error) { return s.RuleReviews(ctx) })
	both(t, "changes", a, b, func(s store.Store) (store.ChangePage, error) {
		return s.Changes(ctx, store.ChangeRequest{Limit: 100, Order: store.ChangesRank})
	})
	both(t, "sources", a, b, func(s store.Store) ([]store.SourceInfo, error) { return s.Sources(ctx) })
	both(t, "origins", a, b, func(s store.Store) ([]store.Origin, error) { return s.Origins(ctx) })
	both(t, "problems", a, b, func(s store.Store) (store.ProblemPage, error) { return s.Problems(ctx, "", 100) })
	both(t, "captures", a, b, func(s store.Store) (out []onrecord.Capture, err error) {
		return out, s.Captures(ctx, store.CaptureRequest{}, func(c onrecord.Capture) error { out = append(out, c); return nil })
	})
	for _, q := range queries {
		for _, order := range []store.Order{store.Newest, store.Relevance} {
			both(t, search.String(q)+" by "+string(order), a, b, func(s store.Store) (store.Results, error) {
				return s.Search(ctx, store.Request{Query: q, Order: order, Limit: 50, Facets: true})
			})
		}
	}
}

func both[T any](t *testing.T, what string, a, b store.Store, ask func(store.Store) (T, error)) (answer T) {
	t.Helper()
	first := must(ask(a))(t)
	equal(t, what, first, must(ask(b))(t))
	return first
}

func sameFacts(t *testing.T, a, b store.Store, kind onrecord.FactKind) {
	t.Helper()
	for _, order := range []store.FactOrder{store.FactNewest, store.FactDue, store.FactLargest, store.FactDoubtful} {
		cursor := ""
		for more := true; more; more = cursor != "" {
			page := both(t, string(kind)+" by "+string(order), a, b, func(s store.Store) (store.FactPage, error) {
				return s.Facts(ctx, store.FactRequest{Kind: kind, Order: order, Limit: 100, Cursor: cursor})
			})
			cursor = page.Next
			if order != store.FactNewest || kind != onrecord.KindFigure && kind != onrecord.KindCommitment {
				continue // links join no other kinds
			}
			for _, f := range page.Facts {
				both(t, "links of "+f.ID, a, b, func(s store.Store) ([]store.Linked, error) { return s.Links(ctx, f.ID) })
				if f.Thread.Members > 1 {
					both(t, "thread of "+f.ID, a, b, func(s store.Store) ([]store.Fact, error) { return s.Thread(ctx, f.ID) })
				}
			}
		}
	}
}

func sameNames(t *testing.T, a, b store.Store) {
	t.Helper()
	cursor := ""
	for more := true; more; more = cursor != "" {
		page := both(t, "names", a, b, func(s store.Store) (store.NamePage, error) {
			return s.Names(ctx, store.NameRequest{Any: true, Limit: 100, Cursor: cursor})
		})
		for _, n := range page.Names {
			both(t, "name "+n.ID, a, b, func(s store.Store) (store.Named, error) { return s.Name(ctx, n.ID) })
			ref := both(t, "what a name "+n.ID+" is", a, b, func(s store.Store) (store.NameRef, error) { return s.NameRef(ctx, n.ID) })
			equal(t, "a name and what it is", store.NameRef{ID: n.ID, Kind: n.Kind, Text: n.Text}, ref)
		}
		cursor = page.Next
	}
}
