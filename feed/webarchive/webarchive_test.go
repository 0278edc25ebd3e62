package webarchive_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed/webarchive"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/source/warc"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

var noon = time.Date(2031, 4, 1, 12, 0, 0, 0, time.UTC)

// kept is a record of four captures: two of one address, one of a file in a
// zip, one with bytes that are no text.
func kept(t *testing.T) (store.Store, []onrecord.Capture) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{Rules: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	captures := []onrecord.Capture{
		onrecord.NewCapture([]byte("<p>Lanterns</p>"), "https://www.Harbour.example:443/News?Page=2", "text/html; charset=utf-8", noon),
		onrecord.NewCapture([]byte("<p>Lanterns, lit</p>"), "https://www.Harbour.example:443/News?Page=2", "text/html; charset=utf-8", noon.Add(time.Hour)),
		onrecord.NewCapture([]byte("• PRESS RELEASE : Lantern news"), `old news.zip!2025/ä "1".txt`, "", noon.Add(2*time.Hour)),
		onrecord.NewCapture([]byte("%PDF-1.4\x00\xff\r\n\r\nWARC/1.1\r\n"), "http://127.0.0.1:8000/a.pdf", "application/pdf", noon.Add(3*time.Hour)),
	}
	var batch []store.Ingested
	for _, c := range captures {
		batch = append(batch, store.Ingested{Capture: c, Kind: onrecord.SourceWebPage})
	}
	if _, err := s.Save(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	return s, captures
}

// targets are the addresses under which the captures of kept are archived.
var targets = []string{"https://www.Harbour.example:443/News?Page=2", "https://www.Harbour.example:443/News?Page=2", "file:///old%20news.zip%212025/%C3%A4%20%221%22.txt", "http://127.0.0.1:8000/a.pdf"}

// documents reads a WARC file back.
func documents(t *testing.T, file []byte) (out []warc.Document) {
	t.Helper()
	in := warc.NewReader(bytes.NewReader(file), warc.Limits{})
	for {
		record, err := in.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		d, err := record.Document()
		if errors.Is(err, warc.ErrSkipped) && record.Type() == warc.TypeWarcinfo {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
}

func want(captures []onrecord.Capture) (out []warc.Document) {
	for i, c := range captures {
		out = append(out, warc.Document{URI: targets[i], At: c.At, MediaType: c.MediaType, Body: c.Body})
	}
	return out
}

func TestAWARCFileHoldsEveryCaptureByteForByte(t *testing.T) {
	s, captures := kept(t)
	for _, compressed := range []bool{false, true} {
		var file, again bytes.Buffer
		told := 0
		o := webarchive.Options{Software: "test", At: noon, Compressed: compressed, Progress: func(n int) { told = n }}
		for _, w := range []io.Writer{&file, &again} {
			if err := webarchive.WARC(t.Context(), w, s, nil, o); err != nil {
				t.Fatal(err)
			}
		}
		if d := cmp.Diff(want(captures), documents(t, file.Bytes())); d != "" {
			t.Error(d)
		}
		if !bytes.Equal(file.Bytes(), again.Bytes()) || told != len(captures) {
			t.Errorf("the same record gave another file, or progress told of %d", told)
		}
	}
}

func TestAWACZFileIsWhatItSays(t *testing.T) {
	s, captures := kept(t)
	var file bytes.Buffer
	if err := webarchive.WACZ(t.Context(), &file, s, nil, webarchive.Options{Software: "test", At: noon, Title: "Harbours"}); err != nil {
		t.Fatal(err)
	}
	files := unzip(t, file.Bytes())
	if d := cmp.Diff(want(captures), documents(t, files["archive/data.warc.gz"])); d != "" {
		t.Error(d)
	}
	var description struct {
		Title     string
		Resources []struct {
			Path, Hash string
			Bytes      int
		}
	}
	if err := json.Unmarshal(files["datapackage.json"], &description); err != nil || description.Title != "Harbours" || len(description.Resources) != 3 {
		t.Fatalf("%+v, %v", description, err)
	}
	for _, r := range description.Resources {
		if r.Hash != hash(files[r.Path]) || r.Bytes != len(files[r.Path]) {
			t.Errorf("%s is not what the data package says", r.Path)
		}
	}
	if !strings.Contains(string(files["datapackage-digest.json"]), hash(files["datapackage.json"])) {
		t.Error("the data package's own hash is another")
	}
	if pages := strings.Count(string(files["pages/pages.jsonl"]), `"url"`); pages != 3 {
		t.Errorf("%d pages", pages)
	}
}

// The index leads to each capture, by the bytes that it names alone.
func TestTheIndexLeadsToEachCapture(t *testing.T) {
	s, captures := kept(t)
	var file bytes.Buffer
	if err := webarchive.WACZ(t.Context(), &file, s, nil, webarchive.Options{At: noon}); err != nil {
		t.Fatal(err)
	}
	files := unzip(t, file.Bytes())
	lines := strings.Split(strings.TrimSpace(string(files["indexes/index.cdx"])), "\n")
	var keys []string
	for _, line := range lines {
		parts := strings.SplitN(line, " ", 3)
		keys = append(keys, parts[0]+" "+parts[1])
		var entry struct {
			Digest         string
			Offset, Length int `json:",string"`
		}
		if err := json.Unmarshal([]byte(parts[2]), &entry); err != nil {
			t.Fatal(err)
		}
		found := documents(t, files["archive/data.warc.gz"][entry.Offset:entry.Offset+entry.Length])
		if len(found) != 1 || hash(found[0].Body) != entry.Digest {
			t.Errorf("%s leads to %d documents", line, len(found))
		}
	}
	wanted := []string{"127.0.0.1:8000)/a.pdf 20310401150000", "example,harbour)/news?page=2 20310401120000", "example,harbour)/news?page=2 20310401130000", "file:///old%20news.zip%212025/%c3%a4%20%221%22.txt 20310401140000"}
	if d := cmp.Diff(wanted, keys); d != "" || len(lines) != len(captures) || !slices.IsSorted(lines) {
		t.Error(d)
	}
}

func TestAFailingStreamIsAnError(t *testing.T) {
	s, _ := kept(t)
	for _, write := range []func(io.Writer) error{
		func(w io.Writer) error { return webarchive.WARC(t.Context(), w, s, nil, webarchive.Options{}) },
		func(w io.Writer) error { return webarchive.WACZ(t.Context(), w, s, nil, webarchive.Options{}) },
	} {
		if err := write(full{}); !errors.Is(err, errFull) {
			t.Errorf("a full disk gives %v", err)
		}
	}
}

// What a query does not find is left out.
func TestAQueryNarrows(t *testing.T) {
	s, _ := kept(t)
	q, err := search.Parse("lanterns")
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := webarchive.WARC(t.Context(), &file, s, q, webarchive.Options{At: noon}); err != nil {
		t.Fatal(err)
	}
	if found := documents(t, file.Bytes()); len(found) != 0 {
		t.Errorf("%d captures that hold no release were found", len(found))
	}
}

var errFull = errors.New("the disk is full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:])
}

func unzip(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range in.File {
		if f.Method != zip.Store {
			t.Errorf("%s is compressed", f.Name)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}
