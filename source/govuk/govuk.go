package govuk

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/encoding"
)

// headSize is how much of a capture Recognise looks at.
const headSize = 64 << 10

// site is the address that base paths and links of results are relative to.
const site = "https://www.gov.uk"

// Recognise reports whether the capture is one JSON object that has, in its
// first 64 KiB, the fields of a content item or of search results.
func Recognise(c onrecord.Capture) bool {
	text, _ := encoding.Text(c.Body[:min(len(c.Body), headSize)], c.MediaType)
	head := bytes.TrimSpace([]byte(text))
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	has := func(field string) bool { return bytes.Contains(head, []byte(`"`+field+`"`)) }
	switch {
	case has("schema_name") || has("base_path") && (has("content_id") || has("document_type") || has("details")):
		return true
	case has("results"):
		return has("_id") || has("public_timestamp") || has("suggested_queries") || has("facets") || has("total") && has("start")
	}
	return false
}

// Read returns the drafts of a content item or of search results in their
// order, and problems for what could not be read.
func Read(c onrecord.Capture) (drafts []onrecord.Draft, problems []onrecord.Problem) {
	body, note := encoding.Bytes(c.Body, c.MediaType)
	if note != "" {
		problems = append(problems, onrecord.Problem{Reason: note})
	}
	drafts, more := read(body)
	return drafts, append(problems, more...)
}

func read(body []byte) ([]onrecord.Draft, []onrecord.Problem) {
	var envelope struct {
		Results *json.RawMessage `json:"results"`
		Schema  *json.RawMessage `json:"schema_name"`
	}
	if err := json.Unmarshal(body, &envelope); err != nil {
		return nil, []onrecord.Problem{{Reason: fmt.Sprintf("%v JSON: %v", onrecord.ErrInvalid, err)}}
	}
	if envelope.Results != nil && envelope.Schema == nil {
		return readResults(*envelope.Results)
	}
	return readItem(body)
}
