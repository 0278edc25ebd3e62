package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/onrecord/onrecord/alert"
	"github.com/onrecord/onrecord/pull"
	"github.com/onrecord/onrecord/source/fetch"
	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/work"
)

func (p *program) work() *cobra.Command {
	var send sending
	var pace time.Duration
	o := work.Options{}
	cmd := &cobra.Command{
		Use:   "work",
		Short: "Look at sources, link and send alerts as they come due, without showing pages",
		Long: `work does what "onrecord serve" does beside showing pages, until it is interrupted: it
looks at sources as they come due, links what waits to be linked, and sends alerts.

On a record in PostgreSQL any number of these programs, and of "serve", share the
work, on any number of machines: each job is done by one of them at a time. One that
is lost leaves its job to another. On a record in a folder one program works at a time.`,
		Example: `  onrecord work --store postgres://clerk@db.example/onrecord
  ONRECORD_STORE=postgres://clerk@db.example/onrecord onrecord work --at-once 8 --log json`,
		Args: none,
		RunE: func(cmd *cobra.Command, args []string) error {
			options, err := p.sendOptions(send)
			if err != nil {
				return err
			}
			if o.AtOnce < 1 || o.Longest <= 0 {
				return usagef("--at-once wants a number of jobs from 1, and --longest a time such as 10m")
			}
			s, err := p.openForWriting(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			at, err := p.place()
			if err != nil {
				return err
			}
			jobs, err := p.jobs(s, &onceOpened{open: p.openForWriting, s: s}, pace, options, true)
			if err != nil {
				return err
			}
			o.Log = p.log
			fmt.Fprintln(p.stdout, "At work (stop with Ctrl-C)")
			return at.work(cmd.Context(), jobs, o)
		},
	}
	p.paceFlag(cmd, &pace)
	cmd.Flags().IntVar(&o.AtOnce, "at-once", 4, "how many jobs to do side by side, on a record in PostgreSQL")
	cmd.Flags().DurationVar(&o.Longest, "longest", 10*time.Minute, "how long one job may take before it is put off; who does not end it in half as long again is taken to be lost")
	send.flags(cmd)
	return cmd
}

// The pauses between attempts to share in the work, where that fails at its beginning.
const firstAttemptAgain, laterAttempts = time.Second, time.Minute

// workBeside does the jobs beside all else until what it returns is called, which waits for
// what is under way. Where others are worked with and that cannot begin, it is tried again, each time somewhat later.
func (p *program) workBeside(ctx context.Context, jobs work.Jobs) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var beside sync.WaitGroup
	beside.Go(func() {
		told := ""
		for pause := firstAttemptAgain; ctx.Err() == nil; pause = min(2*pause, laterAttempts) {
			at, err := p.place()
			if err == nil {
				err = at.work(ctx, jobs, work.Options{Log: p.log})
			}
			if err == nil || ctx.Err() != nil {
				return
			}
			if told != err.Error() {
				told = err.Error()
				p.log.ErrorContext(ctx, "nothing is pulled, linked or sent by this program; it is tried again", "error", err)
			}
			select {
			case <-ctx.Done():
			case <-time.After(pause):
			}
		}
	})
	return func() { cancel(); beside.Wait() }
}

// jobs are what is done by and by on the record that s reads and writing writes; without pulls and links where write is false.
func (p *program) jobs(s store.Store, writing *onceOpened, pace time.Duration, o alert.Options, write bool) (work.Jobs, error) {
	jobs := work.Jobs{Alert: alertJob(s, writing, o)}
	if !write {
		return jobs, nil
	}
	client, err := p.client(pace)
	if err != nil {
		return jobs, err
	}
	at, err := p.place()
	if err != nil {
		return jobs, err
	}
	jobs.Due = func(ctx context.Context) ([]string, error) { return dueHosts(ctx, s) }
	jobs.Pull = func(ctx context.Context, hosts ...string) error { return p.pullDue(ctx, at, writing, client, hosts) }
	jobs.Link = linkWhatWaits(s, writing)
	return jobs, nil
}

// dueHosts lists the hosts at which a source is due, in order.
func dueHosts(ctx context.Context, s store.Reader) ([]string, error) {
	specs, err := dueSources(ctx, s, nil)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, src := range specs {
		out = append(out, src.Host())
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// dueSources lists the sources that are due, those at some hosts only unless hosts is nil.
func dueSources(ctx context.Context, s store.Reader, hosts []string) ([]store.SourceInfo, error) {
	all, err := s.Sources(ctx)
	return slices.DeleteFunc(all, func(src store.SourceInfo) bool {
		return src.Paused || !pull.Due(src, time.Now()) || hosts != nil && !slices.Contains(hosts, src.Host())
	}), err
}

// pullDue looks at what is due at some hosts, unless another program does, and logs how it went.
func (p *program) pullDue(ctx context.Context, at place, writing *onceOpened, client *fetch.Client, hosts []string) error {
	s, err := writing.store(ctx)
	if err != nil {
		return err
	}
	held, unlock, free, err := at.lockHosts(ctx, hosts)
	if err != nil || !free {
		return err
	}
	defer unlock()
	due, err := dueSources(held, s, hosts)
	if err != nil || len(due) == 0 {
		return err // another program has looked at them in the meantime
	}
	var specs []string
	for _, src := range due {
		specs = append(specs, src.Spec)
	}
	summaries, err := pull.Run(held, s, specs, pull.Options{Client: client})
	for _, so := range summaries {
		if held.Err() != nil {
			break
		}
		if so.Fault != "" {
			p.log.Warn("a source could not be looked at whole", "source", so.Spec, "fault", so.Fault, "next", so.Next)
		}
		if so.Ingested.New+so.Ingested.Changed+so.Withheld+so.Failed > 0 {
			p.log.Info("pulled", "source", so.Spec, "new", so.Ingested.New, "changed", so.Ingested.Changed, "withheld", so.Withheld, "failed", so.Failed, "waiting", so.Waiting)
		}
	}
	return whileHeld(ctx, held, err)
}

// linkWhatWaits returns a job that links what was left without links, by a program that was
// killed: what has waited since the job was done last. A pull or import that is under way links what it saves itself.
func linkWhatWaits(read store.Store, writing *onceOpened) func(context.Context) error {
	waited := 0
	return func(ctx context.Context) error {
		o, err := read.Overview(ctx)
		if err != nil {
			return err
		}
		before := waited
		waited = o.Unlinked
		if o.Unlinked == 0 || o.Unlinked != before {
			return nil
		}
		s, err := writing.store(ctx)
		if err != nil {
			return err
		}
		return s.Link(ctx, nil)
	}
}
