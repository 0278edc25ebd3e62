package commitment

// What an institution tells of the future in its own release, where neither a listed
// verb nor an object makes an undertaking of it.

// tells reports whether an institution's own release says by the verb at token at
// something that can be seen to come about: a rule's consequence, what money will be
// used for, what a law will cover. Speakers and members of an assembly say the same in
// hope or as an opinion.
func (r *reader) tells(s subject, at int, passive bool) bool {
	switch {
	case r.quote != nil || r.names.personal || s.kind == nobody:
		return false
	case passive:
		return r.tellsPassive(s, at)
	case r.norm(at) == "be":
		return r.tellsState(s, at)
	case s.kind == summary:
		return r.tellsOfThis(at)
	case s.kind == effect:
		return r.tellsOfLaw(at)
	case r.verb(at).base == "continue" && r.norm(at+1) != "to":
		return !s.first && (r.norm(at+1) == "after" || r.norm(at+1) == "until" || r.norm(at+1) == "beyond") && !hollows.Has(s.head)
	case r.verb(at).base == "continue" && r.goesOnGiving(at):
		return !s.first
	case r.verb(at).base == "have":
		return !s.first && (r.within(at, 4, "oversight", "jurisdiction", "choice", "option", "right", "rights") || r.norm(at+1) == "responsibility" && r.norm(at+2) == "for" || r.meetsBy(at))
	case r.verb(at).base == "need" && r.norm(at+1) != "to":
		return !s.first && !s.own && (r.norm(at+1) == "a" || r.norm(at+1) == "an") && r.hasThing(at+1) && !r.empty(at)
	case s.kind == doer:
		return r.tellsOfDoer(s, at)
	}
	return r.tellsOfThing(s, at)
}

// tellsPassive is tells for what is done to the subject.
func (r *reader) tellsPassive(s subject, at int) bool {
	next := r.norm(at + 1)
	switch r.verb(at).base {
	case "use", "utilise", "utilize", "spend":
		return r.isMoney(s) && (next == "to" || next == "for" || next == "on") && !r.longPast() // what money is for
	case "determine":
		return next == "by" || next == "on" || next == "based" || next == "according" || next == "in"
	case "accompany":
		return next == "by" && isPerson(s)
	case "empower", "allow", "enable":
		if next == "to" {
			v := r.verb(at + 2)
			return v.plain && v.class >= object && !r.vague(at+1)
		}
		return r.numberFollows(at) // "will be allowed 9 months"
	case "relieve":
		return next == "from" || next == "of"
	case "recognise", "recognize":
		return next == "as" || next == "in" || next == "under" || next == "pursuant"
	}
	return false
}

// tellsState is tells for what the subject "will be".
func (r *reader) tellsState(s subject, at int) bool {
	j := r.adverbs(at + 1)
	if r.norm(j) == "not" {
		j = r.adverbs(j + 1)
	}
	switch n := r.norm(j); n {
	case "available":
		switch r.norm(j + 1) {
		case "soon", "shortly", "later", "by", "free", "upon", "when", "once":
			return s.kind == patient || s.kind == doer
		}
	case "to": // "The first task will be to hire 9 wardens"
		v := r.verb(r.adverbs(j + 1))
		return v.plain && v.class >= object && r.checkable(r.adverbs(j+1)) && tasks.Has(s.head)
	case "at", "alongside", "aboard":
		return s.kind == doer && !s.first && isDeterminer(r.norm(j+1)) && !hollows.Has(r.norm(j+2)) && !r.within(j, 3, "heart", "centre", "center", "forefront", "core", "top", "end", "expense", "mercy", "risk") || n == "alongside" && s.kind == doer && r.norm(j+1) == "in"
	case "able":
		return !s.first && !s.own && r.norm(at-1) == "not" && r.norm(j+1) == "to" && r.verb(j+2).class >= object && !r.empty(j+2)
	default:
		return ruleds.Has(n) && !s.first && s.kind != summary
	}
	return false
}

// tellsOfThis is tells for "this will", of what was told before.
func (r *reader) tellsOfThis(at int) bool {
	switch r.verb(at).base {
	case "begin", "start", "replace":
		return r.norm(at+1) != "to" && !r.vague(at) && !hollows.Has(r.norm(at+1)) && !hollows.Has(r.norm(at+2))
	case "apply":
		return r.norm(at+1) == "to" || r.norm(at+1) == "from"
	case "provide", "give":
		return r.within(at, 2, "funds", "funding", "money", "grants") && !r.vague(at)
	case "allow", "enable", "permit":
		return r.last != nil && r.inBlock-r.lastBlock <= 1 && !r.vague(at) && r.lets(at)
	}
	return false
}

// lets reports whether the verb of allowing at token at is followed by who is let do
// what can be seen.
func (r *reader) lets(at int) bool {
	for j := at + 2; j < at+16 && j+1 < r.s.Last; j++ {
		switch r.norm(j) {
		case "to":
			v := r.verb(r.adverbs(j + 1))
			return v.plain && v.class >= object && v.base != "read" && !r.empty(j+1) && !r.vague(j+1)
		case ",", ";", "which", "who", "that":
			return false
		}
	}
	return false
}

// tellsOfLaw is tells for what a law or a measure will do.
func (r *reader) tellsOfLaw(at int) bool {
	switch r.verb(at).base {
	case "come", "take":
		return r.within(at, 2, "force", "effect")
	case "cover", "include", "exclude", "define", "amend", "exempt", "replace", "retain", "apply":
		return !r.vague(at)
	case "empower":
		return r.lets(at) || r.norm(at+1) == "the"
	}
	return false
}

// goesOnGiving reports whether the verb at token at is "continue to" with what is given
// or done for others that can be seen: "will continue to provide monthly updates".
func (r *reader) goesOnGiving(at int) bool {
	next := at + 2
	if r.norm(at+1) != "to" || r.vague(next) || r.empty(next) {
		return false
	}
	switch r.verb(next).base {
	case "serve":
		return r.norm(next+1) == "on" || r.norm(next+1) == "as" || r.norm(next+1) == "in"
	case "provide", "offer", "supply", "make", "accept":
		return r.hasThing(next+1) && !r.within(next, 3, "support", "leadership", "all")
	}
	return false
}

// tellsOfDoer is tells for somebody who can act for the public.
func (r *reader) tellsOfDoer(s subject, at int) bool {
	switch v := r.verb(at); v.base {
	case "determine", "consider", "assess", "examine", "explore":
		switch r.norm(at + 1) {
		case "whether", "how", "what", "if", "which", "the":
			return true
		}
	case "transform", "maintain":
		if !s.first && v.plain && r.nameWithin(at+1, 7) && !r.vague(at) && !r.empty(at) && isDeterminer(r.norm(at+1)) {
			return true
		}
	case "keep", "hold":
		if !s.first && v.plain && r.within(at, 4, "at") && r.measured(at+1) {
			return true
		}
	case "go":
		return r.norm(at+1) == "through" && isDeterminer(r.norm(at+2)) || r.norm(at+1) == "through" && r.norm(at+2) == "each"
	}
	return r.serves(s, at)
}

// tellsOfThing is tells for the public, a firm, or a thing.
func (r *reader) tellsOfThing(s subject, at int) bool {
	switch v := r.verb(at); v.base {
	case "aim":
		return r.norm(at+1) == "to" && r.aimsAt(at+2)
	case "participate":
		return r.norm(at+1) == "in" && !r.vague(at)
	case "make":
		return r.norm(at+1) == "use" && r.norm(at+2) == "of" || r.norm(at+1) == "recommendations"
	case "play", "appear":
		return r.norm(at+1) == "on" && (r.hasThing(at+1) || r.norm(at+2) == "local" || r.norm(at+2) == "national")
	case "get", "receive":
		return isDeterminer(r.norm(at+1)) && r.within(at, 5, "reduction", "discount", "rebate", "exemption", "refund", "voucher", "increase", "allowance") && !r.vague(at)
	default:
		switch s.head {
		case "recipients", "grantees", "awardees":
			return v.class >= object && r.checkable(at) && !r.vague(at) || r.serves(s, at) // those with public money act for the public
		}
		return publics.Has(s.head) && s.definite && v.class == firm && r.checkable(at) && !r.vague(at) || r.pursues(s, at)
	}
}

// worthSum reports whether the noun before token i is told by its price: "relief worth £9
// million".
func (r *reader) worthSum(i int) bool {
	return r.norm(i) == "worth" && (isCurrency(r.norm(i+1)) || r.hasAmount(i+1))
}
