package postgres

import (
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/onrecord/onrecord"
)

// kinds are what the classes and codes of PostgreSQL's errors mean; a code counts before its class.
var kinds = map[string]struct {
	reason string
	kind   error
}{
	"08":    {"the connection to PostgreSQL failed", onrecord.ErrUnavailable},
	"28":    {"PostgreSQL lets nobody in by that name and password", onrecord.ErrUnavailable},
	"3D000": {"there is no such database; make it first, for example with createdb", onrecord.ErrNotFound},
	"40":    {"PostgreSQL took the transaction back, which was in another's way; try again", onrecord.ErrUnavailable},
	"42501": {"the user may not do that in the database", onrecord.ErrUnavailable},
	"25006": {"the server is one to be read only", onrecord.ErrUnavailable},
	"53":    {"PostgreSQL is short of something", onrecord.ErrUnavailable},
	"53100": {"the server's disk is full; nothing kept was lost", onrecord.ErrUnavailable},
	"53300": {"PostgreSQL takes no more connections", onrecord.ErrUnavailable},
	"54":    {"it is more than PostgreSQL takes", onrecord.ErrTooLarge},
	"55P03": {"another program is writing to the record; try again when it is done", onrecord.ErrUnavailable},
	"57":    {"PostgreSQL ended the connection; it may be stopping or starting", onrecord.ErrUnavailable},
	"57014": {"PostgreSQL ended the statement: it took too long", onrecord.ErrUnavailable},
	"58":    {"the server's disk could not be read or written", onrecord.ErrUnavailable},
	"XX001": {"PostgreSQL found a table damaged", onrecord.ErrDamaged},
	"XX002": {"PostgreSQL found an index damaged", onrecord.ErrDamaged},
}

// KindOf implements keep.Engine.
func (e *engine) KindOf(err error) (reason string, kind error) {
	var said *pgconn.PgError
	if errors.As(err, &said) && len(said.Code) == 5 {
		if k, ok := kinds[said.Code]; ok {
			return k.reason, k.kind
		}
		k := kinds[said.Code[:2]]
		return k.reason, k.kind
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) || isLost(err) {
		return "PostgreSQL at " + e.Address() + " cannot be reached", onrecord.ErrUnavailable
	}
	return "", nil
}

// isLost reports whether the connection is gone.
func isLost(err error) bool {
	var network net.Error
	var said *pgconn.PgError
	if errors.As(err, &said) {
		return strings.HasPrefix(said.Code, "08") || strings.HasPrefix(said.Code, "57P")
	}
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || errors.As(err, &network) ||
		strings.Contains(err.Error(), "conn closed")
}
