package chart

import "strings"

// Chart is what is drawn, with the table that says the same.
type Chart struct {
	// Title says what is drawn, Note what the numbers count and what they do
	// not, both in plain words.
	Title, Note string
	// Address is where the chart's page stands, printed below a file, or "".
	Address string
	Form    Form
	// Head and Rows are the table. Every row has as many cells as Head: texts,
	// numbers (int, float64) and days (onrecord.Date).
	Head []string
	Rows [][]any
}

// Form is a way of drawing: Line, Bars, Spans, Months or Neighbours.
type Form interface {
	// draw lays the form out for a width in pixels.
	draw(width float64) scene
}

// The widths in pixels that charts are laid out for.
const (
	Narrow = 288 // a phone of 320
	Beside = 416 // a column beside words
	Wide   = 640
)

// The roles of what is drawn. Each is a class of the style sheet, and a colour
// of the palette of files.
type role string

const (
	roleAxis   role = "axis"
	roleGrid   role = "grid"
	roleLine   role = "line"
	roleBroken role = "broken" // a line of less weight
	roleFill   role = "fill"   // a bar, a dot, a span
	roleHollow role = "hollow" // one that differs in kind from the filled ones
	roleInk    role = "ink"    // words
	roleSoft   role = "soft"   // words of less weight
	roleOnFill role = "on-fill"
	roleGap    role = "gap" // where something could stand and nothing does
	// Shades of the fill, from pale to full.
	roleShade1 role = "shade-1"
	roleShade2 role = "shade-2"
	roleShade3 role = "shade-3"
	roleShade4 role = "shade-4"
)

// scene is a drawing of shapes, those that come later over those before. All
// lengths are in pixels, from the upper left corner.
type scene struct {
	width, height float64
	shapes        []shape
}

type shape struct {
	kind       kind
	role       role
	x, y, w, h float64 // of a circle w is its radius; of a line its end is x+w, y+h
	points     []point // of a path
	text       string  // words, in lines, or what a shape says when it is pointed at
	at         anchor  // of words
	size       float64 // of words
	bold       bool    // of words
	href       string  // where a page's drawing leads to, or ""
	mute       bool    // what it says is said by another shape, too: a screen reader passes it by
}

type kind uint8

const (
	kindRect kind = iota
	kindCircle
	kindStroke // a straight line
	kindPath   // a line through points
	kindWords
)

type anchor uint8

const (
	atStart anchor = iota
	atMiddle
	atEnd
)

type point struct{ x, y float64 }

func (s *scene) add(shapes ...shape) { s.shapes = append(s.shapes, shapes...) }

func words(r role, x, y, size float64, at anchor, text string) shape {
	return shape{kind: kindWords, role: r, x: x, y: y, size: size, at: at, text: text}
}

// muted are words that only the eye needs: what else is drawn says them, too.
func muted(s shape) shape {
	s.mute = true
	return s
}

func rect(r role, x, y, w, h float64) shape {
	return shape{kind: kindRect, role: r, x: x, y: y, w: w, h: h}
}

func stroke(r role, x, y, toX, toY float64) shape {
	return shape{kind: kindStroke, role: r, x: x, y: y, w: toX - x, h: toY - y}
}

// Sizes of letters, and how wide one is beside its size on average: browsers
// and files have other fonts, so room is left.
const (
	letters     = 13.0
	smaller     = 12.0
	letterWidth = .6
)

// fitting shortens words so that they fit into a width at a size.
func fitting(s string, width, size float64) string {
	most := int(width / (size * letterWidth))
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	if most < 2 {
		return ""
	}
	return strings.TrimRight(string(runes[:most-1]), " ,;:") + "…"
}

// broken breaks words into lines that fit into a width at a size.
func broken(s string, width, size float64) (lines []string) {
	most := max(8, int(width/(size*letterWidth)))
	line := ""
	for _, word := range strings.Fields(s) {
		joined := strings.TrimSpace(line + " " + word)
		if len([]rune(joined)) > most && line != "" {
			lines, line = append(lines, line), word
			continue
		}
		line = joined
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
