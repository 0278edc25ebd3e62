package chart

import (
	"fmt"
	"math"
	"time"
)

// Months are counts by month, a row of twelve for each thing that is counted.
type Months struct{ Rows []MonthRow }

// MonthRow is one row. A month that is outside what is looked at has a count
// under nought, and is left blank; one with nought is a gap.
type MonthRow struct {
	Label  string
	Href   string
	Counts [12]int
}

// draw gives every month a square, the darker the more stand in it.
func (m Months) draw(width float64) scene {
	s := scene{width: width}
	high := 0
	for _, row := range m.Rows {
		for _, n := range row.Counts {
			high = max(high, n)
		}
	}
	const gap = 3.0
	left := 0.0
	if width >= 480 {
		left = width * .32
	}
	side := math.Floor((width-left)/12 - gap)
	tall := min(side, 26)
	column := func(i int) float64 { return left + float64(i)*(side+gap) }
	for i := range 12 {
		s.add(muted(words(roleSoft, column(i)+side/2, 12, smaller, atMiddle, time.Month(i + 1).String()[:1])))
	}
	y := 20.0
	for _, row := range m.Rows {
		label := words(roleInk, 0, y+tall/2+4.5, letters, atStart, fitting(row.Label, left-12, letters))
		if left == 0 {
			label.y, label.text = y+letters, fitting(row.Label, width, letters)
			y += letters + 7
		}
		label.href, label.mute = row.Href, row.Href == ""
		s.add(label)
		for i, n := range row.Counts {
			s.month(column(i), y, side, tall, n, high, fmt.Sprintf("%s, %s: %d", row.Label, time.Month(i+1), n))
		}
		y += tall + gap*2
	}
	s.height = y + 2
	return s
}

func (s *scene) month(x, y, side, tall float64, n, high int, says string) {
	if n < 0 {
		return
	}
	r, ink := roleGap, roleSoft
	if n > 0 {
		level := 1 + int(3*math.Log1p(float64(n))/math.Log1p(float64(max(high, 3)))+1e-9)
		r = []role{roleShade1, roleShade2, roleShade3, roleShade4}[min(level, 4)-1]
		if level >= 3 {
			ink = roleOnFill
		} else {
			ink = roleInk
		}
	}
	cell := rect(r, x, y, side, tall)
	cell.text = says
	s.add(cell)
	if count := compact(n); n > 0 && float64(len(count))*11*letterWidth <= side {
		s.add(muted(words(ink, x+side/2, y+tall/2+4, 11, atMiddle, count)))
	}
}

func compact(n int) string {
	if n >= 10_000 {
		return fmt.Sprintf("%dk", n/1000)
	}
	return fmt.Sprint(n)
}
