// Package beside is what parts of one request need that run side by side. A part comes in, and goes out as one whose
// panic ends the request and not the program: net/http recovers the goroutine of a request, and no goroutine that it
// begins.
//
//	var group errgroup.Group
//	group.Go(beside.Guarded(func() error { return read(part) }))
//	err := group.Wait()
package beside

import (
	"fmt"
	"runtime/debug"
)

// Guarded returns do, where a panic of do is an error that holds the value and the stack.
func Guarded(do func() error) func() error {
	return func() (err error) {
		defer func() {
			if v := recover(); v != nil {
				err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
			}
		}()
		return do()
	}
}
