package folder

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/onrecord/onrecord"
)

var (
	errNoStdin    = errors.New("there is no standard input")
	errNotRegular = errors.New("not a regular file: devices, pipes and sockets are not read")
	errLoop       = errors.New("the symbolic link leads back to a folder that it lies in")
)

// tree finds the files under roots.
type tree struct {
	ctx     context.Context
	file    func(path string, info fs.FileInfo) error
	problem func(location string, err error) error
	skipped func(location, reason string)

	inside []string        // the real paths of the folders being walked
	seen   map[string]bool // the real paths of all folders walked
}

func (t *tree) walk(roots []string) error {
	t.seen = map[string]bool{}
	for _, root := range roots {
		if err := t.ctx.Err(); err != nil {
			return err
		}
		if root == Stdin {
			if err := t.file(Stdin, nil); err != nil {
				return err
			}
			continue
		}
		if err := t.entry(filepath.Clean(root), false); err != nil {
			return err
		}
	}
	return t.ctx.Err()
}

// entry walks one file or folder, following symbolic links.
func (t *tree) entry(path string, linked bool) error {
	if err := t.ctx.Err(); err != nil {
		return err
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return t.problem(path, err)
	case info.IsDir():
		return t.folder(path, linked)
	case !info.Mode().IsRegular():
		return t.problem(path, errNotRegular)
	}
	return t.file(path, info)
}

func (t *tree) folder(path string, linked bool) error {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return t.problem(path, err)
	}
	if real, err = filepath.Abs(real); err != nil {
		return t.problem(path, err)
	}
	for _, outer := range t.inside {
		if outer == real {
			return t.problem(path, errLoop)
		}
	}
	if linked && t.seen[real] {
		t.skipped(path, "a symbolic link to a folder that was walked already")
		return nil
	}
	t.seen[real] = true
	t.inside = append(t.inside, real)
	defer func() { t.inside = t.inside[:len(t.inside)-1] }()

	entries, err := os.ReadDir(path)
	if err != nil {
		if err := t.problem(path, err); err != nil {
			return err
		}
	}
	for _, e := range entries {
		below := filepath.Join(path, e.Name())
		if why := passedOver(e.Name(), e.IsDir()); why != "" {
			t.skipped(below, why)
			continue
		}
		if err := t.entry(below, e.Type()&fs.ModeSymlink != 0); err != nil {
			return err
		}
	}
	return nil
}

// passedOver says why a name in a folder or an archive is nothing to read, or "".
func passedOver(name string, folder bool) string {
	switch {
	case strings.HasPrefix(name, "."), name == "__MACOSX", name == "Thumbs.db", name == "desktop.ini":
		return "hidden, or left behind by a system"
	case !folder && aboutFiles(name):
		return "a note about the files beside it"
	}
	return ""
}

// aboutFiles reports whether a name is that of a text about the files beside
// it, such as "README.md", "LICENSE" or "pages.README". A page of such a name
// ("readme.html") may be anything.
func aboutFiles(name string) bool {
	first, last, parted := strings.Cut(strings.ToLower(name), ".")
	if i := strings.LastIndexByte(last, '.'); i >= 0 {
		last = last[i+1:]
	}
	return notes[last] || notes[first] && (!parted || last == "md" || last == "txt" || last == "rst")
}

var notes = map[string]bool{
	"readme": true, "license": true, "licence": true, "copying": true, "changelog": true, "contributing": true, "contributors": true,
}

// reason says in words what is wrong, without the path, which stands beside it.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.Is(err, syscall.ELOOP):
		return errLoop.Error()
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return strings.TrimPrefix(err.Error(), onrecord.ErrUnsupported.Error()+": ")
}
