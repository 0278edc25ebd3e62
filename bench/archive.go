package bench

import (
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/ingest"
	"github.com/onrecord/onrecord/sample"
)

// Archive writes archive pages of invented releases that behave like real ones in
// what reading, linking and listing them costs. Each has paragraphs of the sample in which
// words of content, names, sums and years are replaced: by those of its topic (a body
// that issues, a minister, a scheme, a law, a few sums that are said again over three years) or
// of the country. How large the shares are was fitted to 3,800 real releases:
// see README.md. It is not safe for concurrent use.
type Archive struct {
	random  *rand.Rand
	records []onrecord.Record
	thick   []passage       // paragraphs with figures or commitments
	thin    []passage       // and those without
	kept    map[string]bool // words that stay as they are
	words   []string        // by rank
	topics  []topic
	surname []string
	places  []string
	seed    uint64
	size    int
}

// passage is a paragraph of the sample.
type passage struct {
	record *onrecord.Record
	block  onrecord.Block
}

// topic is what several releases speak of.
type topic struct {
	first        onrecord.Date
	body, person string
	names        map[string]string // by the sample's own name
	words        []string
	stock        []passage // what it says again and again
	seed         uint64    // of the digits and words of these
	place        string
}

// The shares of what is replaced, and by what.
const (
	topicSize     = 9    // releases to a topic, on the whole
	thickShare    = 0.13 // of paragraphs that hold figures or commitments: the sample has many more
	stockShare    = 0.35 // of those that the topic says again and again
	verbatim      = 0.5  // of these, word for word
	stock         = 3    // of a topic
	ownName       = 0.4  // of names that are the topic's
	ownWord       = 0.25 // of words replaced that are the topic's
	replaced      = 0.75 // of words of content
	wordsAtLeast  = 420  // of a release
	archiveWords  = 30000
	archiveYears  = 20
	topicYears    = 3
	pageOfArchive = 100 // releases
)

// NewArchive returns an archive of n releases, whatever of it is written. Another
// seed gives other releases of the same topics.
func NewArchive(n int, seed uint64) (*Archive, error) {
	a := &Archive{random: rand.New(rand.NewPCG(7, 1)), seed: seed, size: n}
	var err error
	if a.records, err = sampleRecords(); err != nil {
		return nil, err
	}
	a.sortParagraphs()
	a.keepFrequent()
	seen := map[string]bool{}
	invent := func(most int) (out []string) {
		for len(out) < most {
			if w := syllables(a.random, 2+a.random.IntN(2)); !seen[w] {
				seen[w] = true
				out = append(out, w)
			}
		}
		return out
	}
	a.words, a.surname, a.places = invent(archiveWords), invent(3000), invent(1500)
	for range max(8, n/topicSize) {
		a.topics = append(a.topics, a.newTopic())
	}
	a.random = rand.New(rand.NewPCG(7, seed))
	return a, nil
}

// sampleRecords reads the sample's English releases.
func sampleRecords() (records []onrecord.Record, err error) {
	files := sample.Files()
	err = fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		for _, r := range ingest.Read(onrecord.NewCapture(body, path, "", time.Unix(0, 0))).Records {
			if ingest.Readable(r.Language) {
				records = append(records, r)
			}
		}
		return nil
	})
	return records, err
}

// leastLetters is the fewest bytes of a paragraph that is taken: no headings.
const leastLetters = 60

func (a *Archive) sortParagraphs() {
	for i := range a.records {
		r := &a.records[i]
		for _, b := range r.Blocks[min(1, len(r.Blocks)):] { // the first line states the issue
			if b.Len() < leastLetters {
				continue
			}
			thick := false
			for j := range r.Figures {
				thick = thick || b.Contains(r.Figures[j].Span)
			}
			for j := range r.Commitments {
				thick = thick || b.Contains(r.Commitments[j].Span)
			}
			if thick {
				a.thick = append(a.thick, passage{r, b})
			} else {
				a.thin = append(a.thin, passage{r, b})
			}
		}
	}
}

// keepFrequent keeps the words that stand in one of forty of the sample's blocks: those of
// the language, and those that announcements are made of.
func (a *Archive) keepFrequent() {
	in, blocks := map[string]int{}, 0
	for i := range a.records {
		r := &a.records[i]
		for _, b := range r.Blocks {
			blocks++
			once := map[string]bool{}
			for _, w := range strings.FieldsFunc(b.Of(r.Text), func(c rune) bool { return !unicode.IsLetter(c) }) {
				if !once[w] {
					once[w] = true
					in[w]++
				}
			}
		}
	}
	a.kept = map[string]bool{}
	for w, n := range in {
		if n*40 >= blocks || len(w) < 4 {
			a.kept[w] = true
		}
	}
}

// syllables makes a word.
func syllables(random *rand.Rand, n int) string {
	const starts, middles, ends = "bcdfghjklmnprstvwyz", "aeiou", "bdlmnrst"
	var b strings.Builder
	for range n {
		b.WriteByte(starts[random.IntN(len(starts))])
		b.WriteByte(middles[random.IntN(len(middles))])
		if random.IntN(2) == 0 {
			b.WriteByte(ends[random.IntN(len(ends))])
		}
	}
	return b.String()
}

func (a *Archive) newTopic() topic {
	t := topic{first: onrecord.NewDate(2005, 1, 1).AddDays(a.random.IntN(archiveYears * 365)), names: map[string]string{}, seed: a.random.Uint64()}
	t.body = Issuer(a.zipf(40))
	t.person = title(a.surname[a.zipf(len(a.surname))])
	t.place = title(a.places[a.zipf(len(a.places))])
	for range stock {
		t.stock = append(t.stock, a.thick[a.random.IntN(len(a.thick))])
	}
	for range 40 {
		t.words = append(t.words, a.words[a.zipf(len(a.words))])
	}
	return t
}

// zipf draws below n, as often as the words of a language stand in texts.
func (a *Archive) zipf(n int) int {
	return min(n-1, int(math.Exp(a.random.Float64()*math.Log(float64(n)+1)))-1)
}

// Write writes n releases as archive pages into a folder.
func (a *Archive) Write(folder string, n int) error {
	return a.write(folder, "archive", a.plan(n), func(text string) string { return text })
}

// WriteEdited writes the first n releases as pages of another archive that shows them with a
// sum or another number changed: a later version of each. The archive must be new, and n no more than it has.
func (a *Archive) WriteEdited(folder string, n int) error {
	return a.write(folder, "edited", a.plan(a.size)[:n], edited)
}

// planned is a release that is still to be written.
type planned struct {
	topic *topic
	day   onrecord.Date
}

// plan draws topics and days of n releases, oldest first.
func (a *Archive) plan(n int) []planned {
	out := make([]planned, n)
	for i := range out {
		t := &a.topics[a.random.IntN(len(a.topics))]
		out[i] = planned{t, t.first.AddDays(a.random.IntN(topicYears * 365))}
	}
	slices.SortStableFunc(out, func(x, y planned) int { return x.day.Compare(y.day) })
	return out
}

// edited changes the last number of a release.
func edited(text string) string {
	at := strings.LastIndexAny(text, "123456789")
	if at < 0 {
		return text
	}
	other := '1' + (text[at]-'1'+4)%9
	return text[:at] + string(rune(other)) + text[at+1:]
}

func (a *Archive) write(folder, name string, plan []planned, as func(release string) string) error {
	var page, release strings.Builder
	for i, p := range plan {
		if i%pageOfArchive == 0 {
			page.WriteString("Tag: Generated\n\n")
		}
		release.Reset()
		a.release(&release, p)
		page.WriteString(as(release.String()))
		if i%pageOfArchive == pageOfArchive-1 || i == len(plan)-1 {
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s-%d-%05d.txt", name, a.seed, i/pageOfArchive)), []byte(page.String()), 0o644); err != nil {
				return err
			}
			page.Reset()
		}
	}
	return nil
}

// release writes one release.
func (a *Archive) release(page *strings.Builder, p planned) {
	t, day := p.topic, p.day
	from := &a.records[a.random.IntN(len(a.records))]
	heading := a.rewrite(t, passage{record: from}, day, from.Title, nil) + " " + a.word(t, "")
	fmt.Fprintf(page, "  • PRESS RELEASE : %s [%s %d]\n\n    The press release issued by the %s on %d %s %d.\n\n",
		heading, day.Month(), day.Year(), t.body, day.Day(), day.Month(), day.Year())
	for words := 0; words < wordsAtLeast; {
		text, p := a.paragraph(t, day)
		words += strings.Count(text, " ") + 1
		mark := ""
		if p.block.Kind == onrecord.BlockListItem {
			mark = "• "
		}
		fmt.Fprintf(page, "    %s%s\n\n", mark, text)
	}
}

// paragraph returns the next paragraph of a release, and which of the sample's it is made of.
func (a *Archive) paragraph(t *topic, day onrecord.Date) (string, passage) {
	if a.random.Float64() >= thickShare {
		p := a.thin[a.random.IntN(len(a.thin))]
		return a.rewrite(t, p, day, p.block.Of(p.record.Text), nil), p
	}
	if a.random.Float64() >= stockShare {
		p := a.thick[a.random.IntN(len(a.thick))]
		return a.rewrite(t, p, day, p.block.Of(p.record.Text), nil), p
	}
	i := a.random.IntN(len(t.stock))
	p, again := t.stock[i], rand.New(rand.NewPCG(t.seed, uint64(i)))
	if a.random.Float64() < verbatim {
		chance := a.random
		a.random = rand.New(rand.NewPCG(t.seed, uint64(stock+i)))
		defer func() { a.random = chance }()
		day = t.first
	}
	return a.rewrite(t, p, day, p.block.Of(p.record.Text), again), p
}

// rewrite replaces names, words, numbers and years of a passage of the sample.
// digits are where those of its numbers come from; nil is chance.
func (a *Archive) rewrite(t *topic, p passage, day onrecord.Date, words string, digits *rand.Rand) string {
	if digits == nil {
		digits = a.random
	}
	r := p.record
	named := map[int]*onrecord.Name{} // by where it begins in the words
	for i := range r.Names {
		for _, s := range r.Names[i].Spans {
			if p.block.Contains(onrecord.Span(s)) {
				named[s.Start-p.block.Start] = &r.Names[i]
			}
		}
	}
	var b strings.Builder
	for i := 0; i < len(words); {
		if n := named[i]; n != nil && strings.HasPrefix(words[i:], n.Text) {
			b.WriteString(a.name(t, n))
			i += len(n.Text)
			continue
		}
		c, size := utf8.DecodeRuneInString(words[i:])
		end := i + size
		switch {
		case unicode.IsLetter(c):
			for end < len(words) && isLetter(words[end:]) {
				end += runeLen(words[end:])
			}
			b.WriteString(a.replace(t, words[i:end]))
		case unicode.IsDigit(c):
			for end < len(words) && '0' <= words[end] && words[end] <= '9' {
				end++
			}
			if !ofMonth(words[end:]) {
				b.WriteString(number(r, day, words[i:end], digits))
			} else {
				b.WriteString(words[i:end])
			}
		default:
			b.WriteString(words[i:end])
		}
		i = end
	}
	return b.String()
}

// ofMonth reports whether the name of a month follows a number.
func ofMonth(after string) bool {
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(after, " "+m.String()) {
			return true
		}
	}
	return false
}

func isLetter(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(c)
}

func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// number gives a number other digits: a year is as far from the day of issue as it was.
func number(r *onrecord.Record, day onrecord.Date, old string, digits *rand.Rand) string {
	if len(old) == 4 && (old[:2] == "19" || old[:2] == "20") && !r.IssuedOn.IsZero() {
		var year int
		fmt.Sscan(old, &year)
		return fmt.Sprint(year - r.IssuedOn.Year() + day.Year())
	}
	out := []byte(old)
	for i := range out {
		out[i] = byte('1' + digits.IntN(9))
	}
	return string(out)
}

// replace gives a word of content another with its ending.
func (a *Archive) replace(t *topic, word string) string {
	if a.kept[word] || word[0] < 'a' || word[0] > 'z' || a.random.Float64() > replaced {
		return word
	}
	for _, ending := range []string{"ing", "ed", "ly", "s"} {
		if strings.HasSuffix(word, ending) {
			return a.word(t, ending)
		}
	}
	return a.word(t, "")
}

func (a *Archive) word(t *topic, ending string) string {
	if a.random.Float64() < ownWord {
		return t.words[a.zipf(len(t.words))] + ending
	}
	return a.words[a.zipf(len(a.words))] + ending
}

// name gives a name another of its kind, with its last word, which says the kind.
func (a *Archive) name(t *topic, n *onrecord.Name) string {
	own := a.random.Float64() < ownName
	if was, known := t.names[n.Text]; known && own {
		return was
	}
	parts := strings.Fields(n.Text)
	switch n.Kind {
	case onrecord.NamePerson:
		parts[len(parts)-1] = title(a.surname[a.zipf(len(a.surname))])
		if own {
			parts[len(parts)-1] = t.person
		}
	case onrecord.NamePlace:
		if own {
			return t.place
		}
		return title(a.places[a.zipf(len(a.places))])
	case onrecord.NameRole:
		return n.Text
	default:
		if len(parts) > 1 && unicode.IsUpper(rune(parts[0][0])) && parts[0] != "The" {
			parts[0] = title(a.words[a.zipf(len(a.words))])
		}
	}
	out := strings.Join(parts, " ")
	if own {
		t.names[n.Text] = out
	}
	return out
}
