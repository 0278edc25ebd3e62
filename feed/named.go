package feed

import (
	"cmp"
	"io"

	"github.com/onrecord/onrecord/store"
)

// WriteNamed writes what makes up a named thing as CSV: a row for each of its
// names, of a person's posts, and of a post's holders, in the order of Named.
func WriteNamed(w io.Writer, n store.Named) error {
	var rows [][]any
	for _, m := range n.Names {
		rows = append(rows, []any{"name", m.ID, m.Text, nil, nil, nil, m.First, m.Last, m.Releases, m.Rule, m.Why})
	}
	for _, p := range n.Posts {
		rows = append(rows, []any{"post", nil, p.Role, cmp.Or(p.Post, p.Role), p.Body, p.Past, p.First, p.Last, p.Releases, nil, nil})
	}
	for _, h := range n.Holders {
		rows = append(rows, []any{"holder", h.ID, h.Text, nil, nil, nil, h.First, h.Last, h.Releases, nil, nil})
	}
	return WriteTable(w, []string{"row", "id", "text", "post", "body", "past", "first", "last", "releases", "rule", "why"}, rows)
}
