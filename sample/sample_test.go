package sample

import (
	"bytes"
	"encoding/json"
	"html"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
	"time"
)

func paths(t *testing.T) []string {
	t.Helper()
	var list []string
	err := fs.WalkDir(Files(), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func read(t *testing.T, p string) []byte {
	t.Helper()
	body, err := fs.ReadFile(Files(), p)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestEveryFileHasACaptureTime(t *testing.T) {
	times, err := parseCaptures(captures)
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]bool)
	today, err := time.Parse(time.DateOnly, Today)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range paths(t) {
		files[p] = true
		at := CapturedAt(p)
		if at.IsZero() {
			t.Errorf("%s is not listed in captures.txt", p)
		}
		if at.After(today.AddDate(0, 0, 1)) {
			t.Errorf("%s is captured at %v, after the sample's today", p, at)
		}
	}
	for p := range times {
		if !files[p] {
			t.Errorf("captures.txt lists %s, which does not exist", p)
		}
	}
}

func TestCapturedAtOfMembersAndStrangers(t *testing.T) {
	known := paths(t)[0]
	if got, want := CapturedAt(known+"!inside/a.html"), CapturedAt(known); got != want {
		t.Errorf("a member is captured at %v, want its archive's %v", got, want)
	}
	if got := CapturedAt("no/such/file.txt"); !got.IsZero() {
		t.Errorf("an unknown file is captured at %v, want the zero time", got)
	}
}

func TestParseCapturesRefuses(t *testing.T) {
	for name, lines := range map[string]string{
		"no tab":     "a.txt 2025-01-01T00:00:00Z\n",
		"bad time":   "a.txt\t2025-02-31T00:00:00Z\n",
		"path twice": "a.txt\t2025-01-01T00:00:00Z\na.txt\t2025-01-02T00:00:00Z\n",
	} {
		if _, err := parseCaptures(lines); err == nil {
			t.Errorf("%s: no error for %q", name, lines)
		}
	}
}

// Two captures of one page come in the order in which they were made.
func TestLaterCaptureOfTheSamePage(t *testing.T) {
	earlier, later := "pages-2025-03/flood-resilience-grant.html", "pages-2025-06/flood-resilience-grant.html"
	if !CapturedAt(earlier).Before(CapturedAt(later)) {
		t.Errorf("%s is not captured before %s", earlier, later)
	}
	before, after := string(read(t, earlier)), string(read(t, later))
	canonical := `<link rel="canonical" href="https://www.corvane.example/government/news/flood-resilience-grant">`
	for _, page := range []string{before, after} {
		if !strings.Contains(page, canonical) {
			t.Error("the two captures do not name the same address")
		}
	}
	if !strings.Contains(before, "by 30 September 2025") || strings.Contains(after, "30 September") {
		t.Error("the deadline should stand in the earlier capture only")
	}
	if !strings.Contains(before, "£2 million") || !strings.Contains(after, "£1.5 million") || strings.Contains(after, "£2 million") {
		t.Error("the sum should be £2 million in the earlier capture and £1.5 million in the later")
	}
}

// The counts are made by the marks that each format sets about a release,
// without the project's own readers.
func TestCountOfReleases(t *testing.T) {
	counts := make(map[string]int)
	pages := make(map[string]bool)
	broken := 0
	for _, p := range paths(t) {
		body := read(t, p)
		folder := path.Dir(p)
		switch {
		case folder == "archive":
			counts["archive"] += bytes.Count(body, []byte("    The press release issued by the "))
		case strings.HasSuffix(p, ".rss.xml"):
			counts["rss"] += bytes.Count(body, []byte("<item>"))
		case strings.HasSuffix(p, ".atom.xml"):
			counts["atom"] += bytes.Count(body, []byte("<entry>"))
		case strings.HasSuffix(p, ".feed.json"):
			var feed struct{ Items []json.RawMessage }
			decode(t, p, body, &feed)
			counts["json feed"] += len(feed.Items)
		case folder == "wordpress":
			var posts []json.RawMessage
			decode(t, p, body, &posts)
			counts["wordpress"] += len(posts)
		case folder == "content":
			if json.Valid(body) {
				counts["content"]++
			} else {
				broken++
			}
		case strings.HasPrefix(path.Base(p), "newsroom-"):
			counts["listing"] += bytes.Count(body, []byte("<article "))
		case strings.HasPrefix(folder, "pages-"):
			pages[path.Base(p)] = true // a page captured twice is one release
		}
	}
	counts["pages"] = len(pages)
	least := map[string]int{"archive": 50, "rss": 3, "atom": 3, "json feed": 2, "wordpress": 3, "content": 2, "listing": 3, "pages": 4}
	total := 0
	for kind, want := range least {
		total += counts[kind]
		if counts[kind] < want {
			t.Errorf("%s: %d releases, want at least %d", kind, counts[kind], want)
		}
	}
	if total < 64 {
		t.Errorf("%d releases, want at least 64", total)
	}
	if broken != 1 {
		t.Errorf("%d broken content items, want exactly 1", broken)
	}
}

func decode(t *testing.T, p string, body []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(body, into); err != nil {
		t.Fatalf("%s: %v", p, err)
	}
}

// README.md is the truth that others make gold from, so its words must be the
// texts' own: every commitment it quotes stands in the file it names.
func TestReadmeQuotesTheTexts(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	releases := rows(string(readme), "## All ")
	if len(releases) < 64 {
		t.Errorf("README.md lists %d releases, want at least 64", len(releases))
	}
	text := make(map[string]string)
	for _, row := range releases {
		for _, p := range backticked(row[2]) {
			text[row[0]] += html.UnescapeString(string(read(t, p)))
		}
	}
	commitments := rows(string(readme), "## Commitments")
	if len(commitments) < 60 {
		t.Errorf("README.md lists %d commitments, want at least 60", len(commitments))
	}
	for _, row := range commitments {
		body, known := text[row[0]]
		if !known {
			t.Errorf("%s is not among the releases", row[0])
		}
		for _, words := range backticked(row[1]) {
			if !strings.Contains(body, words) {
				t.Errorf("%s does not say %q", row[0], words)
			}
		}
		if row[2] == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, row[2]); err != nil {
			t.Errorf("%s: due %q is not a day", row[0], row[2])
		}
	}
}

// rows returns the cells of the table under the heading, without its head.
func rows(markdown, heading string) [][]string {
	_, section, _ := strings.Cut(markdown, "\n"+heading)
	section, _, _ = strings.Cut(section, "\n## ")
	var table [][]string
	for line := range strings.Lines(section) {
		if !strings.HasPrefix(line, "| ") {
			continue
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		table = append(table, cells)
	}
	return table[min(2, len(table)):]
}

func backticked(cell string) []string {
	var found []string
	for i, part := range strings.Split(cell, "`") {
		if i%2 == 1 {
			found = append(found, part)
		}
	}
	return found
}
