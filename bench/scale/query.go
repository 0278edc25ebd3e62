package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/release"
	"github.com/onrecord/onrecord/search"
	"github.com/onrecord/onrecord/source"
)

// query is one query, as every program is asked it in its own language.
type query struct {
	Class          string
	Words          []string // in lower case, as they stand in texts; all must stand there
	Phrase, Prefix bool     // side by side; the last is the beginning of a word
	Issuer         string   // "" for any
	Year           int      // of issue; 0 for any
	Newest         bool     // in the order of issue, else by relevance
	Counts         bool     // and counts by issuer, year and what else there is
}

// typed is the query as a person types it into onrecord.
func (q *query) typed() string {
	var parts []string
	words := strings.Join(q.Words, " ")
	switch {
	case q.Phrase:
		words = `"` + words + `"`
	case q.Prefix:
		words += "*"
	}
	if words != "" {
		parts = append(parts, words)
	}
	if q.Issuer != "" {
		parts = append(parts, fmt.Sprintf("issuer:%q", q.Issuer))
	}
	if q.Year != 0 {
		parts = append(parts, fmt.Sprintf("issued:%d", q.Year))
	}
	return strings.Join(parts, " ")
}

func (q *query) node() (search.Node, error) { return search.Parse(q.typed()) }

// text is a release as other programs are given it.
type text struct {
	Number int64 `json:"number"` // days and an order within: later ones are higher
	Day    int   `json:"day"`    // YYYYMMDD
	Issuer string
	Title  string
	Text   string
}

// textsOf reads the releases of a page of an archive.
func textsOf(file string) (out []text, err error) {
	body, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	c := onrecord.NewCapture(body, filepath.Base(file), "", onrecord.NewDate(2030, 1, 1).Time())
	kind, drafts, _ := source.Read(c)
	for _, d := range drafts {
		r, err := release.New(c, kind, d)
		if err != nil {
			return nil, err
		}
		out = append(out, text{Day: r.IssuedOn.Number(), Issuer: strings.Join(r.IssuedBy, ", "), Title: r.Title, Text: r.Text})
	}
	return out, nil
}

// sampledPages is how many pages of an archive the queries are taken from.
const sampledPages = 40

// sampledWords are the words of some texts by how many of these hold them, and what stands side by side.
type sampledWords struct {
	texts                  int
	in                     map[string]int
	beside                 map[[2]string]int
	issuers                []string
	years                  []int
	common, middling, rare []string
}

// The shares of texts in which words of a class stand.
const (
	commonShare   = 0.4
	middlingLeast = 0.005
	middlingMost  = 0.05
	rareMost      = 3 // of the sampled texts
)

// queries makes the queries of an archive: the same for every program, and whenever they are made again.
func (a *archive) queries(each int) ([]query, error) {
	files, err := a.pages("archive", a.releases, 1)
	if err != nil {
		return nil, err
	}
	words, err := sampled(files)
	if err != nil {
		return nil, err
	}
	return words.queries(each), nil
}

func sampled(files []string) (*sampledWords, error) {
	w := &sampledWords{in: map[string]int{}, beside: map[[2]string]int{}}
	issuers, years := map[string]bool{}, map[int]bool{}
	step := max(1, len(files)/sampledPages)
	for i := 0; i < len(files); i += step {
		texts, err := textsOf(files[i])
		if err != nil {
			return nil, err
		}
		for _, t := range texts {
			w.add(t.Text)
			issuers[t.Issuer], years[t.Day/10000] = true, true
		}
	}
	w.issuers, w.years = slices.Sorted(maps.Keys(issuers)), slices.Sorted(maps.Keys(years))
	for _, word := range slices.Sorted(maps.Keys(w.in)) {
		switch n := float64(w.in[word]); {
		case n >= commonShare*float64(w.texts):
			w.common = append(w.common, word)
		case n >= middlingLeast*float64(w.texts) && n <= middlingMost*float64(w.texts):
			w.middling = append(w.middling, word)
		case n <= rareMost:
			w.rare = append(w.rare, word)
		}
	}
	return w, nil
}

func (w *sampledWords) add(s string) {
	w.texts++
	seen, last := map[string]bool{}, ""
	for _, word := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) }) {
		if len(word) < 3 {
			last = ""
			continue
		}
		if last != "" {
			w.beside[[2]string{last, word}]++
		}
		last = word
		if !seen[word] {
			seen[word] = true
			w.in[word]++
		}
	}
}

func (w *sampledWords) queries(each int) (out []query) {
	random := rand.New(rand.NewPCG(1, 2))
	of := func(list []string) string { return list[random.IntN(len(list))] }
	common := map[string]bool{}
	for _, word := range w.common {
		common[word] = true
	}
	var phrases, commonPhrases [][2]string
	for pair, n := range w.beside {
		switch {
		case common[pair[0]] && common[pair[1]]:
			commonPhrases = append(commonPhrases, pair)
		case n > 1 && (common[pair[0]] || common[pair[1]]):
			phrases = append(phrases, pair)
		}
	}
	order := func(a, b [2]string) int { return strings.Compare(a[0]+" "+a[1], b[0]+" "+b[1]) }
	slices.SortFunc(phrases, order)
	slices.SortFunc(commonPhrases, order)
	begun := func() []string { return []string{of(w.middling)[:3]} }
	beside := func(list [][2]string) []string { p := list[random.IntN(len(list))]; return p[:] }
	for range each {
		year := w.years[random.IntN(len(w.years))]
		out = append(out,
			query{Class: "everything, newest", Newest: true},
			query{Class: "rare word, relevance", Words: []string{of(w.rare)}},
			query{Class: "rare word, newest", Words: []string{of(w.rare)}, Newest: true},
			query{Class: "middling word, relevance", Words: []string{of(w.middling)}},
			query{Class: "common word, relevance", Words: []string{of(w.common)}},
			query{Class: "common word, newest", Words: []string{of(w.common)}, Newest: true},
			query{Class: "two words, relevance", Words: []string{of(w.common), of(w.middling)}},
			query{Class: "phrase, relevance", Words: beside(phrases), Phrase: true},
			query{Class: "phrase of common words, relevance", Words: beside(commonPhrases), Phrase: true},
			query{Class: "prefix of three letters, relevance", Words: begun(), Prefix: true},
			query{Class: "prefix of three letters, newest", Words: begun(), Prefix: true, Newest: true},
			query{Class: "word and issuer, newest", Words: []string{of(w.middling)}, Issuer: of(w.issuers), Newest: true},
			query{Class: "common word, issuer and year, relevance", Words: []string{of(w.common)}, Issuer: of(w.issuers), Year: year},
			query{Class: "year, newest", Year: year, Newest: true},
			query{Class: "common word, newest, with counts", Words: []string{of(w.common)}, Newest: true, Counts: true},
			query{Class: "two words, relevance, with counts", Words: []string{of(w.common), of(w.middling)}, Counts: true},
		)
	}
	return out
}

// writeQueries keeps queries for programs of their own.
func writeQueries(file string, list []query) error {
	said, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return os.WriteFile(file, said, 0o644)
}
