package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// item reports whether the block is an item of the list under way: marked as
// one by its source, or, below a lead-in, a paragraph in lower case or one
// that starts with the bare verb that "will:" asks for.
func (r *reader) item(block tag.Block) bool {
	if block.Kind == onrecord.BlockListItem {
		return true
	}
	t := &r.d.Tokens[block.First]
	if r.lead.sums && block.Kind == onrecord.BlockParagraph && r.opensWithSum(block) {
		return true
	}
	return block.Kind == onrecord.BlockParagraph && t.Kind == text.Word && (t.Shape == text.Lower || verbs[t.Norm].plain)
}

// bullet keeps a list item below a lead-in that undertakes it.
func (r *reader) bullet(block tag.Block) {
	s := tag.Sentence{First: block.First, Last: block.Last}
	r.enter(s)
	first := s.First
	for first < s.Last && r.d.Tokens[first].Kind == text.Punct {
		first++
	}
	if first == s.Last || s.Last-s.First < 3 || s.Last-s.First > maxSentence {
		return
	}
	u := *r.lead
	u.rule = &ruleListItem
	if u.sums {
		if at := r.sumItem(first); at >= 0 && r.quoteAt(at) == nil {
			r.keepSum(block, &u, at)
			return
		}
		if r.lead.verb >= 0 && !r.lead.holds && !r.lead.frame && r.lead.rule == nil {
			return // the lead-in undertakes nothing but the sums
		}
	}
	if u.verb = r.itemVerb(s, first); u.verb >= 0 {
		if by := r.agent(u.verb); by != "" && r.norm(first) == "be" {
			u.actor = by
		}
		r.keep(s, &u)
	}
}

// itemVerb returns the token at which what the list item undertakes starts;
// -1 where it undertakes nothing that can be checked.
func (r *reader) itemVerb(s tag.Sentence, first int) int {
	at, passive := r.mainVerb(first)
	if passive && r.norm(first) == "be" {
		return when(at, r.verb(at).class > soft || r.measured(at) || r.due(at, onrecord.StrengthWill) != nil)
	}
	at = r.adverbs(first)
	v := r.verb(at)
	switch {
	case r.norm(at) == "last" && r.dateAt(at) >= 0:
		return -1 // "Last year 900 owners"
	case v.class == soft && (v.plain || v.gerund) && r.numberFollows(at):
		return at // "improve 900 miles of towpath"
	case r.lead.holds && r.held(at), v.base == "allow" && v.plain && r.measured(at+1):
		return at
	case v.gerund && v.class == soft && v.base == "allow", v.gerund && v.base == "put":
		return at
	case v.class == soft || v.class == unknown && v.base != "work":
		if own := r.undertaken(s); own != nil {
			return own.verb
		}
		return r.ruled(s)
	case !v.plain && !v.gerund:
		return r.ruled(s)
	case v.base == "work" && r.norm(at+1) == "with":
		return at
	}
	definite := v.class == object && r.objectFollows(at+1) && !r.vague(at) && !r.empty(at) && (r.lead.strength == onrecord.StrengthInForce || !claims.Has(v.base))
	return when(at, definite || r.checkable(at) || r.measured(at+1) || r.due(at, onrecord.StrengthWill) != nil)
}

// held reports whether the item names a thing that a plan holds: "a test each
// quarter", "£6 million for rivers", "2 fast boats".
func (r *reader) held(i int) bool {
	switch r.norm(i) {
	case "a", "an", "one", "new":
		return true
	}
	return r.d.Tokens[i].Kind == text.Number || isCurrency(r.norm(i)) || !r.verb(i).plain && !r.verb(i).gerund && r.measured(i)
}

// ruled returns the modal of an item that states a rule below a lead-in such
// as "From 1 October:"; -1 where it has none.
func (r *reader) ruled(s tag.Sentence) int {
	if !r.lead.frame {
		return -1
	}
	for i := s.First; i < s.Last; i++ {
		switch r.norm(i) {
		case "which", "who", "that", "if":
			return -1
		case "will", "must", "can":
			return i
		}
	}
	return -1
}

// leadIn reads a sentence that opens a list of what a plan or a law holds:
// "The new laws include:", "Under the plan:", "From 1 October:".
func (r *reader) leadIn(s tag.Sentence) *undertaking {
	if r.quoteAt(s.First) != nil || s.Last-s.First < 3 || s.Last-s.First > maxSentence {
		return nil
	}
	r.quote = nil
	u := &undertaking{actor: r.government(), verb: s.Last - 1, strength: onrecord.StrengthWill, cue: s.Last - 2}
	if r.framed(s) {
		u.actor, u.frame = r.side(), true
		return u
	}
	switch r.norm(s.Last - 2) {
	case "include", "includes", "including", "of", "provides":
		u.holds = true
		if n := r.norm(s.First); n == "it" || n == "they" || n == "these" {
			if p := r.pronoun(n, s.First); p.kind == doer && r.norm(s.Last-3) == "up" {
				u.actor = p.actor
				return u
			}
			if r.last != nil && r.inBlock-r.lastBlock <= 1 {
				u.actor = r.last.actor
				return u
			}
			s.First = r.d.Blocks[r.inBlock].First // what "it" is stands before
			r.s = s
		}
	case "announced", "announces", "unveiled", "confirmed":
		if by := r.subject(r.auxiliary(s.Last - 2)); by.kind == doer && !by.first && r.publicPurse(by) && !r.names.personal && r.clause(s.Last-2) == mainClause {
			u.actor, u.holds, u.strength = inPost(by), true, onrecord.StrengthPledge
			return u
		}
		return nil
	case "are":
		if r.sharesOut(s) {
			u.holds = true
			return u
		}
		return nil
	case "to":
		if r.requires(s) {
			u.strength = onrecord.StrengthInForce
			return u
		}
		if s := r.subject(r.auxiliary(s.Last - 3)); pledges.Has(r.norm(r.s.Last-3)) && s.kind != nobody && s.kind != summary {
			u.actor, u.strength = s.actor, onrecord.StrengthPledge
			return u
		}
	case "will":
	case "that":
		u.frame = true
		if r.announces(s) {
			return u
		}
		return nil
	default:
		return nil
	}
	if r.plans(s) {
		return u
	}
	return nil
}

// requires reports whether the lead-in tells what an agreement or a law has somebody do:
// "The settlement requires the firm to:".
func (r *reader) requires(s tag.Sentence) bool {
	for j := s.First + 1; j+2 < s.Last; j++ {
		switch r.norm(j) {
		case "requires", "require", "obliges":
			by := r.subject(j)
			return !r.names.personal && r.opens(by.start) && (by.kind == effect || agreements.Has(by.head))
		}
	}
	return false
}

// sharesOut reports whether the lead-in names those who will get money: "Projects
// receiving funding are:".
func (r *reader) sharesOut(s tag.Sentence) bool {
	for j := s.First; j+2 < s.Last; j++ {
		switch r.norm(j) {
		case "receiving", "awarded", "getting", "sharing":
			return !r.names.personal && r.within(j, 3, "funding", "grants", "money", "funds", "support")
		}
	}
	return false
}

// announces reports whether the lead-in ends with a verb of announcing and
// "that", said by the issuer's own side.
func (r *reader) announces(s tag.Sentence) bool {
	switch r.norm(s.Last - 3) {
	case "announced", "confirmed", "agreed", "decided":
		return r.subject(r.auxiliary(s.Last-3)).kind == doer
	}
	return false
}

// framed reports whether the lead-in only says under what, or from when, its
// items hold.
func (r *reader) framed(s tag.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if isFinite(r.norm(i)) || r.d.Tokens[i].Has(tag.Modal) {
			return false
		}
	}
	switch r.norm(s.First) {
	case "under":
		return r.plans(s)
	case "from", "by":
		return r.due(s.First, onrecord.StrengthInForce) != nil
	}
	return false
}

// plans reports whether the lead-in speaks of a law or a plan, and not of what
// it was.
func (r *reader) plans(s tag.Sentence) bool {
	for j := s.First; j < s.Last-1; j++ {
		switch w := r.norm(j); {
		case laws.Has(w), w == "measures", w == "reforms", w == "commitments", w == "package", w == "plan", w == "plans", w == "proposals", w == "agreement", w == "scheme", w == "deal", w == "programme":
			return true
		case w == "was" || w == "were" || w == "did" || w == "had":
			return false
		}
	}
	return false
}
