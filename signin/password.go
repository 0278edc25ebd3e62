package signin

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"github.com/onrecord/onrecord"
)

// The bounds of a password: in characters the least, in bytes the most. No
// other rule makes it better (NIST SP 800-63B).
const (
	MinPassword = 12
	MaxPassword = 1000
)

// cost is what argon2id is made to cost: memory in KiB, passes, lanes. This is
// the second choice that RFC 9106 recommends, in one lane.
type cost struct {
	memory, passes uint32
	lanes          uint8
}

var usual = cost{memory: 64 << 10, passes: 3, lanes: 1}

const (
	saltBytes = 16
	hashBytes = 32
)

// Hash returns what is kept of a password, in the PHC string format:
// "$argon2id$v=19$m=65536,t=3,p=1$salt$hash". The error wraps ErrInvalid where
// the password is out of its bounds.
func Hash(password string) (string, error) {
	switch {
	case !utf8.ValidString(password):
		return "", fmt.Errorf("%w: a password is text in UTF-8", onrecord.ErrInvalid)
	case utf8.RuneCountInString(password) < MinPassword:
		return "", fmt.Errorf("%w: a password has at least %d characters; a few words in a row are easy to remember", onrecord.ErrInvalid, MinPassword)
	case len(password) > MaxPassword:
		return "", fmt.Errorf("%w: a password has at most %d bytes", onrecord.ErrInvalid, MaxPassword)
	}
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails
	return encode(usual, salt, usual.key(password, salt)), nil
}

func (c cost) key(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(password), salt, c.passes, c.memory, c.lanes, hashBytes)
}

var base64Encoding = base64.RawStdEncoding.Strict()

func encode(c cost, salt, key []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.lanes, base64Encoding.EncodeToString(salt), base64Encoding.EncodeToString(key))
}

// Verify reports whether the password is the one that was hashed, in a time
// that does not tell how much of it is right. The error wraps ErrDamaged where
// what was kept is no hash that Hash makes, or would cost too much to check.
func Verify(kept, password string) (bool, error) {
	c, salt, want, err := decode(kept)
	if err != nil || len(password) > MaxPassword {
		return false, err
	}
	return subtle.ConstantTimeCompare(c.key(password, salt), want) == 1, nil
}

func decode(kept string) (c cost, salt, key []byte, err error) {
	bad := fmt.Errorf("%w: what is kept of a password is no argon2id hash", onrecord.ErrDamaged)
	parts := strings.Split(kept, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return c, nil, nil, bad
	}
	var version int
	if n, err := fmt.Sscanf(parts[2], "v=%d", &version); n != 1 || err != nil || version != argon2.Version {
		return c, nil, nil, bad
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.lanes); n != 3 || err != nil {
		return c, nil, nil, bad
	}
	if c.memory < 8 || c.memory > 1<<20 || c.passes < 1 || c.passes > 16 || c.lanes < 1 || c.lanes > 16 {
		return c, nil, nil, bad
	}
	if salt, err = base64Encoding.DecodeString(parts[4]); err != nil || len(salt) < 8 {
		return c, nil, nil, bad
	}
	if key, err = base64Encoding.DecodeString(parts[5]); err != nil || len(key) != hashBytes {
		return c, nil, nil, bad
	}
	return c, salt, key, nil
}
