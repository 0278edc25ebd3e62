package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
)

// Backup implements keep.Engine. The copy is made beside the file under the
// name with ".partial", written through to the disk and then given its name,
// so that a file of that name is always whole.
func (e *engine) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%w: the file exists already", onrecord.ErrInvalid)
	}
	partial := file + ".partial"
	if err := os.Remove(partial); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
	}
	defer os.Remove(partial)
	conn, err := sqlite.OpenConn(e.address(), sqlite.OpenReadOnly|sqlite.OpenURI)
	if err != nil {
		return err
	}
	defer conn.Close()
	conn.SetBusyTimeout(e.options.Wait)
	conn.SetInterrupt(ctx.Done())
	if err := query(conn, "VACUUM INTO ?", nil, partial); err != nil {
		return err
	}
	if err := Publish(partial, file); err != nil {
		return fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
	}
	return nil
}

// Publish writes a closed record's file through to the disk and gives it its name, never over another.
func Publish(partial, file string) error {
	if err := syncPath(partial); err != nil {
		return err
	}
	err := os.Link(partial, file)
	if err != nil && !errors.Is(err, fs.ErrExist) { // a file system without links
		err = os.Rename(partial, file)
	}
	if err != nil {
		return err
	}
	return syncPath(filepath.Dir(file))
}

func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}
