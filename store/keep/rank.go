package keep

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/onrecord/onrecord"
)

var errFrequency = fmt.Errorf("%w: the packed frequencies of a release", onrecord.ErrDamaged)

// How relevance ranks: see the package comment.
const (
	k1         = 1.2
	lengthPart = 0.75
	titleCount = 5 // occurrences that a title counts as
)

// relevance returns a page by falling score, then the rest newest first.
func (m *matcher) relevance(found bitset, total int, c cursor, limit int) ([]ranked, string, error) {
	if len(m.leaves) == 0 { // nothing to rank by
		return m.newest(found, c, markUnscored, limit)
	}
	candidates := found
	if total > m.bounds.Newest {
		candidates = m.candidates(found)
	}
	var out []ranked
	if c.mark != markUnscored {
		scored, err := m.score(candidates)
		if err != nil {
			return nil, "", err
		}
		from := 0
		if c.mark == markScored {
			from, _ = slices.BinarySearchFunc(scored, c, m.afterCursor)
		}
		scored = scored[from:]
		if len(scored) > limit {
			last := scored[limit-1]
			return scored[:limit], cursor{markScored, last.score, m.snap.positions[last.ordinal]}.String(), nil
		}
		out, c = scored, cursor{}
	}
	rest := found.clone()
	rest.andNot(candidates)
	if len(out) == limit {
		if rest.count() == 0 {
			return out, "", nil
		}
		last := out[limit-1]
		return out, cursor{markScored, last.score, m.snap.positions[last.ordinal]}.String(), nil
	}
	others, next, err := m.newest(rest, c, markUnscored, limit-len(out))
	return append(out, others...), next, err
}

// afterCursor orders a scored hit against the cursor: 0 or above is after it.
func (m *matcher) afterCursor(r ranked, c cursor) int {
	if order := cmp.Or(cmp.Compare(c.score, r.score), cmp.Compare(c.position, m.snap.positions[r.ordinal])); order > 0 {
		return 1
	}
	return -1
}

// candidates returns the newest matches and the newest with a word in the title.
func (m *matcher) candidates(found bitset) bitset {
	out := newBitset(m.snap.len())
	newest := func(b bitset, most int) {
		for at := b.before(m.snap.len()); at >= 0 && most > 0; at, most = b.before(at), most-1 {
			out.set(at)
		}
	}
	newest(found, m.bounds.Newest)
	titled := newBitset(m.snap.len())
	for _, l := range m.leaves {
		titled.or(l.title)
	}
	titled.and(found)
	newest(titled, m.bounds.Titled)
	return out
}

// score ranks the candidates, best first; of equal ones the newest.
func (m *matcher) score(candidates bitset) ([]ranked, error) {
	n := float64(m.snap.len())
	average := max(1, float64(m.snap.words)/max(1, n))
	weights := make([]float64, len(m.leaves))
	counted := false
	for i, l := range m.leaves {
		df := float64(l.count)
		weights[i] = math.Log(1 + (n-df+0.5)/(df+0.5))
		counted = counted || l.stem != ""
	}
	wanted := m.stems()
	counts := make([]uint32, len(m.leaves))
	var out []ranked
	add := func(at int) {
		norm := k1 * (1 - lengthPart + lengthPart*float64(m.snap.lengths[at])/average)
		score := 0.0
		for i, l := range m.leaves {
			times := 0.0
			if l.text.has(at) {
				times = float64(counts[i])
			}
			if l.title.has(at) {
				times += titleCount
			}
			score += weights[i] * times * (k1 + 1) / (times + norm)
		}
		out = append(out, ranked{at, score})
	}
	var err error
	if counted {
		err = m.frequencies(candidates, wanted, counts, add)
	} else {
		fill(counts, 1)
		candidates.each(add)
	}
	slices.SortFunc(out, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.ordinal, a.ordinal))
	})
	return out, err
}

func fill(counts []uint32, n uint32) {
	for i := range counts {
		counts[i] = n
	}
}

// wantedStem is a single word of the query by the hash of its stem.
type wantedStem struct {
	hash uint32
	leaf int
}

func (m *matcher) stems() []wantedStem {
	var out []wantedStem
	for i, l := range m.leaves {
		if l.stem != "" {
			out = append(out, wantedStem{hashOf(l.stem), i})
		}
	}
	slices.SortFunc(out, func(a, b wantedStem) int { return cmp.Compare(a.hash, b.hash) })
	return out
}

// frequencies calls add for every candidate, in any order, once counts hold how often the wanted stems stand in its
// text. Those that are not remembered are asked for in one question, since each may be a journey to a server.
func (m *matcher) frequencies(candidates bitset, wanted []wantedStem, counts []uint32, add func(at int)) error {
	var ordinals []int
	candidates.each(func(at int) { ordinals = append(ordinals, at) })
	known, missing := m.remembered.frequencies(ordinals, m.snap.positions)
	take := func(at int, stems []byte) error {
		fill(counts, 1)
		err := unpackCounts(stems, wanted, counts)
		if err == nil {
			add(at)
		}
		return err
	}
	for i, stems := range known {
		if stems == nil {
			continue
		}
		if err := take(ordinals[i], stems); err != nil {
			return err
		}
	}
	if len(missing) == 0 {
		return nil
	}
	fresh := make(map[int64][]byte, len(missing))
	err := m.conn.Stream("SELECT f.position, f.stems FROM json_each(?) j CROSS JOIN frequency f ON f.position = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
		position := stmt.ColumnInt64(0)
		at, known := m.snap.ordinal(position)
		if !known {
			return nil
		}
		fresh[position] = bytesOf(stmt, 1)
		return take(at, fresh[position])
	}, jsonOf(missing))
	if err == nil {
		m.remembered.keepFrequencies(fresh)
	}
	return err
}

// unpackCounts reads the counts of the wanted stems, which stand in the order
// of their hashes, as the packed ones do.
func unpackCounts(packed []byte, wanted []wantedStem, counts []uint32) error {
	hash, next := uint32(0), 0
	for len(packed) > 0 && next < len(wanted) {
		distance, size := binary.Uvarint(packed)
		if size <= 0 {
			return errFrequency
		}
		packed = packed[size:]
		count, size := binary.Uvarint(packed)
		if size <= 0 {
			return errFrequency
		}
		packed = packed[size:]
		hash += uint32(distance)
		for next < len(wanted) && wanted[next].hash < hash {
			next++
		}
		for ; next < len(wanted) && wanted[next].hash == hash; next++ {
			counts[wanted[next].leaf] = uint32(count)
		}
	}
	return nil
}
