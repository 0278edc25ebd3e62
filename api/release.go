package api

import (
	"context"
	"errors"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

func (a *API) registerReleases() {
	get(a, operation{id: "listReleases", path: "/releases", tag: tagReleases, summary: "Releases, newest first",
		about: "Every release in its newest version, without text and facts unless text is asked for."}, a.releases)
	get(a, operation{id: "getRelease", path: "/releases/{id}", tag: tagReleases, summary: "One release", missing: true,
		about: "With text=true and facts=true it is the release in the record format, as onrecord export writes it."}, a.release)
	get(a, operation{id: "listVersions", path: "/releases/{id}/versions", tag: tagReleases, summary: "The versions of a release, newest first", missing: true}, a.versions)
	get(a, operation{id: "listCaptures", path: "/releases/{id}/captures", tag: tagReleases, summary: "The captures that a release was found in, oldest first", missing: true}, a.places)
	get(a, operation{id: "listSame", path: "/releases/{id}/same", tag: tagReleases, summary: "Other releases that are the same announcement",
		about: "At most 100, by day of issue. It is empty where there are none.", missing: true}, a.same)
	get(a, operation{id: "getCapture", path: "/captures/{sha256}", tag: tagReleases, summary: "The head of a capture", missing: true,
		about: "Where and when bytes were found. The bytes themselves are at the address that the answer gives."}, a.capture)
	get(a, operation{id: "search", path: "/search", tag: tagReleases, summary: "Search releases",
		about: "The query language is that of the search box: words, \"phrases\", issuer:, speaker:, kind:, review:, issued: and others, and, or, not. facets=true counts the matches by issuer, year, speaker, tag and kind of fact."}, a.search)
}

type releasesIn struct {
	Paging
	Issue
	Tag  string `query:"tag" maxLength:"200" doc:"Only with this tag, exactly as named."`
	Text bool   `query:"text" doc:"With the text and its blocks."`
}

func (a *API) releases(ctx context.Context, in *releasesIn) (out v1.List[v1.Release], err error) {
	q := search.Node(search.All{})
	for field, value := range map[search.FieldName]string{search.FieldIssuer: in.Issuer, search.FieldTag: in.Tag} {
		if value == "" {
			continue
		}
		f, err := search.ValueOf(field, value)
		if err != nil {
			return out, err
		}
		q = search.With(q, f)
	}
	from, to, err := in.days()
	if err != nil {
		return out, err
	}
	if !from.IsZero() || !to.IsZero() {
		q = search.With(q, search.Issued{From: from, To: to})
	}
	results, err := a.store.Search(ctx, store.Request{Query: q, Order: store.Newest, Limit: in.Limit, Cursor: in.Cursor})
	if err != nil {
		return out, err
	}
	out.Total, out.Next = results.Total, results.Next
	for i := range results.Hits {
		r := v1.NewRelease(&results.Hits[i].Release)
		if in.Text {
			r = r.WithText(&results.Hits[i].Release)
		}
		out.Items = append(out.Items, r)
	}
	return out, nil
}

type releaseIn struct {
	ID
	Version int  `query:"version" minimum:"1" maximum:"1000000" doc:"This version instead of the newest."`
	Text    bool `query:"text" doc:"With the text and its blocks."`
	Facts   bool `query:"facts" doc:"With all facts, by kind."`
}

func (a *API) release(ctx context.Context, in *releaseIn) (out v1.Release, err error) {
	var rec onrecord.Record
	if in.Version > 0 {
		rec, err = a.store.ReleaseVersion(ctx, in.ID.ID, in.Version)
	} else {
		rec, err = a.store.Release(ctx, in.ID.ID)
	}
	if err != nil {
		return out, err
	}
	out = v1.NewRelease(&rec.Release)
	if in.Text {
		out = out.WithText(&rec.Release)
	}
	if in.Facts {
		out = out.WithFacts(rec.Facts)
	}
	return out, nil
}

func (a *API) versions(ctx context.Context, in *ID) (out v1.List[v1.Version], err error) {
	versions, err := a.store.Versions(ctx, in.ID)
	for _, v := range versions {
		out.Items = append(out.Items, v1.NewVersion(v))
	}
	out.Total = len(out.Items)
	return out, err
}

func (a *API) places(ctx context.Context, in *ID) (out v1.List[v1.Place], err error) {
	places, err := a.store.Places(ctx, in.ID)
	for _, p := range places {
		out.Items = append(out.Items, v1.NewPlace(p))
	}
	out.Total = len(out.Items)
	return out, err
}

func (a *API) same(ctx context.Context, in *ID) (out v1.List[v1.Same], err error) {
	if _, err := a.store.Versions(ctx, in.ID); err != nil {
		return out, err
	}
	linked, err := a.store.SameAnnouncement(ctx, in.ID)
	for i := range linked {
		out.Items = append(out.Items, v1.Same{Why: linked[i].Link.Why, Weight: linked[i].Link.Weight, Release: v1.NewHead(&linked[i].Release)})
	}
	out.Total = len(out.Items)
	return out, err
}

type captureIn struct {
	Fields
	SHA256 string `path:"sha256" pattern:"^[0-9a-f]{64}$" patternDescription:"a SHA-256: 64 lower-case hexadecimal digits"`
}

func (a *API) capture(ctx context.Context, in *captureIn) (v1.Capture, error) {
	c, err := a.store.Capture(ctx, in.SHA256)
	if err != nil {
		return v1.Capture{}, err
	}
	return v1.Capture{SHA256: c.Hash, Location: c.Location, MediaType: c.MediaType, Size: len(c.Body), CapturedAt: c.At, Bytes: "/captures/" + c.Hash}, nil
}

type searchIn struct {
	Paging
	Query  string `query:"q" maxLength:"1000" doc:"What to look for. Without it, everything matches."`
	Order  string `query:"order" enum:"relevance,newest" default:"relevance" doc:"Best first, or newest first."`
	Facets bool   `query:"facets" doc:"Count the matches by value."`
}

func (a *API) search(ctx context.Context, in *searchIn) (out v1.Results, err error) {
	q, err := search.Parse(in.Query)
	if err != nil {
		return out, misread(in.Query, err)
	}
	results, err := a.store.Search(ctx, store.Request{Query: q, Order: store.Order(in.Order), Limit: in.Limit, Cursor: in.Cursor, Facets: in.Facets})
	if err != nil {
		return out, err
	}
	out.Query, out.Total, out.Next = search.String(q), results.Total, results.Next
	for i := range results.Hits {
		h := &results.Hits[i]
		out.Items = append(out.Items, v1.NewHit(h, q))
	}
	if f := results.Facets; in.Facets {
		out.Facets = &v1.Facets{Issuers: f.Issuers, Years: f.Years, Speakers: f.Speakers, Tags: f.Tags, Kinds: f.Kinds}
	}
	return out, nil
}

// misread says where a query is not understood.
func misread(query string, err error) error {
	var malformed *search.Error
	if !errors.As(err, &malformed) {
		return err
	}
	return huma.Error422UnprocessableEntity(malformed.Error(), &huma.ErrorDetail{Location: "query.q", Message: malformed.Reason, Value: query})
}
