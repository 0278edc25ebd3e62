package chart

import "strings"

// Neighbours are things that stand beside one: it at the left, a line to each of them at the right, in the order given.
type Neighbours struct {
	Centre string
	Beside []Neighbour
}

// Neighbour is one of them. Where it is Stated how the two stand to each other its line is solid, else it is broken.
type Neighbour struct {
	Name string
	// Note stands below the name, and Href is where the name leads to, or "".
	Note, Href string
	Stated     bool
}

const (
	neighbourLine = nextLine
	neighbourNote = 14.0
	neighbourGap  = 14.0
	neighbourDot  = 2.5
	bends         = 16 // straight pieces of a line
	middleLines   = 14 // a name of 150 letters, on a phone
)

func (n Neighbours) draw(width float64) scene {
	s := scene{width: width}
	centre := n.centreWidth(width)
	names := tenth(width * .44)
	room := width - names
	y := neighbourGap
	var ends []point
	var labels []shape
	for _, one := range n.Beside {
		lines := fewLines(one.Name, room, letters, 3)
		notes := fewLines(one.Note, room, smaller, 3)
		end := point{names - 6, y + (float64(len(lines))*neighbourLine+float64(len(notes))*neighbourNote)/2}
		ends = append(ends, end)
		name := words(roleInk, names, y+neighbourLine-3, letters, atStart, strings.Join(lines, "\n"))
		name.href = one.Href
		y += float64(len(lines)) * neighbourLine
		labels = append(labels, name)
		for _, note := range notes {
			y += neighbourNote
			labels = append(labels, words(roleSoft, names, y-3, smaller, atStart, note))
		}
		y += neighbourGap
	}
	middle := fewLines(n.Centre, centre, letters, middleLines) // in bold
	s.height = max(y, float64(len(middle))*neighbourLine+2*neighbourGap)
	start := point{0, s.height / 2}
	for _, line := range middle {
		start.x = min(centre, max(start.x, tenth(float64(len([]rune(line)))*letters*letterWidth+8)))
	}
	for i, end := range ends {
		r := roleBroken
		if n.Beside[i].Stated {
			r = roleLine
		}
		s.add(shape{kind: kindPath, role: r, points: bent(start, end)}, shape{kind: kindCircle, role: roleFill, x: end.x, y: end.y, w: neighbourDot})
	}
	title := words(roleInk, 0, start.y-float64(len(middle))*neighbourLine/2+neighbourLine-4, smaller, atStart, strings.Join(middle, "\n"))
	title.bold = true
	s.add(title)
	s.add(labels...)
	return s
}

// centreWidth is the room of the name at the left: as much as its longest word takes, within bounds.
func (n Neighbours) centreWidth(width float64) float64 {
	longest := widest(strings.Fields(n.Centre))*letters*letterWidth + 1
	return tenth(min(width*.39, max(width*.29, longest)))
}

// widest returns how many letters the longest of some lines has.
func widest(lines []string) (letters float64) {
	for _, line := range lines {
		letters = max(letters, float64(len([]rune(line))))
	}
	return letters
}

// bent is a line from a point to another that leaves the one and reaches the other level (a cubic Bézier curve).
func bent(from, to point) (out []point) {
	middle := (from.x + to.x) / 2
	for i := range bends + 1 {
		t := float64(i) / bends
		u := 1 - t
		a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		out = append(out, point{a*from.x + (b+c)*middle + d*to.x, (a+b)*from.y + (c+d)*to.y})
	}
	return out
}

// fewLines breaks words into at most so many lines that fit into a width at a size; the last is cut where they are longer.
func fewLines(s string, width, size float64, most int) []string {
	lines := broken(s, width, size)
	if len(lines) > most {
		lines[most-1] = strings.Join(lines[most-1:], " ")
		lines = lines[:most]
	}
	for i := range lines {
		lines[i] = fitting(lines[i], width, size)
	}
	return lines
}
