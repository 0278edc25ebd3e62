package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/onrecord/onrecord/internal/publisher"
)

// play serves an invented publisher's site on loopback.
func play(t *testing.T, posts int) (*publisher.Publisher, string) {
	t.Helper()
	site := publisher.New(posts, time.Now().Add(-time.Hour))
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	return site, server.URL
}

func TestFollowASource(t *testing.T) {
	site, url := play(t, 5)
	data, spec := t.TempDir(), "govuk:"+url+"/harbour-board"
	run(t, data, "", "source", "list").want(t, exitFailed, "onrecord import")
	run(t, data, "", "pull").want(t, exitFailed, "there is no record")
	run(t, data, "", "source", "test", "--local", spec).want(t, exitDone, "lists 5 locations", "3 releases read", "Lanterns for mole number 5", "Nothing was kept")
	run(t, data, "", "source", "test", spec).want(t, exitFailed, "--local")
	site.Edit(5, func(p *publisher.Post) { p.PDF = true })
	run(t, data, "", "source", "test", "--local", spec).want(t, exitDone, "1 file attached", url+"/file/post-5.pdf")
	site.Edit(5, func(p *publisher.Post) { p.PDF = false })
	run(t, data, "", "source", "add", "--local", "--name", "Board", "--every", "2h", spec).want(t, exitDone, "Following "+spec+", looked at every 2h")
	run(t, data, "", "source", "add", spec, spec).want(t, exitDone, "Followed already: "+spec+", looked at every 2h") // what was not said anew stays
	run(t, data, "", "source", "test", spec).want(t, exitDone, "lists 5 locations")                                   // local, as it is followed
	run(t, data, "", "source", "test", "board").want(t, exitDone, "lists 5 locations")
	run(t, data, "", "source", "list").want(t, exitDone, "Board", "not looked at yet", "due", "local")
	run(t, data, "", "pull").want(t, exitDone, "Board: 5 new, 0 changed.")
	run(t, data, "", "pull").want(t, exitDone, "Nothing is due", "--force")
	run(t, data, "", "search", "mole 3").want(t, exitDone, "Lanterns for mole number 3")

	site.Edit(2, func(p *publisher.Post) { p.Gone = 410 })
	site.Edit(3, func(p *publisher.Post) { p.Paragraphs[0] += " It will cost more." })
	var summary struct {
		Spec        string
		Withheld    int
		NotModified int `json:"not_modified"`
		Ingested    struct{ New, Changed int }
	}
	forced := run(t, data, "", "pull", "--force", "--json", "board")
	forced.want(t, exitDone)
	if err := json.Unmarshal([]byte(forced.stdout), &summary); err != nil || summary.Spec != spec || summary.Withheld != 1 || summary.NotModified != 3 || summary.Ingested.Changed != 1 {
		t.Errorf("%+v, %v: %s", summary, err, forced.stdout)
	}
	run(t, data, "", "source", "list", "--json").want(t, exitDone, `"withheld":1`, `"every_seconds":7200`, `"captures":6`)
	run(t, data, "", "source", "pause", "Board").want(t, exitDone, "Paused Board")
	run(t, data, "", "pull", "--force").want(t, exitDone, "All sources are paused")
	run(t, data, "", "source", "resume", spec).want(t, exitDone, "Resumed")
	run(t, data, "", "source", "remove", "nobody").want(t, exitFailed, "no source is called")
	run(t, data, "", "source", "remove", "board").want(t, exitDone, "stays in the record")
	run(t, data, "", "pull").want(t, exitDone, "No source is followed")
	run(t, data, "", "list").want(t, exitDone, "Lanterns for mole number 2")
	run(t, data, "", "check").want(t, exitDone, "All is well.")
}

func TestSourcesThatCannotBeFollowed(t *testing.T) {
	data := t.TempDir()
	for args, want := range map[string]string{
		"source add":                                    "add wants sources",
		"source add https://harbour.example/":           "feed:https://harbour.example/",
		"source add --every 1s feed:https://a.example/": "1m0s to",
		"source add --name x feed:https://a.example/ feed:https://b.example/": "--name goes with one source",
		"source add --from nowhere.toml":                                      "nowhere.toml",
		"source follow x":                                                     "source knows add",
		"pull --pace 0s":                                                      "--pace",
	} {
		run(t, data, "", strings.Fields(args)...).want(t, exitUsage, want)
	}
}

func TestSourcesFromFiles(t *testing.T) {
	data := t.TempDir()
	for name, content := range map[string]string{
		"a.toml": "[[source]]\nspec = \"govuk:home-office\"\nname = \"Home Office\"\nevery = \"2h\"\n[[source]]\nspec = \"feed:http://127.0.0.1/a\"\nlocal = true\n",
		"b.opml": `<?xml version="1.0" encoding="ISO-8859-1"?><opml version="2.0"><head/><body><outline text="News"><outline type="rss" text="Caf\xe9 news" xmlUrl="https://harbour.example/feed"/></outline><outline text="no feed"/></body></opml>`,
	} {
		content = strings.ReplaceAll(content, `\xe9`, "\xe9")
		run(t, data, "", "source", "add", "--from", write(t, name, content)).want(t, exitDone, "Following")
	}
	run(t, data, "", "source", "list").want(t, exitDone, "Home Office", "govuk:home-office", "local", "Café news", "feed:https://harbour.example/feed")
	for content, want := range map[string]string{
		"":                                       "names no source",
		"[[source]]\nspec = 'x'":                 "source 1",
		"[[source]]\nspec = \n":                  "line 2",
		"[[source]]\nspec = 'govuk:a'\nwhen = 1": "there is no source.when",
		"[[source]]\nspec = 'govuk:a'\nevery = 'often'":         "no duration",
		"[[source]]\nspec = 'govuk:a'\nevery = '1s'":            "not from 1m to 366 days",
		"<opml><body><outline xmlUrl='ftp://a'/></body></opml>": "ftp",
		"<rss></rss>": "no OPML",
	} {
		run(t, data, "", "source", "add", "--from", write(t, "x", content)).want(t, exitUsage, want)
	}
	// One feed of a reader's that can't be followed keeps out no other.
	some := run(t, data, "", "source", "add", "--from", write(t, "c.opml", `<opml><body><outline xmlUrl="ftp://quay.example/feed"/><outline text="Quays" xmlUrl="https://quay.example/feed"/></body></opml>`))
	some.want(t, exitDone, "Following feed:https://quay.example/feed")
	if !strings.Contains(some.stderr, "Left out") || !strings.Contains(some.stderr, "only http and https") {
		t.Errorf("nothing is said of what was left out: %q", some.stderr)
	}
}

func TestAFolderIsFollowed(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "a.txt"), []byte(archive), 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, data, "", "source", "add", "folder:"+folder).want(t, exitDone)
	run(t, data, "", "pull").want(t, exitDone, "2 new")
	run(t, data, "", "pull", "--force").want(t, exitDone, "0 new, 0 changed, 2 unchanged")
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	run(t, data, "", "pull", "--force").want(t, exitProblems, "Stopped")
	run(t, data, "", "list").want(t, exitDone, "Lanterns for the north mole")
}

func TestOnePullAtATime(t *testing.T) {
	data := t.TempDir()
	run(t, data, "", "source", "add", "govuk:home-office").want(t, exitDone)
	_, unlock, free, err := place(data).lockPull(t.Context())
	if err != nil || !free {
		t.Fatalf("free %v, %v", free, err)
	}
	run(t, data, "", "pull").want(t, exitFailed, "another onrecord pulls")
	unlock()
}

// TestServePullsBySchedule serves a record whose source is due.
// shared is what several goroutines write to.
type shared struct {
	mu  sync.Mutex
	all strings.Builder
}

func (s *shared) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Write(b)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.String()
}

func TestServePullsBySchedule(t *testing.T) {
	_, url := play(t, 4)
	data := t.TempDir()
	run(t, data, "", "source", "add", "--local", "page:"+url+"/list").want(t, exitDone)
	ctx, stop := context.WithCancel(t.Context())
	out := &shared{}
	p := &program{stdin: strings.NewReader(""), stdout: out, stderr: out, env: func(string) string { return "" }}
	ended := make(chan int)
	go func() { ended <- p.run(ctx, []string{"serve", "--data", data, "--listen", "127.0.0.1:0"}) }()
	for deadline := time.Now().Add(time.Minute); ; {
		if r := run(t, data, "", "source", "list", "--json"); strings.Contains(r.stdout, `"releases":4`) && strings.Contains(r.stdout, "succeeded_at") && strings.Contains(out.String(), "msg=pulled") {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("nothing was pulled")
		}
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	if code := <-ended; code != exitDone {
		t.Errorf("exit code %d: %s", code, out)
	}
	if !strings.Contains(out.String(), "new=4") {
		t.Errorf("the log: %s", out)
	}
	run(t, data, "", "list").want(t, exitDone, fmt.Sprintf("Lanterns for mole number %d", 4))
}
