package govuk

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/day"
	"github.com/onrecord/onrecord/source/html"
	"github.com/onrecord/onrecord/source/jsonfield"
	"github.com/onrecord/onrecord/source/limit"
)

// schemas are the content schemas that announce something.
var schemas = map[string]bool{
	"news_article": true, "world_location_news_article": true, "speech": true, "case_study": true,
	"consultation": true, "call_for_evidence": true, "fatality_notice": true,
	"statistics_announcement": true, "publication": true, "html_publication": true,
}

// item is a content item, as far as it is read.
type item struct {
	Schema         jsonfield.Text            `json:"schema_name"`
	DocumentType   jsonfield.Text            `json:"document_type"`
	Title          jsonfield.Text            `json:"title"`
	Description    jsonfield.Text            `json:"description"`
	BasePath       jsonfield.Text            `json:"base_path"`
	WebURL         jsonfield.Text            `json:"web_url"`
	Locale         jsonfield.Text            `json:"locale"`
	FirstPublished jsonfield.Text            `json:"first_published_at"`
	PublicUpdated  jsonfield.Text            `json:"public_updated_at"`
	Details        jsonfield.Object[details] `json:"details"`
	Links          jsonfield.Object[links]   `json:"links"`
	Withdrawn      jsonfield.Object[struct {
		Explanation jsonfield.Text `json:"explanation"`
		At          jsonfield.Text `json:"withdrawn_at"`
	}] `json:"withdrawn_notice"`
}

type details struct {
	Body            json.RawMessage                `json:"body"`
	FirstPublic     jsonfield.Text                 `json:"first_public_at"`
	ChangeHistory   jsonfield.List[change]         `json:"change_history"`
	Parts           jsonfield.List[part]           `json:"parts"`
	FinalOutcome    jsonfield.Text                 `json:"final_outcome_detail"`
	PublicFeedback  jsonfield.Text                 `json:"public_feedback_detail"`
	Attachments     jsonfield.List[attachment]     `json:"attachments"`
	Documents       jsonfield.List[jsonfield.Text] `json:"documents"`
	LeadIssuers     jsonfield.List[jsonfield.Text] `json:"emphasised_organisations"`
	CancelledReason jsonfield.Text                 `json:"cancellation_reason"`
	Speaker         jsonfield.Text                 `json:"speaker_without_profile"`
}

type change struct {
	At   jsonfield.Text `json:"public_timestamp"`
	Note jsonfield.Text `json:"note"`
}

type part struct {
	Title jsonfield.Text  `json:"title"`
	Body  json.RawMessage `json:"body"`
}

type attachment struct {
	Title jsonfield.Text `json:"title"`
}

// links are the linked items that are read; each has a title.
type links struct {
	Organisations jsonfield.List[link] `json:"organisations"`
	Primary       jsonfield.List[link] `json:"primary_publishing_organisation"`
	Worldwide     jsonfield.List[link] `json:"worldwide_organisations"`
	Taxons        jsonfield.List[link] `json:"taxons"`
	TopicalEvents jsonfield.List[link] `json:"topical_events"`
	PolicyAreas   jsonfield.List[link] `json:"policy_areas"`

	Speaker     jsonfield.List[link] `json:"speaker"`
	People      jsonfield.List[link] `json:"people"`
	Ministers   jsonfield.List[link] `json:"ministers"`
	Roles       jsonfield.List[link] `json:"roles"`
	Policies    jsonfield.List[link] `json:"related_policies"`
	Locations   jsonfield.List[link] `json:"world_locations"`
	Fields      jsonfield.List[link] `json:"field_of_operation"`
	Collections jsonfield.List[link] `json:"document_collections"`
	Parent      jsonfield.List[link] `json:"parent"`
}

type link struct {
	ID       jsonfield.Text `json:"content_id"`
	Title    jsonfield.Text `json:"title"`
	BasePath jsonfield.Text `json:"base_path"`
	WebURL   jsonfield.Text `json:"web_url"`
}

func readItem(data []byte) ([]onrecord.Draft, []onrecord.Problem) {
	if len(data) > limit.Text {
		return nil, []onrecord.Problem{{Reason: limit.TooLong()}}
	}
	var it item
	if err := json.Unmarshal(data, &it); err != nil {
		return nil, []onrecord.Problem{{Reason: fmt.Sprintf("%v: the content item is not an object", onrecord.ErrInvalid)}}
	}
	schema := string(it.Schema)
	if schema == "" {
		schema = string(it.DocumentType)
	}
	if !schemas[schema] {
		return nil, []onrecord.Problem{{Reason: fmt.Sprintf("%v: content items of the schema %.60q are no announcements", onrecord.ErrUnsupported, schema)}}
	}
	d := onrecord.Draft{
		Title:          string(it.Title),
		Summary:        string(it.Description),
		URL:            it.address(),
		Language:       string(it.Locale),
		IssuedBy:       it.issuers(),
		Tags:           it.tags(),
		Blocks:         it.Details.Value.blocks(),
		Changes:        it.Details.Value.changes(),
		Withdrawn:      it.withdrawn(),
		PublisherLinks: it.publisherLinks(),
		UpdatedAt:      day.Instant(string(it.PublicUpdated)),
	}
	var problems []onrecord.Problem
	var ok bool
	if d.IssuedOn, ok = it.issuedOn(); !ok {
		problems = append(problems, onrecord.Problem{Reason: "no day of publication could be read"})
	}
	if strings.TrimSpace(d.Title) == "" {
		problems = append(problems, onrecord.Problem{Reason: "the content item has no title"})
	}
	return []onrecord.Draft{d}, problems
}

func (it item) address() string { return addressOf(it.WebURL, it.BasePath) }

func addressOf(web, path jsonfield.Text) string {
	if web != "" {
		return string(web)
	}
	return address(string(path))
}

// issuedOn returns the day on which the page was first public: as its editors
// give it, else as the platform recorded it, else its oldest change; only
// where there is none of them, the last update.
func (it item) issuedOn() (onrecord.Date, bool) {
	for _, at := range []jsonfield.Text{it.Details.Value.FirstPublic, it.FirstPublished} {
		if d, ok := day.In(string(at), day.London); ok {
			return d, true
		}
	}
	if changes := it.Details.Value.changes(); len(changes) > 0 && !changes[0].On.IsZero() {
		return changes[0].On, true
	}
	return day.In(string(it.PublicUpdated), day.London)
}

// issuers returns the organisations' names, those that lead the page first.
func (it item) issuers() []string {
	l := it.Links.Value
	organisations := l.Organisations
	if len(organisations) == 0 {
		organisations = append(l.Worldwide, l.Primary...)
	}
	var lead, rest []string
	for _, o := range organisations {
		switch {
		case o.Title == "":
		case o.ID != "" && slices.Contains(it.Details.Value.LeadIssuers, o.ID):
			lead = append(lead, string(o.Title))
		default:
			rest = append(rest, string(o.Title))
		}
	}
	return append(lead, rest...)
}

// tags are what editors filed the page under: subjects, policies and people.
func (it item) tags() []string {
	l := it.Links.Value
	var out []string
	for _, group := range [][]link{l.Taxons, l.TopicalEvents, l.PolicyAreas, l.Policies, l.Speaker, l.People, l.Ministers} {
		for _, t := range group {
			if t.Title != "" {
				out = append(out, string(t.Title))
			}
		}
	}
	return out
}

func (it item) withdrawn() string {
	notice := it.Withdrawn.Value
	if s := html.Text(string(notice.Explanation)); s != "" {
		return s
	}
	if on, ok := day.In(string(notice.At), day.London); ok {
		return "Withdrawn on " + on.String()
	}
	return html.Text(string(it.Details.Value.CancelledReason))
}

// blocks returns the body, the parts, what came of a consultation, and the
// titles of attachments that the body does not show itself.
func (d details) blocks() []onrecord.DraftBlock {
	out := html.Blocks(body(d.Body))
	for _, p := range d.Parts {
		if p.Title != "" {
			out = append(out, onrecord.DraftBlock{Kind: onrecord.BlockHeading, Text: string(p.Title)})
		}
		out = append(out, html.Blocks(body(p.Body))...)
	}
	out = append(out, html.Blocks(string(d.FinalOutcome))...)
	out = append(out, html.Blocks(string(d.PublicFeedback))...)
	shown := map[string]bool{}
	for _, b := range out {
		if b.Kind == onrecord.BlockAttachment {
			shown[b.Text] = true
		}
	}
	attach := func(label string) {
		if label != "" && !shown[label] {
			shown[label] = true
			out = append(out, onrecord.DraftBlock{Kind: onrecord.BlockAttachment, Text: label})
		}
	}
	for _, a := range d.Attachments {
		attach(strings.Join(strings.Fields(string(a.Title)), " "))
	}
	if len(d.Attachments) == 0 {
		for _, document := range d.Documents {
			for _, b := range html.Blocks(string(document)) {
				if b.Kind == onrecord.BlockAttachment {
					attach(b.Text)
				}
			}
		}
	}
	return out
}

// body returns the HTML of a body: a string, or one of several renderings.
func body(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var renderings []struct {
		Type    string `json:"content_type"`
		Content string `json:"content"`
	}
	if json.Unmarshal(raw, &renderings) != nil {
		return ""
	}
	for _, r := range renderings {
		if r.Type == "text/html" {
			return r.Content
		}
	}
	return ""
}

// changes returns the change history, oldest first.
func (d details) changes() []onrecord.DeclaredChange {
	var out []onrecord.DeclaredChange
	for _, c := range d.ChangeHistory {
		on, _ := day.In(string(c.At), day.London)
		out = append(out, onrecord.DeclaredChange{On: on, Note: string(c.Note)})
	}
	slices.SortStableFunc(out, func(a, b onrecord.DeclaredChange) int { return a.On.Compare(b.On) })
	return out
}
