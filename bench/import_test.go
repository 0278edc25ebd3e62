package bench

import (
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/sample"
	"github.com/onrecord/onrecord/source/folder"
	"github.com/onrecord/onrecord/store/sqlite"
)

// sampleRecords reads the sample's English releases.
func sampleRecords(b *testing.B) []onrecord.Record {
	var records []onrecord.Record
	files := sample.Files()
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		for _, r := range ingest.Read(onrecord.NewCapture(body, path, "", time.Unix(0, 0))).Records {
			if ingest.Readable(r.Language) {
				records = append(records, r)
			}
		}
		return nil
	})
	if err != nil || len(records) < 60 {
		b.Fatalf("%d records of the sample: %v", len(records), err)
	}
	return records
}

// otherSums gives sums of money other digits, so that generated releases share
// no more sums than real ones do.
func otherSums(random *rand.Rand, text string) string {
	b := []byte(text)
	inSum := false
	for i := range b {
		switch digit := '0' <= b[i] && b[i] <= '9'; {
		case digit && inSum:
			b[i] = byte('1' + random.IntN(9))
		case b[i] == 0xA3 && i > 0 && b[i-1] == 0xC2: // "£"
			inSum = true
		case b[i] != ',' && b[i] != '.':
			inSum = false
		}
	}
	return string(b)
}

// prose makes paragraphs of lower-case words, as often as the sample has them:
// the greater part of a real release, in which no fact stands.
type prose struct {
	random *rand.Rand
	words  []string
}

func newProse(random *rand.Rand, records []onrecord.Record) prose {
	p := prose{random: random}
	for i := range records {
		for _, w := range strings.Fields(records[i].Text) {
			if strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
				p.words = append(p.words, w)
			}
		}
	}
	return p
}

// paragraph returns three sentences of 15 words.
func (p prose) paragraph() string {
	var b strings.Builder
	for range 3 {
		b.WriteString("Besides")
		for range 14 {
			b.WriteString(" " + p.words[p.random.IntN(len(p.words))])
		}
		b.WriteString(". ")
	}
	return b.String()
}

// archivePages writes n releases into archive pages of 100 under a folder:
// about 450 words each, with a title and a day that no other has. Paragraphs
// of the sample, which are thick with facts, stand between plain prose, so
// that there are as many facts to a word as in the real archive of the scores.
// Another seed gives other releases.
func archivePages(b *testing.B, n int, seed uint64) string {
	folder := b.TempDir()
	random := rand.New(rand.NewPCG(1, seed))
	records := sampleRecords(b)
	plain := newProse(random, records)
	var page strings.Builder
	for i := 0; i < n; i++ {
		if i%100 == 0 {
			page.WriteString("Tag: Generated\n\n")
		}
		day := onrecord.NewDate(2005, 1, 1).AddDays(random.IntN(7000))
		title := fmt.Sprintf("%s %d.%d", records[random.IntN(len(records))].Title, seed, i)
		fmt.Fprintf(&page, "  • PRESS RELEASE : %s [%s %d]\n\n    The press release issued by the %s on %d %s %d.\n\n",
			title, day.Month(), day.Year(), records[random.IntN(len(records))].IssuedBy[0], day.Day(), day.Month(), day.Year())
		for words := 0; words < 450; {
			r := &records[random.IntN(len(records))]
			first := 1 + random.IntN(len(r.Blocks)-1) // the first line states the issue
			for _, block := range r.Blocks[first:min(first+3, len(r.Blocks))] {
				text := otherSums(random, block.Of(r.Text))
				words += strings.Count(text, " ") + 1 + 45
				mark := ""
				if block.Kind == onrecord.BlockListItem {
					mark = "• "
				}
				fmt.Fprintf(&page, "    %s%s\n\n    %s\n\n", mark, text, plain.paragraph())
			}
		}
		if i%100 == 99 || i == n-1 {
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("archive-%05d.txt", i/100)), []byte(page.String()), 0o644); err != nil {
				b.Fatal(err)
			}
			page.Reset()
		}
	}
	return folder
}

// walkOf walks a folder.
func walkOf(root string) ingest.Walk {
	return func(ctx context.Context, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) error {
		return folder.Walk(ctx, []string{root}, folder.Options{Now: time.Unix(0, 0)}, visit, problem)
	}
}

// BenchmarkImport takes generated releases the whole way from files to a
// record: reading, facts, saving, index, links. -releases says how many.
func BenchmarkImport(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(150)) // as the program does
	n := *releases
	root := archivePages(b, n, 2)
	for b.Loop() {
		s, err := sqlite.Open(context.Background(), filepath.Join(b.TempDir(), "onrecord.db"), sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
		if err != nil {
			b.Fatal(err)
		}
		used, start := processorTime(), time.Now()
		summary, err := ingest.Run(context.Background(), s, walkOf(root), ingest.Options{})
		if err != nil || summary.New != n {
			b.Fatalf("%+v, %v", summary, err)
		}
		b.ReportMetric(float64(n)/time.Since(start).Seconds(), "releases/s")
		overview, err := s.Overview(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		facts := 0
		for _, count := range overview.Facts {
			facts += count
		}
		b.ReportMetric(float64(facts)/float64(n), "facts/release")
		b.ReportMetric((processorTime()-used).Seconds()*1000/float64(n), "cpu-ms/release")
		b.ReportMetric(peakMemory(b), "peak-MB")
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
