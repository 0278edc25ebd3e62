package tag

import (
	"fmt"
	"io/fs"
	"sort"
	"strings"
)

// List is a word list: entries in lower case, each with an optional value.
// A List is read once and never changed.
type List struct {
	name   string
	values map[string]string
	// longest is the number of words in the longest entry.
	longest int
	first   map[string]bool // first words of entries of several words
	// holds tells of most words that no entry is the word, opens that none
	// starts with it.
	holds, opens sieve
}

// sieve is a set of words that may hold more than were put in: what it has
// not is told without the work of a map.
type sieve [16]uint64

func (s *sieve) put(w string) {
	k := sieved(w)
	s[k/64] |= 1 << (k % 64)
}

func (s *sieve) has(w string) bool {
	k := sieved(w)
	return s[k/64]&(1<<(k%64)) != 0
}

// sieved is a number below 1,024 made of a word's length and letters at both ends.
func sieved(w string) uint {
	n := uint(len(w))
	if n == 0 {
		return 0
	}
	return (uint(w[0]) + uint(w[n-1])*29 + uint(w[n/2])*173 + n*7) % 1024
}

// ParseList reads a word list. The format: one entry a line, lower case with
// straight apostrophes, words parted by one space; an optional value after a
// tab; empty lines and lines that start with "#" are passed over. The error
// names the list, the line and the reason.
func ParseList(name, data string) (*List, error) {
	l := &List{name: name, values: map[string]string{}, first: map[string]bool{}}
	for i, line := range strings.Split(data, "\n") {
		line = strings.TrimRight(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := l.add(line); err != nil {
			return nil, fmt.Errorf("word list %s, line %d: %w", name, i+1, err)
		}
	}
	return l, nil
}

func (l *List) add(line string) error {
	entry, value, _ := strings.Cut(line, "\t")
	words := strings.Split(entry, " ")
	for _, w := range words {
		if w == "" {
			return fmt.Errorf("%q has white space at an end or doubled", entry)
		}
	}
	if strings.ToLower(entry) != entry {
		return fmt.Errorf("%q is not in lower case", entry)
	}
	if strings.Contains(entry, "’") {
		return fmt.Errorf("%q has a typographic apostrophe: write a straight one", entry)
	}
	if _, twice := l.values[entry]; twice {
		return fmt.Errorf("%q stands twice", entry)
	}
	l.values[entry] = value
	l.holds.put(entry)
	l.opens.put(words[0])
	l.longest = max(l.longest, len(words))
	if len(words) > 1 {
		l.first[words[0]] = true
	}
	return nil
}

// MustList reads a list from an embedded folder and panics where it is bad:
// the lists ship in the binary, and a test loads each of them.
func MustList(files fs.FS, path string) *List {
	data, err := fs.ReadFile(files, path)
	if err == nil {
		var l *List
		if l, err = ParseList(path, string(data)); err == nil {
			return l
		}
	}
	panic(err)
}

// Lookup returns the value of a single-word entry and whether it is listed.
func (l *List) Lookup(norm string) (value string, ok bool) {
	if !l.holds.has(norm) {
		return "", false
	}
	value, ok = l.values[norm]
	return value, ok
}

// Has reports whether norm is an entry.
func (l *List) Has(norm string) bool {
	_, ok := l.Lookup(norm)
	return ok
}

// Longest returns the longest entry that the tokens spell from i on, as the
// index after it and its value; ok is false where none does. Entries match
// word for word within a block; "-" and "/" count as words.
func (l *List) Longest(d *Document, i int) (end int, value string, ok bool) {
	norm := d.Tokens[i].Norm
	if !l.opens.has(norm) {
		return 0, "", false
	}
	if v, is := l.values[norm]; is {
		end, value, ok = i+1, v, true
	}
	if !l.first[norm] {
		return end, value, ok
	}
	var room [64]byte // most entries fit, and then nothing is allocated for them
	b := append(room[:0], norm...)
	for n := 2; n <= l.longest && i+n <= len(d.Tokens) && d.Tokens[i+n-1].Block == d.Tokens[i].Block; n++ {
		b = append(append(b, ' '), d.Tokens[i+n-1].Norm...)
		if v, is := l.values[string(b)]; is {
			end, value, ok = i+n, v, true
		}
	}
	return end, value, ok
}

// Entries returns all entries in alphabetical order.
func (l *List) Entries() []string {
	out := make([]string, 0, len(l.values))
	for e := range l.values {
		out = append(out, e)
	}
	sort.Strings(out)
	return out
}
