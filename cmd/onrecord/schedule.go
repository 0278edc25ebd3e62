package main

import (
	"context"
	"time"

	"github.com/onrecord/onrecord/pull"
	"github.com/onrecord/onrecord/source/fetch"
	"github.com/onrecord/onrecord/store"
)

// betweenChecks is how often serve asks whether a source is due.
const betweenChecks = 20 * time.Second

// pullOnSchedule looks at sources as they come due, beside all else, until ctx is
// done or stop is called. stop waits until it has ended.
func (p *program) pullOnSchedule(ctx context.Context, s store.Store, pace time.Duration) (stop func(), err error) {
	client, err := p.client(pace)
	if err != nil {
		return nil, err
	}
	at, err := p.place()
	if err != nil {
		return nil, err
	}
	ended := make(chan struct{})
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			if anyDue(ctx, s) {
				if err := p.pullDue(ctx, at, client); err != nil && ctx.Err() == nil {
					p.log.Warn("the sources could not be looked at", "error", err)
				}
			}
			select {
			case <-ctx.Done():
			case <-time.After(betweenChecks):
			}
		}
	}()
	return func() { cancel(); <-ended }, nil
}

// anyDue reports whether a source is due.
func anyDue(ctx context.Context, s store.Reader) bool {
	sources, err := s.Sources(ctx)
	if err != nil {
		return false
	}
	for _, src := range sources {
		if !src.Paused && pull.Due(src, time.Now()) {
			return true
		}
	}
	return false
}

// pullDue looks at what is due, unless another program does, and logs how it went.
func (p *program) pullDue(ctx context.Context, at place, client *fetch.Client) error {
	unlock, free, err := at.lockPull(ctx)
	if err != nil || !free {
		return err
	}
	defer unlock()
	s, err := at.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	summaries, err := pull.Run(ctx, s, nil, pull.Options{Client: client})
	for _, so := range summaries {
		if ctx.Err() != nil {
			break
		}
		if so.Fault != "" {
			p.log.Warn("a source could not be looked at whole", "source", so.Spec, "fault", so.Fault, "next", so.Next)
		}
		if so.Ingested.New+so.Ingested.Changed+so.Withheld+so.Failed > 0 {
			p.log.Info("pulled", "source", so.Spec, "new", so.Ingested.New, "changed", so.Ingested.Changed, "withheld", so.Withheld, "failed", so.Failed, "waiting", so.Waiting)
		}
	}
	return err
}
