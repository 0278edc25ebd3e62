package link

import "slices"

// A later undertaking bears on an earlier one where it is the same promise, made again or changed.

// isRelated reports whether one body says both in releases about the same, of what the undertaking is of: of its object, or of a thing
// that both name, or most of it where the releases are about nothing else. It may not be of other bodies, people or places,
// nor have another day, unless that falls within the undertaking's or the passage says that something was done.
func (e *evidence) isRelated(c, r *Member) bool {
	if !e.issuer || e.subject < aboutNear || e.covered < 0.4 || e.elsewhere || disjoint(saying(c, ofPerson), saying(r, ofPerson)) {
		return false
	}
	if ofAnotherBody(c, r) || anotherPromise(c, r) && !says(r, "done") && !(c.From.Before(r.To) && r.To.Before(c.To)) {
		return false
	}
	several := len(e.terms) >= 2
	return len(e.objects) > 0 || several && len(e.names) > 0 || several && e.subject >= aboutOne && e.covered >= 0.5
}

// repeated reports whether a later undertaking in the words of the first is the same: what both name, or are
// about, is one, and its day too; or it is of the same object in no other words, and its day was moved before it came.
func (e *evidence) repeated(c, r *Member) bool {
	alone := e.covers >= sameWords
	if !anotherPromise(c, r) && (len(e.names) > 0 || alone && e.subject >= aboutSame) {
		return true
	}
	return alone && (e.fresh || c.To.IsZero()) && e.subject >= aboutNear && len(intersection(c.Subject, r.Subject)) > 0
}

// promisedAgain reports whether a later undertaking is the same: it has its day or
// figure, or speaks of an earlier one, or says most of it. Many releases end alike,
// with another place or day; schemes of one department are promised in the same words
// ("200 wardens", "200 pilots").
func (e *evidence) promisedAgain(c, r *Member) bool {
	if disjoint(saying(c, inPlace), saying(r, inPlace)) || disjoint(saying(c, ofBody), saying(r, ofBody)) || disjoint(c.Names, r.Names) || e.others || e.otherSum && !e.issuer || e.atAnHour() || len(e.figures) == 0 && onOneDay(c, r) && otherObject(c, r) {
		return false
	}
	if e.issuer && e.covered >= sameWords && e.repeated(c, r) || e.begins || e.related {
		return true
	}
	return len(e.figures) > 0 || e.covered >= 0.5 && (c.To.IsZero() || r.To.IsZero() || c.To == r.To) && !e.routine() || !anotherPromise(c, r) && (e.sameDay || len(e.signs) > 0)
}

// ofAnotherBody reports whether the undertaking names bodies, and the passage none of them: of two issuers' numbers under one scheme, each
// is its own ("Marlow School District will receive 11 buses").
func ofAnotherBody(c, r *Member) bool {
	bodies := saying(c, ofBody)
	return len(bodies) > 0 && len(intersection(bodies, saying(r, ofBody))) == 0
}

// atAnHour reports whether both say at what hour or for how many minutes somebody is to be found, on other days.
func (e *evidence) atAnHour() bool {
	return !e.sameDay && slices.ContainsFunc(e.terms, func(t string) bool { return t == "minut" || t == "00" })
}

// routine reports whether two undertakings may be alike because an office always says so:
// nothing is named that tells them from others and they have the same words or their
// releases are not about the same, or each has much that is its own.
func (e *evidence) routine() bool {
	if len(e.names) == 0 && e.covered >= sameWords && e.covers >= sameWords && !e.sameDay && len(e.signs) == 0 {
		return true
	}
	return len(e.names) == 0 && !e.sameDay && len(e.signs) == 0 && e.subject < aboutSame || e.covers < 0.5 && !e.sameDay
}

// anotherPromise reports whether a later undertaking has a day of its own and
// does not say that a day was moved.
func anotherPromise(c, r *Member) bool {
	return !c.To.IsZero() && !r.To.IsZero() && c.To != r.To && !slipped(r) && !says(r, "recalled") && !says(r, "progress")
}
