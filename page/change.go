package page

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/store"
)

// changedFact is a fact of one of two versions.
type changedFact struct {
	kindWords
	ID, Reading, Text string
	Version           int
}

// factChange is a fact that stands where one of its kind stood before.
type factChange struct{ Was, Is changedFact }

// changes tells what became of the facts between two versions: which stand
// where another of their kind stood, which are only in the one, and which only
// in the other. A fact is the same where its words are: facts keep their ids by
// them. One is taken to have changed to another only where the words between
// which it stood now hold that one and no further fact of its kind.
func changes(before, after onrecord.Record, runs []run) (changed []factChange, gone, added []changedFact) {
	old, now := onlyIn(before, after), onlyIn(after, before)
	a := align(runs)
	paired := map[string]bool{}
	for _, f := range old {
		there := standing(now, f.Kind, a.afterOf(head(f).Span))
		if len(there) != 1 || len(standing(old, f.Kind, a.beforeOf(head(there[0]).Span))) != 1 {
			continue
		}
		paired[f.ID], paired[there[0].ID] = true, true
		changed = append(changed, factChange{changedOf(f, before), changedOf(there[0], after)})
	}
	for _, f := range old {
		if !paired[f.ID] {
			gone = append(gone, changedOf(f, before))
		}
	}
	for _, f := range now {
		if !paired[f.ID] {
			added = append(added, changedOf(f, after))
		}
	}
	return changed, gone, added
}

// onlyIn returns the facts of a that b does not hold.
func onlyIn(a, b onrecord.Record) []store.Fact {
	held := map[string]bool{}
	for _, f := range allFacts(&b) {
		held[f.ID] = true
	}
	var out []store.Fact
	for _, f := range allFacts(&a) {
		if !held[f.ID] {
			out = append(out, f)
		}
	}
	return out
}

// standing returns the facts of a kind that touch the span. Names stand at
// many places and are not told by one.
func standing(facts []store.Fact, kind onrecord.FactKind, at onrecord.Span) []store.Fact {
	var out []store.Fact
	for _, f := range facts {
		if f.Kind == kind && f.Name == nil && head(f).Overlaps(at) {
			out = append(out, f)
		}
	}
	return out
}

func changedOf(f store.Fact, in onrecord.Record) changedFact {
	return changedFact{kindOf(string(f.Kind)), f.ID, cut(160, comparedReading(f, in.Figures)), cut(160, head(f).Text), in.Version}
}

func comparedReading(f store.Fact, figures []onrecord.Figure) string {
	if f.Commitment != nil {
		return commitmentReading(*f.Commitment) + " – " + dueReading(f.Commitment.Due)
	}
	if f.Relation != nil {
		return relationReading(*f.Relation, figures)
	}
	return reading(f)
}

// alignment says where the words of one version stand in the other: stretches
// of both in order, with those that were exchanged for each other as one.
type alignment []aligned

type aligned struct {
	before, after onrecord.Span
	same          bool
}

func align(runs []run) alignment {
	var out alignment
	at, to := 0, 0
	for _, r := range runs {
		n := len(r.text)
		switch {
		case r.kind == same:
			out = append(out, aligned{onrecord.Span{Start: at, End: at + n}, onrecord.Span{Start: to, End: to + n}, true})
			at, to = at+n, to+n
			continue
		case len(out) == 0 || out[len(out)-1].same:
			out = append(out, aligned{before: onrecord.Span{Start: at, End: at}, after: onrecord.Span{Start: to, End: to}})
		}
		last := &out[len(out)-1]
		if r.kind == gone {
			at += n
			last.before.End = at
		} else {
			to += n
			last.after.End = to
		}
	}
	return out
}

// afterOf returns where a span of the version before stands in the one after:
// with all of what any changed words of it were exchanged for.
func (a alignment) afterOf(s onrecord.Span) onrecord.Span {
	return a.carry(s, func(x aligned) (from, to onrecord.Span) { return x.before, x.after })
}

// beforeOf is the other way.
func (a alignment) beforeOf(s onrecord.Span) onrecord.Span {
	return a.carry(s, func(x aligned) (from, to onrecord.Span) { return x.after, x.before })
}

func (a alignment) carry(s onrecord.Span, ends func(aligned) (from, to onrecord.Span)) onrecord.Span {
	out := onrecord.Span{Start: -1}
	for _, x := range a {
		from, to := ends(x)
		if !from.Overlaps(s) {
			continue
		}
		if x.same { // only the shared part of it
			to = onrecord.Span{Start: to.Start + max(s.Start-from.Start, 0), End: to.End - max(from.End-s.End, 0)}
		}
		if out.Start < 0 {
			out.Start = to.Start
		}
		out.End = to.End
	}
	if out.Start < 0 {
		return onrecord.Span{}
	}
	return out
}
