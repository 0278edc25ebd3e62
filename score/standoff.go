package score

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/onrecord/onrecord"
)

// Text is a release's title and body as its collection gives them; paragraphs
// of the body are parted by blank lines.
type Text struct{ Title, Body string }

// ParseStandoff reads a gold that is kept without its text: marks as ranges of
// characters in numbered paragraphs, each paragraph known by its hash. The
// texts are given by the releases' addresses. A release whose text is not
// there, or has other paragraphs than those that were marked, is left out and
// its address returned in missing. The error wraps onrecord.ErrInvalid.
//
// The file is a JSON list of releases: "url", "n", "issued_on", "issued_by",
// "hashes" (of each paragraph, the first 12 hexadecimal digits of its SHA-256)
// and the kinds of fact as in a gold, but "at": [from, to) stands for their
// words, and a name is "at": [paragraph, from, to), as are its "aliases".
// Both sides of a relation are numbers of names; null is a giver not named.
func ParseStandoff(data []byte, texts map[string]Text) (golds []Gold, missing []string, err error) {
	var releases []standoff
	if err := json.Unmarshal(data, &releases); err != nil {
		return nil, nil, fmt.Errorf("%w: gold without text: %w", onrecord.ErrInvalid, err)
	}
	for i := range releases {
		s := &releases[i]
		text, ok := texts[s.URL]
		s.paras = paragraphs(text.Body)
		if !ok || !s.same() {
			missing = append(missing, s.URL)
			continue
		}
		g, err := s.join()
		if err != nil {
			return nil, nil, fmt.Errorf("%w: gold without text: %s: %w", onrecord.ErrInvalid, s.URL, err)
		}
		g.Title = text.Title
		golds = append(golds, g)
	}
	return golds, missing, nil
}

// standoff is a release of such a file.
type standoff struct {
	Gold
	Hashes []string `json:"hashes"`

	Quotes      []ranged[GoldQuote]      `json:"quotes"`
	Dates       []ranged[GoldDate]       `json:"dates"`
	Figures     []ranged[GoldFigure]     `json:"figures"`
	Commitments []ranged[GoldCommitment] `json:"commitments"`
	Names       []rangedName             `json:"names"`
	Relations   []rangedRelation         `json:"relations"`

	paras []string
}

// ranged is a fact and the range of its words, which is empty for a quotation
// of whole paragraphs.
type ranged[F any] struct {
	fact F
	at   [2]int
}

func (r *ranged[F]) UnmarshalJSON(b []byte) error {
	var at struct{ At [2]int }
	if err := json.Unmarshal(b, &at); err != nil {
		return err
	}
	r.at = at.At
	return json.Unmarshal(b, &r.fact)
}

type rangedName struct {
	At       [3]int            `json:"at"`
	Kind     onrecord.NameKind `json:"kind"`
	Aliases  [][3]int          `json:"aliases"`
	Optional bool              `json:"optional"`
}

type rangedRelation struct {
	Para     int                   `json:"para"`
	Type     onrecord.RelationType `json:"type"`
	From     []int                 `json:"from"`
	To       []int                 `json:"to"`
	Optional bool                  `json:"optional"`
}

func paragraphs(body string) []string {
	var out []string
	for p := range strings.SplitSeq(body, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// same reports whether the paragraphs are those that were marked.
func (s *standoff) same() bool {
	if len(s.paras) != len(s.Hashes) {
		return false
	}
	for i, p := range s.paras {
		sum := sha256.Sum256([]byte(p))
		if hex.EncodeToString(sum[:])[:12] != s.Hashes[i] {
			return false
		}
	}
	return true
}

// join puts the words back.
func (s *standoff) join() (Gold, error) {
	g := Gold{N: s.N, Half: s.Half, URL: s.URL, IssuedOn: s.IssuedOn, IssuedBy: s.IssuedBy, Paragraphs: s.paras}
	err := joinAll(s, s.Quotes, &g.Quotes, func(f *GoldQuote) *Mark { return &f.Mark })
	if err == nil {
		err = joinAll(s, s.Dates, &g.Dates, func(f *GoldDate) *Mark { return &f.Mark })
	}
	if err == nil {
		err = joinAll(s, s.Figures, &g.Figures, func(f *GoldFigure) *Mark { return &f.Mark })
	}
	if err == nil {
		err = joinAll(s, s.Commitments, &g.Commitments, func(f *GoldCommitment) *Mark { return &f.Mark })
	}
	if err == nil {
		err = s.joinNames(&g)
	}
	if err == nil {
		err = s.joinRelations(&g)
	}
	return g, err
}

func joinAll[F any](s *standoff, in []ranged[F], out *[]F, mark func(*F) *Mark) error {
	for _, r := range in {
		m := mark(&r.fact)
		if m.Para != nil {
			words, err := s.words(*m.Para, r.at[0], r.at[1])
			if err != nil {
				return err
			}
			m.Text = words
		}
		*out = append(*out, r.fact)
	}
	return nil
}

// words cuts the characters [from, to) out of a paragraph.
func (s *standoff) words(para, from, to int) (string, error) {
	if para < 0 || para >= len(s.paras) {
		return "", fmt.Errorf("there is no paragraph %d", para)
	}
	runes := []rune(s.paras[para])
	if from < 0 || from >= to || to > len(runes) {
		return "", fmt.Errorf("paragraph %d has no characters %d to %d", para, from, to)
	}
	return string(runes[from:to]), nil
}

func (s *standoff) joinNames(g *Gold) error {
	for _, n := range s.Names {
		words, err := s.words(n.At[0], n.At[1], n.At[2])
		if err != nil {
			return err
		}
		joined := GoldName{Mark: Mark{Text: words, Optional: n.Optional}, Kind: n.Kind}
		for _, a := range n.Aliases {
			words, err := s.words(a[0], a[1], a[2])
			if err != nil {
				return err
			}
			joined.Aliases = append(joined.Aliases, words)
		}
		g.Names = append(g.Names, joined)
	}
	return nil
}

func (s *standoff) joinRelations(g *Gold) error {
	side := func(numbers []int) (out []string, err error) {
		for _, n := range numbers {
			if n < 0 || n >= len(g.Names) {
				return nil, fmt.Errorf("there is no name %d", n)
			}
			out = append(out, g.Names[n].Text)
		}
		return out, nil
	}
	for _, r := range s.Relations {
		from, err := side(r.From)
		if err != nil {
			return err
		}
		to, err := side(r.To)
		if err != nil {
			return err
		}
		g.Relations = append(g.Relations, GoldRelation{Mark: Mark{Para: &r.Para, Optional: r.Optional}, Type: r.Type, From: from, To: to})
	}
	return nil
}

// Records turns golds into records of their own paragraphs, so that one
// reader's marks can be held against another's by Measure.
func Records(golds []Gold) []onrecord.Record {
	out := make([]onrecord.Record, 0, len(golds))
	for _, g := range golds {
		out = append(out, RecordOf(g, strings.Join(g.Paragraphs, "\n\n")))
	}
	return out
}

// RecordOf turns a gold into a record whose spans are those of the marks in
// the text. Marks whose words are not there, and optional ones, are left out.
func RecordOf(g Gold, text string) onrecord.Record {
	rec := onrecord.Record{Release: onrecord.Release{Title: g.Title, IssuedOn: g.IssuedOn, IssuedBy: g.IssuedBy, Text: text}}
	p := place(g, text)
	recordFacts(&rec, g, func() func(m Mark) (onrecord.Head, bool) {
		l := p.locator()
		return func(m Mark) (onrecord.Head, bool) {
			find := l.locate
			if m.Text == "" {
				find = l.block
			}
			s, ok := find(m)
			if !ok || m.Optional {
				return onrecord.Head{}, false
			}
			return onrecord.Head{Span: s, Text: s.Of(text)}, true
		}
	})
	return rec
}

func recordFacts(rec *onrecord.Record, g Gold, heads func() func(Mark) (onrecord.Head, bool)) {
	head := heads()
	for _, f := range g.Quotes {
		if h, ok := head(f.Mark); ok {
			rec.Quotes = append(rec.Quotes, onrecord.Quote{Head: h, Speaker: f.Speaker, Role: f.Role})
		}
	}
	head = heads()
	for _, f := range g.Dates {
		if h, ok := head(f.Mark); ok {
			rec.Dates = append(rec.Dates, onrecord.DateFact{Head: h, From: f.From, To: f.To, Bound: f.Bound})
		}
	}
	head = heads()
	for _, f := range g.Figures {
		if h, ok := head(f.Mark); ok {
			rec.Figures = append(rec.Figures, onrecord.Figure{Head: h, Kind: f.Kind, Value: f.Value, ValueTo: f.ValueTo, Unit: f.Unit, Qualifier: f.Qualifier})
		}
	}
	head = heads()
	for _, f := range g.Commitments {
		if h, ok := head(f.Mark); ok {
			rec.Commitments = append(rec.Commitments, onrecord.Commitment{Head: h, Actor: f.Actor, Due: f.Due})
		}
	}
	for _, n := range g.Names {
		if n.Optional {
			continue
		}
		rec.Names = append(rec.Names, onrecord.Name{Text: n.Text, Kind: n.Kind, Aliases: n.Aliases})
	}
	for _, r := range g.Relations {
		if r.Optional {
			continue
		}
		to := ""
		if len(r.To) > 0 {
			to = r.To[0]
		}
		rec.Relations = append(rec.Relations, onrecord.Relation{Type: r.Type, From: r.From, To: to})
	}
}
