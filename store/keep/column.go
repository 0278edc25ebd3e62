package keep

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/onrecord/onrecord"
)

// The fields of the value table.
const (
	issuerField   = "issuer"
	speakerField  = "speaker"
	tagField      = "tag"
	currencyField = "currency"
)

// valueFields lists all of them for a statement: the table's index finds a text by its field, and without
// one every value is looked at.
const valueFields = "'" + issuerField + "', '" + speakerField + "', '" + tagField + "', '" + currencyField + "'"

// columns are what search filters, counts and ranks by, of one release.
type columns struct {
	release  int64
	position int64
	length   uint32 // in words
	kinds    uint32 // a bit for each of kindNames
	issuers  []uint32
	speakers []uint32
	tags     []uint32
	dues     []int32 // day numbers
	sums     []sum
}

// sum is a sum of money in whole units, from low to high.
type sum struct {
	low, high float64
	currency  uint32
}

// kindNames are what kind: knows: the fact kinds, the kinds of figure and the
// kinds of name. A kind's place here is its bit.
var kindNames = func() []string {
	var out []string
	for _, k := range onrecord.FactKinds {
		out = append(out, string(k))
	}
	for _, k := range onrecord.FigureKinds {
		out = append(out, string(k))
	}
	for _, k := range onrecord.NameKinds {
		out = append(out, string(k))
	}
	return out
}()

var kindBits = func() map[string]uint32 {
	m := map[string]uint32{}
	for i, name := range kindNames {
		m[name] = 1 << i
	}
	return m
}()

// columns keeps the columns of a release's newest version.
func (b *batchSaver) columns(w *work, position int64, length int) error {
	standing := *w.record
	standing.Facts = w.record.Facts.Standing()
	r := &standing
	c := columns{position: position, length: uint32(min(length, math.MaxInt32)), kinds: kindsOf(&r.Facts)}
	var err error
	if c.issuers, err = b.valueNumbers(issuerField, r.IssuedBy); err != nil {
		return err
	}
	if c.tags, err = b.valueNumbers(tagField, r.Tags); err != nil {
		return err
	}
	var speakers []string
	for i := range r.Quotes {
		speakers = append(speakers, r.Quotes[i].Speaker)
	}
	if c.speakers, err = b.valueNumbers(speakerField, speakers); err != nil {
		return err
	}
	for i := range r.Commitments {
		if d := r.Commitments[i].Due; d != nil && !d.To.IsZero() {
			c.dues = append(c.dues, int32(dayNumber(d.To)))
		}
	}
	for i := range r.Figures {
		f := &r.Figures[i]
		if f.Kind != onrecord.FigureMoney {
			continue
		}
		currency, err := b.value(b.conn, currencyField, f.Unit)
		if err != nil {
			return err
		}
		s := sum{low: f.Value, high: f.Value, currency: uint32(currency)}
		if f.ValueTo != nil {
			s.low, s.high = min(f.Value, *f.ValueTo), max(f.Value, *f.ValueTo)
		}
		c.sums = append(c.sums, s)
	}
	return query(b.conn, `INSERT INTO release_column (release, changed, columns) VALUES (?, ?, ?)
		ON CONFLICT (release) DO UPDATE SET changed = excluded.changed, columns = excluded.columns`, nil, w.release, b.changed, c.pack())
}

// valuesOf are the values that the columns of a release hold.
func valuesOf(r *onrecord.Record) (keys []valueKey) {
	for _, issuer := range r.IssuedBy {
		keys = append(keys, valueKey{issuerField, issuer})
	}
	for _, tag := range r.Tags {
		keys = append(keys, valueKey{tagField, tag})
	}
	for i := range r.Quotes {
		keys = append(keys, valueKey{speakerField, r.Quotes[i].Speaker})
	}
	for i := range r.Figures {
		if r.Figures[i].Kind == onrecord.FigureMoney {
			keys = append(keys, valueKey{currencyField, r.Figures[i].Unit})
		}
	}
	return keys
}

func (b *batchSaver) valueNumbers(field string, texts []string) ([]uint32, error) {
	var out []uint32
	for _, text := range appendNew(nil, texts...) {
		n, err := b.value(b.conn, field, text)
		if err != nil {
			return nil, err
		}
		out = append(out, uint32(n))
	}
	return out, nil
}

func kindsOf(f *onrecord.Facts) uint32 {
	var bits uint32
	for i, n := range countsOf(f) {
		if n > 0 {
			bits |= 1 << i
		}
	}
	for i := range f.Figures {
		bits |= kindBits[string(f.Figures[i].Kind)]
	}
	for i := range f.Names {
		bits |= kindBits[string(f.Names[i].Kind)]
	}
	return bits
}

// clone returns a copy with lists of its own.
func (c *columns) clone() columns {
	out := *c
	out.issuers, out.speakers, out.tags = slices.Clone(c.issuers), slices.Clone(c.speakers), slices.Clone(c.tags)
	out.dues, out.sums = slices.Clone(c.dues), slices.Clone(c.sums)
	return out
}

func (c *columns) pack() []byte {
	b := binary.AppendUvarint(nil, uint64(c.position))
	b = binary.AppendUvarint(b, uint64(c.length))
	b = binary.AppendUvarint(b, uint64(c.kinds))
	for _, list := range [][]uint32{c.issuers, c.speakers, c.tags} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, v := range list {
			b = binary.AppendUvarint(b, uint64(v))
		}
	}
	b = binary.AppendUvarint(b, uint64(len(c.dues)))
	for _, d := range c.dues {
		b = binary.AppendUvarint(b, uint64(d))
	}
	b = binary.AppendUvarint(b, uint64(len(c.sums)))
	for _, s := range c.sums {
		b = binary.AppendUvarint(b, uint64(s.currency))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(s.low))
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(s.high))
	}
	return b
}

// unpack reads what pack wrote into c, keeping its slices' memory; false
// where it is damaged.
func (c *columns) unpack(b []byte) bool {
	ok := true
	next := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			ok, b = false, nil
			return 0
		}
		b = b[n:]
		return v
	}
	list := func(dst []uint32) []uint32 {
		for n := next(); n > 0 && ok; n-- {
			dst = append(dst, uint32(next()))
		}
		return dst
	}
	c.position, c.length, c.kinds = int64(next()), uint32(next()), uint32(next())
	c.issuers, c.speakers, c.tags = list(c.issuers[:0]), list(c.speakers[:0]), list(c.tags[:0])
	c.dues, c.sums = c.dues[:0], c.sums[:0]
	for n := next(); n > 0 && ok; n-- {
		c.dues = append(c.dues, int32(next()))
	}
	for n := next(); n > 0 && ok; n-- {
		s := sum{currency: uint32(next())}
		if len(b) < 16 {
			return false
		}
		s.low, s.high = math.Float64frombits(binary.LittleEndian.Uint64(b)), math.Float64frombits(binary.LittleEndian.Uint64(b[8:]))
		b = b[16:]
		c.sums = append(c.sums, s)
	}
	return ok && len(b) == 0
}
