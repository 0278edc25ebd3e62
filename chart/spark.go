package chart

import (
	"fmt"
	"html"
	"strings"
)

// The size of a small line, that of a word or two in a list.
const (
	sparkWidth  = 140.0
	sparkHeight = 32.0
	sparkDot    = 2.5
)

// Spark returns the line for a page at the size of a word: no axis, no words,
// but named by what it says, for those who do not see it. Like a chart's its
// amounts begin at nought, and what stands apart is hollow. It is "" for a line
// without two points.
func (l Line) Spark(says string) string {
	if len(l.Points) < 2 {
		return ""
	}
	low, high, first, last := l.extent()
	if high == low {
		high = low + 1
	}
	const edge = sparkDot + 1
	y := func(v float64) float64 { return tenth(sparkHeight - edge - (sparkHeight-2*edge)*(v-low)/(high-low)) }
	path := shape{kind: kindPath, role: roleLine}
	dots := []shape{stroke(roleAxis, 0, y(0), sparkWidth, y(0))}
	for _, p := range l.Points {
		dot := shape{kind: kindCircle, role: roleFill, x: tenth(edge + (sparkWidth-2*edge)*through(first, last, p.On)), y: y(p.Value), w: sparkDot}
		if p.Apart {
			dot.role = roleHollow
		} else {
			path.points = append(path.points, point{dot.x, dot.y})
		}
		dots = append(dots, dot)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart spark" viewBox="0 0 %s %s" width="%[1]s" height="%[2]s" role="img" aria-label="%s">`, decimal(sparkWidth), decimal(sparkHeight), html.EscapeString(says))
	for _, one := range append([]shape{path}, dots...) {
		b.WriteString(element(one, `class="`+string(one.role)+`"`, true))
	}
	b.WriteString("</svg>")
	return b.String()
}
