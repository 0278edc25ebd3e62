package api

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/store"
)

func (a *API) registerFacts() {
	get(a, operation{id: "listFacts", path: "/facts", tag: tagFacts, summary: "Facts of one kind",
		about: "Facts of newest versions. What people rejected is left out, unless review asks for it."}, a.facts)
	get(a, operation{id: "getFact", path: "/facts/{id}", tag: tagFacts, summary: "One fact with all that stands around it", missing: true,
		about: "Where the newest version of its release no longer holds it, the release is the newest version that does."}, a.fact)
	a.registerAnnotation()
	get(a, operation{id: "listCommitments", path: "/commitments", tag: tagFacts, summary: "Commitments, with what later releases say of each",
		about: "A status is what the date alone says, and no verdict: past says that the day has passed. Follow-ups are later passages that were linked to it; where there are none, nothing was found since in this record. Verdicts are those of people, under their names."}, a.commitments)
	get(a, operation{id: "getCommitment", path: "/commitments/{id}", tag: tagFacts, summary: "One commitment, with what later releases say of it", missing: true}, a.commitment)
}

type factsIn struct {
	Paging
	Issue
	Kind     onrecord.FactKind      `query:"kind" required:"true" doc:"The kind of fact."`
	Words    string                 `query:"words" maxLength:"200" doc:"Only facts whose words contain all of these."`
	Release  string                 `query:"release" pattern:"^[0-9a-f]{16}$" doc:"Only of the release with this id."`
	Name     string                 `query:"name" pattern:"^[0-9a-f]{16}$" doc:"Only facts whose own paragraph names the thing with this id."`
	Person   string                 `query:"person" pattern:"^[0-9a-f]{16}$" doc:"Only quotes of the person with this id."`
	Speaker  string                 `query:"speaker" maxLength:"200" doc:"Only quotes of this speaker, exactly as named."`
	Figure   onrecord.FigureKind    `query:"figure" doc:"Only figures of this kind."`
	Currency string                 `query:"currency" pattern:"^[A-Z]{3}$" doc:"Only sums in this currency (ISO 4217)."`
	Min      float64                `query:"min" minimum:"0" doc:"Only figures of at least this value, in whole units."`
	DueFrom  string                 `query:"due_from" format:"date" doc:"Only commitments due on or after this day."`
	DueTo    string                 `query:"due_to" format:"date" doc:"Only commitments due on or before this day."`
	First    bool                   `query:"first" doc:"Only facts that no earlier one says, so that a sum is counted once."`
	Review   []onrecord.ReviewState `query:"review" minItems:"1" doc:"Only facts in these states of review."`
	Order    store.FactOrder        `query:"order" enum:"newest,due,largest,doubtful" default:"newest" doc:"due is of commitments, largest of figures; doubtful puts first what its reading leaves open most."`
}

// goesWith says which kind of fact a parameter is for.
func (in *factsIn) goesWith() error {
	for _, p := range []struct {
		name  string
		given bool
		kind  onrecord.FactKind
	}{
		{"person", in.Person != "", onrecord.KindQuote}, {"speaker", in.Speaker != "", onrecord.KindQuote},
		{"figure", in.Figure != "", onrecord.KindFigure}, {"currency", in.Currency != "", onrecord.KindFigure}, {"min", in.Min != 0, onrecord.KindFigure},
		{"due_from", in.DueFrom != "", onrecord.KindCommitment}, {"due_to", in.DueTo != "", onrecord.KindCommitment},
		{"order", in.Order == store.FactDue, onrecord.KindCommitment}, {"order", in.Order == store.FactLargest, onrecord.KindFigure},
	} {
		if p.given && in.Kind != p.kind {
			return refused("query."+p.name, nil, fmt.Sprintf("What was given for %s goes with kind=%s, not with kind=%s.", p.name, p.kind, in.Kind))
		}
	}
	return nil
}

func (in *factsIn) request() (r store.FactRequest, err error) {
	if err := in.goesWith(); err != nil {
		return r, err
	}
	r = store.FactRequest{Kind: in.Kind, FigureKind: in.Figure, Issuer: in.Issuer, Speaker: in.Speaker, Name: in.Name, Person: in.Person, Text: in.Words, Release: in.Release,
		Currency: in.Currency, First: in.First, Reviews: slices.Compact(slices.Sorted(slices.Values(in.Review))), Order: in.Order, Limit: in.Limit, Cursor: in.Cursor}
	if in.Min != 0 {
		r.MinValue = &in.Min
	}
	if r.IssuedFrom, r.IssuedTo, err = in.days(); err != nil {
		return r, err
	}
	r.DueFrom, r.DueTo, err = days("due_from", in.DueFrom, "due_to", in.DueTo)
	return r, err
}

func (a *API) facts(ctx context.Context, in *factsIn) (out v1.List[v1.Fact], err error) {
	r, err := in.request()
	if err != nil {
		return out, err
	}
	page, err := a.store.Facts(ctx, r)
	return v1.List[v1.Fact]{Items: v1.NewFacts(page.Facts), Total: page.Total, Next: page.Next}, err
}

func (a *API) fact(ctx context.Context, in *ID) (out v1.FactDetail, err error) {
	f, err := a.store.Fact(ctx, in.ID)
	if err != nil {
		return out, err
	}
	out.Fact = v1.NewFact(&f)
	for _, s := range f.One().Spans() {
		if s.Start < 0 || s.Start >= s.End || s.End > len(f.Release.Text) {
			return out, fmt.Errorf("%w: fact %s points outside its release's text", onrecord.ErrDamaged, f.ID)
		}
		out.Selectors = append(out.Selectors, Selectors(f.Release.Text, s))
	}
	links, err := a.store.Links(ctx, f.ID)
	if err != nil {
		return out, err
	}
	for _, l := range links {
		out.Links = append(out.Links, v1.NewLinked(l))
	}
	said, err := a.store.Thread(ctx, f.ID)
	out.Said = v1.NewFacts(said)
	return out, err
}

type annotated struct {
	ContentType string `header:"Content-Type"`
	Body        Annotation
}

// annotationType is the standard's media type with its profile.
const annotationType = `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`

type annotationIn struct {
	ID   string `path:"id" pattern:"^[0-9a-f]{16}$" patternDescription:"an id: 16 lower-case hexadecimal digits"`
	base string
}

// Resolve takes the address under which the request came.
func (in *annotationIn) Resolve(ctx huma.Context) []error {
	r, _ := humago.Unwrap(ctx)
	in.base = RequestBase(r)
	return nil
}

func (a *API) registerAnnotation() {
	op := huma.Operation{OperationID: "getAnnotation", Method: http.MethodGet, Path: "/facts/{id}/annotation", Tags: []string{tagFacts},
		Summary: "One fact as a W3C Web Annotation (JSON-LD)", Description: "Its words are the target: by a TextQuoteSelector in the release's own address, and with a TextPositionSelector in code points in this record.",
		Errors: []int{http.StatusUnauthorized, http.StatusNotFound, http.StatusRequestURITooLong, http.StatusTooManyRequests, http.StatusServiceUnavailable}}
	a.order = append(a.order, op.OperationID)
	huma.Register(a.huma, op, func(ctx context.Context, in *annotationIn) (*annotated, error) {
		f, err := a.store.Fact(ctx, in.ID)
		if err != nil {
			return nil, a.failed(err)
		}
		base := in.base
		if a.options.BaseURL != "" {
			base = strings.TrimRight(a.options.BaseURL, "/")
		}
		note, err := Annotate(f, base)
		return &annotated{annotationType, note}, a.failed(err)
	})
	ok := a.huma.OpenAPI().Paths[op.Path].Get.Responses["200"]
	ok.Content = map[string]*huma.MediaType{"application/ld+json": ok.Content["application/json"]}
	describeRead(a.huma.OpenAPI().Paths[op.Path].Get, reflect.TypeFor[Annotation]())
}

type commitmentsIn struct {
	Paging
	Issue
	Words   string          `query:"words" maxLength:"200" doc:"Only commitments whose words contain all of these."`
	Name    string          `query:"name" pattern:"^[0-9a-f]{16}$" doc:"Only those whose own paragraph names the thing with this id."`
	Status  string          `query:"status" enum:"none,open,soon,past,quarter,coming" doc:"By the due date alone: none was read, due later, due within 30 days, or passed; or several at once: due within 90 days (quarter), or still to come (coming)."`
	DueFrom string          `query:"due_from" format:"date" doc:"Only those due on or after this day."`
	DueTo   string          `query:"due_to" format:"date" doc:"Only those due on or before this day."`
	Order   store.FactOrder `query:"order" enum:"due,newest" default:"due" doc:"Soonest due first, those without a date last, and of those past (status=past) the latest first; or newest first."`
}

func (a *API) commitments(ctx context.Context, in *commitmentsIn) (out v1.List[feed.Followed], err error) {
	r := store.FactRequest{Kind: onrecord.KindCommitment, Issuer: in.Issuer, Text: in.Words, Name: in.Name, Order: in.Order, Limit: in.Limit, Cursor: in.Cursor}
	if r.IssuedFrom, r.IssuedTo, err = in.days(); err != nil {
		return out, err
	}
	if r.DueFrom, r.DueTo, err = days("due_from", in.DueFrom, "due_to", in.DueTo); err != nil {
		return out, err
	}
	feed.NarrowDue(&r, in.Status, a.options.Today())
	page, err := a.store.Facts(ctx, r)
	if err != nil {
		return out, err
	}
	out.Total, out.Next = page.Total, page.Next
	for _, f := range page.Facts {
		c, err := feed.Follow(ctx, a.store, f, a.options.Today())
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, c)
	}
	return out, nil
}

func (a *API) commitment(ctx context.Context, in *ID) (out feed.Followed, err error) {
	f, err := a.store.Fact(ctx, in.ID)
	if err == nil && f.Commitment == nil {
		err = fmt.Errorf("%w: fact %s is no commitment", onrecord.ErrNotFound, in.ID)
	}
	if err != nil {
		return out, err
	}
	return feed.Follow(ctx, a.store, f, a.options.Today())
}
