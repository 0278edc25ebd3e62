package ingest

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"golang.org/x/sync/semaphore"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// Walk hands every capture of a source to visit, in a stable order, and what
// could not be opened to problem. It stops at the first error either returns.
type Walk func(ctx context.Context, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) error

// Options say how to run.
type Options struct {
	// Workers is how many captures are read at once; 0 is one a core.
	Workers int
	// Progress is told of every capture once it is saved; it may be nil. It
	// is called from one goroutine at a time.
	Progress func(Summary)
	// Saved is told what the run did once all captures are saved, before any is linked; it may be nil.
	Saved func(Summary)
	// Linking is told how far the linking of what was saved has come; it may be
	// nil. It begins when all captures are saved.
	Linking func(done, total int)
	// Unlinked leaves the linking of what was saved to a later run or Store.Link.
	Unlinked bool
	// Problem is told of every problem that the run meets; it may be nil. It
	// is called from one goroutine at a time.
	Problem func(onrecord.Problem)
}

// Summary counts what a run did. New, Changed and Unchanged count releases.
type Summary struct {
	Captures  int `json:"captures"`
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	// Foreign counts those of the releases met that are in a language which
	// facts are not read from.
	Foreign int `json:"foreign"`
	// Unread counts captures that gave problems and no release, and places
	// that could not be opened; Problems counts all problems, those included.
	Unread   int `json:"unread"`
	Problems int `json:"problems"`
}

// Add adds what another run did.
func (s *Summary) Add(o Summary) {
	s.Captures += o.Captures
	s.New += o.New
	s.Changed += o.Changed
	s.Unchanged += o.Unchanged
	s.Foreign += o.Foreign
	s.Unread += o.Unread
	s.Problems += o.Problems
}

// Releases is how many releases the run met.
func (s Summary) Releases() int { return s.New + s.Changed + s.Unchanged }

// A batch is saved when it holds parts of this many captures, this much text or
// this many bytes.
const (
	batchCaptures = 64
	batchText     = 1 << 20
	batchBodies   = 32 << 20 // bytes as captured: a PDF has many and little text
)

// Captures are read ahead of those that are being saved, so that readers never wait for a batch to be
// written: at most as many as a batch takes, and no more than aheadBodies bytes of them, but two for each worker
// however large they are.
const (
	aheadCaptures = batchCaptures
	aheadBodies   = 2 << 20
)

// Run takes all captures of the walk into the store. A capture that the store
// has seen under the same Rules is not read again, so that a run that was
// killed goes on where it stopped. What was saved is linked at the end: links
// of a run that was stopped are made by the next. The summary is right up to the last saved
// batch even where an error is returned; errors are the context's, the
// store's, or the walk's own.
func Run(ctx context.Context, s store.Store, walk Walk, o Options) (Summary, error) {
	outer := ctx
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	jobs := make(chan job)
	queue := newQueue(o.Workers)
	var workers sync.WaitGroup
	for range o.Workers {
		workers.Go(func() { work(ctx, s, jobs) })
	}
	var walkErr error
	go func() {
		defer close(queue.jobs)
		defer close(jobs)
		walkErr = feed(ctx, walk, jobs, queue)
	}()
	k := &keeper{ctx: ctx, store: s, options: o}
	err := k.keepAll(queue)
	cancel()
	for range queue.jobs { // let the walk end
	}
	workers.Wait() // none may ask the store once its owner closes it
	if err == nil {
		err = walkErr
	}
	if err == nil && o.Saved != nil {
		o.Saved(k.summary)
	}
	if err == nil && !o.Unlinked {
		err = s.Link(outer, o.Linking)
	}
	return k.summary, err
}

// job is one capture on its way: parts receives what was read from it, until
// one is the last.
type job struct {
	capture onrecord.Capture
	weight  int64 // in the queue
	problem *onrecord.Problem
	parts   chan result
}

type result struct {
	in      store.Ingested
	last    bool
	seen    int // releases of a capture that was seen before, -1 where it was not
	problem *onrecord.Problem
	err     error
}

// queue holds the jobs under way in the order of the walk. A job counts in room until its capture
// is in batches.
type queue struct {
	jobs     chan job
	room     *semaphore.Weighted
	heaviest int64
}

func newQueue(workers int) queue {
	most := max(aheadCaptures, 2*workers)
	return queue{jobs: make(chan job, most), room: semaphore.NewWeighted(aheadBodies), heaviest: aheadBodies / int64(2*workers)}
}

// add adds a job, once there is room for it.
func (q *queue) add(ctx context.Context, j *job) error {
	j.weight = min(int64(len(j.capture.Body)), q.heaviest)
	if err := q.room.Acquire(ctx, j.weight); err != nil {
		return err
	}
	select {
	case q.jobs <- *j:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func feed(ctx context.Context, walk Walk, jobs chan<- job, queue queue) error {
	send := func(j job, work bool) error {
		if err := queue.add(ctx, &j); err != nil {
			return err
		}
		if !work {
			return nil
		}
		select {
		case jobs <- j:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return walk(ctx, func(c onrecord.Capture) error {
		return send(job{capture: c, parts: make(chan result, 1)}, true)
	}, func(p onrecord.Problem) error {
		return send(job{problem: &p}, false)
	})
}

func work(ctx context.Context, s store.Store, jobs <-chan job) {
	for j := range jobs {
		n, seen, err := s.Seen(ctx, j.capture.Hash, j.capture.Location, j.capture.At)
		switch {
		case err != nil:
			j.parts <- result{err: err, last: true}
		case seen && n > 0: // one that gave nothing is read again, to say why
			j.parts <- result{seen: n, last: true}
		default:
			read(ctx, s, j)
		}
	}
}

// read reads a capture that was not seen before, part by part, no faster than
// the parts are kept, and prepares them for the store.
func read(ctx context.Context, s store.Store, j job) {
	hash := j.capture.Hash
	readParts(j.capture, func(part store.Ingested, last bool) bool {
		r := result{in: part, last: last, seen: -1}
		if part.Capture.Body != nil && onrecord.NewCapture(part.Capture.Body, "", "", part.Capture.At).Hash != hash {
			// What is kept for ever is looked at once more: neither a source
			// nor a reader may have changed it.
			r.problem = &onrecord.Problem{Stage: "source", Location: part.Capture.Location, Reason: "its bytes do not match their hash, so nothing of it was kept", At: part.Capture.At}
			r.last = true
		} else {
			s.Prepare(ctx, &r.in)
		}
		select {
		case j.parts <- r:
			return !r.last
		case <-ctx.Done():
			return false
		}
	})
}

// keeper saves results in order.
type keeper struct {
	ctx      context.Context
	store    store.Store
	options  Options
	summary  Summary
	batch    []store.Ingested
	text     int
	bodies   int
	finished []store.Finished // captures whose last part is in the batch
}

func (k *keeper) keepAll(queue queue) error {
	for j := range queue.jobs {
		if err := k.keep(j); err != nil {
			return err
		}
		queue.room.Release(j.weight)
	}
	return k.flush(k.store.Save)
}

// keep takes all parts of a capture into batches.
func (k *keeper) keep(j job) error {
	if j.problem != nil {
		return k.refuse(*j.problem)
	}
	for releases := 0; ; {
		var r result
		select {
		case r = <-j.parts:
		case <-k.ctx.Done():
			return k.ctx.Err()
		}
		switch {
		case r.err != nil:
			return r.err
		case r.problem != nil:
			return k.refuse(*r.problem)
		case r.seen > 0:
			k.summary.Captures++
			k.summary.Unchanged += r.seen
			k.tell()
			return nil
		}
		releases += len(r.in.Records)
		if err := k.add(r, releases); err != nil || r.last {
			return err
		}
	}
}

// add adds a part to the batch and saves the batch when it is full. releases
// is how many the capture has given so far.
func (k *keeper) add(r result, releases int) error {
	k.batch = append(k.batch, r.in)
	k.bodies += len(r.in.Capture.Body)
	for i := range r.in.Records {
		k.text += len(r.in.Records[i].Text)
		if !Readable(r.in.Records[i].Language) {
			k.summary.Foreign++
		}
	}
	if r.last {
		k.summary.Captures++
		k.finished = append(k.finished, store.Finished{Hash: r.in.Capture.Hash, Location: r.in.Capture.Location, Releases: releases})
		k.problems(r.in.Problems)
		if releases == 0 && len(r.in.Problems) > 0 {
			k.summary.Unread++
		}
	}
	if len(k.batch) < batchCaptures && k.text < batchText && k.bodies < batchBodies {
		return nil
	}
	return k.flush(k.store.SaveInRun)
}

// refuse keeps a problem in the place of a capture. What was read before is
// saved first: a capture of the same location would drop the problem.
func (k *keeper) refuse(p onrecord.Problem) error {
	if err := k.flush(k.store.SaveInRun); err != nil {
		return err
	}
	k.problems([]onrecord.Problem{p})
	k.summary.Unread++
	return k.store.SaveProblems(k.ctx, []onrecord.Problem{p})
}

func (k *keeper) problems(list []onrecord.Problem) {
	k.summary.Problems += len(list)
	for _, p := range list {
		if k.options.Problem != nil {
			k.options.Problem(p)
		}
	}
}

// flush saves the batch with save, counts what became of it, and finishes the captures
// that were read to their end.
func (k *keeper) flush(save func(context.Context, []store.Ingested) ([]store.Outcome, error)) error {
	if len(k.batch) == 0 {
		return nil
	}
	outcomes, err := save(k.ctx, k.batch)
	if err != nil {
		return fmt.Errorf("saving %s: %w", k.batch[0].Capture.Location, err)
	}
	for _, o := range outcomes {
		switch o.State {
		case store.New:
			k.summary.New++
		case store.Changed:
			k.summary.Changed++
		case store.Unchanged:
			k.summary.Unchanged++
		}
	}
	if err := k.store.Finish(k.ctx, k.finished); err != nil {
		return err
	}
	clear(k.batch)
	k.batch, k.text, k.bodies, k.finished = k.batch[:0], 0, 0, k.finished[:0]
	k.tell()
	return nil
}

func (k *keeper) tell() {
	if k.options.Progress != nil {
		k.options.Progress(k.summary)
	}
}
