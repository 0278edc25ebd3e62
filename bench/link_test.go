package bench

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/onrecord/onrecord/fact"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/store/sqlite"
)

// more is how many releases BenchmarkLink brings to a record.
const more = 100

// BenchmarkLink measures linking in a record of -releases generated releases:
// how long an import of a hundred more takes, its linking with it, and how long all
// links take made anew. -record keeps the record that it begins with.
func BenchmarkLink(b *testing.B) {
	n := *releases
	first := filepath.Join(b.TempDir(), "onrecord.db")
	if *keep != "" {
		first = filepath.Join(*keep, "imported.db")
	}
	if _, err := os.Stat(first); err != nil {
		s := importInto(b, first, archivePages(b, n, 2))
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	root := archivePages(b, more, 3)
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "onrecord.db")
		copyFile(b, first, path)
		used, start := processorTime(), time.Now()
		s := importInto(b, path, root)
		b.ReportMetric(time.Since(start).Seconds()*1000, "more-ms")
		b.ReportMetric((processorTime()-used).Seconds()*1000, "more-cpu-ms")
		start = time.Now()
		links, err := s.Relink(context.Background(), nil)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "relink-s")
		b.ReportMetric(peakMemory(b), "peak-MB")
		o, err := s.Overview(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(links)/float64(o.Releases), "links/release")
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// importInto imports a folder into a record and returns it open.
func importInto(b *testing.B, path, root string) *sqlite.Store {
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{Rules: ingest.Rules, Identify: fact.Identify})
	if err != nil {
		b.Fatal(err)
	}
	if summary, err := ingest.Run(context.Background(), s, walkOf(root), ingest.Options{}); err != nil || summary.New == 0 {
		b.Fatalf("%+v, %v", summary, err)
	}
	return s
}

func copyFile(b *testing.B, from, to string) {
	in, err := os.Open(from)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(to)
	if err == nil {
		_, err = io.Copy(out, in)
		err = errors.Join(err, out.Close())
	}
	if err != nil {
		b.Fatal(err)
	}
}
