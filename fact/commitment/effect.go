package commitment

import (
	"strings"

	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// ofMoney reports whether the relative clause of the modal at i says what a sum
// or a grant is for: "£2 million that will be used to dredge the lake".
func (r *reader) ofMoney(i, at int, passive bool) bool {
	if r.longPast() {
		return false
	}
	switch v := r.verb(at); v.base {
	case "use", "spend", "invest", "distribute", "allocate", "share", "award":
		if !passive {
			return false
		}
	case "go", "fund", "pay", "buy":
	default:
		return false
	}
	for j := i - 2; j >= r.s.First && j > i-12; j-- {
		switch n := r.norm(j); {
		case isCurrency(n), n == "funding", n == "money", n == "grant", n == "grants":
			return true
		case n == ",", n == "who", n == "which":
			return false
		}
	}
	return false
}

// getsSum reports whether the verb says that its subject will get a sum, as the
// release of a body tells it: "one of 5 towns that will receive £9 million".
func (r *reader) getsSum(at int) bool {
	switch r.verb(at).base {
	case "receive", "get", "share":
		return !r.names.personal && !r.longPast() && r.hasSum(at) && !r.empty(at)
	}
	return false
}

// paysOut reports whether the verb says how much a law or a grant will pay:
// "will provide $7 million to".
func (r *reader) paysOut(at int) bool {
	if !payouts.Has(r.verb(at).base) {
		return false
	}
	for j := at + 1; j < at+6; j++ {
		if isCurrency(r.norm(j)) {
			return r.quote == nil && !r.within(j, 6, "growth", "output", "activity", "savings", "benefits")
		}
	}
	return false
}

// enacts reports whether what the verb says of a law is a rule of it: an
// offence, a power, a ban. Comparatives alone ("tougher powers") are praise.
func (r *reader) enacts(at int) bool {
	switch r.verb(at).base {
	case "allow":
		return r.within(at, 12, "checks", "officers", "police", "courts", "ministers", "councils", "authorities")
	case "direct", "authorise", "authorize", "instruct":
		return r.within(at, 10, "to") && r.quote == nil
	case "ensure":
		return r.quote == nil && r.due(at, onrecord.StrengthInForce) != nil // "will ensure that from May owners are paid"
	case "prevent":
		return r.within(at, 3, "the") && r.gerundNear(at, 4) && r.quote == nil // "will prevent the burning of"
	}
	return enactings.Has(r.verb(at).base) && r.checkable(at) && !r.vague(at)
}

// gerundNear reports whether a word in -ing, of whatever verb, stands within n
// tokens after i.
func (r *reader) gerundNear(i, n int) bool {
	for j := i + 1; j <= i+n && j < r.s.Last; j++ {
		if w := r.norm(j); len(w) > 5 && strings.HasSuffix(w, "ing") {
			return true
		}
	}
	return false
}

// offersRight reports whether the subject is a scheme or a service that "will
// allow" somebody to do what can be seen.
func (r *reader) offersRight(s subject, at int) bool {
	switch s.head {
	case "scheme", "schemes", "service", "services", "regime", "programme", "visa", "licence", "system", "option", "options", "arrangement", "arrangements":
		return !r.names.personal && r.allows(at)
	}
	return r.isMoney(s) && !r.names.personal && r.allows(at) && r.letDo(at) > soft
}

// penalty reports whether a penalty with its measure follows the verb at token
// at: "will face fines of £500", "will face up to 5 years in prison".
func (r *reader) penalty(at int) bool {
	return r.measured(at+1) && r.within(at, 8, "fine", "fines", "penalty", "penalties", "prison", "imprisonment", "jail", "ban", "charge")
}

// allows reports whether a law "will allow" somebody to do it: a right given,
// by itself something to be checked.
func (r *reader) allows(at int) bool {
	switch r.verb(at).base {
	case "allow", "enable", "permit", "oblige", "compel":
	default:
		return false
	}
	for j := at + 2; j < at+20 && j < r.s.Last; j++ {
		switch r.norm(j) {
		case "to":
			return r.quote == nil && r.norm(j+1) != "be" && !r.empty(j+1) && !r.vague(j+1)
		case ",":
			past := r.insertion(j)
			if past == j {
				return false
			}
			j = past - 1 // "allow firms, with 9 staff, to"
		case "which", "that", "who":
			return false
		}
	}
	return false
}

// sees returns the verb of "will see ministers lift the ban": what is to be done
// by whom or to what; 0 where the verb at token at sees nothing of the kind.
func (r *reader) sees(at int) int {
	if r.verb(at).base != "see" || !r.verb(at).plain || r.norm(at+1) == "that" {
		return 0
	}
	if r.seesCharge(at) || r.sumBeside(at) || r.seesSum(at) {
		return at // "will see up to £9 million of investment"
	}
	for j := at + 1; j < at+12 && j < r.s.Last; j++ {
		switch v := r.verb(j); {
		case actNouns.Has(r.norm(j)) && r.norm(j+1) == "of" && r.within(at, j-at-1, "the"):
			return at
		case j == at+1:
		case r.worksOut(at, j):
			return j
		case r.norm(j) == "," && r.listedDoers(j) > 0:
			j = r.listedDoers(j) - 1
		case r.norm(j) == "," && r.insertion(j) > j:
			j = r.insertion(j) - 1 // "will see teams, some of them small, set up in"
			if v := r.verb(j + 1); v.participle && r.norm(j+2) == "up" {
				return j + 1
			}
		case r.norm(j) == "," || r.norm(j) == "who" || r.norm(j) == "which" || r.norm(j) == "that":
			return 0
		case (v.plain && v.class >= object || v.participle && v.class == firm) && !isDeterminer(r.norm(j-1)) && r.objectFollows(j+1) && (v.class == object || r.checkable(j)) && !r.empty(j):
			return j
		case v.participle && v.class >= object && !isDeterminer(r.norm(j-1)) && (isPreposition(r.norm(j+1)) || r.norm(j+1) == "up" || j+2 == r.s.Last || v.base == "give" && (r.objectFollows(j+1) || things.Has(r.norm(j+1)) || things.Has(r.norm(j+2)))):
			return j
		}
	}
	return 0
}

// seesSum reports whether "will see" at token at says by when, or in which years, so much
// is saved or spent: "will see £9 million saved by 2031".
func (r *reader) seesSum(at int) bool {
	if !r.numberFollows(at) && !r.sumBetween(at+1, at+5) || r.due(at, onrecord.StrengthWill) == nil {
		return false
	}
	for j := at + 2; j < at+10; j++ {
		switch r.norm(j) {
		case "generated", "saved", "invested", "spent", "delivered", "built", "created", "planted", "recruited":
			return isPreposition(r.norm(j + 1))
		}
	}
	return false
}

// listedDoers returns the token after the last of several plural nouns that the comma at
// token j stands between: "doctors, nurses and drivers working"; 0 where it does not.
func (r *reader) listedDoers(j int) int {
	for k := j + 1; k < j+7 && k+2 < r.s.Last; k++ {
		t := &r.d.Tokens[k]
		switch {
		case t.Norm == "and":
			for end := k + 1; end < k+4; end++ {
				if strings.HasSuffix(r.norm(end), "s") && (r.verb(end+1).gerund || r.verb(end+1).plain) {
					return end + 1
				}
			}
			return 0
		case t.Norm != "," && (t.Kind != text.Word || t.Has(tag.Function) || r.verb(k).participle):
			return 0
		}
	}
	return 0
}

// sumBeside reports whether the object of the verb at token at is a sum of money that
// is to be spent.
func (r *reader) sumBeside(at int) bool {
	for j := at + 1; j < at+5; j++ {
		if isCurrency(r.norm(j)) {
			for k := j + 1; k <= j+7 && k < r.s.Last; k++ {
				switch r.norm(k) {
				case "investment", "funding", "spending", "grants", "invested", "spent":
					return isPreposition(r.norm(k+1)) || r.d.Tokens[min(k+1, r.s.Last-1)].Kind == text.Punct || r.dateAt(min(k+1, r.s.Last-1)) >= 0
				}
			}
			return false
		}
	}
	return false
}

// purchases reports whether money, or what is paid for by it, "will help" or
// "support" somebody to do something: the use that it is put to.
func (r *reader) purchases(s subject, at int) bool {
	if r.quote != nil || r.names.personal || r.longPast() {
		return false
	}
	switch s.head {
	case "pilot", "pilots", "programme", "scheme", "schemes", "package", "projects", "places", "officers", "centres":
		if !r.numbered(s.start, at) {
			return false
		}
	default:
		if !r.isMoney(s) {
			return false
		}
	}
	switch r.verb(at).base {
	case "help", "support", "allow", "enable", "assist", "feed", "reach", "train", "vaccinate", "treat", "shelter", "protect", "benefit":
	case "give":
		return r.objectFollows(at+1) || r.hasThing(at+1)
	case "provide", "offer", "deliver":
		return r.numberFollows(at) || r.hasThing(at+1) && !r.vague(at) && !r.empty(at)
	default:
		return false
	}
	paid := r.sumBetween(s.start-1, at)
	for j := at + 1; j < at+12 && j < r.s.Last; j++ {
		v := r.verb(j)
		if paid && v.plain && j > at+1 && r.d.Tokens[j-1].Kind == text.Word && strings.HasSuffix(r.norm(j-1), "s") {
			return true // "The £9 million pilot will help boroughs unlock"
		}
		if (v.plain || r.norm(j-1) == "to") && (j > at+1 || r.verb(at).base == "help") && v.class >= object {
			return true
		}
	}
	return r.numberFollows(at)
}

// sumBetween reports whether a sum of money stands among the tokens [from, to).
func (r *reader) sumBetween(from, to int) bool {
	for j := max(from, r.s.First); j < to; j++ {
		if isCurrency(r.norm(j)) {
			return true
		}
	}
	return false
}

// isMoney reports whether the subject is money that somebody gives.
func (r *reader) isMoney(s subject) bool {
	switch s.head {
	case "half", "third", "quarter", "remainder", "rest", "share", "proportion", "portion":
		return r.within(s.start, 8, "money", "funding", "funds", "proceeds", "grant", "grants", "cash", "budget")
	case "round", "tranche", "instalment", "installment", "pot":
		return r.norm(s.start) != s.head && r.within(s.start, 8, "funding", "funds", "grants", "money", "investment", "payments")
	}
	return moneys.Has(s.head)
}

// numbered reports whether a number stands among the tokens [from, to).
func (r *reader) numbered(from, to int) bool {
	for j := max(from, r.s.First); j < to; j++ {
		t := &r.d.Tokens[j]
		if t.Kind == text.Number || t.Has(tag.NumberWord|tag.Scale) && t.Norm != "one" && t.Norm != "zero" {
			if !r.inDate(int(t.Start)) {
				return true
			}
		}
	}
	return false
}

// vague reports whether a comparative stands in the verb's object.
func (r *reader) vague(at int) bool {
	for j := at + 1; j < at+7 && j < r.s.Last; j++ {
		if comparatives.Has(r.norm(j)) {
			return true
		}
	}
	return false
}

// amounts reports whether the verb at token at only says of what was undertaken
// before how much it is: "This will involve a further £3 million".
func (r *reader) amounts(at int) bool {
	switch r.norm(at) {
	case "involve", "amount", "total", "comprise", "bring", "take", "rise", "fall", "increase", "apply":
		return r.measured(at + 1)
	case "give", "provide", "fund", "pay":
		return (r.hasSum(r.s.First) || r.within(at, 3, "funds", "funding", "money", "grants")) && r.hasThing(at+1)
	}
	return false
}

// hasSum reports whether a sum of money stands in the sentence from token i on.
func (r *reader) hasSum(i int) bool {
	for ; i < r.s.Last; i++ {
		if isCurrency(r.d.Tokens[i].Norm) {
			return true
		}
	}
	return false
}

// addressed reports whether the passive verb at token at tells whom the
// release's side will ask something of: "will be encouraged to apply".
func (r *reader) addressed(at int) bool {
	switch r.verb(at).base {
	case "ask", "encourage", "urge", "invite", "expect":
		if r.norm(at+1) == "not" {
			at++
		}
		return r.norm(at+1) == "to" && r.norm(at+2) != "be" && !isDeterminer(r.norm(at+2))
	}
	return false
}
