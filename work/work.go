package work

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"
)

// Jobs are what is done. One that is nil is not done here. They are called side by
// side, but each of them not twice at a time by one process, other than Pull for different hosts.
type Jobs struct {
	// Due lists the hosts at which a source is due, each once; "" stands for this
	// machine. It is not nil where Pull is not.
	Due func(context.Context) ([]string, error)
	// Pull looks at the sources of some hosts that are due. Stopped by its context it
	// returns an error, and goes on where it was the next time.
	Pull func(ctx context.Context, hosts ...string) error
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
	// AtOnce is how many jobs a process of Together does side by side, 4 where it is 0.
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
	begin := func(pause time.Duration, job string, do func(context.Context) error) {
		all.Go(func() { every(ctx, pause, func() { o.tried(ctx, job, do(ctx)) }) })
	}
	if jobs.Pull != nil {
		begin(o.PullEvery, "pull", func(ctx context.Context) error {
			hosts, err := jobs.Due(ctx)
			if err != nil || len(hosts) == 0 {
				return err
			}
			return jobs.Pull(ctx, hosts...)
		})
	}
	if jobs.Link != nil {
		begin(o.LinkEvery, "link", jobs.Link)
	}
	if jobs.Alert != nil {
		begin(o.AlertEvery, "alert", jobs.Alert)
	}
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

// tried logs that a job failed, unless all of it is being stopped.
func (o Options) tried(ctx context.Context, job string, err error) {
	if err != nil && ctx.Err() == nil {
		o.Log.WarnContext(ctx, "a job failed; it is tried again", "job", job, "error", err)
	}
}
