package commitment

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// sum reads money that is announced: "has announced £5 million for", "an
// investment of £10 million". The sign stands at i.
func (r *reader) sum(i int) *undertaking {
	at := i + 1
	if r.norm(i) == "rs" && r.norm(at) == "." {
		at++
	}
	if at >= r.s.Last || r.d.Tokens[at].Kind != text.Number {
		return nil
	}
	if u := r.sumGiven(i); u != nil && r.quote == nil {
		return u
	}
	for j := i - 1; j > i-14 && j >= r.s.First; j-- {
		n := r.norm(j)
		if n == "by" && r.isBackedBy(j) && r.norm(i-1) != "the" && !r.listsBetween(j, i) && (r.due(j, onrecord.StrengthWill) != nil || r.within(i, 8, "new", "additional", "further", "extra")) {
			return &undertaking{actor: r.side(), verb: j - 1, strength: onrecord.StrengthPledge}
		}
		if n == "worth" || n == "saving" || n == "cost" || n == "from" || n == "by" || n == ";" || n == "who" || n == "which" || n == "that" || n == "fined" {
			return nil
		}
		if !sums.Has(n) && (n != "provides" && n != "delivers" && n != "includes" || r.quote == nil && !r.budgetBefore(j)) && (n != "forward" || r.verb(j-1).base != "bring" || r.norm(j-2) == "to") && (n != "made" || !r.within(i, 9, "available")) || n == "aside" && r.norm(j-1) != "set" {
			continue
		}
		if n == "aside" {
			j-- // "has set aside"
		}
		if r.norm(j-1) == "was" || r.norm(j-1) == "were" || r.norm(j-1) == "been" || r.clause(j) != mainClause {
			return nil
		}
		if n == "forward" {
			j-- // "brings forward"
		}
		if by := r.memberAnnounces(i, j); by != "" {
			return &undertaking{actor: by, verb: j, strength: onrecord.StrengthPledge}
		}
		s := r.subject(r.auxiliary(j))
		if by := r.ofBudget(s, j); by != "" && r.forMoney(i) && !r.longPast() {
			return &undertaking{actor: by, verb: j, strength: onrecord.StrengthPledge}
		}
		if r.quote != nil && !(s.first && r.hasAgreed(j)) || s.kind != doer || s.first && r.quote == nil || r.longPast() || r.toDate(j) || !r.publicPurse(s) || !r.forMoney(i) {
			return nil
		}
		return &undertaking{actor: inPost(s), verb: j, strength: onrecord.StrengthPledge}
	}
	return nil
}

// otherBudget reports whether the budget before the verb at token j may be somebody
// else's, or only a draft: "the family budget", "the draft budget".
func (r *reader) otherBudget(j int) bool {
	h := j - 1
	for h > r.s.First && h > j-4 && r.norm(h) != "budget" {
		h--
	}
	t := &r.d.Tokens[max(h-1, r.s.First)]
	if h == r.s.First || r.d.Tokens[h].Shape == text.Title || t.Kind == text.Number || isDeterminer(t.Norm) {
		return t.Norm == "draft"
	}
	switch t.Norm {
	case "federal", "national", "government", "state", "provincial", "annual", "new":
		return false
	}
	return true
}

// budgetBefore reports whether a budget stands right before the verb at token j.
func (r *reader) budgetBefore(j int) bool {
	return r.norm(j-1) == "budget" || r.norm(j-2) == "budget" && r.d.Tokens[j-1].Kind == text.Number
}

// ofBudget is the government where the subject of the verb of giving at token j is
// its budget: "Budget 2025 provides £9 million for piers"; "" elsewhere.
func (r *reader) ofBudget(s subject, j int) string {
	if s.kind != patient && s.kind != nobody || s.start < 0 || r.names.personal {
		return ""
	}
	at := s.start
	for isDeterminer(r.norm(at)) || isQuotationMark(r.norm(at)) {
		at++
	}
	if s.head == "budget" && r.otherBudget(j) {
		return ""
	}
	if s.head != "budget" && (r.norm(at) != "budget" || r.d.Tokens[at].Shape != text.Title) || r.norm(j) == "approved" || r.verb(j).participle && r.auxiliary(j) == j && !r.sameDay(j) {
		return ""
	}
	if r.names.saysGovernment || r.ofMinistry() {
		return "government"
	}
	return r.issuer()
}

// hasAgreed reports whether the verb at token j is what a speaker has done for money
// that is still to be paid: "I have agreed £3 million to".
func (r *reader) hasAgreed(j int) bool {
	if n := r.norm(j - 1); n != "have" && n != "'ve" && n != "today" && n != "also" {
		return false
	}
	switch r.norm(j) {
	case "agreed", "approved", "allocated", "committed", "earmarked", "set":
		return true
	}
	return false
}

// sumGiven reads "£5 million has been allocated to", "£9 million is being
// invested in": money that is given, with the sign at i.
func (r *reader) sumGiven(i int) *undertaking {
	for j := i + 2; j < i+10 && j < r.s.Last; j++ {
		t := &r.d.Tokens[j]
		switch t.Norm {
		case "being", "to":
			if t.Norm == "to" && r.norm(j+1) == "be" {
				j++
			} else if t.Norm == "to" {
				return nil
			}
			at := r.adverbs(j + 1)
			if !givens.Has(r.norm(at)) || r.longPast() || r.clause(i) != mainClause || r.already(j, at) || isFinite(r.norm(j-1)) || r.norm(i-1) == "from" {
				return nil
			}
			return &undertaking{actor: r.payer(i, at), verb: at, strength: onrecord.StrengthPledge}
		case "has", "have", "is", "are":
			if n := r.norm(j + 1); n != "been" && n != "being" || n == "been" && r.names.personal {
				if p := r.norm(i - 1); p == "worth" || p != "including" && r.verb(i-1).gerund {
					return nil // "Boats costing £4 million are reserved for": no money is
				}
				return r.keptFor(j) // a member of an assembly tells what others gave
			}
			at := r.adverbs(j + 2)
			if r.norm(at) == "made" && r.norm(at+1) == "available" || r.norm(at) == "set" && r.norm(at+1) == "aside" {
				at++
			}
			if n := r.norm(at); !givens.Has(n) && n != "available" && n != "aside" || r.longPast() || r.clause(j) != mainClause || r.already(j, at) {
				return nil
			}
			if r.norm(at) == "aside" {
				at--
			}
			return &undertaking{actor: r.payer(i, at), verb: at, strength: onrecord.StrengthPledge}
		case "earmarked", "ringfenced", "reserved", "committed", "pledged":
			if r.besideSum(i, j) {
				return &undertaking{actor: r.side(), verb: j, strength: onrecord.StrengthPledge}
			}
			return nil
		case "which", "who", "that", ".", ";", "was", "were", "will":
			return nil
		}
	}
	return nil
}

// payer is who gives the sum at token i by the passive verb at token at: the one it
// names, else who announces it in the sentence, else the release's side.
func (r *reader) payer(i, at int) string {
	if by := r.agent(at); by != "" {
		return by
	}
	if by := r.reportingPost(r.sumStart(i)); by != "" {
		return by
	}
	if by := r.announcer(); by != "" {
		return by
	}
	return r.side()
}

// sumStart returns where the words begin that say how much the sum at token i is:
// "a further £9 million", "up to £9 million".
func (r *reader) sumStart(i int) int {
	for ; i > r.s.First; i-- {
		switch r.norm(i - 1) {
		case "a", "an", "further", "another", "additional", "extra", "new", "total", "of", "up", "to", "more", "than", "over", "nearly", "almost", "about", "around", "some", "the":
		default:
			return i
		}
	}
	return i
}

// besideSum reports whether the sum at token i and the participle at token j are what
// a sentence adds by "with": "…, with £9 million earmarked for piers".
func (r *reader) besideSum(i, j int) bool {
	if n := r.norm(j + 1); n != "for" && n != "to" && n != "over" && n != "until" || r.names.personal || r.longPast() || r.pastDay() || r.already(i, j) {
		return false
	}
	return r.within(i-5, 4, "with")
}

// keptFor reads "£4 million is reserved for homes on the islands", with "is" at
// token i.
func (r *reader) keptFor(i int) *undertaking {
	at := r.adverbs(i + 1)
	switch r.norm(at) {
	case "reserved", "earmarked", "ringfenced", "allocated":
	case "set":
		if r.norm(at+1) != "aside" {
			return nil
		}
	default:
		return nil
	}
	if n := r.norm(i); n != "is" && n != "are" || r.longPast() || r.clause(i) != mainClause || r.already(i, at) || !r.within(at, 3, "for", "to") {
		return nil
	}
	return &undertaking{actor: r.side(), verb: at, strength: onrecord.StrengthPledge}
}

// isBackedBy reports whether the "by" at token j stands in "is backed by", said of
// something the release announces.
func (r *reader) isBackedBy(j int) bool {
	switch r.norm(j - 1) {
	case "backed", "funded", "supported", "underpinned":
	default:
		return false
	}
	be := r.norm(r.auxiliary(j-1) - 1)
	if n := r.norm(j - 2); n == "is" || n == "are" {
		be = n
	}
	return (be == "is" || be == "are") && r.quote == nil && !r.names.personal && !r.longPast() && r.clause(j-1) == mainClause
}

// listsBetween reports whether other things are listed between tokens i and j: "by 30
// studies and £2 million".
func (r *reader) listsBetween(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if n := r.norm(k); n == "and" || n == "," || r.d.Tokens[k].Kind == text.Number {
			return true
		}
	}
	return false
}

// already reports whether "already" or a day that has passed stands beside the
// verb: the money is spent.
func (r *reader) already(from, to int) bool {
	for j := from; j < to+8 && j < r.s.Last; j++ {
		switch r.norm(j) {
		case "already", "since", "previously", "so":
			return true
		}
	}
	return false
}

// toDate reports whether the verb at token i tells what was given so far: "To
// date, the fund has committed".
func (r *reader) toDate(i int) bool {
	for j := r.s.First; j+1 < r.s.Last; j++ {
		if r.norm(j) == "to" && r.norm(j+1) == "date" {
			return true
		}
	}
	return r.already(max(i-2, r.s.First), i)
}

// longPast reports whether the sentence is dated more than four months before
// the day of issue.
func (r *reader) longPast() bool {
	issued := r.d.Release.IssuedOn
	end := int(r.d.Tokens[r.s.Last-1].End)
	for k := r.nextDate; k < len(r.dates) && r.dates[k].Start < end; k++ {
		if x := &r.dates[k]; !x.To.IsZero() && x.To.Before(issued.AddMonths(-4)) {
			return true
		}
	}
	return false
}

// publicPurse reports whether the subject can spend for the public: a body, a
// post or the government, not a person who only tells of it.
func (r *reader) publicPurse(s subject) bool {
	return s.name == nil || s.titled || s.name.Kind == onrecord.NamePlace && (isState(s.name.Text) || isAuthority(s.name.Text)) || s.name.Kind == onrecord.NamePerson && !r.names.personal && isOfficial(inPost(s)) || s.name.Kind == onrecord.NameBody || s.name.Kind == onrecord.NameRole
}

// forMoney reports whether the sum at i is spoken of as money to be spent.
func (r *reader) forMoney(i int) bool {
	if r.within(i, 5, "sales", "profit", "profits", "turnover", "revenue", "revenues", "loss", "losses", "savings", "exports") {
		return false
	}
	for j := i - 4; j < i+12 && j < r.s.Last; j++ {
		switch r.norm(j) {
		case "for", "to", "in", "into", "investment", "funding", "spending", "fund", "package", "grant", "grants", "support", "towards", "boost":
			return true
		}
	}
	return false
}
