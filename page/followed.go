package page

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// followed is what later releases say of a commitment, as far as the record
// links it.
type followed struct {
	Later []laterRelease // in order of issue
	// Newest is the day of issue of the record's newest release: how far
	// "nothing found since" reaches.
	Newest onrecord.Date
	Past   bool // the due date has passed
}

// later is a later passage that bears on a commitment.
type later struct {
	linkRow
	Rank int // 1 for the one for which most speaks
	// Due is the day that the passage gives, where it gives another than the
	// commitment.
	Due string
}

// laterRelease is a release with passages that bear on a commitment: the one for which most
// speaks, and the others after it in that order.
type laterRelease struct {
	later
	Others []later
}

// byRelease gathers passages, those for which most speaks first, by their releases, which are
// returned in order of issue.
func byRelease(passages []later) (out []laterRelease) {
	for _, l := range passages {
		at := slices.IndexFunc(out, func(r laterRelease) bool { return r.Release.ID == l.Release.ID })
		if at < 0 {
			out = append(out, laterRelease{later: l})
			continue
		}
		out[at].Others = append(out[at].Others, l)
	}
	slices.SortStableFunc(out, func(a, b laterRelease) int { return a.Release.IssuedOn.Compare(b.Release.IssuedOn) })
	return out
}

// isFollowUp reports whether a link leads from a commitment to what later
// releases say of it.
func isFollowUp(l store.Linked, id string) bool {
	return l.Link.Kind == onrecord.LinkFollowsUp && l.Link.A != id
}

// follow fills in what came of a commitment.
func (p *site) follow(r *http.Request, d *factData, links []store.Linked) error {
	if d.Commitment == nil {
		return nil
	}
	d.Followed = &followed{Past: d.Status == past}
	links = slices.DeleteFunc(slices.Clone(links), func(l store.Linked) bool { return !isFollowUp(l, d.ID) })
	slices.SortStableFunc(links, func(a, b store.Linked) int { return cmp.Compare(b.Link.Weight, a.Link.Weight) })
	var passages []later
	for i, l := range links {
		row := later{linkRow: p.linkRow("", l), Rank: i + 1}
		if l.Fact == nil {
			row.Address += search.FragmentDirective(l.Context, l.At)
		} else if c := l.Fact.Commitment; c != nil && c.Due != nil && d.Commitment.Due != nil && !c.Due.To.IsZero() && c.Due.To != d.Commitment.Due.To {
			row.Due = p.writing.dueReading(c.Due)
		}
		passages = append(passages, row)
	}
	d.Followed.Later = byRelease(passages)
	o, err := p.store.Overview(r.Context())
	d.Followed.Newest = o.Last
	return err
}
