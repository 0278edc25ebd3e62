package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"debug/buildinfo"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// versionOf reads the version that Go stamped on a program: the tag, or a pseudo-version.
func versionOf(program string) (string, error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return "", err
	}
	v := strings.TrimPrefix(info.Main.Version, "v")
	if v == "" || v == "(devel)" {
		return "", errors.New("the program bears no version: build from a git checkout")
	}
	return v, nil
}

// file is one file of an archive.
type file struct {
	name string // with slashes
	mode fs.FileMode
	body []byte
}

// contents are the files of an archive for people: the program and what is beside it.
func (b *build) contents(t target, program string) ([]file, error) {
	body, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	out := []file{{t.binary(), 0o755, body}}
	for _, name := range []string{"LICENSE", "README.md"} {
		if body, err = os.ReadFile(filepath.Join(b.source, name)); err != nil {
			return nil, err
		}
		out = append(out, file{name, 0o644, body})
	}
	for _, folder := range []string{"completions", "man"} {
		err := filepath.WalkDir(filepath.Join(b.work, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			body, err := os.ReadFile(path)
			out = append(out, file{folder + "/" + d.Name(), 0o644, body})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(out, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return out, nil
}

// archive writes a zip for Windows, a tar.gz for all else.
func (b *build) archive(t target, program string) error {
	files, err := b.contents(t, program)
	if err != nil {
		return err
	}
	folder := fmt.Sprintf("onrecord_%s_%s_%s", b.version, t.os, t.arch)
	var out []byte
	name := folder + ".tar.gz"
	if t.os == "windows" {
		name = folder + ".zip"
		out, err = zipped(folder, files, b.at)
	} else {
		out, err = tarred(folder, files, b.at)
	}
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(b.out, name), out, 0o644)
}

func tarred(folder string, files []file, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(z)
	for _, f := range files {
		h := &tar.Header{Typeflag: tar.TypeReg, Name: folder + "/" + f.name, Mode: int64(f.mode), Size: int64(len(f.body)), ModTime: at, Format: tar.FormatPAX}
		if err := w.WriteHeader(h); err != nil {
			return nil, err
		}
		if _, err := w.Write(f.body); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), errors.Join(w.Close(), z.Close())
}

func zipped(folder string, files []file, at time.Time) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		h := &zip.FileHeader{Name: folder + "/" + f.name, Method: zip.Deflate, Modified: at}
		h.SetMode(f.mode)
		one, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := one.Write(f.body); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

// checksumsName is as other projects name it, and as sha256sum --check reads it.
const checksumsName = "SHA256SUMS"

func checksums(out string) error {
	sums, err := sumsOf(out)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, checksumsName), []byte(strings.Join(sums, "")), 0o644)
}

// sumsOf returns a line for each file of a folder, by name.
func sumsOf(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if e.Name() == checksumsName {
			continue
		}
		body, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		out = append(out, fmt.Sprintf("%x  %s\n", sha256.Sum256(body), e.Name()))
	}
	return out, nil
}

// same compares what two builds made, by the sums of the files.
func same(first, second []string) error {
	if len(first) == 0 {
		return errors.New("nothing was built")
	}
	if !slices.Equal(first, second) {
		return fmt.Errorf("built twice, the results differ:\n%s\n%s", strings.Join(first, ""), strings.Join(second, ""))
	}
	fmt.Printf("%d files, built twice, are the same byte for byte\n", len(first))
	return nil
}
