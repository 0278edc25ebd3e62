package chart

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image/png"
	"strings"
	"sync"

	"git.sr.ht/~sbinet/gg"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
)

// sharpness is how many pixels of a PNG stand for one of the drawing, along
// each side: as many as on a dense screen, and enough for print.
const sharpness = 2

// mostPixels bounds the height of a PNG, in pixels of the drawing.
const mostPixels = 6000

// fonts are the Go fonts, which are part of the program: a PNG is the same on
// every machine. They hold Latin, Greek and Cyrillic letters and the signs of
// currencies; a letter that they lack is drawn as a box.
var fonts = sync.OnceValues(func() (map[bool]*opentype.Font, error) {
	regular, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	bold, err := opentype.Parse(gobold.TTF)
	return map[bool]*opentype.Font{false: regular, true: bold}, err
})

// PNG returns the chart as a picture, as SVG draws it, at twice its size. A
// chart that is too tall to be drawn is an error.
func (c *Chart) PNG() ([]byte, error) {
	s := c.framed()
	if s.height > mostPixels {
		return nil, fmt.Errorf("a chart of %.0f pixels is over the %d that a picture may have", s.height, mostPixels)
	}
	p := &painter{Context: gg.NewContext(int(s.width*sharpness), int(s.height*sharpness)), faces: map[string]font.Face{}}
	p.Scale(sharpness, sharpness)
	for _, one := range p.ground(s.shapes) {
		if err := p.paint(one); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err := encoder.Encode(&out, p.Image())
	return out.Bytes(), err
}

// Digest tells charts apart whose pictures differ.
func (c *Chart) Digest() string {
	hash := sha256.New()
	s := c.framed()
	_, _ = fmt.Fprintln(hash, s.width, s.height) // a hash takes all
	for i := range s.shapes {
		one := s.shapes[i]
		if one.href = ""; one.kind != kindWords {
			one.text = "" // pictures lead nowhere and say nothing when they are pointed at
		}
		_, _ = fmt.Fprintf(hash, "%+q\n", fmt.Sprint(one))
	}
	return string(hash.Sum(nil))
}

// encoder compresses the quick way, for some hundredths more of bytes: compressing is most of what a picture costs.
var encoder = png.Encoder{CompressionLevel: png.BestSpeed}

// ground paints the first shapes where each covers all of the picture, and returns the others: no edge of them is seen, so
// that one colour goes into each pixel.
func (p *painter) ground(shapes []shape) []shape {
	for i, s := range shapes {
		look := palette[s.role]
		if s.kind != kindRect || look.stroke != "" || look.fill == "" || s.x > 0 || s.y > 0 || (s.x+s.w)*sharpness < float64(p.Width()) || (s.y+s.h)*sharpness < float64(p.Height()) {
			return shapes[i:]
		}
		p.SetHexColor(look.fill)
		p.Clear()
	}
	return nil
}

type painter struct {
	*gg.Context
	faces map[string]font.Face
}

func (p *painter) paint(s shape) error {
	look := palette[s.role]
	switch s.kind {
	case kindWords:
		return p.write(s, look)
	case kindRect:
		p.DrawRectangle(s.x, s.y, s.w, s.h)
	case kindCircle:
		p.DrawCircle(s.x, s.y, s.w)
	case kindStroke:
		p.DrawLine(s.x, s.y, s.x+s.w, s.y+s.h)
	case kindPath:
		for _, at := range s.points {
			p.LineTo(at.x, at.y)
		}
	}
	if look.fill != "" {
		p.SetHexColor(look.fill)
		p.FillPreserve()
	}
	if look.stroke != "" {
		p.SetHexColor(look.stroke)
		p.SetLineWidth(look.width * sharpness)
		if p.SetDash(); look.dash > 0 {
			p.SetDash(look.dash*sharpness, 2*look.dash*sharpness)
		}
		p.StrokePreserve()
	}
	p.ClearPath()
	return nil
}

// write draws words. Letters are drawn at their full size, not scaled: the
// matrix moves them only.
func (p *painter) write(s shape, look paint) error {
	key := fmt.Sprint(s.size, s.bold)
	if p.faces[key] == nil {
		all, err := fonts()
		if err != nil {
			return err
		}
		face, err := opentype.NewFace(all[s.bold], &opentype.FaceOptions{Size: s.size * sharpness, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			return err
		}
		p.faces[key] = face
	}
	p.SetFontFace(p.faces[key])
	p.SetHexColor(look.fill)
	p.Push()
	p.Identity()
	for i, line := range strings.Split(s.text, "\n") {
		wide, _ := p.MeasureString(line)
		x := s.x * sharpness
		switch s.at {
		case atMiddle:
			x -= wide / 2
		case atEnd:
			x -= wide
		}
		p.DrawString(line, x, (s.y+float64(i)*nextLine)*sharpness)
	}
	p.Pop()
	return nil
}
