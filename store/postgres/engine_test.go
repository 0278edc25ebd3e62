package postgres

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/internal/postgrestest"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/storetest"
)

var noon = time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)

// plainRecord is a release of one block with a quote of its first word.
func plainRecord(key, title, text string) onrecord.Record {
	id := onrecord.StableID(key)
	word, _, _ := strings.Cut(text, " ")
	span := onrecord.Span{End: len(word)}
	return onrecord.Record{
		Release: onrecord.Release{
			ID: id, Title: title, IssuedOn: onrecord.MustDate("2025-02-03"), IssuedBy: []string{"Harbour Board"}, Language: "en",
			Text: text, Blocks: []onrecord.Block{{Span: onrecord.Span{End: len(text)}, Kind: onrecord.BlockParagraph}}, Keys: []string{key},
		},
		Facts: onrecord.Facts{Quotes: []onrecord.Quote{{Head: onrecord.Head{ID: onrecord.StableID(id, word), Span: span, Text: word}, Speaker: "Ada Venn"}}},
	}
}

func ingested(location string, records ...onrecord.Record) store.Ingested {
	return store.Ingested{Capture: onrecord.NewCapture([]byte(location), location, "text/plain", noon), Kind: onrecord.SourceTextArchive, Records: records}
}

func mustSave(t testing.TB, s *Store, batch ...store.Ingested) {
	t.Helper()
	if _, err := s.Save(ctx, batch); err != nil {
		t.Fatal(err)
	}
}

func sound(t testing.TB, s *Store) {
	t.Helper()
	report, err := s.Check(ctx, nil)
	if err != nil || len(report.Faults) > 0 {
		t.Errorf("check: %+v, %v", report, err)
	}
}

// found counts the releases that a query finds.
func found(t testing.TB, s *Store, query string) int {
	t.Helper()
	node, err := search.Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Search(ctx, store.Request{Query: node})
	if err != nil {
		t.Fatal(err)
	}
	return r.Total
}

func TestWhatIsCapturedIsAppendOnly(t *testing.T) {
	at := address(t)
	s := openAt(t, at, Options{Rules: "1"})
	mustSave(t, s, ingested("a.txt", plainRecord("k1", "Lanterns", "Lanterns are lit.")))
	for _, script := range []string{"UPDATE blob SET size = 1", "DELETE FROM blob", "TRUNCATE capture CASCADE", "DELETE FROM capture", "DELETE FROM statement"} {
		if err := postgrestest.Do(at, script); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: %v, want it refused", script, err)
		}
	}
}

// TestWhatIsNotOpened opens what holds no record that can be read.
func TestWhatIsNotOpened(t *testing.T) {
	at := newAddress(t)
	other := newAddress(t)
	raw(t, other, "CREATE TABLE ledger (sum bigint)")
	empty := newAddress(t)
	openAt(t, at, Options{})
	raw(t, at, "UPDATE onrecord SET schema = 99")
	with := func(change func(*url.URL)) string {
		u, _ := url.Parse(at)
		change(u)
		return u.String()
	}
	for _, c := range []struct {
		name, address string
		options       Options
		want          error
		says          string
	}{
		{"newer", at, Options{}, onrecord.ErrUnsupported, "newer onrecord"},
		{"newer, to be read", at, Options{ReadOnly: true}, onrecord.ErrUnsupported, "newer onrecord"},
		{"another program's", other, Options{}, onrecord.ErrInvalid, "another program"},
		{"empty, to be read", empty, Options{ReadOnly: true}, onrecord.ErrNotFound, "no record"},
		{"no address", "postgres://%zz", Options{}, onrecord.ErrInvalid, "postgres://USER@HOST/DATABASE"},
		{"no database", with(func(u *url.URL) { u.Path = "/nowhere" }), Options{}, onrecord.ErrNotFound, "createdb"},
		{"no schema", with(func(u *url.URL) { u.RawQuery = strings.Replace(u.RawQuery, "onrecord_test", "nowhere", 1) }), Options{}, onrecord.ErrNotFound, "CREATE SCHEMA"},
		{"nobody listens", "postgres://clerk:hunter2@127.0.0.1:1/onrecord", Options{}, onrecord.ErrUnavailable, "postgres://clerk@127.0.0.1:1/onrecord cannot be reached"},
	} {
		s, err := Open(ctx, c.address, c.options)
		if s != nil {
			_ = s.Close()
		}
		if !errors.Is(err, c.want) || !strings.Contains(fmt.Sprint(err), c.says) || strings.Contains(fmt.Sprint(err), "hunter2") {
			t.Errorf("%s: %v, want %v that says %q and no password", c.name, err, c.want, c.says)
		}
	}
}

// TestLongTexts finds words and phrases in a text longer than a tsvector can say the places of, with a word that
// stands more often in it than a tsvector counts.
func TestLongTexts(t *testing.T) {
	s := openAt(t, address(t), Options{Rules: "1"})
	var text strings.Builder
	for i := range 3 * mostWords {
		fmt.Fprintf(&text, "%s%d ", []string{"lantern", "ferry", "mill"}[i%3], i%7919)
		if i%50 == 0 {
			text.WriteString("the harbour ")
		}
	}
	text.WriteString("a beacon at the very end.")
	mustSave(t, s, ingested("long.txt", plainRecord("k1", "Long", text.String()), plainRecord("k2", "Short", "Lanterns are lit.")))
	for query, want := range map[string]int{
		`"the harbour"`: 1, `"beacon at the very end"`: 1, `"end beacon"`: 0, "beaco*": 1, `"ferry1 mill2 lantern3"`: 1,
		fmt.Sprintf(`"lantern%d"`, 7917): 1,
	} {
		if n := found(t, s, query); n != want {
			t.Errorf("%s: %d found, want %d", query, n, want)
		}
	}
	// Every pair of neighbours is found, wherever the text is parted.
	words := strings.Fields(text.String())
	for i := mostWords - 600; i < mostWords+600; i += 37 {
		if n := found(t, s, fmt.Sprintf("%q", strings.Join(words[i:i+3], " "))); n != 1 {
			t.Errorf("words %d to %d are not found side by side", i, i+2)
		}
	}
	sound(t, s)
}

// TestCut parts words where a tsvector would count no further.
func TestCut(t *testing.T) {
	table := &indexTable{placed: true, parts: true}
	often := strings.Fields(strings.Repeat("sail ", 3*mostPlaces))
	for _, part := range table.cut(often) {
		if len(part) > mostPlaces {
			t.Errorf("a part holds a word %d times", len(part))
		}
	}
	if n := len(table.cut(nil)); n != 1 {
		t.Errorf("%d parts of no words", n)
	}
	var many []string
	for i := range 25_000 {
		many = append(many, fmt.Sprint(i))
	}
	parts := table.cut(many)
	for i, part := range parts {
		if len(part) > mostWords || i > 0 && part[0] != parts[i-1][len(parts[i-1])-overlap] {
			t.Errorf("part %d holds %d words from %s", i+1, len(part), part[0])
		}
	}
	if last := parts[len(parts)-1]; last[len(last)-1] != "24999" {
		t.Errorf("the last word is %s", last[len(last)-1])
	}
}

// TestThePlannerKnowsWhatIsWritten: tables that grow from nothing are counted while they are written, not once the server comes to
// it.
func TestThePlannerKnowsWhatIsWritten(t *testing.T) {
	e := newEngine(t, address(t))
	err := e.Write(ctx, func(conn keep.Conn) error {
		for i := range 2 * learnAfter {
			if err := conn.Query("INSERT INTO value (field, text) VALUES ('tag', ?)", nil, fmt.Sprint("harbours of the ", i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = e.Read(ctx, func(conn keep.Conn) error {
		return conn.Query("SELECT reltuples FROM pg_class WHERE oid = 'value'::regclass AND reltuples > ?", func(keep.Stmt) error { return errors.New("known") }, learnAfter/2)
	})
	if err == nil || err.Error() != "known" {
		t.Errorf("the server does not know how many values there are: %v", err)
	}
}

// TestSeveralPrograms has several programs save the same and other releases at once: nothing is lost and nothing kept
// twice, and each finds at once what another saved.
func TestSeveralPrograms(t *testing.T) {
	at := address(t)
	const programs, releases = 4, 12
	var stores []*Store
	for range programs {
		stores = append(stores, openAt(t, at, Options{Rules: "1"}))
	}
	if n := found(t, stores[0], "lantern"); n != 0 {
		t.Fatalf("%d found in an empty record", n)
	}
	var all sync.WaitGroup
	for p, s := range stores {
		all.Go(func() {
			for i := range releases {
				key := fmt.Sprintf("k%d", (i+p)%releases)
				own := fmt.Sprintf("own %d %d", p, i)
				if _, err := s.Save(ctx, []store.Ingested{ingested(key, plainRecord(key, "Lantern "+key, "Lanterns of "+key)), ingested(own, plainRecord(own, "Mill "+own, "Mills of "+own))}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for i, s := range stores {
		if n, m := found(t, s, "lantern"), found(t, s, "mill"); n != releases || m != programs*releases {
			t.Errorf("program %d finds %d and %d releases, want %d and %d", i+1, n, m, releases, programs*releases)
		}
	}
	if o, err := stores[0].Overview(ctx); err != nil || o.Versions != releases+programs*releases || o.Captures != o.Versions {
		t.Errorf("%+v, %v", o, err)
	}
	if err := stores[1].Link(ctx, nil); err != nil {
		t.Error(err)
	}
	sound(t, stores[2])
}

func TestRunsOfSeveral(t *testing.T) {
	at := address(t)
	again := func() store.Store { return openAt(t, at, Options{Rules: "1"}) }
	storetest.RunsOfSeveral(t, again(), openAt(t, address(t), Options{Rules: "1"}), again, func(s store.Store) error { return s.Link(ctx, nil) })
}

// TestWritersWait has a writer wait for another program no longer than it may; readers do not wait.
func TestWritersWait(t *testing.T) {
	at := address(t)
	s := openAt(t, at, Options{Rules: "1", Wait: 50 * time.Millisecond})
	mustSave(t, s, ingested("a.txt", plainRecord("k1", "Lanterns", "Lanterns are lit.")))
	err := newEngine(t, at).Write(ctx, func(conn keep.Conn) error {
		if err := conn.Query("UPDATE counter SET value = value + 1, knowing = knowing + 1 WHERE name = 'written'", nil); err != nil || conn.Changes() != 1 {
			t.Fatalf("nothing was written: %v", err)
		}
		if _, err := s.Save(ctx, []store.Ingested{ingested("b.txt", plainRecord("k2", "Mills", "Mills turn."))}); !errors.Is(err, onrecord.ErrUnavailable) || !strings.Contains(err.Error(), "another program is writing") {
			t.Errorf("a second writer: %v", err)
		}
		if n := found(t, s, "lantern"); n != 1 {
			t.Errorf("%d found while another writes", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	mustSave(t, s, ingested("b.txt", plainRecord("k2", "Mills", "Mills turn.")))
}

// TestAnEarlierProgramWritesNothing: how programs of schema 7 begin to write is refused.
func TestAnEarlierProgramWritesNothing(t *testing.T) {
	at := address(t)
	openAt(t, at, Options{Rules: "1"})
	err := newEngine(t, at).Write(ctx, func(conn keep.Conn) error {
		return conn.Query("UPDATE counter SET value = value + 1 WHERE name = 'written' RETURNING value", func(keep.Stmt) error { return nil })
	})
	if err == nil || !strings.Contains(err.Error(), "start this program anew") {
		t.Errorf("an earlier program writes: %v", err)
	}
}

// A statement that fails while it waits tells of that, also where its caller looks at nothing but how many rows it changed.
func TestAFailureIsToldOfWhateverIsMadeOfIt(t *testing.T) {
	e := newEngine(t, address(t))
	err := e.Write(ctx, func(conn keep.Conn) error {
		if err := conn.Query("INSERT INTO counter (name, value) VALUES ('written', 1)", nil); err != nil {
			return err
		}
		if conn.Changes() == 0 {
			return onrecord.ErrNotFound
		}
		return nil
	})
	if err == nil || errors.Is(err, onrecord.ErrNotFound) || !strings.Contains(err.Error(), "duplicate key") {
		t.Errorf("a name twice: %v", err)
	}
	err = e.Write(ctx, func(conn keep.Conn) error {
		if err := conn.Query("INSERT INTO counter (name, value) VALUES ('written', 1)", nil); err != nil {
			return err
		}
		conn.Changes()
		return conn.Query("SELECT 1", nil)
	})
	if err == nil || !strings.Contains(err.Error(), "duplicate key") {
		t.Errorf("and what comes next: %v", err)
	}
}

// A replica ends a read that is in the way of what it has to apply (40001), and a text may be too long for an index (54000).
func TestWhatErrorsMean(t *testing.T) {
	for code, want := range map[string]error{"40001": onrecord.ErrUnavailable, "54000": onrecord.ErrTooLarge, "57P01": onrecord.ErrUnavailable, "42501": onrecord.ErrUnavailable, "22012": nil} {
		if reason, kind := (&engine{}).KindOf(&pgconn.PgError{Code: code}); kind != want || (reason == "") != (want == nil) {
			t.Errorf("%s: %q, %v", code, reason, kind)
		}
	}
}

// TestConnectionsLost ends every connection of a store, as a server does that is started anew: what was under
// way fails with a clear word and keeps nothing, and the next question is answered.
func TestConnectionsLost(t *testing.T) {
	at := address(t)
	e := newEngine(t, at)
	s := keep.New(e, keep.Options{Rules: "1"})
	mustSave(t, s, ingested("a.txt", plainRecord("k1", "Lanterns", "Lanterns are lit.")))
	end := func() {
		conn, err := pgx.Connect(ctx, at)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(ctx)
		if _, err := conn.Exec(ctx, "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = 'cut-off'"); err != nil {
			t.Fatal(err)
		}
	}
	err := e.Write(ctx, func(conn keep.Conn) error {
		if err := conn.Query("DELETE FROM release_key", nil); err != nil || conn.Changes() == 0 {
			t.Fatalf("nothing was removed: %v", err)
		}
		end()
		return conn.Query("SELECT 1", func(keep.Stmt) error { return nil })
	})
	err = keep.Wrap(ctx, e, "write", err)
	if !errors.Is(err, onrecord.ErrUnavailable) {
		t.Errorf("a write whose connection was lost: %v", err)
	}
	end()
	if n := found(t, s, "lantern"); n != 1 {
		t.Errorf("%d found after the connections were lost", n)
	}
	end()
	mustSave(t, s, ingested("b.txt", plainRecord("k2", "Mills", "Mills turn.")))
	sound(t, s)
}

// newEngine opens an engine whose connections can be told from others.
func newEngine(t *testing.T, at string) *engine {
	t.Helper()
	u, _ := url.Parse(at)
	q := u.Query()
	q.Set("application_name", "cut-off")
	u.RawQuery = q.Encode()
	e, err := openEngine(ctx, u.String(), Options{Rules: "1", Wait: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	return e
}

// Every kind of damage that Check looks for, planted.
func TestCheckFindsDamage(t *testing.T) {
	for name, c := range map[string]struct{ script, says string }{
		"capture":     {"UPDATE blob SET body = '\\x28b52ffd', compression = 'none'", "bytes do not match"},
		"text":        {"UPDATE version SET body = (SELECT v.body FROM version v WHERE v.number <> version.number)", "does not match its hash"},
		"text index":  {"DELETE FROM text_index WHERE rowid = (SELECT min(position) FROM release)", "does not find the release"},
		"postings":    {"DELETE FROM posting_block", "do not match the text index"},
		"title index": {"DELETE FROM title_index WHERE rowid = (SELECT min(position) FROM release)", "does not find the release"},
		"orphan":      {"INSERT INTO text_index (rowid, part, text_index) VALUES (5, 0, 'ghost')", "entries of no release"},
		"columns":     {"DELETE FROM release_column", "search columns"},
		"fact blocks": {"UPDATE fact_block SET body = '\\x00'", "the index of facts"},
		"fact runs":   {"DELETE FROM fact_run", "lists of facts hold"},
		"reference":   {"DELETE FROM capture", "not there"},
	} {
		t.Run(name, func(t *testing.T) {
			at := address(t)
			s := openAt(t, at, Options{Rules: "1"})
			second := plainRecord("k2", "Ferries", "Sails and 12 sails.")
			second.Figures = []onrecord.Figure{{Head: onrecord.Head{ID: "0123456789abcdef", Span: onrecord.Span{Start: 10, End: 12}, Text: "12"}, Kind: onrecord.FigureCount, Value: 12}}
			mustSave(t, s, ingested("a.txt", plainRecord("k1", "Lanterns", "Lanterns of lanterns are lit."), second))
			raw(t, at, "SET session_replication_role = replica; "+c.script)
			report, err := s.Check(ctx, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Faults {
				if strings.Contains(f.Reason, c.says) && f.Stage == "store" {
					return
				}
			}
			t.Errorf("no fault says %q: %+v", c.says, report.Faults)
		})
	}
}

func TestCheckFindsDamageToWhatIsSaidAndFollowed(t *testing.T) {
	storetest.RunDamage(t, func(_ *testing.T, fill func(*testing.T, store.Store)) func(*testing.T) (store.Store, func(string)) {
		return func(t *testing.T) (store.Store, func(string)) {
			at := address(t)
			s := openAt(t, at, Options{Rules: "1"})
			fill(t, s)
			return s, func(script string) { raw(t, at, "SET session_replication_role = replica; "+script) }
		}
	})
}

// What PostgreSQL cannot keep in a text is kept as a sign that stands for it, and found again by the same.
func TestTextsThatPostgreSQLCannotKeep(t *testing.T) {
	s := openAt(t, address(t), Options{Rules: "1"})
	r := plainRecord("key\x00 of \xff", "Lanterns \\ 'lit' ~ | &", `Lanterns \' of :* <-> ! it's`)
	r.Quotes[0].Speaker = "Ada\x00Venn"
	mustSave(t, s, ingested("place\x00of", r))
	mustSave(t, s, ingested("other", r))
	if o, err := s.Overview(ctx); err != nil || o.Releases != 1 || o.Versions != 1 {
		t.Errorf("%+v, %v", o, err)
	}
	if n := found(t, s, `"lanterns of"`); n != 1 {
		t.Errorf("%d found", n)
	}
	sound(t, s)
}

// TestAddressesAreShownWithoutPasswords shows what errors and commands print.
func TestAddressesAreShownWithoutPasswords(t *testing.T) {
	for given, want := range map[string]string{
		"postgres://clerk:hunter2@records.example/onrecord?sslmode=disable": "postgres://clerk@records.example:5432/onrecord",
		"postgres://clerk:hunter2@[::1]:5433/onrecord?search_path=two":      "postgres://clerk@[::1]:5433/onrecord?search_path=two",
		"postgresql://clerk@/onrecord?host=/run/postgresql":                 "postgres://clerk@/onrecord?host=/run/postgresql&port=5432",
	} {
		if got := Shown(given); got != want || !IsAddress(given) {
			t.Errorf("%s is shown as %s, want %s", given, got, want)
		}
	}
	for _, mistyped := range []string{"postgres://clerk:hun%zzter2@records.example/x", "postgres://clerk:hunter2@records.example:port/x", "POSTGRES://clerk:hunter2@records.example/x"} {
		_, err := Open(t.Context(), mistyped, Options{})
		if said := Shown(mistyped) + fmt.Sprint(err); !IsAddress(mistyped) || !errors.Is(err, onrecord.ErrInvalid) || strings.Contains(said, "ter2") {
			t.Errorf("%s is taken for a folder, or told: %s", mistyped, said)
		}
	}
	for _, folder := range []string{"/srv/record", "record", "", "C:\\record", "postgres"} {
		if IsAddress(folder) {
			t.Errorf("%q is taken for an address", folder)
		}
	}
}
