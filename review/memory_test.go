package review_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/review"
)

// TestMemoryFollowsTheRecord asks a memory for the queue after every write to a record, and holds what it says against what is read anew:
// releases come, are edited, and facts are rejected.
func TestMemoryFollowsTheRecord(t *testing.T) {
	text := func(pier, pounds int) string {
		return archive(fmt.Sprintf("Pier %d to be mended", pier), fmt.Sprintf("%d March 2025", pier+1),
			fmt.Sprintf("The Ports Office will mend pier %d by 31 August 2025. It has £%d million for lamps.", pier, pounds))
	}
	s := announcements(t, text(0, 2), text(1, 3))
	var memory review.Memory
	same := func(after string) (last review.Page) {
		t.Helper()
		for _, kind := range []onrecord.FactKind{onrecord.KindFigure, onrecord.KindCommitment} {
			want := queue(t, s, review.Request{Kind: kind})
			for range 2 { // made, then remembered
				got, err := memory.Queue(t.Context(), s, review.Request{Kind: kind})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, got, cmp.AllowUnexported(onrecord.Date{})); diff != "" {
					t.Fatalf("after %s: %s", after, diff)
				}
				last = got
			}
			if len(want.Items) == 0 || want.Items[0].Rule.Rule == "" {
				t.Fatalf("after %s the queue of %ss names no rules: %+v", after, kind, want.Items)
			}
		}
		return last
	}
	same("an import")
	at := time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)
	take := func(name, text string) {
		t.Helper()
		walk := func(_ context.Context, visit func(onrecord.Capture) error, _ func(onrecord.Problem) error) error {
			at = at.Add(time.Hour)
			return visit(onrecord.NewCapture([]byte(text), name, "text/plain", at))
		}
		if _, err := ingest.Run(t.Context(), s, walk, ingest.Options{}); err != nil {
			t.Fatal(err)
		}
		same(name)
	}
	take("more.txt", text(2, 4))
	take("0.txt", text(0, 20)+"\nThe lamps may cost up to 30 per cent more.\n")
	take("0.txt", text(0, 2))
	before := same("edits")
	if _, err := s.State(t.Context(), onrecord.Statement{Kind: onrecord.StatementReject, Subject: before.Items[0].ID, By: "Ida", At: at}); err != nil {
		t.Fatal(err)
	}
	if after := same("a rejection"); after.Total != before.Total-1 {
		t.Errorf("%d facts stood in the queue before one was rejected, and %d do now", before.Total, after.Total)
	}
}
