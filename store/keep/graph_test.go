package keep_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/sqlite"
)

// TestUnlinkComparesWhatItBringsNear takes a member out that kept two others one
// too far apart: they are compared, though nothing was linked to the one that went.
func TestUnlinkComparesWhatItBringsNear(t *testing.T) {
	s, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var come []link.Numbered
	for i := range link.Reach + 2 {
		name := fmt.Sprintf("fund %d", i)
		if i == 0 || i == link.Reach+1 {
			name = "lanternfish hatchery scheme"
		}
		come = append(come, link.Numbered{Number: keep.FigureNumber(int64(i + 1)), Member: link.Member{
			Sort: link.Sum, Release: fmt.Sprintf("%016x", i), IssuedOn: onrecord.DateFromNumber(20250101 + i),
			Fact: fmt.Sprintf("%016x", 100+i), Span: onrecord.Span{End: 9}, Keys: []link.Key{link.NewKey("one")},
			Names: []string{name}, Figure: link.Quantity{Kind: onrecord.FigureMoney, Unit: "GBP", Value: 2e6, ValueTo: 2e6},
		}})
	}
	first := come[0].Number
	edges := func(conn keep.Conn) int {
		edges, err := keep.NewGraph(conn).Edges(first)
		if err != nil {
			t.Fatal(err)
		}
		return len(edges)
	}
	err = keep.Write(context.Background(), s, func(conn keep.Conn) error {
		g := keep.NewGraph(conn)
		if err := link.Update(g, nil, come); err != nil {
			return err
		}
		if err := keep.Flush(g); err != nil {
			return err
		}
		if n := edges(conn); n != 0 {
			t.Errorf("%d links between members that stand too far apart", n)
		}
		if err := keep.Unlink(conn, 5); err != nil {
			return err
		}
		if n := edges(conn); n != 1 {
			t.Errorf("%d links after one between them went, want 1", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
