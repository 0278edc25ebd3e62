package exported

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"time"

	"github.com/onrecord/onrecord"
)

// Entry is one thing that an export holds: a version of an announcement, what a
// person said, or why neither could be read. Of Version, Statement and Err exactly one is set;
// beside a Statement Err may be, which then says what of it was left out.
type Entry struct {
	Version   *Version
	Statement *onrecord.Statement
	Err       error
	// Place says where it stands, for people: "line 12", "row 12 of versions".
	Place string
}

// Version is one version of an announcement.
type Version struct {
	// Release is the announcement's id in the record that was exported.
	Release string
	Number  int
	// At is when it was captured there, zero where the export does not say.
	At time.Time
	// Line is the version in the record format, as it stands in the export.
	Line []byte
}

// HeadSize is how many bytes Recognise looks at.
const HeadSize = 64

var firstLine = regexp.MustCompile(`^(\{ ?"id": ?"[0-9a-f]{16}", ?"version": ?[0-9]+, ?"title":|\{ ?"statement": ?\{)`)

// Recognise reports whether a stream that begins so is a JSON Lines export of a
// record, rather than any lines of JSON; also one that another program wrote again, with spaces
// after its commas and colons.
func Recognise(head []byte) bool { return firstLine.Match(head) }

// Lines calls yield for what the lines of an export hold, in order, the versions of
// one line by number; but what undoes a statement comes last, the oldest first: a log of what people said
// has the newest first. It stops at the first error of yield, of reading, or of ctx. A line
// that is longer than limit bytes is an entry with an error that wraps ErrTooLarge.
func Lines(ctx context.Context, r io.Reader, limit int64, yield func(Entry) error) error {
	in, said := bufio.NewReaderSize(r, 1<<16), statements{}
	var undos []Entry
	for number := 1; ; number++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		line, err := readLine(in, limit)
		if err == io.EOF {
			return said.late(undos, yield)
		}
		if err != nil && !errors.Is(err, onrecord.ErrTooLarge) {
			return err
		}
		place := fmt.Sprintf("line %d", number)
		entries := []Entry{{Err: err}}
		if err == nil {
			entries = read(bytes.TrimSpace(line), said)
		}
		for _, e := range entries {
			e.Place = place
			if e.Statement != nil && e.Statement.Kind == onrecord.StatementUndo {
				undos = append(undos, e)
				continue
			}
			if err := yield(e); err != nil {
				return err
			}
		}
	}
}

// read returns what a line holds: nothing where it is empty.
func read(line []byte, said statements) []Entry {
	if len(line) == 0 {
		return nil
	}
	var l struct {
		header
		Versions  []json.RawMessage `json:"versions"`
		Statement json.RawMessage   `json:"statement"`
	}
	if err := json.Unmarshal(line, &l); err != nil {
		return failed("this is no JSON object: %v", err)
	}
	if l.Statement != nil {
		return []Entry{said.read(l.Statement)}
	}
	if !onrecord.IsID(l.ID) {
		return failed("it is neither a release with its id nor a statement")
	}
	entries := []Entry{{Version: l.version(l.ID, line)}}
	for _, raw := range l.Versions {
		var h header
		if err := json.Unmarshal(raw, &h); err != nil {
			entries = append(entries, failed("one of its versions can't be read: %v", err)...)
			continue
		}
		entries = append(entries, Entry{Version: h.version(l.ID, raw)})
	}
	slices.SortStableFunc(entries, func(a, b Entry) int { return cmp.Compare(a.number(), b.number()) })
	return entries
}

// header is what has to be known of a version before it is read.
type header struct {
	ID         string    `json:"id"`
	Version    int       `json:"version"`
	CapturedAt time.Time `json:"captured_at"`
}

func (h header) version(release string, line []byte) *Version {
	return &Version{Release: release, Number: h.Version, At: h.CapturedAt.UTC(), Line: line}
}

// number orders entries; what could not be read comes first.
func (e Entry) number() int {
	if e.Version == nil {
		return -1
	}
	return e.Version.Number
}

func failed(format string, args ...any) []Entry {
	return []Entry{{Err: fmt.Errorf("%w: "+format, append([]any{onrecord.ErrInvalid}, args...)...)}}
}

// readLine returns the next line without its end, and io.EOF after the last. Of one
// that is too long it skips the rest.
func readLine(in *bufio.Reader, limit int64) ([]byte, error) {
	var line []byte
	over := false
	for {
		part, err := in.ReadSlice('\n')
		if over = over || int64(len(line)+len(part)) > limit; over {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(part) == 0 && len(line) == 0 && !over:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, err
		case over:
			return nil, fmt.Errorf("%w: the line has over %d bytes", onrecord.ErrTooLarge, limit)
		}
		return line, nil
	}
}
