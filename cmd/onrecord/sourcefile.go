package main

import (
	"bytes"
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

// readSources reads sources from a TOML or OPML file, told by its content.
func readSources(name string) ([]onrecord.Source, error) {
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
	if bytes.HasPrefix(bytes.TrimLeft(body, "\xef\xbb\xbf \t\r\n"), []byte("<")) {
		read = sourcesOfOPML
	}
	sources, err := read(body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(sources) == 0 {
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

func sourcesOfOPML(body []byte) ([]onrecord.Source, error) {
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
	var walk func([]outline) error
	walk = func(outlines []outline) error {
		for _, o := range outlines {
			if o.Feed != "" {
				src, err := onrecord.ParseSource("feed:" + o.Feed)
				if err != nil {
					return err
				}
				if src.Name = o.Title; src.Name == "" {
					src.Name = o.Text
				}
				if !seen[src.Spec] {
					seen[src.Spec] = true
					out = append(out, src)
				}
			}
			if err := walk(o.Outlines); err != nil {
				return err
			}
		}
		return nil
	}
	return out, walk(file.Outlines)
}
