//go:build !linux

package main

import "time"

// serverTime is not known here.
func (r *record) serverTime() time.Duration { return 0 }
