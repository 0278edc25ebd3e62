package keep

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// mention is one thing that a release names, as release_name keeps it.
type mention struct {
	Name  int64    `json:"n"`
	Forms []string `json:"f"`
}

// mentions keeps what the release names, adds its tokens to its index entry,
// and returns the number of each of its names.
func (b *batchSaver) mentions(w *work, position int64, text *indexed) ([]int64, error) {
	// People may have cut a name anew.
	if err := b.findNames(slices.DeleteFunc(slices.Clone(w.made.names), func(id int64) bool { return b.unnamed[id] })); err != nil {
		return nil, err
	}
	numbers := make([]int64, len(w.record.Names))
	list := make([]mention, 0, len(numbers))
	places := make(map[int64]int, len(numbers))
	for i := range w.record.Names {
		n := &w.record.Names[i]
		if onrecord.StateOf(n.Review) == onrecord.ReviewRejected {
			continue // its number stays 0: nothing is named
		}
		number, err := b.name(w.made.names[i], n)
		if err != nil {
			return nil, err
		}
		numbers[i] = number
		at, again := places[number]
		if !again {
			at = len(list)
			places[number] = at
			list = append(list, mention{Name: number})
			text.form = appendToken(append(text.form, ' '), nameMark, number)
		}
		m := &list[at]
		m.Forms = appendNew(appendNew(m.Forms, n.Text), n.Aliases...)
	}
	for _, h := range w.made.held {
		if numbers[h.Name] == 0 {
			continue
		}
		if err := b.hold(numbers[h.Name], position, h.Role, h.Post); err != nil {
			return nil, err
		}
	}
	b.count(list, 1)
	for _, r := range w.made.renamings {
		if numbers[r.Old] == 0 || numbers[r.New] == 0 {
			continue
		}
		if err := b.rename(position, numbers[r.Old], numbers[r.New]); err != nil {
			return nil, err
		}
	}
	if len(list) == 0 {
		return numbers, nil
	}
	packed, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	return numbers, query(b.conn, "INSERT INTO release_name (position, names) VALUES (?, ?)", nil, position, packed)
}

// count adds the mentions of one release to the batch's counts, or takes them off.
func (s *saver) count(list []mention, delta int64) {
	names := make([]int64, len(list))
	for i, m := range list {
		names[i] = m.Name
		s.nameDelta[m.Name] += delta
		for _, form := range m.Forms {
			s.formDelta[formKey{m.Name, form}] += delta
		}
	}
	s.who.releases = append(s.who.releases, namedTogether{names: names, delta: delta})
}

// namedAt returns what the release at a position names.
func namedAt(conn Conn, position int64) (list []mention, err error) {
	err = query(conn, "SELECT names FROM release_name WHERE position = ?", func(stmt Stmt) error {
		if err := json.Unmarshal(bytesOf(stmt, 0), &list); err != nil {
			return fmt.Errorf("%w: the names of a release: %v", onrecord.ErrDamaged, err)
		}
		return nil
	}, position)
	return list, err
}

// forgetMentions takes back what mentions kept of the release at a position.
func (b *batchSaver) forgetMentions(position int64) error {
	list, err := namedAt(b.conn, position)
	if err != nil {
		return err
	}
	b.count(list, -1)
	for _, m := range list {
		if err := b.unhold(m.Name, position); err != nil {
			return err
		}
	}
	if err := b.unrename(position); err != nil {
		return err
	}
	return query(b.conn, "DELETE FROM release_name WHERE position = ?", nil, position)
}

// findNames looks for names by their ids, all that are not remembered at once.
func (b *batchSaver) findNames(ids []int64) error {
	var unknown []int64
	for _, id := range ids {
		if _, known := b.names[id]; !known {
			unknown = append(unknown, id)
		}
	}
	return inChunks(unknown, func(of string) error {
		return query(b.conn, "SELECT n.id, n.number FROM json_each(?) j CROSS JOIN name n ON n.id = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
			b.names[stmt.ColumnInt64(0)] = stmt.ColumnInt64(1)
			return nil
		}, of)
	})
}

// name returns the number of a name that was looked for, and keeps it where it is new.
func (b *batchSaver) name(key int64, name *onrecord.Name) (n int64, err error) {
	if n, ok := b.names[key]; ok {
		return n, nil
	}
	if n, err = b.number(b.conn, "name"); err != nil {
		return 0, err
	}
	if b.fresh == nil {
		b.fresh = map[int64]newName{}
	}
	b.fresh[n] = newName{key, name.Kind, link.Words(name.Kind, name.Text), link.Block(name.Kind, name.Text)}
	b.names[key] = n
	return n, nil
}

// newName is a name that the batch is the first to hold.
type newName struct {
	id           int64
	kind         onrecord.NameKind
	words, block string
}

// keepNew keeps the new names: each as a thing of its own, which as many releases name as name it, until settle knows better.
func (s *saver) keepNew(conn Conn) error {
	for _, n := range sortedKeys(s.fresh, cmp.Compare[int64]) {
		name, releases := s.fresh[n], s.nameDelta[n]
		err := query(conn, "INSERT INTO name (number, id, kind, words, block, releases, thing, together) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?1, ?6)", nil,
			n, name.id, string(name.kind), name.words, name.block, releases)
		if err != nil {
			return err
		}
	}
	return nil
}

// flushNames writes the counts gathered over the batch, in order, and notes
// which names are new, gone, or printed in another form than before.
func (s *saver) flushNames(conn Conn) error {
	if err := s.keepNew(conn); err != nil {
		return err
	}
	names := sortedKeys(s.nameDelta, cmp.Compare[int64])
	before, more := map[int64]int64{}, map[int64]int64{}
	known := slices.DeleteFunc(slices.Clone(names), func(n int64) bool { _, fresh := s.fresh[n]; return fresh })
	err := inChunks(known, func(of string) error {
		return query(conn, "SELECT n.number, n.releases FROM json_each(?) j CROSS JOIN name n ON n.number = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
			before[stmt.ColumnInt64(0)] = stmt.ColumnInt64(1)
			return nil
		}, of)
	})
	if err != nil {
		return err
	}
	for _, n := range names {
		d := s.nameDelta[n]
		if d == 0 {
			continue
		}
		if _, fresh := s.fresh[n]; !fresh {
			more[n] = d
		}
		if now := before[n] + d; now == 0 || now == d {
			s.who.changed[n] = true
		}
	}
	if err := addTo(conn, "name", "releases", more); err != nil {
		return err
	}
	return s.flushForms(conn)
}

// addTo adds to a column of a table's rows, by their numbers.
func addTo(conn Conn, table, column string, more map[int64]int64) error {
	of := map[int64][]int64{} // the numbers to whose rows as much is added
	for _, n := range sortedKeys(more, cmp.Compare[int64]) {
		if d := more[n]; d != 0 {
			of[d] = append(of[d], n)
		}
	}
	for _, d := range sortedKeys(of, cmp.Compare[int64]) {
		err := inChunks(of[d], func(list string) error {
			return query(conn, "UPDATE "+table+" SET "+column+" = "+column+" + ? WHERE number IN (SELECT CAST(j.value AS BIGINT) FROM json_each(?) j)", nil, d, list)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// inChunks calls do with a list as statements take it, in parts that are not too long.
func inChunks[T any](list []T, do func(of string) error) error {
	for part := range slices.Chunk(list, namingsAtOnce) {
		if err := do(jsonOf(part)); err != nil {
			return err
		}
	}
	return nil
}

// countedForm is a form as it is kept.
type countedForm struct {
	number, releases int64
	short            string
}

// flushForms writes the counts of forms.
func (s *saver) flushForms(conn Conn) error {
	byForm := func(a, b formKey) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.form, b.form)) }
	keys := sortedKeys(s.formDelta, byForm)
	var names []int64
	for _, key := range keys {
		if len(names) == 0 || names[len(names)-1] != key.name {
			names = append(names, key.name)
		}
	}
	kept, newly, more := map[formKey]countedForm{}, map[int64]newName(nil), map[int64]int64{}
	err := inChunks(names, func(of string) error {
		return query(conn, "SELECT f.name, f.form, f.number, f.releases, f.short FROM json_each(?) j CROSS JOIN name_form f ON f.name = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
			kept[formKey{stmt.ColumnInt64(0), stmt.ColumnText(1)}] = countedForm{stmt.ColumnInt64(2), stmt.ColumnInt64(3), stmt.ColumnText(4)}
			return nil
		}, of)
	})
	if err == nil {
		newly, err = s.namesOfNewForms(conn, keys, kept)
	}
	for i := 0; i < len(keys) && err == nil; i++ {
		d := s.formDelta[keys[i]]
		if d == 0 {
			continue
		}
		was, known := kept[keys[i]]
		if !known && !listable(keys[i].form) {
			was, known, err = formAlone(conn, keys[i]) // an engine may keep it with other bytes
		}
		if err == nil {
			if known {
				more[was.number] = d
			}
			err = s.countForm(conn, keys[i], newly[keys[i].name], d, was, known)
		}
	}
	if err != nil {
		return err
	}
	return addTo(conn, "name_form", "releases", more)
}

// namesOfNewForms returns the names whose forms are new, by number: those that are new themselves, and others as they are kept.
func (s *saver) namesOfNewForms(conn Conn, keys []formKey, kept map[formKey]countedForm) (of map[int64]newName, err error) {
	of = map[int64]newName{}
	maps.Copy(of, s.fresh)
	var names []int64
	for _, key := range keys {
		_, known := kept[key]
		if _, fresh := s.fresh[key.name]; !known && !fresh && (len(names) == 0 || names[len(names)-1] != key.name) {
			names = append(names, key.name)
		}
	}
	return of, inChunks(names, func(list string) error {
		return query(conn, "SELECT n.number, n.kind, n.words FROM json_each(?) j CROSS JOIN name n ON n.number = CAST(j.value AS BIGINT)", func(stmt Stmt) error {
			of[stmt.ColumnInt64(0)] = newName{kind: onrecord.NameKind(stmt.ColumnText(1)), words: stmt.ColumnText(2)}
			return nil
		}, list)
	})
}

// formAlone looks for one form.
func formAlone(conn Conn, key formKey) (was countedForm, known bool, err error) {
	err = query(conn, "SELECT number, releases, short FROM name_form WHERE name = ? AND form = ?", func(stmt Stmt) error {
		was, known = countedForm{stmt.ColumnInt64(0), stmt.ColumnInt64(1), stmt.ColumnText(2)}, true
		return nil
	}, key.name, key.form)
	return was, known, err
}

// countForm keeps a form that is new, and notes which is new or gone.
func (s *saver) countForm(conn Conn, key formKey, name newName, delta int64, was countedForm, known bool) error {
	if known {
		now := was.releases + delta
		if now == 0 || now == delta {
			s.who.changed[key.name] = true
		}
		if now == 0 && was.short != "" {
			s.who.gone = append(s.who.gone, was.short)
		}
		return nil
	}
	s.who.changed[key.name] = true
	n, err := s.number(conn, "name_form")
	if err == nil {
		err = query(conn, "INSERT INTO name_form (number, name, form, short, releases) VALUES (?, ?, ?, ?, ?)", nil,
			n, key.name, key.form, wordsOrNull(link.ShortForm(name.kind, name.words, key.form)), delta)
	}
	if err != nil {
		return err
	}
	s.pending.add(NameIndex, n, s.preparer.indexer.foldedWords(&s.preparer.analyzer, key.form), nil)
	return nil
}
