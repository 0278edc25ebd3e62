package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The limits of a query. They hold for what was typed and for what String
// makes of it, so that a query once accepted can always be printed and parsed.
const (
	maxQuery = 1000 // bytes
	maxDepth = 50   // nodes and brackets within one another
	maxTerms = 64   // words and conditions
)

// Parse reads a query. What it returns is as Simplify leaves it; the empty
// query is All. The error is an *Error.
//
//	query   = and { ("OR" | "|") and }
//	and     = unary { ["AND"] unary }
//	unary   = ("-" | "NOT") unary | "(" query ")" | field | phrase | word
//	field   = name ":" (value | phrase | "(" query of values ")")
//
// Names of fields are read in any case, operators in capitals only. A mark of
// punctuation that stands alone is passed over, as it is in texts.
func Parse(s string) (Node, error) {
	n, err := parse(s)
	if err != nil {
		return nil, err
	}
	return n, nil
}

func parse(s string) (Node, *Error) {
	if len(s) > maxQuery {
		return nil, tooLong(s)
	}
	if i := invalidAt(s); i >= 0 {
		return nil, fault(i, 1, "", "the query is not UTF-8 text")
	}
	p := &parser{s: s}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.space(); p.pos < len(s) {
		return nil, fault(p.pos, 1, `Take it away, or write "(" before.`, "a bracket is closed that was never opened")
	}
	if n == nil {
		if p.skipped {
			return nil, fault(0, len(s), "Letters and digits are looked for, other signs are not.", "there is no word in it")
		}
		return All{}, nil
	}
	n = Simplify(n)
	if depth(n) > maxDepth {
		return nil, fault(0, len(s), "", "more than %d conditions stand within one another", maxDepth)
	}
	if len(String(n)) > maxQuery {
		return nil, tooLong(s)
	}
	return n, nil
}

func tooLong(s string) *Error {
	at := border(s, min(len(s), maxQuery))
	return fault(at, len(s)-at, "Leave some words out.", "it is longer than %d bytes when spelt out", maxQuery)
}

func invalidAt(s string) int {
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd") {
			return i
		}
	}
	return -1
}

// parser walks the query once.
type parser struct {
	s       string
	pos     int
	nest    int
	terms   int
	field   string // the field whose brackets we are in, or ""
	skipped bool   // something was passed over that holds no word
	analyze Analyzer
}

// or reads and-groups parted by OR. It returns nil for nothing at all.
func (p *parser) or() (Node, *Error) {
	first, err := p.and()
	if err != nil {
		return nil, err
	}
	of := []Node{first}
	for {
		at, length := p.operator("OR", "|")
		if length == 0 {
			break
		}
		if of[len(of)-1] == nil {
			return nil, dangling(at, length, "before", "OR")
		}
		n, err := p.and()
		if err != nil {
			return nil, err
		}
		if n == nil {
			return nil, dangling(at, length, "after", "OR")
		}
		of = append(of, n)
	}
	if len(of) == 1 {
		return first, nil
	}
	return Or{of}, nil
}

// and reads what stands side by side.
func (p *parser) and() (Node, *Error) {
	var of []Node
	for {
		at, length := p.operator("AND", "")
		if length > 0 && of == nil {
			return nil, dangling(at, length, "before", "AND")
		}
		if p.done() || length > 0 && p.unit() == "AND" {
			if length > 0 {
				return nil, dangling(at, length, "after", "AND")
			}
			break
		}
		n, err := p.unary()
		if err != nil {
			return nil, err
		}
		if n != nil {
			of = append(of, n)
		} else if length > 0 {
			return nil, dangling(at, length, "after", "AND")
		}
	}
	switch len(of) {
	case 0:
		return nil, nil
	case 1:
		return of[0], nil
	}
	return And{of}, nil
}

func dangling(at, length int, side, operator string) *Error {
	return fault(at, length, `To look for the word itself, write it in quotation marks or in small letters.`, "there is nothing to look for %s %s", side, operator)
}

// done reports whether an and-group ends here.
func (p *parser) done() bool {
	p.space()
	if p.pos == len(p.s) || p.s[p.pos] == ')' || p.s[p.pos] == '|' {
		return true
	}
	return p.unit() == "OR"
}

// operator steps over one of the two spellings and returns its place, or a
// length of 0 where neither is next.
func (p *parser) operator(word, sign string) (at, length int) {
	p.space()
	at = p.pos
	if sign != "" && strings.HasPrefix(p.s[p.pos:], sign) {
		p.pos += len(sign)
		return at, len(sign)
	}
	if p.unit() == word {
		p.pos += len(word)
		return at, len(word)
	}
	return at, 0
}

func (p *parser) unary() (Node, *Error) {
	p.nest++
	defer func() { p.nest-- }()
	if p.nest > maxDepth {
		return nil, fault(p.pos, 1, "Take away brackets that are not needed.", "more than %d brackets or negations stand within one another", maxDepth)
	}
	at := p.pos
	if _, length := p.operator("NOT", ""); length > 0 {
		if p.done() || p.unit() == "AND" {
			return nil, dangling(at, length, "after", "NOT")
		}
		return p.negated(at, length)
	}
	if p.s[p.pos] == '-' {
		p.pos++
		if r := p.rune(); p.pos == len(p.s) || isSpace(r) || r == ')' || r == '|' {
			return nil, fault(at, 1, `Write it against the word that must not be there: -draft.`, "a minus sign stands alone")
		}
		return p.negated(at, 1)
	}
	return p.primary()
}

func (p *parser) negated(at, length int) (Node, *Error) {
	n, err := p.unary()
	if err != nil {
		return nil, err
	}
	if n == nil {
		return nil, fault(at, length, "", "what is to be left out holds no word")
	}
	return Not{n}, nil
}

func (p *parser) primary() (Node, *Error) {
	at := p.pos
	if p.s[at] == '(' {
		return p.group()
	}
	if isQuote(p.rune()) {
		inner, innerAt, err := p.quotes()
		if err != nil {
			return nil, err
		}
		if p.field != "" {
			return p.leaf(at)(p.value(p.field, "", inner, innerAt))
		}
		return p.leaf(at)(p.words(inner, innerAt, true))
	}
	unit := p.unit()
	name, rest, isField := splitField(unit)
	if isField && p.field != "" && fieldNamed(name) != "" {
		return nil, fault(at, len(name)+1, "Write the fields side by side.", "a field stands inside the brackets of %s:", p.field)
	}
	if p.field != "" {
		p.pos += len(unit)
		return p.leaf(at)(p.value(p.field, "", unit, at))
	}
	if isField {
		return p.fieldOrWords(name, rest, unit)
	}
	p.pos += len(unit)
	return p.leaf(at)(p.words(unit, at, false))
}

// leaf counts the words of what was just read from at on.
func (p *parser) leaf(at int) func(Node, *Error) (Node, *Error) {
	return func(n Node, err *Error) (Node, *Error) {
		if err != nil {
			return nil, err
		}
		switch n := n.(type) {
		case nil:
			p.skipped = true
			return nil, nil
		case Phrase:
			p.terms += len(n.Terms)
		case Field:
			p.terms += len(n.Words)
		default:
			p.terms++
		}
		if p.terms > maxTerms {
			return nil, fault(at, p.pos-at, "Leave some words out.", "there are more than %d words", maxTerms)
		}
		return n, nil
	}
}

func (p *parser) group() (Node, *Error) {
	at := p.pos
	p.pos++
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.space(); p.pos == len(p.s) {
		return nil, fault(at, 1, `Write ")" where it ends.`, "a bracket is opened and not closed")
	}
	p.pos++
	if n == nil {
		return nil, fault(at, p.pos-at, "", "there is nothing to look for in the brackets")
	}
	return n, nil
}

// quotes reads from one quotation mark to the next and returns what is
// between them, trimmed, with its place.
func (p *parser) quotes() (inner string, at int, err *Error) {
	open := p.pos
	_, size := utf8.DecodeRuneInString(p.s[open:])
	length := strings.IndexFunc(p.s[open+size:], isQuote)
	if length < 0 {
		return "", 0, fault(open, size, "Write another where the phrase ends.", "a quotation mark is opened and not closed")
	}
	raw := p.s[open+size : open+size+length]
	p.pos = open + size + length
	_, closing := utf8.DecodeRuneInString(p.s[p.pos:])
	p.pos += closing
	inner = strings.TrimLeftFunc(raw, isSpace)
	at = open + size + length - len(inner)
	inner = strings.TrimRightFunc(inner, isSpace)
	if inner == "" {
		return "", 0, fault(open, p.pos-open, "", "there is nothing in the quotation marks")
	}
	return inner, at, nil
}

// unit returns the bytes up to the next space, bracket, bar or quotation mark.
func (p *parser) unit() string {
	rest := p.s[p.pos:]
	if i := strings.IndexFunc(rest, endsUnit); i >= 0 {
		return rest[:i]
	}
	return rest
}

func endsUnit(r rune) bool {
	return r == '(' || r == ')' || r == '|' || isQuote(r) || isSpace(r)
}

func (p *parser) space() {
	p.pos = len(p.s) - len(strings.TrimLeftFunc(p.s[p.pos:], isSpace))
}

func (p *parser) rune() rune {
	r, _ := utf8.DecodeRuneInString(p.s[p.pos:])
	return r
}

// isQuote holds the double quotation marks of the languages around us; single
// ones are apostrophes too often.
func isQuote(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '＂':
		return true
	}
	return false
}

// isSpace holds what belongs to no token of a text either.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff'
}

// words makes a Word or a Phrase of s, or nil where no word is in it.
func (p *parser) words(s string, at int, inQuotes bool) (Node, *Error) {
	if s == "*" {
		return All{}, nil
	}
	terms := p.analyze.Append(nil, s)
	star := strings.IndexByte(s, '*')
	if len(terms) == 0 {
		if inQuotes {
			return nil, fault(at, len(s), "", "there is no word in the quotation marks")
		}
		return nil, nil
	}
	if star < 0 || inQuotes {
		if star = starAfterWord(s, terms); inQuotes && star >= 0 {
			return nil, fault(at+star, 1, "Write the beginning of a word without quotation marks: polic*.", "a star has no meaning in quotation marks")
		}
		return wordsOf(s, terms), nil
	}
	if star != len(s)-1 {
		return nil, fault(at+star, 1, "It stands for any ending: polic*.", "a star can only end a word")
	}
	if len(terms) > 1 {
		first, last := terms[0].Span, terms[len(terms)-1].Span
		return nil, fault(at, len(s), `Write them apart: `+s[first.Start:first.End]+" "+s[last.Start:last.End]+"*.", "a star can end one word only, and this is read as %d", len(terms))
	}
	if err := shortPrefix(terms[0].Folded, at, len(s)); err != nil {
		return nil, err
	}
	t := terms[0]
	return Word{Text: s[t.Span.Start:t.Span.End], Term: t.Folded, Prefix: true}, nil
}

func shortPrefix(folded string, at, length int) *Error {
	if utf8.RuneCountInString(folded) < 2 {
		return fault(at, length, "", "at least two letters have to stand before a star")
	}
	return nil
}

func wordsOf(s string, terms []Term) Node {
	if len(terms) == 1 {
		t := terms[0]
		return Word{Text: s[t.Span.Start:t.Span.End], Term: t.Text}
	}
	of := make([]string, len(terms))
	for i, t := range terms {
		of[i] = t.Text
	}
	return Phrase{Text: s, Terms: of}
}

// starAfterWord returns the place of a star that follows a word directly, or -1.
func starAfterWord(s string, terms []Term) int {
	for _, t := range terms {
		if strings.HasPrefix(s[t.Span.End:], "*") {
			return t.Span.End
		}
	}
	return -1
}
