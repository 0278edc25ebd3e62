package keep

import (
	"context"
	"fmt"
	"testing"

	"github.com/onrecord/onrecord/link"
)

// What the graph's test uses, which needs an engine and so stands outside.

func NewGraph(conn Conn) *graph { return newGraph(conn, nil) }

func NewKeyMemory() *keyMemory { return newKeyMemory() }

func GraphWith(conn Conn, memory *keyMemory) *graph { return newGraph(conn, memory) }

func Unlink(conn Conn, position int64) error { return unlink(conn, nil, position) }

func Flush(g *graph) error { return g.flush() }

func Expect(g *graph, gone, come []link.Numbered) error { return g.expect(gone, come) }

// Graph is the kept graph.
type Graph = *graph

// MemberNumber is the number of the first member of its sort in the release at a position.
func MemberNumber(sort link.Sort, position int64) int64 {
	return factNumber(int(kindOfSort[sort]), position, 0)
}

// Runs is how many runs of keys there are.
func Runs(t *testing.T, conn Conn) int64 {
	n, _, err := number(conn, "SELECT count(*) FROM key_run")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func FigureNumber(position int64) int64 { return factNumber(figureKind, position, 0) }

func Write(ctx context.Context, s *Store, do func(Conn) error) error { return s.write(ctx, do) }

// Columns tells what the columns of facts hold that were asked for last, a line each.
func Columns(s *Store) (out []string) {
	c := s.facts.last
	text := map[uint32]string{}
	for word, n := range c.words.of {
		text[n] = word
	}
	for _, b := range c.blocks {
		for _, row := range b.rows {
			out = append(out, fmt.Sprint(b.key, row.number, row.value, text[row.figure], text[row.unit], row.due, row.threaded, row.again))
		}
	}
	return out
}
