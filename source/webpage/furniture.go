package webpage

import (
	_ "embed"
	"regexp"
	"strings"
)

//go:embed furniture.txt
var furnitureFile string

//go:embed endings.txt
var endingsFile string

// Both lists are read once and never changed.
var (
	furnitureLines = readLines(furnitureFile)
	endingLines    = readLines(endingsFile)
)

// lines is a list of lines of pages: whole ones, and starts of them.
type lines struct {
	exact    map[string]bool
	prefixes []string
}

func readLines(list string) lines {
	out := lines{exact: map[string]bool{}}
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if start, ok := strings.CutSuffix(line, "*"); ok {
			out.prefixes = append(out.prefixes, start)
		} else {
			out.exact[line] = true
		}
	}
	return out
}

func (l lines) hold(line string) bool {
	if len(line) > 100 {
		return false
	}
	line = plain(line)
	if l.exact[line] {
		return true
	}
	for _, p := range l.prefixes {
		if strings.HasPrefix(line, p) {
			return true
		}
	}
	return false
}

// counted are lines of pages that hold a number: how long the reading takes, which page of how many it is.
var counted = regexp.MustCompile(`^(?:\d+ min(?:ute)?s? read|(?:estimated )?reading time:? \d+ min(?:ute)?s?|page \d+ of \d+)$`)

// furniture reports whether a line belongs to the page and not to its text.
func furniture(line string) bool {
	return furnitureLines.hold(line) || len(line) < 40 && counted.MatchString(plain(line))
}

// otherMatter reports whether a heading ends the release's text.
func otherMatter(heading string) bool { return endingLines.hold(heading) }
