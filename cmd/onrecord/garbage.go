package main

import (
	"runtime/debug"
	measured "runtime/metrics"
	"sync"
	"time"
)

// How much garbage gathers before it is collected. Collecting costs what is in use each time, so that a command that reads much
// lets more gather where little is in use: garbageRoom bytes, but never more than mostGarbage percent of what is in use, nor less
// than gcPercent of it, as all commands do.
const (
	gcPercent   = 150
	mostGarbage = 400
	garbageRoom = 256 << 20
)

// garbageFor returns how much garbage may gather, in percent of the bytes that are in use.
func garbageFor(inUse uint64) int {
	return int(min(max(garbageRoom*100/max(inUse, 1), gcPercent), mostGarbage))
}

// garbageLooks is how often it is looked at how much is in use: what is allocated between two looks is a few dozen megabytes.
const garbageLooks = 100 * time.Millisecond

// gatherGarbage lets more garbage gather until end is called, which waits for what it has begun. Where GOGC is set, it says how much.
func (p *program) gatherGarbage() (end func()) {
	if p.env("GOGC") != "" {
		return func() {}
	}
	before := debug.SetGCPercent(mostGarbage)
	stop := make(chan struct{})
	var looking sync.WaitGroup
	looking.Go(func() {
		tick := time.NewTicker(garbageLooks)
		defer tick.Stop()
		inUse := []measured.Sample{{Name: "/gc/heap/live:bytes"}}
		for set := mostGarbage; ; {
			select {
			case <-stop:
				return
			case <-tick.C:
			}
			measured.Read(inUse)
			if now := garbageFor(inUse[0].Value.Uint64()); now != set {
				set = now
				debug.SetGCPercent(now)
			}
		}
	})
	return func() {
		close(stop)
		looking.Wait()
		debug.SetGCPercent(before)
	}
}
