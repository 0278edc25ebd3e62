package warc

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strings"
)

// matches checks a labelled digest ("sha1:…") of data. known is false where
// there is no digest or it names an algorithm that is not read here. The
// standard leaves the encoding of the value open: Base32 is usual, hexadecimal
// and both alphabets of Base64 are seen.
func matches(digest string, data []byte) (ok, known bool) {
	algorithm, value, found := strings.Cut(strings.TrimSpace(digest), ":")
	if !found {
		return false, false
	}
	h := newHash(algorithm)
	if h == nil {
		return false, false
	}
	h.Write(data)
	sum := h.Sum(nil)
	for _, decoded := range decodings(value) {
		if bytes.Equal(decoded, sum) {
			return true, true
		}
	}
	return false, true
}

func newHash(algorithm string) hash.Hash {
	switch strings.ToLower(strings.ReplaceAll(algorithm, "-", "")) {
	case "sha1":
		return sha1.New()
	case "sha256":
		return sha256.New()
	case "sha512":
		return sha512.New()
	case "md5":
		return md5.New()
	}
	return nil
}

func decodings(value string) [][]byte {
	value = strings.TrimRight(strings.TrimSpace(value), "=")
	var out [][]byte
	if b, err := hex.DecodeString(value); err == nil {
		out = append(out, b)
	}
	if b, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(value)); err == nil {
		out = append(out, b)
	}
	if b, err := base64.RawStdEncoding.DecodeString(value); err == nil {
		out = append(out, b)
	}
	if b, err := base64.RawURLEncoding.DecodeString(value); err == nil {
		out = append(out, b)
	}
	return out
}

// sha1Digest returns the labelled digest that most archives use.
func sha1Digest(data []byte) string {
	sum := sha1.Sum(data)
	return "sha1:" + base32.StdEncoding.EncodeToString(sum[:])
}
