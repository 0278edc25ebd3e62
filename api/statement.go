package api

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/review"
	"github.com/onrecord/onrecord/store"
)

func (a *API) registerStatements() {
	get(a, operation{id: "listStatements", path: "/statements", tag: tagSay, summary: "What people said, newest first",
		about: "Confirmations, corrections and rejections of facts, verdicts on commitments, names merged, split and renamed, and what was undone. Nothing is ever taken out."}, a.statements)
	say := a.write(operation{id: "state", path: "/statements", tag: tagSay, missing: true, summary: "Say something of a fact, a name, a commitment or a statement",
		about: "It is said by the token's name, now, and counts from then on; what is said is never changed: take it back with another of the kind undo. Needs a token of the scope review."}, http.MethodPost, store.ScopeReview)
	say.DefaultStatus, say.MaxBodyBytes = http.StatusCreated, mostSaid
	say.Errors = append(say.Errors, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusBadRequest, http.StatusRequestTimeout)
	huma.Register(a.huma, say, a.state)
	huma.Register(a.huma, a.write(operation{id: "listTokens", path: "/tokens", tag: tagSay, summary: "The tokens, without their secrets", about: "Needs a token of the scope admin."}, http.MethodGet, store.ScopeAdmin), a.tokens)
	huma.Register(a.huma, a.write(operation{id: "revokeToken", path: "/tokens/{id}", tag: tagSay, missing: true, summary: "Have a token count no more, at once and for good",
		about: "What was said by it stays. Needs a token of the scope admin."}, http.MethodDelete, store.ScopeAdmin), a.revoke)
}

// mostSaid bounds what may be sent, in bytes.
const mostSaid = 1 << 18

// write is an operation that needs a token.
func (a *API) write(o operation, method string, scope store.Scope) huma.Operation {
	op := huma.Operation{OperationID: o.id, Method: method, Path: o.path, Tags: []string{o.tag}, Summary: o.summary, Description: o.about,
		Security: []map[string][]string{{"token": {string(scope)}}},
		Errors:   []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusRequestURITooLong, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable}}
	if o.missing {
		op.Errors = append(op.Errors, http.StatusNotFound)
	}
	a.order = append(a.order, o.id)
	op.Middlewares = huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
		if _, err := a.allowed(ctx.Context(), scope); err != nil {
			a.deny(ctx, err)
			return
		}
		next(ctx)
	}}
	return op
}

// deny answers a request that its token does not allow, before anything else
// of it is looked at.
func (a *API) deny(ctx huma.Context, err error) {
	var withHeaders huma.HeadersError
	if errors.As(err, &withHeaders) {
		for name, values := range withHeaders.GetHeaders() {
			ctx.SetHeader(name, values[0])
		}
	}
	var status huma.StatusError
	if errors.As(err, &status) {
		_ = huma.WriteErr(a.huma, ctx, status.GetStatus(), status.Error())
	}
}

type statementsIn struct {
	Paging
	Kind  []onrecord.StatementKind `query:"kind" minItems:"1" doc:"Only statements of these kinds."`
	About string                   `query:"about" pattern:"^[0-9a-f]{16}$" doc:"Only of the fact, named thing or statement with this id."`
	By    string                   `query:"by" maxLength:"200" doc:"Only what this person said."`
}

func (a *API) statements(ctx context.Context, in *statementsIn) (out v1.List[onrecord.Statement], err error) {
	kinds := slices.Compact(slices.Sorted(slices.Values(in.Kind)))
	page, err := a.store.Statements(ctx, store.StatementRequest{Kinds: kinds, About: in.About, By: in.By, Limit: in.Limit, Cursor: in.Cursor})
	return v1.List[onrecord.Statement]{Items: page.Statements, Total: page.Total, Next: page.Next}, err
}

type stateIn struct{ Body v1.Saying }

type stated struct {
	Location string `header:"Location" doc:"Where what is said of the same thing is listed."`
	Body     onrecord.Statement
}

func (a *API) state(ctx context.Context, in *stateIn) (*stated, error) {
	s := in.Body
	say := onrecord.Statement{Kind: s.Kind, Subject: s.Subject, Object: s.Object, Words: s.Words, Scale: onrecord.Scale(s.Scale), Evidence: s.Evidence, Note: s.Note, By: tokenOf(ctx).Name, At: a.options.Now()}
	for _, c := range s.Corrections {
		say.Corrections = append(say.Corrections, onrecord.Correction{Field: c.Field, Value: c.Value})
	}
	said := []onrecord.Statement{say}
	var err error
	if s.Kind.IsReview() { // with the rule that read the fact
		if said, err = review.Said(ctx, a.store, say, s.Subject); err != nil {
			return nil, a.failed(err)
		}
	}
	kept, err := a.store.State(ctx, said...)
	if err != nil {
		return nil, a.failed(err)
	}
	return &stated{Prefix + "/statements?about=" + kept[0].Subject, kept[0]}, nil
}

func (a *API) tokens(ctx context.Context, _ *struct{}) (*output[v1.List[v1.Token]], error) {
	tokens, err := a.store.Tokens(ctx)
	if err != nil {
		return nil, a.failed(err)
	}
	out := v1.List[v1.Token]{Total: len(tokens)}
	for _, t := range tokens {
		out.Items = append(out.Items, v1.NewToken(t))
	}
	return &output[v1.List[v1.Token]]{out}, nil
}

type revokeIn struct {
	ID string `path:"id" pattern:"^[0-9a-f]{16}$"`
}

func (a *API) revoke(ctx context.Context, in *revokeIn) (*struct{}, error) {
	return nil, a.failed(a.store.RevokeToken(ctx, in.ID))
}
