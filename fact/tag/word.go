package tag

import (
	"fmt"
	"sync/atomic"
)

// Word numbers a word that some list of some kind knows; 0 is every other
// word. A token carries its Word, so that a kind finds what its lists say in
// a slice and no list is asked for a token by its letters.
type Word uint16

// vocabulary holds all numbered words. It grows while packages are set up and
// is only read afterwards.
var vocabulary = struct {
	words map[string]Word
	// shapes says by shape which words there may be: most tokens are told by
	// it alone.
	shapes [27*27*16/64 + 1]uint64
	// sealed says that a document was read: from then on it does not change.
	sealed atomic.Bool
}{words: map[string]Word{}}

// Intern returns the number of a word, giving it one where it has none. It is
// to be called while packages are set up only, for the tables that a kind
// makes of its lists.
func Intern(word string) Word {
	if n, ok := vocabulary.words[word]; ok {
		return n
	}
	if vocabulary.sealed.Load() {
		panic(fmt.Sprintf("tag: %q is numbered after a document was read: make tables while packages are set up", word))
	}
	n := len(vocabulary.words) + 1
	if n >= 1<<16 {
		panic(fmt.Sprintf("tag: more than 65,535 words in the lists: %q", word))
	}
	vocabulary.words[word] = Word(n)
	k := shape(word)
	vocabulary.shapes[k/64] |= 1 << (k % 64)
	return Word(n)
}

// numbered returns the number of a word, 0 where no list knows it.
func numbered(word string) Word {
	if k := shape(word); vocabulary.shapes[k/64]&(1<<(k%64)) == 0 {
		return 0
	}
	return vocabulary.words[word]
}

// shape is a small number made of a word's first and last letter and its
// length.
func shape(word string) int {
	if word == "" {
		return 0
	}
	return (letter(word[0])*27+letter(word[len(word)-1]))*16 + min(len(word), 15)
}

func letter(b byte) int {
	if 'a' <= b && b <= 'z' {
		return int(b - 'a')
	}
	return 26
}

// Words is a table by Word: what a kind's lists say of each word.
type Words[T any] struct {
	rows []T
	zero T
}

// NewWords makes a table of what the lists say. It interns the words, so it
// is to be called while packages are set up only.
func NewWords[T any](said map[string]T) Words[T] {
	var t Words[T]
	for word, row := range said {
		n := int(Intern(word))
		for len(t.rows) <= n {
			t.rows = append(t.rows, t.zero)
		}
		t.rows[n] = row
	}
	return t
}

// Of returns what the lists say of a word; the zero T where they say nothing.
func (t *Words[T]) Of(w Word) T {
	if int(w) < len(t.rows) {
		return t.rows[w]
	}
	return t.zero
}
