package tag

import (
	"fmt"
	"math/bits"
	"sync/atomic"
)

// Word numbers a word that some list of some kind knows; 0 is every other
// word. A token carries its Word, so that a kind finds what its lists say in
// a slice and no list is asked for a token by its letters.
type Word uint16

// vocabulary holds all numbered words. It grows while packages are set up and
// is only read afterwards.
//
// Every word of every text is looked up here. Words of up to sixteen bytes,
// which nearly all are, are therefore found by their bytes as numbers, in two
// small slices that stay in the processor's caches, where a map would not.
var vocabulary = struct {
	// slots leads from a key's hash to words: where the first slot is taken by
	// another word, to the next. At most a quarter of them are taken.
	slots []Word
	keys  []key // of words, by Word
	long  map[string]Word
	// sealed says that a document was read: from then on it does not change.
	sealed atomic.Bool
}{slots: make([]Word, 1<<10), keys: make([]key, 1), long: map[string]Word{}}

// Intern returns the number of a word, giving it one where it has none. It is
// to be called while packages are set up only, for the tables that a kind
// makes of its lists.
func Intern(word string) Word {
	if n := numbered(word); n > 0 {
		return n
	}
	v := &vocabulary
	if v.sealed.Load() {
		panic(fmt.Sprintf("tag: %q is numbered after a document was read: make tables while packages are set up", word))
	}
	n := len(v.keys)
	if n >= 1<<16 {
		panic(fmt.Sprintf("tag: more than 65,535 words in the lists: %q", word))
	}
	k, short := keyOf(word)
	v.keys = append(v.keys, k)
	if !short {
		v.long[word] = Word(n)
		return Word(n)
	}
	if 4*n > len(v.slots) {
		widen()
	}
	*slotOf(k) = Word(n)
	return Word(n)
}

// widen doubles the slots and puts every short word but the newest in again.
func widen() {
	v := &vocabulary
	v.slots = make([]Word, 2*len(v.slots))
	for n, k := range v.keys[:len(v.keys)-1] {
		if k.length > 0 {
			*slotOf(k) = Word(n)
		}
	}
}

// numbered returns the number of a word, 0 where no list knows it.
func numbered(word string) Word {
	if k, ok := keyOf(word); ok {
		return *slotOf(k)
	}
	return vocabulary.long[word]
}

// slotOf returns the slot where the word with the key stands or, where none
// has it, would stand.
func slotOf(k key) *Word {
	slots, keys := vocabulary.slots, vocabulary.keys
	for i := k.hash(); ; i++ {
		s := &slots[i&uint64(len(slots)-1)]
		if *s == 0 || keys[*s] == k {
			return s
		}
	}
}

// key is a word of one to sixteen bytes: no two have the same. Length is 0
// in the key of no word.
type key struct {
	first, last uint64 // the bytes at both ends, eight of each or as many as there are; they may overlap
	length      uint64
}

// keyOf returns a word's key; ok is false where it is empty or too long.
func keyOf(w string) (k key, ok bool) {
	switch n := len(w); {
	case n > 16 || n == 0:
		return key{}, false
	case n >= 8:
		return key{eight(w), eight(w[n-8:]), uint64(n)}, true
	case n >= 4:
		return key{four(w), four(w[n-4:]), uint64(n)}, true
	default:
		return key{uint64(w[0]) | uint64(w[n/2])<<8 | uint64(w[n-1])<<16, 0, uint64(n)}, true
	}
}

func eight(w string) uint64 { return four(w) | four(w[4:])<<32 }

func four(w string) uint64 {
	_ = w[3]
	return uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24
}

// hash mixes the bytes so that keys that differ in few of them are far apart.
// The words of a text do not fill the slots, so nobody can make it slow.
func (k key) hash() uint64 {
	h := (k.first ^ bits.RotateLeft64(k.last, 23) ^ k.length<<56) * 0x9e3779b97f4a7c15
	return h ^ h>>32
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
