package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// Grants that are announced one by one, and by members of an assembly.

// besides are words between the verb of announcing and a sum that is its object.
var besides = tag.MustList(files, "words/beside-sum.txt")

// memberAnnounces is who announces the sum at token i, by the verb at token j, in a
// release of a member of an assembly: "Senator Vane today announced $9 million in grants
// for locks". It is "" where the sum is no public money with its use.
func (r *reader) memberAnnounces(i, j int) string {
	switch r.norm(j) {
	case "announced", "announces":
	default:
		return ""
	}
	if !r.names.personal || r.quote != nil || r.longPast() || r.pastDay() || r.toldOf(j) || r.already(max(j-2, r.s.First), j-1) || !r.grantedFor(i) {
		return ""
	}
	for k := j + 1; k < i; k++ {
		if !besides.Has(r.norm(k)) {
			return "" // "announced legislation to provide $9 million", "announced his opposition to"
		}
	}
	if s := r.subject(r.auxiliary(j)); s.kind == doer && !s.first && (s.name == nil || s.name.Kind != onrecord.NameBody) {
		return s.actor
	}
	return ""
}

// toldOf reports whether the last day before the verb at token j is one before the day of
// issue: "Yesterday the city announced".
func (r *reader) toldOf(j int) (past bool) {
	issued := r.d.Release.IssuedOn
	for k := r.nextDate; k < len(r.dates) && r.dates[k].Start < int(r.d.Tokens[j].Start); k++ {
		past = !issued.IsZero() && !r.dates[k].To.IsZero() && r.dates[k].To.Before(issued)
	}
	return past
}

// grantedFor reports whether the sum at token i is spoken of as public money with what it
// is for: "$9 million in Lake Fund grants to clear", "a $9 million grant for".
func (r *reader) grantedFor(i int) bool {
	for k := i + 2; k < i+16 && k < r.s.Last; k++ {
		switch n := r.norm(k); n {
		case "funding", "funds", "grant", "grants", "award", "awards", "investment", "investments", "loan", "loans", "assistance":
			return r.purposeAfter(k + 1)
		case ";", "which", "who", "that":
			return false
		}
	}
	return false
}

// purposeAfter reports whether the words from token i on say whom or what money is for.
func (r *reader) purposeAfter(i int) bool {
	for k := i; k < i+14 && k < r.s.Last; k++ {
		switch r.norm(k) {
		case "for", "to", "towards", "toward":
			return k+1 < r.s.Last && r.d.Tokens[k+1].Kind == text.Word
		case ";", "which", "who", "that":
			return false
		}
	}
	return false
}

// sumsFollow reports whether the lead-in says that money will be or has been given to
// those listed below it: "Funding will be awarded to:", "The grants are as follows:".
func (r *reader) sumsFollow(s tag.Sentence) bool {
	money, given := false, false
	for j := s.First; j < s.Last-1; j++ {
		switch n := r.norm(j); {
		case tag.Asks.Has(n):
			return false
		case moneys.Has(n) && r.norm(j-1) != "will":
			money = true
			continue // "funds" in "in funds" gives nothing
		case moneys.Has(n) || n == "awards" || n == "awardees" || n == "recipients" || n == "grantees":
			money = true
		case n == "was" || n == "were" || n == "had" || n == "previously":
			return false
		}
		switch r.verb(j).base {
		case "fund", "award", "receive", "include", "announce", "provide", "allocate", "distribute", "support", "invest", "follow":
			given = true
		}
	}
	switch r.norm(s.Last - 2) {
	case "are", "below":
		given = true // "The grants are:"
	}
	return money && given && !r.longPast() && !r.pastDay()
}

// sumItem returns the token of the sum that opens a list item, by itself or after its
// label: "$9 million to the Lake Trust for", "Marlow Lock: $9 million to clear"; -1 where
// none does or nothing says what it is for.
func (r *reader) sumItem(first int) int {
	for j := first; j < first+16 && j+2 < r.s.Last; j++ {
		t := &r.d.Tokens[j]
		switch {
		case t.Norm == "total":
			return -1 // the sum of the items
		case isCurrency(t.Norm) && (j == first || isLabelEnd(r.norm(j-1))):
			return when(j, r.d.Tokens[j+1].Kind == text.Number && (r.purposeAfter(j+2) || r.isItemTo(j)))
		case t.Norm == ";" || t.Has(tag.Modal) || isFinite(t.Norm):
			return -1
		}
	}
	return -1
}

// keepSum keeps the first sentence of a list item for its sum at token at, and reads those
// after it, which say what it will be used for, by themselves.
func (r *reader) keepSum(block tag.Block, u *undertaking, at int) {
	lead := r.lead
	u.verb, u.cue = at, at
	for i := block.FirstSentence; i < block.LastSentence; i++ {
		s := r.d.Sentences[i]
		if s.First <= at && at < s.Last {
			r.enter(s)
			r.keep(s, u)
			r.last, r.lastBlock = u, r.inBlock
			continue
		}
		r.sentence(s, block)
	}
	r.lead = lead
}

// opensWithSum reports whether a paragraph opens with a sum or with a label and a sum.
func (r *reader) opensWithSum(block tag.Block) bool {
	now := r.s
	defer func() { r.s = now }()
	r.s = tag.Sentence{First: block.First, Last: block.Last}
	return r.sumItem(block.First) >= 0
}

// isLabelEnd reports whether the word parts the label of a list item from what it says.
func isLabelEnd(w string) bool {
	switch w {
	case ":", "–", "—", "-", "(":
		return true
	}
	return false
}

// isItemTo reports whether the label before the sum at token j names who gets it.
func (r *reader) isItemTo(j int) bool {
	return j > r.s.First+1 && r.nameWithin(r.s.First, 6)
}

// listsSums is the undertaking of a lead-in whose items are sums for somebody; nil where it
// is none.
func (r *reader) listsSums(s tag.Sentence) *undertaking {
	if r.quoteAt(s.First) != nil || s.Last-s.First < 3 || s.Last-s.First > maxSentence || !r.sumsFollow(s) {
		return nil
	}
	return &undertaking{actor: r.answering(), verb: s.Last - 1, strength: onrecord.StrengthPledge, cue: s.Last - 2, sums: true}
}
