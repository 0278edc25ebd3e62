package archive

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
)

func pack(t testing.TB, names []string, body []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range names {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, NonUTF8: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestNames(t *testing.T) {
	data := pack(t, []string{"a.txt", "../../etc/passwd", "/root.txt", "a\\b.txt", "dir/", "caf\x82.txt", "x\x00\x1b[31m.txt", "./a/../b.txt", strings.Repeat("n", 5000)}, nil)
	z, err := OpenZip(bytes.NewReader(data), int64(len(data)), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range z.Members() {
		names = append(names, m.Name)
	}
	want := []string{"a.txt", "etc/passwd", "root.txt", "a/b.txt", "café.txt", "x[31m.txt", "b.txt", strings.Repeat("n", 1000)}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Error(diff)
	}
}

func TestZipBounds(t *testing.T) {
	data := pack(t, []string{"a", "b", "c"}, make([]byte, 8<<20))
	z, err := OpenZip(bytes.NewReader(data), int64(len(data)), Limits{MaxMembers: 2})
	if err != nil || len(z.Members()) != 2 || z.Over() != 1 {
		t.Fatalf("%d members, %d over, %v", len(z.Members()), z.Over(), err)
	}
	// Each is under the bound of 10 MiB by itself; together they are not.
	for i, m := range z.Members() {
		in, err := m.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err = io.Copy(io.Discard, in); errors.Is(err, onrecord.ErrTooLarge) != (i == 1) {
			t.Errorf("member %d: %v", i, err)
		}
	}
	if _, err := OpenZip(strings.NewReader("PK\x03\x04"), 4, Limits{}); !errors.Is(err, onrecord.ErrDamaged) {
		t.Errorf("no directory: %v", err)
	}
}

func TestGzip(t *testing.T) {
	packed := func(s string) string {
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, err := io.WriteString(w, s)
		if err := errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for name, c := range map[string]struct {
		in, want string
		fails    error
	}{
		"one member":   {packed("hello"), "hello", nil},
		"two members":  {packed("hello ") + packed("you"), "hello you", nil},
		"empty ones":   {strings.Repeat(packed(""), 500) + packed("hello"), "hello", nil},
		"padding":      {packed("hello") + "\x00\x00\x00", "hello", nil},
		"cut short":    {packed("hello")[:15], "", onrecord.ErrDamaged},
		"damaged":      {packed("hello")[:20] + "xxxxxxxx", "hello", onrecord.ErrDamaged},
		"a short head": {"\x1f\x8b\x08", "", onrecord.ErrDamaged},
		"a bomb":       {packed(strings.Repeat("a", 20<<20)), strings.Repeat("a", 10), onrecord.ErrTooLarge},
	} {
		var got []byte
		in, err := NewGzip(strings.NewReader(c.in), Limits{})
		if err == nil {
			got, err = io.ReadAll(in)
		}
		if c.fails == nil && string(got) != c.want || !errors.Is(err, c.fails) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
}

func TestSniff(t *testing.T) {
	for head, want := range map[string]Kind{"\x1f\x8b\x08\x00": Gzip, "PK\x03\x04": Zip, "PK\x05\x06": Zip, "PK": None, "": None, "\x1f\x8b\x00": None} {
		if got := Sniff([]byte(head)); got != want {
			t.Errorf("%q: %d", head, got)
		}
	}
}

// FuzzOpen opens any bytes as gzip and as zip: no panic, and an end.
func FuzzOpen(f *testing.F) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := io.WriteString(w, "hello")
	if err := errors.Join(err, w.Close()); err != nil {
		f.Fatal(err)
	}
	f.Add(packed.Bytes())
	f.Add(pack(f, []string{"a.txt", "../b.txt"}, []byte("hello")))
	f.Fuzz(func(t *testing.T, data []byte) {
		const most = 32 << 20
		if in, err := NewGzip(bytes.NewReader(data), Limits{}); err == nil {
			if n, _ := io.Copy(io.Discard, io.LimitReader(in, most+1)); n > most {
				t.Fatal("it goes on and on")
			}
		}
		z, err := OpenZip(bytes.NewReader(data), int64(len(data)), Limits{})
		if err != nil {
			return
		}
		for _, m := range z.Members() {
			if strings.HasPrefix(m.Name, "/") || strings.HasPrefix(m.Name, "../") {
				t.Fatalf("a name that leads out: %q", m.Name)
			}
			if in, err := m.Open(); err == nil {
				if n, _ := io.Copy(io.Discard, io.LimitReader(in, most+1)); n > most {
					t.Fatal("it goes on and on")
				}
			}
		}
	})
}
