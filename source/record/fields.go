package record

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/dateline"
	"github.com/onrecord/onrecord/source/day"
	"github.com/onrecord/onrecord/source/html"
	"github.com/onrecord/onrecord/source/issuer"
	"github.com/onrecord/onrecord/source/jsonfield"
	"github.com/onrecord/onrecord/source/plaintext"
)

// The accepted names of each field, in the order in which they count. The
// list in the package's documentation is these.
var (
	titleNames    = []string{"title", "headline"}
	textNames     = []string{"text", "body_text", "full_text", "body", "content", "body_html", "content_html", "html"}
	dayNames      = []string{"issued_on", "published", "date", "published_on", "published_at", "publication_date", "date_published", "issued", "datetime"}
	addressNames  = []string{"url", "web_url", "link", "permalink"}
	issuerNames   = []string{"issued_by", "from", "issuer", "issuers", "organisations", "organisation", "organizations", "organization", "department", "agency", "publisher", "member"}
	authorNames   = []string{"author", "authors"}
	aboutNames    = []string{"description"}
	summaryNames  = []string{"summary", "subtitle", "standfirst"}
	tagNames      = []string{"tags", "tag", "topics", "topic", "categories", "category", "keywords"}
	languageNames = []string{"language", "lang", "locale"}
)

// fields are the fields of one line.
type fields map[string]json.RawMessage

// text returns the first of the named fields that is a string and not empty,
// and its name.
func (f fields) text(names []string) (value, name string) {
	for _, n := range names {
		raw, ok := f[n]
		if !ok || len(raw) == 0 || raw[0] != '"' {
			continue
		}
		var s string
		if json.Unmarshal(raw, &s) == nil && s != "" {
			return s, n
		}
	}
	return "", ""
}

// list returns the first of the named fields that gives any strings: a
// string, a list of them, or objects with a name or a title. one says that
// it was one string.
func (f fields) list(names []string) (values []string, one bool) {
	for _, n := range names {
		raw, ok := f[n]
		if !ok {
			continue
		}
		var l jsonfield.List[nameOf]
		if l.UnmarshalJSON(raw) != nil {
			continue
		}
		for _, v := range l {
			if v != "" {
				values = append(values, string(v))
			}
		}
		if len(values) > 0 {
			return values, raw[0] == '"'
		}
	}
	return nil, false
}

// nameOf is a string, or the name or title of an object.
type nameOf string

func (n *nameOf) UnmarshalJSON(b []byte) error {
	var s jsonfield.Text
	if len(b) > 0 && b[0] == '{' {
		var o struct {
			Name  jsonfield.Text `json:"name"`
			Title jsonfield.Text `json:"title"`
		}
		if err := json.Unmarshal(b, &o); err != nil {
			return err
		}
		s = o.Name
		if s == "" {
			s = o.Title
		}
	} else if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*n = nameOf(s)
	return nil
}

func (f fields) issuers() []string {
	values, one := f.list(issuerNames)
	if one {
		return issuer.Bodies(values[0])
	}
	if len(values) > 0 {
		return values
	}
	authors, _ := f.list(authorNames)
	for _, a := range authors {
		if issuer.IsBody(a) {
			values = append(values, a)
		}
	}
	return values
}

// issuedOn returns the day; written is the field as it stands where it holds
// no day.
func (f fields) issuedOn() (on onrecord.Date, written string) {
	s, _ := f.text(dayNames)
	if s == "" {
		return onrecord.Date{}, ""
	}
	address, _ := f.text(addressNames)
	if on, ok := day.In(s, day.ZoneOf(address)); ok {
		return on, ""
	}
	if days := dateline.Days(s); len(days) == 1 {
		return days[0], ""
	}
	return onrecord.Date{}, s
}

func (f fields) blocks() []onrecord.DraftBlock {
	s, name := f.text(textNames)
	switch name {
	case "text":
		if blocks, ok := f.recordBlocks(s); ok {
			return blocks
		}
		return plaintext.Blocks(s)
	case "body_text", "full_text":
		return plaintext.Blocks(s)
	}
	if html.HasTags(s) {
		return html.Blocks(s)
	}
	return plaintext.Blocks(s)
}

// recordBlocks cuts a text by the line's own blocks, as the record format
// has them; false where there are none or they do not fit the text.
func (f fields) recordBlocks(text string) ([]onrecord.DraftBlock, bool) {
	var spans []onrecord.Block
	if json.Unmarshal(f["blocks"], &spans) != nil || len(spans) == 0 {
		return nil, false
	}
	blocks := make([]onrecord.DraftBlock, 0, len(spans))
	at := 0
	for _, b := range spans {
		if b.Start < at || b.End < b.Start || b.End > len(text) {
			return nil, false
		}
		// What stands between blocks is white space, or they do not fit.
		if len(plaintext.Blocks(text[at:b.Start])) > 0 {
			return nil, false
		}
		at = b.End
		blocks = append(blocks, onrecord.DraftBlock{Kind: blockKind(b.Kind), Text: b.Of(text)})
	}
	return blocks, len(plaintext.Blocks(text[at:])) == 0
}

// blockKind returns a kind of block that this version knows.
func blockKind(k onrecord.BlockKind) onrecord.BlockKind {
	switch k {
	case onrecord.BlockHeading, onrecord.BlockListItem, onrecord.BlockQuotation, onrecord.BlockAttachment, onrecord.BlockTableRow:
		return k
	}
	return onrecord.BlockParagraph
}

// maxLocation is the most bytes of the location of another record's capture.
const maxLocation = 4000

// from returns what the record that a line comes from had read it from, the first
// of several; nil where the line does not say.
func (f fields) from() *onrecord.SourceRef {
	var s onrecord.SourceRef
	if json.Unmarshal(f["source"], &s) != nil {
		return nil
	}
	if s.From != nil {
		s = *s.From
	}
	s.From = nil
	if !slices.Contains(onrecord.SourceKinds, s.Kind) || s.Location == "" || len(s.Location) > maxLocation || s.SHA256 != "" && !isSHA256(s.SHA256) {
		return nil
	}
	return &s
}

func isSHA256(s string) bool { return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == "" }
