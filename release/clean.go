package release

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
)

// line returns s as one line: valid UTF-8, runs of white space made one
// space, none at either end, without characters that print nothing; "" where
// no character in it prints. It returns s itself where there is nothing to
// change.
func line(s string) string {
	if clean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space, prints := false, false
	for _, r := range s { // bytes that are no UTF-8 come as U+FFFD
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case dropped(r):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		prints = prints || unicode.IsGraphic(r)
		b.WriteRune(r)
	}
	if !prints {
		return ""
	}
	return b.String()
}

// clean reports whether line would return s unchanged; it may say no in doubt.
func clean(s string) bool {
	space := true // a space at the start is to go
	for _, r := range s {
		if r == ' ' {
			if space {
				return false
			}
			space = true
			continue
		}
		space = false
		if r < ' ' || r >= 0x7f && r < 0xa1 || r == utf8.RuneError || r == 0xad || r == 0xfeff || r > 0xff && (unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)) {
			return false
		}
	}
	return !space || s == ""
}

// dropped reports whether a character prints nothing and is no part of the
// words: control characters, byte order marks, soft hyphens. Joiners and
// direction marks stay: other scripts need them.
func dropped(r rune) bool {
	return unicode.IsControl(r) || r == 0xfeff || r == 0xad
}

// unmark takes list marks off the front of a clean line. Bullets count in
// any block; "-", "*" and dashes, which may start a sentence, only in a list item.
func unmark(s string, kind onrecord.BlockKind) (text string, marked bool) {
	for {
		r, size := utf8.DecodeRuneInString(s)
		bullet := strings.ContainsRune("•◦‣▪▫●○∙", r) && size > 1
		dash := kind == onrecord.BlockListItem && strings.ContainsRune("-*–—·", r) && size > 0
		if !bullet && !dash {
			return s, marked
		}
		rest := s[size:]
		if rest != "" && rest[0] != ' ' && !bullet {
			return s, marked
		}
		s, marked, kind = strings.TrimPrefix(rest, " "), true, onrecord.BlockListItem
	}
}
