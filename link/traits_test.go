package link

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/onrecord/onrecord"
)

// measured returns a member that is a measure, of few words.
func measured(random *rand.Rand) *Member {
	kinds := []onrecord.FigureKind{onrecord.FigureCount, onrecord.FigureCount, onrecord.FigurePercent}
	values := []float64{0, 0.4, 9, 9, 12, 100, 5200, 5200, 63000, 3e10}
	release := random.IntN(6)
	m := &Member{Sort: Measure, IssuedOn: onrecord.DateFromNumber(20300101 + release), Release: fmt.Sprint(release), Subject: []string{"ferry"}, Terms: []string{"crossing", "harbour", "winter"}[:1+random.IntN(3)],
		Names: some(random, "", []string{"harbour fund"}, 1), Wording: uint64(random.IntN(40)),
		Signs: some(random, "", []string{signUp, signDown, signEach, signGoal, signMore, signWhole, signSome, signCorrected, signRunning, wasSign(9), "nth 1 round", "nth 2 round"}, 2)}
	m.Figure = Quantity{Kind: kinds[random.IntN(len(kinds))], Value: values[random.IntN(len(values))]}
	m.Figure.ValueTo = m.Figure.Value
	if random.IntN(2) == 0 {
		m.From, m.To = onrecord.MustDate("2030-01-01"), onrecord.DateFromNumber(20300101+random.IntN(28))
	}
	return m
}

// TestTraitsTellOfNoPairThatIsLinked holds what traits tell of two members against what Pair does with them.
func TestTraitsTellOfNoPairThatIsLinked(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	follows := func() *Member {
		m := follower(random, []Sort{Commitment, Report}[random.IntN(2)])
		m.IssuedOn = m.IssuedOn.AddMonths(random.IntN(40))
		m.Signs = distinct(append(m.Signs, some(random, ofBody, []string{"quay board", "weir office", "lock trust"}, 1)...))
		if m.Sort == Commitment {
			m.Wording = uint64(random.IntN(40))
		}
		if !m.To.IsZero() {
			m.To = m.To.AddMonths(random.IntN(60))
		}
		return m
	}
	for what, next := range map[string]func() *Member{"follow": follows, "measure": func() *Member { return measured(random) }} {
		linked, spared := 0, 0
		for range 60000 {
			a, b := next(), next()
			if told(t, a, b) {
				spared++
			} else if _, ok := edge(1, a, 2, b); ok {
				linked++
			}
		}
		if linked < 40 || spared < 5000 {
			t.Errorf("%s: %d linked and %d spared: too few to say anything", what, linked, spared)
		}
	}
}

// told reports whether traits tell that two members are not linked.
func told(t *testing.T, a, b *Member) bool {
	t.Helper()
	x := Holder{Place: a.Place(), Number: 1, Sort: a.Sort, Traits: a.Traits()}
	y := Holder{Place: b.Place(), Number: 2, Sort: b.Sort, Traits: b.Traits()}
	if x.Traits >= 1<<TraitBits || y.Traits >= 1<<TraitBits {
		t.Fatalf("traits %x and %x have more than %d bits", x.Traits, y.Traits, TraitBits)
	}
	if CompareHolders(x, y) > 0 {
		x, y = y, x
	}
	if mayLink(x, y) || a.Sort == Report && b.Sort == Report || x.Sort == Report {
		return false
	}
	if e, ok := edge(1, a, 2, b); ok {
		t.Fatalf("%s, and traits tell otherwise:\n%+v\n%+v", e.Why, a, b)
	}
	return true
}
