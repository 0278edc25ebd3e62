package table

import (
	"encoding/json"
	"unicode/utf16"

	"github.com/onrecord/onrecord"
)

// SpreadsheetCell is how many characters, counted as UTF-16 code units, a cell
// of Excel holds: what is longer is cut off there, and whole in the file.
const SpreadsheetCell = 32767

// Releases has the newest version of every announcement.
var Releases = &Table{
	Name: "releases", Key: []string{"release_id"},
	About: "One announcement in its newest version: a government body's press release, say. Its words are as issued.",
	Columns: []Column{
		id("release_id", "Stable id of the announcement, the same in every version"),
		count("version", "Number of the version, counted from 1"),
		words("path", "Address of its page, under the record's own").known(),
		words("title", "Title as issued"),
		day("issued_on", "Day of issue"),
		list("issued_by", "Bodies that issued it, in the order named"),
		list("tags", "Tags that the publisher gave it"),
		words("url", "Its own address at the publisher's"),
		words("language", "Language as a BCP 47 tag, und where it could not be told"),
		choice("source_kind", "Format that it was read from", onrecord.SourceKinds),
		words("source_location", "Address or file that it was captured from"),
		words("source_sha256", "SHA-256 of the captured bytes, in hexadecimal"),
		moment("captured_at", "When the bytes of this version were captured"),
		words("withdrawn", "The publisher's notice that the page no longer stands"),
		count("quotes", "How many quotes were read from it and not rejected"),
		count("dates", "How many dates were read from it and not rejected"),
		count("figures", "How many figures were read from it and not rejected"),
		count("commitments", "How many commitments were read from it and not rejected"),
		count("names", "How many names were read from it and not rejected"),
		count("relations", "How many relations were read from it and not rejected"),
		words("text", "The body as plain text, paragraphs parted by a blank line; facts' offsets count its bytes in UTF-8"),
		moment("withheld_since", "When a place that it was captured from first answered that nothing is there, and has done so since"),
		yes("excerpt", "Whether the text is only a part of what was announced"),
		count("text_characters", "Length of the text in UTF-16 code units, as spreadsheets count: over 32,767 Excel cuts the text off when it opens the file, which holds it whole"),
		list("declared_changes", "The publisher's own change history, oldest first, each with its day"),
		moment("updated_at", "When the publisher says that it last changed the page"),
		{Name: "publisher_links", Type: JSON, About: "What the publisher itself links the page to: objects with kind, title and url"},
	},
}

func releaseRow(rec *onrecord.Record) Row {
	standing := rec.Facts.Standing()
	return Row{
		rec.ID, rec.Version, "/releases/" + rec.ID, text(rec.Title), dayOf(rec.IssuedOn), texts(rec.IssuedBy), texts(rec.Tags), address(rec.URL), text(rec.Language),
		text(rec.Source.Kind), text(rec.Source.Location), text(rec.Source.SHA256), momentOf(rec.CapturedAt), text(rec.Withdrawn),
		len(standing.Quotes), len(standing.Dates), len(standing.Figures), len(standing.Commitments), len(standing.Names), len(standing.Relations),
		text(rec.Text), momentOf(rec.WithheldSince), rec.Excerpt, characters(rec.Text), declared(rec.Changes), momentOf(rec.UpdatedAt), jsonOf(rec.PublisherLinks),
	}
}

func declared(changes []onrecord.DeclaredChange) any {
	var out []string
	for _, c := range changes {
		said := c.Note
		if !c.On.IsZero() {
			said = c.On.String() + ": " + c.Note
		}
		out = append(out, said)
	}
	return texts(out)
}

// characters counts UTF-16 code units.
func characters(s string) (n int) {
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// Versions has every version of every announcement, so that a record can be
// made of it again.
var Versions = &Table{
	Name: "versions", Key: []string{"release_id", "version"},
	About: "One version of an announcement: what its page said when it was captured. Facts in the other tables are those of the newest.",
	Columns: []Column{
		id("release_id", "The announcement").of("releases.release_id"),
		count("version", "Number of the version, counted from 1"),
		yes("newest", "Whether it is the version that was captured last, which the other tables speak of"),
		words("title", "Title as issued"),
		day("issued_on", "Day of issue"),
		list("issued_by", "Bodies that issued it, in the order named"),
		list("tags", "Tags that the publisher gave it"),
		words("url", "Its own address at the publisher's"),
		words("language", "Language as a BCP 47 tag, und where it could not be told"),
		choice("source_kind", "Format that it was read from", onrecord.SourceKinds),
		words("source_location", "Address or file that it was captured from"),
		words("source_sha256", "SHA-256 of the captured bytes, in hexadecimal"),
		{Name: "source_from", Type: JSON, About: "Where another record, whose export this was read from, had read it from: its kind, location and sha256"},
		moment("captured_at", "When its bytes were captured"),
		{Name: "changes", Type: JSON, About: "The publisher's own change history, oldest first: objects with on and note"},
		words("withdrawn", "The publisher's notice that the page no longer stands"),
		yes("excerpt", "Whether the text is only a part of what was announced"),
		words("text", "The body as plain text, paragraphs parted by a blank line"),
		{Name: "blocks", Type: JSON, About: "Its paragraphs, headings and list items: objects with start and end, half-open byte offsets into the text in UTF-8, and kind"},
		moment("updated_at", "When the publisher says that it last changed the page"),
		{Name: "publisher_links", Type: JSON, About: "What the publisher itself links the page to: objects with kind, title and url"},
	},
}

func versionRow(r *onrecord.Release, newest bool) Row {
	var from any
	if r.Source.From != nil {
		if b, err := json.Marshal(r.Source.From); err == nil {
			from = string(b)
		}
	}
	return Row{
		r.ID, r.Version, newest, text(r.Title), dayOf(r.IssuedOn), texts(r.IssuedBy), texts(r.Tags), address(r.URL), text(r.Language),
		text(r.Source.Kind), text(r.Source.Location), text(r.Source.SHA256), from, momentOf(r.CapturedAt), jsonOf(r.Changes), text(r.Withdrawn), r.Excerpt, text(r.Text), jsonOf(r.Blocks),
		momentOf(r.UpdatedAt), jsonOf(r.PublisherLinks),
	}
}

// Places says in which captures an announcement was found.
var Places = &Table{
	Name: "places", Key: []string{"release_id", "version", "location", "sha256"},
	About: "One capture in which an announcement was found, with the version that it holds.",
	Columns: []Column{
		id("release_id", "The announcement").of("releases.release_id"),
		count("version", "The version that the capture holds"),
		id("location", "Address or file of the capture"),
		id("sha256", "SHA-256 of the captured bytes, in hexadecimal"),
		choice("kind", "Format that it was read from", onrecord.SourceKinds),
		moment("captured_at", "When it was captured"),
		moment("withheld_since", "When the place first answered that nothing is there, and has done so since"),
	},
}

func placeRow(release string, p onrecord.Place) Row {
	return Row{release, p.Version, p.Source.Location, p.Source.SHA256, text(p.Source.Kind), momentOf(p.At), momentOf(p.WithheldSince)}
}
