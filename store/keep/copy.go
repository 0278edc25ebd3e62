package keep

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
)

// copying is the counter that a record has while another is being copied into it: how often that had
// been written to.
const copying = "copying"

// carried is the counter that a record has once another was copied into it: how often that had been written to; carriedAt how often
// the copy had been when it was whole.
const carried, carriedAt = "carried", "carried at"

// Copy carries a whole record into another, which must be empty: captures, what people said, sources, and all
// that was derived, row by row, under the same numbers; so ids, permalinks and orders are the same. The indexes of words are
// made anew. It reads one state of the record, while others go on to read and write it. Stopped, it goes on where it stopped
// when it is called again, unless the record was written to in between or is another one: that, and a record that is not
// empty, is ErrInvalid. Where all of it was copied, and neither was written to since, there is nothing to do.
// progress may be nil; done and total count rows of a table, then releases.
func Copy(ctx context.Context, from, to *Store, progress func(what string, done, total int)) error {
	if progress == nil {
		progress = func(string, int, int) {}
	}
	return from.wrap(ctx, "copy the record", from.read(ctx, func(conn Conn) error {
		c := copier{from: conn, to: to, progress: progress}
		if whole, err := c.whole(ctx); err != nil || whole {
			return to.wrap(ctx, "write the copy", err)
		}
		if err := c.begin(ctx); err != nil {
			return to.wrap(ctx, "write the copy", err)
		}
		for i := range Tables {
			if err := c.table(ctx, &Tables[i]); err != nil {
				return to.wrap(ctx, "write the copy", err)
			}
		}
		for _, step := range []func(context.Context) error{c.forms, c.releases, c.end} {
			if err := step(ctx); err != nil {
				return to.wrap(ctx, "write the copy", err)
			}
		}
		return nil
	}))
}

// copier is one Copy under way.
type copier struct {
	from     Conn
	to       *Store
	progress func(what string, done, total int)
}

// whole reports whether all of this state of the record was copied already, and nobody wrote to the copy since.
func (c *copier) whole(ctx context.Context) (whole bool, err error) {
	written, _, err := number(c.from, "SELECT value FROM counter WHERE name = 'written'")
	if err != nil {
		return false, err
	}
	err = c.to.read(ctx, func(conn Conn) error {
		_, whole, err = number(conn, "SELECT 1 FROM counter w, counter c, counter a WHERE w.name = 'written' AND c.name = ? AND a.name = ? AND c.value = ? AND a.value = w.value",
			carried, carriedAt, written)
		return err
	})
	for i := 0; i < len(Tables) && whole && err == nil; i++ { // another record may have been written to as often
		var there, here []any
		if there, err = ends(c.from, &Tables[i]); err != nil {
			break
		}
		err = c.to.read(ctx, func(conn Conn) error {
			here, err = ends(conn, &Tables[i])
			return err
		})
		whole = reflect.DeepEqual(here, there)
	}
	return whole && err == nil, err
}

// ends returns how many rows a table has, and the last where rows are numbered: others may be made anew by a copy, in other bytes.
func ends(conn Conn, t *Table) ([]any, error) {
	n, _, err := number(conn, "SELECT count(*) FROM "+t.Name)
	if err != nil {
		return nil, err
	}
	out := []any{n}
	if t.key != "number" {
		return out, nil
	}
	err = query(conn, t.lastKey(), func(stmt Stmt) error {
		out = append(out, t.values(stmt)...)
		return nil
	})
	return out, err
}

// begin marks the record that is written as a copy under way, or finds that it is one of this state.
func (c *copier) begin(ctx context.Context) error {
	written, _, err := number(c.from, "SELECT value FROM counter WHERE name = 'written'")
	if err != nil {
		return err
	}
	if _, half, err := number(c.from, "SELECT value FROM counter WHERE name = ?", copying); err != nil || half {
		return orError(err, "%w: the record is itself a copy that was not finished", onrecord.ErrInvalid)
	}
	return c.to.writeCopy(ctx, func(conn Conn) error {
		state, begun, err := number(conn, "SELECT value FROM counter WHERE name = ?", copying)
		switch {
		case err != nil:
			return err
		case begun && state != written:
			return fmt.Errorf("%w: the record was written to since the copy was begun; empty what is there of it, and begin again while nobody writes", onrecord.ErrInvalid)
		case begun:
			return nil
		}
		for i := range Tables {
			_, some, err := number(conn, "SELECT 1 FROM "+Tables[i].Name+" LIMIT 1")
			if err != nil || some {
				return orError(err, "%w: there is a record at %s already; a copy is made into an empty one", onrecord.ErrInvalid, c.to.engine.Address())
			}
		}
		return query(conn, "INSERT INTO counter (name, value) VALUES (?, ?)", nil, copying, written)
	})
}

// orError returns err, or where there is none a new one.
func orError(err error, format string, args ...any) error {
	if err != nil {
		return err
	}
	return fmt.Errorf(format, args...)
}

// table copies the rows of a table that are not there yet.
func (c *copier) table(ctx context.Context, t *Table) error {
	total, _, err := number(c.from, "SELECT count(*) FROM "+t.Name)
	if err != nil {
		return err
	}
	var last []any
	var done int64
	err = c.to.read(ctx, func(conn Conn) error {
		if done, _, err = number(conn, "SELECT count(*) FROM "+t.Name); err != nil {
			return err
		}
		return query(conn, t.lastKey(), func(stmt Stmt) error {
			last = t.values(stmt)
			return nil
		})
	})
	if err == nil && last != nil {
		err = c.goesOn(t, last)
	}
	limit := min(t.page, fewRows)
	for err == nil && done < total {
		c.progress(t.Name, int(done), int(total))
		var rows [][]any
		rows, err = c.page(t, last, limit)
		if len(rows) == 0 {
			break
		}
		if err == nil {
			err = c.insert(ctx, t, rows)
		}
		last, done = rows[len(rows)-1], done+int64(len(rows))
		limit = min(max(mostCarried/(sizeOf(rows)/len(rows)+1), 1), t.page)
	}
	c.progress(t.Name, int(total), int(total))
	return err
}

// goesOn refuses a copy that was begun of another record, which may have been written to as often: under the number of
// the last row that is there, that one has another thing.
func (c *copier) goesOn(t *Table, last []any) error {
	columns := t.Columns()
	if t.key != "number" || columns[1] != "id" && columns[1] != "hash" {
		return nil
	}
	same := false
	err := query(c.from, "SELECT "+strings.Join(columns, ", ")+" FROM "+t.Name+" WHERE number = ?", func(stmt Stmt) error {
		same = t.values(stmt)[1] == last[1]
		return nil
	}, last[0])
	if err == nil && !same {
		err = fmt.Errorf("%w: what is there was copied from another record; empty it, and begin again", onrecord.ErrInvalid)
	}
	return err
}

// A page holds as many rows as make up mostCarried bytes, going by the page before: a capture may be of 64 MB. The first is
// of few.
const (
	fewRows     = 8
	mostCarried = 32 << 20
)

// sizeOf is how many bytes the texts and bytes of rows are.
func sizeOf(rows [][]any) int {
	size := 0
	for _, row := range rows {
		for _, v := range row {
			switch v := v.(type) {
			case string:
				size += len(v)
			case []byte:
				size += len(v)
			}
		}
	}
	return size
}

// page reads so many rows after one; nil stands before the first.
func (c *copier) page(t *Table, last []any, limit int) (rows [][]any, err error) {
	var args []any
	if last != nil {
		_, places := t.keyColumns()
		for _, at := range places {
			args = append(args, last[at])
		}
	}
	err = query(c.from, t.selected(last != nil), func(stmt Stmt) error {
		rows = append(rows, t.values(stmt))
		return nil
	}, append(args, limit)...)
	return rows, err
}

func (c *copier) insert(ctx context.Context, t *Table, rows [][]any) error {
	text := t.insert()
	return c.to.writeCopy(ctx, func(conn Conn) error {
		if err := c.unseen(conn, t, rows); err != nil {
			return err
		}
		for _, row := range rows {
			if err := query(conn, text, nil, row...); err != nil {
				return fmt.Errorf("a row of %s: %w", t.Name, err)
			}
		}
		return nil
	})
}

// unseen marks columns as changed now, for a program that has the new record open already.
func (c *copier) unseen(conn Conn, t *Table, rows [][]any) error {
	if t.Name != "release_column" {
		return nil
	}
	now, _, err := number(conn, "UPDATE counter SET value = value + 1 WHERE name = 'changed' RETURNING value")
	at := slices.Index(t.Columns(), "changed")
	for _, row := range rows {
		row[at] = now
	}
	return err
}

// forms makes the index of names' words.
func (c *copier) forms(ctx context.Context) error {
	var p preparer
	for more := true; more; {
		err := c.to.writeCopy(ctx, func(conn Conn) error {
			var entries pending
			err := query(conn, "SELECT number, form FROM name_form WHERE number > (SELECT coalesce(max(id), 0) FROM name_index_docsize) ORDER BY number LIMIT ?", func(stmt Stmt) error {
				entries.add(NameIndex, stmt.ColumnInt64(0), p.indexer.foldedWords(&p.analyzer, stmt.ColumnText(1)), nil)
				return nil
			}, smallRows)
			more = len(entries.entries[NameIndex]) > 0
			if err != nil {
				return err
			}
			return entries.flush(conn)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// releases makes the indexes of the releases' and their facts' words, in the order of positions.
func (c *copier) releases(ctx context.Context) error {
	total, _, err := number(c.from, "SELECT count(*) FROM release")
	if err != nil {
		return err
	}
	for more := true; more; {
		done := 0
		err := c.to.writeCopy(ctx, func(conn Conn) error {
			positions, err := c.unindexed(conn)
			if err != nil {
				return err
			}
			b := batchSaver{saver: &c.to.saver, conn: conn}
			if err := b.begin(conn); err != nil {
				return err
			}
			for _, position := range positions {
				if err := b.indexAgain(position); err != nil {
					return err
				}
			}
			more = len(positions) > 0
			if err := b.pending.flush(conn); err != nil {
				return err
			}
			left, _, err := number(conn, "SELECT count(*) FROM release WHERE position > (SELECT coalesce(max(id), -1) FROM text_index_docsize)")
			done = int(total - left)
			return err
		})
		if err != nil {
			return err
		}
		c.progress("index", done, int(total))
	}
	return nil
}

// unindexed returns the next positions whose releases are in no index.
func (c *copier) unindexed(conn Conn) (positions []int64, err error) {
	err = query(conn, "SELECT position FROM release WHERE position > (SELECT coalesce(max(id), -1) FROM text_index_docsize) ORDER BY position LIMIT ?", func(stmt Stmt) error {
		positions = append(positions, stmt.ColumnInt64(0))
		return nil
	}, 4*largeRows)
	return positions, err
}

// indexAgain adds a release and its facts to the indexes of words, whatever else is derived of it.
func (b *batchSaver) indexAgain(position int64) error {
	r, release, err := loadFound(b.conn, "r.position = ? AND v.version = r.newest", position)
	if err != nil {
		return err
	}
	w := &work{record: &r, id: r.ID, release: release, made: &prepared{}}
	b.need(w)
	said, err := b.reviewed(w)
	if err != nil {
		return err
	}
	numbers, err := b.namesOf(w)
	if err != nil {
		return err
	}
	text := &w.made.index
	if err := b.nameTokens(position, text); err != nil {
		return err
	}
	b.words(position, text)
	return b.factWords(w, position, numbers, said)
}

// namesOf returns the numbers of a record's names as they are kept, 0 for one that people rejected.
func (b *batchSaver) namesOf(w *work) ([]int64, error) {
	if err := b.findNames(w.made.names); err != nil {
		return nil, err
	}
	numbers := make([]int64, len(w.record.Names))
	for i := range w.record.Names {
		n := &w.record.Names[i]
		if onrecord.StateOf(n.Review) == onrecord.ReviewRejected {
			continue
		}
		var err error
		if numbers[i], err = b.name(w.made.names[i], n); err != nil {
			return nil, err
		}
	}
	return numbers, nil
}

// nameTokens adds the tokens of what the release at a position names.
func (b *batchSaver) nameTokens(position int64, text *indexed) error {
	return query(b.conn, "SELECT names FROM release_name WHERE position = ?", func(stmt Stmt) error {
		var list []mention
		if err := json.Unmarshal(bytesOf(stmt, 0), &list); err != nil {
			return fmt.Errorf("%w: the names of a release: %v", onrecord.ErrDamaged, err)
		}
		for _, m := range list {
			text.form = appendToken(append(text.form, ' '), nameMark, m.Name)
		}
		return nil
	}, position)
}

// end takes the counters over, and the record is a copy under way no more.
func (c *copier) end(ctx context.Context) error {
	values := map[string]int64{}
	err := query(c.from, "SELECT name, value FROM counter WHERE name NOT IN ('written', 'changed', 'relinked')", func(stmt Stmt) error {
		values[stmt.ColumnText(0)] = stmt.ColumnInt64(1)
		return nil
	})
	if err != nil {
		return err
	}
	return c.to.writeCopy(ctx, func(conn Conn) error {
		for name, value := range values {
			if err := query(conn, "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", nil, name, value); err != nil {
				return err
			}
		}
		// What a program that has the record open holds of facts is read again, all of it.
		if err := query(conn, "UPDATE counter SET value = (SELECT value FROM counter WHERE name = 'written') WHERE name = 'relinked'", nil); err != nil {
			return err
		}
		if err := c.to.engine.Numbered(conn); err != nil {
			return err
		}
		err := query(conn, `INSERT INTO counter (name, value) SELECT CASE name WHEN 'written' THEN ?1 ELSE ?2 END, value FROM counter WHERE name IN ('written', ?3)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`, nil, carriedAt, carried, copying)
		if err != nil {
			return err
		}
		return query(conn, "DELETE FROM counter WHERE name = ?", nil, copying)
	})
}
