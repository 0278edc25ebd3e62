package keep

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// decision is what is kept of which name a name is the same as: 0 and "" where nothing is.
type decision struct {
	same            int64
	rule, why, fits string
}

// namingsAtOnce is how many names are read at a time.
const namingsAtOnce = 1 << 11

// read reads what the link room looks at of names, and what is kept of them, those that were not read already.
func (r *resolver) read(numbers []int64) error {
	numbers = slices.Clone(numbers)
	slices.Sort(numbers)
	numbers = slices.DeleteFunc(slices.Compact(numbers), func(n int64) bool { _, known := r.decided[n]; return known })
	for part := range slices.Chunk(numbers, namingsAtOnce) {
		if err := r.readNamings(part); err != nil {
			return err
		}
	}
	return nil
}

func (r *resolver) readNamings(numbers []int64) error {
	of := jsonOf(numbers)
	var people []int64 // who may hold posts
	err := query(r.conn, `SELECT n.number, n.id, n.kind, n.releases, n.same, n.rule, n.why, n.fits
		FROM json_each(?) j CROSS JOIN name n ON n.number = CAST(j.value AS BIGINT)`, func(stmt Stmt) error {
		n := stmt.ColumnInt64(0)
		r.decided[n] = decision{stmt.ColumnInt64(4), stmt.ColumnText(5), stmt.ColumnText(6), stmt.ColumnText(7)}
		if stmt.ColumnInt64(3) > 0 {
			r.namings[n] = &link.Naming{ID: idText(stmt.ColumnInt64(1)), Kind: onrecord.NameKind(stmt.ColumnText(2)), Releases: stmt.ColumnInt(3)}
			if r.namings[n].Kind == onrecord.NamePerson {
				people = append(people, n)
			}
		}
		return nil
	}, of)
	if err != nil {
		return err
	}
	err = query(r.conn, "SELECT f.name, f.form FROM json_each(?) j CROSS JOIN name_form f ON f.name = CAST(j.value AS BIGINT) WHERE f.releases > 0", func(stmt Stmt) error {
		if out := r.namings[stmt.ColumnInt64(0)]; out != nil {
			out.Forms = append(out.Forms, stmt.ColumnText(1))
		}
		return nil
	}, of)
	if err != nil {
		return err
	}
	err = query(r.conn, `SELECT DISTINCT h.name, p.number, p.post, p.body, p.past FROM json_each(?) j
		CROSS JOIN held h ON h.name = CAST(j.value AS BIGINT) JOIN post p ON p.number = h.post ORDER BY h.name, p.number`, func(stmt Stmt) error {
		out := r.namings[stmt.ColumnInt64(0)]
		out.Posts = append(out.Posts, scanPost(stmt, 2))
		return nil
	}, jsonOf(people))
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if err := r.finish(n); err != nil {
			return err
		}
	}
	return nil
}

// finish reads of a law since when it is named, and puts lists in one order, whichever came first: where two fit
// equally, words must not depend on it.
func (r *resolver) finish(n int64) (err error) {
	out := r.namings[n]
	if out == nil {
		return nil
	}
	if out.Kind == onrecord.NameLaw {
		out.First, err = firstSeen(r.conn, []int64{n})
	}
	slices.Sort(out.Forms)
	slices.SortFunc(out.Posts, func(a, b link.Post) int { return cmp.Or(cmp.Compare(a.Post, b.Post), cmp.Compare(a.Body, b.Body)) })
	return err
}

// pairs reads names with others that a statement gives of them, in the order of both, and reads the others.
func (r *resolver) pairs(text string, list string) (of map[int64][]int64, err error) {
	of = map[int64][]int64{}
	var others []int64
	err = query(r.conn, text, func(stmt Stmt) error {
		n, other := stmt.ColumnInt64(0), stmt.ColumnInt64(1)
		of[n], others = append(of[n], other), append(others, other)
		return nil
	}, list)
	if err != nil {
		return nil, err
	}
	return of, r.read(others)
}
