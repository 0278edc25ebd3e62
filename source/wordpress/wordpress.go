package wordpress

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/day"
	"github.com/onrecord/onrecord/source/encoding"
	"github.com/onrecord/onrecord/source/html"
	"github.com/onrecord/onrecord/source/issuer"
	"github.com/onrecord/onrecord/source/jsonfield"
	"github.com/onrecord/onrecord/source/limit"
)

// headSize is how much of a capture Recognise looks at.
const headSize = 64 << 10

// post is a post, as far as it is read.
type post struct {
	Date     jsonfield.Text             `json:"date"`
	DateGMT  jsonfield.Text             `json:"date_gmt"`
	Modified jsonfield.Text             `json:"modified_gmt"`
	Link     jsonfield.Text             `json:"link"`
	Lang     jsonfield.Text             `json:"lang"`
	Title    jsonfield.Object[rendered] `json:"title"`
	Content  jsonfield.Object[rendered] `json:"content"`
	Excerpt  jsonfield.Object[rendered] `json:"excerpt"`
	Embedded jsonfield.Object[struct {
		Authors jsonfield.List[named]                 `json:"author"`
		Terms   jsonfield.List[jsonfield.List[named]] `json:"wp:term"`
	}] `json:"_embedded"`
	Yoast jsonfield.Object[struct {
		Site jsonfield.Text `json:"og_site_name"`
	}] `json:"yoast_head_json"`
}

type rendered struct {
	HTML      jsonfield.Text `json:"rendered"`
	Protected bool           `json:"protected"`
}

type named struct {
	Name jsonfield.Text `json:"name"`
}

// Recognise reports whether the capture is JSON that has, in its first 64
// KiB, the fields of a post.
func Recognise(c onrecord.Capture) bool {
	text, _ := encoding.Text(c.Body[:min(len(c.Body), headSize)], c.MediaType)
	text = strings.TrimSpace(text)
	if text == "" || text[0] != '[' && text[0] != '{' {
		return false
	}
	has := func(field string) bool { return strings.Contains(text, `"`+field+`"`) }
	return has("rendered") && (has("date_gmt") || has("title") && has("link"))
}

// Read returns a draft of each post, in order, and problems for what could
// not be read.
func Read(c onrecord.Capture) (drafts []onrecord.Draft, problems []onrecord.Problem) {
	body, note := encoding.Bytes(c.Body, c.MediaType)
	if note != "" {
		problems = append(problems, onrecord.Problem{Reason: note})
	}
	body = bytes.TrimSpace(body)
	add := func(i int, raw json.RawMessage) (more bool) {
		place := fmt.Sprintf("post %d", i+1)
		if limit.Full(drafts, problems) {
			problems = append(problems, limit.Reached(place))
			return false
		}
		if len(raw) > limit.Text {
			problems = append(problems, onrecord.Problem{Place: place, Reason: limit.TooLong()})
			return true
		}
		var p post
		if err := json.Unmarshal(raw, &p); err != nil {
			problems = append(problems, onrecord.Problem{Place: place, Reason: fmt.Sprintf("%v: the post is not an object", onrecord.ErrInvalid)})
			return true
		}
		d, reason := p.draft()
		d.Place = place
		if reason != "" {
			problems = append(problems, onrecord.Problem{Place: place, Reason: reason})
		}
		if d.Title != "" || len(d.Blocks) > 0 {
			drafts = append(drafts, d)
		}
		return true
	}
	var err error
	switch {
	case len(body) > 0 && body[0] == '[':
		err = jsonfield.Each(body, add)
	case json.Valid(body):
		add(0, body)
	default:
		err = json.Unmarshal(body, new(post))
	}
	if err != nil {
		problems = append(problems, onrecord.Problem{Reason: fmt.Sprintf("%v JSON: %v", onrecord.ErrInvalid, err)})
	}
	return drafts, problems
}

// draft returns the draft of a post, and a reason where part of it could not be read.
func (p post) draft() (d onrecord.Draft, reason string) {
	d = onrecord.Draft{
		Title:    html.Text(string(p.Title.Value.HTML)),
		URL:      string(p.Link),
		Language: strings.ReplaceAll(string(p.Lang), "_", "-"),
		Blocks:   html.Blocks(string(p.Content.Value.HTML)),
		IssuedBy: p.issuers(),

		UpdatedAt: day.Instant(string(p.Modified)),
	}
	if len(d.Blocks) == 0 {
		d.Blocks = html.Blocks(string(p.Excerpt.Value.HTML))
	}
	for _, group := range p.Embedded.Value.Terms {
		for _, term := range group {
			if name := html.Text(string(term.Name)); name != "" && name != "Uncategorized" && name != "Uncategorised" {
				d.Tags = append(d.Tags, name)
			}
		}
	}
	ok := false
	if d.IssuedOn, ok = day.In(string(p.Date), nil); !ok {
		d.IssuedOn, ok = day.In(string(p.DateGMT), nil)
	}
	if len(d.Blocks) > 0 {
		if issue, found := issuer.ReadIssue(d.Blocks[0].Text); found {
			d.IssuedOn, ok = issue.On, true
			if len(issue.By) > 0 {
				d.IssuedBy = issue.By
			}
		}
	}
	switch {
	case p.Content.Value.Protected:
		reason = "the post's content is behind a password"
	case d.Title == "" && len(d.Blocks) == 0:
		reason = "the post has neither a title nor any text"
	case !ok:
		reason = "the post has no date that could be read: the release has no day"
	}
	return d, reason
}

func (p post) issuers() []string {
	var out []string
	for _, a := range p.Embedded.Value.Authors {
		if name := html.Text(string(a.Name)); issuer.IsBody(name) {
			out = append(out, name)
		}
	}
	if site := html.Text(string(p.Yoast.Value.Site)); len(out) == 0 && site != "" {
		out = append(out, site)
	}
	return out
}
