package chart

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

// Inline returns the chart for a page: an SVG that is named by the chart's
// title and takes its colours from the style sheet (.chart .fill, …). All words
// in it are escaped.
func (c *Chart) Inline(width float64) string {
	s := c.Form.draw(width)
	var b strings.Builder
	as := "img"
	for _, one := range s.shapes {
		if one.href != "" {
			as = "group" // an image has no links in it
		}
	}
	fmt.Fprintf(&b, `<svg class="chart" viewBox="0 0 %s %s" width="%[1]s" height="%[2]s" role="%s" aria-label="%s">`, decimal(s.width), decimal(s.height), as, html.EscapeString(c.Title+". The table says the same."))
	for _, one := range s.shapes {
		look := `class="` + string(one.role) + `"`
		if one.mute {
			look += ` aria-hidden="true"`
		}
		b.WriteString(element(one, look, true))
	}
	b.WriteString("</svg>")
	return b.String()
}

// SVG returns the chart as a file: on white, with its title, its note and its
// address.
func (c *Chart) SVG() []byte {
	s := c.framed()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %s %s" width="%[1]s" height="%[2]s" font-family="Arial, Helvetica, sans-serif">`+"\n<title>%s</title>\n", decimal(s.width), decimal(s.height), html.EscapeString(c.Title))
	for _, one := range s.shapes {
		b.WriteString(element(one, painted(one), false) + "\n")
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// painted writes a shape's own colours.
func painted(s shape) string {
	p := palette[s.role]
	switch {
	case s.kind == kindWords:
		return `fill="` + p.fill + `"`
	case s.kind == kindStroke || s.kind == kindPath:
		dashes := ""
		if p.dash > 0 {
			dashes = fmt.Sprintf(` stroke-dasharray="%s %s"`, decimal(p.dash), decimal(2*p.dash))
		}
		return fmt.Sprintf(`fill="none" stroke="%s" stroke-width="%s"%s`, p.stroke, decimal(p.width), dashes)
	case p.stroke != "":
		return fmt.Sprintf(`fill="%s" stroke="%s" stroke-width="%s"`, p.fill, p.stroke, decimal(p.width))
	}
	return `fill="` + p.fill + `"`
}

// element writes one shape. Links stand in pages only: in a file they lead nowhere.
func element(s shape, look string, links bool) string {
	inner := ">"
	if s.text != "" && s.kind != kindWords {
		inner = "><title>" + html.EscapeString(s.text) + "</title>"
	}
	var out string
	switch s.kind {
	case kindRect:
		out = fmt.Sprintf(`<rect %s x="%s" y="%s" width="%s" height="%s"%s</rect>`, look, decimal(s.x), decimal(s.y), decimal(s.w), decimal(s.h), inner)
	case kindCircle:
		out = fmt.Sprintf(`<circle %s cx="%s" cy="%s" r="%s"%s</circle>`, look, decimal(s.x), decimal(s.y), decimal(s.w), inner)
	case kindStroke:
		out = fmt.Sprintf(`<path %s d="M%s %sL%s %s"%s</path>`, look, decimal(s.x), decimal(s.y), decimal(s.x+s.w), decimal(s.y+s.h), inner)
	case kindPath:
		var d strings.Builder
		for i, p := range s.points {
			d.WriteString(map[bool]string{true: "M", false: "L"}[i == 0] + decimal(p.x) + " " + decimal(p.y))
		}
		out = fmt.Sprintf(`<path %s d="%s"%s</path>`, look, d.String(), inner)
	case kindWords:
		if s.text == "" {
			return ""
		}
		more := ""
		if s.at != atStart {
			more = map[anchor]string{atMiddle: ` text-anchor="middle"`, atEnd: ` text-anchor="end"`}[s.at]
		}
		if s.bold {
			more += ` font-weight="bold"`
		}
		out = lines(s, look+more)
	}
	if links && s.href != "" {
		return `<a href="` + html.EscapeString(s.href) + `">` + out + `</a>`
	}
	return out
}

// lines writes words, each line as a text of its own. Between two stands a space that is not
// drawn: whoever copies or hears them has the same words as who sees them.
func lines(s shape, look string) string {
	var b strings.Builder
	for i, line := range strings.Split(s.text, "\n") {
		if i > 0 {
			b.WriteString(" ")
		}
		fmt.Fprintf(&b, `<text %s x="%s" y="%s" font-size="%s">%s</text>`, look, decimal(s.x), decimal(s.y+float64(i)*nextLine), decimal(s.size), html.EscapeString(line))
	}
	return b.String()
}

// nextLine is how far a line of words stands below the one before.
const nextLine = 16.0

func decimal(v float64) string { return strconv.FormatFloat(tenth(v), 'f', -1, 64) }

// paint is the colour of a role in a file.
type paint struct {
	fill, stroke string // "#rrggbb"; "" is none
	width        float64
	dash         float64 // how long the pieces of a broken line are, half as long as what is between them; 0 for a solid one
}

// palette is the light one of the style sheet: a test holds them together.
var palette = map[role]paint{
	roleAxis: {stroke: "#7d7f82", width: 1}, roleGrid: {stroke: "#d8d7cf", width: 1}, roleLine: {stroke: "#1d4f91", width: 2},
	roleBroken: {stroke: "#7d7f82", width: 1.5, dash: 2},
	roleFill:   {fill: "#1d4f91"}, roleHollow: {fill: "#ffffff", stroke: "#a86400", width: 2},
	roleInk: {fill: "#1a1c1e"}, roleSoft: {fill: "#565a60"}, roleOnFill: {fill: "#ffffff"}, roleGap: {fill: "#ffffff", stroke: "#7d7f82", width: 1},
	roleShade1: {fill: "#d6e2f3"}, roleShade2: {fill: "#a9c3e6"}, roleShade3: {fill: "#3f6fb0"}, roleShade4: {fill: "#1d4f91"},
}

// framed is the drawing with its title above and what it counts below.
func (c *Chart) framed() scene {
	const margin, heading = 24.0, 18.0
	inner := c.Form.draw(Wide)
	out := scene{width: Wide + 2*margin}
	y := margin
	for _, line := range broken(c.Title, Wide, heading) {
		y += heading + 4
		title := words(roleInk, margin, y-6, heading, atStart, line)
		title.bold = true
		out.add(title)
	}
	y += 14
	for _, s := range inner.shapes {
		s.x, s.y = s.x+margin, s.y+y
		moved := make([]point, len(s.points))
		for i, p := range s.points {
			moved[i] = point{p.x + margin, p.y + y}
		}
		s.points = moved
		out.add(s)
	}
	y += inner.height + 12
	for _, text := range []string{c.Note, c.Address} {
		for _, line := range broken(text, Wide, smaller) {
			y += smaller + 4
			out.add(words(roleSoft, margin, y, smaller, atStart, line))
		}
	}
	out.height = y + margin
	ground := rect(roleOnFill, 0, 0, out.width, out.height)
	out.shapes = append([]shape{ground}, out.shapes...)
	return out
}
