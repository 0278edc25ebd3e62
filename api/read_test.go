package api_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/api/v1"
	"github.com/onrecord/onrecord/feed"
	"github.com/onrecord/onrecord/ledger"
)

// description is what the tests read of the API's description.
type description struct {
	OpenAPI string
	Paths   map[string]map[string]struct {
		OperationID string
		Security    []map[string][]string
		Parameters  []struct {
			Name, In string
			Required bool
			Schema   struct {
				Enum  []string
				Items struct{ Enum []string }
			}
		}
		Responses map[string]any
	}
}

// Every question of the description without an id in its path is answered, by
// JSON that holds null for no list.
func TestEveryQuestionIsAnswered(t *testing.T) {
	a := ask(t, record, api.Options{})
	var d description
	a.get("openapi.json", &d)
	if d.OpenAPI != "3.1.0" || len(d.Paths) < 20 {
		t.Fatalf("OpenAPI %s with %d paths", d.OpenAPI, len(d.Paths))
	}
	for path, methods := range d.Paths {
		op, reads := methods["get"]
		if !reads || strings.Contains(path, "{") || len(op.Security) == 1 {
			continue
		}
		questions := []string{path}
		for _, p := range op.Parameters {
			if known := slices.Sorted(slices.Values(p.Schema.Items.Enum)); len(slices.Compact(slices.Clone(known))) < len(known) {
				t.Errorf("%s: %s names something twice: %v", path, p.Name, known)
			}
			if p.In == "query" && p.Required {
				questions = nil
				for _, v := range p.Schema.Enum {
					questions = append(questions, path+"?"+p.Name+"="+v)
				}
			}
		}
		for _, q := range questions {
			var v map[string]any
			a.get(strings.TrimPrefix(q, "/"), &v)
			if items, list := v["items"]; list && items == nil || len(v) == 0 {
				t.Errorf("%s: %v", q, v)
			}
		}
	}
}

// A list's pages, one after the other by the header Link, hold everything once.
func TestPagesHoldEverythingOnce(t *testing.T) {
	a := ask(t, record, api.Options{})
	for _, first := range []string{"releases?limit=31", "facts?kind=commitment&limit=100&fields=id", "names?limit=99", "ledger?limit=50", "search?q=minister&limit=9", "commitments?limit=100&status=none"} {
		seen, total := map[string]bool{}, 0
		for path := first; path != ""; {
			var page struct {
				Items []struct {
					ID      string
					Release struct{ ID string }
				}
				Total int
			}
			w := a.get(path, &page)
			total = page.Total
			for _, i := range page.Items {
				id := i.ID
				if id == "" {
					id = i.Release.ID
				}
				if seen[id] || id == "" {
					t.Errorf("%s: %q is there again", first, id)
				}
				seen[id] = true
			}
			path, _, _ = strings.Cut(strings.TrimPrefix(w.Header().Get("Link"), "<"), ">")
		}
		if len(seen) != total || total == 0 {
			t.Errorf("%s: %d of %d", first, len(seen), total)
		}
	}
}

// A release with its text and facts is the record format, as it is kept.
func TestAReleaseIsTheRecordFormat(t *testing.T) {
	a := ask(t, record, api.Options{ThisMachine: true})
	var list v1.List[v1.Release]
	a.get("releases?limit=100", &list)
	for _, r := range list.Items {
		var got onrecord.Record
		a.get("releases/"+r.ID+"?text=true&facts=true", &got)
		want, err := record.Release(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		want = feed.WithoutNil(want)
		want.Keys = nil
		data, _ := json.Marshal(want)
		var read onrecord.Record
		if err := json.Unmarshal(data, &read); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(read, got, cmp.AllowUnexported(onrecord.Date{})); diff != "" {
			t.Fatalf("%s (-kept +answered):\n%s", r.ID, diff)
		}
		if r.Text != nil || r.Quotes != nil {
			t.Errorf("%s comes with text and facts in a list", r.ID)
		}
	}
}

// A fact's words stand where its span and its selectors say.
func TestAFactStandsWhereItSays(t *testing.T) {
	a := ask(t, record, api.Options{})
	for _, kind := range onrecord.FactKinds {
		var list v1.List[v1.Fact]
		a.get("facts?limit=5&kind="+string(kind), &list)
		for _, listed := range list.Items {
			var f v1.FactDetail
			a.get("facts/"+listed.ID, &f)
			var r v1.Release
			a.get("releases/"+f.Release.ID+"?text=true", &r)
			if got := f.Of(*r.Text); got != f.Text && kind != onrecord.KindName || f.At.Of(f.Context) != got {
				t.Errorf("%s: %q at its span, %q in its context, %q its words", f.ID, got, f.At.Of(f.Context), f.Text)
			}
			if f.Kind != kind || f.OneFact.Kind() != kind || f.Head().ID != f.ID || f.Review != onrecord.ReviewFound || len(f.Selectors) == 0 {
				t.Errorf("%s %s: %+v", kind, f.ID, f)
			}
			for _, s := range f.Selectors {
				if exact := string([]rune(*r.Text)[*s[1].Start:*s[1].End]); s[0].Exact != exact {
					t.Errorf("%s: the selectors give %q and %q", f.ID, s[0].Exact, exact)
				}
			}
			var note struct {
				ID     string
				Target []any
			}
			w := a.get("facts/"+f.ID+"/annotation", &note)
			if !strings.HasSuffix(note.ID, "/facts/"+f.ID) || len(note.Target) == 0 || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/ld+json") {
				t.Errorf("%s is annotated as %v", f.ID, note)
			}
		}
	}
}

// What is listed can be asked for by itself, and says the same.
func TestOneOfAListSaysTheSame(t *testing.T) {
	a := ask(t, record, api.Options{})
	same(t, a, "ledger", func(r ledger.SumRow) string { return r.ID })
	same(t, a, "series", func(r ledger.SeriesRow) string { return r.ID })
	same(t, a, "commitments", func(c feed.Followed) string { return c.ID })
	same(t, a, "changes", func(c feed.Changed) string { return c.ID })
}

func same[T any](t *testing.T, a asker, list string, id func(T) string) {
	var page v1.List[T]
	a.get(list+"?limit=5", &page)
	for _, item := range page.Items {
		var one T
		a.get(list+"/"+id(item), &one)
		if diff := cmp.Diff(item, one, cmp.AllowUnexported(onrecord.Date{})); diff != "" {
			t.Errorf("%s/%s (-listed +alone):\n%s", list, id(item), diff)
		}
	}
	if len(page.Items) == 0 {
		t.Errorf("%s is empty", list)
	}
}

func TestFilters(t *testing.T) {
	a := ask(t, record, api.Options{})
	var people v1.List[v1.Named]
	a.get("names?kind=person&words=isaac", &people)
	if len(people.Items) == 0 || people.Items[0].Text != "Isaac Verrall" || len(people.Items[0].Posts) == 0 {
		t.Fatalf("%+v", people)
	}
	var quotes v1.List[v1.Fact]
	a.get("facts?kind=quote&person="+people.Items[0].ID, &quotes)
	for _, q := range quotes.Items {
		if q.Quote == nil || !strings.Contains(q.Quote.Speaker, "Verrall") {
			t.Errorf("said by another: %+v", q)
		}
	}
	var soon v1.List[feed.Followed]
	a.get("commitments?status=soon", &soon)
	for _, c := range soon.Items {
		if c.Status != "soon" {
			t.Errorf("%s is %s", c.ID, c.Status)
		}
	}
	var quarter, coming, open v1.List[feed.Followed] // as the pages narrow them, too
	a.get("commitments?status=quarter", &quarter)
	a.get("commitments?status=coming", &coming)
	a.get("commitments?status=open", &open)
	if quarter.Total < soon.Total || quarter.Total > coming.Total || coming.Total != soon.Total+open.Total {
		t.Errorf("%d due soon, %d in the quarter, %d later, %d still to come", soon.Total, quarter.Total, open.Total, coming.Total)
	}
	var large v1.List[v1.Fact]
	a.get("facts?kind=figure&figure=money&order=largest&min=1000000&currency=GBP&limit=100", &large)
	for i, f := range large.Items {
		if f.Figure.Value < 1e6 || i > 0 && f.Figure.Value > large.Items[i-1].Figure.Value {
			t.Errorf("%s is worth %v", f.ID, f.Figure.Value)
		}
	}
	if quotes.Total == 0 || soon.Total == 0 {
		t.Errorf("%d quotes, %d due soon", quotes.Total, soon.Total)
	}
	var found v1.Results
	a.get(`search?q=minister&facets=true&limit=3`, &found)
	if found.Facets == nil || len(found.Facets.Issuers) == 0 || found.Query != "minister" || len(found.Items[0].Passages) == 0 || len(found.Items[0].Passages[0].Lit) == 0 {
		t.Errorf("%+v", found)
	}
	var one v1.NamedDetail
	a.get("names/"+people.Items[0].ID, &one)
	if one.Text != "Isaac Verrall" || len(one.Names) == 0 || len(one.Mentions) == 0 {
		t.Errorf("%+v", one)
	}
}

func TestSparseAnswers(t *testing.T) {
	a := ask(t, record, api.Options{})
	var list struct {
		Items []map[string]any
		Total int
	}
	w := a.get("releases?limit=2&fields=id,title", &list)
	if len(list.Items) != 2 || len(list.Items[0]) != 2 || list.Items[0]["title"] == "" || list.Total < 50 || w.Header().Get("Content-Type") != "application/vnd.onrecord.sparse+json" {
		t.Errorf("%s %s", w.Header(), w.Body)
	}
	var one map[string]any
	a.get("releases/"+list.Items[0]["id"].(string)+"?fields=issued_on", &one)
	if len(one) != 1 || one["issued_on"] == nil {
		t.Errorf("%v", one)
	}
}

func TestRefusals(t *testing.T) {
	a := ask(t, record, api.Options{})
	for path, want := range map[string]struct {
		status int
		words  string
	}{
		"facts?kindd=quote":                         {422, `Did you mean "kind"?`},
		"releases?zzzzzz=1":                         {422, "There are fields, limit"},
		"facts":                                     {422, "kind"},
		"facts?kind=quo":                            {422, "quote, date, figure"},
		"facts?kind=quote&kind=date":                {422, "more than once"},
		"facts?kind=figure&min=NaN":                 {422, "no number"},
		"ledger?min=1e400":                          {422, "no number"},
		"facts?kind=quote&min=5":                    {422, "goes with kind=figure"},
		"facts?kind=quote&order=due":                {422, "goes with kind=commitment"},
		"facts?kind=quote&review=":                  {422, "no value"},
		"releases?fields=id,nope":                   {422, "issued_on"},
		"releases?from=2025-02-30":                  {422, "from"},
		"releases?from=2025-02-14&to=2025-02-13":    {422, "before the first"},
		"releases?cursor=zz":                        {422, "no cursor"},
		"releases?limit=101":                        {422, "limit"},
		"releases?issuer=%ff":                       {422, "UTF-8"},
		"releases?limit=%zz":                        {422, "well formed"},
		"search?q=%22":                              {422, "not understood at byte 1"},
		"releases/0123456789abcdef":                 {404, "no such thing"},
		"releases/0123456789abcdef/same":            {404, "no such thing"},
		"releases/x":                                {422, "an id: 16"},
		"captures/" + strings.Repeat("0", 64):       {404, "no such thing"},
		"commitments/0123456789abcdef":              {404, "no such thing"},
		"facts/0123456789abcdef/annotation":         {404, "no such thing"},
		"nosuch":                                    {404, "openapi.json"},
		"releases/0123456789abcdef?version=0":       {422, "version"},
		"releases/0123456789abcdef?version=1&limit": {422, "There is no parameter"},
	} {
		a.refused(a.send(http.MethodGet, path, ""), want.status, want.words)
	}
	w := a.send(http.MethodPut, "releases", "{}")
	a.refused(w, http.StatusMethodNotAllowed, "GET, HEAD")
	if w := a.send(http.MethodOptions, "statements", ""); w.Code != http.StatusNoContent || w.Header().Get("Allow") != "GET, HEAD, POST, OPTIONS" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

func TestWhatIsKnownIsNotSentAgain(t *testing.T) {
	a := ask(t, record, api.Options{})
	w := a.send(http.MethodGet, "overview", "")
	etag := w.Header().Get("ETag")
	for _, known := range []string{etag, `"other", ` + strings.TrimPrefix(etag, "W/"), "*"} {
		if w := a.with("If-None-Match", known).send(http.MethodGet, "overview", ""); w.Code != http.StatusNotModified || w.Body.Len() != 0 || w.Header().Get("ETag") != etag {
			t.Errorf("%s: %d %s", known, w.Code, w.Body)
		}
	}
	if w := a.with("If-None-Match", `"other"`).send(http.MethodGet, "overview", ""); w.Code != http.StatusOK {
		t.Errorf("status %d", w.Code)
	}
	if h := a.send(http.MethodHead, "overview", ""); h.Code != http.StatusOK || h.Body.Len() != 0 || h.Header().Get("ETag") != etag || h.Header().Get("Content-Length") != w.Header().Get("Content-Length") {
		t.Errorf("%d %v", h.Code, h.Header())
	}
}
