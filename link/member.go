package link

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// Sort says as what a member is compared. Only members of the sorts that
// Pair names are ever linked.
type Sort uint8

// The sorts of member.
const (
	Sum        Sort = iota + 1 // a sum of money
	Measure                    // any other figure that counts or measures something
	Commitment                 // an undertaking
	Report                     // a passage that says what was done, moved or given up
	Stage                      // a stage of a law, with its day

	Announcement // a release's whole text

	FormerValue // what a sum or measure was before, where its figure gives both
)

// figure reports whether a member of that sort is a value of a sum or measure.
func (s Sort) figure() bool { return s == Sum || s == Measure || s == FormerValue }

// Anchors reports whether members of the sort are what others are linked to: all but reports, of which
// no two are compared.
func (s Sort) Anchors() bool { return s != Report }

// Key is what two members must share to be compared at all: a hash of words
// that both hold. Of many that hold one, those are compared that stand within
// Reach of each other.
type Key uint64

// maxKeys bounds the keys of one member.
const maxKeys = 12

// toFollow is the first of the words of the keys by which reports and commitments meet.
const toFollow = "follow"

// OfReports tells the keys that reports may hold from all others, which they never do.
func (k Key) OfReports() bool { return k&1 != 0 }

// NewKey returns the key of some words, in their order. It has 40 bits: few
// enough to be kept in little room, and two keys that fall together by chance
// cost a comparison and make no edge.
func NewKey(parts ...string) Key {
	key := keyAfter(fnvOffset, parts)
	if len(parts) > 0 && parts[0] == toFollow {
		key |= 1
	}
	return key
}

// newFollowKey is NewKey of toFollow and some words.
func newFollowKey(parts ...string) Key { return keyAfter(followHash, parts) | 1 }

var followHash = hashed(fnvOffset, toFollow)

// keyAfter returns the key of words that come after those of a hash; its last bit is 0.
func keyAfter(h uint64, parts []string) Key {
	for _, p := range parts {
		h = hashed(h, p)
	}
	return Key(h>>24) &^ 1
}

// hashed adds a string and the byte 0 after it to an FNV-1a hash of 64 bits. It is written
// out, for the standard library's allocates for each.
func hashed(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h * fnvPrime
}

// Member is a passage of a release that may be linked to passages of others.
// It holds all that Pair looks at. Lists are in ascending order, without
// doubles.
type Member struct {
	Sort     Sort
	Release  string // the release's id
	IssuedOn onrecord.Date
	// Span is where it stands in the release's text; Fact is the fact's id, ""
	// where the passage is none.
	onrecord.Span
	Fact string
	// Sentence is where the sentence begins that a sum or measure stands in.
	Sentence int
	Keys     []Key

	// Terms are the stems of the passage's content words, Subject those of what is
	// counted, promised or done, and Names the folded names of the things
	// that the passage names.
	Terms, Subject, Names []string
	// Near are the stems of what a sentence leans on (the sentences before it
	// in its block, what leads into its list), About, for figures too, those that its release
	// says most often, its title and first blocks above all.
	Near, About []string
	// Spelt are the Terms and after them the Subject of all but stages and
	// announcements as printed, in lower case, in the same order, ""
	// where that is the same.
	Spelt []string
	// Days are the days of which a report speaks, "2024-01-01 2024-01-31".
	Days []string
	// Around are, for sums and measures, the terms of the block and the title, Beside
	// the things named in the block, the title or the lead and not in the sentence,
	// and Places and Bodies those named in the sentence.
	Around, Beside, Places, Bodies []string
	// Figure is the figure of a sum or measure, without its words.
	Figure Quantity
	// From and To are the days that it speaks of, inclusive, zero where open:
	// a measure's period, a commitment's due, a stage's day.
	From, To onrecord.Date
	// Signs are what else the passage says of itself, such as "completed",
	// "moved", "new" or the stage of a law.
	Signs []string
	// Wording is the same for two facts whose paragraphs are the same word for
	// word; 0 where that says nothing.
	Wording uint64
}

// Quantity is what is compared of a figure.
type Quantity struct {
	Kind      onrecord.FigureKind
	Unit, Per string
	Qualifier onrecord.Qualifier
	Value     float64
	ValueTo   float64 // Value where there is no upper end
}

// ID returns the id that a link gives for the member: its fact's, or one made
// from the release and the place in it.
func (m *Member) ID() string {
	if m.Fact != "" {
		return m.Fact
	}
	return PassageID(m.Release, m.Span)
}

// isSum reports whether the member is a value of money.
func (m *Member) isSum() bool { return m.Sort.figure() && m.Figure.Kind == onrecord.FigureMoney }

// PassageID returns the id of a passage that is no fact.
func PassageID(release string, s onrecord.Span) string {
	var b []byte
	b = binary.AppendUvarint(b, uint64(s.Start))
	b = binary.AppendUvarint(b, uint64(s.End))
	return onrecord.StableID(release, "passage", string(b))
}

// Compare orders members by day of issue, those without a day last, then by
// release and by place in its text: the order in which things were first said,
// whatever the order in which releases were read.
func Compare(a, b *Member) int {
	if a.IssuedOn.IsZero() != b.IssuedOn.IsZero() {
		if a.IssuedOn.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(a.IssuedOn.Compare(b.IssuedOn), strings.Compare(a.Release, b.Release), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Sort, b.Sort))
}

// Place orders the holders of a key: by day of issue, those without a day last,
// and within a day by the release's id, whatever the order in which releases
// were read.
func (m *Member) Place() int64 {
	day := int64(m.IssuedOn.Number())
	if day == 0 {
		day = noDay
	}
	h := uint64(fnvOffset)
	for i := range len(m.Release) {
		h = (h ^ uint64(m.Release[i])) * fnvPrime
	}
	return day<<dayShift | int64(h>>28)
}

// The day of a place stands above a hash of the release; noDay is that of releases without one.
const (
	dayShift = 36
	noDay    = 99999999
)

func dayOfPlace(place int64) int64 { return place >> dayShift }

// Members is Reader.Members, for one record.
func Members(r *onrecord.Record) []Member { return new(Reader).Members(r) }

// Reader gives the members of records and remembers what the words that it met
// stand for, which changes no answer. The zero Reader is ready. It must not
// be used by two goroutines at once.
type Reader struct {
	// known are the words met of late, older those before them: what is met again comes back into known, and
	// where that is full it becomes the older list.
	known, older map[string]*meaning
	number       meaning // of the number met last

	// Memory for what is made of one record and not kept.
	tokens    []text.Token
	members   []Member
	sentences []sentence
	own       []spelling
	often     map[string]int
}

// most of each are remembered from one record to the next: what one long text took is given back.
const mostRemembered = 1 << 10

// spare returns memory for the next record's, empty and holding on to nothing of this one's.
func spare[T any](used []T) []T {
	if cap(used) > mostRemembered {
		return nil
	}
	clear(used)
	return used[:0]
}

// Members returns what of a record may be linked, in the order of the text.
// The record is not changed and nothing of it is kept. Every fact is in at
// most one member.
func (reader *Reader) Members(r *onrecord.Record) []Member {
	if r.Excerpt {
		return nil // the whole release says the same
	}
	p := newPassages(r, reader)
	out := p.figures(reader.members)
	out = p.followable(out)
	out = p.stages(out)
	out = p.announcement(out)
	for i := range out {
		m := &out[i]
		if m.Fact != "" {
			p.wording(m)
		}
		if m.Sort.figure() {
			m.About = p.subject
		}
		m.Release, m.IssuedOn = r.ID, r.IssuedOn
		slices.Sort(m.Keys)
		m.Keys = slices.Compact(m.Keys)
		m.Keys = m.Keys[:min(len(m.Keys), maxKeys)]
	}
	ordered := inOrderOf(out, Compare)
	reader.members = spare(out)
	return ordered
}

// inOrderOf returns members in an order, those that it does not tell apart as they were. It moves each once: they are large.
func inOrderOf(members []Member, order func(a, b *Member) int) []Member {
	at := make([]*Member, len(members))
	for i := range members {
		at[i] = &members[i]
	}
	slices.SortStableFunc(at, order)
	out := make([]Member, len(members))
	for i, m := range at {
		out[i] = *m
	}
	return out
}

// Edge is a link between two members: A is the later or restating one. A and
// B are whatever numbers the graph gives its members.
type Edge struct {
	A, B int64
	Kind onrecord.LinkKind
	// Why says in words what made it. Weight orders the edges of one member
	// by how much speaks for them, from 0 to 1.
	Why    string
	Weight float64
}

// Pair returns what links the later member to the earlier one (as Compare orders
// them); ok is false where nothing does. A and B of the edge are left to the caller.
func Pair(earlier, later *Member) (e Edge, ok bool) {
	if e, ok := pairWording(earlier, later); ok {
		return e, true
	}
	switch {
	case earlier.Sort == Announcement && later.Sort == Announcement:
		return pairAnnouncements(earlier, later)
	case earlier.Sort == FormerValue || later.Sort == FormerValue:
		return recall(earlier, later)
	case earlier.Sort == Sum && later.Sort == Sum:
		return pairSums(earlier, later)
	case earlier.Sort == Measure && later.Sort == Measure:
		return pairMeasures(earlier, later)
	case earlier.Sort == Commitment && (later.Sort == Commitment || later.Sort == Report):
		return follow(earlier, later)
	}
	if earlier.Sort == Stage && later.Sort == Stage {
		return pairStages(earlier, later)
	}
	return Edge{}, false
}

// Threaded reports whether a kind of link makes its ends parts of one thing: a
// sum's mentions, a series' points, a law's stages. A commitment and what
// bears on it stay two, and so do a sum and the one that took its place.
func Threaded(k onrecord.LinkKind) bool {
	return k != onrecord.LinkFollowsUp && k != onrecord.LinkRecalls
}
