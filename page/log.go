package page

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/api"
	"github.com/onrecord/onrecord/store"
)

// logData is everything that people said.
type logData struct {
	Kinds       []choice
	Values      map[string]string
	Filtered    bool
	Lines, CSV  string // addresses of the same as files
	Rows        []logRow
	Total       int
	Here        string
	Next, First string
	Problems    []string
}

// logRow is one statement with what it is about.
type logRow struct {
	onrecord.Statement
	Did     string
	On      onrecord.Date
	About   evidence // what it speaks of
	Against evidence // the other name of a merge or split
}

// reviewLog is the page of everything that people said, newest first.
func (p *site) reviewLog(r *http.Request) (view, error) {
	a := ask(r)
	request := logRequest(a)
	request.Cursor, request.Limit = a.cursor(), 50
	here := func(path string, pairs ...string) string {
		return address(path, a.values, append(pairs, "said", "")...)
	}
	d := &logData{Values: map[string]string{}, Here: here("/review/log"), Lines: here("/review/log.jsonl", "cursor", ""), CSV: here("/review/log.csv", "cursor", "")}
	for _, name := range []string{"by", "kind", "about"} {
		d.Values[name] = a.text(name)
		d.Filtered = d.Filtered || d.Values[name] != "" && name != "kind"
	}
	v := view{Template: "log", Title: "What people said", About: "Every statement that people made about this record, newest first.", Data: d}
	if !a.sane() {
		d.Problems, v.Status = a.problems, http.StatusBadRequest
		return v, nil
	}
	page, err := p.store.Statements(r.Context(), request)
	if err != nil {
		return view{}, err
	}
	for _, k := range statementChoices() {
		d.Kinds = append(d.Kinds, choice{Label: cmp.Or(upperFirst(k), "All"), Chosen: k == d.Values["kind"], Address: here("/review/log", "kind", k, "cursor", "")})
	}
	d.Total = page.Total
	if page.Next != "" {
		d.Next = here("/review/log", "cursor", page.Next)
	}
	if request.Cursor != "" {
		d.First = here("/review/log", "cursor", "")
	}
	for _, s := range page.Statements {
		row, err := p.logRow(r, s)
		if err != nil {
			return view{}, err
		}
		d.Rows = append(d.Rows, row)
	}
	return v, nil
}

// statementChoices are the kinds of statement that the log can be narrowed to,
// "" for all.
func statementChoices() []string {
	out := []string{""}
	for _, k := range onrecord.StatementKinds {
		out = append(out, string(k))
	}
	return out
}

// logRequest reads what the log is narrowed to: who, which kind, and what is
// spoken of, by its id or the address of its page.
func logRequest(a *asked) store.StatementRequest {
	request := store.StatementRequest{By: a.text("by")}
	if kind := a.choice("kind", statementChoices()...); kind != "" {
		request.Kinds = []onrecord.StatementKind{onrecord.StatementKind(kind)}
	}
	about := a.text("about")
	if about == "" {
		return request
	}
	address, _, _ := strings.Cut(about, "?")
	request.About = path.Base(strings.TrimRight(address, "/"))
	if !onrecord.IsID(request.About) {
		a.refuse("“" + cut(60, about) + "” is neither the address of a fact’s or name’s page nor its id.")
	}
	return request
}

// logFile serves the log as a file, narrowed as its page is. It is sent while it is read, however long it
// is: where the store fails in the middle the connection is cut, so that nobody takes a half for the whole.
func (p *site) logFile(mediaType string, write func(context.Context, io.Writer, store.Reader, store.StatementRequest) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := ask(r)
		request := logRequest(a)
		if !a.sane() {
			p.fail(w, r, http.StatusBadRequest, a.err("log"))
			return
		}
		out := &sending{w: w, begin: func(h http.Header) {
			h.Set("Content-Type", mediaType)
			h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "onrecord-what-people-said"+path.Ext(r.URL.Path)))
			p.keepable(w, "no-cache")
		}}
		err := out.all(func(w io.Writer) error { return write(r.Context(), w, p.store, request) })
		switch {
		case err == nil:
		case out.begun:
			p.options.Log.ErrorContext(r.Context(), "the log could not be sent whole", "error", err)
			panic(http.ErrAbortHandler)
		default:
			p.fail(w, r, api.Status(err), err)
		}
	})
}

// sending sends what is written while it is written. Its header is set when the first of it goes out:
// until then another answer can be given.
type sending struct {
	w     http.ResponseWriter
	begin func(http.Header)
	begun bool
}

// sentAtOnce is how many bytes are gathered before some are sent.
const sentAtOnce = 1 << 16

// all has write write all of it.
func (s *sending) all(write func(io.Writer) error) error {
	b := bufio.NewWriterSize(s, sentAtOnce)
	if err := write(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil || s.begun {
		return err
	}
	_, err := s.Write(nil) // nothing was said: the file is empty
	return err
}

func (s *sending) Write(b []byte) (int, error) {
	if !s.begun {
		s.begun = true
		s.begin(s.w.Header())
	}
	return s.w.Write(b)
}

func (p *site) logRow(r *http.Request, s onrecord.Statement) (row logRow, err error) {
	row = logRow{Statement: s, Did: saidWords[s.Kind].did, On: onrecord.DateOf(s.At.UTC())}
	switch s.Kind {
	case onrecord.StatementUndo:
		row.About = evidence{Words: "the statement " + s.Subject, Address: "#s-" + s.Subject}
	case onrecord.StatementMerge, onrecord.StatementSplit, onrecord.StatementRename:
		if row.About, err = p.named(r, s.Subject); err == nil && s.Object != "" {
			row.Against, err = p.named(r, s.Object)
		}
	default:
		row.About, err = p.evidence(r, s.Subject)
	}
	return row, err
}

// named is a name as a statement speaks of it.
func (p *site) named(r *http.Request, id string) (evidence, error) {
	n, err := p.store.Name(r.Context(), id)
	if errors.Is(err, onrecord.ErrNotFound) {
		return evidence{Words: id}, nil
	}
	if err != nil {
		return evidence{}, err
	}
	words := n.Text
	for _, of := range n.Names {
		if of.ID == id && of.Text != "" {
			words = of.Text
		}
	}
	return evidence{Words: words, Address: nameAddress(n.Kind, n.ID)}, nil
}
