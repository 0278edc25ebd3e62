package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/storetest"
)

func openTemp(t testing.TB) *Store {
	t.Helper()
	return openAt(t, emptyFile(t), Options{Rules: "1"})
}

// emptyFile returns the path of a file of the test's own that holds a record of nothing. It is copied: to make
// the tables takes longer than most tests.
func emptyFile(t testing.TB) string {
	t.Helper()
	empty.once.Do(func() {
		empty.file = fileOf(t, filepath.Join(t.TempDir(), "onrecord.db"), func(*Store) {})
	})
	return fileFrom(t, empty.file)
}

var empty struct {
	once sync.Once
	file []byte
}

// fileOf makes a record at the path, has it filled, and returns its file.
func fileOf(t testing.TB, path string, fill func(*Store)) []byte {
	t.Helper()
	s, err := Open(context.Background(), path, Options{Rules: "1"})
	if err != nil {
		t.Fatal(err)
	}
	fill(s)
	if err := s.Close(); err != nil { // all is in the file then, and nothing beside it
		t.Fatal(err)
	}
	if _, err := os.Stat(path + "-wal"); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("something stands beside the closed file: %v", err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// fileFrom returns the path of a file of the test's own.
func fileFrom(t testing.TB, file []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "onrecord.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func openAt(t testing.TB, path string, options Options) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// plainRecord is a release of one block with a quote of its first word.
func plainRecord(key, title, text, day string) onrecord.Record {
	id := onrecord.StableID(key)
	word, _, _ := strings.Cut(text, " ")
	span := onrecord.Span{End: len(word)}
	return onrecord.Record{
		Release: onrecord.Release{
			ID: id, Title: title, IssuedOn: onrecord.MustDate(day), IssuedBy: []string{"Harbour Board"}, Tags: []string{"Ports"}, Language: "en",
			Text: text, Blocks: []onrecord.Block{{Span: onrecord.Span{End: len(text)}, Kind: onrecord.BlockParagraph}}, Keys: []string{key},
		},
		Facts: onrecord.Facts{
			Quotes: []onrecord.Quote{{Head: onrecord.Head{ID: onrecord.StableID(id, word), Span: span, Text: word}, Speaker: "Ada Venn"}},
			Names:  []onrecord.Name{{ID: onrecord.StableID(id, "name"), Text: word, Kind: onrecord.NameScheme, Spans: []onrecord.Pair{onrecord.Pair(span)}}},
		},
	}
}

func ingested(location string, at time.Time, records ...onrecord.Record) store.Ingested {
	var body strings.Builder
	for _, r := range records {
		fmt.Fprintf(&body, "%s\n%s\n", r.Title, r.Text)
	}
	return store.Ingested{Capture: onrecord.NewCapture([]byte(body.String()), location, "text/plain", at), Kind: onrecord.SourceTextArchive, Records: records}
}

var noon = time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)

func TestContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return openTemp(t) })
}

// Relevance that ranks only a few of the matches still shows each once.
func TestContractWithNarrowBounds(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store {
		return openAt(t, emptyFile(t), Options{Rules: "1", Bounds: keep.Bounds{Newest: 3, Titled: 2}})
	})
}

func TestBackup(t *testing.T) {
	storetest.RunBackup(t, openTemp(t), func(t *testing.T, file string) store.Store { return openAt(t, file, Options{Rules: "1"}) })
}
