package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// links says which small words may join a name's head to what comes after.
var links = map[onrecord.NameKind]map[string]bool{
	onrecord.NameRole:     {"of": true, "for": true, "to": true, "on": true, "against": true},
	onrecord.NameBody:     {"of": true, "for": true, "on": true, "against": true, "into": true},
	onrecord.NameLaw:      {"of": true, "for": true, "on": true, "against": true},
	onrecord.NameScheme:   {"of": true, "for": true, "against": true},
	onrecord.NameDocument: {"of": true, "for": true, "on": true, "into": true},
	onrecord.NameEvent:    {"of": true, "on": true, "for": true},
	onrecord.NamePlace:    {"of": true},
	onrecord.NameSystem:   {"for": true},
}

// extend returns the end of the name whose head part is [i,j): over "of",
// "for", "on" with their complements, and over "and" and commas inside those.
func (r *reader) extend(i, j int, kind onrecord.NameKind) int {
	limit := r.sentenceEnd(i)
	joined := ""
	for n := 0; n < 8; n++ {
		next, by := r.link(i, j, limit, kind, joined)
		if next == j {
			break
		}
		j, joined = next, by
	}
	return j
}

// link returns the end of what one joining word adds to the name at j, and
// that word; j where nothing is added.
func (r *reader) link(i, j, limit int, kind onrecord.NameKind, joined string) (int, string) {
	if j >= limit {
		return j, joined
	}
	n := r.d.Tokens[j].Norm
	switch {
	case links[kind][n], n == "in" && joined == "on", n == "against" && joined != "":
		if joined != "" && n == "for" && r.d.Tokens[j-1].Norm != "state" && !(kind == onrecord.NameBody && r.post(j-1)) && !(kind == onrecord.NameRole && joined == "of" && forTopic[r.d.Tokens[j-1].Norm]) {
			return j, joined
		}
		if n == "to" && r.goesTo(j, limit) {
			return j, joined
		}
		if n == "of" && r.d.Tokens[j-1].Norm == "subcommittee" {
			return j, joined // "Wrecks Subcommittee of the Ports and Seas Committee"
		}
		if end := r.complement(j+1, limit, kind, n); end > 0 {
			return end, n
		}
		if end := r.lowerTail(i, j, limit); end > 0 {
			return end, n
		}
		if kind == onrecord.NameRole && n == "of" && j+1 < limit && r.d.Tokens[j+1].Kind == text.Number {
			if end := r.unit(j+1, limit); end > 0 {
				return end, n // "Commanding Officer of 33 Squadron"
			}
		}
	case n == "and" || n == "&":
		k := r.article(j+1, limit)
		if joined != "" && r.coordinates(i, k, limit, kind, joined) {
			if kind == onrecord.NameRole {
				return r.holder(k, r.run(k)), joined
			}
			return r.run(k), joined
		}
		if kind == onrecord.NameRole && joined != "" && k == j+1 && k < limit && r.capital(k) && !r.taken[k] && !r.is(k, starter) {
			if p := r.personSuffix(k, r.run(k)); p > k && !r.post(p-1) && !r.honorific(k) && !r.is(p-1, rank) {
				return p, joined // "Minister for Ports and Seas Jane Doe"
			}
		}
	case n == ",":
		if joined != "" && joined != "and" {
			if end := r.series(i, j, limit, kind, joined); end > 0 {
				return end, joined
			}
		}
	}
	return j, joined
}

// forTopic are heads of bodies that go on with "for" inside a post: "Chair of
// the Mooring Commission for Hurn".
var forTopic = map[string]bool{"commission": true, "council": true, "institute": true, "centre": true, "center": true, "agency": true, "authority": true, "association": true, "society": true, "foundation": true, "trust": true, "campaign": true, "office": true, "alliance": true, "network": true, "coalition": true, "board": true, "taskforce": true}

// goesTo reports whether a place follows the "to" at j after a post that is
// nobody's envoy: "as Ports Secretary to Norway" tells of a journey.
func (r *reader) goesTo(j, limit int) bool {
	k := r.article(j+1, limit)
	if k >= limit || envoys[r.d.Tokens[j-1].Norm] {
		return false
	}
	_, kind, ok := r.known(k, limit)
	return ok && kind == onrecord.NamePlace
}

// envoys are posts at a place.
var envoys = map[string]bool{"ambassador": true, "ambassadors": true, "commissioner": true, "envoy": true, "consul": true, "representative": true, "delegate": true, "adviser": true, "advisor": true, "minister": true, "nuncio": true}

// lowerTail takes words in lower case into a name where an abbreviation in
// brackets follows that stands for the whole: "Treaty on Trade in Rare
// Species of wild plants (TTRS)".
func (r *reader) lowerTail(i, j, limit int) int {
	for k := j; k < limit && k < j+6; k++ {
		t := &r.d.Tokens[k]
		if t.Norm == "(" && k > j+1 {
			if a := r.acronymAfter(k); a > 0 && r.d.Tokens[a].Shape == text.Upper && r.initials(i, j, r.d.Tokens[a].Norm) {
				return k
			}
			return 0
		}
		if t.Kind != text.Word || t.Shape != text.Lower {
			return 0
		}
	}
	return 0
}

// article returns the index after a lower-case "the" at k, or k.
func (r *reader) article(k, limit int) int {
	if k < limit && r.d.Tokens[k].Norm == "the" && r.d.Tokens[k].Shape == text.Lower {
		return k + 1
	}
	return k
}

// complement returns the end of the complement that starts at k, 0 where none
// does.
func (r *reader) complement(k, limit int, kind onrecord.NameKind, by string) int {
	if k < limit && r.d.Tokens[k].Norm == "the" && r.d.Tokens[k].Shape == text.Lower {
		k++
	}
	if k >= limit || !r.capital(k) || r.taken[k] || r.is(k, starter) && r.d.Tokens[k].Has(tag.Function) && !r.capitalised(k) || r.d.Tokens[k].Has(tag.Month|tag.Weekday) {
		return 0
	}
	if (kind == onrecord.NamePlace || kind == onrecord.NameEvent) && by != "of" && r.word(k).head != "" {
		return 0
	}
	end := r.run(k)
	if kind == onrecord.NameRole && end+1 < limit && r.d.Tokens[end].Kind == text.Clitic && r.capital(end+1) && !r.taken[end+1] && r.personSuffix(k, end) < 0 {
		// "Chair of the Senate’s Ports Committee"
		if whole := r.run(end + 1); r.word(r.headIndex(end+1, whole)).head == onrecord.NameBody {
			return whole
		}
	}
	if n := r.d.Tokens[k].Norm; end == k+1 && len(n) > 5 && n[len(n)-3:] == "ing" && end+1 < limit && r.d.Tokens[end].Norm == "the" && r.capital(end+1) {
		return r.run(end + 1) // "Department for Leaving the Union"
	}
	if p := r.personSuffix(k, end); p > k {
		if kind == onrecord.NameBody {
			return r.beforePost(k, p) // "Office of Moorings Director Jane Doe"
		}
		if kind == onrecord.NameRole {
			for p > k+1 && r.honorific(p-1) {
				p--
			}
			for p > k+1 && (r.is(p-1, calling) || r.is(p-1, rank) && qualifiers[r.d.Tokens[p-1].Norm] && r.is(p, calling|rank) && r.d.Tokens[p-1].Norm != "staff" || r.d.Tokens[p-1].Norm == "chief" && r.is(p, calling)) {
				p-- // "Chief of the Harbour Staff General Jane Doe"
			}
		}
		return p // "Minister for Ports Jane Doe"
	} else if p == k {
		return 0
	}
	if kind == onrecord.NameRole {
		if d := r.district(end, limit); d > 0 {
			return d
		}
		return r.holder(k, end)
	}
	if kind == onrecord.NameBody {
		return r.beforeOwned(k, end)
	}
	return end
}

// beforePost returns the end of the words [k,p) before the post at their end, 0
// where they are nothing but a post.
func (r *reader) beforePost(k, p int) int {
	if !r.post(p - 1) {
		return p
	}
	for p > k && (r.post(p-1) || r.is(p-1, rank) || leading[r.d.Tokens[p-1].Norm] || qualifiers[r.d.Tokens[p-1].Norm]) {
		p--
	}
	if p == k {
		return 0
	}
	return p
}

// beforeOwned returns where the complement [k,end) of a body ends: at a
// possessive that ends the body's name, "the Department for Ports’s Mooring
// Plan", save the one of those whom a body serves ("Women’s").
func (r *reader) beforeOwned(k, end int) int {
	for m := k + 1; m < end; m++ {
		if t := &r.d.Tokens[m]; t.Kind == text.Clitic && t.End-t.Start > 1 && !peoples[r.d.Tokens[m-1].Norm] && r.word(end-1).head != onrecord.NameBody && r.word(end-1).head != "" {
			return m
		}
	}
	return end
}

// peoples are plurals without an s.
var peoples = map[string]bool{"women": true, "men": true, "children": true, "people": true}

// unlisted reports whether the word at i is capitalised and in no list.
func (r *reader) unlisted(i int) bool {
	t := &r.d.Tokens[i]
	return t.Kind == text.Word && t.Shape == text.Title && t.Tags == 0 && r.index[i] == 0
}

// coordinates reports whether the words after "and" belong to the complement
// before it: "Violence Against Women and Girls", but not "Ministry of Defence
// and Counter Terrorism Policing".
func (r *reader) coordinates(i, k, limit int, kind onrecord.NameKind, joined string) bool {
	if k >= limit || !r.capital(k) || r.taken[k] || r.is(k, starter) && !r.capitalised(k) {
		return false
	}
	end := r.run(k)
	if r.personSuffix(k, end) >= 0 || end == k+1 && r.is(k, nationality) {
		return false
	}
	last := r.headIndex(k, end)
	if _, known, ok := r.known(k, end); ok && known != "" {
		// "Minister for London and Wales" would be a list of places.
		before, both := r.knownBefore(i, k-1)
		return both && before == onrecord.NamePlace && known == onrecord.NamePlace && (kind == onrecord.NameRole || joined == "for" || r.d.Tokens[k].Norm == "wales" && r.d.Tokens[k-2].Norm == "england")
	}
	if r.post(last) && r.word(last).head == "" || end-k > 1 && r.nation(last) {
		return false // "Institute of Piers and Sail UK"
	}
	if kind == onrecord.NameRole && departmental[r.d.Tokens[last].Norm] && r.topicBefore(k) {
		return true // "Chairman of the Senate Harbour Security and Ports Committee"
	}
	switch r.d.Tokens[last].Norm {
	case "services", "partnership", "partnerships", "enforcement", "policing", "reserve", "union", "administration", "protection", "government", "court", "courts", "industries", "islands", "sea", "week", "statistics", "budget", "strategy", "prevention", "county", "rules", "enterprises", "environment":
		return true
	}
	if end == k+1 && r.word(k).head == onrecord.NamePlace && kind == onrecord.NameBody {
		return true // "Office of Rail and Road"
	}
	for m := k; m < end; m++ {
		if r.word(m).head == onrecord.NameBody && m > k || m == last && r.word(m).head != "" {
			return false
		}
	}
	if r.word(k).head != "" && end < limit && r.d.Tokens[end].Norm == "of" {
		return false
	}
	return true
}

// topicBefore reports whether a word that names no body by itself stands before
// the "and" that leads to the words at k.
func (r *reader) topicBefore(k int) bool {
	p := k - 1
	if r.d.Tokens[p].Norm == "the" {
		return false
	}
	p--
	return p > 0 && r.d.Tokens[p].Kind == text.Word && r.capital(p) && r.word(p).head == "" && !r.post(p) && (r.is(p, notPerson|trade) || r.index[p] == 0)
}

// knownBefore returns the kind of a known name that ends at j.
func (r *reader) knownBefore(i, j int) (onrecord.NameKind, bool) {
	for k := max(i, j-5); k < j; k++ {
		if end, kind, ok := r.known(k, j); ok && end == j {
			return kind, true
		}
	}
	return "", false
}

// series reads ", Food and Rural Affairs" at the comma j: a list that closes
// with "and" and whose members are no names of their own.
func (r *reader) series(i, j, limit int, kind onrecord.NameKind, joined string) int {
	if kind != onrecord.NameBody && kind != onrecord.NameRole && kind != onrecord.NameLaw {
		return 0
	}
	k := j
	for n := 0; n < 5 && k < limit && r.d.Tokens[k].Norm == ","; n++ {
		m := k + 1
		if m < limit && (r.d.Tokens[m].Norm == "and" || r.d.Tokens[m].Norm == "&") {
			m = r.article(m+1, limit) // ", and"
			if r.coordinates(i, m, limit, kind, joined) {
				return r.run(m)
			}
			return 0
		}
		m = r.article(m, limit)
		if m >= limit || !r.capital(m) || r.taken[m] {
			return 0
		}
		end := r.run(m)
		if kind == onrecord.NameRole && r.joinedByMark(m, end) && r.personSuffix(m, end) < 0 && r.word(end-1).head == "" && !r.post(end-1) {
			return end // "Minister for Science, Ports & Seas"
		}
		if r.personSuffix(m, end) >= 0 || r.word(end-1).head != "" && r.d.Tokens[end-1].Norm != "services" || r.post(end-1) {
			return 0
		}
		if _, kindKnown, ok := r.known(m, end); ok && kindKnown != "" {
			return 0
		}
		if end < limit && (r.d.Tokens[end].Norm == "and" || r.d.Tokens[end].Norm == "&") {
			if k := r.article(end+1, limit); r.coordinates(i, k, limit, kind, joined) || kind == onrecord.NameRole && r.lastTopic(k, limit) {
				return r.run(k)
			}
			return 0
		}
		k = end
	}
	return 0
}

// lastTopic reports whether the words at k can close the topics of a post that
// are listed with commas, even a body among them: "Minister of Fisheries, Ports
// and the Harbour Guard".
func (r *reader) lastTopic(k, limit int) bool {
	if k >= limit || !r.capital(k) || r.taken[k] || r.is(k, starter) {
		return false
	}
	end := r.run(k)
	return r.personSuffix(k, end) < 0 && !r.post(r.headIndex(k, end))
}

// unknown reads a run that no list knows: it may be the first part of a name
// whose head comes later ("Crime and Policing Bill"), or stand alone.
func (r *reader) unknown(i, j int) int {
	limit := r.sentenceEnd(i)
	if end, kind := r.laterHead(i, j, limit); end > 0 {
		last := r.headIndex(i, end)
		full := r.extend(last, end, kind)
		r.add(candidate{first: i, last: full, kind: kind, rule: &ruleLater})
		return full
	}
	if end := r.topicPost(i, j, limit); end > 0 {
		r.add(candidate{first: i, last: end, kind: onrecord.NameRole})
		return end
	}
	if end := r.action(i, j, limit); end > 0 {
		kind := onrecord.NameBody
		if head := r.word(end - 1).head; head != "" {
			kind = head // "Homes for Crews Programme"
		}
		r.add(candidate{first: i, last: end, kind: kind, weak: r.opens(i), rule: &ruleAction})
		return end
	}
	r.add(candidate{first: i, last: j, weak: true})
	return j
}

// topicPost returns the end of a post whose topics open with the unknown run
// [i,j) and go on after "and": "Natural Harbours and Marine Minister"; 0 where
// there is none.
func (r *reader) topicPost(i, j, limit int) int {
	if j+1 >= limit || r.d.Tokens[j].Norm != "and" && r.d.Tokens[j].Norm != "&" || !r.capital(j+1) || r.taken[j+1] || r.is(i, nationality|starter|given) || r.is(j+1, starter) {
		return 0
	}
	end := r.run(j + 1)
	if p := r.personSuffix(j+1, end); p > j+1 {
		end = p
	} else if p >= 0 {
		return 0
	}
	for end > j+2 && r.honorific(end-1) && !r.post(end-1) {
		end--
	}
	last := r.headIndex(j+1, end)
	if last == j+1 || !r.post(last) || r.plural(last) || r.word(last).head != "" || r.is(j+1, rank) {
		return 0
	}
	if _, kind, ok := r.known(j+1, end); ok && kind != "" {
		return 0 // "Ryton and Prime Minister"
	}
	return last + 1
}

// laterHead looks past "and" and commas for the head of a name: "Border
// Security, Asylum and Immigration Bill", "Animal and Plant Health Agency".
func (r *reader) laterHead(i, j, limit int) (int, onrecord.NameKind) {
	k, commas := j, 0
	for n := 0; n < 5 && k < limit; n++ {
		switch r.d.Tokens[k].Norm {
		case ",":
			commas++
			k++
			if k < limit && (r.d.Tokens[k].Norm == "and" || r.d.Tokens[k].Norm == "&") {
				k++
			}
		case "and", "&":
			k++
		default:
			return 0, ""
		}
		if k >= limit || !r.capital(k) || r.taken[k] || r.is(k, starter) {
			return 0, ""
		}
		if end, kind, ok := r.known(k, limit); ok && kind != "" && end >= r.run(k) {
			return 0, ""
		}
		end := r.run(k)
		if r.personSuffix(k, end) >= 0 {
			return 0, ""
		}
		last := r.headIndex(k, end)
		kind := r.word(last).head
		if kind != "" {
			sep := r.d.Tokens[k-1].Norm
			if sep == "," || commas > 0 && kind != onrecord.NameLaw && kind != onrecord.NameBody && !r.determined(i) && !r.opens(i) || kind == onrecord.NamePlace || kind == onrecord.NameEvent {
				return 0, ""
			}
			if kind == onrecord.NameBody && r.joinedByMark(k, end) {
				return 0, "" // "Sedge and Hurn & Partners"
			}
			if end-k < 2 && kind != onrecord.NameLaw && kind != onrecord.NameBody {
				return 0, ""
			}
			if r.is(i, given) || j-i == 1 && r.is(i, nationality) || j-i == 1 && r.word(i).head == kind || commas > 0 && kind == onrecord.NameBody && !departmental[r.d.Tokens[last].Norm] && !r.abbreviates(i, end) {
				return 0, ""
			}
			return end, kind
		}
		k = end
	}
	return 0, ""
}

// joinedByMark reports whether "&" stands in the run [k,end).
func (r *reader) joinedByMark(k, end int) bool {
	for ; k < end; k++ {
		if r.d.Tokens[k].Norm == "&" {
			return true
		}
	}
	return false
}

// abbreviates reports whether letters in brackets follow that stand for the
// whole of [i,end).
func (r *reader) abbreviates(i, end int) bool {
	a := r.acronymAfter(end)
	return a > 0 && r.initials(i, end, r.d.Tokens[a].Norm) && r.d.Tokens[a].Norm[0] == r.d.Tokens[i].Norm[0]
}

// departmental are heads of bodies whose names list their topics: "Digital,
// Culture, Media and Sport Committee".
var departmental = map[string]bool{"department": true, "ministry": true, "directorate": true, "committee": true, "agency": true, "authority": true, "council": true, "inspectorate": true, "commission": true, "subcommittee": true, "caucus": true}

// action reads bodies that are called after what they do: "Action for Race
// Equality", "Campaign Against …", "Friends of the …".
func (r *reader) action(i, j, limit int) int {
	if j-i != 1 || j >= limit {
		return 0
	}
	switch r.d.Tokens[i].Norm {
	case "action", "campaign", "friends", "citizens", "families", "mothers", "students", "doctors", "lawyers", "parents", "veterans", "scientists", "teach", "voices", "victims", "survivors", "hope", "centre", "help", "homes", "jobs", "business", "businesses", "women", "youth", "physicians":
	default:
		return 0
	}
	n := r.d.Tokens[j].Norm
	if n != "for" && n != "of" && n != "against" {
		return 0
	}
	return r.complement(j+1, limit, onrecord.NameBody, n)
}
