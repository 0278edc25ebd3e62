package ledger

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// Total is what some entries of a currency add up to, and what was left out
// so that nothing is counted twice.
type Total struct {
	Currency string  `json:"currency"`
	Value    float64 `json:"value"`
	Sums     int     `json:"sums"` // that were added
	// Parts are sums that a passage calls a part of another, Rates those that
	// are a year's or one of several, and Limits those given as a limit or a
	// range: none is added.
	Parts int `json:"parts"`
	// Smaller are sums for the same thing as a larger one that was added: they
	// may be parts of it or what it was before.
	Smaller int `json:"smaller"`
	Rates   int `json:"rates"`
	Limits  int `json:"limits"`
}

// Adder adds up entries as they come. The zero Adder is empty. It must not be
// used by two goroutines at once.
type Adder struct {
	by      map[string]*Total
	largest map[[2]string]float64 // by currency and what the sums are for
}

// Add adds an entry, or counts it as left out: never is a part added to its whole, a
// year's sum to one in all, or a limit ("up to") to what is given; of sums for one
// thing only the largest counts. Whether two
// sums overlap in another way can't be told.
func (a *Adder) Add(e *Entry) {
	f := e.Figure()
	if a.by == nil {
		a.by, a.largest = map[string]*Total{}, map[[2]string]float64{}
	}
	t := a.by[f.Unit]
	if t == nil {
		t = &Total{Currency: f.Unit}
		a.by[f.Unit] = t
	}
	switch e.sort() {
	case sortPart:
		t.Parts++
	case sortRate:
		t.Rates++
	case sortLimit:
		t.Limits++
	default:
		a.whole(t, e)
	}
}

// sumSort is why a sum is left out of a total, or sortWhole.
type sumSort uint8

const (
	sortWhole sumSort = iota
	sortPart
	sortRate
	sortLimit
)

func (e *Entry) sort() sumSort {
	f := e.Figure()
	switch {
	case e.Whole != nil:
		return sortPart
	case e.Per != "":
		return sortRate
	case f.Qualifier == onrecord.QualifierUpTo || f.Qualifier == onrecord.QualifierLessThan || f.ValueTo != nil && f.Was == nil:
		return sortLimit
	}
	return sortWhole
}

// whole adds an entry, of those for one thing only the largest.
func (a *Adder) whole(t *Total, e *Entry) {
	v := e.Value()
	if e.For.Text == "" {
		t.Sums++
		t.Value += v
		return
	}
	key := [2]string{t.Currency, strings.ToLower(e.For.Text)}
	before, known := a.largest[key]
	if !known {
		t.Sums++
	} else {
		t.Smaller++
	}
	if v > before {
		t.Value += v - before
		a.largest[key] = v
	}
}

// Totals returns what was added, by currency in the order of its code.
func (a *Adder) Totals() (out []Total) {
	for _, t := range a.by {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(x, y Total) int { return strings.Compare(x.Currency, y.Currency) })
	return out
}

// Value is the sum in whole units: of one that was raised ("from £2 million to
// £3 million") what it became.
func (e *Entry) Value() float64 {
	return e.Figure().Value
}

// Group is what the sums of one key add up to.
type Group struct {
	Key   string
	Value float64
	// Entries are the sums that were added, the largest first.
	Entries []*Entry
}

// Groups adds up the entries of one currency by key, the largest group first, ties
// by key. What it adds is what an Adder adds of the same entries, each in one
// group; the total counts what was left out. An entry whose key is "" is in a
// group of that key.
func Groups(entries []Entry, currency string, key func(*Entry) string) (groups []Group, total Total) {
	var adder Adder
	largest := map[string]*Entry{} // by what the sums are for
	var counted []*Entry
	for i := range entries {
		e := &entries[i]
		if e.Figure().Unit != currency {
			continue
		}
		adder.Add(e)
		if e.sort() != sortWhole {
			continue
		}
		if e.For.Text == "" {
			counted = append(counted, e)
		} else if of := strings.ToLower(e.For.Text); largest[of] == nil || e.Value() > largest[of].Value() {
			largest[of] = e
		}
	}
	for i := range entries {
		if e := &entries[i]; largest[strings.ToLower(e.For.Text)] == e {
			counted = append(counted, e)
		}
	}
	slices.SortStableFunc(counted, func(a, b *Entry) int { return cmp.Compare(b.Value(), a.Value()) })
	at := map[string]int{}
	for _, e := range counted {
		k := key(e)
		if _, known := at[k]; !known {
			at[k] = len(groups)
			groups = append(groups, Group{Key: k})
		}
		g := &groups[at[k]]
		g.Value += e.Value()
		g.Entries = append(g.Entries, e)
	}
	slices.SortFunc(groups, func(a, b Group) int { return cmp.Or(cmp.Compare(b.Value, a.Value), strings.Compare(a.Key, b.Key)) })
	for _, t := range adder.Totals() {
		total = t
	}
	return groups, total
}
