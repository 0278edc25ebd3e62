package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind says what a token is made of.
type Kind uint8

// The kinds of token.
const (
	// Word is a run of letters and marks, with apostrophes inside it
	// ("don’t", "O’Brien") but without hyphens: "counter-terror" is three
	// tokens, a Word, a Punct and a Word, the last two with Glued set.
	Word Kind = iota + 1
	// Number is digits with single commas, full stops or spaces-free
	// separators between digits: "1,090", "21.5", "2025". What follows it
	// directly is a token of its own: "13m", "1st", "5Rights" are two.
	Number
	// Clitic is an apostrophe and what hangs on it: "’s", "’re", "’ll", "’ve",
	// "’d", "’m", or a bare "’" after a plural's s.
	Clitic
	// Symbol is one currency or mathematical or other symbol: "£", "%", "+".
	Symbol
	// Punct is one mark of punctuation.
	Punct
)

// Shape says how a word's letters are cased.
type Shape uint8

// The shapes of a word; None for what is no word.
const (
	None  Shape = iota
	Lower       // all lower case: "police"
	Title       // first upper, rest lower: "Police", "I", "A"
	Upper       // all upper case, at least two letters: "NCA"
	Mixed       // anything else: "iPhone", "McKay", "VAWGs"
)

// Token is one token of a text. Start and End are byte offsets, half open.
type Token struct {
	Start, End int32
	Kind       Kind
	Shape      Shape
	// Glued says that no white space stands between this token and the one before.
	Glued bool
	// Norm is the token's letters in lower case with typographic apostrophes
	// straightened; for all but words and clitics it is the token itself.
	Norm string
}

// Of returns the token's own bytes in the text it was cut from.
func (t Token) Of(s string) string { return s[t.Start:t.End] }

// Tokens cuts s into tokens, in order. White space and control characters
// belong to no token. Texts of 2 GiB or more are refused with a panic: limits
// upstream are far below.
func Tokens(s string) []Token {
	return AppendTokens(make([]Token, 0, len(s)/5+8), s)
}

// AppendTokens is Tokens into an existing slice, to save allocations.
func AppendTokens(dst []Token, s string) []Token {
	if len(s) >= 1<<31 {
		panic("text: longer than 2 GiB")
	}
	c := cutter{s: s, folded: fold(s), tokens: dst}
	for c.pos < len(s) {
		c.next()
	}
	return c.tokens
}

// cutter walks a text once.
type cutter struct {
	s      string
	folded string // s in lower case, offset for offset
	pos    int
	end    int // where the last token ended
	tokens []Token
}

func (c *cutter) next() {
	switch b := c.s[c.pos]; {
	case b == ' ':
		c.pos++
		return
	case isASCIILetter(b) && c.plain():
		return
	}
	r, size := c.rune(c.pos)
	switch {
	case isSpace(r):
		c.pos += size
	case isDigit(r):
		c.emit(c.numberEnd(c.pos), Number)
	case isLetter(r):
		c.word()
	case isApostrophe(r) && c.end == c.pos && len(c.tokens) > 0 && c.clitic():
	case r == '`' || isApostrophe(r) && c.doubled(size):
		c.twice(size)
	case isSymbol(r):
		c.emit(c.pos+size, Symbol)
	default:
		c.emit(c.pos+size, Punct)
	}
}

// plain emits the word at the cursor where it is one of ASCII letters, all lower
// case or the first upper and the rest lower, that is followed by no other
// letter and no apostrophe, as nearly all words are; it reports whether it did.
func (c *cutter) plain() bool {
	i := c.pos
	shape := Lower
	if b := c.s[i]; b < 'a' {
		if b < 'A' || b > 'Z' {
			return false
		}
		shape = Title
		i++
	}
	for i < len(c.s) && 'a' <= c.s[i] && c.s[i] <= 'z' {
		i++
	}
	if i == c.pos || i < len(c.s) && (c.s[i] >= utf8.RuneSelf || c.s[i] == '\'' || 'A' <= c.s[i] && c.s[i] <= 'Z') {
		return false
	}
	if shape == Title && i-c.pos >= 4 && unglueHead(c.s[c.pos:i]) > 0 {
		return false
	}
	c.tokens = append(c.tokens, Token{Start: int32(c.pos), End: int32(i), Kind: Word, Shape: shape, Glued: c.end == c.pos && c.pos > 0, Norm: c.folded[c.pos:i]})
	c.pos, c.end = i, i
	return true
}

func (c *cutter) emit(end int, kind Kind) {
	t := Token{Start: int32(c.pos), End: int32(end), Kind: kind, Glued: c.end == c.pos && c.pos > 0, Norm: c.folded[c.pos:end]}
	switch kind {
	case Word:
		ascii := false
		if t.Shape, ascii = asciiShape(c.s[c.pos:end]); !ascii {
			t.Shape = shape(c.s[c.pos:end])
			t.Norm = straighten(t.Norm)
		}
	case Clitic:
		t.Norm = straighten(t.Norm)
	}
	c.tokens = append(c.tokens, t)
	c.pos, c.end = end, end
}

// word emits a word, leaving a trailing clitic for the next step.
func (c *cutter) word() {
	i := c.pos
	for i < len(c.s) {
		if isASCIILetter(c.s[i]) { // what nearly every byte of a word is
			i++
			continue
		}
		r, size := c.rune(i)
		if isLetter(r) || r >= utf8.RuneSelf && unicode.Is(unicode.Mn, r) {
			i += size
			continue
		}
		if isApostrophe(r) && i+size < len(c.s) {
			if n, _ := c.rune(i + size); isLetter(n) && c.cliticLen(i) == 0 {
				i += size
				continue
			}
		}
		break
	}
	for n := 0; n < 3; n++ {
		cut := unglue(c.s[c.pos:i])
		if cut == 0 {
			break
		}
		c.emit(c.pos+cut, Word)
	}
	c.emit(i, Word)
}

// clitic emits the clitic at the cursor, if there is one.
func (c *cutter) clitic() bool {
	if prev := c.tokens[len(c.tokens)-1]; prev.Kind != Word && prev.Kind != Number {
		return false
	}
	if n := c.cliticLen(c.pos); n > 0 {
		c.emit(c.pos+n, Clitic)
		return true
	}
	_, size := c.rune(c.pos)
	last := c.s[c.pos-1]
	next, _ := c.rune(c.pos + size)
	if (last == 's' || last == 'S') && !isLetter(next) && !c.openQuote() {
		c.emit(c.pos+size, Clitic)
		return true
	}
	return false
}

// doubled reports whether the single mark at the cursor, size bytes long, stands twice
// in a row for a double one: “We go on,” she said. Two that close one in the other do not.
func (c *cutter) doubled(size int) bool {
	return strings.HasPrefix(c.s[c.pos+size:], c.s[c.pos:c.pos+size]) && (len(c.tokens) == 0 || c.tokens[len(c.tokens)-1].Kind != Number) && !c.openQuote()
}

// twice emits the mark at the cursor, size bytes long: as the double mark that it is
// printed for where it stands twice in a row, as itself else.
func (c *cutter) twice(size int) {
	mark := c.s[c.pos : c.pos+size]
	if !strings.HasPrefix(c.s[c.pos+size:], mark) {
		c.emit(c.pos+size, Symbol)
		return
	}
	c.emit(c.pos+2*size, Punct)
	t := &c.tokens[len(c.tokens)-1]
	t.Norm = "”"
	if next, _ := c.rune(int(t.End)); mark == "`" || !t.Glued && isLetter(next) {
		t.Norm = "“"
	}
}

// openQuote reports whether a single quotation mark was opened in this text
// within the last few hundred bytes and not closed: then an apostrophe after
// an s may close it, and is left as punctuation.
func (c *cutter) openQuote() bool {
	for i, seen := len(c.tokens)-1, 0; i >= 0 && seen < 60; i, seen = i-1, seen+1 {
		t := c.tokens[i]
		if t.Kind != Punct {
			continue
		}
		switch t.Of(c.s) {
		case "‘":
			return true
		case "'":
			return !t.Glued
		case "’":
			return false
		}
	}
	return false
}

// cliticLen returns the length in bytes of the clitic that starts with the
// apostrophe at i, 0 where there is none.
func (c *cutter) cliticLen(i int) int {
	_, size := c.rune(i)
	rest := c.folded[i+size:]
	for _, tail := range [...]string{"s", "re", "ve", "ll", "d", "m"} {
		if !strings.HasPrefix(rest, tail) {
			continue
		}
		if n, _ := c.rune(i + size + len(tail)); isLetter(n) || isDigit(n) {
			continue
		}
		return size + len(tail)
	}
	return 0
}

// numberEnd returns the end of the number that starts at i: digits with
// single separators between digits, commas only before groups of three (or
// of two, as lakhs are written).
func (c *cutter) numberEnd(i int) int {
	i = c.digits(i)
	for i+1 < len(c.s) && (c.s[i] == ',' || c.s[i] == '.') && isDigit(rune(c.s[i+1])) {
		j := c.digits(i + 1)
		if c.s[i] == ',' && j-i-1 != 3 && j-i-1 != 2 {
			break
		}
		i = j
	}
	return i
}

func (c *cutter) digits(i int) int {
	for i < len(c.s) && c.s[i] >= '0' && c.s[i] <= '9' {
		i++
	}
	return i
}

func (c *cutter) rune(i int) (rune, int) {
	if i >= len(c.s) {
		return 0, 0
	}
	if b := c.s[i]; b < utf8.RuneSelf {
		return rune(b), 1
	}
	return utf8.DecodeRuneInString(c.s[i:])
}

// asciiShape is shape for a word of ASCII letters and apostrophes; ok is
// false for any other word.
func asciiShape(w string) (s Shape, ok bool) {
	upper, lower := 0, 0
	for i := 0; i < len(w); i++ {
		switch b := w[i]; {
		case 'a' <= b && b <= 'z':
			lower++
		case 'A' <= b && b <= 'Z':
			upper++
		case b >= utf8.RuneSelf:
			return None, false
		}
	}
	first := w[0] >= 'A' && w[0] <= 'Z'
	return shapeOf(first, upper, lower), true
}

func isASCIILetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

func shape(w string) Shape {
	var upper, lower int
	first := false
	for i, r := range w {
		switch {
		case unicode.IsUpper(r):
			upper++
			first = first || i == 0
		case unicode.IsLower(r):
			lower++
		}
	}
	return shapeOf(first, upper, lower)
}

// shapeOf tells the shape from how many letters are upper and lower case, and
// whether the first is upper.
func shapeOf(first bool, upper, lower int) Shape {
	switch {
	case upper == 0:
		return Lower
	case first && upper == 1:
		return Title
	case lower == 0:
		return Upper
	}
	return Mixed
}

// fold returns s in lower case with every rune at its old offset: runes whose
// lower case has another length in UTF-8 stay as they are. It returns s
// itself where there is nothing to lower.
func fold(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && (s[i] < 'A' || s[i] > 'Z') {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	done := 0 // what of s is written
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				b.WriteString(s[done:i])
				b.WriteByte(c + 'a' - 'A')
				done = i + 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if l := unicode.ToLower(r); l != r && r != utf8.RuneError && utf8.RuneLen(l) == size {
			b.WriteString(s[done:i])
			b.WriteRune(l)
			done = i + size
		}
		i += size
	}
	b.WriteString(s[done:])
	return b.String()
}

func straighten(s string) string {
	switch s { // what nearly every clitic is: nothing to allocate
	case "’s":
		return "'s"
	case "’":
		return "'"
	case "’re":
		return "'re"
	case "’ve":
		return "'ve"
	case "’ll":
		return "'ll"
	}
	if !strings.Contains(s, "’") {
		return s
	}
	return strings.ReplaceAll(s, "’", "'")
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }
func isDigit(r rune) bool      { return '0' <= r && r <= '9' }

func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff'
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	}
	return unicode.IsLetter(r)
}

func isSymbol(r rune) bool {
	if r < utf8.RuneSelf {
		return strings.ContainsRune("$+<=>^`|~%", r)
	}
	return unicode.IsSymbol(r)
}
