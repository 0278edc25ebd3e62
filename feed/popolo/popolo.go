package popolo

import (
	"context"
	"encoding/json"
	"io"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// MediaType is what Write writes.
const MediaType = "application/json"

type document struct {
	Persons       []named      `json:"persons"`
	Organizations []named      `json:"organizations"`
	Posts         []post       `json:"posts"`
	Memberships   []membership `json:"memberships"`
}

// named is a person or an organization.
type named struct {
	ID         string  `json:"id"`
	Name       string  `json:"name"`
	OtherNames []other `json:"other_names,omitempty"`
}

type other struct {
	Name string `json:"name"`
}

type post struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Role  string `json:"role"`
	// OrganizationID is "" where the body is not told, or is no named thing.
	OrganizationID string `json:"organization_id,omitempty"`
}

type membership struct {
	ID             string `json:"id"`
	Label          string `json:"label"`
	Role           string `json:"role"`
	PersonID       string `json:"person_id"`
	OrganizationID string `json:"organization_id,omitempty"`
	PostID         string `json:"post_id"`
}

// Write writes the people and bodies that the releases which match q (nil: all)
// name, and the posts that those people were seen to hold.
func Write(ctx context.Context, w io.Writer, r store.Reader, q search.Node, o table.Options) error {
	d := document{Persons: []named{}, Organizations: []named{}, Posts: []post{}, Memberships: []membership{}}
	posts := map[string]bool{}
	err := table.Walk(ctx, r, q, []*table.Table{table.Things, table.Posts}, o, func(of *table.Table, row table.Row) error {
		if of == table.Things {
			d.thing(row)
			return nil
		}
		d.post(row, posts)
		return nil
	})
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(d)
}

func (d *document) thing(row table.Row) {
	n := named{ID: table.Things.Text(row, "thing_id"), Name: table.Things.Text(row, "text")}
	for _, alias := range table.Things.Texts(row, "aliases") {
		n.OtherNames = append(n.OtherNames, other{alias})
	}
	switch onrecord.NameKind(table.Things.Text(row, "kind")) {
	case onrecord.NamePerson:
		d.Persons = append(d.Persons, n)
	case onrecord.NameBody:
		d.Organizations = append(d.Organizations, n)
	}
}

func (d *document) post(row table.Row, known map[string]bool) {
	cell := func(column string) string { return table.Posts.Text(row, column) }
	p := post{ID: PostID(row), Label: cell("role"), Role: cell("post"), OrganizationID: cell("body_id")}
	if p.Role == "" {
		p.Role = p.Label
	}
	if !known[p.ID] {
		known[p.ID] = true
		d.Posts = append(d.Posts, p)
	}
	if past, _ := table.Posts.Cell(row, "past").(bool); past {
		return // without an end date a reader would take it to be held
	}
	d.Memberships = append(d.Memberships, membership{
		ID: onrecord.StableID("membership", p.ID, cell("person_id"), cell("role")), Label: Seen(row), Role: cell("role"), PersonID: cell("person_id"), OrganizationID: p.OrganizationID, PostID: p.ID,
	})
}

// PostID is the id of the post of a row of table.Posts: the same for all who were
// seen to hold it.
func PostID(row table.Row) string {
	cell := func(column string) string { return table.Posts.Text(row, column) }
	if cell("post") == "" {
		return onrecord.StableID("post", cell("role"))
	}
	body := cell("body_id")
	if body == "" {
		body = cell("body")
	}
	return onrecord.StableID("post", cell("post"), body)
}

// Seen says in words what was seen of somebody's holding a post.
func Seen(row table.Row) string {
	words, first, last := "Given as holding it", table.Posts.Text(row, "first"), table.Posts.Text(row, "last")
	if past, _ := table.Posts.Cell(row, "past").(bool); past {
		words = "Given as holding it no longer, or not yet,"
	}
	switch {
	case first == "":
		return words + " in announcements without a day"
	case first == last:
		return words + " in an announcement of " + first
	}
	return words + " in announcements of " + first + " to " + last
}
