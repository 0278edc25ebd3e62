package keep

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/beside"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// Names implements store.Reader.
func (s *Store) Names(ctx context.Context, r store.NameRequest) (page store.NamePage, err error) {
	err = s.read(ctx, func(conn Conn) error {
		remembered, err := s.recall(conn)
		if err == nil {
			page, err = listNames(conn, r, remembered)
		}
		return err
	})
	return page, s.wrap(ctx, "list names", err)
}

func listNames(conn Conn, r store.NameRequest, remembered recall) (page store.NamePage, err error) {
	limit, err := limitOf(r.Limit, 50)
	if err != nil {
		return page, err
	}
	apart, err := remembered.anySaid(conn, onrecord.StatementSplit)
	if err != nil {
		return page, err
	}
	terms := search.Analyze(r.Text)
	renamed, err := renamedTo(conn, terms, remembered)
	if err != nil {
		return page, err
	}
	where, args := whichNames(r, apart, terms, renamed)
	if page.Total, err = remembered.total(conn, "SELECT count(*) FROM name WHERE "+where, args...); err != nil {
		return page, err
	}
	if r.Cursor != "" {
		var together, after int64
		if err := readCursor(r.Cursor, markNames, &together, &after); err != nil {
			return page, err
		}
		where += " AND (together, id) < (?, ?)"
		args = append(args, together, after)
	}
	var heads []int64
	last := ""
	err = query(conn, "SELECT number, together, id FROM name WHERE "+where+" ORDER BY together DESC, id DESC LIMIT ?", func(stmt Stmt) error {
		if len(heads) == limit {
			page.Next = last
			return nil
		}
		heads = append(heads, stmt.ColumnInt64(0))
		last = writeCursor(markNames, stmt.ColumnInt64(1), stmt.ColumnInt64(2))
		return nil
	}, append(args, limit+1)...)
	for _, head := range heads {
		if err != nil {
			break
		}
		var t thing
		if t, err = remembered.thing(conn, head); err == nil && r.Members {
			err = t.names(conn)
		}
		page.Names = append(page.Names, t.Named)
	}
	return page, err
}

// whichNames returns the condition on heads that a request makes; apart says that people may have
// said of some that they are two. terms are its text's, and renamed the things that people gave a name with them.
func whichNames(r store.NameRequest, apart bool, terms []search.Term, renamed []int64) (where string, args []any) {
	where = "together > 0"
	switch {
	case r.Any:
	case r.Kind == "":
		where += " AND kind NOT IN ('person', 'place')"
	default:
		where, args = where+" AND kind = ?", append(args, string(r.Kind))
	}
	if r.Unsettled {
		where += " AND fits IS NOT NULL AND EXISTS (SELECT 1 FROM json_each(name.fits) e CROSS JOIN name o ON o.id = CAST(e.value AS BIGINT)"
		if apart {
			where += " WHERE NOT " + keptApart("name.number", "o.thing")
		}
		where += ")"
	}
	if len(terms) > 0 {
		words := make(AllOf, len(terms))
		for i, t := range terms {
			words[i] = Phrase{Words: []string{t.Folded}, Prefix: true}
		}
		named := `number IN (SELECT n.thing FROM name_form f JOIN name n ON n.number = f.name
			WHERE f.releases > 0 AND f.number IN (SELECT rowid FROM name_index WHERE name_index MATCH ?))`
		args = append(args, words)
		if len(renamed) > 0 {
			named = "(" + named + " OR number IN (SELECT CAST(j.value AS BIGINT) FROM json_each(?) j))"
			args = append(args, jsonOf(renamed))
		}
		where += " AND " + named
	}
	return where, args
}

// thingOf returns the head of the thing that has a name of that id.
func thingOf(conn Conn, id string) (thing int64, found bool, err error) {
	key, ok := idNumber(id)
	if !ok {
		return 0, false, nil
	}
	return number(conn, "SELECT thing FROM name WHERE id = ?", key)
}

// thing is a named thing with the names that make it up, its head first.
type thing struct {
	store.Named
	members []int64
	newest  int64 // the position of the last of the newest releases that name it, where there are more
}

// loadThing reads what lists show of a thing.
func loadThing(conn Conn, head int64, remembered recall) (t thing, err error) {
	var fits string
	err = query(conn, "SELECT id, kind, together, fits, why FROM name WHERE number = ?", func(stmt Stmt) error {
		t.ID, t.Kind, t.Releases = idText(stmt.ColumnInt64(0)), onrecord.NameKind(stmt.ColumnText(1)), stmt.ColumnInt(2)
		if fits = stmt.ColumnText(3); fits != "" {
			t.FitsWhy = stmt.ColumnText(4)
		}
		return nil
	}, head)
	if err != nil {
		return t, err
	}
	if t.members, err = membersOf(conn, head); err != nil {
		return t, err
	}
	if err := t.forms(conn, remembered); err != nil {
		return t, err
	}
	if t.First, t.Last, err = seen(conn, t.members); err != nil {
		return t, err
	}
	if t.Kind == onrecord.NamePerson {
		if err := t.posts(conn, remembered); err != nil {
			return t, err
		}
	}
	return t, t.fits(conn, fits, remembered)
}

// forms fills in how the thing is printed. Of forms of a name that are printed
// equally often the longer stands first.
func (t *thing) forms(conn Conn, remembered recall) error {
	var forms []string
	for _, n := range t.members {
		list, err := formsOf(conn, n)
		if err != nil {
			return err
		}
		forms = appendNew(forms, list...)
	}
	if shown, err := t.renamed(conn, remembered); err != nil {
		return err
	} else if shown != "" {
		forms = slices.Insert(slices.DeleteFunc(forms, func(f string) bool { return f == shown }), 0, shown)
	}
	if len(forms) > 0 {
		t.Text, t.Aliases = forms[0], forms[1:]
	}
	if len(t.Aliases) == 0 {
		t.Aliases = nil
	}
	return nil
}

// formsOf returns a name's forms, the one printed most often first: forms of
// its own words before those that releases print for it.
func formsOf(conn Conn, name int64) (out []string, err error) {
	err = query(conn, "SELECT form FROM name_form WHERE name = ? AND releases > 0 ORDER BY releases DESC, length(form) DESC, form", func(stmt Stmt) error {
		out = append(out, stmt.ColumnText(0))
		return nil
	}, name)
	return out, err
}

// renamed returns what people renamed the thing to, or "".
func (t *thing) renamed(conn Conn, remembered recall) (string, error) {
	if some, err := remembered.anySaid(conn, onrecord.StatementRename); err != nil || !some {
		return "", err
	}
	var ids []string
	var said []onrecord.Statement
	for _, n := range t.members {
		err := query(conn, statementColumns+" WHERE subject = (SELECT id FROM name WHERE number = ?) AND kind = ?", func(stmt Stmt) error {
			s, err := scanStatement(stmt)
			ids, said = append(ids, s.Subject), append(said, s)
			return err
		}, n, string(onrecord.StatementRename))
		if err != nil {
			return "", err
		}
	}
	return link.Shown(ids, said), nil
}

// seen returns the days of issue of the first and last dated release that
// has one of the names.
func seen(conn Conn, names []int64) (first, last onrecord.Date, err error) {
	if first, err = firstSeen(conn, names); err == nil {
		last, err = seenAt(conn, names, "DESC")
	}
	return first, last, err
}

// firstSeen is the first of the two.
func firstSeen(conn Conn, names []int64) (onrecord.Date, error) { return seenAt(conn, names, "ASC") }

func seenAt(conn Conn, names []int64, order string) (onrecord.Date, error) {
	position, _, err := number(conn, "SELECT rowid FROM form_index WHERE form_index MATCH ? AND rowid >= ? ORDER BY rowid "+order+" LIMIT 1", anyOf(names, nameToken), firstOf(1))
	return dayOf(dayOfPosition(position)), err
}

// fits fills in what the thing may be the same as; list is JSON of ids.
func (t *thing) fits(conn Conn, list string, remembered recall) error {
	if list == "" {
		return nil
	}
	text, args := "SELECT thing FROM name WHERE id = ?", []any{int64(0)}
	if apart, err := remembered.anySaid(conn, onrecord.StatementSplit); err != nil {
		return err
	} else if apart {
		text, args = "SELECT o.thing FROM name o WHERE o.id = ?1 AND NOT "+keptApart("?2", "o.thing"), append(args, t.members[0])
	}
	var keys []int64
	if err := json.Unmarshal([]byte(list), &keys); err != nil {
		return fmt.Errorf("%w: what a name may be the same as: %v", onrecord.ErrDamaged, err)
	}
	for _, key := range keys {
		args[0] = key
		head, found, err := number(conn, text, args...)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		ref, err := refOf(conn, head, remembered)
		if err != nil {
			return err
		}
		if !slices.Contains(t.Fits, ref) {
			t.Fits = append(t.Fits, ref)
		}
	}
	return nil
}

// keptApart is the condition that people said of two things, given by their
// heads, that they are two.
func keptApart(a, b string) string {
	said := func(subject, object string) string {
		return `EXISTS (SELECT 1 FROM name x CROSS JOIN statement s ON s.subject = x.id AND s.kind = 'split' CROSS JOIN name y ON y.id = s.object
			WHERE x.thing = ` + subject + ` AND y.thing = ` + object + ` AND s.id NOT IN (SELECT statement FROM undone))`
	}
	return "(" + said(a, b) + " OR " + said(b, a) + ")"
}

// refOf returns a thing as another refers to it.
func refOf(conn Conn, head int64, remembered recall) (store.NameRef, error) {
	var t thing
	err := query(conn, "SELECT id, kind FROM name WHERE number = ?", func(stmt Stmt) error {
		t.ID, t.Kind = idText(stmt.ColumnInt64(0)), onrecord.NameKind(stmt.ColumnText(1))
		return nil
	}, head)
	if err != nil {
		return store.NameRef{}, err
	}
	if t.members, err = membersOf(conn, head); err != nil {
		return store.NameRef{}, err
	}
	err = t.forms(conn, remembered)
	return store.NameRef{ID: t.ID, Kind: t.Kind, Text: t.Text}, err
}

// NameRef implements store.Reader.
func (s *Store) NameRef(ctx context.Context, id string) (ref store.NameRef, err error) {
	err = s.read(ctx, func(conn Conn) error {
		remembered, err := s.recall(conn)
		if err != nil {
			return err
		}
		head, found, err := thingOf(conn, id)
		if err == nil && found {
			_, found, err = number(conn, "SELECT 1 FROM name WHERE number = ? AND together > 0", head)
		}
		if err == nil && !found {
			err = badID(id)
		}
		if err == nil {
			ref, err = refOf(conn, head, remembered)
		}
		return err
	})
	return ref, s.wrap(ctx, fmt.Sprintf("read name %.40q", id), err)
}

// Name implements store.Reader. Relations are at most 60, the newest.
func (s *Store) Name(ctx context.Context, id string) (n store.Named, err error) {
	n, whole, err := s.nameBeside(ctx, id)
	if err == nil && !whole {
		n, _, err = s.readName(ctx, id, (*thing).holders, (*thing).others)
	}
	return n, s.wrap(ctx, fmt.Sprintf("read name %.40q", id), err)
}

// nameBeside reads a name in two transactions side by side: who held a post is as much to read as all else. Neither waits for the other
// while it is under way. Whole is false where the record was written to in between, so that they saw two states.
func (s *Store) nameBeside(ctx context.Context, id string) (n store.Named, whole bool, err error) {
	var held store.Named
	var before, after int64
	var readers errgroup.Group
	readers.Go(beside.Guarded(func() (err error) {
		held, before, err = s.readName(ctx, id, (*thing).holders)
		return err
	}))
	n, after, err = s.readName(ctx, id, (*thing).others)
	if failed := readers.Wait(); err == nil {
		err = failed
	}
	n.Holders = held.Holders
	return n, before == after, err
}

// readName reads what parts fill in of a name, and how often the record had been written to.
func (s *Store) readName(ctx context.Context, id string, parts ...func(*thing, Conn, recall) error) (n store.Named, written int64, err error) {
	err = s.read(ctx, func(conn Conn) error {
		remembered, err := s.recall(conn)
		if err != nil {
			return err
		}
		head, found, err := thingOf(conn, id)
		if err == nil && !found {
			err = badID(id)
		}
		if err != nil {
			return err
		}
		t, err := remembered.thing(conn, head)
		if err == nil && t.Releases == 0 {
			err = badID(id)
		}
		for _, fill := range parts {
			if err == nil {
				err = fill(&t, conn, remembered)
			}
		}
		n, written = t.Named, remembered.written
		return err
	})
	if err != nil {
		return store.Named{}, written, err
	}
	return n, written, nil
}

// others fills in all that a thing's page shows but who held the post.
func (t *thing) others(conn Conn, remembered recall) error {
	err := t.names(conn)
	if err == nil {
		err = t.mentions(conn, remembered)
	}
	if err == nil {
		err = t.relations(factReader{conn: conn, remembered: remembered})
	}
	if err == nil {
		err = t.statements(conn)
	}
	return err
}

// names fills in the names that make the thing up.
func (t *thing) names(conn Conn) error {
	for _, n := range t.members {
		var of store.NameOf
		err := query(conn, "SELECT n.id, n.kind, n.releases, o.id, n.of_rule, n.of_why FROM name n LEFT JOIN name o ON o.number = n.of WHERE n.number = ?", func(stmt Stmt) error {
			of.ID, of.Kind, of.Releases = idText(stmt.ColumnInt64(0)), onrecord.NameKind(stmt.ColumnText(1)), stmt.ColumnInt(2)
			if !stmt.ColumnIsNull(3) {
				of.Of, of.Rule, of.Why = idText(stmt.ColumnInt64(3)), stmt.ColumnText(4), stmt.ColumnText(5)
			}
			return nil
		}, n)
		if err != nil {
			return err
		}
		forms, err := formsOf(conn, n)
		if err != nil {
			return err
		}
		of.Text = ownForm(of.Kind, of.ID, forms)
		if len(t.members) == 1 { // the thing itself
			of.First, of.Last = t.First, t.Last
		} else if of.First, of.Last, err = seen(conn, []int64{n}); err != nil {
			return err
		}
		t.Names = append(t.Names, of)
	}
	slices.SortFunc(t.Names[1:], func(a, b store.NameOf) int { return cmp.Or(a.First.Compare(b.First), cmp.Compare(a.ID, b.ID)) })
	return nil
}

// ownForm returns the first of a name's forms that has its own words.
func ownForm(kind onrecord.NameKind, id string, forms []string) string {
	for _, f := range forms {
		if link.NameID(kind, f) == id {
			return f
		}
	}
	return ""
}

func (t *thing) statements(conn Conn) error {
	page, err := listStatements(conn, store.StatementRequest{About: t.ID, Limit: 100})
	t.Statements = page.Statements
	return err
}
