package webpage

import (
	_ "embed"
	"strings"
)

//go:embed furniture.txt
var furnitureList string

var furnitureExact, furniturePrefixes = readFurniture(furnitureList)

func readFurniture(list string) (exact map[string]bool, prefixes []string) {
	exact = map[string]bool{}
	for line := range strings.Lines(list) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if start, ok := strings.CutSuffix(line, "*"); ok {
			prefixes = append(prefixes, start)
		} else {
			exact[line] = true
		}
	}
	return exact, prefixes
}

// furniture reports whether a line belongs to the page and not to its text.
func furniture(line string) bool {
	if len(line) > 100 {
		return false
	}
	line = plain(line)
	if exact := furnitureExact[line]; exact {
		return true
	}
	for _, p := range furniturePrefixes {
		if strings.HasPrefix(line, p) {
			return true
		}
	}
	return false
}
