package page

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
)

// marked is a passage of a release that an address marks, with all by which
// it can be shown to others.
type marked struct {
	Words     string
	Context   template.HTML // the words lit in their block
	Permalink string        // of this version with the words marked
	AtSource  string        // the release's own address with a text fragment, or ""
}

// span returns a range of bytes given as "120-180", the second past the end, or nil where none was given.
func (a *asked) span(name string) *onrecord.Span {
	s := a.text(name)
	if s == "" {
		return nil
	}
	from, to, _ := strings.Cut(s, "-")
	start, err := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	if err != nil || err2 != nil || start < 0 || start >= end {
		a.refuse(fmt.Sprintf("“%s” is not a range of bytes such as 120-180.", cut(40, s)))
		return nil
	}
	return &onrecord.Span{Start: start, End: end}
}

// mark makes the words under a span stand out. It is an error where they do
// not stand in the text, or hold nothing but white space.
func (d *releaseData) mark(s onrecord.Span) (mark, error) {
	if s.End > len(d.Text) || !utf8.RuneStart(d.Text[s.Start]) || (s.End < len(d.Text) && !utf8.RuneStart(d.Text[s.End])) {
		return mark{}, fmt.Errorf("%w: bytes %d to %d are no words of version %d", onrecord.ErrInvalid, s.Start, s.End, d.Version)
	}
	words := s.Of(d.Text)
	s.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	if words = strings.TrimSpace(words); words == "" {
		return mark{}, fmt.Errorf("%w: bytes %d to %d hold no words", onrecord.ErrInvalid, s.Start, s.End)
	}
	s.End = s.Start + len(words)
	path := address("/releases/"+d.ID, nil, "version", strconv.Itoa(d.Version), "mark", fmt.Sprintf("%d-%d", s.Start, s.End))
	d.Marked = &marked{Words: cut(600, words), Context: inItsBlock(&d.Release, s), Permalink: strings.TrimSuffix(d.Permalink, "/releases/"+d.ID) + path + "#marked"}
	if d.Source != "" && !strings.Contains(d.Source, "#") {
		d.Marked.AtSource = d.Source + search.FragmentDirective(d.Text, s)
	}
	return mark{Span: s, element: "mark", class: "marked", id: "marked", rank: -1}, nil
}
