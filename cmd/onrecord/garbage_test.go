package main

import (
	"runtime/debug"
	"testing"
)

func TestGarbageFor(t *testing.T) {
	for _, c := range []struct {
		inUse uint64
		want  int
	}{
		{0, mostGarbage},
		{16 << 20, mostGarbage},
		{128 << 20, 200},
		{1 << 30, gcPercent},
		{1 << 50, gcPercent},
	} {
		if got := garbageFor(c.inUse); got != c.want {
			t.Errorf("with %d bytes in use, %d percent of garbage gathers, not %d", c.inUse, got, c.want)
		}
	}
}

// What a command lets gather ends with it, and GOGC says how much where it is set.
func TestGatherGarbage(t *testing.T) {
	before := debug.SetGCPercent(77)
	defer debug.SetGCPercent(before)
	set := func() int {
		now := debug.SetGCPercent(77)
		debug.SetGCPercent(now)
		return now
	}
	said := ""
	p := &program{env: func(string) string { return said }}
	end := p.gatherGarbage()
	if now := set(); now < gcPercent {
		t.Errorf("while much is read, garbage of %d percent is collected", now)
	}
	end()
	if now := set(); now != 77 {
		t.Errorf("afterwards garbage of %d percent is collected, not of 77", now)
	}
	said = "50"
	end = p.gatherGarbage()
	if now := set(); now != 77 {
		t.Errorf("where GOGC is set, garbage of %d percent is collected", now)
	}
	end()
}
