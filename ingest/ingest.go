package ingest

import (
	"context"
	"fmt"
	"runtime"

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
}

// Summary counts what a run did. New, Changed and Unchanged count releases.
type Summary struct {
	Captures  int `json:"captures"`
	New       int `json:"new"`
	Changed   int `json:"changed"`
	Unchanged int `json:"unchanged"`
	// Unread counts captures that gave problems and no release, and places
	// that could not be opened; Problems counts all problems, those included.
	Unread   int `json:"unread"`
	Problems int `json:"problems"`
}

// Releases is how many releases the run met.
func (s Summary) Releases() int { return s.New + s.Changed + s.Unchanged }

// A batch is saved when it holds this many captures or this much text.
const (
	batchCaptures = 64
	batchText     = 1 << 20
)

// Run takes all captures of the walk into the store. A capture that the store
// has seen under the same Rules is not read again, so that a run that was
// killed goes on where it stopped. The summary is right up to the last saved
// batch even where an error is returned; errors are the context's, the
// store's, or the walk's own.
func Run(ctx context.Context, s store.Store, walk Walk, o Options) (Summary, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	jobs := make(chan job)
	queue := make(chan job, 2*o.Workers) // jobs in the order of the walk
	for range o.Workers {
		go work(ctx, s, jobs)
	}
	var walkErr error
	go func() {
		defer close(queue)
		defer close(jobs)
		walkErr = feed(ctx, walk, jobs, queue)
	}()
	k := &keeper{ctx: ctx, store: s, progress: o.Progress, linker: newLinker(s)}
	err := k.keepAll(queue)
	cancel()
	for range queue { // let the walk end
	}
	if err == nil {
		err = walkErr
	}
	return k.summary, err
}

// job is one capture on its way: done receives what was read from it.
type job struct {
	capture onrecord.Capture
	problem *onrecord.Problem
	done    chan result
}

type result struct {
	in      store.Ingested
	seen    int // releases of a capture that was seen before, -1 where it was not
	problem *onrecord.Problem
	err     error
}

func feed(ctx context.Context, walk Walk, jobs, queue chan<- job) error {
	send := func(j job, work bool) error {
		select {
		case queue <- j:
		case <-ctx.Done():
			return ctx.Err()
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
		return send(job{capture: c, done: make(chan result, 1)}, true)
	}, func(p onrecord.Problem) error {
		return send(job{problem: &p}, false)
	})
}

func work(ctx context.Context, s store.Store, jobs <-chan job) {
	for j := range jobs {
		n, seen, err := s.Seen(ctx, j.capture.Hash, j.capture.Location)
		switch {
		case err != nil:
			j.done <- result{err: err}
		case seen:
			j.done <- result{in: store.Ingested{Capture: onrecord.Capture{Location: j.capture.Location}}, seen: n}
		default:
			r := result{in: Read(j.capture), seen: -1}
			if hash := onrecord.NewCapture(j.capture.Body, "", "", j.capture.At).Hash; hash != j.capture.Hash {
				// What is kept for ever is looked at once more: neither a
				// source nor a reader may have changed it.
				r.problem = &onrecord.Problem{Stage: "source", Location: j.capture.Location, Reason: "its bytes do not match their hash, so nothing of it was kept", At: j.capture.At}
			}
			j.done <- r
		}
	}
}

// keeper saves results in order.
type keeper struct {
	ctx      context.Context
	store    store.Store
	progress func(Summary)
	linker   *linker
	summary  Summary
	batch    []store.Ingested
	text     int
}

func (k *keeper) keepAll(queue <-chan job) error {
	for j := range queue {
		if err := k.keep(j); err != nil {
			return err
		}
	}
	return k.flush()
}

func (k *keeper) keep(j job) error {
	if j.problem != nil {
		return k.refuse(*j.problem)
	}
	var r result
	select {
	case r = <-j.done:
	case <-k.ctx.Done():
		return k.ctx.Err()
	}
	if r.err != nil {
		return r.err
	}
	if r.problem != nil {
		return k.refuse(*r.problem)
	}
	k.summary.Captures++
	if r.seen >= 0 {
		k.summary.Unchanged += r.seen
		k.tell()
		return nil
	}
	k.batch = append(k.batch, r.in)
	k.text += len(r.in.Capture.Body)
	if len(k.batch) < batchCaptures && k.text < batchText {
		return nil
	}
	return k.flush()
}

// refuse keeps a problem in the place of a capture.
func (k *keeper) refuse(p onrecord.Problem) error {
	k.summary.Problems++
	k.summary.Unread++
	return k.store.SaveProblems(k.ctx, []onrecord.Problem{p})
}

// flush saves the batch, counts what became of it, and links its figures.
func (k *keeper) flush() error {
	if len(k.batch) == 0 {
		return nil
	}
	outcomes, err := k.store.Save(k.ctx, k.batch)
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
	for _, in := range k.batch {
		k.summary.Problems += len(in.Problems)
		if len(in.Records) == 0 && len(in.Problems) > 0 {
			k.summary.Unread++
		}
	}
	if err := k.linker.link(k.ctx, k.batch, outcomes); err != nil {
		return err
	}
	k.batch, k.text = k.batch[:0], 0
	k.tell()
	return nil
}

func (k *keeper) tell() {
	if k.progress != nil {
		k.progress(k.summary)
	}
}
