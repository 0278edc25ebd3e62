package postgres

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store/keep"
)

// lookEvery is how often it is asked whether the connection that holds locks still leads somewhere.
const lookEvery = 5 * time.Second

// Lock takes locks of the record at an address, where they are free, for what one program is to do at a
// time: those named by alone, which nobody else may hold, and shared, which others may share.
// They are held by a connection of its own until unlock is called, the program ends, or the connection is lost: then
// held, which is ctx otherwise, is cancelled with a cause that wraps ErrUnavailable, for another program may have them
// now. Where one is not free, none is taken.
func Lock(ctx context.Context, address string, alone, shared []string) (held context.Context, unlock func(), free bool, err error) {
	config, err := Config(address)
	if err != nil {
		return ctx, func() {}, false, err
	}
	e := &engine{config: config}
	conn, err := pgx.ConnectConfig(ctx, config.ConnConfig)
	if err != nil {
		return ctx, func() {}, false, keep.Wrap(ctx, e, "lock "+e.Address(), err)
	}
	if free, err = tryLocks(ctx, conn, alone, shared); err != nil || !free {
		closeSoon(ctx, conn)
		return ctx, func() {}, false, keep.Wrap(ctx, e, "lock "+e.Address(), err)
	}
	held, lose := context.WithCancelCause(ctx)
	ending, end := context.WithCancel(context.WithoutCancel(ctx))
	var watch sync.WaitGroup
	watch.Go(func() {
		if err := watchOver(ending, conn); err != nil {
			lose(fmt.Errorf("%w: the lock at %s was lost with its connection: %v", onrecord.ErrUnavailable, e.Address(), err))
		}
	})
	return held, sync.OnceFunc(func() {
		end()
		watch.Wait()
		closeSoon(ctx, conn) // the server lets the locks go with it
		lose(nil)
	}), true, nil
}

func tryLocks(ctx context.Context, conn *pgx.Conn, alone, shared []string) (bool, error) {
	for _, kind := range []struct {
		function string
		names    []string
	}{{"pg_try_advisory_lock_shared", shared}, {"pg_try_advisory_lock", alone}} {
		for _, name := range kind.names {
			free := false
			err := conn.QueryRow(ctx, "SELECT "+kind.function+"(hashtextextended('onrecord ' || coalesce(current_schema(), '') || ' ' || $1, 0))", name).Scan(&free)
			if err != nil || !free {
				return false, err
			}
		}
	}
	return true, nil
}

// watchOver asks now and then whether a connection still leads somewhere, until ctx is done, and returns the
// error of the first time that it did not.
func watchOver(ctx context.Context, conn *pgx.Conn) error {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		asking, cancel := context.WithTimeout(context.WithoutCancel(ctx), silentFor)
		err := conn.Ping(asking)
		cancel()
		if err != nil {
			return err
		}
	}
}

// closeSoon closes a connection, which may lead nowhere.
func closeSoon(ctx context.Context, conn *pgx.Conn) {
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), endWithin)
	defer cancel()
	_ = conn.Close(ending)
}

// Same reports whether two addresses lead to one record, however they are written. Both servers must be there.
func Same(ctx context.Context, one, other string) (bool, error) {
	// A lock that is taken by the one is seen by the other where they are in one database.
	name := fmt.Sprintf("the same %d", time.Now().UnixNano())
	_, unlock, _, err := Lock(ctx, one, []string{name}, nil)
	if err != nil {
		return false, err
	}
	defer unlock()
	_, unlockOther, free, err := Lock(ctx, other, []string{name}, nil)
	unlockOther()
	return err == nil && !free, err
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
