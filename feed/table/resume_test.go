package table_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/internal/sampletest"
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

// TestAFileThatWasJoinedLeavesNoSegments goes on with an export that was stopped after a file was joined of
// its segments and before these were taken away.
func TestAFileThatWasJoinedLeavesNoSegments(t *testing.T) {
	s, folder := sampletest.Open(t), t.TempDir()
	n := 0
	m := &marks{due: func() bool { n++; return n == 20 }}
	begun := t.TempDir()
	m.kept = func() {
		if err := os.CopyFS(begun, os.DirFS(folder)); err != nil {
			t.Fatal(err)
		}
	}
	write := func(folder string, m *marks) {
		t.Helper()
		if err := table.WriteParquetFiles(t.Context(), folder, s, nil, []*table.Table{table.Releases, table.Quotes}, table.Options{Checkpoints: m}); err != nil {
			t.Fatal(err)
		}
	}
	write(folder, m)
	whole, err := os.ReadFile(filepath.Join(folder, "releases.parquet"))
	if err != nil || m.last.Segments != 1 {
		t.Fatalf("%v, %d segments", err, m.last.Segments)
	}
	if err := os.WriteFile(filepath.Join(begun, "releases.parquet"), whole, 0o644); err != nil {
		t.Fatal(err)
	}
	write(begun, &marks{due: func() bool { return false }, last: m.last})
	var names []string
	files, err := os.ReadDir(begun)
	for _, f := range files {
		names = append(names, f.Name())
	}
	if err != nil || !slices.Equal(names, []string{"quotes.parquet", "releases.parquet"}) {
		t.Errorf("%v: %q", err, names)
	}
}
