package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// step reads what starts at token i and returns where to go on.
func (r *reader) step(i int) int {
	t := &r.d.Tokens[i]
	limit := r.sentenceEnd(i)
	if end := r.dayEvent(i, limit); end > 0 {
		r.add(candidate{first: i, last: end, kind: onrecord.NameEvent, rule: &ruleHead})
		return end
	}
	if t.Kind == text.Number {
		if end := r.unit(i, limit); end > 0 {
			r.add(candidate{first: i, last: end, kind: onrecord.NameBody, rule: &ruleUnit})
			return end
		}
		if end := r.numberedDistrict(i, limit); end > 0 {
			r.add(candidate{first: i, last: end, kind: onrecord.NamePlace, rule: &ruleHead})
			return end
		}
		return r.digitFirst(i, limit)
	}
	if r.label(i) || t.Glued && i > 0 && r.d.Tokens[i-1].Kind == text.Number && t.Shape == text.Upper && t.End-t.Start == 2 {
		return i + 1 // a label, or the end of a postcode: "RY2 7BT"
	}
	if t.Kind != text.Word {
		if end, kind := r.quoted(i, limit); kind != "" {
			r.add(candidate{first: i + 1, last: end, kind: kind, rule: &ruleTitled})
			return end
		}
		return i + 1
	}
	if t.Shape == text.Lower {
		if end, kind, ok := r.known(i, limit); ok && kind != "" {
			r.add(candidate{first: i, last: end, kind: kind})
			return end
		}
		return r.lowerFirst(i, limit)
	}
	if end := r.road(i); end > 0 {
		end = r.roadworks(end, limit)
		r.add(candidate{first: i, last: end, kind: onrecord.NamePlace, rule: &ruleRoad})
		return end
	}
	if !r.capital(i) {
		return i + 1
	}
	if t.End-t.Start == 1 && i > 0 && i+1 < limit && (r.d.Tokens[i-1].Norm == "(" || r.d.Tokens[i-1].Norm == "," && r.d.Tokens[i+1].Glued && (t.Norm == "d" || t.Norm == "r")) && r.d.Tokens[i+1].Norm == "-" {
		return r.afterParty(i, limit) // the party in "(D-Ryton)"
	}
	if t.End-t.Start == 1 {
		if end := r.measure(i); end > 0 {
			r.add(candidate{first: i, last: end, kind: onrecord.NameLaw, rule: &ruleMeasure})
			return end
		}
	}
	first := i
	if end, _, ok := r.known(i, limit); ok && end > i+1 {
		// Known names of several words may open with a starter: "The Hague".
		j := max(r.run(i), r.run(end-1))
		return r.analyse(i, j)
	}
	for first < limit && r.capital(first) && r.skipsFirst(first) && !r.knownLong(first, limit) {
		first++
	}
	if first > i {
		return first
	}
	j := r.run(i)
	return r.analyse(i, j)
}

// afterParty returns where to go on after the party at i in "(D-Ryton)": the
// state beside it only tells whom the member sits for.
func (r *reader) afterParty(i, limit int) int {
	for k := i + 2; k < limit && k < i+9; k++ {
		if n := r.d.Tokens[k].Norm; n == ")" || n == "," {
			return k
		}
	}
	return i + 2
}

// knownLong reports whether a known name of several words starts at i.
func (r *reader) knownLong(i, limit int) bool {
	end, _, ok := r.known(i, limit)
	return ok && end > i+1
}

// skipsFirst reports whether the capitalised word at i can't open a name here.
func (r *reader) skipsFirst(i int) bool {
	t := &r.d.Tokens[i]
	if t.End-t.Start == 1 && i+1 < len(r.d.Tokens) && r.d.Tokens[i+1].Norm == "&" && r.d.Tokens[i+1].Glued {
		return false // "A&L Ropes"
	}
	if t.Norm == "hon'ble" {
		return true // a title, and no part of a post
	}
	if r.is(i, starter) && (t.Has(tag.Function) || r.opens(i)) && !r.majesty(i) {
		if i > 0 && r.d.Tokens[i-1].Norm == "the" && !r.opens(i) && statutes[r.d.Tokens[r.headIndex(i, r.run(i))].Norm] {
			return false // "the No Wrecks Act"
		}
		return true
	}
	return t.Has(tag.Month|tag.Weekday) && !r.is(i, given|givenWeak) || t.Has(tag.Month|tag.Weekday) && r.opensDate(i)
}

func (r *reader) opensDate(i int) bool {
	if i > 0 && r.d.Tokens[i-1].Kind == text.Number {
		return true
	}
	return i+1 >= len(r.d.Tokens) || r.d.Tokens[i+1].Kind == text.Number || !r.capital(i+1)
}

// digitFirst reads a name that opens with digits glued to a word: "5Rights".
func (r *reader) digitFirst(i, limit int) int {
	j := i + 1
	if j >= limit || r.d.Tokens[i].Glued || !r.d.Tokens[j].Glued || !r.capital(j) || r.d.Tokens[j].Shape == text.Upper {
		return i + 1
	}
	end := r.run(j)
	if kind := r.word(end - 1).head; kind != "" && end > j+1 {
		r.add(candidate{first: i, last: r.extend(i, end, kind), kind: kind})
		return end
	}
	return end
}

// lowerFirst reads a name whose first word is in lower case: "national VAWG
// Taskforce", "eastern Europe".
func (r *reader) lowerFirst(i, limit int) int {
	n := r.d.Tokens[i].Norm
	if i+1 >= limit || !r.capital(i+1) || r.taken[i+1] {
		return i + 1
	}
	if r.is(i, compass) {
		if end, kind, ok := r.known(i+1, limit); ok && kind == onrecord.NamePlace && !r.capital2(end, limit) {
			r.add(candidate{first: i, last: end, kind: kind})
			return end
		}
		return i + 1
	}
	if n == "national" && i > 0 && r.d.Tokens[i-1].Norm == "the" {
		end := r.run(i + 1)
		if _, _, ok := r.known(i+1, end); !ok && r.word(end-1).head == onrecord.NameBody && end-i >= 3 {
			r.add(candidate{first: i, last: end, kind: onrecord.NameBody})
			return end
		}
	}
	return i + 1
}

func (r *reader) capital2(i, limit int) bool { return i < limit && r.capital(i) }

// analyse reads the capitalised run [i,j) and returns where to go on.
func (r *reader) analyse(i, j int) int {
	if i >= j {
		return j
	}
	if end := r.ofFixedForm(i, j); end > 0 {
		return end
	}
	// A person at the end of the run, with a post before: "Home Secretary Jane Doe".
	if p := r.personSuffix(i, j); p >= 0 && !r.vessel(i, p) {
		if p > i {
			r.beforePerson(i, p)
		}
		r.addPerson(p, j)
		return j
	}
	if j-i >= 3 && r.allCapitals(i, j) {
		return r.capitalsOnly(i, j)
	}
	if c := (candidate{first: i, last: j}); i > 0 && r.calledKind(&c) != "" {
		end := r.throughSmall(j, r.sentenceEnd(i))
		r.add(candidate{first: i, last: end, kind: r.calledKind(&c), rule: &ruleCalled})
		return end
	}
	if end, kind, ok := r.known(i, j); ok && end == j && kind == onrecord.NameRole {
		if full := r.extend(i, j, kind); full > j {
			end = full
		} else if both := r.bothPosts(i, j-1, j); both > 0 {
			end = both
			r.surely(i, end)
		}
		r.add(candidate{first: i, last: end, kind: kind, weak: end-i == 1})
		return end
	}
	last := r.headIndex(i, j)
	if end, kind, ok := r.known(i, j); ok && end == j && kind != "" && r.post(last) {
		return r.knownFirst(i, end, j, kind) // "Harbour and Safety Executive"
	}
	if r.is(last, rank) && !r.post(last) && r.allRanks(i, j) {
		r.leaveOut(i, j, &ruleBareRank)
		return j // "Group Captain"
	}
	if r.post(last) && r.word(last).head == "" {
		return r.role(i, j, last)
	}
	if end := r.airStation(i, j); end > 0 {
		r.add(candidate{first: i, last: end, kind: onrecord.NamePlace, rule: &rulePrefix})
		return r.after(end, j)
	}
	if r.is(i, nationality) && j-i > 2 && r.word(i+1).prefix == onrecord.NameSystem && r.d.Tokens[i+1].Shape == text.Upper {
		return r.analyse(i+1, j) // "the Ryvish HMS Hurn"
	}
	if r.ship(i, j) {
		r.add(candidate{first: i, last: j, kind: onrecord.NameSystem, rule: &ruleNoun})
		return j
	}
	if kind := r.word(i).prefix; j-i >= 2 && (kind == onrecord.NameOperation || kind == onrecord.NameSystem) && !r.friends(i, j) {
		r.add(candidate{first: i, last: j, kind: kind, rule: &rulePrefix})
		return j
	}
	if end, kind, ok := r.known(i, j); ok && kind == onrecord.NameBody && (end+1 == j && r.nation(end) || end+2 == j && r.nation(j-1) && r.d.Tokens[end].Shape == text.Title && r.d.Tokens[end].Kind == text.Word) {
		r.add(candidate{first: i, last: j, kind: kind, root: end, rule: &ruleNation})
		return j
	}
	if end, kind, ok := r.known(i, j); ok && (end == j || !r.carriesOn(i, end, j, kind)) {
		return r.knownFirst(i, end, j, kind)
	}
	if kind := r.word(i).prefix; kind != "" && j-i >= 2 && r.word(j-1).head == "" && !(r.d.Tokens[i].Norm == "raf" && (r.plural(j-1) || r.d.Tokens[j-1].End-r.d.Tokens[j-1].Start == 1)) {
		r.add(candidate{first: i, last: j, kind: kind, rule: &rulePrefix})
		return j
	}
	if kind := r.word(last).head; kind != "" {
		if i == last && j < r.sentenceEnd(i) {
			if end, later := r.laterHead(i, j, r.sentenceEnd(i)); end > 0 && later == onrecord.NameLaw {
				r.add(candidate{first: i, last: end, kind: later, rule: &ruleLater}) // "Police, Crime and Courts Act"
				return end
			} else if end > 0 && later == onrecord.NameScheme && i > 0 && r.d.Tokens[i-1].Norm == "the" && !r.opens(i) && end-i > 3 {
				r.add(candidate{first: i, last: end, kind: later, rule: &ruleLater}) // "the Town and Quay Renewal Scheme"
				return end
			} else if end > 0 && later == onrecord.NameBody && i > 0 && r.d.Tokens[i-1].Norm == "the" && !r.opens(i) && departmental.Has(r.d.Tokens[r.headIndex(i, end)].Norm) {
				r.add(candidate{first: i, last: end, kind: later, rule: &ruleLater}) // "the Coast and Border Agency"
				return end
			}
		}
		return r.headed(i, j, last, kind)
	}
	if e, kind, ok := r.inner(i, j); ok {
		return r.joinOrRest(i, e, j, kind)
	}
	return r.unknown(i, j)
}

// ofFixedForm reads a run that its form tells alone: an instrument of law, a road, a water, a dateline. It returns where
// what it read ends, 0 where nothing was.
func (r *reader) ofFixedForm(i, j int) int {
	if first, kind := r.initialled(i, j); kind != "" {
		r.before(i, first)
		r.add(candidate{first: first, last: j, kind: kind, rule: &ruleInitials})
		return j
	}
	if r.doubles != nil && j == i+3 && r.doubled(i) && r.doubles[r.d.Tokens[i].Norm+"-"+r.d.Tokens[i+2].Norm] {
		r.add(candidate{first: i, last: j, weak: true})
		return j
	}
	if end := r.gerundLaw(i); end > 0 {
		r.add(candidate{first: i, last: end, kind: onrecord.NameLaw, rule: &ruleLater})
		return end
	}
	if end := r.instrument(i, j); end > 0 {
		r.add(candidate{first: i, last: end, kind: onrecord.NameLaw, rule: &ruleLater})
		return end
	}
	if end := r.europeanLaw(i); end > 0 {
		r.add(candidate{first: i, last: end, kind: onrecord.NameLaw})
		return end
	}
	if end := r.smallWords(i, j); end > 0 {
		kind := r.word(r.headIndex(i, end)).head
		r.add(candidate{first: i, last: end, kind: kind, rule: &ruleLater})
		return end
	}
	if n := r.d.Tokens[j-1].Norm; n == "line" && j-i >= 2 && callLines.Has(r.d.Tokens[j-2].Norm) {
		r.add(candidate{first: i, last: j, kind: onrecord.NameSystem, rule: &ruleHead})
		return j // "the Harbours Information Line"
	}
	if j-i == 2 && roads[r.d.Tokens[i].Norm] && r.d.Tokens[i].Shape == text.Title && r.d.Tokens[j-1].Kind == text.Number {
		r.add(candidate{first: i, last: j, kind: onrecord.NamePlace, rule: &ruleRoad})
		return j // "Route 42"
	}
	if j-i == 2 && r.is(i, nationality) && rulers[r.d.Tokens[j-1].Norm] {
		r.add(candidate{first: i, last: j, kind: onrecord.NameBody, rule: &ruleHead})
		return j // "the Ryvish Government"
	}
	if end := r.timeInOffice(i, j); end > 0 {
		r.add(candidate{first: i, last: end, kind: onrecord.NameBody, rule: &ruleNoun})
		return end
	}
	if j-i == 2 && waters[r.d.Tokens[i].Norm] && r.word(j-1).head != onrecord.NameBody {
		r.add(candidate{first: i, last: j, kind: onrecord.NamePlace, rule: &rulePrefix})
		return j // "River Hurn": no person called River
	}
	if end := r.dateline(i, j); end > 0 {
		return end
	}
	if r.is(i, compass) && j == i+2 {
		if end, kind, ok := r.known(i+1, r.sentenceEnd(i)); ok && kind == onrecord.NamePlace && end > j {
			r.add(candidate{first: i, last: end, kind: kind})
			return end // "Eastern Gulf of Ryton"
		}
	}
	if t := &r.d.Tokens[i]; j == i+2 && t.Norm == "new" && t.Shape == text.Title && !r.opens(i) && r.known1(i+1) {
		if _, kind, ok := r.known(i+1, j); ok && kind == onrecord.NamePlace {
			r.add(candidate{first: i, last: j, kind: kind})
			return j // "Ryton and New Ryton"
		}
	}
	if t := r.d.Tokens; j == i+1 && t[i].Norm == "budget" && j < len(t) && t[j].Kind == text.Number && t[j].End-t[j].Start == 4 && t[j].Sentence == t[i].Sentence && t[j].Norm[0] == '2' {
		r.add(candidate{first: i, last: j + 1, kind: onrecord.NameEvent, rule: &ruleHead})
		return j + 1 // "Budget 2031"
	}
	if end := r.county(i); end > 0 {
		r.add(candidate{first: i, last: end, kind: onrecord.NamePlace, rule: &rulePrefix})
		return r.after(end, max(end, j))
	}
	if r.based(i, j) {
		r.add(candidate{first: i, last: i + 2, kind: onrecord.NamePlace, rule: &rulePrefix})
		return r.after(i+2, j)
	}
	if end, kind, ok := r.known(i, j); ok && end == j && (j-i > 4 && kind == onrecord.NameBody || j-i > 2 && kind == onrecord.NameScheme) {
		r.add(candidate{first: i, last: end, kind: kind}) // "Movement for Union and Jihad in Ryvia" is nobody
		return end
	}
	if k := r.ownersEnd(i, j); k > 0 {
		r.add(candidate{first: i, last: k, kind: onrecord.NameBody, rule: &ruleOwner})
		return r.analyse(k, j)
	}
	if r.bareOwner(i, j) {
		return r.analyse(i+1, j)
	}
	return 0
}

// callLines are what a line is for that people call, before "Line".
var callLines = list("call-line")

// rulers are words for those who govern a nation, whose adjective stands before
// them.
var rulers = map[string]bool{"government": true, "authorities": true}

// before reads the words [i,k) of a run before a name that ends it.
func (r *reader) before(i, k int) {
	if k > i {
		r.analyse(i, k)
	}
}

// knownFirst reads a run [i,j) that opens with the known name [i,end).
func (r *reader) knownFirst(i, end, j int, kind onrecord.NameKind) int {
	limit := r.sentenceEnd(i)
	if end+1 == j && kind == onrecord.NamePlace && r.is(end, compass) {
		end = j // the constituency "Halifax West"
	}
	if end < j && end == i+2 && kind == onrecord.NamePlace && r.is(i, compass) && r.is(i+1, compass) {
		if e, k, ok := r.known(end, j); ok && k == onrecord.NamePlace {
			r.add(candidate{first: i, last: e, kind: k}) // "South East Ryvale"
			return r.after(e, j)
		}
	}
	if end < j && kind == onrecord.NamePlace {
		if post := r.topicPost(i, j, limit); post > 0 {
			r.add(candidate{first: i, last: post, kind: onrecord.NameRole})
			return post // "North West Fishing and Ports Champion"
		}
	}
	if end < j && r.is(i, compass) && end == i+1 {
		if e, k, ok := r.known(end, j); ok && k == onrecord.NamePlace {
			r.add(candidate{first: i, last: e, kind: k}) // "Southwest Ryvale"
			return r.after(e, j)
		}
	}
	if end < j && (kind == onrecord.NameBody || kind == onrecord.NamePlace) && r.d.Tokens[end].Kind == text.Word {
		if later, k := r.laterHead(i, j, limit); later > 0 && (k == onrecord.NameBody || k == onrecord.NameLaw || k == onrecord.NameEvent && end < j) {
			r.add(candidate{first: i, last: later, kind: k, rule: &ruleLater}) // "NHS Purchasing and Supply Agency"
			return later
		}
	}
	if end == j && kind == onrecord.NamePlace && i > 0 && r.d.Tokens[i-1].Norm == "the" && !r.opens(i) {
		if later, k := r.laterHead(i, j, limit); later > 0 && k == onrecord.NameBody && departmental.Has(r.d.Tokens[r.headIndex(i, later)].Norm) {
			r.add(candidate{first: i, last: later, kind: k, rule: &ruleLater}) // "the Ryton and North Hurn Combined Authority"
			return later
		}
	}
	if end == j && kind == onrecord.NameBody && r.word(end-1).head == kind && end < limit && r.d.Tokens[end].Norm == "of" {
		if k := r.complement(end+1, limit, kind, "of"); k > 0 {
			end, j = k, k // "Supreme Court of the United Kingdom"
		}
	} else if end == j && kind == onrecord.NameBody && end+1 < limit && r.d.Tokens[end-1].Norm == "office" && r.d.Tokens[end].Norm == "for" && r.d.Tokens[end+1].Norm == "the" {
		if k := r.complement(end+1, limit, kind, "for"); k > 0 {
			end, j = r.extend(i, k, kind), k // "Attorney's Office for the District of Ryton"
			j = max(j, end)
		}
	}
	if kind == onrecord.NameBody && end == j && end < limit && r.d.Tokens[end].Norm == "app" && r.d.Tokens[end].Shape == text.Lower && i > 0 && r.d.Tokens[i-1].Norm == "the" {
		r.add(candidate{first: i, last: end + 1, kind: onrecord.NameSystem, rule: &ruleNoun})
		return end + 1 // "the NHS app"
	}
	if kind == onrecord.NamePlace && end == j && r.is(i, compass) && end+1 < limit && r.d.Tokens[end].Norm == "of" {
		if e, k, ok := r.known(end+1, limit); ok && k == onrecord.NamePlace {
			r.add(candidate{first: i, last: e, kind: kind}) // "North West of Ryvale"
			return e
		}
	}
	if kind == onrecord.NamePlace && end == j {
		if d := r.district(end, limit); d > 0 {
			r.add(candidate{first: i, last: d, kind: kind})
			return d
		}
	}
	if kind == onrecord.NamePlace && r.placeProject(i, end, j) {
		r.add(candidate{first: i, last: j + 1, kind: onrecord.NameScheme, rule: &ruleNoun})
		return j + 1 // "the North Ryton Cycle Routes project"
	}
	if end < j && kind == onrecord.NamePlace && r.joinsPlace(i, end, j) {
		r.add(candidate{first: i, last: j, kind: onrecord.NameBody, rule: &ruleJoined})
		return j
	}
	if kind == "" && end == j && end < limit && r.d.Tokens[i].Norm == "memorandum" && links[onrecord.NameDocument][r.d.Tokens[end].Norm] {
		if e := r.complement(end+1, limit, onrecord.NameDocument, r.d.Tokens[end].Norm); e > 0 {
			r.add(candidate{first: i, last: e, kind: onrecord.NameDocument, rule: &ruleComplement})
			return e // "Memorandum of Understanding on Fisheries"
		}
	}
	if kind != "" {
		r.add(candidate{first: i, last: end, kind: kind})
	} else {
		r.leaveOut(i, end, &ruleNoName)
	}
	if end >= limit {
		return end
	}
	if e, second, ok := r.known(end, limit); ok && e > j && second == onrecord.NameBody && kind == second && r.d.Tokens[end].Norm != "office" {
		return end // another known name, which goes on after the run
	}
	if end < j {
		return r.rest(end, j)
	}
	return end
}
