package link

import "github.com/onrecord/onrecord/text"

// maxMeanings bounds how many words are remembered at a time.
const maxMeanings = 1 << 15

// meanings are what words were found to stand for: the same words stand in
// texts again and again.
type meanings struct{ known map[string]string }

// of returns what a token stands for, found by read.
func (m *meanings) of(t text.Token, read func(text.Token) string) string {
	if t.Kind != text.Word {
		return read(t)
	}
	meaning, known := m.known[t.Norm]
	if known {
		return meaning
	}
	meaning = read(t)
	if m.known == nil || len(m.known) >= maxMeanings {
		m.known = make(map[string]string, 1024)
	}
	m.known[t.Norm] = meaning
	return meaning
}
