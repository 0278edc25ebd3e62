package table_test

import (
	"bytes"
	"context"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/internal/sampletest"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store/sqlite"
)

// marks keeps a Mark where due says so, in memory.
type marks struct {
	due  func() bool
	last table.Mark
	kept func()
}

func (m *marks) Last() table.Mark { return m.last }
func (m *marks) Due() bool        { return m.due() }

func (m *marks) Keep(k table.Mark) error {
	k.Written = append(slices.Clone(m.last.Written), k.Written...)
	if m.last = k; m.kept != nil {
		m.kept()
	}
	return nil
}

// TestAMarkBehindAPartKnowsAllReleases keeps one Mark alone, behind each part in turn: whoever goes on
// from it knows all releases that were written before, though no Mark was kept between them.
func TestAMarkBehindAPartKnowsAllReleases(t *testing.T) {
	s := sampletest.Open(t)
	write := func(c table.Checkpoints, into map[*table.Table]*bytes.Buffer) {
		t.Helper()
		if _, err := table.WriteCSV(t.Context(), s, nil, table.All, table.Options{Checkpoints: c}, func(of *table.Table) (io.Writer, error) { return into[of], nil }); err != nil {
			t.Fatal(err)
		}
	}
	buffers := func() map[*table.Table]*bytes.Buffer {
		out := map[*table.Table]*bytes.Buffer{}
		for _, of := range table.All {
			out[of] = &bytes.Buffer{}
		}
		return out
	}
	want, asked := buffers(), 0
	write(&marks{due: func() bool { asked++; return false }}, want)
	for at := asked - 4; at <= asked; at++ {
		begun, n := buffers(), 0
		m := &marks{due: func() bool { n++; return n == at }}
		m.kept = func() {
			for of, b := range begun {
				begun[of] = bytes.NewBuffer(slices.Clone(b.Bytes()))
			}
		}
		first := buffers()
		begun = first
		write(m, first)
		if m.last.Part < table.PartLinks || len(m.last.Written) != 84 {
			t.Errorf("asked for the %dth time of %d: a mark before part %d that knows %d releases", at, asked, m.last.Part, len(m.last.Written))
		}
		write(&marks{due: func() bool { return false }, last: m.last}, begun)
		for of := range want {
			if !bytes.Equal(begun[of].Bytes(), want[of].Bytes()) {
				t.Errorf("gone on with before part %d: %s is %d bytes and not %d", m.last.Part, of.Name, begun[of].Len(), want[of].Len())
			}
		}
	}
}

// parquetStopped writes two tables as Parquet, and returns their names and bytes, with the folder as it was when a Mark
// was kept, the nth time that one could be.
func parquetStopped(t *testing.T, n int) (whole map[string]string, begun string, at table.Mark) {
	t.Helper()
	folder, begun := t.TempDir(), t.TempDir()
	asked := 0
	m := &marks{due: func() bool { asked++; return asked == n }}
	m.kept = func() {
		if err := os.CopyFS(begun, os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
	}
	return parquetOf(t, folder, m), begun, m.last
}

func parquetOf(t *testing.T, folder string, m *marks) map[string]string {
	t.Helper()
	if err := table.WriteParquetFiles(t.Context(), folder, sampletest.Open(t), nil, []*table.Table{table.Releases, table.Quotes}, table.Options{Checkpoints: m}); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range files {
		body, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name()] = string(body)
	}
	return out
}

// A Parquet export that is gone on with is the whole of it and nothing else, at whichever moment it was
// stopped: after a file was joined of its segments and before these were taken away; and after a segment was
// begun, or was whole, and no Mark was kept behind it.
func TestWhatASegmentLeaves(t *testing.T) {
	for name, c := range map[string]struct {
		stopped int
		left    func(whole map[string]string) (file, body string)
	}{
		"a file that was joined": {20, func(whole map[string]string) (string, string) { return "releases.parquet", whole["releases.parquet"] }},
		"a segment begun":        {83, func(map[string]string) (string, string) { return "quotes.parquet.000001", "" }},
		"a segment without mark": {83, func(whole map[string]string) (string, string) {
			return "quotes.parquet.000001", whole["quotes.parquet"]
		}},
	} {
		whole, begun, at := parquetStopped(t, c.stopped)
		if at.Segments != 1 {
			t.Fatalf("%s: %d segments at %+v", name, at.Segments, at)
		}
		file, body := c.left(whole)
		if err := os.WriteFile(filepath.Join(begun, file), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
		if got := parquetOf(t, begun, &marks{due: func() bool { return false }, last: at}); !maps.Equal(got, whole) {
			t.Errorf("%s: the files are %q, and are the same: %v, %v", name, slices.Sorted(maps.Keys(got)), got["releases.parquet"] == whole["releases.parquet"], got["quotes.parquet"] == whole["quotes.parquet"])
		}
	}
}

// long has releases of more text than a page of Parquet holds.
type long struct{ *sqlite.Store }

func (l long) Records(ctx context.Context, q search.Node, each func(onrecord.Record) error) error {
	return l.Store.Records(ctx, q, func(rec onrecord.Record) error {
		rec.Text = strings.Repeat(rec.Text+"\n", 1+len(rec.Text)%10)
		return each(rec)
	})
}

func TestSegmentsAreJoinedByteForByte(t *testing.T) {
	write := func(due func() bool) []byte {
		t.Helper()
		folder := t.TempDir()
		o := table.Options{Checkpoints: &marks{due: due}}
		if err := table.WriteParquetFiles(t.Context(), folder, long{sampletest.Open(t)}, nil, []*table.Table{table.Releases}, o); err != nil {
			t.Fatal(err)
		}
		body, err := os.ReadFile(filepath.Join(folder, "releases.parquet"))
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	n := 0
	if !bytes.Equal(write(func() bool { n++; return n%7 == 0 }), write(func() bool { return false })) {
		t.Error("a file joined of segments is another than one that was written at once")
	}
}
