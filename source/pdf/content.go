package pdf

import (
	"math"
	"strings"

	library "github.com/ledongthuc/pdf"
)

// line is a line of text as it stands on a page. Lengths are in points.
type line struct {
	page      int
	x, end    float64 // where it starts and ends, from the left
	y         float64 // its base line, from the foot
	top       float64 // how high the page is
	size      float64 // of its type; the largest where there are several
	bold      bool
	text      string
	furniture bool // a running head, foot or page number
}

// text gathers the lines of a file.
type text struct {
	file  *file
	lines []line
	count int // pages
	// damaged are the pages, from 1, that could not be read to their end.
	damaged []int
	size    int // bytes of text
}

// full reports whether the text is over the limits of one file.
func (t *text) full() bool { return t.size > maxText || len(t.lines) > maxLines }

// pages walks the tree of pages. Resources are inherited.
func (t *text) pages(node, resources library.Value, depth int) error {
	if depth > 40 || t.count >= maxPages || t.full() || t.file.spent.Load() {
		if t.count >= maxPages || t.full() {
			return errEffort
		}
		return nil
	}
	if r := node.Key("Resources"); !r.IsNull() {
		resources = r
	}
	kids := node.Key("Kids")
	if kids.Kind() != library.Array {
		if node.Kind() == library.Dict {
			t.count++
			t.page(node, resources)
		}
		return nil
	}
	for i := range kids.Len() {
		if err := t.pages(kids.Index(i), resources, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// page reads one page. A page that is damaged ends where the damage is.
func (t *text) page(node, resources library.Value) {
	defer func() {
		if broken := recover(); broken != nil {
			if t.file.spent.Load() {
				panic(broken)
			}
			t.damaged = append(t.damaged, t.count)
		}
	}()
	height := node.Key("MediaBox").Index(3).Float64()
	if height <= 0 {
		height = 842
	}
	s := &show{text: t, resources: resources, fonts: map[string]*font{}, height: height, ctm: identity, tm: identity, tlm: identity, scale: 1}
	s.run(node.Key("Contents"), 0)
}

type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// mul returns m followed by n.
func (m matrix) mul(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

type font struct {
	library.Font
	encoding library.TextEncoding
	narrow   []float64 // widths of a simple font's glyphs, from code first
	first    int
	wide     map[int]float64 // widths of a composite font's glyphs
	usual    float64         // the width of those not in wide
	double   bool            // codes have two bytes
	bold     bool
}

// show runs a content stream and keeps the state of ISO 32000-1, 8.4 and 9.3.
type show struct {
	text         *text
	resources    library.Value
	fonts        map[string]*font
	height       float64
	ctm, tm, tlm matrix
	stack        []state
	state
	scale float64
	forms int
}

type state struct {
	font                               *font
	size, spacing, word, leading, rise float64
	saved                              matrix
}

// run interprets one stream, or several that are one.
func (s *show) run(stream library.Value, depth int) {
	if stream.Kind() == library.Null {
		return
	}
	if tooHeavy(stream) {
		panic("nested too deep, or too long for one operator")
	}
	library.Interpret(stream, func(stack *library.Stack, op string) {
		if s.text.file.spent.Load() || s.text.full() {
			panic(errEffort)
		}
		args := make([]library.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		s.operator(op, args, depth)
	})
}

// number returns the i-th argument, 0 where there is none.
func number(args []library.Value, i int) float64 {
	if i >= len(args) {
		return 0
	}
	v := args[i].Float64()
	if math.IsNaN(v) || math.Abs(v) > 1e7 {
		return 0
	}
	return v
}

func six(args []library.Value) (m matrix) {
	for i := range m {
		m[i] = number(args, i)
	}
	return m
}

func (s *show) operator(op string, args []library.Value, depth int) {
	switch op {
	case "q":
		if len(s.stack) < 1000 {
			saved := s.state
			saved.saved = s.ctm
			s.stack = append(s.stack, saved)
		}
	case "Q":
		if n := len(s.stack); n > 0 {
			s.state, s.stack = s.stack[n-1], s.stack[:n-1]
			s.ctm = s.saved
		}
	case "cm":
		s.ctm = six(args).mul(s.ctm)
	case "BT":
		s.tm, s.tlm = identity, identity
	case "Tf":
		if len(args) == 2 {
			s.font, s.size = s.fontNamed(args[0].Name()), number(args, 1)
		}
	case "Tc":
		s.spacing = number(args, 0)
	case "Tw":
		s.word = number(args, 0)
	case "TL":
		s.leading = number(args, 0)
	case "Ts":
		s.rise = number(args, 0)
	case "Tz":
		if s.scale = number(args, 0) / 100; s.scale <= 0 {
			s.scale = 1
		}
	case "Tm":
		s.tlm = six(args)
		s.tm = s.tlm
	case "TD":
		s.leading = -number(args, 1)
		s.move(number(args, 0), number(args, 1))
	case "Td":
		s.move(number(args, 0), number(args, 1))
	case "T*":
		s.move(0, -s.leading)
	case "Tj", "'", "\"", "TJ":
		s.showing(op, args)
	case "Do":
		if len(args) == 1 {
			s.form(args[0].Name(), depth)
		}
	}
}

func (s *show) move(x, y float64) {
	s.tlm = matrix{1, 0, 0, 1, x, y}.mul(s.tlm)
	s.tm = s.tlm
}

func (s *show) showing(op string, args []library.Value) {
	if op == "\"" {
		s.word, s.spacing = number(args, 0), number(args, 1)
	}
	if op == "'" || op == "\"" {
		s.move(0, -s.leading)
	}
	if len(args) == 0 {
		return
	}
	last := args[len(args)-1]
	if op != "TJ" {
		s.glyphs(last.RawString())
		return
	}
	for i := range last.Len() {
		if v := last.Index(i); v.Kind() == library.String {
			s.glyphs(v.RawString())
		} else {
			s.advance(-v.Float64() / 1000 * s.size * s.scale)
		}
	}
}

func (s *show) advance(x float64) { s.tm = matrix{1, 0, 0, 1, x, 0}.mul(s.tm) }

// form runs a form XObject, inside its own resources and matrix.
func (s *show) form(name string, depth int) {
	object := s.resources.Key("XObject").Key(name)
	if depth >= 4 || s.forms >= 500 || object.Key("Subtype").Name() != "Form" {
		return
	}
	s.forms++
	inner := *s
	inner.fonts, inner.stack = map[string]*font{}, nil
	if r := object.Key("Resources"); !r.IsNull() {
		inner.resources = r
	}
	if m := object.Key("Matrix"); m.Len() == 6 {
		var six matrix
		for i := range six {
			six[i] = m.Index(i).Float64()
		}
		inner.ctm = six.mul(s.ctm)
	}
	inner.run(object, depth+1)
	s.forms = inner.forms
}

func (s *show) fontNamed(name string) *font {
	if f := s.fonts[name]; f != nil {
		return f
	}
	f := &font{Font: library.Font{V: s.resources.Key("Font").Key(name)}}
	f.encoding = f.Encoder()
	base := strings.ToLower(f.BaseFont())
	f.bold = strings.Contains(base, "bold") || strings.Contains(base, "black") || strings.Contains(base, "heavy")
	if f.V.Key("Subtype").Name() == "Type0" {
		f.double = true
		f.composite(f.V.Key("DescendantFonts").Index(0))
	} else {
		f.first, f.narrow = f.FirstChar(), f.Widths()
	}
	s.fonts[name] = f
	return f
}

// composite reads the widths of a composite font (ISO 32000-1, 9.7.4.3):
// "first [w w w]" and "first last w".
func (f *font) composite(v library.Value) {
	f.usual, f.wide = 1000, map[int]float64{}
	if dw := v.Key("DW"); !dw.IsNull() {
		f.usual = dw.Float64()
	}
	w := v.Key("W")
	for i := 0; i+1 < w.Len() && len(f.wide) < 70_000; {
		start := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == library.Array {
			for j := range list.Len() {
				f.wide[start+j] = list.Index(j).Float64()
			}
			i += 2
			continue
		}
		end := min(int(w.Index(i+1).Int64()), 65_535)
		for code := max(start, 0); code <= end; code++ {
			f.wide[code] = w.Index(i + 2).Float64()
		}
		i += 3
	}
}

// width returns how far a string moves on, in points.
func (s *show) width(raw string) float64 {
	total := 0.0
	if s.font.double {
		for i := 0; i+1 < len(raw); i += 2 {
			w, ok := s.font.wide[int(raw[i])<<8|int(raw[i+1])]
			if !ok {
				w = s.font.usual
			}
			total += w/1000*s.size + s.spacing
		}
		return total * s.scale
	}
	for i := range len(raw) {
		w := 500.0 // the 14 standard fonts need not give widths: half the size is near
		if at := int(raw[i]) - s.font.first; at >= 0 && at < len(s.font.narrow) && s.font.narrow[at] > 0 {
			w = s.font.narrow[at]
		}
		total += w/1000*s.size + s.spacing
		if raw[i] == ' ' {
			total += s.word
		}
	}
	return total * s.scale
}

// glyphs shows a string: it is added to the last line, or starts a new one.
func (s *show) glyphs(raw string) {
	if s.font == nil || raw == "" {
		return
	}
	words := raw
	if s.font.encoding != nil {
		words = s.font.encoding.Decode(raw)
	}
	words = clean(words)
	at := matrix{1, 0, 0, 1, 0, s.rise}.mul(s.tm).mul(s.ctm)
	s.advance(s.width(raw))
	to := s.tm.mul(s.ctm)
	if words == "" || math.Abs(at[1]) > math.Abs(at[0]) { // set upright along the margin, or across as a mark
		return
	}
	size := math.Abs(s.size) * math.Hypot(at[2], at[3])
	s.text.size += len(words)
	s.text.add(line{page: s.text.count, x: at[4], end: to[4], y: at[5], top: s.height, size: size, bold: s.font.bold, text: words})
}

// ligatures are single glyphs for several letters (Unicode's FB00 block).
var ligatures = strings.NewReplacer("\ufb00", "ff", "\ufb01", "fi", "\ufb02", "fl", "\ufb03", "ffi", "\ufb04", "ffl", "\ufb05", "st", "\ufb06", "st")

// clean drops what stands for no character, and takes ligatures apart.
func clean(s string) string {
	s = ligatures.Replace(s)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\u00a0':
			return ' '
		case r < 0x20 || r == '\ufffd' || r == 0xfffe:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}

// maxLine bounds a line's bytes; no page holds one that long.
const maxLine = 4000

// add puts a run of glyphs on the line it belongs to: the last one, where it
// stands at the same height and further right; a space parts them where the
// gap is as wide as one.
func (t *text) add(run line) {
	if n := len(t.lines); n > 0 {
		last := &t.lines[n-1]
		near := math.Abs(last.y-run.y) < 0.5*math.Max(last.size, run.size)
		if last.page == run.page && near && len(last.text) < maxLine && run.x > last.x-1 && run.x-last.end < 20*run.size {
			if run.x-last.end > 0.18*run.size && !strings.HasSuffix(last.text, " ") && !strings.HasPrefix(run.text, " ") {
				last.text += " "
			}
			last.text += run.text
			last.end = math.Max(last.end, run.end)
			last.bold = last.bold && run.bold
			if strings.TrimSpace(run.text) != "" {
				last.size = math.Max(last.size, run.size)
			}
			return
		}
	}
	t.lines = append(t.lines, run)
}
