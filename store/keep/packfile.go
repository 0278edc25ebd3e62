package keep

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"slices"

	"github.com/onrecord/onrecord"
)

// packFile holds the members of all releases beside the database while links are made anew, so that
// several goroutines can read them. What is added can be read once finish was called. It holds nothing that
// the record does not, and nobody else sees it.
type packFile struct {
	file   *os.File
	out    *bufio.Writer
	size   int64
	places []packPlace
}

// packPlace is where a pack stands.
type packPlace struct {
	at, offset int64
	length     int
}

func newPackFile(folder string) (*packFile, error) {
	file, err := scratch(folder)
	if err != nil {
		return nil, err
	}
	return &packFile{file: file, out: bufio.NewWriterSize(file, 1<<18)}, nil
}

// scratch makes a file that nobody else sees.
func scratch(folder string) (*os.File, error) {
	file, err := os.CreateTemp(folder, ".onrecord-sort-*")
	if err != nil {
		return nil, fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
	}
	_ = os.Remove(file.Name()) // where a file may go while it is open, a killed run leaves none behind
	return file, nil
}

// add keeps a pack as it is encoded.
func (f *packFile) add(at int64, body []byte) error {
	f.places = append(f.places, packPlace{at, f.size, len(body)})
	f.size += int64(len(body))
	if _, err := f.out.Write(body); err != nil {
		return fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
	}
	return nil
}

// finish ends adding.
func (f *packFile) finish() error {
	slices.SortFunc(f.places, func(a, b packPlace) int { return cmp.Compare(a.at, b.at) })
	if err := f.out.Flush(); err != nil {
		return fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
	}
	return nil
}

// read returns a pack, and the memory that its bytes were in, for the next. Several goroutines may read at once.
func (f *packFile) read(at int64, memory []byte) (*pack, []byte, error) {
	i, found := slices.BinarySearchFunc(f.places, at, func(p packPlace, at int64) int { return cmp.Compare(p.at, at) })
	if !found {
		return nil, memory, fmt.Errorf("%w: there are no members %d", onrecord.ErrDamaged, at)
	}
	body := slices.Grow(memory[:0], f.places[i].length)[:f.places[i].length]
	if _, err := f.file.ReadAt(body, f.places[i].offset); err != nil {
		return nil, body, fmt.Errorf("%w: %v", onrecord.ErrUnavailable, err)
	}
	p := &pack{}
	return p, body, p.decode(at, body)
}

func (f *packFile) close() {
	_ = f.file.Close() // nothing of it is kept
	_ = os.Remove(f.file.Name())
}
