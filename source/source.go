package source

import (
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/encoding"
	"github.com/onrecord/onrecord/source/feed"
	"github.com/onrecord/onrecord/source/govuk"
	"github.com/onrecord/onrecord/source/pdf"
	"github.com/onrecord/onrecord/source/record"
	"github.com/onrecord/onrecord/source/textarchive"
	"github.com/onrecord/onrecord/source/webpage"
	"github.com/onrecord/onrecord/source/wordpress"
)

// MaxProblems is how many problems of one capture are told one by one; one
// more says how many others there were.
const MaxProblems = 1000

// format is one format that can be read.
type format struct {
	kind onrecord.SourceKind
	// recognise looks at a bounded head of the capture.
	recognise func(onrecord.Capture) bool
	read      func(onrecord.Capture) ([]onrecord.Draft, []onrecord.Problem)
}

// formats in the order in which they are tried: those with marks of their own
// come before those that would take anything like it, so that a WordPress
// post, which has a title and a content, is not read as any line of JSON.
var formats = []format{
	{onrecord.SourceFeed, feed.Recognise, feed.Read},
	{onrecord.SourceGovUK, govuk.Recognise, govuk.Read},
	{onrecord.SourceWordPress, wordpress.Recognise, wordpress.Read},
	{onrecord.SourceRecordLines, record.Recognise, record.Read},
	{onrecord.SourcePDF, pdf.Recognise, pdf.Read},
	{onrecord.SourceWebPage, webpage.Recognise, webpage.Read},
	{onrecord.SourceTextArchive, textarchive.Recognise, textarchive.Read},
}

// Read tells the capture's format by its content and reads it. The drafts are
// in the order of the capture. Every problem has its stage, location and time
// filled in. Where no format fits, kind is "", and one problem in the words
// of onrecord.ErrUnsupported says what the capture looks like. It never
// panics: a reader that does gives a problem.
func Read(c onrecord.Capture) (kind onrecord.SourceKind, drafts []onrecord.Draft, problems []onrecord.Problem) {
	f := Recognise(c)
	if f == "" {
		return "", nil, located(c, []onrecord.Problem{{Reason: unsupported(c)}})
	}
	drafts, problems = readAs(f, c)
	return f, drafts, located(c, problems)
}

// Recognise returns the kind of the first format that the capture's content
// fits, "" where none does.
func Recognise(c onrecord.Capture) onrecord.SourceKind {
	for _, f := range formats {
		if f.recognise(c) {
			return f.kind
		}
	}
	return ""
}

func readAs(kind onrecord.SourceKind, c onrecord.Capture) (drafts []onrecord.Draft, problems []onrecord.Problem) {
	defer func() {
		if v := recover(); v != nil {
			drafts = nil
			problems = append(problems, onrecord.Problem{Reason: fmt.Sprintf("%v: the reader for %s failed on it: %v", onrecord.ErrInvalid, kind, v)})
		}
	}()
	for _, f := range formats {
		if f.kind == kind {
			return f.read(c)
		}
	}
	return nil, nil
}

// located fills in where and when problems were met, and bounds their number.
func located(c onrecord.Capture, problems []onrecord.Problem) []onrecord.Problem {
	if more := len(problems) - MaxProblems; more > 0 {
		problems = append(problems[:MaxProblems:MaxProblems], onrecord.Problem{Reason: fmt.Sprintf("%d more problems of this capture are not listed", more)})
	}
	for i := range problems {
		p := &problems[i]
		p.Stage, p.At = "source", c.At
		if p.Location == "" {
			p.Location = c.Location
		}
		p.Reason = strings.ToValidUTF8(p.Reason, "\ufffd")
		p.Place = strings.ToValidUTF8(p.Place, "\ufffd")
	}
	return problems
}

// reads says what can be read, for people.
const reads = "onrecord reads archive pages as text, HTML, PDF, RSS, Atom, JSON Feed, GOV.UK and WordPress API responses, and JSON Lines of announcements"

// unsupported returns the reason for a capture of no known format.
func unsupported(c onrecord.Capture) string {
	return fmt.Sprintf("%v: %s; %s", onrecord.ErrUnsupported, looksLike(c.Body, c.MediaType), reads)
}

// looksLike says what a body of no known format seems to be.
func looksLike(body []byte, mediaType string) string {
	head := body[:min(len(body), 4096)]
	if len(head) == 0 {
		return "the file is empty"
	}
	detected, _, _ := strings.Cut(http.DetectContentType(head), ";")
	if encoding.Binary(head) {
		if detected == "application/octet-stream" {
			return "this is binary data of no known kind"
		}
		return "this looks like " + detected
	}
	text, _ := encoding.Text(head, mediaType)
	text = strings.TrimSpace(text)
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case text == "":
		return "there is nothing but white space"
	case !strings.HasPrefix(detected, "text/"):
		return "this looks like " + detected
	case first == '{' || first == '[':
		return "this looks like JSON, but of no known shape"
	case first == '<':
		return "this looks like XML or HTML, but of no known kind"
	}
	return "this is text, but no title of a release was found in it"
}
