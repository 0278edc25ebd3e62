package keep

import "context"

// What the graph's test uses, which needs an engine and so stands outside.
var (
	NewGraph = newGraph
	Unlink   = unlink
)

func Flush(g *graph) error { return g.flush() }

func FigureNumber(position int64) int64 { return factNumber(figureKind, position, 0) }

func Write(ctx context.Context, s *Store, do func(Conn) error) error { return s.write(ctx, do) }
