package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

func open(t *testing.T) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
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

var at = time.Date(2031, 4, 1, 0, 0, 0, 0, time.UTC)

// captures are n pages of an invented board, a month apart; all of them speak
// of one sum.
func captures(n int) []onrecord.Capture {
	out := make([]onrecord.Capture, n)
	for i := range out {
		day := onrecord.MustDate("2030-01-10").AddMonths(i)
		page := fmt.Sprintf("• PRESS RELEASE : Lantern news %d [%s %d]\n\nThe press release issued by the Harbour Board on %d %s %d.\n\nThe Harbour Board has set aside £1.5 million for the Northern Lantern Scheme on the mole.\n",
			i, day.Month(), day.Year(), day.Day(), day.Month(), day.Year())
		out[i] = onrecord.NewCapture([]byte(page), fmt.Sprintf("pages/%03d.txt", i), "", at)
	}
	return out
}

func walk(of ...onrecord.Capture) ingest.Walk {
	return func(_ context.Context, visit func(onrecord.Capture) error, _ func(onrecord.Problem) error) error {
		for _, c := range of {
			if err := visit(c); err != nil {
				return err
			}
		}
		return nil
	}
}

func run(t *testing.T, s store.Store, w ingest.Walk, workers int) ingest.Summary {
	t.Helper()
	summary, err := ingest.Run(t.Context(), s, w, ingest.Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	return summary
}

// told is everything a record says: its releases with their facts, and the
// links of every sum.
func told(t *testing.T, s store.Store) []string {
	t.Helper()
	var out []string
	err := s.Records(t.Context(), nil, func(r onrecord.Record) error {
		out = append(out, fmt.Sprintf("%s %d %s %v", r.ID, r.Version, r.Title, r.Facts))
		for _, f := range r.Figures {
			links, err := s.Links(t.Context(), f.ID)
			if err != nil {
				return err
			}
			for _, l := range links {
				out = append(out, fmt.Sprint(l.Link))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheSameRecordWithAnyNumberOfWorkers(t *testing.T) {
	one, many := open(t), open(t)
	want := ingest.Summary{Captures: 150, New: 150}
	if got := run(t, one, walk(captures(150)...), 1); got != want {
		t.Errorf("one worker: %+v, want %+v", got, want)
	}
	if got := run(t, many, walk(captures(150)...), 8); got != want {
		t.Errorf("eight workers: %+v, want %+v", got, want)
	}
	record := told(t, one)
	if !strings.Contains(strings.Join(record, "\n"), string(onrecord.LinkRestates)) {
		t.Error("no sum was linked to another")
	}
	if d := cmp.Diff(record, told(t, many)); d != "" {
		t.Error(d)
	}
}

func TestARunTellsThatAllIsSavedBeforeItLinks(t *testing.T) {
	s := open(t)
	var told []string
	_, err := ingest.Run(t.Context(), s, walk(captures(5)...), ingest.Options{
		Saved: func(did ingest.Summary) {
			o, err := s.Overview(t.Context())
			told = append(told, fmt.Sprint("saved ", did.New, ", unlinked ", o.Unlinked, " ", err))
		},
		Linking: func(done, total int) { told = append(told, fmt.Sprint("linked ", done, " of ", total)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"saved 5, unlinked 5 <nil>", "linked 5 of 5"}, told); d != "" {
		t.Error(d)
	}
}

func TestASecondRunChangesNothing(t *testing.T) {
	s := open(t)
	run(t, s, walk(captures(5)...), 2)
	before := told(t, s)
	if got, want := run(t, s, walk(captures(5)...), 2), (ingest.Summary{Captures: 5, Unchanged: 5}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if d := cmp.Diff(before, told(t, s)); d != "" {
		t.Error(d)
	}
}

func TestAStoppedRunGoesOnWhereItWas(t *testing.T) {
	whole, stopped := open(t), open(t)
	run(t, whole, walk(captures(150)...), 2)

	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	first, err := ingest.Run(ctx, stopped, walk(captures(150)...), ingest.Options{Progress: func(ingest.Summary) { stop() }})
	if !errors.Is(err, context.Canceled) || first.New == 0 || first.New == 150 {
		t.Fatalf("stopped after the first batch: %+v, %v", first, err)
	}
	rest := run(t, stopped, walk(captures(150)...), 2)
	if rest.New+rest.Unchanged != 150 || rest.Unchanged < first.New {
		t.Errorf("first %+v, then %+v", first, rest)
	}
	if d := cmp.Diff(told(t, whole), told(t, stopped)); d != "" {
		t.Error(d)
	}
}

func TestWhatCannotBeReadIsAProblemAndNoStop(t *testing.T) {
	s := open(t)
	quiet := onrecord.NewCapture([]byte(`<rss version="2.0"><channel><title>Quiet</title></channel></rss>`), "quiet.xml", "", at)
	junk := onrecord.NewCapture([]byte("\x00\x01\x02\xff"), "junk.bin", "", at)
	files := walk(append([]onrecord.Capture{junk, quiet}, captures(2)...)...)
	got := run(t, s, func(ctx context.Context, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) error {
		if err := problem(onrecord.Problem{Stage: "source", Location: "locked.txt", Reason: "it cannot be opened", At: at}); err != nil {
			return err
		}
		return files(ctx, visit, problem)
	}, 2)
	page, err := s.Problems(t.Context(), "", 10)
	if err != nil {
		t.Fatal(err)
	}
	var where []string
	for _, p := range page.Problems {
		where = append(where, p.Location)
	}
	if got.New != 2 || got.Unread != 2 || got.Problems != page.Total {
		t.Errorf("%+v with the problems of %v", got, where)
	}
	for _, location := range []string{"locked.txt", "junk.bin"} {
		if !strings.Contains(strings.Join(where, " "), location) {
			t.Errorf("no problem of %s in %v", location, where)
		}
	}
}

func TestACaptureThatDoesNotMatchItsHashIsNotKept(t *testing.T) {
	s := open(t)
	pages := captures(2)
	pages[0].Body = append(pages[0].Body, " One more word."...)
	if got, want := run(t, s, walk(pages...), 1), (ingest.Summary{Captures: 1, New: 1, Unread: 1, Problems: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if _, err := s.Capture(t.Context(), pages[0].Hash); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("the capture was kept: %v", err)
	}
}

func TestTheWalksErrorIsReturned(t *testing.T) {
	s := open(t)
	broken := errors.New("the walk broke")
	summary, err := ingest.Run(t.Context(), s, func(_ context.Context, visit func(onrecord.Capture) error, _ func(onrecord.Problem) error) error {
		if err := visit(captures(1)[0]); err != nil {
			return err
		}
		return broken
	}, ingest.Options{})
	if !errors.Is(err, broken) || summary.New != 1 {
		t.Errorf("%+v, %v", summary, err)
	}
}

func TestFactsAreReadFromEnglishOnly(t *testing.T) {
	for language, want := range map[string]bool{"en": true, "en-GB": true, "EN": true, "und": true, "": true, "fr": false, "cy": false} {
		if got := ingest.Readable(language); got != want {
			t.Errorf("%q: %v, want %v", language, got, want)
		}
	}
	r := onrecord.Release{Text: "Ada Venn said: “We will light it by 30 June 2031.”", Language: "fr"}
	if f := ingest.Facts(&r); f.Quotes == nil || len(f.Quotes)+len(f.Dates)+len(f.Commitments) > 0 {
		t.Errorf("facts of a text marked as French: %+v", f)
	}
}

// Captures that are larger than what is read ahead pass, with however many workers.
func TestLargeCaptures(t *testing.T) {
	s := open(t)
	large := captures(3)
	for i := range large {
		body := append(large[i].Body, strings.Repeat("\n", 3<<20)...)
		large[i] = onrecord.NewCapture(body, large[i].Location, "", at)
	}
	for _, workers := range []int{1, 50} {
		if got := run(t, s, walk(large...), workers); got.Captures != 3 || got.Releases() != 3 {
			t.Errorf("with %d workers: %+v, want 3 captures and releases", workers, got)
		}
	}
}
