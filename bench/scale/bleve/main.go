// Command bleve indexes and searches releases with Bleve, for bench/scale to measure beside: it is given a file of texts,
// one of queries and a folder for its index, and prints what each took as JSON. It is a module of its own, so that
// onrecord does not depend on Bleve.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
)

// text and asked are those of bench/scale.
type text struct {
	Number int64 `json:"number"`
	Day    int   `json:"day"`
	Issuer string
	Title  string
	Text   string
}

type asked struct {
	Words          []string
	Phrase, Prefix bool
	Issuer         string
	Year           int
	Newest, Counts bool
}

type outcome struct {
	BuildSeconds, BuildProcessorSeconds float64
	BuildMemory, Memory, Bytes          int64
	TookNanoseconds                     []int64
	Found                               []int
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "bleve: want a file of texts, one of queries, and a folder that is not there")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "bleve:", err)
		os.Exit(1)
	}
}

func run(texts, queries, folder string) error {
	index, err := bleve.New(folder, fields())
	if err != nil {
		return err
	}
	defer index.Close()
	var out outcome
	start := time.Now()
	if err := build(index, texts); err != nil {
		return err
	}
	out.BuildSeconds, out.BuildProcessorSeconds = time.Since(start).Seconds(), processorTime().Seconds()
	out.BuildMemory = memory("VmHWM:")
	said, err := os.ReadFile(queries)
	if err != nil {
		return err
	}
	var list []asked
	if err := json.Unmarshal(said, &list); err != nil {
		return err
	}
	for _, warm := range []bool{true, false} {
		for i := range list {
			if warm && i == 20 {
				break
			}
			start := time.Now()
			found, err := index.Search(list[i].request())
			if err != nil {
				return err
			}
			if !warm {
				out.TookNanoseconds, out.Found = append(out.TookNanoseconds, int64(time.Since(start))), append(out.Found, int(found.Total))
			}
		}
	}
	out.Memory = memory("VmRSS:")
	err = filepath.WalkDir(folder, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			out.Bytes += info.Size()
		}
		return err
	})
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(out)
}

// fields keeps the text, so that a page of hits has it, and indexes title and text in English.
func fields() mapping.IndexMapping {
	words := bleve.NewTextFieldMapping()
	words.Analyzer = "en"
	issuer := bleve.NewKeywordFieldMapping()
	number := bleve.NewNumericFieldMapping()
	release := bleve.NewDocumentStaticMapping()
	for name, f := range map[string]*mapping.FieldMapping{"title": words, "text": words, "issuer": issuer, "year": number, "number": number} {
		release.AddFieldMappingsAt(name, f)
	}
	m := bleve.NewIndexMapping()
	m.DefaultMapping = release
	return m
}

// atOnce is how many releases are indexed in one batch.
const atOnce = 500

func build(index bleve.Index, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	lines, batch := json.NewDecoder(bufio.NewReaderSize(f, 1<<20)), index.NewBatch()
	for {
		var t text
		err := lines.Decode(&t)
		if errors.Is(err, io.EOF) {
			return index.Batch(batch)
		}
		if err != nil {
			return err
		}
		err = batch.Index(strconv.FormatInt(t.Number, 10), map[string]any{"title": t.Title, "text": t.Text, "issuer": t.Issuer, "year": float64(t.Day / 10000), "number": float64(t.Number)})
		if err != nil {
			return err
		}
		if batch.Size() < atOnce {
			continue
		}
		if err := index.Batch(batch); err != nil {
			return err
		}
		batch.Reset()
	}
}

func (a *asked) request() *bleve.SearchRequest {
	var all []query.Query
	if len(a.Words) > 0 {
		all = append(all, a.words())
	}
	if a.Issuer != "" {
		q := bleve.NewTermQuery(a.Issuer)
		q.SetField("issuer")
		all = append(all, q)
	}
	if a.Year != 0 {
		from, to, inclusive := float64(a.Year), float64(a.Year), true
		q := bleve.NewNumericRangeInclusiveQuery(&from, &to, &inclusive, &inclusive)
		q.SetField("year")
		all = append(all, q)
	}
	var whole query.Query = bleve.NewMatchAllQuery()
	if len(all) > 0 {
		whole = bleve.NewConjunctionQuery(all...)
	}
	r := bleve.NewSearchRequestOptions(whole, 20, 0, false)
	r.Fields = []string{"title", "text"}
	if a.Newest {
		r.SortBy([]string{"-number"})
	}
	if a.Counts {
		r.AddFacet("issuer", bleve.NewFacetRequest("issuer", 20))
		years := bleve.NewFacetRequest("year", 50)
		for y := 2000.0; y < 2050; y++ {
			from, to := y, y+1
			years.AddNumericRange(strconv.Itoa(int(y)), &from, &to)
		}
		r.AddFacet("year", years)
	}
	return r
}

// words are looked for in title and text.
func (a *asked) words() query.Query {
	in := func(field string) query.Query {
		switch {
		case a.Phrase:
			q := bleve.NewMatchPhraseQuery(strings.Join(a.Words, " "))
			q.SetField(field)
			return q
		case a.Prefix:
			q := bleve.NewPrefixQuery(a.Words[0])
			q.SetField(field)
			return q
		}
		q := bleve.NewMatchQuery(strings.Join(a.Words, " "))
		q.SetField(field)
		q.SetOperator(query.MatchQueryOperatorAnd)
		return q
	}
	return bleve.NewDisjunctionQuery(in("title"), in("text"))
}

func processorTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// memory returns what Linux says of this process's memory, in bytes.
func memory(of string) (kB int64) {
	said, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(said)) {
		if strings.HasPrefix(line, of) {
			_, _ = fmt.Sscan(strings.TrimPrefix(line, of), &kB)
		}
	}
	return kB << 10
}
