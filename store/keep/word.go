package keep

import (
	_ "embed"
	"hash/fnv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/onrecord/onrecord/search"
)

//go:embed words/common.txt
var commonWords string

// isCommon holds the stems of words/common.txt.
var isCommon = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for line := range strings.Lines(commonWords) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, t := range search.Analyze(line) {
			m[t.Text] = true
		}
	}
	return m
})

// word is a word with all that the index makes of it.
type word struct {
	folded string
	stem   *stem
	starts []*start // the first one, two and three characters of both
	met    int      // the turn in which the word was met last
	age    *age     // of the memory that it is in
}

// age is one time that a memory was begun.
type age struct{ _ bool }

type stem struct {
	text    string
	hash    uint32
	key     uint64 // termKey
	common  bool
	count   int // in the text of the turn counted
	counted int
	met     int
}

// start is the beginning of words, as the token that stands for it.
type start struct {
	token string
	met   int
}

// maxWords bounds how many words are remembered from one release to the next.
const maxWords = 1 << 16

// wordMemory remembers words, so that each is looked up once where it stands.
type wordMemory struct {
	age    *age
	words  map[string]*word // by folded form
	stems  map[string]*stem
	starts map[string]*start
}

// bound forgets everything where it has become too much.
func (m *wordMemory) bound() {
	if m.words == nil || len(m.words) > maxWords {
		m.words, m.stems, m.starts, m.age = map[string]*word{}, map[string]*stem{}, map[string]*start{}, new(age)
	}
}

// word returns the word of a term. The analyzer leads to one that it remembers.
func (m *wordMemory) word(t *search.Term) *word {
	if t.Form == nil {
		return m.find(t)
	}
	w, _ := t.Form.Kept.(*word)
	if w == nil || w.age != m.age {
		w = m.find(t)
		t.Form.Kept = w
	}
	return w
}

// find looks a word up by its forms.
func (m *wordMemory) find(t *search.Term) *word {
	key := t.Folded
	w := m.words[key]
	if w != nil && w.stem.text != t.Text { // a number and a word that fold alike
		key += " " + t.Text
		w = m.words[key]
	}
	if w == nil {
		w = &word{folded: strings.Clone(t.Folded), stem: m.stem(t.Text), age: m.age} // so as not to hold on to the text
		if w.folded != t.Text {
			w.starts = m.appendStarts(w.starts, w.folded)
		}
		w.starts = m.appendStarts(w.starts, w.stem.text)
		m.words[strings.Clone(key)] = w
	}
	return w
}

func (m *wordMemory) stem(text string) *stem {
	s := m.stems[text]
	if s == nil {
		text = strings.Clone(text)
		s = &stem{text: text, hash: hashOf(text), key: termKey(text), common: isCommon()[text]}
		m.stems[text] = s
	}
	return s
}

// appendStarts appends the first one, two and three characters of a form.
func (m *wordMemory) appendStarts(dst []*start, form string) []*start {
	at := 0
	for range shortPrefix {
		if at == len(form) {
			break
		}
		_, size := utf8.DecodeRuneInString(form[at:])
		at += size
		s := m.starts[form[:at]]
		if s == nil {
			s = &start{token: startToken(form[:at])}
			m.starts[strings.Clone(form[:at])] = s
		}
		dst = append(dst, s)
	}
	return dst
}

// shortPrefix is up to how many characters a prefix is a token of its own.
const shortPrefix = 3

func startToken(start string) string { return ":p" + start }

// hashOf is a stem's place in the packed frequencies: 32 bits, so that of the
// 200 stems of a release one in 20 million is taken for another.
func hashOf(stem string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(stem))
	return h.Sum32()
}
