//go:build !linux

package main

import "time"

// serverTime is not known here.
func (r *record) serverTime() time.Duration { return 0 }

// busyUntilNow is not known here.
func busyUntilNow(int) time.Duration { return 0 }
