package pull

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/source/fetch"
	"github.com/onrecord/onrecord/source/folder"
	"github.com/onrecord/onrecord/source/listing"
	"github.com/onrecord/onrecord/store"
)

// When to look again.
const (
	firstAgain  = 24 * time.Hour      // at a page that was captured, the first time
	lastAgain   = 64 * 24 * time.Hour // and at most
	firstRest   = 15 * time.Minute    // at what failed, the first time; doubled for each failure
	longestRest = 24 * time.Hour
	pageRest    = 30 * 24 * time.Hour // at a page that fails again and again, at most
)

const (
	// batch is how many pages are fetched before they are saved: few, so that little is
	// asked for twice where a pull is killed.
	batch = 16
	// atOnce is how many are fetched at once; the client asks no host for more than it bears.
	atOnce = 4
	// mostAgain is how many pages are looked at again in one look at a source, so
	// that its news does not wait for its past.
	mostAgain = 400
)

// visitAll visits what is due, each page once in a look, batch by batch, until nothing is.
func (l *look) visitAll(r store.DueRequest) error {
	r.Spec, r.Limit, r.Far, r.SeenBefore = l.source.Spec, batch, 2*lastAgain, l.began
	if r.By = l.o.Now().UTC(); l.o.Force && !r.New {
		r.By, r.Far = r.By.Add(2*lastAgain), time.Microsecond // and beyond it only a wrong clock puts something
	}
	visited := map[string]bool{} // where the clock is set back, what was seen looks as if it was before
	for again := 0; r.New || l.o.Force || again < mostAgain; {
		if l.resting() {
			return nil
		}
		items, err := l.store.Due(l.ctx, r)
		items = slices.DeleteFunc(items, func(it store.Item) bool { return visited[it.Location] })
		if err != nil || len(items) == 0 {
			return err
		}
		for _, it := range items {
			visited[it.Location] = true
		}
		if err := l.visit(items); err != nil {
			return err
		}
		again += len(items)
		l.pending = max(0, l.pending-len(items))
		l.tell()
	}
	return nil
}

// resting reports whether the listing's host is left alone for now: then its pages are, too.
func (l *look) resting() bool {
	var later *fetch.WaitError
	return errors.As(l.fault, &later) && later.Resting && later.Host == l.host
}

// visited is one page that was asked for.
type visited struct {
	item   store.Item
	answer fetch.Response
	err    error
}

// visit fetches items, takes what came into the record, and then notes that it was seen.
func (l *look) visit(items []store.Item) error {
	all := l.fetch(items)
	if l.ctx.Err() != nil {
		return l.ctx.Err()
	}
	var captures []onrecord.Capture
	var visits []store.Visit
	var problems []onrecord.Problem
	var leads []onrecord.Listed
	for _, v := range all {
		visit, capture, problem := l.judge(v)
		visits = append(visits, visit)
		if capture != nil {
			captures = append(captures, *capture)
			leads = append(leads, listing.Leads(l.source.Kind, *capture)...)
		}
		if problem != "" {
			problems = append(problems, onrecord.Problem{Stage: "fetch", Location: v.item.Location, Reason: problem, At: visit.At})
		}
	}
	if err := l.ingest(captures); err != nil {
		return err
	}
	if err := l.problems(problems); err != nil {
		return err
	}
	if len(leads) > 0 {
		if err := l.list(leads, l.source.Cursor); err != nil {
			return err
		}
	}
	return l.store.SaveVisits(l.ctx, visits)
}

// fetch asks for items, a few at once, and returns the answers in their order.
func (l *look) fetch(items []store.Item) []visited {
	out := make([]visited, len(items))
	places := make(chan int)
	var workers sync.WaitGroup
	for range min(atOnce, len(items)) {
		workers.Go(func() {
			for i := range places {
				out[i].item = items[i]
				out[i].answer, out[i].err = l.ask(items[i])
			}
		})
	}
	for i := range items {
		places <- i
	}
	close(places)
	workers.Wait()
	return out
}

// mostLedOn is how often an answer may lead on to another location.
const mostLedOn = 3

// ask asks for an item, and for what its publisher says stands in its place.
func (l *look) ask(it store.Item) (fetch.Response, error) {
	r := fetch.Request{URL: it.Location, Local: l.source.Local, Accept: listing.Accept(l.source.Kind)}
	for on := 0; ; on++ {
		r.ETag, r.LastModified = "", ""
		if it.Visit.Hash != "" && (r.URL == it.Visit.FoundAt || !listing.SaysInstead(l.source.Kind)) { // else they are of another answer
			r.ETag, r.LastModified = it.Visit.ETag, it.Visit.LastModified
		}
		answer, err := l.o.Client.Get(l.ctx, r)
		if err != nil || answer.Body == nil {
			return answer, err
		}
		to, gone := listing.Instead(l.source.Kind, onrecord.NewCapture(answer.Body, answer.URL, answer.MediaType, answer.At))
		switch {
		case gone:
			answer.Status, answer.Body = http.StatusGone, nil
			return answer, nil
		case to == "":
			return answer, nil
		case on == mostLedOn:
			return fetch.Response{}, fmt.Errorf("%w: %s leads on more than %d times", onrecord.ErrInvalid, it.Location, mostLedOn)
		}
		r.URL = to
	}
}

// judge says what a visit came to: what to note, what to keep, and what is wrong.
func (l *look) judge(v visited) (store.Visit, *onrecord.Capture, string) {
	now := l.o.Now().UTC()
	seen := v.item.Visit
	seen.At, seen.Status = now, v.answer.Status
	var later *fetch.WaitError
	switch {
	case errors.As(v.err, &later):
		return l.waits(seen, later)
	case v.err != nil:
		return l.failed(seen, sentence(v.err))
	case seen.Status == http.StatusNotModified:
		l.summary.NotModified++
		seen.Failures, seen.WithheldSince = 0, time.Time{}
		return l.unchanged(seen), nil, ""
	case seen.Found():
		l.summary.Fetched++
		return l.found(seen, v.answer)
	case seen.Withheld():
		return l.withheld(seen, v.item.Listed)
	}
	return l.failed(seen, fmt.Sprintf("it answered %d %s", seen.Status, http.StatusText(seen.Status)))
}

// waits notes a page that can't be had just now. Where all of the listing's host is
// left alone, so is the source; of another host one page tells for all.
func (l *look) waits(seen store.Visit, later *fetch.WaitError) (store.Visit, *onrecord.Capture, string) {
	l.summary.Failed++
	seen.Status = later.Status
	seen.Failures++
	seen.Next = seen.At.Add(l.about(min(firstRest<<min(seen.Failures-1, 12), longestRest)))
	if later.Until.After(seen.Next) {
		seen.Next = later.Until
	}
	told := l.sick[later.Host]
	if later.Resting {
		l.sick[later.Host] = true
		if later.Host == l.host {
			l.fault = later
		}
	}
	if told {
		return seen, nil, ""
	}
	return seen, nil, sentence(later)
}

// found notes a page that was there, and keeps it.
func (l *look) found(seen store.Visit, a fetch.Response) (store.Visit, *onrecord.Capture, string) {
	c := onrecord.NewCapture(a.Body, a.URL, a.MediaType, a.At)
	same := c.Hash == seen.Hash
	seen.ETag, seen.LastModified, seen.Hash, seen.FoundAt = a.ETag, a.LastModified, c.Hash, a.URL
	seen.Failures, seen.WithheldSince = 0, time.Time{}
	if same {
		return l.unchanged(seen), &c, ""
	}
	seen.Unchanged, seen.Next = 0, seen.At.Add(l.about(firstAgain))
	return seen, &c, ""
}

// unchanged notes a page that has not changed: it is looked at again after twice the time.
func (l *look) unchanged(seen store.Visit) store.Visit {
	seen.Unchanged++
	seen.Next = seen.At.Add(l.about(min(firstAgain<<min(seen.Unchanged, 12), lastAgain)))
	return seen
}

// withheld notes a page that is not there: what was captured of it stays.
func (l *look) withheld(seen store.Visit, as onrecord.Listed) (store.Visit, *onrecord.Capture, string) {
	l.summary.Withheld++
	if seen.WithheldSince.IsZero() {
		seen.WithheldSince = seen.At
	}
	seen.Unchanged++
	seen.Next = seen.At.Add(l.about(min(firstAgain<<min(seen.Unchanged, 12), lastAgain)))
	if seen.Hash != "" || as.Visit != onrecord.VisitNow {
		return seen, nil, "" // it was captured, here or in the listing
	}
	return seen, nil, fmt.Sprintf("it was listed, but is not there: it answered %d %s", seen.Status, http.StatusText(seen.Status))
}

// failed notes a page that can't be had, and will not be in a moment.
func (l *look) failed(seen store.Visit, reason string) (store.Visit, *onrecord.Capture, string) {
	l.summary.Failed++
	seen.Failures++
	seen.Next = seen.At.Add(l.about(min(longestRest<<min(seen.Failures-1, 8), pageRest)))
	return seen, nil, reason
}

// about returns d, or up to a tenth more by chance.
func (l *look) about(d time.Duration) time.Duration {
	return d + time.Duration(l.o.Random()*float64(d)/10)
}

// walkFolder takes in all files of a folder. What is there already is not read again.
func (l *look) walkFolder() error {
	path := l.source.Rest()
	missing := false
	err := l.ingestWalk(func(ctx context.Context, visit func(onrecord.Capture) error, problem func(onrecord.Problem) error) error {
		return folder.Walk(ctx, []string{path}, folder.Options{Now: l.o.Now()}, visit, func(p onrecord.Problem) error {
			if p.Location == path {
				missing = true
				l.fault = fmt.Errorf("%w: %s: %s", onrecord.ErrNotFound, path, p.Reason)
			}
			return problem(p)
		})
	})
	if err == nil && !missing {
		l.summary.Fetched = l.summary.Ingested.Captures
	}
	return err
}
