package webarchive

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/store"
)

// archiveName is the one WARC file of a WACZ file.
const archiveName = "data.warc.gz"

// WACZ writes the captures that a query finds as one WACZ file: their WARC file,
// an index of it as CDXJ, a list of the pages, and a data package that holds
// the hash of each. The index is kept in memory until it is written, about 300
// bytes a capture.
func WACZ(ctx context.Context, w io.Writer, s store.Reader, q search.Node, o Options) error {
	o.Compressed = true
	p := &pack{zip: zip.NewWriter(w), at: o.At}
	var lines, pages []string
	err := p.add("archive/"+archiveName, func(w io.Writer) error {
		return writeWARC(ctx, w, s, q, o, func(r record) {
			lines = append(lines, r.indexLine())
			if OnTheWeb(r.target) {
				pages = append(pages, r.pageLine())
			}
		})
	})
	slices.Sort(lines) // an index is searched by halves, in the order of its bytes
	if err == nil {
		err = p.add("indexes/index.cdx", writeLines(lines))
	}
	if err == nil {
		head := marshal(struct {
			Format string `json:"format"`
			ID     string `json:"id"`
			Title  string `json:"title"`
		}{"json-pages-1.0", "pages", o.title()})
		err = p.add("pages/pages.jsonl", writeLines(append([]string{head}, pages...)))
	}
	if err == nil {
		err = p.describe(o)
	}
	if err != nil {
		return fmt.Errorf("write web archive: %w", err)
	}
	return p.zip.Close()
}

// pack is the zip file on its way, with what its data package will say.
type pack struct {
	zip       *zip.Writer
	at        time.Time
	resources []resource
}

type resource struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Hash  string `json:"hash"`
	Bytes int64  `json:"bytes"`
}

// add writes a file without compression: a reader fetches ranges of it.
func (p *pack) add(name string, write func(io.Writer) error) error {
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: p.at.UTC()})
	if err != nil {
		return err
	}
	sum := sha256.New()
	out := &counter{w: io.MultiWriter(w, sum)}
	if err := write(out); err != nil {
		return err
	}
	short := name[strings.LastIndexByte(name, '/')+1:]
	p.resources = append(p.resources, resource{short, name, "sha256:" + hex.EncodeToString(sum.Sum(nil)), out.n})
	return nil
}

// describe writes the data package of what was added, and its own hash.
func (p *pack) describe(o Options) error {
	const name = "datapackage.json"
	description, err := json.MarshalIndent(struct {
		Profile   string     `json:"profile"`
		Version   string     `json:"wacz_version"`
		Title     string     `json:"title"`
		Software  string     `json:"software"`
		Created   string     `json:"created"`
		Resources []resource `json:"resources"`
	}{"data-package", "1.1.1", o.title(), o.Software, o.At.UTC().Format(time.RFC3339), p.resources}, "", "  ")
	if err != nil {
		return err
	}
	if err := p.add(name, writeLines([]string{string(description)})); err != nil {
		return err
	}
	hash := p.resources[len(p.resources)-1].Hash
	return p.add("datapackage-digest.json", writeLines([]string{marshal(struct {
		Path string `json:"path"`
		Hash string `json:"hash"`
	}{name, hash})}))
}

func writeLines(lines []string) func(io.Writer) error {
	return func(w io.Writer) error {
		for _, line := range lines {
			if _, err := io.WriteString(w, line+"\n"); err != nil {
				return err
			}
		}
		return nil
	}
}

// indexLine is the capture's line of a CDXJ index
// (https://specs.webrecorder.net/cdxj/0.1.0/): a key to sort by, the time, and
// where in the WARC file it stands.
func (r record) indexLine() string {
	return fmt.Sprintf("%s %s %s", sortKey(r.target), r.capture.At.UTC().Format("20060102150405"), marshal(struct {
		URL      string `json:"url"`
		Mime     string `json:"mime,omitempty"`
		Status   string `json:"status"`
		Digest   string `json:"digest"`
		Length   string `json:"length"`
		Offset   string `json:"offset"`
		Filename string `json:"filename"`
	}{r.target, mediaType(r.capture.MediaType), "200", "sha256:" + r.capture.Hash, fmt.Sprint(r.length), fmt.Sprint(r.offset), archiveName}))
}

func (r record) pageLine() string {
	return marshal(struct {
		ID  string `json:"id"`
		URL string `json:"url"`
		At  string `json:"ts"`
	}{r.capture.Hash[:16], r.target, r.capture.At.UTC().Format(time.RFC3339)})
}

// mediaType is a media type without its parameters.
func mediaType(s string) string {
	s, _, _ = strings.Cut(s, ";")
	return strings.TrimSpace(s)
}

// sortKey is an address in sort-friendly form (SURT): the host's names from
// the last to the first, without "www", then the port, the path and the query,
// in small letters: "com,example)/news?page=2".
func sortKey(target string) string {
	u, err := url.Parse(target)
	if err != nil || u.Host == "" {
		return strings.ToLower(target)
	}
	host, port, err := net.SplitHostPort(u.Host)
	if err != nil {
		host, port = u.Host, ""
	}
	names := strings.Split(strings.TrimPrefix(strings.ToLower(host), "www."), ".")
	if net.ParseIP(strings.Trim(host, "[]")) == nil {
		slices.Reverse(names)
	} else {
		names = []string{host}
	}
	key := strings.Join(names, ",")
	if port != "" && (u.Scheme != "http" || port != "80") && (u.Scheme != "https" || port != "443") {
		key += ":" + port
	}
	key += ")/" + strings.TrimLeft(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return strings.ToLower(key)
}

// marshal returns JSON of a value that can't fail, with what is in addresses
// left as it is.
func marshal(v any) string {
	var out strings.Builder
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // a struct of texts
	}
	return strings.TrimSuffix(out.String(), "\n")
}
