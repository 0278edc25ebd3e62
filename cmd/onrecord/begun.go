package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/feed/table"
)

// asked is what an export is of: one that was begun is gone on with where all of it is the
// same.
type asked struct {
	Format   string `json:"format"`
	Table    string `json:"table,omitempty"`
	Query    string `json:"query"`
	Software string `json:"software"`
	// State names the state of the record: table.StateOf.
	State string `json:"state"`
}

// begun is an export on its way: the folder NAME.partial, which holds the result, the ids of
// the releases that are written, and the checkpoint that says how far it came. It
// implements table.Checkpoints.
type begun struct {
	folder string
	out    string // the result, a file or a folder
	of     *asked
	at     checkpoint // the last that was kept
	files  []*begunFile
	ids    *begunFile
	due    func() bool
}

// checkpoint is what is kept of how far an export came.
type checkpoint struct {
	Of   *asked     `json:"of"`
	Mark table.Mark `json:"mark"`
	// Sizes are the bytes of each file, by its path in the folder, that stand before the mark.
	Sizes map[string]int64 `json:"sizes"`
}

// The files of the folder, beside the result.
const (
	checkpointFile = "checkpoint.json"
	idsFile        = "written"
	resultFile     = "result"
)

// keepEvery is how long an export writes before it keeps how far it came.
const keepEvery = 10 * time.Second

// begin makes the folder for an export, or goes on with what is there.
func (p *program) begin(folder string, of *asked) (*begun, error) {
	b := &begun{folder: folder, out: filepath.Join(folder, resultFile), of: of, due: p.keepNow}
	if b.due == nil {
		last := time.Now()
		b.due = func() bool {
			is := time.Since(last) >= keepEvery
			if is {
				last = time.Now()
			}
			return is
		}
	}
	if of != nil && b.read() {
		fmt.Fprintf(p.stderr, "Going on with the export that was stopped: %s are written.\n", count(len(b.at.Mark.Written), "release"))
		return b, b.openIDs()
	}
	if _, err := os.Lstat(folder); err == nil {
		why := "can't be gone on with"
		if of != nil && b.at.Of != nil && *b.at.Of != *of {
			why = "was begun of something else, or of another state of the record"
		}
		fmt.Fprintf(p.stderr, "What %s holds %s: it begins again.\n", folder, why)
	}
	b.at = checkpoint{Of: of}
	if err := errors.Join(os.RemoveAll(folder), os.MkdirAll(folder, 0o755)); err != nil {
		return nil, err
	}
	return b, b.openIDs()
}

// read reads the checkpoint of an earlier run, and reports whether it is of the same.
func (b *begun) read() bool {
	body, err := os.ReadFile(filepath.Join(b.folder, checkpointFile))
	if err != nil || json.Unmarshal(body, &b.at) != nil || b.at.Of == nil || *b.at.Of != *b.of {
		return false
	}
	ids, err := os.ReadFile(filepath.Join(b.folder, idsFile))
	size := b.at.Sizes[idsFile]
	if err != nil || int64(len(ids)) < size {
		return false
	}
	b.at.Mark.Written = strings.Fields(string(ids[:size]))
	return true
}

func (b *begun) openIDs() (err error) {
	if b.of != nil {
		b.ids, err = b.open(idsFile)
	}
	return err
}

// checkpoints returns it as a writer of tables takes it; nil for what can't be gone on with.
func (b *begun) checkpoints() table.Checkpoints {
	if b == nil || b.of == nil {
		return nil
	}
	return b
}

// kept reports whether there is something to go on with.
func (b *begun) kept() bool { return b.at.Mark.Part > table.PartThings }

// Last implements table.Checkpoints.
func (b *begun) Last() table.Mark { return b.at.Mark }

// Due implements table.Checkpoints.
func (b *begun) Due() bool { return b.due() }

// Keep implements table.Checkpoints. The mark is in its place when all before it is on the
// disk, whole or not at all.
func (b *begun) Keep(m table.Mark) error {
	for _, id := range m.Written {
		if _, err := fmt.Fprintln(b.ids, id); err != nil {
			return err
		}
	}
	next := checkpoint{Of: b.of, Mark: m, Sizes: map[string]int64{}}
	next.Mark.Written = append(slices.Clip(b.at.Mark.Written), m.Written...)
	for _, f := range b.files {
		size, err := f.safe()
		if err != nil {
			return err
		}
		next.Sizes[f.name] = size
	}
	body, err := json.Marshal(next)
	if err != nil {
		return err
	}
	name := filepath.Join(b.folder, checkpointFile)
	if err := writeSafely(name+".new", body); err != nil {
		return err
	}
	if err := os.Rename(name+".new", name); err != nil {
		return err
	}
	b.at = next
	return nil
}

func writeSafely(name string, body []byte) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	return errors.Join(err, f.Sync(), f.Close())
}

// begunFile is a file that is written from its beginning to its end.
type begunFile struct {
	name string // its path in the folder
	file *os.File
	*bufio.Writer
}

// create makes a file of the result, or goes on with it where the last checkpoint was kept; "" is the result itself.
func (b *begun) create(name string) (io.Writer, error) {
	return b.open(filepath.Join(resultFile, name))
}

func (b *begun) open(name string) (*begunFile, error) {
	file, err := os.OpenFile(filepath.Join(b.folder, name), os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	f := &begunFile{name: name, file: file, Writer: bufio.NewWriterSize(file, 1<<18)}
	b.files = append(b.files, f)
	size := b.at.Sizes[name]
	if info, err := file.Stat(); err != nil || info.Size() < size {
		return nil, errors.Join(err, fmt.Errorf("%w: %s is shorter than it was: remove %s to begin again", onrecord.ErrDamaged, name, b.folder))
	}
	_, err = file.Seek(size, io.SeekStart)
	return f, errors.Join(file.Truncate(size), err)
}

// safe brings all that was written to the disk, and returns how many bytes it is.
func (f *begunFile) safe() (int64, error) {
	if err := errors.Join(f.Flush(), f.file.Sync()); err != nil {
		return 0, err
	}
	return f.file.Seek(0, io.SeekCurrent)
}

// close closes the files, with all that was written to them.
func (b *begun) close() (err error) {
	for _, f := range b.files {
		_, unsafe := f.safe()
		err = errors.Join(err, unsafe, f.file.Close())
	}
	b.files = nil
	return err
}
