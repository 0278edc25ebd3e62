package keep

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/release"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// maxFaults bounds a report.
const maxFaults = 1000

// checker gathers what one Check finds.
type checker struct {
	store    *Store
	report   store.CheckReport
	progress func(step string, done, total int)
	at       time.Time
	analyzer search.Analyzer
	indexer  indexer
	linker   link.Reader
}

// Check implements store.Store. Its steps are "file" (the engine's own
// checks), "captures", "releases", "index", "links", "changes", "statements", "sources", "locations",
// "subscriptions", "deliveries" and "alerts". It reads in short transactions, so that it hinders no writer.
func (s *Store) Check(ctx context.Context, progress func(step string, done, total int)) (store.CheckReport, error) {
	if progress == nil {
		progress = func(string, int, int) {}
	}
	c := &checker{store: s, progress: progress, at: time.Now().UTC()}
	for _, step := range []func(context.Context) error{c.file, c.waiting, c.captures, c.releases, c.index, c.links, c.changes, c.statements, c.sources, c.outbox} {
		if err := step(ctx); err != nil {
			return c.report, s.wrap(ctx, "check", err)
		}
	}
	return c.report, nil
}

func (c *checker) fault(location, place, format string, args ...any) {
	if len(c.report.Faults) < maxFaults {
		c.report.Faults = append(c.report.Faults, onrecord.Problem{Stage: "store", Location: location, Place: place, Reason: fmt.Sprintf(format, args...), At: c.at})
	}
}

// file runs the engine's own checks.
func (c *checker) file(ctx context.Context) error {
	return c.store.engine.Verify(ctx, func(reason string) {
		c.fault(c.store.engine.Address(), "", "%s", reason)
	}, func(done, total int) { c.progress("file", done, total) })
}

// waiting says what a run left to the next one.
func (c *checker) waiting(ctx context.Context) error {
	return c.store.read(ctx, func(conn Conn) error {
		unlinked, _, err := number(conn, "SELECT count(*) FROM unlinked")
		if err != nil {
			return err
		}
		c.report.Unlinked = int(unlinked)
		if c.report.Relink, _, err = linkedOtherwise(conn); err != nil {
			return err
		}
		_, c.report.Unsettled, err = number(conn, "SELECT value FROM counter WHERE name = ?", unsettledMark)
		return err
	})
}

// walk calls do for the rows of a query that takes a number to start after
// and a limit, in short transactions. Rows begin with their number.
func (c *checker) walk(ctx context.Context, step, count, text string, do func(Conn, Stmt) error) error {
	return c.walkBy(ctx, query, step, count, text, do)
}

// walkBy is walk by Conn.Query or, where rows are large and do does not use the connection, by Conn.Stream.
func (c *checker) walkBy(ctx context.Context, by func(Conn, string, func(Stmt) error, ...any) error, step, count, text string, do func(Conn, Stmt) error) error {
	const page = 200
	total, done, after := 0, 0, int64(-1)
	err := c.store.read(ctx, func(conn Conn) error {
		n, _, err := number(conn, count)
		total = int(n)
		return err
	})
	for more := true; more && err == nil; {
		more = false
		err = c.store.read(ctx, func(conn Conn) error {
			return by(conn, text, func(stmt Stmt) error {
				more, after = true, stmt.ColumnInt64(0)
				done++
				return do(conn, stmt)
			}, after, page)
		})
		c.progress(step, min(done, total), total)
	}
	return err
}

// captures compares every capture's bytes with its hash.
func (c *checker) captures(ctx context.Context) error {
	return c.walkBy(ctx, Conn.Stream, "captures", "SELECT count(*) FROM blob",
		"SELECT number, hash, size, compression, body FROM blob WHERE number > ? ORDER BY number LIMIT ?", func(_ Conn, stmt Stmt) error {
			hash := stmt.ColumnText(1)
			body, err := blobBody(stmt.ColumnText(3), bytesOf(stmt, 4))
			sum := sha256.Sum256(body)
			switch {
			case err != nil:
				c.fault(hash, "", "the capture cannot be unpacked: %v", err)
			case hex.EncodeToString(sum[:]) != hash || int64(len(body)) != stmt.ColumnInt64(2):
				c.fault(hash, "", "the capture's bytes do not match its hash")
			default:
				c.report.Captures++
			}
			return nil
		})
}

// releases verifies every version's text, blocks and facts.
func (c *checker) releases(ctx context.Context) error {
	return c.walk(ctx, "releases", "SELECT count(*) FROM version", `SELECT v.number, v.version, v.at, v.head, v.body, v.facts, v.hash, v.counts, r.id
		FROM version v JOIN release r ON r.number = v.release WHERE v.number > ? ORDER BY v.number LIMIT ?`, func(conn Conn, stmt Stmt) error {
		id, place := stmt.ColumnText(8), fmt.Sprintf("version %d", stmt.ColumnInt(1))
		r, err := unpackVersion(stmt)
		if r != nil && release.TextHash(r.Release) != hex.EncodeToString(bytesOf(stmt, 6)) {
			c.fault(id, place, "the text does not match its hash")
		}
		if err != nil {
			c.fault(id, place, "the version cannot be unpacked: %v", err)
			return nil
		}
		if !bytes.Equal(encodeCounts(&r.Facts), bytesOf(stmt, 7)) {
			c.fault(id, place, "the counts of facts do not match the facts")
		}
		if err := checkBlocks(&r.Release); err != nil {
			c.fault(id, place, "%v", err)
		}
		c.facts(id, place, r)
		c.report.Releases++
		return nil
	})
}

// unpackVersion reads a row of number, version, at, head, body and facts.
// Where only the facts are damaged, it returns the release beside the error.
func unpackVersion(stmt Stmt) (*onrecord.Record, error) {
	var r onrecord.Record
	if err := decodeHead(bytesOf(stmt, 3), &r.Release); err != nil {
		return nil, err
	}
	if err := decodeBody(bytesOf(stmt, 4), &r.Release); err != nil {
		return nil, err
	}
	return &r, decodeFacts(bytesOf(stmt, 5), r.Text, &r.Facts)
}

func checkBlocks(r *onrecord.Release) error {
	if !utf8.ValidString(r.Text) {
		return fmt.Errorf("the text is not valid UTF-8")
	}
	end := 0
	for i, b := range r.Blocks {
		if b.Start < end || b.End < b.Start || !onBorders(r.Text, b.Span) {
			return fmt.Errorf("block %d does not lie in the text after the one before", i+1)
		}
		end = b.End
	}
	return nil
}

// onBorders reports whether a span lies in the text, on character borders.
func onBorders(text string, s onrecord.Span) bool {
	border := func(i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }
	return s.Start >= 0 && s.Start <= s.End && s.End <= len(text) && border(s.Start) && border(s.End)
}

// facts compares every fact's words with the text under its span.
func (c *checker) facts(id, place string, r *onrecord.Record) {
	stands := func(kind onrecord.FactKind, fact string, span onrecord.Span, words ...string) {
		c.report.Spans++
		if !onBorders(r.Text, span) || len(words) > 0 && !slices.Contains(words, span.Of(r.Text)) {
			c.fault(id, place, "the words of %s %s do not stand in the text where it says", kind, fact)
		}
	}
	for _, f := range r.Quotes {
		stands(onrecord.KindQuote, f.ID, f.Span, f.Text)
		if f.Cue != nil {
			stands(onrecord.KindQuote, f.ID, *f.Cue)
		}
	}
	for _, f := range r.Dates {
		stands(onrecord.KindDate, f.ID, f.Span, f.Text)
	}
	for _, f := range r.Figures {
		stands(onrecord.KindFigure, f.ID, f.Span, f.Text)
	}
	for _, f := range r.Commitments {
		stands(onrecord.KindCommitment, f.ID, f.Span, f.Text)
	}
	for _, f := range r.Names {
		for _, s := range f.Spans { // under Text, an alias, or a form of either
			stands(onrecord.KindName, f.ID, onrecord.Span(s))
		}
	}
	for _, f := range r.Relations {
		stands(onrecord.KindRelation, f.ID, f.Span, f.Text)
	}
}

// copied looks whether the record is a copy that was not finished.
func (c *checker) copied(conn Conn) error {
	_, half, err := number(conn, "SELECT value FROM counter WHERE name = ?", copying)
	if half {
		c.fault(c.store.engine.Address(), "", "the record is a copy that was not finished; run \"onrecord move\" again, which goes on where it stopped")
	}
	return err
}

// index compares what is derived of every newest version with what the index,
// the columns and the fact table hold, and looks for entries of no release. What was read under other rules may have
// been cut into other words than today's: of its words nothing can be said until it is read again. Who opened
// the record without rules has all compared.
func (c *checker) index(ctx context.Context) error {
	err := c.walk(ctx, "index", "SELECT count(*) FROM release", `SELECT r.number, v.version, v.at, v.head, v.body, v.facts, r.position, v.rules
		FROM release r JOIN version v ON v.release = r.number AND v.version = r.newest WHERE r.number > ? ORDER BY r.number LIMIT ?`, func(conn Conn, stmt Stmt) error {
		r, err := unpackVersion(stmt)
		if err != nil {
			return nil // told of already
		}
		n, position, rules := stmt.ColumnInt64(0), stmt.ColumnInt64(6), c.store.options.Rules
		said, err := reviewsOf(conn, n)
		if err != nil {
			return err
		}
		list := entries(&r.Facts)
		r.Facts.ApplyReviews(r.Text, said)
		length := -1 // not known
		if rules == "" || stmt.ColumnText(7) == rules {
			c.report.Indexed++
			if length, err = c.words(conn, r, position); err != nil {
				return err
			}
		} else {
			c.report.ToReread++
		}
		return c.indexed(conn, r, list, n, position, length)
	})
	if err != nil {
		return err
	}
	if err := c.store.read(ctx, c.copied); err != nil {
		return err
	}
	if err := c.store.read(ctx, c.factRuns); err != nil {
		return err
	}
	return c.store.read(ctx, c.orphans)
}

// words looks a release up by its own words, and returns how many they are.
func (c *checker) words(conn Conn, r *onrecord.Record, position int64) (length int, err error) {
	made := c.indexer.release(&c.analyzer, &r.Release)
	type lookedUp struct {
		text  string
		match AllOf
	}
	var looked []lookedUp
	look := func(text string, match AllOf) {
		if len(match) > 0 {
			looked = append(looked, lookedUp{text, match})
		}
	}
	look("SELECT rowid FROM text_index WHERE text_index MATCH ? AND rowid = ?", someWords(TextColumn, string(made.text)))
	look("SELECT rowid FROM text_index WHERE text_index MATCH ? AND rowid = ?", someWords(PairColumn, string(made.pair)))
	look("SELECT rowid FROM title_index WHERE title_index MATCH ? AND rowid = ?", someWords(StemColumn, string(made.titleStem)))
	look("SELECT rowid FROM form_index WHERE form_index MATCH ? AND rowid = ?", someWords(AnyColumn, string(made.form)))
	for _, l := range looked {
		if _, found, err := number(conn, l.text, l.match, position); err != nil {
			return 0, err
		} else if !found {
			c.fault(r.ID, "", "the index does not find the release by its own words; import it again or restore a backup")
			break
		}
	}
	stems, err := oneBlob(conn, "SELECT stems FROM frequency WHERE position = ?", position)
	if err == nil && !bytes.Equal(stems, made.frequency) {
		c.fault(r.ID, "", "the frequencies of its words do not match its text")
	}
	return made.length, err
}

// indexed compares the columns, the day and the facts of a release of so many words with what is kept; -1 words may be any.
func (c *checker) indexed(conn Conn, r *onrecord.Record, list []entry, number64, position int64, length int) error {
	packed, err := oneBlob(conn, "SELECT columns FROM release_column WHERE release = ?", number64)
	if err != nil {
		return err
	}
	var columns columns
	standing := r.Facts.Standing()
	if !columns.unpack(packed) || columns.position != position || length >= 0 && int(columns.length) != length || columns.kinds != kindsOf(&standing) {
		c.fault(r.ID, "", "the search columns do not match the release")
	}
	if dayOfPosition(position) != dayNumber(r.IssuedOn) {
		c.fault(r.ID, "", "the release is not filed under its day of issue")
	}
	return c.factRows(conn, r.ID, list, position)
}

// factRows compares the fact table and the index of facts with a version's facts.
func (c *checker) factRows(conn Conn, release string, list []entry, position int64) error {
	index, kept := newFactIndex(conn, &c.store.memory.runs), 0
	for kind := range onrecord.FactKinds {
		first, last := factRange(kind, position, position)
		n, err := index.count(&factSearch{first: first, last: last})
		if errors.Is(err, onrecord.ErrDamaged) {
			return nil // factRuns says so
		}
		if err != nil {
			return err
		}
		if hasRow[kind] {
			rows, _, err := number(conn, "SELECT count(*) FROM fact WHERE number BETWEEN ? AND ?", first, last)
			if err != nil {
				return err
			}
			n = min(n, int(rows))
		}
		kept += n
	}
	if kept != min(len(list), maxFacts) {
		c.fault(release, "", "the lists of facts hold %d of its %d facts", kept, len(list))
		return nil
	}
	for i, e := range list[:min(len(list), maxFacts)] {
		id, _ := idNumber(e.id)
		n := factNumber(e.kind, position, i)
		found, err := index.count(&factSearch{words: AllOf{one(factToken(id))}, first: n, last: n})
		if errors.Is(err, onrecord.ErrDamaged) {
			return nil
		}
		if err != nil {
			return err
		}
		if found == 0 {
			c.fault(release, "", "%s %s is not found by its id", onrecord.FactKinds[e.kind], e.id)
		}
	}
	return nil
}

// orphans looks for entries of releases that are not kept.
func (c *checker) orphans(conn Conn) error {
	for table, text := range map[string]string{
		"text_index":     "SELECT count(*) FROM text_index_docsize WHERE id NOT IN (SELECT position FROM release)",
		"title_index":    "SELECT count(*) FROM title_index_docsize WHERE id NOT IN (SELECT position FROM release)",
		"form_index":     "SELECT count(*) FROM form_index_docsize WHERE id NOT IN (SELECT position FROM release)",
		"frequency":      "SELECT count(*) FROM frequency WHERE position NOT IN (SELECT position FROM release)",
		"release_column": "SELECT count(*) FROM release_column WHERE release NOT IN (SELECT number FROM release)",
		"fact":           fmt.Sprintf("SELECT count(*) FROM fact WHERE number >> %d & %d NOT IN (SELECT position FROM release)", ordinalBits, maxPosition),
		"fact_index":     fmt.Sprintf("SELECT count(*) FROM fact_index_docsize WHERE id >> %d & %d NOT IN (SELECT position FROM release)", ordinalBits, maxPosition),
	} {
		n, _, err := number(conn, text)
		if err != nil {
			return err
		}
		if n > 0 {
			c.fault(c.store.engine.Address(), table, "%s holds %d entries of no release", table, n)
		}
	}
	return nil
}

// stretch is how many words of a text are looked among: an engine may keep a long text in
// parts, and what is looked up together has to stand in one of them.
const stretch = 60

// someWords returns a query for at most eight of the words in the middle: the longest. It is
// empty where there are none.
func someWords(column Column, joined string) AllOf {
	words := strings.Fields(joined)
	middle := max(0, len(words)/2-stretch/2)
	words = words[middle:min(middle+stretch, len(words))]
	words = slices.DeleteFunc(words, func(w string) bool { return w == pairBreak })
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	words = slices.Compact(words)
	var out AllOf
	for _, w := range words[:min(len(words), 8)] {
		out = append(out, Phrase{Column: column, Words: []string{w}})
	}
	return out
}

func oneBlob(conn Conn, text string, arg int64) (b []byte, err error) {
	err = query(conn, text, func(stmt Stmt) error {
		b = bytesOf(stmt, 0)
		return nil
	}, arg)
	return b, err
}
