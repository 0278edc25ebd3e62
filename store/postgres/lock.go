package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store/keep"
)

// Lock takes a lock of that name of the record at an address, where it is free, for what one program is to do at a
// time. It is held by a connection of its own until unlock is called or the program ends.
func Lock(ctx context.Context, address, name string) (unlock func(), free bool, err error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, false, badAddress(err)
	}
	e := &engine{config: config}
	wrap := func(err error) error { return keep.Wrap(ctx, e, "lock "+e.Address(), err) }
	conn, err := pgx.ConnectConfig(ctx, config.ConnConfig)
	if err != nil {
		return nil, false, wrap(err)
	}
	unlock = func() { _ = conn.Close(context.WithoutCancel(ctx)) } // the server lets the lock go with it
	err = conn.QueryRow(ctx, "SELECT pg_try_advisory_lock(hashtextextended('onrecord ' || current_schema() || ' ' || $1, 0))", name).Scan(&free)
	if err != nil || !free {
		unlock()
		return func() {}, false, wrap(err)
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
