package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/dustin/go-humanize"
	"github.com/gofrs/flock"
	"zombiezen.com/go/sqlite"

	"github.com/onrecord/onrecord"
)

// partialEnd ends the name of what is being written.
const partialEnd = ".partial"

// lockEnd ends the name of the lock beside it.
const lockEnd = ".lock"

// whole lets write make a new file or folder, and gives it its name when that is
// done; what stands under the name stays. One program at a time writes to a name. What an earlier run
// that was stopped had begun is gone on with where it is the same that was asked for, and
// thrown away where it is not. of is nil for what can't be gone on with.
func (p *program) whole(name string, of *asked, write func(*begun) error) (err error) {
	name = filepath.Clean(name)
	partial := name + partialEnd
	if err := tidyAfter(name, partial); err != nil {
		return err
	}
	if err := free(name); err != nil {
		return err
	}
	if err := ownPartial(partial); err != nil {
		return err
	}
	lock := flock.New(partial + lockEnd)
	locked, err := lock.TryLock()
	if err != nil {
		return fmt.Errorf("%s can't be written: %w", name, err)
	}
	if !locked {
		return fmt.Errorf("%w: another export is writing %s just now", onrecord.ErrUnavailable, name)
	}
	var b *begun
	defer func() {
		if err != nil && b != nil && b.kept() {
			fmt.Fprintf(p.stderr, "onrecord: what was written so far is kept in %s: give the same command again to go on with it, or remove it to begin again\n", partial)
			err = errors.Join(err, lock.Unlock()) // the lock's file says whose it is
			return
		}
		err = errors.Join(err, os.RemoveAll(partial), lock.Unlock())
		_ = os.Remove(lock.Path())
	}()
	if b, err = p.begin(partial, of); err != nil {
		return err
	}
	if err := written(write(b), b.close()); err != nil {
		return noRoom(name, err)
	}
	if err := free(name); err != nil { // it may have come meanwhile
		return err
	}
	_ = os.Remove(name) // an empty folder, or nothing
	if err := os.Rename(b.out, name); err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "Written to %s (%s).\n", name, humanize.Bytes(sizeOf(name)))
	return nil
}

// tidyAfter removes what an export left that was killed after it gave its result the name: its folder without the
// result in it, and its lock, while nobody holds that.
func tidyAfter(name, partial string) error {
	for path, there := range map[string]bool{name: true, partial: true, partial + lockEnd: true, filepath.Join(partial, resultFile): false} {
		if _, err := os.Lstat(path); (err == nil) != there {
			return nil
		}
	}
	lock := flock.New(partial + lockEnd)
	if locked, err := lock.TryLock(); err != nil || !locked {
		return nil // the one who is at it tidies up
	}
	err := errors.Join(os.RemoveAll(partial), lock.Unlock())
	return errors.Join(err, os.Remove(lock.Path()))
}

// written is how the writing of a result ended: what closing its files says matters where all else went well.
func written(writing, closing error) error {
	if writing != nil {
		return writing
	}
	return closing
}

// noRoom says in one sentence that the disk is full, where that is what an error says; many files say it
// each in its own words.
func noRoom(name string, err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || sqlite.ErrCode(err).ToPrimary() == sqlite.ResultFull {
		return fmt.Errorf("%w: there is no room left on the disk for %s; make room, and give the command again", onrecord.ErrUnavailable, name)
	}
	return err
}

// ownPartial refuses what stands where a new file is to be written for now and was not begun by an
// export: one that was killed has left its lock beside it.
func ownPartial(partial string) error {
	_, err := os.Lstat(partial)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, err := os.Lstat(partial + lockEnd); err != nil {
		return fmt.Errorf("%w: %s is there and was not begun by an export: move it away, or give another name", onrecord.ErrInvalid, partial)
	}
	return nil
}

// free refuses a name under which there is something, for which an empty folder does not count, and one in a folder that there is not.
func free(name string) error {
	if _, err := os.Stat(filepath.Dir(name)); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: there is no folder %s: make it first", onrecord.ErrInvalid, filepath.Dir(name))
	}
	entries, err := os.ReadDir(name)
	if err == nil && len(entries) == 0 || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("%w: %s is there already: export never writes over a file", onrecord.ErrInvalid, name)
}

func sizeOf(name string) (total uint64) {
	_ = filepath.WalkDir(name, func(_ string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
			total += uint64(info.Size())
		}
		return nil
	})
	return total
}

// into writes to the named new file, or to standard output where name is "".
func (p *program) into(name string, of *asked, write func(io.Writer, *begun) error) error {
	if name == "" {
		return buffered(p.stdout, func(w io.Writer) error { return write(w, nil) })
	}
	return p.whole(name, of, func(b *begun) error {
		w, err := b.create("")
		if err != nil {
			return err
		}
		return write(w, b)
	})
}

// buffered lets write fill a buffer before w, and empties it.
func buffered(w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(w, 1<<20)
	return errors.Join(write(b), b.Flush())
}

// intoFolder writes files into the named new folder.
func (p *program) intoFolder(name string, of *asked, write func(*begun) error) error {
	return p.whole(name, of, func(b *begun) error {
		if err := os.MkdirAll(b.out, 0o755); err != nil {
			return err
		}
		return write(b)
	})
}
