package followthemoney

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"golang.org/x/text/language"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed/popolo"
	"github.com/onrecord/onrecord/feed/table"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// MediaType is what Write writes.
const MediaType = "application/json+ftm"

// entity is one entity: its properties have lists of texts.
type entity struct {
	ID         string     `json:"id"`
	Schema     string     `json:"schema"`
	Properties properties `json:"properties"`
}

type properties map[string][]string

// set sets a property, where there is anything to set.
func (p properties) set(name string, values ...string) {
	var known []string
	for _, v := range values {
		if v != "" {
			known = append(known, v)
		}
	}
	if len(known) > 0 {
		p[name] = known
	}
}

// schemata are the schemata of named things; others have none that would be true.
var schemata = map[onrecord.NameKind]string{
	onrecord.NamePerson: "Person", onrecord.NameBody: "Organization", onrecord.NameScheme: "Project", onrecord.NameEvent: "Event",
}

type writer struct {
	put   func(entity) error
	posts map[string]bool // those that were written
}

// Write writes the releases that match q (nil: all) and what they name, things
// before the releases that mention them.
func Write(ctx context.Context, w io.Writer, r store.Reader, q search.Node, o table.Options) error {
	encoder := encoderOf(w)
	return write(ctx, r, q, o, func(e entity) error { return encoder.Encode(e) })
}

func encoderOf(w io.Writer) *json.Encoder {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder
}

// write calls put with every entity.
func write(ctx context.Context, r store.Reader, q search.Node, o table.Options, put func(entity) error) error {
	out := &writer{put: put, posts: map[string]bool{}}
	tables := []*table.Table{table.Things, table.Posts, table.Releases, table.Names}
	return table.Walk(ctx, r, q, tables, o, func(of *table.Table, row table.Row) error {
		switch of {
		case table.Things:
			return out.thing(row)
		case table.Posts:
			return out.post(row)
		case table.Releases:
			return out.release(row)
		}
		return out.mention(row)
	})
}

func (w *writer) thing(row table.Row) error {
	t := table.Things
	schema := schemata[onrecord.NameKind(t.Text(row, "kind"))]
	if schema == "" {
		return nil
	}
	p := properties{}
	p.set("name", t.Text(row, "text"))
	p.set("alias", t.Texts(row, "aliases")...)
	return w.put(entity{t.Text(row, "thing_id"), schema, p})
}

func (w *writer) post(row table.Row) error {
	t, id := table.Posts, popolo.PostID(row)
	if !w.posts[id] {
		w.posts[id] = true
		p := properties{}
		p.set("name", t.Text(row, "role"))
		p.set("alias", t.Texts(row, "forms")...)
		p.set("organization", t.Text(row, "body_id"))
		if err := w.put(entity{id, "Position", p}); err != nil {
			return err
		}
	}
	p := properties{}
	p.set("holder", t.Text(row, "person_id"))
	p.set("post", id)
	days := []string{t.Text(row, "first"), t.Text(row, "last")}
	p.set("date", slices.Compact(days)...)
	p.set("summary", popolo.Seen(row))
	return w.put(entity{onrecord.StableID("occupancy", id, t.Text(row, "person_id"), t.Text(row, "role"), fmt.Sprint(t.Cell(row, "past"))), "Occupancy", p})
}

func (w *writer) release(row table.Row) error {
	t, p := table.Releases, properties{}
	p.set("title", t.Text(row, "title"))
	p.set("publishedAt", t.Text(row, "issued_on"))
	p.set("publisher", t.Texts(row, "issued_by")...)
	p.set("keywords", t.Texts(row, "tags")...)
	p.set("sourceUrl", t.Text(row, "url"))
	p.set("language", threeLetters(t.Text(row, "language")))
	p.set("bodyText", t.Text(row, "text"))
	p.set("retrievedAt", moment(t.Cell(row, "captured_at")))
	p.set("modifiedAt", moment(t.Cell(row, "updated_at")))
	return w.put(entity{t.Text(row, "release_id"), "Article", p})
}

func (w *writer) mention(row table.Row) error {
	t := table.Names
	kind := onrecord.NameKind(t.Text(row, "kind"))
	if kind != onrecord.NamePerson && kind != onrecord.NameBody || t.Text(row, "review") == string(onrecord.ReviewRejected) {
		return nil
	}
	p := properties{}
	p.set("document", t.Text(row, "release_id"))
	p.set("name", append([]string{t.Text(row, "text")}, t.Texts(row, "aliases")...)...)
	p.set("resolved", t.Text(row, "thing_id"))
	p.set("detectedSchema", schemata[kind])
	return w.put(entity{t.Text(row, "fact_id"), "Mention", p})
}

// threeLetters is a language's code as FollowTheMoney has it (ISO 639-2), "" where
// there is none.
func threeLetters(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil || tag == "und" {
		return ""
	}
	base, sure := parsed.Base()
	if sure == language.No {
		return ""
	}
	return base.ISO3()
}

func moment(cell any) string {
	if at, ok := cell.(time.Time); ok {
		return at.Format("2006-01-02T15:04:05")
	}
	return ""
}
