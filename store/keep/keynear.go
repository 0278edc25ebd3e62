package keep

import (
	"cmp"
	"slices"
)

// What stands beside a holder is found for many at a time: every block is then read once.

// wantedKey asks for the holders of a key that stand near some, whether these hold it or not.
type wantedKey struct {
	key  int64
	at   []keyEntry // near which, in their order
	most int        // how many are wanted on each side of each
}

// foundKey are entries of a key: of those that stand before each that was asked about, and after it, the nearest as many as were
// wanted, or all there are. What is further away may have been cancelled.
type foundKey struct {
	entries []keyEntry // in no order, some more than once
	cancels bool       // one of them cancels another: what is near can't be told from them
}

// nearPlace is what was found so far in one run of what stands near one place.
type nearPlace struct {
	key           int // its place among the keys that are asked about
	at            keyEntry
	before, after int // how many are still wanted
	first, last   int // the blocks that were read
	from, to      int // those that may hold the key, the end exclusive
}

// find returns what stands near what is wanted, whose keys ascend, in the same order.
func (x *keyIndex) find(wanted []wantedKey) ([]foundKey, error) {
	runs, err := x.load()
	if err != nil {
		return nil, err
	}
	found := make([]foundKey, len(wanted))
	for _, r := range runs {
		var places []nearPlace
		ask := map[int64][]int{} // which of the places each block is to be read for
		for i, w := range wanted {
			if !r.may(w.key) {
				continue
			}
			from, to := r.blocksOf(w.key)
			for _, e := range w.at {
				at := r.lastBefore(e, from, to)
				ask[r.block(at)] = append(ask[r.block(at)], len(places))
				places = append(places, nearPlace{i, e, w.most, w.most, at, at, from, to})
			}
		}
		for len(ask) > 0 {
			if err := x.findIn(r, ask, places, found); err != nil {
				return nil, err
			}
			clear(ask)
			for i := range places {
				p := &places[i]
				if p.before > 0 && p.first > p.from {
					p.first--
					ask[r.block(p.first)] = append(ask[r.block(p.first)], i)
				}
				if p.after > 0 && p.last+1 < p.to {
					p.last++
					ask[r.block(p.last)] = append(ask[r.block(p.last)], i)
				}
			}
		}
	}
	return found, nil
}

// findIn reads the blocks of a run that are asked for, each for some of the places.
func (x *keyIndex) findIn(r *keyRun, ask map[int64][]int, places []nearPlace, found []foundKey) error {
	var alike alikeEntries
	return x.readBlocks(sortedKeys(ask, cmp.Compare[int64]), func(number int64, body []byte) error {
		b := blockReader{releases: r.releases, rest: body}
		key, taken := -1, 0
		for _, i := range ask[number] {
			p := &places[i]
			var err error
			if p.key != key {
				if err = b.alike(p.at.key, &alike); err != nil {
					return err
				}
				key, taken = p.key, 0
			}
			if taken, err = p.take(&alike, taken, &found[key]); err != nil {
				return err
			}
		}
		return nil
	})
}

// take adds the entries that stand near the place, of those of its key in a block. The first of them, as many as taken says, were added
// for other places; it returns how many are now.
func (p *nearPlace) take(alike *alikeEntries, taken int, to *foundKey) (int, error) {
	at, itself, err := alike.search(p.at)
	if err != nil {
		return 0, err
	}
	from, end := max(0, at-p.before), at
	if itself {
		end++
	}
	p.before -= at - from
	more := min(len(alike.starts)-end, p.after)
	p.after, end = p.after-more, end+more
	for i := max(from, taken); i < end; i++ {
		e, err := alike.at(i)
		if err != nil {
			return 0, err
		}
		to.entries = append(to.entries, e)
		to.cancels = to.cancels || e.weight != 1
	}
	return max(taken, end), nil
}

// alikeEntries are the entries of one key in a block. Each is made when it is asked for: of those of a frequent key few are.
type alikeEntries struct {
	key      int64
	releases [][2]int64
	block    []byte
	starts   []int // where they begin, behind their key
}

// alike makes out where the entries of a key stand that is not before that of the entry read last, and goes on behind them.
func (b *blockReader) alike(key int64, to *alikeEntries) error {
	*to = alikeEntries{key: key, releases: b.releases, block: b.rest, starts: to.starts[:0]}
	at, last := 0, b.entry.key
	for at < len(b.rest) {
		more, n := uvarint(b.rest[at:])
		if n <= 0 {
			return errRun
		}
		if last+int64(more) > key {
			break
		}
		if last += int64(more); last == key {
			to.starts = append(to.starts, at+n)
		}
		at = passEntry(b.rest, at)
	}
	if at > len(b.rest) {
		return errRun
	}
	b.rest, b.entry.key = b.rest[at:], last
	return nil
}

func (a *alikeEntries) at(i int) (e keyEntry, err error) {
	e.key = a.key
	_, err = e.read(a.releases, a.block[a.starts[i]:])
	return e, err
}

// search returns how many of the entries stand before one, and whether it is there.
func (a *alikeEntries) search(e keyEntry) (at int, itself bool, err error) {
	for end := len(a.starts); at < end; {
		middle := (at + end) / 2
		one, err := a.at(middle)
		if err != nil {
			return 0, false, err
		}
		switch order := compareEntries(one, e); {
		case order == 0:
			return middle, true, nil
		case order < 0:
			at = middle + 1
		default:
			end = middle
		}
	}
	return at, false, nil
}

// near returns the entries of e's key that stand before e, or after it, the nearest first and most of them at most. Beside the
// runs those of changed count, which are in their order and not written yet.
func (x *keyIndex) near(e keyEntry, changed []keyEntry, most int, after bool) ([]keyEntry, error) {
	runs, err := x.load()
	if err != nil {
		return nil, err
	}
	order := compareEntries
	if !after {
		order = func(a, b keyEntry) int { return compareEntries(b, a) }
	}
	for take := most; ; take *= 2 {
		var all []keyEntry
		var border *keyEntry // what is beyond it was not looked at in every run
		for _, r := range runs {
			if !r.may(e.key) {
				continue
			}
			list, err := x.nearIn(r, e, take, after)
			if err != nil {
				return nil, err
			}
			if all = append(all, list...); len(list) == take && (border == nil || order(list[take-1], *border) < 0) {
				border = &list[take-1]
			}
		}
		for _, c := range changed {
			if order(e, c) < 0 {
				all = append(all, c)
			}
		}
		slices.SortFunc(all, order)
		out := slices.DeleteFunc(summed(all), func(one keyEntry) bool {
			return one.weight <= 0 || compareEntries(one, e) == 0 || border != nil && order(*border, one) < 0
		})
		if border == nil || len(out) >= most {
			return out[:min(len(out), most)], nil
		}
	}
}

// nearIn returns a run's own entries of e's key before or after e, the nearest first, so many of them or all.
func (x *keyIndex) nearIn(r *keyRun, e keyEntry, take int, after bool) (out []keyEntry, err error) {
	from, to := r.blocksOf(e.key)
	at := r.lastBefore(e, from, to)
	step := -1
	if after {
		step = 1
	}
	for ; err == nil && from <= at && at < to && len(out) < take; at += step {
		var list []keyEntry
		if list, err = x.entries(r, at, e.key); err == nil {
			out = appendNear(out, list, e, take, after)
		}
	}
	return out, err
}

// lastBefore returns the last of some blocks that begins before e, or the first of them.
func (r *keyRun) lastBefore(e keyEntry, from, to int) int {
	n, _ := slices.BinarySearchFunc(r.starts[from:to], startOf(e), compareStarts)
	return max(from, from+n-1)
}

// appendNear adds the entries of e's key that stand before or after it, the nearest first.
func appendNear(out, list []keyEntry, e keyEntry, take int, after bool) []keyEntry {
	at, _ := slices.BinarySearchFunc(list, e, compareEntries)
	step := 1
	if !after {
		at, step = at-1, -1
	}
	for ; 0 <= at && at < len(list) && len(out) < take; at += step {
		out = append(out, list[at])
	}
	return out
}
