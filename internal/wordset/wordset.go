// Package wordset reads the word lists of the rooms below those that know of facts: one word a line, lines that start with "#"
// passed over. The lists of fact's rooms give words values and are read by fact/tag.
package wordset

import (
	"fmt"
	"io/fs"
	"strings"
)

// Must returns the words of the file at a path of files, as they stand there. It panics where the file is not there, or a word stands twice or
// has white space around it: lists are part of the program. It is safe for concurrent use.
func Must(files fs.FS, path string) map[string]bool {
	data, err := fs.ReadFile(files, path)
	if err != nil {
		panic(err)
	}
	set := map[string]bool{}
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimRight(line, "\r")
		switch {
		case line == "", line[0] == '#':
		case set[line], strings.TrimSpace(line) != line:
			panic(fmt.Sprintf("%s, line %d: %q stands twice or has white space around it", path, i+1, line))
		default:
			set[line] = true
		}
	}
	return set
}
