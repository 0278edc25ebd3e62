package html

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/limit"
)

// builder makes blocks from a stream of start tags, texts and end tags. It
// does not ask that they balance.
type builder struct {
	blocks []onrecord.DraftBlock
	count  int // blocks so far, those of an open row among them
	buf    strings.Builder
	space  bool // white space is due before the next text
	breaks int  // <br> since the last text

	skip      atom.Atom // the element whose content gives no text, or 0
	skipDepth int       // how many of that name are open

	quotes  int    // open <blockquote>
	heading bool   // inside <h1> to <h6>
	lists   []bool // open lists; true where one of its items is open
	items   int    // how many of lists are true
	orphan  bool   // inside an <li> that stands in no list

	attachment      atom.Atom // the open element that labels an attachment, or 0
	attachmentDepth int
	labelled        bool // its label was read: the first block in it

	pre int  // open <pre>
	row *row // the open table row, or nil
}

// row gathers the blocks of one table row.
type row struct {
	cells  int
	blocks []rowBlock
}

type rowBlock struct {
	cell int
	onrecord.DraftBlock
}

func (b *builder) wantsText() bool { return b.skip == 0 }

// open handles a start tag.
func (b *builder) open(tag atom.Atom, attached, selfClosing bool) {
	if b.skip != 0 {
		if tag == b.skip && !selfClosing {
			b.skipDepth++
		}
		return
	}
	if silent(tag) {
		if !selfClosing {
			b.skip, b.skipDepth = tag, 1
		}
		return
	}
	if tag == atom.Br {
		b.br()
		return
	}
	if !blockLevel(tag) {
		return
	}
	b.flush()
	b.openBlock(tag)
	switch {
	case b.attachment != 0 && tag == b.attachment:
		b.attachmentDepth++
	case b.attachment == 0 && attached:
		b.attachment, b.attachmentDepth, b.labelled = tag, 1, false
	}
}

func (b *builder) openBlock(tag atom.Atom) {
	switch tag {
	case atom.Blockquote:
		b.quotes++
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.heading = true
	case atom.P:
		b.heading = false
	case atom.Pre:
		b.pre++
	case atom.Ul, atom.Ol, atom.Menu:
		b.lists = append(b.lists, false)
	case atom.Li:
		b.item(true)
	case atom.Table:
		// A table inside a row: that row lays out the page.
		b.endRow(true)
	case atom.Tr:
		b.endRow(false)
		b.row = &row{}
	case atom.Td, atom.Th:
		if b.row != nil {
			b.row.cells++
		}
	}
}

// close handles an end tag.
func (b *builder) close(tag atom.Atom) {
	if b.skip != 0 {
		if tag == b.skip {
			if b.skipDepth--; b.skipDepth == 0 {
				b.skip = 0
			}
		}
		return
	}
	if !blockLevel(tag) {
		return
	}
	b.flush()
	b.closeBlock(tag)
	if b.attachment != 0 && tag == b.attachment {
		if b.attachmentDepth--; b.attachmentDepth == 0 {
			b.attachment = 0
		}
	}
}

func (b *builder) closeBlock(tag atom.Atom) {
	switch tag {
	case atom.Blockquote:
		b.quotes = max(b.quotes-1, 0)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		b.heading = false
	case atom.Pre:
		b.pre = max(b.pre-1, 0)
	case atom.Ul, atom.Ol, atom.Menu:
		if n := len(b.lists); n > 0 {
			b.item(false)
			b.lists = b.lists[:n-1]
		}
		b.orphan = false
	case atom.Li:
		b.item(false)
	case atom.Tr, atom.Table, atom.Tbody, atom.Thead, atom.Tfoot:
		b.endRow(false)
	}
}

// item opens or closes an item of the innermost list.
func (b *builder) item(open bool) {
	n := len(b.lists)
	if n == 0 {
		b.orphan = open
		return
	}
	if b.lists[n-1] == open {
		return
	}
	b.lists[n-1] = open
	if open {
		b.items++
	} else {
		b.items--
	}
}

// br is white space; two in a row end the block.
func (b *builder) br() {
	b.space = true
	if b.breaks++; b.breaks == 2 {
		b.flush()
	}
}

// text adds decoded text to the open block.
func (b *builder) text(s string) {
	if b.pre > 0 {
		for {
			para, rest, more := cutBlankLine(s)
			b.inline(para)
			if !more {
				return
			}
			b.flush()
			s = rest
		}
	}
	b.inline(s)
}

// inline adds text with its runs of white space made one space.
func (b *builder) inline(s string) {
	start := -1 // of the run of other characters
	for i, r := range s {
		if r > ' ' && (r < utf8.RuneSelf || !unicode.IsSpace(r)) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			b.word(s[start:i])
			start = -1
		}
		b.space = true
	}
	if start >= 0 {
		b.word(s[start:])
	}
}

func (b *builder) word(s string) {
	if b.breaks > 0 && strings.HasPrefix(s, "•") {
		b.flush() // a list made of line breaks
	}
	if b.space && b.buf.Len() > 0 {
		b.buf.WriteByte(' ')
	}
	b.space, b.breaks = false, 0
	b.buf.WriteString(s)
}

// flush ends the open block.
func (b *builder) flush() {
	b.space, b.breaks = false, 0
	if b.buf.Len() == 0 {
		return
	}
	if b.count++; b.count > limit.Blocks {
		b.buf.Reset()
		return
	}
	block := onrecord.DraftBlock{Kind: b.kind(), Text: b.buf.String()}
	b.buf.Reset()
	if b.attachment != 0 {
		// After the label come the file's type, its size and how to ask for
		// another format: the publisher's furniture.
		if b.labelled {
			return
		}
		b.labelled = true
	}
	if b.row != nil {
		b.row.blocks = append(b.row.blocks, rowBlock{b.row.cells, block})
		return
	}
	b.blocks = append(b.blocks, block)
}

func (b *builder) kind() onrecord.BlockKind {
	switch {
	case b.attachment != 0:
		return onrecord.BlockAttachment
	case b.quotes > 0:
		return onrecord.BlockQuotation
	case b.heading:
		return onrecord.BlockHeading
	case b.items > 0 || b.orphan:
		return onrecord.BlockListItem
	}
	return onrecord.BlockParagraph
}

// layoutBlocks is the number of blocks in one cell from which a row is taken
// to lay out a page rather than to hold data.
const layoutBlocks = 4

// endRow ends the open row, if any. A row of several cells becomes one block,
// its cells joined by " | "; a row of one cell, or one that lays out the
// page, gives the blocks in it as they are.
func (b *builder) endRow(layout bool) {
	r := b.row
	if r == nil {
		return
	}
	b.row = nil
	counts := 0
	cells := 0
	for i, block := range r.blocks {
		if i > 0 && block.cell == r.blocks[i-1].cell {
			counts++
		} else {
			counts = 1
			cells++
		}
		layout = layout || counts >= layoutBlocks
	}
	if layout || r.cells < 2 {
		for _, block := range r.blocks {
			b.blocks = append(b.blocks, block.DraftBlock)
		}
		return
	}
	if cells == 0 {
		return
	}
	var text strings.Builder
	for i, block := range r.blocks {
		switch {
		case i > 0 && block.cell == r.blocks[i-1].cell:
			text.WriteByte(' ')
		case i > 0:
			text.WriteString(" | ")
		}
		text.WriteString(block.Text)
	}
	b.blocks = append(b.blocks, onrecord.DraftBlock{Kind: onrecord.BlockTableRow, Text: text.String()})
}

func (b *builder) finish() []onrecord.DraftBlock {
	b.flush()
	b.endRow(false)
	return b.blocks
}

// cutBlankLine cuts s at its first blank line.
func cutBlankLine(s string) (before, after string, found bool) {
	from := 0
	for {
		i := strings.IndexByte(s[from:], '\n')
		if i < 0 {
			return s, "", false
		}
		i += from
		rest := strings.TrimLeft(s[i+1:], " \t\r")
		if strings.HasPrefix(rest, "\n") {
			return s[:i], rest[1:], true
		}
		from = len(s) - len(rest)
	}
}
