package link

import (
	"slices"
	"strconv"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// Stages is the word list of a law's stages: the words that name one, with its
// place in the order of stages and its name in one form ("4 second reading").
var Stages = list("stage")

var stageStarts = starts(Stages)

// stages adds the stages of laws that the record tells, each with its day. A
// stage without a day of its own, or still to come, is left out.
func (p *passages) stages(out []Member) []Member {
	laws := p.laws()
	for i, b := range p.record.Blocks {
		if !mayTell(b.Of(p.record.Text)) {
			continue
		}
		sheet := p.sheet(i)
		for _, s := range sheet.sentences {
			part := sheet.tokens[s[0]:s[1]]
			at := onrecord.Span{Start: b.Start + int(part[0].Start), End: b.Start + int(part[len(part)-1].End)}
			for j := 0; j < len(part); j++ {
				stage, end := stageAt(part, j)
				if end == 0 {
					continue
				}
				if m, ok := p.stage(at, i, part, j, stage, laws, b.Start); ok {
					out = append(out, m)
				}
				break // one sentence, one stage
			}
		}
	}
	return out
}

// mayTell reports whether words hold any with which a stage begins: most
// blocks are passed over by it.
func mayTell(words string) bool {
	for w := range strings.FieldsSeq(words) {
		if stageStarts[strings.ToLower(w)] {
			return true
		}
	}
	return false
}

// longestStage is the most words of an entry of the list of stages.
const longestStage = 5

// stageAt returns the longest entry of the list that the tokens spell from i
// on, and the index after it; 0 where none does.
func stageAt(tokens []text.Token, i int) (stage string, end int) {
	if !stageStarts[tokens[i].Norm] {
		return "", 0
	}
	var b strings.Builder
	for n := 0; n < longestStage && i+n < len(tokens); n++ {
		if n > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(tokens[i+n].Norm)
		if v, ok := Stages.Lookup(b.String()); ok {
			stage, end = v, i+n+1
		}
	}
	return stage, end
}

// laws returns the titles of the laws that the release names.
func (p *passages) laws() []string {
	var out []string
	for i := range p.record.Names {
		if n := &p.record.Names[i]; n.Kind == onrecord.NameLaw {
			out = append(out, title(fold(n.Kind, n.Text)))
		}
	}
	return distinct(out)
}

// leadingWords is how many words before a stage may name what reached it.
const leadingWords = 14

// stage makes a member of a sentence that tells a stage.
func (p *passages) stage(at onrecord.Span, block int, tokens []text.Token, i int, stage string, laws []string, offset int) (m Member, ok bool) {
	m = Member{Sort: Stage, Span: at, Signs: []string{ofStage + stage}, Names: p.lawsIn(at)}
	if m.From = p.stageDay(at, tokens); m.From.IsZero() {
		return m, false
	}
	m.To = m.From
	if len(m.Names) == 0 && len(laws) == 1 {
		m.Names = laws
	}
	var nearest []string
	for k := i - 1; k >= max(0, i-leadingWords); k-- {
		t := tokens[k]
		where := onrecord.Span{Start: offset + int(t.Start), End: offset + int(t.End)}
		if term := p.reader.meaning(t).term; term != "" && !p.masked(where) {
			nearest = append(nearest, term)
		}
	}
	m.Terms = distinct(slices.Clone(nearest))
	if len(m.Names) > 1 {
		return m, false // of two laws it can't be told which
	}
	terms := nearest
	if len(m.Names) == 1 {
		m.Subject = termsOf(strings.TrimSuffix(m.Names[0], " law"))
		m.Keys = append(m.Keys, NewKey("stage", m.Names[0]))
		terms = m.Subject[:min(len(m.Subject), 4)]
	}
	terms = terms[:min(len(terms), 5)]
	for a, t := range terms {
		for _, u := range terms[a+1:] {
			m.Keys = append(m.Keys, NewKey("stage", min(t, u), max(t, u)))
		}
	}
	m.Signs = append(m.Signs, p.issued...)
	slices.Sort(m.Signs)
	return m, len(m.Keys) > 0
}

func (p *passages) lawsIn(at onrecord.Span) []string {
	var out []string
	for _, m := range p.mentionsIn(at) {
		if p.record.Names[m.name].Kind == onrecord.NameLaw {
			out = append(out, p.titleOf(m.name))
		}
	}
	return distinct(out)
}

// stageDay returns the day on which a stage was reached: the one single day,
// not after the issue, that the sentence names, or the day of issue where it
// says so; zero where it can't be told.
func (p *passages) stageDay(at onrecord.Span, tokens []text.Token) (day onrecord.Date) {
	issued := p.record.IssuedOn
	for _, d := range p.datesIn(at) {
		if d.From != d.To || d.To.IsZero() {
			continue
		}
		if d.To.After(issued) || !day.IsZero() && day != d.To {
			return onrecord.Date{} // still to come, or two days
		}
		day = d.To
	}
	if day.IsZero() && slices.ContainsFunc(tokens, func(t text.Token) bool { return t.Norm == "today" }) {
		day = issued
	}
	return day
}

// pairStages links two passages on one law: the same stage of the same day,
// or the stage that comes next.
func pairStages(earlier, later *Member) (Edge, bool) {
	law := sameLaw(earlier, later)
	if law == "" {
		return Edge{}, false
	}
	before, was := stageOf(earlier)
	after, is := stageOf(later)
	switch {
	case was == is && earlier.From == later.From && earlier.Release != later.Release:
		return Edge{Kind: onrecord.LinkSameEvent, Why: "both tell the " + is + " of " + law + " on " + later.From.String(), Weight: 1}, true
	case next(before, after) && later.From.After(earlier.From):
		return Edge{Kind: onrecord.LinkStage, Why: law + ": " + was + " on " + earlier.From.String() + ", then " + is + " on " + later.From.String(), Weight: 1}, true
	}
	return Edge{}, false
}

func stageOf(m *Member) (place int, name string) {
	number, name, _ := strings.Cut(saying(m, ofStage)[0], " ")
	place, _ = strconv.Atoi(number)
	return place, name
}

// next reports whether one stage follows another with none between them that
// every law goes through: a first reading goes with the introduction, and many
// houses have no stage of report.
func next(before, after int) bool {
	skipped := map[int]bool{1: true, 3: true, 6: true}
	for n := before + 1; n < after; n++ {
		if !skipped[n] {
			return false
		}
	}
	return after > before
}

// sameLaw returns the law that both speak of, "" where it can't be told. A
// passage that names none is taken to speak of one where it has two words of
// its title and comes from the same body within some months.
func sameLaw(a, b *Member) string {
	if len(a.Names) == 1 && len(b.Names) == 1 {
		if a.Names[0] == b.Names[0] {
			return a.Names[0]
		}
		return ""
	}
	named, other := a, b
	if len(named.Names) == 0 {
		named, other = b, a
	}
	if len(named.Names) == 0 || len(intersection(named.Subject, other.Terms)) < 2 || len(intersection(saying(a, byIssuer), saying(b, byIssuer))) == 0 {
		return ""
	}
	if last := a.From.AddMonths(4); b.From.After(last) || a.From.After(b.From.AddMonths(4)) {
		return ""
	}
	return named.Names[0]
}
