package page

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/change"
)

// layout is how two versions stand on the page.
type layout string

const (
	inOneText  layout = "1" // what is gone and what is new in one text
	sideBySide layout = "side"
)

// comparison is what changed from the version before.
type comparison struct {
	onrecord.Change
	Pieces  []piece   // in one text, or
	Rows    []sideRow // side by side
	Same    bool      // not one word changed
	Other   string    // address of the same comparison, the other way
	Page    string    // address of the change's own page, or ""
	Gone    []changedFact
	New     []changedFact
	Changed []factChange
}

// changedFact is a fact of one of two versions.
type changedFact struct {
	kindWords
	ID, Reading, Text string
	Version           int
}

// factChange is a fact that stands where one of its kind stood before.
type factChange struct {
	Was, Is changedFact
	Says    string
}

// compare fills in what changed from the version before the shown one.
func (p *site) compare(r *http.Request, d *releaseData, how layout) error {
	if d.Before == 0 {
		return fmt.Errorf("%w: version %d of release %s has none before it", onrecord.ErrInvalid, d.Version, d.ID)
	}
	before, err := p.record(r, d.ID, d.Before)
	if err != nil {
		return err
	}
	c := p.writing.compared(before, d.Record, d.Places, how)
	other := sideBySide
	if how == sideBySide {
		other = inOneText
	}
	c.Other = address("/releases/"+d.ID, nil, "compare", string(other), "version", strconv.Itoa(d.Version)) + "#compare"
	c.Page = "/changes/" + c.ID
	d.Compare = c
	return nil
}

// compared compares two versions of a release that was found at the places.
func (w writing) compared(before, after onrecord.Record, places []onrecord.Place, how layout) *comparison {
	of := func(v onrecord.Record) change.Version {
		return change.Version{Record: v, Places: slices.DeleteFunc(slices.Clone(places), func(p onrecord.Place) bool { return p.Version != v.Version })}
	}
	c := &comparison{Change: change.Of(of(before), of(after)), Same: before.Text == after.Text}
	shown := pieces(change.Difference(before.Text, after.Text))
	if how == sideBySide {
		c.Rows = rowsOf(shown)
	} else {
		c.Pieces = shown
	}
	for _, f := range c.Facts {
		switch {
		case f.Is == nil:
			c.Gone = append(c.Gone, w.changedOf(*f.Was, before))
		case f.Was == nil:
			c.New = append(c.New, w.changedOf(*f.Is, after))
		default:
			c.Changed = append(c.Changed, factChange{w.changedOf(*f.Was, before), w.changedOf(*f.Is, after), f.Says})
		}
	}
	return c
}

func (w writing) changedOf(f onrecord.OneFact, in onrecord.Record) changedFact {
	h := f.Head()
	return changedFact{kindOf(f.Kind()).kindWords, h.ID, cut(160, w.comparedReading(factOf(f), in.Figures)), cut(160, h.Text), in.Version}
}
