package keep

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/store"
)

// loadReviewed reads one version of a release as people reviewed it, and where
// its facts stood when they were read: their order gives the facts their
// numbers, whatever was corrected since.
func loadReviewed(conn Conn, where string, args ...any) (r onrecord.Record, list []entry, err error) {
	r, release, err := loadFound(conn, where, args...)
	if err != nil {
		return r, nil, err
	}
	list = entries(&r.Facts)
	said, err := reviewsOf(conn, release)
	r.Facts.ApplyReviews(r.Text, said)
	return r, list, err
}

// loadRecord reads one version of a release as people reviewed it; where
// speaks of release r and version v.
func loadRecord(conn Conn, where string, args ...any) (onrecord.Record, error) {
	r, _, err := loadReviewed(conn, where, args...)
	inTextOrder(&r.Facts)
	if err == nil {
		r.WithheldSince, err = withheldSince(conn, r.ID, r.Version)
	}
	return r, err
}

// inTextOrder puts facts whose words people cut anew where they now stand.
func inTextOrder(f *onrecord.Facts) {
	sortByStart(f.Quotes, func(x *onrecord.Quote) int { return x.Start })
	sortByStart(f.Dates, func(x *onrecord.DateFact) int { return x.Start })
	sortByStart(f.Figures, func(x *onrecord.Figure) int { return x.Start })
	sortByStart(f.Commitments, func(x *onrecord.Commitment) int { return x.Start })
	sortByStart(f.Names, func(x *onrecord.Name) int { return firstSpan(x).Start })
	sortByStart(f.Relations, func(x *onrecord.Relation) int { return x.Start })
}

func sortByStart[F any](list []F, start func(*F) int) {
	for i := 1; i < len(list); i++ { // by their places: a copy of each would cost more than all else here
		if start(&list[i]) < start(&list[i-1]) {
			slices.SortStableFunc(list, func(a, b F) int { return start(&a) - start(&b) })
			return
		}
	}
}

// reviewsOf reads the statements that count of a release's facts, by the
// facts' ids.
func reviewsOf(conn Conn, release int64) (said map[string]onrecord.Statement, err error) {
	err = query(conn, statementColumns+" WHERE id IN (SELECT statement FROM review WHERE release = ?)", func(stmt Stmt) error {
		if said == nil {
			said = map[string]onrecord.Statement{}
		}
		s, err := scanStatement(stmt)
		said[s.Subject] = s
		return err
	}, release)
	return said, err
}

// anyReviews reports whether people reviewed any fact at all.
func anyReviews(conn Conn) (bool, error) {
	_, some, err := number(conn, "SELECT 1 FROM review LIMIT 1")
	return some, err
}

// review makes the newest statement on a fact count that was not undone. It
// reports whether what is derived of the fact's release changes by it.
func review(conn Conn, fact int64) (release int64, changes bool, err error) {
	var before, now struct {
		state     onrecord.ReviewState
		statement int64
	}
	err = query(conn, "SELECT state, statement, release FROM review WHERE id = ?", func(stmt Stmt) error {
		before.state, before.statement, release = onrecord.ReviewState(stmt.ColumnText(0)), stmt.ColumnInt64(1), stmt.ColumnInt64(2)
		return nil
	}, fact)
	if err != nil {
		return 0, false, err
	}
	var said *onrecord.Statement
	err = query(conn, statementColumns+` WHERE subject = ? AND kind IN ('confirm', 'reject', 'correct') AND id NOT IN (SELECT statement FROM undone)
		ORDER BY at DESC, id DESC LIMIT 1`, func(stmt Stmt) error {
		s, err := scanStatement(stmt)
		said = &s
		return err
	}, fact)
	if err != nil {
		return 0, false, err
	}
	if said != nil {
		now.state = stateOf[said.Kind]
		now.statement, _ = idNumber(said.ID)
	}
	switch {
	case before == now:
		return release, false, nil
	case said == nil:
		err = query(conn, "DELETE FROM review WHERE id = ?", nil, fact)
	default:
		release, err = keepReview(conn, fact, said)
	}
	if err == nil {
		err = touchRelease(conn, release)
	}
	derived := func(s onrecord.ReviewState) bool {
		return s == onrecord.ReviewRejected || s == onrecord.ReviewCorrected
	}
	return release, derived(before.state) || derived(now.state), err
}

var stateOf = map[onrecord.StatementKind]onrecord.ReviewState{
	onrecord.StatementConfirm: onrecord.ReviewConfirmed, onrecord.StatementReject: onrecord.ReviewRejected, onrecord.StatementCorrect: onrecord.ReviewCorrected,
}

func keepReview(conn Conn, fact int64, said *onrecord.Statement) (release int64, err error) {
	f, err := loadFact(conn, recall{}, said.Subject, false)
	if err != nil {
		return 0, err
	}
	release, _, err = number(conn, "SELECT number FROM release WHERE id = ?", f.Release.ID)
	if err != nil {
		return 0, err
	}
	var at any
	if n, listed, err := numberOfFact(newFactIndex(conn, nil), said.Subject); err != nil {
		return 0, err
	} else if listed {
		at = n
	}
	statement, _ := idNumber(said.ID)
	return release, query(conn, `INSERT INTO review (id, release, kind, state, statement, rule, number) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET state = excluded.state, statement = excluded.statement, rule = excluded.rule, number = excluded.number`, nil,
		fact, release, string(f.Kind), string(stateOf[said.Kind]), statement, said.Rule, at)
}

// deriveReviewed makes anew what is derived of releases whose facts people
// corrected or rejected, or of which they took that back.
func (s *Store) deriveReviewed(conn Conn, releases []int64) error {
	if len(releases) == 0 {
		return nil
	}
	slices.Sort(releases)
	if err := s.saver.settleWaiting(conn, false); err != nil {
		return err
	}
	if err := s.saver.begin(conn); err != nil {
		return err
	}
	b := batchSaver{saver: &s.saver, conn: conn, rules: s.options.Rules, identify: s.options.Identify}
	var positions []int64
	for _, release := range slices.Compact(releases) {
		k, err := loadKnown(conn, "number = ?", release)
		if err != nil {
			return err
		}
		r, _, err := loadFound(conn, "r.number = ? AND v.version = r.newest", release)
		if err != nil {
			return err
		}
		if err := b.underive(k); err != nil {
			return err
		}
		if err := b.derive(&work{record: &r, id: k.id, release: release, version: k.newest, made: &prepared{}}, k.position); err != nil {
			return err
		}
		positions = append(positions, k.position)
	}
	if err := s.saver.end(conn); err != nil {
		return err
	}
	for _, p := range positions {
		if err := query(conn, "DELETE FROM unlinked WHERE position = ?", nil, p); err != nil {
			return err
		}
	}
	return linkPositions(conn, s.saver.keys, positions)
}

// reviewed applies what people said of the release's facts to what is to be
// derived. The record that was given stays as it is.
func (b *batchSaver) reviewed(w *work) (said map[string]onrecord.Statement, err error) {
	if w.first {
		return nil, nil
	}
	said, err = reviewsOf(b.conn, w.release)
	if err != nil || len(said) == 0 {
		return said, err
	}
	r := *w.record
	r.Facts = ownFacts(r.Facts)
	r.Facts.ApplyReviews(r.Text, said)
	w.record = &r
	w.made.readNames(&r)
	return said, nil
}

// place keeps where a fact that people reviewed stands in the lists.
func placeReview(conn Conn, fact, number int64) error {
	return query(conn, "UPDATE review SET number = ? WHERE id = ?", nil, number, fact)
}

// reviewFilter restricts a list to states of review. Those that people spoke of are few: where
// facts that nobody spoke of are asked for, the others are left out one by one.
type reviewFilter struct {
	states []onrecord.ReviewState // whose facts are asked for, or are left out
	facts  map[int64]bool         // in these states
	only   bool                   // they are asked for
}

// reviewsAsked makes a filter for facts of one kind in a range of numbers.
func reviewsAsked(conn Conn, asked []onrecord.ReviewState, first, last int64) (f reviewFilter, err error) {
	for _, s := range asked {
		if !slices.Contains(onrecord.ReviewStates, s) {
			return f, fmt.Errorf("%w: there is no state of review %.40q", onrecord.ErrInvalid, s)
		}
	}
	switch {
	case len(asked) == 0:
		f.states = []onrecord.ReviewState{onrecord.ReviewRejected}
	case !slices.Contains(asked, onrecord.ReviewFound):
		f.states, f.only = asked, true
	default:
		for _, s := range onrecord.ReviewStates {
			if !slices.Contains(asked, s) {
				f.states = append(f.states, s)
			}
		}
	}
	if some, err := anyReviews(conn); !some || len(f.states) == 0 || err != nil {
		return f, err
	}
	f.facts = map[int64]bool{}
	text, args := f.numbers(first, last)
	return f, query(conn, text, func(stmt Stmt) error {
		f.facts[stmt.ColumnInt64(0)] = true
		return nil
	}, args...)
}

// numbers selects the numbers of the facts in the filter's states.
func (f *reviewFilter) numbers(first, last int64) (text string, args []any) {
	for _, s := range f.states {
		args = append(args, string(s))
	}
	return "SELECT number FROM review WHERE state IN (?" + strings.Repeat(", ?", len(f.states)-1) + ") AND number BETWEEN ? AND ?", append(args, first, last)
}

// among returns the facts in the filter's states, ascending: those of the given, unless these are nil.
func (f *reviewFilter) among(of []int64) []int64 {
	out := slices.Sorted(maps.Keys(f.facts))
	if of != nil {
		out = slices.DeleteFunc(out, func(n int64) bool {
			_, asked := slices.BinarySearch(of, n)
			return !asked
		})
	}
	return append([]int64{}, out...) // never nil
}

// meets reports whether a fact is in a state that is asked for.
func (f *reviewFilter) meets(number int64) bool { return f.facts[number] == f.only }

// countReviews fills in what people said of the facts of newest versions.
func countReviews(conn Conn, o *store.Overview) error {
	o.Reviewed = map[onrecord.ReviewState]int{}
	for _, n := range o.Facts {
		o.Reviewed[onrecord.ReviewFound] += n
	}
	return query(conn, "SELECT state, kind, count(*) FROM review WHERE number IS NOT NULL GROUP BY state, kind", func(stmt Stmt) error {
		state, n := onrecord.ReviewState(stmt.ColumnText(0)), stmt.ColumnInt(2)
		o.Reviewed[state] += n
		o.Reviewed[onrecord.ReviewFound] -= n
		if state == onrecord.ReviewRejected {
			o.Facts[onrecord.FactKind(stmt.ColumnText(1))] -= n
		}
		return nil
	})
}

// rejectedOf counts the facts of releases that people rejected, by position and kind.
func rejectedOf(conn Conn, positions []int64) (map[int64]map[onrecord.FactKind]int, error) {
	out := map[int64]map[onrecord.FactKind]int{}
	err := query(conn, `SELECT r.position, v.kind FROM json_each(?) j CROSS JOIN release r ON r.position = CAST(j.value AS BIGINT)
		JOIN review v ON v.release = r.number WHERE v.state = 'rejected' AND v.number IS NOT NULL`, func(stmt Stmt) error {
		at := stmt.ColumnInt64(0)
		if out[at] == nil {
			out[at] = map[onrecord.FactKind]int{}
		}
		out[at][onrecord.FactKind(stmt.ColumnText(1))]++
		return nil
	}, jsonOf(positions))
	return out, err
}

// RuleReviews implements store.Reader.
func (s *Store) RuleReviews(ctx context.Context) (out []store.RuleReview, err error) {
	err = s.read(ctx, func(conn Conn) error {
		return query(conn, "SELECT kind, rule, state, count(*) FROM review WHERE rule <> '' GROUP BY kind, rule, state ORDER BY kind, rule, state", func(stmt Stmt) error {
			kind, rule := onrecord.FactKind(stmt.ColumnText(0)), stmt.ColumnText(1)
			if len(out) == 0 || out[len(out)-1].Kind != kind || out[len(out)-1].Rule != rule {
				out = append(out, store.RuleReview{Kind: kind, Rule: rule})
			}
			last := &out[len(out)-1]
			*map[onrecord.ReviewState]*int{onrecord.ReviewConfirmed: &last.Confirmed, onrecord.ReviewCorrected: &last.Corrected, onrecord.ReviewRejected: &last.Rejected}[onrecord.ReviewState(stmt.ColumnText(2))] = stmt.ColumnInt(3)
			return nil
		})
	})
	return out, s.wrap(ctx, "count reviews by rule", err)
}

// standingMembers returns the members of a record that people reviewed:
// rejected facts are none.
func standingMembers(reader *link.Reader, r *onrecord.Record) []link.Member {
	standing := *r
	standing.Facts = r.Facts.Standing()
	return reader.Members(&standing)
}
