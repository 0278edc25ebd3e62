package table

import (
	"context"
	"slices"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/link"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// Options say how to walk.
type Options struct {
	// Progress is told how many releases are done with; it may be nil.
	Progress func(releases int)
	// Checkpoints let the export go on where an earlier run was stopped; nil begins at the
	// beginning and keeps nothing.
	Checkpoints Checkpoints
}

// Walk calls put for every row of the tables: of the releases that match q
// (nil: all), of what is read from and found in them, of what they name, and of
// what people said of those. The rows of one table come in its order; those of
// different tables may alternate, a row after those that its columns refer to but
// for things, which come before all. It stops at the first error of the store or of put.
func Walk(ctx context.Context, r store.Reader, q search.Node, tables []*Table, o Options, put func(*Table, Row) error) error {
	w := &walk{ctx: ctx, store: r, query: q, o: o, tables: tables, put: put, things: map[string]string{}, named: map[string]bool{}}
	for part, write := range []func() error{w.collectThings, w.writeReleases, w.writeLinks, w.writeStatements, w.writeChanges, w.writeCaptures} {
		if err := w.part(Part(part), write); err != nil {
			return err
		}
	}
	return nil
}

// part writes one part, and keeps a Mark behind it.
func (w *walk) part(part Part, write func() error) error {
	last := w.o.last().Part
	switch part {
	case PartThings: // the others need what it collects
		w.silent = w.o.begun()
		defer func() { w.silent = false }()
	case PartReleases: // it knows which are written
	default:
		if part < last {
			return nil
		}
	}
	if err := write(); err != nil {
		return err
	}
	if part >= last && part != PartReleases && w.o.due() {
		return w.o.Checkpoints.Keep(Mark{Part: part + 1, Written: w.unkept()})
	}
	return nil
}

// unkept are the ids of releases that were written since the last Mark.
func (w *walk) unkept() (out []string) {
	kept := map[string]bool{}
	for _, id := range w.o.last().Written {
		kept[id] = true
	}
	for id := range w.written {
		if !kept[id] {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

type walk struct {
	ctx    context.Context
	store  store.Reader
	query  search.Node
	o      Options
	tables []*Table
	put    func(*Table, Row) error

	things  map[string]string // the thing of each name
	named   map[string]bool   // the names of things that are written, where there is a query
	posts   []Row
	written map[string]bool // the releases that are written
	silent  bool            // what is collected was written by an earlier run
}

func (w *walk) wants(tables ...*Table) bool {
	return slices.ContainsFunc(tables, func(t *Table) bool { return slices.Contains(w.tables, t) })
}

// row writes a row of a table that is wanted.
func (w *walk) row(t *Table, row Row) error {
	if w.silent || !w.wants(t) {
		return nil
	}
	return w.put(t, row)
}

// collectThings notes which names are taken for which thing, and writes the
// things and the posts that people were seen to hold.
func (w *walk) collectThings() error {
	if !w.wants(Things, Posts, Names, Statements) {
		return nil
	}
	named, err := namesOfMatches(w.ctx, w.store, w.query)
	if err != nil {
		return err
	}
	for _, kind := range onrecord.NameKinds {
		if err := w.thingsOf(kind, named); err != nil {
			return err
		}
	}
	// Now that all bodies are known.
	for _, row := range w.posts {
		row[postBodyID] = text(w.things[link.NameID(onrecord.NameBody, cellText(row[postBody]))])
		if err := w.row(Posts, row); err != nil {
			return err
		}
	}
	w.posts = nil
	return w.ctx.Err()
}

// thingsOf writes the things of one kind: engines find those without sorting all.
func (w *walk) thingsOf(kind onrecord.NameKind, named map[string]bool) error {
	for cursor := ""; ; {
		page, err := w.store.Names(w.ctx, store.NameRequest{Kind: kind, Members: true, Limit: 100, Cursor: cursor})
		if err != nil {
			return err
		}
		for i := range page.Names {
			if err := w.thing(&page.Names[i], named); err != nil {
				return err
			}
		}
		if cursor = page.Next; cursor == "" {
			return nil
		}
	}
}

// namesOfMatches are the names that the releases that match give, and nobody rejected there;
// nil where all releases match.
func namesOfMatches(ctx context.Context, r store.Reader, q search.Node) (map[string]bool, error) {
	if q == nil {
		return nil, nil
	}
	named := map[string]bool{}
	err := r.Records(ctx, q, func(rec onrecord.Record) error {
		for i := range rec.Names {
			if !rejected(&rec.Names[i]) {
				named[link.NameID(rec.Names[i].Kind, rec.Names[i].Text)] = true
			}
		}
		return nil
	})
	return named, err
}

func (w *walk) thing(n *store.Named, named map[string]bool) error {
	wanted := named == nil
	for _, name := range n.Names {
		wanted = wanted || named[name.ID]
	}
	if !wanted {
		return nil
	}
	for _, name := range n.Names {
		w.things[name.ID] = n.ID
		if w.query != nil {
			w.named[name.ID] = true
		}
	}
	if err := w.row(Things, thingRow(n)); err != nil {
		return err
	}
	if w.wants(Posts) {
		for _, p := range n.Posts {
			w.posts = append(w.posts, postRow(n, p))
		}
	}
	return nil
}

func (w *walk) writeReleases() (err error) {
	if !w.ofReleases() {
		return nil
	}
	w.written, err = EachRelease(w.ctx, w.store, w.query, w.o, func(rec onrecord.Record) error {
		if err := w.row(Releases, releaseRow(&rec)); err != nil {
			return err
		}
		if err := w.writeFacts(&rec); err != nil {
			return err
		}
		for _, part := range []struct {
			table *Table
			write func(*onrecord.Record) error
		}{{Versions, w.versions}, {Places, w.places}} {
			if !w.wants(part.table) {
				continue
			}
			if err := part.write(&rec); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// ofReleases reports whether a table is wanted that needs the releases: things and posts
// do not, captures are found by themselves, and of statements it matters only where there is a query.
func (w *walk) ofReleases() bool {
	return slices.ContainsFunc(w.tables, func(t *Table) bool {
		return t != Things && t != Posts && t != Captures && (t != Statements || w.query != nil)
	})
}

func (w *walk) writeFacts(rec *onrecord.Record) error {
	for _, f := range rec.Facts.All() {
		if err := w.row(factTables[f.Kind()], factRow(&rec.Release, f, w.thingOf(f.Name))); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) versions(rec *onrecord.Record) error {
	infos, err := w.store.Versions(w.ctx, rec.ID)
	if err != nil {
		return err
	}
	slices.SortFunc(infos, func(a, b store.VersionInfo) int { return a.Version - b.Version })
	for _, v := range infos {
		one := *rec
		if v.Version != rec.Version {
			if one, err = w.store.ReleaseVersion(w.ctx, rec.ID, v.Version); err != nil {
				return err
			}
		}
		if err := w.put(Versions, versionRow(&one.Release, v.Version == rec.Version)); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) places(rec *onrecord.Record) error {
	places, err := w.store.Places(w.ctx, rec.ID)
	if err != nil {
		return err
	}
	for _, p := range places {
		if err := w.put(Places, placeRow(rec.ID, p)); err != nil {
			return err
		}
	}
	return nil
}

// writeLinks writes the links that start or end in a release that was written.
func (w *walk) writeLinks() error {
	if !w.wants(Links) {
		return nil
	}
	return w.store.AllLinks(w.ctx, func(j store.Joined) error {
		if !w.written[j.A.Release.ID] && !w.written[j.B.Release.ID] {
			return nil
		}
		return w.put(Links, linkRow(j))
	})
}

// writeStatements writes what people said, oldest first.
func (w *walk) writeStatements() error {
	if !w.wants(Statements) {
		return nil
	}
	return StatementsOn(w.ctx, w.store, w.query, w.written, w.named, func(said onrecord.Statement) error { return w.put(Statements, StatementRow(said)) })
}

func (w *walk) writeChanges() error {
	if !w.wants(Changes) {
		return nil
	}
	for cursor := ""; ; {
		page, err := w.store.Changes(w.ctx, store.ChangeRequest{Limit: 100, Cursor: cursor})
		if err != nil {
			return err
		}
		for _, c := range page.Changes {
			if !w.written[c.ReleaseID] {
				continue
			}
			if err := w.put(Changes, changeRow(c)); err != nil {
				return err
			}
		}
		if cursor = page.Next; cursor == "" {
			return nil
		}
	}
}

func (w *walk) writeCaptures() error {
	if !w.wants(Captures) {
		return nil
	}
	return w.store.Captures(w.ctx, store.CaptureRequest{Query: w.query, Heads: true}, func(c onrecord.Capture) error {
		return w.put(Captures, captureRow(c))
	})
}
