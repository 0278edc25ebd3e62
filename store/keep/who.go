package keep

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
)

// who is what batches change of names, so that only what they touch is
// decided again.
type who struct {
	changed map[int64]bool // names of which the link room would see something new
	met     map[int64]bool // names that releases which came or went hold
	gone    []string       // short forms (link.ShortForm) that are no longer printed
	// releases are the names of each release that came or went.
	releases []namedTogether
	recount  map[int64]bool // names whose releases are not known to be counted
}

// namedTogether are the names of one release; delta is 1 where it came, -1
// where it went. What was fresh in its batch was counted when it was kept.
type namedTogether struct {
	names []int64
	delta int64
	fresh map[int64]newName
}

func newWho() who { return who{changed: map[int64]bool{}, met: map[int64]bool{}} }

// settle decides again which names are the same, for all that batches
// changed, and counts the releases of things. Most names stand alone, so that
// each step asks for all names at once which of them it concerns.
func (w *who) settle(conn Conn) error {
	r := resolver{conn: conn, namings: map[int64]*link.Naming{}, decided: map[int64]decision{}}
	changed := sortedKeys(w.changed, cmp.Compare[int64])
	moved := map[int64]bool{}
	blocks, err := r.blocks(changed)
	if err != nil {
		return err
	}
	if err := r.people(blocks, moved); err != nil {
		return err
	}
	things, err := r.things(w, changed)
	if err != nil {
		return err
	}
	if err := r.decideThings(things, moved); err != nil {
		return err
	}
	// What is new or gone may be spoken of, or have been a part of a thing.
	tied, err := r.numbers(`SELECT n.number FROM json_each(?) j CROSS JOIN name n ON n.number = CAST(j.value AS BIGINT)
		WHERE n.thing <> n.number OR EXISTS (SELECT 1 FROM name m WHERE m.thing = n.number AND m.number <> n.number)
		OR EXISTS (SELECT 1 FROM statement WHERE subject = n.id) OR EXISTS (SELECT 1 FROM statement WHERE object = n.id)`, jsonOf(changed))
	if err != nil {
		return err
	}
	for _, n := range tied {
		moved[n] = true
	}
	recount, err := r.join(moved)
	if err != nil {
		return err
	}
	return w.countTogether(conn, recount)
}

// resolver reads names and writes what is decided of them.
type resolver struct {
	conn    Conn
	namings map[int64]*link.Naming // of names that releases hold
	decided map[int64]decision     // of all names that were read
}

// blocks returns the blocks of people that are to be decided again, in order:
// of those who changed and are not alone, or were not when last looked at.
func (r *resolver) blocks(changed []int64) (out []string, err error) {
	err = query(r.conn, `SELECT DISTINCT n.block FROM json_each(?) j CROSS JOIN name n ON n.number = CAST(j.value AS BIGINT)
		WHERE n.kind = 'person' AND (n.why IS NOT NULL OR EXISTS (SELECT 1 FROM name k WHERE k.block = n.block AND k.number <> n.number AND k.kind = 'person'))
		ORDER BY 1`, func(stmt Stmt) error {
		out = append(out, stmt.ColumnText(0))
		return nil
	}, jsonOf(changed))
	return out, err
}

// things returns the names that are no persons and are to be decided again, in
// order: kin of all that the batch names, since which of them is printed most
// often may change; and of what changed also what was renamed to it, and the
// short forms that are printed for it or no longer are.
func (r *resolver) things(w *who, changed []int64) ([]int64, error) {
	names := map[int64]bool{}
	add := func(stmt Stmt) error {
		for i := range stmt.ColumnCount() {
			names[stmt.ColumnInt64(i)] = true
		}
		return nil
	}
	met := sortedKeys(w.met, cmp.Compare[int64])
	for _, ask := range []struct {
		text string
		of   []int64
	}{
		{`SELECT n.number, k.number FROM json_each(?) j CROSS JOIN name n ON n.number = CAST(j.value AS BIGINT) JOIN name k ON k.block = n.block AND k.number <> n.number
			WHERE n.kind NOT IN ('person', 'place') AND k.kind NOT IN ('person', 'place')`, append(met, changed...)},
		{`SELECT r.old FROM json_each(?) j CROSS JOIN renaming r ON r.new = CAST(j.value AS BIGINT)`, changed},
		{`SELECT s.number FROM json_each(?) j CROSS JOIN name_form f ON f.name = CAST(j.value AS BIGINT) AND f.short IS NOT NULL AND f.releases > 0
			JOIN name s ON s.words = f.short WHERE s.kind <> 'person'`, changed},
		{`SELECT n.number FROM json_each(?) j CROSS JOIN name n ON n.number = CAST(j.value AS BIGINT)
			WHERE n.kind <> 'person' AND (n.why IS NOT NULL OR EXISTS (SELECT 1 FROM renaming WHERE old = n.number)
			OR EXISTS (SELECT 1 FROM name_form f WHERE f.short = n.words AND f.releases > 0))`, changed},
	} {
		if err := query(r.conn, ask.text, add, jsonOf(ask.of)); err != nil {
			return nil, err
		}
	}
	err := query(r.conn, "SELECT s.number FROM json_each(?) j CROSS JOIN name s ON s.words = j.value WHERE s.kind <> 'person'", add, jsonOf(w.gone))
	return sortedKeys(names, cmp.Compare[int64]), err
}

// surnamesAtOnce is how many blocks of people are read in one go.
const surnamesAtOnce = 256

// people decides for blocks of people.
func (r *resolver) people(blocks []string, moved map[int64]bool) error {
	for part := range slices.Chunk(blocks, surnamesAtOnce) {
		if err := r.peopleOf(part, moved); err != nil {
			return err
		}
		clear(r.namings)
		clear(r.decided)
	}
	return nil
}

func (r *resolver) peopleOf(blocks []string, moved map[int64]bool) error {
	of := map[string][]int64{}
	var all []int64
	err := query(r.conn, "SELECT n.block, n.number FROM json_each(?) j CROSS JOIN name n ON n.block = j.value WHERE n.kind = 'person' ORDER BY n.number", func(stmt Stmt) error {
		block, n := stmt.ColumnText(0), stmt.ColumnInt64(1)
		of[block], all = append(of[block], n), append(all, n)
		return nil
	}, jsonOf(blocks))
	if err == nil {
		err = r.read(all)
	}
	for i := 0; i < len(blocks) && err == nil; i++ {
		err = r.block(of[blocks[i]], moved)
	}
	return err
}

// block decides for the people of a block.
func (r *resolver) block(numbers []int64, moved map[int64]bool) error {
	var namings []link.Naming
	byID := map[string]int64{}
	decided := map[int64]link.Same{}
	for _, n := range numbers {
		decided[n] = link.Same{}
		if naming := r.namings[n]; naming != nil {
			namings = append(namings, *naming)
			byID[naming.ID] = n
		}
	}
	for _, s := range link.People(namings) {
		decided[byID[s.ID]] = s
	}
	for _, n := range numbers {
		if err := r.decide(n, decided[n], byID, moved); err != nil {
			return err
		}
	}
	return nil
}

// decideThings decides for names that are no persons: by their kin, by what is printed short for others, and by what
// was renamed.
func (r *resolver) decideThings(things []int64, moved map[int64]bool) error {
	if err := r.read(things); err != nil {
		return err
	}
	var lists [3]map[int64][]int64
	for i, text := range []string{
		`SELECT n.number, k.number FROM json_each(?) j CROSS JOIN name n ON n.number = CAST(j.value AS BIGINT) JOIN name k ON k.block = n.block
			WHERE k.kind <> 'person' ORDER BY 1, 2`,
		`SELECT DISTINCT n.number, f.name FROM json_each(?) j CROSS JOIN name n ON n.number = CAST(j.value AS BIGINT) JOIN name_form f ON f.short = n.words
			WHERE f.releases > 0 ORDER BY 1, 2`,
		"SELECT DISTINCT r.old, r.new FROM json_each(?) j CROSS JOIN renaming r ON r.old = CAST(j.value AS BIGINT) ORDER BY 1, 2",
	} {
		var err error
		if lists[i], err = r.pairs(text, jsonOf(things)); err != nil {
			return err
		}
	}
	for _, n := range things {
		if err := r.thing(n, lists, moved); err != nil {
			return err
		}
	}
	return nil
}

// thing decides for one name that is no person, which may be the same as others of three lists.
func (r *resolver) thing(n int64, lists [3]map[int64][]int64, moved map[int64]bool) error {
	naming := r.namings[n]
	if naming == nil {
		return r.decide(n, link.Same{}, nil, moved)
	}
	byID := map[string]int64{}
	var others [3][]link.Naming
	for i, list := range lists {
		for _, k := range list[n] {
			if other := r.namings[k]; other != nil {
				others[i] = append(others[i], *other)
				byID[other.ID] = k
			}
		}
	}
	return r.decide(n, link.Thing(*naming, others[0], others[1], others[2]), byID, moved)
}

func (r *resolver) numbers(text string, args ...any) (out []int64, err error) {
	err = query(r.conn, text, func(stmt Stmt) error {
		out = append(out, stmt.ColumnInt64(0))
		return nil
	}, args...)
	return out, err
}

// decide keeps what was decided of a name that was read, and notes it where that is new.
func (r *resolver) decide(n int64, s link.Same, byID map[string]int64, moved map[int64]bool) error {
	d := decision{why: s.Why}
	if s.Of != "" {
		d.same, d.rule = byID[s.Of], string(s.Rule)
	}
	if len(s.Fits) > 0 {
		keys := make([]int64, len(s.Fits))
		for i, id := range s.Fits {
			keys[i], _ = idNumber(id)
		}
		d.fits = jsonOf(keys)
	}
	if d == r.decided[n] {
		return nil
	}
	r.decided[n], moved[n] = d, true
	var same any
	if d.same != 0 {
		same = d.same
	}
	return query(r.conn, "UPDATE name SET same = ?, rule = ?, why = ?, fits = ? WHERE number = ?", nil, same, wordsOrNull(d.rule), wordsOrNull(d.why), wordsOrNull(d.fits), n)
}

// wordsOrNull are words as they are kept where "" is none.
func wordsOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// jsonOf is a list as the statements take it.
func jsonOf[T any](list []T) string {
	if len(list) == 0 {
		return "[]"
	}
	b, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return string(b)
}

func scanPost(stmt Stmt, column int) link.Post {
	return link.Post{Post: stmt.ColumnText(column), Body: stmt.ColumnText(column + 1), Past: stmt.ColumnBool(column + 2)}
}

// countTogether counts in how many newest versions things are named: of those
// in recount anew, of others what the releases add.
func (w *who) countTogether(conn Conn, recount map[int64]bool) error {
	things, err := thingsOf(conn, w.met)
	if err != nil {
		return err
	}
	for n := range w.recount {
		recount[things[n]] = true
	}
	delta := map[int64]int64{}
	for _, r := range w.releases {
		once := map[int64]bool{}
		for _, n := range r.names {
			t := things[n]
			if _, fresh := r.fresh[t]; !once[t] && !recount[t] && !fresh {
				once[t] = true
				delta[t] += r.delta
			}
		}
	}
	if err := addTo(conn, "name", "together", delta); err != nil {
		return err
	}
	for _, t := range sortedKeys(recount, cmp.Compare[int64]) {
		total, err := countReleases(conn, t)
		if err != nil {
			return err
		}
		if err := query(conn, "UPDATE name SET together = ? WHERE number = ?", nil, total, t); err != nil {
			return err
		}
	}
	return nil
}

// countReleases counts the releases that name a thing; they are 0 for a name
// that is no head.
func countReleases(conn Conn, thing int64) (int64, error) {
	_, head, err := number(conn, "SELECT 1 FROM name WHERE number = ?1 AND thing = ?1", thing)
	if err != nil || !head {
		return 0, err
	}
	members, err := membersOf(conn, thing)
	if err != nil {
		return 0, err
	}
	n, _, err := number(conn, "SELECT count(*) FROM form_index WHERE form_index MATCH ?", anyOf(members, nameToken))
	return n, err
}

// membersOf returns the names of a thing, its head first, then by id; never empty.
func membersOf(conn Conn, thing int64) ([]int64, error) {
	members := []int64{thing}
	err := query(conn, "SELECT number FROM name WHERE thing = ?1 AND number <> ?1 AND releases > 0 ORDER BY id", func(stmt Stmt) error {
		members = append(members, stmt.ColumnInt64(0))
		return nil
	}, thing)
	return members, err
}

// anyOf returns what the index must hold at least one of; nil where there is none.
func anyOf(numbers []int64, token func(int64) string) Words {
	var out AnyOf
	for _, n := range numbers {
		out = append(out, one(token(n)))
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// hold keeps a post that the release at a position gives of a person.
func (b *batchSaver) hold(name, position int64, role string, p link.Post) error {
	post, err := b.post(p)
	b.held = append(b.held, heldAs{name, position, post, role})
	return err
}

// heldAs is a post that a release gives of a person.
type heldAs struct {
	name, position, post int64
	role                 string
}

// flushHeld keeps the posts that the batch's releases give of people, and notes who holds one that they were not known
// to hold.
func (s *saver) flushHeld(conn Conn) error {
	const half = 32 // bits: a person and a post as one number
	pairs := map[int64]bool{}
	for _, h := range s.held {
		if h.name >= 1<<half || h.post >= 1<<(half-1) {
			return fmt.Errorf("%w: more than %d names or posts", onrecord.ErrTooLarge, 1<<(half-1))
		}
		pairs[h.post<<half|h.name] = true
	}
	before := map[int64]bool{}
	err := inChunks(sortedKeys(pairs, cmp.Compare[int64]), func(of string) error {
		return query(conn, `SELECT CAST(j.value AS BIGINT) FROM json_each(?) j
			WHERE EXISTS (SELECT 1 FROM held WHERE post = CAST(j.value AS BIGINT) >> 32 AND name = CAST(j.value AS BIGINT) & 4294967295)`, func(stmt Stmt) error {
			before[stmt.ColumnInt64(0)] = true
			return nil
		}, of)
	})
	for i := 0; i < len(s.held) && err == nil; i++ {
		h := &s.held[i]
		if !before[h.post<<half|h.name] {
			s.who.changed[h.name] = true
		}
		err = query(conn, "INSERT INTO held (name, position, post, role) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", nil, h.name, h.position, h.post, h.role)
	}
	return err
}

func (b *batchSaver) post(p link.Post) (int64, error) {
	if n, ok := b.posts[p]; ok {
		return n, nil
	}
	n, found, err := number(b.conn, "SELECT number FROM post WHERE post = ? AND body = ? AND past = ?", p.Post, p.Body, p.Past)
	if err == nil && !found {
		id, _ := idNumber(p.ID())
		if n, err = b.number(b.conn, "post"); err == nil {
			err = query(b.conn, "INSERT INTO post (number, id, post, body, past) VALUES (?, ?, ?, ?, ?)", nil, n, id, p.Post, p.Body, p.Past)
		}
	}
	if err == nil {
		b.posts[p] = n
	}
	return n, err
}

// unhold takes back the posts that the release at a position gives of a person.
func (b *batchSaver) unhold(name, position int64) error {
	if at := len(b.held); at > 0 {
		b.held = slices.DeleteFunc(b.held, func(h heldAs) bool { return h.name == name && h.position == position })
		if len(b.held) < at {
			b.who.changed[name] = true
		}
	}
	err := query(b.conn, "DELETE FROM held WHERE name = ? AND position = ?", nil, name, position)
	if err == nil && b.conn.Changes() > 0 {
		b.who.changed[name] = true
	}
	return err
}

// rename keeps that the release at a position says one name is now another.
func (b *batchSaver) rename(position, older, newer int64) error {
	if older == newer {
		return nil
	}
	b.who.changed[older], b.who.changed[newer] = true, true
	return query(b.conn, "INSERT INTO renaming (position, old, new) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", nil, position, older, newer)
}

func (b *batchSaver) unrename(position int64) error {
	err := query(b.conn, "SELECT old, new FROM renaming WHERE position = ?", func(stmt Stmt) error {
		b.who.changed[stmt.ColumnInt64(0)], b.who.changed[stmt.ColumnInt64(1)] = true, true
		return nil
	}, position)
	if err != nil {
		return err
	}
	return query(b.conn, "DELETE FROM renaming WHERE position = ?", nil, position)
}

// badID says that an id is none of a named thing.
func badID(id string) error {
	return fmt.Errorf("%w: nothing of the id %.40q is named", onrecord.ErrNotFound, id)
}
