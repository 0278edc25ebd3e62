//go:build linux || freebsd

package main

import (
	"os"
	"syscall"
)

// peak returns the most memory that a process held, in bytes.
func peak(p *os.ProcessState) int64 {
	if u, ok := p.SysUsage().(*syscall.Rusage); ok {
		return int64(u.Maxrss) * 1024
	}
	return 0
}
