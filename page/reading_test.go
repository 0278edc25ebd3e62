package page

import (
	"testing"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

func TestIntervals(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2025-02-14", "2025-02-14", "14 February 2025"},
		{"2025-02-01", "2025-02-28", "February 2025"},
		{"2025-01-01", "2025-12-31", "2025"},
		{"2024-04-01", "2025-03-31", "April 2024 to March 2025"},
		{"2025-03-01", "2025-05-31", "March to May 2025"},
		{"2024-01-01", "2025-12-31", "2024 to 2025"},
		{"2024-11-11", "2024-12-06", "11 November to 6 December 2024"},
		{"2025-02-03", "2025-02-09", "3 to 9 February 2025"},
		{"2024-07-05", "2025-01-31", "5 July 2024 to 31 January 2025"},
		{"", "2025-08-31", "until 31 August 2025"},
		{"2022-07-01", "", "from 1 July 2022"},
		{"", "", "day not known"},
	} {
		if got := british.interval(date(c.from), date(c.to)); got != c.want {
			t.Errorf("%s to %s reads %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func date(s string) onrecord.Date {
	if s == "" {
		return onrecord.Date{}
	}
	return onrecord.MustDate(s)
}

func value(v float64) *float64 { return &v }

func TestMeasuredSaysTheUnitOnce(t *testing.T) {
	for _, c := range []struct{ unit, of, want string }{
		{"boats", "boats", ""},
		{"boats", "boats in both harbours", "in both harbours"},
		{"boats", "boatsheds", "boatsheds"},
		{"fishing boats", "boats", ""},
		{"", "boats", "boats"},
	} {
		if got := british.measured(onrecord.Figure{Kind: onrecord.FigureCount, Value: 17, Unit: c.unit, Of: c.of}); got != c.want {
			t.Errorf("17 %s of %q measures %q, want %q", c.unit, c.of, got, c.want)
		}
	}
}

func TestCapturesOfOneDaySayTheirHours(t *testing.T) {
	morning := time.Date(2025, 2, 14, 9, 5, 0, 0, time.UTC)
	for want, next := range map[string]time.Time{
		"changed on 14 February 2025 between 09:05 and 17:20 UTC": morning.Add(8*time.Hour + 15*time.Minute),
		"changed between 14 February 2025 and 16 February 2025":   morning.AddDate(0, 0, 2),
	} {
		if got := british.captures(morning, next); got != want {
			t.Errorf("reads %q, want %q", got, want)
		}
	}
}

func TestReadings(t *testing.T) {
	figure := func(f onrecord.Figure) store.Fact { return store.Fact{Figure: &f} }
	when := func(bound onrecord.Bound, from, to string) store.Fact {
		return store.Fact{Date: &onrecord.DateFact{From: date(from), To: date(to), Bound: bound}}
	}
	for want, f := range map[string]store.Fact{
		"£1,500,000 (GBP)":               figure(onrecord.Figure{Kind: onrecord.FigureMoney, Value: 1.5e6, Unit: "GBP", Qualifier: onrecord.QualifierExact}),
		"more than £300 (GBP) per year":  figure(onrecord.Figure{Kind: onrecord.FigureMoney, Value: 300, Unit: "GBP", Qualifier: onrecord.QualifierMoreThan, Per: "year"}),
		"£26,200 to £38,700 (GBP)":       figure(onrecord.Figure{Kind: onrecord.FigureMoney, Value: 26200, ValueTo: value(38700), Was: value(26200), Unit: "GBP"}),
		"12 (CHF)":                       figure(onrecord.Figure{Kind: onrecord.FigureMoney, Value: 12, Unit: "CHF"}),
		"up 43%":                         figure(onrecord.Figure{Kind: onrecord.FigurePercent, Value: 43, Unit: "percent", Change: "up"}),
		"609 arrests (was 352)":          figure(onrecord.Figure{Kind: onrecord.FigureCount, Value: 609, Unit: "arrests", Was: value(352)}),
		"1 year":                         figure(onrecord.Figure{Kind: onrecord.FigureDuration, Value: 1, Unit: "years"}),
		"21.5 kg":                        figure(onrecord.Figure{Kind: onrecord.FigureMass, Value: 21.5, Unit: "kg"}),
		"1 in 150":                       figure(onrecord.Figure{Kind: onrecord.FigureRatio, Value: 1.0 / 150}),
		"about 60 in 100":                figure(onrecord.Figure{Kind: onrecord.FigureRatio, Value: 0.6, Qualifier: onrecord.QualifierAbout}),
		"2.5 per person":                 figure(onrecord.Figure{Kind: onrecord.FigureRatio, Value: 2.5, Per: "person"}),
		"−4 °C":                          figure(onrecord.Figure{Kind: onrecord.FigureTemperature, Value: -4, Unit: "°C"}),
		"by 31 August 2025":              when(onrecord.BoundBy, "", "2025-08-31"),
		"before 25 December 2024":        when(onrecord.BoundBefore, "", "2024-12-24"),
		"until 31 January 2025":          when(onrecord.BoundUntil, "", "2025-01-31"),
		"since 1 July 2024":              when(onrecord.BoundSince, "2024-07-01", ""),
		"14 February 2025":               when(onrecord.BoundOn, "2025-02-14", "2025-02-14"),
		"day not known":                  when(onrecord.BoundBy, "", ""),
		"Ada Marsh, Harbours Minister":   {Quote: &onrecord.Quote{Speaker: "Ada Marsh", Role: "Harbours Minister"}},
		"Speaker not known":              {Quote: &onrecord.Quote{Role: "a spokesperson"}},
		"Ministry: open it":              {Commitment: &onrecord.Commitment{Actor: "Ministry", Action: "open it"}},
		"North and South merge into One": {Relation: &onrecord.Relation{Type: onrecord.RelationMerges, From: onrecord.OneOrMore{"North", "South"}, To: "One"}},
		"Ministry funds Fund with 1,000 (currency not read)": {Relation: &onrecord.Relation{Type: onrecord.RelationFunds, From: onrecord.OneOrMore{"Ministry"}, To: "Fund", Amount: value(1000)}},
		"": {},
	} {
		if want != "" {
			f.Kind = f.One().Kind()
		}
		if got := british.reading(f); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestDueReadings(t *testing.T) {
	for want, d := range map[string]*onrecord.Due{
		"no due date read": nil, "by 31 August 2025": {To: date("2025-08-31")}, "from 1 August 2025": {From: date("2025-08-01")}, "on 1 August 2025": {From: date("2025-08-01"), To: date("2025-08-01")},
		"“in due course”, on no day that is known": {Text: "in due course"},
		"in August 2025": {From: date("2025-08-01"), To: date("2025-08-31")}, "in 2025": {From: date("2025-01-01"), To: date("2025-12-31")}, "June to August 2025": {From: date("2025-06-01"), To: date("2025-08-31")},
	} {
		if got := british.dueReading(d); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		british.amount(1234567.25): "1,234,567.25", british.amount(1e15): "1,000,000,000,000,000", british.amount(0): "0", british.amount(999): "999",
		british.plural(1, "release", "releases"): "1 release", british.plural(0, "release", "releases"): "0 releases", british.plural(1200, "release", "releases"): "1,200 releases",
		cut(10, "short"): "short", cut(12, "a sentence of words"): "a sentence…", cut(4, "éééééé"): "éééé…",
		british.day(onrecord.Date{}): "day not known", british.moment(time.Time{}): "time not known",
		british.moment(time.Date(2025, 2, 14, 10, 31, 0, 0, time.UTC)): "14 February 2025 at 10:31 UTC",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestOnlyWebAddressesAreLinks(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a?b=c": "https://example.org/a?b=c",
		"javascript:alert(1)":       "", "JAVASCRIPT://example.org/%0aalert(1)": "", "data:text/html,x": "", "//example.org/x": "",
		"/releases/1": "", "": "", "https://": "", "http://[::1": "", "https://user:secret@example.org": "", " https://example.org": "", "ftp://example.org/": "",
	} {
		if got := webAddress(address); got != want {
			t.Errorf("%q gives %q, want %q", address, got, want)
		}
	}
}

func TestLanguageTags(t *testing.T) {
	for tag, want := range map[string]string{"en": "en", "cy": "cy", "zh-Hant-TW": "zh-Hant-TW", "es-419": "es-419", "und": "", "": "", "e": "", `en"><b`: "", "english language": "", "en-": ""} {
		if got := languageTag(tag); got != want {
			t.Errorf("%q gives %q, want %q", tag, got, want)
		}
	}
}

func TestEveryKindHasWordsForItsCondition(t *testing.T) {
	var all []string
	for _, k := range onrecord.FactKinds {
		all = append(all, string(k))
	}
	for _, k := range onrecord.FigureKinds {
		all = append(all, string(k))
	}
	for _, k := range onrecord.NameKinds {
		all = append(all, string(k))
	}
	for _, kind := range all {
		if words := kindHeld(kind); words == kind || words == "" {
			t.Errorf("kind:%s has no words", kind)
		}
	}
	if len(held) != len(all) {
		t.Errorf("words for %d kinds, and there are %d", len(held), len(all))
	}
	if label, value := british.condition(search.Kind{Name: "money"}); label+" "+value != "With a sum of money" {
		t.Errorf("%s %s", label, value)
	}
}
