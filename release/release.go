package release

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/release/title"
)

// The limits of a release. What is longer is refused, not cut.
const (
	// MaxTitle is the number of bytes that a title may have.
	MaxTitle = 100_000
	// MaxText is the number of bytes that a text may have.
	MaxText = 32 << 20
	// MaxBlocks is the number of blocks that a text may have.
	MaxBlocks = 100_000
)

// New makes the release of a draft.
//
// Text is d's blocks in order, parted by "\n\n", with d's summary first where
// the first block does not repeat it. Of each block, runs of white space
// (no-break spaces among them) become one space; control characters, byte
// order marks and soft hyphens go, as does a list mark in front; bytes that
// are no UTF-8 become U+FFFD; all else stays as issued. Blocks with nothing
// left are dropped. The title loses an archive's trimmings. Issuers and tags
// are cleaned likewise and kept once each, in order; neither is nil.
//
// URL is nil unless d's is an absolute http or https address. Language is
// d's own where that is a well-formed BCP 47 tag, else what was recognised.
// The ID is that of a release not seen before; the store may give it another,
// see Joins. Version is 0.
//
// The error wraps onrecord.ErrInvalid where title and text are both empty,
// and onrecord.ErrTooLarge beyond MaxTitle, MaxText or
// MaxBlocks.
func New(c onrecord.Capture, kind onrecord.SourceKind, d onrecord.Draft) (onrecord.Release, error) {
	if err := bounds(d); err != nil {
		return onrecord.Release{}, err
	}
	r := onrecord.Release{
		Title:          title.Trim(line(d.Title)),
		IssuedOn:       d.IssuedOn,
		IssuedBy:       list(d.IssuedBy),
		Tags:           list(d.Tags),
		URL:            address(d.URL),
		Source:         onrecord.SourceRef{Kind: kind, Location: c.Location, SHA256: c.Hash, From: d.From},
		Changes:        changes(d.Changes),
		UpdatedAt:      d.UpdatedAt.UTC().Truncate(time.Second),
		Withdrawn:      line(d.Withdrawn),
		PublisherLinks: publisherLinks(d.PublisherLinks),
		Excerpt:        d.Excerpt,
		CapturedAt:     c.At,
	}
	r.Text, r.Blocks = compose(d)
	if r.Title == "" && r.Text == "" {
		return onrecord.Release{}, fmt.Errorf("%w: it has neither a title nor any text", onrecord.ErrInvalid)
	}
	r.Language = language(d.Language, r.Title, r.Text)
	r.Keys = keys(r)
	r.ID = onrecord.StableID(r.Keys[len(r.Keys)-1])
	return r, nil
}

func bounds(d onrecord.Draft) error {
	if len(d.Title) > MaxTitle {
		return fmt.Errorf("%w: its title has %d bytes, the limit is %d", onrecord.ErrTooLarge, len(d.Title), MaxTitle)
	}
	if len(d.Blocks) > MaxBlocks {
		return fmt.Errorf("%w: its text has more than %d blocks", onrecord.ErrTooLarge, MaxBlocks)
	}
	size := len(d.Summary)
	for _, b := range d.Blocks {
		size += len(b.Text) + 2
	}
	if size > MaxText {
		return fmt.Errorf("%w: its text has %d bytes, the limit is %d", onrecord.ErrTooLarge, size, MaxText)
	}
	return nil
}

// compose builds the text and its blocks.
func compose(d onrecord.Draft) (string, []onrecord.Block) {
	size := len(d.Summary) + 2
	for _, b := range d.Blocks {
		size += len(b.Text) + 2
	}
	c := composer{blocks: make([]onrecord.Block, 0, len(d.Blocks)+1)}
	c.text.Grow(size)
	if summary := line(d.Summary); summary != "" && !repeats(d.Blocks, summary) {
		c.add(onrecord.BlockParagraph, summary)
	}
	for _, b := range d.Blocks {
		c.add(b.Kind, line(b.Text))
	}
	return c.text.String(), c.blocks
}

type composer struct {
	text   strings.Builder
	blocks []onrecord.Block
}

// add adds a block whose text is clean, without its list marks. A paragraph
// that had one becomes a list item.
func (c *composer) add(kind onrecord.BlockKind, text string) {
	text, marked := unmark(text, kind)
	if marked {
		text = line(text) // a mark before what does not print
	}
	if text == "" {
		return
	}
	if kind == "" {
		kind = onrecord.BlockParagraph
	}
	if marked && kind == onrecord.BlockParagraph {
		kind = onrecord.BlockListItem
	}
	if c.text.Len() > 0 {
		c.text.WriteString("\n\n")
	}
	start := c.text.Len()
	c.text.WriteString(text)
	c.blocks = append(c.blocks, onrecord.Block{Span: onrecord.Span{Start: start, End: c.text.Len()}, Kind: kind})
}

// repeats reports whether the first block that has text says the summary
// again, alone or as its beginning.
func repeats(blocks []onrecord.DraftBlock, summary string) bool {
	for _, b := range blocks {
		first, _ := unmark(line(b.Text), b.Kind)
		if first == "" {
			continue
		}
		want := strings.TrimRight(title.Fold(summary), " ")
		rest, ok := strings.CutPrefix(title.Fold(first), want)
		return ok && want != "" && (rest == "" || rest[0] == ' ')
	}
	return false
}

func list(items []string) []string {
	out := make([]string, 0, len(items))
	for _, s := range items {
		if s = line(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func changes(in []onrecord.DeclaredChange) []onrecord.DeclaredChange {
	var out []onrecord.DeclaredChange
	for _, c := range in {
		c.Note = line(c.Note)
		if c.Note != "" || !c.On.IsZero() {
			out = append(out, c)
		}
	}
	return out
}

// maxPublisherLinks is how many things a publisher's page is taken to be linked to.
const maxPublisherLinks = 200

// publisherLinks cleans titles and keeps each thing once, without one that has no title or is
// none of the known; an address that is none of the web is left out.
func publisherLinks(in []onrecord.PublisherLink) []onrecord.PublisherLink {
	var out []onrecord.PublisherLink
	for _, l := range in {
		l.Title = line(l.Title)
		if a := address(l.URL); a != nil {
			l.URL = *a
		} else {
			l.URL = ""
		}
		if l.Title != "" && len(l.Title) <= MaxTitle && slices.Contains(onrecord.PublisherLinkKinds, l.Kind) && !slices.Contains(out, l) && len(out) < maxPublisherLinks {
			out = append(out, l)
		}
	}
	return out
}

func address(s string) *string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || !web(u.Scheme) {
		return nil
	}
	return &s
}

// TextHash returns 64 lower-case hexadecimal digits that tell versions of a
// release apart: the SHA-256 of its title, day of issue, text, and of its notice
// of withdrawal where it has one.
func TextHash(r onrecord.Release) string {
	h := sha256.New()
	parts := []string{r.Title, r.IssuedOn.String(), r.Text}
	if r.Withdrawn != "" {
		parts = append(parts, r.Withdrawn)
	}
	for _, part := range parts {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}
