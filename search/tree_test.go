package search

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/onrecord/onrecord"
)

// must parses a query that is known to be well formed.
func must(t interface{ Fatalf(string, ...any) }, query string) Node {
	n, err := Parse(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

func drawDay(t *rapid.T) onrecord.Date {
	d, ok := onrecord.ValidDate(rapid.IntRange(1990, 2030).Draw(t, "year"), 1, 1)
	if !ok {
		t.Fatalf("no such year")
	}
	switch rapid.IntRange(0, 3).Draw(t, "day") {
	case 0:
		return d
	case 1:
		return d.AddDays(-1)
	case 2:
		return d.AddMonths(rapid.IntRange(0, 11).Draw(t, "month")).AddDays(rapid.IntRange(-1, 0).Draw(t, "last"))
	}
	return d.AddDays(rapid.IntRange(0, 364).Draw(t, "days"))
}

func drawInterval(t *rapid.T) (from, to onrecord.Date) {
	from, to = drawDay(t), drawDay(t)
	if to.Before(from) {
		from, to = to, from
	}
	switch rapid.IntRange(0, 3).Draw(t, "open") {
	case 0:
		return onrecord.Date{}, to
	case 1:
		return from, onrecord.Date{}
	}
	return from, to
}

func drawAmount(t *rapid.T) Amount {
	low := rapid.Float64Range(0, 1e15).Draw(t, "low")
	high := rapid.Float64Range(low, 1e15).Draw(t, "high")
	a := Amount{Currency: rapid.SampledFrom([]string{"", "GBP", "USD", "EUR", "CHF", "JPY"}).Draw(t, "currency")}
	switch rapid.IntRange(0, 3).Draw(t, "ends") {
	case 0:
		a.Min, a.MinOpen = &low, rapid.Bool().Draw(t, "open")
	case 1:
		a.Max, a.MaxOpen = &low, rapid.Bool().Draw(t, "open")
	case 2:
		a.Min, a.Max = &low, &high
	case 3:
		a.Min, a.Max = &low, &low
	}
	return a
}

func drawLeaf(t *rapid.T) Node {
	switch rapid.IntRange(0, 7).Draw(t, "leaf") {
	case 0:
		return All{}
	case 1, 2:
		return must(t, rapid.SampledFrom([]string{"harbour", "Coasts", `"OR"`, "polic*", "1,090", "O’Brien", "£1.5m", `"coastal communities"`, "covid-19", `"or |)("`}).Draw(t, "words"))
	case 3:
		f, err := FieldOf(rapid.SampledFrom([]FieldName{FieldIssuer, FieldSpeaker, FieldTag, FieldTitle}).Draw(t, "name"), rapid.String().Draw(t, "value")+" x")
		if err != nil {
			t.Fatalf("%v", err)
		}
		f.Prefix = false
		return f
	case 4:
		if rapid.Bool().Draw(t, "review") {
			return Review{rapid.SampledFrom(onrecord.ReviewStates).Draw(t, "state")}
		}
		return Kind{rapid.SampledFrom(kindNames).Draw(t, "kind")}
	case 5:
		from, to := drawInterval(t)
		return Issued{from, to}
	case 6:
		from, to := drawInterval(t)
		return Due{from, to}
	}
	return drawAmount(t)
}

func drawTree(t *rapid.T, deep int) Node {
	if deep == 0 {
		return drawLeaf(t)
	}
	var of []Node
	switch kind := rapid.IntRange(0, 4).Draw(t, "node"); kind {
	case 0:
		return Not{drawTree(t, deep-1)}
	case 1, 2:
		for range rapid.IntRange(0, 3).Draw(t, "size") {
			of = append(of, drawTree(t, deep-1))
		}
		if kind == 1 {
			return And{of}
		}
		return Or{of}
	}
	return drawLeaf(t)
}

func TestStringParsesToTheSameTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawTree(t, 3)
		simple := Simplify(n)
		printed := String(n)
		if len(printed) > maxQuery {
			t.Skip("longer than a query may be")
		}
		got := must(t, printed)
		if !reflect.DeepEqual(simple, got) {
			t.Fatalf("%s\nprints %s\nparses %s", dump(simple), printed, dump(got))
		}
		if !reflect.DeepEqual(Simplify(simple), simple) {
			t.Fatalf("not simple: %s", dump(simple))
		}
	})
}

// TestSimplifyMeansTheSame checks against what trees mean, with each leaf
// given a truth of its own.
func TestSimplifyMeansTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawTree(t, 4)
		truths := map[string]bool{}
		var holds func(Node) bool
		holds = func(n Node) bool {
			switch n := n.(type) {
			case All:
				return true
			case Not:
				return !holds(n.Of)
			case And:
				all := true
				for _, c := range n.Of {
					all = holds(c) && all
				}
				return all
			case Or:
				one := false
				for _, c := range n.Of {
					one = holds(c) || one
				}
				return one
			}
			key := dump(n)
			if _, ok := truths[key]; !ok {
				truths[key] = rapid.Bool().Draw(t, key)
			}
			return truths[key]
		}
		before := holds(n)
		if after := holds(Simplify(n)); after != before {
			t.Fatalf("%s is %t, %s is %t", dump(n), before, dump(Simplify(n)), after)
		}
	})
}

func FuzzRandomQueries(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{
			"coast", "harbour*", " ", " ", " ", "OR", "AND", "NOT", "-", "(", ")", `"`, "“", "|", "issuer:", "kind:", "money", "issued:", "money:", "2025", "-02", "..", "<", ">=", "£1m", "'s", "*", "é", ",", "\xff",
		})).Draw(t, "parts")
		query := ""
		for _, p := range parts {
			query += p
		}
		checkQuery(t, query)
	}))
}

func TestWithAndWithout(t *testing.T) {
	for _, c := range []struct{ query, condition, with, without string }{
		{"", "issuer:harbour", "issuer:harbour", ""},
		{"coast", "", "coast", "coast"},
		{"coast", "coast", "coast", ""},
		{"coast wall", "Coasts", "coast wall", "wall"},
		{"coast OR wall", "issuer:harbour", "(coast OR wall) issuer:harbour", "coast OR wall"},
		{"coast OR wall", "coast", "(coast OR wall) coast", "coast OR wall"},
		{`coast issuer:"Harbour Office" issued:2025`, `issuer:"harbour office"`, `coast issuer:"Harbour Office" issued:2025`, "coast issued:2025"},
		{"coast issued:2025 kind:money", "issued:2025-01-01..2025-12-31", "coast issued:2025 kind:money", "coast kind:money"},
		{"coast -wall", "wall", "coast -wall wall", "coast -wall"},
		{"coast -wall", "-wall", "coast -wall", "coast"},
		{"coast wall quay", "wall coast", "coast wall quay", "quay"},
		{"coast money:>1m", "money:>=1m", "coast money:>1m money:>=1m", "coast money:>1m"},
	} {
		q, n := must(t, c.query), must(t, c.condition)
		if diff := cmp.Diff(c.with, String(With(q, n))); diff != "" {
			t.Errorf("%s with %s: %s", c.query, c.condition, diff)
		}
		if diff := cmp.Diff(c.without, String(Without(q, n))); diff != "" {
			t.Errorf("%s without %s: %s", c.query, c.condition, diff)
		}
		if !Has(With(q, n), n) && c.condition != "" {
			t.Errorf("%s with %s does not have it", c.query, c.condition)
		}
	}
}

func TestFieldOf(t *testing.T) {
	for value, want := range map[string]string{
		"Harbour Office":             `issuer:"Harbour Office"`,
		`The "Harbour" Office`:       `issuer:"The Harbour Office"`,
		"Office * of\nHarbours (UK)": `issuer:"Office of Harbours (UK)"`,
		"- harbour":                  "issuer:harbour",
		"\xffharbour":                "issuer:harbour",
	} {
		f, err := FieldOf(FieldIssuer, value)
		if err != nil {
			t.Errorf("%q: %v", value, err)
			continue
		}
		if diff := cmp.Diff(want, String(f)); diff != "" {
			t.Errorf("%q: %s", value, diff)
		}
		checkQuery(t, String(f))
	}
	if _, err := FieldOf(FieldIssuer, " !* "); err == nil {
		t.Error("a value without words was taken")
	}
	if _, err := FieldOf("money", "harbour"); err == nil {
		t.Error("a field that holds no words was taken")
	}
}

func TestErrorIsASentence(t *testing.T) {
	_, err := Parse("coast isuer:harbour")
	want := `The query is not understood at byte 7: there is no field "isuer:". Did you mean "issuer:"?`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
