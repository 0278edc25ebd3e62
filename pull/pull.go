package pull

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/source/fetch"
	"github.com/onrecord/onrecord/source/listing"
	"github.com/onrecord/onrecord/store"
)

// Options say how to pull.
type Options struct {
	Client *fetch.Client
	// Force looks at sources and pages whose time has not come, too.
	Force bool
	// Workers is how many captures are read at once; 0 is one a core.
	Workers int
	// Progress is told how far a source has come, and Problem of every problem, from one
	// goroutine at a time. Both may be nil.
	Progress func(Summary)
	Problem  func(onrecord.Problem)
	// Now and Random stand for the clock and chance from 0 to 1; nil are the real ones.
	Now    func() time.Time
	Random func() float64
}

// Summary is what a look at one source did.
type Summary struct {
	Spec string `json:"spec"`
	Name string `json:"name,omitempty"`
	// Listed counts the locations that the listing named which were not known.
	Listed int `json:"listed"`
	// Fetched counts bodies that came, the listing's own left out; NotModified pages that
	// had not changed; Withheld pages that are not there (any more); Failed what could not be had.
	Fetched     int `json:"fetched"`
	NotModified int `json:"not_modified"`
	Withheld    int `json:"withheld"`
	Failed      int `json:"failed"`
	// Waiting is how many listed locations are still to be fetched.
	Waiting int `json:"waiting"`
	// Ingested is what became of the captures.
	Ingested ingest.Summary `json:"ingested"`
	// Total is how many locations this look has to come to, as far as its listing says, and Done how
	// many of them it has; Total is 0 while that is not known. They are for showing progress.
	Total int `json:"-"`
	Done  int `json:"-"`
	// Fault says in one sentence why the source could not be looked at whole, or "".
	Fault string    `json:"fault,omitempty"`
	Next  time.Time `json:"next,omitzero"` // when it is due again
}

// Run looks at the sources that are named by spec or name, or at all where none is. Those
// whose time has not come are left out, and those that are paused unless they are
// named. All that waits to be linked is linked by the end. Summaries stand in the order of the store's list, and hold what was done even
// where an error is returned: the context's or the store's, or ErrNotFound for a
// name that no source has.
func Run(ctx context.Context, s store.Store, named []string, o Options) ([]Summary, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Float64
	}
	chosen, err := choose(ctx, s, named, o)
	if err != nil {
		return nil, err
	}
	done, err := lookAtAll(ctx, s, chosen, o)
	if err == nil {
		err = s.Link(ctx, nil) // what a pull that was killed saved and did not link
	}
	return done, err
}

// sourcesAtOnce is how many sources are looked at side by side, so that a walk through
// the past of one does not keep the news of others.
const sourcesAtOnce = 4

// lookAtAll looks at sources, a few at once; each is begun in its turn.
func lookAtAll(ctx context.Context, s store.Store, chosen []store.SourceInfo, o Options) ([]Summary, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var telling, linking sync.Mutex
	progress, problem := o.Progress, o.Problem
	o.Progress = func(so Summary) {
		telling.Lock()
		defer telling.Unlock()
		if progress != nil {
			progress(so)
		}
	}
	o.Problem = func(p onrecord.Problem) {
		telling.Lock()
		defer telling.Unlock()
		if problem != nil {
			problem(p)
		}
	}
	out, errs := make([]Summary, len(chosen)), make([]error, len(chosen))
	begun := make([]bool, len(chosen))
	places := make(chan int)
	var workers sync.WaitGroup
	for range min(sourcesAtOnce, len(chosen)) {
		workers.Go(func() {
			for i := range places {
				src := chosen[i]
				l := &look{ctx: ctx, store: s, linking: &linking, source: src, o: o, summary: Summary{Spec: src.Spec, Name: src.Name}, sick: map[string]bool{}}
				begun[i] = true
				if err := l.run(); err != nil {
					errs[i] = fmt.Errorf("%s: %w", src.Called(), err)
					stop() // the store can't be written, or all of it is stopped
				}
				out[i] = l.summary
			}
		})
	}
	for i := range chosen {
		if ctx.Err() != nil {
			break
		}
		places <- i
	}
	close(places)
	workers.Wait()
	var done []Summary
	for i := range out {
		if begun[i] {
			done = append(done, out[i])
		}
	}
	return done, first(errs)
}

// first returns the error that stopped the others: one that is not of their being stopped.
func first(errs []error) (stopped error) {
	for _, err := range errs {
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		stopped = cmp.Or(stopped, err)
	}
	return stopped
}

// choose returns the sources to look at.
func choose(ctx context.Context, s store.Store, named []string, o Options) ([]store.SourceInfo, error) {
	all, err := s.Sources(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range named {
		if !slices.ContainsFunc(all, func(src store.SourceInfo) bool { return Names(src.Source, name) }) {
			return nil, fmt.Errorf("%w: no source is called %q", onrecord.ErrNotFound, name)
		}
	}
	return slices.DeleteFunc(all, func(src store.SourceInfo) bool {
		wanted := slices.ContainsFunc(named, func(name string) bool { return Names(src.Source, name) })
		return len(named) > 0 && !wanted || src.Paused && !wanted || !o.Force && !Due(src, o.Now())
	}), nil
}

// Names reports whether a source is meant by what was typed: its spec or its name.
func Names(src onrecord.Source, typed string) bool {
	if parsed, err := onrecord.ParseSource(typed); err == nil && parsed.Spec == src.Spec {
		return true
	}
	return src.Name != "" && strings.EqualFold(src.Name, strings.TrimSpace(typed))
}

// Due reports whether a source's time has come. A time further off than any that is
// set is that of a clock which was wrong.
func Due(src store.SourceInfo, now time.Time) bool {
	return !now.Before(src.Next) || src.Next.Sub(now) > max(2*src.Every, 2*longestRest)
}

// look is one look at one source under way.
type look struct {
	ctx     context.Context
	store   store.Store
	linking *sync.Mutex // one look makes links at a time
	source  store.SourceInfo
	o       Options
	summary Summary
	began   time.Time
	linked  int             // how many of the saved releases were linked
	host    string          // of the listing
	fault   error           // why the look can't go on
	sick    map[string]bool // hosts of pages that are left alone for now
	pending int             // locations that are listed and not visited yet
	left    int             // that the listing is still to name, -1 where it does not say
}

// run looks at the source and keeps how it ended. The error is the context's or the store's.
func (l *look) run() error {
	l.began, l.pending, l.left = l.o.Now().UTC(), l.source.Waiting, -1
	err := l.walk()
	if err == nil {
		err = l.link(1)
	}
	if err == nil {
		err = l.end()
	}
	if !l.removed(err) {
		return err
	}
	l.summary.Fault = "it is followed no more, since it was removed meanwhile; what was captured stays"
	return l.link(1)
}

func (l *look) walk() error {
	if l.source.Kind == onrecord.ListingFolder {
		return l.walkFolder()
	}
	return l.walkListing()
}

// removed reports whether a look ended because its source is no longer followed: somebody removed it
// meanwhile, which stops no other look.
func (l *look) removed(err error) bool {
	if !errors.Is(err, onrecord.ErrNotFound) {
		return false
	}
	all, err := l.store.Sources(l.ctx)
	return err == nil && !slices.ContainsFunc(all, func(src store.SourceInfo) bool { return src.Spec == l.source.Spec })
}

// linkedAt is how many new releases of a walk into the past are linked together.
const linkedAt = 500

// link links what was saved, once it is as much as least.
func (l *look) link(least int) error {
	saved := l.summary.Ingested.New + l.summary.Ingested.Changed
	if saved-l.linked < least {
		return nil
	}
	l.linked = saved
	l.linking.Lock()
	defer l.linking.Unlock()
	return l.store.Link(l.ctx, nil)
}

// walkListing reads the listing step by step and fetches what each step brings. A walk
// into the past that takes long asks now and then for what is new.
func (l *look) walkListing() error {
	begun := time.Time{}
	for {
		begins := begun.IsZero() || l.o.Now().Sub(begun) >= l.source.Every
		if begins {
			begun = l.o.Now()
		}
		more, err := l.step(begins)
		if err != nil {
			return err
		}
		// What the listing named is fetched even where the listing itself can't be read.
		if err := l.visitAll(store.DueRequest{New: true}); err != nil {
			return err
		}
		if !more || l.fault != nil {
			break
		}
		if err := l.link(linkedAt); err != nil {
			return err
		}
	}
	return l.visitAll(store.DueRequest{})
}

// step takes one step through the listing. What it captured is saved before its cursor.
func (l *look) step(begins bool) (more bool, err error) {
	page, err := listing.Next(l.ctx, listing.Step{
		Source: l.source.Source, Cursor: l.source.Cursor, Begins: begins, Get: l.get,
		Known: func(ctx context.Context, items []onrecord.Listed) ([]bool, error) {
			return l.store.Known(ctx, l.source.Spec, items)
		},
	})
	if l.ctx.Err() != nil {
		return false, l.ctx.Err()
	}
	if err != nil {
		l.fault = err
		return false, nil
	}
	l.left = page.Left
	if err := l.problems(page.Problems); err != nil {
		return false, err
	}
	if err := l.ingest(page.Captures); err != nil {
		return false, err
	}
	if err := l.list(page.Items, page.Cursor); err != nil {
		return false, err
	}
	l.source.Cursor = page.Cursor
	return page.More, nil
}

// get fetches for a listing.
func (l *look) get(ctx context.Context, r fetch.Request) (fetch.Response, error) {
	l.host = fetch.Host(r.URL)
	return l.o.Client.Get(ctx, r)
}

// list keeps what a listing, or a page, names.
func (l *look) list(items []onrecord.Listed, cursor string) error {
	known, err := l.store.Known(l.ctx, l.source.Spec, items)
	if err != nil {
		return err
	}
	for i, k := range known {
		if k {
			continue
		}
		l.summary.Listed++
		if items[i].Visit == onrecord.VisitNow {
			l.pending++
		}
	}
	now := l.o.Now().UTC()
	return l.store.SaveListing(l.ctx, store.Listing{Spec: l.source.Spec, Cursor: cursor, Items: items, At: now, Later: now.Add(l.about(firstAgain))})
}

// ingest takes captures into the record, unlinked.
func (l *look) ingest(captures []onrecord.Capture) error {
	if len(captures) == 0 {
		return nil
	}
	return l.ingestWalk(func(_ context.Context, visit func(onrecord.Capture) error, _ func(onrecord.Problem) error) error {
		for _, c := range captures {
			if err := visit(c); err != nil {
				return err
			}
		}
		return nil
	})
}

func (l *look) ingestWalk(walk ingest.Walk) error {
	before := l.summary.Ingested
	summary, err := ingest.Run(l.ctx, l.store, walk, ingest.Options{
		Workers: l.o.Workers, Unlinked: true, Problem: l.o.Problem,
		Progress: func(so ingest.Summary) {
			l.summary.Ingested = before
			l.summary.Ingested.Add(so)
			l.tell()
		},
	})
	l.summary.Ingested = before
	l.summary.Ingested.Add(summary)
	return err
}

// problems keeps problems that belong to no capture.
func (l *look) problems(problems []onrecord.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	l.summary.Ingested.Problems += len(problems)
	if l.o.Problem != nil {
		for _, p := range problems {
			l.o.Problem(p)
		}
	}
	return l.store.SaveProblems(l.ctx, problems)
}

// tell tells how far the look has come.
func (l *look) tell() {
	if l.o.Progress == nil {
		return
	}
	so := l.summary
	if named := l.source.Waiting + so.Listed; l.left >= 0 {
		so.Total, so.Done = named+l.left, max(0, named-l.pending)
	}
	l.o.Progress(so)
}

// end keeps how the look ended, and when the next is due.
func (l *look) end() error {
	now := l.o.Now().UTC()
	next := l.began.Add(l.source.Every + time.Duration(l.o.Random()*float64(l.source.Every)/20)) // not all at one moment
	if l.fault != nil {
		l.summary.Fault = sentence(l.fault)
		next = now.Add(l.about(min(firstRest<<min(l.source.Failures, 12), max(l.source.Every, longestRest))))
		var later *fetch.WaitError
		if errors.As(l.fault, &later) && later.Until.After(next) {
			next = later.Until
		}
	}
	l.summary.Next = next
	if all, err := l.store.Sources(l.ctx); err != nil {
		return err
	} else if i := slices.IndexFunc(all, func(src store.SourceInfo) bool { return src.Spec == l.source.Spec }); i >= 0 {
		l.summary.Waiting = all[i].Waiting
	}
	l.tell()
	return l.store.SaveLook(l.ctx, store.Look{Spec: l.source.Spec, At: now, Next: next, Fault: l.summary.Fault})
}

// sentence is an error as one sentence, without the kind before it.
func sentence(err error) string {
	text := err.Error()
	for _, kind := range []error{onrecord.ErrUnavailable, onrecord.ErrInvalid, onrecord.ErrNotFound, onrecord.ErrRefused, onrecord.ErrUnsupported} {
		text = strings.TrimPrefix(text, kind.Error()+": ")
	}
	return text
}
