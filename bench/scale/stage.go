package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// stage is what one run of the program took; the zero stage was not run. Server is how long a PostgreSQL of its own
// kept processors busy meanwhile. Load is what else there was, and itself. Of an import Saving is what passed until all was saved;
// the rest is linking.
type stage struct {
	Releases int
	phase
	Saving phase
	Server time.Duration
	Peak   int64 // bytes of memory, of the program; 0 where the system does not say
	Load   float64
}

// phase is what some of a stage took, or all of it.
type phase struct{ Took, Busy time.Duration }

func (p phase) plus(o phase) phase { return phase{p.Took + o.Took, p.Busy + o.Busy} }

// linking is what an import took after all was saved; zero where that is not known.
func (s stage) linking() phase {
	if s.Saving.Took == 0 {
		return phase{}
	}
	return phase{s.Took - s.Saving.Took, s.Busy - s.Saving.Busy}
}

// logged is what the program logs. Once it is that all is saved, saved is called.
type logged struct {
	said  bytes.Buffer
	saved func()
}

// savedMark is how the program says that all of an import is saved, and that it begins to link.
var savedMark = []byte("msg=saved ")

// Write implements io.Writer.
func (l *logged) Write(b []byte) (int, error) {
	n, err := l.said.Write(b)
	if l.saved != nil && bytes.Contains(l.said.Bytes(), savedMark) {
		l.saved()
		l.saved = nil
	}
	return n, err
}

// execute runs the program and returns what it took and printed.
func execute(ctx context.Context, program string, args ...string) (stage, string, error) {
	var out bytes.Buffer
	var log logged
	var s stage
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Stdout, cmd.Stderr = &out, &log
	start := time.Now()
	log.saved = func() { s.Saving.Took, s.Saving.Busy = time.Since(start), busyUntilNow(cmd.Process.Pid) }
	if err := cmd.Run(); err != nil {
		return stage{}, "", fmt.Errorf("%s %s: %w: %s", filepath.Base(program), strings.Join(args[:min(len(args), 6)], " "), err, log.said.String())
	}
	state := cmd.ProcessState
	s.Took, s.Busy, s.Peak, s.Load = time.Since(start), state.UserTime()+state.SystemTime(), peak(state), load()
	return s, out.String(), nil
}

// fresh finds how many releases import says were new, linked how many links relink says it made.
var (
	fresh  = regexp.MustCompile(`([0-9,]+) new`)
	linked = regexp.MustCompile(`([0-9,]+) links?\.`)
)

func counted(what *regexp.Regexp, said string) (n int) {
	if m := what.FindStringSubmatch(said); m != nil {
		n, _ = strconv.Atoi(strings.ReplaceAll(m[1], ",", ""))
	}
	return n
}

// pageReleases is how many releases a page of an archive has.
const pageReleases = 100

// importAll imports the archive, part by part, those that are not there yet.
func (c *column) importAll(ctx context.Context, o options, r *record, a *archive) error {
	files, err := a.pages("archive", a.releases, 1)
	if err != nil {
		return err
	}
	if err := r.ready(ctx, "first"); err != nil {
		return err
	}
	step := len(files)
	if o.part > 0 {
		step = max(1, o.part/pageReleases)
	}
	for c.Imported < len(files) {
		to := min(len(files), c.Imported+step)
		s, said, err := r.run(ctx, "first", "import", append([]string{"--log", "text", "--log-level", "debug"}, files[c.Imported:to]...)...)
		if err != nil {
			return err
		}
		s.Releases = counted(fresh, said)
		c.Parts, c.Imported = append(c.Parts, s), to
		if err := c.keep(); err != nil {
			return err
		}
	}
	c.Bytes, err = r.bytes(ctx, "first")
	return err
}

// importMore imports some releases on top.
func (c *column) importMore(ctx context.Context, o options, r *record, a *archive) error {
	files, err := a.pages("more", o.more, 2)
	if err != nil {
		return err
	}
	name, drop, err := r.workOn(ctx)
	if err != nil {
		return err
	}
	defer drop()
	c.More, _, err = r.run(ctx, name, "import", files...)
	c.More.Releases = o.more
	return err
}

// relinkAll makes all links anew.
func (c *column) relinkAll(ctx context.Context, _ options, r *record, _ *archive) error {
	name, drop, err := r.workOn(ctx)
	if err != nil {
		return err
	}
	defer drop()
	var said string
	c.Relink, said, err = r.run(ctx, name, "relink")
	c.Links = counted(linked, said)
	return err
}

// So many releases have a second version where pages are asked for: one in editedShare, mostEdited at most.
const (
	editedShare = 50
	mostEdited  = 1000
)

// askPages asks for pages, of a record with some edits.
func (c *column) askPages(ctx context.Context, o options, r *record, a *archive) error {
	files, err := a.pages("edited", min(mostEdited, max(1, a.releases/editedShare)), 1)
	if err != nil {
		return err
	}
	name, drop, err := r.workOn(ctx)
	if err != nil {
		return err
	}
	defer drop()
	if _, _, err := r.run(ctx, name, "import", files...); err != nil {
		return err
	}
	s, err := r.open(ctx, name)
	if err != nil {
		return err
	}
	defer s.Close()
	c.Pages, err = pages(ctx, s, o.pages)
	c.PagesLoad = load()
	return err
}
