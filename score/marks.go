package score

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
)

// ParseMarks reads a gold in the compact notation that the sample's gold is
// written in: marks without the releases' text, which is taken from the
// records of the same titles, one paragraph a block.
//
// A release begins with "= " and its title; "#" begins a comment. Each mark
// is a line of a letter and fields parted by " | ", with "?" before the
// letter where careful readers may differ (optional). P is a paragraph's
// number, from 0. Words are copied from it; "…" stands for all between.
//
//	Q P-P | speaker | role            a block of paragraphs
//	Q P | words | speaker | role      words in quotation marks
//	D P | words | from | to | bound   days as 2025-02-14, "-" for an open end
//	F P | words | kind | value | unit | qualifier      value 3..5 for a range
//	C P | words | actor | strength [ | due words | from | to ]
//	N words | kind [ | alias; alias ]
//	R P | type | from [ + from ] | to
//
// "*" for C's words is the whole paragraph. The error wraps
// onrecord.ErrInvalid and names the line.
func ParseMarks(name, data string, records []onrecord.Record) ([]Gold, error) {
	p := &marks{texts: map[string]*onrecord.Record{}}
	for i := range records {
		p.texts[squash(records[i].Title)] = &records[i]
	}
	for i, line := range strings.Split(data, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := p.line(line); err != nil {
			return nil, fmt.Errorf("%w: %s, line %d: %w", onrecord.ErrInvalid, name, i+1, err)
		}
	}
	return p.golds, nil
}

type marks struct {
	texts map[string]*onrecord.Record
	golds []Gold
}

func (p *marks) line(line string) error {
	if title, ok := strings.CutPrefix(line, "= "); ok {
		return p.release(squash(title))
	}
	if len(p.golds) == 0 {
		return fmt.Errorf("a mark stands before the first release")
	}
	optional := strings.HasPrefix(line, "?")
	letter, rest, _ := strings.Cut(strings.TrimPrefix(line, "?"), " ")
	fields := strings.Split(rest, "|")
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	m := mark{gold: &p.golds[len(p.golds)-1], fields: fields, optional: optional}
	switch letter {
	case "Q":
		return m.quote()
	case "D":
		return m.date()
	case "F":
		return m.figure()
	case "C":
		return m.commitment()
	case "N":
		return m.name()
	case "R":
		return m.relation()
	}
	return fmt.Errorf("%q is no kind of mark", letter)
}

func (p *marks) release(title string) error {
	rec := p.texts[title]
	if rec == nil {
		return fmt.Errorf("no record has the title %q", title)
	}
	for _, g := range p.golds {
		if squash(g.Title) == title {
			return fmt.Errorf("%q stands twice", title)
		}
	}
	g := Gold{N: len(p.golds) + 1, Title: rec.Title, IssuedOn: rec.IssuedOn, IssuedBy: rec.IssuedBy}
	for _, b := range rec.Blocks {
		g.Paragraphs = append(g.Paragraphs, b.Of(rec.Text))
	}
	p.golds = append(p.golds, g)
	return nil
}

// mark is one line under its release.
type mark struct {
	gold     *Gold
	fields   []string
	optional bool
}

func (m mark) want(counts ...int) error {
	for _, n := range counts {
		if len(m.fields) == n {
			return nil
		}
	}
	return fmt.Errorf("%d fields, want %v", len(m.fields), counts)
}

// at returns the mark of the words in field i, which must stand in the
// paragraph that field 0 names.
func (m mark) at(i int) (Mark, error) {
	para, err := strconv.Atoi(m.fields[0])
	if err != nil || para < 0 || para >= len(m.gold.Paragraphs) {
		return Mark{}, fmt.Errorf("%q is no paragraph of %q, which has %d", m.fields[0], m.gold.Title, len(m.gold.Paragraphs))
	}
	words, err := whole(m.fields[i], m.gold.Paragraphs[para])
	return Mark{Para: &para, Text: words, Optional: m.optional}, err
}

// whole returns the words with "…" filled in from the paragraph.
func whole(words, para string) (string, error) {
	if words == "*" {
		return para, nil
	}
	if strings.Contains(para, words) {
		return words, nil
	}
	first, last, ok := strings.Cut(words, "…")
	from := strings.Index(para, strings.TrimSpace(first))
	if !ok || from < 0 {
		return "", fmt.Errorf("%q does not stand in its paragraph: %q", words, para)
	}
	last = strings.TrimSpace(last)
	to := strings.Index(para[from:], last)
	if last == "" || to < 0 {
		return "", fmt.Errorf("%q does not end in its paragraph: %q", words, para)
	}
	return para[from : from+to+len(last)], nil
}

func (m mark) quote() error {
	if err := m.want(3, 4); err != nil {
		return err
	}
	if len(m.fields) == 4 {
		at, err := m.at(1)
		m.gold.Quotes = append(m.gold.Quotes, GoldQuote{Mark: at, Speaker: m.fields[2], Role: m.fields[3]})
		return err
	}
	from, to, ok := strings.Cut(m.fields[0], "-")
	if !ok {
		to = from
	}
	a, err := strconv.Atoi(from)
	b, err2 := strconv.Atoi(to)
	if err != nil || err2 != nil || a > b || b >= len(m.gold.Paragraphs) {
		return fmt.Errorf("%q is no range of paragraphs of %q, which has %d", m.fields[0], m.gold.Title, len(m.gold.Paragraphs))
	}
	m.gold.Quotes = append(m.gold.Quotes, GoldQuote{Mark: Mark{Paras: []int{a, b}, Optional: m.optional}, Speaker: m.fields[1], Role: m.fields[2]})
	return nil
}

func (m mark) date() error {
	if err := m.want(5); err != nil {
		return err
	}
	at, err := m.at(1)
	if err != nil {
		return err
	}
	from, to, err := interval(m.fields[2], m.fields[3])
	m.gold.Dates = append(m.gold.Dates, GoldDate{Mark: at, From: from, To: to, Bound: onrecord.Bound(m.fields[4])})
	return err
}

func interval(from, to string) (a, b onrecord.Date, err error) {
	if from != "-" {
		if a, err = onrecord.ParseDate(from); err != nil {
			return a, b, err
		}
	}
	if to != "-" {
		b, err = onrecord.ParseDate(to)
	}
	return a, b, err
}

func (m mark) figure() error {
	if err := m.want(6); err != nil {
		return err
	}
	at, err := m.at(1)
	if err != nil {
		return err
	}
	f := GoldFigure{Mark: at, Kind: onrecord.FigureKind(m.fields[2]), Unit: m.fields[4], Qualifier: onrecord.Qualifier(m.fields[5])}
	value, to, isRange := strings.Cut(m.fields[3], "..")
	if f.Value, err = strconv.ParseFloat(value, 64); err != nil {
		return err
	}
	if isRange {
		upper, err := strconv.ParseFloat(to, 64)
		if err != nil {
			return err
		}
		f.ValueTo = &upper
	}
	m.gold.Figures = append(m.gold.Figures, f)
	return nil
}

func (m mark) commitment() error {
	if err := m.want(4, 7); err != nil {
		return err
	}
	at, err := m.at(1)
	if err != nil {
		return err
	}
	c := GoldCommitment{Mark: at, Actor: m.fields[2]}
	if len(m.fields) == 7 {
		from, to, err := interval(m.fields[5], m.fields[6])
		if err != nil {
			return err
		}
		c.Due = &onrecord.Due{Text: m.fields[4], From: from, To: to}
	}
	m.gold.Commitments = append(m.gold.Commitments, c)
	return nil
}

func (m mark) name() error {
	if err := m.want(2, 3); err != nil {
		return err
	}
	n := GoldName{Mark: Mark{Text: m.fields[0], Optional: m.optional}, Kind: onrecord.NameKind(m.fields[1])}
	if len(m.fields) == 3 {
		for _, alias := range strings.Split(m.fields[2], ";") {
			n.Aliases = append(n.Aliases, strings.TrimSpace(alias))
		}
	}
	m.gold.Names = append(m.gold.Names, n)
	return m.standing(n.Text)
}

// standing refuses words that stand nowhere in the release.
func (m mark) standing(words string) error {
	for _, p := range m.gold.Paragraphs {
		if strings.Contains(p, words) {
			return nil
		}
	}
	return fmt.Errorf("%q stands nowhere in %q", words, m.gold.Title)
}

func (m mark) relation() error {
	if err := m.want(4); err != nil {
		return err
	}
	para, err := strconv.Atoi(m.fields[0])
	if err != nil || para < 0 || para >= len(m.gold.Paragraphs) {
		return fmt.Errorf("%q is no paragraph of %q", m.fields[0], m.gold.Title)
	}
	r := GoldRelation{Mark: Mark{Para: &para, Optional: m.optional}, Type: onrecord.RelationType(m.fields[1]), To: onrecord.OneOrMore{m.fields[3]}}
	for _, from := range strings.Split(m.fields[2], " + ") {
		r.From = append(r.From, strings.TrimSpace(from))
	}
	m.gold.Relations = append(m.gold.Relations, r)
	return nil
}
