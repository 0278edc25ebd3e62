package feed

import (
	"cmp"
	"io"
	"strconv"

	"github.com/onrecord/onrecord/store"
)

// WriteNamed writes what makes up a named thing as CSV: a row for each of its
// names, of a person's posts, and of a post's holders, in the order of Named.
func WriteNamed(w io.Writer, n store.Named) error {
	out := newLineWriter(w)
	rows := [][]string{{"row", "id", "text", "post", "body", "past", "first", "last", "releases", "rule", "why"}}
	for _, m := range n.Names {
		rows = append(rows, []string{"name", m.ID, safe(m.Text), "", "", "", m.First.String(), m.Last.String(), strconv.Itoa(m.Releases), m.Rule, safe(m.Why)})
	}
	for _, p := range n.Posts {
		rows = append(rows, []string{"post", "", safe(p.Role), safe(cmp.Or(p.Post, p.Role)), safe(p.Body), strconv.FormatBool(p.Past), p.First.String(), p.Last.String(), strconv.Itoa(p.Releases), "", ""})
	}
	for _, h := range n.Holders {
		rows = append(rows, []string{"holder", h.ID, safe(h.Text), "", "", "", h.First.String(), h.Last.String(), strconv.Itoa(h.Releases), "", ""})
	}
	for _, row := range rows {
		if err := out.write(row); err != nil {
			return err
		}
	}
	return nil
}
