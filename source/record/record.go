package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/day"
	"github.com/onrecord/onrecord/source/encoding"
	"github.com/onrecord/onrecord/source/jsonfield"
	"github.com/onrecord/onrecord/source/limit"
)

// headSize is how much of a capture Recognise looks at.
const headSize = 64 << 10

// Recognise reports whether, within the first 64 KiB, one of the capture's
// first lines begins a JSON object with a title's and a text's name, or the
// capture is such an object over several lines, or a list of them.
func Recognise(c onrecord.Capture) bool {
	text, _ := encoding.Text(c.Body[:min(len(c.Body), headSize)], c.MediaType)
	text = strings.TrimSpace(text)
	for range 5 {
		if text == "" {
			return false
		}
		if text[0] == '{' || text[0] == '[' {
			keys := topKeys(text)
			if hasOne(keys, titleNames) && hasOne(keys, textNames) || keys["title"] && keys["issued_on"] {
				return true
			}
		}
		_, text, _ = strings.Cut(text, "\n")
		text = strings.TrimSpace(text)
	}
	return false
}

// topKeys returns the names of the fields of the object that text begins
// with, or of the first in a list of them, as far as text goes.
func topKeys(text string) map[string]bool {
	keys := map[string]bool{}
	decoder := json.NewDecoder(strings.NewReader(text))
	base, depth, isKey := 1, 0, true
	for {
		token, err := decoder.Token()
		if err != nil {
			return keys
		}
		switch delim, _ := token.(json.Delim); delim {
		case '[':
			if depth == 0 {
				base = 2
			}
			depth++
		case '{':
			depth++
		case '}', ']':
			if depth--; depth < base {
				return keys
			}
			isKey = true
			continue
		default:
			if name, ok := token.(string); ok && depth == base && isKey {
				keys[name] = true
				isKey = false
				continue
			}
		}
		isKey = true
	}
}

func hasOne(keys map[string]bool, names []string) bool {
	for _, n := range names {
		if keys[n] {
			return true
		}
	}
	return false
}

// Read returns a draft of each line, or of each element of a list, in order,
// and problems for what could not be read.
func Read(c onrecord.Capture) (drafts []onrecord.Draft, problems []onrecord.Problem) {
	body, note := encoding.Bytes(c.Body, c.MediaType)
	if note != "" {
		problems = append(problems, onrecord.Problem{Reason: note})
	}
	add := func(raw []byte, place string) (more bool) {
		if limit.Full(drafts, problems) {
			problems = append(problems, limit.Reached(place))
			return false
		}
		if len(raw) > limit.Text {
			problems = append(problems, onrecord.Problem{Place: place, Reason: limit.TooLong()})
			return true
		}
		d, reason := draft(raw)
		d.Place = place
		if reason != "" {
			problems = append(problems, onrecord.Problem{Place: place, Reason: reason})
		}
		if d.Title != "" || len(d.Blocks) > 0 {
			drafts = append(drafts, d)
		}
		return true
	}
	switch trimmed := bytes.TrimSpace(body); {
	case len(trimmed) > 0 && trimmed[0] == '[':
		err := jsonfield.Each(trimmed, func(i int, raw json.RawMessage) bool { return add(raw, fmt.Sprintf("item %d", i+1)) })
		if err != nil {
			problems = append(problems, onrecord.Problem{Reason: fmt.Sprintf("%v: the list is no well-formed JSON, what stands before the fault was read%s", onrecord.ErrInvalid, because(err))})
		}
		return drafts, problems
	case oneObject(trimmed):
		add(trimmed, "item 1")
		return drafts, problems
	}
	for number := 1; len(body) > 0; number++ {
		line, rest, _ := bytes.Cut(body, []byte("\n"))
		body = rest
		if line = bytes.TrimSpace(line); len(line) > 0 && !add(line, fmt.Sprintf("line %d", number)) {
			break
		}
	}
	return drafts, problems
}

// oneObject reports whether a body is one JSON object that goes over several
// lines.
func oneObject(body []byte) bool {
	first, _, more := bytes.Cut(body, []byte("\n"))
	return more && !json.Valid(first) && json.Valid(body)
}

// draft returns the draft of one line, and a reason where it, or a part of
// it, could not be read.
func draft(raw []byte) (d onrecord.Draft, reason string) {
	var f fields
	if err := json.Unmarshal(raw, &f); err != nil || f == nil {
		return d, fmt.Sprintf("%v: this is no JSON object%s", onrecord.ErrInvalid, because(err))
	}
	d.Title, _ = f.text(titleNames)
	d.Title = strings.TrimSpace(d.Title)
	d.Summary, _ = f.text(summaryNames)
	d.URL, _ = f.text(addressNames)
	d.Language, _ = f.text(languageNames)
	d.Withdrawn, _ = f.text([]string{"withdrawn"})
	updated, _ := f.text([]string{"updated_at"})
	d.UpdatedAt = day.Instant(updated)
	if json.Unmarshal(f["publisher_links"], &d.PublisherLinks) != nil {
		d.PublisherLinks = nil
	}
	d.From = f.from()
	d.Excerpt = string(f["excerpt"]) == "true"
	d.IssuedBy = f.issuers()
	d.Tags, _ = f.list(tagNames)
	if d.Blocks = f.blocks(); len(d.Blocks) == 0 && d.Summary == "" {
		d.Summary, _ = f.text(aboutNames)
	}
	if json.Unmarshal(f["changes"], &d.Changes) != nil {
		d.Changes = nil
	}
	var written string
	d.IssuedOn, written = f.issuedOn()
	switch {
	case d.Title == "" && len(d.Blocks) == 0:
		reason = fmt.Sprintf("%v: there is neither a title (%s) nor a text (%s)", onrecord.ErrUnsupported, strings.Join(titleNames, ", "), strings.Join(textNames, ", "))
	case written != "":
		reason = fmt.Sprintf("its date %.60q could not be read: the release has no day", written)
	}
	return d, reason
}

func because(err error) string {
	if err == nil {
		return ""
	}
	return ": " + err.Error()
}
