package link

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord"
)

// made returns sums that share keys by turns: enough of one value to fill its
// group over the brim, and few of others.
func made(n int) []Numbered {
	words := []string{"bridge", "harbour", "lantern", "orchard", "quarry", "station", "viaduct", "weir"}
	random := rand.New(rand.NewPCG(1, 2))
	var out []Numbered
	for i := range n {
		value := float64(1000 * (1 + random.IntN(3)))
		m := Member{Sort: Sum, Release: fmt.Sprintf("%03d", random.IntN(n)), IssuedOn: onrecord.DateFromNumber(20240101 + random.IntN(28)), Span: onrecord.Span{Start: i, End: i + 1},
			Fact: onrecord.StableID("fact", fmt.Sprint(i)), Figure: Quantity{Kind: onrecord.FigureMoney, Unit: "GBP", Value: value, ValueTo: value}}
		for range 4 {
			m.Terms = append(m.Terms, words[random.IntN(len(words))])
		}
		m.Names = []string{words[random.IntN(len(words))]}
		m.Terms, m.Names = distinct(m.Terms), distinct(m.Names)
		m.Keys = []Key{NewKey("value", fmt.Sprint(value)), NewKey("name", fmt.Sprint(value), m.Names[0])}
		slices.Sort(m.Keys)
		out = append(out, Numbered{Number: int64(i + 1), Member: m})
	}
	return out
}

// state is all that a graph says.
type state struct {
	Links   []onrecord.Link
	Threads map[string]string
}

func stateOf(g *Memory) state {
	s := state{Links: g.Links(), Threads: map[string]string{}}
	for _, thread := range g.Threads() {
		for _, m := range thread {
			s.Threads[m.ID()] = fmt.Sprint(thread[0].ID(), len(thread))
		}
	}
	return s
}

// TestUpdateIsTheSameInAnyOrder links the same members one by one in several
// orders, with others that come and go between them, and at once.
func TestUpdateIsTheSameInAnyOrder(t *testing.T) {
	all := made(240)
	whole := &Memory{}
	if err := Update(whole, nil, all); err != nil {
		t.Fatal(err)
	}
	want := stateOf(whole)
	if len(want.Links) < 50 || len(want.Threads) < 20 {
		t.Fatalf("%d links and %d threaded members: too few to tell anything", len(want.Links), len(want.Threads))
	}
	if diff := cmp.Diff(want, stateOf(built(t, all))); diff != "" {
		t.Errorf("Build makes another graph than Update:\n%s", diff)
	}
	for seed := range uint64(4) {
		random := rand.New(rand.NewPCG(seed, 7))
		g := &Memory{}
		var passing []int64
		for _, i := range random.Perm(len(all)) {
			if random.IntN(3) == 0 { // one that will be gone again
				guest := all[random.IntN(len(all))]
				guest.Number += 1000 + int64(i)*1000
				guest.Fact = onrecord.StableID("guest", fmt.Sprint(guest.Number))
				passing = append(passing, guest.Number)
				must(t, Update(g, nil, []Numbered{guest}))
			}
			must(t, Update(g, nil, all[i:i+1]))
		}
		random.Shuffle(len(passing), func(i, j int) { passing[i], passing[j] = passing[j], passing[i] })
		must(t, Update(g, passing[:len(passing)/2], nil))
		must(t, Update(g, passing[len(passing)/2:], nil))
		if diff := cmp.Diff(want, stateOf(g)); diff != "" {
			t.Errorf("order %d makes another graph:\n%s", seed, diff)
		}
	}
}

// built makes a graph with Build.
func built(t *testing.T, all []Numbered) *Memory {
	g := &Memory{}
	var holders []Holder
	for i := range all {
		must(t, g.Insert(all[i].Number, &all[i].Member))
		holders = slices.AppendSeq(holders, all[i].Holders(all[i].Number))
	}
	slices.SortFunc(holders, CompareHolders)
	var pairs [][2]int64
	c := Candidates{Tell: func(a, b int64) error { pairs = append(pairs, [2]int64{a, b}); return nil }}
	for _, h := range holders {
		must(t, c.Next(h))
	}
	var b Builder
	for _, p := range pairs {
		e, ok, err := EdgeOf(g.Member, p[0], p[1])
		must(t, err)
		if ok {
			b.Add(e)
			must(t, g.Connect(e))
		}
	}
	must(t, b.Threads(func(members []int64) error { return g.Thread(0, members) }))
	return g
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestMemberCodec(t *testing.T) {
	m := made(1)[0].Member
	m.Subject, m.Signs, m.From, m.To = []string{"homes"}, []string{"new"}, onrecord.MustDate("2024-01-02"), onrecord.Date{}
	m.Figure.Per, m.Figure.Qualifier = "year", onrecord.QualifierAbout
	m.Near, m.About, m.Spelt, m.Days, m.Around = []string{"near"}, []string{"about"}, []string{"", "Homes"}, []string{"2024-01-01 2024-01-31"}, []string{"around"}
	m.Beside, m.Places, m.Bodies, m.Sentence, m.Wording = []string{"beside"}, []string{"place"}, []string{"body"}, 3, 1<<63
	alone := AppendMembers(nil, []*Member{&m})
	like := m
	like.Start, like.About, like.Near, like.Figure.Value = 7, nil, []string{"about"}, -1.5
	all := []*Member{&m, &like, &m, {}}
	b := AppendMembers(nil, all)
	if len(b) > 2*len(alone) {
		t.Errorf("%d bytes for members that share their words, %d for one", len(b), len(alone))
	}
	kept, err := ReadMembers(b)
	if err != nil {
		t.Fatal(err)
	}
	back := make([]*Member, kept.Len())
	for i := range slices.Backward(back) { // in whatever order they are asked for
		back[i], err = kept.Member(i)
		must(t, err)
	}
	if diff := cmp.Diff(all, back, cmp.Comparer(func(a, b onrecord.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	for i := range b {
		if err := readAll(b[:i]); !errors.Is(err, onrecord.ErrDamaged) {
			t.Errorf("the first %d of %d bytes were read as members: %v", i, len(b), err)
		}
	}
	if err := readAll(append(b, 0)); !errors.Is(err, onrecord.ErrDamaged) {
		t.Errorf("members with a byte after them were read: %v", err)
	}
	for i := range all { // alone
		kept, err := ReadMembers(b)
		must(t, err)
		one, err := kept.Member(i)
		must(t, err)
		if diff := cmp.Diff(all[i], one, cmp.Comparer(func(a, b onrecord.Date) bool { return a == b })); diff != "" {
			t.Error(diff)
		}
	}
}

// readAll reads all members that b keeps.
func readAll(b []byte) error {
	kept, err := ReadMembers(b)
	for i := 0; err == nil && i < kept.Len(); i++ {
		_, err = kept.Member(i)
	}
	return err
}

// record returns a release of one block with one figure.
func record(id, day, words string, f onrecord.Figure) *onrecord.Record {
	r := &onrecord.Record{}
	r.ID, r.IssuedOn, r.Text = id, onrecord.MustDate(day), words
	r.Blocks = []onrecord.Block{{Span: onrecord.Span{End: len(words)}}}
	f.ID = onrecord.StableID(id, "figure")
	f.Start = strings.Index(words, "£")
	f.End = f.Start + len("£1.5 million")
	r.Figures = []onrecord.Figure{f}
	return r
}

func TestSumsSaidAgain(t *testing.T) {
	sum := func(v float64) onrecord.Figure {
		return onrecord.Figure{Kind: onrecord.FigureMoney, Unit: "GBP", Value: v}
	}
	const promise = "The minister promised £1.5 million in grants for the Lanternfish Hatchery Scheme on the north coast."
	g := &Memory{}
	for _, r := range []*onrecord.Record{
		record("b", "2025-01-10", promise, sum(1.5e6)),
		record("c", "2025-03-02", "A further £1.5 million goes to road repairs in Port Sable.", sum(1.5e6)),
		record("a", "2025-03-01", "Our Lanternfish Hatchery Scheme, backed by £1.5 million in grants, opens next week.", sum(1.5e6)),
		record("g", "2025-03-02", "Our Lanternfish Hatchery Scheme, backed by another £1.5 million in grants, opens next week.", sum(1.5e6)),
		record("d", "2025-03-03", promise, sum(2e6)),
		record("e", "2025-03-04", promise, sum(500)),
		record("f", "2025-03-05", promise, sum(500)),
	} {
		must(t, g.Add(r))
	}
	links := g.Links()
	if len(links) != 1 || links[0].A != onrecord.StableID("a", "figure") || links[0].B != onrecord.StableID("b", "figure") || links[0].Kind != onrecord.LinkRestates || links[0].Why == "" {
		t.Fatalf("links %+v, want a restates b alone", links)
	}
	if why := links[0].Why; !strings.Contains(why, "hatchery") || !strings.Contains(why, "grants") || strings.Contains(why, "hatcheri") {
		t.Errorf("%q: want the words as printed", why)
	}
	sums := 0
	for m := range maps.Values(g.members) {
		if m.Sort == Sum {
			sums++
		}
	}
	if sums != 5 {
		t.Errorf("%d sums, want 5: sums of 500 are not linked", sums)
	}
}
