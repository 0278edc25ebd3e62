package encoding

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	textencoding "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// headSize is how many bytes are looked at for a declaration (the standard
// prescans 1024) and to tell binary junk or UTF-16 from text.
const headSize = 1024

// Text decodes body and returns valid UTF-8 without a byte order mark and
// without NUL bytes. What decides, in this order: a byte order mark; the
// pattern of NUL bytes that only UTF-16 has; being valid UTF-8, whatever was
// declared; the charset of mediaType; a declaration in the body (<meta>, XML
// declaration); windows-1252. The note is "" where the body was what it was
// declared to be, or declared nothing and is UTF-8.
func Text(body []byte, mediaType string) (text, note string) {
	text, note = decode(body, mediaType)
	if strings.IndexByte(text, 0) >= 0 {
		text = strings.ReplaceAll(text, "\x00", "")
		note = join(note, "the text was read without its NUL bytes")
	}
	return text, note
}

func decode(body []byte, mediaType string) (text, note string) {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		body = body[3:]
		if utf8.Valid(body) {
			return string(body), ""
		}
		return strings.ToValidUTF8(string(body), "\ufffd"), "the text was read, but some bytes are no UTF-8, though marked so, and were replaced"
	case bytes.HasPrefix(body, []byte("\xfe\xff")), bytes.HasPrefix(body, []byte("\xff\xfe")):
		return convert(body, unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM)), ""
	}
	if endian, ok := utf16(body); ok {
		return convert(body, unicode.UTF16(endian, unicode.IgnoreBOM)), "the text was read as UTF-16: it has no byte order mark"
	}
	enc, name := declared(body, mediaType)
	if utf8.Valid(body) && !(name == "iso-2022-jp" && bytes.IndexByte(body, 0x1b) >= 0) {
		return string(body), mislabelled(body, mediaType)
	}
	return decodeOther(body, enc, name)
}

// decodeOther decodes a body that is no valid UTF-8.
func decodeOther(body []byte, enc textencoding.Encoding, name string) (text, note string) {
	switch {
	case enc != nil && name != "utf-8" && name != "replacement":
		return convert(body, enc), ""
	case mostlyUTF8(body):
		return strings.ToValidUTF8(string(body), "\ufffd"), "the text was read, but some bytes are no valid UTF-8 and were replaced"
	}
	note = "the text was read as windows-1252: it is not valid UTF-8"
	if name == "utf-8" {
		note += ", though declared so"
	}
	return convert(body, charmap.Windows1252), note
}

// Binary reports whether the body is no text in any encoding: its first 1024
// bytes hold control bytes that text has not, and it is no UTF-16.
func Binary(body []byte) bool {
	if bytes.HasPrefix(body, []byte("\xfe\xff")) || bytes.HasPrefix(body, []byte("\xff\xfe")) {
		return false
	}
	if _, ok := utf16(body); ok {
		return false
	}
	head := body[:min(len(body), headSize)]
	odd := 0
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b || b == 0x7f {
			odd++
		}
	}
	// A stray control byte or two happen in real text.
	return odd > 2 && odd*30 > len(head)
}

func convert(body []byte, enc textencoding.Encoding) string {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		out = body
	}
	return strings.TrimPrefix(strings.ToValidUTF8(string(out), "\ufffd"), "\ufeff")
}

// declared returns the encoding that mediaType or the body's head declares,
// nil where neither does.
func declared(body []byte, mediaType string) (textencoding.Encoding, string) {
	if _, params, ok := strings.Cut(strings.ToLower(mediaType), "charset="); ok {
		label, _, _ := strings.Cut(params, ";")
		if enc, name := charset.Lookup(strings.Trim(label, " \"'")); enc != nil {
			return enc, name
		}
	}
	head := body[:min(len(body), headSize)]
	if label := xmlEncoding(head); label != "" {
		if enc, name := charset.Lookup(label); enc != nil {
			return enc, name
		}
	}
	if !bytes.Contains(bytes.ToLower(head), []byte("charset")) {
		return nil, ""
	}
	enc, name, _ := charset.DetermineEncoding(head, "")
	return enc, name
}

// xmlEncoding returns the label in <?xml … encoding="label"?>, or "".
func xmlEncoding(head []byte) string {
	head = bytes.TrimLeft(head, " \t\r\n")
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	declaration, _, _ := bytes.Cut(head, []byte("?>"))
	_, after, ok := bytes.Cut(declaration, []byte("encoding"))
	after = bytes.TrimLeft(after, " \t\r\n=")
	if !ok || len(after) == 0 || after[0] != '"' && after[0] != '\'' {
		return ""
	}
	label, _, _ := bytes.Cut(after[1:], after[:1])
	return string(label)
}

// utf16 reports UTF-16 without a byte order mark: nearly all bytes at the
// even, or at the odd, places of the head are NUL and nearly none at the others.
func utf16(body []byte) (unicode.Endianness, bool) {
	head := body[:min(len(body), headSize)&^1]
	if len(head) < 8 {
		return unicode.LittleEndian, false
	}
	var nul [2]int
	for i, b := range head {
		if b == 0 {
			nul[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case nul[0]*10 > half*7 && nul[1]*20 < half:
		return unicode.BigEndian, true
	case nul[1]*10 > half*7 && nul[0]*20 < half:
		return unicode.LittleEndian, true
	}
	return unicode.LittleEndian, false
}

// mostlyUTF8 reports whether well-formed characters of several bytes
// outnumber the bytes that fit none: UTF-8 with a flaw, not another encoding.
func mostlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good > bad
}

func ascii(body []byte) bool {
	for _, b := range body {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
} // Bytes is Text for readers of bytes: it returns body itself, not a copy,
// where nothing has to be changed. The result is not to be written to.
func Bytes(body []byte, mediaType string) (plain []byte, note string) {
	if utf8.Valid(body) && !bytes.HasPrefix(body, []byte("\xef\xbb\xbf")) && bytes.IndexByte(body, 0) < 0 && bytes.IndexByte(body, 0x1b) < 0 {
		return body, mislabelled(body, mediaType)
	}
	text, note := Text(body, mediaType)
	return []byte(text), note
}

// mislabelled returns the note for UTF-8 that is declared as something else.
func mislabelled(body []byte, mediaType string) string {
	if enc, name := declared(body, mediaType); enc != nil && name != "utf-8" && !ascii(body) {
		return fmt.Sprintf("the text was read as UTF-8: it is valid UTF-8, though declared as %s", name)
	}
	return ""
}
