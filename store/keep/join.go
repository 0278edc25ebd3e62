package keep

import (
	"cmp"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// nameRow is what join reads of a name.
type nameRow struct {
	number, id, thing int64
	same              link.Same
	of                int64
	rule, why         string // as they were joined until now
	named             bool   // by a newest version
}

// join puts the names together that what has moved can reach: by the rules,
// then by what people said. It returns the things whose releases are to be
// counted anew.
func (r *resolver) join(moved map[int64]bool) (recount map[int64]bool, err error) {
	rows, err := r.reached(moved)
	if err != nil {
		return nil, err
	}
	byID := map[string]*nameRow{}
	var names []link.Same
	for _, row := range rows {
		byID[row.same.ID] = row
		if row.named {
			names = append(names, row.same)
		}
	}
	said, err := r.saidOf(rows)
	if err != nil {
		return nil, err
	}
	joined := map[string]link.Joined{}
	for _, m := range link.Join(names, said) {
		joined[m.ID] = m
	}
	recount = map[int64]bool{}
	for _, row := range rows {
		m, present := joined[row.same.ID]
		thing, of := row.number, int64(0)
		if present {
			thing = byID[m.Head].number
		}
		if m.Of != "" {
			of = byID[m.Of].number
		}
		if thing != row.thing {
			recount[thing], recount[row.thing] = true, true
		}
		if thing == row.thing && of == row.of && string(m.Rule) == row.rule && m.Why == row.why {
			continue
		}
		err := query(r.conn, "UPDATE name SET thing = ?, of = nullif(?, 0), of_rule = nullif(?, ''), of_why = nullif(?, '') WHERE number = ?", nil, thing, of, string(m.Rule), m.Why, row.number)
		if err != nil {
			return nil, err
		}
	}
	return recount, nil
}

// reached returns all names that could be one with what has moved: whole
// things, and those that a decision or a statement ties to them, in order of
// number.
func (r *resolver) reached(moved map[int64]bool) ([]*nameRow, error) {
	things := map[int64]bool{}
	var queue []int64
	add := func(stmt Stmt) error {
		if t := stmt.ColumnInt64(0); !things[t] {
			things[t] = true
			queue = append(queue, t)
		}
		return nil
	}
	// A name's own thing, that of the name it is the same as, and those that
	// statements about it speak of.
	const beside = `SELECT thing FROM name WHERE number = ?1
		UNION SELECT o.thing FROM name n JOIN name o ON o.number = n.same WHERE n.number = ?1
		UNION SELECT o.thing FROM name n JOIN statement s ON s.subject = n.id JOIN name o ON o.id = s.object WHERE n.number = ?1
		UNION SELECT o.thing FROM name n JOIN statement s ON s.object = n.id JOIN name o ON o.id = s.subject WHERE n.number = ?1`
	for n := range moved {
		if err := query(r.conn, beside, add, n); err != nil {
			return nil, err
		}
	}
	var rows []*nameRow
	for i := 0; i < len(queue); i++ {
		members, err := r.rows(queue[i])
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			if err := query(r.conn, beside, add, m.number); err != nil {
				return nil, err
			}
		}
		rows = append(rows, members...)
	}
	slices.SortFunc(rows, func(a, b *nameRow) int { return cmp.Compare(a.number, b.number) })
	return rows, nil
}

// rows reads the names of a thing.
func (r *resolver) rows(thing int64) (out []*nameRow, err error) {
	err = query(r.conn, `SELECT n.number, n.id, n.releases > 0, o.id, n.rule, n.why, n.of, n.of_rule, n.of_why
		FROM name n LEFT JOIN name o ON o.number = n.same WHERE n.thing = ?`, func(stmt Stmt) error {
		row := &nameRow{number: stmt.ColumnInt64(0), id: stmt.ColumnInt64(1), thing: thing, named: stmt.ColumnBool(2),
			of: stmt.ColumnInt64(6), rule: stmt.ColumnText(7), why: stmt.ColumnText(8)}
		row.same.ID = idText(row.id)
		if !stmt.ColumnIsNull(3) {
			row.same.Of, row.same.Rule, row.same.Why = idText(stmt.ColumnInt64(3)), link.SameRule(stmt.ColumnText(4)), stmt.ColumnText(5)
		}
		out = append(out, row)
		return nil
	}, thing)
	return out, err
}

// saidOf reads what people said of the names.
func (r *resolver) saidOf(rows []*nameRow) (said []onrecord.Statement, err error) {
	for _, row := range rows {
		err := query(r.conn, statementColumns+" WHERE subject = ?", func(stmt Stmt) error {
			s, err := scanStatement(stmt)
			said = append(said, s)
			return err
		}, row.id)
		if err != nil {
			return nil, err
		}
	}
	return said, nil
}
