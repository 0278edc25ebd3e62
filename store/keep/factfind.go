package keep

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"github.com/onrecord/onrecord"
)

// factSearch is which facts are looked for: those from one number to another, inclusive, that hold the words.
type factSearch struct {
	words       AllOf // none for all facts
	first, last int64
	among       []int64 // numbers, ascending; nil for any
	some        bool    // who asks is likely to want the first few alone
	most        int     // how many are wanted at most; 0 where that is not known
}

// descend calls found with the numbers of the facts, the highest first, until it returns an error.
func (x *factIndex) descend(s *factSearch, found func(int64) error) error {
	if err := x.load(); err != nil {
		return err
	}
	runs, early := factWalk{x: x, search: s, next: s.last, size: firstWindow}, earlyWalk{x: x, search: s, next: s.last, size: cmp.Or(s.most, firstWindow)}
	for {
		n, some, err := runs.peek()
		if err != nil {
			return err
		}
		before, more, err := early.peek()
		if err != nil || !some && !more {
			return err
		}
		if !some || more && before > n {
			n = before
			early.pop()
		} else {
			runs.pop()
		}
		if err := found(n); err != nil {
			return err
		}
	}
}

// count is how many facts there are.
func (x *factIndex) count(s *factSearch) (n int, err error) {
	if err := x.load(); err != nil {
		return 0, err
	}
	if s.among == nil {
		early := 0
		if x.early {
			condition, args := s.early(s.last)
			counted, _, err := number(x.conn, "SELECT count(*)"+condition, args...)
			if err != nil {
				return 0, err
			}
			early = int(counted)
		}
		lists, err := x.find(s, s.first, s.last)
		for _, list := range lists {
			n += len(list)
		}
		return n + early, err
	}
	return n, x.descend(s, func(int64) error {
		n++
		return nil
	})
}

// Of few that are wanted no more is read than so many releases; then of so many times as many each time.
const (
	firstWindow = 512
	nextWindow  = 8
)

// factWalk gives what runs hold, window by window.
type factWalk struct {
	x      *factIndex
	search *factSearch
	next   int64   // the highest number that was not looked at
	size   int     // of the next window, in releases
	found  []int64 // ascending
}

func (w *factWalk) peek() (n int64, some bool, err error) {
	for len(w.found) == 0 && w.next >= w.search.first {
		first := w.window()
		lists, err := w.x.find(w.search, first, w.next)
		if err != nil {
			return 0, false, err
		}
		if w.found = slices.Concat(lists...); !slices.IsSorted(w.found) {
			slices.Sort(w.found)
		}
		w.next, w.size = first-1, w.size*nextWindow
	}
	if len(w.found) == 0 {
		return 0, false, nil
	}
	return w.found[len(w.found)-1], true, nil
}

func (w *factWalk) pop() { w.found = w.found[:len(w.found)-1] }

// window returns where the next window begins.
func (w *factWalk) window() int64 {
	s := w.search
	if !s.some || s.among != nil || kindOfFact(s.first) != kindOfFact(w.next) {
		return s.first
	}
	window := s.first
	for _, r := range w.x.runs {
		end, _ := slices.BinarySearch(r.positions, positionOfFact(w.next)+1)
		if end > w.size {
			first, _ := factRange(kindOfFact(w.next), r.positions[end-w.size], maxPosition)
			window = max(window, first)
		}
	}
	return window
}

// find returns the numbers of the facts of runs from one to another that are looked for: those of each run, ascending.
func (x *factIndex) find(s *factSearch, first, last int64) (lists [][]int64, err error) {
	var keys []uint64
	if keys, err = keysOf(keys, s.words); err != nil {
		return nil, err
	}
	var finders []factFinder
	var blocks []int64
	for _, r := range x.runs {
		f := factFinder{run: r, first: r.first(first), end: r.first(last + 1)}
		if s.among != nil {
			f.among(s.among)
		}
		if f.first >= f.end {
			continue
		}
		finders = append(finders, f)
		for _, key := range keys {
			for at := range f.at(key) {
				blocks = append(blocks, r.block(at))
			}
		}
	}
	slices.Sort(blocks)
	read, err := x.readBlocks(slices.Compact(blocks))
	for i := 0; i < len(finders) && err == nil; i++ {
		finders[i].blocks = read
		var places []uint64
		var list []int64
		if places, err = finders[i].all(s.words); err == nil {
			list, err = x.numbers(finders[i].run, places)
		}
		if len(list) > 0 {
			lists = append(lists, list)
		}
	}
	slices.SortFunc(lists, func(a, b []int64) int { return cmp.Compare(a[0], b[0]) })
	return lists, err
}

// numbers returns the numbers of the facts at places of a run that are not gone.
func (x *factIndex) numbers(r *factRun, places []uint64) ([]int64, error) {
	gone := x.gone[r.run]
	out := make([]int64, 0, len(places))
	for _, place := range places {
		n, ok := r.number(place)
		if !ok {
			return nil, errFactRun
		}
		if len(gone) > 0 && x.isGone(r, positionOfFact(n)) {
			continue
		}
		out = append(out, n)
	}
	return out, nil
}

// keysOf appends the keys of all terms of words.
func keysOf(keys []uint64, words Words) (_ []uint64, err error) {
	var of []Words
	switch w := words.(type) {
	case Phrase:
		if w.Prefix || len(w.Words) != 1 {
			return nil, fmt.Errorf("%w: facts are found by whole words", onrecord.ErrUnsupported)
		}
		return append(keys, termKey(w.Words[0])), nil
	case AllOf:
		if of = w; len(w) == 0 {
			return append(keys, everyFact), nil
		}
	case AnyOf:
		of = w
	}
	for _, w := range of {
		if keys, err = keysOf(keys, w); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// factFinder finds places in a run from one to another, exclusive.
type factFinder struct {
	run        *factRun
	first, end uint64
	asked      []uint64 // the only places that are looked at, ascending; nil for any
	blocks     map[int64][]byte
}

// among has the finder look at the places of these facts alone; their numbers ascend.
func (f *factFinder) among(numbers []int64) {
	f.asked = []uint64{}
	for _, n := range numbers {
		place := f.run.first(n)
		if there, ok := f.run.number(place); ok && there == n && f.first <= place && place < f.end {
			f.asked = append(f.asked, place)
		}
	}
	f.end = f.first
	if last := len(f.asked) - 1; last >= 0 {
		f.first, f.end = f.asked[0], f.asked[last]+1
	}
}

// at gives the blocks that may hold places of a key which are looked at, in order.
func (f *factFinder) at(key uint64) iter.Seq[int] {
	return func(yield func(int) bool) {
		if f.asked == nil {
			for at, to := f.run.blocks(key, f.first, f.end); at < to && yield(at); at++ {
			}
			return
		}
		for next := 0; next < len(f.asked); {
			at, to := f.run.blocks(key, f.asked[next], f.asked[next]+1)
			if at < to && !yield(at) {
				return
			}
			next = f.before(key, next, to)
		}
	}
}

// before is the first of the places that are asked for, from the given one on, that a block or a later one begins with.
func (f *factFinder) before(key uint64, next, block int) int {
	next++
	if block == len(f.run.starts) || f.run.starts[block].key > key {
		return len(f.asked)
	}
	later, _ := slices.BinarySearch(f.asked[next:], f.run.starts[block].place)
	return next + later
}

// places returns the places of facts that hold words, ascending.
func (f *factFinder) places(words Words) ([]uint64, error) {
	switch w := words.(type) {
	case Phrase:
		return f.under(termKey(w.Words[0]))
	case AllOf:
		return f.all(w)
	case AnyOf:
		var out []uint64
		for _, one := range w {
			list, err := f.places(one)
			if err != nil {
				return nil, err
			}
			out = append(out, list...)
		}
		slices.Sort(out)
		return slices.Compact(out), nil
	}
	panic(fmt.Sprintf("keep: facts cannot be found by a %T", words))
}

func (f *factFinder) all(words AllOf) (out []uint64, err error) {
	if len(words) == 0 {
		return f.under(everyFact)
	}
	for i, w := range words {
		list, err := f.places(w)
		if err != nil || len(list) == 0 {
			return nil, err
		}
		if i == 0 {
			out = list
			continue
		}
		out = common(out, list)
	}
	return out, nil
}

// common returns what two ascending lists have both, in the memory of the first.
func common(a, b []uint64) []uint64 {
	out, j := a[:0], 0
	for _, n := range a {
		for j < len(b) && b[j] < n {
			j++
		}
		if j < len(b) && b[j] == n {
			out = append(out, n)
		}
	}
	return out
}

// under returns the places of facts under a key that are looked at, ascending.
func (f *factFinder) under(key uint64) (out []uint64, err error) {
	for at := range f.at(key) {
		block, there := f.blocks[f.run.block(at)]
		if !there {
			return nil, errFactRun
		}
		if out, err = appendPlaces(out, block, key, f.first, f.end); err != nil {
			return nil, err
		}
	}
	if f.asked != nil {
		out = common(out, f.asked)
	}
	return out, nil
}

// earlyWalk gives what the index of words of an earlier schema holds.
type earlyWalk struct {
	x      *factIndex
	search *factSearch
	next   int64   // the highest number that was not asked for
	size   int     // how many are asked for next
	found  []int64 // descending
}

func (w *earlyWalk) peek() (n int64, some bool, err error) {
	if !w.x.early {
		return 0, false, nil
	}
	for len(w.found) == 0 && w.next >= w.search.first {
		condition, args := w.search.early(w.next)
		text, asked := "SELECT "+w.search.column()+condition+" ORDER BY 1 DESC", 0
		limited := w.search.some || w.search.most > 0
		if limited {
			text, args = text+" LIMIT ?", append(args, w.size)
		}
		err := w.x.conn.Stream(text, func(stmt Stmt) error {
			w.found = append(w.found, stmt.ColumnInt64(0))
			asked++
			return nil
		}, args...)
		if err != nil {
			return 0, false, err
		}
		if !limited || asked < w.size {
			w.next = w.search.first - 1
		} else {
			w.next = w.found[len(w.found)-1] - 1
		}
		w.size *= nextWindow
	}
	if len(w.found) == 0 {
		return 0, false, nil
	}
	return w.found[0], true, nil
}

func (w *earlyWalk) pop() { w.found = w.found[1:] }

func (s *factSearch) column() string {
	if len(s.words) > 0 {
		return "rowid"
	}
	return "id"
}

// early is what finds the facts in the index of words of an earlier schema, up to a number.
func (s *factSearch) early(last int64) (text string, args []any) {
	text, args = " FROM fact_index_docsize WHERE id BETWEEN ? AND ?", []any{s.first, last}
	if len(s.words) > 0 {
		text, args = " FROM fact_index WHERE fact_index MATCH ? AND rowid BETWEEN ? AND ?", []any{s.words, s.first, last}
	}
	if s.among != nil {
		text, args = text+" AND "+s.column()+" IN (SELECT CAST(j.value AS BIGINT) FROM json_each(?) j)", append(args, jsonOf(s.among))
	}
	return text, args
}
