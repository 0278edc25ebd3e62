package feed

import (
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/encoding"
	"github.com/onrecord/onrecord/source/limit"
)

// headSize is how much of a capture Recognise looks at.
const headSize = 8 << 10

// MaxDepth is how deep a feed's elements may be nested.
const MaxDepth = 500

// Recognise reports whether the capture begins as a feed does.
func Recognise(c onrecord.Capture) bool {
	text, _ := encoding.Text(c.Body[:min(len(c.Body), headSize)], c.MediaType)
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return false
	case text[0] == '{':
		return strings.Contains(text, "://jsonfeed.org/version") || strings.Contains(text, "://www.jsonfeed.org/version") ||
			strings.Contains(text, `:\/\/jsonfeed.org\/version`)
	case text[0] == '<':
		return format(text) != ""
	}
	return false
}

// format returns the name of the document's first element where it is one of
// a feed's, "" where it is not.
func format(text string) string {
	for s := text; ; {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return ""
		}
		s = s[i:]
		if skip := skipMarkup(s); skip > 0 {
			s = s[skip:]
			continue
		}
		name := elementName(s[1:])
		switch local := name[strings.IndexByte(name, ':')+1:]; {
		case name == "rss", local == "feed", local == "RDF":
			return name
		}
		return ""
	}
}

// Read returns a draft of each item, in order, and problems for what could
// not be read.
func Read(c onrecord.Capture) (drafts []onrecord.Draft, problems []onrecord.Problem) {
	text, note := encoding.Text(c.Body, c.MediaType)
	if note != "" {
		problems = append(problems, onrecord.Problem{Reason: note})
	}
	drafts, more := read(cutDeclaration(text))
	return drafts, append(problems, more...)
}

// read reads a feed in UTF-8 without its XML declaration.
func read(text string) (drafts []onrecord.Draft, problems []onrecord.Problem) {
	if tooDeep(text) {
		return nil, []onrecord.Problem{{Reason: fmt.Sprintf("%v: its elements are nested deeper than %d", onrecord.ErrTooLarge, MaxDepth)}}
	}
	head, chunks, tail, ok := cutItems(text)
	if !ok || len(text) <= batchSize {
		return readBatch(text, 0)
	}
	for i := 0; i < len(chunks) && !limit.Full(drafts, problems); {
		size, end := 0, i
		for end < len(chunks) && (end == i || size+len(chunks[end]) <= batchSize) {
			size += len(chunks[end])
			end++
		}
		if size > limit.Text {
			problems = append(problems, onrecord.Problem{Place: place(i), Reason: limit.TooLong()})
			i = end
			continue
		}
		d, p := readBatch(head+strings.Join(chunks[i:end], "")+tail, i)
		drafts, problems = append(drafts, d...), append(problems, p...)
		if i = end; i < len(chunks) && limit.Full(drafts, problems) {
			problems = append(problems, limit.Reached(place(i)))
		}
	}
	return drafts, problems
}

// A feed of more than batchSize bytes is parsed in parts of that size, since
// the parser takes many times a feed's size in memory.
const batchSize = 1 << 20

// readBatch reads a feed, or a part of one whose first item is number first,
// from 0.
func readBatch(text string, first int) (drafts []onrecord.Draft, problems []onrecord.Problem) {
	parsed, err := parse(text)
	if err == nil && parsed.FeedType != "json" {
		// The parser forgives broken mark-up by dropping items without a word.
		if _, chunks, _, ok := cutItems(text); ok && len(parsed.Items) < len(chunks) {
			err = fmt.Errorf("it has %d items, of which %d could be read at once", len(chunks), len(parsed.Items))
		}
	}
	if err != nil {
		return salvage(text, err, first)
	}
	return items(parsed, first)
}

// parse parses a feed. A panic in the parser becomes an error: what it is
// given comes from strangers.
func parse(text string) (parsed *gofeed.Feed, err error) {
	defer func() {
		if v := recover(); v != nil {
			parsed, err = nil, fmt.Errorf("%w: the feed's parser failed: %v", onrecord.ErrInvalid, v)
		}
	}()
	return gofeed.NewParser().ParseString(text)
}

// salvage reads a feed that is no well-formed XML item by item.
func salvage(text string, whole error, first int) (drafts []onrecord.Draft, problems []onrecord.Problem) {
	head, chunks, tail, ok := cutItems(text)
	if !ok {
		return nil, []onrecord.Problem{{Reason: fmt.Sprintf("%v feed: %v", onrecord.ErrInvalid, whole)}}
	}
	problems = append(problems, onrecord.Problem{Reason: fmt.Sprintf("the feed is not well formed, its items were read one by one: %v", whole)})
	if most := salvageSize / (len(head) + 1); len(chunks) > most {
		problems = append(problems, onrecord.Problem{Place: place(first + most), Reason: fmt.Sprintf("%v: of the items of a broken feed only the first %d are read", onrecord.ErrTooLarge, most)})
		chunks = chunks[:most]
	}
	for i, chunk := range chunks {
		if !closed(chunk) {
			problems = append(problems, onrecord.Problem{Place: place(first + i), Reason: fmt.Sprintf("%v: the item breaks off", onrecord.ErrInvalid)})
			continue
		}
		parsed, err := parse(head + chunk + tail)
		if err != nil || len(parsed.Items) == 0 {
			problems = append(problems, onrecord.Problem{Place: place(first + i), Reason: fmt.Sprintf("%v: the item is not well formed", onrecord.ErrInvalid)})
			continue
		}
		d, p := items(parsed, first+i)
		drafts, problems = append(drafts, d...), append(problems, p...)
	}
	return drafts, problems
}

// closed reports whether an item's chunk ends with its own end tag.
func closed(chunk string) bool {
	return strings.HasSuffix(chunk, "</"+elementName(chunk[1:])+">")
}

func place(i int) string { return fmt.Sprintf("item %d", i+1) }

// cutDeclaration takes the XML declaration off: the text is UTF-8 by now,
// whatever it says.
func cutDeclaration(text string) string {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "<?xml") {
		if _, rest, ok := strings.Cut(text, "?>"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return text
}

// What stands before the first item of a feed that is read item by item is
// parsed with each: longestHead bounds its length, salvageSize the sum.
const (
	longestHead = 16 << 10
	salvageSize = 32 << 20
)

// cutItems cuts a feed into what stands before its first item, its items, and
// what is needed to close it.
func cutItems(text string) (head string, chunks []string, tail string, ok bool) {
	root := format(text)
	if root == "" {
		return "", nil, "", false
	}
	name := "item"
	tail = "</" + root + ">"
	if root == "rss" {
		tail = "</channel></rss>"
	}
	if strings.HasSuffix(root, "feed") {
		name = strings.TrimSuffix(root, "feed") + "entry"
	}
	starts := offsets(text, "<"+name)
	if len(starts) == 0 || starts[0] > longestHead {
		return "", nil, "", false
	}
	for i, from := range starts {
		to := len(text)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		chunk := text[from:to]
		if end := strings.LastIndex(chunk, "</"+name+">"); end >= 0 {
			chunk = chunk[:end+len("</"+name+">")]
		}
		chunks = append(chunks, chunk)
	}
	return text[:starts[0]], chunks, tail, true
}

// offsets returns where in text an element starts, outside comments and
// CDATA sections.
func offsets(text, tag string) []int {
	var out []int
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '<')
		if i < 0 {
			return out
		}
		at += i
		if skip := skipMarkup(text[at:]); skip > 0 {
			at += skip
			continue
		}
		if next := at + len(tag); strings.HasPrefix(text[at:], tag) && next < len(text) && strings.IndexByte(" \t\r\n>/", text[next]) >= 0 {
			out = append(out, at)
		}
		at++
	}
}
