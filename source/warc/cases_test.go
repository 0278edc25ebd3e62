package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/onrecord/onrecord/internal/sharedtest"
)

// outcome is what came out of one file, one line each: a document as "URI
// date type bytes", a problem as its message.
type outcome struct {
	documents, problems []string
	skipped             int
}

func readAll(t testing.TB, data []byte, limits Limits) outcome {
	t.Helper()
	var o outcome
	in := NewReader(bytes.NewReader(data), limits)
	for n := 0; ; n++ {
		if n > len(data)+10 {
			t.Fatal("the reader does not come to an end")
		}
		record, err := in.Next()
		if err == io.EOF {
			return o
		}
		var d Document
		if err == nil {
			d, err = record.Document()
		}
		var bad *RecordError
		switch {
		case err == nil:
			o.documents = append(o.documents, fmt.Sprintf("%s %s %s %d", d.URI, d.At.Format(time.RFC3339), d.MediaType, len(d.Body)))
		case errors.Is(err, ErrSkipped):
			o.skipped++
		case errors.As(err, &bad):
			o.problems = append(o.problems, bad.Error())
		default:
			o.problems = append(o.problems, "stopped: "+err.Error())
			return o
		}
	}
}

// TestOtherPeoplesFiles states for each file of the warcio project what comes
// out of it and which problem it has.
func TestOtherPeoplesFiles(t *testing.T) {
	dir := sharedtest.Path(t, "cases/warc/test/data")
	const example = "http://example.com/ "
	page := func(rest string) []string { return []string{example + rest} }
	want := map[string]outcome{
		// A file header and two records whose lengths are no lengths; one of one byte is good.
		"bad.arc": {
			documents: page("2014-01-02T00:00:00Z text/plain 1"),
			problems: []string{
				`record at byte 0 (filedesc://bad.arc.gz): invalid: the length is "-1"`,
				"record at byte 61: invalid: 72 bytes that belong to no record",
				`record at byte 134 (http://example.com/): invalid: the length is "-1"`,
				`record at byte 262 (http://example.com/): invalid: the length is "abc"`,
			},
		},
		// All records in one gzip member: against the standard, but readable.
		"example-bad-non-chunked.warc.gz": {documents: page("2017-03-06T04:02:06Z text/html 1270"), skipped: 5},
		"example-bad.warc.gz.bad":         {documents: []string{"http://example.com?example=1 2014-01-03T03:03:21Z text/html 1270"}, skipped: 5},
		// Requests only; their digests are the matter of TestRequestDigests.
		"example-digest.warc":                 {skipped: 4},
		"example-iana.org-chunked.warc":       {documents: []string{"http://www.iana.org/ 2017-03-06T16:54:09Z text/html; charset=UTF-8 7223"}, skipped: 2},
		"example-resource.warc.gz":            {documents: page("2017-04-29T01:30:30Z text/html; charset=utf-8 1303"), skipped: 2},
		"example-space-in-target-uri.warc.gz": {skipped: 2}, // an image
		// 12 bytes shorter than its record says.
		"example-space-in-url.arc": {
			problems: []string{"record at byte 151 (http://example.com/index.cfm?FuseAction=Email&EmailTitle=Examples From The Live Web&IsPopUp=False): damaged: cut short: 1579 of 1591 bytes are there"},
			skipped:  1,
		},
		// Content-Length is two bytes too small.
		"example-trunc.warc": {
			problems: []string{
				"record at byte 1197 (http://example.com/): damaged: the document's gzip compression is damaged or cut short",
				"record at byte 2560: invalid: 4 bytes that belong to no record",
			},
			skipped: 3,
		},
		"example-wget-bad-target-uri.warc.gz": {documents: page("2018-02-09T15:12:11Z text/html 1270"), skipped: 5},
		// One record over several gzip members; the payload's digest matches, the block's does not.
		"example-wrong-chunks.warc.gz": {documents: page("2018-11-02T18:55:11Z text/html; charset=UTF-8 1270"), skipped: 1},
		"example.arc":                  {documents: page("2014-02-16T05:02:21Z text/html 1270"), skipped: 1},
		"example.arc.gz":               {documents: page("2014-02-16T05:02:21Z text/html 1270"), skipped: 1},
		"example.warc":                 {documents: page("2017-03-06T04:02:06Z text/html 1270"), skipped: 5},
		"example.warc.gz":              {documents: page("2017-03-06T04:02:06Z text/html 1270"), skipped: 5},
		"post-test.warc.gz": {
			documents: []string{
				"http://httpbin.org/post 2014-06-10T00:08:59Z application/json 545",
				"http://httpbin.org/post 2014-06-10T00:11:51Z application/json 552",
				"http://httpbin.org/post?foo=bar 2014-06-10T00:12:55Z application/json 551",
			},
			skipped: 3,
		},
	}
	names, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(name.Name(), func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, name.Name()))
			if err != nil {
				t.Fatal(err)
			}
			w, ok := want[name.Name()]
			if !ok {
				t.Error("no expectation is written down for this file")
			}
			if diff := cmp.Diff(w, readAll(t, data, Limits{}), cmp.AllowUnexported(outcome{})); diff != "" {
				t.Error(diff)
			}
		})
	}
	if len(names) != len(want) {
		t.Errorf("%d files, %d expectations", len(names), len(want))
	}
}

// TestRequestDigests reads the four requests of example-digest.warc, whose
// block digests are, in order, right in Base32 three times and in Base64 once.
func TestRequestDigests(t *testing.T) {
	in := NewReader(bytes.NewReader(sharedtest.Read(t, "cases/warc/test/data/example-digest.warc")), Limits{})
	for i := range 4 {
		record, err := in.Next()
		if err != nil {
			t.Fatal(err)
		}
		block, err := record.Block()
		if err != nil {
			t.Errorf("record %d: %v", i, err)
		}
		if len(block) != 493 {
			t.Errorf("record %d: %d bytes", i, len(block))
		}
	}
}
