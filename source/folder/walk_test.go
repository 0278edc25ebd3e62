package folder

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/warc"
)

var now = time.Date(2025, 6, 1, 9, 0, 0, 0, time.UTC)

// found is what a walk gave, locations relative to the test's folder.
type found struct {
	captures []string // "location: body"
	problems []string // "location place: reason"
	skipped  []string
}

func walk(t testing.TB, dir string, roots []string, o Options) found {
	t.Helper()
	var f found
	short := func(s string) string { return strings.ReplaceAll(s, dir+string(filepath.Separator), "") }
	o.Now = now
	o.Skipped = func(location, reason string) { f.skipped = append(f.skipped, short(location)) }
	full := make([]string, len(roots))
	for i, r := range roots {
		if full[i] = r; r != Stdin {
			full[i] = filepath.Join(dir, r)
		}
	}
	err := Walk(context.Background(), full, o, func(c onrecord.Capture) error {
		body := string(c.Body)
		if len(body) > 40 {
			body = body[:40] + "…"
		}
		f.captures = append(f.captures, short(c.Location)+": "+body)
		return nil
	}, func(p onrecord.Problem) error {
		if p.Stage != "source" || !p.At.Equal(now) || p.Reason == "" {
			t.Errorf("an incomplete problem: %+v", p)
		}
		f.problems = append(f.problems, strings.TrimSpace(short(p.Location)+" "+p.Place)+": "+p.Reason)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func write(t testing.TB, dir string, files map[string][]byte) {
	t.Helper()
	for name, body := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, body, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
}

type pair struct {
	name string
	body []byte
}

func zipped(t testing.TB, members ...pair) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, m := range members {
		f, err := w.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(m.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gzipped(t testing.TB, body []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write(body)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func webArchive(t testing.TB, compressed bool, uris ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := warc.NewWriter(&out, compressed)
	for _, uri := range uris {
		if err := w.WriteResponse(warc.Document{URI: uri, At: now.AddDate(-1, 0, 0), MediaType: "text/html", Body: []byte("page " + uri)}); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func compare(t *testing.T, name string, want, got found) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(found{})); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}

func TestOrderAndNesting(t *testing.T) {
	dir := t.TempDir()
	web := webArchive(t, true, "https://example.org/1", "https://example.org/2")
	write(t, dir, map[string][]byte{
		"b.txt":              []byte("bee"),
		"a/2.txt":            []byte("two"),
		"a/10.txt":           []byte("ten"),
		"a/.git/config":      []byte("x"),
		".DS_Store":          []byte("x"),
		"a/one.txt.gz":       gzipped(t, []byte("one")),
		"c.bin":              zipped(t, pair{"z.txt", []byte("zed")}, pair{"../../up\\y.txt", []byte("why")}, pair{"__MACOSX/._z.txt", nil}, pair{"in.zip", zipped(t, pair{"deep.txt.gz", gzipped(t, []byte("deep"))})}),
		"d/web.zip":          zipped(t, pair{"w.warc.gz", web}, pair{"w.warc.gz.gz", gzipped(t, web)}),
		"e.warc":             webArchive(t, false, "https://example.org/3"),
		"f/logo.png":         []byte("\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR"),
		"f/style.css":        []byte("p { }"),
		"f/bmw.txt":          []byte("BMA members to vote"),
		"g/collection.wacz":  zipped(t, pair{"datapackage.json", []byte("{}")}, pair{"pages/pages.jsonl", []byte("{}")}, pair{"archive/data.warc.gz", webArchive(t, true, "https://example.org/4")}),
		"h/two members.gz":   append(gzipped(t, []byte("left ")), gzipped(t, []byte("right"))...),
		"h/padded member.gz": append(gzipped(t, []byte("padded")), make([]byte, 100)...),
	})
	compare(t, "walk", found{
		captures: []string{
			"a/10.txt: ten", "a/2.txt: two", "a/one.txt.gz: one", "b.txt: bee",
			"c.bin!z.txt: zed", "c.bin!up/y.txt: why", "c.bin!in.zip!deep.txt.gz: deep",
			"https://example.org/1: page https://example.org/1", "https://example.org/2: page https://example.org/2",
			"https://example.org/1: page https://example.org/1", "https://example.org/2: page https://example.org/2",
			"https://example.org/3: page https://example.org/3",
			"f/bmw.txt: BMA members to vote",
			"https://example.org/4: page https://example.org/4",
			"h/padded member.gz: padded", "h/two members.gz: left right",
		},
		skipped: []string{".DS_Store", "a/.git", "c.bin!__MACOSX/._z.txt", "f/logo.png", "f/style.css", "g/collection.wacz!datapackage.json", "g/collection.wacz!pages/pages.jsonl"},
	}, walk(t, dir, []string{"."}, Options{}))
}

func TestWebArchiveCapture(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string][]byte{"w.warc.gz": webArchive(t, true, "https://example.org/1")})
	err := Walk(context.Background(), []string{dir}, Options{Now: now}, func(c onrecord.Capture) error {
		want := onrecord.NewCapture([]byte("page https://example.org/1"), "https://example.org/1", "text/html", now.AddDate(-1, 0, 0))
		if diff := cmp.Diff(want, c); diff != "" {
			t.Error(diff)
		}
		return nil
	}, func(p onrecord.Problem) error { t.Error(p); return nil })
	if err != nil {
		t.Fatal(err)
	}
}

func TestProblems(t *testing.T) {
	dir := t.TempDir()
	encrypted := zipped(t, pair{"secret.txt", []byte("s")}, pair{"open.txt", []byte("open")})
	for _, mark := range []string{"PK\x03\x04", "PK\x01\x02"} { // the flag of the first member, in both its headers
		i := bytes.Index(encrypted, []byte(mark))
		encrypted[i+map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8}[mark]] |= 1
	}
	good := zipped(t, pair{"a.txt", []byte("some text that is long enough to be packed, packed, packed")})
	damaged := bytes.Clone(good)
	damaged[len("PK\x03\x04")+26+len("a.txt")+8] ^= 0xff
	nested := []byte("core")
	for range 10 {
		nested = gzipped(t, nested)
	}
	broken := webArchive(t, false, "https://example.org/1", "https://example.org/2")
	broken = bytes.Replace(broken, []byte("page https://example.org/1"), []byte("page https://example.org/9"), 1)
	write(t, dir, map[string][]byte{
		"bomb.gz":       gzipped(t, make([]byte, 30<<20)),
		"bomb.zip":      zipped(t, pair{"a", make([]byte, 30<<20)}, pair{"b.txt", []byte("after")}),
		"cut.gz":        gzipped(t, []byte("cut short"))[:20],
		"cut.zip":       good[:len(good)-30],
		"damaged.zip":   damaged,
		"encrypted.zip": encrypted,
		"large.txt":     bytes.Repeat([]byte("x"), 20<<20),
		"nested.gz":     nested,
		"office.docx":   zipped(t, pair{"[Content_Types].xml", nil}, pair{"word/document.xml", nil}),
		"web.warc":      broken,
	})
	for _, err := range []error{
		os.Symlink("nowhere", filepath.Join(dir, "link")),
		os.Symlink(".", filepath.Join(dir, "loop")),
		os.Symlink("self", filepath.Join(dir, "self")),
		syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	compare(t, "problems", found{
		captures: []string{"encrypted.zip!open.txt: open", "https://example.org/2: page https://example.org/2"},
		problems: []string{
			"bomb.gz: too large: it expands to more than 200 times its size",
			"bomb.zip!a: too large: it expands to more than 200 times its size",
			"bomb.zip!b.txt: too large: it expands to more than 200 times its size",
			"cut.gz: damaged: the gzip stream is cut short",
			"cut.zip: damaged: the zip file is cut short or damaged: it has no directory that can be read",
			"damaged.zip!a.txt: damaged: the zip member is damaged or cut short (zip: checksum error)",
			"encrypted.zip!secret.txt: it is encrypted",
			"large.txt: too large: over 16777216 bytes",
			"link: no such file",
			"loop: the symbolic link leads back to a folder that it lies in",
			"nested.gz: too large: more than 8 archives lie in one another",
			"office.docx: an office document or electronic book; save it as PDF or HTML",
			"pipe: not a regular file: devices, pipes and sockets are not read",
			"self: the symbolic link leads back to a folder that it lies in",
			"web.warc record at byte 0 (https://example.org/1): damaged: the document does not match its digest",
			"missing: no such file",
		},
	}, walk(t, dir, []string{".", "missing"}, Options{Limits: Limits{MaxDocument: 16 << 20}}))
}

func TestPermission(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser may read everything")
	}
	dir := t.TempDir()
	write(t, dir, map[string][]byte{"shut/a.txt": []byte("x"), "shut.txt": []byte("x")})
	if err := errors.Join(os.Chmod(filepath.Join(dir, "shut"), 0), os.Chmod(filepath.Join(dir, "shut.txt"), 0)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "shut"), 0o700) })
	compare(t, "no permission", found{problems: []string{"shut: permission denied", "shut.txt: permission denied"}}, walk(t, dir, []string{"."}, Options{}))
}

func TestStandardInput(t *testing.T) {
	compare(t, "text", found{captures: []string{"-: hello"}}, walk(t, "", []string{"-"}, Options{Stdin: strings.NewReader("hello")}))
	packed := zipped(t, pair{"a.txt", []byte("a")})
	compare(t, "zip", found{captures: []string{"-!a.txt: a"}}, walk(t, "", []string{"-"}, Options{Stdin: bytes.NewReader(packed)}))
	compare(t, "none", found{problems: []string{"-: there is no standard input"}}, walk(t, "", []string{"-"}, Options{}))
	failing := io.MultiReader(strings.NewReader("half"), errReader{})
	compare(t, "failing", found{problems: []string{"-: the line is dead"}}, walk(t, "", []string{"-"}, Options{Stdin: failing}))
}

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errors.New("the line is dead") }

func TestProgressAddsUpToCount(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string][]byte{
		"a.txt": bytes.Repeat([]byte("x"), 200_000), "b.zip": zipped(t, pair{"a", []byte("1")}, pair{"b", []byte("2")}),
		"c.gz": gzipped(t, []byte("3"))[:12], "d.warc.gz": webArchive(t, true, "https://example.org/1"), "e.txt": nil,
		"large.txt": bytes.Repeat([]byte("x"), 2<<20), ".hidden": []byte("x"),
	})
	files, size, err := Count(context.Background(), []string{dir})
	if err != nil || files != 6 {
		t.Fatalf("%d files, %v", files, err)
	}
	var done int64
	walk(t, dir, []string{"."}, Options{Progress: func(n int64) { done += n }, Limits: Limits{MaxDocument: 1 << 20}})
	if done != size {
		t.Errorf("progress of %d bytes, counted %d", done, size)
	}
}

func TestWalkStops(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string][]byte{"a.txt": []byte("a"), "b.warc": webArchive(t, false, "https://example.org/1", "https://example.org/2"), "c.txt": []byte("c")})
	enough := errors.New("enough")
	for stopAt := 1; stopAt <= 3; stopAt++ {
		n := 0
		err := Walk(context.Background(), []string{dir}, Options{}, func(onrecord.Capture) error {
			if n++; n == stopAt {
				return enough
			}
			return nil
		}, func(onrecord.Problem) error { return nil })
		if !errors.Is(err, enough) || n != stopAt {
			t.Errorf("stop at %d: %d visits, %v", stopAt, n, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	err := Walk(ctx, []string{dir}, Options{}, func(onrecord.Capture) error { n++; cancel(); return nil }, func(p onrecord.Problem) error { t.Error(p); return nil })
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("cancelled: %d visits, %v", n, err)
	}
}

// TestNotesAboutFiles passes over what only says something about the files
// beside it, in folders and zip files, unless it is asked for by name.
func TestNotesAboutFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string][]byte{
		"README.md": []byte("x"), "LICENSE": []byte("x"), "news.README": []byte("x"), "licence.txt": []byte("x"),
		"readme.html": []byte("x"), "license-fees-fall.txt": []byte("x"), "news.jsonl": []byte("x"), "readme/c.txt": []byte("x"),
		"z.zip": zipped(t, pair{"sub/COPYING", []byte("x")}, pair{"license/b.txt", []byte("x")}, pair{"sub/a.txt", []byte("x")}),
	})
	got := walk(t, dir, []string{".", "README.md"}, Options{})
	var names []string
	for _, c := range got.captures {
		names = append(names, strings.TrimSuffix(c, ": x"))
	}
	want := []string{"license-fees-fall.txt", "news.jsonl", "readme/c.txt", "readme.html", "z.zip!license/b.txt", "z.zip!sub/a.txt", "README.md"}
	if diff := cmp.Diff(want, names); diff != "" || len(got.skipped) != 5 {
		t.Errorf("passed over %q; %s", got.skipped, diff)
	}
}

// TestManyLinks walks folders in which links lead to every other folder: each
// is walked once by its name and at most once by a link.
func TestManyLinks(t *testing.T) {
	dir := t.TempDir()
	const n = 20
	for i := range n {
		name := string(rune('a' + i))
		write(t, dir, map[string][]byte{name + "/x.txt": []byte("x")})
		for j := range n {
			if j != i {
				if err := os.Symlink(filepath.Join(dir, string(rune('a'+j))), filepath.Join(dir, name, "to-"+string(rune('a'+j)))); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if got := walk(t, dir, []string{"."}, Options{}); len(got.captures) > 2*n {
		t.Errorf("%d captures of %d files", len(got.captures), n)
	}
}

// TestStreaming reads a web archive of 256 MB with a document's memory.
func TestStreaming(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 256 MB")
	}
	page := bytes.Repeat([]byte("abcdefgh"), 1<<17) // 1 MB
	r, w := io.Pipe()
	go func() {
		out := warc.NewWriter(w, false)
		for range 256 {
			if err := out.WriteResource(warc.Document{URI: "https://example.org/", At: now, MediaType: "text/plain", Body: page}); err != nil {
				w.CloseWithError(err)
				return
			}
		}
		w.Close()
	}()
	n := 0
	var most uint64
	err := Walk(context.Background(), []string{"-"}, Options{Stdin: r}, func(onrecord.Capture) error {
		if n++; n%64 == 0 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
		return nil
	}, func(p onrecord.Problem) error { t.Error(p); return nil })
	if err != nil || n != 256 || most > 64<<20 {
		t.Errorf("%d captures, %v, %d bytes held", n, err, most)
	}
}

// FuzzZip walks any bytes as they come from standard input: no panic, and an end.
func FuzzZip(f *testing.F) {
	f.Add(zipped(f, pair{"a.txt", []byte("a")}, pair{"b.zip", zipped(f, pair{"c", []byte("c")})}))
	f.Add(gzipped(f, []byte("text")))
	f.Add(zipped(f, pair{"w.warc.gz", webArchive(f, true, "https://example.org/1")}))
	f.Fuzz(func(t *testing.T, data []byte) {
		err := Walk(context.Background(), []string{"-"}, Options{Stdin: bytes.NewReader(data), Limits: Limits{MaxDocument: 1 << 20}},
			func(c onrecord.Capture) error {
				if len(c.Body) > 1<<20 {
					t.Fatal("over the limit")
				}
				return nil
			}, func(onrecord.Problem) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
	})
}
