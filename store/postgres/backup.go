package postgres

import (
	"context"
	"fmt"

	"github.com/onrecord/onrecord"
)

// Backup implements keep.Engine.
func (e *engine) Backup(context.Context, string) error {
	return fmt.Errorf("%w: a record in PostgreSQL is backed up by PostgreSQL's own programs, such as pg_dump", onrecord.ErrUnsupported)
}
