package chart

import (
	"strings"

	"github.com/onrecord/onrecord"
)

// Spans are times beside one another on one axis, in the order given.
type Spans struct{ Spans []Span }

// Span is one of them, from a day to a day, inclusive. One that differs in kind
// from the others is hollow.
type Span struct {
	Label    string
	From, To onrecord.Date
	Hollow   bool
	// Words is what it says when it is pointed at.
	Words string
}

const (
	spanThick = 12.0
	spanLeast = 6.0 // what a single day is drawn as
)

func (t Spans) draw(width float64) scene {
	s := scene{width: width}
	if len(t.Spans) == 0 {
		return s
	}
	first, last := t.Spans[0].From, t.Spans[0].To
	for _, span := range t.Spans {
		if span.From.Before(first) {
			first = span.From
		}
		if span.To.After(last) {
			last = span.To
		}
	}
	x := func(d onrecord.Date) float64 { return tenth(spanLeast + (width-2*spanLeast)*through(first, last, d)) }
	const row = 44.0
	y := 2.0
	for _, span := range t.Spans {
		lines := fewLines(span.Label, width, letters, 2)
		above := float64(max(0, len(lines)-1)) * nextLine
		y += above
		from, to := x(span.From), x(span.To)
		r := roleFill
		if span.Hollow {
			r = roleHollow
		}
		bar := rect(r, from-spanLeast/2, y+20, max(spanLeast, to-from+spanLeast), spanThick)
		bar.text = span.Words
		label := muted(words(roleInk, 0, y+13-above, letters, atStart, strings.Join(lines, "\n")))
		if wide := widest(lines) * letters * letterWidth; from > width/2 && wide < width {
			label.x = tenth(max(0, min(from-spanLeast/2, width-wide)))
		}
		s.add(stroke(roleGrid, 0, y+20+spanThick/2, width, y+20+spanThick/2), bar, label)
		y += row
	}
	foot := y
	s.add(stroke(roleAxis, 0, foot, width, foot))
	s.height = foot + 24
	s.days(first, last, x, foot, s.height-6, width)
	return s
}
