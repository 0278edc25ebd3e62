// Command onrecord turns official announcements into a record that can be
// searched, followed and cited. Run "onrecord help" for its commands.
//
// It is the only place that names a store's engine, reads the environment,
// looks at the clock, or exits.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	_ "golang.org/x/crypto/x509roots/fallback" // where the machine has no certificates, as an image with nothing else in it

	"github.com/onrecord/onrecord"
)

func main() {
	if os.Getenv("GOGC") == "" {
		// A short-lived import spends much of its time on garbage at Go's
		// own setting; this costs some 30 MB.
		debug.SetGCPercent(gcPercent)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := &program{stdin: os.Stdin, stdout: &output{File: os.Stdout}, stderr: os.Stderr, env: os.Getenv}
	go func() {
		<-ctx.Done()
		stop() // a second interrupt ends at once
	}()
	os.Exit(p.run(ctx, os.Args[1:]))
}

// program is onrecord as a value: everything it touches of the world outside
// the data folder. Tests make their own.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	env            func(string) string

	dataFolder string // --data
	store      string // --store
	logging    logging
	log        *slog.Logger // set before a command runs
	// metrics count what is served; nil where nobody collects them.
	metrics *metrics
	// keepNow reports whether an export is to keep how far it came; nil outside tests, where
	// the clock says so.
	keepNow func() bool
	// serving is told the address once a server listens; nil outside tests.
	serving func(url string)
}

// output is standard output that remembers where it could not be written: a
// list cut short by a full disk must not look like a whole one.
type output struct {
	*os.File
	err error
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.File.Write(b)
	if err != nil && o.err == nil {
		o.err = fmt.Errorf("the output could not be written: %w", err)
	}
	return n, err
}

// The exit codes.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitProblems = 3
)

// errProblems says that everything was done, but some things could not be read.
var errProblems = errors.New("done with problems")

// usageError is an error in what was typed.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// run runs the arguments and returns the exit code. It is the one place that
// decides on it.
func (p *program) run(ctx context.Context, args []string) int {
	root := p.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if o, ok := p.stdout.(*output); ok && o.err != nil && (err == nil || errors.Is(err, errProblems)) {
		err = o.err
	}
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errProblems):
		return exitProblems
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(p.stderr, "onrecord: interrupted; what was saved is kept")
		return exitFailed
	case errors.As(err, &usage):
		fmt.Fprintf(p.stderr, "onrecord: %s\nRun \"onrecord help\" for what can be typed.\n", plain(err.Error()))
		return exitUsage
	case errors.Is(err, onrecord.ErrInvalid):
		fmt.Fprintf(p.stderr, "onrecord: %s\n", plain(err.Error()))
		return exitUsage
	}
	fmt.Fprintf(p.stderr, "onrecord: %s\n", plain(err.Error()))
	return exitFailed
}
