package day

import (
	"net/url"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the same days on machines without a zone database

	"github.com/onrecord/onrecord"
)

// London is the zone in which the UK government publishes: a release of one
// minute past midnight on a summer's day bears the day before in UTC.
var London = mustZone("Europe/London")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // time/tzdata is in the binary
	}
	return zone
}

// zones are the zones of publishers by the end of their hosts' names.
var zones = []struct {
	suffix string
	zone   *time.Location
}{
	{".uk", London}, {".scot", London}, {".wales", London}, {".cymru", London},
	{".ie", mustZone("Europe/Dublin")}, {".europa.eu", mustZone("Europe/Brussels")},
}

// ZoneOf returns the zone in which the publisher of a web address is; nil
// where the address does not tell, as that of a country with several does not.
func ZoneOf(address string) *time.Location {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	host := strings.ToLower(u.Hostname())
	for _, z := range zones {
		if strings.HasSuffix(host, z.suffix) {
			return z.zone
		}
	}
	return nil
}

// instants are layouts that name an instant; local ones, a clock on a wall.
var (
	instants = []string{time.RFC3339, "2006-01-02T15:04:05.999999999Z0700", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00", time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700",
		"Mon, 2 Jan 2006 15:04 -0700", "Mon, 2 Jan 06 15:04:05 -0700", "Mon, 2 Jan 06 15:04 -0700", "2006-01-02T15:04Z07:00"}
	local = []string{time.DateOnly, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "20060102"}
)

// In returns the day of a timestamp. An instant gives the day in zone, or in
// its own offset where zone is nil; a date or a time without a zone gives the
// day as written. What is no timestamp, or no day, gives false.
func In(timestamp string, zone *time.Location) (onrecord.Date, bool) {
	s := strings.TrimSpace(timestamp)
	for _, layout := range local {
		if t, err := time.Parse(layout, s); err == nil {
			return day(t)
		}
	}
	s = offset(strings.TrimSuffix(s, " (UTC)"))
	for _, layout := range instants {
		if t, err := time.Parse(layout, s); err == nil {
			if zone != nil {
				t = t.In(zone)
			}
			return day(t)
		}
	}
	return onrecord.Date{}, false
}

// offsets of the zones that RFC 822 names, which RSS follows, and of British
// Summer Time.
var offsets = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000", "BST": "+0100",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
}

// offset writes the zone that a timestamp ends with as its offset.
func offset(s string) string {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return s
	}
	if o := offsets[s[i+1:]]; o != "" {
		return s[:i+1] + o
	}
	return s
}

func day(t time.Time) (onrecord.Date, bool) {
	d := onrecord.DateOf(t)
	return d, !d.IsZero()
}

// Instant returns the time of a timestamp in UTC. A date, or a time without a zone,
// is taken to be one in UTC: half a day or so may be amiss. What is no
// timestamp, or before 1990, gives the zero time.
func Instant(timestamp string) time.Time {
	s := offset(strings.TrimSuffix(strings.TrimSpace(timestamp), " (UTC)"))
	for _, layout := range slices.Concat(instants, local) {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1990 && t.Year() < 10000 {
			return t.UTC()
		}
	}
	return time.Time{}
}
