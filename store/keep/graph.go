package keep

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// passageKind numbers members that are no facts, beside the kinds of
// onrecord.FactKinds.
const passageKind = 6

// memberKinds are the kinds whose numbers members have.
var memberKinds = []int{figureKind, commitmentKind, passageKind}

// graph is the kept graph, for one transaction. What it changes of members is
// written by flush, which a transaction that writes ends with.
type graph struct {
	conn    Conn
	packs   map[int64]*pack
	held    int    // bytes of packs, about
	row     []byte // of the members read last
	threads map[int64]*thread
	moved   map[int64]bool        // positions of releases with facts that came into a thread or left one
	from    map[int64][]link.Edge // the edges that start at members that were asked for; nil where none are remembered
	groups  map[link.Key]*group
	index   *keyIndex
	changed []keyEntry // keys that are held, or no more, and not written yet
}

var _ link.Graph = (*graph)(nil)

// newGraph returns the graph to be read, or to be written by who has the memory of its keys.
func newGraph(conn Conn, memory *keyMemory) *graph {
	return &graph{conn: conn, packs: map[int64]*pack{}, threads: map[int64]*thread{}, moved: map[int64]bool{}, groups: map[link.Key]*group{}, index: newKeyIndex(conn, memory)}
}

// maxHeld bounds how many bytes of members are held in memory, as they are kept: what a hundred releases are compared with in a
// record of a hundred thousand is read once. newBytes is what a member takes that is not kept yet.
const (
	maxHeld  = 64 << 20
	newBytes = 256
)

// pack are the members of one kind of one release. They are kept in one row, for
// they share most of their words.
type pack struct {
	numbers []int64        // ascending
	kept    *link.Kept     // as they were read, nil where own has them
	own     []*link.Member // those that are to be kept
	changed bool
	keyless bool // kept by a program of schema 1: no run holds its keys
}

// packOf returns the number of the row that keeps a member.
func packOf(number int64) int64 { return number >> ordinalBits }

// A holder of a key is kept as its member's number, with the sort in the place of the
// kind, which the sort tells.
var kindOfSort = [...]int64{
	link.Sum: figureKind, link.Measure: figureKind, link.Commitment: commitmentKind,
	link.Report: passageKind, link.Stage: passageKind, link.Announcement: passageKind, link.FormerValue: passageKind,
}

const placeInKind = 1<<kindShift - 1

func heldBy(h link.Holder) int64 { return int64(h.Sort)<<kindShift | h.Number&placeInKind }

func holderOf(key, place, held int64, traits link.Traits) link.Holder {
	sort := held >> kindShift
	return link.Holder{Key: link.Key(key), Place: place, Sort: link.Sort(sort), Number: kindOfSort[sort]<<kindShift | held&placeInKind, Traits: traits}
}

// pack returns the members of a row, none where there is no such row.
func (g *graph) pack(at int64) (*pack, error) {
	if p := g.packs[at]; p != nil {
		return p, nil
	}
	if err := g.bound(); err != nil {
		return nil, err
	}
	p := &pack{}
	err := query(g.conn, "SELECT body, digest FROM member WHERE pack = ?", func(stmt Stmt) (err error) {
		p.keyless = stmt.ColumnIsNull(1)
		return g.decode(p, at, stmt, 0)
	}, at)
	g.packs[at] = p
	return p, err
}

// decode reads a pack from a column of a row.
func (g *graph) decode(p *pack, at int64, stmt Stmt, column int) error {
	n := stmt.ColumnLen(column)
	g.row = slices.Grow(g.row[:0], n)[:n]
	stmt.ColumnBytes(column, g.row)
	g.held += n
	return p.decode(at, g.row)
}

// bound forgets the packs in memory where they have become too many.
func (g *graph) bound() error {
	if g.held <= maxHeld {
		return nil
	}
	if err := g.flushPacks(); err != nil {
		return err
	}
	clear(g.packs)
	g.held = 0
	return nil
}

// encode packs its own members: how many they are, the place of each in its text, what they are.
func (p *pack) encode() []byte {
	b := binary.AppendUvarint(nil, uint64(len(p.numbers)))
	for _, n := range p.numbers {
		b = binary.AppendUvarint(b, uint64(placeOfFact(n)))
	}
	return link.AppendMembers(b, p.own)
}

func (p *pack) decode(at int64, b []byte) (err error) {
	damaged := fmt.Errorf("%w: the members of a release", onrecord.ErrDamaged)
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)) {
		return damaged
	}
	b = b[size:]
	p.numbers = make([]int64, 0, n)
	for range n {
		place, size := binary.Uvarint(b)
		if size <= 0 || place >= maxFacts {
			return damaged
		}
		b = b[size:]
		p.numbers = append(p.numbers, at<<ordinalBits|int64(maxFacts-1-place))
	}
	if p.kept, err = link.ReadMembers(b); err == nil && p.kept.Len() != len(p.numbers) {
		err = damaged
	}
	return err
}

// at returns the member at a place among those of the pack.
func (p *pack) at(i int) (*link.Member, error) {
	if p.kept != nil {
		return p.kept.Member(i)
	}
	return p.own[i], nil
}

// change has all members be the pack's own, which may be changed.
func (p *pack) change() (err error) {
	p.changed = true
	if p.kept == nil {
		return nil
	}
	p.own = make([]*link.Member, p.kept.Len())
	for i := range p.own {
		if p.own[i], err = p.kept.Member(i); err != nil {
			return err
		}
	}
	p.kept = nil
	return nil
}

// packed returns the row that keeps the pack, whose members are its own.
func (p *pack) packed(at int64) packedMembers {
	row := packedMembers{at: at, body: p.encode()}
	for i, m := range p.own {
		for h := range m.Holders(p.numbers[i]) {
			row.keys++
			row.digest += entryOf(h, 1).digest()
		}
	}
	row.digest &= digestBits
	return row
}

const insertPack = "INSERT INTO member (pack, keys, digest, body) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (pack) DO UPDATE SET keys = excluded.keys, digest = excluded.digest, body = excluded.body"

// flush writes what has changed of members, keys and threads.
func (g *graph) flush() error {
	if err := g.flushKeys(); err != nil {
		return err
	}
	if err := g.flushThreads(); err != nil {
		return err
	}
	return g.flushPacks()
}

func (g *graph) flushPacks() error {
	for _, at := range sortedKeys(g.packs, cmp.Compare[int64]) {
		p := g.packs[at]
		if !p.changed {
			continue
		}
		if err := g.keepPack(at, p); err != nil {
			return err
		}
		p.changed = false
	}
	return nil
}

func (g *graph) keepPack(at int64, p *pack) error {
	if len(p.numbers) == 0 {
		return query(g.conn, "DELETE FROM member WHERE pack = ?", nil, at)
	}
	row := p.packed(at)
	if p.keyless {
		return query(g.conn, insertPack, nil, at, row.keys, nil, row.body)
	}
	return query(g.conn, insertPack, nil, at, row.keys, row.digest, row.body)
}

// Member implements link.Graph.
func (g *graph) Member(number int64) (*link.Member, error) {
	p, err := g.pack(packOf(number))
	if err != nil {
		return nil, err
	}
	return p.member(number)
}

func (p *pack) member(number int64) (*link.Member, error) {
	i, found := slices.BinarySearch(p.numbers, number)
	if !found {
		return nil, fmt.Errorf("%w: a link leads to member %d, which is not kept", onrecord.ErrDamaged, number)
	}
	return p.at(i)
}

// Insert implements link.Graph.
func (g *graph) Insert(number int64, m *link.Member) error {
	p, err := g.pack(packOf(number))
	if err != nil {
		return err
	}
	i, _ := slices.BinarySearch(p.numbers, number)
	if err := p.change(); err != nil {
		return err
	}
	p.numbers, p.own = slices.Insert(p.numbers, i, number), slices.Insert(p.own, i, m)
	g.held += newBytes
	for h := range m.Holders(number) {
		if err := g.hold(h, 1); err != nil {
			return err
		}
	}
	return nil
}

// Delete implements link.Graph.
func (g *graph) Delete(number int64) error {
	m, err := g.Member(number)
	if err != nil {
		return err
	}
	edges, err := g.Edges(number)
	if err != nil {
		return err
	}
	for _, e := range edges {
		g.relink(e)
		g.forgetEdge(e)
	}
	if err := g.release(number, m); err != nil {
		return err
	}
	if err := g.leave(number); err != nil {
		return err
	}
	p := g.packs[packOf(number)]
	i, _ := slices.BinarySearch(p.numbers, number)
	if err := p.change(); err != nil {
		return err
	}
	p.numbers, p.own = slices.Delete(p.numbers, i, i+1), slices.Delete(p.own, i, i+1)
	p.keyless = p.keyless && len(p.numbers) > 0
	return errors.Join(
		query(g.conn, "DELETE FROM link WHERE a = ?", nil, number),
		query(g.conn, "DELETE FROM link WHERE b = ?", nil, number))
}

// release keeps that a member holds none of its keys any more.
func (g *graph) release(number int64, m *link.Member) error {
	if g.packs[packOf(number)].keyless {
		return nil
	}
	for h := range m.Holders(number) {
		if err := g.hold(h, -1); err != nil {
			return err
		}
	}
	return nil
}

// Edges implements link.Graph.
func (g *graph) Edges(number int64) (edges []link.Edge, err error) {
	err = query(g.conn, `SELECT a, b, kind, why, weight FROM link WHERE a = ?1
		UNION ALL SELECT a, b, kind, why, weight FROM link WHERE b = ?1 AND a <> b`, func(stmt Stmt) error {
		edges = append(edges, edgeAt(stmt))
		return nil
	}, number)
	return edges, err
}

// EdgesFrom implements link.Graph.
func (g *graph) EdgesFrom(number int64) (edges []link.Edge, err error) {
	if edges, known := g.from[number]; known {
		return edges, nil
	}
	err = query(g.conn, "SELECT a, b, kind, why, weight FROM link WHERE a = ?", func(stmt Stmt) error {
		edges = append(edges, edgeAt(stmt))
		return nil
	}, number)
	return edges, err
}

func edgeAt(stmt Stmt) link.Edge {
	return link.Edge{A: stmt.ColumnInt64(0), B: stmt.ColumnInt64(1), Kind: onrecord.LinkKind(stmt.ColumnText(2)), Why: stmt.ColumnText(3), Weight: stmt.ColumnFloat(4)}
}

// Connect implements link.Graph.
func (g *graph) Connect(e link.Edge) error {
	g.relink(e)
	if from, known := g.from[e.A]; known && !slices.ContainsFunc(from, e.Same) {
		g.from[e.A] = append(from, e)
	}
	return query(g.conn, "INSERT INTO link (a, b, kind, why, weight) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", nil, e.A, e.B, string(e.Kind), e.Why, e.Weight)
}

// Disconnect implements link.Graph.
func (g *graph) Disconnect(e link.Edge) error {
	g.relink(e)
	g.forgetEdge(e)
	return query(g.conn, "DELETE FROM link WHERE a = ? AND b = ? AND kind = ?", nil, e.A, e.B, string(e.Kind))
}

// forgetEdge takes an edge that goes out of those that are remembered. Who was given them may go on to look at them.
func (g *graph) forgetEdge(e link.Edge) {
	if from, known := g.from[e.A]; known {
		g.from[e.A] = slices.DeleteFunc(slices.Clone(from), e.Same)
	}
}

// relink notes the releases of an edge by which a thread shows what was before: see withFormer.
func (g *graph) relink(e link.Edge) {
	if e.Kind == onrecord.LinkRecalls {
		g.moved[positionOfFact(e.A)], g.moved[positionOfFact(e.B)] = true, true
	}
}

// membersAt returns the numbers of the members that a release at a position has,
// in ascending order.
func (g *graph) membersAt(position int64) (numbers []int64, err error) {
	for _, kind := range memberKinds {
		p, err := g.pack(packOf(factNumber(kind, position, 0)))
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, p.numbers...)
	}
	return numbers, nil
}

// packed puts members into the packs that keep them, in ascending order.
func packed(members []link.Numbered) (packs []*pack, at []int64) {
	order := make([]int, len(members))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(members[a].Number, members[b].Number) })
	numbers, all, from := make([]int64, len(order)), make([]*link.Member, len(order)), 0
	for i, place := range order {
		numbers[i], all[i] = members[place].Number, &members[place].Member
		if n := packOf(numbers[i]); len(at) == 0 || at[len(at)-1] != n {
			packs, at, from = append(packs, &pack{}), append(at, n), i
		}
		p := packs[len(packs)-1]
		p.numbers, p.own = numbers[from:i+1:i+1], all[from:i+1:i+1] // what is put in must not reach the next
	}
	return packs, at
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
	members := standingMembers(reader, r)
	out := make([]link.Numbered, 0, len(members))
	passages := 0
	for i := range members {
		m := &members[i]
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
		out = append(out, link.Numbered{Number: n, Member: *m})
	}
	return out
}

// unlink takes a release's members out of the graph before its facts change:
// numbers may soon be those of other facts. The rest of the graph is then what
// it would be had they never been in it; the release waits to be linked anew.
func unlink(conn Conn, memory *keyMemory, position int64) error {
	g := newGraph(conn, memory)
	numbers, err := g.membersAt(position)
	if err == nil {
		err = g.expectAll(numbers, nil)
	}
	if err == nil {
		err = link.Update(g, numbers, nil)
	}
	if err == nil {
		err = g.flush()
	}
	if err != nil {
		return err
	}
	return markUnlinked(conn, position)
}

func markUnlinked(conn Conn, position int64) error {
	return query(conn, "INSERT INTO unlinked (position) VALUES (?) ON CONFLICT DO NOTHING", nil, position)
}
