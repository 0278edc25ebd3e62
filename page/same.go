package page

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/change"
	"github.com/onrecord/onrecord/store"
)

// besides is another release that is the same announcement.
type besides struct {
	store.Linked
	Compare string // what the two do not share
}

// difference of two releases that are one announcement.
type apart struct {
	Other     onrecord.Release
	Why       string
	Title     bool // the titles differ
	Pieces    []piece
	Here      []changedFact // facts only in the release that is shown
	Elsewhere []changedFact
}

// same fills in the other releases that are the same announcement, and what the one with
// the id does not share.
func (p *site) same(r *http.Request, d *releaseData, beside string) error {
	others, err := p.store.SameAnnouncement(r.Context(), d.ID)
	if err != nil {
		return err
	}
	for _, o := range others {
		d.Same = append(d.Same, besides{Linked: o, Compare: "/releases/" + d.ID + "?beside=" + o.Release.ID + "#beside"})
		if o.Release.ID != beside {
			continue
		}
		rec, err := p.record(r, beside, 0)
		if err != nil {
			return err
		}
		d.Beside = &apart{Other: rec.Release, Why: o.Link.Why, Title: rec.Title != d.Title, Pieces: pieces(change.ByParagraph(rec.Text, d.Text)), Here: p.writing.saidOnlyIn(d.Record, rec), Elsewhere: p.writing.saidOnlyIn(rec, d.Record)}
	}
	if beside != "" && d.Beside == nil {
		return fmt.Errorf("%w: release %.40q is not known to be the same announcement", onrecord.ErrNotFound, beside)
	}
	return nil
}

// saidOnlyIn lists the facts of a that b does not say in the same words. The line that
// states the issue differs and tells nothing.
func (w writing) saidOnlyIn(a, b onrecord.Record) []changedFact {
	key := func(f onrecord.OneFact) string { return string(f.Kind()) + "\x00" + strings.ToLower(f.Head().Text) }
	held := map[string]bool{}
	for _, f := range b.All() {
		held[key(f)] = true
	}
	var out []changedFact
	for _, f := range a.All() {
		if !held[key(f)] && f.Kind() != onrecord.KindName {
			out = append(out, w.changedOf(f, a))
		}
	}
	return out
}
