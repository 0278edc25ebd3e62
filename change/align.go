package change

import "github.com/onrecord/onrecord"

// alignment says where the words of one version stand in the other: stretches
// of both in order, with those that were exchanged for each other as one.
type alignment []aligned

type aligned struct {
	before, after onrecord.Span
	same          bool
	moved         bool // a paragraph that stands elsewhere: it was exchanged for nothing
}

func align(runs []onrecord.Run) alignment {
	var out alignment
	at, to := 0, 0
	for _, r := range runs {
		moved := r.Kind == onrecord.RunMovedFrom || r.Kind == onrecord.RunMovedTo
		same := r.Kind == onrecord.RunSame
		if last := len(out) - 1; last < 0 || same || moved || out[last].same || out[last].moved {
			out = append(out, aligned{onrecord.Span{Start: at, End: at}, onrecord.Span{Start: to, End: to}, same, moved})
		}
		last := &out[len(out)-1]
		if r.Kind.Older() {
			at += len(r.Text)
			last.before.End = at
		}
		if r.Kind.Newer() {
			to += len(r.Text)
			last.after.End = to
		}
	}
	return out
}

// stays returns where words that lie wholly in a stretch that stayed stand in the newer version.
func (a alignment) stays(s onrecord.Span) (onrecord.Span, bool) {
	for _, x := range a {
		if x.same && x.before.Contains(s) {
			move := x.after.Start - x.before.Start
			return onrecord.Span{Start: s.Start + move, End: s.End + move}, true
		}
	}
	return onrecord.Span{}, false
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

// side is one of the two versions.
type side bool

const (
	older side = false
	newer side = true
)

// touched tells, for each block of one version, whether a word of it, of the
// one before or of the one after it was edited: what stands there may read
// otherwise for that. A release without blocks is one block.
func (a alignment) touched(r *onrecord.Release, of side) func(onrecord.Span) bool {
	blocks := r.Blocks
	if len(blocks) == 0 {
		blocks = []onrecord.Block{{Span: onrecord.Span{End: len(r.Text)}}}
	}
	edited := make([]bool, len(blocks))
	for _, x := range a {
		if x.same {
			continue
		}
		span := x.before
		if of == newer {
			span = x.after
		}
		for i, b := range blocks {
			if span.Start <= b.End+len(blank) && b.Start-len(blank) <= span.End {
				edited[i] = true
			}
		}
	}
	return func(s onrecord.Span) bool {
		for i, b := range blocks {
			if b.Overlaps(s) && (edited[i] || i > 0 && edited[i-1] || i+1 < len(edited) && edited[i+1]) {
				return true
			}
		}
		return false
	}
}
