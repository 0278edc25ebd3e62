package postgres

import (
	"context"
	"encoding/binary"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// vectors are tsvectors as the server receives them in an array (array_recv, tsvectorrecv): written as text it would
// have to part and unescape each of a text's words again.
type vectors struct {
	encoded []byte // of all, each with its length before it
	n       int
	start   int            // of the vector under way
	words   int            // that it holds
	at      map[string]int // of a column's words: their places in lexemes
	lexemes []lexeme
	places  []place
}

// lexeme is a word with the first and last of its places, from 1; 0 is none.
type lexeme struct {
	word        string
	first, last int
	n           int
}

// place is where a word stands, and where its next place is.
type place struct {
	at   uint16
	next int
}

// begin begins a vector.
func (v *vectors) begin() *vectors {
	v.start, v.words = len(v.encoded), 0
	v.encoded = append(v.encoded, make([]byte, 8)...) // its length, and how many words
	return v
}

// add adds the words of a column, each after a mark, with their places from 1 where they are placed. Two columns have marks
// that no word of the other begins with.
func (v *vectors) add(mark string, words []string, placed bool) {
	if v.at == nil {
		v.at = make(map[string]int, len(words))
	}
	clear(v.at)
	v.lexemes, v.places = v.lexemes[:0], v.places[:0]
	for i, w := range words {
		at, known := v.at[w]
		if !known {
			at = len(v.lexemes)
			v.at[w], v.lexemes = at, append(v.lexemes, lexeme{word: w})
		}
		if placed {
			v.placed(&v.lexemes[at], i+1)
		}
	}
	for i := range v.lexemes {
		v.encode(mark, &v.lexemes[i])
	}
	v.words += len(v.lexemes)
}

func (v *vectors) placed(l *lexeme, at int) {
	v.places = append(v.places, place{at: uint16(at)})
	n := len(v.places)
	if l.n == 0 {
		l.first = n
	} else {
		v.places[l.last-1].next = n
	}
	l.last = n
	l.n++
}

func (v *vectors) encode(mark string, l *lexeme) {
	v.encoded = append(append(append(v.encoded, mark...), l.word...), 0)
	v.encoded = binary.BigEndian.AppendUint16(v.encoded, uint16(l.n))
	for at := l.first; at > 0; at = v.places[at-1].next {
		v.encoded = binary.BigEndian.AppendUint16(v.encoded, v.places[at-1].at)
	}
}

// end ends the vector.
func (v *vectors) end() {
	binary.BigEndian.PutUint32(v.encoded[v.start:], uint32(len(v.encoded)-v.start-4))
	binary.BigEndian.PutUint32(v.encoded[v.start+4:], uint32(v.words))
	v.n++
}

// array is all of them.
func (v *vectors) array() []byte {
	const oneDimension, noNulls, countedFrom = 1, 0, 1
	out := make([]byte, 0, 20+len(v.encoded))
	for _, n := range []uint32{oneDimension, noNulls, pgtype.TSVectorOID, uint32(v.n), countedFrom} {
		out = binary.BigEndian.AppendUint32(out, n)
	}
	return append(out, v.encoded...)
}

// takesVectors has a connection take what array returns as it is.
func takesVectors(_ context.Context, conn *pgx.Conn) error {
	conn.TypeMap().RegisterType(&pgtype.Type{Name: "_tsvector", OID: pgtype.TSVectorArrayOID, Codec: pgtype.ByteaCodec{}})
	return nil
}
