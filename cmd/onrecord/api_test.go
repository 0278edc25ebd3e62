package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/client"
	"github.com/onrecord/onrecord/internal/postgrestest"
)

// tokenFor makes a token by the command and returns its secret.
func tokenFor(t *testing.T, data, scope string) string {
	t.Helper()
	var made struct{ Secret string }
	add := run(t, data, "", "token", "add", "Ida Reed", "--scope", scope, "--json")
	add.want(t, exitDone)
	if err := json.Unmarshal([]byte(add.stdout), &made); err != nil {
		t.Fatal(err)
	}
	return made.Secret
}

// A program reads a private record, says something of it, and takes it back, by
// the client in Go; what was said is on the command line too.
func TestAProgramReadsAndReviewsAPrivateRecord(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, exitDone)
	run(t, data, "a long password\n", "editor", "add", "Ida Reed").want(t, exitDone)
	url, _ := serving(t, data, "serve", "--listen", "127.0.0.1:0", "--no-pull", "--private")
	ctx := t.Context()

	stranger := client.New(url, client.Options{})
	var refused *client.Error
	if _, err := stranger.Overview(ctx); !errors.Is(err, onrecord.ErrRefused) || !errors.As(err, &refused) || !strings.Contains(refused.Detail, "private") {
		t.Errorf("a stranger: %v", err)
	}
	reader := client.New(url, client.Options{Token: tokenFor(t, data, "read")})
	var releases []v1.Release
	for r, err := range client.All(ctx, reader.Releases(client.ReleasesRequest{Limit: 1})) {
		if err != nil {
			t.Fatal(err)
		}
		releases = append(releases, r)
	}
	if len(releases) != 2 || releases[0].Title != "Lanterns for the north mole" {
		t.Fatalf("%+v", releases)
	}
	rec, err := reader.Record(ctx, releases[0].ID, 0)
	if err != nil || len(rec.Commitments) != 1 || rec.Commitments[0].Of(rec.Text) != rec.Commitments[0].Text {
		t.Fatalf("%v: %+v", err, rec)
	}
	id := rec.Commitments[0].ID
	if _, err := reader.State(ctx, v1.Saying{Kind: onrecord.StatementConfirm, Subject: id}); !errors.Is(err, onrecord.ErrRefused) {
		t.Errorf("a reader says something: %v", err)
	}
	reviewer := client.New(url, client.Options{Token: tokenFor(t, data, "review")})
	said, err := reviewer.State(ctx, v1.Saying{Kind: onrecord.StatementReject, Subject: id, Note: "no undertaking"})
	if err != nil || said.By != "Ida Reed" {
		t.Fatalf("%v: %+v", err, said)
	}
	run(t, data, "", "review", "log").want(t, exitDone, "Ida Reed", "rejects", "no undertaking")
	count := func(review ...onrecord.ReviewState) (n int) {
		for _, err := range client.All(ctx, reader.Facts(client.FactsRequest{Kind: onrecord.KindCommitment, Review: review})) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		return n
	}
	if count() != 0 || count(onrecord.ReviewRejected, onrecord.ReviewConfirmed) != 1 {
		t.Errorf("%d commitments, %d rejected", count(), count(onrecord.ReviewRejected))
	}
	if _, err := reviewer.State(ctx, v1.Saying{Kind: onrecord.StatementUndo, Subject: said.ID}); err != nil || count() != 1 {
		t.Errorf("undone: %v, %d commitments", err, count())
	}
	if _, err := reader.Fact(ctx, "0123456789abcdef"); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("a fact that is not there: %v", err)
	}
	found, err := reader.Search(ctx, client.SearchRequest{Query: "lantern", Facets: true})
	if err != nil || found.Total != 1 || found.Facets == nil {
		t.Errorf("%v: %+v", err, found)
	}
	if _, err := reader.Search(ctx, client.SearchRequest{Query: `"`}); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("half a query: %v", err)
	}
	assistant(t, url, "")
	assistant(t, url, tokenFor(t, data, "read"))
	admin := client.New(url, client.Options{Token: tokenFor(t, data, "admin")})
	for token, err := range client.All(ctx, admin.Tokens()) {
		if err == nil && token.Scopes[0] == "read" {
			err = admin.Revoke(ctx, token.ID)
		}
		if err != nil {
			t.Error(err)
		}
	}
	if _, err := reader.Overview(ctx); !errors.Is(err, onrecord.ErrRefused) {
		t.Errorf("a token that was revoked: %v", err)
	}
}

// bearer sends a token with every request.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}

// assistant asks the tools at /mcp of a private record, which answer with a token only.
func assistant(t *testing.T, url, secret string) {
	t.Helper()
	transport := &sdk.StreamableClientTransport{Endpoint: url + "mcp", HTTPClient: &http.Client{}}
	if secret != "" {
		transport.HTTPClient.Transport = bearer(secret)
	}
	session, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), transport, nil)
	if (err == nil) != (secret != "") {
		t.Fatalf("an assistant with the token %q: %v", secret, err)
	}
	if err != nil {
		return
	}
	defer session.Close()
	result, err := session.CallTool(t.Context(), &sdk.CallToolParams{Name: "search", Arguments: map[string]any{"query": "lanterns"}})
	if err != nil || result.IsError || !strings.Contains(result.Content[0].(*sdk.TextContent).Text, "Lanterns for the north mole") {
		t.Errorf("%v: %+v", err, result)
	}
}

// A client that asked too often waits as long as it is asked to, and gives up
// where that is longer than it may.
func TestAClientWaits(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "import", write(t, "archive.txt", archive)).want(t, exitDone)
	url, _ := serving(t, data, "serve", "--listen", "127.0.0.1:0", "--no-pull", "--api-rate", "60")
	c, hasty := client.New(url, client.Options{}), client.New(url, client.Options{Patience: -1})
	var err error
	for range 80 {
		if _, err = hasty.Overview(t.Context()); err != nil {
			break
		}
	}
	var refused *client.Error
	if !errors.As(err, &refused) || refused.Status != http.StatusTooManyRequests || refused.RetryAfter != time.Second || !errors.Is(err, onrecord.ErrUnavailable) {
		t.Errorf("asked too often: %v", err)
	}
	if _, err := c.Overview(t.Context()); err != nil {
		t.Errorf("after a wait: %v", err)
	}
}

// What is no record answers a client with an error that says so.
func TestAClientOfSomethingElse(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "names") {
			w.WriteHeader(http.StatusBadGateway)
		}
		_, _ = w.Write([]byte("<html>"))
	}))
	defer server.Close()
	c := client.New(server.URL, client.Options{})
	if _, err := c.Overview(t.Context()); !errors.Is(err, onrecord.ErrDamaged) {
		t.Errorf("a page: %v", err)
	}
	if _, err := c.Name(t.Context(), "x"); err == nil || !strings.Contains(err.Error(), "502") {
		t.Errorf("a proxy's error: %v", err)
	}
}

// What a search prints as JSON is what the API answers, passages as long as there.
func TestSearchAsJSONIsWhatTheAPIAnswers(t *testing.T) {
	data := t.TempDir()
	text := "The buoys" + strings.Repeat(" and the lanterns of the outer harbour", 9) + " will be painted by 30 June 2031."
	run(t, data, "", "import", write(t, "long.jsonl", `{"title": "Paint", "issued_on": "2031-05-01", "issued_by": ["Harbour Board"], "text": "`+text+`"}`)).want(t, exitDone, "1 new")
	url, _ := serving(t, data, "serve", "--listen", "127.0.0.1:0", "--no-pull")
	printed := run(t, data, "", "search", "--json", "buoys")
	printed.want(t, exitDone)
	response, err := http.Get(url + "api/v1/search?q=buoys")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answered struct{ Items []v1.Hit }
	var hit v1.Hit
	if err := errors.Join(json.NewDecoder(response.Body).Decode(&answered), json.Unmarshal([]byte(printed.stdout), &hit)); err != nil {
		t.Fatal(err)
	}
	if len(answered.Items) != 1 || len(hit.Passages) == 0 || !reflect.DeepEqual(hit, answered.Items[0]) {
		t.Errorf("printed:\n%+v\nanswered:\n%+v", hit, answered.Items)
	}
}

var example = regexp.MustCompile("(?s)```console\n\\$ (curl [^\n]*)\n(.*?)\n```")

// The examples of docs/api.md do what they show: a command's answer has the
// members that stand below it. Their values may differ as the rules get better.
func TestExamplesOfTheAPI(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("curl is not here")
	}
	doc, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	url, _ := serving(t, data, "demo", "--listen", "127.0.0.1:0")
	secret := tokenFor(t, data, "review")
	examples := example.FindAllStringSubmatch(string(doc), -1)
	if len(examples) < 5 {
		t.Fatalf("%d examples", len(examples))
	}
	known := strings.NewReplacer("http://127.0.0.1:8080/", url)
	for i, e := range examples {
		cmd := exec.CommandContext(t.Context(), "sh", "-c", known.Replace(e[1]))
		cmd.Env = append(os.Environ(), "TOKEN="+secret)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v", e[1], err)
		}
		var shown, got any
		if err := errors.Join(json.Unmarshal([]byte(e[2]), &shown), json.Unmarshal(out, &got)); err != nil {
			t.Fatalf("%s: %v\n%s", e[1], err, out)
		}
		if a, b := shape(shown), shape(got); !bytes.Equal(a, b) {
			t.Errorf("%s\nshown as %s\nanswered %s", e[1], a, b)
		}
		if i == 0 { // later examples speak of what the first one shows
			item := func(v any) string { return v.(map[string]any)["items"].([]any)[0].(map[string]any)["id"].(string) }
			known = strings.NewReplacer("http://127.0.0.1:8080/", url, item(shown), item(got))
		}
	}
}

// shape is what an answer looks like: its members, of a list those of its first
// item, and of each value no more than that it is one.
func shape(v any) []byte {
	var of func(v any) any
	of = func(v any) any {
		switch v := v.(type) {
		case map[string]any:
			out := map[string]any{}
			for name, inner := range v {
				out[name] = of(inner)
			}
			return out
		case []any:
			if len(v) > 0 {
				if _, object := v[0].(map[string]any); object {
					return []any{of(v[0])}
				}
			}
			return "list"
		}
		return "value"
	}
	out, _ := json.Marshal(of(v))
	return out
}

// TestEveryRouteAsksForItsScope asks everything that the description lists of a private record: without a token,
// with one of each scope, and with one that was revoked by another program a moment before. Both engines.
func TestEveryRouteAsksForItsScope(t *testing.T) {
	for engine, at := range map[string]string{"sqlite": t.TempDir(), "postgres": postgrestest.NewAddress(t)} {
		t.Run(engine, func(t *testing.T) {
			run(t, at, "", "import", "--store", at, write(t, "archive.txt", archive)).want(t, exitDone)
			run(t, at, "a long password\n", "editor", "add", "Ida Reed", "--store", at).want(t, exitDone)
			secrets := map[string]string{"nobody": "", "forged": "onrecord_none"}
			ids := map[string]string{}
			for _, scope := range []string{"read", "review", "admin", "revoked"} {
				var made struct{ ID, Secret string }
				add := run(t, at, "", "token", "add", scope, "--scope", strings.Replace(scope, "revoked", "admin", 1), "--json", "--store", at)
				if err := json.Unmarshal([]byte(add.stdout), &made); err != nil {
					t.Fatal(err, add)
				}
				secrets[scope], ids[scope] = made.Secret, made.ID
			}
			url, _ := serving(t, "", "serve", "--listen", "127.0.0.1:0", "--no-pull", "--private", "--store", at, "--api-rate", "0")
			if got := statusOf(t, http.MethodGet, url+"api/v1/overview", secrets["revoked"]); got != http.StatusOK {
				t.Fatalf("before it is revoked: %d", got)
			}
			run(t, at, "", "token", "revoke", ids["revoked"], "--store", at).want(t, exitDone)
			for route, needs := range routes(t, url, secrets["read"]) {
				method, path, _ := strings.Cut(route, " ")
				for who, secret := range secrets {
					got, want := statusOf(t, method, url+strings.TrimPrefix(path, "/"), secret), "let in"
					rank := slices.Index([]string{"read", "review", "admin"}, who)
					switch {
					case rank < 0:
						want = "401"
					case rank < slices.Index([]string{"read", "review", "admin"}, needs):
						want = "403"
					}
					is := fmt.Sprint(got)
					if got != http.StatusUnauthorized && got != http.StatusForbidden && got < 500 {
						is = "let in"
					}
					if is != want {
						t.Errorf("%s with the token of %s: status %d, want %s", route, who, got, want)
					}
				}
			}
		})
	}
}

// routes are the operations of the description, "GET /api/v1/facts/{id}" with an id for each parameter, and the scope
// that each needs.
func routes(t *testing.T, url, secret string) map[string]string {
	t.Helper()
	var described struct {
		Paths map[string]map[string]struct {
			Security []map[string][]string
		}
	}
	r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"api/v1/openapi.json", nil)
	r.Header.Set("Authorization", "Bearer "+secret)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(&described); err != nil {
		t.Fatal(err)
	}
	filled := regexp.MustCompile(`{[a-z0-9]+}`)
	out := map[string]string{"GET /mcp": "read", "POST /mcp": "read", "GET /api/v1/openapi.json": "read"}
	for path, methods := range described.Paths {
		for method, operation := range methods {
			needs := "read"
			for _, s := range operation.Security {
				if scopes := s["token"]; len(scopes) == 1 {
					needs = scopes[0]
				}
			}
			out[strings.ToUpper(method)+" /api/v1"+strings.TrimPrefix(filled.ReplaceAllString(path, "0123456789abcdef"), "/api/v1")] = needs
		}
	}
	if len(out) < 25 {
		t.Fatalf("%d routes are described: %v", len(out), out)
	}
	return out
}

func statusOf(t *testing.T, method, url, secret string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if secret != "" {
		r.Header.Set("Authorization", "Bearer "+secret)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	return answer.StatusCode
}
