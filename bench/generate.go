package bench

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/search"
)

// Common are the commonest words of the generated texts, commonest first.
var Common = strings.Fields(`the to and of in a for on that is with as by our will are be from have we it has their at an
which not they was who all can also these been work new support people year more than other help time about its
through government need so up national many across make first into out continue when while provide after public
now should must last most community services well local million law take part funding both since announced any
protect minister secretary police officers country health under between before because including where further
plan deliver action system access safety harbour council board report review published scheme training families`)

// vocabulary is how many different words the texts draw from.
const vocabulary = 60000

// Generator makes releases. It is not safe for concurrent use.
type Generator struct {
	random *rand.Rand
	words  []string
	// cumulative are the chances of the words, after Zipf and Mandelbrot.
	cumulative []float64
	count      int
	perDay     int
	first      onrecord.Date
}

// NewGenerator returns a generator of as many releases as days hold, perDay a
// day from 2005 on, oldest first. The same seed gives the same releases.
func NewGenerator(seed uint64, perDay int) *Generator {
	g := &Generator{random: rand.New(rand.NewPCG(seed, 1)), perDay: perDay, first: onrecord.MustDate("2005-01-03")}
	g.words = append(g.words, Common...)
	seen := map[string]bool{}
	for _, w := range g.words {
		seen[w] = true
	}
	for len(g.words) < vocabulary {
		if w := g.invent(); !seen[w] {
			seen[w] = true
			g.words = append(g.words, w)
		}
	}
	total := 0.0
	for i := range g.words {
		total += 1 / math.Pow(float64(i)+2.7, 1.07)
		g.cumulative = append(g.cumulative, total)
	}
	return g
}

// invent makes a word of two to four syllables.
func (g *Generator) invent() string {
	const starts, middles, ends = "bcdfghlmnprstvw", "aeiou", "lmnrst"
	var b strings.Builder
	for range 2 + g.random.IntN(3) {
		b.WriteByte(starts[g.random.IntN(len(starts))])
		b.WriteByte(middles[g.random.IntN(len(middles))])
		if g.random.IntN(3) == 0 {
			b.WriteByte(ends[g.random.IntN(len(ends))])
		}
	}
	b.WriteString([]string{"", "", "", "s", "ed", "ing", "tion"}[g.random.IntN(7)])
	return b.String()
}

// Word draws a word as often as texts hold it.
func (g *Generator) Word() string {
	at := g.random.Float64() * g.cumulative[len(g.cumulative)-1]
	low, high := 0, len(g.cumulative)-1
	for low < high {
		if mid := (low + high) / 2; g.cumulative[mid] < at {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return g.words[low]
}

// Ranked returns the word of that rank, 0 for the commonest.
func (g *Generator) Ranked(rank int) string { return g.words[rank] }

// Issuer returns one of the 40 bodies that issue releases.
func Issuer(i int) string {
	return []string{"Department for ", "Ministry of ", "Office of ", "Agency for "}[i%4] +
		[]string{"Harbours", "Lanterns", "Orchards", "Rivers", "Tides", "Mills", "Beacons", "Meadows", "Quarries", "Ferries"}[i/4%10]
}

func (g *Generator) person(i int) string {
	return []string{"Ada", "Bram", "Cleo", "Dorn", "Edda", "Finn", "Greta", "Hugo", "Ivo", "Jana"}[i%10] + " " + title(g.words[1000+i/10%500])
}

func title(w string) string { return strings.ToUpper(w[:1]) + w[1:] }

// skewed draws below n, small numbers more often.
func (g *Generator) skewed(n int) int { return int(float64(n) * math.Pow(g.random.Float64(), 2)) }

// Next returns the next release with its facts.
func (g *Generator) Next() onrecord.Record {
	i := g.count
	g.count++
	var r onrecord.Record
	r.IssuedOn = g.first.AddDays(i / g.perDay)
	r.Title = g.heading()
	r.IssuedBy = []string{Issuer(g.skewed(40))}
	r.Tags = []string{title(g.words[300+g.skewed(60)])}
	r.Language = "en"
	r.Keys = []string{fmt.Sprintf("url:https://record.example/%d", i)}
	r.ID = onrecord.StableID("release", r.Keys[0])
	b := builder{g: g, r: &r}
	for range 12 + g.random.IntN(8) {
		b.block()
	}
	r.Text = b.text.String()
	b.names()
	b.identify()
	return r
}

func (g *Generator) heading() string {
	words := make([]string, 6+g.random.IntN(5))
	for i := range words {
		words[i] = g.Word()
	}
	words[0] = title(words[0])
	return strings.Join(words, " ")
}

// builder writes the text of one release and notes its facts.
type builder struct {
	g     *Generator
	r     *onrecord.Record
	text  strings.Builder
	named map[string]onrecord.Name
	order []string
}

func (b *builder) block() {
	if b.text.Len() > 0 {
		b.text.WriteString("\n\n")
	}
	start := b.text.Len()
	switch b.g.random.IntN(4) {
	case 0:
		b.quote()
	case 1:
		b.commitment()
	default:
		b.sentence(8 + b.g.random.IntN(12))
		b.text.WriteByte(' ')
		b.sum()
		b.sentence(8 + b.g.random.IntN(8))
	}
	b.r.Blocks = append(b.r.Blocks, onrecord.Block{Span: onrecord.Span{Start: start, End: b.text.Len()}, Kind: onrecord.BlockParagraph})
}

// write appends words and returns their span.
func (b *builder) write(s string) onrecord.Span {
	start := b.text.Len()
	b.text.WriteString(s)
	return onrecord.Span{Start: start, End: b.text.Len()}
}

func (b *builder) sentence(words int) onrecord.Span {
	start := b.text.Len()
	for i := range words {
		w := b.g.Word()
		if i == 0 {
			w = title(w)
		} else {
			b.text.WriteByte(' ')
		}
		b.text.WriteString(w)
		if b.g.random.IntN(25) == 0 {
			b.text.WriteByte(' ')
			b.name()
		}
	}
	b.text.WriteByte('.')
	return onrecord.Span{Start: start, End: b.text.Len()}
}

func (b *builder) head(span onrecord.Span) onrecord.Head {
	return onrecord.Head{Span: span, Text: b.text.String()[span.Start:span.End]}
}

func (b *builder) name() {
	at := 2000 + b.g.skewed(5000)
	kind := onrecord.NameKinds[at%len(onrecord.NameKinds)]
	form := title(b.g.words[at]) + " " + title(b.g.words[at+1])
	if kind == onrecord.NamePerson {
		form = b.g.person(b.g.skewed(5000))
	}
	span := b.write(form)
	if b.named == nil {
		b.named = map[string]onrecord.Name{}
	}
	n, ok := b.named[form]
	if !ok {
		n = onrecord.Name{Text: form, Kind: kind, Aliases: []string{}}
		b.order = append(b.order, form)
	}
	n.Spans = append(n.Spans, onrecord.Pair(span))
	b.named[form] = n
}

func (b *builder) names() {
	for _, form := range b.order {
		b.r.Names = append(b.r.Names, b.named[form])
	}
}

func (b *builder) quote() {
	speaker := b.g.person(b.g.skewed(5000))
	cue := b.write("Minister " + speaker + " said: ")
	start := b.sentence(10 + b.g.random.IntN(20))
	b.text.WriteByte(' ')
	end := b.sentence(10 + b.g.random.IntN(15))
	span := onrecord.Span{Start: start.Start, End: end.End}
	b.r.Quotes = append(b.r.Quotes, onrecord.Quote{Head: b.head(span), Speaker: speaker, Role: "Minister", Cue: &cue})
}

func (b *builder) commitment() {
	start := b.write("We will ")
	action := b.sentence(10 + b.g.random.IntN(10))
	b.text.WriteByte(' ')
	day := b.r.IssuedOn.AddDays(30 + b.g.random.IntN(700))
	due := b.write("By " + fmt.Sprintf("%d %s %d", day.Day(), day.Month(), day.Year()))
	b.text.WriteByte('.')
	b.r.Dates = append(b.r.Dates, onrecord.DateFact{Head: b.head(due), To: day, Bound: onrecord.BoundBy})
	c := onrecord.Commitment{Head: b.head(onrecord.Span{Start: start.Start, End: due.End}), Actor: b.r.IssuedBy[0], Strength: onrecord.StrengthWill}
	c.Action = b.text.String()[action.Start:action.End]
	c.Due = &onrecord.Due{Text: b.text.String()[due.Start:due.End], To: day}
	b.r.Commitments = append(b.r.Commitments, c)
}

func (b *builder) sum() {
	value := float64(1+b.g.skewed(500)) * 100000
	kind, unit, text := onrecord.FigureMoney, "GBP", fmt.Sprintf("£%.1f million", value/1e6)
	if b.g.random.IntN(3) == 0 {
		kind, unit, value = onrecord.FigurePercent, "percent", float64(b.g.random.IntN(100))
		text = fmt.Sprintf("%.0f%%", value)
	}
	span := b.write(text)
	b.text.WriteByte(' ')
	b.r.Figures = append(b.r.Figures, onrecord.Figure{Head: b.head(span), Kind: kind, Value: value, Unit: unit, Qualifier: onrecord.QualifierExact})
}

// identify gives every fact an id.
func (b *builder) identify() {
	r := b.r
	for i := range r.Quotes {
		r.Quotes[i].ID = onrecord.StableID(r.ID, "quote", fmt.Sprint(i))
	}
	for i := range r.Dates {
		r.Dates[i].ID = onrecord.StableID(r.ID, "date", fmt.Sprint(i))
	}
	for i := range r.Figures {
		r.Figures[i].ID = onrecord.StableID(r.ID, "figure", fmt.Sprint(i))
	}
	for i := range r.Commitments {
		r.Commitments[i].ID = onrecord.StableID(r.ID, "commitment", fmt.Sprint(i))
	}
	for i := range r.Names {
		r.Names[i].ID = onrecord.StableID(r.ID, "name", fmt.Sprint(i))
	}
}

// Stem returns what the index makes of a word.
func Stem(word string) string {
	terms := search.Analyze(word)
	if len(terms) == 0 {
		return ""
	}
	return terms[0].Text
}
