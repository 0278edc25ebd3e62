package main

import (
	"context"
	"errors"
	"sync"

	"github.com/onrecord/onrecord/store"
	"github.com/onrecord/onrecord/store/keep"
)

// onceOpened is the record that a command is about, opened when it is first needed and then kept open: serving a record needs no
// right to write it, and a newer onrecord that brings the record up to date keeps no program from going on that has it open. Safe
// for concurrent use.
type onceOpened struct {
	open func(context.Context) (*keep.Store, error)

	mu sync.Mutex
	s  *keep.Store
}

// store opens the record where it is not open. Where it cannot be opened the next call tries again.
func (o *onceOpened) store(ctx context.Context) (store.Store, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.s == nil {
		s, err := o.open(ctx)
		if err != nil {
			return nil, err
		}
		o.s = s
	}
	return o.s, nil
}

// Close closes the record where it was opened. Nobody may ask for it afterwards.
func (o *onceOpened) Close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.s == nil {
		return nil
	}
	return o.s.Close()
}

// whileHeld is an error of what was done under a lock: that the lock was lost, where that is why it was stopped.
func whileHeld(ctx, held context.Context, err error) error {
	if errors.Is(err, context.Canceled) && ctx.Err() == nil && held.Err() != nil {
		return context.Cause(held)
	}
	return err
}
