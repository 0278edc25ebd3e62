package keep

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// maxHolders bounds the holders of a post that are listed.
const maxHolders = 60

// maxBodyForms bounds the forms of a body under which its posts are looked for.
const maxBodyForms = 30

// heldPost is one post of a person under way.
type heldPost struct {
	store.Post
	read      link.Post
	roles     map[string]*int
	positions map[int64]bool
}

// personPosts are the posts of a person as they were worked out: they count for as long as no release is written to that
// gives one, the person is made up of the same names, and the bodies are told apart as they were.
type personPosts struct {
	members   []int64
	positions []int64 // of the releases that give them, ascending
	bodies    map[string]string
	posts     []store.Post
	doubt     string
}

// posts fills in the posts that releases give of a person, and whether they
// look like those of two. Those who are named most are in thousands of releases: what was worked out is remembered.
func (t *thing) posts(conn Conn, remembered recall) error {
	bodies := bodyReader{conn: conn, remembered: remembered}
	kept, known := remembered.posts(t.members)
	if !known {
		kept = &personPosts{}
	}
	for body, key := range kept.bodies {
		now, err := bodies.body(body)
		if err != nil {
			return err
		}
		known = known && now == key
	}
	if !known {
		read, err := readPosts(conn, t.members, &bodies)
		if err != nil {
			return err
		}
		remembered.keepPosts(t.members, read)
		kept = read
	}
	t.Posts, t.Doubt = slices.Clone(kept.posts), kept.doubt
	return nil
}

// readPosts works out the posts of the person that some names are.
func readPosts(conn Conn, members []int64, bodies *bodyReader) (*personPosts, error) {
	out := &personPosts{members: members}
	byKey := map[string]*heldPost{}
	var held []*heldPost
	at := map[onrecord.Date]map[*heldPost]bool{} // which posts are given on each day
	byPost := map[int64]*heldPost{}              // one post may be kept with its body printed in several ways
	post := func(number int64) (*heldPost, error) {
		if h := byPost[number]; h != nil {
			return h, nil
		}
		read, err := postOf(conn, number)
		if err != nil {
			return nil, err
		}
		key, err := bodies.key(read)
		if err != nil {
			return nil, err
		}
		h := byKey[key]
		if h == nil {
			h = &heldPost{roles: map[string]*int{}, positions: map[int64]bool{}, read: read}
			byKey[key] = h
			held = append(held, h)
		}
		h.read = lessPost(h.read, read)
		byPost[number] = h
		return h, nil
	}
	var role []byte
	for _, n := range members {
		last := struct { // rows of one post in one release, and of one day, follow each other
			post     *heldPost
			position int64
		}{}
		err := query(conn, "SELECT position, role, post FROM held WHERE name = ? ORDER BY position", func(stmt Stmt) error {
			position := stmt.ColumnInt64(0)
			h, err := post(stmt.ColumnInt64(2))
			if err != nil {
				return err
			}
			role = slices.Grow(role[:0], stmt.ColumnLen(1))[:stmt.ColumnLen(1)]
			stmt.ColumnBytes(1, role)
			count := h.roles[string(role)]
			if count == nil {
				count = new(int)
				h.roles[string(role)] = count
			}
			*count++
			h.positions[position] = true
			if len(out.positions) == 0 || out.positions[len(out.positions)-1] != position {
				out.positions = append(out.positions, position)
			}
			if h == last.post && dayOfPosition(position) == dayOfPosition(last.position) {
				return nil
			}
			last.post, last.position = h, position
			day := dayOf(dayOfPosition(position))
			if at[day] == nil {
				at[day] = map[*heldPost]bool{}
			}
			at[day][h] = true
			return nil
		}, n)
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(out.positions)
	held = together(held, at)
	for _, h := range held {
		h.finish()
		out.posts = append(out.posts, h.Post)
	}
	slices.SortFunc(out.posts, func(a, b store.Post) int {
		return cmp.Or(a.First.Compare(b.First), a.Last.Compare(b.Last), strings.Compare(a.Role, b.Role))
	})
	out.bodies, out.doubt = bodies.known, doubt(held, at)
	return out, nil
}

// postOf reads a post.
func postOf(conn Conn, number int64) (p link.Post, err error) {
	err = query(conn, "SELECT post, body, past FROM post WHERE number = ?", func(stmt Stmt) error {
		p = scanPost(stmt, 0)
		return nil
	}, number)
	return p, err
}

// together joins posts of one person that are one (link.OnePost). A short form
// that fits two of them stays by itself.
func together(held []*heldPost, at map[onrecord.Date]map[*heldPost]bool) []*heldPost {
	slices.SortFunc(held, func(a, b *heldPost) int {
		return cmp.Or(strings.Compare(a.read.Post, b.read.Post), strings.Compare(a.read.Body, b.read.Body))
	})
	of := map[*heldPost]*heldPost{} // what a post is joined to
	posts := make([]link.Post, len(held))
	for i, h := range held {
		posts[i] = h.read
	}
	for i, fits := range link.OnePosts(posts) {
		if len(fits) == 1 && of[held[fits[0]]] == nil {
			of[held[i]] = held[fits[0]]
		}
	}
	for h, o := range of {
		for role, n := range h.roles {
			if o.roles[role] == nil {
				o.roles[role] = new(int)
			}
			*o.roles[role] += *n
		}
		for position := range h.positions {
			o.positions[position] = true
		}
		o.read = fuller(o.read, h.read)
		for _, given := range at {
			if given[h] {
				delete(given, h)
				given[o] = true
			}
		}
	}
	return slices.DeleteFunc(held, func(h *heldPost) bool { return of[h] != nil })
}

// fuller returns the one of two forms of a post that says more.
func fuller(a, b link.Post) link.Post {
	if cmp.Or(cmp.Compare(len(b.Body), len(a.Body)), cmp.Compare(len(b.Post), len(a.Post)), strings.Compare(a.Post, b.Post)) <= 0 {
		return a
	}
	return b
}

// lessPost returns the one of two forms of a post that is shown, whichever
// came first: the one with the longer body, then the first in order.
func lessPost(a, b link.Post) link.Post {
	if cmp.Or(cmp.Compare(len(b.Body), len(a.Body)), strings.Compare(a.Body, b.Body), strings.Compare(a.Post, b.Post)) <= 0 {
		return a
	}
	return b
}

// finish works out what is shown of a post.
func (h *heldPost) finish() {
	h.Post.Post, h.Body, h.Past, h.Releases = h.read.Post, h.read.Body, h.read.Past, len(h.positions)
	for role := range h.roles {
		h.Forms = append(h.Forms, role)
	}
	slices.SortFunc(h.Forms, func(a, b string) int { return cmp.Or(*h.roles[b]-*h.roles[a], len(b)-len(a), strings.Compare(a, b)) })
	h.Role = h.Forms[0]
	for position := range h.positions {
		day := dayOf(dayOfPosition(position))
		if day.IsZero() {
			continue
		}
		if h.First.IsZero() || day.Before(h.First) {
			h.First = day
		}
		if day.After(h.Last) {
			h.Last = day
		}
	}
}

func doubt(held []*heldPost, at map[onrecord.Date]map[*heldPost]bool) string {
	slices.SortFunc(held, func(a, b *heldPost) int {
		return cmp.Or(strings.Compare(a.read.Post, b.read.Post), strings.Compare(a.read.Body, b.read.Body))
	})
	posts := make([]link.Post, len(held))
	for i, h := range held {
		posts[i] = h.read
	}
	delete(at, onrecord.Date{}) // undated releases stand in no order
	var given [][]int
	for _, day := range sortedKeys(at, onrecord.Date.Compare) {
		var list []int
		for i, h := range held {
			if at[day][h] {
				list = append(list, i)
			}
		}
		given = append(given, list)
	}
	return link.Doubt(posts, given)
}

// bodyReader tells bodies apart by the things that they are.
type bodyReader struct {
	conn       Conn
	remembered recall
	known      map[string]string // those that were asked for
}

// key is the same for one post of one body, however the body is printed.
func (b *bodyReader) key(p link.Post) (string, error) {
	if p.Body == "" {
		return p.ID(), nil
	}
	body, err := b.body(p.Body)
	p.Body = body
	return p.ID(), err
}

// body is the same for one body, however it is printed.
func (b *bodyReader) body(text string) (string, error) {
	if body, known := b.known[text]; known {
		return body, nil
	}
	body, err := counted(b.remembered, "body "+text, func() (string, error) {
		head, found, err := thingOf(b.conn, link.NameID(onrecord.NameBody, text))
		if err != nil || !found {
			return link.Words(onrecord.NameBody, text), err
		}
		n, _, err := number(b.conn, "SELECT id FROM name WHERE number = ?", head)
		return idText(n), err
	})
	if b.known == nil {
		b.known = map[string]string{}
	}
	b.known[text] = body
	return body, err
}

// holders fills in who was seen to hold a post.
func (t *thing) holders(conn Conn, remembered recall) error {
	if t.Kind != onrecord.NameRole {
		return nil
	}
	ids, err := t.postIDs(conn, remembered)
	if err != nil {
		return err
	}
	keys := make([]int64, len(ids))
	for i, id := range ids {
		keys[i], _ = idNumber(id)
	}
	seen, err := holdersOf(conn, keys, remembered)
	if err != nil {
		return err
	}
	for _, h := range seen {
		ref, err := refOf(conn, h.thing, remembered)
		if err != nil {
			return err
		}
		t.Holders = append(t.Holders, store.Holder{NameRef: ref, Releases: len(h.positions), First: dayOf(dayOfPosition(h.first)), Last: dayOf(dayOfPosition(h.last))})
	}
	slices.SortFunc(t.Holders, func(a, b store.Holder) int {
		return cmp.Or(a.First.Compare(b.First), a.Last.Compare(b.Last), strings.Compare(a.Text, b.Text), strings.Compare(a.ID, b.ID))
	})
	return nil
}

// holding is where a person was seen to hold a post.
type holding struct {
	thing       int64
	positions   []int64 // each once, ascending
	first, last int64   // of those with a day, 0 where none has
	latest      int64
}

// readHolders reads who was seen to hold posts with these ids.
func readHolders(conn Conn, posts []int64) (*postHolders, error) {
	byName := map[int64]*[]int64{}
	last, at := int64(0), (*[]int64)(nil) // rows of one person stand together, many thousands of them
	err := conn.Stream(`SELECT h.name, h.position FROM json_each(?) j CROSS JOIN post p ON p.id = CAST(j.value AS BIGINT) AND p.past = 0
		CROSS JOIN held h ON h.post = p.number`, func(stmt Stmt) error {
		if name := stmt.ColumnInt64(0); at == nil || name != last {
			if last, at = name, byName[name]; at == nil {
				at = new([]int64)
				byName[name] = at
			}
		}
		*at = append(*at, stmt.ColumnInt64(1))
		return nil
	}, jsonOf(posts))
	if err != nil {
		return nil, err
	}
	out := &postHolders{ids: posts, names: sortedKeys(byName, cmp.Compare[int64])}
	for at, name := range out.names {
		of := *byName[name]
		slices.Sort(of)
		of = slices.Clip(slices.Compact(of))
		out.positions, out.placed = append(out.positions, of), out.placed+len(of)
		out.latest = append(out.latest, int32(at))
	}
	slices.SortFunc(out.latest, func(a, b int32) int { return cmp.Or(cmp.Compare(out.last(b), out.last(a)), cmp.Compare(a, b)) })
	return out, nil
}

// holdersOf returns who was seen to hold posts with these ids, those seen last first: maxHolders of them, or all where they are
// fewer.
func holdersOf(conn Conn, posts []int64, remembered recall) ([]*holding, error) {
	read, err := remembered.holders(posts, func() (*postHolders, error) { return readHolders(conn, posts) })
	if err != nil {
		return nil, err
	}
	things, err := read.seenLast(conn)
	if err != nil {
		return nil, err
	}
	byThing := map[int64]*holding{}
	err = conn.Stream("SELECT n.number, n.thing FROM json_each(?) j CROSS JOIN name n ON n.thing = CAST(j.value AS BIGINT) ORDER BY n.number", func(stmt Stmt) error {
		name, thing := stmt.ColumnInt64(0), stmt.ColumnInt64(1)
		at, holds := slices.BinarySearch(read.names, name)
		if !holds {
			return nil
		}
		if byThing[thing] == nil {
			byThing[thing] = &holding{thing: thing}
		}
		byThing[thing].positions = append(byThing[thing].positions, read.positions[at]...)
		return nil
	}, jsonOf(things))
	if err != nil {
		return nil, err
	}
	out := make([]*holding, 0, len(byThing))
	for _, h := range byThing {
		h.see()
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b *holding) int {
		return cmp.Or(cmp.Compare(b.latest, a.latest), len(b.positions)-len(a.positions), cmp.Compare(a.thing, b.thing))
	})
	return out[:min(len(out), maxHolders)], nil
}

// see works out when the post was held, by the releases that say so.
func (h *holding) see() {
	slices.Sort(h.positions)
	h.positions = slices.Compact(h.positions)
	h.latest = h.positions[len(h.positions)-1]
	if dated, _ := slices.BinarySearch(h.positions, firstOf(1)); dated < len(h.positions) {
		h.first, h.last = h.positions[dated], h.latest
	}
}

// postIDs returns the ids of the posts that a role's own forms name, with its
// body under each of its names.
func (t *thing) postIDs(conn Conn, remembered recall) ([]string, error) {
	var ids []string
	for _, form := range append([]string{t.Text}, t.Aliases...) {
		own := false
		for _, n := range t.members {
			_, found, err := number(conn, "SELECT 1 FROM name WHERE number = ? AND words = ?", n, link.Words(onrecord.NameRole, form))
			if err != nil {
				return nil, err
			}
			own = own || found
		}
		if !own {
			continue // "the commissioner"
		}
		p := link.ReadPost(form, nil)
		ids = appendNew(ids, p.ID())
		if p.Body == "" {
			continue
		}
		head, found, err := thingOf(conn, link.NameID(onrecord.NameBody, p.Body))
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		body := thing{}
		if body.members, err = membersOf(conn, head); err != nil {
			return nil, err
		}
		if err := body.forms(conn, remembered); err != nil {
			return nil, err
		}
		for _, b := range body.Aliases[:min(len(body.Aliases), maxBodyForms)] {
			ids = appendNew(ids, link.Post{Post: p.Post, Body: b}.ID())
		}
		ids = appendNew(ids, link.Post{Post: p.Post, Body: body.Text}.ID())
	}
	return ids, nil
}
