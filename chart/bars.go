package chart

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
)

// draw puts the labels at the left where there is room, else above the bars.
func (b Bars) draw(width float64) scene {
	s := scene{width: width}
	high := 0.0
	for _, bar := range b.Bars {
		high = max(high, bar.Value)
	}
	beside := width >= 480
	left := 0.0
	if beside {
		left = width * .36
	}
	const room = 96 // for the amount in words
	y := 4.0
	for _, bar := range b.Bars {
		label := words(roleInk, 0, y+barThick/2+4.5, letters, atStart, fitting(bar.Label, width, letters))
		if beside {
			label.at, label.x, label.text = atEnd, left-10, fitting(bar.Label, left-10, letters)
		} else {
			label.y = y + letters
			y += letters + 7
		}
		label.href = bar.Href
		long := 1.0
		if high > 0 {
			long = max(1, tenth((width-left-room)*bar.Value/high))
		}
		filled := rect(roleFill, left, y, long, barThick)
		filled.text = bar.Label + ": " + bar.Words
		s.add(label, filled, words(roleInk, left+long+6, y+barThick/2+4.5, letters, atStart, bar.Words))
		y += barThick + barGap
	}
	s.add(stroke(roleAxis, left, 0, left, y-barGap/2))
	s.height = y
	return s
}
