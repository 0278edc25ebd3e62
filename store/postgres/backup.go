package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store/keep"
	"github.com/onrecord/onrecord/store/sqlite"
)

// Backup implements keep.Engine: the copy is a record in one SQLite file, which every onrecord opens. It is made beside the
// file under the name with ".partial", so that a file of that name is always whole.
func (e *engine) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%w: the file exists already", onrecord.ErrInvalid)
	}
	partial := file + ".partial"
	for _, name := range []string{partial, partial + "-wal", partial + "-shm"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
		}
	}
	defer os.Remove(partial)
	to, err := sqlite.Open(ctx, partial, sqlite.Options{})
	if err != nil {
		return err
	}
	err = errors.Join(keep.Copy(ctx, keep.New(e, keep.Options{}), to, nil), to.Close())
	if err != nil {
		return err
	}
	if err := sqlite.Publish(partial, file); err != nil {
		return fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
	}
	return nil
}
