package warc

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
)

// isARCLine reports whether a line has the shape of an ARC version 1 record's
// header: URL, IP address, date, media type and length, parted by spaces. The
// URL may hold spaces itself, so the line is read from its end.
func isARCLine(line string) bool {
	f := strings.Fields(line)
	if len(f) < 5 || !strings.Contains(f[0], ":") {
		return false
	}
	date := f[len(f)-3]
	return len(date) >= 8 && len(date) <= 20 && strings.Trim(date, "0123456789") == ""
}

// arcRecord makes a record of an ARC header line, with the fields that a
// WARC record would have.
func (r *Reader) arcRecord(line string) (*Record, error) {
	f := strings.Fields(line)
	if len(f) < 5 {
		return nil, fmt.Errorf("%w: not an ARC header line: %q", onrecord.ErrInvalid, clip(line))
	}
	n := len(f)
	uri := strings.ToValidUTF8(strings.Join(f[:n-4], " "), "\ufffd")
	length, err := strconv.ParseInt(f[n-1], 10, 64)
	if err != nil || length < 0 {
		return nil, &RecordError{Offset: r.offset(), URI: uri, Err: fmt.Errorf("%w: the length is %q", onrecord.ErrInvalid, clip(f[n-1]))}
	}
	kind := TypeResponse
	if strings.HasPrefix(uri, "filedesc://") {
		kind = TypeWarcinfo
	}
	header := Header{
		{"WARC-Type", kind},
		{"WARC-Target-URI", uri},
		{"Content-Type", strings.ToValidUTF8(f[n-2], "\ufffd")},
		{"Content-Length", f[n-1]},
	}
	if at, err := time.Parse("20060102150405", f[n-3]); err == nil {
		header = append(header, Field{"WARC-Date", at.Format(time.RFC3339)})
	}
	return &Record{Version: "arc", Header: header, Length: length}, nil
}
