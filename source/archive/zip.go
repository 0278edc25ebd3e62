package archive

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/onrecord/onrecord"
)

// ZipFile is an open zip file. It is not safe for concurrent use.
type ZipFile struct {
	members []*Member
	over    int
	meter   meter
}

// Member is one file in a zip file.
type Member struct {
	// Name is the member's path inside the archive: clean, relative, parted
	// by "/", valid UTF-8 and without control characters. Two members may
	// have the same.
	Name string
	// Packed is the member's size inside the archive, in bytes, as it says.
	Packed int64

	file  *zip.File
	owner *ZipFile
}

// OpenZip reads a zip file's directory. The error wraps onrecord.ErrDamaged
// where there is none that can be read.
func OpenZip(r io.ReaderAt, size int64, limits Limits) (*ZipFile, error) {
	limits = limits.withDefaults()
	in, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		if errors.Is(err, zip.ErrFormat) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("%w: the zip file is cut short or damaged: it has no directory that can be read", onrecord.ErrDamaged)
		}
		return nil, fmt.Errorf("%w: the zip file's directory cannot be read: %v", onrecord.ErrDamaged, err)
	}
	z := &ZipFile{meter: meter{packed: func() int64 { return size }, maxRatio: limits.MaxRatio}}
	for _, f := range in.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if len(z.members) == limits.MaxMembers {
			z.over++
			continue
		}
		z.members = append(z.members, &Member{Name: cleanName(f), Packed: int64(min(f.CompressedSize64, uint64(size))), file: f, owner: z})
	}
	return z, nil
}

// Members returns the files in the archive, in the order of its directory.
func (z *ZipFile) Members() []*Member { return z.members }

// Over returns how many members there are beyond Limits.MaxMembers.
func (z *ZipFile) Over() int { return z.over }

// Has reports whether there is a member of that name.
func (z *ZipFile) Has(name string) bool {
	for _, m := range z.members {
		if m.Name == name {
			return true
		}
	}
	return false
}

// Open returns the member's content. Reading it ends with an error that
// wraps onrecord.ErrTooLarge where the archive expands beyond its bound, and
// ErrDamaged where the content does not match its checksum or is cut short.
func (m *Member) Open() (io.ReadCloser, error) {
	if m.file.Flags&1 != 0 {
		return nil, fmt.Errorf("%w: it is encrypted", onrecord.ErrUnsupported)
	}
	in, err := m.file.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, fmt.Errorf("%w: it is packed by method %d; only store and deflate are read", onrecord.ErrUnsupported, m.file.Method)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %v", onrecord.ErrDamaged, err)
	}
	return &memberReader{in: in, meter: &m.owner.meter}, nil
}

type memberReader struct {
	in    io.ReadCloser
	meter *meter
}

func (r *memberReader) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	if over := r.meter.add(n); over != nil {
		return n, over
	}
	if err != nil && err != io.EOF {
		err = fmt.Errorf("%w: the zip member is damaged or cut short (%v)", onrecord.ErrDamaged, err)
	}
	return n, err
}

func (r *memberReader) Close() error { return r.in.Close() }

// maxName bounds a label; names in zip files may have 65,535 bytes.
const maxName = 1000

// cleanName makes a label of a member's name. Names without the UTF-8 flag
// that are no UTF-8 either are in code page 437, as the format says.
func cleanName(f *zip.File) string {
	name := f.Name
	if !utf8.ValidString(name) {
		if decoded, err := charmap.CodePage437.NewDecoder().String(name); err == nil && f.NonUTF8 {
			name = decoded
		}
		name = strings.ToValidUTF8(name, "\ufffd")
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		if r == '\\' {
			return '/'
		}
		return r
	}, name)
	if len(name) > maxName {
		name = strings.ToValidUTF8(name[:maxName], "")
	}
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}
