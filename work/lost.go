package work

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"github.com/onrecord/onrecord"
)

// River gives a job that nobody ends to another process when the longest time that a job may take is over, since it cannot
// know better. Here each process holds a lock of its name for as long as its connection leads somewhere, and the others look
// for jobs of processes that hold none.
const (
	lookEvery = 3 * time.Second
	// missing is how often in a row a process has to be found without its lock before it is taken for lost: after
	// the database was away, all of them take their locks again.
	missing = 3
	// youngest is how long ago a job must have been begun, or ended by this process, to be looked at.
	youngest = 5 * time.Second
	// answersWithin bounds one question to the database.
	answersWithin = 10 * time.Second
)

// doing is which jobs this process does, and which it ended a moment ago: the queue may be about to note it.
type doing struct {
	mu    sync.Mutex
	ended map[int64]time.Time // by the job's id; zero while it is done
}

func newDoing() *doing { return &doing{ended: map[int64]time.Time{}} }

// begin notes that a job is done, until what it returns is called.
func (d *doing) begin(id int64) (end func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended[id] = time.Time{}
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.ended[id] = time.Now()
	}
}

// has reports whether this process does a job, or ended it a moment ago.
func (d *doing) has(id int64) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for other, at := range d.ended {
		if !at.IsZero() && time.Since(at) > youngest {
			delete(d.ended, other)
		}
	}
	_, has := d.ended[id]
	return has
}

// watch finds jobs that nobody does any more, and has them done again.
type watch struct {
	name   string // of this process in the queue
	config *pgxpool.Config
	queue  riverdriver.Executor
	doing  *doing
	log    *slog.Logger
	missed map[string]int // how often in a row each process was found without its lock
}

// run holds this process's lock and looks for jobs of others that were lost, until ctx is done.
func (w *watch) run(ctx context.Context) {
	var conn *pgx.Conn
	defer func() { w.leave(ctx, conn) }()
	every(ctx, lookEvery, func() {
		var err error
		if conn == nil {
			conn, err = w.enter(ctx)
		}
		if err == nil {
			err = w.look(ctx, conn)
		}
		if err != nil {
			w.leave(ctx, conn)
			conn = nil
			w.log.DebugContext(ctx, "lost jobs could not be looked for", "error", err)
		}
	})
}

// lockOf is the number of the lock of a process, which has its name in $1.
const lockOf = "hashtextextended('onrecord worker ' || current_schema() || ' ' || $1, 0)"

// enter makes a connection and takes this process's lock.
func (w *watch) enter(ctx context.Context) (*pgx.Conn, error) {
	asking, cancel := context.WithTimeout(ctx, answersWithin)
	defer cancel()
	conn, err := pgx.ConnectConfig(asking, w.config.ConnConfig)
	if err != nil {
		return nil, err
	}
	_, err = conn.Exec(asking, "SELECT pg_advisory_lock("+lockOf+")", w.name)
	return conn, err
}

func (w *watch) leave(ctx context.Context, conn *pgx.Conn) {
	if conn == nil {
		return
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), answersWithin)
	defer cancel()
	_ = conn.Close(ending) // the server lets the lock go with it
}

// look has jobs done again that nobody does: those of processes that were lost, and those which this one ended
// while the database was away, so that it could not be noted.
func (w *watch) look(ctx context.Context, conn *pgx.Conn) error {
	asking, cancel := context.WithTimeout(ctx, answersWithin)
	defer cancel()
	if err := conn.Ping(asking); err != nil {
		return err
	}
	horizon := time.Now().Add(-youngest)
	running, err := w.queue.JobGetStuck(asking, &riverdriver.JobGetStuckParams{Max: 1000, StuckHorizon: horizon})
	if err != nil {
		return err
	}
	lost, err := w.lost(asking, conn, running)
	if err != nil || len(lost) == 0 {
		return err
	}
	rescue := riverdriver.JobRescueManyParams{StuckHorizon: horizon}
	for _, job := range lost {
		again(&rescue, job)
		w.log.WarnContext(ctx, "a job that nobody does any more is done again", "job", job.Kind, "process", doneBy(job))
	}
	_, err = w.queue.JobRescueMany(asking, &rescue)
	return err
}

// lost are those of the jobs that nobody does.
func (w *watch) lost(ctx context.Context, conn *pgx.Conn, running []*rivertype.JobRow) (lost []*rivertype.JobRow, err error) {
	missed := map[string]int{}
	for _, job := range running {
		name := doneBy(job)
		if name == w.name {
			if !w.doing.has(job.ID) {
				lost = append(lost, job)
			}
			continue
		}
		times, looked := missed[name]
		if !looked {
			// Only where nobody has the lock can it be had.
			free := false
			if err := conn.QueryRow(ctx, "SELECT pg_try_advisory_xact_lock("+lockOf+")", name).Scan(&free); err != nil {
				return nil, err
			}
			if free {
				times = w.missed[name] + 1
			}
			missed[name] = times
		}
		if times >= missing {
			lost = append(lost, job)
		}
	}
	w.missed = missed
	return lost, nil
}

// doneBy is the name of the process that does a job.
func doneBy(job *rivertype.JobRow) string {
	if len(job.AttemptedBy) == 0 {
		return ""
	}
	return job.AttemptedBy[len(job.AttemptedBy)-1]
}

// again adds a job to those that are done again. One that was tried often enough is left to the next of its kind:
// it may be what the processes are lost by.
func again(rescue *riverdriver.JobRescueManyParams, job *rivertype.JobRow) {
	now := time.Now().UTC()
	state, final := rivertype.JobStateAvailable, (*time.Time)(nil)
	if job.Attempt >= job.MaxAttempts {
		state, final = rivertype.JobStateDiscarded, &now
	}
	said, _ := json.Marshal(rivertype.AttemptError{At: now, Attempt: max(job.Attempt, 0), Error: onrecord.ErrUnavailable.Error() + ": the process that did it was lost"})
	rescue.ID = append(rescue.ID, job.ID)
	rescue.Error = append(rescue.Error, said)
	rescue.FinalizedAt = append(rescue.FinalizedAt, final)
	rescue.ScheduledAt = append(rescue.ScheduledAt, now)
	rescue.State = append(rescue.State, string(state))
}
