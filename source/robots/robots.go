package robots

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// MaxSize is how many bytes of a file are read; the RFC asks for 500 KiB at least.
const MaxSize = 512 << 10

// Rules are what a robots.txt says to one program. The zero value allows all.
type Rules struct {
	rules []rule
	// Delay is how long the host wants to be left alone between two requests;
	// 0 where it does not say.
	Delay time.Duration
}

// rule allows or forbids the paths that a pattern matches.
type rule struct {
	pattern string // percent-encoding levelled; "*" is anything, a last "$" the end
	allow   bool
}

// Nothing are the rules of a host that lets nothing be fetched.
func Nothing() Rules { return Rules{rules: []rule{{pattern: "/"}}} }

// maxDelay bounds what is believed of a Crawl-delay.
const maxDelay = 10 * time.Minute

// Parse returns what a file says to the program with the product token. Groups
// that name the token, without regard to case, are taken together; where none
// does, those for "*" are. The file is read as UTF-8 up to MaxSize.
func Parse(file []byte, token string) Rules {
	if len(file) > MaxSize {
		file = file[:MaxSize]
		if cut := bytes.LastIndexAny(file, "\r\n"); cut >= 0 {
			file = file[:cut]
		}
	}
	file = bytes.TrimPrefix(file, []byte("\xef\xbb\xbf"))
	var own, others Rules
	named := false // some group names the token
	var forUs, forAll, inRules bool
	for line := range bytes.FieldsFuncSeq(file, func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value, ok := entry(string(line))
		if !ok {
			continue
		}
		if key == "user-agent" {
			if inRules {
				forUs, forAll, inRules = false, false, false // a new group
			}
			us := strings.EqualFold(productToken(value), token)
			forUs, forAll, named = forUs || us, forAll || value == "*", named || us
			continue
		}
		switch key {
		case "allow", "disallow", "crawl-delay":
			inRules = true
		}
		if forUs {
			own.add(key, value)
		}
		if forAll {
			others.add(key, value)
		}
	}
	if named {
		return own
	}
	return others
}

// entry cuts a line into its key and value, without the comment.
func entry(line string) (key, value string, ok bool) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok = strings.Cut(line, ":")
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), ok
}

// productToken cuts what follows a product token, such as a version.
func productToken(value string) string {
	end := strings.IndexFunc(value, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' && r != '-'
	})
	if end < 0 {
		return value
	}
	return value[:end]
}

func (r *Rules) add(key, value string) {
	switch key {
	case "allow", "disallow":
		if value != "" { // an empty pattern matches nothing
			r.rules = append(r.rules, rule{pattern: level(value), allow: key == "allow"})
		}
	case "crawl-delay":
		if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 {
			r.Delay = min(time.Duration(min(seconds, maxDelay.Seconds())*float64(time.Second)), maxDelay)
		}
	}
}

// Allowed reports whether a path, with its query, may be fetched. The longest
// pattern that matches decides; of two as long the one that allows. /robots.txt
// itself may always be fetched.
func (r Rules) Allowed(path string) bool {
	if path == "" {
		path = "/"
	}
	path = level(path)
	if path == "/robots.txt" {
		return true
	}
	longest, allowed := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); n < longest || n == longest && !rule.allow {
			continue
		}
		if matches(rule.pattern, path) {
			longest, allowed = len(rule.pattern), rule.allow
		}
	}
	return allowed
}

// matches reports whether a pattern matches the beginning of a path. Of a "*"
// the leftmost match is taken: what follows it can only match later, not less.
func matches(pattern, path string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	first, rest, wild := strings.Cut(pattern, "*")
	if !strings.HasPrefix(path, first) {
		return false
	}
	path = path[len(first):]
	if !wild {
		return !whole || path == ""
	}
	parts := strings.Split(rest, "*")
	last := parts[len(parts)-1]
	for _, part := range parts[:len(parts)-1] {
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		path = path[at+len(part):]
	}
	if whole {
		return strings.HasSuffix(path, last)
	}
	return strings.Contains(path, last)
}

// level brings two spellings of one path together: percent-encoding of what
// needs none is taken off, of what needs it put on, in upper case.
func level(path string) string {
	var out strings.Builder
	for i := 0; i < len(path); i++ {
		c := path[i]
		if c == '%' && i+2 < len(path) && isHex(path[i+1]) && isHex(path[i+2]) {
			n, _ := strconv.ParseUint(path[i+1:i+3], 16, 8)
			i += 2
			if unreserved(byte(n)) {
				out.WriteByte(byte(n))
			} else {
				out.WriteString("%" + strings.ToUpper(path[i-1:i+1]))
			}
			continue
		}
		if c <= ' ' || c >= 0x7f {
			const digits = "0123456789ABCDEF"
			out.WriteString(string([]byte{'%', digits[c>>4], digits[c&15]}))
			continue
		}
		out.WriteByte(c)
	}
	return out.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// unreserved are the characters that RFC 3986 leaves as they are.
func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
