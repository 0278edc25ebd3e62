package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/sample"
	"github.com/onrecord/onrecord/score"
)

// marked is a release and its gold's facts in the release's text.
type marked struct{ record, gold onrecord.Record }

// sharedFolder holds the real archive and its gold; it lies beside the project.
const sharedFolder = "../shared"

// realArchive reads the real archive and its gold.
func realArchive() ([]marked, error) {
	page, err := os.ReadFile(filepath.Join(sharedFolder, "corpus/000_a84290d9e85f6fee.txt"))
	if err != nil {
		return nil, fmt.Errorf("the real archive is not here (run from the project's root): %w", err)
	}
	data, err := os.ReadFile(filepath.Join(sharedFolder, "eval/archive-2025.json"))
	if err != nil {
		return nil, err
	}
	golds, err := score.ParseGold(data)
	if err != nil {
		return nil, err
	}
	return pair(golds, ingest.Read(onrecord.NewCapture(page, "archive.txt", "", time.Unix(0, 0))).Records), nil
}

// invented reads the sample's releases and their gold.
func invented() ([]marked, error) {
	var records []onrecord.Record
	err := fs.WalkDir(sample.Files(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(sample.Files(), path)
		records = append(records, ingest.Read(onrecord.NewCapture(body, path, "", sample.CapturedAt(path))).Records...)
		return err
	})
	if err != nil {
		return nil, err
	}
	paths, err := filepath.Glob("sample/gold/*.gold")
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("the sample's gold is not here (run from the project's root): %w", os.ErrNotExist)
	}
	var golds []score.Gold
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		g, err := score.ParseMarks(path, string(data), records)
		if err != nil {
			return nil, err
		}
		golds = append(golds, g...)
	}
	return pair(golds, records), nil
}

func pair(golds []score.Gold, records []onrecord.Record) []marked {
	byTitle := map[string]*onrecord.Record{}
	for i := range records {
		byTitle[records[i].Title] = &records[i]
	}
	var out []marked
	for _, g := range golds {
		if r := byTitle[g.Title]; r != nil {
			out = append(out, marked{*r, score.RecordOf(g, r.Text)})
		}
	}
	return out
}
