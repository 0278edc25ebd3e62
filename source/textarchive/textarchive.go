package textarchive

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/release/title"
	"github.com/onrecord/onrecord/source/dateline"
	"github.com/onrecord/onrecord/source/encoding"
	"github.com/onrecord/onrecord/source/issuer"
	"github.com/onrecord/onrecord/source/limit"
	"github.com/onrecord/onrecord/source/plaintext"
)

// headSize is how much of a capture Recognise looks at.
const headSize = 64 << 10

// longestTitle is the number of bytes beyond which a line is no title of a
// release in an archive.
const longestTitle = 2000

// Recognise reports whether the capture is plain text in which a release
// begins within the first 64 KiB, or that looks like a single announcement.
func Recognise(c onrecord.Capture) bool {
	head := c.Body[:min(len(c.Body), headSize)]
	if encoding.Binary(head) {
		return false
	}
	text, _ := encoding.Text(head, c.MediaType)
	if first := strings.TrimLeftFunc(text, plaintext.IsSpace); first == "" || strings.ContainsRune("<{[", rune(first[0])) || strings.HasPrefix(first, "%PDF") {
		return false
	}
	paras := plaintext.Paragraphs(text, startsRelease)
	return len(starts(paras)) > 0 || single(paras)
}

// Read returns the releases of the page in its order, and a problem for each
// release without a paragraph of its own.
func Read(c onrecord.Capture) ([]onrecord.Draft, []onrecord.Problem) {
	if encoding.Binary(c.Body) {
		return nil, []onrecord.Problem{{Reason: fmt.Sprintf("%v: this is no text", onrecord.ErrUnsupported)}}
	}
	if longestLine(c.Body) > limit.Text {
		return nil, []onrecord.Problem{{Reason: fmt.Sprintf("%v: a line of the text has more than %d bytes", onrecord.ErrTooLarge, limit.Text)}}
	}
	text, note := encoding.Text(c.Body, c.MediaType)
	var problems []onrecord.Problem
	if note != "" {
		problems = append(problems, onrecord.Problem{Reason: note})
	}
	paras := plaintext.Paragraphs(text, startsRelease)
	begins := starts(paras)
	if len(begins) == 0 {
		if !single(paras) {
			return nil, append(problems, onrecord.Problem{Reason: fmt.Sprintf("%v: no title of a release was found in this text", onrecord.ErrUnsupported)})
		}
		return []onrecord.Draft{one(paras)}, problems
	}
	var drafts []onrecord.Draft
	tags := heading(paras[:begins[0].at])
	for i, b := range begins {
		end := len(paras)
		if i+1 < len(begins) {
			end = begins[i+1].at
		}
		body := paras[b.at+b.titles : end]
		next := tags
		if i+1 < len(begins) && len(body) > 0 {
			// Several pages saved in one file: the next one's heading.
			if found := heading(body[len(body)-1:]); found != nil {
				next, body = found, body[:len(body)-1]
			}
		}
		d := draft(paras[b.at:b.at+b.titles], body, tags)
		if len(d.Blocks) == 0 {
			problems = append(problems, onrecord.Problem{Place: d.Place, Reason: "the release has a title but no text"})
		}
		drafts, tags = append(drafts, d), next
	}
	return drafts, problems
}

// longestLine returns the number of bytes of the longest line.
func longestLine(body []byte) int {
	longest := 0
	for len(body) > 0 {
		end := bytes.IndexAny(body, "\r\n") + 1
		if end == 0 {
			end = len(body)
		}
		longest, body = max(longest, end), body[end:]
	}
	return longest
}

// begin is where a release begins: its title's paragraph, and over how many
// paragraphs the title is printed (1 or 2).
type begin struct{ at, titles int }

// starts finds where releases begin. What is printed twice, or stands before
// the line that states the issue, or carries both label and month, is a title
// for sure; a label alone is one where it stands apart from its colon, as
// archives print it, or where nothing surer is found.
func starts(paras []plaintext.Paragraph) []begin {
	var sure, maybe []begin
	for i := 0; i < len(paras); i++ {
		b, certain := titleAt(paras, i)
		if b.titles == 0 {
			continue
		}
		maybe = append(maybe, b)
		if certain {
			sure = append(sure, b)
		}
		i += b.titles - 1
	}
	if len(sure) > 0 {
		return sure
	}
	return maybe
}

// titleAt looks for a title at paragraph i; titles is 0 where there is none.
func titleAt(paras []plaintext.Paragraph, i int) (b begin, sure bool) {
	p := paras[i]
	if len(p.Text) > longestTitle {
		return begin{}, false
	}
	parts := title.Split(p.Text)
	b = begin{i, 1}
	labelled := parts.Label != "" && parts.Title != ""
	switch {
	case (p.Marked || labelled) && i+1 < len(paras) && same(p, paras[i+1]):
		b.titles = 2
	case issuedAt(paras, i+2) && same(p, paras[i+1]):
		b.titles = 2
	}
	issued := issuedAt(paras, i+b.titles)
	switch {
	case labelled:
		apart := strings.HasPrefix(strings.TrimPrefix(p.Text, parts.Label), " ")
		return b, b.titles == 2 || issued || parts.Month != 0 || apart
	case b.titles == 2 && !paras[i+1].Marked:
		return b, true
	case issued && plausible(p.Text):
		return b, true
	}
	return begin{}, false
}

// issuedAt reports whether paragraph i is the line that states the issue.
func issuedAt(paras []plaintext.Paragraph, i int) bool {
	if i >= len(paras) || paras[i].Marked {
		return false
	}
	_, ok := issuer.ReadIssue(paras[i].Text)
	return ok
}

// same reports whether two paragraphs print one title.
func same(a, b plaintext.Paragraph) bool {
	if a.Text == b.Text {
		return true
	}
	folded := title.Fold(a.Text)
	return len(a.Text) < longestTitle && len(b.Text) < longestTitle && folded != "" && folded == title.Fold(b.Text) && !sentence(a.Text)
}

// startsRelease reports whether a line of a wrapped page begins a title or
// the line that states the issue.
func startsRelease(line string) bool {
	if title.Split(line).Label != "" {
		return true
	}
	_, ok := issuer.ReadIssue(line)
	return ok
}

// draft makes the draft of one release.
func draft(titles, body []plaintext.Paragraph, tags []string) onrecord.Draft {
	d := onrecord.Draft{
		Title: title.Trim(titles[0].Text),
		Tags:  tags,
		Place: fmt.Sprintf("line %d", titles[0].Line),
	}
	for len(body) > 0 && navigation(body[len(body)-1].Text) {
		body = body[:len(body)-1]
	}
	if len(body) > 0 {
		if found, ok := issuer.ReadIssue(body[0].Text); ok {
			d.IssuedOn, d.IssuedBy = found.On, found.By
		} else {
			d.IssuedOn = dayUnderTitle(body)
		}
	}
	d.Blocks = make([]onrecord.DraftBlock, 0, len(body))
	for _, p := range body {
		d.Blocks = append(d.Blocks, p.Block())
	}
	return d
}

// longestDayLine bounds a line under the title that gives the day.
const longestDayLine = 80

// dayUnderTitle returns the day that one of the first two paragraphs gives by
// itself ("Published 3 March 2025"), the zero Date where neither does.
func dayUnderTitle(body []plaintext.Paragraph) onrecord.Date {
	for _, p := range body[:min(len(body), 2)] {
		if len(p.Text) > longestDayLine || p.Marked {
			break
		}
		if on, ok := dateline.Of(p.Text); ok {
			return on
		}
	}
	return onrecord.Date{}
}

// heading returns the tags that the last heading among the paragraphs names,
// nil where there is none.
func heading(paras []plaintext.Paragraph) []string {
	for i := len(paras) - 1; i >= 0; i-- {
		name, value, ok := strings.Cut(paras[i].Text, ":")
		value = strings.TrimFunc(value, plaintext.IsSpace)
		if !ok || value == "" || len(value) > 200 {
			continue
		}
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "tag", "tags", "tag archive", "tag archives", "category", "category archives", "topic", "archives":
			return []string{value}
		}
	}
	return nil
}

// navigation reports whether a paragraph only leads to other pages.
func navigation(s string) bool {
	s = strings.ToLower(strings.Trim(s, " ←→«»‹›<>.…"))
	switch s {
	case "", "older posts", "newer posts", "older entries", "newer entries", "next", "next page", "previous", "previous page", "posts navigation", "post navigation", "load more", "back to top":
		return true
	}
	var page, pages int
	n, _ := fmt.Sscanf(s, "page %d of %d", &page, &pages)
	return n == 2
}

// single reports whether a text looks like one announcement: a plausible
// title at its head, and prose below it.
func single(paras []plaintext.Paragraph) bool {
	paras = paras[banners(paras):]
	if len(paras) < 2 || paras[0].Marked || !plausible(paras[0].Text) {
		return false
	}
	for _, p := range paras[1:min(len(paras), 20)] {
		if len(p.Text) > 60 && sentence(p.Text) {
			return true
		}
	}
	return false
}

// one makes the draft of a text that is one announcement.
func one(paras []plaintext.Paragraph) onrecord.Draft {
	at := banners(paras)
	d := draft(paras[at:at+1], paras[at+1:], nil)
	for _, p := range paras[:at] {
		if days := dateline.Days(p.Text); d.IssuedOn.IsZero() && len(days) == 1 {
			d.IssuedOn = days[0]
		}
	}
	return d
}

// banners returns how many paragraphs stand above the title and say only what
// kind of text this is and when it was issued: "FOR IMMEDIATE RELEASE", "News
// release", "4 March 2025".
func banners(paras []plaintext.Paragraph) int {
	n := 0
	for ; n < min(len(paras), 4); n++ {
		text := paras[n].Text
		if len(text) > longestDayLine {
			break
		}
		label := title.CutLabel(text+": x") == "x" || strings.HasPrefix(strings.ToLower(text), "for immediate release")
		if _, dated := dateline.Of(text); !label && !(dated && n > 0) {
			break
		}
	}
	return n
}

// plausible reports whether a line may be a title: not long, not a sentence,
// mostly letters, beginning with a capital, a digit or a quotation mark.
func plausible(s string) bool {
	if len(s) > 300 || sentence(s) || strings.HasSuffix(s, ":") || strings.HasSuffix(s, ",") || strings.HasSuffix(s, ";") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) && !unicode.Is(unicode.Lo, first) && !strings.ContainsRune("“‘\"'£$€", first) {
		return false
	}
	letters, all := 0, 0
	for _, r := range s {
		all++
		if unicode.IsLetter(r) || r == ' ' {
			letters++
		}
	}
	return letters >= 4 && letters*10 >= all*7
}

// sentence reports whether a line ends as a sentence does.
func sentence(s string) bool {
	s = strings.TrimRight(s, "”’\"')]")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "…")
}
