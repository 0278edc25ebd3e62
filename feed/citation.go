package feed

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// Citation is what is needed to cite a release.
type Citation struct {
	ID       string
	Title    string
	Issuers  []string
	IssuedOn onrecord.Date
	// Address is the release's own, or "".
	Address string
	// Permalink is the absolute address of the release in this record where
	// others can reach it, or "".
	Permalink string
	// Place is the file or address that the release was captured from: a
	// file's name without its folders, or "".
	Place string
	// CapturedAt and SHA256 say which bytes are cited.
	CapturedAt time.Time
	SHA256     string
	Language   string
}

// Cite returns the citation of a release; permalink may be "".
func Cite(r onrecord.Release, permalink string) Citation {
	source := r.Source
	if source.From != nil {
		source = *source.From // what was captured is the page, and an export only where its text was kept
	}
	c := Citation{ID: r.ID, Title: oneLine(r.Title), IssuedOn: r.IssuedOn, Permalink: permalink, CapturedAt: r.CapturedAt, SHA256: source.SHA256, Place: oneLine(onrecord.LocationElsewhere(source.Location))}
	for _, issuer := range r.IssuedBy {
		c.Issuers = append(c.Issuers, oneLine(issuer))
	}
	if r.URL != nil {
		c.Address = oneLine(*r.URL)
	}
	if r.Language != "und" {
		c.Language = oneLine(r.Language)
	}
	return c
}

// oneLine folds white space and drops control characters: none of the
// formats can hold a line end in a field.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// Plain returns the citation as one line for people:
//
//	Harbour Board, “New quay opens”, 14 February 2025. https://… (captured 15 February 2025)
//	Harbour Board, “New quay opens”, 14 February 2025. Captured from news.txt on 15 February 2025, SHA-256 ab12…
func (c Citation) Plain() string {
	var b strings.Builder
	if len(c.Issuers) > 0 {
		b.WriteString(strings.Join(c.Issuers, ", ") + ", ")
	}
	b.WriteString("“" + c.Title + "”")
	if c.IssuedOn.IsZero() {
		b.WriteString(", no date.")
	} else {
		b.WriteString(", " + c.IssuedOn.Time().Format("2 January 2006") + ".")
	}
	switch {
	case c.Address == "":
		if captured := c.captured(); captured != "" {
			b.WriteString(" " + captured)
			if c.SHA256 != "" {
				b.WriteString(", SHA-256 " + c.SHA256)
			}
			b.WriteString(".")
		}
	case c.CapturedAt.IsZero():
		b.WriteString(" " + c.Address)
	default:
		b.WriteString(" " + c.Address + " (captured " + c.CapturedAt.UTC().Format("2 January 2006") + ")")
	}
	if c.Permalink != "" {
		b.WriteString(" " + c.Permalink)
	}
	return b.String()
}

// captured says from what and when the cited bytes were captured, or "".
func (c Citation) captured() string {
	if c.Place == "" && c.CapturedAt.IsZero() {
		return ""
	}
	words := "Captured"
	if c.Place != "" {
		words += " from " + c.Place
	}
	if !c.CapturedAt.IsZero() {
		words += " on " + c.CapturedAt.UTC().Format("2 January 2006")
	}
	return words
}

var (
	latex = strings.NewReplacer(`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `&`, `\&`, `%`, `\%`, `$`, `\$`, `#`, `\#`, `_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`)
	// unbalanced are the braces of a text in which one opens and none closes, or the other way: BibTeX counts
	// those behind a backslash, too.
	unbalanced = strings.NewReplacer(`\{`, `\textbraceleft{}`, `\}`, `\textbraceright{}`)
)

// bibtexText is a text as a field of BibTeX holds it.
func bibtexText(s string) string {
	open := 0
	for _, r := range s {
		switch {
		case r == '{':
			open++
		case r == '}' && open == 0:
			return unbalanced.Replace(latex.Replace(s))
		case r == '}':
			open--
		}
	}
	if open > 0 {
		return unbalanced.Replace(latex.Replace(s))
	}
	return latex.Replace(s)
}

// bibtexAddress keeps an address whole inside braces: url fields are verbatim.
var bibtexAddress = strings.NewReplacer(`{`, `%7B`, `}`, `%7D`, `\`, `%5C`)

// BibTeX returns the citation as a @misc entry, with the url and urldate
// fields that BibLaTeX reads.
func (c Citation) BibTeX() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{onrecord-%s,\n", c.ID)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	var authors []string
	for _, issuer := range c.Issuers {
		authors = append(authors, "{"+bibtexText(issuer)+"}")
	}
	field("author", strings.Join(authors, " and "))
	field("title", "{"+bibtexText(c.Title)+"}")
	if !c.IssuedOn.IsZero() {
		field("year", c.IssuedOn.Time().Format("2006"))
		field("month", c.IssuedOn.Time().Format("1"))
		field("date", c.IssuedOn.String())
	}
	field("howpublished", "Official announcement")
	field("url", bibtexAddress.Replace(c.where()))
	if !c.CapturedAt.IsZero() && c.where() != "" {
		field("urldate", c.CapturedAt.UTC().Format(time.DateOnly))
	}
	field("note", bibtexText(c.note()))
	b.WriteString("}\n")
	return b.String()
}

// where is the address to cite: the release's own, else this record's.
func (c Citation) where() string {
	if c.Address != "" {
		return c.Address
	}
	return c.Permalink
}

func (c Citation) note() string {
	var parts []string
	if c.Address != "" && c.Permalink != "" {
		parts = append(parts, "Record: "+c.Permalink)
	}
	if captured := c.captured(); c.Address == "" && captured != "" {
		parts = append(parts, captured)
	}
	if c.SHA256 != "" {
		parts = append(parts, "SHA-256 of the captured bytes: "+c.SHA256)
	}
	return strings.Join(parts, ". ")
}

// RIS returns the citation in the RIS format, as a web page (ELEC): its list
// of types has none for an announcement that all readers know.
func (c Citation) RIS() string {
	var b strings.Builder
	field := func(tag, value string) {
		if value != "" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	field("TY", "ELEC")
	for _, issuer := range c.Issuers {
		field("AU", issuer)
	}
	field("TI", c.Title)
	if !c.IssuedOn.IsZero() {
		field("PY", c.IssuedOn.Time().Format("2006"))
		field("DA", c.IssuedOn.Time().Format("2006/01/02"))
	}
	field("LA", c.Language)
	field("UR", c.where())
	if !c.CapturedAt.IsZero() {
		field("Y2", c.CapturedAt.UTC().Format("2006/01/02"))
	}
	field("N1", c.note())
	field("ID", c.ID)
	b.WriteString("ER  - \r\n")
	return b.String()
}

// cslItem is an item of CSL-JSON (https://github.com/citation-style-language/schema).
type cslItem struct {
	ID       string    `json:"id"`
	Type     string    `json:"type"`
	Genre    string    `json:"genre"`
	Title    string    `json:"title"`
	Author   []cslName `json:"author,omitempty"`
	Issued   *cslDate  `json:"issued,omitempty"`
	URL      string    `json:"URL,omitempty"`
	Accessed *cslDate  `json:"accessed,omitempty"`
	Language string    `json:"language,omitempty"`
	Note     string    `json:"note,omitempty"`
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][3]int `json:"date-parts"`
}

func cslDay(d onrecord.Date) *cslDate {
	if d.IsZero() {
		return nil
	}
	return &cslDate{Parts: [][3]int{{d.Year(), int(d.Month()), d.Day()}}}
}

// CSLJSON returns the citation as a CSL-JSON list of one item.
func (c Citation) CSLJSON() ([]byte, error) {
	item := cslItem{
		ID: "onrecord-" + c.ID, Type: "webpage", Genre: "Official announcement", Title: c.Title, Issued: cslDay(c.IssuedOn),
		URL: c.where(), Accessed: cslDay(onrecord.DateOf(c.CapturedAt.UTC())), Language: c.Language, Note: c.note(),
	}
	for _, issuer := range c.Issuers {
		item.Author = append(item.Author, cslName{issuer})
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode([]cslItem{item})
	return b.Bytes(), err
}
