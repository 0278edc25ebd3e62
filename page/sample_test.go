package page_test

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/onrecord/onrecord/internal/sampletest"
	"github.com/onrecord/onrecord/page"
	"github.com/onrecord/onrecord/store/sqlite"
)

// sampleFile is a record of the sample, read once, as the demo reads it; each
// test gets a copy of its own.
var sampleFile = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "sample")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	ctx := context.Background()
	s, err := sqlite.Open(ctx, filepath.Join(folder, "read.db"), sqlite.Options{Rules: "test"})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	if err := sampletest.Read(ctx, s); err != nil {
		return nil, err
	}
	whole := filepath.Join(folder, "whole.db")
	if err := s.Backup(ctx, whole); err != nil {
		return nil, err
	}
	return os.ReadFile(whole)
})

// ofSample keeps the sample.
func ofSample(t *testing.T) *kept {
	t.Helper()
	whole, err := sampleFile()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "record.db")
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	k := keptIn(t, path)
	k.pages = page.New(k.store, page.Options{Today: sampletest.Today})
	return k
}

func TestEveryExampleOfTheHelpFindsSomethingInTheSample(t *testing.T) {
	k := ofSample(t)
	examples := k.get(t, "/help").Find("main table a, main dl a")
	if examples.Length() < 14 {
		t.Errorf("%d examples", examples.Length())
	}
	all := k.get(t, "/search").one(t, "status", "releases").Text()
	examples.Each(func(_ int, s *goquery.Selection) {
		href, _ := s.Attr("href")
		a := k.get(t, href)
		if a.foundNothing() {
			t.Errorf("%s finds nothing", s.Text())
		}
		if a.one(t, "status", "release").Text() == all {
			t.Errorf("%s finds everything", s.Text())
		}
	})
}

// TestFactsSayWhyTheyWereRead: the page of a date names the rule that read it
// and the words it rests on, and some page names what was left out.
func TestFactsSayWhyTheyWereRead(t *testing.T) {
	k := ofSample(t)
	leftOut, clues := 0, 0
	k.get(t, "/dates").Find(`a[href^="/facts/"]`).Each(func(_ int, s *goquery.Selection) {
		href, _ := s.Attr("href")
		section := k.get(t, href).Find(`section[aria-labelledby="reading"]`)
		if section.Find("code").Length() != 1 {
			t.Errorf("%s: no rule is named: %.300q", href, section.Text())
		}
		clues += section.Find("q").Length()
		leftOut += section.Find("details li").Length()
	})
	if leftOut == 0 || clues == 0 {
		t.Errorf("%d passages left out and %d clues on the pages of dates: want some of both", leftOut, clues)
	}
}
