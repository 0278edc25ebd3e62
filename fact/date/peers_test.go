package date

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/internal/sharedtest"
)

// leastPeers is the share of other projects' date cases that must be read as
// they read them; it goes up as the rules get better.
const leastPeers = 0.85

// TestPeers reads the cases on which at least two independent programs agree.
// Their convention: one interval a text, both ends given. Ours leaves one end
// open where a word like "by" bounds it; then the given end is compared.
func TestPeers(t *testing.T) {
	lines := bufio.NewScanner(bytes.NewReader(sharedtest.Read(t, "cases/dates/consensus.jsonl")))
	all, right := 0, 0
	for lines.Scan() {
		var c struct{ ID, Text, Reference, Start, End string }
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		all++
		facts := Read(document(onrecord.MustDate(c.Reference), c.Text))
		if peerAgrees(facts, onrecord.MustDate(c.Start), onrecord.MustDate(c.End)) {
			right++
		} else if os.Getenv("SHOW_MISSES") != "" {
			t.Logf("%s %q on %s: want %s to %s, got %v", c.ID, c.Text, c.Reference, c.Start, c.End, facts)
		}
	}
	share := float64(right) / float64(all)
	t.Logf("%d of %d cases: %.3f", right, all, share)
	if all == 0 || share < leastPeers {
		t.Errorf("share %.3f is under %.3f", share, leastPeers)
	}
}

func peerAgrees(facts []onrecord.DateFact, from, to onrecord.Date) bool {
	for _, f := range facts {
		a := f.From == from || f.From.IsZero()
		b := f.To == to || f.To.IsZero()
		if a && b && !(f.From.IsZero() && f.To.IsZero()) {
			return true
		}
	}
	return false
}

// document makes a tagged release of paragraphs.
func document(issued onrecord.Date, paragraphs ...string) *tag.Document {
	r := &onrecord.Release{IssuedOn: issued}
	start := 0
	for _, p := range paragraphs {
		r.Blocks = append(r.Blocks, onrecord.Block{Span: onrecord.Span{Start: start, End: start + len(p)}, Kind: onrecord.BlockParagraph})
		start += len(p) + len("\n\n")
	}
	r.Text = strings.Join(paragraphs, "\n\n")
	return tag.Read(r)
}
