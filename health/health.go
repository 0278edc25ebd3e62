package health

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Report is how a record stands at one time.
type Report struct {
	At       time.Time `json:"at"`
	Sources  []Source  `json:"sources"` // in the store's order
	Problems int       `json:"problems"`
	// Unlinked is how many releases wait to be linked.
	Unlinked int `json:"unlinked"`
	// LateDeliveries is how many messages to subscribers are overdue by more than leastLate, DeadDeliveries how
	// many were given up; neither is counted beyond mostDeliveries.
	LateDeliveries int `json:"late_deliveries"`
	DeadDeliveries int `json:"dead_deliveries"`
	// Findings are in order of gravity, then of the sources; empty, not nil, where
	// all is well.
	Findings []Finding `json:"findings"`
}

// Faults counts the findings that are faults.
func (r *Report) Faults() (n int) {
	for _, f := range r.Findings {
		if f.Gravity == Fault {
			n++
		}
	}
	return n
}

// Gravity says how much a finding matters.
type Gravity string

// The gravities. A fault needs somebody; a notice is worth knowing.
const (
	Fault  Gravity = "fault"
	Notice Gravity = "notice"
)

// Finding is one thing that was seen.
type Finding struct {
	Gravity Gravity `json:"gravity"`
	// About is the spec of the source, "" where it is of the whole record.
	About string `json:"about"`
	// Says is what was seen, Do what can be done: sentences without a full stop.
	// Do may be "".
	Says string `json:"says"`
	Do   string `json:"do"`
}

// Source is how one source that is followed stands.
type Source struct {
	Spec        string    `json:"spec"`
	Name        string    `json:"name,omitempty"`
	Paused      bool      `json:"paused,omitempty"`
	SucceededAt time.Time `json:"succeeded_at,omitzero"`
	Next        time.Time `json:"next,omitzero"`
	Failures    int       `json:"failures"`
	Listed      int       `json:"listed"`
	Waiting     int       `json:"waiting"` // listed and never fetched
	Withheld    int       `json:"withheld"`
	Rhythm      Rhythm    `json:"rhythm"`
	Silent      bool      `json:"silent"`
}

// Rhythm is how often a source issues: of its last days of issue.
type Rhythm struct {
	// Days is how many days of issue were looked at, Last the latest of them.
	Days int           `json:"days"`
	Last onrecord.Date `json:"last"`
	// Usual is the middle one of the pauses between them and Longest the longest,
	// in days; 0 where there are fewer than two days.
	Usual   int `json:"usual_pause"`
	Longest int `json:"longest_pause"`
}

const (
	// fewestDays is how many days of issue it takes to speak of a rhythm, and
	// mostIssued how many releases are looked at for it.
	fewestDays = 8
	mostIssued = 200
	// leastSilence is the shortest silence that is told, in days: anybody may
	// have a week off.
	leastSilence = 7
)

// rhythmOf reads the rhythm from days of issue in any order; a day may stand
// more than once.
func rhythmOf(days []onrecord.Date) Rhythm {
	days = slices.DeleteFunc(slices.Clone(days), onrecord.Date.IsZero)
	slices.SortFunc(days, onrecord.Date.Compare)
	days = slices.Compact(days)
	r := Rhythm{Days: len(days)}
	if len(days) == 0 {
		return r
	}
	r.Last = days[len(days)-1]
	var pauses []int
	for i := range days[1:] {
		pauses = append(pauses, between(days[i], days[i+1]))
	}
	if len(pauses) > 0 {
		slices.Sort(pauses)
		r.Usual, r.Longest = pauses[len(pauses)/2], pauses[len(pauses)-1]
	}
	return r
}

// between counts the days from one to another.
func between(from, to onrecord.Date) int { return int(to.Time().Sub(from.Time()) / (24 * time.Hour)) }

// silent reports whether nothing was issued for far longer than ever before:
// half as long again as the longest pause.
func (r Rhythm) silent(today onrecord.Date) (days int, yes bool) {
	if r.Days < fewestDays {
		return 0, false
	}
	days = between(r.Last, today)
	return days, days > leastSilence && 2*days > 3*r.Longest
}

// Examine looks at the record. Errors are the store's.
func Examine(ctx context.Context, s store.Store, now time.Time) (Report, error) {
	r := Report{At: now.UTC(), Sources: []Source{}, Findings: []Finding{}}
	overview, err := s.Overview(ctx)
	if err != nil {
		return r, err
	}
	r.Problems, r.Unlinked = overview.Problems, overview.Unlinked
	sources, err := s.Sources(ctx)
	if err != nil {
		return r, err
	}
	for _, src := range sources {
		issued, err := s.Issued(ctx, src.Spec, mostIssued)
		if err != nil {
			return r, err
		}
		r.add(src, rhythmOf(issued), now)
	}
	if err := r.addDeliveries(ctx, s, now); err != nil {
		return r, err
	}
	if r.Unlinked > 0 {
		r.find(Notice, "", fmt.Sprintf("%s wait to be linked with the rest", releases(r.Unlinked)), `the next import or pull links them, and "onrecord relink" does at once`)
	}
	if r.Problems > 0 {
		r.find(Notice, "", things(r.Problems)+" could not be read or fetched", `"onrecord problems" lists them`)
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return b.weight() - a.weight()
	})
	return r, nil
}

func (f Finding) weight() int {
	if f.Gravity == Fault {
		return 1
	}
	return 0
}

func (r *Report) find(g Gravity, about, says, do string) {
	r.Findings = append(r.Findings, Finding{g, about, says, do})
}

func (r *Report) add(src store.SourceInfo, rhythm Rhythm, now time.Time) {
	days, silent := rhythm.silent(onrecord.DateOf(now.UTC()))
	silent = silent && !src.Paused
	r.Sources = append(r.Sources, Source{Spec: src.Spec, Name: src.Name, Paused: src.Paused, SucceededAt: src.SucceededAt, Next: src.Next, Failures: src.Failures,
		Listed: src.Listed, Waiting: src.Waiting, Withheld: src.Withheld, Rhythm: rhythm, Silent: silent})
	if src.Paused {
		return
	}
	switch late := now.Sub(src.Next); {
	case src.Failures > 0:
		r.find(Fault, src.Spec, fmt.Sprintf("the last %s: %s", looks(src.Failures), src.Fault), fmt.Sprintf(`"onrecord source test %s" shows what comes back now`, quoted(src.Spec)))
	case src.LookedAt.IsZero() && now.Sub(src.AddedAt) > 2*src.Every:
		r.find(Fault, src.Spec, "it was added and never looked at", `run "onrecord pull", or leave "onrecord serve" running`)
	case !src.LookedAt.IsZero() && late > 2*src.Every+time.Hour:
		r.find(Fault, src.Spec, fmt.Sprintf("it was due %s ago and was not looked at", span(late)), `leave "onrecord serve" running, or run "onrecord pull" from a timer`)
	}
	if silent {
		r.find(Notice, src.Spec, fmt.Sprintf("nothing that was issued in the last %d days came from it; among its last %d days of issue the longest pause was %d days", days, rhythm.Days, rhythm.Longest), "look whether the place has moved: its listing may still be read without a fault")
	}
	if src.Waiting > 0 {
		r.find(Notice, src.Spec, fmt.Sprintf("%d locations are known from its listing and not fetched yet", src.Waiting), fmt.Sprintf(`"onrecord pull %s" goes on with them`, quoted(src.Spec)))
	}
}

const (
	leastLate      = time.Hour
	mostDeliveries = 100
)

// addDeliveries tells of messages to subscribers that were not sent, without whom they are for.
func (r *Report) addDeliveries(ctx context.Context, s store.Outbox, now time.Time) error {
	waiting, err := s.Deliveries(ctx, store.DeliveryWaiting, mostDeliveries)
	if err != nil {
		return err
	}
	longest, mail := time.Duration(0), false
	for _, d := range waiting {
		if late := now.Sub(d.NextAt); late > leastLate && !d.Subscription.Paused {
			r.LateDeliveries++
			longest, mail = max(longest, late), mail || d.Subscription.Channel == onrecord.ChannelMail
		}
	}
	dead, err := s.Deliveries(ctx, store.DeliveryDead, mostDeliveries)
	if err != nil {
		return err
	}
	if r.DeadDeliveries = len(dead); r.LateDeliveries > 0 {
		do := `leave "onrecord serve" running, or run "onrecord alert" from a timer`
		if mail {
			do += `, with the mail server named in ONRECORD_SMTP`
		}
		r.find(Fault, "", fmt.Sprintf("%s to subscribers, due up to %s ago, %s not sent", messages(r.LateDeliveries), span(longest), were(r.LateDeliveries)), do)
	}
	if r.DeadDeliveries > 0 {
		r.find(Notice, "", fmt.Sprintf("%s to subscribers %s given up", messages(r.DeadDeliveries), were(r.DeadDeliveries)), `"onrecord follow deliveries --dead" says why, "onrecord follow retry" sends one again`)
	}
	return nil
}

// messages counts messages; were is the verb that goes with them.
func messages(n int) string {
	switch n {
	case 1:
		return "1 message"
	case mostDeliveries:
		return fmt.Sprintf("%d messages or more", n)
	}
	return fmt.Sprintf("%d messages", n)
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func quoted(spec string) string { return "'" + spec + "'" }

func looks(n int) string {
	if n == 1 {
		return "look failed"
	}
	return fmt.Sprintf("%d looks failed", n)
}

func releases(n int) string {
	if n == 1 {
		return "1 release"
	}
	return fmt.Sprintf("%d releases", n)
}

func things(n int) string {
	if n == 1 {
		return "1 thing"
	}
	return fmt.Sprintf("%d things", n)
}

// span says how long something is in the largest whole unit.
func span(d time.Duration) string {
	for _, unit := range []struct {
		of   time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int(d / unit.of); n == 1 {
			return "1 " + unit.name
		} else if n > 1 {
			return fmt.Sprintf("%d %ss", n, unit.name)
		}
	}
	return "a moment"
}
