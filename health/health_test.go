package health

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/sqlite"
)

var noon = time.Date(2031, 4, 1, 12, 0, 0, 0, time.UTC)

func days(list ...string) (out []onrecord.Date) {
	for _, s := range list {
		out = append(out, onrecord.MustDate(s))
	}
	return out
}

func TestRhythm(t *testing.T) {
	weekly := days("2031-03-28", "2031-03-21", "2031-03-14", "2031-03-14", "2031-03-07", "2031-02-28", "2031-02-21", "2031-02-14", "2031-01-31")
	r := rhythmOf(weekly)
	if r.Days != 8 || r.Usual != 7 || r.Longest != 14 || r.Last != onrecord.MustDate("2031-03-28") {
		t.Fatalf("%+v", r)
	}
	for today, silent := range map[string]bool{"2031-04-11": false, "2031-04-18": false, "2031-04-19": true} {
		if n, got := r.silent(onrecord.MustDate(today)); got != silent {
			t.Errorf("on %s, after %d days, silent is %v", today, n, got)
		}
	}
	if _, silent := rhythmOf(weekly[3:]).silent(onrecord.MustDate("2032-01-01")); silent {
		t.Error("of few days a rhythm is told")
	}
	daily := days("2031-03-01", "2031-03-02", "2031-03-03", "2031-03-04", "2031-03-05", "2031-03-06", "2031-03-07", "2031-03-08")
	if _, silent := rhythmOf(daily).silent(onrecord.MustDate("2031-03-15")); silent {
		t.Error("a week off is told as silence")
	}
	if r := rhythmOf(nil); r != (Rhythm{}) {
		t.Errorf("of nothing: %+v", r)
	}
}

// followed is a record that follows one source.
func followed(t *testing.T, change func(*onrecord.Source)) (store.Store, onrecord.Source) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{Rules: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	src, err := onrecord.ParseSource("feed:https://harbour.example/feed")
	if err != nil {
		t.Fatal(err)
	}
	src.AddedAt = noon
	if change != nil {
		change(&src)
	}
	if err := s.SaveSource(t.Context(), src); err != nil {
		t.Fatal(err)
	}
	return s, src
}

func TestFindings(t *testing.T) {
	fine := store.Look{At: noon, Next: noon.Add(time.Hour)}
	faulty := store.Look{At: noon, Next: noon.Add(time.Hour), Fault: "its host does not answer"}
	for what, c := range map[string]struct {
		looks  []store.Look
		change func(*onrecord.Source)
		at     time.Time
		says   string // of the only finding, "" for none
		faults int
	}{
		"all is well":        {looks: []store.Look{fine}, at: noon.Add(time.Hour)},
		"just added":         {at: noon.Add(time.Minute)},
		"never looked at":    {at: noon.Add(3 * time.Hour), says: "never looked at", faults: 1},
		"one look failed":    {looks: []store.Look{faulty}, at: noon, says: "the last look failed: its host does not answer", faults: 1},
		"three looks failed": {looks: []store.Look{faulty, faulty, faulty}, at: noon, says: "the last 3 looks failed", faults: 1},
		"well again":         {looks: []store.Look{faulty, fine}, at: noon},
		"overdue":            {looks: []store.Look{fine}, at: noon.Add(30 * time.Hour), says: "it was due 1 day ago", faults: 1},
		"paused":             {looks: []store.Look{faulty}, change: func(s *onrecord.Source) { s.Paused = true }, at: noon.Add(90 * 24 * time.Hour)},
	} {
		t.Run(what, func(t *testing.T) {
			s, src := followed(t, c.change)
			for _, l := range c.looks {
				l.Spec = src.Spec
				if err := s.SaveLook(t.Context(), l); err != nil {
					t.Fatal(err)
				}
			}
			r, err := Examine(t.Context(), s, c.at)
			if err != nil {
				t.Fatal(err)
			}
			if c.says == "" && len(r.Findings) > 0 || c.says != "" && (len(r.Findings) != 1 || !strings.Contains(r.Findings[0].Says, c.says) || r.Findings[0].Do == "") || r.Faults() != c.faults {
				t.Errorf("%+v", r.Findings)
			}
		})
	}
}

func TestWaitingAndProblemsAreNotices(t *testing.T) {
	s, src := followed(t, nil)
	item := onrecord.Listed{Location: "https://harbour.example/a", Mark: "m", Visit: onrecord.VisitNow}
	for _, err := range []error{
		s.SaveListing(t.Context(), store.Listing{Spec: src.Spec, At: noon, Items: []onrecord.Listed{item}}),
		s.SaveLook(t.Context(), store.Look{Spec: src.Spec, At: noon, Next: noon.Add(time.Hour), Fault: "it is sick"}),
		s.SaveProblems(t.Context(), []onrecord.Problem{{Stage: "fetch", Location: item.Location, Reason: "it was too large", At: noon}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := Examine(t.Context(), s, noon)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 3 || r.Findings[0].Gravity != Fault || r.Faults() != 1 || r.Sources[0].Waiting != 1 || r.Problems != 1 {
		t.Errorf("%+v", r)
	}
	if !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Says == "1 thing could not be read or fetched" }) {
		t.Errorf("%+v", r.Findings)
	}
}

func TestWhatSubscribersWereNotSent(t *testing.T) {
	s, src := followed(t, nil)
	if err := s.SaveLook(t.Context(), store.Look{Spec: src.Spec, At: noon, Next: noon.Add(48 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	for i, address := range []string{"a@mail.example", "b@mail.example"} {
		sub, err := s.Subscribe(t.Context(), onrecord.Subscription{Topic: onrecord.TopicChanges, Channel: onrecord.ChannelMail, Address: address, Every: onrecord.Daily, At: noon, Token: "token-of-sixteen-" + address})
		if err != nil {
			t.Fatal(err)
		}
		a := onrecord.NewAlert(onrecord.Alert{Subscription: sub.ID, Kind: onrecord.AlertChange, Subject: address})
		for _, err := range []error{s.Match(t.Context(), nil, []onrecord.Alert{a}), s.Bundle(t.Context(), noon.Add(onrecord.Daily))} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if list, err := s.Deliveries(t.Context(), "", 1); err != nil || i == 0 && s.Failed(t.Context(), list[0].ID, "it does not answer", time.Time{}) != nil {
			t.Fatal(err)
		}
	}
	for after, want := range map[time.Duration]int{0: 1, 3 * time.Hour: 2} {
		r, err := Examine(t.Context(), s, noon.Add(onrecord.Daily+after))
		if err != nil || len(r.Findings) != want || r.DeadDeliveries != 1 || r.LateDeliveries != want-1 || r.Faults() != want-1 {
			t.Errorf("after %s: %+v, %v", after, r, err)
		}
		for _, f := range r.Findings {
			if strings.Contains(f.Says, "mail.example") {
				t.Errorf("it says who is told: %q", f.Says)
			}
		}
	}
}
