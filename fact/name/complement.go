package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// complement returns the end of the complement that starts at k, 0 where none
// does.
func (r *reader) complement(k, limit int, kind onrecord.NameKind, by string) int {
	if k < limit && r.d.Tokens[k].Norm == "the" && r.d.Tokens[k].Shape == text.Lower {
		k++
	}
	if kind == onrecord.NameRole && k+1 < limit && r.d.Tokens[k].Norm == "new" && r.d.Tokens[k].Shape == text.Lower && r.d.Tokens[k-1].Norm == "the" && r.opensBody(k+1, limit) {
		k++ // "Chief Executive of the new Harbour Agency"
	}
	if k >= limit || !r.capital(k) || r.taken[k] || r.is(k, starter) && r.d.Tokens[k].Has(tag.Function) && !r.capitalised(k) || r.d.Tokens[k].Has(tag.Month|tag.Weekday) {
		return 0
	}
	if (kind == onrecord.NamePlace || kind == onrecord.NameEvent) && by != "of" && r.word(k).head != "" {
		return 0
	}
	end := r.run(k)
	if e, known, ok := r.known(k, limit); ok && kind == onrecord.NameRole && known == onrecord.NameBody && e > end && (r.d.Tokens[end].Norm == "and" || r.d.Tokens[end].Norm == "for") {
		return e // "Chief Executive of HM Harbour and Coast Service"
	}
	if last := r.headIndex(k, end); kind == onrecord.NameScheme && by == "for" && last > k && receivers[r.d.Tokens[last].Norm] {
		return 0 // "the Harbour Fund for Ryton Regional Council"
	}
	if kind == onrecord.NameBody && by == "for" && end == k+1 && end < limit && r.d.Tokens[end].Kind == text.Number {
		return 0 // "Brindle Ropes for the Type 31 boat"
	}
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
			for p > k+1 && (r.is(p-1, calling) || r.is(p-1, rank) && qualifiers.Has(r.d.Tokens[p-1].Norm) && r.is(p, calling|rank) && r.d.Tokens[p-1].Norm != "staff" || r.d.Tokens[p-1].Norm == "chief" && r.is(p, calling)) {
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
		return r.holder(k, r.beforeThing(k, end))
	}
	if kind == onrecord.NameBody {
		return r.beforeOwned(k, end)
	}
	return end
}

// opensBody reports whether a body's name starts at i.
func (r *reader) opensBody(i, limit int) bool {
	if !r.capital(i) {
		return false
	}
	_, kind, ok := r.known(i, limit)
	return ok && kind == onrecord.NameBody || r.word(r.headIndex(i, r.run(i))).head == onrecord.NameBody
}

// receivers are heads of bodies that get what a fund or grant "for" them gives.
var receivers = map[string]bool{"council": true, "university": true, "college": true, "hospital": true, "school": true, "trust": true, "authority": true, "agency": true, "society": true, "club": true, "museum": true, "corporation": true, "company": true, "association": true}

// beforePost returns the end of the words [k,p) before the post at their end, 0
// where they are nothing but a post.
func (r *reader) beforePost(k, p int) int {
	if !r.post(p - 1) {
		return p
	}
	for p > k && (r.post(p-1) || r.is(p-1, rank) || leading.Has(r.d.Tokens[p-1].Norm) || qualifiers.Has(r.d.Tokens[p-1].Norm)) {
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
		if r.d.Tokens[m].Kind == text.Clitic && r.ownsPart(m-1, end) == m {
			return m
		}
		if t := &r.d.Tokens[m]; t.Kind == text.Clitic && t.End-t.Start > 1 && !peoples[r.d.Tokens[m-1].Norm] && r.word(end-1).head != onrecord.NameBody && r.word(end-1).head != "" {
			return m
		}
	}
	return end
}

// beforeThing returns where the complement [k,end) of a post ends: at a possessive
// before a thing that its holder has, "the Commissioner for Ports’ Mooring Plan".
func (r *reader) beforeThing(k, end int) int {
	switch r.word(r.headIndex(k, end)).head {
	case "", onrecord.NameBody, onrecord.NamePlace:
		return end
	}
	if e, _, ok := r.known(k, end); ok && e == end {
		return end // "the King’s Fund"
	}
	for m := k + 1; m < end; m++ {
		if r.d.Tokens[m].Kind == text.Clitic {
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
	return t.Kind == text.Word && t.Shape == text.Title && t.Tags == 0 && r.blank(i)
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
	if kind == onrecord.NameRole && end+1 < limit && r.d.Tokens[end].Norm == "-" && r.d.Tokens[end].Glued && r.d.Tokens[end+1].Glued {
		return false // "Chair of the Harbour Caucus and Co-chair of the Pilots Caucus"
	}
	last := r.headIndex(k, end)
	if h := r.word(last).head; (h == onrecord.NameEvent && kind == onrecord.NameBody || h == onrecord.NameDocument && kind == h) && r.d.Tokens[i].Norm != "department" && r.topicBefore(k) {
		if _, both := r.knownBefore(i, k-1); !both {
			return true // "Committee of the Sailing and Rowing Games"
		}
	}
	if _, known, ok := r.known(k, end); ok && known != "" {
		// "Minister for London and Wales" would be a list of places.
		before, both := r.knownBefore(i, k-1)
		if !both && known == onrecord.NamePlace && r.is(k-2, compass) && r.d.Tokens[k-2].Shape == text.Title && r.d.Tokens[k-3].Norm == "the" {
			return true // "Rail Plan for the North and Midlands"
		}
		return both && before == onrecord.NamePlace && known == onrecord.NamePlace && (kind == onrecord.NameRole || joined == "for" || r.d.Tokens[k].Norm == "wales" && r.d.Tokens[k-2].Norm == "england")
	}
	if r.post(last) && r.word(last).head == "" || end-k > 1 && r.nation(last) {
		return false // "Institute of Piers and Sail UK"
	}
	if kind == onrecord.NameRole && departmental.Has(r.d.Tokens[last].Norm) && r.topicBefore(k) {
		return true // "Chairman of the Senate Harbour Security and Ports Committee"
	}
	if joinedTopics.Has(r.d.Tokens[last].Norm) || last > k && joinedTopics.Has(r.d.Tokens[last-1].Norm) && r.word(last).head == onrecord.NameBody && end < limit && r.d.Tokens[end].Norm == "of" {
		return true // "Department of Health and Seamen's Services Office of Audits"
	}
	if end == k+1 && r.word(k).head == onrecord.NamePlace && kind == onrecord.NameBody {
		return true // "Office of Rail and Road"
	}
	if r.abbreviates(i, end) {
		return true // "Agency for Rare Woods and Wreck Registry (ARWWR)"
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
	return p > 0 && r.d.Tokens[p].Kind == text.Word && r.capital(p) && r.word(p).head == "" && !r.post(p) && (r.is(p, notPerson|trade|nationality) || r.blank(p))
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

// article returns the index after a lower-case "the" at k, or k.
func (r *reader) article(k, limit int) int {
	if k < limit && r.d.Tokens[k].Norm == "the" && r.d.Tokens[k].Shape == text.Lower {
		return k + 1
	}
	return k
}

// goesTo reports whether a place follows the "to" at j after a post that is
// nobody's envoy: "as Ports Secretary to Norway" tells of a journey.
func (r *reader) goesTo(j, limit int) bool {
	k := r.article(j+1, limit)
	if k >= limit || envoys.Has(r.d.Tokens[j-1].Norm) {
		return false
	}
	if senders.Has(r.d.Tokens[j-1].Norm) {
		return true
	}
	_, kind, ok := r.known(k, limit)
	return ok && kind == onrecord.NamePlace
}

// senders are posts that serve nobody: see their file.
var senders = list("sender")

// envoys are posts at a place.
var envoys = list("envoy")

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

// forTopic are heads of bodies that go on with "for" inside a post: "Chair of
// the Mooring Commission for Hurn".
var forTopic = list("for-head")
