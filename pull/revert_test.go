package pull_test

import (
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord/internal/publisher"
	"github.com/onrecord/onrecord/store"
)

// TestAnEditThatIsTakenBack: a page that says again what it said before, byte for byte, has changed once more.
func TestAnEditThatIsTakenBack(t *testing.T) {
	d := newDesk(t, 3)
	d.follow("page:SITE/list")
	d.look(false)
	for i, swap := range [][2]string{{"£3 million", "£2 million"}, {"£2 million", "£3 million"}, {"£3 million", "£2 million"}} {
		d.site.Edit(2, func(p *publisher.Post) { p.Paragraphs[0] = strings.Replace(p.Paragraphs[0], swap[0], swap[1], 1) })
		d.now = d.now.Add(72 * time.Hour)
		if s := d.look(false); s.Ingested.Changed != 1 || s.Fault != "" {
			t.Errorf("%q became %q: %+v", swap[0], swap[1], s)
		}
		page, err := d.store.Changes(t.Context(), store.ChangeRequest{})
		if err != nil || len(page.Changes) != i+1 {
			t.Errorf("%d changes, %v; want %d", len(page.Changes), err, i+1)
		}
		d.now = d.now.Add(90 * 24 * time.Hour)
		if s := d.look(true); s.Ingested.Changed != 0 {
			t.Errorf("nothing changed, but: %+v", s)
		}
	}
}
