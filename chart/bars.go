package chart

import "strings"

// Bars are amounts beside one another, in the order given, each from nought.
type Bars struct{ Bars []Bar }

// Bar is one of them. Amounts are not to be under nought.
type Bar struct {
	Label string
	Value float64
	// Words is the amount in words, Href where the label leads to.
	Words, Href string
}

const (
	barThick = 18.0
	barGap   = 12.0
	// labelLines is how many lines a label may take.
	labelLines = 2
)

// draw puts the labels at the left where there is room, else above the bars.
func (b Bars) draw(width float64) scene {
	s := scene{width: width}
	high := 0.0
	labels := make([]string, len(b.Bars))
	for i, bar := range b.Bars {
		high, labels[i] = max(high, bar.Value), bar.Label
	}
	const amounts, apart = 96, 10 // for the amount in words; between a label and its bar
	left, room := 0.0, width
	if width >= 480 {
		left = tenth(min(width*.36, widest(labels)*letters*letterWidth+apart+1))
		room = left - apart
	}
	y := 4.0
	for _, bar := range b.Bars {
		lines := fewLines(bar.Label, room, letters, labelLines)
		tall := float64(len(lines)) * nextLine
		label := words(roleInk, 0, y+letters, letters, atStart, strings.Join(lines, "\n"))
		label.href = bar.Href
		row := barThick
		if left > 0 {
			row = max(row, tall)
			label.at, label.x, label.y = atEnd, room, y+(row-tall)/2+nextLine-3.5
		} else {
			y += tall + 4
		}
		long := 1.0
		if high > 0 {
			long = max(1, tenth((width-left-amounts)*bar.Value/high))
		}
		top := y + (row-barThick)/2
		filled := rect(roleFill, left, top, long, barThick)
		filled.text, filled.mute = bar.Label+": "+bar.Words, true // the words at both its sides say so
		s.add(label, filled, words(roleInk, left+long+6, top+barThick/2+4.5, letters, atStart, bar.Words))
		y += row + barGap
	}
	s.add(stroke(roleAxis, left, 0, left, y-barGap/2))
	s.height = y
	return s
}
