package sample

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/onrecord/onrecord"
)

// Today is the day on which the sample is to be read, as YYYY-MM-DD: shortly
// after its last release. What is due, and what is past due, is judged by it.
const Today = "2026-01-05"

//go:embed releases
var tree embed.FS

//go:embed captures.txt
var captures string

// Files returns the sample's files, and nothing else. Paths are relative to
// the sample's root ("archive/public-safety.txt"). It is safe for concurrent
// use.
func Files() fs.FS {
	files, err := fs.Sub(tree, "releases")
	if err != nil {
		panic(err) // the name is a constant, and valid
	}
	return files
}

// CapturedAt returns the time, in UTC, at which the file counts as captured,
// or the zero time where the sample has no such file. The path is as in Files;
// a member of an archive file ("news.zip!a.html") has its archive's time.
func CapturedAt(path string) time.Time {
	path, _, _ = strings.Cut(path, "!")
	return capturedAt()[path]
}

// Prefix begins the location of every capture of the sample.
const Prefix = "sample/"

// Captures returns the sample's files as captures, in the order in which they
// count as captured, those of one time by path. Their locations begin with Prefix.
func Captures() []onrecord.Capture {
	var out []onrecord.Capture
	files := Files()
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, path)
		out = append(out, onrecord.NewCapture(body, Prefix+path, "", CapturedAt(path)))
		return err
	})
	if err != nil {
		panic(err) // the files are part of the binary
	}
	slices.SortStableFunc(out, func(a, b onrecord.Capture) int { return a.At.Compare(b.At) })
	return out
}

var capturedAt = sync.OnceValue(func() map[string]time.Time {
	times, err := parseCaptures(captures)
	if err != nil {
		panic(err) // captures.txt is part of the binary: the package's test reads it
	}
	return times
})

// parseCaptures reads lines of a path, a tab and a time as RFC 3339 has it.
// Empty lines are passed over; a path that stands twice is an error.
func parseCaptures(lines string) (map[string]time.Time, error) {
	times := make(map[string]time.Time)
	number := 0
	for line := range strings.Lines(lines) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		path, stamp, found := strings.Cut(line, "\t")
		if !found {
			return nil, fmt.Errorf("captures.txt:%d: no tab between path and time", number)
		}
		at, err := time.Parse(time.RFC3339, stamp)
		if err != nil {
			return nil, fmt.Errorf("captures.txt:%d: %w", number, err)
		}
		if _, twice := times[path]; twice {
			return nil, fmt.Errorf("captures.txt:%d: %s is listed twice", number, path)
		}
		times[path] = at.UTC()
	}
	return times, nil
}
