package govuk

import (
	"encoding/json"
	"path"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/encoding"
	"github.com/onrecord/onrecord/source/jsonfield"
)

// Attachment is a file or page that a content item has attached.
type Attachment struct {
	Title string
	URL   string // as given: an address, or a path on the site
	// PDF and HTML say what it is, as far as it can be read; both are false for
	// tables, images and all else.
	PDF, HTML bool
}

// Attachments returns what a content item has attached, in its order, each address
// once; nothing for what is no content item.
func Attachments(c onrecord.Capture) []Attachment {
	body, _ := encoding.Bytes(c.Body, c.MediaType)
	var it struct {
		Details jsonfield.Object[struct {
			Attachments jsonfield.List[struct {
				Title jsonfield.Text `json:"title"`
				URL   jsonfield.Text `json:"url"`
				Kind  jsonfield.Text `json:"attachment_type"`
				Media jsonfield.Text `json:"content_type"`
			}] `json:"attachments"`
		}] `json:"details"`
	}
	if json.Unmarshal(body, &it) != nil {
		return nil
	}
	var out []Attachment
	seen := map[jsonfield.Text]bool{}
	for _, a := range it.Details.Value.Attachments {
		if a.URL == "" || seen[a.URL] {
			continue
		}
		seen[a.URL] = true
		out = append(out, Attachment{
			Title: strings.Join(strings.Fields(string(a.Title)), " "), URL: string(a.URL),
			PDF:  a.Media == "application/pdf" || a.Media == "" && strings.EqualFold(path.Ext(string(a.URL)), ".pdf"),
			HTML: a.Kind == "html",
		})
	}
	return out
}
