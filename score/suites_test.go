package score_test

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/sharedtest"
)

// This file is the one place where other projects' conventions are turned
// into ours. Every suite gives one value for one text in the way of its own
// program; each reader below says how that way differs.

// peerCase is one case of another project.
type peerCase struct {
	id     string // "suite/number", the number counting from 0 in the suite's file
	text   string
	issued onrecord.Date
	agrees func(onrecord.Facts) bool
}

// suites are the suites by name, each with the kind that it is about.
var suites = []struct {
	name, kind string
	read       func(t *testing.T, name string) []peerCase
}{
	{"dates", "dates", consensus},
	{"duckling-AmountOfMoney", "money", duckling},
	{"recognizers-CurrencyModel", "money", recognizers},
	{"duckling-Numeral", "numbers", duckling},
	{"recognizers-NumberModel", "numbers", recognizers},
	{"recognizers-OrdinalModel", "numbers", recognizers},
	{"recognizers-PercentModel", "numbers", recognizers},
	{"duckling-Duration", "durations", duckling},
	{"recognizers-DurationParser", "durations", durations},
	{"recognizers-AgeModel", "durations", recognizers},
	{"duckling-Distance", "measures", duckling},
	{"duckling-Volume", "measures", duckling},
	{"duckling-Quantity", "measures", duckling},
	{"recognizers-DimensionModel", "measures", recognizers},
	{"quantulum3", "measures", quantulum},
}

// jsonLines decodes a file of one JSON value a line.
func jsonLines[T any](t *testing.T, path string) []T {
	var out []T
	d := json.NewDecoder(bytes.NewReader(sharedtest.Read(t, path)))
	for d.More() {
		var v T
		if err := d.Decode(&v); err != nil {
			t.Fatal(path, err)
		}
		out = append(out, v)
	}
	return out
}

func jsonList[T any](t *testing.T, path string) []T {
	var out []T
	if err := json.Unmarshal(sharedtest.Read(t, path), &out); err != nil {
		t.Fatal(path, err)
	}
	return out
}

func caseID(suite string, n int) string { return suite + "/" + strconv.Itoa(n) }

// consensus: one interval a text, both ends given. Ours leaves one end open
// where a word like "by" bounds it; then the given end is compared.
func consensus(t *testing.T, suite string) []peerCase {
	type line struct{ Text, Reference, Start, End string }
	var out []peerCase
	for n, c := range jsonLines[line](t, "cases/dates/consensus.jsonl") {
		from, to := onrecord.MustDate(c.Start), onrecord.MustDate(c.End)
		out = append(out, peerCase{caseID(suite, n), c.Text, onrecord.MustDate(c.Reference), func(f onrecord.Facts) bool {
			for _, d := range f.Dates {
				if (d.From == from || d.From.IsZero()) && (d.To == to || d.To.IsZero()) && !(d.From.IsZero() && d.To.IsZero()) {
					return true
				}
			}
			return false
		}})
	}
	return out
}

// duckling: one value a text, two where it is a range. A bare number stands
// there alone, here in a sentence. Pence and cents count by themselves there;
// grams stand for every mass; a length of time of several parts is one value
// in the smallest of them.
func duckling(t *testing.T, suite string) []peerCase {
	type line struct {
		Text, Section, Expr, Unit string
		Value                     *float64
		Values                    []float64
	}
	kind := ducklingKinds[strings.TrimPrefix(suite, "duckling-")]
	var out []peerCase
	for n, c := range jsonLines[line](t, "cases/numbers/"+suite+".jsonl") {
		want := c.Values
		switch {
		case c.Value != nil:
			want = []float64{*c.Value}
		case want == nil:
			want = numbersIn(c.Expr)
		}
		p := peerCase{id: caseID(suite, n), text: c.Text, issued: someDay}
		switch {
		case c.Section == "negativeCorpus":
			p.agrees = none(kind)
		case kind == onrecord.FigureDuration:
			p.agrees = lasts(want[0] * seconds[c.Unit+"s"])
		default:
			if kind == anyKind {
				p.text = counted(c.Text)
			}
			p.agrees = values(want, kind, smallCoins|inGrams|totals)
		}
		out = append(out, p)
	}
	return out
}

const anyKind onrecord.FigureKind = ""

// measure is any kind but a plain count.
const measure onrecord.FigureKind = "measure"

var ducklingKinds = map[string]onrecord.FigureKind{
	"AmountOfMoney": onrecord.FigureMoney, "Distance": onrecord.FigureLength, "Volume": onrecord.FigureVolume,
	"Quantity": measure, "Duration": onrecord.FigureDuration, "Numeral": anyKind,
}

// numbersIn takes the numbers out of an expectation like "between Gram (2,7)".
func numbersIn(expr string) []float64 {
	var out []float64
	expr, _, _ = strings.Cut(expr, "Just")
	for _, w := range strings.FieldsFunc(expr, func(r rune) bool { return strings.ContainsRune(" (),", r) }) {
		if v, err := strconv.ParseFloat(w, 64); err == nil {
			out = append(out, v)
		}
	}
	return out
}

// recognizers: every number of the text, those in letters too, of which only
// what the guide calls a figure is asked for; none where the text holds
// nothing of the kind. A bare number stands there alone, here in a sentence;
// pence and cents count by themselves there.
func recognizers(t *testing.T, suite string) []peerCase {
	type line struct {
		Input   string
		Results []struct {
			Text       string
			Resolution struct{ Value any }
		}
	}
	kind := recognizersKinds[strings.TrimPrefix(suite, "recognizers-")]
	var out []peerCase
	for n, c := range jsonList[line](t, "cases/numbers/"+suite+".json") {
		p := peerCase{id: caseID(suite, n), text: c.Input, issued: someDay}
		var want []float64
		for _, r := range c.Results {
			s, _ := r.Resolution.Value.(string)
			v, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
			if err == nil && isFigure(r.Text) {
				want = append(want, v)
			}
		}
		if kind == anyKind && len(c.Results) == 1 && strings.EqualFold(strings.TrimRight(strings.TrimSpace(c.Input), "."), c.Results[0].Text) {
			p.text = counted(c.Results[0].Text)
		}
		if p.agrees = values(want, kind, smallCoins|totals); len(c.Results) == 0 {
			p.agrees = none(kind)
		}
		out = append(out, p)
	}
	return out
}

var recognizersKinds = map[string]onrecord.FigureKind{
	"CurrencyModel": onrecord.FigureMoney, "DimensionModel": measure, "PercentModel": onrecord.FigurePercent,
	"AgeModel": onrecord.FigureDuration, "NumberModel": anyKind, "OrdinalModel": anyKind,
}

// durations: lengths of time in seconds; a month has 30 days there and a year
// 365.
func durations(t *testing.T, suite string) []peerCase {
	type line struct {
		Input   string
		Results []struct {
			Value struct{ FutureResolution struct{ Duration string } }
		}
	}
	var out []peerCase
	for n, c := range jsonList[line](t, "cases/numbers/"+suite+".json") {
		want, _ := strconv.ParseFloat(c.Results[0].Value.FutureResolution.Duration, 64)
		out = append(out, peerCase{caseID(suite, n), c.Input, someDay, lasts(want)})
	}
	return out
}

// quantulum: every quantity of the text, the middle of a range standing for
// it.
func quantulum(t *testing.T, suite string) []peerCase {
	type line struct {
		Req string
		Res []struct {
			Value         float64
			Unit, Surface string
		}
	}
	var out []peerCase
	for n, c := range jsonList[line](t, "cases/numbers/quantulum3-quantities.json") {
		var want []float64
		for _, r := range c.Res {
			if isFigure(r.Surface) {
				want = append(want, r.Value)
			}
		}
		p := peerCase{caseID(suite, n), c.Req, someDay, values(want, anyKind, middles|smallCoins)}
		if len(c.Res) == 0 {
			p.agrees = none(anyKind)
		}
		out = append(out, p)
	}
	return out
}

// someDay is the day of issue where a case gives none.
var someDay = onrecord.MustDate("2025-02-10")

// counted puts a bare number into a sentence in which it counts something: a
// number that measures nothing is no figure.
func counted(number string) string {
	return "The council bought " + strings.TrimSpace(number) + " lamps."
}

// isFigure reports whether the guide counts a number that is written so:
// digits, or letters with a scale word.
func isFigure(words string) bool {
	if strings.ContainsAny(words, "0123456789") {
		return true
	}
	for _, scale := range []string{"hundred", "thousand", "million", "billion", "trillion", "lakh", "crore"} {
		if strings.Contains(strings.ToLower(words), scale) {
			return true
		}
	}
	return false
}

// reading says how another program's values may differ from ours.
type reading int

const (
	smallCoins reading = 1 << iota // pence and cents count by themselves
	inGrams                        // masses are in grams
	middles                        // the middle of a range stands for it
	totals                         // "5 feet 2 inches" is one value, in one of its units
)

// values agrees where every value wanted is read, with its kind.
func values(want []float64, kind onrecord.FigureKind, how reading) func(onrecord.Facts) bool {
	return func(f onrecord.Facts) bool {
		var got []float64
		for _, x := range f.Figures {
			if ofKind(x, kind) {
				got = append(got, readings(x, how)...)
			}
		}
		if how&middles != 0 {
			got = append(got, between(f.Figures)...)
		}
		if how&totals != 0 {
			got = append(got, sums(f.Figures)...)
		}
		for _, w := range want {
			if !holds(got, w) {
				return false
			}
		}
		return len(want) > 0
	}
}

func ofKind(f onrecord.Figure, kind onrecord.FigureKind) bool {
	if kind == measure {
		return f.Kind != onrecord.FigureCount && f.Kind != onrecord.FigureMoney
	}
	return kind == anyKind || f.Kind == kind
}

func readings(f onrecord.Figure, how reading) []float64 {
	got := []float64{f.Value}
	if f.ValueTo != nil {
		got = append(got, *f.ValueTo)
		if how&middles != 0 {
			got = append(got, (f.Value+*f.ValueTo)/2)
		}
	}
	if how&smallCoins != 0 && f.Kind == onrecord.FigureMoney {
		got = append(got, f.Value*100)
	}
	if how&inGrams != 0 {
		switch f.Unit {
		case "kg":
			got = append(got, f.Value*1000)
		case "mg":
			got = append(got, f.Value/1000)
		}
	}
	return got
}

func holds(got []float64, want float64) bool {
	for _, v := range got {
		if math.Abs(v-want) <= 1e-6*math.Max(math.Abs(want), 1) {
			return true
		}
	}
	return false
}

// between returns the middles of neighbouring figures of one unit.
func between(figures []onrecord.Figure) []float64 {
	var out []float64
	for i := 1; i < len(figures); i++ {
		if a, b := figures[i-1], figures[i]; a.Unit == b.Unit {
			out = append(out, (a.Value+b.Value)/2)
		}
	}
	return out
}

// metres are the lengths of the units of length.
var metres = map[string]float64{"km": 1000, "m": 1, "cm": 0.01, "mm": 0.001, "miles": 1609.344, "yards": 0.9144, "feet": 0.3048, "inches": 0.0254}

// sums adds up all sums of money of a text, and all its lengths in each of
// their units.
func sums(figures []onrecord.Figure) []float64 {
	money, length := 0.0, 0.0
	for _, f := range figures {
		switch f.Kind {
		case onrecord.FigureMoney:
			money += f.Value
		case onrecord.FigureLength:
			length += f.Value * metres[f.Unit]
		}
	}
	var out []float64
	if money > 0 {
		out = append(out, money)
	}
	for _, f := range figures {
		if metres[f.Unit] > 0 {
			out = append(out, length/metres[f.Unit])
		}
	}
	return out
}

// none agrees where nothing of the kind is read.
func none(kind onrecord.FigureKind) func(onrecord.Facts) bool {
	return func(f onrecord.Facts) bool {
		for _, x := range f.Figures {
			if ofKind(x, kind) {
				return false
			}
		}
		return true
	}
}

// seconds are the lengths of the units of time.
var seconds = map[string]float64{
	"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400, "weeks": 7 * 86400, "fortnights": 14 * 86400, "months": 30 * 86400,
	"quarters": 90 * 86400, "years": 365 * 86400, "decades": 3650 * 86400,
}

// lasts agrees where the lengths of time read add up to so many seconds, to
// within the hundredth part by which months and years differ.
func lasts(want float64) func(onrecord.Facts) bool {
	return func(f onrecord.Facts) bool {
		sum := 0.0
		for _, x := range f.Figures {
			if x.Kind == onrecord.FigureDuration {
				sum += x.Value * seconds[strings.TrimSuffix(x.Unit, "s")+"s"]
			}
		}
		return sum > 0 && math.Abs(sum-want) <= want/50
	}
}
