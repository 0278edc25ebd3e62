package figure

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/text"
)

// croreReach is how many tokens may stand between a word for money and a sum in crore.
const croreReach = 5

// crores reads a sum in crore that no currency is written with, as releases of some
// countries give it: "projects worth over 45 crore", "at a cost of 1,575 crores".
func (r *reader) crores(f *draft, end int) bool {
	if !f.amount.scaled() || !r.is(end-1, "crore", "crores", "cr") || r.countable(end) {
		return false
	}
	currency := ""
	switch r.country {
	case "IN":
		currency = "INR"
	case "PK":
		currency = "PKR"
	case "NP":
		currency = "NPR"
	case "BD":
		currency = "BDT"
	default:
		return false
	}
	for k := f.amount.first - 1; k >= max(r.done, f.amount.first-croreReach); k-- {
		if moneyWords.Has(r.norm(k)) {
			f.kind, f.unit, f.last = onrecord.FigureMoney, currency, end
			return true
		}
		if r.kind(k) != text.Word || r.titled(k) && !r.opens(k) {
			break
		}
	}
	return false
}
