package popolo

import (
	"testing"

	"github.com/onrecord/onrecord/feed/table"
)

// row is a row of table.Posts with the values of some columns, of their own kind.
func row(values map[string]any) table.Row {
	out := make(table.Row, len(table.Posts.Columns))
	for i, c := range table.Posts.Columns {
		out[i] = values[c.Name]
	}
	return out
}

// TestAPostOfThePastIsNoMembership: a membership without an end date would be read as one that lasts.
func TestAPostOfThePastIsNoMembership(t *testing.T) {
	var d document
	known := map[string]bool{}
	d.post(row(map[string]any{"person_id": "p1", "role": "Ports Minister", "past": false}), known)
	d.post(row(map[string]any{"person_id": "p2", "role": "Ports Minister", "past": true}), known)
	d.post(row(map[string]any{"person_id": "p2", "role": "Harbour Master", "past": true}), known)
	if len(d.Posts) != 2 || len(d.Memberships) != 1 || d.Memberships[0].PersonID != "p1" || d.Memberships[0].PostID != d.Posts[0].ID {
		t.Errorf("%+v", d)
	}
}
