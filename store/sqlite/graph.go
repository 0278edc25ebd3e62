package sqlite

import (
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// passageKind numbers members that are no facts, beside the kinds of
// onrecord.FactKinds.
const passageKind = 6

// memberKinds are the kinds whose numbers members have.
var memberKinds = []int{figureKind, commitmentKind, passageKind}

// graph is the kept graph, for a transaction that writes.
type graph struct{ conn *sqlite.Conn }

var _ link.Graph = graph{}

// Before implements link.Graph.
func (g graph) Before(k link.Key, place, number int64, most int) ([]int64, error) {
	return g.holders("SELECT number FROM member_key WHERE key = ? AND (place, number) < (?, ?) ORDER BY place DESC, number DESC LIMIT ?", k, place, number, most)
}

// After implements link.Graph.
func (g graph) After(k link.Key, place, number int64, most int) ([]int64, error) {
	return g.holders("SELECT number FROM member_key WHERE key = ? AND (place, number) > (?, ?) ORDER BY place, number LIMIT ?", k, place, number, most)
}

func (g graph) holders(text string, k link.Key, place, number int64, most int) (numbers []int64, err error) {
	err = query(g.conn, text, func(stmt *sqlite.Stmt) error {
		numbers = append(numbers, stmt.ColumnInt64(0))
		return nil
	}, int64(k), place, number, most)
	return numbers, err
}

// Member implements link.Graph.
func (g graph) Member(number int64) (*link.Member, error) {
	var m *link.Member
	err := query(g.conn, "SELECT body FROM member WHERE number = ?", func(stmt *sqlite.Stmt) error {
		m = &link.Member{}
		return m.UnmarshalBinary(bytesOf(stmt, 0))
	}, number)
	if err == nil && m == nil {
		err = fmt.Errorf("%w: a link leads to member %d, which is not kept", onrecord.ErrDamaged, number)
	}
	return m, err
}

// Insert implements link.Graph.
func (g graph) Insert(number int64, m *link.Member) error {
	body, err := m.AppendBinary(nil)
	if err == nil {
		err = query(g.conn, "INSERT INTO member (number, body) VALUES (?, ?)", nil, number, body)
	}
	for i := 0; i < len(m.Keys) && err == nil; i++ {
		err = query(g.conn, "INSERT INTO member_key (key, place, number) VALUES (?, ?, ?)", nil, int64(m.Keys[i]), m.Place(), number)
	}
	return err
}

// Delete implements link.Graph.
func (g graph) Delete(number int64) error {
	m, err := g.Member(number)
	if err != nil {
		return err
	}
	for _, k := range m.Keys {
		if err := query(g.conn, "DELETE FROM member_key WHERE key = ? AND place = ? AND number = ?", nil, int64(k), m.Place(), number); err != nil {
			return err
		}
	}
	return errors.Join(
		query(g.conn, "DELETE FROM link WHERE a = ?", nil, number),
		query(g.conn, "DELETE FROM link WHERE b = ?", nil, number),
		query(g.conn, "DELETE FROM member WHERE number = ?", nil, number))
}

// Edges implements link.Graph.
func (g graph) Edges(number int64) (edges []link.Edge, err error) {
	err = query(g.conn, `SELECT a, b, kind, why, weight FROM link WHERE a = ?1
		UNION ALL SELECT a, b, kind, why, weight FROM link WHERE b = ?1 AND a <> b`, func(stmt *sqlite.Stmt) error {
		edges = append(edges, link.Edge{A: stmt.ColumnInt64(0), B: stmt.ColumnInt64(1), Kind: onrecord.LinkKind(stmt.ColumnText(2)), Why: stmt.ColumnText(3), Weight: stmt.ColumnFloat(4)})
		return nil
	}, number)
	return edges, err
}

// Connect implements link.Graph.
func (g graph) Connect(e link.Edge) error {
	return query(g.conn, "INSERT OR IGNORE INTO link (a, b, kind, why, weight) VALUES (?, ?, ?, ?, ?)", nil, e.A, e.B, string(e.Kind), e.Why, e.Weight)
}

// Disconnect implements link.Graph.
func (g graph) Disconnect(e link.Edge) error {
	return query(g.conn, "DELETE FROM link WHERE a = ? AND b = ? AND kind = ?", nil, e.A, e.B, string(e.Kind))
}

// Thread implements link.Graph. Passages have no row and no thread to list.
func (g graph) Thread(number, first int64, members, releases int) error {
	if members == 1 {
		return query(g.conn, "UPDATE fact SET first = NULL, members = NULL, releases = NULL WHERE number = ? AND members IS NOT NULL", nil, number)
	}
	other := any(first)
	if first == number {
		other = nil
	}
	return query(g.conn, "UPDATE fact SET first = ?, members = ?, releases = ? WHERE number = ?", nil, other, members, releases, number)
}

// membersAt returns the numbers of the members that a release at a position has.
func membersAt(conn *sqlite.Conn, position int64) (numbers []int64, err error) {
	for _, kind := range memberKinds {
		first, last := factRange(kind, position, position)
		err = query(conn, "SELECT number FROM member WHERE number BETWEEN ? AND ? ORDER BY number", func(stmt *sqlite.Stmt) error {
			numbers = append(numbers, stmt.ColumnInt64(0))
			return nil
		}, first, last)
		if err != nil {
			break
		}
	}
	return numbers, err
}

// numbered returns the members of a record with the numbers that they are
// kept under. The list is where its facts stood when they were read.
func numbered(reader *link.Reader, r *onrecord.Record, list []entry, position int64) []link.Numbered {
	places := map[string]int64{}
	for i, e := range list {
		if i >= maxFacts {
			break
		}
		places[e.id] = factNumber(e.kind, position, i)
	}
	var out []link.Numbered
	passages := 0
	for _, m := range standingMembers(reader, r) {
		n, fact := places[m.Fact]
		if m.Fact != "" && !fact {
			continue // beyond what is listed
		}
		if m.Fact == "" {
			if passages == maxFacts {
				continue
			}
			n = factNumber(passageKind, position, passages)
			passages++
		}
		out = append(out, link.Numbered{Number: n, Member: m})
	}
	return out
}

// unlink takes a release's members out of the graph before its facts change:
// numbers may soon be those of other facts. The rest of the graph is then what
// it would be had they never been in it; the release waits to be linked anew.
func unlink(conn *sqlite.Conn, position int64) error {
	numbers, err := membersAt(conn, position)
	if err == nil {
		err = link.Update(graph{conn}, numbers, nil)
	}
	if err != nil {
		return err
	}
	return markUnlinked(conn, position)
}

func markUnlinked(conn *sqlite.Conn, position int64) error {
	return query(conn, "INSERT OR IGNORE INTO unlinked (position) VALUES (?)", nil, position)
}
