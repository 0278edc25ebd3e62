package search

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDocumentedQueries keeps docs/query.md true: the queries in its tables
// parse, and those that it calls errors give the words that it promises.
func TestDocumentedQueries(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "docs", "query.md"))
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile(`^\| (.*?[^\\]) \| (.*) \|$`)
	code := regexp.MustCompile("`([^`]+)`")
	good, bad := 0, 0
	section := ""
	for line := range strings.Lines(string(page)) {
		line = strings.TrimSpace(line)
		if s, ok := strings.CutPrefix(line, "## "); ok {
			section = s
		}
		cells := row.FindStringSubmatch(line)
		if cells == nil {
			continue
		}
		queries := cells[1]
		if section == "More examples" {
			queries = cells[2]
		}
		for _, m := range code.FindAllStringSubmatch(queries, -1) {
			query := strings.ReplaceAll(m[1], `\|`, "|")
			_, err := Parse(query)
			switch {
			case section != "When it is not understood":
				good++
				if err != nil {
					t.Errorf("%s: %v", query, err)
				}
			default:
				bad++
				if err == nil || !strings.Contains(err.Error(), cells[2]) {
					t.Errorf("%s: the page says %q, the error is %v", query, cells[2], err)
				}
			}
		}
	}
	if good < 30 || bad < 10 {
		t.Errorf("found %d queries and %d errors in the page", good, bad)
	}
}
