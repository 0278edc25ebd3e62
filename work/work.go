package work

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"
)

// Jobs are what is done. Each function may be called from several goroutines at once, but Pull not for one
// host, and Link and Alert never twice at a time by one process.
type Jobs struct {
	// Due lists the hosts at which a source is due, each once; "" stands for this machine.
	Due func(context.Context) ([]string, error)
	// Pull looks at the sources of one host that are due. It goes on where it was where
	// it was stopped by its context.
	Pull func(ctx context.Context, host string) error
	// Link links what waits to be linked, and returns at once where nothing does.
	Link func(context.Context) error
	// Alert makes and sends what is to be told.
	Alert func(context.Context) error
}

// Options say when things are done. The zero value is what is right for a server.
type Options struct {
	// PullEvery is how often it is asked which sources are due, 20 seconds where it is 0;
	// AlertEvery and LinkEvery how often the other two are done, a minute where they are 0.
	PullEvery, LinkEvery, AlertEvery time.Duration
	// AtOnce is how many jobs this process does side by side, 4 where it is 0.
	AtOnce int
	// Longest is how long one job may take; 0 is ten minutes. A look that takes longer goes on in
	// the next job. Only Together looks at it: a process that has not ended a job in
	// that time, and half of it again, is taken to be lost.
	Longest time.Duration
	// Log is told what failed; nil is slog.Default().
	Log *slog.Logger
}

func (o Options) ready() Options {
	o.PullEvery = cmp.Or(o.PullEvery, 20*time.Second)
	o.LinkEvery = cmp.Or(o.LinkEvery, time.Minute)
	o.AlertEvery = cmp.Or(o.AlertEvery, time.Minute)
	o.AtOnce = cmp.Or(o.AtOnce, 4)
	o.Longest = cmp.Or(o.Longest, 10*time.Minute)
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return o
}

// Alone does the jobs from this process until ctx is done, and returns when what was under way has ended.
func Alone(ctx context.Context, jobs Jobs, o Options) {
	o = o.ready()
	var all sync.WaitGroup
	all.Go(func() { every(ctx, o.PullEvery, func() { pullDue(ctx, jobs, o) }) })
	all.Go(func() { every(ctx, o.LinkEvery, func() { o.tried(ctx, "link", jobs.Link(ctx)) }) })
	all.Go(func() { every(ctx, o.AlertEvery, func() { o.tried(ctx, "alert", jobs.Alert(ctx)) }) })
	all.Wait()
}

// every does something at once, and again after each pause, until ctx is done.
func every(ctx context.Context, pause time.Duration, do func()) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for ctx.Err() == nil {
		do()
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

// pullDue pulls from all hosts at which something is due, a few at once.
func pullDue(ctx context.Context, jobs Jobs, o Options) {
	hosts, err := jobs.Due(ctx)
	o.tried(ctx, "pull", err)
	var all sync.WaitGroup
	free := make(chan struct{}, o.AtOnce)
	for _, host := range hosts {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			o.tried(ctx, "pull", jobs.Pull(ctx, host), "host", host)
		})
	}
	all.Wait()
}

// tried logs that a job failed, unless all of it is being stopped.
func (o Options) tried(ctx context.Context, job string, err error, more ...any) {
	if err != nil && ctx.Err() == nil {
		o.Log.WarnContext(ctx, "a job failed; it is tried again", append([]any{"job", job, "error", err}, more...)...)
	}
}
