package warc

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
)

var noon = time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)

func document(i int) Document {
	return Document{
		URI: fmt.Sprintf("https://example.org/%d", i), At: noon.Add(time.Duration(i) * time.Second),
		MediaType: "text/html; charset=utf-8", Body: []byte(fmt.Sprintf("<p>Release %d.</p>", i)),
	}
}

// archive writes a warcinfo record and n documents, responses and resources
// by turns.
func archive(t testing.TB, n int, compressed bool) []byte {
	t.Helper()
	var out bytes.Buffer
	w := NewWriter(&out, compressed)
	err := w.WriteInfo(noon, Header{{"software", "test"}, {"format", "WARC File Format 1.1"}})
	for i := range n {
		if i%2 == 0 {
			err = errors.Join(err, w.WriteResponse(document(i)))
		} else {
			err = errors.Join(err, w.WriteResource(document(i)))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func line(i int) string {
	d := document(i)
	return fmt.Sprintf("%s %s %s %d", d.URI, d.At.Format(time.RFC3339), d.MediaType, len(d.Body))
}

func TestWriterReadsBack(t *testing.T) {
	for _, compressed := range []bool{false, true} {
		data := archive(t, 3, compressed)
		want := outcome{documents: []string{line(0), line(1), line(2)}, skipped: 1}
		if diff := cmp.Diff(want, readAll(t, data, Limits{}), cmp.AllowUnexported(outcome{})); diff != "" {
			t.Errorf("compressed %v: %s", compressed, diff)
		}
		if !bytes.Equal(data, archive(t, 3, compressed)) {
			t.Errorf("compressed %v: two runs differ", compressed)
		}
	}
}

func TestWriterRefusesHeaderInjection(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, false)
	if err := w.WriteResource(Document{URI: "https://example.org/\r\nWARC-Type: request", Body: []byte("x"), MediaType: "text/plain"}); err != nil {
		t.Fatal(err)
	}
	record, err := NewReader(&out, Limits{}).Next()
	if err != nil || record.Type() != TypeResource {
		t.Fatalf("%v %v", record, err)
	}
	if err := w.WriteResource(Document{Body: []byte("x")}); !errors.Is(err, onrecord.ErrInvalid) {
		t.Errorf("no target: %v", err)
	}
}

// response writes one response record around an HTTP message.
func response(t testing.TB, message string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := NewWriter(&out, false).Write(TypeResponse, "https://example.org/", "application/http;msgtype=response", noon, []byte(message)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func packed(t testing.TB, coding, text string) string {
	t.Helper()
	var out bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&out)
	case "deflate":
		w = zlib.NewWriter(&out)
	case "br":
		w = brotli.NewWriter(&out)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestDocument(t *testing.T) {
	const head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
	for name, c := range map[string]struct {
		message, want string
		fails         error
	}{
		"plain":                    {message: head + "\r\n<p>Hello", want: "<p>Hello"},
		"bare line feeds":          {message: "HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>Hello", want: "<p>Hello"},
		"HTTP/2":                   {message: "HTTP/2 200\r\ncontent-type: text/html\r\n\r\n<p>Hello", want: "<p>Hello"},
		"a line that is no field":  {message: head + "rubbish\r\n\r\n<p>Hello", want: "<p>Hello"},
		"chunked":                  {message: head + "Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n5\r\nHello\r\n0\r\n\r\n", want: "<p>Hello"},
		"chunks taken off already": {message: head + "Transfer-Encoding: chunked\r\n\r\n<p>Hello", want: "<p>Hello"},
		"chunks cut short":         {message: head + "Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n50\r\nHel", fails: onrecord.ErrDamaged},
		"gzip":                     {message: head + "Content-Encoding: gzip\r\n\r\n" + packed(t, "gzip", "<p>Hello"), want: "<p>Hello"},
		"gzip taken off already":   {message: head + "Content-Encoding: gzip\r\n\r\n<p>Hello", want: "<p>Hello"},
		"gzip cut short":           {message: head + "Content-Encoding: gzip\r\n\r\n" + packed(t, "gzip", "<p>Hello")[:20], fails: onrecord.ErrDamaged},
		"deflate":                  {message: head + "Content-Encoding: deflate\r\n\r\n" + packed(t, "deflate", "<p>Hello"), want: "<p>Hello"},
		"br":                       {message: head + "Content-Encoding: br\r\n\r\n" + packed(t, "br", "<p>Hello"), want: "<p>Hello"},
		"two codings":              {message: head + "Content-Encoding: br, gzip\r\n\r\n" + packed(t, "gzip", packed(t, "br", "<p>Hello")), want: "<p>Hello"},
		"unknown coding":           {message: head + "Content-Encoding: zstd\r\n\r\nxx", fails: onrecord.ErrUnsupported},
		"bomb":                     {message: head + "Content-Encoding: gzip\r\n\r\n" + packed(t, "gzip", strings.Repeat("a", 12<<20)), fails: onrecord.ErrTooLarge},
		"not found":                {message: "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No", fails: ErrSkipped},
		"moved":                    {message: "HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n", fails: ErrSkipped},
		"image":                    {message: "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG", fails: ErrSkipped},
		"untyped image":            {message: "HTTP/1.1 200 OK\r\n\r\n\x89PNG\r\n\x1a\n", fails: ErrSkipped},
		"untyped page":             {message: "HTTP/1.1 200 OK\r\n\r\n<html><p>Hello", want: "<html><p>Hello"},
		"no status":                {message: "HTTP/1.1\r\n\r\n", fails: onrecord.ErrInvalid},
	} {
		record, err := NewReader(bytes.NewReader(response(t, c.message)), Limits{}).Next()
		if err != nil {
			t.Fatal(name, err)
		}
		got, err := record.Document()
		if !errors.Is(err, c.fails) || string(got.Body) != c.want {
			t.Errorf("%s: %q, %v; want %q, %v", name, got.Body, err, c.want, c.fails)
		}
	}
}

func TestDamage(t *testing.T) {
	plain, zipped := archive(t, 3, false), archive(t, 3, true)
	second := bytes.Index(zipped[1:], []byte{0x1f, 0x8b, 8}) + 1 // the member of document 0
	for name, c := range map[string]struct {
		data []byte
		want outcome
	}{
		"a changed byte": {
			data: bytes.Replace(plain, []byte("Release 1."), []byte("Release 7."), 1),
			want: outcome{documents: []string{line(0), line(2)}, skipped: 1, problems: []string{"(https://example.org/1): damaged: the document does not match its digest"}},
		},
		"a member that is overwritten": {
			data: append(append(append([]byte(nil), zipped[:second+20]...), bytes.Repeat([]byte{0xff}, 40)...), zipped[second+60:]...),
			want: outcome{documents: []string{line(1), line(2)}, skipped: 1, problems: []string{"the gzip member is damaged or cut short"}},
		},
		"cut short, zipped": {
			data: zipped[:len(zipped)-30],
			want: outcome{documents: []string{line(0), line(1)}, skipped: 1, problems: []string{"the gzip member is damaged or cut short"}},
		},
		"cut short, plain": {
			data: plain[:len(plain)-10],
			want: outcome{documents: []string{line(0), line(1)}, skipped: 1, problems: []string{"cut short"}},
		},
		"rubbish between records": {
			data: bytes.Replace(plain, []byte("\r\n\r\nWARC/1.1\r\nWARC-Type: resource"), []byte("\r\n\r\nrubbish\r\nWARC/1.1\r\nWARC-Type: resource"), 1),
			want: outcome{documents: []string{line(0), line(1), line(2)}, skipped: 1, problems: []string{"9 bytes that belong to no record"}},
		},
		"a length that is none": {
			data: bytes.Replace(plain, []byte("Content-Length: 17\r\n\r\n<p>Release 1"), []byte("Content-Length: -1\r\n\r\n<p>Release 1"), 1),
			want: outcome{documents: []string{line(0), line(2)}, skipped: 1, problems: []string{`Content-Length is "-1"`, "19 bytes that belong to no record"}},
		},
		"padding behind the last member": {
			data: append(append([]byte(nil), zipped...), make([]byte, 512)...),
			want: outcome{documents: []string{line(0), line(1), line(2)}, skipped: 1},
		},
		"empty":   {},
		"rubbish": {data: []byte("hello\n"), want: outcome{problems: []string{"6 bytes that belong to no record"}}},
	} {
		got := readAll(t, c.data, Limits{})
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(outcome{}), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".problems" }, cmp.Comparer(sameProblems))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// sameProblems compares lists of which one holds the ends of the other's.
func sameProblems(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !strings.Contains(a[i], b[i]) && !strings.Contains(b[i], a[i]) {
			return false
		}
	}
	return true
}

func TestLimits(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, true)
	big := Document{URI: "https://example.org/big", At: noon, MediaType: "text/plain", Body: bytes.Repeat([]byte("x"), 4000)}
	if err := errors.Join(w.WriteResource(big), w.WriteResource(document(1))); err != nil {
		t.Fatal(err)
	}
	got := readAll(t, out.Bytes(), Limits{MaxBlock: 1000})
	if len(got.documents) != 1 || len(got.problems) != 1 || !strings.Contains(got.problems[0], "too large") {
		t.Errorf("a large record: %+v", got)
	}
	out.Reset()
	big.Body = bytes.Repeat([]byte("x"), 30<<20)
	if err := w.WriteResource(big); err != nil {
		t.Fatal(err)
	}
	got = readAll(t, out.Bytes(), Limits{})
	if len(got.documents) != 0 || len(got.problems) == 0 || !strings.Contains(strings.Join(got.problems, " "), "times its size") {
		t.Errorf("a bomb: %d documents, %q", len(got.documents), got.problems)
	}
}

// FuzzWARC reads any bytes: no panic, an end, and documents within the limit.
func FuzzWARC(f *testing.F) {
	f.Add(archive(f, 2, false))
	f.Add(archive(f, 2, true))
	f.Add([]byte("filedesc://x 127.0.0.1 20140301000000 text/plain 3\n1 0\n\nhttp://example.com/ 127.0.0.1 20140102000000 text/plain 1\n\n"))
	f.Add(response(f, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\n0\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		readAll(t, data, Limits{MaxBlock: 1 << 20})
	})
}
