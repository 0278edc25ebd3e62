package postgres

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store/keep"
)

// TestPostingsInBlocks reads back what was written, over several blocks, with keys that go on from one into the next.
func TestPostingsInBlocks(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var p newPostings
	for text := range int64(40) {
		var parts [][]string
		for range 1 + random.IntN(2) {
			var words []string
			for range random.IntN(200) {
				words = append(words, []string{"sail", "mill", "quay", fmt.Sprint("w", random.IntN(300))}[random.IntN(4)])
			}
			parts = append(parts, words)
		}
		p.add(text<<40, parts)
	}
	_, list := p.sorted()
	if !slices.IsSortedFunc(list, comparePostings) {
		t.Fatal("the postings are not in their order")
	}
	var read []posting
	blocks := 0
	w := postingWriter{keep: func(first int64, body []byte) error {
		blocks++
		for r := newPostingReader(body); ; {
			some, err := r.next()
			if !some || err != nil {
				return err
			}
			if len(body) > postingBlockBytes || r.last.key < first {
				t.Errorf("a block of %d bytes that begins with %d holds %d", len(body), first, r.last.key)
			}
			read = append(read, r.last)
		}
	}}
	for _, one := range list {
		if err := w.add(one); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.end(); err != nil {
		t.Fatal(err)
	}
	if blocks < 5 || !slices.Equal(read, list) {
		t.Errorf("%d of %d postings were read from %d blocks", len(read), len(list), blocks)
	}
}

func TestWordsOfAVector(t *testing.T) {
	want := strings.Fields("the mill by the quay and the sail")
	var v vectors
	v.begin()
	v.add("", want, true)
	v.add(secondMark, []string{"the+mill", "by+the"}, true)
	v.end()
	words, err := wordsOf(v.encoded[4:])
	if err != nil || !slices.Equal(words, want) {
		t.Errorf("words %q, %v", words, err)
	}
	for cut := range len(v.encoded) - 4 {
		if _, err := wordsOf(v.encoded[4 : 4+cut]); err == nil {
			t.Errorf("%d of its bytes are taken for a vector", cut)
		}
	}
}

// rowidsOf are the rows of the text index that hold words: by postings, and as the index itself says.
func rowidsOf(t *testing.T, e *engine, words keep.Words) (found, want []int64) {
	t.Helper()
	there := map[int64]bool{}
	err := e.Read(ctx, func(conn keep.Conn) error {
		err := conn.Query("SELECT rowid FROM text_index", func(s keep.Stmt) error {
			there[s.ColumnInt64(0)] = true
			return nil
		})
		if err != nil {
			return err
		}
		if err := conn.Match(keep.TextIndex, words, func(rowid int64) { found = append(found, rowid) }); err != nil {
			return err
		}
		return conn.Query("SELECT DISTINCT rowid FROM text_index WHERE text_index MATCH ? ORDER BY 1", func(s keep.Stmt) error {
			want = append(want, s.ColumnInt64(0))
			return nil
		}, words)
	})
	if err != nil {
		t.Fatal(err)
	}
	found = slices.DeleteFunc(found, func(rowid int64) bool { return !there[rowid] })
	slices.Sort(found)
	return slices.Compact(found), want
}

var quayWords = strings.Fields("sail mill quay tide lamp rope")

// agree compares what postings and the text index say of every word, two and some three words.
func agree(t *testing.T, e *engine) {
	t.Helper()
	some := 0
	look := func(words ...string) {
		found, want := rowidsOf(t, e, keep.Phrase{Words: words})
		if !slices.Equal(found, want) {
			t.Errorf("%q: postings say %d texts, the index %d", words, len(found), len(want))
		}
		some += len(want)
	}
	for i, a := range quayWords {
		look(a)
		for _, b := range quayWords {
			look(a, b)
			look(a, b, quayWords[(i+2)%len(quayWords)])
		}
	}
	if some == 0 {
		t.Error("nothing was found that could be compared")
	}
}

// TestPostingsAgreeWithTheIndex: whatever was saved, changed and moved, in however many runs.
func TestPostingsAgreeWithTheIndex(t *testing.T) {
	at := address(t)
	s := openAt(t, at, Options{Rules: "1"})
	random := rand.New(rand.NewPCG(3, 4))
	text := func() string {
		var words []string
		for range 3 + random.IntN(8) {
			words = append(words, quayWords[random.IntN(len(quayWords))])
		}
		return strings.Join(words, " ")
	}
	e := newEngine(t, at)
	for i := range 90 {
		r := plainRecord(fmt.Sprint("k", random.IntN(40)), "Quay", text())
		if random.IntN(4) == 0 { // another day, and so another place in the record
			r.IssuedOn = onrecord.MustDate(fmt.Sprintf("2025-03-%02d", 1+random.IntN(28)))
		}
		one := ingested(fmt.Sprint(i, ".txt"), r)
		one.Capture.At = noon.AddDate(0, 0, i)
		mustSave(t, s, one)
		if i%30 == 29 {
			agree(t, e)
		}
	}
	runs := 0
	for range 2 {
		if err := e.Read(ctx, func(conn keep.Conn) error {
			set, err := conn.(*connection).postingSet()
			runs = len(set.runs)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	if runs < 2 || runs > 2*mergedAtOnce {
		t.Errorf("there are %d runs after 90 writes", runs)
	}
	sound(t, s)
}

// TestTextsWithoutPostings: what a program of an earlier schema indexes is found at once, and has postings once a program of today opens
// the record.
func TestTextsWithoutPostings(t *testing.T) {
	at := address(t)
	s := openAt(t, at, Options{Rules: "1"})
	mustSave(t, s, ingested("a.txt", plainRecord("k1", "One", "Sail mill."), plainRecord("k2", "Two", "Quay tide lamp.")))
	e := newEngine(t, at)
	agree(t, e)
	raw(t, at, `CREATE TEMPORARY TABLE were AS SELECT min(rowid) AS rowid FROM text_index;
		DELETE FROM text_index WHERE rowid = (SELECT rowid FROM were);
		INSERT INTO text_index (rowid, part, text_index) SELECT rowid, 0, 'rope:1 tide:2 sail:3'::tsvector FROM were`)
	for phrase, want := range map[string]int{"rope tide": 1, "tide sail": 1, "sail mill": 0, "quay tide": 1, "rope tide sail": 1, "tide": 2, "mill": 0} {
		if found, _ := rowidsOf(t, e, keep.Phrase{Words: strings.Fields(phrase)}); len(found) != want {
			t.Errorf("%q: %d found, want %d", phrase, len(found), want)
		}
	}
	agree(t, e)
	openAt(t, at, Options{Rules: "1"})
	left := -1
	err := e.Read(ctx, func(conn keep.Conn) error {
		return conn.Query("SELECT count(*) FROM unposted", func(s keep.Stmt) error {
			left = s.ColumnInt(0)
			return nil
		})
	})
	if err != nil || left != 0 {
		t.Errorf("%d texts have no postings, %v", left, err)
	}
	agree(t, e)
}

// TestReadersOfBeforeMayReadPostings: a user who was let read a record of before reads it once it is brought up to date.
func TestReadersOfBeforeMayReadPostings(t *testing.T) {
	at := newAddress(t)
	scripts, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	config, err := Config(at)
	if err != nil {
		t.Fatal(err)
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	before := &engine{config: config, options: Options{Wait: time.Minute}, pool: pool}
	if err := before.migrateTo(ctx, scripts[:2]); err != nil {
		t.Fatal(err)
	}
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(at)
	if err != nil {
		t.Fatal(err)
	}
	schema := u.Query().Get("search_path")
	reader := schema + "_reader"
	raw(t, at, fmt.Sprintf("CREATE ROLE %[1]s LOGIN; GRANT USAGE ON SCHEMA %[2]s TO %[1]s; GRANT SELECT ON ALL TABLES IN SCHEMA %[2]s TO %[1]s", reader, schema))
	t.Cleanup(func() { raw(t, at, fmt.Sprintf("DROP OWNED BY %[1]s; DROP ROLE %[1]s", reader)) })
	mustSave(t, openAt(t, at, Options{Rules: "1"}), ingested("a.txt", plainRecord("k1", "One", "Sail mill.")))
	u.User = url.User(reader)
	if n := found(t, openAt(t, u.String(), Options{Rules: "1"}), `"sail mill"`); n != 1 {
		t.Errorf("%d found, want 1", n)
	}
}
