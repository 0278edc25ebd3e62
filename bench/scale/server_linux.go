package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// serverTime is how long a PostgreSQL server of its own has kept processors busy. A process that ends while it is read
// is in neither the sum of those that run nor in that of those that ended, so it is read until two readings agree.
func (r *record) serverTime() time.Duration {
	if r.server == nil {
		return 0
	}
	const pause = 100 * time.Millisecond
	for before := r.serverTimeOnce(); ; {
		time.Sleep(pause)
		now := r.serverTimeOnce()
		if (now - before).Abs() <= 2*pause*time.Duration(runtime.NumCPU()) {
			return now
		}
		before = now
	}
}

// serverTimeOnce adds the server's first process, all that ended and that it waited for, and those that run.
func (r *record) serverTimeOnce() time.Duration {
	first := r.server.Process()
	if first == 0 {
		return 0
	}
	ticks, _ := processTicks(first)
	all, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range all {
		var id int
		if _, err := fmt.Sscanf(file, "/proc/%d/stat", &id); err != nil || id == first {
			continue
		}
		if n, parent := processTicks(id); parent == first {
			ticks += n
		}
	}
	return ofTicks(ticks)
}

func ofTicks(n int) time.Duration {
	const aSecond = 100 // Linux gives them to programs so, whatever it counts in
	return time.Duration(n) * time.Second / aSecond
}

// busyUntilNow is how long a process that runs has kept processors busy.
func busyUntilNow(process int) time.Duration {
	ticks, _ := processTicks(process)
	return ofTicks(ticks)
}

// processTicks returns what a process and those of its children that ended have used, and its parent.
func processTicks(id int) (ticks, parent int) {
	said, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", id))
	if err != nil {
		return 0, 0 // it is gone
	}
	_, rest, _ := strings.Cut(string(said), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 15 {
		return 0, 0
	}
	for _, f := range fields[11:15] {
		var n int
		_, _ = fmt.Sscan(f, &n)
		ticks += n
	}
	_, _ = fmt.Sscan(fields[1], &parent)
	return ticks, parent
}
