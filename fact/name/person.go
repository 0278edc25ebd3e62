package name

import (
	"github.com/onrecord/onrecord"
	"github.com/onrecord/onrecord/fact/tag"
	"github.com/onrecord/onrecord/text"
)

// kept are the titles that belong to how a person is named.
var kept = map[string]bool{"lord": true, "lady": true, "baroness": true, "baron": true, "sir": true, "dame": true, "dr": true, "prof": true, "professor": true, "viscount": true, "viscountess": true, "pope": true, "earl": true, "countess": true, "king": true, "queen": true, "prince": true, "princess": true}

// honorific reports whether the token at i is a title before a name.
func (r *reader) honorific(i int) bool {
	t := &r.d.Tokens[i]
	return t.Has(tag.Honorific) && t.Shape >= text.Title
}

// personSuffix returns where in the run [i,j) a personal name starts that
// runs to its end; -1 where none does.
func (r *reader) personSuffix(i, j int) int {
	end := r.withoutLetters(i, j)
	if end <= i {
		return -1
	}
	if p := r.ranked(i, end); p >= 0 {
		return p
	}
	if r.sells(i, end) {
		return -1
	}
	for p := i; p < end; p++ {
		t := &r.d.Tokens[p]
		if t.Kind != text.Word || t.Shape < text.Title {
			continue
		}
		if p > i && r.d.Tokens[p-1].Kind != text.Word && r.d.Tokens[p-1].Norm != "." && !r.gradedRank(p-1) {
			if r.d.Tokens[p-1].Kind == text.Clitic {
				return -1
			}
			continue
		}
		if r.d.Tokens[end-1].Norm == "street" && (end-p > 2 || p > i && !r.post(p-1) && !r.is(p-1, rank|calling) || p > 0 && r.d.Tokens[p-1].Kind == text.Number) {
			continue // "King Edmund Street"
		}
		if r.lordship(p, end) {
			continue
		}
		if r.honorific(p) && p+1 < end && r.word(p).head == "" {
			n := r.nextName(p, end)
			if n < end && (n == end-1 || r.word(n).head == "" || surname.Has(r.d.Tokens[n].Norm)) && (!r.post(end-1) || surname.Has(r.d.Tokens[end-1].Norm)) && (!r.post(n) || n == end-1 && surname.Has(r.d.Tokens[n].Norm)) && r.plainName(n, end) {
				return p
			}
		}
		if p == i && r.noPerson(p, end) {
			return -1
		}
		if p > i && r.midway(i, p, end) {
			continue // "San Francisco Superior Court"
		}
		if p == i+1 && r.doubleBarrelled(i, end) {
			return i
		}
		if r.is(p, given) && (t.Shape != text.Upper || r.d.Tokens[end-1].Shape == text.Upper) && r.fullName(p, end) {
			if p > i && r.crowned(p-1) {
				return p - 1 // "King Alfred IV"
			}
			return p
		}
		if r.is(p, givenWeak) && !t.Has(tag.Month) && (p > i || !r.opens(p)) && end-p <= 4 && r.fullName(p, end) && r.nameLike(p+1, end) && r.nameLikeEnd(end-1) {
			return p
		}
		if q := r.beforeStop(p); p > i && (r.post(q) || r.is(q, rank) && (r.d.Tokens[q].Norm != "private" || r.is(p, given|givenWeak))) && end-p >= 2 && end-p <= 4 && !r.post(p) && !r.is(p, rank) && r.fullName(p, end) && r.nameLike(p, end) {
			return p
		}
	}
	return -1
}

// midway reports whether the word at p goes on a known place that starts in the run
// at i, before it.
func (r *reader) midway(i, p, end int) bool {
	if !r.is(p, given|givenWeak) {
		return false
	}
	e, kind, ok := r.known(max(i, p-1), end)
	return ok && kind == onrecord.NamePlace && e > p && e < end
}

// doubleBarrelled reports whether [i,end) is a word of its own and two that a hyphen
// joins, though the first of them is a given name as well: "Xola Ryder-Hale".
func (r *reader) doubleBarrelled(i, end int) bool {
	t := r.d.Tokens
	return end-i == 4 && r.unlisted(i) && !r.opens(i) && t[i+2].Norm == "-" && t[i+2].Glued && t[i+3].Glued && t[i+1].Shape == text.Title && t[i+3].Shape == text.Title && r.nameLike(i+3, end) && r.nameLikeEnd(i+3)
}

// lordship reports whether the "Lord" at p belongs to a post: "Lord Chancellor",
// "First Sea Lord".
func (r *reader) lordship(p, end int) bool {
	if r.d.Tokens[p].Norm != "lord" {
		return false
	}
	if _, kind, ok := r.known(p, end); ok && kind == onrecord.NameRole {
		return true
	}
	return p > 1 && r.d.Tokens[p-1].Norm == "sea" && r.capital(p-1)
}

// ranked reads a rank or an office with a surname alone: "Colonel Hartwell",
// "President Ashdown". It returns where the name starts: at a rank, which is
// part of how its bearer is called, or after an office, which is not.
func (r *reader) ranked(i, end int) int {
	last := end - 1
	if last <= i || r.d.Tokens[last].Kind != text.Word || r.d.Tokens[last].Shape != text.Title && r.d.Tokens[last].Shape != text.Mixed || !r.nameLikeEnd(last) || r.word(last).head != "" || r.post(last) && !surname.Has(r.d.Tokens[last].Norm) || r.is(last, nationality|compass) {
		return -1
	}
	title := last - 1
	if r.d.Tokens[title].Norm == "." && title > i {
		title--
	}
	if !r.is(title, rank) || qualifiers.Has(r.d.Tokens[title].Norm) || r.is(title, notPerson) && r.d.Tokens[title].Norm != "general" || r.d.Tokens[title].Norm == "chief" || r.d.Tokens[title].Norm == "secretary" && title > i || r.d.Tokens[title].Norm == "director" || r.d.Tokens[title].Norm == "general" && title > i && r.post(title-1) && r.d.Tokens[title-1].Norm != "attorney" {
		return -1
	}
	if e, kind, ok := r.known(title, end); ok && e == end && kind != onrecord.NamePerson {
		return -1 // a company that opens as a rank does
	}
	if r.is(last, given|givenWeak) && (title > i && r.d.Tokens[title-1].Norm != "vice" || !politic.Has(r.d.Tokens[title].Norm)) {
		return -1
	}
	if r.d.Tokens[title].Norm == "gov" || r.d.Tokens[title].Norm == "sec" || r.post(title) && (!military[r.d.Tokens[title].Norm] || title > i && r.d.Tokens[title-1].Norm == "attorney") {
		return last
	}
	for title > i && r.is(title-1, rank) {
		title--
	}
	return title
}

// politic are offices whose holders are called by the surname alone, even by
// one that is a given name as well: "Speaker James".
var politic = list("called-by-surname")

// qualifiers are words that stand before a rank and are none by themselves.
var qualifiers = list("rank-qualifier")

// military are ranks that are heads of posts as well.
var military = map[string]bool{"constable": true, "inspector": true, "superintendent": true, "commander": true, "general": true, "sheriff": true, "marshal": true}

// nameLikeEnd reports whether the word at i could be a surname: no list
// knows it as anything else.
func (r *reader) nameLikeEnd(i int) bool {
	w := r.word(i)
	return w.flags&(starter|rank|postNominal|notPerson) == 0 && !w.alone
}

// nextName skips a full stop and further titles after the title at p.
func (r *reader) nextName(p, end int) int {
	n := p + 1
	for n < end && (r.d.Tokens[n].Norm == "." || r.honorific(n) && n+1 < end) {
		n++
	}
	return n
}

// withoutLetters returns the end of [i,j) without post-nominal letters.
func (r *reader) withoutLetters(i, j int) int {
	for j > i+1 && r.is(j-1, postNominal) && r.d.Tokens[j-1].Shape != text.Lower && (r.d.Tokens[j-1].Shape == text.Upper || r.d.Tokens[j-1].Norm == "mps" || r.d.Tokens[j-1].Norm == "phd" || r.d.Tokens[j-1].Norm == "freng") {
		j--
	}
	if j-i > 3 && r.d.Tokens[j-2].Norm == "royal" && (r.d.Tokens[j-1].Norm == "navy" || r.d.Tokens[j-1].Norm == "marines") && r.is(i, given|rank) {
		return j - 2 // "Commander Ada Orchard Royal Navy"
	}
	if k := r.dottedLetters(j); k > i+1 {
		return k
	}
	return j
}

// dottedLetters returns where letters with full stops start that end at token j
// and stand after a name: "Tom Roe T.D."; 0 where none do.
func (r *reader) dottedLetters(j int) int {
	t := r.d.Tokens
	k, letters := j, ""
	for k >= 2 && len(letters) < 4 && t[k-1].Norm == "." && t[k-1].Glued && t[k-2].Shape >= text.Title && t[k-2].End-t[k-2].Start == 1 {
		letters = t[k-2].Norm + letters
		k -= 2
		if !t[k].Glued {
			break
		}
	}
	if len(letters) < 2 || !tag.Letters.Has(letters) {
		return 0
	}
	return k
}

// fullName reports whether [p,end), which opens with a given name, reads like
// a whole personal name.
func (r *reader) fullName(p, end int) bool {
	words := 0
	for k := p; k < end; k++ {
		if r.d.Tokens[k].Kind == text.Word {
			words++
		}
	}
	return words >= 2 && words <= 6 && r.plainName(p, end)
}

// plainName reports whether no word of [p,end) speaks against a personal
// name: heads of bodies and places, posts, adjectives of nations, digits.
func (r *reader) plainName(p, end int) bool {
	for k := p; k < end; k++ {
		t := &r.d.Tokens[k]
		switch t.Kind {
		case text.Number, text.Symbol, text.Clitic:
			return false
		case text.Punct:
			if t.Norm == "&" || t.Norm == "/" {
				return false
			}
		case text.Word:
			last := k == end-1
			if last && (r.word(k).head != "" && !surname.Has(t.Norm) || r.post(k) && !surname.Has(t.Norm) && k > p) {
				return false
			}
			if k > p && r.is(k, notPerson) && !surname.Has(t.Norm) && t.Norm != "green" && t.Norm != "west" && t.Norm != "north" && t.Norm != "care" {
				return false
			}
			if k > p && r.is(k, trade) && t.Norm != "power" && t.Norm != "care" && t.Norm != "farms" {
				return false // "Ada Brewing"
			}
			if k > p && !last && r.word(k).head != "" && !surname.Has(t.Norm) {
				return false
			}
			if k > p && r.is(k, nationality) && !surname.Has(t.Norm) {
				return false
			}
			if last && t.Shape == text.Upper && t.End-t.Start > 2 && !regnal(t.Norm) && r.d.Tokens[p].Shape != text.Upper {
				return false
			}
		}
	}
	if end-p >= 2 {
		if e, kind, ok := r.known(p, end); ok && !r.addressedBy(p) && (!r.is(p, given) || e == end && kind != onrecord.NamePerson) {
			return false // "Ben Nevis"
		}
	}
	return true
}

// regnal reports whether a word is a number after the name of a pope or a king,
// such as "XVI".
func regnal(norm string) bool {
	for i := range len(norm) {
		if norm[i] != 'i' && norm[i] != 'v' && norm[i] != 'x' {
			return false
		}
	}
	return true
}

// addressedBy reports whether a form of address stands straight before token
// p: "Rep. Ben Nevis" is a person.
func (r *reader) addressedBy(p int) bool {
	p--
	if p > 0 && r.d.Tokens[p].Norm == "." {
		p--
	}
	switch {
	case p < 0:
		return false
	case r.d.Tokens[p].Has(tag.Honorific):
		return true
	}
	switch r.d.Tokens[p].Norm {
	case "rep", "sen", "representative", "senator", "congressman", "congresswoman", "councillor", "cllr":
		return true
	}
	return false
}

// surname are heads and adjectives that are surnames too.
var surname = list("surname")

// nameLike reports whether the words of [p,end) could be a person's where
// only a post before them says so.
func (r *reader) nameLike(p, end int) bool {
	for k := p; k < end; k++ {
		t := &r.d.Tokens[k]
		if t.Kind != text.Word {
			continue
		}
		if t.Shape == text.Upper && t.End-t.Start > 1 || r.word(k).head != "" || r.post(k) || r.is(k, nationality|compass|headless|notPerson) || t.Has(tag.BodyHead|tag.SchemeHead|tag.LawHead) {
			return false
		}
		if end2, kind, ok := r.known(k, end); ok && kind != "" && end2 == end && k == p {
			return false
		}
	}
	return true
}

// addPerson records the person named at [p,j), without titles that are not
// kept and without post-nominal letters.
func (r *reader) addPerson(p, j int) {
	end := r.withoutLetters(p, j)
	first := p
	if e, kind, ok := r.known(p, end); ok && kind == onrecord.NamePerson && e == end {
		first = r.highness(p)
		r.add(candidate{first: first, last: end, kind: kind}) // "HRH The Prince of Wales"
		return
	}
	for first < end-1 && (r.honorific(first) && !kept[r.d.Tokens[first].Norm] || r.d.Tokens[first].Norm == ".") {
		first++
	}
	if territory := r.territory(first, end, j); territory > 0 {
		end, j = r.withoutLetters(first, territory), territory // "Lord Hartwell of Eastmere CBE"
	}
	if s := r.rankStart(first); s < first {
		r.add(candidate{first: s, last: end, kind: onrecord.NamePerson, bare: first})
	} else {
		r.add(candidate{first: first, last: end, kind: onrecord.NamePerson})
	}
	for k := p; k < j; k++ {
		r.taken[k] = true
	}
	r.apposedPost(j)
	if o := r.lowerOffice(first); o < first && end-first >= 2 {
		r.add(candidate{first: o, last: first, kind: onrecord.NameRole})
	}
	if end-first >= 2 && first > 0 && (tag.IsSeat(&r.d.Tokens[first-1]) || r.d.Tokens[first-1].Norm == "judge" && r.capital(first-1)) && !r.regional(first-1) && !r.endsPost(first) {
		r.add(candidate{first: r.seatStart(first - 1), last: first, kind: onrecord.NameRole})
	} else if s := r.seatStart(first - 1); end-first >= 2 && s < first-1 && (r.d.Tokens[first-1].Norm == "senators" || r.d.Tokens[first-1].Norm == "representatives") {
		r.add(candidate{first: s, last: first, kind: onrecord.NameRole})
	}
}

// beforePerson reads the words [i,p) that stand before a person in one run.
func (r *reader) beforePerson(i, p int) {
	first := i
	for first < p && r.is(first, starter) && !r.knownLong(first, p) {
		first++ // but "New Mexico"
	}
	if first >= p {
		return
	}
	for p > first+1 && (r.honorific(p-1) && !r.lordship(p-1, p) || r.d.Tokens[p-1].Norm == ".") {
		p-- // "Attorney General Rt Hon"
	}
	if n := r.d.Tokens[p-1].Norm; (n == "sens" || n == "reps") && r.american(first) {
		return // "U.S. Sens. Jane Doe and John Roe"
	}
	p = r.withoutRank(first, p)
	last := r.headIndex(first, p)
	if b := r.lettersBefore(first); b < first && r.hasPost(first, p) {
		r.found = append(r.found, candidate{first: b, last: p, kind: onrecord.NameRole})
		return
	}
	if end, kind, ok := r.known(first, p); ok && end == p && kind == onrecord.NameRole {
		r.add(candidate{first: first, last: p, kind: kind, weak: p-first == 1})
		return
	}
	if r.allRanks(first, p) {
		return
	}
	if r.post(last) && r.word(last).head == "" {
		r.add(candidate{first: first, last: p, kind: onrecord.NameRole})
		r.served(first, p)
		return
	}
	if last > first && tag.SeveralPosts.Has(r.d.Tokens[last].Norm) {
		r.add(candidate{first: first, last: p, kind: onrecord.NameRole})
		return // "Assistant District Attorneys Ada Orchard and Xola Brenneth"
	}
	if end, kind, ok := r.known(first, p); ok && kind != "" {
		r.add(candidate{first: first, last: end, kind: kind})
	}
}

// allRanks reports whether [i,j) is nothing but ranks and forms of address.
func (r *reader) allRanks(i, j int) bool {
	for k := i; k < j; k++ {
		t := &r.d.Tokens[k]
		if t.Kind != text.Word {
			continue
		}
		if t.Norm == "leader" && k > i && r.d.Tokens[k-1].Norm == "squadron" {
			continue
		}
		if !r.is(k, rank) && !r.honorific(k) && t.Norm != "assistant" && t.Norm != "deputy" && t.Norm != "chief" && t.Norm != "acting" && t.Norm != "temporary" && t.Norm != "t" && t.Norm != "a" && t.Norm != "u" && t.Norm != "s" && t.Norm != "us" && t.Norm != "assembly" && t.Norm != "state" {
			return false
		}
		if j-i == 1 && (t.Norm == "chief" || t.Norm == "president" || t.Norm == "chancellor") {
			return false
		}
		if (t.Norm == "minister" || t.Norm == "secretary" || t.Norm == "commissioner" || t.Norm == "director" || t.Norm == "attorney") && j-i > 1 {
			return false
		}
		if t.Norm == "judge" && k > i && !r.honorific(k-1) && r.d.Tokens[k-1].Norm != "honor" && r.d.Tokens[k-1].Norm != "honour" {
			return false // "Chief U.S. Judge"
		}
	}
	return true
}

// role reads a run whose last word heads a post: "Home Secretary", "Mayor of
// London", "Minister for …".
func (r *reader) role(i, j, last int) int {
	first := i
	for first < last && r.is(first, starter) && r.opens(first) && !r.majesty(first) {
		first++
	}
	if r.d.Tokens[first].Norm == "directorate" {
		end := r.extend(first, j, onrecord.NameBody)
		r.add(candidate{first: first, last: end, kind: onrecord.NameBody})
		return end // "Directorate-General for Ports"
	}
	end := r.extend(first, j, onrecord.NameRole)
	end = r.heldAt(first, end)
	if both := r.bothPosts(first, last, end); both > 0 {
		end = both
	}
	if r.plural(last) {
		r.leaveOut(first, max(j, end), &ruleBareRank)
		if end > j+2 && r.d.Tokens[j+1].Norm == "the" {
			return j // "Trustees of the Harbour Fund": the fund is named
		}
		return max(j, end)
	}
	if end == j && (first == last || r.allRanks(first, end) && !r.ownedRank(first, end)) && !r.afterHolder(first, end) {
		r.leaveOut(first, j, &ruleBareRank)
		return j // "Director", "Assistant Chief Constable": no post of its own
	}
	if end > j {
		r.surely(first, end)
	} else if first == last && r.afterHolder(first, end) {
		end = r.postAt(first, end)
	}
	r.add(candidate{first: first, last: end, kind: onrecord.NameRole})
	if end == j {
		r.served(first, end)
	}
	return end
}
