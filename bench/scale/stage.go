package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// database is the file of a record in its folder.
const database = "onrecord.db"

// stage is what one run of the program took; the zero stage was not run.
type stage struct {
	took, busy time.Duration
	peak       int64 // bytes of memory; 0 where the system does not say
}

func (s stage) said(format string, v float64) string {
	if s.took == 0 {
		return "–"
	}
	return fmt.Sprintf(format, v)
}

func (s stage) rate(n int) string   { return s.said("%.0f", float64(n)/s.took.Seconds()) }
func (s stage) each(n int) string   { return s.said("%.2f", s.busy.Seconds()*1000/float64(n)) }
func (s stage) memory() string      { return s.said("%.0f", float64(s.peak)/(1<<20)) }
func (s stage) seconds() string     { return s.said("%.2f", s.took.Seconds()) }
func (s stage) busySeconds() string { return s.said("%.2f", s.busy.Seconds()) }

// execute runs the program and returns what it took and printed.
func execute(ctx context.Context, program string, args ...string) (stage, string, error) {
	var out, said bytes.Buffer
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Stdout, cmd.Stderr = &out, &said
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return stage{}, "", fmt.Errorf("onrecord %s: %w: %s", strings.Join(args, " "), err, said.String())
	}
	state := cmd.ProcessState
	return stage{took: time.Since(start), busy: state.UserTime() + state.SystemTime(), peak: peak(state)}, out.String(), nil
}

// linked finds how many links relink says it made.
var linked = regexp.MustCompile(`([0-9,]+) links?\.`)

func relink(ctx context.Context, program, data string) (s stage, links int, err error) {
	s, said, err := execute(ctx, program, "relink", "--data", data)
	if m := linked.FindStringSubmatch(said); m != nil {
		links, _ = strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
	}
	return s, links, err
}

func fileSize(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// copyRecord copies the record in one folder to another, which is made.
func copyRecord(from, to string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	in, err := os.Open(filepath.Join(from, database))
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(filepath.Join(to, database))
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}
