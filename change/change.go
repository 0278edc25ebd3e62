package change

import (
	"strconv"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/release"
)

// Version is one version of a release and where it was found, in any order.
type Version struct {
	onrecord.Record
	Places []onrecord.Place
}

// ID returns the id of the change between two versions of a release.
func ID(release string, before, after int) string {
	return onrecord.StableID("change", release, strconv.Itoa(before), strconv.Itoa(after))
}

// Of returns what differs between two versions of one release, the older first.
// It is safe for concurrent use.
func Of(before, after Version) onrecord.Change {
	c := onrecord.Change{
		ID: ID(after.ID, before.Version, after.Version), ReleaseID: after.ID, Before: before.Version, After: after.Version,
		LastSeen: lastSeen(before, after.CapturedAt), CapturedAt: after.CapturedAt,
	}
	if before.Title != after.Title {
		c.Title = &onrecord.TitleChange{Was: before.Title, Is: after.Title}
	}
	if before.IssuedOn != after.IssuedOn {
		c.IssuedOn = &onrecord.DayChange{Was: before.IssuedOn, Is: after.IssuedOn}
	}
	c.Declaration, c.Declared = declaration(before, after, onrecord.DateOf(c.LastSeen.UTC()))
	runs := Difference(before.Text, after.Text)
	c.Facts = Facts(before.Record, after.Record, runs)
	c.Edits, c.MoreEdits = edits(runs)
	c.Added, c.Removed, c.Moved = countWords(runs)
	rank(&c, before.Record, after.Record, runs)
	return c
}

// lastSeen returns when the older version was captured last before the newer
// was, at its own place: a listing may hold no more than its title.
func lastSeen(v Version, newer time.Time) time.Time {
	last := v.CapturedAt
	for _, p := range v.Places {
		if p.Source.Location == v.Source.Location && p.At.After(last) && p.At.Before(newer) {
			last = p.At
		}
	}
	return last
}

// declaration says whether the publisher declared a change. An entry counts
// that the older version lacks, and that is not dated before the day on which it
// was last seen: a format that gives the whole history at once brings old
// entries too. Days are the publisher's, so one day of doubt is allowed.
func declaration(before, after Version, lastSeen onrecord.Date) (onrecord.Declaration, []onrecord.DeclaredChange) {
	declared := []onrecord.DeclaredChange{}
	if !samePage(before, after) {
		return onrecord.Elsewhere, declared
	}
	known := map[onrecord.DeclaredChange]bool{}
	for _, e := range before.Changes {
		known[e] = true
	}
	for _, e := range after.Changes {
		if !known[e] && (e.On.IsZero() || !e.On.Before(lastSeen.AddDays(-1))) {
			declared = append(declared, e)
		}
	}
	if len(declared) == 0 {
		return onrecord.Undeclared, declared
	}
	return onrecord.Declared, declared
}

// samePage reports whether one page held both versions: they were found at one
// location, or give one address, in one format, and neither is an excerpt of the other.
func samePage(before, after Version) bool {
	if before.Source.Kind != after.Source.Kind || before.Excerpt != after.Excerpt {
		return false
	}
	if before.URL != nil && after.URL != nil {
		if u := release.CanonicalURL(*before.URL); u != "" && u == release.CanonicalURL(*after.URL) {
			return true
		}
	}
	held := map[string]bool{before.Source.Location: true}
	for _, p := range before.Places {
		held[p.Source.Location] = true
	}
	if held[after.Source.Location] {
		return true
	}
	for _, p := range after.Places {
		if held[p.Source.Location] {
			return true
		}
	}
	return false
}
