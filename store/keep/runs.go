package keep

import (
	"bufio"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"os"
	"slices"

	"github.com/onrecord/onrecord"
)

// runLength is how many rows are sorted in memory at a time: 16 MB of the longest.
const runLength = 1 << 19

// row is what is sorted: by its first number, then by the next.
type row interface{ [2]int64 | [3]int64 | [4]int64 }

// runs sorts rows of which there are more than memory should hold: each time that
// it is full they are sorted and written to a file, and all files are merged at the
// end. They hold nothing that the record does not, and nobody else sees them.
type runs[R row] struct {
	folder string
	rows   []R
	files  []*os.File
	length int // of all
}

// newRuns returns empty runs whose files are made in a folder.
func newRuns[R row](folder string) *runs[R] { return &runs[R]{folder: folder} }

func compareRows[R row](a, b R) int {
	for i := range len(a) {
		if a[i] != b[i] {
			if a[i] < b[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// sortRows sorts rows in place. They are first dealt into parts by their first number: keys are spread evenly, so that the
// parts are short, and sorting these compares a third as often as sorting all would.
func sortRows[R row](rows []R) {
	const most = 1 << 12 // parts
	if len(rows) < most {
		slices.SortFunc(rows, compareRows[R])
		return
	}
	least, greatest := rows[0][0], rows[0][0]
	for i := range rows {
		least, greatest = min(least, rows[i][0]), max(greatest, rows[i][0])
	}
	shift := bits.Len64(uint64(greatest-least) / most)
	part := func(r *R) int { return int(uint64((*r)[0]-least) >> shift) }
	var next, end [most + 1]int // of each part: where the next row of it goes, and where it ends
	for i := range rows {
		end[part(&rows[i])]++
	}
	for p, at := 0, 0; p <= most; p++ {
		next[p], at = at, at+end[p]
		end[p] = at
	}
	for p, from := 0, 0; p <= most; p, from = p+1, end[p] {
		for next[p] < end[p] {
			row := &rows[next[p]]
			if to := part(row); to != p {
				*row, rows[next[to]] = rows[next[to]], *row
				next[to]++
				continue
			}
			next[p]++
		}
		slices.SortFunc(rows[from:end[p]], compareRows[R])
	}
}

func (r *runs[R]) add(one R) error {
	r.rows = append(r.rows, one)
	r.length++
	if len(r.rows) < runLength {
		return nil
	}
	return r.spill()
}

// spill writes the rows in memory to a file of their own.
func (r *runs[R]) spill() error {
	sortRows(r.rows)
	file, err := scratch(r.folder)
	if err != nil {
		return err
	}
	r.files = append(r.files, file)
	out, b := bufio.NewWriterSize(file, 1<<18), []byte(nil)
	for _, one := range r.rows {
		b = b[:0]
		for i := range len(one) {
			b = binary.LittleEndian.AppendUint64(b, uint64(one[i]))
		}
		if _, err := out.Write(b); err != nil {
			return fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
		}
	}
	r.rows = r.rows[:0]
	if err := out.Flush(); err != nil {
		return fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
	}
	_, err = file.Seek(0, io.SeekStart)
	return err
}

// sorted calls yield with every row in order, rows that are the same once, and
// stops at its first error. done is how many were taken from the runs until then. It
// may be called once.
func (r *runs[R]) sorted(yield func(one R, done int) error) error {
	var m merge[R]
	sortRows(r.rows)
	sources := []func() (R, bool, error){r.memory()}
	for _, f := range r.files {
		sources = append(sources, fileOf[R](f))
	}
	for _, next := range sources {
		first, some, err := next()
		if err != nil {
			return err
		}
		if some {
			m = append(m, head[R]{first, next})
		}
	}
	heap.Init(&m)
	var last R
	for done := 1; len(m) > 0; done++ {
		if one := m[0].row; done == 1 || one != last {
			if err := yield(one, done); err != nil {
				return err
			}
			last = one
		}
		if err := m.advance(); err != nil {
			return err
		}
	}
	return nil
}

// memory returns the rows that are in memory, one at a time.
func (r *runs[R]) memory() func() (R, bool, error) {
	at := 0
	return func() (one R, some bool, err error) {
		if at == len(r.rows) {
			return one, false, nil
		}
		at++
		return r.rows[at-1], true, nil
	}
}

// fileOf returns the rows of a file, one at a time.
func fileOf[R row](file *os.File) func() (R, bool, error) {
	in := bufio.NewReaderSize(file, 1<<16)
	return func() (one R, some bool, err error) {
		var b [32]byte
		n := 8 * len(one)
		if _, err := io.ReadFull(in, b[:n]); err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return one, false, err
		}
		for i := range len(one) {
			one[i] = int64(binary.LittleEndian.Uint64(b[8*i:]))
		}
		return one, true, nil
	}
}

// close removes the files.
func (r *runs[R]) close() {
	for _, f := range r.files {
		_ = f.Close() // it was only read
		_ = os.Remove(f.Name())
	}
	r.files, r.rows = nil, nil
}

// head is the next row of a run.
type head[R row] struct {
	row  R
	next func() (R, bool, error)
}

// merge is a heap of runs, that with the least next row first.
type merge[R row] []head[R]

func (m merge[R]) Len() int           { return len(m) }
func (m merge[R]) Less(i, j int) bool { return compareRows(m[i].row, m[j].row) < 0 }
func (m merge[R]) Swap(i, j int)      { m[i], m[j] = m[j], m[i] }
func (m *merge[R]) Push(any)          { panic("keep: all runs are known when they are merged") }
func (m *merge[R]) Pop() any {
	*m = (*m)[:len(*m)-1]
	return nil
}

// advance takes the next row of the run whose row was taken.
func (m *merge[R]) advance() error {
	first := &(*m)[0]
	next, some, err := first.next()
	if err != nil {
		return err
	}
	if some {
		first.row = next
		heap.Fix(m, 0)
		return nil
	}
	heap.Pop(m)
	return nil
}
