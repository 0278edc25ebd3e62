package client

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/google/go-querystring/query"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/health"
	"github.com/onrecord/onrecord/ledger"
	"github.com/onrecord/onrecord/store"
)

// Issue restricts to releases. Days are written 2025-02-14, and inclusive.
type Issue struct {
	Issuer string `url:"issuer,omitempty"` // exactly as named
	From   string `url:"from,omitempty"`
	To     string `url:"to,omitempty"`
}

// ReleasesRequest asks for releases.
type ReleasesRequest struct {
	Issue
	Tag   string `url:"tag,omitempty"`
	Text  bool   `url:"text,omitempty"` // with the text
	Limit int    `url:"limit,omitempty"`
}

// Releases lists releases, newest first.
func (c *Client) Releases(r ReleasesRequest) Pages[v1.Release] {
	return listed[v1.Release](c, "/releases", r)
}

// Record returns a release in the record format, with its text and facts: a
// version, or the newest where version is 0.
func (c *Client) Record(ctx context.Context, id string, version int) (onrecord.Record, error) {
	values := url.Values{"text": {"true"}, "facts": {"true"}}
	if version != 0 {
		values.Set("version", strconv.Itoa(version))
	}
	return one[onrecord.Record](ctx, c, "/releases/"+url.PathEscape(id), values)
}

// Versions lists the versions of a release, newest first.
func (c *Client) Versions(id string) Pages[v1.Version] {
	return listed[v1.Version](c, "/releases/"+url.PathEscape(id)+"/versions", nil)
}

// Places lists the captures that a release was found in, oldest first.
func (c *Client) Places(id string) Pages[v1.Place] {
	return listed[v1.Place](c, "/releases/"+url.PathEscape(id)+"/captures", nil)
}

// SearchRequest asks a query.
type SearchRequest struct {
	Query  string      `url:"q"`
	Order  store.Order `url:"order,omitempty"` // "" is store.Relevance
	Facets bool        `url:"facets,omitempty"`
	Limit  int         `url:"limit,omitempty"`
	Cursor string      `url:"cursor,omitempty"`
}

// Search returns one page of what a query finds.
func (c *Client) Search(ctx context.Context, r SearchRequest) (v1.Results, error) {
	values, err := query.Values(r)
	if err != nil {
		return v1.Results{}, err
	}
	return one[v1.Results](ctx, c, "/search", values)
}

// FactsRequest asks for facts of one kind: see the API's own page for what
// each field restricts to, and which kind it goes with.
type FactsRequest struct {
	Issue
	Kind     onrecord.FactKind      `url:"kind"`
	Words    string                 `url:"words,omitempty"`
	Release  string                 `url:"release,omitempty"`
	Name     string                 `url:"name,omitempty"`
	Person   string                 `url:"person,omitempty"`
	Speaker  string                 `url:"speaker,omitempty"`
	Figure   onrecord.FigureKind    `url:"figure,omitempty"`
	Currency string                 `url:"currency,omitempty"`
	Min      float64                `url:"min,omitempty"`
	DueFrom  string                 `url:"due_from,omitempty"`
	DueTo    string                 `url:"due_to,omitempty"`
	First    bool                   `url:"first,omitempty"`
	Review   []onrecord.ReviewState `url:"review,omitempty,comma"`
	Order    store.FactOrder        `url:"order,omitempty"`
	Limit    int                    `url:"limit,omitempty"`
}

// Facts lists facts of one kind.
func (c *Client) Facts(r FactsRequest) Pages[v1.Fact] { return listed[v1.Fact](c, "/facts", r) }

// Fact returns one fact with its links, thread and selectors.
func (c *Client) Fact(ctx context.Context, id string) (v1.FactDetail, error) {
	return one[v1.FactDetail](ctx, c, "/facts/"+url.PathEscape(id), nil)
}

// CommitmentsRequest asks for commitments.
type CommitmentsRequest struct {
	Issue
	Words   string          `url:"words,omitempty"`
	Name    string          `url:"name,omitempty"`
	Status  string          `url:"status,omitempty"` // none, open, soon, past, quarter (within 90 days) or coming
	DueFrom string          `url:"due_from,omitempty"`
	DueTo   string          `url:"due_to,omitempty"`
	Order   store.FactOrder `url:"order,omitempty"`
	Limit   int             `url:"limit,omitempty"`
}

// Commitments lists commitments with follow-ups and verdicts.
func (c *Client) Commitments(r CommitmentsRequest) Pages[feed.Followed] {
	return listed[feed.Followed](c, "/commitments", r)
}

// FiguresRequest asks for sums or series; Currency, Min and Order are of sums.
type FiguresRequest struct {
	Issue
	Words    string          `url:"words,omitempty"`
	Name     string          `url:"name,omitempty"`
	Currency string          `url:"currency,omitempty"`
	Min      float64         `url:"min,omitempty"`
	Order    store.FactOrder `url:"order,omitempty"`
	Limit    int             `url:"limit,omitempty"`
}

// Sums lists every distinct sum of money once.
func (c *Client) Sums(r FiguresRequest) Pages[ledger.SumRow] {
	return listed[ledger.SumRow](c, "/ledger", r)
}

// Series lists measures with their values over time.
func (c *Client) Series(r FiguresRequest) Pages[ledger.SeriesRow] {
	return listed[ledger.SeriesRow](c, "/series", r)
}

// NamesRequest asks for named things; people are those of the kind person.
type NamesRequest struct {
	Kind      onrecord.NameKind `url:"kind,omitempty"`
	Words     string            `url:"words,omitempty"`
	Unsettled bool              `url:"unsettled,omitempty"`
	Limit     int               `url:"limit,omitempty"`
}

// Names lists named things, most mentioned first.
func (c *Client) Names(r NamesRequest) Pages[v1.Named] { return listed[v1.Named](c, "/names", r) }

// Name returns one named thing by the id of any of its names.
func (c *Client) Name(ctx context.Context, id string) (v1.NamedDetail, error) {
	return one[v1.NamedDetail](ctx, c, "/names/"+url.PathEscape(id), nil)
}

// ChangesRequest asks for changes; days are those of capture, in UTC.
type ChangesRequest struct {
	Issue
	Release     string               `url:"release,omitempty"`
	Declaration onrecord.Declaration `url:"declaration,omitempty"`
	Rank        onrecord.Rank        `url:"rank,omitempty"`
	Kind        onrecord.FactKind    `url:"kind,omitempty"`
	Order       store.ChangeOrder    `url:"order,omitempty"`
	Limit       int                  `url:"limit,omitempty"`
}

// Changes lists changes between versions.
func (c *Client) Changes(r ChangesRequest) Pages[feed.Changed] {
	return listed[feed.Changed](c, "/changes", r)
}

// StatementsRequest asks for what people said.
type StatementsRequest struct {
	Kind  []onrecord.StatementKind `url:"kind,omitempty,comma"`
	About string                   `url:"about,omitempty"`
	By    string                   `url:"by,omitempty"`
	Limit int                      `url:"limit,omitempty"`
}

// Statements lists what people said, newest first.
func (c *Client) Statements(r StatementsRequest) Pages[onrecord.Statement] {
	return listed[onrecord.Statement](c, "/statements", r)
}

// State says something by the token's name, and returns it as it is kept. It needs
// a token of the scope review.
func (c *Client) State(ctx context.Context, s v1.Saying) (out onrecord.Statement, err error) {
	body, err := json.Marshal(s)
	if err != nil {
		return out, err
	}
	return out, c.do(ctx, http.MethodPost, c.base+"/statements", body, &out)
}

// Tokens lists tokens, and Revoke ends one. Both need a token of the scope admin.
func (c *Client) Tokens() Pages[v1.Token] { return listed[v1.Token](c, "/tokens", nil) }

// Revoke ends a token at once and for good.
func (c *Client) Revoke(ctx context.Context, id string) error {
	return c.do(ctx, http.MethodDelete, c.base+"/tokens/"+url.PathEscape(id), nil, nil)
}

// Overview counts what the record holds.
func (c *Client) Overview(ctx context.Context) (v1.Overview, error) {
	return one[v1.Overview](ctx, c, "/overview", nil)
}

// Sources lists the sources that are followed.
func (c *Client) Sources() Pages[v1.Source] { return listed[v1.Source](c, "/sources", nil) }

// Problems lists what could not be read, newest first.
func (c *Client) Problems() Pages[onrecord.Problem] {
	return listed[onrecord.Problem](c, "/problems", nil)
}

// Health says what needs looking after.
func (c *Client) Health(ctx context.Context) (health.Report, error) {
	return one[health.Report](ctx, c, "/health", nil)
}
