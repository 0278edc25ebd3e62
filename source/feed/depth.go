package feed

import "strings"

// tooDeep reports whether a document's elements are nested deeper than
// MaxDepth. It looks at tags only, in linear time.
func tooDeep(text string) bool {
	if strings.HasPrefix(text, "{") {
		return false // encoding/json has a limit of its own
	}
	depth := 0
	for s := text; ; {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return false
		}
		s = s[i:]
		if skip := skipMarkup(s); skip > 0 {
			s = s[skip:]
			continue
		}
		end := strings.IndexByte(s, '>')
		if end < 0 {
			return false
		}
		switch {
		case strings.HasPrefix(s, "</"):
			depth = max(depth-1, 0)
		case s[end-1] != '/':
			if depth++; depth > MaxDepth {
				return true
			}
		}
		s = s[end+1:]
	}
}

// skipMarkup returns the length of the comment, CDATA section, processing
// instruction or declaration that s begins with, 0 where it is none.
func skipMarkup(s string) int {
	for _, m := range [...][2]string{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}} {
		if !strings.HasPrefix(s, m[0]) {
			continue
		}
		if i := strings.Index(s[len(m[0]):], m[1]); i >= 0 {
			return len(m[0]) + i + len(m[1])
		}
		return len(s)
	}
	return 0
}

// elementName returns the name that s begins with.
func elementName(s string) string {
	if i := strings.IndexAny(s, " \t\r\n/>"); i >= 0 {
		return s[:i]
	}
	return s
}
