package keep

import (
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/beside"
)

// record reads the newest version of the release at a position. What it returns is shared.
func (r recall) record(conn Conn, position int64) (out record, err error) {
	known := false
	r.with(func(m *memory) { out, known = m.records[position] })
	if known {
		return out, nil
	}
	out.Record, out.entries, err = loadReviewed(conn, "r.position = ? AND v.version = r.newest", position)
	if err == nil {
		r.keep(position, out)
	}
	return out, err
}

// keep remembers the newest version of the release at a position.
func (r recall) keep(position int64, one record) {
	if len(one.Text) > maxRecordText {
		return
	}
	r.with(func(m *memory) {
		makeRoom(m.records, maxRecords)
		m.records[position] = one
	})
}

// makeRoom lets any of what is remembered go where it is as much as may be: pages ask for what they show, and do not come
// back.
func makeRoom[T any](kept map[int64]T, most int) {
	for some := range kept {
		if len(kept) < most {
			return
		}
		delete(kept, some)
	}
}

// ahead reads the releases of these facts that are not remembered, so that they are when they are asked for one by one: see
// readAhead.
func (r recall) ahead(conn Conn, facts []int64) error {
	positions := make([]int64, len(facts))
	for i, n := range facts {
		positions[i] = positionOfFact(n)
	}
	slices.Sort(positions)
	return r.readAhead(conn, slices.Compact(positions))
}

// readAhead reads the releases at these positions, each once, that are not remembered, so that they are when they are asked
// for one by one: in two questions, since each may be a journey to a server.
func (r recall) readAhead(conn Conn, positions []int64) error {
	var missing []int64
	r.with(func(m *memory) {
		for _, p := range positions {
			if _, known := m.records[p]; !known {
				missing = append(missing, p)
			}
		}
	})
	missing = missing[:min(len(missing), maxRecords)]
	if len(missing) < 2 || r.memory == nil {
		return nil // as quick one by one, or forgotten at once
	}
	read, numbers, err := readSeveral(conn, missing)
	if err != nil {
		return err
	}
	reviewed := map[int64]bool{}
	err = query(conn, "SELECT DISTINCT v.release FROM json_each(?) j CROSS JOIN review v ON v.release = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
		reviewed[stmt.ColumnInt64(0)] = true
		return nil
	}, jsonOf(numbers))
	for i := 0; i < len(read) && err == nil; i++ {
		one := &read[i]
		one.entries = entries(&one.Facts)
		if reviewed[numbers[i]] {
			var said map[string]onrecord.Statement
			said, err = reviewsOf(conn, numbers[i])
			one.Facts.ApplyReviews(one.Text, said)
		}
		r.keep(missing[i], *one)
	}
	return err
}

// mostDecoders is how many decode releases side by side.
const mostDecoders = 4

// readSeveral reads the newest versions of the releases at some positions, each once, as the rules read them, and the
// numbers of the releases. They are decoded side by side: that is most of what it costs.
func readSeveral(conn Conn, positions []int64) (read []record, numbers []int64, err error) {
	read, numbers = make([]record, len(positions)), make([]int64, len(positions))
	packed := make([]struct{ head, body, facts []byte }, len(positions))
	err = eachOf(conn, positions, foundColumns+", r.number, r.position", func(at int, stmt Stmt) error {
		one := &packed[at]
		one.head, one.body, one.facts = bytesOf(stmt, 0), bytesOf(stmt, 3), bytesOf(stmt, 4)
		read[at].Version, read[at].CapturedAt, numbers[at] = stmt.ColumnInt(1), timeOf(stmt.ColumnInt64(2)), stmt.ColumnInt64(5)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	var decoders errgroup.Group
	several := min(runtime.GOMAXPROCS(0), mostDecoders)
	for first := range several {
		decoders.Go(beside.Guarded(func() error {
			for i := first; i < len(read); i += several {
				version, at := read[i].Version, read[i].CapturedAt
				err := decodeHead(packed[i].head, &read[i].Release)
				read[i].Version, read[i].CapturedAt = version, at
				if err == nil {
					err = decodeBody(packed[i].body, &read[i].Release)
				}
				if err == nil {
					err = decodeFacts(packed[i].facts, read[i].Text, &read[i].Facts)
				}
				if err != nil {
					return err
				}
			}
			return nil
		}))
	}
	return read, numbers, decoders.Wait()
}

// headsAt returns the releases at some positions, each once, without their texts. Their lists are shared: nobody may change
// them.
func (r recall) headsAt(conn Conn, positions []int64) ([]onrecord.Release, error) {
	out := make([]onrecord.Release, len(positions))
	var missing []int64
	var places []int
	look := func(head func(int64) *onrecord.Release) {
		for i, p := range positions {
			if h := head(p); h != nil {
				out[i] = *h
			} else {
				missing, places = append(missing, p), append(places, i)
			}
		}
	}
	known := false
	r.with(func(m *memory) {
		known = true
		look(func(p int64) *onrecord.Release { return m.heads[p] })
	})
	if !known {
		look(func(int64) *onrecord.Release { return nil })
	}
	if len(missing) == 0 {
		return out, nil
	}
	err := eachHead(conn, missing, func(at int, head *onrecord.Release) { out[places[at]] = *head })
	if err == nil {
		r.with(func(m *memory) {
			for at, p := range missing {
				head := out[places[at]] // by itself: the others may go before it
				makeRoom(m.heads, maxHeads)
				m.heads[p] = &head
			}
		})
	}
	return out, err
}
