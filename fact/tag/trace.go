package tag

import "github.com/onrecord/onrecord"

// Rule is one rule by which a kind of fact is read or left out. Name is
// unique among the rules of its kind and made of lower-case words and
// hyphens; Says is the rule as a sentence without a full stop, for readers of
// the record.
type Rule struct{ Name, Says string }

// Trace keeps why facts were made and why words were left out, while one
// document is read by one goroutine. It costs nothing where there is none.
type Trace struct {
	Made    []Traced
	LeftOut []Traced
}

// Traced is one entry of a Trace. At are the words in question: a fact's
// span, a name's first span, or a relation's sentence. What tells relations
// of one sentence apart and is "" for all else.
type Traced struct {
	Kind  onrecord.FactKind
	At    onrecord.Span
	What  string
	Rule  Rule
	Clues []onrecord.Span
}

// ReadTraced reads as Read does and keeps a trace. The document may be read by
// one goroutine at a time only.
func ReadTraced(r *onrecord.Release) *Document {
	d := Read(r)
	d.trace = &Trace{}
	return d
}

// Trace returns what was traced so far; nil for a document made by Read.
func (d *Document) Trace() *Trace { return d.trace }

// Tracing reports whether a trace is kept: where finding a clue costs
// anything, ask first.
func (d *Document) Tracing() bool { return d.trace != nil }

// Made notes that the rule made the fact at the span, resting on the clues.
// Of two entries for one fact the later holds.
func (d *Document) Made(kind onrecord.FactKind, at onrecord.Span, rule Rule, clues ...onrecord.Span) {
	if d.trace != nil {
		d.trace.Made = append(d.trace.Made, traced(kind, at, "", rule, clues))
	}
}

// MadeOf is Made for one of several facts with the same span: what tells them
// apart.
func (d *Document) MadeOf(kind onrecord.FactKind, at onrecord.Span, what string, rule Rule, clues ...onrecord.Span) {
	if d.trace != nil {
		d.trace.Made = append(d.trace.Made, traced(kind, at, what, rule, clues))
	}
}

// LeaveOut notes that the words at the span looked like a fact of the kind
// and that the rule left them out.
func (d *Document) LeaveOut(kind onrecord.FactKind, at onrecord.Span, rule Rule, clues ...onrecord.Span) {
	if d.trace != nil {
		d.trace.LeftOut = append(d.trace.LeftOut, traced(kind, at, "", rule, clues))
	}
}

// traced copies the clues, so that a caller's list stays on its stack.
func traced(kind onrecord.FactKind, at onrecord.Span, what string, rule Rule, clues []onrecord.Span) Traced {
	return Traced{Kind: kind, At: at, What: what, Rule: rule, Clues: append([]onrecord.Span(nil), clues...)}
}

// RelationWords tell a relation from the others of its release: what MadeOf
// wants of it.
func RelationWords(kind onrecord.RelationType, from []string, to string) string {
	words := string(kind)
	for _, n := range from {
		words += "\x00" + n
	}
	return words + "\x00" + to
}
