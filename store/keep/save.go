package keep

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Seen implements store.Writer.
func (s *Store) Seen(ctx context.Context, hash, location string, at time.Time) (releases int, seen bool, err error) {
	err = s.read(ctx, func(conn Conn) error {
		var capture int64
		err := query(conn, `SELECT reading.releases, capture.number FROM blob
			JOIN capture ON capture.blob = blob.number
			JOIN reading ON reading.capture = capture.number
			WHERE blob.hash = ? AND capture.location = ? AND reading.rules = ?`, func(stmt Stmt) error {
			releases, seen, capture = stmt.ColumnInt(0), true, stmt.ColumnInt64(1)
			return nil
		}, hash, location, s.options.Rules)
		if err != nil || !seen {
			return err
		}
		// What the location held between the last version that the capture gave, and now.
		_, other, err := number(conn, `SELECT 1 FROM capture JOIN place ON place.capture = capture.number
				JOIN version ON version.release = place.release AND version.version = place.version
			WHERE capture.location = ?1 AND capture.number <> ?3 AND version.at < ?2 AND version.at > (SELECT max(own.at) FROM place p JOIN version own ON own.release = p.release AND own.version = p.version
				WHERE p.capture = ?3 AND p.release = place.release) LIMIT 1`, location, micros(at), capture)
		seen = !other
		return err
	})
	return releases, seen, s.wrap(ctx, "look for a capture", err)
}

// Save implements store.Writer. The batch's records are given their ids,
// versions and sources once the batch is kept.
func (s *Store) Save(ctx context.Context, batch []store.Ingested) ([]store.Outcome, error) {
	return s.save(ctx, batch, false)
}

// SaveInRun implements store.Writer.
func (s *Store) SaveInRun(ctx context.Context, batch []store.Ingested) ([]store.Outcome, error) {
	return s.save(ctx, batch, true)
}

func (s *Store) save(ctx context.Context, batch []store.Ingested, follows bool) ([]store.Outcome, error) {
	var outcomes []store.Outcome
	made := make([]preparation, len(batch))
	for i := range batch {
		var err error
		if made[i], err = s.takePreparation(ctx, &batch[i]); err != nil {
			return nil, s.wrap(ctx, "save", err)
		}
	}
	err := s.write(ctx, func(conn Conn) error {
		b := batchSaver{saver: &s.saver, conn: conn, rules: s.options.Rules, identify: s.options.Identify}
		if err := s.saver.settleWaiting(conn, follows); err != nil {
			return err
		}
		if err := s.saver.begin(conn); err != nil {
			return err
		}
		if err := b.lookAhead(batch, made); err != nil {
			return err
		}
		for i := range batch {
			if err := b.ingested(&batch[i], &made[i]); err != nil {
				return err
			}
			made[i] = preparation{}
		}
		outcomes = b.outcomes
		if err := b.problems(batch); err != nil {
			return err
		}
		if err := s.saver.end(conn); err != nil || len(s.saver.last) == 0 {
			return err
		}
		return s.engine.Numbered(conn)
	})
	if err != nil {
		return nil, s.wrap(ctx, "save", err)
	}
	return outcomes, nil
}

// batchSaver is one Save under way.
type batchSaver struct {
	*saver
	conn     Conn
	rules    string
	identify func(string, *onrecord.Facts)
	outcomes []store.Outcome
	ahead
}

// ingested saves a capture.
func (b *batchSaver) ingested(in *store.Ingested, made *preparation) error {
	capture, err := b.capture(in, made)
	if err != nil {
		return err
	}
	for i := range in.Records {
		outcome, err := b.record(capture, in, &in.Records[i], &made.records[i])
		if err != nil {
			return fmt.Errorf("%s, release %d: %w", in.Capture.Location, i+1, err)
		}
		b.outcomes = append(b.outcomes, outcome)
	}
	return nil
}

// capture keeps the bytes and where they were found, and returns the
// capture's number, old or new.
func (b *batchSaver) capture(in *store.Ingested, made *preparation) (int64, error) {
	conn, c := b.conn, &in.Capture
	blob, found, err := number(conn, "SELECT number FROM blob WHERE hash = ?", c.Hash)
	if err != nil {
		return 0, err
	}
	if !found {
		if made.compression == "" {
			made.body, made.compression = compressCapture(c.Body)
		}
		blob, _, err = number(conn, "INSERT INTO blob (hash, size, compression, body) VALUES (?, ?, ?, ?) RETURNING number", c.Hash, len(c.Body), made.compression, made.body)
		if err != nil {
			return 0, err
		}
	}
	capture, found, err := number(conn, "SELECT number FROM capture WHERE location = ? AND blob = ?", c.Location, blob)
	if err != nil || found {
		return capture, err
	}
	capture, _, err = number(conn, "INSERT INTO capture (blob, location, root, media_type, kind, at) VALUES (?, ?, ?, ?, ?, ?) RETURNING number",
		blob, c.Location, rootOf(c.Location), c.MediaType, string(in.Kind), micros(c.At))
	return capture, err
}

// rootOf returns what the captures of one place share: a URL's scheme and
// host, the archive before "!", or a file's folder.
func rootOf(location string) string {
	if u, err := url.Parse(location); err == nil && u.Scheme != "" && u.Host != "" {
		return u.Scheme + "://" + u.Host
	}
	if archive, _, inside := strings.Cut(location, "!"); inside {
		return archive
	}
	if dir := path.Dir(location); strings.Contains(location, "/") {
		return dir
	}
	return location
}

// record saves one record of a capture, and frees what was prepared of it.
func (b *batchSaver) record(capture int64, in *store.Ingested, r *onrecord.Record, made *prepared) (store.Outcome, error) {
	known, err := b.recognise(r)
	if err == nil {
		err = made.err
	}
	if err != nil {
		return store.Outcome{}, err
	}
	defer func() { *made = prepared{} }()
	if r.Excerpt && known.number != 0 {
		if whole, err := b.holdsWhole(known); whole || err != nil {
			if err == nil {
				err = b.found(capture, r, known)
			}
			return store.Outcome{ReleaseID: known.id, Version: int(known.newest), State: store.Unchanged}, err
		}
	}
	w := work{capture: capture, at: micros(in.Capture.At), record: r, made: made, facts: made.facts}
	w.release, w.id = known.number, known.id
	if r.ID != w.id {
		r.ID = w.id
		if b.identify != nil {
			r.Facts = ownFacts(r.Facts) // another record of the batch may share the lists
			b.identify(w.id, &r.Facts)
			if made.whole {
				w.facts, _ = encodeFacts(nil, &r.Facts, r.Text)
				made.entries = entries(&r.Facts)
			}
		}
	}
	r.Source = onrecord.SourceRef{Kind: cmp.Or(in.Kind, r.Source.Kind), Location: in.Capture.Location, SHA256: in.Capture.Hash, From: r.Source.From}
	r.CapturedAt = in.Capture.At
	state, err := b.version(&w, known)
	if err != nil {
		return store.Outcome{}, err
	}
	r.Version = int(w.version)
	if err := b.keys(w.release, r.Keys); err != nil {
		return store.Outcome{}, err
	}
	err = query(b.conn, "INSERT INTO place (capture, release, version) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", nil, capture, w.release, w.version)
	switch {
	case err != nil:
	case state == store.New:
		if b.wanted {
			err = happened(b.conn, w.id, "")
		}
	case b.conn.Changes() > 0 || w.again:
		err = changed(b.conn, w.release, w.version)
	}
	return store.Outcome{ReleaseID: w.id, Version: int(w.version), State: state}, err
}

func ownFacts(f onrecord.Facts) onrecord.Facts {
	return onrecord.Facts{
		Quotes: slices.Clone(f.Quotes), Dates: slices.Clone(f.Dates), Figures: slices.Clone(f.Figures),
		Commitments: slices.Clone(f.Commitments), Names: slices.Clone(f.Names), Relations: slices.Clone(f.Relations),
	}
}

func (b *batchSaver) keys(release int64, keys []string) error {
	for _, key := range keys {
		if err := query(b.conn, "INSERT INTO release_key (key, release) VALUES (?, ?) ON CONFLICT DO NOTHING", nil, key, release); err != nil {
			return err
		}
		if releases, asked := b.withKey[key]; asked {
			b.withKey[key] = appendOnce(releases, release)
		}
	}
	return nil
}

// problems keeps the batch's problems and drops those of its locations that
// were not met again.
func (b *batchSaver) problems(batch []store.Ingested) error {
	met := map[string]map[string]bool{}
	for i := range batch {
		in := &batch[i]
		if met[in.Capture.Location] == nil {
			met[in.Capture.Location] = map[string]bool{}
		}
		for _, p := range in.Problems {
			if met[p.Location] == nil {
				met[p.Location] = map[string]bool{}
			}
			met[p.Location][problemKey(p.Stage, p.Place, p.Reason)] = true
		}
	}
	for location, keep := range met {
		var gone []int64
		err := query(b.conn, "SELECT number, stage, place, reason FROM problem WHERE location = ?", func(stmt Stmt) error {
			if !keep[problemKey(stmt.ColumnText(1), stmt.ColumnText(2), stmt.ColumnText(3))] {
				gone = append(gone, stmt.ColumnInt64(0))
			}
			return nil
		}, location)
		if err != nil {
			return err
		}
		for _, n := range gone {
			if err := query(b.conn, "DELETE FROM problem WHERE number = ?", nil, n); err != nil {
				return err
			}
		}
	}
	for i := range batch {
		if err := saveProblems(b.conn, batch[i].Problems); err != nil {
			return err
		}
	}
	return nil
}

func problemKey(stage, place, reason string) string { return stage + "\x00" + place + "\x00" + reason }

func saveProblems(conn Conn, problems []onrecord.Problem) error {
	for _, p := range problems {
		var span any
		if p.Span != nil {
			b, err := json.Marshal(p.Span)
			if err != nil {
				return err
			}
			span = string(b)
		}
		err := query(conn, "INSERT INTO problem (stage, location, root, place, span, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", nil,
			p.Stage, p.Location, rootOf(p.Location), p.Place, span, p.Reason, micros(p.At))
		if err != nil {
			return err
		}
	}
	return nil
}

// SaveProblems implements store.Writer.
func (s *Store) SaveProblems(ctx context.Context, problems []onrecord.Problem) error {
	return s.wrap(ctx, "save problems", s.write(ctx, func(conn Conn) error {
		return saveProblems(conn, problems)
	}))
}

// Finish implements store.Writer.
func (s *Store) Finish(ctx context.Context, read []store.Finished) error {
	return s.wrap(ctx, "finish", s.write(ctx, func(conn Conn) error {
		for _, r := range read {
			err := query(conn, `INSERT INTO reading SELECT capture.number, ?, ? FROM capture JOIN blob ON blob.number = capture.blob
				WHERE blob.hash = ? AND capture.location = ?
				ON CONFLICT (capture) DO UPDATE SET rules = excluded.rules, releases = excluded.releases`, nil, s.options.Rules, r.Releases, r.Hash, r.Location)
			if err != nil {
				return err
			}
			if conn.Changes() == 0 {
				return fmt.Errorf("%w: no capture from %s with the hash %s was saved", onrecord.ErrNotFound, r.Location, r.Hash)
			}
		}
		return nil
	}))
}
