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
	if before.Withdrawn != after.Withdrawn {
		c.Withdrawn = &onrecord.NoticeChange{Was: before.Withdrawn, Is: after.Withdrawn}
	}
	declare(&c, before, after)
	runs := Difference(before.Text, after.Text)
	c.Facts = Facts(before.Record, after.Record, runs)
	c.Edits, c.MoreEdits = edits(runs)
	c.Added, c.Removed, c.Moved = countWords(runs)
	rank(&c, before.Record, after.Record, runs)
	return c
}

// Differ reports whether the two versions of a change differ in what a reader of the page
// could see.
func Differ(c onrecord.Change) bool {
	return c.Title != nil || c.IssuedOn != nil || c.Withdrawn != nil || len(c.Edits) > 0
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

// declare says whether the publisher declared a change. An entry of its history counts
// that the older version lacks, and that is not dated before the day on which it
// was last seen: a format that gives the whole history at once brings old
// entries too. Days are the publisher's, so one day of doubt is allowed. Where no
// entry came, a date of the last update does that is another one and as late; and a
// notice of withdrawal is a declaration itself. What one capture gives twice is no edit.
func declare(c *onrecord.Change, before, after Version) {
	c.Declared = []onrecord.DeclaredChange{}
	if !samePage(before, after) {
		c.Declaration = onrecord.Elsewhere
		return
	}
	known := map[onrecord.DeclaredChange]bool{}
	for _, e := range before.Changes {
		known[e] = true
	}
	from := onrecord.DateOf(c.LastSeen.UTC()).AddDays(-1)
	for _, e := range after.Changes {
		if !known[e] && (e.On.IsZero() || !e.On.Before(from)) {
			c.Declared = append(c.Declared, e)
		}
	}
	if len(c.Declared) == 0 && after.UpdatedAt.After(before.UpdatedAt) && !after.UpdatedAt.Before(c.LastSeen.AddDate(0, 0, -1)) {
		c.UpdatedAt = after.UpdatedAt
	}
	withdrawn := c.Withdrawn != nil && c.Withdrawn.Is != ""
	switch {
	case len(c.Declared) > 0 || !c.UpdatedAt.IsZero() || withdrawn:
		c.Declaration = onrecord.Declared
	case oneCapture(before, after):
		c.Declaration = onrecord.Elsewhere
	default:
		c.Declaration = onrecord.Undeclared
	}
}

// oneCapture reports whether the same bytes hold both versions, as a collection does that
// gives an announcement twice: nobody saw a page that said first this and then that.
func oneCapture(before, after Version) bool {
	is := origin(after.Source).SHA256
	return is != "" && is == origin(before.Source).SHA256
}

// origin is where a version was read from first: where another record had read it
// from, if it came out of that record's export.
func origin(s onrecord.SourceRef) onrecord.SourceRef {
	if s.From != nil {
		return *s.From
	}
	return s
}

// samePage reports whether one page held both versions: they were found at one
// location, or give one address, in one format, and neither is an excerpt of the other.
func samePage(before, after Version) bool {
	was, is := origin(before.Source), origin(after.Source)
	if was.Kind != is.Kind || before.Excerpt != after.Excerpt {
		return false
	}
	if before.URL != nil && after.URL != nil {
		if u := release.CanonicalURL(*before.URL); u != "" && u == release.CanonicalURL(*after.URL) {
			return true
		}
	}
	if before.Source.From != nil || after.Source.From != nil {
		return was.Location == is.Location // an export is the one place of all that is in it
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
