package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/page"
	"github.com/onrecord/onrecord/store"
)

// timing is what one kind of page took.
type timing struct {
	Name     string
	P50, P95 time.Duration
	Busy     time.Duration // of the processor, on the whole
	Bytes    int64         // as sent, on the whole
	// Where a release was saved and linked before each page: of the processor, and the longest
	// by the clock.
	Written, Longest time.Duration
}

func (t timing) String() string {
	ms := func(d time.Duration) float64 { return d.Seconds() * 1000 }
	return fmt.Sprintf("%.0f, %.0f; %.0f; %.0f; %.0f, %.0f", ms(t.P50), ms(t.P95), ms(t.Busy), float64(t.Bytes)/1024, ms(t.Written), ms(t.Longest))
}

// asking is which pages are asked for: each so often.
type asking struct {
	turns   int
	only    string // a regular expression of kinds, "" for all
	profile string // the file for a processor profile, "" for none
	digests string // the file that is told of each page what it held, "" for none: then nothing is written in between
}

// writtenTurns is how often each kind of page is asked for after a write.
const writtenTurns = 5

// gcPercent is how much garbage gathers while pages are served, in percent of what is in use: as in cmd/onrecord.
const gcPercent = 150

// pages asks a server on this machine's loopback for pages of every kind, one after the
// other, each turn for another page where there are several: the time to the last byte as a
// browser would take it, compressed. Then for some with a write before each.
func pages(ctx context.Context, s store.Store, of asking) ([]timing, error) {
	o, err := s.Overview(ctx)
	if err != nil {
		return nil, err
	}
	if err := speak(ctx, s, o.Last.Time()); err != nil {
		return nil, err
	}
	// The day that is looked at lies within the record, so that something is due.
	today := onrecord.DateOf(o.First.Time().Add(o.Last.Time().Sub(o.First.Time()) / 2))
	defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	server := httptest.NewServer(page.New(s, page.Options{Editing: true, Local: "reader", Today: func() onrecord.Date { return today }, Log: slog.New(slog.DiscardHandler)}))
	defer server.Close()
	kinds, err := addresses(ctx, s, today)
	if err != nil {
		return nil, err
	}
	late, err := newLate(o.Releases, len(kinds)*writtenTurns)
	if err != nil {
		return nil, err
	}
	wanted, err := regexp.Compile(of.only)
	if err != nil {
		return nil, err
	}
	stop, err := profile(of.profile)
	if err != nil {
		return nil, err
	}
	defer stop()
	held, err := digestsTo(of.digests)
	if err != nil {
		return nil, err
	}
	defer held.Close()
	var out []timing
	for _, kind := range kinds {
		if !wanted.MatchString(kind.name) {
			continue
		}
		t := timing{Name: kind.name}
		var took []time.Duration
		used := processorTime()
		for i := 0; len(took) < of.turns && i < of.turns+most; i++ {
			start := time.Now()
			n, err := visit(ctx, server.URL+kind.address(i), held.of(kind.address(i)))
			if kind.lacking && errors.Is(err, onrecord.ErrNotFound) {
				continue
			}
			if err != nil {
				return nil, err
			}
			took, t.Bytes = append(took, time.Since(start)), t.Bytes+n
		}
		if len(took) == 0 {
			continue
		}
		t.Busy = (processorTime() - used) / time.Duration(len(took))
		slices.Sort(took)
		t.P50, t.P95, t.Bytes = took[len(took)/2], took[len(took)*95/100], t.Bytes/int64(len(took))
		for i := 0; i < writtenTurns && held == nil; i++ {
			if err := late.save(ctx, s); err != nil {
				return nil, err
			}
			start, used := time.Now(), processorTime()
			if _, err := visit(ctx, server.URL+kind.address(i), nil); err != nil && !(kind.lacking && errors.Is(err, onrecord.ErrNotFound)) {
				return nil, err
			}
			t.Longest = max(t.Longest, time.Since(start))
			t.Written += (processorTime() - used) / writtenTurns
		}
		out = append(out, t)
	}
	return out, nil
}

// profile begins a processor profile, and returns what ends it.
func profile(file string) (stop func(), err error) {
	if file == "" {
		return func() {}, nil
	}
	out, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		_ = out.Close()
	}, pprof.StartCPUProfile(out)
}

// digests is the file of the pages that were asked for, each with the SHA-256 of what it held, so that two builds
// can be held against each other. Nil keeps none.
type digests struct{ *os.File }

func digestsTo(file string) (*digests, error) {
	if file == "" {
		return nil, nil
	}
	out, err := os.Create(file)
	return &digests{out}, err
}

func (d *digests) Close() {
	if d != nil {
		_ = d.File.Close()
	}
}

// of returns what takes the body of a page in, compressed as it was sent; nil where none is kept. The server's own address,
// which is another in each run, is left out.
func (d *digests) of(path string) func([]byte, string) error {
	if d == nil {
		return nil
	}
	return func(packed []byte, host string) error {
		body := packed
		if unpacked, err := gzip.NewReader(bytes.NewReader(packed)); err == nil {
			if body, err = io.ReadAll(unpacked); err != nil {
				return err
			}
		}
		_, err := fmt.Fprintf(d, "%x %s\n", sha256.Sum256(bytes.ReplaceAll(body, []byte(host), nil)), path)
		return err
	}
}

// visit fetches a page that has to be there and returns its size as sent; digest, where it is not nil, is given its body.
func visit(ctx context.Context, address string, digest func(body []byte, host string) error) (size int64, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Accept-Encoding", "gzip") // and so the client leaves it compressed
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	if digest == nil {
		size, err = io.Copy(io.Discard, answer.Body)
	} else {
		var body bytes.Buffer
		if size, err = io.Copy(&body, answer.Body); err == nil && answer.StatusCode == http.StatusOK {
			err = digest(body.Bytes(), request.URL.Host)
		}
	}
	if err == nil && answer.StatusCode == http.StatusNotFound {
		return size, fmt.Errorf("%w: %s", onrecord.ErrNotFound, address)
	}
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: status %d", address, answer.StatusCode)
	}
	return size, err
}
