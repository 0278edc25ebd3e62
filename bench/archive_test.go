package bench

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// pagesOf reads the pages that an archive wrote, one after the other.
func pagesOf(t *testing.T, releases int, seed uint64, write func(a *Archive, folder string) error) string {
	a, err := NewArchive(releases, seed)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := write(a, folder); err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	var all strings.Builder
	for _, page := range pages {
		body, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(body)
	}
	return all.String()
}

// TestArchive: the same seed writes the same releases, oldest first; another seed writes others. Edited ones are the first of
// them with other digits.
func TestArchive(t *testing.T) {
	whole := func(a *Archive, folder string) error { return a.Write(folder, 120) }
	first := pagesOf(t, 120, 1, whole)
	if pagesOf(t, 120, 1, whole) != first {
		t.Error("the same seed writes other releases")
	}
	if pagesOf(t, 120, 2, whole) == first {
		t.Error("another seed writes the same releases")
	}
	var days []time.Time
	for _, m := range regexp.MustCompile(`issued by the .* on (\d+ \w+ \d{4})\.`).FindAllStringSubmatch(first, -1) {
		day, err := time.Parse("2 January 2006", m[1])
		if err != nil {
			t.Fatal(err)
		}
		days = append(days, day)
	}
	if len(days) != 120 || !slices.IsSortedFunc(days, time.Time.Compare) {
		t.Errorf("%d days of issue, which are not in order", len(days))
	}
	digits := regexp.MustCompile(`[0-9]`)
	edited := pagesOf(t, 120, 1, func(a *Archive, folder string) error { return a.WriteEdited(folder, 30) })
	if !strings.HasPrefix(digits.ReplaceAllString(first, "#"), digits.ReplaceAllString(edited, "#")) || strings.HasPrefix(first, edited) {
		t.Error("edited releases are not the first ones with other digits")
	}
}
