package storetest

import (
	"strings"
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// followed keeps what people say and follow beside two releases: two statements, a source with a location
// that was captured, a subscription with one alert that was sent and one that waits; and the releases are linked.
func followed(t *testing.T, s store.Store) {
	t.Helper()
	a := build("a", "Lanterns", "2025-02-03", "It costs £2 million.", "Ada Venn said so.")
	addSum(&a, "£2 million", 2e6)
	b := build("b", "Weirs", "2025-02-04", "The weir fund costs £3 million.")
	addSum(&b, "£3 million", 3e6)
	in := capture("https://harbour.example/a", noon, a, b)
	save(t, s, in)
	sub := subscribe(t, s, onrecord.ChannelWebhook, "a")
	sent := deliver(t, s, sub, "one", noon)
	said := must(s.State(ctx, onrecord.Statement{Kind: onrecord.StatementReject, Subject: a.Figures[0].ID, By: "Ada", At: noon},
		onrecord.Statement{Kind: onrecord.StatementConfirm, Subject: a.Figures[0].ID, By: "Ada", At: noon.Add(time.Hour)}))(t)
	src := must(onrecord.ParseSource("page:https://harbour.example/news"))(t)
	items := []onrecord.Listed{{Location: in.Capture.Location, Visit: onrecord.VisitNow}, {Location: "https://harbour.example/b", Visit: onrecord.VisitNever}}
	for _, err := range []error{
		s.Match(ctx, nil, []onrecord.Alert{alertOf(sub, "two")}), s.Sent(ctx, sent.ID, noon),
		s.SaveSource(ctx, src), s.SaveListing(ctx, store.Listing{Spec: src.Spec, At: noon, Items: items}),
		s.SaveVisits(ctx, []store.Visit{{Location: in.Capture.Location, At: noon, Status: 200, Hash: in.Capture.Hash, FoundAt: in.Capture.Location}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.State(ctx, onrecord.Statement{Kind: onrecord.StatementUndo, Subject: said[1].ID, By: "Ada", At: noon.Add(2 * time.Hour)}))(t)
	if err := s.Link(ctx, nil); err != nil {
		t.Fatal(err)
	}
}

// damages are what Check is to find in what followed keeps, as SQL that engines share.
var damages = map[string]struct{ script, says string }{
	"a statement's words":     {"UPDATE statement SET by = 'Nobody' WHERE kind = 'reject'", "does not match its id"},
	"a statement is lost":     {"DELETE FROM statement WHERE kind = 'confirm'", "the statement that it undoes is not there"},
	"an undo is lost":         {"DELETE FROM statement WHERE kind = 'undo'", "whether it counts"},
	"an undo is not counted":  {"DELETE FROM undone", "whether it counts"},
	"a review":                {"UPDATE review SET statement = (SELECT id FROM statement WHERE kind = 'confirm')", "newest statement on it"},
	"a source's spec":         {"UPDATE source SET spec = 'PAGE:https://Harbour.example/news'", "not written as a source is"},
	"a source's pause":        {"UPDATE source SET every = 0", "out of bounds"},
	"a capture is lost":       {"DELETE FROM capture", "no such capture"},
	"another capture's hash":  {"UPDATE item SET hash = '00' WHERE hash <> ''", "no such capture"},
	"a visit that never was":  {"UPDATE item SET visited = 0", "whether it was visited"},
	"when to visit":           {"UPDATE listed SET visit = 'soon'", "when it is to be visited"},
	"a subscription's body":   {"UPDATE subscription SET body = '{}'", "does not match its id"},
	"a subscription's wish":   {"UPDATE subscription SET body = replace(body, 'hook.example', 'thief.example')", "does not match its id"},
	"a subscription's pause":  {"UPDATE subscription SET every = 5", "what was asked for"},
	"a subscription's past":   {"UPDATE subscription SET past = 99", "events that are still to come"},
	"a subscription is lost":  {"DELETE FROM subscription", "its subscription is not there"},
	"a delivery's state":      {"UPDATE delivery SET state = 'gone'", "neither waits nor"},
	"a delivery that arrived": {"UPDATE delivery SET state = 'waiting'", "whether it arrived"},
	"a delivery is lost":      {"DELETE FROM delivery", "a delivery that is not there"},
	"an alert is lost":        {"DELETE FROM alert", "it holds 0 alerts"},
	"an alert's words":        {"UPDATE alert SET body = replace(body, '\"kind\":\"change\"', '\"kind\":\"release\"')", "does not match its id"},
	"an alert's JSON":         {"UPDATE alert SET body = '{'", "cannot be read"},
	"keys are lost":           {"DELETE FROM key_block", "the keys of what may be linked"},
	"a run of keys is lost":   {"DELETE FROM key_block; DELETE FROM key_run", "the keys by which members are found"},
	"a run's length":          {"UPDATE key_run SET entries = entries + 1", "the keys of what may be linked"},
	"a member's keys":         {"UPDATE member SET digest = digest + 1", "what is linked is not what the text gives"},
	"an event to come":        {"INSERT INTO event (number, release, change) VALUES (99, 'a', '')", "still to come"},
}

// RunDamage holds Check against damage to what people said and follow. prepare makes an empty store, has fill fill it, and returns
// what opens that record for one test, with what does SQL to it past what the engine forbids: where a record can be copied, it is filled once.
func RunDamage(t *testing.T, prepare func(t *testing.T, fill func(*testing.T, store.Store)) (open func(*testing.T) (s store.Store, damage func(script string)))) {
	open := prepare(t, func(t *testing.T, s store.Store) {
		t.Helper()
		followed(t, s)
		if report := must(s.Check(ctx, nil))(t); len(report.Faults) > 0 {
			t.Fatalf("before it is damaged: %+v", report.Faults)
		}
	})
	for name, d := range damages {
		t.Run(strings.ReplaceAll(name, " ", "-"), func(t *testing.T) {
			s, damage := open(t)
			damage(d.script)
			report := must(s.Check(ctx, nil))(t)
			for _, f := range report.Faults {
				if f.Stage == "store" && strings.Contains(f.Reason, d.says) {
					return
				}
			}
			t.Errorf("no fault says %q: %+v", d.says, report.Faults)
		})
	}
}
