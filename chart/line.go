package chart

import (
	"math"
	"strconv"

	"github.com/onrecord/onrecord"
)

// Line is values by time: points joined in the order given, which is to be
// that of their days.
type Line struct {
	Points []Point
	// Value writes a value at the upright axis.
	Value func(float64) string
}

// Point is one value. Where Apart is set it is drawn hollow, and the line goes
// past it: it stands beside another for the same time.
type Point struct {
	On    onrecord.Date
	Value float64
	Apart bool
	// Words is what the point says when it is pointed at, Href where it leads to.
	Words, Href string
}

const (
	lineHeight = 240.0
	dotRadius  = 4.0
)

func (l Line) draw(width float64) scene {
	s := scene{width: width, height: lineHeight}
	if len(l.Points) == 0 {
		return s
	}
	low, high, first, last := l.extent()
	ticks := ticks(low, high)
	low, high = min(low, ticks[0]), max(high, ticks[len(ticks)-1])
	left := 0.0
	for _, t := range ticks {
		left = max(left, float64(len([]rune(l.Value(t))))*smaller*letterWidth)
	}
	left = math.Round(left + 10)
	right, top, foot := width-12, 14.0, lineHeight-30
	x := func(d onrecord.Date) float64 {
		return tenth(left + dotRadius*2 + (right-left-dotRadius*2)*through(first, last, d))
	}
	y := func(v float64) float64 { return tenth(foot - (foot-top)*(v-low)/(high-low)) }
	for _, t := range ticks {
		r := roleGrid
		if t == 0 {
			r = roleAxis
		}
		s.add(stroke(r, left, y(t), width, y(t)), muted(words(roleSoft, left-8, y(t)+4, smaller, atEnd, l.Value(t))))
	}
	s.days(first, last, x, foot, lineHeight-10, width)
	path := shape{kind: kindPath, role: roleLine}
	var dots []shape
	for _, p := range l.Points {
		dot := shape{kind: kindCircle, role: roleFill, x: x(p.On), y: y(p.Value), w: dotRadius, text: p.Words, href: p.Href}
		if p.Apart {
			dot.role = roleHollow
		} else {
			path.points = append(path.points, point{dot.x, dot.y})
		}
		dots = append(dots, dot)
	}
	s.add(path)
	s.add(dots...)
	return s
}

// extent returns the bounds of the values, with nought, and of the days. There
// is a point.
func (l Line) extent() (low, high float64, first, last onrecord.Date) {
	first, last = l.Points[0].On, l.Points[0].On
	for _, p := range l.Points {
		low, high = min(low, p.Value), max(high, p.Value)
		if p.On.Before(first) {
			first = p.On
		}
		if p.On.After(last) {
			last = p.On
		}
	}
	return low, high, first, last
}

// days marks the level axis: years where there are two or more, else the ends.
func (s *scene) days(first, last onrecord.Date, x func(onrecord.Date) float64, foot, base, width float64) {
	if last.Year()-first.Year() < 2 {
		s.add(muted(words(roleSoft, x(first), base, smaller, atStart, monthOf(first))))
		if monthOf(last) != monthOf(first) {
			s.add(muted(words(roleSoft, width, base, smaller, atEnd, monthOf(last))))
		}
		return
	}
	room := 40.0
	before := math.Inf(-1)
	for year := first.Year() + 1; year <= last.Year(); year++ {
		at := x(onrecord.NewDate(year, 1, 1))
		s.add(stroke(roleAxis, at, foot, at, foot+5))
		if at-before >= room && at <= width-12 {
			s.add(muted(words(roleSoft, at, base, smaller, atMiddle, strconv.Itoa(year))))
			before = at
		}
	}
}

func monthOf(d onrecord.Date) string { return d.Month().String()[:3] + " " + strconv.Itoa(d.Year()) }

// through returns how far d is on the way from first to last, from 0 to 1;
// half the way where they are one day.
func through(first, last, d onrecord.Date) float64 {
	span := last.Time().Sub(first.Time()).Hours()
	if span <= 0 {
		return .5
	}
	return d.Time().Sub(first.Time()).Hours() / span
}

// ticks are round values from low or below to high or above, nought among
// them, three to six.
func ticks(low, high float64) []float64 {
	if high == low {
		return []float64{0, 1}
	}
	rough := (high - low) / 4
	size := math.Pow(10, math.Floor(math.Log10(rough)))
	step := 10 * size
	for _, of := range []float64{1, 2, 2.5, 5} {
		if of*size >= rough {
			step = of * size
			break
		}
	}
	var out []float64
	for n := math.Floor(low/step + 1e-9); n <= math.Ceil(high/step-1e-9); n++ {
		out = append(out, n*step)
	}
	return out
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }
