package api

import (
	"context"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/health"
	"github.com/onrecord/onrecord/store"
)

func (a *API) registerRecord() {
	get(a, operation{id: "listNames", path: "/names", tag: tagNames, summary: "Named things, most mentioned first",
		about: "Of all kinds, people and places too. kind=person gives people with the posts that releases say they held; days are those of issue, and a post may have been held before and after."}, a.names)
	get(a, operation{id: "getName", path: "/names/{id}", tag: tagNames, summary: "One named thing with all that makes it up", missing: true,
		about: "The id of any of its names leads to it. Its facts are at /facts?name={id}, a person's words at /facts?kind=quote&person={id}."}, a.name)
	get(a, operation{id: "listChanges", path: "/changes", tag: tagChanges, summary: "Changes between versions",
		about: "An undeclared change is one that the publisher's own history does not tell of, as far as this record has seen it. It says nothing of why."}, a.changes)
	get(a, operation{id: "getChange", path: "/changes/{id}", tag: tagChanges, summary: "One change", missing: true}, a.change)
	get(a, operation{id: "getOverview", path: "/overview", tag: tagRecord, summary: "What the record holds, counted"}, a.overview)
	get(a, operation{id: "listSources", path: "/sources", tag: tagRecord, summary: "The sources that are followed, with how each stands"}, a.sources)
	get(a, operation{id: "listOrigins", path: "/origins", tag: tagRecord, summary: "The places that captures came from, followed or not, most releases first"}, a.origins)
	get(a, operation{id: "listProblems", path: "/problems", tag: tagRecord, summary: "What could not be read or understood, and why, newest first"}, a.problems)
	get(a, operation{id: "getHealth", path: "/health", tag: tagRecord, summary: "What needs looking after",
		about: "Sources that fail, are late or unusually silent; what is known and not fetched. That a source is silent is told, never why."}, a.health)
}

type namesIn struct {
	Paging
	Kind      onrecord.NameKind `query:"kind" doc:"Only things of this kind."`
	Words     string            `query:"words" maxLength:"200" doc:"Only things with a name with words that begin with these."`
	Unsettled bool              `query:"unsettled" doc:"Only things that may be the same as others and were left by themselves."`
}

func (a *API) names(ctx context.Context, in *namesIn) (out v1.List[v1.Named], err error) {
	page, err := a.store.Names(ctx, store.NameRequest{Kind: in.Kind, Any: in.Kind == "", Text: in.Words, Unsettled: in.Unsettled, Limit: in.Limit, Cursor: in.Cursor})
	out.Total, out.Next = page.Total, page.Next
	for i := range page.Names {
		out.Items = append(out.Items, v1.NewNamed(&page.Names[i]))
	}
	return out, err
}

func (a *API) name(ctx context.Context, in *ID) (v1.NamedDetail, error) {
	n, err := a.store.Name(ctx, in.ID)
	if err != nil {
		return v1.NamedDetail{}, err
	}
	return v1.NewNamedDetail(&n), nil
}

type changesIn struct {
	Paging
	Release     string               `query:"release" pattern:"^[0-9a-f]{16}$" doc:"Only of the release with this id."`
	Issuer      string               `query:"issuer" maxLength:"200" doc:"Only of releases issued by this body, exactly as named."`
	Declaration onrecord.Declaration `query:"declaration" doc:"Only those that the publisher declared, did not declare, or that were read elsewhere."`
	Rank        onrecord.Rank        `query:"rank" doc:"Only those that touch this at most."`
	Kind        onrecord.FactKind    `query:"kind" doc:"Only those that touch a fact of this kind."`
	From        string               `query:"from" format:"date" doc:"Only where the newer version was captured on or after this day, in UTC."`
	To          string               `query:"to" format:"date" doc:"Only where the newer version was captured on or before this day."`
	Order       store.ChangeOrder    `query:"order" enum:"newest,rank" default:"newest"`
}

func (a *API) changes(ctx context.Context, in *changesIn) (out v1.List[feed.Changed], err error) {
	r := store.ChangeRequest{Release: in.Release, Issuer: in.Issuer, Declaration: in.Declaration, Rank: in.Rank, Kind: in.Kind, Order: in.Order, Limit: in.Limit, Cursor: in.Cursor}
	if r.From, r.To, err = days("from", in.From, "to", in.To); err != nil {
		return out, err
	}
	page, err := a.store.Changes(ctx, r)
	out.Total, out.Next = page.Total, page.Next
	for _, c := range page.Changes {
		out.Items = append(out.Items, feed.NewChanged(c))
	}
	return out, err
}

func (a *API) change(ctx context.Context, in *ID) (feed.Changed, error) {
	c, err := a.store.Change(ctx, in.ID)
	return feed.NewChanged(c), err
}

func (a *API) overview(ctx context.Context, _ *Fields) (v1.Overview, error) {
	o, err := a.store.Overview(ctx)
	return v1.NewOverview(o), err
}

func (a *API) sources(ctx context.Context, _ *Fields) (out v1.List[v1.Source], err error) {
	sources, err := a.store.Sources(ctx)
	for _, s := range sources {
		out.Items = append(out.Items, v1.NewSource(s))
	}
	out.Total = len(out.Items)
	return out, err
}

func (a *API) origins(ctx context.Context, _ *Fields) (out v1.List[v1.Origin], err error) {
	origins, err := a.store.Origins(ctx)
	for _, o := range origins {
		out.Items = append(out.Items, v1.NewOrigin(o))
	}
	out.Total = len(out.Items)
	return out, err
}

func (a *API) problems(ctx context.Context, in *Paging) (out v1.List[onrecord.Problem], err error) {
	page, err := a.store.Problems(ctx, in.Cursor, in.Limit)
	return v1.List[onrecord.Problem]{Items: page.Problems, Total: page.Total, Next: page.Next}, err
}

func (a *API) health(ctx context.Context, _ *Fields) (health.Report, error) {
	return health.Examine(ctx, a.store, a.options.Now())
}
