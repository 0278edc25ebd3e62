package page

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/onrecord/onrecord"
)

// layout is how two versions stand on the page.
type layout string

const (
	inOneText  layout = "1" // what is gone and what is new in one text
	sideBySide layout = "side"
)

// comparison is what changed from the version before.
type comparison struct {
	From, To  int
	Pieces    []piece   // in one text, or
	Rows      []sideRow // side by side
	Same      bool      // not one word changed
	Other     string    // address of the same comparison, the other way
	Title     string
	TitleWas  string // "" where the title is the same
	Gone, New []changedFact
	Changed   []factChange
	Declared  []onrecord.DeclaredChange // by the publisher, new in this version
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
	c := &comparison{From: before.Version, To: d.Version, Same: before.Text == d.Text}
	runs := difference(before.Text, d.Text)
	other := sideBySide
	if how == sideBySide {
		other, c.Rows = inOneText, rowsOf(pieces(runs))
	} else {
		c.Pieces = pieces(runs)
	}
	c.Other = address("/releases/"+d.ID, nil, "compare", string(other), "version", strconv.Itoa(d.Version)) + "#compare"
	if before.Title != d.Title {
		c.Title, c.TitleWas = d.Title, before.Title
	}
	c.Changed, c.Gone, c.New = changes(before, d.Record, runs)
	for _, change := range d.Changes {
		if !contains(before.Changes, change) {
			c.Declared = append(c.Declared, change)
		}
	}
	d.Compare = c
	return nil
}

func contains(list []onrecord.DeclaredChange, c onrecord.DeclaredChange) bool {
	for _, other := range list {
		if other == c {
			return true
		}
	}
	return false
}
