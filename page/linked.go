package page

import (
	"net/http"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// linked is schema.org's description of what a page shows, as JSON-LD. Fields
// that are empty are left out. Which of them stand together the functions
// below say; what is not known is not filled in.
type linked struct {
	Context string `json:"@context,omitempty"`
	Type    string `json:"@type,omitempty"`
	ID      string `json:"@id,omitempty"`
	Graph   []any  `json:"@graph,omitempty"` // of a page about several things; all else but Context is empty

	// Of all things.
	Name          string   `json:"name,omitempty"`
	AlternateName []string `json:"alternateName,omitempty"`
	URL           string   `json:"url,omitempty"`
	Text          string   `json:"text,omitempty"`
	InLanguage    string   `json:"inLanguage,omitempty"`
	DatePublished string   `json:"datePublished,omitempty"`
	Author        []linked `json:"author,omitempty"`
	JobTitle      []string `json:"jobTitle,omitempty"`

	// Of a NewsArticle.
	Headline  string   `json:"headline,omitempty"`
	Genre     string   `json:"genre,omitempty"`
	IsBasedOn string   `json:"isBasedOn,omitempty"`
	Keywords  []string `json:"keywords,omitempty"`
	// Of a Quotation its speaker and its release; of a Claim its release.
	Creator    *linked `json:"creator,omitempty"`
	IsPartOf   *linked `json:"isPartOf,omitempty"`
	Appearance *linked `json:"appearance,omitempty"`
	// Of a ClaimReview.
	ClaimReviewed string  `json:"claimReviewed,omitempty"`
	ReviewRating  *linked `json:"reviewRating,omitempty"`
	ReviewBody    string  `json:"reviewBody,omitempty"`
	ItemReviewed  *linked `json:"itemReviewed,omitempty"`
	// Of a WebSite how it is searched.
	PotentialAction *linked `json:"potentialAction,omitempty"`
	Target          *linked `json:"target,omitempty"`
	URLTemplate     string  `json:"urlTemplate,omitempty"`
	QueryInput      string  `json:"query-input,omitempty"`
	// Of a Rating the scale that its word, the alternate name, is of.
	Description string `json:"description,omitempty"`
}

const schemaOrg = "https://schema.org"

// linkedPage describes a page that shows nothing with a type of its own, as a page of
// the record, and the first page as the record, which can be searched. It is nil for what is
// no page to find again: errors, and what is shown in frames.
func (p *site) linkedPage(r *http.Request, v *view) *linked {
	if v.Embedded || v.Status != 0 && v.Status != http.StatusOK {
		return nil
	}
	base := p.base(r)
	if r.URL.Path == "/" {
		search := &linked{Type: "SearchAction", Target: &linked{Type: "EntryPoint", URLTemplate: base + "/search?q={q}"}, QueryInput: "required name=q"}
		return &linked{Context: schemaOrg, Type: "WebSite", ID: base + "/", URL: base + "/", Name: p.options.Title, Description: v.About, PotentialAction: search}
	}
	return &linked{
		Context: schemaOrg, Type: "WebPage", ID: base + r.URL.Path, URL: base + r.URL.Path, Name: cut(300, v.Title), Description: v.About,
		IsPartOf: &linked{Type: "WebSite", ID: base + "/", Name: p.options.Title},
	}
}

// linkedRelease describes a release as a news article of the bodies that issued it.
func linkedRelease(r *onrecord.Release, permalink string) *linked {
	a := articleOf(r, permalink)
	a.Context = schemaOrg
	a.Genre, a.Keywords = "Official announcement", r.Tags
	return a
}

// articleOf describes a release as what a fact stands in.
func articleOf(r *onrecord.Release, permalink string) *linked {
	a := &linked{Type: "NewsArticle", ID: permalink, Headline: cut(300, r.Title), DatePublished: r.IssuedOn.String(), InLanguage: languageTag(r.Language)}
	for _, issuer := range r.IssuedBy {
		a.Author = append(a.Author, linked{Type: "GovernmentOrganization", Name: issuer})
	}
	if r.URL != nil {
		a.IsBasedOn = webAddress(*r.URL)
	}
	return a
}

// linkedFact describes a quote as a quotation, and what a release undertakes,
// counts or states as a claim; it is nil for dates and names, which say
// nothing by themselves, and for what people rejected. What people say came
// of a commitment is a review of the claim, by them: the record gives none.
func linkedFact(d *factData, release string) any {
	if onrecord.StateOf(d.Fact.Review()) == onrecord.ReviewRejected {
		return nil
	}
	words := d.Words.Text
	article := articleOf(&d.Release, release)
	if q := d.Quote; q != nil {
		out := &linked{Context: schemaOrg, Type: "Quotation", ID: d.Permalink, Text: words, InLanguage: languageTag(d.Release.Language), IsPartOf: article}
		if q.Speaker != "" {
			out.Creator = &linked{Type: "Person", Name: q.Speaker}
			if q.Role != "" {
				out.Creator.JobTitle = []string{q.Role}
			}
		}
		return out
	}
	if d.Commitment == nil && d.Figure == nil && d.Relation == nil {
		return nil
	}
	claim := &linked{Type: "Claim", ID: d.Permalink, Text: words, InLanguage: languageTag(d.Release.Language), Author: article.Author, Appearance: article}
	if d.Verdicts == nil || len(d.Verdicts.Standing) == 0 {
		claim.Context = schemaOrg
		return claim
	}
	out := &linked{Context: schemaOrg, Graph: []any{claim}}
	for _, v := range d.Verdicts.Standing {
		out.Graph = append(out.Graph, &linked{
			Type: "ClaimReview", ID: d.Permalink + "#verdict-" + v.ID, URL: d.Permalink, ClaimReviewed: words, DatePublished: v.On.String(), ReviewBody: v.Note,
			Author: []linked{{Type: "Person", Name: v.By}}, ItemReviewed: &linked{Type: "Claim", ID: d.Permalink},
			ReviewRating: &linked{Type: "Rating", AlternateName: []string{v.Words}, Description: v.Scale.Title()},
		})
	}
	return out
}

// linkedPerson describes a person with the posts that releases give.
func linkedPerson(n *store.Named, permalink string) *linked {
	out := &linked{Context: schemaOrg, Type: "Person", ID: permalink, Name: n.Text, AlternateName: n.Aliases}
	for _, post := range n.Posts {
		if !post.Past && len(out.JobTitle) < 20 {
			out.JobTitle = append(out.JobTitle, post.Role)
		}
	}
	return out
}

// linkedName describes a body that issued releases as a government's, and
// other named things as what their kind is. A scheme has no type of its own.
func (p *site) linkedName(r *http.Request, n *store.Named, permalink string) (*linked, error) {
	out := &linked{Context: schemaOrg, Type: "Thing", ID: permalink, Name: n.Text, AlternateName: n.Aliases}
	switch n.Kind {
	case onrecord.NameBody:
		out.Type = "Organization"
		issuers, err := p.store.Complete(r.Context(), search.FieldIssuer, n.Text, 20)
		if err != nil {
			return nil, err
		}
		for _, issuer := range issuers {
			if issuer.Value == n.Text {
				out.Type = "GovernmentOrganization"
			}
		}
	case onrecord.NameLaw:
		out.Type = "Legislation"
	case onrecord.NameEvent:
		out.Type = "Event"
	case onrecord.NamePlace:
		out.Type = "Place"
	case onrecord.NameDocument:
		out.Type = "CreativeWork"
	}
	return out, nil
}
