package encoding

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		name, body, mediaType, want string
		note                        bool
	}{
		{"empty", "", "", "", false},
		{"plain UTF-8", "£5 café", "", "£5 café", false},
		{"byte order mark", "\xef\xbb\xbf£5", "", "£5", false},
		{"UTF-16 little endian with mark", "\xff\xfea\x00\xa3\x00", "", "a£", false},
		{"UTF-16 big endian with mark", "\xfe\xff\x00a\x00\xa3", "text/plain; charset=utf-8", "a£", false},
		{"UTF-16 without mark", "a\x00b\x00c\x00d\x00e\x00\xa3\x00", "", "abcde£", true},
		{"windows-1252, nothing said", "it\x92s caf\xe9", "", "it’s café", true},
		{"windows-1252 declared", "it\x92s", "text/plain; charset=ISO-8859-1", "it’s", false},
		{"windows-1252 declared as UTF-8", "it\x92s", "text/plain; charset=utf-8", "it’s", true},
		{"UTF-8 declared as Latin-1", "it’s", "text/html; charset=iso-8859-1", "it’s", true},
		{"ASCII declared as Latin-1", "its", "text/html; charset=iso-8859-1", "its", false},
		{"UTF-8 with one flaw", "café, naïve, £5 \xff end", "", "café, naïve, £5 \ufffd end", true},
		{"meta", "<meta charset=\"windows-1251\"><p>\xcf\xf0\xe8", "", "<meta charset=\"windows-1251\"><p>При", false},
		{"XML declaration", "<?xml version='1.0' encoding='windows-1251'?><a>\xcf</a>", "", "<?xml version='1.0' encoding='windows-1251'?><a>П</a>", false},
		{"unknown label", "caf\xe9", "text/plain; charset=x-none", "café", true},
		{"NUL bytes", "a\x00b words of text go on here", "", "ab words of text go on here", true},
		{"stateful encoding", "\x1b$B$3\x1b(B", "text/plain; charset=iso-2022-jp", "こ", false},
	} {
		got, note := Text([]byte(c.body), c.mediaType)
		if got != c.want || (note != "") != c.note {
			t.Errorf("%s: got %q, note %q; want %q, a note: %v", c.name, got, note, c.want, c.note)
		}
		if plain, again := Bytes([]byte(c.body), c.mediaType); string(plain) != got || again != note {
			t.Errorf("%s: Bytes gives %q, note %q; Text %q, note %q", c.name, plain, again, got, note)
		}
	}
}

func TestBinary(t *testing.T) {
	for body, want := range map[string]bool{
		"":                               false,
		"plain text":                     false,
		"one \x00 NUL and one \x01 mark": false,
		"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00": true,
		"\x00\x01\x02\x03\x04\x05":                    true,
		"a\x00b\x00c\x00d\x00e\x00":                   false,
	} {
		if got := Binary([]byte(body)); got != want {
			t.Errorf("%q: binary %v, want %v", body, got, want)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("it\x92s"), "text/plain; charset=utf-8")
	f.Add([]byte("\xff\xfea\x00"), "")
	f.Add([]byte("<?xml encoding="), "text/xml; charset=\"")
	f.Fuzz(func(t *testing.T, body []byte, mediaType string) {
		text, note := Text(body, mediaType)
		if plain, again := Bytes(body, mediaType); string(plain) != text || again != note {
			t.Fatalf("Bytes gives %q, note %q; Text %q, note %q", plain, again, text, note)
		}
		if !utf8.ValidString(text) || strings.IndexByte(text, 0) >= 0 {
			t.Fatalf("bad text %q", text)
		}
	})
}
