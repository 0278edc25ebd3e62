package keep

import (
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
)

// renaming is a name that somebody gave a thing, which may have another by now.
type renaming struct {
	thing int64 // its head
	to    string
	words []search.Term // of it
}

// renamedTo returns the heads of the things that go by what people renamed them to, where words of that begin with
// all the terms. It is in no index of names, which holds what releases print.
func renamedTo(conn Conn, terms []search.Term, remembered recall) (heads []int64, err error) {
	some, err := remembered.anySaid(conn, onrecord.StatementRename)
	if err != nil || !some || len(terms) == 0 {
		return nil, err
	}
	given, err := counted(remembered, "renamings", func() ([]renaming, error) { return renamings(conn) })
	if err != nil {
		return nil, err
	}
	for _, g := range given {
		if !beginWith(g.words, terms) || slices.Contains(heads, g.thing) {
			continue
		}
		now, err := refOf(conn, g.thing, remembered)
		if err != nil {
			return nil, err
		}
		if now.Text == g.to {
			heads = append(heads, g.thing)
		}
	}
	return heads, nil
}

func renamings(conn Conn) (out []renaming, err error) {
	err = query(conn, "SELECT DISTINCT n.thing, s.words FROM statement s CROSS JOIN name n ON n.id = s.subject WHERE s.kind = ? AND s.words <> '' ORDER BY 1, 2", func(stmt Stmt) error {
		out = append(out, renaming{stmt.ColumnInt64(0), stmt.ColumnText(1), search.Analyze(stmt.ColumnText(1))})
		return nil
	}, string(onrecord.StatementRename))
	return out, err
}

// beginWith reports whether each term is the beginning of one of the words.
func beginWith(words, terms []search.Term) bool {
	return !slices.ContainsFunc(terms, func(t search.Term) bool {
		return !slices.ContainsFunc(words, func(w search.Term) bool { return strings.HasPrefix(w.Folded, t.Folded) })
	})
}
