package onrecord

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// FactKind names a kind of fact. The names are those of record-format.md in
// the singular, and are used in URLs, tables and JSON alike.
type FactKind string

// The kinds of fact.
const (
	KindQuote      FactKind = "quote"
	KindDate       FactKind = "date"
	KindFigure     FactKind = "figure"
	KindCommitment FactKind = "commitment"
	KindName       FactKind = "name"
	KindRelation   FactKind = "relation"
)

// FactKinds lists all kinds in the order of the record format.
var FactKinds = []FactKind{KindQuote, KindDate, KindFigure, KindCommitment, KindName, KindRelation}

// Head is what every fact has: its stable id, its words, and where they
// stand. Text is release.Text[Start:End], byte for byte.
type Head struct {
	ID string `json:"id"`
	Span
	Text string `json:"text"`
	// Review is what people said of it; nil where nobody did.
	Review *Review `json:"review,omitempty"`
}

// Facts are all facts of one release version, each kind in order of Start.
type Facts struct {
	Quotes      []Quote      `json:"quotes"`
	Dates       []DateFact   `json:"dates"`
	Figures     []Figure     `json:"figures"`
	Commitments []Commitment `json:"commitments"`
	Names       []Name       `json:"names"`
	Relations   []Relation   `json:"relations"`
}

// Quote is words that the release gives as somebody's own. A quotation of
// several blocks is one Quote, from the first block's start to the last's end.
type Quote struct {
	Head
	// Speaker is the bare personal name, or "" where the release gives none
	// or more than one fits. Where several speak with one voice, it is their
	// names as a list: "Jane Doe, Tom Roe and Ann Poe".
	Speaker string `json:"speaker"`
	// Role is what the release says of the speaker's post, as printed.
	Role string `json:"role"`
	// Post is the post of Role in a form that is the same however it is
	// printed, without its body; Body is the body that Role names, as printed.
	// Either is "" where Role does not tell it.
	Post string `json:"post,omitempty"`
	Body string `json:"body,omitempty"`
	// Cue is the span of the words that attribute it; nil where there are none.
	Cue *Span `json:"cue"`
}

// Bound says how a date's interval bounds what is said of it.
type Bound string

// The bounds. By, before and until leave From open; since and from leave To open.
const (
	BoundOn     Bound = "on"
	BoundBy     Bound = "by"
	BoundBefore Bound = "before"
	BoundSince  Bound = "since"
	BoundFrom   Bound = "from"
	BoundUntil  Bound = "until"
	BoundWithin Bound = "within"
)

// DateFact is an expression that names a calendar time. From and To are
// inclusive days; the zero Date is an open end.
type DateFact struct {
	Head
	From  Date   `json:"from"`
	To    Date   `json:"to"`
	Bound Bound  `json:"bound"`
	Note  string `json:"note,omitempty"`
}

// FigureKind says what a figure counts in.
type FigureKind string

// The kinds of figure.
const (
	FigureMoney       FigureKind = "money"
	FigureCount       FigureKind = "count"
	FigurePercent     FigureKind = "percent"
	FigureDuration    FigureKind = "duration"
	FigureMass        FigureKind = "mass"
	FigureLength      FigureKind = "length"
	FigureArea        FigureKind = "area"
	FigureVolume      FigureKind = "volume"
	FigureEnergy      FigureKind = "energy"
	FigurePower       FigureKind = "power"
	FigureTemperature FigureKind = "temperature"
	FigureSpeed       FigureKind = "speed"
	FigureData        FigureKind = "data"
	FigureRatio       FigureKind = "ratio"
)

// FigureKinds lists all kinds of figure.
var FigureKinds = []FigureKind{
	FigureMoney, FigureCount, FigurePercent, FigureDuration, FigureMass, FigureLength, FigureArea, FigureVolume, FigureEnergy,
	FigurePower, FigureTemperature, FigureSpeed, FigureData, FigureRatio,
}

// Qualifier says how exactly a figure is given.
type Qualifier string

// The qualifiers.
const (
	QualifierExact    Qualifier = "exact"
	QualifierAbout    Qualifier = "about"
	QualifierNearly   Qualifier = "nearly"
	QualifierMoreThan Qualifier = "more_than"
	QualifierAtLeast  Qualifier = "at_least"
	QualifierUpTo     Qualifier = "up_to"
	QualifierLessThan Qualifier = "less_than"
)

// Figure is a number that measures something. Value is in whole units: £13
// million is 13000000 with unit GBP (ISO 4217), 43% is 43 with unit percent. It
// is under zero only where a sign or "minus" says so.
type Figure struct {
	Head
	Kind      FigureKind `json:"kind"`
	Value     float64    `json:"value"`
	ValueTo   *float64   `json:"value_to,omitempty"` // upper end of a range or a from-to
	Unit      string     `json:"unit"`
	Qualifier Qualifier  `json:"qualifier"`
	Change    string     `json:"change,omitempty"` // "up" or "down"
	Was       *float64   `json:"was,omitempty"`
	Of        string     `json:"of,omitempty"`
	PartOf    *float64   `json:"part_of,omitempty"`
	Per       string     `json:"per,omitempty"` // "year", "month", "person": a rate's denominator
	// Period is the time that the value is of, and Place where it was
	// measured, as printed; nil and "" where the sentence does not say.
	Period *Period `json:"period,omitempty"`
	Place  string  `json:"place,omitempty"`
}

// Period is the words that name a time and its days, inclusive, with the zero
// Date for an open end.
type Period struct {
	Text string `json:"text"`
	From Date   `json:"from"`
	To   Date   `json:"to"`
}

// Strength says how firmly a commitment binds.
type Strength string

// The strengths.
const (
	StrengthWill    Strength = "will"
	StrengthPledge  Strength = "pledge"
	StrengthTarget  Strength = "target"
	StrengthInForce Strength = "in_force"
)

// Due is the time by which a commitment is to be met.
type Due = Period

// Lack is what a reader would need to check a commitment later and its
// release does not give.
type Lack string

// What a commitment can lack.
const (
	LackOwner   Lack = "owner"   // a named body, post or person that answers for it
	LackMeasure Lack = "measure" // a number, or a definite thing whose doing can be seen
	LackDate    Lack = "date"    // a day by which it is due
)

// Commitment is a sentence in which a public body undertakes, orders or sets
// in force something that a later reader could check.
type Commitment struct {
	Head
	Actor    string   `json:"actor"`
	Action   string   `json:"action"`
	Due      *Due     `json:"due"`
	Strength Strength `json:"strength"`
	// Lacks is what is missing to check it later, in the order owner, measure,
	// date; never nil after reading, nil where a version was read before there
	// were lacks.
	Lacks []Lack `json:"lacks"`
}

// NameKind says what a named thing is.
type NameKind string

// The kinds of named thing.
const (
	NameScheme    NameKind = "scheme"
	NameOperation NameKind = "operation"
	NameLaw       NameKind = "law"
	NameBody      NameKind = "body"
	NameRole      NameKind = "role"
	NameSystem    NameKind = "system"
	NameEvent     NameKind = "event"
	NameDocument  NameKind = "document"
	NamePerson    NameKind = "person"
	NamePlace     NameKind = "place"
)

// NameKinds lists all kinds of named thing in the order of the record format.
var NameKinds = []NameKind{NameScheme, NameOperation, NameLaw, NameBody, NameRole, NameSystem, NameEvent, NameDocument, NamePerson, NamePlace}

// Name is a distinct named thing, once per release, with every place where it
// stands under Text or one of Aliases, in order. Each span's own words are
// the text under it.
type Name struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	Kind    NameKind `json:"kind"`
	Aliases []string `json:"aliases"`
	Spans   []Pair   `json:"spans"`
	Roles   []string `json:"roles,omitempty"` // for a person: posts as printed
	Review  *Review  `json:"review,omitempty"`
}

// Pair is a Span written in JSON as [start, end].
type Pair Span

// MarshalJSON writes [start,end].
func (p Pair) MarshalJSON() ([]byte, error) { return json.Marshal([2]int{p.Start, p.End}) }

// UnmarshalJSON reads [start,end].
func (p *Pair) UnmarshalJSON(b []byte) error {
	var v [2]int
	err := json.Unmarshal(b, &v)
	p.Start, p.End = v[0], v[1]
	return err
}

// RelationType names what a sentence states between two names.
type RelationType string

// The relation types.
const (
	RelationLeads      RelationType = "leads"
	RelationHolds      RelationType = "holds"
	RelationPartOf     RelationType = "part_of"
	RelationFunds      RelationType = "funds"
	RelationReplaces   RelationType = "replaces"
	RelationMerges     RelationType = "merges"
	RelationCreates    RelationType = "creates"
	RelationRuns       RelationType = "runs"
	RelationIntroduced RelationType = "introduced"
	RelationMemberOf   RelationType = "member_of"
)

// Relation is what one sentence states between names of the same release.
type Relation struct {
	Head
	Type RelationType `json:"type"`
	// From holds one name, several for merges, none for funds whose giver the
	// sentence does not say.
	From OneOrMore `json:"from"`
	// To is the other name; for funds, what the money goes to.
	To string `json:"to"`
	// Amount is the sum in whole units for funds, nil otherwise.
	Amount *float64 `json:"amount,omitempty"`
}

// OneOrMore is a list written in JSON as a bare string where it holds one, and
// as null where it holds none.
type OneOrMore []string

// MarshalJSON writes a string for one element, null for nil, an array otherwise.
func (o OneOrMore) MarshalJSON() ([]byte, error) {
	if len(o) == 1 {
		return json.Marshal(o[0])
	}
	return json.Marshal([]string(o))
}

// UnmarshalJSON reads a string, an array of strings, or null.
func (o *OneOrMore) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*o = nil
		return nil
	}
	var one string
	if json.Unmarshal(b, &one) == nil {
		*o = OneOrMore{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(o))
}

// Link is what was found between two passages of different releases (or of
// one). A is the later or restating one. Each is given by its fact's id, or by
// an id of its own where it is no fact. Why says which words made it; Weight
// orders the links of one fact by how much speaks for them, from 0 to 1.
type Link struct {
	Kind   LinkKind `json:"kind"`
	A      string   `json:"a"`
	B      string   `json:"b"`
	Why    string   `json:"why"`
	Weight float64  `json:"weight"`
}

// LinkKind names a kind of link.
type LinkKind string

// The kinds of link.
const (
	LinkRestates  LinkKind = "restates"   // same value, same thing
	LinkUpdates   LinkKind = "updates"    // newer value of the same measure
	LinkConflicts LinkKind = "conflicts"  // same measure and period, other value
	LinkRecalls   LinkKind = "recalls"    // a mention and a figure that gives its value as what was so before
	LinkFollowsUp LinkKind = "follows_up" // reports what came of an earlier commitment
	LinkSameEvent LinkKind = "same_event"
	LinkStage     LinkKind = "stage" // a law's next stage
	// LinkSameAnnouncement is between whole releases: one announcement, issued twice.
	LinkSameAnnouncement LinkKind = "same_announcement"
)

// StableID returns 16 lower-case hexadecimal digits made from the parts, the
// same on every machine. Releases, facts and names get their ids from it.
func StableID(parts ...string) string {
	var room [1024]byte // most parts fit, and then nothing is allocated for them
	b := room[:0]
	for _, p := range parts {
		b = append(append(b, p...), 0)
	}
	sum := sha256.Sum256(b)
	var digits [16]byte
	hex.Encode(digits[:], sum[:8])
	return string(digits[:])
}
