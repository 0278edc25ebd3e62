package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// column is all that was measured of one record, or of another program with the same texts. It is kept in a file, so
// that stages can be run one by one.
type column struct {
	file     string
	Releases int
	Name     string

	Imported        int     // files of the archive
	Parts           []stage // of the import
	Bytes           int64
	More, Relink    stage
	Links           int
	Rest, Importing []answered
	RestLoad        float64
	Meanwhile       stage // the import during which searches were asked
	Pages           []timing
	PagesLoad       float64
	Memory          int64 // bytes, of another program while it was asked
}

// kept reads what was measured until now.
func kept(file string, releases int, name string) (*column, error) {
	c := &column{file: file, Releases: releases, Name: name}
	said, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c, nil
	case err != nil:
		return nil, err
	}
	if err := json.Unmarshal(said, c); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return c, nil
}

func (c *column) keep() error {
	said, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(c.file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(c.file, said, 0o644)
}

// grown is the whole import as one stage.
func (c *column) grown() (all stage) {
	for _, p := range c.Parts {
		all.Releases += p.Releases
		all.phase, all.Saving, all.Server = all.plus(p.phase), all.Saving.plus(p.Saving), all.Server+p.Server
		all.Peak, all.Load = max(all.Peak, p.Peak), max(all.Load, p.Load)
	}
	if slices.ContainsFunc(c.Parts, func(p stage) bool { return p.Saving.Took == 0 }) {
		all.Saving = phase{} // some were measured before it was told apart
	}
	return all
}
