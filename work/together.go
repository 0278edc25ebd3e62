package work

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"github.com/onrecord/onrecord"
)

// The arguments of the jobs in the queue.
type (
	dueArgs   struct{}
	pullArgs  struct{ Host string }
	linkArgs  struct{}
	alertArgs struct{}
)

// Kind implements river.JobArgs. Kinds stand in the database: they are never renamed.
func (dueArgs) Kind() string   { return "due" }
func (pullArgs) Kind() string  { return "pull" }
func (linkArgs) Kind() string  { return "link" }
func (alertArgs) Kind() string { return "alert" }

// once keeps a job out of the queue while one like it waits or is done: nobody is to do twice what one
// process does.
var once = river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
}}

// attempts is how often a job is tried before it is left to the next of its kind, which comes anyway.
const attempts = 3

func (dueArgs) InsertOpts() river.InsertOpts   { return insertOpts }
func (pullArgs) InsertOpts() river.InsertOpts  { return pullInsertOpts }
func (linkArgs) InsertOpts() river.InsertOpts  { return insertOpts }
func (alertArgs) InsertOpts() river.InsertOpts { return insertOpts }

var (
	insertOpts = river.InsertOpts{UniqueOpts: once, MaxAttempts: attempts}
	// A pull is long, and there may be one for each of many hosts: what else is due goes before those that wait.
	pullInsertOpts = river.InsertOpts{UniqueOpts: once, MaxAttempts: attempts, Priority: 2}
)

// Together does the jobs, with all other processes that do so on the PostgreSQL database to which config leads,
// until ctx is done; then it lets what is under way end, for at most ten seconds. It makes
// the queue's tables where they are not there. While the database is away it waits. A job whose process is lost is
// done by another within half a minute of the loss being seen. Errors are those of its beginning: they wrap ErrUnavailable.
func Together(ctx context.Context, config *pgxpool.Config, jobs Jobs, o Options) error {
	o = o.ready()
	config = config.Copy()
	config.MaxConns = max(config.MaxConns, fewestConnections)
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("%w: the queue: %v", onrecord.ErrUnavailable, err)
	}
	defer pool.Close()
	if err := makeQueue(ctx, pool); err != nil {
		return fmt.Errorf("%w: the queue's tables: %v", onrecord.ErrUnavailable, err)
	}
	doing := newDoing()
	driver := riverpgxv5.New(pool)
	client, err := river.NewClient(driver, &river.Config{
		Logger: slog.New(sparing{o.Log.Handler(), &told{at: map[string]time.Time{}}}), Workers: jobs.inQueue(o, doing), FetchOnlyKnownKinds: true, PeriodicJobs: o.times(), SkipUnknownJobCheck: true,
		Queues:     map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: o.AtOnce}},
		JobTimeout: o.Longest, RescueStuckJobsAfter: o.Longest + o.Longest/2, CompletedJobRetentionPeriod: time.Hour,
	})
	if err != nil {
		return err
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("%w: the queue: %v", onrecord.ErrUnavailable, err)
	}
	watching, stopWatching := context.WithCancel(context.WithoutCancel(ctx))
	var watched sync.WaitGroup
	w := &watch{name: client.ID(), config: config, queue: driver.GetExecutor(), doing: doing, log: o.Log}
	watched.Go(func() { w.run(watching) })
	defer watched.Wait()
	defer stopWatching() // when the jobs have ended: until then they are not lost
	<-ctx.Done()
	return stop(client)
}

// fewestConnections is how many connections the queue may have at least, whatever the address says of the record's:
// one listens, and one holds the lock under which tables are made.
const fewestConnections = 4

// inQueue are the jobs as the queue does them.
func (jobs Jobs) inQueue(o Options, d *doing) *river.Workers {
	workers := river.NewWorkers()
	if jobs.Pull != nil {
		river.AddWorker(workers, inQueue(d, asksWithin, func(ctx context.Context, _ dueArgs) error { return enqueueDue(ctx, jobs) }))
		river.AddWorker(workers, inQueue(d, o.Longest, func(ctx context.Context, a pullArgs) error { return jobs.Pull(ctx, a.Host) }))
	}
	if jobs.Link != nil {
		river.AddWorker(workers, inQueue(d, o.Longest, func(ctx context.Context, _ linkArgs) error { return jobs.Link(ctx) }))
	}
	if jobs.Alert != nil {
		river.AddWorker(workers, inQueue(d, o.Longest, func(ctx context.Context, _ alertArgs) error { return jobs.Alert(ctx) }))
	}
	return workers
}

// asksWithin is how long it may take to ask what is due.
const asksWithin = time.Minute

// oneKind does the jobs of one kind.
type oneKind[T river.JobArgs] struct {
	river.WorkerDefaults[T]
	doing   *doing
	longest time.Duration
	do      func(context.Context, T) error
}

func inQueue[T river.JobArgs](d *doing, longest time.Duration, do func(context.Context, T) error) *oneKind[T] {
	return &oneKind[T]{doing: d, longest: longest, do: do}
}

// Timeout implements river.Worker.
func (k *oneKind[T]) Timeout(*river.Job[T]) time.Duration { return k.longest }

// Work implements river.Worker.
func (k *oneKind[T]) Work(ctx context.Context, job *river.Job[T]) error {
	defer k.doing.begin(job.ID)()
	return cut(ctx, k.do(ctx, job.Args))
}

// times are when each job is put into the queue. One of the processes does that for all (River's leader), so that it
// puts in those too that others do and it does not.
func (o Options) times() []*river.PeriodicJob {
	return []*river.PeriodicJob{periodic(o.PullEvery, dueArgs{}), periodic(o.LinkEvery, linkArgs{}), periodic(o.AlertEvery, alertArgs{})}
}

// stopWithin is how long jobs under way have to end by themselves.
const stopWithin = 10 * time.Second

// stop lets jobs end, then tells them to. What is cut off is done again by another process, or later.
func stop(client *river.Client[pgx.Tx]) error {
	gently, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	if client.Stop(gently) == nil {
		return nil
	}
	hard, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	return client.StopAndCancel(hard)
}

func periodic(pause time.Duration, args river.JobArgs) *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(pause), func() (river.JobArgs, *river.InsertOpts) { return args, nil }, &river.PeriodicJobOpts{RunOnStart: true})
}

// enqueueDue puts a job into the queue for each host at which something is due.
func enqueueDue(ctx context.Context, jobs Jobs) error {
	hosts, err := jobs.Due(ctx)
	if err != nil || len(hosts) == 0 {
		return err
	}
	many := make([]river.InsertManyParams, len(hosts))
	for i, host := range hosts {
		many[i] = river.InsertManyParams{Args: pullArgs{host}}
	}
	_, err = river.ClientFromContext[pgx.Tx](ctx).InsertMany(ctx, many)
	return err
}

// cut takes a job whose time was over for done: what is left of it is done by the next
// of its kind.
func cut(ctx context.Context, err error) error {
	if context.Cause(ctx) == context.DeadlineExceeded { //nolint:errorlint // River's own deadline, as it is
		return nil
	}
	return err
}

// queueLock is the number of the lock under which the queue's tables are made: "onre".
const queueLock = 0x6f6e7265

// makesWithin is how long the queue's tables may take to be made, others' turn included.
const makesWithin = 2 * time.Minute

// makeQueue brings the queue's tables to what this program's version of River wants, one process
// at a time.
func makeQueue(ctx context.Context, pool *pgxpool.Pool) error {
	ctx, cancel := context.WithTimeout(ctx, makesWithin)
	defer cancel()
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", queueLock); err != nil {
		return err
	}
	defer func() { _, _ = conn.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", queueLock) }()
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}
