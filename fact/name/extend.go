package name

import (
	"github.com/onrecord/onrecord"
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
	onrecord.NameSystem:   {"for": true, "of": true},
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
	case kind == onrecord.NameRole && n == "at" && j+2 < limit && r.d.Tokens[j-1].Norm == "state" && r.d.Tokens[j+1].Norm == "the" && r.governing(j+2) && r.capital(j+2):
		return r.extend(j+2, r.run(j+2), onrecord.NameBody), "at" // "Minister of State at the Department of Ports"
	case kind == onrecord.NameRole && n == "in" && joined == "":
		if j+1 < limit && r.d.Tokens[j+1].Norm == "charge" && r.post(j-1) {
			return j + 2, "of" // "Special Agent in Charge"
		}
	case links[kind][n], n == "to" && kind == onrecord.NameBody && joined == "into", n == "in" && (joined == "on" || joined == "for" && kind == onrecord.NameBody && !r.placeAt(j+1, limit)), n == "against" && joined != "":
		if joined != "" && n == "for" && r.d.Tokens[j-1].Norm != "state" && !(kind == onrecord.NameBody && r.post(j-1)) && !(kind == onrecord.NameRole && joined == "of" && forTopic.Has(r.d.Tokens[j-1].Norm)) {
			return j, joined
		}
		if n == "against" && r.d.Tokens[j-1].Norm == "court" {
			return j, joined // "a case in the Federal Court against Sedge Ltd"
		}
		if n == "to" && r.goesTo(j, limit) {
			return j, joined
		}
		if k := r.article(j+1, limit); n == "for" && kind == onrecord.NameDocument && k < limit && r.governing(k) {
			return j, joined // "the Moorings Review for the Department for Ports"
		}
		if n == "on" && kind == onrecord.NameBody && joined == "" && receivers[r.d.Tokens[j-1].Norm] {
			return j, joined // "works with the Harbour Trust on the Clean Quays plan"
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
	case n == "(" && kind == onrecord.NameRole:
		if end := r.fieldInBrackets(i, j, limit); end > 0 {
			return end, joined
		}
	case n == "with" && joined != "" && j+1 < limit && r.d.Tokens[j+1].Norm == "disabilities" && r.capital(j+1):
		return j + 2, joined // "Minister for Inclusion and Persons with Disabilities"
	case n == "and" || n == "&":
		k := r.article(j+1, limit)
		if joined != "" && kind == onrecord.NameBody {
			if end := r.ownsPart(k, limit); end > 0 {
				return end, joined // "the Committee on Ports and the Coast’s Wrecks Subcommittee"
			}
		}
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

// governing reports whether the word at i opens a department's name.
func (r *reader) governing(i int) bool {
	n := r.d.Tokens[i].Norm
	return n == "department" || n == "ministry"
}

// placeAt reports whether a place that a list knows stands at i.
func (r *reader) placeAt(i, limit int) bool {
	if i = r.article(i, limit); i >= limit {
		return false
	}
	_, kind, ok := r.known(i, limit)
	return ok && kind == onrecord.NamePlace
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
			if n == 0 && !r.listsBefore(i, j) || kind == onrecord.NameBody && m+1 < limit && r.d.Tokens[m+1].Norm == "the" {
				return 0 // "…, Food and Rural Affairs, and the Harbour Executive": the next name
			}
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
		if r.closesTopicsAt(i, m, end, kind) {
			return end // "Minister for Science, Ports & Seas"
		}
		if r.personSuffix(m, end) >= 0 || r.word(end-1).head != "" && !r.topic(i, end-1, kind) || r.post(end-1) {
			return 0
		}
		if e, kindKnown, ok := r.known(m, limit); ok && kindKnown == onrecord.NameBody && e > end && kind == onrecord.NameRole && r.d.Tokens[end].Norm == "and" && !(e < limit && r.d.Tokens[e].Norm == "and") {
			return e // "Shadow Minister for Justice, Customs and Border Protection"
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

// topic reports whether the head at k may be one of the topics of the post or
// department that opens at i: "Housing, Local Government and Heritage".
func (r *reader) topic(i, k int, kind onrecord.NameKind) bool {
	if r.d.Tokens[k].Norm == "services" {
		return true
	}
	n := r.d.Tokens[i].Norm
	return joinedTopics.Has(r.d.Tokens[k].Norm) && (kind == onrecord.NameRole || n == "department" || n == "ministry")
}

// listsBefore reports whether a comma stands in [i,j): the topics are a list.
func (r *reader) listsBefore(i, j int) bool {
	for k := i; k < j; k++ {
		if r.d.Tokens[k].Norm == "," {
			return true
		}
	}
	return false
}

// closesTopicsAt reports whether the run [m,end) holds the last two topics of the
// post or department that opens at i, joined by "&": "Ports & Sea Strategy".
func (r *reader) closesTopicsAt(i, m, end int, kind onrecord.NameKind) bool {
	if !r.joinedByMark(m, end) || r.personSuffix(m, end) >= 0 || r.post(end-1) {
		return false
	}
	if n := r.d.Tokens[i].Norm; kind != onrecord.NameRole && n != "department" && n != "ministry" && n != "office" {
		return false
	}
	return r.word(end-1).head == "" || joinedTopics.Has(r.d.Tokens[end-1].Norm)
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
	if r.nounBefore(&candidate{first: i, last: j}) == onrecord.NameDocument {
		end := r.throughSmall(j, limit) // "the film Sailing for Gold"
		r.add(candidate{first: i, last: end, kind: onrecord.NameDocument, rule: &ruleNoun})
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
		if noun := r.pastLetters(end); noun == onrecord.NameScheme && r.abbreviates(i, end) {
			return end, noun
		}
		if kind != "" {
			sep := r.d.Tokens[k-1].Norm
			if sep == "," || kind == onrecord.NameSystem || commas > 0 && kind != onrecord.NameLaw && kind != onrecord.NameBody && !r.determined(i) && !r.opens(i) || kind == onrecord.NamePlace || kind == onrecord.NameEvent && !(end-k > 1 && commas == 0 && r.determined(i)) {
				return 0, ""
			}
			if a := r.acronymAfter(end); a > 0 && kind == onrecord.NameBody && string(r.letters(k, end, false)) == r.d.Tokens[a].Norm {
				return 0, "" // "SRT and Great Sedge Railway (GSR)"
			}
			if kind == onrecord.NameBody && r.joinedByMark(k, end) {
				return 0, "" // "Sedge and Hurn & Partners"
			}
			if end-k < 2 && kind != onrecord.NameLaw && kind != onrecord.NameBody {
				return 0, ""
			}
			if r.is(i, given) || j-i == 1 && r.is(i, nationality) || j-i == 1 && r.word(i).head == kind || commas > 0 && kind == onrecord.NameBody && !departmental.Has(r.d.Tokens[last].Norm) && !r.hospitals(k, end) && !r.abbreviates(i, end) {
				return 0, ""
			}
			return end, kind
		}
		k = end
	}
	return 0, ""
}

// pastLetters returns the kind that the noun in lower case tells which follows letters in brackets at i:
// "(SQB) programme"; "" where there is none.
func (r *reader) pastLetters(i int) onrecord.NameKind {
	t, a := r.d.Tokens, r.acronymAfter(i)
	if a == 0 || a+2 >= len(t) || t[a+2].Shape != text.Lower || !r.word(a+2).keeps {
		return ""
	}
	return r.word(a + 2).after
}

// hospitals reports whether [k,end) ends the name of an NHS trust, which may list
// its towns.
func (r *reader) hospitals(k, end int) bool {
	if r.d.Tokens[end-1].Norm != "trust" {
		return false
	}
	for ; k < end; k++ {
		if r.d.Tokens[k].Norm == "nhs" {
			return true
		}
	}
	return false
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
var departmental = list("topic-head")

// action reads bodies that are called after what they do: "Action for Race
// Equality", "Campaign Against …", "Friends of the …".
func (r *reader) action(i, j, limit int) int {
	if j-i != 1 || j >= limit {
		return 0
	}
	if !doers.Has(r.d.Tokens[i].Norm) {
		return 0
	}
	n := r.d.Tokens[j].Norm
	if n != "for" && n != "of" && n != "against" {
		return 0
	}
	return r.complement(j+1, limit, onrecord.NameBody, n)
}

// doers and joinedTopics are described in their files.
var doers, joinedTopics = list("doer"), list("joined-topic")
