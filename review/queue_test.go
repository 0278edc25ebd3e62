package review_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/review"
	"github.com/onrecord/onrecord/source/folder"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

// announcements are read by the real rules into a real record.
func announcements(t *testing.T, texts ...string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "onrecord.db"), sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	walk := func(ctx context.Context, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) error {
		for i, text := range texts {
			c := onrecord.NewCapture([]byte(text), fmt.Sprintf("%d.txt", i), "text/plain", time.Date(2025, 3, 1+i, 0, 0, 0, 0, time.UTC))
			if err := folder.Expand(ctx, c, folder.Options{Now: c.At}, visit, problem); err != nil {
				return err
			}
		}
		return nil
	}
	if _, err := ingest.Run(t.Context(), s, walk, ingest.Options{}); err != nil {
		t.Fatal(err)
	}
	return s
}

func archive(title, day, text string) string {
	return fmt.Sprintf("PRESS RELEASE : %s [March 2025]\n\nThe press release issued by the Ports Office on %s.\n\n%s\n", title, day, text)
}

func queue(t *testing.T, s store.Reader, r review.Request) review.Page {
	t.Helper()
	page, err := review.Queue(t.Context(), s, r)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestQueue(t *testing.T) {
	var texts []string
	for i := range 6 {
		texts = append(texts, archive(fmt.Sprintf("Pier %d to be mended", i), fmt.Sprintf("%d March 2025", i+1), fmt.Sprintf("The Ports Office will mend pier %d by 31 August 2025. The Ports Office will publish a plan for pier %d. It has £%d million for lamps.", i, i, i+2)))
	}
	s := announcements(t, texts...)
	page := queue(t, s, review.Request{Kind: onrecord.KindCommitment})
	if len(page.Items) == 0 || page.Total != len(page.Items) {
		t.Fatalf("%d of %d commitments", len(page.Items), page.Total)
	}
	last := store.MaxDoubts
	for _, item := range page.Items {
		if n := min(len(item.Doubts()), store.MaxDoubts); n > last {
			t.Errorf("%q with %d doubts stands after one with %d", item.Commitment.Text, n, last)
		} else {
			last = n
		}
		if len(item.Why()) != len(item.Doubts()) || item.Rule.Rule == "" {
			t.Errorf("%q: why %q, rule %q", item.Commitment.Text, item.Why(), item.Rule.Rule)
		}
	}
	if len(page.Items[0].Doubts()) == 0 {
		t.Errorf("the first, %q, leaves nothing open", page.Items[0].Commitment.Text)
	}

	// What people say of a rule's facts counts for the next.
	rule, wrong := page.Items[0].Rule.Rule, 0
	for _, item := range page.Items {
		if item.Rule.Rule != rule || wrong == review.Least {
			continue
		}
		wrong++
		said, err := review.Said(t.Context(), s, onrecord.Statement{Kind: onrecord.StatementReject, By: "Ida"}, item.ID, item.ID)
		if err != nil || len(said) != 1 || said[0].Rule != rule {
			t.Fatalf("said of %s: %+v, %v", item.ID, said, err)
		}
		if _, err := s.State(t.Context(), said...); err != nil {
			t.Fatal(err)
		}
	}
	after := queue(t, s, review.Request{Kind: onrecord.KindCommitment, Rule: rule})
	if after.Total != page.Total-wrong || len(after.Items) == 0 {
		t.Fatalf("%d wait, and %d of the rule, after %d of %d were rejected", after.Total, len(after.Items), wrong, page.Total)
	}
	for _, item := range after.Items {
		why := strings.Join(item.Why(), "; ")
		if item.Rule.Rule != rule || !strings.Contains(why, "of 3 facts reviewed that the same rule read, 3 were corrected or rejected") {
			t.Errorf("%q by %s: %s", item.Commitment.Text, item.Rule.Rule, why)
		}
	}
	if len(after.Rules) != 1 || after.Rules[0].Rejected != wrong || after.Rules[0].Items != len(after.Items) {
		t.Errorf("the rules of the page: %+v", after.Rules)
	}
	if rejected := queue(t, s, review.Request{Kind: onrecord.KindCommitment, Reviews: []onrecord.ReviewState{onrecord.ReviewRejected}}); len(rejected.Items) != wrong {
		t.Errorf("%d are rejected, want %d", len(rejected.Items), wrong)
	}
}

func TestQueueInPages(t *testing.T) {
	var texts []string
	for i := range 5 {
		texts = append(texts, archive(fmt.Sprintf("Lamps %d", i), fmt.Sprintf("%d March 2025", i+1), fmt.Sprintf("It has £%d million for lamps and £%d million more.", i+2, i+20)))
	}
	s := announcements(t, texts...)
	whole := queue(t, s, review.Request{Kind: onrecord.KindFigure, Limit: 100})
	seen := map[string]bool{}
	for r := (review.Request{Kind: onrecord.KindFigure, Limit: 3}); ; {
		page := queue(t, s, r)
		for _, item := range page.Items {
			if seen[item.ID] {
				t.Errorf("%s stands twice", item.ID)
			}
			seen[item.ID] = true
		}
		if r.Cursor = page.Next; r.Cursor == "" {
			break
		}
	}
	if len(seen) != whole.Total || whole.Total < 10 {
		t.Errorf("%d in pages, %d at once", len(seen), whole.Total)
	}
	if _, err := review.Said(t.Context(), s, onrecord.Statement{Kind: onrecord.StatementReject}, "0123456789abcdef"); !errors.Is(err, onrecord.ErrNotFound) {
		t.Errorf("said of nothing: %v", err)
	}
}
