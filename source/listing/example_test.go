package listing

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/fetch"
)

// What follows, to the end of nextOfAssembly, stands in docs/sources.md as the example of a new kind.

type assemblyCursor struct{ After int }

func nextOfAssembly(ctx context.Context, s Step) (Page, error) {
	var c assemblyCursor
	if err := s.resume(&c); err != nil {
		return Page{}, err
	}
	answer, err := s.get(ctx, fetch.Request{URL: fmt.Sprintf("%sstatements.json?after=%d", s.Source.Rest(), c.After)})
	if err != nil {
		return Page{}, err
	}
	var list []struct {
		Number           int
		Title, URL, Date string
	}
	if err := json.Unmarshal(answer.Body, &list); err != nil {
		return Page{}, fmt.Errorf("%w: %s did not answer as the Assembly does", onrecord.ErrInvalid, answer.URL)
	}
	var page Page
	for _, it := range list {
		page.Items = append(page.Items, onrecord.Listed{Location: it.URL, Title: it.Title, Mark: it.Date, Visit: onrecord.VisitNow})
		c.After = max(c.After, it.Number)
	}
	page.Cursor, page.More, page.Left = cursorOf(c), len(list) > 0, -1
	return page, nil
}

// TestTheExampleOfANewKind walks a calendar of the Assembly's with the kind that docs/sources.md shows, and holds the
// page against what stands here.
func TestTheExampleOfANewKind(t *testing.T) {
	const assembly = onrecord.ListingKind("assembly")
	kinds[assembly] = kind{next: nextOfAssembly, accept: acceptPages}
	t.Cleanup(func() { delete(kinds, assembly) })
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.RequestURI() {
		case "/statements.json?after=0":
			fmt.Fprint(w, `[{"Number": 1, "Title": "On lanterns", "URL": "https://assembly.example/1", "Date": "2031-04-01"}, {"Number": 2, "Title": "On ferries", "URL": "https://assembly.example/2", "Date": "2031-04-02"}]`)
		case "/statements.json?after=2":
			fmt.Fprint(w, `[]`)
		case "/broken/statements.json?after=0":
			fmt.Fprint(w, `<html>`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	client := fetch.New(fetch.Options{})
	step := Step{Source: onrecord.Source{Spec: "assembly:" + server.URL + "/", Kind: assembly, Local: true}, Get: client.Get}
	var listed []string
	for more := true; more; {
		page, err := Next(t.Context(), step)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range page.Items {
			listed = append(listed, it.Location+" "+it.Mark)
		}
		step.Cursor, more = page.Cursor, page.More
	}
	if got := strings.Join(listed, "\n"); got != "https://assembly.example/1 2031-04-01\nhttps://assembly.example/2 2031-04-02" {
		t.Errorf("listed %s", got)
	}
	step.Source.Spec, step.Cursor = "assembly:"+server.URL+"/broken/", ""
	if _, err := Next(t.Context(), step); err == nil || !strings.Contains(err.Error(), "as the Assembly does") {
		t.Errorf("%v", err)
	}

	here, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../../docs/sources.md")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(page), "```go\n")
	shown, _, _ = strings.Cut(shown, "   ```")
	shown = strings.ReplaceAll(strings.TrimSpace("\n"+shown), "\n   ", "\n")
	if shown == "" || !strings.Contains(string(here), "\n"+shown+"\n") {
		t.Errorf("docs/sources.md shows another kind than the one that is tried here:\n%s", shown)
	}
}
