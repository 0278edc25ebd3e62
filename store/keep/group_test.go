package keep_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/sqlite"
)

// holding returns a member whose keys are many's, few's and its own: a report every other time. What it names, and so its traits, are
// others in other rounds.
func holding(i, round int) link.Numbered {
	day := onrecord.DateFromNumber(20250101 + i%28)
	if i%17 == 0 {
		day = onrecord.Date{}
	}
	m := link.Member{Sort: link.Sum, Release: fmt.Sprintf("%016x", i*7919%1009), IssuedOn: day, Fact: fmt.Sprintf("%016x", i), Span: onrecord.Span{End: 9},
		Keys: []link.Key{link.NewKey("many"), link.NewKey("few", fmt.Sprint(i%23)), link.NewKey("own", fmt.Sprint(i))}}
	if i%4 > 0 {
		m.Sort = link.Report
		if i%4 == 3 && i%3 == 0 {
			m.Sort = link.Commitment
		}
		m.Keys = []link.Key{link.NewKey("follow", "many"), link.NewKey("follow", "few", fmt.Sprint(i%29)), link.NewKey("follow", "some", fmt.Sprint(i%101))}
	}
	m.Names = []string{fmt.Sprint("the quay scheme of round ", round%4)}
	slices.Sort(m.Keys)
	return link.Numbered{Number: keep.MemberNumber(m.Sort, int64(i+1)), Member: m}
}

// TestKeysAreHeldAsInMemory has members come and go in many transactions, so that runs are written, merged and cancelled, and
// holds what stands beside each against a graph in memory: of keys of few holders, of many, of none, and of reports alone.
func TestKeysAreHeldAsInMemory(t *testing.T) {
	s, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	random, want := rand.New(rand.NewPCG(1, 2)), &link.Memory{}
	there := map[int]bool{}
	for round := range 40 {
		err := keep.Write(context.Background(), s, func(conn keep.Conn) error {
			g := keep.NewGraph(conn)
			var come, gone []link.Numbered
			some := random.IntN(150)
			if round == 0 {
				some = 1800 // enough for what many hold to fill blocks of its own
			}
			for _, i := range random.Perm(1800)[:some] {
				m := holding(i, round)
				if there[i] {
					gone = append(gone, m)
				}
				if stays := i%5 == 0; !there[i] || stays {
					come = append(come, m)
					there[i] = true
					continue
				}
				there[i] = false
			}
			return changeBoth(t, g, want, gone, come, round%2 == 0)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	err = keep.Write(context.Background(), s, func(conn keep.Conn) error {
		if n := keep.Runs(t, conn); n > 20 {
			t.Errorf("%d runs are left of 40: they are not merged", n)
		}
		g := keep.NewGraph(conn)
		for i := range 1800 {
			sameBeside(t, g, want, holding(i, 0))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestRunsOfOtherReleasesAreOthers has another program make all runs anew, after a release came to stand elsewhere: under the same number the
// same keys are then those of other releases, and what was remembered of them is not asked.
func TestRunsOfOtherReleasesAreOthers(t *testing.T) {
	s, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	at := func(position int64) link.Numbered {
		m := link.Member{Sort: link.Sum, Release: "0000000000000001", IssuedOn: onrecord.DateFromNumber(20250101), Keys: []link.Key{link.NewKey("few")}}
		return link.Numbered{Number: keep.MemberNumber(link.Sum, position), Member: m}
	}
	memory := keep.NewKeyMemory()
	insert := func(m link.Numbered, first ...string) {
		t.Helper()
		err := keep.Write(context.Background(), s, func(conn keep.Conn) error {
			for _, statement := range first {
				if err := conn.Query(statement, nil); err != nil {
					return err
				}
			}
			g := keep.NewGraph(conn)
			if len(first) == 0 {
				g = keep.GraphWith(conn, memory)
			}
			if err := g.Insert(m.Number, &m.Member); err != nil {
				return err
			}
			return keep.Flush(g)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	insert(at(1))
	insert(at(2), "DELETE FROM key_run", "DELETE FROM key_block", "DELETE FROM member")
	err = keep.Write(context.Background(), s, func(conn keep.Conn) error {
		other := at(3)
		beside, _, err := keep.GraphWith(conn, memory).Around(slices.Collect(other.Holders(other.Number))[0], link.Reach)
		if len(beside) != 1 || beside[0].Number != at(2).Number {
			t.Errorf("beside member %d stand %v, want member %d", other.Number, beside, at(2).Number)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// changeBoth takes members out of two graphs and into them, and compares the two before what changed is written and after.
func changeBoth(t *testing.T, g keep.Graph, want *link.Memory, gone, come []link.Numbered, expected bool) error {
	if expected {
		if err := keep.Expect(g, gone, come); err != nil {
			return err
		}
	}
	for i := range gone {
		if err := g.Delete(gone[i].Number); err != nil {
			return err
		}
		if err := want.Delete(gone[i].Number); err != nil {
			return err
		}
	}
	for i := range come {
		if err := g.Insert(come[i].Number, &come[i].Member); err != nil {
			return err
		}
		if err := want.Insert(come[i].Number, &come[i].Member); err != nil {
			return err
		}
	}
	for range 2 {
		for _, m := range slices.Concat(gone, come) {
			sameBeside(t, g, want, m)
		}
		if err := keep.Flush(g); err != nil {
			return err
		}
	}
	return nil
}

// sameBeside compares what two graphs say stands beside a member under each of its keys.
func sameBeside(t *testing.T, g keep.Graph, want *link.Memory, m link.Numbered) {
	t.Helper()
	for h := range m.Holders(m.Number) {
		var said [2]string
		var traits [2][]link.Traits
		anchored := false
		for i, one := range []link.Graph{want, g} {
			before, after, err := one.Around(h, link.Reach)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range [][]link.Holder{before, after} {
				for j := range o {
					traits[i] = append(traits[i], o[j].Traits)
					o[j].Traits = 0
				}
			}
			said[i] = fmt.Sprint(before, after)
			anchored = anchored || h.Sort.Anchors() || slices.ContainsFunc(slices.Concat(before, after), func(o link.Holder) bool { return o.Sort.Anchors() })
		}
		if anchored && said[0] != said[1] {
			t.Fatalf("beside member %d under key %d of reports %v:\nwant %s\ngot  %s", m.Number, h.Key, h.Key.OfReports(), said[0], said[1])
		}
		for j := range traits[1] {
			if got := traits[1][j]; anchored && got != 0 && got != traits[0][j] {
				t.Fatalf("beside member %d under key %d stands one with traits %x, want %x, or none", m.Number, h.Key, got, traits[0][j])
			}
		}
	}
}
