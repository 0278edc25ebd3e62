package link

import (
	"math"
	"slices"

	"github.com/onrecord/onrecord"
)

// Traits are what a member is like, in few bits that are kept with each key that it holds: of most pairs they tell that Pair
// links nothing, without looking at the members. 0 says nothing, and of a pair of which one says nothing nothing is told. What
// Pair newly links traits must no longer refuse: whoever changes its rules looks here too, and changes Version.
type Traits uint32

// TraitBits is how many bits traits have at most.
const TraitBits = 26

// The traits of undertakings and reports. A body or name sets one of several bits: two that share none have none in common.
const (
	traitBodies  = 11                                      // bits for who issued it and, of an undertaking, which bodies it names
	traitCounted = Traits(1) << traitBodies                // it has a target, or says how many there are of what may be one
	traitNames   = traitBodies + 1                         // where the bits for things begin that are named in it or about it
	traitThings  = 7                                       // how many these are
	traitLong    = Traits(1) << (traitNames + traitThings) // an undertaking that is due so late that more is held against it than against most
)

// The traits of measures.
const (
	traitSigns = 7                    // bits for signs: the first are those in which two values of a measure never differ
	traitSize  = traitSigns           // where the size of the value begins
	sizeBits   = 5                    // 0 where no value is too far from it
	traitValue = traitSize + sizeBits // where the hash of the value begins
	valueBits  = 8
)

// The hash of the wording, of both: 0 where there is none.
const (
	wordingBits  = 6
	traitWording = TraitBits - wordingBits
)

// always are the signs that both mentions of a measure have, or neither; manner those that both have, or neither, where their values differ.
var (
	always = []string{signUp, signDown, signEach}
	manner = []string{signGoal, signMore, signWhole, signSome}
)

// HasTraits reports whether members of the sort have traits; those of all others are 0.
func (s Sort) HasTraits() bool { return s == Commitment || s == Report || s == Measure }

// Traits returns the member's traits.
func (m *Member) Traits() Traits {
	switch m.Sort {
	case Commitment, Report:
		return m.followTraits() | m.wordingTrait()
	case Measure:
		return m.measureTraits() | m.wordingTrait()
	}
	return 0
}

func (m *Member) wordingTrait() Traits {
	if m.Wording == 0 {
		return 0
	}
	return Traits(1+m.Wording%(1<<wordingBits-1)) << traitWording
}

func (m *Member) followTraits() (t Traits) {
	for _, s := range prefixed(m, byIssuer) {
		t |= oneOf(s[len(byIssuer):], traitBodies)
	}
	if m.Sort == Commitment {
		for _, s := range prefixed(m, ofBody) {
			t |= oneOf(s[len(ofBody):], traitBodies)
		}
		if !m.To.IsZero() && m.To.AddMonths(afterDue).After(m.IssuedOn.AddMonths(afterWords)) {
			t |= traitLong
		}
	}
	if says(m, ofTarget) || says(m, ofReached) {
		t |= traitCounted
	}
	for _, n := range m.Names {
		t |= oneOf(n, traitThings) << traitNames
	}
	for _, s := range prefixed(m, aboutName) {
		t |= oneOf(s[len(aboutName):], traitThings) << traitNames
	}
	return t
}

// oneOf returns one of the lowest bits, by a hash of some words.
func oneOf(words string, bits uint64) Traits {
	return 1 << (hashed(fnvOffset, words) >> 32 % bits)
}

func (m *Member) measureTraits() (t Traits) {
	for i, s := range slices.Concat(always, manner) {
		if has(m, s) {
			t |= 1 << i
		}
	}
	h := (fnvOffset^math.Float64bits(m.Figure.Value))*fnvPrime ^ math.Float64bits(m.Figure.ValueTo)
	return t | m.size()<<traitSize | Traits(h*fnvPrime>>(64-valueBits))<<traitValue
}

// size is the power of two of a measure's value, from 1; 0 where no value is too far from it to be another of the same.
func (m *Member) size() Traits {
	if m.Figure.Kind == onrecord.FigurePercent {
		return 0
	}
	_, power := math.Frexp(math.Abs(m.Figure.Value))
	return Traits(min(max(power, 1), 1<<sizeBits-1))
}

// farSizes is how far apart the sizes of two values are that farApart tells apart: one is then more than 16 times the other.
const farSizes = 5

// bits returns some of the bits, as a number.
func (t Traits) bits(from, n int) int { return int(t >> from & (1<<n - 1)) }

// apart reports whether the traits of a holder and a later one of its key tell that Pair links nothing.
func (h Holder) apart(later Holder) bool {
	if h.Sort == Commitment {
		return h.mayNotFollow(later)
	}
	a, b := h.Traits, later.Traits
	if h.Sort != Measure || a == 0 || b == 0 || sameWording(a, b) {
		return false
	}
	if differ := a ^ b; differ.bits(0, len(always)) != 0 {
		return true
	} else if h.Place == later.Place || differ.bits(traitValue, valueBits) == 0 {
		return false // one release, or it may be one value
	} else if differ.bits(len(always), len(manner)) != 0 {
		return true
	}
	x, y := a.bits(traitSize, sizeBits), b.bits(traitSize, sizeBits)
	return x > 0 && y > 0 && max(x, y)-min(x, y) >= farSizes
}

// sameWording reports whether two facts may be said in one paragraph word for word.
func sameWording(a, b Traits) bool {
	w := a.bits(traitWording, wordingBits)
	return w > 0 && w == b.bits(traitWording, wordingBits)
}

// mayNotFollow reports whether the traits of an undertaking and of what comes after it tell that neither follow nor pairWording links
// them: it comes too late, or mayFollow says no.
func (h Holder) mayNotFollow(later Holder) bool {
	c, r := h.Traits, later.Traits
	if sameWording(c, r) {
		return false
	}
	from, to := dayOfPlace(h.Place), dayOfPlace(later.Place)
	switch {
	case c == 0 || r == 0:
		return false
	case from == to || to == noDay:
		return true
	case c&traitLong == 0 && monthOf(to)-monthOf(from) > afterWords+1:
		return true
	}
	return c&r&(traitLong-1) == 0
}

// monthOf counts months; the day is a number as onrecord.Date has it.
func monthOf(day int64) int64 { return day/10000*12 + day/100%100 }
