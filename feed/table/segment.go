package table

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// WriteParquetFiles writes tables as WriteParquet does, into files of a folder that are called as
// the tables are and end in ".parquet". A Parquet file can't be gone on with once it is closed, so
// that each Mark ends a segment, a file beside, and the segments are joined at the end.
func WriteParquetFiles(ctx context.Context, folder string, r store.Reader, q search.Node, tables []*Table, o Options) error {
	s := &segments{Checkpoints: o.Checkpoints, folder: folder, number: o.last().Segments, open: map[*Table]*segment{}}
	if o.Checkpoints != nil {
		o.Checkpoints = s
	}
	if err := s.forget(); err != nil {
		return err
	}
	err := errors.Join(Walk(ctx, r, q, tables, o, s.put), s.end())
	for _, t := range tables {
		if err == nil {
			err = s.join(t)
		}
	}
	return err
}

// segments are the files that are written since the last Mark: those of a number, each made when
// its first row comes.
type segments struct {
	Checkpoints
	folder string
	number int // how many are whole
	open   map[*Table]*segment
}

type segment struct {
	*parquetFile
	file   *os.File
	buffer *bufio.Writer
}

func (s *segments) put(t *Table, row Row) error {
	of := s.open[t]
	if of == nil {
		file, err := os.Create(s.name(t, s.number))
		if err != nil {
			return err
		}
		of = &segment{file: file, buffer: bufio.NewWriterSize(file, 1<<18)}
		if of.parquetFile, err = newParquetFile(of.buffer, t); err != nil {
			return errors.Join(err, file.Close())
		}
		s.open[t] = of
	}
	return of.put(row)
}

// forget removes the segments that an earlier run began after the last Mark: their rows come again, and
// may come into segments of other numbers.
func (s *segments) forget() error {
	files, err := os.ReadDir(s.folder)
	for _, f := range files {
		_, end, _ := strings.Cut(f.Name(), ".parquet.")
		if number, none := strconv.Atoi(end); none == nil && number >= s.number {
			err = errors.Join(err, os.Remove(filepath.Join(s.folder, f.Name())))
		}
	}
	return err
}

func (s *segments) name(t *Table, number int) string {
	return filepath.Join(s.folder, fmt.Sprintf("%s.parquet.%06d", t.Name, number))
}

// Keep implements Checkpoints.
func (s *segments) Keep(m Mark) error {
	if err := s.end(); err != nil {
		return err
	}
	m.Segments = s.number
	return s.Checkpoints.Keep(m)
}

// end ends the segments that are open.
func (s *segments) end() (err error) {
	for _, of := range s.open {
		err = errors.Join(err, of.close(), of.buffer.Flush(), of.file.Sync(), of.file.Close())
	}
	clear(s.open)
	s.number++
	return err
}

// join makes the table's file of its segments, and removes them. A table without rows has a file, too.
// What has the file's name is whole: an earlier run may have been stopped just behind it.
func (s *segments) join(t *Table) error {
	whole := filepath.Join(s.folder, t.Name+".parquet")
	var names []string
	for n := range s.number {
		if _, err := os.Stat(s.name(t, n)); err == nil {
			names = append(names, s.name(t, n))
		}
	}
	if _, err := os.Stat(whole); errors.Is(err, fs.ErrNotExist) {
		if len(names) == 1 {
			return os.Rename(names[0], whole)
		}
		joining := whole + ".joining"
		if err := joinFiles(joining, t, names); err != nil {
			return err
		}
		if err := os.Rename(joining, whole); err != nil {
			return err
		}
	}
	for _, name := range names {
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	return nil
}

// joinFiles writes the rows of several files of a table into a new one.
func joinFiles(to string, t *Table, from []string) error {
	file, err := os.Create(to)
	if err != nil {
		return err
	}
	buffer := bufio.NewWriterSize(file, 1<<18)
	out, err := newParquetFile(buffer, t)
	for _, name := range from {
		if err == nil {
			err = out.copy(name)
		}
	}
	if err == nil {
		err = errors.Join(out.close(), buffer.Flush(), file.Sync())
	}
	return errors.Join(err, file.Close())
}

// copy writes the rows of another file of the same table.
func (f *parquetFile) copy(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	in, err := parquet.OpenFile(file, info.Size())
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, group := range in.RowGroups() {
		rows := group.Rows()
		_, err := parquet.CopyRows(oneByOne{f.w}, rows)
		if err := errors.Join(err, rows.Close()); err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// oneByOne writes rows as put does: pages end where they would without segments.
type oneByOne struct{ w parquet.RowWriter }

func (o oneByOne) WriteRows(rows []parquet.Row) (n int, err error) {
	for n < len(rows) && err == nil {
		if _, err = o.w.WriteRows(rows[n : n+1]); err == nil {
			n++
		}
	}
	return n, err
}
