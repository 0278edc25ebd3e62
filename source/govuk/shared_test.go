package govuk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/sharedtest"
)

const examples = "cases/govuk-content/content_schemas/examples"

func example(t *testing.T, name string) onrecord.Capture {
	t.Helper()
	return onrecord.NewCapture(sharedtest.Read(t, examples+"/"+name), name, "", time.Time{})
}

// TestExamples reads every content item that GOV.UK's schemas come with.
func TestExamples(t *testing.T) {
	counts := map[string]int{}
	root := sharedtest.Path(t, examples)
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, "case_study_links.json") {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, path)
		c := onrecord.NewCapture(body, name, "", time.Time{})
		schema := strings.Split(filepath.ToSlash(name), "/")[0]
		if !Recognise(c) {
			t.Errorf("%s: not recognised", name)
		}
		drafts, problems := Read(c)
		if !schemas[schema] {
			counts["refused"]++
			if len(drafts) != 0 || len(problems) != 1 || !strings.Contains(problems[0].Reason, `"`+schema+`"`) {
				t.Errorf("%s: %d drafts, problems %v", name, len(drafts), problems)
			}
			return nil
		}
		counts[schema]++
		if len(drafts) != 1 || len(problems) != 0 {
			t.Errorf("%s: %d drafts, problems %v", name, len(drafts), problems)
			return nil
		}
		d := drafts[0]
		if d.Title == "" || d.IssuedOn.IsZero() || !strings.HasPrefix(d.URL, "https://www.gov.uk/") || d.Language == "" || d.Summary == "" {
			t.Errorf("%s: %+v", name, d)
		}
		if schema != "statistics_announcement" && len(d.Blocks) == 0 {
			t.Errorf("%s: no blocks", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"case_study": 7, "consultation": 8, "fatality_notice": 3, "news_article": 9, "publication": 8, "speech": 10, "statistics_announcement": 4, "refused": 25}
	if diff := cmp.Diff(want, counts); diff != "" {
		t.Error(diff)
	}
}

func TestPressRelease(t *testing.T) {
	drafts, _ := Read(example(t, "news_article/frontend/news_article_press_release.json"))
	d := drafts[0]
	kinds := map[onrecord.BlockKind]int{}
	for _, b := range d.Blocks {
		kinds[b.Kind]++
	}
	if d.IssuedOn.String() != "2016-12-28" || !cmp.Equal(d.IssuedBy, []string{"Public Health England"}) || kinds[onrecord.BlockQuotation] != 7 || kinds[onrecord.BlockListItem] != 5 {
		t.Errorf("%s %q %v", d.IssuedOn, d.IssuedBy, kinds)
	}
}

func TestOtherExamples(t *testing.T) {
	one := func(name string) onrecord.Draft {
		drafts, _ := Read(example(t, name))
		if len(drafts) != 1 {
			t.Fatalf("%s: %d drafts", name, len(drafts))
		}
		return drafts[0]
	}
	if d := one("news_article/frontend/news_article_withdrawn.json"); d.Withdrawn == "" || strings.Contains(d.Withdrawn, "<") {
		t.Errorf("withdrawn: %q", d.Withdrawn)
	}
	if d := one("fatality_notice/frontend/withdrawn_fatality_notice.json"); len(d.Changes) != 2 || d.Changes[0].On.String() != "1881-02-27" || d.IssuedOn.Year() != 1881 {
		t.Errorf("changes: %v", d.Changes)
	}
	if d := one("news_article/frontend/news_article_history_mode_translated_arabic.json"); d.Language != "ar" {
		t.Errorf("language %q", d.Language)
	}
	if d := one("publication/frontend/publication-with-featured-attachments.json"); len(d.Blocks) != 2 || d.Blocks[1].Kind != onrecord.BlockAttachment {
		t.Errorf("blocks %v", d.Blocks)
	}
	if d := one("case_study/frontend/has-updates.json"); len(d.Changes) != 3 || d.Changes[0].On.After(d.Changes[2].On) || d.IssuedOn.String() != "2024-05-23" {
		t.Errorf("changes %v, issued %s", d.Changes, d.IssuedOn)
	}
}

// TestSearchExamples reads search results with invented stories in real envelopes.
func TestSearchExamples(t *testing.T) {
	counts := map[string]int{}
	files, err := filepath.Glob(filepath.Join(sharedtest.Path(t, "cases/govuk-search"), "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	results := 0
	for _, path := range files {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c := onrecord.NewCapture(body, path, "", time.Time{})
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		if !Recognise(c) {
			counts["not recognised"]++
			continue
		}
		drafts, problems := Read(c)
		for _, p := range problems {
			if !strings.Contains(p.Reason, `"finder"`) {
				t.Errorf("%s: %v", name, p)
			}
			counts["finder"]++
		}
		if len(problems) > 0 {
			continue
		}
		counts["results"]++
		results += len(drafts)
		for _, d := range drafts {
			if d.Title == "" || !strings.HasPrefix(d.URL, "https://www.gov.uk/") {
				t.Errorf("%s: %+v", name, d)
			}
			if d.IssuedOn.IsZero() {
				counts["without a day"]++
			}
		}
	}
	// Three are descriptions of finders, one of search fields; one result has no day.
	want := map[string]int{"results": 20, "finder": 3, "not recognised": 1, "without a day": 1}
	if diff := cmp.Diff(want, counts); diff != "" || results != 33 {
		t.Errorf("%d results; %s", results, diff)
	}
}
