package feed

import (
	"html"
	"io"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/change"
	"github.com/onrecord/onrecord/store"
)

// Changed is a change with the release that it is of, as programs get it.
type Changed struct {
	onrecord.Change
	// Release is the newest version of the release.
	Release Passing `json:"release"`
	// Former says that the two versions no longer follow each other.
	Former bool `json:"former,omitempty"`
}

// NewChanged returns a change as programs get it.
func NewChanged(c store.Change) Changed { return Changed{c.Change, passing(&c.Release), c.Former} }

// Changes is changes on their way into a feed.
type Changes struct {
	Title string // its name, for people
	// Base is put before paths to make addresses absolute, without a slash at
	// its end; Self is the feed's own path with what it was asked for.
	Base, Self string
	Changes    []store.Change // in the order in which they are written
}

// Atom writes an Atom feed with one entry for each change, in their order, the
// words before and after inside. An entry's id is the change's, so that a reader
// shows it once; it was updated when the newer version was captured.
func (d Changes) Atom(w io.Writer) error {
	f := atomFeed{ID: d.Base + d.Self, Title: printable(d.Title), Author: atomAuthor{"onrecord"}, Links: []atomLink{{"self", d.Base + d.Self}}}
	latest := time.Unix(0, 0).UTC()
	for _, c := range d.Changes {
		if c.CapturedAt.After(latest) {
			latest = c.CapturedAt.UTC()
		}
		f.Entries = append(f.Entries, d.entry(c))
	}
	f.Updated = latest.Format(time.RFC3339)
	return f.write(w)
}

func (d Changes) entry(c store.Change) atomEntry {
	e := atomEntry{
		ID: "urn:onrecord:change:" + c.ID, Title: shortened(printable(c.Release.Title), 120) + ": " + printable(change.Headline(c.Change)), Updated: c.CapturedAt.UTC().Format(time.RFC3339),
		Links:   []atomLink{{"alternate", d.Base + "/changes/" + c.ID}},
		Content: atomContent{"html", ChangeHTML(c)},
	}
	for _, by := range c.Release.IssuedBy {
		e.Authors = append(e.Authors, atomAuthor{printable(by)})
	}
	return e
}

// DeclarationWords says in a sentence whether the publisher declared a change.
func DeclarationWords(c onrecord.Change) string {
	switch c.Declaration {
	case onrecord.Declared:
		notes := make([]string, len(c.Declared))
		for i, d := range c.Declared {
			notes[i] = "“" + d.Note + "”"
			if !d.On.IsZero() {
				notes[i] = d.On.String() + ", " + notes[i]
			}
		}
		switch {
		case len(notes) > 0:
			return "The publisher declared: " + strings.Join(notes, "; ")
		case !c.UpdatedAt.IsZero():
			return "The publisher declared no more than that the page was updated: " + c.UpdatedAt.UTC().Format("2006-01-02 15:04 UTC") + "."
		}
		return "The publisher declared the withdrawal."
	case onrecord.Elsewhere:
		return "The two versions were read from different places, in different formats or out of one file, which may give one text differently."
	}
	return "The publisher declared no change that this record knows of."
}

// ChangeHTML writes what changed as a fragment of HTML: what became of each
// fact, then the stretches of text with the words that are gone and that are new
// marked as such. All text in it is escaped.
func ChangeHTML(c store.Change) string {
	var b strings.Builder
	paragraph := func(s string) { b.WriteString("<p>" + html.EscapeString(printable(s)) + "</p>\n") }
	paragraph("Changed between " + c.LastSeen.UTC().Format(time.DateOnly) + " and " + c.CapturedAt.UTC().Format(time.DateOnly) + ": " + c.Why + ". " + DeclarationWords(c.Change))
	if c.Withdrawn != nil {
		b.WriteString("<p>Notice of withdrawal: <del>" + html.EscapeString(printable(c.Withdrawn.Was)) + "</del> <ins>" + html.EscapeString(printable(c.Withdrawn.Is)) + "</ins></p>\n")
	}
	if c.Title != nil {
		b.WriteString("<p>Title: <del>" + html.EscapeString(printable(c.Title.Was)) + "</del> <ins>" + html.EscapeString(printable(c.Title.Is)) + "</ins></p>\n")
	}
	if len(c.Facts) > 0 {
		b.WriteString("<ul>\n")
		for _, f := range c.Facts {
			b.WriteString("<li>" + html.EscapeString(printable(f.Says)) + "</li>\n")
		}
		b.WriteString("</ul>\n")
	}
	for _, e := range c.Edits {
		b.WriteString("<blockquote>" + editHTML(e) + "</blockquote>\n")
	}
	return b.String()
}

var runElements = map[onrecord.RunKind]string{onrecord.RunRemoved: "del", onrecord.RunMovedFrom: "del", onrecord.RunAdded: "ins", onrecord.RunMovedTo: "ins"}

func editHTML(e onrecord.Edit) string {
	var b strings.Builder
	for _, r := range e.Runs {
		words := html.EscapeString(printable(r.Text))
		if element := runElements[r.Kind]; element != "" {
			words = "<" + element + ">" + words + "</" + element + ">"
		}
		b.WriteString(words)
	}
	return b.String()
}

// ChangeText writes what changed in plain text: what became of each fact, and
// the words before and after. Words that are gone stand in [-…-], those that are
// new in {+…+}, as word differences are commonly written.
func ChangeText(c store.Change) string {
	var b strings.Builder
	if c.Withdrawn != nil {
		b.WriteString("  notice of withdrawal: “" + printable(c.Withdrawn.Was) + "” became “" + printable(c.Withdrawn.Is) + "”\n")
	}
	if c.Title != nil {
		b.WriteString("  title: “" + printable(c.Title.Was) + "” became “" + printable(c.Title.Is) + "”\n")
	}
	for _, f := range c.Facts {
		b.WriteString("  " + string(f.Kind) + ": " + printable(f.Says) + "\n")
	}
	for _, e := range c.Edits {
		b.WriteString("  | ")
		for _, r := range e.Runs {
			switch words := printable(r.Text); r.Kind {
			case onrecord.RunRemoved, onrecord.RunMovedFrom:
				b.WriteString("[-" + words + "-]")
			case onrecord.RunAdded, onrecord.RunMovedTo:
				b.WriteString("{+" + words + "+}")
			default:
				b.WriteString(words)
			}
		}
		b.WriteString("\n")
	}
	if c.MoreEdits > 0 {
		b.WriteString("  and more\n")
	}
	return b.String()
}
