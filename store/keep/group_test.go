package keep_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/sqlite"
)

// TestGroupsInMemoryAreThoseOfTheTable holds what a graph answers from memory against what it reads
// from the table: for a key of few holders, of many, and of none.
func TestGroupsInMemoryAreThoseOfTheTable(t *testing.T) {
	s, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	member := func(i int, keys ...link.Key) link.Numbered {
		return link.Numbered{Number: keep.FigureNumber(int64(i + 1)), Member: link.Member{Sort: link.Sum, Release: fmt.Sprintf("%016x", i*7919%1000), IssuedOn: onrecord.DateFromNumber(20250101 + i%28),
			Fact: fmt.Sprintf("%016x", i), Span: onrecord.Span{End: 9}, Keys: keys}}
	}
	few, many, none := link.NewKey("few"), link.NewKey("many"), link.NewKey("none")
	var kept, come []link.Numbered
	for i := range 200 {
		keys := []link.Key{many}
		if i%9 == 0 {
			keys = append(keys, few)
		}
		kept = append(kept, member(i, keys...))
	}
	for i := 300; i < 320; i++ {
		come = append(come, member(i, few, many, none))
	}
	err = keep.Write(context.Background(), s, func(conn keep.Conn) error {
		table := keep.NewGraph(conn)
		for i := range kept {
			if err := table.Insert(kept[i].Number, &kept[i].Member); err != nil {
				return err
			}
		}
		if err := keep.Flush(table); err != nil {
			return err
		}
		memory := keep.NewGraph(conn)
		if err := keep.Expect(memory, come); err != nil {
			return err
		}
		for i := range come {
			if err := memory.Insert(come[i].Number, &come[i].Member); err != nil {
				return err
			}
		}
		if err := memory.Delete(come[3].Number); err != nil {
			return err
		}
		var asked [2][]string
		for _, m := range slices.Concat(kept, come) {
			for _, h := range m.Holders() {
				for i, g := range []link.Graph{memory, table} {
					if i == 1 {
						if err := keep.Flush(memory); err != nil {
							return err
						}
					}
					before, err := g.Before(h, link.Reach)
					if err != nil {
						return err
					}
					after, err := g.After(h, link.Reach)
					if err != nil {
						return err
					}
					asked[i] = append(asked[i], fmt.Sprint(before, after))
				}
			}
		}
		for i := range asked[0] {
			if asked[0][i] != asked[1][i] {
				t.Fatalf("from memory %s\nfrom the table %s", asked[0][i], asked[1][i])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
