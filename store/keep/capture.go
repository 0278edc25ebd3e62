package keep

import (
	"context"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// capturePage is how many captures are read in one transaction: a body may
// have megabytes, and a writer should not wait for whoever takes them.
const capturePage = 32

// Captures implements store.Reader.
func (s *Store) Captures(ctx context.Context, r store.CaptureRequest, yield func(onrecord.Capture) error) error {
	var only []int64
	if r.Query != nil {
		var err error
		if only, err = s.capturesOf(ctx, r.Query); err != nil {
			return s.wrap(ctx, "find captures", err)
		}
	}
	for after := int64(0); ; {
		if r.Query != nil && len(only) == 0 {
			return nil
		}
		captures, last, err := s.capturesAfter(ctx, r, after, &only)
		if err != nil {
			return s.wrap(ctx, "read captures", err)
		}
		for _, c := range captures {
			if err := yield(c); err != nil {
				return err
			}
		}
		if r.Query == nil && len(captures) < capturePage {
			return nil
		}
		after = last
	}
}

// capturesAfter reads one page: those with a greater number than after, or the
// first of only, which it takes off.
func (s *Store) capturesAfter(ctx context.Context, r store.CaptureRequest, after int64, only *[]int64) (out []onrecord.Capture, last int64, err error) {
	sql, args := captureSQL(r.Heads), []any{}
	switch {
	case r.Query != nil:
		n := min(capturePage, len(*only))
		for _, number := range (*only)[:n] {
			args = append(args, number)
		}
		*only = (*only)[n:]
		sql += "c.number IN (?" + strings.Repeat(", ?", n-1) + ")"
		if r.Location != "" {
			sql, args = sql+" AND c.location = ?", append(args, r.Location)
		}
	case r.Location != "":
		sql, args = sql+"c.number > ? AND c.location = ?", []any{after, r.Location}
	default:
		sql, args = sql+"c.number > ?", []any{after}
	}
	err = s.read(ctx, func(conn Conn) error {
		out = out[:0]
		return query(conn, sql+" ORDER BY c.number LIMIT ?", func(stmt Stmt) error {
			c := onrecord.Capture{Hash: stmt.ColumnText(1), Location: stmt.ColumnText(2), MediaType: stmt.ColumnText(3), At: timeOf(stmt.ColumnInt64(4))}
			last = stmt.ColumnInt64(0)
			var err error
			if !r.Heads {
				c.Body, err = blobBody(stmt.ColumnText(5), bytesOf(stmt, 6))
			}
			out = append(out, c)
			return err
		}, append(args, capturePage)...)
	})
	return out, last, err
}

func captureSQL(heads bool) string {
	body := ", b.compression, b.body"
	if heads {
		body = ""
	}
	return "SELECT c.number, b.hash, c.location, c.media_type, c.at" + body + " FROM capture c JOIN blob b ON b.number = c.blob WHERE "
}

// capturesOf returns the numbers of the captures that hold a release which
// matches, ascending.
func (s *Store) capturesOf(ctx context.Context, q search.Node) (out []int64, err error) {
	err = s.find(ctx, func(conn Conn, snap *snapshot) error {
		out = nil
		m := &matcher{conn: conn, snap: snap}
		found, err := m.match(q, false)
		if err != nil {
			return err
		}
		for i := found.before(snap.len()); i >= 0; i = found.before(i) {
			err := query(conn, "SELECT capture FROM place WHERE release = ?", func(stmt Stmt) error {
				out = append(out, stmt.ColumnInt64(0))
				return nil
			}, int64(snap.releases[i]))
			if err != nil {
				return err
			}
		}
		return nil
	})
	slices.Sort(out)
	return slices.Compact(out), err
}
