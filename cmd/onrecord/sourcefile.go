package main

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/net/html/charset"

	"github.com/onrecord/onrecord"
)

// maxSourceFile is the most bytes of a file that lists sources.
const maxSourceFile = 10 << 20

// readSources reads sources from a TOML or OPML file, told by its content. What an OPML file, which a feed
// reader wrote, holds beside web addresses is told of and left out; a TOML file is taken whole or not at all.
func (p *program) readSources(name string) ([]onrecord.Source, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", onrecord.ErrInvalid, err)
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, maxSourceFile+1))
	if err != nil {
		return nil, err
	}
	if len(body) > maxSourceFile {
		return nil, fmt.Errorf("%w: %s has more than %d bytes", onrecord.ErrTooLarge, name, maxSourceFile)
	}
	read := sourcesOfTOML
	leftOut := 0
	if bytes.HasPrefix(bytes.TrimLeft(body, "\xef\xbb\xbf \t\r\n"), []byte("<")) {
		read = func(body []byte) ([]onrecord.Source, error) {
			return sourcesOfOPML(body, func(err error) {
				leftOut++
				fmt.Fprintf(p.stderr, "Left out: %s\n", plain(err.Error()))
			})
		}
	}
	sources, err := read(body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(sources) == 0 {
		if leftOut > 0 {
			return nil, fmt.Errorf("%w: %s names no source that can be followed", onrecord.ErrInvalid, name)
		}
		return nil, fmt.Errorf("%w: %s names no source", onrecord.ErrInvalid, name)
	}
	return sources, nil
}

func sourcesOfTOML(body []byte) ([]onrecord.Source, error) {
	var file struct {
		Sources []struct {
			Spec  string `toml:"spec"`
			Name  string `toml:"name"`
			Every string `toml:"every"`
			Local bool   `toml:"local"`
		} `toml:"source"`
	}
	decoder := toml.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		return nil, fmt.Errorf("%w: %s", onrecord.ErrInvalid, tomlFault(err))
	}
	var out []onrecord.Source
	for i, s := range file.Sources {
		src, err := parseSource(s.Spec)
		if err == nil && s.Every != "" {
			if src.Every, err = time.ParseDuration(s.Every); err != nil {
				err = fmt.Errorf("%w: every = %q is no duration such as \"2h\"", onrecord.ErrInvalid, s.Every)
			} else if src.Every < onrecord.MinEvery || src.Every > onrecord.MaxEvery {
				err = fmt.Errorf("%w: every = %q is not from %s to %s", onrecord.ErrInvalid, s.Every, short(onrecord.MinEvery), short(onrecord.MaxEvery))
			}
		}
		if err != nil {
			return nil, fmt.Errorf("source %d: %w", i+1, err)
		}
		src.Name, src.Local = s.Name, s.Local
		out = append(out, src)
	}
	return out, nil
}

// tomlFault says where a file is wrong, and how.
func tomlFault(err error) string {
	switch e := err.(type) {
	case *toml.DecodeError:
		row, column := e.Position()
		return fmt.Sprintf("line %d, column %d: %s", row, column, e.Error())
	case *toml.StrictMissingError:
		row, _ := e.Errors[0].Position()
		return fmt.Sprintf("line %d: there is no %s here; a [[source]] has spec, name, every and local", row, strings.Join(e.Errors[0].Key(), "."))
	}
	return err.Error()
}

// outline is one of OPML 2.0 (http://opml.org/spec2.opml): a feed, or a group of them.
type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr"`
	Feed     string    `xml:"xmlUrl,attr"`
	Outlines []outline `xml:"outline"`
}

// sourcesOfOPML reads the feeds of an OPML file, each once, and calls leftOut with why one can't be followed.
func sourcesOfOPML(body []byte, leftOut func(error)) ([]onrecord.Source, error) {
	var file struct {
		XMLName  xml.Name  `xml:"opml"`
		Outlines []outline `xml:"body>outline"`
	}
	decoder := xml.NewDecoder(bytes.NewReader(body))
	decoder.Strict, decoder.CharsetReader = false, charset.NewReaderLabel
	if err := decoder.Decode(&file); err != nil {
		return nil, fmt.Errorf("%w: this is no OPML: %v", onrecord.ErrInvalid, err)
	}
	var out []onrecord.Source
	seen := map[string]bool{}
	var walk func([]outline)
	walk = func(outlines []outline) {
		for _, o := range outlines {
			src, err := onrecord.ParseSource("feed:" + o.Feed)
			src.Name = cmp.Or(o.Title, o.Text)
			switch {
			case o.Feed == "": // a group
			case err != nil:
				leftOut(err)
			case !seen[src.Spec]:
				seen[src.Spec] = true
				out = append(out, src)
			}
			walk(o.Outlines)
		}
	}
	walk(file.Outlines)
	return out, nil
}
