package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// headed reads a run that ends in a head word.
func (r *reader) headed(i, j, last int, kind onrecord.NameKind) int {
	// "Government", "Act": a head alone, or behind a loose adjective, names nothing.
	first := i
	for first < last && (r.is(first, nationality) && r.generic(last) && last-first == 1 || r.opens(i) && r.is(first, starter)) && !r.knownLong(first, j) {
		first++
	}
	if first == last {
		return r.headAlone(i, j, last, kind)
	}
	if last-first == 1 && (r.generic(last) && r.loose(last) && !r.leads(first, last) || r.serves(last) && (r.is(first, nationality) || r.nation(first) || r.d.Tokens[first].Norm == "us")) {
		r.leaveOut(first, j, &ruleLoose)
		return j
	}
	if r.d.Tokens[first].Norm == "annual" && last-first > 1 {
		first++ // "the 11th Annual Sailing Competition"
	}
	if n := r.d.Tokens[first].Norm; (n == "ceo" || n == "coo" || n == "cfo") && last-first > 1 {
		first++ // "CEO Harbour Services"
	}
	switch {
	case kind == onrecord.NamePlace && r.governs(last):
		kind = onrecord.NameBody
	case kind == onrecord.NameBody && r.wild(last):
		kind = onrecord.NamePlace
	}
	end := r.extend(first, j, kind)
	if end == j && needsTopic.Has(r.d.Tokens[last].Norm) {
		r.leaveOut(first, j, &ruleLoose)
		return j // "the Fiscal Year", but "the Harbour Year of Sail"
	}
	kind = r.wholeKind(j, end, kind)
	if p := first - 1; kind == onrecord.NamePlace && streets[r.d.Tokens[last].Norm] && p >= 0 && r.d.Tokens[p].Kind == text.Number && r.d.Tokens[p].End-r.d.Tokens[p].Start < 6 && r.d.Tokens[p].Sentence == r.d.Tokens[first].Sentence && !r.taken[p] {
		first = p // "5885 Hollis Street"
	}
	if last+1 < j && roads[r.d.Tokens[last].Norm] {
		kind = onrecord.NamePlace // "U.S. Route 30"
	}
	weak := r.opens(first) && end-first == 2 && !r.d.Tokens[first].Has(tag.Function) && r.d.Tokens[last].Shape == text.Lower
	r.add(candidate{first: first, last: end, kind: kind, weak: weak})
	if kind == onrecord.NameRole {
		r.served(first, end)
	}
	return end
}

// needsTopic are heads that name nothing unless a topic follows.
var needsTopic = list("needs-topic")

// governs reports whether the district at i is a body that does one thing: "Ryton
// School District".
func (r *reader) governs(i int) bool {
	n := r.d.Tokens[i].Norm
	return (n == "district" || n == "districts") && districts.Has(r.d.Tokens[i-1].Norm)
}

// wild reports whether the reserve at i is land: "Hurn Marsh Nature Reserve".
func (r *reader) wild(i int) bool {
	if n := r.d.Tokens[i].Norm; n != "reserve" && n != "reserves" {
		return false
	}
	switch r.d.Tokens[i-1].Norm {
	case "nature", "marine", "forest", "game", "wildlife", "tiger", "biosphere", "bird":
		return true
	}
	return false
}

// districts are words before "District" that make it a body.
var districts = list("district-duty")

// streets are words for streets, before whose names a house's number belongs to
// the place.
var streets = map[string]bool{"street": true, "road": true, "avenue": true, "ave": true, "lane": true, "square": true, "crescent": true, "boulevard": true, "terrace": true}

// leads reports whether a government is called by who leads it: "the Brenneth
// Government".
func (r *reader) leads(first, last int) bool {
	return r.d.Tokens[last].Norm == "government" && first > 0 && r.d.Tokens[first-1].Norm == "the" && r.d.Tokens[first].Shape == text.Title && (r.proper(first) || len(r.surname(first, last)) > 0 && r.surnameLike(first))
}

// generic reports whether the head at i is one that any country has.
func (r *reader) generic(i int) bool {
	switch r.d.Tokens[i].Norm {
	case "government", "parliament", "cabinet", "forces", "police", "army", "navy", "administration", "company", "companies", "party", "house", "law", "order", "city", "state":
		return true
	}
	return false
}

// loose reports whether the head at i names nothing with one word before it:
// "Coalition Government", "Public Order".
func (r *reader) loose(i int) bool {
	switch r.d.Tokens[i].Norm {
	case "government", "law", "order", "company", "companies":
		return true
	}
	return false
}

// serves reports whether the head at i is a service, which a nation's name
// makes none of its own: "UK Service personnel".
func (r *reader) serves(i int) bool {
	n := r.d.Tokens[i].Norm
	return n == "service" || n == "services"
}

// headAlone reads a capitalised head word without anything before it:
// "Department for Transport", "Bank of England", "Convention on …".
func (r *reader) headAlone(i, j, last int, kind onrecord.NameKind) int {
	end := r.extend(last, j, kind)
	if end == j || kind == onrecord.NameSystem {
		r.leaveOut(i, j, &ruleLoose)
		return j
	}
	kind = r.wholeKind(j, end, kind)
	r.add(candidate{first: last, last: end, kind: kind})
	if kind == onrecord.NameRole {
		r.served(last, end)
	}
	r.governed(last, end)
	return end
}

// governed records the body that is governed by the board [i,end): "Board of the
// Harbour Agency".
func (r *reader) governed(i, end int) {
	k := i + 2
	if r.d.Tokens[i].Norm != "board" || k >= end || r.d.Tokens[k-1].Norm != "of" {
		return
	}
	k = r.article(k, end)
	if e, kind, ok := r.known(k, end); ok && e == end && kind == onrecord.NameBody || r.word(r.headIndex(k, r.run(k))).head == onrecord.NameBody && end-k > 1 {
		r.found = append(r.found, candidate{first: k, last: end, kind: onrecord.NameBody})
	}
}

// wholeKind returns the kind of a name of the given kind with [j,end) added:
// "City of Tollerby Chamber of Trade" is no place.
func (r *reader) wholeKind(j, end int, kind onrecord.NameKind) onrecord.NameKind {
	if kind == onrecord.NamePlace && end > j && statutes[r.d.Tokens[end-1].Norm] {
		return onrecord.NameLaw // "District of Ryton Home Rule Act"
	}
	if kind == onrecord.NameBody && end > j && r.serves(j-1) && r.word(end-1).head == onrecord.NameScheme {
		return onrecord.NameScheme // "Ferry Service for Rural Quays Program"
	}
	if kind == onrecord.NameBody && end > j+1 && r.post(end-1) && !r.plural(end-1) && r.word(end-1).head == "" && r.capital(end-1) && r.capital(end-2) && r.d.Tokens[j-1].Norm != "office" && !r.postAlone(r.article(j+1, end), end) {
		return onrecord.NameRole // "Ministry of Ports Lead Director"
	}
	if kind == onrecord.NamePlace && end > j && houses[r.d.Tokens[end-1].Norm] {
		return onrecord.NameBody // "Ryton House of Delegates"
	}
	if kind == onrecord.NamePlace && end > j && r.headAt(onrecord.NameBody, j, end) >= 0 {
		return onrecord.NameBody
	}
	return kind
}

// postAlone reports whether the words [i,end) are a post that a list knows, or an office: the
// department of the Prime Minister is a body.
func (r *reader) postAlone(i, end int) bool {
	for k := i; k < end; k++ {
		if r.d.Tokens[k].Norm == "office" {
			return true // "Department of Ports Office of Inspector General"
		}
	}
	e, kind, ok := r.known(i, end)
	return ok && e == end && kind == onrecord.NameRole
}

// headIndex returns the index of the run's last word: before a number and
// before what follows a possessive's owner.
func (r *reader) headIndex(i, j int) int {
	k := j - 1
	for k > i && (r.d.Tokens[k].Kind != text.Word) {
		k--
	}
	return k
}

// plural reports whether the token at i is a plural in s.
func (r *reader) plural(i int) bool {
	n := r.d.Tokens[i].Norm
	return len(n) > 3 && n[len(n)-1] == 's' && n[len(n)-2] != 's'
}

// carriesOn reports whether a name that opens with the known name [i,end)
// runs to j: its head says so ("London Heathrow Animal Reception Centre").
func (r *reader) carriesOn(i, end, j int, kind onrecord.NameKind) bool {
	if e, second, ok := r.known(end, r.sentenceEnd(i)); ok && e > j && second == onrecord.NameBody && kind == second && r.d.Tokens[end].Norm != "office" {
		return false // "NHS Centres for Ropes & Sails", known without "NHS"
	}
	if kind == onrecord.NameRole && r.d.Tokens[end].Kind == text.Clitic && end+2 == j && r.d.Tokens[end+1].Norm == "office" {
		return true // "Harbour Master’s Office"
	}
	if n := r.d.Tokens[end].Norm; r.d.Tokens[end].Kind != text.Word && (n != "-" && n != "–" && !r.yearInside(end, j) || kind != onrecord.NamePlace) {
		return false // but "UK-Norway Business Forum"
	}
	last := r.headIndex(i, j)
	h := r.word(last).head
	if h == "" || last < end || r.plural(last) && h != onrecord.NameBody && h != onrecord.NameLaw && h != onrecord.NameEvent {
		return false
	}
	if e, second, ok := r.known(end, j); ok && e == j && (second != onrecord.NamePlace || kind != onrecord.NamePlace) {
		// Two known names side by side, but a country's or a state's own is one:
		// "U.S. Forest Service", "North Dakota National Guard".
		return kind == onrecord.NamePlace && second == onrecord.NameBody && h == second && (e-end > 1 || chambers[r.d.Tokens[end].Norm]) && (r.american(i) || !r.country(i, end))
	}
	return true
}

// houses are those of whom a house of a parliament consists.
var houses = map[string]bool{"representatives": true, "delegates": true, "burgesses": true}

// chambers are what states call the houses of their parliaments.
var chambers = map[string]bool{"senate": true, "house": true, "assembly": true, "legislature": true}

// yearInside reports whether a year at i stands in the name of an event that ends
// at j.
func (r *reader) yearInside(i, j int) bool {
	return r.d.Tokens[i].Kind == text.Number && i+1 < j && r.word(r.headIndex(i, j)).head == onrecord.NameEvent
}

// american reports whether the words at i are the United States, whose bodies
// have it before their names.
func (r *reader) american(i int) bool {
	switch r.d.Tokens[i].Norm {
	case "u", "us", "united":
		return true
	}
	return false
}

// nationAt reports whether [i,j) is a country as companies and charities put it after
// their names.
func (r *reader) nationAt(i, j int) bool {
	if j == i+1 {
		return r.nation(i)
	}
	a, b := r.d.Tokens[i].Norm, r.d.Tokens[j-1].Norm
	return j == i+2 && (a == "new" && b == "zealand" || a == "northern" && b == "ireland")
}

// nation reports whether the word at i is a country as companies and charities
// put it after their names.
func (r *reader) nation(i int) bool {
	switch r.d.Tokens[i].Norm {
	case "uk", "usa", "england", "scotland", "wales", "ireland", "europe", "gb", "canada", "australia", "india":
		return true
	}
	return false
}
