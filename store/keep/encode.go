package keep

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/onrecord/onrecord"
)

// maxBody bounds what one compressed value may hold when it is read back.
const maxBody = 1 << 30

var coder = sync.OnceValue(func() *zstd.Encoder {
	e, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2), zstd.WithEncoderCRC(true), zstd.WithWindowSize(1<<20))
	if err != nil {
		panic(err) // the options are constants
	}
	return e
})

var decoder = sync.OnceValue(func() *zstd.Decoder {
	d, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(maxBody))
	if err != nil {
		panic(err)
	}
	return d
})

func compress(b []byte) []byte { return coder().EncodeAll(b, nil) }

func decompress(b []byte) ([]byte, error) {
	out, err := decoder().DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", onrecord.ErrDamaged, err)
	}
	return out, nil
}

// head is a release's JSON without its text and blocks.
func encodeHead(r *onrecord.Release) ([]byte, error) {
	short := *r
	short.Text, short.Blocks, short.Version, short.CapturedAt = "", nil, 0, time.Time{}
	return json.Marshal(&short)
}

func decodeHead(b []byte, r *onrecord.Release) error {
	if err := json.Unmarshal(b, r); err != nil {
		return fmt.Errorf("%w: the head of a version: %v", onrecord.ErrDamaged, err)
	}
	return nil
}

// encodeBody packs blocks and text: the length of the packed blocks, the
// blocks, the text. Memory holds what is compressed and may be used again.
func encodeBody(memory []byte, r *onrecord.Release) (packed, used []byte) {
	blocks := packBlocks(memory[:0], r.Blocks)
	n := len(blocks)
	b := binary.AppendUvarint(blocks, uint64(n))
	b = append(append(b, blocks...), r.Text...)
	return compress(b[n:]), b
}

func decodeBody(packed []byte, r *onrecord.Release) error {
	b, err := decompress(packed)
	if err != nil {
		return err
	}
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return fmt.Errorf("%w: the text of a version is cut off", onrecord.ErrDamaged)
	}
	if r.Blocks, err = unpackBlocks(b[size : size+int(n)]); err != nil {
		return err
	}
	r.Text = string(b[size+int(n):])
	return nil
}

// encodeFacts packs the facts of a release with that text. Memory holds what
// is compressed and may be used again.
func encodeFacts(memory []byte, f *onrecord.Facts, text string) (packed, used []byte) {
	b := packFacts(memory[:0], f, text)
	return compress(b), b
}

func decodeFacts(packed []byte, text string, f *onrecord.Facts) error {
	b, err := decompress(packed)
	if err != nil {
		return err
	}
	return unpackFacts(b, text, f)
}

// counts are how many facts of each kind a version has, in the order of
// onrecord.FactKinds.
func countsOf(f *onrecord.Facts) [6]int {
	return [6]int{len(f.Quotes), len(f.Dates), len(f.Figures), len(f.Commitments), len(f.Names), len(f.Relations)}
}

func encodeCounts(f *onrecord.Facts) []byte {
	var b []byte
	for _, n := range countsOf(f) {
		b = binary.AppendUvarint(b, uint64(n))
	}
	return b
}

func decodeCounts(b []byte) map[onrecord.FactKind]int {
	counts := make(map[onrecord.FactKind]int, len(onrecord.FactKinds))
	for _, kind := range onrecord.FactKinds {
		n, size := binary.Uvarint(b)
		if size <= 0 {
			break
		}
		b = b[size:]
		if n > 0 {
			counts[kind] = int(n)
		}
	}
	return counts
}

// idNumber turns an id of 16 hexadecimal digits into the number it is kept
// as, and false where it is no such id.
func idNumber(id string) (int64, bool) {
	if len(id) != 16 {
		return 0, false
	}
	n, err := strconv.ParseUint(id, 16, 64)
	return int64(n), err == nil
}

func idText(n int64) string { return string(appendID(make([]byte, 0, 16), n)) }

func appendID(dst []byte, n int64) []byte {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	return hex.AppendEncode(dst, b[:])
}

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func timeOf(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

func bitsOf(f float64) uint64     { return math.Float64bits(f) }
func floatOf(bits uint64) float64 { return math.Float64frombits(bits) }

func isNotFound(err error) bool { return errors.Is(err, onrecord.ErrNotFound) }
