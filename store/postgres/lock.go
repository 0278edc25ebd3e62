package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store/keep"
)

// Lock takes locks of the record at an address, where they are free, for what one program is to do at a
// time: those named by alone, which nobody else may hold, and shared, which others may share.
// They are held by a connection of its own until unlock is called or the program ends. Where one
// is not free, none is taken.
func Lock(ctx context.Context, address string, alone, shared []string) (unlock func(), free bool, err error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, false, badAddress(err)
	}
	e := &engine{config: config}
	conn, err := pgx.ConnectConfig(ctx, config.ConnConfig)
	if err != nil {
		return nil, false, keep.Wrap(ctx, e, "lock "+e.Address(), err)
	}
	unlock = func() { _ = conn.Close(context.WithoutCancel(ctx)) } // the server lets the locks go with it
	free = true
	for _, kind := range []struct {
		function string
		names    []string
	}{{"pg_try_advisory_lock_shared", shared}, {"pg_try_advisory_lock", alone}} {
		for _, name := range kind.names {
			if err == nil && free {
				err = conn.QueryRow(ctx, "SELECT "+kind.function+"(hashtextextended('onrecord ' || current_schema() || ' ' || $1, 0))", name).Scan(&free)
			}
		}
	}
	if err != nil || !free {
		unlock()
		return func() {}, false, keep.Wrap(ctx, e, "lock "+e.Address(), err)
	}
	return unlock, true, nil
}

// Shown is an address as people may read it: without a password.
func Shown(address string) string {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return "postgres://"
	}
	return (&engine{config: config}).Address()
}

func badAddress(err error) error {
	return fmt.Errorf("%w: the address of a PostgreSQL record is postgres://USER@HOST/DATABASE: %v", onrecord.ErrInvalid, err)
}
