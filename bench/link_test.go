package bench

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

// more is how many releases BenchmarkLink brings to a record.
const more = 100

// BenchmarkLink measures linking in a record of -releases generated releases:
// how long saving and linking a hundred more takes, and how long all links take
// made anew. -record keeps the record that it begins with.
func BenchmarkLink(b *testing.B) {
	n := *releases
	first := filepath.Join(b.TempDir(), "linked.db")
	if *keep != "" {
		first = filepath.Join(*keep, "linked.db")
	}
	if _, err := os.Stat(first); err != nil {
		s := saveInto(b, first, NewGenerator(1, 20), n)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		path := filepath.Join(b.TempDir(), "onrecord.db")
		copyFile(b, first, path)
		used, start := processorTime(), time.Now()
		s := saveInto(b, path, NewGenerator(2, 20), more)
		b.ReportMetric(time.Since(start).Seconds()*1000, "more-ms")
		b.ReportMetric((processorTime()-used).Seconds()*1000, "more-cpu-ms")
		start = time.Now()
		links, err := s.Relink(context.Background(), nil)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "relink-s")
		b.ReportMetric(peakMemory(b), "peak-MB")
		b.ReportMetric(float64(links)/float64(n+more), "links/release")
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// saveInto saves and links generated releases and returns the record open.
func saveInto(b *testing.B, path string, g *Generator, n int) *sqlite.Store {
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{Rules: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	for at := 0; at < n && err == nil; {
		in := batch(g, min(batchSize, n-at))
		_, err = s.Save(context.Background(), []store.Ingested{in})
		at += len(in.Records)
	}
	if err == nil {
		err = s.Link(context.Background(), nil)
	}
	if err != nil {
		b.Fatal(err)
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
