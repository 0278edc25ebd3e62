package keep

import (
	"slices"
)

// postHolders are the rows of who was seen to hold posts as they were read: they count for as long as no release is written
// to that gave one of the posts, or gives one now. Which names are one person is asked for each time. Nobody changes them.
type postHolders struct {
	ids       []int64   // of the posts
	names     []int64   // of the people, ascending
	positions [][]int64 // of the releases that give each name one of the posts, each once, ascending
	placed    int       // how many positions those are
	latest    []int32   // places of names, those that were seen to hold one last first
}

// last is the latest release that gives the name at a place one of the posts.
func (p *postHolders) last(place int32) int64 { return p.positions[place][len(p.positions[place])-1] }

// seenLast returns the things, each once, whose names were seen to hold one of the posts last: maxHolders of them and whoever
// was seen with the last of these, or all where they are fewer. Thousands held some posts, and of the others nothing is shown: they
// are not asked for.
func (p *postHolders) seenLast(conn Conn) (things []int64, err error) {
	known := map[int64]bool{}
	for from, to := 0, 0; from < len(p.latest) && len(things) < maxHolders && err == nil; from = to {
		to = min(from+2*maxHolders, len(p.latest))
		for to < len(p.latest) && p.last(p.latest[to]) == p.last(p.latest[to-1]) {
			to++
		}
		names := make([]int64, 0, to-from)
		for _, place := range p.latest[from:to] {
			names = append(names, p.names[place])
		}
		err = query(conn, "SELECT n.thing FROM json_each(?) j CROSS JOIN name n ON n.number = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
			if thing := stmt.ColumnInt64(0); !known[thing] {
				known[thing], things = true, append(things, thing)
			}
			return nil
		}, jsonOf(names))
	}
	return things, err
}

// The bounds of remembered holders.
const (
	maxSeen = 1 << 20 // positions: 8 MB
	// Of so many releases that were written to it is asked which posts they give. Of more, as of an import, asking would take
	// the next reader longer than reading holders anew.
	maxPostsAsked = 64
)

// touched reports whether a release that gave one of the posts, or gives one now, was written to.
func (p *postHolders) touched(since stale) bool {
	if slices.ContainsFunc(p.ids, func(id int64) bool { return since.posts[id] }) {
		return true
	}
	return slices.ContainsFunc(p.positions, func(of []int64) bool {
		return slices.ContainsFunc(since.positions, func(at int64) bool {
			_, gave := slices.BinarySearch(of, at)
			return gave
		})
	})
}

// forgetHolders lets go of the holders that may be others since.
func (m *memory) forgetHolders(since stale) {
	if m.holders == nil || since.all || since.posts == nil {
		m.holders, m.seen = map[string]*postHolders{}, 0
	}
	for key, p := range m.holders {
		if p.touched(since) {
			m.seen -= p.placed
			delete(m.holders, key)
		}
	}
}

// holders returns who was seen to hold posts with these ids, or reads it. It is shared.
func (r recall) holders(posts []int64, read func() (*postHolders, error)) (out *postHolders, err error) {
	key, known := jsonOf(posts), false
	r.with(func(m *memory) { out, known = m.holders[key] })
	if known {
		return out, nil
	}
	if out, err = read(); err != nil {
		return nil, err
	}
	r.with(func(m *memory) {
		if old := m.holders[key]; old != nil { // another was quicker
			m.seen -= old.placed
			delete(m.holders, key)
		}
		for some, old := range m.holders {
			if m.seen+out.placed <= maxSeen && len(m.holders) < maxThings {
				break
			}
			m.seen -= old.placed
			delete(m.holders, some)
		}
		m.holders[key], m.seen = out, m.seen+out.placed
	})
	return out, nil
}

// postsAt notes the ids of the posts that the release at a position gives now, of whom it names.
func postsAt(conn Conn, named []mention, position int64, ids map[int64]bool) error {
	names := make([]int64, len(named))
	for i, m := range named {
		names[i] = m.Name
	}
	return query(conn, `SELECT DISTINCT p.id FROM json_each(?) j CROSS JOIN held h ON h.name = CAST(j.value AS BIGINT) AND h.position = ?
		CROSS JOIN post p ON p.number = h.post`, func(stmt Stmt) error {
		ids[stmt.ColumnInt64(0)] = true
		return nil
	}, jsonOf(names), position)
}
